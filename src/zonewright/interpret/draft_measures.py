"""Provisions that offer something become measures of a pack; what cannot be said as a test is left to a person."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from zonewright.codes.concepts import find_concepts
from zonewright.interpret import draft_words as told
from zonewright.interpret.draft_figures import Bound, Desk, Fields, amount, bounds, figures, words
from zonewright.interpret.draft_places import place_of
from zonewright.provisions.document import BlockKind, shadow
from zonewright.provisions.model import Provision, Reading
from zonewright.values import LANGUAGES, Words

OFFERS: Final = frozenset({"supported", "may", "encouraged", "is_to", "planned", "explore"})
_INWARD: Final = frozenset({"governance", "sanction"})
_LONGEST: Final = 1_500
_MOST_DEMANDS: Final = 5
_LONGEST_ID: Final = 76
_EDGES: Final = " 。.：:-–—★☆◇◆○●□■△▲▶※•·"
_BRACKETS: Final = frozenset({"()", "（）", "[]", "【】"})


@dataclass(slots=True)
class Offices:
    """The authorities that a draft names: the words of the text, and one for where the text names none."""

    rows: dict[str, dict[str, Any]] = field(default_factory=lambda: {"office": {"name": words(told.OFFICE)}})
    _ids: dict[str, str] = field(default_factory=dict)

    def named(self, name: str) -> str:
        """The id of an office with this name."""
        if name not in self._ids:
            self._ids[name] = id = f"office-{len(self._ids) + 1}"
            self.rows[id] = {"name": words(told.same(name))}
        return self._ids[name]


@dataclass(frozen=True, slots=True)
class Drafted:
    """One measure: its file, and what the ledger says of the words it stands on."""

    id: str
    provision: Provision
    file: dict[str, Any]
    judged: str  # the officer's field
    tested: tuple[tuple[int, int], ...]  # ranges of the words that are tests


def offers(provision: Provision, leads: frozenset[str]) -> bool:
    """Whether a provision becomes a measure: it offers or announces something, and is no mere lead-in."""
    inward = {label.value for label in provision.instruments} <= _INWARD
    return provision.modality.value in OFFERS and not inward and provision.eid not in leads


def measures(reading: Reading, waiting: frozenset[str], fields: Fields, offices: Offices) -> tuple[Drafted, ...]:
    """The measures of one text, in its order; `waiting` are the provisions that nobody has decided on."""
    leads = frozenset(provision.inherits for provision in reading.provisions if provision.inherits)
    by_eid = {provision.eid: provision for provision in reading.provisions}
    scene = _scene(reading, fields, offices)
    return tuple(
        _measure(scene, place, by_eid.get(provision.inherits), provision.eid in waiting)
        for place, provision in enumerate(reading.provisions)
        if offers(provision, leads)
    )


@dataclass(frozen=True, slots=True)
class _Scene:
    """A reading with what is looked up for each of its measures."""

    reading: Reading
    fields: Fields
    offices: Offices
    blocks: Mapping[str, int]  # by eId
    titles: frozenset[str]
    demands: Mapping[tuple[str, ...], Sequence[Provision]]  # by the headings they stand under


def _scene(reading: Reading, fields: Fields, offices: Offices) -> _Scene:
    document = reading.document
    demands: dict[tuple[str, ...], list[Provision]] = {}
    for one in reading.provisions:
        if one.modality.value in {"must", "prohibited"} and one.conditions:
            demands.setdefault(one.headings, []).append(one)
    titles = (shadow(document.words(at)) for at, block in enumerate(document.blocks) if block.kind is BlockKind.TITLE)
    blocks = {block.eid: at for at, block in enumerate(document.blocks)}
    return _Scene(reading, fields, offices, blocks, frozenset(titles), demands)


def _measure(scene: _Scene, number: int, lead: Provision | None, unread: bool) -> Drafted:
    reading, fields = scene.reading, scene.fields
    provision, document = reading.provisions[number], reading.document
    original = _short(reading.words(provision))
    place = _place(scene, provision)
    office = _office(reading, provision, scene.offices)
    judged = fields.judged(f"{document.id}_{provision.eid}_judged", told.fill(told.JUDGED, place=place), office)
    desk = Desk(provision.eid, place, original, office, fields, document.text)
    tests, paid = bounds(provision, desk), amount(provision, desk)
    sectors = _sectors(reading, provision)
    title = _title(scene, provision, place, [Words(**one["label"]) for one in sectors])
    questions = _questions(scene, number, unread, original)
    spans = [one for one in (lead, provision) if one is not None]
    id = _id(document.id, provision.eid)
    file: dict[str, Any] = {
        "id": id,
        "title": words(title),
        "summary": words(told.same(original)),
        "source": [{"source": document.id, "start": one.start, "end": one.end} for one in spans],
        "modality": provision.modality.value,
        "status": "intended",
        "sectors": sectors,
        "beneficiaries": ["enterprise"],
        "instrument": [label.value for label in provision.instruments],
        "when": {"all": [*(bound.test for bound in tests), {"field": judged, "is": True}]},
        **({"amount": paid} if paid else {}),
        "rests_on": [{
            "source": document.id,
            "article": provision.eid,
            "figures": _stated(figures(provision), title, original, questions),
        }],
        "authority": office,
        "class": "normal",
        "open_questions": [{"question": words(one), "ask": office} for one in questions],
        "examples": _examples(tests, judged),
    }  # fmt: skip
    return Drafted(id, provision, file, judged, tuple((bound.quantity.start, bound.quantity.end) for bound in tests))


def _place(scene: _Scene, provision: Provision) -> Words:
    return place_of(scene.reading.document, scene.blocks, provision.eid)


def _id(doc: str, eid: str) -> str:
    """The id of a measure: the text and the place in it; a hash keeps places apart whose names cannot be ids as they are."""
    whole = f"{doc}.{eid}"
    plain = re.sub(r"[^a-z0-9_.-]", "-", whole.lower())
    if plain == whole and len(plain) <= _LONGEST_ID:
        return plain
    return f"{plain[: _LONGEST_ID - 9]}-{sha256(whole.encode()).hexdigest()[:8]}"


def _stated(numbers: Sequence[str], title: Words, original: str, questions: Sequence[Words]) -> list[str]:
    """What the text states, for the check that no figure is invented: its figures, and its words wherever they are repeated."""
    repeated = (one.in_language(language) for one in (title, *questions) for language in LANGUAGES)
    return list(dict.fromkeys([*numbers, original, *(one for one in repeated if any(mark.isdigit() for mark in one))]))


def _title(scene: _Scene, provision: Provision, place: Words, sectors: Sequence[Words]) -> Words:
    """The heading over a provision in its own language; elsewhere, and without a heading, its instrument and industries."""
    heading = next((_bare(one) for one in provision.headings if _bare(one) and one not in scene.titles), "")[:120]
    name = told.INSTRUMENTS[provision.instruments[0].value]
    if sectors:
        name = told.fill(told.ABOUT, name=name, what=told.listed(sectors[:2]))
    own = [
        heading if heading and language == scene.reading.document.language else name.in_language(language)
        for language in LANGUAGES
    ]
    return told.fill(told.PLACE, name=Words(*own), place=place)


def _bare(heading: str) -> str:
    """A heading without the marks and brackets around it."""
    plain = heading.strip(_EDGES)
    return plain[1:-1].strip() if plain[:1] + plain[-1:] in _BRACKETS else plain


def _office(reading: Reading, provision: Provision, offices: Offices) -> str:
    text = reading.document.text
    named = [text[mark.start : mark.end].strip() for mark in provision.marks if mark.kind == "authority"]
    return offices.named(named[0][:200]) if named and named[0] else "office"


def _sectors(reading: Reading, provision: Provision) -> list[dict[str, Any]]:
    text, language = reading.document.text, reading.document.language
    named = {
        hit.concept.id: hit.concept
        for mention in provision.fields
        for hit in find_concepts(text[mention.start : mention.end], language)
    }
    return [
        {
            "tag": concept.id,
            "label": words(concept.words),
            "codes": [f"{code.scheme}@{code.edition}:{code.code}" for code in concept.codes],
            "certainty": concept.certainty or "C",
        }
        for concept in named.values()
    ]


def _questions(scene: _Scene, number: int, unread: bool, original: str) -> list[Words]:
    reading = scene.reading
    provision, text = reading.provisions[number], reading.document.text
    asked = [told.REVIEW] if unread else []
    asked += [told.TRANSLATE, told.JUDGE]
    for one in provision.conditions:
        quote = text[one.start : one.end]
        asked += [told.fill(told.LOOK[flag], words=quote) for flag in one.flags if flag in told.LOOK]
    asked += [told.fill(told.LOOK[flag], words=original[:80]) for flag in provision.flags if flag in told.LOOK]
    elsewhere = [text[mark.start : mark.end] for mark in provision.marks if mark.kind == "reference" and not mark.target]
    asked += [told.fill(told.ELSEWHERE, words=one) for one in dict.fromkeys(elsewhere)]
    asked += [
        told.fill(told.ALSO, place=_place(scene, one), words=_short(reading.words(one), 200))
        for one in scene.demands.get(provision.headings, ())[:_MOST_DEMANDS]
    ]
    return list(dict.fromkeys(asked))


def _examples(tests: Sequence[Bound], judged: str) -> list[dict[str, Any]]:
    inside: dict[str, Any] = {bound.field: bound.on[0] for bound in tests} | {judged: True}
    rows = [_example("inside, on the bounds where they count", inside, "eligible")]
    for bound in tests:
        rows += [
            _example(f"{bound.field} at the other end", inside | {bound.field: other}, "eligible") for other in bound.on[1:]
        ]
        for number, other in enumerate(bound.beyond):
            name = f"{bound.field} beyond its {'other ' if number else ''}bound"
            rows.append(_example(name, inside | {bound.field: other}, "ineligible"))
    rows.append(_example("the person who judges says no", inside | {judged: False}, "ineligible"))
    rows.append(_example("nothing known", {}, "undetermined"))
    return rows


def _example(name: str, given: dict[str, Any], expect: str) -> dict[str, Any]:
    return {"name": name, "given": given, "expect": expect}


def _short(text: str, most: int = _LONGEST) -> str:
    """The words on one line, cut at a length that a page can show."""
    line = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    return line if len(line) <= most else line[: most - 1] + "…"
