"""Fields: what each fact is called, what it may be, who can say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import Final, TypeAlias

from zonewright.errors import Place
from zonewright.values import Code, Level, Number, Quantity, Words

#: One value of a fact. A Quantity is a number in a unit that does not convert to the field's.
Single: TypeAlias = bool | int | Fraction | date | str | Code | Level | Quantity
#: What is known of one fact; a tuple for a field with many values.
Value: TypeAlias = Single | tuple[Single, ...]
#: What is known about one enterprise. An absent fact, or None, is not known.
Facts: TypeAlias = Mapping[str, Value | None]

ENTITIES: Final = (
    "enterprise", "project", "parent", "person", "product", "premises", "tour", "shipment", "employer", "partner", "event",
)  # fmt: skip


class FieldType(Enum):
    """The kinds of fact a condition can test."""

    YES_NO = "yes_no"
    NUMBER = "number"
    DAY = "day"
    CHOICE = "choice"
    LEVEL = "level"
    CODE = "code"
    AREA = "area"
    TEXT = "text"
    NAME = "name"  # kept as it is written; a condition can only ask whether it is known


class Direction(Enum):
    """Which way a number or a day can be changed."""

    UP = "up"
    DOWN = "down"
    EITHER = "either"


class Answerer(Enum):
    """Who can say what the fact is."""

    REGISTER = "register"
    ENTERPRISE = "enterprise"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Ratio:
    """The first divided by the second; unknown when the second is zero."""

    above: str
    below: str


@dataclass(frozen=True, slots=True)
class Sum:
    """The parts added up."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """The first less the second."""

    whole: str
    less: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many values a many-valued field has."""

    of: str


@dataclass(frozen=True, slots=True)
class ChangeOnYearBefore:
    """(now - before) / before; unknown when before is zero."""

    now: str
    before: str


@dataclass(frozen=True, slots=True)
class ShareOfList:
    """The share of the values of a many-valued choice that are among the counted ones; unknown for an empty list."""

    of: str
    counting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimeSince:
    """Full days, months or years from the day in the field to the day asked."""

    of: str


Derivation: TypeAlias = Ratio | Sum | Difference | Count | ChangeOnYearBefore | ShareOfList | TimeSince


def parts_of(derivation: Derivation) -> tuple[str, ...]:
    """The fields that a derived fact is calculated from."""
    match derivation:
        case Ratio(first, second) | Difference(first, second) | ChangeOnYearBefore(first, second):
            return (first, second)
        case Sum(parts):
            return parts
        case Count(of) | ShareOfList(of) | TimeSince(of):
            return (of,)


def as_number(value: Value | None) -> Number | None:
    """The number that a fact is; None for an unknown fact, another kind, or a unit that does not convert."""
    return value if isinstance(value, int | Fraction) and not isinstance(value, bool) else None


@dataclass(frozen=True, slots=True)
class Change:
    """How an enterprise can change a fact, and the effort of each step, or of taking another option."""

    cost: Number
    direction: Direction = Direction.EITHER
    step: Number | None = None  # for a number in its unit, for a day in days; None for options
    to: tuple[Single, ...] = ()  # the options it can be changed to; none named: any


@dataclass(frozen=True, slots=True)
class Judgement:
    """Who decides what no test can, and on what evidence."""

    by: str
    on: Words


@dataclass(frozen=True, slots=True)
class Field:
    """One fact: its id, type and unit, its label and question, and who answers."""

    id: str
    type: FieldType
    label: Words
    question: Words
    answered_by: Answerer
    entity: str = "enterprise"
    unit: str = ""
    many: bool = False
    options: Mapping[str, Words] = field(default_factory=lambda: MappingProxyType({}))
    derived: Derivation | None = None
    judged: Judgement | None = None
    least: Number | None = None
    most: Number | None = None
    change: Change | None = None
    place: Place = Place()

    def admits(self, number: Number) -> bool:
        """Whether a number in the unit of the field lies inside the field's own bounds."""
        return (self.least is None or self.least <= number) and (self.most is None or number <= self.most)

    def level(self, name: str) -> Level:
        return Level(tuple(self.options).index(name), name)


class Schema:
    """An ordered set of fields, found by id."""

    def __init__(self, fields: Iterable[Field] = ()) -> None:
        self._fields: Mapping[str, Field] = {one.id: one for one in fields}

    def get(self, id: str) -> Field | None:
        return self._fields.get(id)

    def __getitem__(self, id: str) -> Field:
        return self._fields[id]

    def __contains__(self, id: object) -> bool:
        return id in self._fields

    def __iter__(self) -> Iterator[Field]:
        return iter(self._fields.values())

    def __len__(self) -> int:
        return len(self._fields)

    def ids(self) -> tuple[str, ...]:
        return tuple(self._fields)
