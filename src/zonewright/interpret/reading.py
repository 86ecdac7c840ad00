"""A document becomes a reading: cut into units, each unit tagged, everything put back in the document's own offsets."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from zonewright.interpret import cues
from zonewright.interpret.en import mentions as en_mentions
from zonewright.interpret.en import quantities as en_quantities
from zonewright.interpret.en import segment as en_segment
from zonewright.interpret.en import subjects as en_subjects
from zonewright.interpret.en.assertion import asserted as en_asserted
from zonewright.interpret.en.spacing import single_spaced
from zonewright.interpret.ko import mentions as ko_mentions
from zonewright.interpret.ko import quantities as ko_quantities
from zonewright.interpret.ko import segment as ko_segment
from zonewright.interpret.ko import subjects as ko_subjects
from zonewright.interpret.ko.endings import plain as ko_plain
from zonewright.interpret.unwrapped import restored, unwrapped
from zonewright.interpret.zh import mentions as zh_mentions
from zonewright.interpret.zh import quantities as zh_quantities
from zonewright.interpret.zh import segment as zh_segment
from zonewright.interpret.zh import subjects as zh_subjects
from zonewright.interpret.zh.punctuation import folded
from zonewright.provisions.document import Block, BlockKind, Document, shadow
from zonewright.provisions.model import Around, Evidence, Label, Mark, Mention, Provision, Quantity, Reading, Unit
from zonewright.provisions.references import references

#: A unit longer than this is cut before its figures are looked for, so that no pattern meets a stretch without end.
LONGEST_UNIT: Final = 4_000


#: The way from a place in the words that were tagged to the place in the words as printed.
Back = Callable[[int], int]


def as_printed(words: str) -> tuple[str, Back | None]:
    """The words as they are, with no way back to go."""
    return words, None


@dataclass(frozen=True, slots=True)
class Language:
    """What one language brings: how it cuts, and how it reads figures and industries."""

    units: Callable[[Document, str], tuple[Unit, ...]]
    quantities: Callable[[str, Around], tuple[Quantity, ...]]
    mentions: Callable[[str, Around], tuple[Mention, ...]]
    about: Callable[[str, Around, str, Sequence[Label], Sequence[Label]], tuple[Label, ...]]  # the instruments
    asserted: Callable[[str], str] = str  # the words with those masked that do not tell the modality
    spaced: Callable[[str], tuple[str, Back | None]] = as_printed
    folded: Callable[[str], str] = shadow  # the text character for character, with marks and figures in one form
    across_blocks: bool = False  # whether the provision before counts in the next block too, under the same headings


LANGUAGES: Final[Mapping[str, Language]] = {
    "en": Language(
        en_segment.units,
        en_quantities.quantities,
        en_mentions.mentions,
        en_subjects.instruments,
        en_asserted,
        single_spaced,
        across_blocks=True,
    ),
    "zh": Language(
        zh_segment.units,
        zh_quantities.quantities,
        zh_mentions.mentions,
        zh_subjects.instruments,
        zh_subjects.untitled,
        folded=folded,
    ),
    "ko": Language(ko_segment.units, ko_quantities.quantities, ko_mentions.mentions, ko_subjects.instruments, ko_plain),
}


def read_document(document: Document) -> Reading:
    """Every provision of the document, in text order; the same text gives the same reading."""
    together, places = unwrapped(document)
    reading = _read(together)
    return _linked(reading if together is document else restored(reading, document, places))


def _linked(reading: Reading) -> Reading:
    """The reading with its references resolved; words that only look like one are kept as the rules marked them."""
    found, linked, first = references(reading.document), list[Provision](), 0
    for provision in reading.provisions:
        while first < len(found) and found[first].end <= provision.start:
            first += 1
        own = []
        for mark in found[first:]:
            if mark.start >= provision.end:
                break
            own.append(mark)
        if own:
            loose = [one for one in provision.marks if one.kind != "reference" or not any(_meet(one, mark) for mark in own)]
            marks = sorted((*loose, *own), key=lambda one: (one.start, one.end, one.kind))
            linked.append(replace(provision, marks=tuple(marks)))
        else:
            linked.append(provision)
    return replace(reading, provisions=tuple(linked))


def _meet(one: Mark, other: Mark) -> bool:
    return one.start < other.end and other.start < one.end


def _read(document: Document) -> Reading:
    language = LANGUAGES[document.language]
    plain = language.folded(document.text)
    units = _worded(language.units(document, plain), plain)
    provisions: list[Provision] = []
    names = _names(document, units)
    spoken = frozenset(unit.block for unit in units)
    for place, unit in enumerate(units):
        around = _around(document, plain, units, place, spoken)
        words, back = language.spaced(plain[unit.start : min(unit.end, unit.start + LONGEST_UNIT)])
        lead = provisions[unit.lead] if unit.lead >= 0 else None
        told = plain[unit.start : unit.said] if unit.said else words
        modality = _modality(language.asserted(told), around, document.language, lead)
        marks = cues.marks(words, around, document.language)
        before = provisions[-1] if provisions else None
        beside = units[place - 1].block == unit.block
        near = beside or (language.across_blocks and before is not None and before.headings == around.headings)
        instruments = language.about(words, around, modality.value, _told(lead), _told(before if near else None))
        provisions.append(
            Provision(
                eid=names[place],
                start=unit.start,
                end=unit.end,
                modality=shifted(modality, unit.start, back),
                instruments=tuple(shifted(label, unit.start, back) for label in instruments),
                fields=tuple(shifted(found, unit.start, back) for found in language.mentions(words, around)),
                conditions=tuple(shifted(found, unit.start, back) for found in language.quantities(words, around)),
                marks=tuple(shifted(found, unit.start, back) for found in marks),
                headings=around.headings,
                inherits=lead.eid if lead else "",
                flags=_flags(marks, unit),
            )
        )
    return Reading(document, tuple(provisions))


def _worded(units: Sequence[Unit], plain: str) -> Sequence[Unit]:
    """The units that hold a letter or a digit; what hangs on one that holds none hangs on nothing."""
    kept = [place for place, unit in enumerate(units) if any(map(str.isalnum, plain[unit.start : unit.end]))]
    if len(kept) == len(units):
        return units
    at = {place: number for number, place in enumerate(kept)}
    return [replace(units[place], lead=at.get(units[place].lead, -1)) for place in kept]


def _told(one: Provision | None) -> tuple[Label, ...]:
    return one.instruments if one else ()


def _flags(marks: Sequence[Mark], unit: Unit) -> tuple[str, ...]:
    """What a person must look at in the provision as a whole."""
    kinds = {mark.kind for mark in marks}
    told = [kind for kind in ("discretion", "exception") if kind in kinds]
    return (*told, "cut") if unit.end - unit.start > LONGEST_UNIT else tuple(told)


def _modality(words: str, around: Around, language: str, lead: Provision | None) -> Label:
    own = cues.modality(words, around, language)
    asked = language == "en" and lead is not None and lead.modality.value == "must" and own.value in {"is_to", "planned"}
    if lead is not None and (asked or own.evidence.rule.endswith("-none")):
        return Label(lead.modality.value, Evidence(f"{language}-modality-inherited", 0, 0, lead.modality.evidence.confidence))
    return own


#: A block that states nothing and is no longer than this stands over its items as a heading does: ○ 지원요건.
_LONGEST_LABEL: Final = 40


def _around(document: Document, plain: str, units: Sequence[Unit], place: int, spoken: frozenset[int]) -> Around:
    unit = units[place]
    block = document.blocks[unit.block]
    headings = [plain[unit.label[0] : unit.label[1]]] if unit.label[1] > unit.label[0] else []
    for above in document.above(unit.block):
        found = document.blocks[above]
        label = above not in spoken and found.end - found.body <= _LONGEST_LABEL and found.kind is not BlockKind.HEADER_ROW
        if label or found.kind in {BlockKind.HEADING, BlockKind.TITLE}:
            headings.append(plain[found.body : found.end])
    headings = [*_caption(document, plain, unit.block), *headings]
    lead = units[unit.lead] if unit.lead >= 0 else None
    before = units[place - 1] if place and units[place - 1].block == unit.block else None
    return Around(
        headings=tuple(headings),
        lead=plain[lead.start : lead.end] if lead else "",
        before=plain[before.start : before.end] if before else "",
        row=block.kind is BlockKind.ROW,
        header=_header(document, plain, block),
    )


#: A line over a table that gives the unit of its figures.
_UNIT_SAID: Final = re.compile(r"单位\s?[:：]")


def _caption(document: Document, plain: str, place: int) -> list[str]:
    """The line over the table that a row stands in, where it gives the unit of the figures."""
    block = document.blocks[place]
    if block.kind is not BlockKind.ROW or block.parent < 1 or document.blocks[block.parent].kind is not BlockKind.HEADER_ROW:
        return []
    above = document.blocks[block.parent - 1]
    said = plain[above.body : above.end]
    return [said] if len(said) <= 200 and _UNIT_SAID.search(said) else []


def _header(document: Document, plain: str, block: Block) -> str:
    if block.kind is not BlockKind.ROW or block.parent < 0:
        return ""
    above = document.blocks[block.parent]
    return plain[above.body : above.end] if above.kind is BlockKind.HEADER_ROW else ""


def _names(document: Document, units: Sequence[Unit]) -> tuple[str, ...]:
    """Stable names: the block's eId, and the number of the unit in it where there are several."""
    counted: dict[int, int] = {}
    for unit in units:
        counted[unit.block] = counted.get(unit.block, 0) + 1
    names, seen = [], dict.fromkeys(counted, 0)
    for unit in units:
        seen[unit.block] += 1
        eid = document.blocks[unit.block].eid
        names.append(eid if counted[unit.block] == 1 else f"{eid}__s_{seen[unit.block]}")
    return tuple(names)


_Found = TypeVar("_Found", Label, Mention, Quantity, Mark)


def shifted(found: _Found, by: int, back: Back | None) -> _Found:
    """What was found in the words, at its place in the document; made anew by hand, as this runs for everything found."""
    told = found.evidence
    moved = Evidence(told.rule, _placed(told.start, by, back), _placed(told.end, by, back), told.confidence)
    if isinstance(found, Label):
        return Label(found.value, moved)
    start, end = _placed(found.start, by, back), _placed(found.end, by, back)
    if isinstance(found, Mention):
        return Mention(start, end, moved)
    if isinstance(found, Mark):
        return Mark(found.kind, start, end, moved, found.target)
    return replace(found, start=start, end=end, evidence=moved)


def _placed(place: int, by: int, back: Back | None) -> int:
    return by + (back(place) if back else place)
