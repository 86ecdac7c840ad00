"""The verb `layout`: place projects in premises, tell how good that is proven to be, draw the map."""

from __future__ import annotations

import json
import signal
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from types import FrameType
from typing import Any, Final

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from zonewright.cli.layout_files import open_problem, write_answer
from zonewright.cli.show import Printer
from zonewright.errors import Diagnostic, InputError, Severity
from zonewright.layout.check import contradictions
from zonewright.layout.model import LayoutProblem
from zonewright.layout.options import options_of
from zonewright.layout.score import score
from zonewright.layout.site import Site
from zonewright.layout.solve import LayoutResult, solve
from zonewright.layout.solve import Progress as Step
from zonewright.layout.unplaced import unplaced_of
from zonewright.report import words_of_layout as said
from zonewright.report.as_json import diagnostics_as_json
from zonewright.report.layout_json import layout_as_geojson, layout_as_json
from zonewright.report.layout_page import layout_page
from zonewright.report.layout_text import LayoutTeller, Plan

#: Seconds where neither seconds nor steps are given.
SECONDS: Final = 30
EFFORT: Final = "usage: name `--seconds N` or `--steps N`, not both: with steps and one worker the answer repeats"


def layout(arguments: Namespace, printer: Printer) -> int:
    """A layout of a problem folder: layout.json, layout.geojson and map.html, all or none."""
    if arguments.seconds is not None and arguments.steps is not None:
        printer.err.print(EFFORT, markup=False)
        return 2
    site = open_problem(arguments.problem)
    found = (*site.warnings, *contradictions(site.problem))
    if any(one.severity is Severity.ERROR for one in found):
        raise InputError(found)
    if not printer.as_json:
        printer.findings(found)
    plan = plan_of(site, _solved(site.problem, arguments, printer))
    teller = LayoutTeller(plan, arguments.lang)
    answer = layout_as_json(plan, teller)
    contents = {
        "layout.json": json.dumps(answer, ensure_ascii=False, indent=2) + "\n",
        "layout.geojson": json.dumps(layout_as_geojson(plan), ensure_ascii=False) + "\n",
        "map.html": layout_page(plan, language=arguments.lang),
    }
    write_answer(arguments.out, contents)
    written = [str(arguments.out / name) for name in contents]
    if printer.as_json:
        printer.json({**answer, **_told(found), "written": written})
        return 0
    _tell(plan, teller, printer)
    for path in written:
        printer.note(f"wrote {path}")
    return 0


def _told(found: tuple[Diagnostic, ...]) -> dict[str, Any]:
    return {"findings": diagnostics_as_json(found)}


def plan_of(site: Site, result: LayoutResult) -> Plan:
    """What the solver found, judged anew, with the reasons against the places of those that it left out."""
    problem, options = site.problem, options_of(site.problem)
    judged = score(problem, result.layout)
    assert judged == result.score, "the judge and the solver disagree"  # noqa: S101  # a bug, not a mistake in the input
    unplaced = unplaced_of(problem, result.layout, options, judged)
    bound = result.bounds if problem.objective.first else result.bound
    return Plan(site, result.layout, judged, options, unplaced, bound, result.gap, result.proven)


def _solved(problem: LayoutProblem, arguments: Namespace, printer: Printer) -> LayoutResult:
    """The answer of the solver, with its progress on the error stream; an interrupt keeps the best so far."""
    seconds = SECONDS if arguments.seconds is None and arguments.steps is None else arguments.seconds
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with (
        Progress(*columns, console=printer.err, transient=True, disable=not printer.err.is_terminal) as progress,
        _interrupted() as is_stopped,
    ):
        task = progress.add_task("…", total=None)

        def heard(step: Step) -> bool:
            gap = f"{step.gap / 100:.2f} %"
            progress.update(
                task, description=f"{step.steps:,} steps · {step.objective:,} of at most {step.bound:,} · gap {gap}"
            )
            return is_stopped()

        def clock() -> float:
            return inf if is_stopped() else printer.err.get_time()

        return solve(
            problem, seconds=seconds, steps=arguments.steps, seed=arguments.seed, workers=arguments.workers,
            clock=clock, on_progress=heard,
        )  # fmt: skip


@contextmanager
def _interrupted() -> Iterator[Callable[[], bool]]:
    """Whether the user asked to stop; a second time stops at once."""
    asked: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    try:
        before = signal.signal(signal.SIGINT, stop)
    except ValueError:  # only the main thread hears of signals
        yield lambda: False
        return
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


def _tell(plan: Plan, teller: LayoutTeller, printer: Printer) -> None:
    """The layout on the terminal: a line for each project, and why some are not placed."""
    site, say = plan.site, teller.say
    printer.line(say(site.title), "bold")
    if site.sample:
        printer.line(say(said.SAMPLE), "yellow")
    for line in (*teller.summary(), teller.verdict()):
        printer.line(line)
    printer.line()
    for id, number in plan.numbers().items():
        option = plan.layout[id]
        printer.line(f"{number:>3}  {teller.name(id)} → {teller.place(option)} · {teller.number(option.area, 'm2')}", "green")
        printer.line(f"     {teller.why_here(id)}", "dim")
    for id in site.problem.occupants:
        if id not in plan.layout:
            printer.line(f"  ✗  {teller.name(id)}", "red")
            for line in teller.why_nowhere(id):
                printer.line(f"     {line}", "dim")
    printer.line()
