"""What the header of a table says about the figures in its rows."""

from __future__ import annotations

import re
from typing import Final

from zonewright.interpret.en import measures, numerals
from zonewright.provisions.model import Around

_CAP: Final = re.compile(r"\b(?:max(?:imum|\.)?|ceiling|cap|limit|up to)(?![a-z])", re.IGNORECASE)
_FLOOR: Final = re.compile(
    r"\b(?:min(?:imum|\.)?|threshold|at least|least|lowest|requirements?|eligibility)(?![a-z])", re.IGNORECASE
)
_PERSON: Final = re.compile(r"\b(?:jobs?|employ(?:ment|ees)|persons?|workers?|staff|manpower|trainees?)\b", re.IGNORECASE)
_BARE: Final = re.compile(r"\s*[\d,.]{1,20}\s*")
_CURRENCY: Final = re.compile(r"[A-Za-z$.]{0,4}[$₹€£₩¥]|\b(?:[A-Z]{3}|Rs\.?|RMB|Ksh|yuan|won|rupees)\b")
_SCALE: Final = re.compile(r"\b(?:thousands?|lakhs?|millions?|mn|crores?|cr|billions?|bn|trillions?)\b\.?", re.IGNORECASE)


def cell_context(words: str, at: int, around: Around) -> str:
    """What stands over a figure: of a row its column's heading and first cell, else the lead-in or nearest heading.

    A comparator that the column's heading gives stands in front.
    """
    if not around.row:
        return f"{around.headings[0] if around.headings else ''} {around.lead} "
    column = column_heading(words, at, around.header)
    mark = "<=" if _CAP.search(column) else ">=" if _FLOOR.search(column) else ""
    first = words.strip(" |").split("|")[0] if "|" in words[:at] else ""
    return f"{mark} {around.headings[0] if around.headings else ''} {first} {column} "


def column_heading(words: str, at: int, header: str) -> str:
    """The heading of the column that a place of a row stands in."""
    cells = [cell.strip() for cell in header.strip().strip("|").split("|")]
    place = words[:at].lstrip(" |").count("|")
    body = len(words.strip().strip("|").split("|"))
    place += max(0, len(cells) - body)  # a row may stand without its number in front
    return cells[place] if place < len(cells) else ""


def cell_unit(words: str, start: int, end: int, header: str) -> tuple[str, int] | None:
    """The unit and scale that the column's heading gives a cell that holds a number alone: `Investment (Rs. crore)`."""
    opened, closed = words.rfind("|", 0, start) + 1, words.find("|", end)
    if not header or not _BARE.fullmatch(words[opened : closed if closed >= 0 else len(words)]):
        return None
    column = column_heading(words, start, header)
    scale = _SCALE.search(column)
    factor = numerals.SCALES[scale.group().lower().rstrip(".")] if scale else 1
    for sign in _CURRENCY.finditer(column):
        code = measures.currency_before(sign.group(), "1") or measures.currency_before(sign.group().rstrip("."), "1")
        if code is not None:
            return code, factor
    for bracket in re.finditer(r"[(]([^()]{1,30})[)]|\b(per ?cent|%)", column):
        unit = measures.unit_after(" " + (bracket[1] or bracket[2]), 0)
        if unit is not None:
            return unit[0], factor
    return ("person", 1) if _PERSON.search(column) else None
