"""Are the outlines right: axes, degrees, shifts, crossings, overlaps, parts outside their whole, areas in another unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from statistics import median_low
from typing import TYPE_CHECKING, Final

from zonewright.errors import Place, Report
from zonewright.layout.projection import PER_DEGREE, Position, Projection, metres_between, shifted
from zonewright.layout.site import GIVEN, Premise

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: Premises of one problem do not lie further apart, in metres.
FARTHEST: Final = 300_000
#: A shift below this is a matter of where the middle is taken.
LEAST_SHIFT: Final = 150
#: Where GCJ-02 is used: from and to, in degrees.
CHINA: Final = ((72, 138), (1, 56))
#: Overlaps up to so many m2, or such a share of the smaller, come from drawing.
SLIVER: Final = 1
SLIVER_SHARE: Final = 0.005
OUTSIDE_SHARE: Final = 0.05
#: An area may be so many times its outline (storeys), and the outline so many times the area.
MOST_STOREYS: Final = 60
MOST_YARD: Final = 25
#: m2 in units that are taken for m2 by mistake.
UNITS: Final = {"mu": 666.67, "ha": 10_000.0, "km2": 1_000_000.0, "pyeong": 3.3058, "square feet": 0.0929}


def positions_of(premise: Premise) -> Iterator[Position]:
    """Every position of a premise."""
    if premise.point:
        yield premise.point
    for polygon in premise.outline:
        for ring in polygon:
            yield from ring


def middle_of(premise: Premise) -> Position | None:
    """The middle of the box around a premise."""
    found = tuple(positions_of(premise))
    return _middle(found) if found else None


def _middle(positions: Iterable[Position]) -> Position:
    east, north = zip(*positions, strict=True)
    return (min(east) + max(east)) // 2, (min(north) + max(north)) // 2


def _is_on_earth(position: Position) -> bool:
    return abs(position[0]) <= 180 * PER_DEGREE and abs(position[1]) <= 90 * PER_DEGREE


def on_the_ground(
    premises: Mapping[str, Premise], references: Mapping[str, tuple[Position, Place]], report: Report
) -> dict[str, Premise] | None:
    """The premises with their outlines in metres; None after telling what is wrong with where they lie."""
    if not _axes_are_right(premises, references, report):
        return None
    _look_for_shifts(premises, references, report)
    located = [position for premise in premises.values() for position in positions_of(premise)]
    projection = Projection(_middle(located)) if located else None
    return {id: _drawn(premise, projection) if projection else premise for id, premise in premises.items()}


def _axes_are_right(premises: Mapping[str, Premise], references: Mapping[str, tuple[Position, Place]], report: Report) -> bool:
    """Whether longitudes come first and every position is on the earth, near the others."""
    middles = {id: middle for id, premise in premises.items() if (middle := middle_of(premise))}
    if not middles:
        return True
    anchors = [position for position, _ in references.values()] or list(middles.values())
    anchor = (median_low([x for x, _ in anchors]), median_low([y for _, y in anchors]))
    swapped, elsewhere, far = list[str](), list[str](), list[str]()
    for id, (x, y) in middles.items():
        if not all(map(_is_on_earth, positions_of(premises[id]))):
            (swapped if _is_on_earth((y, x)) else elsewhere).append(id)
        elif _is_on_earth(anchor) and metres_between((x, y), anchor) > FARTHEST:
            near = _is_on_earth((y, x)) and metres_between((y, x), anchor) <= FARTHEST
            (swapped if near else far).append(id)
    told = (
        ("ZW928", swapped, "latitude stands before longitude", "swap them: GeoJSON writes [longitude, latitude]"),
        ("ZW929", elsewhere, "the coordinates are no degrees, maybe metres of a projection", "export in WGS 84, EPSG:4326"),
        ("ZW929", far, f"this lies more than {FARTHEST // 1000} km from the rest", "mend its coordinates, or take it out"),
    )
    for code, ids, message, hint in told:
        if ids:
            more = f" (and of {len(ids) - 1} more)" if len(ids) > 1 else ""
            report.error(code, f"of `{ids[0]}`{more}: {message}", premises[ids[0]].place, hint=hint)
    return not (swapped or elsewhere or far)


def _look_for_shifts(premises: Mapping[str, Premise], references: Mapping[str, tuple[Position, Place]], report: Report) -> None:
    """Whether a premise lies where a map in GCJ-02 shows its reference."""
    for id, (stated, place) in references.items():
        middle = middle_of(premises[id]) if id in premises else None
        if middle is None or not all(
            low * PER_DEGREE <= x <= high * PER_DEGREE for x, (low, high) in zip(middle, CHINA, strict=True)
        ):
            continue
        away = metres_between(middle, stated)
        if away < LEAST_SHIFT:
            continue
        if metres_between(middle, shifted(stated)) < away / 3:
            message = f"`{id}` lies {away:,.0f} m from its reference, as GCJ-02 would have it"
            report.error("ZW934", message, premises[id].place, hint="convert the coordinates from GCJ-02 to WGS 84")
        elif metres_between(shifted(middle), stated) < away / 3:
            message = f"the reference of `{id}` lies {away:,.0f} m away, as GCJ-02 would have it"
            report.error("ZW934", message, place, hint="convert the reference from GCJ-02 to WGS 84")


def _drawn(premise: Premise, projection: Projection) -> Premise:
    """The premise with its outline in decimetres and its middle in metres."""
    drawn = tuple(
        tuple(
            tuple((round(10 * x), round(10 * y)) for x, y in map(projection.point, ring)) for ring in polygon
        )
        for polygon in premise.outline
    )  # fmt: skip
    if premise.point:
        x, y = projection.point(premise.point)
        return replace(premise, middle=(round(x), round(y)))
    return replace(premise, drawn=drawn)


def shapes_of(premises: Mapping[str, Premise], report: Report) -> dict[str, BaseGeometry]:
    """The valid outlines in metres; those that cross themselves are told."""
    import shapely  # noqa: PLC0415  # heavy: only where outlines are read

    found: dict[str, BaseGeometry] = {}
    for id, premise in premises.items():
        if not premise.drawn:
            continue
        polygons = [
            shapely.Polygon(
                [(x / 10, y / 10) for x, y in rings[0]], [[(x / 10, y / 10) for x, y in ring] for ring in rings[1:]]
            )
            for rings in premise.drawn
        ]
        shape: BaseGeometry = polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
        if shape.is_valid and shape.area > 0:
            found[id] = shape
        else:
            said = shapely.is_valid_reason(shape).partition("[")[0].lower() if not shape.is_valid else "it has no area"
            report.error("ZW931", f"the outline of `{id}` is no polygon: {said}", premise.place,
                         hint="draw it anew without crossing its own line")  # fmt: skip
    return found


def check_outlines(
    premises: Mapping[str, Premise],
    shapes: Mapping[str, BaseGeometry],
    areas: Mapping[str, tuple[int, Place]],
    floors: Mapping[str, str],
    report: Report,
) -> None:
    """Overlaps of plots of one kind, parts outside their whole, areas that do not fit their outlines."""
    _overlaps(premises, {id: shapes[id] for id in areas if id in shapes}, floors, report)
    for id, shape in shapes.items():
        parent = shapes.get(premises[id].parent)
        outside = shape.difference(parent).area if parent is not None else 0
        if outside > max(SLIVER, OUTSIDE_SHARE * shape.area):
            report.warn("ZW933", f"{outside:,.0f} m2 of `{id}` lie outside `{premises[id].parent}`", premises[id].place,
                        hint="mend one of the two outlines, or the parent")  # fmt: skip
    for id, (area, place) in areas.items():
        drawn = shapes[id].area if id in shapes else 0
        if drawn and not drawn / MOST_YARD <= area <= drawn * MOST_STOREYS:
            unit = next((name for name, size in UNITS.items() if 0.8 < area * size / drawn < 1.25), "")
            meant = f"if it is in {unit}, write `{area} {unit}`" if unit else "mend the area or the outline"
            report.warn("ZW935", f"`{id}` has {area:,} m2, its outline {drawn:,.0f} m2", place, hint=meant)


def _overlaps(
    premises: Mapping[str, Premise], shapes: Mapping[str, BaseGeometry], floors: Mapping[str, str], report: Report
) -> None:
    from shapely import STRtree  # noqa: PLC0415  # heavy: only where outlines are read

    ids = [id for id in shapes if premises[id].kind in GIVEN]
    if not ids:
        return
    pairs = STRtree([shapes[id] for id in ids]).query([shapes[id] for id in ids], predicate="intersects")
    for first, second in sorted({(int(a), int(b)) for a, b in zip(*pairs, strict=True) if a < b}):
        one, other = ids[first], ids[second]
        if premises[one].kind != premises[other].kind or (
            premises[one].kind == "unit" and not _on_one_floor(one, other, floors)
        ):
            continue
        common = shapes[one].intersection(shapes[other]).area
        if common > max(SLIVER, SLIVER_SHARE * min(shapes[one].area, shapes[other].area)):
            report.error("ZW932", f"`{one}` and `{other}` overlap by {common:,.0f} m2", premises[other].place,
                         hint="mend one of the outlines, or take out the plot that stands twice")  # fmt: skip


def _on_one_floor(one: str, other: str, floors: Mapping[str, str]) -> bool:
    """Units lie above one another unless both say the same floor."""
    return floors.get(one, one) == floors.get(other, other)
