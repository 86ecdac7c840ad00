"""What a model answered, put beside what the rules read: agreement raises confidence, nothing of the rules is lost."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from zonewright.interpret import cues
from zonewright.interpret.model_answers import Claim, Figure, Refusal
from zonewright.interpret.model_prompt import Asked
from zonewright.interpret.model_quotes import counts, find
from zonewright.interpret.reading import LANGUAGES, LONGEST_UNIT, Back, shifted
from zonewright.provisions.changes import MOST_INSTRUMENTS
from zonewright.provisions.document import BlockKind, Document, shadow
from zonewright.provisions.model import (
    Around,
    Confidence,
    Evidence,
    Label,
    Mark,
    Mention,
    Provision,
    Quantity,
    Reading,
)

RULE: Final = "model"
DISAGREEMENT: Final = "disagreement"
#: A figure that only a model sees is read once more with so many characters on either side.
_BESIDE: Final = 24


@dataclass(frozen=True, slots=True)
class Found:
    """A claim whose words stand in the text."""

    start: int
    end: int
    claim: Claim


@dataclass(frozen=True, slots=True)
class Union:
    """A reading with what a model saw in it, and how the two went together."""

    reading: Reading
    refusals: tuple[Refusal, ...]
    confirmed: int  # labels, fields and figures on which both agree
    differing: int  # those that are flagged
    added: int  # what only the model saw


def locate(claims: Iterable[Claim], asked: Asked, text: str) -> tuple[tuple[Found, ...], tuple[Refusal, ...]]:
    """The claims whose quote stands exactly once in the stretch that was asked about."""
    found: dict[tuple[int, int], Found] = {}
    refused: list[Refusal] = []
    for claim in claims:
        spans = find(claim.quote, text, asked.start, asked.end)
        if len(spans) != 1:
            refused.append(_refusal("provision", claim.quote, _absent(spans)))
        elif spans[0] in found:
            refused.append(_refusal("provision", claim.quote, "told twice"))
        else:
            found[spans[0]] = Found(*spans[0], claim)
    return tuple(found.values()), tuple(refused)


def unite(reading: Reading, found: Iterable[Found]) -> Union:
    """The reading of the rules and what a model found, as one; the order of what was found does not matter."""
    ordered = sorted(found, key=lambda one: (one.start, one.end))
    union = _Joiner(reading)
    pairs = _pairs(reading.provisions, ordered)
    for one in ordered:
        if (one.start, one.end) in pairs:
            union.join(pairs[one.start, one.end], one)
        else:
            union.add(one)
    return union.result()


class _Joiner:
    """Takes in one claim after the other."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.document = reading.document
        self.language = LANGUAGES[reading.document.language]
        self.plain = shadow(reading.document.text)
        self.provisions = list(reading.provisions)
        self.extra: list[Provision] = []
        self.named: Counter[str] = Counter()
        self.refused: list[Refusal] = []
        self.settled: set[tuple[str, int, int]] = set()
        self.counted: Counter[str] = Counter()
        self.at = 0  # where the claim stands that is taken in

    def result(self) -> Union:
        provisions = tuple(sorted((*self.provisions, *self.extra), key=lambda one: (one.start, one.end)))
        numbers = (self.counted[key] for key in ("confirmed", "differing", "added"))
        return Union(replace(self.reading, provisions=provisions), tuple(self.refused), *numbers)

    def join(self, place: int, found: Found) -> None:
        """A claim about a provision that the rules have."""
        self.at = found.start
        provision = self._labelled(self.provisions[place], found.claim)
        around = replace(self._around(provision.start), headings=provision.headings)
        self.provisions[place] = self._filled(provision, found, around)

    def add(self, found: Found) -> None:
        """A claim about words that no provision holds; where one does, the two cut the text differently."""
        self.at = found.start
        near = [at for at, one in enumerate(self.provisions) if one.start < found.end and found.start < one.end]
        for at in near:
            if DISAGREEMENT not in self.provisions[at].flags:
                self.counted["differing"] += 1
            self.provisions[at] = _flagged(self.provisions[at])
        if near or any(one.start < found.end and found.start < one.end for one in self.extra):
            self._refuse("provision", found.claim.quote, "it overlaps other provisions")
            return
        self.counted["added"] += 1
        around = self._around(found.start)
        self.extra.append(self._filled(self._read(found, around), found, around))

    def _labelled(self, provision: Provision, claim: Claim) -> Provision:
        modality, labels = provision.modality, provision.instruments
        if claim.modality == modality.value:
            modality = self._sure(modality)
        else:
            provision = self._differing(provision)
        both = {label.value for label in labels} & set(claim.instruments)
        if both:
            span = (provision.start, provision.end)
            more = [Label(word, _evidence(*span)) for word in claim.instruments if word not in both]
            more = more[: max(0, MOST_INSTRUMENTS - len(labels))]
            self.counted["added"] += len(more)
            labels = (*(self._sure(label) if label.value in both else label for label in labels), *more)
        elif claim.instruments:
            provision = self._differing(provision)
        return replace(provision, modality=modality, instruments=labels)

    def _filled(self, provision: Provision, found: Found, around: Around) -> Provision:
        """The provision with the fields, the parts and the figures that the claim quotes, where both hold their words."""
        fields, marks, figures = list(provision.fields), list(provision.marks), list(provision.conditions)
        both = (max(provision.start, found.start), min(provision.end, found.end))
        for quote in found.claim.fields:
            span = self._span(quote, both, "field")
            if span is not None:
                self._put(fields, Mention(*span, _evidence(*span)), [_same(span, one) for one in fields])
        for kind, quote in found.claim.parts:
            span = self._span(quote, both, kind)
            if span is not None:
                known = [one.kind == kind and _overlap(span, one) > 0 for one in marks]
                self._put(marks, Mark(kind, *span, _evidence(*span)), known)
        for figure in found.claim.figures:
            span = self._span(figure.quote, both, "condition")
            if span is not None:
                self._weigh(figures, figure, span, provision, around)
        return replace(
            provision,
            fields=tuple(sorted(fields, key=lambda one: (one.start, one.end))),
            marks=tuple(sorted(marks, key=lambda one: (one.start, one.end, one.kind))),
            conditions=tuple(sorted(figures, key=lambda one: (one.start, one.end))),
        )

    def _weigh(
        self, figures: list[Quantity], told: Figure, span: tuple[int, int], provision: Provision, around: Around
    ) -> None:
        """A figure that the rules read there is confirmed or flagged; one that only the model sees is read by the grammar."""
        here = [at for at, one in enumerate(figures) if _overlap(span, one) > 0]
        whole = [at for at in here if self._covers(span, figures[at])]
        alike = [at for at in whole if _agrees(told, figures[at])]
        if alike:
            if told.value is not None and told.unit:
                figures[alike[0]] = self._sure(figures[alike[0]])
        elif len(whole) == 1:
            figures[whole[0]] = self._differing(figures[whole[0]])
        elif here:
            self._refuse("condition", told.quote, "several figures" if whole else "it cuts a figure")
        else:
            self._take(figures, told, span, provision, around)

    def _take(self, figures: list[Quantity], told: Figure, span: tuple[int, int], provision: Provision, around: Around) -> None:
        alone = self._quantities(*span, around)
        wide = self._quantities(max(provision.start, span[0] - _BESIDE), min(provision.end, span[1] + _BESIDE), around)
        near = [one for one in wide if _overlap(span, one) > 0]
        if len(alone) != 1:
            reason = "several figures" if alone else "no number that the grammar reads"
        elif near and [_reading_of(one) for one in near] != [_reading_of(alone[0])]:
            reason = "it cuts a figure"
        else:
            self.counted["added"] += 1
            one = alone[0]
            evidence = Evidence(RULE, one.start, one.end, Confidence.LOW)
            figures.append(_flagged(replace(one, evidence=evidence)))
            return
        self._refuse("condition", told.quote, reason)

    def _read(self, found: Found, around: Around) -> Provision:
        """A provision that only the model saw: its labels are the model's, all else is read by the rules."""
        start, end, claim = found.start, found.end, found.claim
        words, back = self._spaced(start, end)
        place = self._block(start)
        stem = self.document.blocks[place].eid if place >= 0 else "text"
        self.named[stem] += 1
        own = tuple(Label(word, _evidence(start, end)) for word in claim.instruments)
        return Provision(
            eid=f"{stem}__m_{self.named[stem]}",
            start=start,
            end=end,
            modality=Label(claim.modality, _evidence(start, end)),
            instruments=own or (Label("governance", _evidence(start, end)),),
            fields=tuple(shifted(one, start, back) for one in self.language.mentions(words, around)),
            conditions=self._quantities(start, end, around),
            marks=tuple(shifted(one, start, back) for one in cues.marks(words, around, self.document.language)),
            headings=around.headings,
        )

    def _quantities(self, start: int, end: int, around: Around) -> tuple[Quantity, ...]:
        words, back = self._spaced(start, end)
        return tuple(shifted(one, start, back) for one in self.language.quantities(words, around))

    def _spaced(self, start: int, end: int) -> tuple[str, Back | None]:
        return self.language.spaced(self.plain[start : min(end, start + LONGEST_UNIT)])

    def _span(self, quote: str, within: tuple[int, int], what: str) -> tuple[int, int] | None:
        spans = find(quote, self.document.text, *within)
        if len(spans) == 1:
            return spans[0]
        self._refuse(what, quote, _absent(spans))
        return None

    def _refuse(self, what: str, quote: str, reason: str) -> None:
        self.refused.append(replace(_refusal(what, quote, reason), at=self.at))

    def _covers(self, span: tuple[int, int], figure: Quantity) -> bool:
        """Whether a quote holds the whole number of a figure."""
        digits = [at for at in range(figure.start, figure.end) if counts(self.plain[at])]
        if not digits:
            return 2 * _overlap(span, figure) >= figure.end - figure.start
        return span[0] <= digits[0] and digits[-1] < span[1]

    def _block(self, at: int) -> int:
        return bisect_right(self.document.blocks, at, key=lambda block: block.start) - 1

    def _around(self, at: int) -> Around:
        return _around(self.document, self.plain, self._block(at))

    def _put(self, held: list[_Found], found: _Found, known: Sequence[bool]) -> None:
        if True in known:
            held[known.index(True)] = self._sure(held[known.index(True)])
        else:
            self.counted["added"] += 1
            held.append(found)

    def _sure(self, found: _Sure) -> _Sure:
        """One step surer, once: what a model says again, and what only it said, gains nothing."""
        if found.evidence.rule == RULE:
            return found
        if not isinstance(found, Label):
            key = (found.evidence.rule, found.start, found.end)
            if key in self.settled:
                return found
            self.settled.add(key)
        self.counted["confirmed"] += 1
        raised = Confidence(min(found.evidence.confidence + 1, Confidence.HIGH))
        return replace(found, evidence=replace(found.evidence, confidence=raised))

    def _differing(self, found: _Flagged) -> _Flagged:
        self.counted["differing"] += 1
        return _flagged(found)


_Found = TypeVar("_Found", Mention, Mark)
_Sure = TypeVar("_Sure", Label, Mention, Mark, Quantity)
_Flagged = TypeVar("_Flagged", Provision, Quantity)


def _pairs(provisions: Sequence[Provision], found: Sequence[Found]) -> dict[tuple[int, int], int]:
    """For the span of each claim, the place of the provision it is about: one to one, the best overlap first, half at least."""
    scored = sorted(_overlaps(provisions, found), key=lambda one: (-one[0], one[1], one[2]))
    pairs: dict[tuple[int, int], int] = {}
    taken: set[int] = set()
    for _, span, place in scored:
        if span not in pairs and place not in taken:
            pairs[span] = place
            taken.add(place)
    return pairs


def _overlaps(provisions: Sequence[Provision], found: Sequence[Found]) -> Iterator[tuple[int, tuple[int, int], int]]:
    """Pairs that share half of what they cover together, with the share in ten-thousandths."""
    ordered = sorted(range(len(provisions)), key=lambda place: provisions[place].start)
    starts = [provisions[place].start for place in ordered]
    longest = max((one.end - one.start for one in provisions), default=0)
    for one in found:
        span = (one.start, one.end)
        for place in ordered[bisect_left(starts, one.start - longest) : bisect_left(starts, one.end)]:
            other = provisions[place]
            common = _overlap(span, other)
            both = one.end - one.start + other.end - other.start - common
            if common > 0 and 2 * common >= both:
                yield 10_000 * common // both, span, place


def _around(document: Document, plain: str, place: int) -> Around:
    if place < 0:
        return Around()
    above = [document.blocks[at] for at in document.above(place)]
    header = next((one for one in above if one.kind is BlockKind.HEADER_ROW), None)
    return Around(
        headings=tuple(plain[one.body : one.end] for one in above if one.kind in {BlockKind.HEADING, BlockKind.TITLE}),
        row=document.blocks[place].kind is BlockKind.ROW,
        header=plain[header.body : header.end] if header else "",
    )


def _overlap(span: tuple[int, int], one: Provision | Mention | Mark | Quantity) -> int:
    return min(span[1], one.end) - max(span[0], one.start)


def _same(span: tuple[int, int], one: Mention) -> bool:
    return 2 * _overlap(span, one) >= max(span[1] - span[0], one.end - one.start)


def _agrees(told: Figure, read: Quantity) -> bool:
    return (
        told.value in (None, read.value)
        and told.unit in ("", read.unit)
        and (told.role, told.op) == (read.role, read.op)
        and (not told.per or not read.per or told.per == read.per)
    )


def _reading_of(one: Quantity) -> tuple[object, ...]:
    return one.op, one.value, one.unit


def _flagged(found: _Flagged) -> _Flagged:
    return found if DISAGREEMENT in found.flags else replace(found, flags=(*found.flags, DISAGREEMENT))


def _evidence(start: int, end: int) -> Evidence:
    return Evidence(RULE, start, end, Confidence.LOW)


def _absent(spans: Sequence[object]) -> str:
    return "its words stand there more than once" if spans else "its words do not stand there"


def _refusal(what: str, quote: str, reason: str) -> Refusal:
    return Refusal(what, quote[:200], reason)
