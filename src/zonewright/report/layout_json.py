"""A layout for programs: JSON with everything that was decided, and GeoJSON of premises with who goes where."""

from __future__ import annotations

from typing import Any

from zonewright.conditions.render import show_number
from zonewright.layout.fit import Reason
from zonewright.layout.projection import PER_DEGREE, Position
from zonewright.layout.score import Broken
from zonewright.layout.site import Premise
from zonewright.layout.unplaced import Unplaced
from zonewright.report.layout_text import LayoutTeller, Plan
from zonewright.values import DateRange, Words


def layout_as_json(plan: Plan, teller: LayoutTeller) -> dict[str, Any]:
    """The layout, its score and bound, and of each project that is not placed the reasons."""
    return {
        "title": words_as_json(plan.site.title),
        "sample": plan.site.sample,
        "currency": plan.site.currency,
        "scales": dict(plan.site.scales),
        "objective": plan.score.objective,
        "key": list(plan.score.key),
        "terms": dict(plan.score.terms),
        "bound": list(plan.bound) if isinstance(plan.bound, tuple) else plan.bound,
        "gap_per_10000": plan.gap,
        "proven": plan.proven,
        "broken": [_broken(one) for one in plan.score.broken],
        "placed": [
            {
                "project": id,
                "takes": [{"plot": plot, "area": area} for plot, area in plan.layout[id].takes],
                "worth": plan.layout[id].worth,
                "options": len(plan.options[id]),
                "why": teller.why_here(id),
            }
            for id in sorted(plan.layout)
        ],
        "unplaced": [_unplaced(plan.unplaced[id], teller) for id in sorted(plan.unplaced)],
        "shares": {id: show_number(share) for id, share in sorted(plan.shares().items())},
    }


def words_as_json(words: Words) -> dict[str, str]:
    """A text in its three languages."""
    return {"en": words.en, "zh": words.zh, "ko": words.ko}


def _unplaced(one: Unplaced, teller: LayoutTeller) -> dict[str, Any]:
    """Why a project is not placed: reasons by kind, the nearest plots, and what its options would break or lose."""
    return {
        "project": one.project,
        "options": one.options,
        "why": teller.why_nowhere(one.project),
        "barriers": [{"kind": kind, "about": about, "plots": plots} for (kind, about), plots in one.barriers],
        "nearest": [{"plot": plot, "reasons": [_reason(each) for each in held]} for plot, held in one.nearest],
        "tries": [
            {
                "plots": list(tried.option.plots),
                "broken": [_broken(each) for each in tried.broken],
                "loss": tried.loss,
                "better": tried.better,
            }
            for tried in one.tries
        ],
    }


def _broken(one: Broken) -> dict[str, Any]:
    on = one.on.isoformat() if one.on else None
    return {"rule": one.rule, "subjects": list(one.subjects), "by": one.by, "on": on}


def _reason(one: Reason) -> dict[str, Any]:
    told = {"kind": one.kind, "about": one.about, "stated": _value(one.stated), "asked": _value(one.asked)}
    return {key: value for key, value in told.items() if value not in ("", None)}


def _value(value: object) -> Any:  # noqa: ANN401  # what a property may be
    match value:
        case None | bool() | int() | str():
            return value
        case DateRange(start, end):
            return {"from": start.isoformat() if start else None, "until": end.isoformat() if end else None}
        case tuple():
            return [_value(one) for one in value]
        case _:
            return str(value)


def layout_as_geojson(plan: Plan) -> dict[str, Any]:
    """The premises in WGS 84, each with its share taken and the projects that go there."""
    shares, numbers = plan.shares(), plan.numbers()
    by_plot: dict[str, list[str]] = {}
    for id in sorted(plan.layout):
        for plot in plan.layout[id].plots:
            by_plot.setdefault(plot, []).append(id)
    features = []
    for id, premise in plan.site.premises.items():
        given = plan.site.problem.plots.get(id)
        properties = {
            "id": id,
            "kind": premise.kind,
            "parent": premise.parent or None,
            **{f"title.{language}": text for language, text in words_as_json(premise.title).items()},
            "area_m2": given.area if given else None,
            "share": show_number(shares[id]) if id in shares else None,
            "projects": ", ".join(by_plot.get(id, ())) or None,
            "names": ", ".join(plan.site.names[project].en for project in by_plot.get(id, ())) or None,
            "numbers": ", ".join(str(numbers[project]) for project in by_plot.get(id, ())) or None,
        }
        features.append({"type": "Feature", "id": id, "properties": properties, "geometry": _geometry(premise)})
    return {"type": "FeatureCollection", "features": features}


def _geometry(premise: Premise) -> dict[str, Any] | None:
    if premise.point:
        return {"type": "Point", "coordinates": _degrees(premise.point)}
    polygons = [[[_degrees(position) for position in ring] for ring in polygon] for polygon in premise.outline]
    if not polygons:
        return None
    return {"type": "Polygon", "coordinates": polygons[0]} if len(polygons) == 1 else {
        "type": "MultiPolygon", "coordinates": polygons}  # fmt: skip


def _degrees(position: Position) -> list[float]:
    return [position[0] / PER_DEGREE, position[1] / PER_DEGREE]
