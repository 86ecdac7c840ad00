"""The outcomes of matching."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import repeat
from typing import NamedTuple, overload

from zonewright.codes.world import World
from zonewright.conditions.judge import Finding, judge
from zonewright.conditions.missing import missing_facts
from zonewright.packs.model import Measure, SourceSpan
from zonewright.schema.fields import Facts, Schema


class Verdict(Enum):
    """What matching says about one enterprise and one measure, in the order in which people want to read it."""

    ELIGIBLE = "eligible"
    UNDETERMINED = "undetermined"
    INELIGIBLE = "ineligible"
    NOT_IN_FORCE = "not_in_force"


#: The verdict for each truth: false, unknown, true.
VERDICTS = (Verdict.INELIGIBLE, Verdict.UNDETERMINED, Verdict.ELIGIBLE)


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

    def __repr__(self) -> str:
        return f"Match({self.measure.id}, {self.verdict.value})"

    @property
    def finding(self) -> Finding | None:
        """The tree of reasons, a mirror of the condition; None for a measure not in force on the day."""
        if self.verdict is Verdict.NOT_IN_FORCE:
            return None
        return judge(self.measure.when, self.inquiry.facts, self.inquiry.world)

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that could still decide it."""
        finding = self.finding if self.verdict is Verdict.UNDETERMINED else None
        return missing_facts(self.inquiry.schema, finding, self.inquiry.facts) if finding else ()

    @property
    def sources(self) -> tuple[SourceSpan, ...]:
        """Where the measure stands in the policy text."""
        return self.measure.source


class Matches(Sequence[Match]):
    """The matches of one enterprise, in the pack's order; each is put together when it is looked at.

    Ten thousand small objects for every enterprise would keep the garbage collector busy with the whole pack.
    """

    __slots__ = ("inquiry", "measures", "verdicts")

    def __init__(self, measures: tuple[Measure, ...], verdicts: tuple[Verdict, ...], inquiry: Inquiry) -> None:
        self.measures, self.verdicts, self.inquiry = measures, verdicts, inquiry

    def __repr__(self) -> str:
        return f"Matches({len(self)} measures, on {self.inquiry.world.on})"

    def __len__(self) -> int:
        return len(self.measures)

    @overload
    def __getitem__(self, place: int) -> Match: ...

    @overload
    def __getitem__(self, place: slice) -> Matches: ...

    def __getitem__(self, place: int | slice) -> Match | Matches:
        if isinstance(place, slice):
            return Matches(self.measures[place], self.verdicts[place], self.inquiry)
        return Match(self.measures[place], self.verdicts[place], self.inquiry)

    def __iter__(self) -> Iterator[Match]:
        return map(Match, self.measures, self.verdicts, repeat(self.inquiry))
