"""Facilitation lists as values: their rules, and the book of applications, lines and uses that events add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from zonewright.cases.deadlines import Limit
from zonewright.cases.lists_events import AppliedFor, Assessed, Item
from zonewright.cases.procedure import LegalBasis
from zonewright.errors import Place
from zonewright.values import Number, Period, Quantity, Words, exact

#: Only under these may anything be published.
GRANTED: Final = frozenset({"granted", "operating"})


@dataclass(frozen=True, slots=True)
class DutyTime:
    """How long after a use its duties may be done; without a limit, ``ask`` names the office that knows it."""

    limit: Limit | None = None
    calendar: str = ""
    rule: str = "general"
    ask: str = ""


@dataclass(frozen=True, slots=True)
class FacilitationList:
    """The rules of a list. Without a validity, ``validity_ask`` names the office that knows it."""

    id: str
    title: Words
    status: str
    assessed_by: tuple[str, ...]
    published_by: str
    validity: Period | None = None
    validity_ask: str = ""
    warn: Period | None = None
    duties: tuple[str, ...] = ()  # evidence owed for each use
    duty_time: DutyTime = DutyTime()
    status_note: Words | None = None
    basis: tuple[LegalBasis, ...] = ()
    place: Place = Place()
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Application:
    """What an enterprise asked for, how it was assessed, and its lines once it is published."""

    asked: AppliedFor
    assessed: tuple[Assessed, ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        return any(not one.agrees for one in self.assessed)

    @property
    def latest(self) -> date:
        """The day of the last thing that happened to it before publication."""
        return max(self.asked.on, *(one.on for one in self.assessed), date.min)


@dataclass(frozen=True, slots=True)
class Use:
    """What one declaration took from a line, in the unit of the line."""

    declaration: str
    on: date
    taken: Number
    returned: Number = 0
    accounted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """One enterprise, one item, one period: what may still come in, and all that was used."""

    id: str
    enterprise: str
    item: Item
    start: date
    until: date
    batch: str
    published: date
    changed: date  # the last day on which the line changed otherwise than by a use: no use lies before it
    raised: Number = 0
    uses: Mapping[str, Use] = field(default_factory=lambda: MappingProxyType({}))
    suspended: bool = False
    removed: bool = False

    @property
    def unit(self) -> str:
        return self.item.quantity.unit

    @property
    def latest(self) -> date:
        """The day of the last change or use."""
        return max(self.changed, *(use.on for use in self.uses.values()), date.min)

    def is_in_force(self, on: date) -> bool:
        """Whether the day lies in the period of the line, published and not removed; it may be suspended."""
        return not self.removed and max(self.start, self.published) <= on < self.until


def balance(line: Line) -> Quantity:
    """What is left of a line: its quantity and raises, less uses, and what was given back; exactly, in its unit."""
    used = sum((Fraction(use.taken) - use.returned for use in line.uses.values()), Fraction(0))
    return Quantity(exact(Fraction(line.item.quantity.number) + line.raised - used), line.unit)


@dataclass(frozen=True, slots=True)
class Book:
    """A list as it stands: its rules, and applications and lines by id."""

    rules: FacilitationList
    applications: Mapping[str, Application] = field(default_factory=lambda: MappingProxyType({}))
    lines: Mapping[str, Line] = field(default_factory=lambda: MappingProxyType({}))
