"""Figures that stand in a row and share what is said once: 1 million, 2 million and 3 million yuan respectively."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from zonewright.interpret.en.figures import NUMBER, Figure, read_figure
from zonewright.provisions.model import Confidence, Evidence, Quantity

_NEXT: Final = re.compile(r" ?(?:,|/|and|or|, and|, or|&) ?", re.IGNORECASE)
_JOINED: Final = re.compile(
    r" ?(?:\(|,|/|and|or|, and|, or|&)? ?(?:(?:for|in|to|per|of) [^,.;|()]{1,70}?(?: and|, and|,| or) )?(?:the )?(?:rs\.? "
    r"?|us\$ ?|up to )?$",
    re.IGNORECASE,
)
_LESSER: Final = re.compile(
    r"[^.;|]{0,60}?whichever (?:is|be)(?: the)? (?:less|lower|lesser|smaller|earlier|least)", re.IGNORECASE
)
_CONVERSION: Final = re.compile(
    r"\((?:about |approximately |around |approx\. |equivalent to |equal to |or |some |i\.e\. |roughly |nearly )?(?:the "
    r"equivalent of )?(?:[A-Z]{0,3}[$€£₩₹]|[A-Z]{3}|Rs\.?|US dollars)? ?\d"
)
_ONLY_MONEY: Final = re.compile(r"\((?:about |approximately |around )?(?:US)?\$ ?[\d.,]{1,15} ?(?:million|billion|trillion)?\)")
_NOR: Final = re.compile(r"[^.;|]{0,60}\bnor (?:by )?$")
_SIZES: Final = frozenset({"m2", "km2", "sqft", "sqyd", "ha", "acre", "mu", "km", "m", "MW", "kW"})
_MOST: Final = 6


def shared_unit(words: str, figure: Figure, context: str) -> Figure:
    """The figure with the currency or unit of the last one of its row, where it has none of its own."""
    at, scale_needed = figure.end, figure.factor == 1
    for _ in range(_MOST):
        link = _NEXT.match(words, at)
        match = NUMBER.match(words, link.end()) if link else None
        following = read_figure(words, match, context) if match else None
        if following is None:
            return figure
        if following.unit:
            if following.sign and following.start < following.end and not words[following.start].isalnum():
                return figure  # a sign in front belongs to that figure alone
            factor = following.factor if scale_needed and following.factor > 1 and figure.raw < 1000 else 1
            return replace(figure, unit=following.unit, value=figure.value * factor)
        at = following.end
    return figure


def as_before(words: str, found: Quantity, earlier: Quantity | None) -> Quantity:
    """The figure with the part of the one before it, where the two stand in a row and only the first was told."""
    if earlier is not None and earlier.op == "<=" and found.op in {"=", ">="} and _NOR.search(words, earlier.end, found.start):
        evidence = Evidence("en-figure-ladder", found.start, found.end, Confidence.MEDIUM)
        flags = tuple(flag for flag in found.flags if flag != "no_comparator")
        return replace(found, role=earlier.role, op="<=", evidence=evidence, flags=flags)
    if earlier is None or found.unit != earlier.unit or found.op == "range" or earlier.role not in {"cap", "threshold"}:
        return found
    if "no_comparator" not in found.flags and (found.op != "=" or found.role not in {"amount", "rate"}):
        return found
    between = words[earlier.end : found.start]
    if len(between) > 90 or _JOINED.fullmatch(between) is None:
        return found
    if earlier.unit == "%" and earlier.role == "cap" and "respectively" not in words:
        return found
    evidence = Evidence("en-figure-ladder", found.start, found.end, Confidence.MEDIUM)
    flags = tuple(flag for flag in found.flags if flag != "no_comparator")
    return replace(found, role=earlier.role, op=earlier.op, evidence=evidence, flags=flags)


def lesser(words: str, found: Quantity) -> Quantity:
    """An amount before `whichever is less` is a cap."""
    if (
        found.role in {"amount", "threshold"}
        and found.op in {"=", ">="}
        and _LESSER.match(words, found.end)
        and "whichever" in words
    ):
        return replace(found, role="cap", op="<=", flags=tuple(flag for flag in found.flags if flag != "no_comparator"))
    return found


def told_again(words: str, figure: Figure, earlier: Quantity) -> bool:
    """100 million yuan ($14 million), 420 mu (28 hectares): the same size told again in another unit."""
    if _said_again(words, figure, earlier):
        return True
    bracket = words.rfind("(", max(0, figure.start - 60), figure.start)
    if bracket < 0 or bracket < earlier.start or ")" in words[bracket : figure.start] or earlier.unit == figure.unit:
        return False
    money = len(earlier.unit) == 3 and earlier.unit.isupper() and figure.money
    if not money and not (figure.unit in _SIZES and (earlier.unit in _SIZES or earlier.per in _SIZES)):
        return False
    beside = bracket - earlier.end <= 2 and _CONVERSION.match(words, bracket) is not None
    return beside or (money and bracket - earlier.end < 80 and _ONLY_MONEY.match(words, bracket) is not None)


def _said_again(words: str, figure: Figure, earlier: Quantity) -> bool:
    """Seventy percent (70%): the same figure once in words and once in digits."""
    last = earlier.value[1] if isinstance(earlier.value, tuple) else earlier.value
    between = words[earlier.end : figure.start].strip()
    return figure.unit == earlier.unit and figure.value == last and between.startswith("(") and len(between) <= 8
