"""The page of a layout: a map that works offline, where each project goes and why, in three languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from zonewright.report import words_of_layout as said
from zonewright.report.environment import environment
from zonewright.report.layout_map import layout_map, share_class
from zonewright.report.layout_text import LayoutTeller, Plan
from zonewright.report.pages import LANGUAGE_NAMES, LANGUAGE_TAGS
from zonewright.values import LANGUAGES


def layout_page(plan: Plan, *, language: str = "en") -> str:
    """The page, shown first in one language."""
    tellers = [LayoutTeller(plan, each) for each in sorted(LANGUAGES, key=lambda each: each != language)]
    picture = layout_map(plan, tellers)
    views = [_view(plan, teller) for teller in tellers]
    drawn = Markup(picture)  # noqa: S704  # drawn by us, its texts escaped
    return environment().get_template("layout.html").render(views=views, map=drawn, tag=LANGUAGE_TAGS[language])


def _view(plan: Plan, teller: LayoutTeller) -> dict[str, Any]:
    say, site = teller.say, plan.site
    unplaced = [id for id in site.problem.occupants if id not in plan.layout]
    return {
        "language": teller.language,
        "tag": LANGUAGE_TAGS[teller.language],
        "name": LANGUAGE_NAMES[teller.language],
        "title": say(site.title),
        "about": say(said.LAYOUT),
        "sample": say(said.SAMPLE) if site.sample else "",
        "summary": [*teller.summary(), teller.verdict()],
        "map_name": say(said.MAP),
        "no_map": say(said.NO_MAP),
        "legend": say(said.LEGEND),
        "classes": [{"class": f"s{number}", "name": say(words)} for number, words in enumerate(said.CLASSES)],
        "not_given": say(said.NOT_GIVEN),
        "placements": say(said.PLACEMENTS),
        "heads": [say(words) for words in (said.NUMBER, said.PROJECT, said.PLACE, said.PARK, said.AREA, said.WHY)],
        "rows": _rows(plan, teller),
        "unplaced_name": say(said.UNPLACED),
        "all_placed": say(said.ALL_PLACED),
        "unplaced": [{"name": teller.name(id), "id": id, "why": teller.why_nowhere(id)} for id in unplaced],
        "parks_name": say(said.PARKS),
        "park_heads": [say(said.PARK), say(said.AREA), say(said.SHARE)],
        "parks": _parks(plan, teller),
        "terms": [
            {"name": say(said.TERMS[term]), "number": teller.number(plan.score.terms[term])}
            for term in plan.score.terms
            if site.problem.objective.weights.get(term) or term in site.problem.objective.first
        ],
        "objective": say(said.OBJECTIVE),
        "total": teller.number(plan.score.objective),
    }


def _rows(plan: Plan, teller: LayoutTeller) -> Sequence[dict[str, Any]]:
    rows = []
    for id, number in plan.numbers().items():
        option = plan.layout[id]
        rows.append(
            {
                "number": number,
                "name": teller.name(id),
                "id": id,
                "place": teller.place(option),
                "park": teller.park(option),
                "area": teller.number(option.area, "m2"),
                "why": teller.why_here(id),
            }
        )
    return rows


def _parks(plan: Plan, teller: LayoutTeller) -> Sequence[dict[str, Any]]:
    """Each park with its area and how much of it is taken."""
    shares, areas = plan.shares(), dict[str, int]()
    for plot in plan.site.problem.plots.values():
        areas[plot.park] = areas.get(plot.park, 0) + plot.area
    return [
        {
            "name": teller.premise(id) if id else "–",
            "area": teller.number(area, "m2"),
            "share": teller.share(shares[id]) if id in shares else "–",
            "percent": round(shares[id] * 100) if id in shares else 0,
            "class": share_class(shares.get(id)),
        }
        for id, area in sorted(areas.items())
    ]
