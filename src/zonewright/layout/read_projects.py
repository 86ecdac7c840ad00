"""Projects as written to occupants, with their needs; every mistake is told with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any, Final

from zonewright.errors import Place, Report
from zonewright.layout.model import Distance, Need, Occupant, Pair, Property
from zonewright.layout.properties import DISTANCES, FIGURES, LEVELS, PROPERTIES, Figure, WordList, YesNo, read_level
from zonewright.layout.shapes import nested, project_shape
from zonewright.notation.shapes import Located, nearest
from zonewright.notation.tree import Listing, Node, Scalar
from zonewright.notation.tree import Mapping as Keys
from zonewright.values import DateRange, Number, Words

TEST: Final = re.compile(r"(at_least|at_most|is|one_of)\s+(.+)", re.DOTALL)
#: Which tests a property takes, the usual one first.
TESTS: Final = {
    **{name: ("at_most", "at_least", "is") if name in DISTANCES else ("at_least", "at_most", "is") for name in FIGURES},
    **dict.fromkeys(LEVELS, ("at_least", "is")),
    "land_use": ("one_of",),
    "bonded": ("is",),
}


@dataclass(slots=True)
class Projects:
    """The occupants that were read, their names, and what stands between them."""

    occupants: dict[str, Occupant] = field(default_factory=dict)
    names: dict[str, Words] = field(default_factory=dict)
    places: dict[str, Located] = field(default_factory=dict)
    draws: dict[str, dict[str, Number]] = field(default_factory=dict)
    flows: list[Pair] = field(default_factory=list)
    apart: list[Distance] = field(default_factory=list)
    together: list[Distance] = field(default_factory=list)


def rows_in(node: Node, report: Report) -> list[Node]:
    """The rows of projects.yaml: a list, or projects by id; under `projects` or alone."""
    held = node.get("projects") if isinstance(node, Keys) else None
    node = node if held is None else held
    if isinstance(node, Listing):
        return list(node.items)
    found: list[Node] = []
    for key, value in node.entries if isinstance(node, Keys) else ():
        if not isinstance(value, Keys):
            report.error("ZW010", f"expected the keys of project `{key.text}`", value.place, hint="write its area and needs")
            continue
        found.append(Keys(((Scalar("id", key.place), key), *value.entries), key.place))
    if isinstance(node, Scalar):
        report.error("ZW010", "expected projects by id", node.place, hint="write `my-project: {area: 1200 m2}`")
    return found


def read_projects(rows: Iterable[Node], *, currency: str, levels: Mapping[str, tuple[str, ...]], report: Report) -> Projects:
    """The occupants of a problem."""
    shape, found = project_shape(currency), Projects()
    for node in rows:
        at = shape.located(nested(node) if isinstance(node, Keys) else node, report)
        if at is None or not shape.is_whole(at):
            continue
        id = at.get("id")
        if id in found.places:
            report.error("ZW922", f"`{id}` stands twice", at.places["id"],
                         hint=f"it also stands at {found.places[id].place}: rename one of them")  # fmt: skip
            continue
        found.places[id] = at
        found.names[id] = at.get("title", Words(id, id, id))
        found.draws[id] = at.get("draws", {})
        found.occupants[id] = _occupant(at, levels, report)
    for id, at in found.places.items():
        found.flows += (Pair(id, other, amount) for other, amount in _others(at, "flows", found, report))
        found.apart += (Distance(id, other, ceil(far)) for other, far in _others(at, "apart_from", found, report))
        found.together += (Distance(id, other, int(far)) for other, far in _others(at, "together_with", found, report))
    return found


def _others(at: Located, key: str, found: Projects, report: Report) -> Iterator[tuple[str, Any]]:
    for other, amount in at.get(key, {}).items():
        if other == at.get("id") or other not in found.places:
            known = found.places.keys() - {at.get("id")}
            report.error("ZW941", f"`{other}` is no other project", at.places[key], hint=nearest(other, known))
        else:
            yield other, amount


def _occupant(at: Located, levels: Mapping[str, tuple[str, ...]], report: Report) -> Occupant:
    id, stays, area = at.get("id"), DateRange(at.get("from"), at.get("until")), ceil(at.get("area"))
    if stays.start and stays.end and stays.start >= stays.end:
        report.error("ZW939", f"`{id}` leaves before it comes", at.places["until"], hint="swap `from` and `until`")
    preferred = ceil(at.get("preferred")) if at.get("preferred") is not None else None
    if preferred is not None and preferred < area:
        report.error("ZW939", f"`{id}` prefers less than the least it needs", at.places["preferred"],
                     hint="`area` is the least, `preferred` what it would like")  # fmt: skip
    needs = at.get("needs")
    return Occupant(
        id, area, preferred=preferred,
        most_plots=at.get("most_plots", 1), spread=int(at.get("near", 0)),
        needs=tuple(_needs(needs, levels, report)) if needs is not None else (),
        stays=stays, budget=at.get("budget"), brings=at.get("hazard", ()),
        sensitive_to={hazard: ceil(far) for hazard, far in at.get("sensitive_to", {}).items()},
        options=at.get("options"), worth=at.get("worth", {}),
        investment=int(at.get("investment", 0)), tax=int(at.get("tax", 0)), jobs=at.get("jobs", 0),
        now=at.get("now", ()), locked=at.get("locked", ()), forbidden=at.get("forbidden", ()), weight=at.get("weight", 1),
    )  # fmt: skip


def _needs(node: Node, levels: Mapping[str, tuple[str, ...]], report: Report) -> Iterator[Need]:
    """The tests of a project: by property, or a list of such."""
    for part in node.items if isinstance(node, Listing) else (node,):
        if not isinstance(part, Keys):
            _refuse("needs", part.place, report)
            continue
        for key, value in part.entries:
            if key.text not in PROPERTIES:
                report.error(
                    "ZW926", f"`{key.text[:60]}` is no property of premises", key.place, hint=nearest(key.text, PROPERTIES)
                )
                continue
            need = _need(key.text, value, levels, report)
            if need is not None:
                yield need


def _need(name: str, node: Node, levels: Mapping[str, tuple[str, ...]], report: Report) -> Need | None:
    test, held = TESTS[name][0], node
    if isinstance(node, Keys) and len(node.entries) == 1:
        test, held = node.entries[0][0].text, node.entries[0][1]
    elif isinstance(node, Scalar):
        found = TEST.fullmatch(node.text.strip())
        if found:
            test, held = found[1], Scalar(found[2].strip().removeprefix("[").removesuffix("]").replace(",", ";")
                                          if found[1] == "one_of" else found[2], node.place)  # fmt: skip
    if test not in TESTS[name] or isinstance(held, Keys):
        _refuse(name, node.place, report)
        return None
    asked = _asked(name, held, levels, report)
    return None if asked is None else Need(name, test, asked)


def _asked(name: str, node: Node, levels: Mapping[str, tuple[str, ...]], report: Report) -> Property | None:
    if name == "land_use":
        return WordList().read(node, report)
    if name == "bonded":
        return YesNo().read(node, report)
    if name in LEVELS:
        return read_level(name, node.text if isinstance(node, Scalar) else "", levels, place=node.place, report=report)
    return Figure(FIGURES[name]).read(node, report)


def _refuse(name: str, place: Place, report: Report) -> None:
    tests = TESTS.get(name, ("at_least",))
    example = "industry" if name == "land_use" else "5"
    report.error("ZW942", f"this is no test on `{name}`", place,
                 hint=f"write {{{name if name in TESTS else 'floor_load'}: {tests[0]} {example}}}; "
                      f"tests: {', '.join(tests)}")  # fmt: skip
