"""Hierarchical codes: what lies within what, inside one edition and across editions by written links."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from zonewright.errors import Place
from zonewright.values import Code


class Relation(Enum):
    """How a code of one edition stands to a code of another."""

    SAME = "same"
    INSIDE = "inside"
    CONTAINS = "contains"
    OVERLAPS = "overlaps"


REVERSED = {
    Relation.SAME: Relation.SAME,
    Relation.INSIDE: Relation.CONTAINS,
    Relation.CONTAINS: Relation.INSIDE,
    Relation.OVERLAPS: Relation.OVERLAPS,
}


@dataclass(frozen=True, slots=True)
class Link:
    """One row of a link table between two editions."""

    code: Code
    relation: Relation
    other: Code
    source: str = ""
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Links:
    """Link tables, readable in both directions."""

    by_code: Mapping[Code, tuple[Link, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, links: Iterable[Link]) -> Links:
        table: dict[Code, tuple[Link, ...]] = {}
        for link in links:
            back = Link(link.other, REVERSED[link.relation], link.code)
            for one in (link, back):
                table[one.code] = (*table.get(one.code, ()), one)
        return cls(MappingProxyType(table))

    def from_code(self, code: Code) -> tuple[Link, ...]:
        """The links of the code itself, and those of the codes above it, by which it lies inside."""
        own = self.by_code.get(code, ())
        inherited = tuple(
            Link(code, Relation.INSIDE, link.other)
            for above in _above(code)
            for link in self.by_code.get(above, ())
            if link.relation in {Relation.SAME, Relation.INSIDE}
        )
        return own + inherited


def _above(code: Code) -> tuple[Code, ...]:
    shorter = tuple(Code(code.scheme, code.edition, code.code[:length]) for length in range(len(code.code) - 1, 1, -1))
    letter = section_of(code)
    return (*shorter, Code(code.scheme, code.edition, letter)) if letter and not code.code.isalpha() else shorter


@cache
def _sections() -> Mapping[tuple[str, str], Mapping[str, tuple[str, str]]]:
    table: dict[tuple[str, str], dict[str, tuple[str, str]]] = {}
    text = files("zonewright.codes").joinpath("data/sections.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        table.setdefault((row["scheme"], row["edition"]), {})[row["section"]] = (row["first"], row["last"])
    return table


def section_of(code: Code) -> str | None:
    """The section letter that a code of a known classification lies in.

    >>> section_of(Code("gbt4754", "2017", "3491"))
    'C'
    """
    sections = _sections().get((code.scheme, code.edition), {})
    if code.code in sections:
        return code.code
    division = code.code[:2]
    return next((letter for letter, (first, last) in sections.items() if first <= division <= last), None)


def is_within(code: Code, target: Code, links: Links) -> bool | None:
    """True when the code is the target or below it, False when it is elsewhere, None when that cannot be told.

    A code of another edition counts through links; a code coarser than the target cannot be told.
    """
    if (code.scheme, code.edition) == (target.scheme, target.edition):
        return _is_within_edition(code, target)
    told = {
        _is_within_edition(link.other, target) if link.relation in {Relation.SAME, Relation.INSIDE} else None
        for link in links.from_code(code)
        if (link.other.scheme, link.other.edition) == (target.scheme, target.edition)
    }
    if True in told:
        return True
    return False if told == {False} else None


def _is_within_edition(code: Code, target: Code) -> bool | None:
    if code == target:
        return True
    if target.code.isalpha() or code.code.isalpha():
        ours, theirs = section_of(code), section_of(target)
        if ours is None or theirs is None or ours != theirs:
            return None if ours is None or theirs is None else False
        return True if target.code.isalpha() else None
    if code.code.startswith(target.code):
        return True
    return None if target.code.startswith(code.code) else False
