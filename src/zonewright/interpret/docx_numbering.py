"""The numbers that a word processor prints before paragraphs and does not write into them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeAlias

from zonewright.interpret.counting import counted

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Element: TypeAlias = Any  # the library brings no types for the elements of its trees
_PLACE: Final = re.compile(r"%([1-9])")


class Level(NamedTuple):
    """One level of a list: where it starts, how it counts, and what is printed: `第%1条`."""

    start: int = 1
    style: str = "decimal"
    printed: str = "%1."
    legal: bool = False  # the numbers of the levels over it are printed as plain digits


@dataclass(slots=True)
class Numbering:
    """The lists of a file, and how far each has counted."""

    lists: Mapping[str, tuple[str, Mapping[int, Level]]]  # by number id: the list it counts in, and its levels
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, number: str, level: int) -> tuple[str, bool]:
        """What is printed before the next paragraph of the list, and whether that is a bullet."""
        if number not in self.lists:
            return "", False
        key, levels = self.lists[number]
        here = levels.get(level, Level())
        counts = self.counts.setdefault(key, {})
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        counts[level] = counts[level] + 1 if level in counts else here.start
        if here.style == "bullet":
            return "•", True
        if here.style == "none":
            return "", False

        def at(found: re.Match[str]) -> str:
            outer = int(found[1]) - 1
            value = counts.get(outer, levels.get(outer, Level()).start)
            counts.setdefault(outer, value)
            return counted("decimal" if here.legal else levels.get(outer, Level()).style, value)

        return _PLACE.sub(at, here.printed).strip(), False


def read_numbering(root: Element) -> Numbering:
    """The lists that the numbering part of a file defines."""
    if root is None:
        return Numbering({})
    abstract = {one.get(f"{W}abstractNumId"): _levels(one) for one in root.iter(f"{W}abstractNum")}
    found: dict[str, tuple[str, Mapping[int, Level]]] = {}
    for one in root.iter(f"{W}num"):
        id = one.get(f"{W}numId") or ""
        base = _value(one, "abstractNumId")
        levels = dict(abstract.get(base, {}))
        own = f"abstract {base}"
        for override in one.iter(f"{W}lvlOverride"):
            place = int(override.get(f"{W}ilvl") or 0)
            levels.update(_levels(override))
            start = _value(override, "startOverride")
            if start.isdecimal():
                levels[place] = levels.get(place, Level())._replace(start=int(start))
                own = f"number {id}"
        found[id] = (own, levels)
    return Numbering(found)


def _levels(root: Element) -> dict[int, Level]:
    found = {}
    for one in root.iter(f"{W}lvl"):
        place, start = one.get(f"{W}ilvl") or "0", _value(one, "start")
        legal = one.find(f"{W}isLgl") is not None
        style = _value(one, "numFmt") or "decimal"
        found[int(place)] = Level(int(start) if start.isdecimal() else 0, style, _value(one, "lvlText"), legal)
    return found


def _value(root: Element, name: str) -> str:
    element = root.find(f"{W}{name}")
    return "" if element is None else element.get(f"{W}val") or ""
