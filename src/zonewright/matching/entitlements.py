"""What matches are worth: each amount as far as the verdict goes, and the payments that follow from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from zonewright.benefits.payments import Payment, Valuation, appraise_amount
from zonewright.benefits.ranges import ANY, ZERO, Range, point, product
from zonewright.conditions.missing import missing_among
from zonewright.matching.model import Match, Verdict
from zonewright.packs.model import Measure

#: Kinds of amount that are no money; what is given in units such as m2 is none either.
IN_KIND: Final = frozenset({"status", "service", "faster_step", "land"})
#: The verdicts from which something may come.
OPEN: Final = frozenset({Verdict.ELIGIBLE, Verdict.UNDETERMINED})


@dataclass(frozen=True, slots=True)
class Entitlement:
    """A match with its worth, surely and at most; ``valuation`` is None where the amount is told in words only."""

    match: Match
    valuation: Valuation | None

    @property
    def measure(self) -> Measure:
        return self.match.measure

    @property
    def is_open(self) -> bool:
        """Whether something may come of it: the enterprise meets the conditions, or may still."""
        return self.match.verdict in OPEN

    @property
    def is_money(self) -> bool:
        """Whether it is worth a sum of money, calculated or told in words only; else it is given in kind."""
        if self.valuation is not None:
            return self.valuation.is_money
        return self.measure.amount is not None and self.measure.amount.kind not in IN_KIND

    @property
    def range(self) -> Range:
        """What it is worth in the unit of its amount, as far as the verdict goes."""
        return ZERO if self.valuation is None else self.as_far_as_entitled(self.valuation.range)

    @property
    def payments(self) -> tuple[Payment, ...]:
        """The payments that follow, the earliest first; what is not settled begins at zero."""
        if self.valuation is None or not self.is_open:
            return ()
        return tuple(replace(one, range=self.as_far_as_entitled(one.range)) for one in self.valuation.payments)

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that could still decide the verdict or the amount."""
        if self.valuation is None or not self.is_open:
            return self.match.missing
        inquiry = self.match.inquiry
        of_amount = missing_among(inquiry.schema, self.valuation.missing(), inquiry.facts)
        return tuple(dict.fromkeys((*self.match.missing, *of_amount)))

    def as_far_as_entitled(self, found: Range) -> Range:
        """A range of the amount as it stands for this enterprise: nothing without the conditions, from zero while open."""
        match self.match.verdict:
            case Verdict.ELIGIBLE:
                return found
            case Verdict.UNDETERMINED:
                return Range(Fraction(0), found.high)
            case Verdict.INELIGIBLE | Verdict.NOT_IN_FORCE:
                return ZERO

    def in_currency(self, currency: str) -> Range:
        """What is kept of it in a currency on the day asked: nothing of what is given in kind.

        Open, from zero up, without a rate and for money that is told in words only.
        """
        if not self.is_money:
            return ZERO
        if self.valuation is None:
            return self.as_far_as_entitled(ANY)
        world = self.match.inquiry.world
        factor = world.rates.factor(self.valuation.unit, currency, world.on)
        kept = self.as_far_as_entitled(self.valuation.kept)
        return product((kept, ANY if factor is None else point(factor)))


def entitlement_of(match: Match) -> Entitlement:
    """A match with what it is worth."""
    amount = match.measure.amount
    if amount is None or not amount.options or match.verdict is Verdict.NOT_IN_FORCE:
        return Entitlement(match, None)
    facts, world, schema = match.inquiry
    return Entitlement(match, appraise_amount(amount, facts, world, schema, match.measure.authority))


def entitlements(matches: Iterable[Match]) -> tuple[Entitlement, ...]:
    """Every match that the enterprise meets or may still meet, with what it is worth, in the pack's order."""
    return tuple(entitlement_of(one) for one in matches if one.verdict in OPEN)
