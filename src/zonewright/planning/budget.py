"""The budget of a zone's programmes, year by year: what is surely due, what may come on top, and what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple, TypeAlias

from zonewright.benefits.judge import canonical
from zonewright.benefits.payments import unit_of_amount
from zonewright.benefits.ranges import ANY, ZERO, point, product
from zonewright.codes.money import Programme
from zonewright.matching.best_package import Package, PlannedPayment
from zonewright.matching.entitlements import Entitlement
from zonewright.matching.model import Verdict
from zonewright.packs.model import Measure
from zonewright.values import Number, currencies


class Heading(NamedTuple):
    """What money is counted under: a programme (empty for none), a year (None while the day is not known), a currency."""

    programme: str
    year: int | None
    currency: str


class Claims(NamedTuple):
    """What may fall due under one heading.

    * ``committed``: surely due. The enterprise meets the conditions; of what is not settled, the low end.
    * ``likely``: may come on top for enterprises that meet the conditions, up to the high ends: milestones not yet
      reached, amounts that are not settled.
    * ``at_risk``: may come on top for enterprises of which it cannot be told yet whether they meet the conditions.
    * ``recoverable``: how much of all these a claw-back may take back at most.

    Payments without an upper end add what is sure of them, and are counted in ``endless_likely`` and ``endless_at_risk``.
    """

    committed: Fraction = Fraction(0)
    likely: Fraction = Fraction(0)
    at_risk: Fraction = Fraction(0)
    recoverable: Fraction = Fraction(0)
    endless_likely: int = 0
    endless_at_risk: int = 0

    def plus(self, other: Claims) -> Claims:
        """Both together."""
        return Claims(
            self.committed + other.committed,
            self.likely + other.likely,
            self.at_risk + other.at_risk,
            self.recoverable + other.recoverable,
            self.endless_likely + other.endless_likely,
            self.endless_at_risk + other.endless_at_risk,
        )

    @property
    def is_open(self) -> bool:
        """Whether anything more than what is committed may fall due."""
        return any((self.likely, self.at_risk, self.endless_likely, self.endless_at_risk))


NO_CLAIMS: Final = Claims()
#: What enterprises are owed, by heading.
ByHeading: TypeAlias = Mapping[Heading, Claims]


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """The claims under one heading beside the budget of the programme for that year; None where none is stated."""

    heading: Heading
    claims: Claims
    budget: Number | None

    @property
    def left(self) -> Fraction | None:
        """What is left of the budget once everything committed is paid; below zero it is overdrawn."""
        return None if self.budget is None else self.budget - self.claims.committed

    @property
    def left_after_likely(self) -> Fraction | None:
        """What is left once all that is likely is paid too; None also where that has no upper end."""
        return None if self.left is None or self.claims.endless_likely else self.left - self.claims.likely

    @property
    def is_overdrawn(self) -> bool:
        """Whether more is committed than the budget holds."""
        return self.left is not None and self.left < 0


def budget(packages: Iterable[Package], programmes: Mapping[str, Programme]) -> tuple[BudgetRow, ...]:
    """What packages come to by programme and year, and every budget that the programmes state.

    Each package is looked at once and let go. The choice of each enterprise is the one that is best by what is known.
    """
    found: dict[Heading, Claims] = {}
    for package in packages:
        for heading, one in claims(package, programmes).items():
            found[heading] = found.get(heading, NO_CLAIMS).plus(one)
    stated = budgets_of(programmes)
    return tuple(
        BudgetRow(heading, found.get(heading, NO_CLAIMS), stated.get(heading))
        for heading in in_order({**stated, **found}, programmes)
    )


def claims(package: Package, programmes: Mapping[str, Programme], *, guessed: Collection[str] = ()) -> dict[Heading, Claims]:
    """What one enterprise may be owed: in the currency of the programme, or without one in that of the package.

    A day that is ``guessed`` says nothing of when something is paid: what counts from it is put under no year.
    """
    taken = {one.measure.id: one for one in package.taken}
    found: dict[Heading, Claims] = {}
    for one in package.payments:
        if one.payment.unit in currencies():
            year = one.payment.due.year if one.payment.due and not days_of(one.measure).intersection(guessed) else None
            entitlement = taken[one.measure.id]
            heading = Heading(one.programme, year, _currency(one, programmes, entitlement, package.currency))
            claim = _claim(one, entitlement, heading.currency)
            found[heading] = found.get(heading, NO_CLAIMS).plus(claim)
    return {heading: _under_cap(one, heading, programmes) for heading, one in found.items()}


def budgets_of(programmes: Mapping[str, Programme]) -> dict[Heading, Number]:
    """Every budget that the programmes state."""
    return {
        Heading(id, year, stated.unit): stated.number for id, one in programmes.items() for year, stated in one.budgets.items()
    }


def in_order(headings: Iterable[Heading], programmes: Mapping[str, Programme]) -> Iterator[Heading]:
    """The headings in the order of the programmes, then those without one; years in order, payments without a day last."""
    places = {id: place for place, id in enumerate(programmes)}
    last = len(places)
    yield from sorted(
        headings, key=lambda one: (places.get(one.programme, last), one.currency, one.year is None, one.year or 0)
    )


def usual_currency(measures: Iterable[Measure]) -> str:
    """The currency that most amounts are in, the first of them between equals; empty where nothing is money."""
    units = Counter(unit_of_amount(one.amount) for one in measures if one.amount and one.amount.options)
    return max((unit for unit in units if unit in currencies()), key=lambda unit: units[unit], default="")


def days_of(measure: Measure) -> frozenset[str]:
    """The fields that the payments of a measure count from."""
    lines = measure.amount.lines if measure.amount else ()
    found = {line.starts for line in lines} | {one.on for line in lines for one in line.instalments}
    return frozenset(id for id in found if id is not None)


def _currency(one: PlannedPayment, programmes: Mapping[str, Programme], entitlement: Entitlement, usual: str) -> str:
    """The currency of its programme, else the usual one; its own where no rate leads to that."""
    programme = programmes.get(one.programme)
    stated = min(programme.currencies, default="") if programme else ""
    world = entitlement.match.inquiry.world
    held = stated or usual
    return one.payment.unit if world.rates.factor(one.payment.unit, held, world.on) is None else held


def _under_cap(one: Claims, heading: Heading, programmes: Mapping[str, Programme]) -> Claims:
    """Claims of one enterprise in one year: no more than its programme pays one enterprise, at risk giving way first."""
    programme = programmes.get(heading.programme)
    cap = programme.at_most_per_enterprise if programme else None
    if cap is None or cap.unit != heading.currency:
        return one
    room = cap.number - one.committed
    likely = min(one.likely, room)
    at_risk = min(one.at_risk, room - likely)
    return one._replace(likely=likely, at_risk=at_risk, recoverable=min(one.recoverable, Fraction(cap.number)))


def _claim(one: PlannedPayment, entitlement: Entitlement, currency: str) -> Claims:
    world = entitlement.match.inquiry.world
    factor = world.rates.factor(one.payment.unit, currency, world.on)
    paid = product((one.payment.range, ANY if factor is None else point(factor)))
    open_end = int(paid.high is None)
    more = Fraction(0) if paid.high is None else paid.high - paid.low
    back = _share_back(entitlement) * (paid.low + more)
    if entitlement.match.verdict is Verdict.ELIGIBLE:
        return Claims(paid.low, more, recoverable=back, endless_likely=open_end)
    return Claims(at_risk=more, recoverable=back, endless_at_risk=open_end)


def _share_back(entitlement: Entitlement) -> Fraction:
    """The share of each payment that a claw-back may take; nothing where it surely takes none."""
    valuation = entitlement.valuation
    if valuation is None or valuation.amount.claw_back is None or valuation.recoverable == ZERO:
        return Fraction(0)
    return canonical(valuation.amount.claw_back.share)
