"""A layout problem as it was read: the problem itself, and what a map and its readers want to know beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from zonewright.errors import Diagnostic, Place
from zonewright.layout.model import LayoutProblem
from zonewright.layout.projection import Position
from zonewright.values import Words

#: The kinds of premises, the widest first.
KINDS: Final = ("zone", "park", "parcel", "building", "unit")
#: Those of which a project can be given one.
GIVEN: Final = frozenset({"parcel", "building", "unit"})
#: A closed ring, and a polygon with its holes.
Ring: TypeAlias = tuple[Position, ...]
Polygon: TypeAlias = tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Premise:
    """A node of the tree of premises. ``outline`` is in WGS 84, ``drawn`` the same in decimetres of the projection."""

    id: str
    kind: str
    title: Words
    parent: str = ""
    point: Position | None = None
    outline: tuple[Polygon, ...] = ()
    drawn: tuple[tuple[tuple[tuple[int, int], ...], ...], ...] = ()
    middle: tuple[int, int] | None = None  # metres
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Site:
    """The problem with the names and outlines of its premises, the names of its occupants, and the scales of its figures.

    ``scales`` says by how much the figures of a network were multiplied to be whole: 10 for `steam` means tenths of t/h.
    """

    problem: LayoutProblem
    title: Words
    premises: Mapping[str, Premise]
    names: Mapping[str, Words]
    sample: bool = False
    currency: str = ""
    scales: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[Diagnostic, ...] = ()
