"""Which question comes next, and why; the benchmark of questions on a few profiles."""

import importlib
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from small_pack import field, measure, write_pack
from strategies import ON, SCHEMA, WORLD, pack_of, planned
from zonewright.codes.world import World
from zonewright.compiler.pipeline import compile_pack
from zonewright.conditions.ast import (
    AllOf,
    AnyOf,
    Band,
    Banded,
    Compare,
    CompareFields,
    Elapsed,
    InArea,
    InCatalogue,
    Includes,
    Kept,
    NoneWithin,
    Op,
    Percentile,
    Piece,
    Score,
    ScorePart,
    WithinAfter,
)
from zonewright.conditions.judge import leaf_truth
from zonewright.conditions.truth import Truth
from zonewright.matching.questions import interview, next_question
from zonewright.matching.questions_answers import answers
from zonewright.packs.load import load_pack
from zonewright.schema.fields import Answerer, Schema
from zonewright.tables.profile import read_profile
from zonewright.values import DateRange, Period, Quantity

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 22)
SETTLED, AUDITED = Includes("settled", 1, (True,)), Includes("audited", 1, (True,))
STAFF, PATENTS = Compare("staff", Op.AT_LEAST, 50), Compare("patents", Op.AT_LEAST, 50)


def asked_first(*some, **how):
    question = next_question(planned(pack_of(*some)), {}, on=ON, **how)
    return None if question is None else question.field.id


@pytest.fixture(scope="module")
def example():
    return compile_pack(load_pack(ROOT / "packs/example-zone"))


def answered_by(compiled, **who):
    """The pack with other people to answer some fields."""
    schema = Schema(replace(one, answered_by=who.get(one.id, one.answered_by)) for one in compiled.pack.schema)
    return replace(compiled, pack=replace(compiled.pack, schema=schema))


def test_the_fact_that_most_measures_wait_for_comes_first():
    question = next_question(planned(pack_of(SETTLED, SETTLED, AUDITED)), {}, on=ON)
    assert (question.field.id, question.measures, question.share) == ("settled", ("m0", "m1"), Fraction(2, 3))


def test_a_fact_that_can_decide_alone_comes_before_one_that_needs_others():
    """A yes to `audited` settles it; `settled` is one of three that must all hold in the other case."""
    either = AnyOf((AllOf((SETTLED, STAFF, PATENTS)), AUDITED))
    assert asked_first(either) == "audited"


def test_what_a_register_says_comes_before_what_an_officer_judges():
    both = planned(pack_of(AllOf((SETTLED, AUDITED))))
    first = answered_by(both, settled=Answerer.OFFICER, audited=Answerer.REGISTER)
    second = answered_by(both, settled=Answerer.ENTERPRISE, audited=Answerer.OFFICER)
    assert next_question(first, {}, on=ON).field.id == "audited"
    assert next_question(second, {}, on=ON).field.id == "settled"


def test_an_officer_is_asked_where_that_settles_far_more():
    asked = answered_by(planned(pack_of(*[AUDITED] * 4, SETTLED)), audited=Answerer.OFFICER)
    assert next_question(asked, {}, on=ON).field.id == "audited"


def test_what_is_worth_more_is_settled_first_and_nothing_counts_for_nothing():
    assert asked_first(SETTLED, AUDITED, weights={"m0": 1, "m1": 1000}) == "audited"
    assert asked_first(SETTLED, AUDITED, weights={"m0": 1000, "m1": 1}) == "settled"
    assert asked_first(SETTLED, weights={}) == "settled"
    assert asked_first(*[SETTLED] * 6, AUDITED, weights={"m6": 10**12}) == "settled"
    assert asked_first(SETTLED, AUDITED, weights={"m0": -5, "m1": 5}) == "audited"


def test_a_fact_asked_in_vain_is_not_asked_again():
    both = AllOf((SETTLED, AUDITED))
    assert asked_first(both, asked=("settled",)) == "audited"
    assert asked_first(both, asked=("settled", "audited")) is None


def test_what_no_longer_matters_is_not_asked():
    pack = planned(pack_of(AllOf((SETTLED, AUDITED)), AllOf((SETTLED, STAFF))))
    assert next_question(pack, {"settled": False}, on=ON) is None


def test_a_measure_out_of_force_asks_for_nothing():
    assert next_question(planned(pack_of(SETTLED, in_force=DateRange(None, ON))), {}, on=ON) is None


def test_a_derived_fact_is_asked_by_its_parts():
    """Margin is profit over revenue, and profit is revenue less costs."""
    now = interview(planned(pack_of(Compare("margin", Op.AT_LEAST, 10))), {}, on=ON)
    found = []
    while now.question is not None:
        found.append(now.question)
        now = now.answer(now.question.field.id, 50)
    assert [one.field.id for one in found] == ["revenue", "costs"]
    assert [one.share > 0 for one in found] == [False, True]
    assert now.decided == 1


def test_a_derived_fact_that_is_stated_is_not_asked_for():
    assert next_question(planned(pack_of(Compare("margin", Op.AT_LEAST, 10))), {"margin": 12}, on=ON) is None


def test_a_fact_known_in_a_unit_that_does_not_convert_is_not_asked_again():
    assert next_question(planned(pack_of(Compare("revenue", Op.AT_LEAST, 10))), {"revenue": Quantity(5, "USD")}, on=ON) is None


def test_an_interview_is_not_changed_by_its_answers():
    begun = interview(planned(pack_of(SETTLED)), {}, on=ON)
    answered = begun.answer("settled", True)
    assert (begun.decided, begun.question.field.id, begun.facts) == (0, "settled", {})
    assert (answered.decided, answered.question) == (1, None)


def test_an_answer_may_be_corrected():
    begun = interview(planned(pack_of(AllOf((SETTLED, AUDITED)))), {}, on=ON)
    assert begun.answer("settled", False).decided == 1
    assert begun.answer("settled", False).answer("settled", True).question.field.id == "audited"


def test_in_the_example_registers_are_asked_before_officers(example):
    """Nobody knows anything, so every fact that can matter for a verdict is asked for once."""
    now, who = interview(example, {}, on=DAY), []
    while any(one.settles for one in now.outlooks):
        who.append(now.question.field.answered_by)
        now = now.skip(now.question.field.id)
    assert who.count(Answerer.REGISTER) == who[: who.index(Answerer.OFFICER)].count(Answerer.REGISTER) > 0


COUNTRY = World(ON, areas=WORLD.areas, catalogues=WORLD.catalogues, populations=WORLD.populations)
ROWS = (Band(Compare("staff", Op.UNDER, 50), 10), Band(Compare("staff", Op.AT_LEAST, 50), 100))
CARD = Score((ScorePart("patents", 1, pieces=(Piece(Compare("patents", Op.AT_LEAST, 0), 0, 1, 10, 0),)),), Op.AT_LEAST, 5)
YEAR = Period(12, "month")


@pytest.mark.parametrize(
    ("id", "test", "facts"),
    [
        ("staff", Compare("staff", Op.AT_LEAST, 50), {}),
        ("patents", CompareFields("patents", Op.OVER, "staff"), {"staff": 80}),
        ("staff", Banded("patents", Op.AT_LEAST, ("staff",), ROWS), {"patents": 40}),
        ("patents", Banded("patents", Op.AT_LEAST, ("staff",), ROWS), {"staff": 60}),
        ("patents", CARD, {}),
        ("founded", Elapsed("founded", Op.AT_LEAST, YEAR), {}),
        ("applied", Elapsed("founded", Op.UNDER, YEAR, "applied"), {"founded": date(2020, 5, 5)}),
        ("applied", WithinAfter("applied", "founded", YEAR), {"founded": date(2020, 5, 5)}),
        ("founded", WithinAfter("applied", "founded", YEAR), {"applied": date(2020, 5, 5)}),
        ("events", NoneWithin("events", YEAR), {}),
        ("promised", Kept("promised", "founded", YEAR, None), {"founded": date(2020, 5, 5)}),
        ("founded", Kept("promised", "founded", YEAR, None), {"promised": date(2020, 5, 5)}),
        ("seat", InArea("seat", ("zone",)), {}),
        ("business", InCatalogue("business", "encouraged"), {}),
        ("staff", Percentile("staff", Op.AT_LEAST, 50, "staffs"), {}),
        ("kind", Percentile("staff", Op.AT_LEAST, 50, "staffs-by-kind", "kind"), {"staff": 49}),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_answers_tell_both_outcomes_of_a_test_apart(id, test, facts):
    """Among the answers tried there is one that makes the test true and one that makes it false."""
    found = {leaf_truth(test, {**facts, id: value}, COUNTRY) for value in answers(SCHEMA[id], [test], facts, COUNTRY)}
    assert found >= {Truth.TRUE, Truth.FALSE}


def test_facts_of_amounts_are_asked_for_once_the_verdicts_are_told(tmp_path):
    """The verdict needs staff, the amount revenue; who does not qualify is not asked for revenue."""
    more = (
        "amount:\n  kind: cash\n  says: {en: 5 %, zh: 5%, ko: 5%}\n  gives: {worth: {rate: 5 %, of: {field: revenue}}}\n"
    )
    write_pack(tmp_path, files={"measures/grant.yaml": measure(more=more)})
    compiled = compile_pack(load_pack(tmp_path))
    first = interview(compiled, {}, on=DAY)
    second = first.answer("staff", 10)
    assert (first.question.field.id, second.question.field.id) == ("staff", "revenue")
    assert (second.question.measures, second.question.share) == (("grant",), 1)
    assert second.answer("revenue", 100).question is None
    assert second.skip("revenue").question is None
    assert first.answer("staff", 9).question is None


def test_facts_of_amounts_are_asked_by_value_and_effort_too(example):
    profile = read_profile(ROOT / "packs/example-zone/samples/harbour-robots.yaml", example.pack.schema, on=DAY)
    now = interview(example, profile.facts, on=DAY)
    while now.question is not None and any(one.settles for one in now.outlooks):
        now = now.skip(now.question.field.id)
    asked = []
    while now.question is not None:
        asked.append(now.question.field.id)
        now = now.skip(now.question.field.id)
    assert asked == ["jobs_kept", "relocation_allowance"], "the enterprise before the officer"


def test_a_fact_that_does_not_convert_is_nothing_to_compare_with():
    """Staff against a sum of money: the answers are those of the field alone."""
    test = CompareFields("patents", Op.OVER, "staff")
    found = answers(SCHEMA["patents"], (test,), {"staff": Quantity(5, "USD")}, WORLD)
    assert found == answers(SCHEMA["patents"], (), {}, WORLD)


def test_a_pack_on_disk_is_asked(tmp_path):
    """The officer's field is asked last; the measure is decided before by what the enterprise says."""
    fields = field("good_idea", "yes_no").replace("enterprise", "officer").rstrip() + (
        "\n    judged: {by: office, on: {en: the plan, zh: 方案, ko: 계획}}\n"
    )
    when = "  all:\n    - {field: good_idea, is: true}\n    - {field: staff, at_least: 10}"
    examples = (
        "  - {name: in, given: {staff: 10, good_idea: true}, expect: eligible}\n"
        "  - {name: out, given: {staff: 9}, expect: ineligible}\n"
        "  - {name: open, given: {}, expect: undetermined}\n"
    )
    compiled = compile_pack(load_pack(write_pack(tmp_path / "pack", fields=fields, when=when, examples=examples)))
    now = interview(compiled, {}, on=DAY)
    assert now.question.field.id == "staff"
    assert now.answer("staff", 10).question.field.id == "good_idea"
    assert now.answer("staff", 9).question is None


@pytest.fixture
def benchmark(monkeypatch):
    monkeypatch.syspath_prepend(ROOT)
    return importlib.import_module("benchmarks.questions")


def test_each_order_decides_all_and_none_beats_hindsight(benchmark):
    found = benchmark.run("example-zone", 0, 3, 1)
    ours = {benchmark.OURS, benchmark.OURS_EQUAL, benchmark.HINDSIGHT, benchmark.NO_SKIPPING}
    assert set(found.told) == {*benchmark.PEERS, *ours}
    for lists in zip(*found.told.values(), strict=True):
        told = dict(zip(found.told, map(len, lists), strict=True))
        assert min(told, key=told.__getitem__) == benchmark.HINDSIGHT
        assert max(told, key=told.__getitem__) == benchmark.NO_SKIPPING
    assert benchmark.rows(found)[-1][0] == benchmark.HINDSIGHT


def test_profiles_depend_on_the_seed_and_their_number_only(benchmark):
    whole, parts = benchmark.run("example-zone", 0, 2, 7), [benchmark.run("example-zone", one, 1, 7) for one in (0, 1)]
    assert benchmark.joined(parts) == whole
    assert benchmark.run("example-zone", 0, 2, 8).told != whole.told
