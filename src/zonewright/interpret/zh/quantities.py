"""Figures that decide or pay."""

from __future__ import annotations

import re
from typing import Final

from zonewright.interpret.zh import days, metrics, parts
from zonewright.interpret.zh.figure import Figure
from zonewright.interpret.zh.figures import figures, unit_of
from zonewright.provisions.model import Around, Confidence, Evidence, Quantity, Value

_DIGIT: Final = re.compile(r"[\d一二三四五六七八九十两百千万亿]", re.ASCII)


def quantities(words: str, around: Around) -> tuple[Quantity, ...]:
    """The figures of the words, left to right, with offsets into the words."""
    if not _DIGIT.search(words):
        return ()
    dated, plain = days.days(words)
    found = [*dated, *_halved(plain)] if "减半" in plain else list(dated)
    columns = _columns(around, words) if around.row else ()
    setting = parts.Setting.of(words, around)
    for figure in figures(plain):
        stated = metrics.with_unit(figure, plain, columns)
        if stated is None:
            continue
        role, op, flags = parts.part(stated, plain, setting)
        if role:
            found.append(_quantity(stated, role, op, flags, plain))
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _quantity(figure: Figure, role: str, op: str, flags: tuple[str, ...], words: str) -> Quantity:
    value: Value | tuple[Value, Value] = figure.value if figure.high is None else (figure.value, figure.high)
    rule = "zh-figure-range" if figure.high is not None else f"zh-figure-{figure.sort}"
    flags = (*figure.flags, *flags)
    confidence = Confidence.LOW if flags else Confidence.HIGH
    return Quantity(
        figure.start,
        figure.end,
        role,
        op,
        value,
        figure.unit,
        Evidence(rule, figure.start, figure.end, confidence),
        per=metrics.per(figure, words),
        metric=metrics.metric(figure, words),
        flags=flags,
    )


_HALF: Final = re.compile(r"(?<=年)减半(?=[，。；、]|$)")


def _halved(words: str) -> list[Quantity]:
    """第三年减半: half of what was said before."""
    return [
        Quantity(*one.span(), "rate", "=", 50, "%", Evidence("zh-figure-half", *one.span(), Confidence.MEDIUM))
        for one in _HALF.finditer(words)
    ]


_HEADED: Final = re.compile(r"[（(]\s?(?:单位[：:])?\s?([万亿千百十]{0,2})\s?([^\d（()）]{1,6})[）)]")


_NAMED: Final = re.compile(r"单位\s?[：:]\s?([万亿千百十]{0,2})\s?(元|美元|亩|平方米|人|%)")


def _columns(around: Around, words: str) -> tuple[tuple[str, str] | None, ...]:
    """The scale and unit that each column's heading gives in brackets: 奖励标准（万元）."""
    columns: list[tuple[str, str] | None] = []
    first = words.partition("|")[0]
    cells = [first] * (words.count("|") + 1) if _HEADED.search(first) else around.header.split("|")
    for heading in cells:
        match = _HEADED.search(heading)
        columns.append((match[1], match[2].split("/")[0]) if match and unit_of(match[2].split("/")[0])[0] != "count" else None)
    if any(columns):
        return tuple(columns)
    named = next((found for above in (around.lead, *around.headings[:2]) if (found := _NAMED.search(above))), None)
    return ((named[1], named[2]),) * (words.count("|") + 1) if named else ()
