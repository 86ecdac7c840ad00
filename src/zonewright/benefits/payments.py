"""Amounts in time: what each line comes to, when it is paid, by whom, and what may go back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from zonewright.benefits.ast import Amount, GrantLine, Option, Worth, YearShare
from zonewright.benefits.judge import Appraisal, Appraiser, canonical, provided
from zonewright.benefits.ranges import ZERO, Range, highest, lowest, point, product, rising, total, under_cap
from zonewright.benefits.units import number_in
from zonewright.codes.money import Rounding
from zonewright.codes.world import World
from zonewright.conditions.ast import Condition
from zonewright.conditions.judge import Finding
from zonewright.conditions.truth import Truth
from zonewright.schema.fields import Facts, Schema
from zonewright.values import Number, Period, Words, add_period, currencies


@dataclass(frozen=True, slots=True)
class Payment:
    """What falls due on a day (None while the day is not known), from one payer; ``released`` is the truth of its milestone."""

    due: date | None
    range: Range
    unit: str
    payer: str
    says: Words | None = None
    released: Truth = Truth.TRUE

    @property
    def low(self) -> Number:
        return number_in(self.range.low, self.unit)

    @property
    def high(self) -> Number | None:
        return None if self.range.high is None else number_in(self.range.high, self.unit)


@dataclass(frozen=True, slots=True)
class LineValue:
    """One line: how its worth was found, what it comes to in all, and its payments; ``beside`` are its rates and caps."""

    line: GrantLine
    appraisal: Appraisal
    range: Range
    payments: tuple[Payment, ...]
    beside: tuple[Appraisal, ...] = ()
    milestones: tuple[Finding, ...] = ()

    def missing(self) -> Iterator[str]:
        """The facts that could still change the line, possibly repeated."""
        if not self.range.is_settled:
            for worth in (self.appraisal, *self.beside):
                yield from worth.missing()
            for milestone in self.milestones:
                yield from milestone.missing()


@dataclass(frozen=True, slots=True)
class OptionValue:
    """One option: its lines, and what those in the unit of the amount come to."""

    option: Option
    lines: tuple[LineValue, ...]
    range: Range


@dataclass(frozen=True, slots=True)
class Valuation:
    """What an amount is worth to one enterprise on one day: the better of its options, with the payments of that one.

    The applicant may choose another option. ``recoverable`` is what may go back under the claw-back; the amount itself is
    told before, ``kept`` after what surely goes back.
    """

    amount: Amount
    options: tuple[OptionValue, ...]
    chosen: int
    range: Range
    unit: str
    kept: Range = ZERO
    recoverable: Range = ZERO

    @property
    def low(self) -> Number:
        return number_in(self.range.low, self.unit)

    @property
    def high(self) -> Number | None:
        return None if self.range.high is None else number_in(self.range.high, self.unit)

    @property
    def is_money(self) -> bool:
        return self.unit in currencies()

    @property
    def lines(self) -> tuple[LineValue, ...]:
        """The lines of the better option."""
        return self.options[self.chosen].lines

    @property
    def payments(self) -> tuple[Payment, ...]:
        """The payments of the better option, the earliest first, those without a day last."""
        found = (one for line in self.lines for one in line.payments)
        return tuple(sorted(found, key=lambda one: (one.due is None, one.due or date.max)))

    def missing(self) -> Iterator[str]:
        """The facts that could still change the amount, possibly repeated."""
        if not self.range.is_settled:
            for option in self.options:
                for line in option.lines:
                    yield from line.missing()


def appraise_amount(amount: Amount, facts: Facts, world: World, schema: Schema, payer: str) -> Valuation:
    """What an amount with options is worth; ``payer`` pays what names no payer."""
    appraiser = Appraiser(facts, world, schema)
    programme = world.programmes.get(amount.programme)
    rounding = programme.rounding if programme else None
    unit = unit_of_amount(amount)
    options: list[OptionValue] = []
    for option in amount.options:
        lines = tuple(_line(appraiser, line, rounding, payer) for line in option.lines)
        options.append(OptionValue(option, lines, total(one.range for one in lines if one.line.unit == unit)))
    found = highest(one.range for one in options)
    chosen = max(range(len(options)), key=lambda place: (*_preference(options[place].range), -place))
    return Valuation(amount, tuple(options), chosen, found, unit, *_clawed_back(amount, found, appraiser))


def unit_of_amount(amount: Amount) -> str:
    """The unit that an amount is told in: its currency, or the unit of its first line where nothing is money."""
    units = [line.unit for line in amount.lines]
    return next((unit for unit in units if unit in currencies()), units[0])


def _preference(found: Range) -> tuple[Fraction, bool, Fraction]:
    """Surely more first, then more at most; no end is the most."""
    return found.low, found.high is None, found.high or Fraction(0)


def _clawed_back(amount: Amount, found: Range, appraiser: Appraiser) -> tuple[Range, Range]:
    """What is left of an amount after what surely goes back, and what may go back."""
    if amount.claw_back is None:
        return found, ZERO
    share = canonical(amount.claw_back.share)
    truth = appraiser.judge(amount.claw_back.when).truth
    kept = product((found, point(1 - share))) if truth is Truth.TRUE else found
    return kept, provided(product((found, point(share))), truth)


@dataclass(frozen=True, slots=True)
class _Step:
    """One payment before the cap on the line and its payers; ``place`` orders it in time, None where that is not known."""

    due: date | None
    place: date | None
    range: Range
    released: Truth = Truth.TRUE
    says: Words | None = None


class _Schedule:
    """Works out the steps of one line and keeps what it looked at."""

    def __init__(self, appraiser: Appraiser, line: GrantLine, rounding: Rounding | None) -> None:
        self.appraiser, self.line = appraiser, line
        self.rounding = rounding if rounding is not None and rounding.to.unit == line.unit else None
        self.start = appraiser.world.on if line.starts is None else _day(appraiser.facts, line.starts)
        self.worth = appraiser.appraise(line.worth)
        self.beside: list[Appraisal] = []
        self.milestones: list[Finding] = []

    def steps(self) -> Iterator[_Step]:
        """The payments of the line in the order in which they are written."""
        line = self.line
        for years in line.years:
            yield from self._years(years)
        for one in line.instalments:
            share = product((self.worth.range, point(canonical(one.share))))
            released = self._released(one.when)
            due, place = self._days(one.after) if one.on is None else 2 * (_day(self.appraiser.facts, one.on),)
            yield _Step(due, place, provided(share, released), released, one.says)
        if not line.years and not line.instalments:
            yield _Step(self.start, self.start, self.worth.range)

    def _years(self, years: YearShare) -> Iterator[_Step]:
        released = self._released(years.when)
        paid = product((self.worth.range, self.appraise(years.rate)))
        if self.line.at_most_per_year is not None:
            paid = lowest((paid, self.cap(self.line.at_most_per_year)))
        for year in range(years.first, years.last + 1):
            due, place = self._days(Period(12 * (year if self.line.in_arrears else year - 1), "month"))
            last_day = due - timedelta(days=1) if self.line.in_arrears and due is not None else due
            yield _Step(last_day, place, provided(paid, released), released)

    def cap(self, worth: Worth) -> Range:
        """A cap, cut down to what can be paid, so that rounding never exceeds it."""
        found = self.appraise(worth)
        return found if self.rounding is None else rising(found, self.rounding.to_full)

    def appraise(self, worth: Worth) -> Range:
        """The range of a rate or a cap, kept for the reasons."""
        found = self.appraiser.appraise(worth)
        self.beside.append(found)
        return found.range

    def _released(self, when: Condition | None) -> Truth:
        if when is None:
            return Truth.TRUE
        self.milestones.append(self.appraiser.judge(when))
        return self.milestones[-1].truth

    def _days(self, after: Period | None) -> tuple[date | None, date | None]:
        """When a payment is due, and its place in time: known without the start, where nothing else changes the order.

        A day of its own may come first or last; 30 days are more than a month or less.
        """
        start = self.start or self.appraiser.world.on
        place = start if after is None else add_period(start, after)
        if self.start is not None:
            return place, place
        others = self.line.instalments
        is_open = any(one.on for one in others) or len({one.after.unit for one in others if one.after}) > 1
        return None, None if is_open else place


def _line(appraiser: Appraiser, line: GrantLine, rounding: Rounding | None, payer: str) -> LineValue:
    schedule = _Schedule(appraiser, line, rounding)
    steps = tuple(schedule.steps())
    if schedule.rounding is not None:
        steps = tuple(replace(step, range=rising(step.range, schedule.rounding.apply)) for step in steps)
    paid = total(step.range for step in steps)
    if line.at_most is not None:
        cap = schedule.cap(line.at_most)
        paid = lowest((paid, cap))
        places = [(None if step.place is None else step.place.toordinal(), step.range) for step in steps]
        steps = tuple(replace(step, range=left) for step, left in zip(steps, under_cap(places, cap), strict=True))
    payments = tuple(payment for step in steps for payment in _split(step, line, payer))
    return LineValue(line, schedule.worth, paid, payments, tuple(schedule.beside), tuple(schedule.milestones))


def _split(step: _Step, line: GrantLine, payer: str) -> Iterator[Payment]:
    """A payment by those who pay it; one that is surely nothing is none."""
    if step.range == ZERO:
        return
    shares = [(one.authority, canonical(one.share)) for one in line.payers] or [(payer, Fraction(1))]
    for authority, share in shares:
        part = product((step.range, point(share)))
        yield Payment(step.due, part, line.unit, authority, step.says or line.says, step.released)


def _day(facts: Facts, field: str) -> date | None:
    seen = facts.get(field)
    return seen if isinstance(seen, date) else None
