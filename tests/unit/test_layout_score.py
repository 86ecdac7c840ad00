"""What the judge says of a layout, and what is contradictory before there is one."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from zonewright.errors import Severity
from zonewright.layout.check import contradictions
from zonewright.layout.model import Distance, LayoutProblem, Need, Node, Objective, Occupant, Option, Pair, Plot
from zonewright.layout.score import Broken, score
from zonewright.values import DateRange

FIRST, SECOND = date(2026, 1, 1), date(2027, 1, 1)
EARLY, LATE = DateRange(FIRST, SECOND), DateRange(SECOND)
#: Two halls of 100 m2 in the north 300 and 400 m away (500 apart in all), a shared yard of 200 m2 in the south.
HALL, SHED = Plot("hall", "north", 100), Plot("shed", "north", 100, x=300, y=400)
YARD = Plot("yard", "south", 200, x=300, shared=True)


def problem_of(*occupants, plots=(HALL, SHED, YARD), objective=None, **more):
    named = {plot.id: plot for plot in plots}
    return LayoutProblem(named, {one.id: one for one in occupants}, objective or Objective({}), **more)


def at(**places):
    """``at(mill="hall")`` or with the area: ``at(mill=("yard", 50))``."""
    found = {id: (place, 100) if isinstance(place, str) else place for id, place in places.items()}
    return {id: Option(id, (place,)) for id, place in found.items()}


def mill(**more):
    return Occupant("mill", more.pop("area", 100), **more)


def dairy(**more):
    return Occupant("dairy", more.pop("area", 100), **more)


def broken(problem, layout):
    return score(problem, layout).broken


def test_an_empty_layout_breaks_nothing():
    judged = score(problem_of(mill(), dairy()), {})
    assert judged.feasible
    assert (judged.objective, judged.key) == (0, (0,))


def test_two_owners_of_a_hall_are_told_with_the_first_day_they_meet():
    problem = problem_of(mill(), dairy(stays=LATE))
    assert broken(problem, at(mill="hall", dairy="hall")) == (Broken("two_owners", ("hall", "dairy", "mill"), 1, SECOND),)


def test_who_leaves_on_the_day_another_comes_does_not_meet_it():
    assert broken(problem_of(mill(stays=EARLY), dairy(stays=LATE)), at(mill="hall", dairy="hall")) == ()


def test_a_shared_plot_is_overfull_by_the_most_on_the_first_such_day():
    people = (mill(area=101), dairy(stays=LATE), Occupant("forge", 20, stays=DateRange(FIRST)))
    layout = at(mill=("yard", 101), dairy=("yard", 100), forge=("yard", 20))
    assert broken(problem_of(*people), layout) == (Broken("overfull", ("yard", "dairy", "forge", "mill"), 21, SECOND),)
    assert broken(problem_of(mill(), dairy()), at(mill=("yard", 100), dairy=("yard", 100))) == ()


def test_of_days_that_are_equally_overfull_the_first_is_told():
    people = mill(area=150), dairy(stays=EARLY), Occupant("forge", 100, stays=LATE)
    layout = at(mill=("yard", 150), dairy=("yard", 100), forge=("yard", 100))
    assert broken(problem_of(*people), layout) == (Broken("overfull", ("yard", "dairy", "mill"), 50, FIRST),)


def test_a_node_is_overdrawn_by_what_it_cannot_give():
    plots = [replace(plot, nodes={"power": "n"}) for plot in (HALL, SHED)]
    people = mill(draws={"power": 60}), dairy(draws={"power": 41})
    problem = problem_of(*people, plots=plots, nodes={"n": Node("n", {"power": 100})})
    assert broken(problem, at(mill="hall", dairy="shed")) == (Broken("overdrawn", ("n", "power", "dairy", "mill"), 1),)


def test_a_draw_is_divided_between_nodes_by_area_and_rounded_up():
    plots = [replace(HALL, nodes={"power": "n"}), replace(SHED, area=50, nodes={"power": "m"})]
    spread = mill(area=150, most_plots=2, spread=500, draws={"power": 100})
    layout = {"mill": Option("mill", (("hall", 100), ("shed", 50)))}
    nodes = {"n": Node("n", {"power": 66}), "m": Node("m", {"power": 34})}
    problem = problem_of(spread, plots=plots, nodes=nodes)
    assert broken(problem, layout) == (Broken("overdrawn", ("n", "power", "mill"), 1),)


@pytest.mark.parametrize(("metres", "short"), [(500, ()), (501, (Broken("too_near", ("dairy", "smoke", "mill"), 1),))])
def test_what_is_sensitive_keeps_its_distance_to_what_is_hazardous(metres, short):
    problem = problem_of(mill(brings=("smoke",)), dairy(sensitive_to={"smoke": metres}))
    assert broken(problem, at(mill="hall", dairy="shed")) == short


def test_who_brings_a_hazard_may_itself_be_sensitive_to_it():
    assert broken(problem_of(mill(brings=("smoke",), sensitive_to={"smoke": 900})), at(mill="hall")) == ()


def test_occupants_are_kept_apart_and_together_in_metres():
    layout = at(mill="hall", dairy="shed")
    for metres, found in ((500, ()), (502, (Broken("apart", ("dairy", "mill"), 2),))):
        assert broken(problem_of(mill(), dairy(), apart=(Distance("mill", "dairy", metres),)), layout) == found
    for metres, found in ((500, ()), (499, (Broken("together", ("dairy", "mill"), 1),))):
        assert broken(problem_of(mill(), dairy(), together=(Distance("mill", "dairy", metres),)), layout) == found


def test_a_distance_that_is_no_whole_number_is_counted_to_the_full_metre():
    plots = (HALL, replace(SHED, x=100, y=100))  # 141.4 m
    problem = problem_of(mill(), dairy(), plots=plots, together=(Distance("mill", "dairy", 141),))
    assert broken(problem, at(mill="hall", dairy="shed")) == (Broken("together", ("dairy", "mill"), 1),)
    problem = problem_of(mill(), dairy(), plots=plots, apart=(Distance("mill", "dairy", 142),))
    assert broken(problem, at(mill="hall", dairy="shed")) == (Broken("apart", ("dairy", "mill"), 1),)


def test_days_that_do_not_meet_disturb_nobody():
    rules = {"apart": (Distance("mill", "dairy", 900),), "together": (Distance("mill", "dairy", 1),)}
    problem = problem_of(mill(stays=EARLY, brings=("smoke",)), dairy(stays=LATE, sensitive_to={"smoke": 900}), **rules)
    assert broken(problem, at(mill="hall", dairy="shed")) == ()


def test_a_lock_is_broken_by_another_place_and_by_none():
    problem = problem_of(mill(locked=("hall",)))
    assert broken(problem, at(mill="hall")) == ()
    assert broken(problem, at(mill="shed")) == broken(problem, {}) == (Broken("lock", ("mill", "hall")),)


def test_the_budget_of_all_rents_is_kept_on_every_day():
    plots = [replace(plot, rent=Fraction(3, 2)) for plot in (HALL, SHED)]
    layout = at(mill="hall", dairy="shed")
    problem = problem_of(mill(), dairy(), plots=plots, budget=299)
    assert broken(problem, layout) == (Broken("over_budget", ("dairy", "mill"), 1),)
    assert broken(problem_of(mill(stays=EARLY), dairy(stays=LATE), plots=plots, budget=299), layout) == ()
    half_over = replace(problem, budget=Fraction(599, 2))
    assert broken(half_over, layout) == (Broken("over_budget", ("dairy", "mill"), 1),)


@pytest.mark.parametrize(
    "option",
    [
        Option("mill", (("hall", 99),)),
        Option("mill", (("hall", 100), ("shed", 100))),
        Option("mill", (("hall", 100), ("hall", 100))),
        Option("mill", (("barn", 100),)),
        Option("mill", (("hall", -5),)),
        Option("mill", ()),
        Option("dairy", (("hall", 100),)),
        Option("mill", (("yard", 150),)),
    ],
)
def test_what_is_no_option_is_named_and_never_a_crash(option):
    found = broken(problem_of(mill(), dairy()), {"mill": option})
    assert "no_option" in {one.rule for one in found}


def test_an_occupant_that_nobody_knows_is_no_option():
    judged = score(problem_of(mill()), at(ghost="hall"))
    assert judged.broken == (Broken("no_option", ("ghost", "hall")),)
    assert set(judged.terms.values()) == {0}


def test_the_worth_an_option_claims_is_not_believed():
    problem = problem_of(mill(worth={"north": 7}), objective=Objective({"worth": 1}))
    assert score(problem, {"mill": Option("mill", (("hall", 100),), worth=10**6)}).objective == 7


def terms_of(layout, *people, **more):
    return score(problem_of(*people, **more), layout).terms


def test_the_terms_of_occupants_are_counted():
    found = terms_of(
        at(mill=("yard", 120), dairy="hall"),
        mill(preferred=150, area=120, weight=3, worth={"yard": 5}, investment=12, tax=6, jobs=4),
        dairy(investment=1),
        Occupant("forge", 10, weight=9, investment=99),
    )
    assert (found["placed"], found["worth"], found["filled"]) == (4, 5, 220)
    assert found["fit"] == 800 + 1000
    assert (found["investment"], found["tax"], found["jobs"]) == (13, 6, 4)


def test_figures_are_counted_for_a_thousand_square_metres_where_the_problem_says_so():
    found = terms_of(at(mill=("yard", 120)), mill(area=120, investment=12, tax=1), objective=Objective({}, per_area=True))
    assert (found["investment"], found["tax"]) == (100, 8)


def test_a_flow_goes_from_middle_to_middle():
    flows = (Pair("mill", "dairy", 2),)
    assert terms_of(at(mill="hall", dairy="shed"), mill(), dairy(), flows=flows)["flows"] == -1000
    unplaced = Objective({}, unplaced_flow=70)
    assert terms_of(at(mill="hall"), mill(), dairy(), flows=flows, objective=unplaced)["flows"] == -70


def test_the_middle_of_several_plots_weighs_them_by_area():
    spread = mill(area=120, most_plots=2, spread=500)
    plots = (HALL, Plot("lodge", "north", 25, x=50), replace(SHED, x=500, y=0))
    layout = at(dairy="shed") | {"mill": Option("mill", (("hall", 100), ("lodge", 25)))}
    assert terms_of(layout, spread, dairy(), plots=plots, flows=(Pair("mill", "dairy", 1),))["flows"] == -490


@pytest.mark.parametrize(("within", "place", "gain"), [(0, "shed", 4), (0, "yard", 0), (500, "shed", 4), (499, "shed", 0)])
def test_a_synergy_asks_for_one_park_or_for_nearness(within, place, gain):
    found = terms_of(at(mill="hall", dairy=place), mill(), dairy(), synergies=(Pair("dairy", "mill", 4, within),))
    assert found["synergy"] == gain


def test_who_is_not_where_it_is_now_has_moved():
    people = mill(now=("hall",)), dairy(now=("shed",)), Occupant("forge", 10)
    assert terms_of(at(mill="hall", dairy="yard", forge=("yard", 10)), *people)["moves"] == -1
    assert terms_of({}, *people)["moves"] == -2


def test_fairness_is_the_difference_between_the_fullest_and_the_emptiest_park():
    assert terms_of(at(mill="hall", dairy=("yard", 50)), mill(), dairy(area=50))["fairness"] == -250
    assert terms_of({}, mill(), plots=())["fairness"] == 0


def test_the_first_terms_are_compared_before_the_weighted_sum_of_the_rest():
    objective = Objective({"placed": 10, "worth": 2, "jobs": 3}, first=("worth",))
    judged = score(problem_of(mill(jobs=5, worth={"hall": 4}), objective=objective), at(mill="hall"))
    assert judged.key == (4, 10 + 15)
    assert judged.objective == 10 + 8 + 15


SOUND = problem_of(mill(), dairy(), objective=Objective({"placed": 1}))
MILL = SOUND.occupants["mill"]


def having(**changed):
    return replace(SOUND, occupants={**SOUND.occupants, "mill": replace(MILL, **changed)})


def standing(**changed):
    return replace(SOUND, plots={**SOUND.plots, "hall": replace(HALL, **changed)})


@pytest.mark.parametrize(
    ("problem", "code", "words"),
    [
        (replace(SOUND, plots={**SOUND.plots, "barn": HALL}), "ZW900", "`barn` stands for what is called `hall`"),
        (replace(SOUND, plots={}), "ZW901", "no plot"),
        (standing(area=0), "ZW902", "the area of `hall` is 0"),
        (standing(area=float("nan")), "ZW902", "the area of `hall` is nan"),
        (having(area=-1), "ZW902", "`mill` is -1"),
        (having(preferred=99), "ZW903", "prefers 99 m2 and needs 100"),
        (having(area=401), "ZW904", "needs 401 m2, and all premises have 400"),
        (having(options=(("hall", "barn"),)), "ZW905", "`options` of `mill` names the unknown plot `barn`"),
        (having(locked=("barn",)), "ZW905", "`locked` of `mill`"),
        (having(worth={"east": 1}), "ZW905", "`east`"),
        (standing(nodes={"power": "n"}), "ZW906", "unknown node `n`"),
        (replace(SOUND, flows=(Pair("mill", "ghost", 1),)), "ZW907", "`flows` names the unknown occupant `ghost`"),
        (replace(SOUND, apart=(Distance("mill", "mill", 1),)), "ZW908", "`apart` joins `mill` with itself"),
        (having(needs=(Need("it", "near", 5),)), "ZW909", "`near` of `it`"),
        (having(needs=(Need("it", "at_least", "high"),)), "ZW909", "`at_least` of `it`"),
        (having(needs=(Need("it", "one_of", ()),)), "ZW909", "`one_of` of `it`"),
        (having(needs=(Need("it", "at_most", True),)), "ZW909", "`at_most` of `it`"),
        (having(stays=DateRange(FIRST, FIRST)), "ZW910", "`mill` end on 2026-01-01"),
        (standing(available=DateRange(SECOND, FIRST)), "ZW910", "`hall` end on 2026-01-01"),
        (standing(rent=-1), "ZW911", "`rent` is below zero: -1"),
        (having(budget=-1, draws={"power": 1}), "ZW911", "`budget` is below zero: -1"),
        (having(most_plots=0), "ZW911", "`most_plots` is below 1: 0"),
        (replace(SOUND, budget=-2), "ZW911", "`budget` is below zero: -2"),
        (replace(SOUND, nodes={"n": Node("n", {"power": -3})}), "ZW911", "`power` is below zero: -3"),
        (replace(SOUND, synergies=(Pair("mill", "dairy", 1, -1),)), "ZW911", "`within` is below zero: -1"),
        (replace(SOUND, together=(Distance("mill", "dairy", -1),)), "ZW911", "`metres` is below zero: -1"),
        (replace(SOUND, objective=Objective({"jobs": -1})), "ZW911", "`jobs` is below zero: -1"),
        (replace(SOUND, objective=Objective({"joy": 1})), "ZW912", "no term `joy`"),
        (replace(SOUND, objective=Objective({}, ("jobs", "jobs"))), "ZW912", "a term twice"),
        (having(locked=("hall", "shed")), "ZW913", "`mill` is locked at `hall`, `shed`, which is no option of it"),
    ],
)
def test_what_is_contradictory_is_told_with_its_mend(problem, code, words):
    [found] = contradictions(problem)
    assert found.code == code
    assert words in found.message
    assert found.hint


def test_a_sound_problem_has_no_findings():
    assert contradictions(SOUND) == ()


def test_every_mistake_is_told_at_once():
    problem = replace(having(area=0, preferred=-1, most_plots=0), budget=-1)
    assert sorted(one.code for one in contradictions(problem)) == ["ZW902", "ZW903", "ZW911", "ZW911"]


def test_an_occupant_larger_than_all_premises_is_a_warning_since_the_others_can_be_placed():
    [found] = contradictions(having(area=401))
    assert found.severity is Severity.WARNING


def test_a_lock_where_nothing_is_an_option_says_why():
    [found] = contradictions(having(locked=("hall",), needs=(Need("floor_load", "at_least", 5),)))
    assert (found.code, found.hint) == ("ZW913", "hall: not_known floor_load")


def test_two_locked_in_one_hall_at_one_time_contradict_each_other():
    people = mill(locked=("hall",)), dairy(locked=("hall",), stays=LATE)
    [found] = contradictions(problem_of(*people))
    assert found.code == "ZW914"
    assert found.message == "the locks break `two_owners` of `hall`, `dairy`, `mill` by 1 on 2027-01-01"
    assert contradictions(problem_of(mill(locked=("hall",), stays=EARLY), dairy(locked=("hall",), stays=LATE))) == ()


def test_locks_that_no_other_rule_allows_contradict_each_other():
    people = mill(locked=("hall",), brings=("smoke",)), dairy(locked=("shed",), sensitive_to={"smoke": 501})
    assert [one.code for one in contradictions(problem_of(*people))] == ["ZW914"]


def test_a_spread_without_end_is_refused_before_it_is_tried():
    plots = [Plot(f"p{number}", "north", 1) for number in range(40)]
    [found] = contradictions(problem_of(mill(area=20, most_plots=20), plots=plots))
    assert found.code == "ZW915"
