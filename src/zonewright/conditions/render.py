"""Conditions and facts in the words of a language, from the same tree that was judged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

from babel.dates import format_date
from babel.numbers import format_decimal

from zonewright.codes.world import World
from zonewright.conditions import phrases
from zonewright.conditions.ast import (
    AllOf,
    AnyOf,
    AtLeastN,
    Banded,
    Between,
    Bound,
    Cited,
    Compare,
    CompareFields,
    Condition,
    Criterion,
    Elapsed,
    Excludes,
    InArea,
    InCatalogue,
    Includes,
    Kept,
    Known,
    NoneOf,
    NoneWithin,
    Op,
    Percentile,
    Score,
    ShareOfAverage,
    Within,
    WithinAfter,
)
from zonewright.schema.fields import Field, FieldType, Schema, Single, Value
from zonewright.values import Code, Level, Number, Period, Quantity, Words

LOCALES = {"en": "en", "zh": "zh_Hans", "ko": "ko"}
MYRIAD_WORDS = {"zh": ((10**8, "亿"), (10**4, "万")), "ko": ((10**8, "억"), (10**4, "만"))}
MOST_PLACES = 6
#: More digits than any number that can be read, multiplied by any other, has.
MOST_DIGITS = 1_000
#: English names of units in the plural.
PLURAL = re.compile(r"\b([a-z]+?)(ies|s)\b")


def show_value(value: Value | Period | None) -> str:
    """A value as packs write it."""
    match value:
        case None:
            return "not known"
        case bool():
            return "true" if value else "false"
        case tuple():
            return "[" + ", ".join(show_value(one) for one in value) + "]"
        case int() | Fraction():
            return show_number(value)
        case Quantity(number, unit):
            return f"{show_number(number)} {unit}".rstrip()
        case _:
            return str(value)


def show_number(number: Number) -> str:
    """A number in digits, however many: as a decimal where it ends within six places, else as a fraction.

    >>> show_number(Fraction(-5, 4)), show_number(10**30), show_number(Fraction(1, 3))
    ('-1.25', '1000000000000000000000000000000', '1/3')
    """
    scaled = Fraction(number) * 10**MOST_PLACES
    if scaled.denominator != 1:
        return f"{Fraction(number).numerator}/{Fraction(number).denominator}"
    whole, part = divmod(abs(scaled.numerator), 10**MOST_PLACES)
    digits = f"{whole}.{part:0{MOST_PLACES}}".rstrip("0").rstrip(".")
    return f"-{digits}" if scaled < 0 else digits


def show_code(code: Code) -> str:
    """A code with the name of its classification.

    >>> show_code(Code("gbt4754", "2017", "3491"))
    'GB/T 4754-2017 3491'
    """
    scheme = phrases.SCHEMES.get(code.scheme, f"{code.scheme}@{{e}}")
    return f"{scheme.format(e=code.edition)} {code.code}"


def _singular(found: re.Match[str]) -> str:
    """The name of one unit: CNY/person, not CNY/persons."""
    return f"{found[1]}y" if found[2] == "ies" else found[1]


class Teller:
    """Tells conditions and facts of one pack in one language."""

    def __init__(self, schema: Schema, world: World, language: str) -> None:
        self.schema, self.world, self.language = schema, world, language

    def say(self, words: Words, **parts: str) -> str:
        return words.in_language(self.language).format(**parts)

    def listed(self, texts: Iterable[str]) -> str:
        return self.say(phrases.COMMA).join(texts)

    def label(self, id: str) -> str:
        return self.schema[id].label.in_language(self.language)

    def value(self, field: Field, value: Value | None) -> str:
        """A fact, in words."""
        match value:
            case None:
                return self.say(phrases.NOT_KNOWN)
            case ():
                return self.say(phrases.NOTHING)
            case tuple():
                return self.listed(self.value(field, one) for one in value)
            case bool():
                return self.say(phrases.BARE_YES if value else phrases.BARE_NO)
            case int() | Fraction():
                return self.number(value, field.unit)
            case Quantity(number, unit):
                return self.number(number, unit)
            case date():
                return format_date(value, "long", locale=LOCALES[self.language])
            case Level(name=option) | str(option):
                return self._option(field, option)
            case Code():
                return show_code(value)

    def _option(self, field: Field, option: str) -> str:
        if option in field.options:
            return field.options[option].in_language(self.language)
        area = self.world.areas.get(option) if field.type is FieldType.AREA else None
        return area.title.in_language(self.language) if area else option

    def number(self, number: Number, unit: str) -> str:
        """A number with its unit, grouped as readers of the language expect: 2,000万元."""
        figure, mark = Fraction(number), ""
        for size, word in MYRIAD_WORDS.get(self.language, ()):
            if abs(figure) >= size and (figure / size * 100).denominator == 1:
                figure, mark = figure / size, word
                break
        digits = show_number(figure.numerator if figure.denominator == 1 else figure)
        with localcontext(prec=MOST_DIGITS):
            if "/" in digits:
                near = Decimal(round(figure * 100)) / 100
                digits = self.say(phrases.NEARLY, v=format_decimal(near, format="#,##0.##", locale=LOCALES[self.language]))
            else:
                digits = format_decimal(Decimal(digits), format="#,##0.######", locale=LOCALES[self.language])
        space = " " if mark and self.language == "ko" and unit not in {"", "%"} else ""  # 1,000만 위안, 2,000위안
        return self._with_unit(digits + mark + space, unit)

    def _with_unit(self, digits: str, unit: str) -> str:
        if not unit:
            return digits
        if unit == "%":
            return f"{digits}%" if self.language != "en" else f"{digits} %"
        if self.language != "en":
            above, *below = unit.split("/")
            names = ["·".join(map(self.unit_name, above.split("-")))]
            names += ["·".join(map(self._unit_below, part.split("-"))) for part in below]
            space = " " if above.isupper() and above not in phrases.UNITS else ""  # 1,000 NGN: a code is no part of the number
            return digits + space + "/".join(names)
        above, *below = ("-".join(map(self.unit_name, part.split("-"))) for part in unit.split("/"))
        counted = PLURAL.sub(_singular, above) if digits == "1" else above
        return f"{digits} {'/'.join((counted, *(PLURAL.sub(_singular, part) for part in below)))}"

    def unit_name(self, name: str) -> str:
        known = phrases.UNITS.get(name)
        return known.in_language(self.language) if known else name

    def _unit_below(self, name: str) -> str:
        """The unit that something is counted for: 30元/月, not 30元/个月."""
        return self.say(phrases.EACH_MONTH) if name == "month" else self.unit_name(name)

    def period(self, period: Period) -> str:
        years, months = divmod(period.count, 12)
        if period.unit == "day":
            return self.say(phrases.DAYS, n=str(period.count))
        if months:
            return self.say(phrases.MONTHS, n=str(period.count))
        return self.say(phrases.ONE_YEAR if years == 1 else phrases.YEARS, n=str(years))

    def bare(self, op: Op, what: str) -> str:
        return self.say(phrases.BARE[op], v=what)

    def tell(self, condition: Condition) -> str:
        """One node in one line."""
        match condition:
            case AllOf(()):
                return self.say(phrases.NO_TEST)
            case AllOf():
                return self.say(phrases.ALL)
            case AnyOf():
                return self.say(phrases.ANY)
            case NoneOf():
                return self.say(phrases.NONE)
            case AtLeastN(n):
                return self.say(phrases.AT_LEAST_N, n=str(n))
            case Cited(part=part):
                return self.tell(part)
            case Criterion(title=title):
                return title.in_language(self.language)
            case Compare(id, op, bound):
                return self._compare(self.schema[id], op, bound)
            case CompareFields(id, op, other):
                return self.say(self._words_of(self.schema[id])[op], f=self.label(id), v=f"“{self.label(other)}”")
            case Between(id, low, high):
                field = self.schema[id]
                words = phrases.BETWEEN_DAYS if field.type is FieldType.DAY else phrases.BETWEEN
                return self.say(words, f=self.label(id), a=self.value(field, low), b=self.value(field, high))
            case Includes(id, n, values):
                return self._includes(self.schema[id], n, values)
            case Excludes(id, values):
                if values in {(True,), (False,)}:
                    return self.say(phrases.NO if values[0] else phrases.YES, f=self.label(id))
                return self._of_values(phrases.NOT if len(values) == 1 else phrases.NONE_AMONG, self.schema[id], values)
            case Within(id, codes, excepted):
                text = self.say(phrases.WITHIN, f=self.label(id), v=self.listed(map(show_code, codes)))
                return self.say(phrases.EXCEPT, x=text, v=self.listed(map(show_code, excepted))) if excepted else text
            case InArea(id, areas):
                return self._of_values(phrases.IN_AREA, self.schema[id], areas)
            case InCatalogue(id, catalogue, version):
                name = self.world.catalogues[catalogue].title.in_language(self.language)
                named = self.say(phrases.VERSION, x=name, v=version) if version else name
                return self.say(phrases.IN_CATALOGUE, f=self.label(id), v=named)
            case Known(id):
                return self.say(phrases.KNOWN, f=self.label(id))
            case Banded():
                return self._banded(condition)
            case Score(parts, op, points):
                names = self.listed(self.label(part.field) for part in parts)
                return self.say(phrases.SCORE, v=names, t=self.bare(op, self.number(points, "point")))
            case Percentile(id, op, share, population):
                return self._among_peers(phrases.PERCENTILE, id, op, share, population)
            case ShareOfAverage(id, op, share, population):
                return self._among_peers(phrases.SHARE_OF_AVERAGE, id, op, share, population)
            case Elapsed() | WithinAfter() | NoneWithin() | Kept():
                return self._time(condition)

    def _compare(self, field: Field, op: Op, bound: Bound) -> str:
        return self.say(self._words_of(field)[op], f=self.label(field.id), v=self.value(field, bound))

    def _words_of(self, field: Field) -> Mapping[Op, Words]:
        return {FieldType.DAY: phrases.COMPARE_DAY, FieldType.LEVEL: phrases.COMPARE_LEVEL}.get(field.type, phrases.COMPARE)

    def _includes(self, field: Field, n: int, values: tuple[Single, ...]) -> str:
        if values in {(True,), (False,)} and field.type is FieldType.YES_NO:
            return self.say(phrases.YES if values[0] else phrases.NO, f=self.label(field.id))
        if len(values) == 1:
            return self._of_values(phrases.IS, field, values)
        if n == 1:
            return self._of_values(phrases.ONE_OF, field, values)
        if n == len(values):
            return self._of_values(phrases.ALL_AMONG, field, values)
        text = self.listed(self.value(field, value) for value in values)
        return self.say(phrases.N_AMONG, f=self.label(field.id), n=str(n), v=text)

    def _of_values(self, words: Words, field: Field, values: tuple[Single, ...]) -> str:
        return self.say(words, f=self.label(field.id), v=self.listed(self.value(field, value) for value in values))

    def _banded(self, node: Banded) -> str:
        field = self.schema[node.field]
        rows: list[str] = []
        for row in node.rows:
            bound = self.say(phrases.NO_BOUND) if row.bound is None else self.bare(node.op, self.value(field, row.bound))
            where = self._row(row.when)
            rows.append(self.say(phrases.BAND, t=bound, w=where) if where else self.say(phrases.BAND_ELSE, t=bound))
        head = self.say(phrases.BY, f=self.label(node.field), v=self.listed(map(self.label, node.by)))
        return f"{head}{': ' if self.language != 'zh' else '：'}{self.say(phrases.SEMICOLON).join(rows)}"

    def _row(self, when: Condition) -> str:
        if isinstance(when, AllOf):
            return self.listed(text for part in when.parts if (text := self._row(part)))
        return self.tell(when)

    def _among_peers(self, words: Words, id: str, op: Op, share: Number, population: str) -> str:
        title = self.world.populations[population].title.in_language(self.language)
        return self.say(words, f=self.label(id), t=self.bare(op, self.number(share, "%")), v=title)

    def _time(self, node: Elapsed | WithinAfter | NoneWithin | Kept) -> str:
        label = self.label(node.field)
        match node:
            case Elapsed(_, op, period, as_of):
                length = self.bare(op, self.period(period))
                if as_of is None:
                    return self.say(phrases.ELAPSED, f=label, t=length)
                return self.say(phrases.ELAPSED_AS_OF, f=label, t=length, o=self.label(as_of))
            case WithinAfter(_, event, period):
                return self.say(phrases.WITHIN_AFTER, f=label, t=self.period(period), o=self.label(event))
            case NoneWithin(_, period, as_of):
                if as_of is None:
                    return self.say(phrases.NONE_WITHIN, f=label, t=self.period(period))
                return self.say(phrases.NONE_WITHIN_AS_OF, f=label, t=self.period(period), o=self.label(as_of))
            case Kept(_, after, period, until):
                if period is not None and after is not None:
                    return self.say(phrases.KEPT, f=label, t=self.period(period), o=self.label(after))
                return self.say(phrases.KEPT_UNTIL, f=label, t=self.value(self.schema[node.field], until))
