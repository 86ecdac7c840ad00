"""What is decided stays decided: facts that become known can only take doubt away."""

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from strategies import (
    ON,
    SCHEMA,
    WORLD,
    conditions,
    fields_in,
    known_parts,
    loose_tables,
    pack_of,
    planned,
    realities,
    scores,
    several_conditions,
)
from zonewright.compiler.check_bands import uncovered_bands
from zonewright.conditions.ast import Condition, InCatalogue, Percentile, ShareOfAverage, fields_of, leaves
from zonewright.conditions.judge import Finding, judge, total
from zonewright.conditions.missing import missing_facts
from zonewright.conditions.truth import Truth
from zonewright.matching.model import Verdict
from zonewright.matching.single import match_one
from zonewright.schema.derive import complete
from zonewright.schema.fields import Facts, FieldType
from zonewright.values import Quantity

NIGHT = settings.get_current_profile_name() == "night"
a_whole_night = settings(max_examples=100_000) if NIGHT else settings()


def truth(condition: Condition, facts: Facts) -> Truth:
    return judge(condition, complete(SCHEMA, facts, on=ON), WORLD).truth


@a_whole_night
@given(st.data())
def test_learning_a_fact_never_flips_a_decided_truth(data):
    """A truth that is decided on a part of the facts is the truth on all of them."""
    condition = data.draw(conditions)
    reality = data.draw(realities(condition))
    known = data.draw(known_parts(reality))
    before, after = truth(condition, known), truth(condition, {**known, **reality})
    assert before is after or before is Truth.UNKNOWN


@a_whole_night
@given(st.data())
def test_learning_a_fact_never_flips_a_decided_verdict(data):
    """The same of whole packs: each measure that is decided stays as it is, whatever else becomes known."""
    some = data.draw(several_conditions)
    compiled = planned(pack_of(*some))
    reality = data.draw(realities(*some))
    known = data.draw(known_parts(reality))
    before, after = match_one(compiled, known, on=ON), match_one(compiled, {**known, **reality}, on=ON)
    for early, late in zip(before, after, strict=True):
        assert early.verdict in {late.verdict, Verdict.UNDETERMINED}


@given(st.data())
def test_a_table_that_the_compiler_accepts_never_flips(data):
    """A table with a case left out would go from decided to undetermined: the compiler finds every such case."""
    table = data.draw(loose_tables())
    pack = pack_of(table)
    assume(not tuple(uncovered_bands(pack)))
    reality = data.draw(realities(table))
    known = data.draw(known_parts(reality))
    before, after = truth(table, known), truth(table, {**known, **reality})
    assert before is after or before is Truth.UNKNOWN


@given(st.data())
def test_the_points_of_a_score_lie_in_the_range_told_before(data):
    """While facts are unknown a score is a range; what it comes to in the end lies inside."""
    score = data.draw(scores)
    reality = data.draw(realities(score))
    known = complete(SCHEMA, data.draw(known_parts(reality)), on=ON)
    (low, high), (least, most) = total(score.parts, known, WORLD), total(score.parts, reality, WORLD)
    assert low is None or (least is not None and low <= least)
    assert high is None or (most is not None and most <= high)


@given(st.data())
def test_a_finding_mirrors_its_condition(data):
    """Each node of the reasons is about the same node of the condition, part for part."""
    condition = data.draw(conditions)
    facts = data.draw(realities(condition).flatmap(known_parts))

    def mirrors(finding: Finding, condition: Condition) -> bool:
        inner = getattr(condition, "parts", None) if not _is_test(condition) else ()
        below = inner if inner is not None else (condition.part,)
        return finding.condition == condition and len(finding.parts) == len(below) and all(map(mirrors, finding.parts, below))

    assert mirrors(judge(condition, complete(SCHEMA, facts, on=ON), WORLD), condition)


def _is_test(condition: Condition) -> bool:
    return tuple(leaves(condition)) == (condition,)


def _waits_for_a_list(condition: Condition) -> bool:
    """Whether a list or a table of peers is asked that the world does not hold for every case."""
    return any(
        (isinstance(leaf, InCatalogue) and leaf.catalogue == "not-held")
        or (isinstance(leaf, Percentile | ShareOfAverage) and leaf.population != "staffs")
        for leaf in leaves(condition)
    )


@given(st.data())
def test_what_is_undetermined_says_which_fact_is_missing(data):
    """Where no list is lacking, an undetermined finding always names a fact that could decide it."""
    condition = data.draw(conditions)
    assume(not _waits_for_a_list(condition))
    facts = complete(SCHEMA, data.draw(realities(condition).flatmap(known_parts)), on=ON)
    finding = judge(condition, facts, WORLD)
    assert bool(missing_facts(SCHEMA, finding, facts)) is (finding.truth is Truth.UNKNOWN)


def _leaves_open(facts: Facts, id: str) -> bool:
    """Whether a fact is absent, or stated so that it cannot be compared: in another unit, or by a code or place."""
    value = facts.get(id)
    return value is None or isinstance(value, Quantity) or SCHEMA[id].type in {FieldType.CODE, FieldType.AREA}


@given(st.data())
def test_what_is_known_is_never_called_missing(data):
    """Only absent facts are missing, and those in a unit, code or place that cannot be compared."""
    condition = data.draw(conditions)
    facts = complete(SCHEMA, data.draw(realities(condition).flatmap(known_parts)), on=ON)
    missing = missing_facts(SCHEMA, judge(condition, facts, WORLD), facts)
    assert [id for id in missing if not _leaves_open(facts, id)] == []


@given(st.data())
def test_missing_facts_belong_to_the_condition(data):
    """Nobody is asked for a fact that the condition does not read, directly or as part of a derived fact."""
    condition = data.draw(conditions)
    facts = complete(SCHEMA, data.draw(realities(condition).flatmap(known_parts)), on=ON)
    asked = set(fields_in(condition))
    for id in fields_in(condition):
        asked |= _parts(id)
    assert asked >= set(missing_facts(SCHEMA, judge(condition, facts, WORLD), facts))


def _parts(id: str) -> set[str]:
    derived = SCHEMA[id].derived
    own = set() if derived is None else {name for name in SCHEMA.ids() if name in _named(derived)}
    return own | {deeper for part in own for deeper in _parts(part)}


def _named(derived: object) -> set[str]:
    values = [getattr(derived, slot) for slot in derived.__slots__]
    return {one for value in values for one in (value if isinstance(value, tuple) else (value,))}


@given(st.data())
def test_answering_what_is_missing_decides_or_leaves_less_to_ask(data):
    """When every missing fact has its answer, the finding is decided or the absent facts asked for are fewer."""
    condition = data.draw(conditions)
    reality = data.draw(realities(condition))
    known = data.draw(known_parts(reality))
    facts = complete(SCHEMA, known, on=ON)
    finding = judge(condition, facts, WORLD)
    assume(finding.truth is Truth.UNKNOWN)
    absent = {id for id in missing_facts(SCHEMA, finding, facts) if facts.get(id) is None and reality.get(id) is not None}
    assume(absent)
    answered = complete(SCHEMA, {**facts, **{id: reality[id] for id in absent}}, on=ON)
    after = judge(condition, answered, WORLD)
    still = {id for id in missing_facts(SCHEMA, after, answered) if answered.get(id) is None and reality.get(id) is not None}
    assert after.truth is not Truth.UNKNOWN or still < absent or not still


@given(st.data())
def test_a_measure_out_of_force_asks_for_nothing(data):
    """A measure that is not in force on the day has no reasons and misses no fact."""
    condition = data.draw(conditions)
    pack = pack_of(condition)
    ended = replace(pack.measures[0], in_force=replace(pack.measures[0].in_force, end=ON))
    [match] = match_one(planned(replace(pack, measures=(ended,))), data.draw(realities(condition)), on=ON)
    assert (match.verdict, match.finding, match.missing) == (Verdict.NOT_IN_FORCE, None, ())


@given(st.data())
def test_a_test_is_unknown_only_for_its_own_fields(data):
    """What a test is said to miss are fields that it reads."""
    condition = data.draw(conditions)
    facts = data.draw(realities(condition).flatmap(known_parts))
    for leaf in leaves(condition):
        assert set(judge(leaf, complete(SCHEMA, facts, on=ON), WORLD).missing()) <= set(fields_of(leaf))
