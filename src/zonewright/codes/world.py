"""What conditions and amounts refer to besides facts: the day, areas, code links, lists, peers, rates, programmes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from zonewright.codes.classifications import Links
from zonewright.codes.money import Programme, Rates
from zonewright.errors import Place
from zonewright.values import Code, DateRange, Number, Words


@dataclass(frozen=True, slots=True)
class Area:
    """A place inside another."""

    id: str
    title: Words
    parent: str | None = None
    source: str = ""
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a published list; ``entries`` is None while they are not held."""

    version: str
    in_force: DateRange
    entries: tuple[str | Code, ...] | None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A published list with its versions."""

    id: str
    title: Words
    editions: tuple[Edition, ...]
    place: Place = Place()

    def edition(self, version: str | None, on: date) -> Edition | None:
        """The version asked for, or the latest one in force on the day."""
        if version is not None:
            return next((one for one in self.editions if one.version == version), None)
        held = [one for one in self.editions if one.in_force.contains(on)]
        return max(held, key=lambda one: one.in_force.start or date.min, default=None)


@dataclass(frozen=True, slots=True)
class Population:
    """A dated table of the peers' values, whole or by group; values are sorted, in ``unit``."""

    id: str
    title: Words
    unit: str
    in_force: DateRange
    values: tuple[Number, ...] = ()
    by: str | None = None
    groups: Mapping[str, tuple[Number, ...]] = field(default_factory=lambda: MappingProxyType({}))
    source: str = ""
    place: Place = Place()

    def peers(self, group: str | None) -> tuple[Number, ...]:
        return self.values if self.by is None else self.groups.get(group or "", ())


def share_below(value: Number, peers: tuple[Number, ...]) -> Fraction:
    """The share of the peers strictly below the value, in percent. Peers are sorted and not empty."""
    return Fraction(100 * bisect_left(peers, value), len(peers))


def share_of_average(value: Number, peers: tuple[Number, ...]) -> Fraction | None:
    """The value as a percentage of the peers' mean; None for a mean of zero."""
    total = sum(map(Fraction, peers), Fraction(0))
    return 100 * Fraction(value) * len(peers) / total if total else None


@dataclass(frozen=True, slots=True)
class World:
    """Everything outside the facts that an answer depends on, for one day."""

    on: date
    areas: Mapping[str, Area] = field(default_factory=lambda: MappingProxyType({}))
    links: Links = field(default_factory=Links)
    catalogues: Mapping[str, Catalogue] = field(default_factory=lambda: MappingProxyType({}))
    populations: Mapping[str, Population] = field(default_factory=lambda: MappingProxyType({}))
    rates: Rates = field(default_factory=Rates)
    programmes: Mapping[str, Programme] = field(default_factory=lambda: MappingProxyType({}))

    def is_in_area(self, area: str, target: str) -> bool | None:
        """True inside, False elsewhere, None for a place that only contains the target or is not on the list."""
        if area == target or target in self._around(area):
            return True
        return None if area in self._around(target) or area not in self.areas else False

    def _around(self, area: str) -> tuple[str, ...]:
        found: list[str] = []
        here = self.areas.get(area)
        while here is not None and here.parent is not None and here.parent not in found:
            found.append(here.parent)
            here = self.areas.get(here.parent)
        return tuple(found)
