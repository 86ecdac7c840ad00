"""Pictures as SVG, drawn from exact numbers: amount by year, distance to a bound. No script, no outside font."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Final

from zonewright.cases.diagram_words import text_width

COLUMN: Final = 74
HEIGHT: Final = 120
MARGIN: Final = 26
GAUGE: Final = 420


@dataclass(frozen=True, slots=True)
class Bar:
    """One column: its label, the sure part, and the top it may reach (None: no upper end), with its words."""

    label: str
    sure: Fraction
    top: Fraction | None
    words: str


def bars(title: str, columns: Sequence[Bar], *, prefix: str) -> str:
    """A column for each bar: the sure part solid, what may come on top hatched, no upper end as an open arrow.

    ``prefix`` keeps the ids of several pictures on one page apart.
    """
    step = max([COLUMN, *(text_width(text) + 12 for one in columns for text in (one.label, one.words))])
    width = step * len(columns) + 2 * MARGIN
    highest = max((one.top or one.sure for one in columns), default=Fraction(0)) or Fraction(1)
    drawn = [_column(one, MARGIN + step * place, step, highest, prefix) for place, one in enumerate(columns)]
    said = "; ".join(f"{one.label}: {one.words}" for one in columns)
    ground = MARGIN + HEIGHT
    floor = f'<line x1="{MARGIN}" y1="{ground}" x2="{width - MARGIN}" y2="{ground}" stroke="currentColor"/>'
    hatch = (
        f'<defs><pattern id="{prefix}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="6" height="6" fill="#9ecae9"/>'
        '<line y2="6" stroke="#1f5a92" stroke-width="2"/></pattern></defs>'
    )
    return _picture(title, said, width, HEIGHT + 2 * MARGIN + 8, (hatch, *drawn, floor))


def _column(one: Bar, left: int, step: int, highest: Fraction, prefix: str) -> str:
    """One column with its label below and its words above."""
    ground, middle, wide = MARGIN + HEIGHT, left + step // 2, 36
    top = one.sure if one.top is None else one.top
    sure, most = _scaled(one.sure, highest), _scaled(top, highest)
    x = middle - wide // 2
    parts = [f'<rect x="{x}" y="{ground - sure}" width="{wide}" height="{sure}" fill="#1f5a92"/>']
    if most > sure:
        parts.append(
            f'<rect x="{x}" y="{ground - most}" width="{wide}" height="{most - sure}" '
            f'fill="url(#{prefix}-hatch)" stroke="#1f5a92"/>'
        )
    if one.top is None:
        tip = ground - sure - 22
        parts.append(
            f'<path d="M{middle - 8} {tip + 9}L{middle} {tip}L{middle + 8} {tip + 9}M{middle} {tip}V{ground - sure}" '
            'fill="none" stroke="#1f5a92" stroke-width="2" stroke-dasharray="4 2"/>'
        )
        most = sure + 22
    parts.append(_text(middle, ground - most - 5, one.words))
    parts.append(_text(middle, ground + 17, one.label))
    return "".join(parts)


def _scaled(number: Fraction, highest: Fraction) -> int:
    """Pixels of height; something is never drawn as nothing."""
    return max(round(number / highest * (HEIGHT - 22)), 2 if number else 0)


def gauge(title: str, *, has: Fraction, needs: Fraction, has_words: str, needs_words: str, gap_words: str) -> str:
    """A line from zero: where the enterprise stands, where the bound is, and the gap between the two."""
    low, high = min(has, needs, Fraction(0)), max(has, needs, Fraction(0))
    span = (high - low) or Fraction(1)
    left = MARGIN + 40

    def at(number: Fraction) -> int:
        return left + round((number - low) / span * GAUGE)

    here, there = at(has), at(needs)
    start, end = sorted((here, there))
    width = left + GAUGE + MARGIN + 60
    parts = (
        f'<line x1="{left}" y1="40" x2="{left + GAUGE}" y2="40" stroke="currentColor" stroke-width="2"/>',
        f'<line x1="{start}" y1="40" x2="{end}" y2="40" stroke="#b3261e" stroke-width="6"/>',
        f'<circle cx="{here}" cy="40" r="6" fill="#1f5a92"/>',
        f'<path d="M{there} 30V50" stroke="#b3261e" stroke-width="3"/>',
        _text(_inside(here, has_words, width), 62, has_words),
        _text(_inside(there, needs_words, width), 22, needs_words),
        _text(_inside((start + end) // 2, gap_words, width), 80, gap_words, "#b3261e"),
    )
    return _picture(title, f"{has_words}; {needs_words}; {gap_words}", width, 90, parts)


def _inside(middle: int, text: str, width: int) -> int:
    """Where the middle of a text may stand without leaving the picture."""
    half = text_width(text) // 2 + 2
    return min(max(middle, half), max(width - half, half))


def _text(x: int, y: int, text: str, fill: str = "currentColor") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="middle" fill="{fill}">{escape(text)}</text>'


def _picture(title: str, said: str, width: int, height: int, parts: Iterable[str]) -> str:
    """The frame of a picture; it is read out by its title and its description."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="sans-serif" font-size="12"><title>{escape(title)}</title><desc>{escape(said)}</desc>'
        + "".join(parts)
        + "</svg>"
    )
