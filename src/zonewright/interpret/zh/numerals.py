"""Numbers as Chinese texts print them, read exactly: 5000万, 1亿2000万, 一百五十万, 百分之四十, 三分之一."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from zonewright.values import Number, exact

DIGITS: Final = (
    {mark: place for place, mark in enumerate("零一二三四五六七八九")}
    | {"〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
    | {
        "肆": 4,
        "伍": 5,
        "陆": 6,
        "柒": 7,
        "捌": 8,
        "玖": 9,
    }
)
TENS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
MYRIADS: Final = {"万": 10**4, "亿": 10**8}
LONGEST: Final = 24


def read_arabic(figure: str, scale: str) -> Number | None:
    """The value of a figure in Arabic digits and of the scale words after it; None where it cannot be told.

    >>> read_arabic("1.5", "亿"), read_arabic("1,200", "万"), read_arabic("1", "千万"), read_arabic("12,34", "万")
    (150000000, 12000000, 10000000, None)
    """
    whole, _, part = figure.partition(".")
    groups = whole.split(",")
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])):
        return None
    if len(figure) > LONGEST or not whole:
        return None
    value = int("".join(groups)) * scale_of(scale)
    return exact(value + Fraction(int(part) * scale_of(scale), 10 ** len(part))) if part else value


def scale_of(words: str) -> int:
    """What scale words multiply by: 万 10,000, 千万 10,000,000, nothing 1."""
    product = 1
    for mark in words:
        product *= TENS.get(mark) or MYRIADS.get(mark, 1)
    return product


def read_chinese(words: str) -> Number | None:
    """The value of a number written in Chinese; None where it is none.

    >>> read_chinese("一百五十万"), read_chinese("二〇二五"), read_chinese("十"), read_chinese("百"), read_chinese("一亿二千万")
    (1500000, 2025, 10, None, 120000000)
    """
    if not words or len(words) > LONGEST:
        return None
    if all(mark in DIGITS for mark in words):
        return int("".join(str(DIGITS[mark]) for mark in words)) if len(words) == 1 or len(words) == 4 else None
    total = section = 0
    digit: int | None = None
    below = 10**9
    for mark in words:
        if mark in DIGITS:
            if digit:
                return None
            digit = DIGITS[mark]
        elif mark in TENS:
            size = TENS[mark]
            if size >= below or (digit is None and not (size == 10 and section == 0)):
                return None
            section, digit, below = section + (1 if digit is None else digit) * size, None, size
        elif mark in MYRIADS:
            section, digit, size = section + (digit or 0), None, MYRIADS[mark]
            if not (section or total):
                return None
            total = (total + section) * size if total < size else total + section * size
            section, below = 0, 10**9
        else:
            return None
    return total + section + (digit or 0)
