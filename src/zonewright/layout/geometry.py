"""Outlines and points as they are written: GeoJSON and WKT to positions, with every mistake told."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias

from zonewright.errors import Place, Report
from zonewright.layout.projection import PER_DEGREE, Position
from zonewright.layout.site import Polygon, Ring
from zonewright.notation.tree import Listing, Mapping, Node, Scalar

#: A point, or polygons.
Geometry: TypeAlias = Position | tuple[Polygon, ...]
WKT: Final = re.compile(r"(POINT|POLYGON|MULTIPOLYGON)\s*(?:Z\s*)?(\(.*\))", re.IGNORECASE | re.DOTALL)
SHAPES: Final = {"Point": 0, "Polygon": 2, "MultiPolygon": 3}
#: A position that is not on the earth is kept, so that the order of axes can be looked at.
FARTHEST: Final = 10**12


def read_geometry(node: Node, report: Report) -> Geometry | None:
    """The geometry of a GeoJSON feature, or a text in WKT; None when there is none that can be used."""
    if isinstance(node, Scalar):
        return None if node.empty or not node.text.strip() else _from_wkt(node, report)
    kind, held = (node.get("type"), node.get("coordinates")) if isinstance(node, Mapping) else (None, None)
    name = kind.text if isinstance(kind, Scalar) else ""
    if name not in SHAPES or held is None:
        _refuse(f"`{name[:40]}` is no geometry that is read" if name else "this is no geometry", node.place, report)
        return None
    return _geometry(name, held, report)


def read_position(longitude: Node, latitude: Node, report: Report) -> Position | None:
    """A position from two cells."""
    return _position(Listing((longitude, latitude), longitude.place), report)


def _refuse(message: str, place: Place, report: Report) -> None:
    report.error("ZW921", message, place, hint="write a Point, a Polygon or a MultiPolygon in WGS 84, longitude first")


def _geometry(name: str, held: Node, report: Report) -> Geometry | None:
    if name == "Point":
        return _position(held, report)
    polygons = held.items if name == "MultiPolygon" and isinstance(held, Listing) else (held,)
    found = [_polygon(one, report) for one in polygons]
    whole = tuple(one for one in found if one is not None)
    return whole if len(whole) == len(found) and whole else None


def _polygon(node: Node, report: Report) -> Polygon | None:
    if not isinstance(node, Listing) or not node.items:
        _refuse("a polygon has no ring", node.place, report)
        return None
    rings = [_ring(one, report) for one in node.items]
    return tuple(one for one in rings if one is not None) if all(rings) else None


def _ring(node: Node, report: Report) -> Ring | None:
    items = node.items if isinstance(node, Listing) else ()
    found = [_position(one, report) for one in items]
    ring = tuple(one for one in found if one is not None)
    if len(ring) != len(items):
        return None
    if len(set(ring)) < 3:
        report.error("ZW931", f"a ring has {len(set(ring))} different corners", node.place, hint="an outline has three or more")
        return None
    if ring[0] != ring[-1]:
        report.error("ZW930", "a ring is open: its last position is not its first", node.place,
                     hint="write the first position once more at its end")  # fmt: skip
        return None
    return ring


def _position(node: Node, report: Report) -> Position | None:
    cells = node.items[:2] if isinstance(node, Listing) else ()
    found = [_degrees(cell.text) for cell in cells if isinstance(cell, Scalar)]
    whole = [one for one in found if one is not None]
    if len(whole) != 2:
        said = ", ".join(cell.text[:20] for cell in cells if isinstance(cell, Scalar))
        report.error("ZW929", f"`{said}` is no position" if said else "a position is missing", node.place,
                     hint="write longitude and latitude in degrees: [125.4012, 43.9876]")  # fmt: skip
        return None
    return whole[0], whole[1]


def _degrees(text: str) -> int | None:
    """Degrees in units of 10^-7; None for what is no finite number."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) > FARTHEST:
        return None
    return round(number * PER_DEGREE)


def _from_wkt(node: Scalar, report: Report) -> Geometry | None:
    """A text such as ``POLYGON ((125.1 43.9, ...))``."""
    found = WKT.fullmatch(node.text.strip())
    held = _brackets(found[2], node.place) if found else None
    if found is None or held is None:
        _refuse(f"`{node.text[:40]}` is no geometry that is read", node.place, report)
        return None
    name = {"POINT": "Point", "POLYGON": "Polygon", "MULTIPOLYGON": "MultiPolygon"}[found[1].upper()]
    return _geometry(name, held.items[0] if name == "Point" and held.items else held, report)


def _brackets(text: str, place: Place) -> Listing | None:
    """The brackets of WKT as lists, its positions as lists of numbers; None when they do not close."""
    open_lists: list[list[Node]] = [[]]
    for part in re.findall(r"[()]|[^(),]+", text):
        if part == "(":
            open_lists.append([])
        elif part == ")":
            if len(open_lists) < 2:
                return None
            closed = Listing(tuple(open_lists.pop()), place)
            open_lists[-1].append(closed)
        elif part.strip():
            open_lists[-1].append(Listing(tuple(Scalar(one, place) for one in part.split()), place))
    last = open_lists[0][0] if len(open_lists) == 1 and len(open_lists[0]) == 1 else None
    return last if isinstance(last, Listing) else None
