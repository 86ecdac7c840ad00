"""Everything there is to tell one enterprise, worked out once for all languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zonewright.compiler.plan import CompiledPack
from zonewright.matching.best_package import Package, at_stake, best_package
from zonewright.matching.entitlements import Entitlement, entitlement_of
from zonewright.matching.model import Match, Matches, Verdict
from zonewright.matching.near import NearMiss, near_miss
from zonewright.matching.nearest import Nearest, Outcome, nearest_change
from zonewright.matching.questions import Question, next_question
from zonewright.tables.profile import Profile


@dataclass(frozen=True, slots=True)
class Answer:
    """One enterprise's matches with what they are worth together and what it would take to meet the others."""

    profile: Profile
    matches: Matches
    package: Package
    worth: Mapping[str, Entitlement]
    nearest: Mapping[str, Nearest]
    near: Mapping[str, NearMiss]
    question: Question | None

    def entitlement(self, match: Match) -> Entitlement:
        return self.worth[match.measure.id]

    def easiest(self, most: int) -> list[tuple[str, Nearest]]:
        """The measures that take the least effort to become eligible for; those that then still depend on facts last."""
        reachable = [(id, one) for id, one in self.nearest.items() if one.changes]
        return sorted(reachable, key=lambda entry: (entry[1].outcome is Outcome.DEPENDS, entry[1].cost))[:most]


def answer_for(compiled: CompiledPack, profile: Profile, matches: Matches) -> Answer:
    """The whole answer: worth, best package, nearest changes, near misses, and the next question."""
    failing = [one for one in matches if one.verdict in {Verdict.INELIGIBLE, Verdict.UNDETERMINED}]
    misses = {one.measure.id: near_miss(one) for one in failing}
    return Answer(
        profile,
        matches,
        best_package(matches),
        {one.measure.id: entitlement_of(one) for one in matches},
        {one.measure.id: nearest_change(one) for one in failing},
        {id: miss for id, miss in misses.items() if miss is not None},
        next_question(compiled, profile.facts, on=matches.inquiry.world.on, weights=at_stake(matches)),
    )
