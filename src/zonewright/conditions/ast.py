"""The condition tree. A closed set of nodes: adding one breaks every `match` that lacks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Final, TypeAlias

from zonewright.schema.fields import Single
from zonewright.values import Code, Level, Number, Period, Words

#: What an ordered test compares with.
Bound: TypeAlias = int | Fraction | date | Level


class Op(Enum):
    """Ordered comparisons, by the words used in packs."""

    AT_LEAST = "at_least"
    OVER = "over"
    AT_MOST = "at_most"
    UNDER = "under"


#: The words of the ordered comparisons.
COMPARISONS: Final = tuple(op.value for op in Op)


@dataclass(frozen=True, slots=True)
class Compare:
    """The field stands in relation ``op`` to the bound."""

    field: str
    op: Op
    bound: Bound


@dataclass(frozen=True, slots=True)
class CompareFields:
    """The field stands in relation ``op`` to another field of the same type and unit."""

    field: str
    op: Op
    other: str


@dataclass(frozen=True, slots=True)
class Between:
    """The field lies from low to high, both included."""

    field: str
    low: Bound
    high: Bound


@dataclass(frozen=True, slots=True)
class Includes:
    """At least n of the values are the field's value, or among its values."""

    field: str
    n: int
    values: tuple[Single, ...]


@dataclass(frozen=True, slots=True)
class Excludes:
    """None of the values is the field's value, or among its values."""

    field: str
    values: tuple[Single, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """A code of the field is one of these or below one, and not within an excepted one."""

    field: str
    codes: tuple[Code, ...]
    excepted: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class InArea:
    """The area is one of these or inside one."""

    field: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InCatalogue:
    """The fact is an entry of a published list, of the version in force or of a named one."""

    field: str
    catalogue: str
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """The fact is on file: true or unknown, never false."""

    field: str


@dataclass(frozen=True, slots=True)
class Band:
    """One row of a threshold table; a bound of None means no threshold."""

    when: Condition
    bound: Bound | None


@dataclass(frozen=True, slots=True)
class Banded:
    """A comparison whose bound is given by the first row that applies."""

    field: str
    op: Op
    by: tuple[str, ...]
    rows: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Elapsed:
    """The time from the day in the field to the day asked, or to the day in ``as_of``."""

    field: str
    op: Op
    period: Period
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class WithinAfter:
    """The day lies from the event's day to the event plus the period, both included."""

    field: str
    event: str
    period: Period


@dataclass(frozen=True, slots=True)
class NoneWithin:
    """No event in the look-back of the period before the day asked, that day included."""

    field: str
    period: Period
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A commitment promised until the day in the field reaches its end and is not broken before it."""

    field: str
    after: str | None
    period: Period | None
    until: date | None
    breaches: str | None = None


@dataclass(frozen=True, slots=True)
class Percentile:
    """The share of peers strictly below the fact, in percent, compared with a share."""

    field: str
    op: Op
    share: Number
    population: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class ShareOfAverage:
    """The fact as a percentage of the peers' mean, compared with a share."""

    field: str
    op: Op
    share: Number
    population: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Points for one band of a number: a constant, changed by ``change`` for each ``step`` beyond ``start``."""

    when: Condition
    points: Number
    change: Number = 0
    step: Number | None = None
    start: Number | None = None


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One line of a score card: points by option, by band, or as stated."""

    field: str
    weight: Number = 1
    options: tuple[tuple[Single, Number], ...] = ()
    pieces: tuple[Piece, ...] = ()
    as_stated: bool = False
    many: bool = False
    least: Number | None = None
    most: Number | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """The weighted points of the parts, compared with a bound."""

    parts: tuple[ScorePart, ...]
    op: Op
    points: Number


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """No part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AtLeastN:
    """At least n parts hold."""

    n: int
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    """A condition written once and used by name."""

    id: str
    title: Words
    part: Condition


@dataclass(frozen=True, slots=True)
class Cited:
    """A condition that rests on a source of its own: a law, licence or rule beside the policy text."""

    source: str
    part: Condition


Leaf: TypeAlias = (
    Compare
    | CompareFields
    | Between
    | Includes
    | Excludes
    | Within
    | InArea
    | InCatalogue
    | Known
    | Banded
    | Elapsed
    | WithinAfter
    | NoneWithin
    | Kept
    | Percentile
    | ShareOfAverage
    | Score
)
Condition: TypeAlias = Leaf | AllOf | AnyOf | NoneOf | AtLeastN | Criterion | Cited


def parts(condition: Condition) -> tuple[Condition, ...]:
    """The conditions directly below; none below a leaf."""
    match condition:
        case AllOf(inner) | AnyOf(inner) | NoneOf(inner) | AtLeastN(_, inner):
            return inner
        case Criterion(part=part) | Cited(part=part):
            return (part,)
        case _:
            return ()


def leaves(condition: Condition) -> Iterator[Leaf]:
    """The tests at the bottom of the tree, left to right."""
    match condition:
        case AllOf() | AnyOf() | NoneOf() | AtLeastN() | Criterion() | Cited():
            for part in parts(condition):
                yield from leaves(part)
        case _:
            yield condition


def fields_of(leaf: Leaf) -> tuple[str, ...]:
    """The fields that a test reads; the tested one first."""
    match leaf:
        case CompareFields(field, _, second):
            return (field, second)
        case Banded(field, _, by):
            return (field, *by)
        case Elapsed(field, as_of=other) | NoneWithin(field, as_of=other) | WithinAfter(field, event=other):
            return (field,) if other is None else (field, other)
        case Percentile(field, by=by_group) | ShareOfAverage(field, by=by_group):
            return (field,) if by_group is None else (field, by_group)
        case Kept(field, after=after, breaches=breaches):
            return (field, *(other for other in (after, breaches) if other is not None))
        case Score(score_parts):
            return tuple(dict.fromkeys(part.field for part in score_parts))
        case _:
            return (leaf.field,)


def citations(condition: Condition) -> Iterator[str]:
    """The sources named inside a condition."""
    if isinstance(condition, Cited):
        yield condition.source
    for part in parts(condition):
        yield from citations(part)
