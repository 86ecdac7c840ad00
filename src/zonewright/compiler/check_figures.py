"""No invented figure: every number that a pack states must stand in a cited source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from zonewright.benefits.ast import Amount, FullSteps, Sliced, Stated, Worth, YearShare, worths_in
from zonewright.conditions.ast import (
    Banded,
    Between,
    Compare,
    Elapsed,
    Excludes,
    Includes,
    Kept,
    Leaf,
    NoneWithin,
    Percentile,
    Score,
    ScorePart,
    ShareOfAverage,
    WithinAfter,
    leaves,
)
from zonewright.conditions.render import show_value
from zonewright.errors import Diagnostic, UnitError
from zonewright.packs.model import Measure, Pack, Source
from zonewright.schema.fields import Single
from zonewright.values import (
    COUNTS,
    LANGUAGES,
    NUMBER,
    DateRange,
    Number,
    Period,
    Quantity,
    Words,
    exact,
    read_number,
    read_period,
    read_quantity,
    read_unit,
)

#: English words that multiply the number before them.
MULTIPLIERS: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
MULTIPLIED: Final = re.compile(rf"({NUMBER.pattern})\s+({'|'.join(MULTIPLIERS)})\b")
#: Digits glued to letters are names (5G, 4K, C39), not figures.
NAMES: Final = re.compile(r"(?<![A-Za-z0-9./-])(?:[A-Za-z][A-Za-z./-]*\d[A-Za-z0-9./-]*|\d+[A-Za-z][A-Za-z0-9-]*)")


#: What says no more than `all of it`, and a year of twelve months.
WHOLE: Final = Quantity(100, "%")
ONE_YEAR: Final = Period(12, "month")


@dataclass(frozen=True, slots=True)
class Figures:
    """What the sources of a measure say in numbers."""

    numbers: frozenset[Number]
    quantities: tuple[Quantity, ...]
    periods: frozenset[Period]
    days: frozenset[date]

    def allow(self, number: Number, unit: str = "") -> bool:
        """Whether a source states the number; a constant with a unit needs that unit in the source too."""
        if unit and unit not in COUNTS:
            return number == 0 or any(_equals(figure, number, unit) for figure in self.quantities)
        return number in {0, 1} or number in self.numbers or any(_equals(figure, number, unit) for figure in self.quantities)

    def allow_constant(self, quantity: Quantity) -> bool:
        """Whether a source states a constant of an amount: as it stands, without its `for each`, or as a length of time."""
        period = length_of(quantity)
        if period is not None:
            return period == ONE_YEAR or period in self.periods
        return quantity == WHOLE or any(
            self.allow(quantity.number, unit) for unit in (quantity.unit, quantity.unit.partition("/")[0])
        )


def _equals(figure: Quantity, number: Number, unit: str) -> bool:
    try:
        return figure.to(unit or "%") == (number if unit else Fraction(number) * 100)
    except UnitError:
        return False


def figures_without_source(pack: Pack) -> Iterator[Diagnostic]:
    """ZW510: a number in a text, a time limit or a condition that no cited source states."""
    if pack.zone.fictional:
        return
    for measure in pack.measures:
        figures = _figures(pack, measure)
        lacking = [str(number) for text in _texts(measure) for number in numbers_in(text) if not figures.allow(number)]
        lacking += [constant for leaf in leaves(measure.when) for constant in _unsourced(pack, leaf, figures)]
        lacking += _unsourced_in_amount(pack, measure.amount, figures) if measure.amount else ()
        for number in dict.fromkeys(lacking):
            yield Diagnostic("ZW510", f"measure `{measure.id}` states {number}, which no cited source does", measure.place,
                             "add it to `figures` of the source it comes from, or leave it out")  # fmt: skip


def numbers_in(text: str) -> Iterator[Number]:
    """The numbers that a text states, without names such as 5G.

    >>> list(numbers_in("5G: 注册资本30万元, 20 days"))
    [300000, 20]
    """
    plain = NAMES.sub(" ", unicodedata.normalize("NFKC", text))
    for found in MULTIPLIED.finditer(plain):
        number = read_number(found[1].lstrip("+-"))
        if number is not None:
            yield exact(Fraction(number) * MULTIPLIERS[found[found.re.groups]])
    for found in NUMBER.finditer(MULTIPLIED.sub(" ", plain)):
        number = read_number(found[0].lstrip("+-"))
        if number is not None:
            yield number


def constants_in(worth: Worth) -> Iterator[Quantity]:
    """Every number that a worth is written with, its tests left out."""
    for one in worths_in(worth):
        match one:
            case Stated(quantity) | FullSteps(step=quantity):
                yield quantity
            case Sliced(slices=slices):
                yield from (part.up_to for part in slices if part.up_to is not None)
            case _:
                pass


def length_of(quantity: Quantity) -> Period | None:
    """The length of time that a quantity is, in whole days or months; None for all others.

    >>> length_of(Quantity(2, "year")), length_of(Quantity(2, "CNY"))
    (Period(count=24, unit='month'), None)
    """
    unit = read_unit(quantity.unit or "%")
    for name in ("day", "month"):
        if unit is not None and unit.powers == ((name, 1),):
            count = quantity.to(name)
            return Period(count, name) if isinstance(count, int) else None
    return None


def _texts(measure: Measure) -> Iterator[str]:
    words: list[Words | None] = [measure.title, measure.summary, measure.status_note]
    words += _words_of(measure.amount) if measure.amount else []
    words += [basis.says for basis in measure.rests_on] + [document.name for document in measure.documents]
    words += [question.question for question in measure.open_questions] + [measure.apply.where if measure.apply else None]
    for one in words:
        if one is not None:
            yield from (one.in_language(language) for language in LANGUAGES)


def _words_of(amount: Amount) -> list[Words | None]:
    """The words of an amount, its options, lines, instalments and claw-back."""
    words = [amount.says, *(option.says for option in amount.options)]
    for line in amount.lines:
        words += [line.says, *(one.says for one in line.instalments)]
    return [*words, amount.claw_back.says if amount.claw_back else None]


def _figures(pack: Pack, measure: Measure) -> Figures:
    stated = [figure for basis in measure.rests_on for figure in basis.figures]
    cited = {span.source for span in measure.source} | {basis.source for basis in measure.rests_on}
    sources = [pack.sources[id] for id in sorted(cited) if id in pack.sources]
    ranges = [basis.in_force for basis in measure.rests_on] + [source.in_force for source in sources]
    days = {day for one in ranges for day in _ends(one)}
    days |= {date.fromisoformat(source.date) for source in sources if len(source.date) == len("2026-01-01")}
    texts = stated + [basis.article for basis in measure.rests_on] + [text for source in sources for text in _about(source)]
    numbers = {number for text in texts for number in numbers_in(text)}
    numbers |= {part for day in days for part in (day.year, day.month, day.day)}
    quantities = tuple(quantity for quantity in map(read_quantity, stated) if quantity)
    periods = frozenset(period for period in map(read_period, stated) if period)
    days |= {date.fromisoformat(figure) for figure in stated if re.fullmatch(r"\d{4}-\d{2}-\d{2}", figure)}
    return Figures(frozenset(numbers), quantities, periods, frozenset(days))


def _ends(days: DateRange) -> Iterator[date]:
    yield from (day for day in (days.start, days.end) if day is not None)


def _about(source: Source) -> Iterator[str]:
    yield from (source.number, source.date.replace("-", " "))
    yield from (source.title.in_language(language) for language in LANGUAGES)


def _unsourced(pack: Pack, leaf: Leaf, figures: Figures) -> Iterator[str]:
    """The constants of a test that no figure backs."""
    for unit, value in _constants(pack, leaf):
        match value:
            case bool() | str():
                pass
            case int() | Fraction():
                if not figures.allow(value, unit):
                    yield f"{value} {unit}".rstrip()
            case date():
                if value not in figures.days:
                    yield str(value)
            case Period():
                if value not in figures.periods:
                    yield str(value)
            case _:
                pass


def _unsourced_in_amount(pack: Pack, amount: Amount, figures: Figures) -> Iterator[str]:
    """The constants of an amount, and the cap of its programme, that no figure backs."""
    stated = [quantity for line in amount.lines for worth in line.worths for quantity in constants_in(worth)]
    for line in amount.lines:
        stated += [one.share for one in line.instalments] + [one.share for one in line.payers]
    stated += [amount.claw_back.share] if amount.claw_back else []
    programme = pack.world.programmes.get(amount.programme)
    stated += [programme.at_most_per_enterprise] if programme and programme.at_most_per_enterprise else []
    lacking = (quantity for quantity in stated if not figures.allow_constant(quantity))
    yield from (str(length_of(quantity) or show_value(quantity)) for quantity in lacking)
    for line in amount.lines:
        yield from (str(one.after) for one in line.instalments if one.after and one.after not in figures.periods)
        yield from (str(span) for years in line.years for span in _unsourced_years(years, figures))
    for condition in amount.conditions:
        yield from (constant for leaf in leaves(condition) for constant in _unsourced(pack, leaf, figures))


def _unsourced_years(years: YearShare, figures: Figures) -> Iterator[Period]:
    """The length of some years, where no source states it or the year that it reaches; one year says nothing."""
    length = Period(12 * (years.last - years.first + 1), "month")
    reached = Period(12 * years.last, "month")
    if length != ONE_YEAR and not {length, reached} & figures.periods and years.last not in figures.numbers:
        yield length


def _points(parts: tuple[ScorePart, ...]) -> Iterator[Number]:
    """The points, weights and ends that a score card names; a weight of 1 or -1 and a least of 0 say nothing."""
    for part in parts:
        stated: list[Number | None] = [part.least, part.most, part.weight, *(points for _, points in part.options)]
        for piece in part.pieces:
            stated += [piece.points, piece.change if piece.change > 0 else -piece.change]
        yield from (number for number in stated if number is not None and number not in {-1, 0, 1})


def _bands(pack: Pack, part: ScorePart) -> Iterator[tuple[str, Single | Period]]:
    """The bounds and steps of the pieces of a score."""
    unit = pack.schema[part.field].unit
    for piece in part.pieces:
        yield from ((unit, number) for number in (piece.step, piece.start) if number is not None)
        yield from (constant for test in leaves(piece.when) for constant in _constants(pack, test))


def _constants(pack: Pack, leaf: Leaf) -> Iterator[tuple[str, Single | Period]]:
    match leaf:
        case Compare(field, _, bound):
            yield pack.schema[field].unit, bound
        case Between(field, low, high):
            yield from ((pack.schema[field].unit, end) for end in (low, high))
        case Includes(field, _, values) | Excludes(field, values):
            yield from ((pack.schema[field].unit, value) for value in values)
        case Elapsed(period=period) | NoneWithin(period=period) | WithinAfter(period=period):
            yield "", period
        case Kept(period=period, until=until):
            yield from (("", one) for one in (period, until) if one is not None)
        case Percentile(share=share) | ShareOfAverage(share=share):
            yield "%", share
        case Score(parts, _, points):
            yield from (("", number) for number in (points, *_points(parts)))
            yield from (constant for part in parts for constant in _bands(pack, part))
        case Banded(field, _, _, rows):
            yield from ((pack.schema[field].unit, row.bound) for row in rows if row.bound is not None)
            yield from (constant for row in rows for test in leaves(row.when) for constant in _constants(pack, test))
        case _:
            pass
