"""Laws of the solver, on small problems with every kind of rule: the judge agrees, and no layout passes the bound."""

from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts_made import all_layouts, made_problem
from zonewright.layout.build import Draft, build
from zonewright.layout.chance import Chance
from zonewright.layout.options import options_of
from zonewright.layout.program import read_program
from zonewright.layout.question import ask
from zonewright.layout.score import score
from zonewright.layout.search import Search
from zonewright.layout.solve import solve

seeds = st.integers(0, 10**6)
#: Brute force looks at no more layouts.
MOST = 2_000


def broken_beside_locks(judged):
    return [one for one in judged.broken if one.rule != "lock"]


@given(seeds, st.integers(0, 5))
def test_what_is_returned_passes_the_judge_and_has_its_score(made, seed):
    problem = made_problem(made, occupants=6, plots=7)
    result = solve(problem, steps=4, seed=seed)
    assert result.score == score(problem, result.layout)
    assert broken_beside_locks(result.score) == []
    assert result.bounds >= result.score.key or not result.score.feasible
    assert (result.gap == 0) or not result.proven or not result.score.feasible


@given(seeds)
def test_no_layout_is_better_than_the_bound_and_a_proven_one_is_the_best(made):
    problem = made_problem(made, occupants=4, plots=4)
    options = options_of(problem)
    if prod(len(ways) + 1 for ways in options.values()) > MOST:
        return
    result = solve(problem, steps=4)
    judged = [score(problem, layout) for layout in all_layouts(options)]
    keys = [one.key for one in judged if one.feasible]
    assert not keys or result.bounds >= max(keys)
    if result.proven:
        assert result.score.feasible == bool(keys)
        assert not keys or result.score.key == result.bounds == max(keys)


@given(seeds)
def test_locks_are_kept_where_any_layout_keeps_them(made):
    problem = made_problem(made, occupants=4, plots=4)
    options = options_of(problem)
    if prod(len(ways) + 1 for ways in options.values()) > MOST:
        return
    possible = any(score(problem, layout).feasible for layout in all_layouts(options))
    assert solve(problem, steps=2).score.feasible == possible


@given(seeds, st.integers(0, 3))
def test_the_same_seed_steps_and_worker_give_the_same_answer(made, seed):
    problem = made_problem(made, occupants=6, plots=6)
    assert solve(problem, steps=3, seed=seed) == solve(problem, steps=3, seed=seed)


@given(seeds, st.integers(1, 6))
def test_a_stop_at_any_moment_keeps_the_best_so_far(made, moment):
    problem = made_problem(made, occupants=6, plots=6)
    told = []

    def stop(progress):
        told.append(progress)
        return len(told) >= moment

    result = solve(problem, steps=3, on_progress=stop)
    assert broken_beside_locks(result.score) == []
    assert result.told == tuple(told)
    assert told[-1].objective == result.score.objective


def key_of(program, judged, taken):
    """The score of the judge on the levels of the program."""
    kept = sum(program.worth[option][0] for option in taken.values())
    terms = dict.fromkeys(program.problem.objective.first)
    return (kept, *(judged.terms[term] for term in terms), judged.key[-1])


@given(seeds, st.integers(0, 10**6))
def test_a_draft_is_worth_what_the_judge_says_after_every_step(made, seed):
    """Steps at random: whatever fits breaks no rule, what does not fit breaks one, and the deltas add up."""
    problem = made_problem(made)
    program, chance = read_program(problem), Chance(seed)
    draft = Draft(program)
    for _ in range(12 if program.options else 0):
        option = chance.below(len(program.options))
        one = program.owner[option]
        if one in draft.taken:
            draft.leave(one)
        fits = draft.fits(option)
        with_it = score(problem, program.layout({**draft.taken, one: option}))
        assert fits == (broken_beside_locks(with_it) == [])
        if fits:
            draft.take(option)
            assert draft.value == program.levels.join(key_of(program, with_it, draft.taken))


@given(seeds, st.integers(0, 10**6))
def test_moves_and_neighbourhoods_keep_every_rule_and_never_lose(made, seed):
    problem = made_problem(made, occupants=7, plots=6)
    program = read_program(problem)
    losses = dict.fromkeys(range(len(program.options)), 0)
    ranked = [list(ways) for ways in program.ways]
    search = Search(program, build(program, ranked, losses), ranked, Chance(seed))
    assert broken_beside_locks(score(problem, program.layout(search.draft.taken))) == []
    from zonewright.layout.exact import Limit  # noqa: PLC0415

    for _ in range(5 if search.movable else 0):
        before = search.draft.value
        search.step(Limit(work=0.2))
        search.polish(lambda: False)
        judged = score(problem, program.layout(search.draft.taken))
        assert broken_beside_locks(judged) == []
        assert search.draft.value == program.levels.join(key_of(program, judged, search.draft.taken)) >= before


@pytest.mark.parametrize("cells", [1, 4, 2_500])
@given(made=seeds)
def test_a_question_counts_what_the_judge_counts_or_more(cells, made):
    """The columns of any layout, with the best of those that only count, are worth no less than the judge says."""
    from zonewright.layout.exact import Limit, best_of  # noqa: PLC0415

    problem = made_problem(made, occupants=4, plots=4)
    program = read_program(problem)
    question = ask(program, dict(enumerate(program.ways)), {}, cells=cells)
    answer = best_of(question.form, limit=Limit(work=5))
    assert answer.proven
    taken = question.taken(answer.columns)
    judged = score(problem, program.layout(taken))
    value = program.levels.join(key_of(program, judged, taken))
    assert answer.bound == value if question.counts_all else answer.bound >= value
