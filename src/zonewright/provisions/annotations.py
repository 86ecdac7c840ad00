"""A reading as annotation tools hold it: labelled stretches, and what became of them there as decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from zonewright.errors import Place
from zonewright.provisions.changes import differs
from zonewright.provisions.model import Confidence, Provision, Quantity, Reading
from zonewright.provisions.review import Decision, Item, decide, edited_provision, edited_quantity, items

#: What a figure says besides its role, which is its label.
PARTS: Final = ("op", "value", "unit", "per", "metric")


@dataclass(frozen=True, slots=True)
class Annotation:
    """A labelled stretch of the text: a provision, a figure (kind `condition`) or a field, and the item it stands for."""

    kind: str
    start: int
    end: int
    item: str  # key of the item; of a field, that of its provision; empty where a tool does not know it
    values: Mapping[str, object]  # modality and instruments, or role, op, value, unit, per, metric
    confidence: Confidence = Confidence.HIGH
    place: Place = Place()


class Exchange(NamedTuple):
    """What came back: decisions that say something more than those held already, and stretches without an item."""

    decisions: tuple[Decision, ...]
    unplaced: tuple[Annotation, ...]


def annotated(reading: Reading, done: Mapping[str, Decision]) -> tuple[Annotation, ...]:
    """Everything in a reading, in text order, as reviewers have left it so far."""
    found: list[Annotation] = []
    for item in items(reading):
        decision = done.get(item.key)
        if decision is not None and decision.verdict == "rejected":
            continue
        start, end = _stretch(item, decision)
        if item.kind == "condition":
            quantity = edited_quantity(reading.provisions[item.provision].conditions[item.condition], decision)
            values = {key: getattr(quantity, key) for key in ("role", *PARTS)}
            found.append(Annotation("condition", start, end, item.key, values, item.confidence))
            continue
        provision = edited_provision(reading.provisions[item.provision], decision)
        values = {"modality": provision.modality.value, "instruments": [one.value for one in provision.instruments]}
        found.append(Annotation("provision", start, end, item.key, values, item.confidence))
        found += (Annotation("field", one.start, one.end, item.key, {}, one.evidence.confidence) for one in provision.fields)
    return tuple(found)


def decisions_from(reading: Reading, found: Sequence[Annotation], done: Mapping[str, Decision], *, by: str, on: str,
                   note: str) -> Exchange:  # fmt: skip
    """What an annotator decided: kept is accepted, changed is edited, gone is rejected. The note names the tool."""
    all_items = items(reading)
    placed = _placed(all_items, [one for one in found if one.kind != "field"])
    fields = _fields(found)
    decisions: list[Decision] = []
    for item in all_items:
        one = placed.get(item.key)
        if one is None:
            reason = "not_a_provision" if item.kind == "provision" else "other"
            decision = decide(reading, item, "rejected", by=by, on=on, reason=reason, note=note)
        else:
            change = _change(reading, item, one, fields.get(id(one), ()))
            decision = decide(reading, item, "edited" if change else "accepted", by=by, on=on, note=note, change=change)
        if not _says_the_same(done.get(item.key), decision):
            decisions.append(decision)
    used = {id(one) for one in placed.values()}
    return Exchange(tuple(decisions), tuple(one for one in found if one.kind != "field" and id(one) not in used))


def _stretch(item: Item, decision: Decision | None) -> tuple[int, int]:
    change = decision.change if decision is not None and decision.verdict == "edited" else {}
    start, end = change.get("start"), change.get("end")
    return start if isinstance(start, int) else item.start, end if isinstance(end, int) else item.end


def _placed(all_items: Sequence[Item], found: Sequence[Annotation]) -> dict[str, Annotation]:
    """Each item with its annotation: by key, else by the same stretch, else by the stretch that overlaps it most."""
    known = {item.key for item in all_items}
    placed = {one.item: one for one in found if one.item in known}
    free = [one for one in found if one is not placed.get(one.item)]
    for least in (1, 0.5):
        taken: set[int] = set()
        for item in all_items:
            if item.key in placed:
                continue
            near = [one for one in free if one.kind == item.kind and id(one) not in taken and _overlap(item, one) >= least]
            if near:
                placed[item.key] = max(near, key=lambda one: _overlap(item, one))
                taken.add(id(placed[item.key]))
        free = [one for one in free if id(one) not in taken]
    return placed


def _overlap(item: Item, one: Annotation) -> float:
    """The common part of two stretches, of what they cover together."""
    common = min(item.end, one.end) - max(item.start, one.start)
    return max(0, common) / (max(item.end, one.end) - min(item.start, one.start))


def _fields(found: Sequence[Annotation]) -> dict[int, list[dict[str, int]]]:
    """The fields under each provision: that of their key, else the shortest one around them."""
    provisions = [one for one in found if one.kind == "provision"]
    by_key = {one.item: one for one in provisions if one.item}
    under: dict[int, list[dict[str, int]]] = {}
    for field in (one for one in found if one.kind == "field"):
        around = [one for one in provisions if one.start <= field.start and field.end <= one.end]
        own = by_key.get(field.item)
        home = own if own in around else min(around, key=lambda one: one.end - one.start, default=None)
        if home is not None:
            under.setdefault(id(home), []).append({"start": field.start, "end": field.end})
    return under


def _change(reading: Reading, item: Item, one: Annotation, fields: Iterable[Mapping[str, int]]) -> dict[str, object]:
    provision = reading.provisions[item.provision]
    found: Provision | Quantity = provision if item.condition < 0 else provision.conditions[item.condition]
    told: dict[str, object] = {"start": one.start, "end": one.end, **one.values}
    if isinstance(found, Provision):
        before = [label.value for label in found.instruments]
        now = told.get("instruments", before)
        if isinstance(now, list):  # tools keep no order: what was there stays in front
            told["instruments"] = [*(name for name in before if name in now), *(name for name in now if name not in before)]
        told["fields"] = sorted(fields, key=lambda stretch: stretch["start"])
        found = replace(found, fields=tuple(sorted(found.fields, key=lambda field: field.start)))
    return differs(found, told)


def _says_the_same(held: Decision | None, decision: Decision) -> bool:
    return held is not None and (held.verdict, dict(held.change)) == (decision.verdict, dict(decision.change))


def provisions_of(found: Iterable[Annotation]) -> Iterator[tuple[Annotation, Annotation]]:
    """Each figure and field beside the provision that it belongs to: those that follow a provision are its own."""
    home: Annotation | None = None
    for one in found:
        if one.kind == "provision":
            home = one
        elif home is not None and home.start <= one.start < home.end:
            yield one, home
