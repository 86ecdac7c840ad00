"""The tree of amounts. A closed set of nodes: adding one breaks every `match` that lacks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from zonewright.conditions.ast import Condition
from zonewright.errors import Place
from zonewright.values import Period, Quantity, Words

AMOUNT_KINDS: Final = (
    "cash", "rent", "tax", "interest", "land", "matching", "per_head", "per_unit", "status", "service", "faster_step",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Nothing:
    """Zero, in any unit."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A number with its unit, as the policy states it."""

    quantity: Quantity


@dataclass(frozen=True, slots=True)
class OfFact:
    """The number that a fact is; zero where the fact lies below zero."""

    field: str


@dataclass(frozen=True, slots=True)
class Product:
    """A rate of a base, so much for each unit; with a length of time, for as long."""

    factors: tuple[Worth, ...]


@dataclass(frozen=True, slots=True)
class Less:
    """A base without what it excludes; zero at least."""

    base: Worth
    excluded: tuple[Worth, ...]


@dataclass(frozen=True, slots=True)
class Above:
    """The part of a base above a threshold."""

    base: Worth
    threshold: Worth


@dataclass(frozen=True, slots=True)
class FullSteps:
    """A base cut down to full steps."""

    base: Worth
    step: Quantity


@dataclass(frozen=True, slots=True)
class Slice:
    """One slice of a base, up to a bound, and its rate; a bound of None takes all that is left."""

    up_to: Quantity | None
    rate: Worth


@dataclass(frozen=True, slots=True)
class Sliced:
    """Each slice of a base at its own rate, the lowest slice first."""

    base: Worth
    slices: tuple[Slice, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A worth that counts where its condition holds and none before it does."""

    when: Condition
    then: Worth


@dataclass(frozen=True, slots=True)
class Cases:
    """The first case that holds. With ``by`` it is a table over these fields, in which every case is covered."""

    rows: tuple[Case, ...]
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Total:
    """All parts together."""

    parts: tuple[Worth, ...]


@dataclass(frozen=True, slots=True)
class Highest:
    """The largest part."""

    parts: tuple[Worth, ...]


@dataclass(frozen=True, slots=True)
class Lowest:
    """The smallest part."""

    parts: tuple[Worth, ...]


@dataclass(frozen=True, slots=True)
class Bounded:
    """A worth with a floor and a cap; the cap has the last word."""

    part: Worth
    least: Worth | None = None
    most: Worth | None = None


@dataclass(frozen=True, slots=True)
class Provided:
    """A worth where a condition holds, nothing where it does not."""

    part: Worth
    when: Condition


@dataclass(frozen=True, slots=True)
class Converted:
    """A worth in another currency, by the rate in force on the day asked."""

    part: Worth
    base: str
    currency: str


Worth: TypeAlias = (
    Nothing
    | Stated
    | OfFact
    | Product
    | Less
    | Above
    | FullSteps
    | Sliced
    | Cases
    | Total
    | Highest
    | Lowest
    | Bounded
    | Provided
    | Converted
)


def parts_of_worth(worth: Worth) -> tuple[Worth, ...]:
    """The worths directly below; none below a stated number or a fact."""
    match worth:
        case Nothing() | Stated() | OfFact():
            return ()
        case Product(parts) | Total(parts) | Highest(parts) | Lowest(parts):
            return parts
        case Less(base, excluded):
            return (base, *excluded)
        case Above(base, threshold):
            return (base, threshold)
        case FullSteps(base):
            return (base,)
        case Sliced(base, slices):
            return (base, *(one.rate for one in slices))
        case Cases(rows):
            return tuple(row.then for row in rows)
        case Bounded(part, least, most):
            return tuple(one for one in (part, least, most) if one is not None)
        case Provided(part) | Converted(part):
            return (part,)


def worths_in(worth: Worth) -> Iterator[Worth]:
    """A worth and every worth below it."""
    yield worth
    for part in parts_of_worth(worth):
        yield from worths_in(part)


def conditions_in(worth: Worth) -> tuple[Condition, ...]:
    """Every condition anywhere in a worth."""
    match worth:
        case Cases(rows):
            own: tuple[Condition, ...] = tuple(row.when for row in rows)
        case Provided(when=when):
            own = (when,)
        case _:
            own = ()
    return (*own, *(one for part in parts_of_worth(worth) for one in conditions_in(part)))


@dataclass(frozen=True, slots=True)
class YearShare:
    """From one year to another, both counted from 1, this share of a year's worth; where a condition holds, if any."""

    first: int
    last: int
    rate: Worth
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Instalment:
    """A share of a line, due after a time, on the day in a field, or at once; released by a condition, if any."""

    share: Quantity
    after: Period | None = None
    on: str | None = None
    when: Condition | None = None
    says: Words | None = None


@dataclass(frozen=True, slots=True)
class Payer:
    """An authority that pays a share."""

    authority: str
    share: Quantity


@dataclass(frozen=True, slots=True)
class GrantLine:
    """One line of what is given: its worth in a unit, when it is paid, by whom, and its caps."""

    worth: Worth
    unit: str
    says: Words | None = None
    starts: str | None = None
    years: tuple[YearShare, ...] = ()
    in_arrears: bool = False
    instalments: tuple[Instalment, ...] = ()
    at_most_per_year: Worth | None = None
    at_most: Worth | None = None
    payers: tuple[Payer, ...] = ()
    place: Place = Place()

    @property
    def worths(self) -> tuple[Worth, ...]:
        """Every worth that the line is written with."""
        caps = tuple(cap for cap in (self.at_most_per_year, self.at_most) if cap is not None)
        return (self.worth, *caps, *(year.rate for year in self.years))


@dataclass(frozen=True, slots=True)
class Option:
    """One of several offers that an applicant chooses from."""

    lines: tuple[GrantLine, ...]
    says: Words | None = None


@dataclass(frozen=True, slots=True)
class ClawBack:
    """The share of what was paid that goes back where the condition holds."""

    when: Condition
    share: Quantity
    says: Words | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """What a measure is worth: in words, and as options of lines to calculate; without options, in words only."""

    kind: str
    says: Words
    options: tuple[Option, ...] = ()
    programme: str = ""
    claw_back: ClawBack | None = None
    outlasts: bool = False
    place: Place = Place()

    @property
    def lines(self) -> tuple[GrantLine, ...]:
        """The lines of every option."""
        return tuple(line for option in self.options for line in option.lines)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition anywhere in the amount."""
        found = [one for line in self.lines for worth in line.worths for one in conditions_in(worth)]
        found += [year.when for line in self.lines for year in line.years if year.when is not None]
        found += [one.when for line in self.lines for one in line.instalments if one.when is not None]
        return (*found, *((self.claw_back.when,) if self.claw_back else ()))
