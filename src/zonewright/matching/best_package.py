"""From matches to the best package: which entitlements to take together, why not the others, and when they pay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from zonewright.benefits.payments import Payment
from zonewright.benefits.ranges import ANY, ZERO, Range, point, product, total, under_cap
from zonewright.benefits.units import number_in
from zonewright.codes.money import Programme
from zonewright.codes.world import World
from zonewright.matching.entitlements import Entitlement, entitlements
from zonewright.matching.model import Match
from zonewright.matching.package import LeftOut, Offer, best_selection
from zonewright.packs.model import Measure
from zonewright.values import Number, currencies

#: Measures of this status name no authority that takes an application yet.
NOT_YET = "intended"


@dataclass(frozen=True, slots=True)
class PlannedPayment:
    """A payment of the package, as far as its programme pays one enterprise; ``full`` is what it would be without that cap."""

    measure: Measure
    payment: Payment
    full: Range

    @property
    def programme(self) -> str:
        return self.measure.amount.programme if self.measure.amount else ""


@dataclass(frozen=True, slots=True)
class Package:
    """The compatible entitlements that are surely worth most, in one currency; and what was left out, with the reason.

    ``low`` is sure by what is known and before a claw-back that may come; ``high`` is what the package comes to at most,
    ``potential`` what any compatible set may come to (None: no upper end). ``not_yet`` are measures that are intended only:
    nothing can be applied for; ``capped`` are the programmes that may not pay all that is taken from them, because of what
    they pay one enterprise at most.
    """

    currency: str
    taken: tuple[Entitlement, ...]
    left_out: tuple[LeftOut, ...]
    not_yet: tuple[Entitlement, ...]
    low: Number
    high: Number | None
    potential: Number | None
    proven: bool
    payments: tuple[PlannedPayment, ...]
    capped: tuple[Programme, ...] = ()


def best_package(matches: Iterable[Match], *, currency: str | None = None) -> Package:
    """The best package of one enterprise's matches; the currency left out is the one that most amounts are in."""
    found = entitlements(matches)
    open_ones = tuple(one for one in found if one.measure.status != NOT_YET)
    money = currency or _usual_currency(open_ones)
    world = found[0].match.inquiry.world if found else None
    offers = [_offer(one, money) for one in open_ones]
    selection = best_selection(offers, {} if world is None else dict(_caps(world, money)))
    taken = tuple(one for one in open_ones if one.measure.id in selection.chosen)
    return Package(
        money,
        taken,
        selection.left_out,
        tuple(one for one in found if one.measure.status == NOT_YET),
        selection.low,
        selection.high,
        selection.potential,
        selection.proven,
        tuple(planned(taken, world.programmes)) if world else (),
        tuple(_capped(taken, world, money)) if world else (),
    )


def at_stake(matches: Iterable[Match]) -> dict[str, Number] | None:
    """What each open entitlement may still add to what is sure, for weighing questions; None where nothing is money.

    One without an upper end counts as much as the most of any other.
    """
    found = entitlements(matches)
    currency = _usual_currency(found)
    if not currency:
        return None
    worth = {one.measure.id: one.in_currency(currency) for one in found}
    sums = {id: None if one.high is None else one.high - one.low for id, one in worth.items()}
    most = max((one for one in sums.values() if one is not None), default=Fraction(0)) or Fraction(1)
    return {id: most if one is None else one for id, one in sums.items()}


def _usual_currency(found: Iterable[Entitlement]) -> str:
    """The currency of most amounts, the first of them between equals; empty where nothing is money."""
    units = Counter(one.valuation.unit for one in found if one.valuation and one.valuation.unit in currencies())
    return max(units, key=lambda unit: units[unit], default="")


def _offer(one: Entitlement, currency: str) -> Offer:
    worth = one.in_currency(currency)
    stacking, amount = one.measure.stacking, one.measure.amount
    return Offer(
        one.measure.id,
        number_in(worth.low, currency),
        None if worth.high is None else number_in(worth.high, currency),
        stacking.matter,
        amount.programme if amount else "",
        stacking.once_per_matter,
        stacking.highest_wins,
        stacking.exclusive_with,
        stacking.on_top_of,
        one.is_money,
    )


def _caps(world: World, currency: str) -> Iterator[tuple[str, Number]]:
    """What each programme pays one enterprise at most; a cap without a rate into the currency binds nothing that is sure."""
    for id, programme in world.programmes.items():
        cap = programme.at_most_per_enterprise
        factor = None if cap is None else world.rates.factor(cap.unit, currency, world.on)
        if cap is not None and factor is not None:
            yield id, Fraction(cap.number) * factor


def _capped(taken: Iterable[Entitlement], world: World, currency: str) -> Iterator[Programme]:
    """The programmes from which more is taken than they pay one enterprise, or may be."""
    drawn: dict[str, Range] = {}
    for one in taken:
        if one.measure.amount and one.measure.amount.programme:
            programme = one.measure.amount.programme
            drawn[programme] = total((drawn.get(programme, ZERO), one.in_currency(currency)))
    for id, cap in _caps(world, currency):
        high = drawn.get(id, ZERO).high
        if high is None or high > cap:
            yield world.programmes[id]


def planned(taken: Iterable[Entitlement], programmes: Mapping[str, Programme]) -> Iterator[PlannedPayment]:
    """The payments of some entitlements by day; what a programme pays one enterprise stops at its cap, the last give way."""
    found = [PlannedPayment(one.measure, payment, payment.range) for one in taken for payment in one.payments]
    found.sort(key=lambda each: (each.payment.due is None, each.payment.due or 0))
    left: dict[int, Range] = {}
    for pot in {(one.programme, one.payment.unit): None for one in found}:
        cap = _cap(programmes.get(pot[0]), pot[1])
        members = [number for number, one in enumerate(found) if (one.programme, one.payment.unit) == pot]
        if cap is not None:
            left |= zip(members, under_cap([_placed(found[number]) for number in members], cap), strict=True)
    for number, one in enumerate(found):
        paid = left.get(number, one.full)
        if paid != ZERO:
            yield replace(one, payment=replace(one.payment, range=paid))


def _placed(one: PlannedPayment) -> tuple[int | None, Range]:
    return (one.payment.due.toordinal() if one.payment.due else None), one.full


def by_year(payments: Iterable[PlannedPayment], currency: str, world: World) -> dict[int | None, Range]:
    """What falls due in each year in a currency, None standing for payments whose day is not known; without what is in kind.

    The cap of a programme is held against the sum of each year, which is surer than one payment after another.
    """
    sums: dict[tuple[str, str], dict[int | None, Range]] = {}
    for one in payments:
        if one.payment.unit in currencies():
            year = one.payment.due.year if one.payment.due else None
            years = sums.setdefault((one.programme, one.payment.unit), {})
            years[year] = total((years.get(year, ZERO), one.full))
    found: dict[int | None, Range] = {}
    for (programme, unit), years in sums.items():
        factor = world.rates.factor(unit, currency, world.on)
        rate = ANY if factor is None else point(factor)
        cap = _cap(world.programmes.get(programme), unit)
        paid = years.values() if cap is None else under_cap(list(years.items()), cap)
        for year, one_year in zip(years, paid, strict=True):
            found[year] = total((found.get(year, ZERO), product((one_year, rate))))
    return dict(sorted(found.items(), key=lambda entry: (entry[0] is None, entry[0] or 0)))


def _cap(programme: Programme | None, unit: str) -> Range | None:
    """What a programme pays one enterprise at most in a currency; None for no cap."""
    cap = programme.at_most_per_enterprise if programme else None
    return point(Fraction(cap.number)) if cap is not None and cap.unit == unit else None
