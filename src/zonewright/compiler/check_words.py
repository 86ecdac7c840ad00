"""The words of an amount and its calculation say the same: no 元 where 万元 was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from zonewright.benefits.ast import GrantLine
from zonewright.compiler.check_figures import WHOLE, constants_in, numbers_in
from zonewright.conditions.render import show_value
from zonewright.errors import Diagnostic
from zonewright.packs.model import Pack
from zonewright.values import (
    COUNTS,
    LANGUAGES,
    ONE,
    SPACE_BEFORE_MARK,
    Number,
    Quantity,
    Words,
    currencies,
    exact,
    read_unit,
)

#: Shares that are told in words: a half, and parts such as one tenth, 三分之一, 10분의 1.
HALF: Final = re.compile(r"\bhalf\b(?! a year|-year)|半(?!年|个?月)|절반", re.IGNORECASE)
PARTS: Final = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
ENGLISH_PART: Final = re.compile(rf"\b(a|one|two|three|four)[ -]({'|'.join(PARTS)})s?\b", re.IGNORECASE)
PART: Final = re.compile(r"([一二三四五六七八九十]|\d{1,3})\s*(?:分之|분의)\s*([一二三四五六七八九十]|\d{1,3})")
DIGITS: Final = {
    **{digit: number for number, digit in enumerate("一二三四五六七八九十", start=1)},
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4,
}  # fmt: skip


def words_against_calculation(pack: Pack) -> Iterator[Diagnostic]:
    """ZW609: an amount is calculated with a number that its words do not state in every language."""
    for measure in pack.measures:
        if measure.amount is not None:
            for option in measure.amount.options:
                for line in option.lines:
                    yield from _unsaid(line, measure.amount.says, option.says, line.says)


def numbers_told(text: str) -> frozenset[Number]:
    """The numbers of a text in digits, and in percent the shares that it tells in words.

    >>> sorted(numbers_told("最高50 万元，租金减半，研发费用的十分之一"))
    [10, 50, 500000]
    """
    shares = [Fraction(1, 2)] if HALF.search(text) else []
    shares += [Fraction(DIGITS[found[1].lower()], PARTS[found[2].lower()]) for found in ENGLISH_PART.finditer(text)]
    for found in PART.finditer(text):
        below, above = (DIGITS.get(one) or int(one) for one in found.groups())
        shares += [Fraction(above, below)] if below else []
    digits = numbers_in(SPACE_BEFORE_MARK.sub("", text))
    return frozenset((*digits, *(exact(share * 100) for share in shares)))


def _unsaid(line: GrantLine, *words: Words | None) -> Iterator[Diagnostic]:
    """The numbers of a line that neither its own words nor those around it state."""
    told = {language: numbers_told("\n".join(one.in_language(language) for one in words if one)) for language in LANGUAGES}
    for quantity in dict.fromkeys(one for worth in line.worths for one in constants_in(worth)):
        lacking = [language for language in LANGUAGES if quantity.number not in told[language]]
        if lacking and _has_to_be_said(quantity):
            yield Diagnostic("ZW609", f"`says` does not state {show_value(quantity)} in {', '.join(lacking)}", line.place,
                             "state it in digits in `says` of the amount or the line, or correct the calculation")  # fmt: skip


def _has_to_be_said(quantity: Quantity) -> bool:
    """Money, percentages and counts; not zero, not all of it, not one of what is counted."""
    unit = read_unit(quantity.unit) or ONE
    bases = {base for base, _ in unit.powers}
    if quantity.number == 0 or quantity == WHOLE or (quantity.number == 1 and quantity.unit in COUNTS):
        return False
    return bases <= COUNTS or not bases.isdisjoint(currencies()) or quantity.unit.startswith("%")
