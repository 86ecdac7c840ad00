"""One meaning: rewrites, plans and the judge always agree, and a truth is never a yes or a no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import ON, SCHEMA, WORLD, conditions, crowds, known_parts, pack_of, planned, realities, several_conditions
from zonewright.compiler.rewrite import normalise
from zonewright.conditions.ast import AllOf, AnyOf, Cited, Criterion, parts
from zonewright.conditions.judge import judge
from zonewright.conditions.render import Teller
from zonewright.conditions.truth import Truth, agreed, all_of, any_of, at_least, negate
from zonewright.matching.model import VERDICTS
from zonewright.matching.single import match_one
from zonewright.report.explain import Explainer
from zonewright.schema.derive import complete
from zonewright.values import LANGUAGES

truths = st.sampled_from(Truth)


@given(st.data())
def test_rewrites_keep_the_meaning(data):
    """A condition and its normal form have the same truth on the same facts."""
    condition = data.draw(conditions)
    facts = complete(SCHEMA, data.draw(realities(condition).flatmap(known_parts)), on=ON)
    assert judge(normalise(condition), facts, WORLD).truth is judge(condition, facts, WORLD).truth


@given(conditions)
def test_the_normal_form_is_its_own_normal_form(condition):
    """Rewriting twice changes nothing more."""
    assert normalise(normalise(condition)) == normalise(condition)


@given(conditions)
def test_the_normal_form_has_no_wrappers_and_no_nested_joints_of_one_kind(condition):
    """Criteria and citations are unwrapped; `all` in `all` and `any` in `any` are one."""

    def flat(one):
        below = parts(one)
        nested = isinstance(one, AllOf | AnyOf) and any(type(part) is type(one) for part in below)
        return not isinstance(one, Criterion | Cited) and not nested and all(map(flat, below))

    assert flat(normalise(condition))


@given(st.data())
def test_the_plan_gives_what_the_judge_gives(data):
    """Matching decides every measure of a pack as the judge decides its condition."""
    some = data.draw(several_conditions)
    facts = data.draw(realities(*some).flatmap(known_parts))
    known = complete(SCHEMA, facts, on=ON)
    verdicts = [match.verdict for match in match_one(planned(pack_of(*some)), facts, on=ON)]
    assert verdicts == [VERDICTS[judge(condition, known, WORLD).truth] for condition in some]


@given(st.data())
def test_the_reasons_of_a_match_carry_its_verdict(data):
    """The truth at the root of the reasons is the verdict of the match."""
    some = data.draw(several_conditions)
    facts = data.draw(realities(*some).flatmap(known_parts))
    for match in match_one(planned(pack_of(*some)), facts, on=ON):
        assert VERDICTS[match.finding.truth] is match.verdict


@given(st.data())
def test_a_crowd_of_tests_on_one_field_is_answered_as_one_by_one(data):
    """However many measures ask about a fact, each gets the answer that it would get alone."""
    some = data.draw(crowds())
    reality = data.draw(realities(*some))
    facts = data.draw(st.just(reality) | known_parts(reality))
    known = complete(SCHEMA, facts, on=ON)
    verdicts = [match.verdict for match in match_one(planned(pack_of(*some)), facts, on=ON)]
    assert verdicts == [VERDICTS[judge(condition, known, WORLD).truth] for condition in some]


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_every_condition_can_be_told_in_every_language(language, data):
    """Whatever can be judged can be explained: each line has its words."""
    condition = data.draw(conditions)
    facts = data.draw(realities(condition).flatmap(known_parts))
    pack = pack_of(condition)
    assert Teller(SCHEMA, WORLD, language).tell(condition)
    [match] = match_one(planned(pack), facts, on=ON)
    explainer = Explainer(pack, language, {})
    assert all(line.text for line in explainer.lines(match))


@given(truths)
def test_a_truth_is_never_a_bool(truth):
    """Asking whether a truth is true is a mistake, for each of the three."""
    with pytest.raises(TypeError, match="not a bool"):
        bool(truth)


@given(st.lists(truths, max_size=4))
def test_joining_truths_follows_strong_kleene_logic(some):
    """A joint is decided exactly when every way of deciding its unknown parts agrees."""
    ways = [[]]
    for truth in some:
        decided = (Truth.FALSE, Truth.TRUE) if truth is Truth.UNKNOWN else (truth,)
        ways = [[*way, one] for way in ways for one in decided]

    def over_all_ways(join):
        return agreed(join(way) for way in ways)

    assert all_of(some) is over_all_ways(lambda way: Truth.TRUE if Truth.FALSE not in way else Truth.FALSE)
    assert any_of(some) is over_all_ways(lambda way: Truth.TRUE if Truth.TRUE in way else Truth.FALSE)
    for n in range(6):
        assert at_least(n, some) is over_all_ways(lambda way, n=n: Truth.TRUE if way.count(Truth.TRUE) >= n else Truth.FALSE)


@given(truths)
def test_negating_twice_changes_nothing(truth):
    """The contrary of the contrary is the truth itself, and the contrary of unknown is unknown."""
    assert negate(negate(truth)) is truth
    assert (negate(truth) is truth) is (truth is Truth.UNKNOWN)
