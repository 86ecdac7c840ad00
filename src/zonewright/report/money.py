"""Worth, packages, payments and changes in words: one place for the terminal, the pages and the letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from zonewright.benefits.ranges import ANY, Range
from zonewright.benefits.render import AmountTeller, Told
from zonewright.benefits.units import number_in
from zonewright.conditions import phrases
from zonewright.conditions.truth import Truth
from zonewright.matching.best_package import Package, PlannedPayment, by_year
from zonewright.matching.entitlements import Entitlement
from zonewright.matching.model import Verdict
from zonewright.matching.near import NearMiss
from zonewright.matching.nearest import FactChange, Nearest, Outcome
from zonewright.matching.package import LeftOut
from zonewright.matching.questions import Question
from zonewright.report import plots
from zonewright.report import words as of_verdicts
from zonewright.report import words_of_money as words
from zonewright.report.explain import Explainer
from zonewright.schema.fields import FieldType, as_number
from zonewright.values import Number, Words, exact


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment in words: when, how much, for which measure, by whom, and what it waits for."""

    due: str
    amount: str
    measure: str
    payer: str
    note: str


class MoneyTeller:
    """Tells what the matches of one pack are worth, in the language of an explainer."""

    def __init__(self, explainer: Explainer) -> None:
        self.explainer = explainer
        self.language = explainer.language
        self.teller = explainer.teller
        self.amounts = AmountTeller(explainer.teller)

    def say(self, words: Words, **parts: str) -> str:
        return words.in_language(self.language).format(**parts)

    def range(self, found: Range, unit: str) -> str:
        """A range in a unit."""
        high = None if found.high is None else number_in(found.high, unit)
        return self.amounts.range(number_in(found.low, unit), high, unit)

    def worth(self, one: Entitlement) -> str:
        """What it is worth; for an enterprise that does not meet the conditions, what it would be; empty without an amount."""
        if one.valuation is None:
            return ""
        if one.is_open:
            return self.say(words.WORTH, v=self.range(one.range, one.valuation.unit))
        if one.valuation.range == ANY:
            return ""
        return self.say(words.WOULD_BE, v=self.range(one.valuation.range, one.valuation.unit))

    def found(self, one: Entitlement) -> tuple[Told, ...]:
        """How the amount was found, line by line."""
        return () if one.valuation is None else tuple(self.amounts.lines(one.valuation))

    def recoverable(self, one: Entitlement) -> str:
        """What may have to be paid back; empty where nothing may."""
        if one.valuation is None or not one.is_open or one.valuation.recoverable.high == 0:
            return ""
        return self.say(words.RECOVERABLE, v=self.range(one.valuation.recoverable, one.valuation.unit))

    def total(self, package: Package) -> str:
        """What a package is worth."""
        if not package.currency:
            return self.say(words.NO_MONEY)
        return self.amounts.range(package.low, package.high, package.currency)

    def proof(self, package: Package) -> str:
        """How sure it is that nothing is better, and what might still become of it."""
        told = self.say(words.PROVEN if package.proven else words.UNPROVEN)
        if not package.currency or package.potential == package.low:
            return told
        open_end = package.potential is None
        top = "" if package.potential is None else self.teller.number(package.potential, package.currency)
        potential = self.say(words.POTENTIAL_OPEN) if open_end else self.say(words.POTENTIAL, v=top)
        return self.say(phrases.SEMICOLON).join((told, potential))

    def mark(self, one: Entitlement) -> str:
        """Whether the enterprise surely meets the conditions of what it takes."""
        return of_verdicts.MARK[Truth.TRUE if one.match.verdict is Verdict.ELIGIBLE else Truth.UNKNOWN]

    def caps(self, package: Package) -> tuple[str, ...]:
        """The programmes that may not pay all that is taken from them, with what they pay one enterprise at most."""
        told = []
        for programme in package.capped:
            cap = programme.at_most_per_enterprise
            if cap is not None:
                title = programme.title.in_language(self.language)
                told.append(self.say(words.CAPPED, p=title, v=self.amounts.quantity(cap)))
        return tuple(told)

    def uncalculated(self, package: Package) -> str:
        """The money that is told in words only; empty where there is none."""
        titles = [self.title(one.measure.id) for one in package.taken if one.is_money and one.valuation is None]
        return self.say(words.UNCALCULATED, v=self.teller.listed(titles)) if titles else ""

    def why_left_out(self, one: LeftOut, package: Package) -> str:
        """The reason, with what it would cost to take it all the same."""
        names = self.teller.listed(self.title(id) for id in one.because)
        told = self.say(words.WHY[one.why], v=names)
        if one.loss is None or not package.currency:
            return told
        loss = self.say(words.LOSS, v=self.teller.number(one.loss, package.currency)) if one.loss else self.say(words.NO_LOSS)
        return self.say(phrases.SEMICOLON).join((told, loss))

    def title(self, measure: str) -> str:
        return self.explainer.pack.measure(measure).title.in_language(self.language)

    def payments(self, package: Package) -> Iterator[Paid]:
        """The payments of a package, the earliest first."""
        on = package.taken[0].match.inquiry.world.on if package.taken else date.max
        for one in package.payments:
            yield self._paid(one, on)

    def _paid(self, one: PlannedPayment, on: date) -> Paid:
        payment = one.payment
        says = payment.says.in_language(self.language) if payment.says else ""
        title = one.measure.title.in_language(self.language)
        note = ""
        if payment.released is Truth.UNKNOWN:
            note = self.say(words.MILESTONE)
        elif not payment.range.is_settled:
            note = self.say(words.FACTS_OPEN)
        elif payment.due is not None and payment.due < on:
            note = self.say(words.PAST)
        return Paid(
            payment.due.isoformat() if payment.due else self.say(words.DAY_OPEN),
            self.range(payment.range, payment.unit),
            self.explainer.named(title, says) if says else title,
            self.explainer.pack.zone.authorities[payment.payer].name.in_language(self.language),
            note,
        )

    def plot(self, package: Package, prefix: str) -> str:
        """The picture of what falls due in each year; empty where nothing is money."""
        if not package.taken or not package.currency:
            return ""
        world = package.taken[0].match.inquiry.world
        found = by_year(package.payments, package.currency, world)
        columns = [self._bar(year, one, package.currency) for year, one in found.items()]
        return plots.bars(self.say(words.BY_YEAR), columns, prefix=prefix) if columns else ""

    def _bar(self, year: int | None, found: Range, currency: str) -> plots.Bar:
        label = str(year) if year else self.say(words.DAY_OPEN)
        return plots.Bar(label, found.low, found.high, self.range(found, currency))

    def gauge(self, miss: NearMiss) -> str:
        """The picture of how far a number is from its bound; empty for what is no number."""
        gap = miss.gap
        has = as_number(gap.has) if gap else None
        bound = gap.bound if gap else None
        if gap is None or gap.op is None or has is None or not isinstance(bound, int | Fraction):
            return ""
        return plots.gauge(
            self.say(words.DISTANCE),
            has=Fraction(has),
            needs=Fraction(bound),
            has_words=self.teller.number(has, gap.unit),
            needs_words=self.teller.bare(gap.op, self.teller.number(bound, gap.unit)),
            gap_words=self.say(words.GAP, v=self.teller.number(gap.distance, gap.unit)),
        )

    def question(self, question: Question) -> str:
        """The next question, with how many measures depend on the answer."""
        field = question.field
        return self.say(words.SETTLES, q=field.question.in_language(self.language), n=str(len(question.measures)))

    def changes(self, nearest: Nearest) -> tuple[str, ...]:
        """What would have to change, each fact in a line."""
        return tuple(map(self._change, nearest.changes))

    def joined(self, texts: Iterable[str]) -> str:
        """Texts that hold commas of their own, in one line."""
        return self.say(phrases.SEMICOLON).join(texts)

    def outcome(self, nearest: Nearest) -> str:
        """How sure the nearest change is; empty where nothing has to change, or the pack says of no fact that it can be."""
        if not any(field.change for field in self.explainer.pack.schema):
            return ""
        settled = nearest.outcome in {Outcome.ELIGIBLE, Outcome.NOT_IN_FORCE}
        if settled or (nearest.outcome is Outcome.DEPENDS and not nearest.changes):
            return ""
        return self.say(words.OUTCOME[nearest.outcome])

    def _change(self, change: FactChange) -> str:
        field = self.explainer.pack.schema[change.field]
        if isinstance(change.before, tuple) and isinstance(change.after, tuple):
            added = tuple(one for one in change.after if one not in change.before)
            return self.say(words.ADDED, f=self.teller.label(field.id), v=self.teller.value(field, added))
        before, after = self.teller.value(field, change.before), self.teller.value(field, change.after)
        label = self.teller.label(change.field)
        if change.difference is None:
            return self.say(words.CHANGE, f=label, a=before, b=after)
        by = self.difference(field.type, field.unit, change.difference)
        return self.say(words.CHANGE_BY, f=label, d=by, a=before, b=after)

    def difference(self, kind: FieldType, unit: str, difference: Number) -> str:
        """How much more or less: 3 persons more, 1.2 percentage points less, 30 days later."""
        size = exact(abs(Fraction(difference)))
        if kind is FieldType.DAY:
            days = self.teller.number(size, "day")
            return self.say(words.LATER if difference > 0 else words.EARLIER, v=days)
        told = self.say(words.POINTS, v=self.teller.number(size, "")) if unit == "%" else self.teller.number(size, unit)
        return self.say(words.MORE if difference > 0 else words.LESS, v=told)
