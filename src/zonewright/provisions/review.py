"""What a person decides about a reading: items in a queue, decisions as events, and how they follow a changed text."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from zonewright.provisions.model import Confidence, Evidence, Label, Mention, Provision, Quantity, Reading, Value

VERDICTS: Final = ("accepted", "rejected", "edited", "undone")
REASONS: Final = ("wrong_span", "wrong_value", "wrong_label", "not_a_provision", "duplicate", "other")
KINDS: Final = ("provision", "condition")
#: Characters of the text on either side by which a stretch is known again.
BESIDE: Final = 24
#: Roles and units that cost money when they are wrong, the most first.
_STAKES: Final = {"amount": 4, "cap": 4, "rate": 3, "threshold": 2, "duration": 1, "deadline": 1}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide: a provision with its labels and fields, or one figure in it."""

    key: str
    kind: str  # provision | condition
    provision: int  # place in `Reading.provisions`
    condition: int  # place in its conditions; -1 for the provision itself
    start: int
    end: int
    confidence: Confidence
    stake: int
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person said of one item on one day. The words decided on stand beside, so that it can follow them."""

    item: str
    verdict: str  # accepted | rejected | edited | undone
    by: str
    on: str  # a day, ISO 8601
    exact: str
    prefix: str = ""
    suffix: str = ""
    eid: str = ""
    at: int = -1  # where the item began; places in `change` move with it
    doc: str = ""  # id of the text: one file of decisions holds those on all texts of a pack
    reason: str = ""  # of a rejection: one of REASONS
    note: str = ""
    change: Mapping[str, object] = field(
        default_factory=lambda: MappingProxyType({})
    )  # of an edit: the keys of the record that differ


@dataclass(frozen=True, slots=True)
class Carried:
    """Decisions brought over to a reading of a changed text."""

    kept: tuple[Decision, ...]  # the words stand unchanged: the decision holds
    moved: tuple[str, ...]  # keys among the kept whose words stand elsewhere now
    lost: tuple[Decision, ...]  # the words are gone or were changed: to be decided again


def items(reading: Reading) -> tuple[Item, ...]:
    """Everything to decide in a reading, in text order. A key stays while the words, those beside and what they say stay."""
    found: list[Item] = []
    for place, provision in enumerate(reading.provisions):
        stake = max((_STAKES.get(one.role, 0) for one in provision.conditions), default=0)
        own = Item("", "provision", place, -1, provision.start, provision.end, _label_confidence(provision), stake,
                   provision.flags)  # fmt: skip
        figures = [
            Item(
                "", "condition", place, number, one.start, one.end, one.evidence.confidence, _STAKES.get(one.role, 0), one.flags
            )
            for number, one in enumerate(provision.conditions)
        ]
        found += [own, *figures]
    stems = [_stem(reading, one) for one in found]
    twins, seen = Counter(stems), Counter[str]()
    for place, stem in enumerate(stems):
        seen[stem] += 1
        found[place] = replace(found[place], key=_key(stem, seen[stem], twins[stem]))
    return tuple(found)


def decided(decisions: Iterable[Decision]) -> Mapping[str, Decision]:
    """The decision that holds for each item: the last one, unless it was undone."""
    held: dict[str, list[Decision]] = {}
    for decision in decisions:
        if decision.verdict == "undone":
            if held.get(decision.item):
                held[decision.item].pop()
        else:
            held.setdefault(decision.item, []).append(decision)
    return {key: stack[-1] for key, stack in held.items() if stack}


def queue(all_items: Iterable[Item], done: Mapping[str, Decision]) -> tuple[Item, ...]:
    """What is still to decide: flagged and unsure first, then by the money at stake, then in text order."""
    waiting = [item for item in all_items if item.key not in done]
    return tuple(sorted(waiting, key=lambda item: (not item.flags, item.confidence, -item.stake, item.start)))


def undecided(reading: Reading, done: Mapping[str, Decision]) -> frozenset[str]:
    """The eIds of the provisions of which something is still to decide."""
    return frozenset(reading.provisions[item.provision].eid for item in items(reading) if item.key not in done)


def reviewed(reading: Reading, done: Mapping[str, Decision]) -> Reading:
    """The reading as the reviewers left it: rejected items are gone, edits are made."""
    by_place: dict[int, list[Item]] = {}
    for item in items(reading):
        by_place.setdefault(item.provision, []).append(item)
    kept: list[Provision] = []
    for place, provision in enumerate(reading.provisions):
        own, *figures = by_place[place]
        if own.key in done and done[own.key].verdict == "rejected":
            continue
        conditions = tuple(
            edited_quantity(provision.conditions[item.condition], done.get(item.key))
            for item in figures
            if item.key not in done or done[item.key].verdict != "rejected"
        )
        kept.append(edited_provision(replace(provision, conditions=conditions), done.get(own.key)))
    return replace(reading, provisions=tuple(kept))


def edited_quantity(found: Quantity, decision: Decision | None) -> Quantity:
    """The figure with the changes of an edit: role, op, value, unit, per, metric."""
    if decision is None or decision.verdict != "edited":
        return found
    change = decision.change
    words = {key: str(change[key]) for key in ("role", "op", "unit", "per", "metric") if key in change}
    value = _value(change["value"]) if "value" in change else found.value
    start, end = _stretch(found, change)
    hand = _by_hand(found.evidence)
    return replace(found, start=start, end=end, value=value, evidence=hand, flags=(), **words)


def edited_provision(found: Provision, decision: Decision | None) -> Provision:
    """The provision with the changes of an edit: modality, instruments, fields."""
    if decision is None or decision.verdict != "edited":
        return found
    change, hand = decision.change, _by_hand(found.modality.evidence)
    if "modality" in change:
        found = replace(found, modality=Label(str(change["modality"]), hand))
    if "instruments" in change:
        found = replace(found, instruments=tuple(Label(str(one), hand) for one in _listed(change["instruments"])))
    if "fields" in change:
        spans = [(int(one["start"]), int(one["end"])) for one in _listed(change["fields"]) if isinstance(one, Mapping)]
        found = replace(found, fields=tuple(Mention(start, end, hand) for start, end in spans))
    start, end = _stretch(found, change)
    return replace(found, start=start, end=end, flags=())


def _stretch(found: Provision | Quantity, change: Mapping[str, object]) -> tuple[int, int]:
    """The stretch that an edit names, where it is one; else that of what was found."""
    start, end = change.get("start", found.start), change.get("end", found.end)
    sound = isinstance(start, int) and isinstance(end, int) and 0 <= start < end
    return (start, end) if sound else (found.start, found.end)  # type: ignore[return-value]


def carry(decisions: Iterable[Decision], reading: Reading) -> Carried:
    """Bring decisions over to a reading: they hold where their words stand unchanged, and are put back where not."""
    known = {item.key: item for item in items(reading)}
    kept: list[Decision] = []
    moved: list[str] = []
    lost: list[Decision] = []
    for decision in decisions:
        item = known.get(decision.item)
        if item is None:
            lost.append(decision)
            continue
        eid = reading.provisions[item.provision].eid
        kept.append(replace(decision, eid=eid, at=item.start, change=_shifted(decision, item.start)))
        if decision.eid and eid != decision.eid:
            moved.append(decision.item)
    return Carried(tuple(kept), tuple(dict.fromkeys(moved)), tuple(lost))


def _shifted(decision: Decision, start: int) -> Mapping[str, object]:
    """The changes of an edit, with the places in them where the words stand now."""
    by = start - decision.at if decision.at >= 0 else 0
    if not by:
        return decision.change

    def moved(value: object) -> object:
        match value:
            case Mapping():
                return {key: moved(one) if key in {"start", "end"} else one for key, one in value.items()}
            case list() | tuple():
                return [moved(one) for one in value]
            case int():
                return value + by
            case _:
                return value

    return {key: moved(value) if key in {"start", "end", "fields"} else value for key, value in decision.change.items()}


def decide(reading: Reading, item: Item, verdict: str, *, by: str, on: str, reason: str = "", note: str = "",
           change: Mapping[str, object] = MappingProxyType({})) -> Decision:  # fmt: skip
    """A decision on an item, with the words it was taken on."""
    text = reading.document.text
    return Decision(
        item.key,
        verdict,
        by,
        on,
        text[item.start : item.end],
        text[max(0, item.start - BESIDE) : item.start],
        text[item.end : item.end + BESIDE],
        reading.provisions[item.provision].eid,
        item.start,
        reading.document.id,
        reason,
        note,
        change,
    )


def _key(stem: str, number: int, twins: int) -> str:
    """The name of an item. Twins are counted in it: when one comes or goes, nobody knows which of them a decision was on."""
    return f"{stem}-{number}" if twins == 1 else f"{stem}-{number}of{twins}"


def _stem(reading: Reading, item: Item) -> str:
    """A name made of the words of an item, of those beside them in the provision, and of what was read from them."""
    provision, text = reading.provisions[item.provision], reading.document.text
    parts = (
        item.kind,
        text[max(provision.start, item.start - BESIDE) : item.start],
        text[item.start : item.end],
        text[item.end : min(provision.end, item.end + BESIDE)],
        *_said(provision, item.condition),
    )
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _said(provision: Provision, condition: int) -> tuple[str, ...]:
    """What was read: whoever accepted one reading of the words has not accepted another."""
    if condition < 0:
        return (provision.modality.value, *(label.value for label in provision.instruments))
    one = provision.conditions[condition]
    return (one.role, one.op, str(one.value), one.unit, one.per, one.metric)


def _label_confidence(provision: Provision) -> Confidence:
    labels = (provision.modality, *provision.instruments)
    return min(label.evidence.confidence for label in labels)


def _by_hand(evidence: Evidence) -> Evidence:
    return replace(evidence, rule="reviewer", confidence=Confidence.HIGH)


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _value(value: object) -> Value | tuple[Value, Value]:
    if isinstance(value, list | tuple):
        low, high = (_single(one) for one in value)
        return low, high
    return _single(value)


def _single(value: object) -> Value:
    if isinstance(value, int | Fraction):
        return value
    text = str(value)
    try:
        number = Fraction(text)
    except ValueError:
        return text
    return int(number) if number.denominator == 1 else number
