"""Small sound procedures made from a seed: every stage is reached, every stage leads to an end, no outcome is a dead end."""

from __future__ import annotations

import random
from collections.abc import Mapping
from types import MappingProxyType

from hypothesis import strategies as st

from zonewright.cases.deadlines import Limit
from zonewright.cases.procedure import (
    Act,
    Clock,
    End,
    LegalBasis,
    Move,
    Notice,
    Procedure,
    Role,
    Silence,
    Stage,
    Task,
    Way,
)
from zonewright.conditions.ast import Compare, Condition, Includes, Op
from zonewright.schema.fields import Answerer, Field, FieldType, Schema, Value
from zonewright.values import Words

FACTS = ("kitchen", "terrace", "staff")
ROLES = ("applicant", "window", "reviewer", "fire")
BASIS = LegalBasis("act", "art. 1")


def words(text: str) -> Words:
    """Words that tell which language they are of, with letters that XML and Mermaid do not like."""
    return Words(f'{text} & "co" <1>', f"{text}（中）", f"{text}·한")


SCHEMA = Schema(
    Field(id, kind, words(id), words(id), Answerer.ENTERPRISE, unit=unit)
    for id, kind, unit in (
        ("kitchen", FieldType.YES_NO, ""),
        ("terrace", FieldType.YES_NO, ""),
        ("staff", FieldType.NUMBER, "person"),
    )
)


def made_procedure(seed: int, *, most_stages: int = 6) -> Procedure:
    """The same seed gives the same procedure."""
    chance = random.Random(seed)  # noqa: S311  # the same procedures in every run
    return _Maker(chance, most_stages).procedure(f"made-{seed}")


def made_facts(seed: int) -> Mapping[str, Value]:
    """Facts that decide every guard of a made procedure."""
    chance = random.Random(seed)  # noqa: S311
    return {"kitchen": chance.random() < 0.5, "terrace": chance.random() < 0.5, "staff": chance.choice((9, 10, 11))}


#: Procedures and facts for hypothesis: what it shrinks is the seed.
procedures = st.integers(0, 100_000).map(made_procedure)
facts = st.integers(0, 100).map(made_facts)


class _Maker:
    """Draws one procedure: first a way through all stages, then what leads aside, back and away."""

    def __init__(self, chance: random.Random, most_stages: int) -> None:
        self.chance = chance
        self.stages = [f"stage-{number}" for number in range(chance.randint(1, most_stages))]
        self.ends = ["granted", "refused", *(["ended"] if chance.random() < 0.3 else [])]

    def procedure(self, id: str) -> Procedure:
        stages = {id: self.stage(number, id) for number, id in enumerate(self.stages)}
        reached = self.ends_reached(stages)
        acts = self.acts(reached)
        ends = {
            id: End(id, words(id), id, notice=Notice(("applicant",), words("told")))
            for id in (*self.ends, "withdrawn")
            if id in reached or any(act.to == id for act in acts.values())
        }
        return Procedure(
            id=id,
            title=words(id),
            version="2026-01-01.1",
            hash=id,
            calendar="cn",
            rule="general",
            roles=MappingProxyType({id: self.role(id) for id in ROLES}),
            stages=MappingProxyType(stages),
            ends=MappingProxyType(ends),
            acts=MappingProxyType(acts),
            clocks=MappingProxyType(self.clocks(stages)),
            fees=MappingProxyType({}),
            basis=(BASIS,),
        )

    def role(self, id: str) -> Role:
        return Role(id, words(id), party="applicant") if id == "applicant" else Role(id, words(id), authority="office")

    def ends_reached(self, stages: Mapping[str, Stage]) -> set[str]:
        return {way.to for stage in stages.values() for move in stage.moves for way in move.ways} & set(self.ends)

    def stage(self, number: int, id: str) -> Stage:
        moves = tuple(self.moves(number))
        count = self.chance.choice((1, 1, 1, 2, 2, 3))
        conditions = [None, *(self.condition() if self.chance.random() < 0.5 else None for _ in range(count - 1))]
        tasks = tuple(self.task(f"task-{number}-{place}", moves, condition) for place, condition in enumerate(conditions))
        again = "open" if count > 1 and self.chance.random() < 0.4 else "all"
        return Stage(id, words(id), tasks, moves, again)

    def task(self, id: str, moves: tuple[Move, ...], condition: Condition | None) -> Task:
        """A task may lack outcomes, but never the last one, by which the case goes on."""
        outcomes = tuple(move.outcome for move in moves)
        kept = tuple(one for one in outcomes[:-1] if self.chance.random() < 0.7)
        own = (*kept, outcomes[-1]) if condition is not None or self.chance.random() < 0.2 else ()
        return Task(id, words(id), self.chance.choice(ROLES), when=condition, outcomes=own)

    def moves(self, number: int) -> list[Move]:
        """Moves aside and back first, the way on last; a way on leads to a later stage or an end."""
        asides = [self.aside(number, place) for place in range(self.chance.choice((0, 1, 1, 2)))]
        on = self.stages[number + 1] if number + 1 < len(self.stages) else "granted"
        return [*asides, Move("on", words("on"), self.ways(on), marks=(f"mark-{number}",))]

    def aside(self, number: int, place: int) -> Move:
        back = self.chance.random() < 0.5
        to = self.chance.choice(self.stages[: number + 1] if back else [*self.stages[number + 1 :], *self.ends])
        most = self.chance.choice((1, 2, None)) if back else None
        return Move(f"aside-{place}", words(f"aside-{place}"), self.ways(to), most=most, reason=self.chance.random() < 0.3)

    def ways(self, to: str) -> tuple[Way, ...]:
        if self.chance.random() < 0.75:
            return (Way(to),)
        return (Way(self.chance.choice(self.ends), self.condition()), Way(to))

    def condition(self) -> Condition:
        field = self.chance.choice(FACTS)
        return Compare(field, self.chance.choice(tuple(Op)), 10) if field == "staff" else Includes(field, 1, (True,))

    def acts(self, reached: set[str]) -> dict[str, Act]:
        """Withdrawing from some stages; from an end back to a stage, or a note at the end; few of them without a bound."""
        found: dict[str, Act] = {}
        if self.chance.random() < 0.7:
            stages = tuple(id for id in self.stages if self.chance.random() < 0.7)
            if stages:
                found["withdraw"] = Act("withdraw", words("withdraw"), "applicant", stages, "withdrawn")
        if self.chance.random() < 0.4:
            stages = tuple(self.chance.sample(self.stages, k=self.chance.randint(1, len(self.stages))))
            found["restart"] = Act("restart", words("restart"), "window", stages, self.stages[0], most=1)
        from_ends = tuple(id for id in self.ends if id in reached and self.chance.random() < 0.5)
        if from_ends:
            to = self.chance.choice(self.stages)
            found["appeal"] = Act("appeal", words("appeal"), "applicant", from_ends, to, marks=("appealed",), reason=True)
        if from_ends and self.chance.random() < 0.3:
            end = from_ends[0]
            found["report"] = Act("report", words("report"), "applicant", (end,), end, marks=("reported",), most=2)
        return found

    def clocks(self, stages: Mapping[str, Stage]) -> dict[str, Clock]:
        """A clock over the whole way, and one whose silence speaks at a stage."""
        last = f"mark-{len(stages) - 1}"
        whole = Clock("whole", words("whole"), "reviewer", Limit(20, "working_day"), starts=(self.stages[0],), meets=(last,),
                      basis=BASIS)  # fmt: skip
        at = self.chance.choice(self.stages)
        silent = Clock("silent", words("silent"), "reviewer", Limit(30, "day"), starts=(at,), meets=(last,),
                       silence=Silence(outcome=stages[at].moves[-1].outcome), basis=BASIS)  # fmt: skip
        return {"whole": whole, "silent": silent} if self.chance.random() < 0.5 else {"whole": whole}
