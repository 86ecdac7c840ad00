"""What amounts refer to besides facts: exchange rates by day, and the programmes that money comes from."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from zonewright.errors import Place
from zonewright.values import Number, Quantity, Words


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """From a day on, one unit of ``base`` is ``rate`` units of ``quote``."""

    base: str
    quote: str
    rate: Number
    on: date
    source: str = ""
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Rates:
    """Exchange rates by pair of currencies, the earliest first."""

    by_pair: Mapping[tuple[str, str], tuple[ExchangeRate, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, rates: Iterable[ExchangeRate]) -> Rates:
        found: dict[tuple[str, str], list[ExchangeRate]] = {}
        for one in sorted(rates, key=lambda rate: rate.on):
            found.setdefault((one.base, one.quote), []).append(one)
        return cls(MappingProxyType({pair: tuple(held) for pair, held in found.items()}))

    def holds(self, base: str, quote: str) -> bool:
        """Whether any rate of the pair is held, in either direction."""
        return base == quote or (base, quote) in self.by_pair or (quote, base) in self.by_pair

    def factor(self, base: str, quote: str, on: date) -> Fraction | None:
        """Units of ``quote`` for one unit of ``base`` on a day; None while no rate is in force."""
        if base == quote:
            return Fraction(1)
        direct, opposite = self._latest(base, quote, on), self._latest(quote, base, on)
        if direct is not None and (opposite is None or direct.on >= opposite.on):
            return Fraction(direct.rate)
        return None if opposite is None else 1 / Fraction(opposite.rate)

    def _latest(self, base: str, quote: str, on: date) -> ExchangeRate | None:
        held = [one for one in self.by_pair.get((base, quote), ()) if one.on <= on]
        return held[-1] if held else None


#: The ways of rounding, by the words used in packs.
ROUNDING_WAYS: Final[Mapping[str, Callable[[Fraction], int]]] = MappingProxyType(
    {
        "down": math.floor,
        "up": math.ceil,
        "half_up": lambda number: math.floor(number + Fraction(1, 2)),
        "half_even": round,
    }
)


@dataclass(frozen=True, slots=True)
class Rounding:
    """Payments come in whole multiples of ``to``.

    >>> Rounding(Quantity(100, "CNY"), "half_up").apply(Fraction(250))
    Fraction(300, 1)
    """

    to: Quantity
    way: str

    def apply(self, number: Fraction) -> Fraction:
        step = Fraction(self.to.number)
        return ROUNDING_WAYS[self.way](number / step) * step

    def to_full(self, number: Fraction) -> Fraction:
        """A cap cut down to whole multiples, so that what is rounded never exceeds it."""
        step = Fraction(self.to.number)
        return math.floor(number / step) * step


@dataclass(frozen=True, slots=True)
class Programme:
    """Money set aside for a purpose: its budget by year, what one enterprise gets at most, how payments are rounded."""

    id: str
    title: Words
    budgets: Mapping[int, Quantity]
    at_most_per_enterprise: Quantity | None = None
    rounding: Rounding | None = None
    source: str = ""
    place: Place = Place()

    @property
    def currencies(self) -> frozenset[str]:
        """The currencies that its figures are in; more than one is a mistake that the compiler reports."""
        stated = (*self.budgets.values(), self.at_most_per_enterprise, self.rounding.to if self.rounding else None)
        return frozenset(one.unit for one in stated if one is not None)
