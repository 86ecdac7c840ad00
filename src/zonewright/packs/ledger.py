"""The ledger: what becomes of every character of every source text, and its shares."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from zonewright.errors import Diagnostic, Place
from zonewright.packs.model import STATUSES, LedgerSpan, Pack, Source, SpanKind


@dataclass(frozen=True, slots=True)
class SourceLedger:
    """One source text with its spans, in order."""

    source: Source
    spans: tuple[LedgerSpan, ...]
    status_of: Mapping[str, str]

    @property
    def length(self) -> int:
        return self.source.length or 0

    def held(self, kind: SpanKind) -> int:
        """How many characters are of a kind."""
        return sum(span.end - span.start for span in self.spans if span.kind is kind)

    def share(self, kind: SpanKind) -> Fraction:
        """The share of the characters that are of a kind."""
        return Fraction(self.held(kind), self.length) if self.length else Fraction(0)

    def statuses(self, kind: SpanKind) -> tuple[tuple[str, int], ...]:
        """What stands behind the spans of a kind that measures execute: characters by the weakest status of their measures."""
        held = dict.fromkeys(STATUSES, 0)
        for span in self.spans:
            behind = [STATUSES.index(self.status_of[id]) for id in span.measures if id in self.status_of]
            if span.kind is kind is SpanKind.EXECUTED and behind:
                held[STATUSES[min(behind)]] += span.end - span.start
        return tuple((status, count) for status, count in held.items() if count)


def ledger(pack: Pack) -> tuple[SourceLedger, ...]:
    """The ledger of every source text that has one. Whether it is whole is told by `broken_spans`."""
    status_of = MappingProxyType({measure.id: measure.status for measure in pack.measures})
    return tuple(
        SourceLedger(source, tuple(sorted(pack.ledger.get(source.id, ()), key=lambda span: (span.start, span.end))), status_of)
        for source in pack.sources.values()
        if source.has_ledger
    )


def broken_spans(one: SourceLedger) -> tuple[Diagnostic, ...]:
    """ZW502 to ZW504: gaps, overlaps and empty spans; none when every character stands in exactly one span."""
    found: list[Diagnostic] = []
    reached = 0
    if not one.spans:
        return (Diagnostic("ZW504", f"source `{one.source.id}` has no ledger", one.source.place, "write ledger.yaml"),)
    for span in one.spans:
        if span.end <= span.start:
            found.append(Diagnostic("ZW503", f"the span {span.start} to {span.end} is empty", span.place, "give it characters"))
        elif span.start > reached:
            found.append(_gap(reached, span.start, span.place))
        elif span.start < reached:
            said = f"characters {span.start} to {min(span.end, reached)} belong to two spans"
            found.append(Diagnostic("ZW503", said, span.place, "let the spans meet without overlapping"))
        reached = max(reached, span.end)
    if reached < one.length:
        found.append(_gap(reached, one.length, one.spans[-1].place))
    if reached > one.length:
        said = f"the ledger runs to {reached}, the text has {one.length} characters"
        found.append(Diagnostic("ZW501", said, one.spans[-1].place, "correct the span or `length`"))
    return tuple(found)


def _gap(start: int, end: int, place: Place) -> Diagnostic:
    return Diagnostic("ZW502", f"characters {start} to {end} belong to no span", place, "say what becomes of them")


def differs_from_text(source: Source, content: bytes) -> tuple[Diagnostic, ...]:
    """ZW508: the text at hand is not the one that the pack was written on."""
    digest = hashlib.sha256(content).hexdigest()
    try:
        length = len(content.decode("utf-8"))
    except UnicodeDecodeError:
        return (Diagnostic("ZW508", f"the text of `{source.id}` is not in UTF-8", source.place, "take the original file"),)
    found = []
    if digest != source.sha256:
        said = f"the text of `{source.id}` has the hash {digest}, sources.yaml says {source.sha256 or 'none'}"
        found.append(Diagnostic("ZW508", said, source.place, "take the original file, or review the pack on the new text"))
    if length != source.length:
        said = f"the text of `{source.id}` has {length} characters, sources.yaml says {source.length}"
        found.append(Diagnostic("ZW508", said, source.place, "count code points of the file as it stands"))
    return tuple(found)


def as_json(ledgers: tuple[SourceLedger, ...]) -> Mapping[str, object]:
    """The ledger in the form that other programs read; spans sorted, without gap or overlap, in code points."""
    return {
        "sources": [
            {
                "id": one.source.id,
                "length": one.length,
                "sha256": one.source.sha256,
                "spans": [
                    {"start": span.start, "end": span.end, "kind": span.kind.value, "measures": list(span.measures)}
                    for span in one.spans
                ],
                "shares": {kind.value: round(float(one.share(kind)), 6) for kind in SpanKind},
                "executed_by_status": {status: round(held / one.length, 6) for status, held in one.statuses(SpanKind.EXECUTED)},
            }
            for one in ledgers
        ]
    }
