"""Why a project is not placed: what keeps it from every plot, or what its options meet in the layout as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final

from zonewright.layout.fit import Reason
from zonewright.layout.model import Layout, LayoutProblem, Occupant, Option
from zonewright.layout.options import reasons_of
from zonewright.layout.score import Broken, Score, score

#: So many options are tried of one project, and so many of all together where that leaves the least for each.
MOST_TRIED, LEAST_TRIED, TRIED_OF_ALL = 30, 1, 400
#: So many plots with the fewest reasons against them are kept.
MOST_NEAREST: Final = 20


@dataclass(frozen=True, slots=True)
class Try:
    """An option added to the layout: the rules that it would break, and what the objective would lose; as the judge says."""

    option: Option
    broken: tuple[Broken, ...]
    loss: int
    better: bool


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A project that is not placed.

    Without options: ``barriers`` counts the plots behind each reason by its kind and property, ``nearest`` names those with
    the fewest reasons. With options: ``tries`` says of the most worthy ones what stands against them.
    """

    project: str
    options: int
    barriers: tuple[tuple[tuple[str, str], int], ...] = ()
    nearest: tuple[tuple[str, tuple[Reason, ...]], ...] = ()
    tries: tuple[Try, ...] = ()


def unplaced_of(
    problem: LayoutProblem, layout: Layout, options: Mapping[str, Sequence[Option]], judged: Score
) -> dict[str, Unplaced]:
    """Each project that is not placed, with why."""
    left_out = [id for id in problem.occupants if id not in layout]
    most = min(max(TRIED_OF_ALL // max(len(left_out), 1), LEAST_TRIED), MOST_TRIED)
    found = {}
    for id in left_out:
        own = options.get(id, ())
        if own:
            worthy = nsmallest(most, own, key=lambda option: (-option.worth, option.plots))
            tries = tuple(_tried(problem, layout, option, judged) for option in worthy)
            found[id] = Unplaced(id, len(own), tries=tries)
        else:
            found[id] = _barred(problem, problem.occupants[id])
    return found


def _tried(problem: LayoutProblem, layout: Layout, option: Option, judged: Score) -> Try:
    """What comes of an option when it is added to the layout."""
    after = score(problem, {**layout, option.occupant: option})
    before = set(judged.broken)
    broken = tuple(one for one in after.broken if one not in before)
    return Try(option, broken, judged.objective - after.objective, after.key > judged.key)


def _barred(problem: LayoutProblem, occupant: Occupant) -> Unplaced:
    """Every plot is barred: the reasons counted, and the plots with the fewest."""
    counted: Counter[tuple[str, str]] = Counter()
    reasons = {plot.id: reasons_of(problem, occupant, plot) for plot in problem.plots.values()}
    for held in reasons.values():
        counted.update({(one.kind, one.about if one.kind in {"need", "not_known"} else "") for one in held})
    nearest = nsmallest(MOST_NEAREST, (id for id in reasons if reasons[id]), key=lambda id: (len(reasons[id]), id))
    barriers = tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
    return Unplaced(occupant.id, 0, barriers, tuple((id, reasons[id]) for id in nearest))
