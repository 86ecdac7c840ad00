"""A layout problem as written to a site: problem.yaml, premises and projects, with every mistake at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, lcm
from typing import Any, Final

from zonewright.errors import InputError, Place, Report
from zonewright.layout.geometry import read_position
from zonewright.layout.model import Distance, LayoutProblem, Node, Objective, Occupant, Pair, Plot
from zonewright.layout.projection import Position
from zonewright.layout.properties import Figure
from zonewright.layout.read_premises import features_of, read_premises
from zonewright.layout.read_projects import Projects, read_projects, rows_in
from zonewright.layout.shapes import PROBLEM, rows_of
from zonewright.layout.site import Premise, Site
from zonewright.notation.shapes import Located, nearest
from zonewright.notation.tree import Node as Written
from zonewright.notation.tree import Scalar
from zonewright.values import Number, Words

#: Figures of networks are not multiplied by more than this to be whole.
MOST_SCALE: Final = 1_000
#: Columns of a table without which nothing can be read.
NEEDED: Final = {"premises": ("id", "kind"), "projects": ("id", "area")}


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read: its file, and its rows of texts, the head first."""

    file: str
    rows: Sequence[Sequence[str]]


def read_problem(problem: Written, premises: Written | Table, projects: Written | Table) -> Site:
    """The site that three files describe. InputError carries everything that is wrong with them."""
    report = Report()
    at = PROBLEM.located(problem, report)
    if at is None:
        raise InputError(report.diagnostics)
    currency, levels = at.get("currency", "CNY"), at.get("levels", {})
    rows: list[Any] = _rows(premises, "premises", report) if isinstance(premises, Table) else features_of(premises, report)
    tree, plots = read_premises(
        rows, currency=currency, levels=levels, references=_references(at, report), report=report
    )  # fmt: skip
    if not plots and not report.failed:
        report.error("ZW921", "the premises have no plot", _place(premises), hint="give parcels, buildings or units an `area`")
    asked: list[Any] = _rows(projects, "projects", report) if isinstance(projects, Table) else rows_in(projects, report)
    found = read_projects(asked, currency=currency, levels=levels, report=report)
    site = _site(at, tree, plots, found, report)
    if report.failed or site is None:
        raise InputError(report.diagnostics)
    return replace(site, warnings=report.diagnostics)


def _place(written: Written | Table) -> Place:
    return Place(written.file) if isinstance(written, Table) else written.place


def _rows(table: Table, what: str, report: Report) -> list[Any]:
    """The rows of a table as mappings; a head that lacks a column is told once."""
    head = tuple(cell.strip() for cell in table.rows[0]) if table.rows else ()
    lacking = [name for name in NEEDED[what] if name not in head]
    if lacking:
        report.error("ZW025", f"the table has no column {', '.join(f'`{name}`' for name in lacking)}", Place(table.file, 1, 1),
                     hint="write the names of the columns in the first row")  # fmt: skip
        return []
    cells = {}
    for line, row in enumerate(table.rows[1:], 2):
        if len(row) > len(head):
            report.error("ZW026", f"the row has {len(row)} cells, the head has {len(head)}", Place(table.file, line, 1),
                         hint="put values with commas in quotes")  # fmt: skip
        elif row:
            cells[line] = tuple(Scalar(cell, Place(table.file, line, column)) for column, cell in enumerate(row, 1))
    return [node for _, node in rows_of(head, cells)]


def _references(at: Located, report: Report) -> dict[str, tuple[Position, Place]]:
    """Where premises are known to lie, from elsewhere."""
    found = {}
    for one in at.get("reference", ()):
        longitude, latitude = (Scalar(one.get(key) or "", one.places.get(key, one.place)) for key in ("longitude", "latitude"))
        position = read_position(longitude, latitude, report)
        if position is not None and one.get("premise"):
            found[one.get("premise")] = (position, one.place)
    return found


def _site(
    at: Located, tree: Mapping[str, Premise], plots: Mapping[str, Plot], projects: Projects, report: Report
) -> Site | None:
    """Everything put together."""
    scales = _scales(projects, at.get("nodes", {}))
    nodes = {
        id: Node(id, {kind: floor(amount * scales[kind]) for kind, amount in gives.items()})
        for id, gives in at.get("nodes", {}).items()
    }
    _refuse_unknown_nodes(plots, nodes, tree, report)
    rules = at.get("rules")
    occupants = {
        id: replace(one, draws={kind: ceil(amount * scales[kind]) for kind, amount in projects.draws[id].items()})
        for id, one in projects.occupants.items()
    }
    budget = at.get("budget")
    currency = at.get("currency", "CNY")
    problem = LayoutProblem(
        plots,
        occupants,
        _objective(at.get("objective")),
        nodes=nodes,
        flows=(*projects.flows, *_pairs(rules, "flows", occupants, report)),
        synergies=_pairs(rules, "synergies", occupants, report),
        apart=(*projects.apart, *_distances(rules, "apart", occupants, report)),
        together=(*projects.together, *_distances(rules, "together", occupants, report)),
        budget=None if budget is None else Figure(f"{currency}/month", also=currency).read(budget, report),
        on=at.get("on"),
        verified_since=at.get("verified_since"),
        offer_unclear=at.get("unclear") == "offer",
        levels=at.get("levels", {}),
    )
    _look_for_places(problem, tree, report)
    if not PROBLEM.is_whole(at):
        return None
    title: Words = at.get("title")
    return Site(problem, title, tree, projects.names, at.get("sample", False), currency, scales)


def _scales(projects: Projects, gives: Mapping[str, Mapping[str, Number]]) -> dict[str, int]:
    """By how much the figures of each network are multiplied to be whole."""
    scales: dict[str, int] = {}
    for held in (*projects.draws.values(), *gives.values()):
        for kind, amount in held.items():
            scales[kind] = min(lcm(scales.get(kind, 1), amount.denominator), MOST_SCALE)
    return scales


def _objective(at: Located | None) -> Objective:
    if at is None:
        return Objective({})
    return Objective(
        at.get("weights", {}), at.get("lexicographic", ()), at.get("per_area", False), at.get("unplaced_flow", 0)
    )  # fmt: skip


def _both(one: Located, occupants: Mapping[str, Occupant], report: Report) -> bool:
    """Whether a rule names two projects that are there."""
    known = True
    for key in ("one", "other"):
        if one.get(key) is not None and one.get(key) not in occupants:
            report.error("ZW941", f"`{one.get(key)}` is no project", one.places[key], hint=nearest(one.get(key), occupants))
            known = False
    if one.get("one") == one.get("other"):
        report.error("ZW941", f"a rule names `{one.get('one')}` twice", one.place, hint="name two different projects")
        return False
    return known


def _pairs(rules: Located | None, key: str, occupants: Mapping[str, Occupant], report: Report) -> tuple[Pair, ...]:
    return tuple(
        Pair(one.get("one"), one.get("other"), one.get("amount"), floor(one.get("within", 0)))
        for one in (rules.get(key, ()) if rules else ())
        if _both(one, occupants, report)
    )


def _distances(rules: Located | None, key: str, occupants: Mapping[str, Occupant], report: Report) -> tuple[Distance, ...]:
    fit = ceil if key == "apart" else floor
    return tuple(
        Distance(one.get("one"), one.get("other"), fit(one.get("metres")))
        for one in (rules.get(key, ()) if rules else ())
        if _both(one, occupants, report)
    )


def _refuse_unknown_nodes(
    plots: Mapping[str, Plot], nodes: Mapping[str, Node], tree: Mapping[str, Premise], report: Report
) -> None:
    told = set()
    for plot in plots.values():
        for kind, id in plot.nodes.items():
            if (kind, id) in told:
                continue
            if id not in nodes:
                report.error("ZW943", f"unknown node `{id}`", tree[plot.id].place, hint=nearest(id, nodes))
            elif kind not in nodes[id].gives:
                report.error("ZW943", f"node `{id}` gives no `{kind}`", tree[plot.id].place,
                             hint=f"write in problem.yaml what it gives: {{{id}: {{{kind}: ..}}}}")  # fmt: skip
            else:
                continue
            told.add((kind, id))


def _look_for_places(problem: LayoutProblem, tree: Mapping[str, Premise], report: Report) -> None:
    """Plots of which nobody knows where they lie, where distances are asked for."""
    near = any(one.within for one in problem.synergies)
    own = any(one.sensitive_to or one.spread for one in problem.occupants.values())
    if not (near or own or problem.flows or problem.apart or problem.together):
        return
    for id in problem.plots:
        above: str = id
        while above in tree and tree[above].middle is None:
            above = tree[above].parent
        if above not in tree:
            report.error("ZW937", f"nobody knows where `{id}` lies, and the problem asks for distances", tree[id].place,
                         hint="give it, or what holds it, an outline or a location")  # fmt: skip
