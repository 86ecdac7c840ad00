"""Small immutable values shared by every floor: numbers, units, days, codes, words in three languages."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Final, TypeAlias

from babel.numbers import list_currencies

from zonewright.errors import UnitError

#: An exact number: never a float.
Number: TypeAlias = int | Fraction

LANGUAGES: Final = ("en", "zh", "ko")

TENS: Final = {"十": 10, "십": 10, "百": 100, "백": 100, "千": 1000, "천": 1000}
MYRIADS: Final = {"万": 10**4, "萬": 10**4, "만": 10**4, "亿": 10**8, "億": 10**8, "억": 10**8, "兆": 10**12, "조": 10**12}
LONGEST_NUMBER: Final = 60
DIGITS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
MARKS: Final = "[十십百백千천万萬만亿億억兆조]"
NUMBER: Final = re.compile(rf"[-+]?(?:{DIGITS.pattern})(?:{MARKS}+(?:{DIGITS.pattern}))*{MARKS}*(?:/\d+)?")
SPACE_BEFORE_MARK: Final = re.compile(rf"(?<=\d)[ \t]+(?={MARKS})")
MONEY_FIRST: Final = re.compile(r"([A-Z]{3}|元|원)\s*([-+\d].{0,80})")
LANGUAGE_TAG: Final = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")

BASES: Final[dict[str, tuple[Fraction, str, int]]] = {
    "m": (Fraction(1), "m", 1),
    "m2": (Fraction(1), "m", 2),
    "km2": (Fraction(10**6), "m", 2),
    "ha": (Fraction(10**4), "m", 2),
    "mu": (Fraction(2000, 3), "m", 2),
    "pyeong": (Fraction(400, 121), "m", 2),
    "kg": (Fraction(1), "kg", 1),
    "g": (Fraction(1, 1000), "kg", 1),
    "mg": (Fraction(1, 10**6), "kg", 1),
    "t": (Fraction(1000), "kg", 1),
    "m3": (Fraction(1), "m", 3),
    "L": (Fraction(1, 1000), "m", 3),
    "ml": (Fraction(1, 10**6), "m", 3),
    "hour": (Fraction(1, 24), "day", 1),
    "day": (Fraction(1), "day", 1),
    "week": (Fraction(7), "day", 1),
    "month": (Fraction(1), "month", 1),
    "year": (Fraction(12), "month", 1),
    "%": (Fraction(1, 100), "", 0),
    **{
        name: (Fraction(1), name, 1)
        for name in ("kVA", "kW", "kWh", "person", "night", "flight", "item", "country", "bed", "point")
    },
}
#: Units that count things: a bare number is understood for them.
COUNTS: Final = frozenset({"person", "night", "flight", "item", "country", "bed", "point"})
ALIASES: Final = {
    "元": "CNY", "人民币": "CNY", "人民币元": "CNY", "RMB": "CNY", "韩元": "KRW", "원": "KRW", "美元": "USD", "달러": "USD",
    "亩": "mu", "公顷": "ha", "헥타르": "ha", "平方米": "m2", "㎡": "m2", "제곱미터": "m2", "坪": "pyeong", "평": "pyeong",
    "人": "person", "名": "person", "명": "person", "persons": "person", "晚": "night", "박": "night", "吨": "t", "톤": "t",
    "克": "g", "毫克": "mg", "그램": "g", "升": "L", "毫升": "ml", "리터": "L", "mL": "ml", "立方米": "m3", "세제곱미터": "m3",
    "平米": "m2", "인": "person", "家": "item", "个": "item", "件": "item", "项": "item", "건": "item", "개": "item",
    "percent": "%", "个百分点": "%",
}  # fmt: skip


@cache
def currencies() -> frozenset[str]:
    """The currency codes of ISO 4217, as published with the Unicode CLDR."""
    return frozenset(list_currencies())


def exact(number: Fraction) -> Number:
    """The same number, as an int where it is whole."""
    return number.numerator if number.denominator == 1 else number


def read_number(text: str) -> Number | None:
    """Read a number as people write it, exactly; None when it is none.

    >>> read_number("2,000"), read_number("1.5亿"), read_number("３００万"), read_number("3천만"), read_number("1/3")
    (2000, 150000000, 3000000, 30000000, Fraction(1, 3))
    >>> read_number("12,34") is None
    True
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("−", "-")
    if len(plain) > LONGEST_NUMBER or not plain.isprintable() or not NUMBER.fullmatch(plain):
        return None
    body, _, below = plain.lstrip("+-").partition("/")
    if below and int(below) == 0:
        return None
    groups: list[tuple[int, Fraction]] = []
    section = Fraction(0)
    for found in re.finditer(rf"({DIGITS.pattern})([^\d]*)", body):
        part, stated = Fraction(found[1].replace(",", "")), True
        for mark in found[2]:
            if mark in TENS:
                part *= TENS[mark]
            else:
                size, amount, bare = MYRIADS[mark], section + part, not stated
                while groups and groups[-1][0] < size:  # 2万亿: the larger mark multiplies all that stands before it
                    amount, bare = amount + groups.pop()[1], False
                if bare:
                    return None
                groups.append((size, amount * size))
                section, part, stated = Fraction(0), Fraction(0), False
        section += part
    value = sum((amount for _, amount in groups), section) / (int(below) if below else 1)
    return exact(-value if plain.startswith("-") else value)


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number measures: powers of base units, and the exact factor to them."""

    scale: Fraction
    powers: tuple[tuple[str, int], ...]

    def __truediv__(self, other: Unit) -> Unit:
        return _join(self.scale / other.scale, dict(self.powers), {base: -n for base, n in other.powers})

    def __mul__(self, other: Unit) -> Unit:
        return _join(self.scale * other.scale, dict(self.powers), dict(other.powers))

    def factor_to(self, other: Unit) -> Fraction:
        """The exact factor from this unit to another of the same kind; UnitError for another kind."""
        if self.powers != other.powers:
            raise UnitError("the units measure different things")
        return self.scale / other.scale


ONE: Final = Unit(Fraction(1), ())


def _join(scale: Fraction, left: dict[str, int], right: dict[str, int]) -> Unit:
    powers = {base: left.get(base, 0) + right.get(base, 0) for base in left.keys() | right.keys()}
    return Unit(scale, tuple(sorted((base, n) for base, n in powers.items() if n)))


@cache
def read_unit(text: str) -> Unit | None:
    """Read a unit such as ``CNY/mu``, ``person-night``, ``t/day``; None when a part is not known.

    >>> read_unit("mu").factor_to(read_unit("m2"))
    Fraction(2000, 3)
    """
    above, *below = text.split("/")
    unit = ONE
    for place, group in enumerate((above, *below)):
        for name in group.split("-"):
            part = _base_unit(ALIASES.get(name.strip(), name.strip()))
            if part is None:
                return None
            unit = unit / part if place else unit * part
    return unit


def _base_unit(name: str) -> Unit | None:
    if name in BASES:
        scale, base, power = BASES[name]
        return Unit(scale, ((base, power),) if base else ())
    return Unit(Fraction(1), ((name, 1),)) if name in currencies() else None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as written: ``Quantity(50, "mu")``. Money is a quantity in an ISO 4217 currency."""

    number: Number
    unit: str

    def to(self, unit: str) -> Number:
        """The number in another unit of the same kind, exactly; UnitError for another kind."""
        ours, theirs = read_unit(self.unit), read_unit(unit)
        if ours is None or theirs is None:
            raise UnitError(f"`{self.unit}` and `{unit}` cannot be compared")
        return exact(Fraction(self.number) * ours.factor_to(theirs))


def read_quantity(text: str) -> Quantity | None:
    """Read a number followed by a unit; the unit is empty for a bare number.

    >>> read_quantity("2000万 CNY"), read_quantity("5%"), read_quantity("３００万元")
    (Quantity(number=20000000, unit='CNY'), Quantity(number=5, unit='%'), Quantity(number=3000000, unit='CNY'))
    """
    plain = SPACE_BEFORE_MARK.sub("", unicodedata.normalize("NFKC", text).strip().replace("−", "-"))
    before = MONEY_FIRST.fullmatch(plain)
    if before and ALIASES.get(before[1], before[1]) in currencies():
        plain = f"{before[2]} {before[1]}"
    found = NUMBER.match(plain) if len(plain) <= 2 * LONGEST_NUMBER else None
    number = read_number(found[0]) if found else None
    if found is None or number is None:
        return None
    rest = plain[found.end() :].strip()
    if not rest:
        return Quantity(number, "")
    unit = "/".join(ALIASES.get(part.strip(), part.strip()) for part in rest.split("/"))
    return Quantity(number, unit) if read_unit(unit) is not None else None


@dataclass(frozen=True, slots=True)
class DateRange:
    """Half-open range of days: ``start`` is in, ``end`` is the first day out; None means unbounded.

    >>> DateRange(date(2025, 1, 1), date(2026, 1, 1)).contains(date(2026, 1, 1))
    False
    """

    start: date | None = None
    end: date | None = None

    def contains(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time: days, or calendar months."""

    count: int
    unit: str  # "day" or "month"

    def __str__(self) -> str:
        years, months = divmod(self.count, 12)
        if self.unit == "month" and not months:
            return f"{years} year" if years == 1 else f"{years} years"
        return f"{self.count} {self.unit}" if self.count == 1 else f"{self.count} {self.unit}s"


PERIOD: Final = re.compile(r"(\d{1,4})\s*(day|week|month|year|天|日|일|周|주|个月|개월|年|년)s?")
PERIOD_WORDS: Final = {
    "天": "day", "日": "day", "일": "day", "周": "week", "주": "week",
    "个月": "month", "개월": "month", "年": "year", "년": "year",
}  # fmt: skip


def read_period(text: str) -> Period | None:
    """Read ``2 years``, ``45 days``, ``6 months``, ``3 weeks``."""
    found = PERIOD.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        return None
    count, unit = int(found[1]), PERIOD_WORDS.get(found[2], found[2])
    return Period(count * {"year": 12, "week": 7}.get(unit, 1), "month" if unit in {"month", "year"} else "day")


def add_period(day: date, period: Period) -> date:
    """The day so much later; a month too short for the day gives its last day. Stops at the ends of the calendar.

    >>> add_period(date(2024, 2, 29), Period(12, "month"))
    datetime.date(2025, 2, 28)
    """
    if period.unit == "day":
        ordinal = day.toordinal() + period.count
        return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))
    year, month = divmod(day.year * 12 + day.month - 1 + period.count, 12)
    if not 1 <= year <= 9999:
        return date.min if year < 1 else date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def subtract_period(day: date, period: Period) -> date:
    """The last day d for which d plus the period is not after the given day."""
    earlier = add_period(day, Period(-period.count, period.unit))
    while period.unit == "month" and earlier < date.max and add_period(earlier + timedelta(days=1), period) <= day:
        earlier += timedelta(days=1)
    return earlier


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a classification, always with its scheme and edition."""

    scheme: str
    edition: str
    code: str

    def __str__(self) -> str:
        return f"{self.scheme}@{self.edition}:{self.code}"


CODE: Final = re.compile(r"([a-z][a-z0-9-]{0,30})@([A-Za-z0-9.-]{1,20}):([A-Za-z0-9][A-Za-z0-9.-]{0,19})")
LETTER_AND_DIGITS: Final = re.compile(r"[A-Za-z]\d+")


def read_code(text: str) -> Code | None:
    """Read ``scheme@edition:code``; a section letter before digits is dropped.

    >>> read_code("gbt4754@2017:C3491")
    Code(scheme='gbt4754', edition='2017', code='3491')
    """
    found = CODE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        return None
    code = found[3].replace(".", "")
    return Code(found[1], found[2], code[1:] if LETTER_AND_DIGITS.fullmatch(code) else code)


@dataclass(frozen=True, slots=True, order=True)
class Level:
    """One step of an ordered list of options; a higher position is a higher level."""

    position: int
    name: str

    def __str__(self) -> str:
        return self.name


def plain_text(text: str) -> str:
    """A text without its accidents: width, case and spaces.

    >>> plain_text("Ｂattery  Recycling")
    'battery recycling'
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@dataclass(frozen=True, slots=True)
class Words:
    """A text for people, in English, Chinese and Korean."""

    en: str
    zh: str
    ko: str

    def in_language(self, language: str) -> str:
        return {"en": self.en, "zh": self.zh, "ko": self.ko}[language]
