"""The solver: what it answers on small problems worked out by hand."""

from dataclasses import replace
from datetime import date
from itertools import count

import pytest

from zonewright.layout.bound import guide
from zonewright.layout.chance import Chance
from zonewright.layout.exact import Limit, best_of
from zonewright.layout.form import Form, Levels
from zonewright.layout.model import Distance, LayoutProblem, Need, Node, Objective, Occupant, Pair, Plot
from zonewright.layout.program import read_program
from zonewright.layout.score import score
from zonewright.layout.solve import solve
from zonewright.values import DateRange

YEAR = date(2027, 1, 1)
PLACED = Objective({"placed": 100, "worth": 1})


def problem(plots, occupants, objective=PLACED, **more):
    return LayoutProblem({one.id: one for one in plots}, {one.id: one for one in occupants}, objective, **more)


def crowd(occupants=12, plots=9):
    """More projects than places, each worth something else in each."""
    chance = Chance(5)
    places = [Plot(f"p{n}", f"park-{n % 3}", 60 + chance.below(80), shared=n % 2 == 0, x=90 * n) for n in range(plots)]
    asking = [
        Occupant(f"o{n:02}", 30 + chance.below(60), worth={place.id: chance.below(90) for place in places})
        for n in range(occupants)
    ]
    return problem(places, asking, flows=(Pair("o00", "o01", 1), Pair("o02", "o03", 2)))


def plots_of(result):
    return {id: option.plots for id, option in result.layout.items()}


def test_two_who_want_one_hall_are_parted_to_the_greater_sum():
    halls = (Plot("a", "p", 100), Plot("b", "p", 100))
    result = solve(problem(halls, (Occupant("one", 80, worth={"a": 9, "b": 8}), Occupant("two", 80, worth={"a": 7, "b": 1}))))
    assert plots_of(result) == {"one": ("b",), "two": ("a",)}
    assert (result.score.objective, result.bound, result.gap, result.proven) == (215, 215, 0, True)


def test_no_shared_plot_is_filled_beyond_its_area():
    hall = Plot("a", "p", 100, shared=True)
    result = solve(problem((hall,), [Occupant(f"o{n}", 40, worth={"a": n}) for n in range(4)]))
    assert set(result.layout) == {"o2", "o3"}
    assert result.proven


def test_who_leaves_makes_room_for_who_comes_later():
    hall = Plot("a", "p", 100)
    first, second = Occupant("one", 90, stays=DateRange(None, YEAR)), Occupant("two", 90, stays=DateRange(YEAR))
    assert set(solve(problem((hall,), (first, second))).layout) == {"one", "two"}
    assert len(solve(problem((hall,), (first, replace(second, stays=DateRange())))).layout) == 1


def test_a_node_gives_no_more_than_it_has():
    plots = [Plot(f"p{n}", "p", 100, nodes={"power": "n"}) for n in range(3)]
    asking = [Occupant(f"o{n}", 90, draws={"power": 400}) for n in range(3)]
    assert len(solve(problem(plots, asking, nodes={"n": Node("n", {"power": 800})})).layout) == 2
    assert len(solve(problem(plots, asking, nodes={"n": Node("n", {"power": 1200})})).layout) == 3


def test_the_rent_of_all_stays_within_the_budget():
    plots = [Plot(f"p{n}", "p", 100, rent=2) for n in range(3)]
    asking = [Occupant(f"o{n}", 100, weight=n + 1) for n in range(3)]
    assert set(solve(problem(plots, asking, budget=400)).layout) == {"o1", "o2"}


def test_hospitals_keep_their_distance_from_chemicals():
    plots = (Plot("a", "p", 100), Plot("b", "p", 100, x=299), Plot("c", "p", 100, x=300))
    ward = Occupant("ward", 90, sensitive_to={"chemicals": 300}, worth={"a": 5})
    works = Occupant("works", 90, brings=("chemicals",), worth={"b": 5, "c": 4})
    assert plots_of(solve(problem(plots, (ward, works)))) == {"ward": ("a",), "works": ("c",)}


def test_who_must_be_together_is_not_placed_apart():
    plots = (Plot("a", "p", 100), Plot("b", "p", 100, x=500), Plot("c", "p", 100, x=90))
    asking = (Occupant("one", 90, worth={"a": 9}), Occupant("two", 90, worth={"b": 9, "c": 1}))
    together = (Distance("one", "two", 100),)
    assert plots_of(solve(problem(plots, asking, together=together))) == {"one": ("a",), "two": ("c",)}


def test_a_flow_draws_two_occupants_together():
    plots = [Plot(f"p{n}", "p", 100, x=100 * n) for n in range(4)]
    asking = (Occupant("one", 90, locked=("p0",)), Occupant("two", 90))
    objective = Objective({"placed": 1000, "flows": 1})
    result = solve(problem(plots, asking, objective, flows=(Pair("one", "two", 3),)))
    assert plots_of(result)["two"] == ("p1",)
    assert result.score.terms["flows"] == -300
    assert result.proven


def test_parks_are_filled_alike_where_that_counts():
    plots = [Plot(f"{park}{n}", park, 100) for park in ("east", "west") for n in range(2)]
    objective = Objective({"placed": 1, "fairness": 1})
    result = solve(problem(plots, (Occupant("one", 100), Occupant("two", 100)), objective))
    assert {plot[:4] for plots in plots_of(result).values() for plot in plots} == {"east", "west"}
    assert result.proven


def test_terms_that_come_first_are_not_weighed_against_the_rest():
    hall = Plot("a", "p", 100, shared=True)
    asking = (Occupant("big", 100, worth={"a": 10**6}), Occupant("one", 50), Occupant("two", 50))
    first = solve(problem((hall,), asking, Objective({"placed": 1, "worth": 1}, first=("placed",))))
    assert set(first.layout) == {"one", "two"}
    assert first.bounds == first.score.key == (2, 0)
    assert set(solve(problem((hall,), asking, Objective({"placed": 1, "worth": 1}))).layout) == {"big"}


def test_who_is_locked_goes_before_all():
    hall = Plot("a", "p", 100)
    result = solve(problem((hall,), (Occupant("rich", 90, worth={"a": 999}), Occupant("old", 90, locked=("a",)))))
    assert plots_of(result) == {"old": ("a",)}
    assert result.score.feasible


def test_locks_that_contradict_each_other_are_named_by_the_score():
    hall = Plot("a", "p", 100)
    result = solve(problem((hall,), [Occupant(f"o{n}", 90, locked=("a",)) for n in range(2)]))
    assert len(result.layout) == 1
    assert [one.rule for one in result.score.broken] == ["lock"]


@pytest.mark.parametrize("occupant", [Occupant("one", 10**9), Occupant("one", 50, needs=(Need("floor_load", "at_least", 5),))])
def test_an_occupant_that_fits_nowhere_is_left_out(occupant):
    result = solve(problem((Plot("a", "p", 100, properties={"floor_load": 4}),), (occupant, Occupant("two", 50))))
    assert set(result.layout) == {"two"}
    assert result.proven


@pytest.mark.parametrize(("plots", "occupants"), [((), ()), ((), (Occupant("one", 5),)), ((Plot("a", "p", 9),), ())])
def test_nothing_to_place_is_an_answer(plots, occupants):
    result = solve(problem(plots, occupants))
    assert (dict(result.layout), result.gap, result.proven) == ({}, 0, True)


def test_numbers_too_large_for_the_proof_are_searched_all_the_same():
    halls = (Plot("a", "p", 100), Plot("b", "p", 100))
    huge = 10**30
    asking = (Occupant("one", 80, worth={"a": 9 * huge, "b": 8 * huge}), Occupant("two", 80, worth={"a": 7 * huge}))
    result = solve(problem(halls, asking), steps=3)
    assert plots_of(result) == {"one": ("b",), "two": ("a",)}
    assert result.bound >= result.score.objective == 15 * huge + 200


def test_a_stop_keeps_the_best_so_far():
    told = []

    def stop(progress):
        told.append(progress)
        return "stop" if progress.objective > 0 else None

    world = crowd()
    result = solve(world, steps=50, on_progress=stop)
    assert result.score.objective == told[-1].objective > 0
    assert result.score == score(world, result.layout)
    assert result.score.feasible
    assert result.told == tuple(told)
    assert solve(world, steps=50).score.objective >= result.score.objective


def test_what_is_told_never_gets_worse():
    told = solve(crowd(), steps=20).told
    assert [one.objective for one in told] == sorted(one.objective for one in told)
    assert [one.bound for one in told] == sorted((one.bound for one in told), reverse=True)
    assert all(one.bound >= one.objective for one in told)


def test_the_same_seed_and_steps_give_the_same_layout():
    first, second = (solve(crowd(), steps=12, seed=3) for _ in range(2))
    assert first == second


def test_the_order_of_the_problem_does_not_matter():
    world = crowd()
    turned = replace(world, occupants=dict(reversed(world.occupants.items())))
    assert solve(turned, steps=5).layout == solve(world, steps=5).layout


def test_the_seconds_are_those_of_the_clock():
    ticks = count()
    result = solve(crowd(40, 30), seconds=10, clock=lambda: next(ticks))
    assert result.score.feasible
    assert 0 < next(ticks) < 200


def test_two_workers_find_what_one_finds():
    assert solve(crowd(), steps=20, workers=2).score.objective == solve(crowd(), steps=20).score.objective


def test_levels_joined_and_split_are_the_same():
    levels = Levels((-3, 0, 5), (4, 2, 7))
    keys = [(a, b, c) for a in range(-3, 1) for b in range(2) for c in range(5, 12)]
    assert [levels.split(levels.join(key)) for key in keys] == keys
    assert sorted(keys) == sorted(keys, key=levels.join)


def knapsack():
    """Two of three columns find room: 6 and 5, or 6 and 4."""
    form = Form(Levels((0,), (100,)), [0])
    for group, worth in enumerate((6, 5, 4)):
        form.column((worth,), option=group, group=group)
    form.row([(0, 3), (1, 4), (2, 3)], 7)
    return form


def test_the_best_columns_of_a_knapsack():
    answer = best_of(knapsack(), limit=Limit(work=10))
    assert (answer.columns, answer.bound, answer.proven) == ((0, 1), 11, True)


def test_columns_that_are_not_asked_for_are_not_set():
    assert best_of(knapsack(), limit=Limit(work=10), only={1, 2}).columns == (1, 2)


def test_a_bound_is_no_less_than_the_best_and_its_losses_are_true():
    found, _ = guide(knapsack(), [6, 5, 4], 0)
    assert found.bound == 11
    assert [found.may_reach(column, 11) for column in (0, 1)] == [True, True]
    assert not found.may_reach(2, 13)


def test_days_on_which_fewer_meet_make_no_row_of_their_own():
    hall = Plot("a", "p", 100, shared=True)
    stays = (DateRange(), DateRange(None, YEAR), DateRange(YEAR))
    world = problem((hall,), [Occupant(f"o{n}", 60, stays=stay) for n, stay in enumerate(stays)])
    program = read_program(world)
    assert program.rooms == [100, 100]
    assert [len(takes) for takes in program.takes] == [2, 1, 1]


def test_chance_is_the_seed():
    one, other = Chance(7), Chance(7)
    assert [one.below(10) for _ in range(20)] == [other.below(10) for _ in range(20)]
    assert sorted(Chance(1).some_of(range(5), 9)) == [0, 1, 2, 3, 4]
    assert len(set(Chance(2).some_of(range(50), 10))) == 10
    assert {Chance(3).below(1), *(Chance(n).below(3) for n in range(60))} == {0, 1, 2}
