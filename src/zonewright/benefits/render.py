"""Amounts in the words of a language, from the same tree that was appraised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zonewright.benefits import phrases
from zonewright.benefits.ast import (
    Above,
    Bounded,
    Case,
    Cases,
    Converted,
    FullSteps,
    GrantLine,
    Highest,
    Instalment,
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
    YearShare,
)
from zonewright.benefits.judge import Appraisal
from zonewright.benefits.payments import LineValue, Valuation
from zonewright.benefits.units import number_in
from zonewright.conditions import phrases as of_conditions
from zonewright.conditions.ast import AllOf, AnyOf, AtLeastN, Cited, Condition, NoneOf
from zonewright.conditions.render import Teller
from zonewright.values import Number, Quantity, Words


@dataclass(frozen=True, slots=True)
class Told:
    """One line of how an amount was found: how deep it stands, its words, and what it comes to, if anything."""

    depth: int
    text: str
    value: str = ""


class AmountTeller:
    """Tells amounts of one pack in one language."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller

    def say(self, words: Words, **parts: str) -> str:
        return self.teller.say(words, **parts)

    def quantity(self, quantity: Quantity) -> str:
        return self.teller.number(quantity.number, quantity.unit)

    def range(self, low: Number, high: Number | None, unit: str) -> str:
        """From the lowest to the highest; one number where they are the same."""
        first = self.teller.number(low, unit)
        if high is None:
            return self.say(phrases.NO_END, a=first) if low else self.say(phrases.NOT_KNOWN)
        return first if low == high else self.say(phrases.FROM_TO, a=first, b=self.teller.number(high, unit))

    def lines(self, valuation: Valuation) -> Iterator[Told]:
        """How an amount was found: its options, their lines, what each part comes to, and the schedule."""
        several = len(valuation.options) > 1
        for number, option in enumerate(valuation.options, 1):
            if several:
                says = option.option.says
                text = says.in_language(self.teller.language) if says else self.say(phrases.OPTION, n=str(number))
                yield Told(0, text)
            for line in option.lines:
                yield from self._line(line, int(several))
        if valuation.amount.claw_back is not None:
            back = valuation.amount.claw_back
            told = back.says.in_language(self.teller.language) if back.says else self.condition(back.when)
            yield Told(0, self.say(phrases.CLAW_BACK, s=self.quantity(back.share), c=told))

    def _line(self, found: LineValue, depth: int) -> Iterator[Told]:
        line, worth = found.line, found.appraisal
        text = self.worth(line.worth)
        if line.says:
            text = self.say(phrases.NAMED, f=line.says.in_language(self.teller.language), v=text)
        plain = isinstance(line.worth, Stated) and not line.says  # its words are its value
        yield Told(depth, text, "" if plain else self.range(worth.low, worth.high, worth.unit))
        yield from dict.fromkeys(self._found(worth, depth + 1))
        for schedule in self.schedule(line):
            yield Told(depth + 1, schedule)

    def _found(self, found: Appraisal, depth: int) -> Iterator[Told]:
        """The facts that went into a worth, and what its tables and cases come to."""
        match found.worth:
            case OfFact(field):
                yield Told(depth, self.teller.label(field), self._fact(found, field))
            case Cases(_, by):
                text = self.say(phrases.APPLIED, f=self.teller.listed(map(self.teller.label, by)))
                value = self.range(found.low, found.high, found.unit)
                yield Told(depth, text if by else self.say(phrases.APPLIED_CASE), value)
        for part in found.parts:
            yield from self._found(part, depth)

    def _fact(self, found: Appraisal, field: str) -> str:
        """A fact in the unit that it is asked in."""
        unit = self.teller.schema[field].unit
        low, high = found.range
        told = unit or "%"
        return self.range(number_in(low, told), None if high is None else number_in(high, told), told)

    def schedule(self, line: GrantLine) -> Iterator[str]:
        """When a line is paid, and its caps."""
        for years in line.years:
            yield self._with_condition(self._years(years), years.when)
        if line.in_arrears:
            yield self.say(phrases.IN_ARREARS)
        for one in line.instalments:
            text = self._with_condition(self._instalment(one), one.when)
            yield self.say(phrases.NAMED, f=one.says.in_language(self.teller.language), v=text) if one.says else text
        if line.at_most_per_year is not None:
            yield self.say(phrases.PER_YEAR, v=self.worth(line.at_most_per_year))
        if line.at_most is not None:
            yield self.say(phrases.IN_ALL, v=self.worth(line.at_most))

    def _years(self, years: YearShare) -> str:
        words = phrases.ONE_YEAR if years.first == years.last else phrases.SOME_YEARS
        return self.say(words, a=str(years.first), b=str(years.last), r=self.worth(years.rate))

    def _instalment(self, one: Instalment) -> str:
        share = self.quantity(one.share)
        if one.on is not None:
            return self.say(phrases.INSTALMENT_ON, s=share, f=self.teller.label(one.on))
        if one.after is None or not one.after.count:
            return self.say(phrases.INSTALMENT, s=share)
        return self.say(phrases.INSTALMENT_AFTER, s=share, t=self.teller.period(one.after))

    def _with_condition(self, text: str, when: Condition | None) -> str:
        return text if when is None else self.say(phrases.PROVIDED, p=text, c=self.condition(when))

    def condition(self, condition: Condition) -> str:
        """A condition in one line, its parts behind one another."""
        match condition:
            case AllOf(parts):
                return self.teller.listed(text for part in parts if (text := self.condition(part)))
            case AnyOf(parts) | NoneOf(parts) | AtLeastN(_, parts):
                inner = self.say(of_conditions.SEMICOLON).join(map(self.condition, parts))
                return self.say(phrases.NAMED, f=self.teller.tell(condition), v=inner)
            case Cited(part=part):
                return self.condition(part)
            case _:
                return self.teller.tell(condition)

    def worth(self, worth: Worth) -> str:
        """One worth in one line."""
        match worth:
            case Nothing():
                return self.say(phrases.NOTHING)
            case Stated(quantity):
                return self.quantity(quantity)
            case OfFact(field):
                return self.teller.label(field)
            case Product(factors):
                return self._product(factors)
            case Less(base, excluded):
                return self.say(phrases.WITHOUT, b=self.inner(base), x=self.teller.listed(map(self.worth, excluded)))
            case Above(base, threshold):
                return self.say(phrases.ABOVE, b=self.inner(base), t=self.inner(threshold))
            case FullSteps(base, step):
                return self.say(phrases.FULL, b=self.inner(base), t=self.quantity(step))
            case Sliced():
                return self._sliced(worth)
            case Cases(rows, by):
                text = self.say(of_conditions.SEMICOLON).join(map(self._row, rows))
                head = self.teller.listed(map(self.teller.label, by))
                return self.say(phrases.BY, f=head, v=text) if by else self.say(phrases.CASES, v=text)
            case Total(parts):
                return self.say(phrases.PLUS).join(map(self.inner, parts))
            case Highest(parts):
                return self.say(phrases.HIGHEST, v=self.say(of_conditions.SEMICOLON).join(map(self.worth, parts)))
            case Lowest(parts):
                return self.say(phrases.LOWEST, v=self.say(of_conditions.SEMICOLON).join(map(self.worth, parts)))
            case Bounded(part, least, most):
                text = self.worth(part)
                text = text if least is None else self.say(phrases.AT_LEAST, p=text, v=self.inner(least))
                return text if most is None else self.say(phrases.AT_MOST, p=text, v=self.inner(most))
            case Provided(part, when):
                return self.say(phrases.PROVIDED, p=self.worth(part), c=self.condition(when))
            case Converted(part, _, currency):
                return self.say(phrases.CONVERTED, p=self.worth(part), c=self.teller.unit_name(currency))

    def inner(self, worth: Worth) -> str:
        """A worth inside another: in brackets where its words would run together with those around it."""
        text = self.worth(worth)
        return self.say(phrases.BRACKETS, v=text) if isinstance(worth, Total | Bounded | Provided | Highest | Lowest) else text

    def _product(self, factors: tuple[Worth, ...]) -> str:
        first, base, *rest = factors
        of_base = isinstance(first, Stated) and first.quantity.unit == "%"
        whole = self.say(phrases.BRACKETS, v=self.worth(base)) if isinstance(base, Product) else self.inner(base)
        text = self.say(phrases.SHARE if of_base else phrases.TIMES, r=self.inner(first), b=whole)
        for factor in rest:
            text = self.say(phrases.TIMES, r=text, b=self.inner(factor))
        return text

    def _sliced(self, worth: Sliced) -> str:
        told = [
            self.say(phrases.SLICE_BEYOND, r=self.inner(one.rate))
            if one.up_to is None
            else self.say(phrases.SLICE_UP_TO, t=self.quantity(one.up_to), r=self.inner(one.rate))
            for one in worth.slices
        ]
        return self.say(phrases.SLICES, b=self.inner(worth.base), v=self.say(of_conditions.SEMICOLON).join(told))

    def _row(self, row: Case) -> str:
        where, then = self.condition(row.when), self.inner(row.then)
        return self.say(of_conditions.BAND, w=where, t=then) if where else self.say(of_conditions.BAND_ELSE, t=then)
