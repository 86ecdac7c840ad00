"""Names that lead nowhere, and ranges of days that hold no day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from zonewright.codes.world import World
from zonewright.conditions.ast import citations
from zonewright.errors import Diagnostic, Place
from zonewright.notation.shapes import nearest
from zonewright.packs.model import Measure, Pack
from zonewright.values import DateRange


def unknown_references(pack: Pack) -> Iterator[Diagnostic]:
    """ZW210: an authority, source, measure or field that is named but nowhere defined."""
    for field in pack.schema:
        if field.judged:
            yield from _unknown("authority", (field.judged.by,), pack.zone.authorities, field.place)
    for population in pack.world.populations.values():
        if population.by:
            yield from _unknown("field", (population.by,), pack.schema.ids(), population.place)
    for source, place in _sources_of_world(pack.world):
        yield from _unknown("source", (source,) if source else (), pack.sources, place)
    for source in pack.ledger.keys() - pack.sources.keys():
        spans = pack.ledger[source]
        yield from _unknown("source", (source,), pack.sources, spans[0].place if spans else Place())
    for spans in pack.ledger.values():
        for span in spans:
            yield from _unknown("measure", span.measures, pack.measure_ids | pack.unread, span.place)
            yield from _unknown("field", span.fields, pack.schema.ids(), span.place)
    for measure in pack.measures:
        yield from _of_measure(pack, measure)


def _sources_of_world(world: World) -> Iterator[tuple[str, Place]]:
    yield from ((area.source, area.place) for area in world.areas.values())
    yield from ((edition.source, one.place) for one in world.catalogues.values() for edition in one.editions)
    yield from ((population.source, population.place) for population in world.populations.values())
    yield from ((link.source, link.place) for links in world.links.by_code.values() for link in links)
    yield from ((rate.source, rate.place) for rates in world.rates.by_pair.values() for rate in rates)
    yield from ((programme.source, programme.place) for programme in world.programmes.values())


def _of_measure(pack: Pack, measure: Measure) -> Iterator[Diagnostic]:
    place = measure.place
    yield from _unknown("source", (span.source for span in measure.source), pack.sources, place)
    for basis in measure.rests_on:
        yield from _unknown("source", (basis.source,), pack.sources, basis.place)
    bases = {basis.source for basis in measure.rests_on}
    yield from _unknown("basis", citations(measure.when), bases, place)
    if measure.amount is not None:
        cited = (source for condition in measure.amount.conditions for source in citations(condition))
        yield from _unknown("basis", cited, bases, measure.amount.place)
        for line in measure.amount.lines:
            yield from _unknown("authority", (payer.authority for payer in line.payers), pack.zone.authorities, line.place)
    offices = [measure.authority, *(question.ask for question in measure.open_questions)]
    yield from _unknown("authority", offices, pack.zone.authorities, place)
    beside = (*measure.supersedes, *measure.stacking.exclusive_with, *measure.stacking.on_top_of)
    yield from _unknown("measure", beside, pack.measure_ids | pack.unread, place)
    for document in measure.documents:
        yield from _unknown("field", document.answers, pack.schema.ids(), place)
    for example in measure.examples:
        yield from _unknown("field", example.missing or (), pack.schema.ids(), example.place)


def _unknown(kind: str, names: Iterable[str], known: Collection[str], place: Place) -> Iterator[Diagnostic]:
    for name in names:
        if name not in known:
            yield Diagnostic("ZW210", f"unknown {kind} `{name}`", place, nearest(name, known) if known else "")


def empty_ranges(pack: Pack) -> Iterator[Diagnostic]:
    """ZW211: a range of days whose first day out is not after its first day in."""
    ranges: list[tuple[DateRange, Place]] = [(source.in_force, source.place) for source in pack.sources.values()]
    ranges += [(edition.in_force, one.place) for one in pack.world.catalogues.values() for edition in one.editions]
    ranges += [(population.in_force, population.place) for population in pack.world.populations.values()]
    for measure in pack.measures:
        ranges.append((measure.in_force, measure.place))
        ranges += [(basis.in_force, basis.place) for basis in measure.rests_on]
    for days, place in ranges:
        if days.start is not None and days.end is not None and days.end <= days.start:
            yield Diagnostic("ZW211", f"in force until {days.end}, which is not after {days.start}", place,
                             "`until` is the first day out")  # fmt: skip
