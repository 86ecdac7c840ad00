"""A second way to work out an amount when every fact is known: one number, written from the page on amounts."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from zonewright.benefits.ast import (
    Above,
    Amount,
    Bounded,
    Cases,
    Converted,
    FullSteps,
    GrantLine,
    Highest,
    Less,
    Lowest,
    Nothing,
    OfFact,
    Product,
    Provided,
    Sliced,
    Stated,
    Total,
    Worth,
)
from zonewright.codes.money import Rounding
from zonewright.codes.world import World
from zonewright.conditions.ast import Condition
from zonewright.conditions.judge import judge
from zonewright.conditions.truth import Truth
from zonewright.schema.fields import Facts, Schema
from zonewright.values import Period, Quantity, add_period, read_unit


class NotSettledError(Exception):
    """A fact, a truth or a rate is not known, so there is no one number."""


class Paid(NamedTuple):
    """One payment to the enterprise."""

    due: date | None
    number: Fraction
    by: str


class Settled(NamedTuple):
    """Everything that a worth depends on."""

    facts: Facts
    world: World
    schema: Schema

    def worth(self, worth: Worth) -> Fraction:
        """The number, in base units."""
        match worth:
            case Nothing():
                return Fraction(0)
            case Stated(quantity):
                return in_base_units(quantity)
            case OfFact(field):
                return max(self.fact(field), Fraction(0))
            case Product(factors):
                found = Fraction(1)
                for factor in factors:
                    found *= self.worth(factor)
                return found
            case Less(base, excluded):
                return max(self.worth(base) - sum(map(self.worth, excluded)), Fraction(0))
            case Above(base, threshold):
                whole, end = self.worth(base), self.worth(threshold)
                return whole - end if whole > end else Fraction(0)
            case FullSteps(base, step):
                whole, size = self.worth(base), in_base_units(step)
                return whole - whole % size
            case Sliced(base, slices):
                whole, start, found = self.worth(base), Fraction(0), Fraction(0)
                for one in slices:
                    end = whole if one.up_to is None else min(whole, in_base_units(one.up_to))
                    found += max(end - start, Fraction(0)) * self.worth(one.rate)
                    start = max(start, end)
                return found
            case Cases(rows):
                return next((self.worth(row.then) for row in rows if self.holds(row.when)), Fraction(0))
            case Total(parts):
                return sum(map(self.worth, parts), Fraction(0))
            case Highest(parts):
                return max(map(self.worth, parts))
            case Lowest(parts):
                return min(map(self.worth, parts))
            case Bounded(part, least, most):
                found = self.worth(part)
                if least is not None and found < self.worth(least):
                    found = self.worth(least)
                return found if most is None or found < self.worth(most) else self.worth(most)
            case Provided(part, when):
                return self.worth(part) if self.holds(when) else Fraction(0)
            case Converted(part, base, currency):
                return self.worth(part) * self.rate(base, currency)

    def fact(self, id: str) -> Fraction:
        seen, field = self.facts.get(id), self.schema[id]
        if seen is None:
            raise NotSettledError
        number = Fraction(seen.number) * self.rate(seen.unit, field.unit) if isinstance(seen, Quantity) else Fraction(seen)
        if (field.least is not None and number < field.least) or (field.most is not None and field.most < number):
            raise NotSettledError
        return in_base_units(Quantity(number, field.unit))

    def rate(self, base: str, quote: str) -> Fraction:
        """The latest rate of the pair; where both directions have one of the same day, the one as asked."""
        held = [
            (one.on, base == one.base, Fraction(one.rate) if base == one.base else 1 / Fraction(one.rate))
            for rates in self.world.rates.by_pair.values()
            for one in rates
            if {one.base, one.quote} == {base, quote} and one.on <= self.world.on
        ]
        if not held:
            raise NotSettledError
        return max(held)[2]

    def holds(self, condition: Condition) -> bool:
        truth = judge(condition, self.facts, self.world).truth
        if truth is Truth.UNKNOWN:
            raise NotSettledError
        return truth is Truth.TRUE

    def payments(self, line: GrantLine, amount: Amount, payer: str) -> tuple[Fraction, list[Paid]]:
        """What a line comes to, and its payments that are not nothing."""
        programme = self.world.programmes.get(amount.programme)
        found = programme.rounding if programme else None
        rounding = found if found and found.to.unit == line.unit else None
        due = [(day, rounded(number, rounding)) for day, number in self.due(line, rounding)]
        if line.at_most is not None:
            due = sorted(due, key=by_day)
            room = cut_down(self.worth(line.at_most), rounding)
            for place, (day, number) in enumerate(due):
                due[place] = (day, min(number, room))
                room -= due[place][1]
        payers = [(one.authority, in_base_units(one.share)) for one in line.payers] or [(payer, Fraction(1))]
        paid = [Paid(day, number * share, by) for day, number in due if number for by, share in payers]
        return sum((number for _, number in due), Fraction(0)), paid

    def due(self, line: GrantLine, rounding: Rounding | None) -> list[tuple[date | None, Fraction]]:
        worth = self.worth(line.worth)
        start = self.day(line.starts) if line.starts else self.world.on
        found: list[tuple[date | None, Fraction]] = []
        for years in line.years:
            for year in range(years.first, years.last + 1):
                paid = worth * self.worth(years.rate)
                if line.at_most_per_year is not None:
                    paid = min(paid, cut_down(self.worth(line.at_most_per_year), rounding))
                if years.when is not None and not self.holds(years.when):
                    paid = Fraction(0)
                day = later(start, 12 * (year - 1))
                if line.in_arrears and start is not None:
                    day = later(start, 12 * year) - timedelta(days=1)
                found.append((day, paid))
        for one in line.instalments:
            released = one.when is None or self.holds(one.when)
            day = self.day(one.on) if one.on else start
            if one.after is not None and start is not None:
                day = add_period(start, one.after)
            found.append((day, worth * in_base_units(one.share) if released else Fraction(0)))
        return found if line.years or line.instalments else [(start, worth)]

    def day(self, id: str) -> date | None:
        seen = self.facts.get(id)
        return seen if isinstance(seen, date) else None


def by_day(paid: tuple[date | None, Fraction]) -> date:
    if paid[0] is None:
        raise NotSettledError
    return paid[0]


def later(day: date | None, months: int) -> date | None:
    return None if day is None else add_period(day, Period(months, "month"))


def in_base_units(quantity: Quantity) -> Fraction:
    return Fraction(quantity.number) * (read_unit(quantity.unit).scale if quantity.unit else 1)


def rounded(number: Fraction, rounding: Rounding | None) -> Fraction:
    """The whole multiple that a payment comes to."""
    if rounding is None:
        return number
    rest = number - cut_down(number, rounding)
    half = Fraction(rounding.to.number) / 2
    is_odd = (number // Fraction(rounding.to.number)) % 2 == 1
    up = {
        "down": False,
        "up": rest > 0,
        "half_up": rest >= half,
        "half_even": rest > half or (rest == half and is_odd),
    }[rounding.way]
    return number - rest + (Fraction(rounding.to.number) if up else 0)


def cut_down(number: Fraction, rounding: Rounding | None) -> Fraction:
    """The whole multiples in a cap, so that what is rounded stays under it."""
    return number if rounding is None else number - number % Fraction(rounding.to.number)
