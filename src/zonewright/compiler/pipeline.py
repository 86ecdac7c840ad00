"""The passes, in order. Read this file to know what compiling means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from zonewright.compiler.check_amounts import floors_above_caps, schedules_past_the_end
from zonewright.compiler.check_bands import uncovered_bands
from zonewright.compiler.check_draft import open_questions_of_drafts
from zonewright.compiler.check_examples import failing_examples, too_few_examples, untested_thresholds
from zonewright.compiler.check_fields import broken_derivations, unknown_areas
from zonewright.compiler.check_figures import figures_without_source
from zonewright.compiler.check_ledger import broken_ledgers, claims_not_kept, spans_outside
from zonewright.compiler.check_procedures import (
    broken_migrations,
    procedures_of_measures,
    scenarios_that_surprise,
    unknown_around_cases,
    unsound_procedures,
)
from zonewright.compiler.check_references import empty_ranges, unknown_references
from zonewright.compiler.check_stacking import contradicting_stacking
from zonewright.compiler.check_words import words_against_calculation
from zonewright.compiler.plan import CompiledPack, plan_of
from zonewright.errors import CompileError, Diagnostic, Severity
from zonewright.packs.model import Pack

CHECKS: Final[tuple[Callable[[Pack], Iterable[Diagnostic]], ...]] = (
    unknown_references,
    empty_ranges,
    broken_derivations,
    unknown_areas,
    uncovered_bands,
    floors_above_caps,
    schedules_past_the_end,
    contradicting_stacking,
    words_against_calculation,
    too_few_examples,
    failing_examples,
    untested_thresholds,
    spans_outside,
    broken_ledgers,
    claims_not_kept,
    figures_without_source,
    open_questions_of_drafts,
    unsound_procedures,
    unknown_around_cases,
    procedures_of_measures,
    broken_migrations,
    scenarios_that_surprise,
)


def check_pack(pack: Pack) -> tuple[Diagnostic, ...]:
    """Every finding of every check, in the order of the checks."""
    return tuple(found for check in CHECKS for found in check(pack))


def compile_pack(pack: Pack) -> CompiledPack:
    """Check a pack and plan its conditions; CompileError carries every error found."""
    errors = tuple(found for found in check_pack(pack) if found.severity is Severity.ERROR)
    if errors:
        raise CompileError(errors)
    return CompiledPack(pack, plan_of(measure.when for measure in pack.measures))
