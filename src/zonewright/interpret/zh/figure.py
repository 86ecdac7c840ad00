"""One figure of a text, with its unit and its comparators."""

from __future__ import annotations

from typing import NamedTuple

from zonewright.values import Number


class Figure(NamedTuple):
    """A number with its unit, or two that make a range; the comparators around it are part of its stretch."""

    start: int
    end: int
    core: tuple[int, int]  # without the comparators
    value: Number
    high: Number | None
    unit: str  # empty: a bare number
    word: str  # the unit as printed
    op: str  # empty: no comparator
    scale: int = 1  # what its scale words multiply by
    sort: str = ""  # money, share, time, measure, counted, bare
    chinese: bool = False
    above: bool = False  # the comparator says how much at most may be given: 最高, 封顶
    after: str = ""  # the comparator behind, as printed
    flags: tuple[str, ...] = ()
