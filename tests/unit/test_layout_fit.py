"""Which plots suit an occupant, why the others do not, and what its options take."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from zonewright.layout.fit import Reason, meets, unclear
from zonewright.layout.model import LayoutProblem, Need, Node, Objective, Occupant, Plot
from zonewright.layout.options import options_of, reasons_of, too_spread, why_not
from zonewright.values import DateRange

DAY = date(2026, 1, 1)


def problem_of(plots, occupants=(), **more):
    named = {plot.id: plot for plot in plots}
    return LayoutProblem(named, {one.id: one for one in occupants}, Objective({"placed": 1}), **more)


def hall(**more):
    return Plot("hall", "north", more.pop("area", 100), **more)


def kinds(occupant, plot, **more):
    return [one.kind for one in reasons_of(problem_of([plot], [occupant], **more), occupant, plot)]


def takes(plots, occupant, **more):
    return [option.takes for option in options_of(problem_of(plots, [occupant], **more))[occupant.id]]


@pytest.mark.parametrize(
    ("stated", "test", "asked", "met"),
    [
        (5, "at_least", 5, True),
        (Fraction(49, 10), "at_least", 5, False),
        (3000, "at_most", 3000, True),
        (3001, "at_most", 3000, False),
        (None, "at_least", 0, None),
        (("industry", "office"), "one_of", ("industry",), True),
        (("office",), "one_of", ("industry", "storage"), False),
        ((), "one_of", ("industry",), False),
        ("storage", "one_of", ("industry", "storage"), True),
        (("industry",), "is", "industry", True),
        (True, "is", True, True),
        (False, "is", True, False),
        (1, "is", True, None),
        ("many", "at_least", 5, None),
        (True, "at_least", 1, None),
        ("iso-7", "at_least", "iso-8", True),
        ("none", "at_least", "iso-8", False),
        ("iso-1", "at_least", "iso-8", None),
        (5, "near", 5, None),
        (5, "one_of", 5, None),
        (5, "one_of", ("many", True), None),
        (("industry",), "is", ("industry",), True),
    ],
)
def test_a_need_is_met_not_met_or_not_known(stated, test, asked, met):
    """What cannot be compared is not known, never met."""
    plot = hall(properties={} if stated is None else {"it": stated})
    problem = problem_of([plot], levels={"it": ("none", "iso-8", "iso-7")})
    assert meets(problem, plot, Need("it", test, asked)) is met


@pytest.mark.parametrize(("name", "asked"), [("area", 100), ("rent", 2), ("park", "north"), ("shared", False)])
def test_a_need_may_ask_what_every_plot_says_of_itself(name, asked):
    plot = hall(rent=2)
    assert meets(problem_of([plot]), plot, Need(name, "is", asked)) is True


def test_every_reason_is_told_and_not_the_first_alone():
    occupant = Occupant(
        "mill", 150, needs=(Need("floor_load", "at_least", 5), Need("rail", "at_most", 500)), draws={"power": 100},
        stays=DateRange(DAY), budget=10, forbidden=("hall",), options=(("yard",),),
    )  # fmt: skip
    plot = hall(properties={"floor_load": 3}, available=DateRange(None, DAY))
    found = kinds(occupant, plot, verified_since=DAY)
    assert found == ["forbidden", "not_available", "not_verified", "need", "not_known", "not_known", "not_known",
                     "too_small", "not_listed"]  # fmt: skip


def test_a_reason_says_what_is_stated_and_what_is_asked():
    occupant = Occupant("mill", 50, needs=(Need("floor_load", "at_least", 5),))
    plot = hall(properties={"floor_load": 3})
    assert reasons_of(problem_of([plot]), occupant, plot) == (Reason("need", "floor_load", 3, 5),)


def test_an_unclear_plot_is_offered_only_where_the_problem_says_so():
    occupant = Occupant("mill", 50, needs=(Need("floor_load", "at_least", 5),), draws={"power": 1}, budget=0)
    problem = problem_of([hall()], [occupant])
    assert options_of(problem)["mill"] == ()
    assert kinds(occupant, hall()) == ["not_known"] * 3
    offered = replace(problem, offer_unclear=True)
    assert [option.takes for option in options_of(offered)["mill"]] == [(("hall", 100),)]
    assert [one.about for one in unclear(offered, occupant, hall())] == ["floor_load", "power", "rent"]


def test_a_node_that_does_not_say_what_it_gives_is_not_known():
    occupant, plot = Occupant("mill", 50, draws={"power": 1}), hall(nodes={"power": "n"})
    assert kinds(occupant, plot, nodes={"n": Node("n", {"water": 9})}) == ["not_known"]
    assert kinds(occupant, plot, nodes={"n": Node("n", {"power": 0})}) == []


@pytest.mark.parametrize(
    ("stays", "available", "free"),
    [
        (DateRange(DAY), DateRange(DAY), True),
        (DateRange(), DateRange(DAY), False),
        (DateRange(DAY), DateRange(None, date(2027, 1, 1)), False),
        (DateRange(DAY, date(2027, 1, 1)), DateRange(None, date(2027, 1, 1)), True),
        (DateRange(DAY, date(2027, 1, 2)), DateRange(None, date(2027, 1, 1)), False),
    ],
)
def test_a_plot_must_be_there_on_every_day(stays, available, free):
    assert (kinds(Occupant("mill", 50, stays=stays), hall(available=available)) == []) == free


def test_a_record_seen_on_the_day_asked_for_is_not_stale():
    mill = Occupant("mill", 50)
    assert kinds(mill, hall(verified_on=DAY), verified_since=DAY) == []
    assert kinds(mill, hall(verified_on=date(2025, 12, 31)), verified_since=DAY) == ["not_verified"]


def test_a_hall_is_taken_and_paid_whole_a_shared_one_by_area():
    mill = Occupant("mill", 60, budget=60)
    assert takes([hall(rent=1)], mill) == []
    assert kinds(mill, hall(rent=1)) == ["over_budget"]
    assert takes([hall(rent=1, shared=True)], mill) == [(("hall", 60),)]


def test_of_a_shared_plot_the_least_and_what_is_preferred_are_options():
    assert takes([hall(shared=True)], Occupant("mill", 60, preferred=80)) == [(("hall", 60),), (("hall", 80),)]
    assert takes([hall(shared=True)], Occupant("mill", 60, preferred=180)) == [(("hall", 60),), (("hall", 100),)]


def test_a_group_holds_adjoining_plots_and_none_too_many():
    row = [Plot(id, "north", 50, x=x) for id, x in (("a", 0), ("b", 100), ("c", 200), ("d", 500))]
    assert takes(row, Occupant("mill", 100, most_plots=2, spread=100)) == [
        (("a", 50), ("b", 50)), (("b", 50), ("c", 50)),
    ]  # fmt: skip
    assert takes(row, Occupant("mill", 150, most_plots=3, spread=199)) == []
    assert takes(row, Occupant("mill", 150, most_plots=3, spread=200)) == [(("a", 50), ("b", 50), ("c", 50))]


def test_a_larger_group_is_left_out_unless_it_comes_nearer_to_what_is_preferred_or_is_stated():
    pair = [Plot("a", "north", 100), Plot("b", "north", 50)]
    mill = Occupant("mill", 100, most_plots=2)
    both = (("a", 100), ("b", 50))
    assert takes(pair, mill) == [(("a", 100),)]
    assert both not in takes(pair, replace(mill, preferred=125))
    assert both in takes(pair, replace(mill, preferred=126))
    assert both in takes(pair, replace(mill, now=("b", "a")))
    assert both in takes(pair, replace(mill, locked=("a", "b")))
    assert takes(pair, replace(mill, options=(("b", "a"),))) == [both]


def test_of_shared_plots_in_a_group_all_but_one_are_taken_whole():
    pair = [Plot("a", "north", 40, shared=True), Plot("b", "north", 50, shared=True)]
    assert takes(pair, Occupant("mill", 60, most_plots=2)) == [(("a", 10), ("b", 50)), (("a", 40), ("b", 20))]


def test_a_group_is_worth_what_the_least_of_its_plots_is_worth():
    pair = [Plot("a", "north", 50), Plot("b", "north", 50), Plot("c", "south", 100)]
    mill = Occupant("mill", 100, most_plots=2, worth={"north": 3, "a": 9})
    worth = {option.plots: option.worth for option in options_of(problem_of(pair, [mill]))["mill"]}
    assert worth == {("a", "b"): 3, ("c",): 0}


def test_whoever_is_nowhere_is_told_why_for_every_plot():
    mill, plots = Occupant("mill", 200), [hall(), Plot("yard", "north", 90)]
    problem = problem_of(plots, [mill])
    assert why_not(problem, options_of(problem)) == {
        ("mill", "hall"): (Reason("too_small", "area", 100, 200),),
        ("mill", "yard"): (Reason("too_small", "area", 90, 200),),
    }


def test_a_need_for_nothing_and_a_plot_of_nothing_make_no_option():
    assert takes([hall()], Occupant("mill", 0)) == []
    assert takes([hall(area=0)], Occupant("mill", 1)) == []


def test_too_many_groups_are_seen_before_they_are_made():
    plots = [Plot(f"p{number}", "north", 1) for number in range(30)]
    mill = Occupant("mill", 20, most_plots=20)
    problem = problem_of(plots, [mill, replace(mill, id="forge", most_plots=1), replace(mill, id="dairy", most_plots=2)])
    assert too_spread(problem, most=464) == ("dairy", "mill")
    assert too_spread(problem, most=465) == ("mill",)
