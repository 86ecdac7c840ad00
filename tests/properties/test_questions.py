"""Questions: only what can still matter is asked, and when all of it is answered nothing is left to decide."""

from hypothesis import assume, given
from hypothesis import strategies as st

from strategies import ON, SCHEMA, known_parts, pack_of, plain_fields, planned, realities, several_conditions
from zonewright.matching.model import Verdict
from zonewright.matching.questions import interview, next_question
from zonewright.matching.single import match_one


def base_facts(reality):
    """What can be asked: a derived fact follows from its parts."""
    return {id: value for id, value in reality.items() if SCHEMA[id].derived is None}


def undetermined(compiled, facts):
    """The missing facts of each measure that is undetermined."""
    matches = match_one(compiled, facts, on=ON)
    return {match.measure.id: match.missing for match in matches if match.verdict is Verdict.UNDETERMINED}


@given(st.data())
def test_a_question_is_about_a_fact_that_can_still_decide_a_measure(data):
    """The fact is not known, was not asked in vain, and is missing for each of the measures named, and for no other."""
    some = data.draw(several_conditions)
    compiled = planned(pack_of(*some))
    facts = data.draw(realities(*some).flatmap(known_parts))
    asked = data.draw(st.sets(st.sampled_from(plain_fields(SCHEMA.ids()))))
    question = next_question(compiled, facts, on=ON, asked=asked)
    open_now = undetermined(compiled, facts)
    if question is None:
        can_ask = {id for missing in open_now.values() for id in missing if facts.get(id) is None and not SCHEMA[id].derived}
        assert can_ask <= asked
        return
    id = question.field.id
    assert facts.get(id) is None
    assert id not in asked
    assert set(question.measures) == {measure for measure, missing in open_now.items() if id in missing} != set()
    assert 0 <= question.share <= 1


@given(st.data())
def test_an_interview_asks_what_the_plain_function_asks(data):
    """Judging again only what may have changed comes to the same as beginning anew, after each answer and each skip."""
    some = data.draw(several_conditions)
    compiled = planned(pack_of(*some))
    reality = base_facts(data.draw(realities(*some)))
    now = interview(compiled, {}, on=ON)
    while (question := now.question) is not None:
        assert question == next_question(compiled, now.facts, on=ON, asked=now.asked)
        assert now.decided == len(some) - len(undetermined(compiled, now.facts))
        id = question.field.id
        now = now.answer(id, reality[id]) if data.draw(st.booleans()) else now.skip(id)


@given(st.data())
def test_when_all_is_answered_every_verdict_is_the_final_one(data):
    """Each fact is asked at most once, and what was not asked for would have changed nothing."""
    some = data.draw(several_conditions)
    compiled = planned(pack_of(*some))
    reality = base_facts(data.draw(realities(*some)))
    now, asked = interview(compiled, {}, on=ON), []
    while (question := now.question) is not None:
        asked.append(question.field.id)
        now = now.answer(asked[-1], reality[asked[-1]])
    assert len(asked) == len(set(asked))
    assert match_one(compiled, now.facts, on=ON).verdicts == match_one(compiled, reality, on=ON).verdicts


@given(st.data())
def test_an_answer_taken_back_leaves_the_interview_as_it_was(data):
    """A step back comes to the question that was asked before."""
    some = data.draw(several_conditions)
    compiled = planned(pack_of(*some))
    reality = base_facts(data.draw(realities(*some)))
    before = interview(compiled, {}, on=ON)
    question = before.question
    assume(question is not None)
    after = before.answer(question.field.id, reality[question.field.id]).answer(question.field.id, None)
    assert (after.question, after.decided) == (question, before.decided)
