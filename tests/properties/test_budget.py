"""A budget is the sum of its payments, and whatever the missing facts turn out to be, what falls due stays within it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from amount_strategies import RATES, SCHEMA, WORLD, amounts, fields_of_amount, plain_ids, realities
from strategies import ON, WORDS, conditions, fields_in, known_parts, pack_of, planned
from zonewright.benefits.ranges import total
from zonewright.codes.money import Programme, Rates
from zonewright.compiler.plan import CompiledPack
from zonewright.conditions.ast import AllOf
from zonewright.matching.best_package import best_package
from zonewright.matching.single import match_one
from zonewright.planning.budget import budget, claims
from zonewright.planning.draws import QUANTILES, simulate
from zonewright.schema.fields import Facts, FieldType
from zonewright.values import Quantity, currencies

#: Programmes with and without a cap for one enterprise, in two currencies.
PROGRAMMES = {
    **WORLD.programmes,
    "down": replace(WORLD.programmes["down"], at_most_per_enterprise=Quantity(60, "CNY")),
    "abroad": Programme("abroad", WORDS, {2026: Quantity(50, "USD")}),
}
ALWAYS = AllOf(())
DAYS = frozenset(one.id for one in SCHEMA if one.type is FieldType.DAY)


@st.composite
def packs(draw: st.DrawFn) -> CompiledPack:
    """A few measures with amounts, none of which stands against another or lets the applicant choose."""
    measures = []
    for number, when in enumerate(draw(st.lists(st.just(ALWAYS) | conditions, min_size=1, max_size=3))):
        said = draw(amounts().filter(lambda one: len(one.tree.options) == 1))
        programme = draw(st.sampled_from(("", *PROGRAMMES)))
        [measure] = pack_of(when).measures
        measures.append(replace(measure, id=f"m{number}", amount=replace(said.tree, programme=programme)))
    world = replace(WORLD, rates=Rates.of(RATES), programmes=PROGRAMMES)
    return planned(replace(pack_of(), schema=SCHEMA, world=world, measures=tuple(measures)))


def fields_of(compiled: CompiledPack) -> tuple[str, ...]:
    read = [id for one in compiled.pack.measures for id in (*fields_in(one.when), *fields_of_amount(one.amount))]
    return plain_ids(dict.fromkeys(read))


@st.composite
def enterprises(draw: st.DrawFn, compiled: CompiledPack) -> list[tuple[str, Facts]]:
    """Some of what is true of a few enterprises; days are known, so that every payment has its year."""
    found = []
    for number in range(draw(st.integers(1, 4))):
        reality = draw(realities(fields_of(compiled)))
        known = draw(known_parts(reality))
        plain = {id: value for id, value in known.items() if SCHEMA[id].derived is None}
        found.append((f"e{number}", {**plain, **{id: value for id, value in reality.items() if id in DAYS}}))
    return found


def packages(compiled, table):
    return [best_package(match_one(compiled, facts, on=ON), currency="CNY") for _, facts in table]


@given(st.data())
def test_a_budget_is_the_sum_of_its_payments(data):
    """What is committed, likely and at risk together is what the payments come to, from their low ends to their high ends.

    What one enterprise may get from a programme in a year stops at the programme's cap.
    """
    compiled = data.draw(packs())
    found = packages(compiled, data.draw(enterprises(compiled)))
    for row in budget(found, PROGRAMMES):
        paid = [[one.payment for one in package.payments if is_under(row.heading, one)] for package in found]
        every = [one for each in paid for one in each]
        if any(one.unit != row.heading.currency for one in every):
            continue  # what is converted is told by hand in the tests of the room
        programme = PROGRAMMES.get(row.heading.programme)
        cap = programme.at_most_per_enterprise if programme else None
        ends = [total(one.range for one in each) for each in paid]
        own = row.claims
        assert own.committed == total(ends).low
        assert sum(one.range.high is None for one in every) == own.endless_likely + own.endless_at_risk
        if total(ends).high is not None:
            highs = [one.high if cap is None else min(one.high, Fraction(cap.number)) for one in ends]
            assert own.committed + own.likely + own.at_risk == sum(highs)
        assert 0 <= own.recoverable <= own.committed + own.likely + own.at_risk


def is_under(heading, planned):
    """Whether a payment is money of the programme and the year."""
    due = planned.payment.due
    in_time = (due.year if due else None) == heading.year
    return planned.programme == heading.programme and in_time and planned.payment.unit in currencies()


@given(st.data())
def test_budgets_of_some_enterprises_add_up_to_the_budget_of_all(data):
    """Enterprises are counted one by one: no order and no grouping matters."""
    compiled = data.draw(packs())
    found = packages(compiled, data.draw(enterprises(compiled)))
    whole = {row.heading: row.claims for row in budget(found, PROGRAMMES)}
    assert whole == {row.heading: row.claims for row in budget(found[::-1], PROGRAMMES)}
    for heading, one in whole.items():
        parts = [claims(package, PROGRAMMES).get(heading) for package in found]
        assert one.committed == sum((part.committed for part in parts if part), Fraction(0))
        assert one.at_risk == sum((part.at_risk for part in parts if part), Fraction(0))


@given(st.data())
def test_what_falls_due_in_any_sample_lies_within_the_budget(data):
    """From what is committed to all that may come on top, under every heading that has an upper end."""
    compiled = data.draw(packs())
    table = data.draw(enterprises(compiled))
    rows = {row.heading: row for row in budget(packages(compiled, table), PROGRAMMES)}
    for seed in range(3):
        for one in simulate(compiled, table, on=ON, seed=seed, samples=1, currency="CNY"):
            row = rows.get(one.heading)
            assert row is not None or not one.mean
            if row is not None:
                own = row.claims
                assert own.committed <= one.mean
                assert own.endless_likely or own.endless_at_risk or one.mean <= own.committed + own.likely + own.at_risk


@given(st.data())
def test_quantiles_rise_and_neither_order_nor_a_second_run_changes_them(data):
    """The mean lies between the ends, and more samples begin with the fewer."""
    compiled = data.draw(packs())
    table = data.draw(enterprises(compiled))
    found = simulate(compiled, table, on=ON, seed=5, samples=7, currency="CNY")
    assert found == simulate(compiled, table[::-1], on=ON, seed=5, samples=7, currency="CNY")
    for one in found:
        assert list(one.quantiles) == sorted(one.quantiles)
        assert len(one.quantiles) == len(QUANTILES)
        assert one.overdrawn is None or 0 <= one.overdrawn <= 1
        assert 0 <= one.still_open <= 1
