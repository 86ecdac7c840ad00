"""Which fact to ask for next: the one that is expected to settle the most for the effort of obtaining it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from zonewright.compiler.plan import CompiledPack
from zonewright.matching.questions_amounts import open_amounts
from zonewright.matching.questions_stakes import WHOLE, Outlook, Stake, outlook, stakes_of
from zonewright.schema.fields import Answerer, Facts, Field, Schema, Value
from zonewright.values import Number

#: What it takes to obtain a fact, an answer of the enterprise being 1. A register costs almost nothing, yet not nothing:
#: a fact that settles hardly anything is not fetched before one that settles much.
EFFORT: Final[Mapping[Answerer, Number]] = MappingProxyType(
    {Answerer.REGISTER: Fraction(1, 20), Answerer.ENTERPRISE: 1, Answerer.OFFICER: 3}
)
#: A measure of endless worth counts as much more than one worth nothing.
MOST_FOR_WORTH: Final = 4


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask for, the measures that it can still help to settle, and the share of them that the answer is expected to.

    The share is of all undetermined measures of the pack, each by what it is worth.
    """

    field: Field
    measures: tuple[str, ...]
    share: Fraction


@dataclass(frozen=True, slots=True)
class Interview:
    """What is known so far and how each measure stands. Answering gives the next interview; this one stays as it is."""

    schema: Schema
    facts: Facts
    asked: frozenset[str]
    efforts: Mapping[Answerer, Number]
    stakes: tuple[Stake, ...]
    values: tuple[int, ...]
    outlooks: tuple[Outlook, ...]

    @property
    def decided(self) -> int:
        """How many of the measures in force are decided."""
        return sum(not one.undetermined for one in self.outlooks)

    @property
    def question(self) -> Question | None:
        """The next question: first what decides measures, then what settles amounts; None when no answer can matter."""
        settled: dict[str, int] = {}
        brought: dict[str, int] = {}
        for value, one in zip(self.values, self.outlooks, strict=True):
            for id, share in one.settles.items():
                settled[id] = settled.get(id, 0) + value * share
                brought[id] = brought.get(id, 0) + value * (share + one.spares[id])
        if not brought:
            return self._about_amounts()
        fields = (field for field in self.schema if field.id in brought)
        best = max(fields, key=lambda field: brought[field.id] / Fraction(self.efforts[field.answered_by]))
        at_stake = sum(value for value, one in zip(self.values, self.outlooks, strict=True) if one.undetermined)
        return Question(
            best,
            tuple(stake.measure.id for stake, one in zip(self.stakes, self.outlooks, strict=True) if best.id in one.settles),
            Fraction(settled[best.id], at_stake * WHOLE),
        )

    def _about_amounts(self) -> Question | None:
        """The fact that most of what is open in amounts depends on, for the effort; amounts with less missing count more."""
        found = open_amounts(self.stakes, self.facts, self.asked)
        weights: dict[str, Fraction] = {}
        for one in found:
            for id in one.missing:
                weights[id] = weights.get(id, Fraction(0)) + Fraction(self.values[one.place], len(one.missing))
        if not weights:
            return None
        fields = (field for field in self.schema if field.id in weights)
        best = max(fields, key=lambda field: weights[field.id] / Fraction(self.efforts[field.answered_by]))
        waiting = tuple(self.stakes[one.place].measure.id for one in found if best.id in one.missing)
        settled = sum(self.values[one.place] for one in found if one.missing == (best.id,))
        return Question(best, waiting, Fraction(settled, sum(self.values[one.place] for one in found)))

    def answer(self, field: str, value: Value | None) -> Interview:
        """The interview after an answer; None takes an answer back. Only the measures that it may change are judged again."""
        learned = value is not None and self.facts.get(field) is None
        return self._with({**self.facts, field: value}, self.asked - {field}, field, learned=learned)

    def skip(self, field: str) -> Interview:
        """The interview after a question that nobody could answer: it is not asked again."""
        return self._with(self.facts, self.asked | {field}, field, learned=True)

    def _with(self, facts: Facts, asked: frozenset[str], changed: str, *, learned: bool) -> Interview:
        """Judge again what rests on the fact changed. What is decided stays decided when a fact is only added."""
        outlooks = tuple(
            _outlook(stake, facts, asked) if changed in stake.fields and (before.undetermined or not learned) else before
            for stake, before in zip(self.stakes, self.outlooks, strict=True)
        )
        return replace(self, facts=facts, asked=asked, outlooks=outlooks)


def interview(
    compiled: CompiledPack,
    facts: Facts,
    *,
    on: date,
    asked: Collection[str] = (),
    weights: Mapping[str, Number] | None = None,
    efforts: Mapping[Answerer, Number] = EFFORT,
) -> Interview:
    """Begin to ask. ``asked`` are facts asked in vain, ``weights`` what each measure is worth to the one who is asked."""
    pack = compiled.pack
    stakes = stakes_of(pack, replace(pack.world, on=on))
    in_vain = frozenset(asked)
    values = _values(tuple(1 if weights is None else max(weights.get(stake.measure.id, 0), 0) for stake in stakes))
    outlooks = tuple(_outlook(stake, facts, in_vain) for stake in stakes)
    return Interview(pack.schema, dict(facts), in_vain, efforts, stakes, values, outlooks)


def next_question(
    compiled: CompiledPack,
    facts: Facts,
    *,
    on: date,
    asked: Collection[str] = (),
    weights: Mapping[str, Number] | None = None,
) -> Question | None:
    """The fact to ask for next, or None when no answer can matter any more. To ask several, go on with an `interview`."""
    return interview(compiled, facts, on=on, asked=asked, weights=weights).question


def _values(worths: tuple[Number, ...]) -> tuple[int, ...]:
    """What it counts to settle each measure, in thousandths: 1, and more with its worth, up to a bound."""
    total = sum(map(Fraction, worths), Fraction(0))
    if not total:
        return (1000,) * len(worths)
    usual = total / len(worths)
    return tuple(1000 + int(1000 * MOST_FOR_WORTH * Fraction(worth) / (worth + usual)) for worth in worths)


def _outlook(stake: Stake, facts: Facts, asked: frozenset[str]) -> Outlook:
    return outlook(stake, stake.known(facts), asked & stake.fields)
