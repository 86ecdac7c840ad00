"""The review as one HTML page: text and provisions side by side, decided on by keys, with nothing loaded from anywhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from markupsafe import Markup

from zonewright.codes.concepts import Candidate, link
from zonewright.provisions.changes import MOST_INSTRUMENTS, OPS, ROLES, UNITS, written
from zonewright.provisions.model import INSTRUMENTS, MODALITIES, Confidence, Evidence, Mention, Provision, Reading
from zonewright.provisions.review import REASONS, Decision, Item, decide, items, queue
from zonewright.report import review_words as told
from zonewright.report.environment import environment
from zonewright.report.pages import LANGUAGE_TAGS
from zonewright.report.review_text import Painter, lines, marked, named
from zonewright.values import currencies

#: From this stake on an item is about money: rates, amounts and caps.
MONEY: Final = 3
#: The currencies that stand first in the list of units.
_USUAL: Final = ("CNY", "KRW", "USD", "EUR", "JPY", "HKD", "INR", "VND")


def review_page(reading: Reading, done: Mapping[str, Decision], *, language: str) -> str:
    """The page of one text: what was read, what is decided, and a place to decide the rest."""
    all_items = items(reading)
    document = reading.document
    names = {key: words.in_language(language) for key, words in {**told.MARKS, **told.ROLES, **told.PAGE}.items()}
    cards = _Cards(reading, done, language)
    by_place: dict[int, list[Item]] = {}
    for item in all_items:
        by_place.setdefault(item.provision, []).append(item)
    return environment().get_template("review.html").render(
        tag=LANGUAGE_TAGS[language],
        text_tag=LANGUAGE_TAGS[document.language],
        say={key: words.in_language(language) for key, words in told.PAGE.items()},
        part={key: words.in_language(language) for key, words in told.PARTS.items()},
        doc=named(document.id),
        notes=list(map(named, document.notes)),
        blocks=lines(reading, Painter(reading, all_items, names)),
        cards=[cards.card(place, own) for place, own in by_place.items()],
        reasons=list(enumerate(((id, told.called(told.REASONS, id, language)) for id in REASONS), 1)),
        decided=sum(item.key in done for item in all_items),
        total=len(all_items),
        page=_in_script(_record(reading, all_items, done, language)),
    )  # fmt: skip


def _record(reading: Reading, all_items: tuple[Item, ...], done: Mapping[str, Decision], language: str) -> dict[str, Any]:
    """What the page's script works on."""
    tables = {"modality": (told.MODALITIES, MODALITIES), "role": (told.ROLES, ROLES), "op": (told.OPS, OPS)}
    return {
        "doc": reading.document.id,
        "sha256": reading.document.sha256,
        "order": [item.key for item in queue(all_items, {})],
        "items": {item.key: _item_record(reading, item) for item in all_items},
        "done": {item.key: _decision_record(reading, done[item.key]) for item in all_items if item.key in done},
        "words": {key: words.in_language(language) for key, words in {**told.PARTS, **told.PAGE}.items()},
        "verdicts": {key: words.in_language(language) for key, words in told.VERDICTS.items()},
        "reasons": {key: told.called(told.REASONS, key, language) for key in REASONS},
        "lists": {
            **{key: {id: told.called(table, id, language) for id in ids} for key, (table, ids) in tables.items()},
            "instruments": {id: told.instrument(id, language) for id in INSTRUMENTS},
        },
        "units": [*_USUAL, *UNITS, *sorted(currencies() - set(_USUAL))],
        "most": MOST_INSTRUMENTS,
    }


def _item_record(reading: Reading, item: Item) -> dict[str, Any]:
    stands = decide(reading, item, "", by="", on="")
    head = {key: getattr(stands, key) for key in ("exact", "prefix", "suffix", "eid", "doc")}
    provision = reading.provisions[item.provision]
    if item.condition >= 0:
        one = provision.conditions[item.condition]
        parts: dict[str, Any] = {key: getattr(one, key) for key in ("role", "op", "unit", "per", "metric")}
        return {"kind": item.kind, "stands": head, "parts": parts | {"value": written(one.value)}}
    parts = {
        "modality": provision.modality.value,
        "instruments": [label.value for label in provision.instruments],
        "fields": [reading.document.text[one.start : one.end] for one in provision.fields],
    }
    return {"kind": item.kind, "stands": head, "parts": parts, "start": item.start, "sure": is_sure(reading, item)}


def is_sure(reading: Reading, item: Item) -> bool:
    """Whether a provision may be accepted together with others: high confidence, no figures, no flags."""
    provision = reading.provisions[item.provision]
    sure = provision.confidence is Confidence.HIGH and not provision.flags
    return item.condition < 0 and sure and not provision.conditions


def _decision_record(reading: Reading, decision: Decision) -> dict[str, Any]:
    """A decision with its changes in letters."""
    row: dict[str, Any] = {key: getattr(decision, key) for key in ("item", "verdict", "by", "on", "reason", "note")}
    change = dict(decision.change)
    if "value" in change:
        change["value"] = written(change["value"])  # type: ignore[arg-type]
    if isinstance(change.get("fields"), list):
        change["fields"] = [reading.document.text[one["start"] : one["end"]] for one in change["fields"]]  # type: ignore[attr-defined]
    return {key: value for key, value in (row | {"change": change}).items() if value}


def _in_script(record: Mapping[str, Any]) -> Markup:
    """JSON that cannot end the script it stands in, whatever the text says."""
    plain = json.dumps(record, ensure_ascii=True)
    return Markup(plain.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


class _Cards:
    """What a card says of a provision, in one language."""

    def __init__(self, reading: Reading, done: Mapping[str, Decision], language: str) -> None:
        self.reading, self.done, self.language = reading, done, language
        self._linked: dict[str, tuple[Candidate, ...]] = {}

    def card(self, place: int, own: list[Item]) -> dict[str, Any]:
        """A provision with its labels, and each of its figures."""
        provision, language = self.reading.provisions[place], self.language
        number = self._say("number").format(n=place + 1)
        above = " › ".join(named(one) for one in reversed(provision.headings) if one.strip())
        return {
            "number": number,
            "eid": named(provision.eid),
            "words": list(marked(self.reading.words(provision))),
            "under": self._say("under").format(v=above) if above else "",
            "lead": self._say("lead").format(v=provision.inherits) if provision.inherits else "",
            "item": self._item(own[0], number) | {
                "modality": told.called(told.MODALITIES, provision.modality.value, language),
                "instruments": [told.instrument(label.value, language) for label in provision.instruments],
                "fields": [self._field(mention) for mention in provision.fields],
                "marks": list(self._marks(provision)),
                "why": self._why([provision.modality.evidence, *(label.evidence for label in provision.instruments)]),
            },
            "figures": [self._figure(provision, item, number) for item in own[1:]],
        }  # fmt: skip

    def _item(self, item: Item, name: str) -> dict[str, Any]:
        decision = self.done.get(item.key)
        return {
            "key": item.key,
            "kind": item.kind,
            "name": name,
            "state": decision.verdict if decision else "suggested",
            "standing": named(told.standing(decision, self.language)),
            "confidence": told.CONFIDENCE[item.confidence].in_language(self.language),
            "level": item.confidence.name.lower(),
            "flags": [named(told.called(told.FLAGS, flag, self.language)) for flag in item.flags],
            "money": item.stake >= MONEY,
        }

    def _figure(self, provision: Provision, item: Item, number: str) -> dict[str, Any]:
        one, language = provision.conditions[item.condition], self.language
        role = told.called(told.ROLES, one.role, language)
        return self._item(item, f"{number}: {role}") | {
            "role": role,
            "said": told.figure(one, language),
            "metric": told.metric(one.metric, language) if one.metric else "",
            "words": list(marked(self.reading.document.text[one.start : one.end])),
            "why": self._why([one.evidence]),
        }

    def _field(self, mention: Mention) -> dict[str, Any]:
        text, language = self.reading.document.text[mention.start : mention.end], self.reading.document.language
        if text not in self._linked:
            self._linked[text] = link(text, language)
        return {
            "words": list(marked(text)),
            "why": self._why([mention.evidence]),
            "codes": [
                {"codes": " ".join(map(str, one.codes)), "score": one.score, "words": one.words,
                 "reason": told.called(told.CODE_REASONS, one.reason, self.language)}
                for one in self._linked[text]
            ],
        }  # fmt: skip

    def _marks(self, provision: Provision) -> Iterator[dict[str, Any]]:
        for mark in provision.marks:
            words = list(marked(self.reading.document.text[mark.start : mark.end]))
            yield {"kind": told.called(told.MARKS, mark.kind, self.language), "words": words, "target": mark.target}

    def _why(self, evidence: Iterable[Evidence]) -> list[str]:
        """Each rule that spoke, with the words it stands on."""
        found: dict[str, None] = {}
        for one in evidence:
            words = named(self.reading.document.text[one.start : one.end])
            found[self._say("on_words" if words else "rule").format(rule=one.rule, v=words)] = None
        return list(found)

    def _say(self, key: str) -> str:
        return told.PAGE[key].in_language(self.language)
