"""What is contradictory in a layout problem, told before anything is solved: a tuple of checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Final, TypeAlias

from zonewright.errors import MOST_FINDINGS, Diagnostic, Place, Severity
from zonewright.layout.fit import TESTS
from zonewright.layout.model import TERMS, Distance, Layout, LayoutProblem, Need, Occupant, Option, Pair, Plot
from zonewright.layout.options import options_of, reasons_of, too_spread
from zonewright.layout.score import score
from zonewright.values import DateRange, Number

#: More groups of plots are not looked at for one occupant.
MOST_GROUPS: Final = 50_000
#: What has a name of its own.
Named: TypeAlias = Plot | Occupant


def contradictions(problem: LayoutProblem) -> tuple[Diagnostic, ...]:
    """Every finding of every check, no more than anyone reads; locks are tried when nothing else is wrong."""
    found = [one for check in CHECKS for one in check(problem)]
    if not any(one.severity is Severity.ERROR for one in found):
        found += _groups(problem)
    if not any(one.severity is Severity.ERROR for one in found):
        found += _locks(problem)
    return tuple(islice(found, MOST_FINDINGS))


def _error(code: str, message: str, where: str, hint: str) -> Diagnostic:
    return Diagnostic(code, message, Place(where), hint)


def _ids(problem: LayoutProblem) -> Iterator[Diagnostic]:
    for kind, named in (("plots", problem.plots), ("occupants", problem.occupants), ("nodes", problem.nodes)):
        for key, one in named.items():
            if one.id != key:
                yield _error("ZW900", f"`{key}` stands for what is called `{one.id}`", f"{kind}/{key}",
                             "give each an id of its own")  # fmt: skip


def _premises(problem: LayoutProblem) -> Iterator[Diagnostic]:
    if not problem.plots:
        yield _error("ZW901", "there is no plot to give", "plots", "add a parcel, building or unit with its area")


def _areas(problem: LayoutProblem) -> Iterator[Diagnostic]:
    everything = sum(plot.area for plot in problem.plots.values() if plot.area > 0)
    for where, one in _both(problem):
        if not one.area > 0:
            yield _error("ZW902", f"the area of `{one.id}` is {one.area}", where, "write an area above zero, in m2")
    for id, occupant in problem.occupants.items():
        if occupant.preferred is not None and not occupant.preferred >= occupant.area:
            yield _error("ZW903", f"`{id}` prefers {occupant.preferred} m2 and needs {occupant.area}", f"occupants/{id}",
                         "write a preferred area no smaller than the area it needs, or leave it out")  # fmt: skip
        if problem.plots and occupant.area > everything:
            yield Diagnostic("ZW904", f"`{id}` needs {occupant.area} m2, and all premises have {everything}",
                             Place(f"occupants/{id}"), "it cannot be placed; correct its area or add premises",
                             Severity.WARNING)  # fmt: skip


def _places(problem: LayoutProblem) -> Iterator[Diagnostic]:
    parks = {plot.park for plot in problem.plots.values()}
    for id, occupant in problem.occupants.items():
        named = {"options": [plot for group in occupant.options or () for plot in group], "now": occupant.now,
                 "locked": occupant.locked, "forbidden": occupant.forbidden,
                 "worth": [place for place in occupant.worth if place not in parks]}  # fmt: skip
        for part, plots in named.items():
            for unknown in sorted(set(plots) - problem.plots.keys()):
                yield _error("ZW905", f"`{part}` of `{id}` names the unknown plot `{unknown}`", f"occupants/{id}",
                             "correct the id, or add the plot")  # fmt: skip
    for plot_id, plot in problem.plots.items():
        for node in sorted(set(plot.nodes.values()) - problem.nodes.keys()):
            yield _error("ZW906", f"`{plot_id}` hangs on the unknown node `{node}`", f"plots/{plot_id}",
                         "correct the id, or add the node with what it gives")  # fmt: skip


def _pairs(problem: LayoutProblem) -> Iterator[Diagnostic]:
    parts: dict[str, tuple[Pair | Distance, ...]] = {
        "flows": problem.flows, "synergies": problem.synergies, "apart": problem.apart, "together": problem.together,
    }  # fmt: skip
    for part, pairs in parts.items():
        for number, pair in enumerate(pairs, 1):
            for id in sorted({pair.one, pair.other} - problem.occupants.keys()):
                yield _error("ZW907", f"`{part}` names the unknown occupant `{id}`", f"{part}/{number}",
                             "correct the id, or add the occupant")  # fmt: skip
            if pair.one == pair.other:
                yield _error("ZW908", f"`{part}` joins `{pair.one}` with itself", f"{part}/{number}",
                             "name two occupants")  # fmt: skip


def _needs(problem: LayoutProblem) -> Iterator[Diagnostic]:
    for id, occupant in problem.occupants.items():
        for need in occupant.needs:
            if not _can_be_met(need, problem.levels):
                yield _error("ZW909", f"no plot can meet `{need.test}` of `{need.property}` for `{id}`", f"occupants/{id}",
                             f"take one of {', '.join(TESTS)}: numbers and levels are compared, `one_of` takes a list; "
                             f"known levels: {', '.join(problem.levels.get(need.property, ())) or 'none'}")  # fmt: skip


def _can_be_met(need: Need, levels: Mapping[str, tuple[str, ...]]) -> bool:
    match need.test:
        case "at_least" | "at_most" if isinstance(need.asked, str):
            return need.asked in levels.get(need.property, ())
        case "at_least" | "at_most":
            return not isinstance(need.asked, bool | tuple)
        case "one_of":
            return isinstance(need.asked, tuple) and bool(need.asked)
        case test:
            return test in TESTS


def _days(problem: LayoutProblem) -> Iterator[Diagnostic]:
    ranges: list[tuple[str, str, DateRange]] = [
        *((f"occupants/{id}", id, one.stays) for id, one in problem.occupants.items()),
        *((f"plots/{id}", id, one.available) for id, one in problem.plots.items()),
    ]
    for where, id, days in ranges:
        if days.start is not None and days.end is not None and days.end <= days.start:
            yield _error("ZW910", f"the days of `{id}` end on {days.end}, before or as they begin", where,
                         "`until` is the first day out: write a later one")  # fmt: skip


def _numbers(problem: LayoutProblem) -> Iterator[Diagnostic]:
    for where, what, number in _from_zero_up(problem):
        if not number >= 0:
            yield _error("ZW911", f"`{what}` is below zero: {number}", where, "write a number from zero up")
    for id, occupant in problem.occupants.items():
        if occupant.most_plots < 1:
            yield _error("ZW911", f"`most_plots` is below 1: {occupant.most_plots}", f"occupants/{id}", "write 1 or more")


def _from_zero_up(problem: LayoutProblem) -> Iterator[tuple[str, str, Number]]:
    for id, plot in problem.plots.items():
        if plot.rent is not None:
            yield f"plots/{id}", "rent", plot.rent
    for id, node in problem.nodes.items():
        yield from ((f"nodes/{id}", kind, amount) for kind, amount in node.gives.items())
    for id, one in problem.occupants.items():
        where = f"occupants/{id}"
        yield from ((where, kind, amount) for kind, amount in (*one.draws.items(), *one.sensitive_to.items()))
        yield from ((where, "spread", one.spread), (where, "weight", one.weight))
        if one.budget is not None:
            yield where, "budget", one.budget
    for part, rules in (("apart", problem.apart), ("together", problem.together)):
        yield from ((f"{part}/{number}", "metres", rule.metres) for number, rule in enumerate(rules, 1))
    for part, pairs in (("flows", problem.flows), ("synergies", problem.synergies)):
        yield from ((f"{part}/{number}", "amount", pair.amount) for number, pair in enumerate(pairs, 1))
        yield from ((f"{part}/{number}", "within", pair.within) for number, pair in enumerate(pairs, 1))
    yield "objective", "unplaced_flow", problem.objective.unplaced_flow
    if problem.budget is not None:
        yield "problem", "budget", problem.budget


def _objective(problem: LayoutProblem) -> Iterator[Diagnostic]:
    terms, known = (*problem.objective.weights, *problem.objective.first), f"take one of {', '.join(TERMS)}"
    for term in dict.fromkeys(terms):
        if term not in TERMS:
            yield _error("ZW912", f"the objective has no term `{term}`", "objective", known)
    for term, weight in problem.objective.weights.items():
        if not weight >= 0:
            yield _error("ZW911", f"`{term}` is below zero: {weight}", "objective", "write a number from zero up")
    if len(set(problem.objective.first)) < len(problem.objective.first):
        yield _error("ZW912", "the objective compares a term twice before the others", "objective", "leave one of them out")


#: What is looked at, in this order.
CHECKS: Final[tuple[Callable[[LayoutProblem], Iterator[Diagnostic]], ...]] = (
    _ids, _premises, _areas, _places, _pairs, _needs, _days, _numbers, _objective,
)  # fmt: skip


def _groups(problem: LayoutProblem) -> Iterator[Diagnostic]:
    for id in too_spread(problem, most=MOST_GROUPS):
        yield _error("ZW915", f"`{id}` may be spread over more than {MOST_GROUPS} groups of plots", f"occupants/{id}",
                     "lower `most_plots` or `spread`, or state its own options")  # fmt: skip


def _locks(problem: LayoutProblem) -> Iterator[Diagnostic]:
    """Locks that nothing can keep: one where there is no option, or several that break a rule between them."""
    locked = {id: occupant for id, occupant in problem.occupants.items() if occupant.locked}
    kept: dict[str, Option] = {}
    offered = options_of(_only(problem, locked)) if locked else {}
    for id, occupant in locked.items():
        ways = [option for option in offered[id] if set(option.plots) == set(occupant.locked)]
        if ways:
            kept[id] = min(ways, key=lambda option: (option.area, option.takes))
        else:
            yield _error("ZW913", f"`{id}` is locked at {_listed(occupant.locked)}, which is no option of it",
                         f"occupants/{id}", _why(problem, occupant))  # fmt: skip
    yield from _against_one_another(problem, kept)


def _against_one_another(problem: LayoutProblem, kept: Layout) -> Iterator[Diagnostic]:
    for broken in score(_only(problem, kept), kept).broken:
        yield _error("ZW914", f"the locks break `{broken.rule}` of {_listed(broken.subjects)} by {broken.by}"
                     f"{f' on {broken.on}' if broken.on else ''}", "occupants", "take one of the locks out")  # fmt: skip


def _only(problem: LayoutProblem, ids: Iterable[str]) -> LayoutProblem:
    """The same problem with these occupants alone; pairs with others say nothing of them."""
    return replace(problem, occupants={id: problem.occupants[id] for id in ids})


def _why(problem: LayoutProblem, occupant: Occupant) -> str:
    found = (
        f"{plot}: {reason.kind}{f' {reason.about}' if reason.about else ''}"
        for plot in dict.fromkeys(occupant.locked)
        for reason in reasons_of(problem, occupant, problem.plots[plot])
    )
    return "; ".join(found) or "take the lock out, or let the plots be a group that it may have"


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(f"`{id}`" for id in ids)


def _both(problem: LayoutProblem) -> Iterator[tuple[str, Named]]:
    yield from ((f"plots/{id}", plot) for id, plot in problem.plots.items())
    yield from ((f"occupants/{id}", occupant) for id, occupant in problem.occupants.items())
