"""Premises as written to a tree and its plots: what a part does not say it has from its whole; every mistake is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import floor
from typing import TYPE_CHECKING, Any, Final

from zonewright.errors import Place, Report
from zonewright.layout.geometry import Geometry, read_geometry, read_position
from zonewright.layout.model import Plot, Property
from zonewright.layout.outlines import check_outlines, on_the_ground, shapes_of
from zonewright.layout.projection import Position
from zonewright.layout.properties import FIGURES, LEVELS, PROPERTIES, read_level
from zonewright.layout.shapes import nested, premise_shape
from zonewright.layout.site import GIVEN, KINDS, Premise
from zonewright.notation.shapes import Located, nearest
from zonewright.notation.tree import Listing, Node, Scalar
from zonewright.notation.tree import Mapping as Keys
from zonewright.values import DateRange, Words

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: What a part has from its whole where it says nothing itself.
HANDED_DOWN: Final = (
    "shared", "available", *FIGURES, *LEVELS, "land_use", "bonded", "rent", "verified_on", "verified_by",
)  # fmt: skip
#: What GeoJSON may name as its coordinates.
WGS84: Final = ("CRS84", "EPSG::4326", "EPSG:4326")


@dataclass(frozen=True, slots=True)
class Written:
    """A row of premises as it was read: its node of the tree, and what it says."""

    premise: Premise
    at: Located
    says: Mapping[str, Any]
    location: tuple[int, int] | None = None


def features_of(node: Node, report: Report) -> list[Keys]:
    """The rows of a GeoJSON file: the properties of each feature, with its geometry as `outline`."""
    held = node.get("features") if isinstance(node, Keys) else None
    if not isinstance(node, Keys) or not isinstance(held, Listing):
        report.error("ZW921", "this is no GeoJSON collection of features", node.place,
                     hint='write {"type": "FeatureCollection", "features": [..]}')  # fmt: skip
        return []
    crs = node.get("crs")
    if crs is not None and not any(known in _texts(crs) for known in WGS84):
        report.error("ZW929", "the coordinates are not in WGS 84", crs.place, hint="export in WGS 84, EPSG:4326")
    found = []
    for feature in held.items:
        properties = feature.get("properties") if isinstance(feature, Keys) else None
        if not isinstance(feature, Keys) or not isinstance(properties, Keys):
            report.error("ZW921", "a feature has no properties", feature.place, hint="write its id and kind")
            continue
        geometry = feature.get("geometry")
        entries = nested(properties).entries
        if isinstance(geometry, Keys):
            entries = (*entries, (Scalar("outline", geometry.place), geometry))
        found.append(Keys(entries, feature.place))
    return found


def _texts(node: Node) -> str:
    """Every text below a node, in one."""
    match node:
        case Scalar(text):
            return text
        case Listing(items):
            return " ".join(map(_texts, items))
        case Keys(entries):
            return " ".join(_texts(value) for _, value in entries)


def read_premises(
    rows: Iterable[Node],
    *,
    currency: str,
    levels: Mapping[str, tuple[str, ...]],
    references: Mapping[str, tuple[Position, Place]],
    report: Report,
) -> tuple[dict[str, Premise], dict[str, Plot]]:
    """The tree of premises and the plots that can be given."""
    written = _rows(rows, currency, levels, report)
    for id, (_, place) in references.items():
        if id not in written:
            report.error("ZW923", f"unknown premise `{id}`", place, hint=nearest(id, written))
    tree = _tree(written, report)
    shapes: dict[str, BaseGeometry] = {}
    placed = on_the_ground({id: one.premise for id, one in tree.items()}, references, report)
    if placed is not None:
        shapes = shapes_of(placed, report)
        tree = {id: _placed(one, placed[id], shapes) for id, one in tree.items()}
    _refuse_mixed(tree, report)
    plots = dict(_plots(tree, report))
    premises = {id: one.premise for id, one in tree.items()}
    areas = {id: (plot.area, tree[id].at.places["area"]) for id, plot in plots.items()}
    check_outlines(premises, shapes, areas, {id: one.says["floor"] for id, one in tree.items() if "floor" in one.says}, report)
    return premises, plots


def _rows(rows: Iterable[Node], currency: str, levels: Mapping[str, tuple[str, ...]], report: Report) -> dict[str, Written]:
    """The rows by id; one that stands twice is told."""
    shape, found = premise_shape(currency), dict[str, Written]()
    for node in rows:
        at = shape.located(node, report)
        if at is None or not shape.is_whole(at):
            continue
        id = at.get("id")
        if id in found:
            report.error("ZW922", f"`{id}` stands twice", at.places["id"],
                         hint=f"it also stands at {found[id].at.place}: rename one of them")  # fmt: skip
            continue
        says = _says(at, levels, report)
        outline = read_geometry(says["outline"], report) if "outline" in says else None
        point = _point(at, report)
        title = at.get("title", Words(id, id, id))
        premise = Premise(id, at.get("kind"), title, at.get("parent", ""), place=at.place)
        found[id] = Written(_located(premise, point or outline), at, says, _location(at, report))
    return found


def _says(at: Located, levels: Mapping[str, tuple[str, ...]], report: Report) -> dict[str, Any]:
    """What a row states, with levels that the problem knows."""
    says = {key: value for key, value in at.values.items() if value is not None}
    for name in LEVELS:
        if name in says and read_level(name, says[name], levels, place=at.places[name], report=report) is None:
            del says[name]
    available = says.get("available", DateRange())
    if available.start and available.end and available.start >= available.end:
        message = f"`{at.get('id')}` is available until before it is"
        report.error("ZW939", message, at.places["available"], hint="swap `from` and `until`")
    return says


def _located(premise: Premise, geometry: Geometry | None) -> Premise:
    """The premise with its point or outline."""
    match geometry:
        case None:
            return premise
        case (int(longitude), int(latitude)):
            return replace(premise, point=(longitude, latitude))
        case _:
            return replace(premise, outline=tuple(one for one in geometry if isinstance(one, tuple)))


def _point(at: Located, report: Report) -> Position | None:
    longitude, latitude = at.get("longitude"), at.get("latitude")
    if longitude is None and latitude is None:
        return None
    place = at.places["longitude" if longitude is not None else "latitude"]
    return read_position(Scalar(longitude or "", place), Scalar(latitude or "", place), report)


def _location(at: Located, report: Report) -> tuple[int, int] | None:
    written = at.get("location")
    if written is None:
        return None
    if len(written) != 2:
        report.error(
            "ZW929", "a location has two numbers", at.places["location"], hint="write [1200, 340]: metres east and north"
        )
        return None
    return round(float(written[0])), round(float(written[1]))


def _tree(written: Mapping[str, Written], report: Report) -> dict[str, Written]:
    """The rows whose way up to the root is whole, the widest first."""
    broken = set()
    for id, one in written.items():
        parent, place = one.premise.parent, one.at.places.get("parent", one.at.place)
        if not parent:
            continue
        if parent not in written:
            report.error("ZW923", f"unknown parent `{parent}`", place, hint=nearest(parent, written.keys() - {id}))
        elif KINDS.index(written[parent].premise.kind) >= KINDS.index(one.premise.kind):
            wider = ", ".join(KINDS[: KINDS.index(one.premise.kind)]) or "nothing"
            said = f"`{id}` is a {one.premise.kind}; its parent `{parent}` is a {written[parent].premise.kind}"
            report.error("ZW923", said, place, hint=f"what holds a {one.premise.kind} is wider: {wider}")
        else:
            continue
        broken.add(id)
    found: dict[str, Written] = {}
    for id in sorted(written, key=lambda id: KINDS.index(written[id].premise.kind)):
        one = written[id]
        whole = one if id not in broken else replace(one, premise=replace(one.premise, parent=""))
        above = found.get(whole.premise.parent)
        found[id] = replace(whole, says=_handed_down(above, whole)) if above else whole
    return found


def _handed_down(above: Written, own: Written) -> dict[str, Any]:
    """What a part says, and what it has from its whole."""
    given = {key: above.says[key] for key in HANDED_DOWN if key in above.says}
    nodes = {**above.says.get("nodes", {}), **own.says.get("nodes", {})}
    return {**given, **own.says, **({"nodes": nodes} if nodes else {})}


def _placed(one: Written, premise: Premise, shapes: Mapping[str, BaseGeometry]) -> Written:
    """The row with where it lies."""
    middle = one.location or premise.middle
    if middle is None and premise.id in shapes:
        center = shapes[premise.id].centroid
        middle = (round(center.x), round(center.y))
    return replace(one, premise=replace(premise, middle=middle))


def _refuse_mixed(tree: Mapping[str, Written], report: Report) -> None:
    """Metres of an unnamed projection do not go together with degrees."""
    metric = [one for one in tree.values() if one.location is not None]
    degrees = [one for one in tree.values() if one.premise.point or one.premise.outline]
    if metric and degrees:
        report.error("ZW938", f"`{metric[0].premise.id}` lies in metres, `{degrees[0].premise.id}` in degrees",
                     metric[0].at.places["location"], hint="write all of them in WGS 84, or none")  # fmt: skip


def _plots(tree: Mapping[str, Written], report: Report) -> Iterator[tuple[str, Plot]]:
    """What can be given, in the order of the ids."""
    given = {id: one for id, one in tree.items() if one.premise.kind in GIVEN and "area" in one.says}
    for id, one in sorted(given.items()):
        above = list(_above(tree, id))
        for holder in above:
            if holder.premise.id in given:
                report.error("ZW936", f"`{id}` and `{holder.premise.id}`, which holds it, both have an area to give",
                             one.at.places["area"], hint="leave `area` out of one of them")  # fmt: skip
        area = floor(one.says["area"])
        if area < 1:
            report.error("ZW924", f"`{id}` has less than a square metre", one.at.places["area"], hint="write its area in m2")
            continue
        yield id, _plot(one, above, area)


def _above(tree: Mapping[str, Written], id: str) -> Iterator[Written]:
    """What holds a part, the nearest first."""
    parent = tree[id].premise.parent
    while parent in tree:
        yield tree[parent]
        parent = tree[parent].premise.parent


def _plot(one: Written, above: list[Written], area: int) -> Plot:
    premise, says = one.premise, one.says
    park = next((held.premise.id for held in above if held.premise.kind == "park"), above[-1].premise.id if above else "")
    middle = next((held.premise.middle for held in (one, *above) if held.premise.middle is not None), (0, 0))
    properties: dict[str, Property] = {name: says[name] for name in PROPERTIES if name in says}
    return Plot(
        premise.id,
        park,
        area,
        shared=says.get("shared", False),
        x=middle[0],
        y=middle[1],
        properties=properties,
        available=says.get("available", DateRange()),
        rent=says.get("rent"),
        nodes=says.get("nodes", {}),
        verified_on=says.get("verified_on"),
        verified_by=says.get("verified_by", ""),
    )
