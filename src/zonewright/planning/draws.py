"""How a budget may turn out: missing facts are drawn again and again, and chance is a pure function of the seed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from hashlib import sha256
from math import ceil
from typing import Final, TypeAlias

from zonewright.compiler.plan import CompiledPack
from zonewright.conditions.ast import Leaf, fields_of, leaves
from zonewright.conditions.render import show_value
from zonewright.matching.best_package import Package, best_package
from zonewright.matching.entitlements import entitlement_of
from zonewright.matching.model import Inquiry, Match, Verdict
from zonewright.matching.questions_answers import answers
from zonewright.matching.single import match_one
from zonewright.packs.model import Pack
from zonewright.planning.budget import ByHeading, Heading, budgets_of, claims, in_order
from zonewright.schema.derive import complete
from zonewright.schema.fields import Facts, Field, FieldType, Schema, Value, as_number
from zonewright.values import Number

#: So many values of a field are kept to draw from; of more, a fair choice.
MOST_KEPT: Final = 1_000
#: A fact that is drawn may ask for another, so many times.
MOST_ROUNDS: Final = 10
#: The quantiles that are told.
QUANTILES: Final = (Fraction(1, 10), Fraction(1, 2), Fraction(9, 10))

#: What the enterprises of a table state, by field.
Pools: TypeAlias = Mapping[str, tuple[Value, ...]]
#: Drawn facts in the order in which they were drawn.
Drawn: TypeAlias = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What falls due under one heading in the samples: the mean, and the quantiles of ``QUANTILES``.

    ``overdrawn`` is the share of samples in which it exceeds the budget, None without one. ``still_open`` is the share in
    which something could not be settled by any draw; what is sure of it is counted.
    """

    heading: Heading
    mean: Fraction
    quantiles: tuple[Fraction, ...]
    overdrawn: Fraction | None
    still_open: Fraction


def simulate(
    compiled: CompiledPack,
    enterprises: Iterable[tuple[str, Facts]],
    *,
    on: date,
    seed: int,
    samples: int,
    currency: str,
) -> tuple[Forecast, ...]:
    """What falls due by programme and year when the missing facts of each enterprise are drawn, ``samples`` times.

    The enterprises, each with a name of its own, are gone through twice; their order does not matter. Money without a
    programme is counted in ``currency``.
    """
    if isinstance(enterprises, Iterator):
        raise TypeError("the enterprises are gone through twice: give a list, or what can be iterated again")
    programmes = compiled.pack.world.programmes
    stated = budgets_of(programmes)
    held = pools(compiled.pack.schema, enterprises, seed=seed)
    lots = Lots(compiled, held, _tests_by_field(compiled.pack), on, seed, currency)
    paid: dict[Heading, list[Fraction]] = {heading: [Fraction(0)] * samples for heading in stated}
    unsettled: dict[Heading, set[int]] = {}
    for name, facts in enterprises:
        enterprise = _Enterprise(lots, name, facts)
        for sample in range(samples):
            for heading, one in enterprise.owed(sample).items():
                paid.setdefault(heading, [Fraction(0)] * samples)[sample] += one.committed
                if one.is_open:
                    unsettled.setdefault(heading, set()).add(sample)
    return tuple(
        _forecast(heading, paid[heading], len(unsettled.get(heading, ())), stated.get(heading))
        for heading in in_order(paid, programmes)
    )


def draw(seed: int, enterprise: str, field: str, sample: int) -> int:
    """A number that nobody can foresee, and that is always the same for the same four."""
    return int.from_bytes(sha256(repr((seed, enterprise, field, sample)).encode()).digest(), "big")


def pools(schema: Schema, enterprises: Iterable[tuple[str, Facts]], *, seed: int) -> Pools:
    """What enterprises state of each field that is not derived, at most ``MOST_KEPT`` values of each.

    Which are kept is drawn too, so that the order of the enterprises does not matter.
    """
    held: dict[str, list[tuple[int, str, Value]]] = {one.id: [] for one in schema if one.derived is None}
    for name, facts in enterprises:
        for id, kept in held.items():
            value = facts.get(id)
            if value is not None and may_be(schema[id], value):
                kept.append((draw(seed, name, id, -1), show_value(value), value))
                if len(kept) > 2 * MOST_KEPT:
                    kept[:] = _first(kept)
    return {id: tuple(value for *_, value in _first(kept)) for id, kept in held.items() if kept}


def may_be(field: Field, value: Value) -> bool:
    """Whether a fact may turn out so: a number in the unit of its field lies inside the field's bounds."""
    if field.type is not FieldType.NUMBER:
        return True
    number = as_number(value)
    return number is not None and field.admits(number)


@dataclass(frozen=True, slots=True)
class Lots:
    """What missing facts are drawn from: what others state, and what the tests of the pack tell apart."""

    compiled: CompiledPack
    pools: Pools
    tests: Mapping[str, tuple[Leaf, ...]]
    on: date
    seed: int
    currency: str

    def values(self, id: str, facts: Facts) -> tuple[Value, ...]:
        """Values that tell the tests on a field apart, and its own bounds; none where nothing is known of it."""
        pack = self.compiled.pack
        field, tests = pack.schema[id], self.tests.get(id, ())
        ends = [end for end in (field.least, field.most) if end is not None]
        if not tests and not ends and field.type in {FieldType.NUMBER, FieldType.DAY}:
            return ()
        found = answers(field, tests, facts, replace(pack.world, on=self.on))
        return tuple(dict.fromkeys((*(value for value in found if may_be(field, value)), *ends)))


class _Enterprise:
    """One enterprise whose missing facts are drawn; what follows from the same draws is worked out once."""

    def __init__(self, lots: Lots, name: str, facts: Facts) -> None:
        self.lots, self.name, self.facts = lots, name, facts
        self.known = complete(lots.compiled.pack.schema, facts, on=lots.on)
        self.options: dict[str, tuple[Value, ...]] = {}
        self.settled: dict[Drawn, tuple[tuple[str, ...], ByHeading]] = {}

    def owed(self, sample: int) -> ByHeading:
        """What it is owed in one sample."""
        drawn: Drawn = ()
        for _ in range(MOST_ROUNDS):
            more = tuple((id, self._drawn(id, sample)) for id in self._settle(drawn)[0])
            if not more:
                break
            drawn += more
        return self._settle(drawn)[1]

    def _settle(self, drawn: Drawn) -> tuple[tuple[str, ...], ByHeading]:
        """The facts that can be drawn next, and what it is owed as things stand."""
        if drawn not in self.settled:
            pack = self.lots.compiled.pack
            matches = match_one(self.lots.compiled, {**self.facts, **dict(drawn)}, on=self.lots.on)
            hopeful = [one for one in matches if one.verdict in {Verdict.ELIGIBLE, Verdict.UNDETERMINED}]
            package = best_package(hopeful, currency=self.lots.currency)
            owed = claims(package, pack.world.programmes, guessed=dict(drawn))
            self.settled[drawn] = self._lacking(hopeful, package), owed
        return self.settled[drawn]

    def _lacking(self, matches: Iterable[Match], package: Package) -> tuple[str, ...]:
        """The facts that could still change what is paid, as far as they are absent and there is something to draw from."""
        left_out = {one.id for one in package.left_out}
        found = (*package.taken, *(entitlement_of(one) for one in matches if one.measure.id in left_out))
        missing = dict.fromkeys(id for one in found if one.valuation and one.valuation.is_money for id in one.missing)
        return tuple(id for id in missing if _is_absent(id, found[0].match.inquiry) and self._options(id))

    def _drawn(self, id: str, sample: int) -> Value:
        options = self._options(id)
        return options[draw(self.lots.seed, self.name, id, sample) % len(options)]

    def _options(self, id: str) -> tuple[Value, ...]:
        """What others state, else what tells the tests on the field apart."""
        if id not in self.options:
            self.options[id] = self.lots.pools.get(id) or self.lots.values(id, self.known)
        return self.options[id]


def _is_absent(id: str, inquiry: Inquiry) -> bool:
    """Whether nobody states a fact, and no parts give it."""
    return inquiry.facts.get(id) is None and inquiry.schema[id].derived is None


def _tests_by_field(pack: Pack) -> dict[str, tuple[Leaf, ...]]:
    found: dict[str, dict[Leaf, None]] = {}
    for measure in pack.measures:
        for condition in (measure.when, *(measure.amount.conditions if measure.amount else ())):
            for leaf in leaves(condition):
                for id in fields_of(leaf):
                    found.setdefault(id, {})[leaf] = None
    return {id: tuple(tests) for id, tests in found.items()}


def _first(kept: list[tuple[int, str, Value]]) -> list[tuple[int, str, Value]]:
    return sorted(kept, key=lambda entry: entry[:2])[:MOST_KEPT]


def _forecast(heading: Heading, paid: list[Fraction], still_open: int, budget: Number | None) -> Forecast:
    ordered, samples = sorted(paid), len(paid)
    over = None if budget is None else Fraction(sum(one > budget for one in paid), samples)
    quantiles = tuple(ordered[ceil(share * samples) - 1] for share in QUANTILES)
    return Forecast(heading, sum(paid, Fraction(0)) / samples, quantiles, over, Fraction(still_open, samples))
