"""Each rule of stacking, and each reason for leaving an entitlement out, on cases small enough to work out by hand."""

from fractions import Fraction

import pytest

from zonewright.matching.package import LeftOut, Offer, Selection, Why, best_selection, selection_by
from zonewright.matching.package_search import Goal, Part, Pot, Problem, parts_of, search, whole_goal
from zonewright.matching.package_solver import LARGEST, solve


def grant(id, low, high="same", **stacking):
    return Offer(id, low, low if high == "same" else high, **stacking)


def left(found):
    return {one.id: (one.why, one.because, one.loss) for one in found.left_out}


def test_an_empty_table_gives_an_empty_package():
    assert best_selection([]) == Selection((), 0, 0, 0, (), proven=True)


def test_what_nothing_stands_against_is_taken_whole():
    """Also what is worth nothing in money: something in kind is still good."""
    found = best_selection([grant("rent", 0), grant("cash", 300, 500)])
    assert found == Selection(("rent", "cash"), 300, 500, 500, (), proven=True)


def test_an_exclusive_pair_yields_the_one_worth_more_and_says_what_the_other_would_cost():
    found = best_selection([grant("city", 300, exclusive_with=("zone",)), grant("zone", 500)])
    assert found.chosen == ("zone",)
    assert found.left_out == (LeftOut("city", Why.EXCLUSIVE, ("zone",), 200),)


def test_two_small_ones_beat_the_large_one_that_excludes_both():
    found = best_selection([grant("large", 500, exclusive_with=("one", "two")), grant("one", 300), grant("two", 300)])
    assert found.chosen == ("one", "two")
    assert left(found) == {"large": (Why.EXCLUSIVE, ("one", "two"), 100)}


def test_between_equals_in_what_is_sure_the_one_that_may_be_worth_more_is_taken():
    found = best_selection([grant("flat", 300, exclusive_with=("open",)), grant("open", 300, 900)])
    assert (found.chosen, found.low, found.high) == (("open",), 300, 900)
    assert left(found) == {"flat": (Why.EXCLUSIVE, ("open",), 0)}


def test_what_is_sure_comes_before_what_may_be():
    """The potential still tells what the other way could bring."""
    found = best_selection([grant("sure", 10, exclusive_with=("maybe",)), grant("maybe", 9, 1000)])
    assert (found.chosen, found.high, found.potential) == (("sure",), 10, 1000)


def test_between_equals_one_without_upper_end_is_taken_and_the_package_has_none():
    found = best_selection([grant("flat", 300, 10**9, exclusive_with=("open",)), grant("open", 300, None)])
    assert (found.chosen, found.high, found.potential) == (("open",), None, None)


def test_a_set_without_upper_end_that_is_not_chosen_still_leaves_the_potential_open():
    found = best_selection([grant("flat", 300, exclusive_with=("open",)), grant("open", 200, None)])
    assert (found.chosen, found.high, found.potential) == (("flat",), 300, None)


def test_between_equals_in_worth_more_entitlements_are_taken():
    found = best_selection([grant("one", 600, exclusive_with=("two", "three")), grant("two", 300), grant("three", 300)])
    assert found.chosen == ("two", "three")


def test_between_equals_in_all_the_order_of_the_pack_decides():
    pair = grant("b", 300, exclusive_with=("a",)), grant("a", 300)
    assert best_selection(pair).chosen == ("b",)
    assert best_selection(pair[::-1]).chosen == ("a",)


def test_exclusive_beats_on_top_of():
    """Never both means never both, whatever else is said."""
    found = best_selection([grant("base", 300), grant("top", 200, exclusive_with=("base",), on_top_of=("base",))])
    assert found.chosen == ("base",)


@pytest.mark.parametrize("first", [True, False])
def test_once_per_matter_on_either_of_a_pair_excludes_the_other(first):
    one = grant("one", 300, matter="rent", once_per_matter=first)
    other = grant("other", 200, matter="rent", once_per_matter=not first)
    found = best_selection([one, other])
    assert left(found) == {"other": (Why.SAME_MATTER, ("one",), 100)}


def test_two_of_a_matter_that_say_nothing_are_both_paid():
    """Even beside a third that is paid alone, when that one is not taken."""
    offers = [grant("alone", 300, matter="rent", once_per_matter=True), *(grant(id, 200, matter="rent") for id in ("a", "b"))]
    found = best_selection(offers)
    assert found.chosen == ("a", "b")
    assert left(found) == {"alone": (Why.SAME_MATTER, ("a", "b"), 100)}


def test_another_matter_or_none_is_no_rival():
    offers = [
        grant(id, 1, matter=matter, once_per_matter=True) for id, matter in (("a", "rent"), ("b", "jobs"), ("c", ""), ("d", ""))
    ]
    assert best_selection(offers).chosen == ("a", "b", "c", "d")


def test_what_is_on_top_of_another_is_paid_beside_it():
    """But not beside a third of the matter that is paid once."""
    offers = [
        grant("base", 300, matter="rent", once_per_matter=True),
        grant("top", 100, matter="rent", once_per_matter=True, on_top_of=("base",)),
        grant("third", 350, matter="rent"),
    ]
    found = best_selection(offers)
    assert found.chosen == ("base", "top")
    assert left(found) == {"third": (Why.SAME_MATTER, ("base", "top"), 50)}


def test_the_highest_of_a_matter_wins_over_every_other():
    """One of them saying so is enough, and it need not be the highest itself."""
    offers = [grant("a", 300, matter="rent"), grant("b", 200, matter="rent", highest_wins=True), grant("c", 200, matter="rent")]
    found = best_selection(offers)
    assert found.chosen == ("a",)
    assert left(found) == {"b": (Why.HIGHER_WINS, ("a",), None), "c": (Why.HIGHER_WINS, ("a",), None)}


def test_the_highest_wins_even_where_the_lower_would_bring_more_in_all():
    """The rule leaves no choice: the higher bars the lower even when it is not taken itself."""
    offers = [
        grant("high", 300, matter="rent", highest_wins=True, exclusive_with=("big",)),
        grant("low", 200, matter="rent"),
        grant("big", 1000),
    ]
    found = best_selection(offers)
    assert (found.chosen, found.potential) == (("big",), 1000)
    assert left(found) == {"high": (Why.EXCLUSIVE, ("big",), 700), "low": (Why.HIGHER_WINS, ("high",), None)}


def test_of_two_that_are_highest_one_is_taken():
    """Even where neither of the two says that the highest wins."""
    offers = [grant("a", 300, matter="rent"), grant("b", 300, matter="rent"), grant("c", 10, matter="rent", highest_wins=True)]
    found = best_selection(offers)
    assert found.chosen == ("a",)
    assert left(found) == {"b": (Why.SAME_MATTER, ("a",), 0), "c": (Why.HIGHER_WINS, ("a",), None)}


def test_what_stands_on_top_is_not_compared_with_the_others():
    offers = [
        grant("base", 300, matter="rent", highest_wins=True),
        grant("top", 100, matter="rent", on_top_of=("base",)),
        grant("lower", 200, matter="rent", on_top_of=("somewhere-else", "lower")),
    ]
    found = best_selection(offers)
    assert found.chosen == ("base", "top")
    assert left(found) == {"lower": (Why.HIGHER_WINS, ("base",), None)}


@pytest.mark.parametrize(("high", "potential"), [(301, 301), (300, 300), (None, None)])
def test_one_that_may_still_turn_out_higher_is_left_out_only_so_far(high, potential):
    offers = [grant("a", 300, matter="rent", highest_wins=True), grant("b", 200, high, matter="rent")]
    found = best_selection(offers)
    assert (found.chosen, found.low, found.high, found.potential) == (("a",), 300, 300, potential)
    assert left(found) == {"b": (Why.HIGHER_SO_FAR, ("a",), None)}


def test_between_equal_sure_values_the_one_without_upper_end_is_highest():
    offers = [grant("a", 300, 10**6, matter="rent", highest_wins=True), grant("b", 300, None, matter="rent")]
    found = best_selection(offers)
    assert found.chosen == ("b",)
    assert left(found) == {"a": (Why.HIGHER_SO_FAR, ("b",), None)}


def test_names_that_are_not_on_the_table_stand_against_nothing():
    found = best_selection([grant("a", 300, exclusive_with=("gone", "a"), on_top_of=("gone",))])
    assert found.chosen == ("a",)


def test_a_programme_pays_up_to_its_cap():
    """Beyond it another entitlement adds nothing, and is taken all the same."""
    offers = [grant("a", 300, 400, programme="p"), grant("b", 300, None, programme="p"), grant("c", 50)]
    found = best_selection(offers, {"p": 450})
    assert found == Selection(("a", "b", "c"), 500, 500, 500, (), proven=True)


def test_a_cap_turns_the_choice():
    """Beside what already fills the programme, the smaller one outside it is worth more."""
    offers = [
        grant("fills", 450, programme="p"),
        grant("inside", 300, programme="p", exclusive_with=("outside",)),
        grant("outside", 100),
    ]
    found = best_selection(offers, {"p": 500})
    assert (found.chosen, found.low) == (("fills", "outside"), 550)
    assert left(found) == {"inside": (Why.EXCLUSIVE, ("outside",), 50)}


def test_a_cap_of_a_programme_without_name_or_without_measures_means_nothing():
    assert best_selection([grant("a", 300)], {"": 10, "other": 10}).low == 300


def test_fractions_stay_exact():
    offers = [grant("a", Fraction(1, 3), exclusive_with=("b",)), grant("b", Fraction(333_333, 1_000_000))]
    found = best_selection(offers)
    assert (found.chosen, found.low) == (("a",), Fraction(1, 3))
    assert left(found) == {"b": (Why.EXCLUSIVE, ("a",), Fraction(1, 3_000_000))}


# many rivals


def ring(numbers):
    """Each excludes the next, and the last the first."""
    return [grant(f"m{place}", low, exclusive_with=(f"m{(place + 1) % len(numbers)}",)) for place, low in enumerate(numbers)]


def test_many_rivals_are_chosen_with_proof():
    """An odd ring of equals: one in two, from the first on."""
    found = best_selection(ring([10] * 31))
    assert found.chosen == tuple(f"m{place}" for place in range(0, 30, 2))
    assert (found.low, found.potential, found.proven) == (150, 150, True)
    assert {one.loss for one in found.left_out} == {0}


def test_numbers_too_large_for_the_solver_are_searched():
    """Nothing is rounded: a difference of one in 10^30 decides."""
    large = ring([10**30] * 29 + [10**30 + 1])
    found = best_selection(large)
    assert (found.low, found.proven) == (15 * 10**30 + 1, True)
    assert found.chosen == tuple(f"m{place}" for place in range(1, 30, 2))


def test_the_solver_declines_what_it_cannot_count():
    goal = whole_goal({0: LARGEST, 1: 1})
    assert solve(Problem((0, 1), frozenset(), {0: (1,), 1: (0,)}, (goal,)), effort=10) is None


@pytest.mark.parametrize("choose", [search, solve])
def test_without_effort_the_package_can_be_taken_and_claims_no_proof(choose):
    """What is told stays on the safe side: the sum of all is never too low a potential."""
    found = selection_by(lambda problem, _: choose(problem, effort=0), ring([1, 5, 1, 5]), {}, 0)
    assert (found.chosen, found.low, found.proven) == (("m0", "m2"), 2, False)
    assert found.potential == 12
    assert {one.why for one in found.left_out} == {Why.EXCLUSIVE}


def test_the_answer_is_the_same_each_time():
    offers = ring([place * 7 % 11 for place in range(40)])
    assert best_selection(offers) == best_selection(offers)


def test_the_solver_fills_a_pot_beside_what_is_already_taken():
    """A ring too large to try, all paid from one programme that is nearly full: the cap decides, then the number."""
    offers = [
        grant("full", 90, programme="p"),
        *(Offer(one.id, 10, 10, programme="p", exclusive_with=one.exclusive_with) for one in ring([10] * 21)),
    ]
    found = best_selection(offers, {"p": 110})
    assert (found.low, len(found.chosen), found.proven) == (110, 11, True)
    assert {one.loss for one in found.left_out} == {0}


# the parts of a problem


def test_what_nothing_ties_together_is_chosen_apart():
    against = {0: {1: 1}, 1: {0: 1}, 2: {3: 1}, 3: {2: 1}, 4: {}}
    settled, parts = parts_of(Part((0, 1, 2, 3, 4), frozenset()), against, [])
    assert settled == {4}
    assert [part.open for part in parts] == [(0, 1), (2, 3)]


def test_a_pot_ties_its_members_together_beside_those_already_taken():
    against = {0: {1: 1}, 1: {0: 1}, 2: {3: 1}, 3: {2: 1}, 4: {}, 5: {}}
    _, parts = parts_of(Part((0, 1, 2, 3, 4, 5), frozenset()), against, [Pot(frozenset({0, 2, 4}), 10)])
    assert parts == (Part((0, 1, 2, 3), frozenset({4})),)


def test_a_goal_is_scaled_until_it_is_whole():
    goal = whole_goal({0: Fraction(1, 2), 1: Fraction(2, 3)}, [Pot(frozenset({0, 1, 2}), Fraction(3, 4))])
    assert goal == Goal({0: 6, 1: 8}, ((frozenset({0, 1}), 9),))
    assert (goal.of((0,)), goal.of((0, 1))) == (6, 9)
