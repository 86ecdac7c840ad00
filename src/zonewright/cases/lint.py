"""What is wrong with a procedure: a tuple of checks, each told with its place, the way that leads there, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from zonewright.cases.lint_flow import (
    circles_without_limit,
    clocks_that_cannot_run,
    dead_ends,
    guards_without_way,
    outcomes_nobody_gives,
    stages_never_reached,
    stages_that_may_be_empty,
)
from zonewright.cases.lint_names import (
    Known,
    one_space_of_names,
    questions_left_open,
    refusals_without_remedy,
    rules_without_basis,
    unknown_names,
)
from zonewright.cases.procedure import Procedure
from zonewright.errors import MOST_FINDINGS, Diagnostic

CHECKS: Final[tuple[Callable[[Procedure, Known], Iterator[Diagnostic]], ...]] = (
    unknown_names,
    one_space_of_names,
    rules_without_basis,
    refusals_without_remedy,
    stages_never_reached,
    dead_ends,
    guards_without_way,
    stages_that_may_be_empty,
    outcomes_nobody_gives,
    circles_without_limit,
    clocks_that_cannot_run,
    questions_left_open,
)


def lint(procedure: Procedure, known: Known) -> tuple[Diagnostic, ...]:
    """Every finding of every check, in the order of the checks; no more than anyone reads."""
    return tuple(islice((found for check in CHECKS for found in check(procedure, known)), MOST_FINDINGS))
