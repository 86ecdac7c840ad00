"""The outcomes of matching."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from zonewright.codes.world import World
from zonewright.conditions.judge import Finding, judge
from zonewright.conditions.missing import missing_facts
from zonewright.conditions.truth import Truth
from zonewright.packs.model import Measure, SourceSpan
from zonewright.schema.fields import Facts, Schema


class Verdict(Enum):
    """What matching says about one enterprise and one measure, in the order in which people want to read it."""

    ELIGIBLE = "eligible"
    UNDETERMINED = "undetermined"
    INELIGIBLE = "ineligible"
    NOT_IN_FORCE = "not_in_force"


#: The verdict for a truth, by its number.
VERDICTS = {Truth.TRUE: Verdict.ELIGIBLE, Truth.FALSE: Verdict.INELIGIBLE, Truth.UNKNOWN: Verdict.UNDETERMINED}


class Inquiry(NamedTuple):
    """What was asked: the facts with what follows from them, and the world on the day."""

    facts: Facts
    world: World
    schema: Schema


class Match(NamedTuple):
    """One enterprise, one measure, one verdict; the reasons are worked out when they are asked for."""

    measure: Measure
    verdict: Verdict
    inquiry: Inquiry

    @property
    def finding(self) -> Finding | None:
        """The tree of reasons, a mirror of the condition; None for a measure not in force on the day."""
        if self.verdict is Verdict.NOT_IN_FORCE:
            return None
        return judge(self.measure.when, self.inquiry.facts, self.inquiry.world)

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that could still decide it."""
        if self.verdict is not Verdict.UNDETERMINED or self.finding is None:
            return ()
        return missing_facts(self.inquiry.schema, self.finding, self.inquiry.facts)

    @property
    def sources(self) -> tuple[SourceSpan, ...]:
        """Where the measure stands in the policy text."""
        return self.measure.source
