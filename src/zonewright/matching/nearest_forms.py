"""How each fact that a test reads depends on the levers: not at all, by cases, or along a line."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, TypeAlias

from zonewright.conditions.ast import Op
from zonewright.errors import UnitError
from zonewright.matching.model import Inquiry
from zonewright.matching.nearest_levers import Additions, Lever, Options, Steps, reaches_of
from zonewright.matching.nearest_lines import (
    Extra,
    Formula,
    Line,
    NotLinearError,
    Quotient,
    Span,
    all_hold,
    any_holds,
    constant,
)
from zonewright.schema.derive import all_parts, calculate, unit_of_field
from zonewright.schema.fields import (
    ChangeOnYearBefore,
    Count,
    Difference,
    Field,
    Ratio,
    ShareOfList,
    Sum,
    TimeSince,
    Value,
    as_number,
    parts_of,
)
from zonewright.values import ONE as PLAIN
from zonewright.values import Unit, exact

LAST_DAY: Final = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Fixed:
    """A fact that no lever moves."""

    value: Value | None


@dataclass(frozen=True, slots=True)
class Cases:
    """A fact with a few values, each with the positions that give it."""

    cases: tuple[tuple[Value | None, Formula], ...]


@dataclass(frozen=True, slots=True)
class Picks:
    """A fact with many values, to which a lever adds."""

    lever: Additions


@dataclass(frozen=True, slots=True)
class Along:
    """A fact that follows a quotient: a number itself, a day by its ordinal, or what a day gives.

    ``days`` says that the points are whole days of the calendar; ``value_at`` gives the fact at a point.
    """

    quotient: Quotient
    value_at: Callable[[Fraction], Value | None]
    days: bool = False
    since: bool = False  # the time since the day: a number that falls as the day moves on

    def section(self, cuts: list[Fraction], first: int, last: int) -> Formula:
        """The fact lies from one section to another; section 2n+1 is the cut n itself, 2n lies before it."""
        ends: list[Formula] = []
        if first > 0:
            ends.append(self.quotient.against(Op.AT_LEAST if first % 2 else Op.OVER, cuts[(first - 1) // 2]))
        if last < 2 * len(cuts):
            ends.append(self.quotient.against(Op.AT_MOST if last % 2 else Op.UNDER, cuts[last // 2]))
        return all_hold(ends or [self.quotient.defined])

    def samples(self, cuts: list[Fraction]) -> Iterator[tuple[int, Value | None]]:
        """One value of the fact for each section that holds any."""
        if not cuts:
            yield 0, self.value_at(Fraction(1))
            return
        middles = [(one + other) / 2 for one, other in itertools.pairwise(cuts)]
        if self.days:
            middles = [one + 1 for one in cuts[:-1]]
        points = [cuts[0] - 1, *(point for pair in zip(cuts, middles, strict=False) for point in pair), cuts[-1], cuts[-1] + 1]
        for place, point in enumerate(points):
            empty = self.days and (not 1 <= point <= LAST_DAY or (place % 2 == 0 and point in cuts))
            if not empty:
                yield place, self.value_at(point)


Form: TypeAlias = Fixed | Cases | Picks | Along


class Forms:
    """The forms of the facts of one enterprise, worked out once."""

    def __init__(self, inquiry: Inquiry, levers: tuple[Lever, ...]) -> None:
        self.inquiry = inquiry
        self.extras: dict[int, Extra] = {}
        self._levers = {lever.field.id: lever for lever in levers}
        self._found: dict[str, Form] = {}
        self._next = itertools.count(max(reaches_of(levers), default=-1) + 1)

    def of(self, id: str) -> Form:
        """The form of a fact; NotLinearError for one that has none."""
        if id not in self._found:
            self._found[id] = self._form(id)
        return self._found[id]

    def another(self, extra: Extra) -> Line:
        """One more variable, as a line."""
        variable = next(self._next)
        self.extras[variable] = extra
        return Line(((variable, Fraction(1)),))

    def _form(self, id: str) -> Form:
        lever = self._levers.get(id)
        if lever is not None:
            return _form_of_lever(lever)
        field = self.inquiry.schema.get(id)
        parts = all_parts(self.inquiry.schema, (id,))
        moved = [lever for other, lever in self._levers.items() if other in parts]
        if field is None or field.derived is None or not moved:
            return Fixed(self.inquiry.facts.get(id))
        return self._derived(field, tuple(moved))

    def _derived(self, field: Field, moved: tuple[Lever, ...]) -> Form:
        assert field.derived is not None, f"{field.id} follows from nothing"  # noqa: S101  # asked of derived facts only
        forms = [self.of(part) for part in parts_of(field.derived)]
        stated = self.inquiry.facts.get(field.id)
        if any(isinstance(form, Fixed) and as_number(form.value) is None for form in forms):
            return _until_moved(stated, moved)
        if stated is not None and calculate(self.inquiry.schema, field, field.derived, self.inquiry.facts,
                                            on=self.inquiry.world.on) is None:  # fmt: skip
            raise NotLinearError("a derived fact that is stated while its parts do not give it")
        match field.derived:
            case TimeSince():
                return self._time_since(field, forms[0])
            case Count() | ShareOfList():
                return _number(_of_list(field, forms[0]))
        quotients = [_quotient(form) for form in forms]
        units = [unit_of_field(self.inquiry.schema[part]) for part in parts_of(field.derived)]
        try:
            return _number(_calculated(field, quotients, units))
        except UnitError:
            return _until_moved(stated, moved)

    def _time_since(self, field: Field, form: Form) -> Form:
        if not isinstance(form, Along) or not form.days or field.derived is None:
            raise NotLinearError("time since a day that is not moved by steps")
        derivation, [of] = field.derived, parts_of(field.derived)

        def value_at(point: Fraction) -> Value | None:
            facts = {of: date.fromordinal(int(point))}
            return calculate(self.inquiry.schema, field, derivation, facts, on=self.inquiry.world.on)

        return Along(form.quotient, value_at, days=True, since=True)


def _form_of_lever(lever: Lever) -> Form:
    match lever:
        case Steps(before=before, variable=variable, change=change):
            days = isinstance(before, date)
            start = before.toordinal() if isinstance(before, date) else before
            line = Line(((variable, Fraction(change.step or 0)),), Fraction(start))
            return Along(Quotient(line), _day_at, days=True) if days else _number(Quotient(line))
        case Options(before=before, variables=variables):
            others = tuple((option, Span(((variable, 1),), 1, 1)) for variable, option in variables.items())
            return Cases(((before, Span(tuple((variable, 1) for variable in variables), 0, 0)), *others))
        case Additions():
            return Picks(lever)


def _number(quotient: Quotient) -> Along:
    return Along(quotient, exact)


def _day_at(point: Fraction) -> date:
    return date.fromordinal(int(point))


def _until_moved(stated: Value | None, moved: tuple[Lever, ...]) -> Form:
    """A derived fact that its parts do not give: as stated until one of them changes, then unknown."""
    if stated is None:
        return Fixed(None)
    variables = [variable for lever in moved for variable in reaches_of((lever,))]
    still = all_hold(Span(((variable, 1),), 0, 0) for variable in variables)
    away = any_holds(
        span for variable in variables for span in (Span(((variable, 1),), 1, None), Span(((variable, 1),), None, -1))
    )
    return Cases(((stated, still), (None, away)))


def _quotient(form: Form) -> Quotient:
    if isinstance(form, Along) and not form.days:
        return form.quotient
    number = as_number(form.value) if isinstance(form, Fixed) else None
    if number is None:
        raise NotLinearError("a part that is no number along a line")
    return Quotient(constant(number))


def _calculated(field: Field, numbers: list[Quotient], units: list[Unit]) -> Quotient:
    ours = unit_of_field(field)
    match field.derived:
        case Ratio():
            return numbers[0].over(numbers[1]).times((units[0] / units[1]).factor_to(ours))
        case ChangeOnYearBefore():
            return numbers[0].plus(numbers[1].times(-1)).over(numbers[1]).times(PLAIN.factor_to(ours))
        case Difference():
            return _added([numbers[0], numbers[1].times(-1)], units, ours)
        case Sum():
            return _added(numbers, units, ours)
        case _:
            raise AssertionError("lists and days have forms of their own")


def _added(numbers: list[Quotient], units: list[Unit], ours: Unit) -> Quotient:
    total = Quotient(constant(0))
    for number, unit in zip(numbers, units, strict=True):
        total = total.plus(number.times(unit.factor_to(ours)))
    return total


def _of_list(field: Field, form: Form) -> Quotient:
    """How many values a list has, or the share of the counted ones."""
    if not isinstance(form, Picks):
        raise NotLinearError("a list that no lever adds to")
    lever = form.lever
    every = Line(tuple((variable, Fraction(1)) for variable in lever.variables), Fraction(len(lever.before)))
    if not isinstance(field.derived, ShareOfList):
        return Quotient(every)
    counting = field.derived.counting
    terms = tuple((variable, Fraction(1)) for variable, option in lever.variables.items() if str(option) in counting)
    counted = Line(terms, Fraction(sum(str(option) in counting for option in lever.before)))
    return Quotient(counted, every).times(PLAIN.factor_to(unit_of_field(field)))
