"""What a fact may turn out to be: answers that tell apart all tests on it, for want of better taken as equally likely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from zonewright.codes.world import World
from zonewright.conditions.ast import (
    Banded,
    Compare,
    CompareFields,
    Elapsed,
    InCatalogue,
    Includes,
    Kept,
    Leaf,
    NoneWithin,
    Op,
    Percentile,
    Piece,
    Score,
    ScorePart,
    ShareOfAverage,
    WithinAfter,
    fields_of,
    leaves,
)
from zonewright.conditions.samples import samples
from zonewright.schema.fields import Facts, Field, FieldType, Value
from zonewright.values import Period, Quantity, add_period, subtract_period


def answers(field: Field, tests: Iterable[Leaf], facts: Facts, world: World) -> tuple[Value, ...]:
    """Values of the field at, between and beyond every bound that the tests put to it while the other facts are as known."""
    if field.type is FieldType.AREA and not field.many and world.areas:
        outer = {area.parent for area in world.areas.values()}
        return tuple(id for id in world.areas if id not in outer)
    return samples(field, [plain for test in tests for plain in _plain(test, field.id, facts, world)])


def _plain(leaf: Leaf, id: str, facts: Facts, world: World) -> Iterator[Leaf]:
    """The same test as comparisons of the one field with constants, where it comes to such."""
    match leaf:
        case Banded(field, op, _, rows):
            for row in rows:
                yield from (test for test in leaves(row.when) if fields_of(test) == (id,))
                if field == id and row.bound is not None:
                    yield Compare(id, op, row.bound)
        case Score(parts):
            for part in parts:
                if part.field == id:
                    yield from _of_part(part)
        case CompareFields(field, op, other):
            against = facts.get(other if field == id else field)
            if against is not None and not isinstance(against, Quantity):  # what does not convert compares with nothing
                yield Compare(id, op, against)  # type: ignore[arg-type]  # the reader has matched the types
        case InCatalogue(catalogue=catalogue, version=version):
            listed = world.catalogues.get(catalogue)
            edition = listed.edition(version, world.on) if listed else None
            yield Includes(id, 1, edition.entries if edition and edition.entries else ())
        case Percentile(population=population) | ShareOfAverage(population=population) if leaf.field == id:
            table = world.populations.get(population)
            peers = [*table.values, *(one for group in table.groups.values() for one in group)] if table else []
            yield from (Compare(id, Op.AT_LEAST, peer) for peer in peers)
        case Percentile(population=population) | ShareOfAverage(population=population):
            table = world.populations.get(population)
            yield Includes(id, 1, tuple(table.groups) if table else ())
        case Elapsed() | NoneWithin() | WithinAfter() | Kept():
            yield from (Compare(id, Op.AT_LEAST, day) for day in _days(leaf, id, facts, world.on))
        case _:
            yield leaf


def _of_part(part: ScorePart) -> Iterator[Leaf]:
    yield Includes(part.field, 1, tuple(option for option, _ in part.options))
    for bound in (part.least, part.most) if part.as_stated else ():
        if bound is not None:
            yield Compare(part.field, Op.AT_LEAST, bound)
    for piece in part.pieces:
        yield from leaves(piece.when)
        yield from _steps(part.field, piece)


def _steps(field: str, piece: Piece) -> Iterator[Leaf]:
    """A piece that grows in steps: where it starts, and ten steps on."""
    if piece.start is not None and piece.step is not None:
        side = 1 if piece.change > 0 else -1
        yield from (Compare(field, Op.AT_LEAST, piece.start + side * steps * piece.step) for steps in range(0, 11, 2))


def _days(leaf: Elapsed | NoneWithin | WithinAfter | Kept, id: str, facts: Facts, on: date) -> Iterator[date]:
    """The days at which a test on time turns; a day not known stands for the day asked."""

    def known(field: str | None) -> date:
        day = facts.get(field) if field else None
        return day if isinstance(day, date) else on

    match leaf:
        case Elapsed(field, _, period, as_of) | NoneWithin(field, period, as_of):
            yield subtract_period(known(as_of), period) if field == id else add_period(known(field), period)
        case WithinAfter(field, event, period):
            yield from (known(event), add_period(known(event), period)) if field == id else (
                known(field), subtract_period(known(field), period),
            )  # fmt: skip
        case Kept(field, after, period, until, breaches):
            start = known(after)
            end = until or add_period(start, period or Period(0, "day"))
            if id == after and period is not None:
                yield subtract_period(known(field), period)
            elif id in (field, breaches):
                yield from (start, end)
