"""The ledger's promises: every character once, and each claim about it kept by the measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zonewright.conditions.ast import Known, Leaf, Score, fields_of, leaves
from zonewright.errors import Diagnostic
from zonewright.packs.ledger import broken_spans, ledger
from zonewright.packs.model import LedgerSpan, Measure, Pack, SourceSpan, SpanKind
from zonewright.schema.derive import all_parts
from zonewright.schema.fields import Answerer


def spans_outside(pack: Pack) -> Iterator[Diagnostic]:
    """ZW501: a measure cites characters that its source does not have. ZW507: a measure cites no text."""
    texts = {id for id, source in pack.sources.items() if source.has_ledger}
    for measure in pack.measures:
        for span in measure.source:
            source = pack.sources.get(span.source)
            if source is not None and not (0 <= span.start < span.end <= (source.length or 0)):
                yield Diagnostic("ZW501", f"`{span.source}` has no characters {span.start} to {span.end}", span.place,
                                 f"it has {source.length or 0}")  # fmt: skip
        if texts and not measure.source:
            yield Diagnostic("ZW507", f"measure `{measure.id}` cites no words of a text", measure.place, "add `source:`")


def broken_ledgers(pack: Pack) -> Iterator[Diagnostic]:
    """ZW502 to ZW504: gaps, overlaps, a missing ledger."""
    for one in ledger(pack):
        yield from broken_spans(one)


def claims_not_kept(pack: Pack) -> Iterator[Diagnostic]:
    """ZW505, ZW506, ZW509: what the ledger says of a span is not what the measures do."""
    measures = {measure.id: measure for measure in pack.measures}
    named: set[str] = set()
    for source, spans in pack.ledger.items():
        for span in spans:
            named.update(span.measures)
            cited = [measures[id] for id in span.measures if id in measures]
            for measure in cited:
                if not _covers(measure.source, source, span):
                    yield Diagnostic("ZW505", f"measure `{measure.id}` does not cite characters {span.start} to {span.end}",
                                     span.place, "widen its `source`, or name another measure")  # fmt: skip
            yield from _claim(pack, span, cited)
    for id in sorted(measures.keys() - named if pack.ledger else ()):
        yield Diagnostic("ZW509", f"the ledger names measure `{id}` nowhere", measures[id].place,
                         "name it at the words it comes from")  # fmt: skip


def _covers(cited: Iterable[SourceSpan], source: str, span: LedgerSpan) -> bool:
    reached = span.start
    for one in sorted(cited, key=lambda one: one.start):
        if one.source == source and one.start <= reached:
            reached = max(reached, one.end)
    return reached >= span.end


def _claim(pack: Pack, span: LedgerSpan, cited: list[Measure]) -> Iterator[Diagnostic]:
    match span.kind:
        case SpanKind.EXECUTED:
            if not span.measures:
                yield Diagnostic("ZW506", "executed, but by no measure", span.place, "name the measures")
            for measure in cited:
                if not any(_counts(pack, leaf) for leaf in leaves(measure.when)):
                    yield Diagnostic("ZW506", f"executed by `{measure.id}`, whose tests all wait for a person", span.place,
                                     "say `judged` or `direction`")  # fmt: skip
        case SpanKind.JUDGED:
            if not span.fields or not span.measures:
                said = "judged, but by no field or in no measure"
                yield Diagnostic("ZW506", said, span.place, "name `fields` and `measures`")
            tested = {field for measure in cited for field in _tested(pack, measure)}
            for id in span.fields:
                field = pack.schema.get(id)
                if field is not None and (field.answered_by is not Answerer.OFFICER or id not in tested):
                    yield Diagnostic("ZW506", f"judged by `{id}`, which no officer answers or no measure here tests",
                                     span.place, "name an officer's field that the measures test")  # fmt: skip
        case SpanKind.DIRECTION | SpanKind.INOPERATIVE:
            if span.note is None:
                key = "operative" if span.kind is SpanKind.DIRECTION else "why"
                yield Diagnostic("ZW506", f"{span.kind.value}, without `{key}`", span.place, f"add `{key}:` in three languages")


def _tested(pack: Pack, measure: Measure) -> set[str]:
    """The fields that a measure tests, with everything that derived ones are calculated from."""
    return {id for leaf in leaves(measure.when) for id in _with_parts(pack, leaf)}


def _with_parts(pack: Pack, leaf: Leaf) -> frozenset[str]:
    return all_parts(pack.schema, fields_of(leaf)) | set(fields_of(leaf))


def _runs_alone(pack: Pack, leaf: Leaf) -> bool:
    """Whether a test decides by itself: no person answers it, nor any fact that its facts are calculated from."""
    answered = (pack.schema.get(id) for id in _with_parts(pack, leaf))
    return not isinstance(leaf, Known) and all(one is None or one.answered_by is not Answerer.OFFICER for one in answered)


def _counts(pack: Pack, leaf: Leaf) -> bool:
    """Whether a test, or one line of a score card, decides by itself."""
    if isinstance(leaf, Score):
        return any(_runs_alone(pack, Score((part,), leaf.op, leaf.points)) for part in leaf.parts)
    return _runs_alone(pack, leaf)


def executable_share(pack: Pack) -> float:
    """The share of all tests in the pack's conditions that no person has to answer; 1 for a pack without tests."""
    tests = [leaf for measure in pack.measures for leaf in leaves(measure.when)]
    run = sum(isinstance(leaf, Known) or _runs_alone(pack, leaf) for leaf in tests)
    return round(run / len(tests), 4) if tests else 1.0
