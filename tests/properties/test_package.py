"""The best package is what trying every set finds: written here once more, plainly, from the rules of stacking."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonewright.matching.package import Offer, Why, best_selection, selection_by
from zonewright.matching.package_search import search
from zonewright.matching.package_solver import solve

ENOUGH = 1_000


def by_search(problem, effort):
    return search(problem, effort=effort)


def by_solver(problem, effort):
    return solve(problem, effort=effort)


def chance_of(seed):
    return random.Random(seed)  # noqa: S311  # made-up offers are no secrets


# the rules, pair by pair


def stands_apart(one, offers):
    """It is on top of another of its matter."""
    return any(other.id in one.on_top_of for other in offers if other.matter == one.matter and other.id != one.id)


def compared_with(one, offers):
    """The offers of its matter among which the highest wins; none where that is not the rule, or where it stands apart."""
    group = [other for other in offers if one.matter and other.matter == one.matter]
    if not any(other.highest_wins for other in group) or stands_apart(one, offers):
        return []
    return [other for other in group if not stands_apart(other, offers)]


def never_together(one, other, offers):
    if other.id in one.exclusive_with or one.id in other.exclusive_with:
        return True
    if not one.matter or one.matter != other.matter or other.id in one.on_top_of or one.id in other.on_top_of:
        return False
    either = one.once_per_matter or one.highest_wins or other.once_per_matter or other.highest_wins
    return either or other in compared_with(one, offers)


def is_higher(one, other):
    ends = [float("inf") if offer.high is None else offer.high for offer in (one, other)]
    return (one.low, ends[0]) > (other.low, ends[1])


def may_be_taken(one, offers):
    return not any(is_higher(other, one) for other in compared_with(one, offers))


def may_turn_out_highest(one, offers):
    return one.high is None or all(one.high >= other.low for other in compared_with(one, offers))


def compatible_sets(offers, allowed):
    """Every set that breaks no rule."""
    sets = [()]
    for one in offers:
        if allowed(one, offers):
            sets += [(*some, one) for some in sets if not any(never_together(one, other, offers) for other in some)]
    return sets


# what a set is worth


def paid(amounts, caps):
    """The sum of (programme, amount), each programme up to its cap."""
    sums = {}
    for programme, amount in amounts:
        sums[programme] = sums.get(programme, 0) + amount
    return sum(min(amount, caps[name]) if name in caps and name else amount for name, amount in sums.items())


def upper(some, caps):
    """How many have no upper end, and the upper value of the others. A programme with a cap is an end."""
    capped = [replace(one, high=caps[one.programme]) if one.high is None and one.programme in caps else one for one in some]
    return (
        sum(one.high is None for one in capped),
        paid([(one.programme, one.high) for one in capped if one.high is not None], caps),
    )


def surely(some, caps):
    return paid([(one.programme, one.low) for one in some], caps)


def value(some, caps, offers):
    return (surely(some, caps), *upper(some, caps), len(some), [one in some for one in offers])


def check(offers, caps, found):
    """Compare with every compatible set; what is told about those left out too."""
    sets = compatible_sets(offers, may_be_taken)
    best = max(sets, key=lambda some: value(some, caps, offers))
    endless, most = upper(best, caps)
    assert found.chosen == tuple(one.id for one in best)
    assert (found.low, found.high) == (surely(best, caps), None if endless else most)
    possible = [upper(some, caps) for some in compatible_sets(offers, may_turn_out_highest)]
    assert found.potential == (None if any(endless for endless, _ in possible) else max(most for _, most in possible))
    assert [one.id for one in found.left_out] == [one.id for one in offers if one not in best]
    named = {one.id: one for one in offers}
    for left in found.left_out:
        with_it = [surely(some, caps) for some in sets if named[left.id] in some]
        assert left.loss == (found.low - max(with_it) if with_it else None)
        if with_it:
            rivals = [other for other in best if never_together(named[left.id], other, offers)]
            exclusive = any(left.id in other.exclusive_with or other.id in named[left.id].exclusive_with for other in rivals)
            assert left.why is (Why.EXCLUSIVE if exclusive else Why.SAME_MATTER)
            assert left.because == tuple(one.id for one in rivals) != ()
        else:
            assert left.because
            assert all(is_higher(named[one], named[left.id]) for one in left.because)
            assert left.why is (Why.HIGHER_SO_FAR if may_turn_out_highest(named[left.id], offers) else Why.HIGHER_WINS)
    assert found.proven


# small worlds


def made_up(chance: random.Random):
    """A few offers full of conflicts, worth little, so that many sets come to the same."""
    ids = [f"m{number}" for number in range(chance.randrange(9))]
    offers = [made_up_offer(chance, id, ids) for id in ids]
    caps = {name: chance.choice((0, 1, 3, Fraction(7, 2))) for name in ("p", "q") if chance.random() < 0.6}
    return offers, caps


def made_up_offer(chance, id, ids):
    low = chance.choice((0, 0, 1, 2, 3, Fraction(1, 2), Fraction(4, 3)))
    high = chance.choice((low, low, low, low + 1, low + Fraction(5, 6), low + 3, None))
    return Offer(
        id,
        low,
        high,
        matter=chance.choice(("", "a", "a", "b")),
        programme=chance.choice(("", "p", "p", "q")),
        once_per_matter=chance.random() < 0.2,
        highest_wins=chance.random() < 0.15,
        exclusive_with=named(chance, ids),
        on_top_of=named(chance, ids),
    )


def named(chance, ids):
    return tuple(chance.choice((*ids, "elsewhere")) for _ in range(chance.choice((0, 0, 0, 1, 2))))


@pytest.mark.parametrize("seed", range(10))
def test_the_best_package_is_the_best_of_all_sets(seed):
    """On 10,000 small cases in all."""
    chance = chance_of(seed)
    for _ in range(1_000):
        offers, caps = made_up(chance)
        check(offers, caps, best_selection(offers, caps))


@pytest.mark.parametrize("seed", range(10, 14))
def test_the_solver_finds_what_trying_every_set_finds(seed):
    """On 2,000 small cases in all, each given to the solver."""
    chance = chance_of(seed)
    for _ in range(500):
        offers, caps = made_up(chance)
        check(offers, caps, selection_by(by_solver, offers, caps, ENOUGH))


@pytest.mark.parametrize("seed", range(20, 30))
def test_the_search_and_the_solver_tell_the_same_of_many_offers(seed):
    """Where trying every set would take too long, the two ways confirm each other to the last reason."""
    chance = chance_of(seed)
    ids = [f"m{number}" for number in range(26)]
    offers = [replace(made_up_offer(chance, id, ids), matter=chance.choice(("", "a", "b", "c", "d", "e"))) for id in ids]
    caps = {"p": 6, "q": Fraction(9, 2)}
    assert selection_by(by_solver, offers, caps, ENOUGH) == selection_by(by_search, offers, caps, ENOUGH)


seeds = st.integers(0, 2**32).map(chance_of)


@given(seeds)
def test_no_way_of_filling_in_what_is_unknown_brings_more_than_the_potential(chance):
    """Whatever the offers turn out to be worth, the best package of that day lies within what was told before."""
    offers, caps = made_up(chance)
    told = best_selection(offers, caps).potential
    known = [chance.choice((one.low, one.low + 2) if one.high is None else (one.low, one.high)) for one in offers]
    later = best_selection([replace(one, low=each, high=each) for one, each in zip(offers, known, strict=True)], caps)
    assert told is None or later.low <= told


@given(seeds)
def test_naming_programmes_matters_and_measures_otherwise_changes_nothing(chance):
    """Only the order of the pack decides between equals, never a name."""
    offers, caps = made_up(chance)
    name = {one.id: f"z{len(offers) - place}" for place, one in enumerate(offers)} | {"elsewhere": "a"}
    renamed = [
        replace(
            one,
            id=name[one.id],
            matter=one.matter and f"x{one.matter}",
            programme={"p": "z", "q": "b"}.get(one.programme, ""),
            exclusive_with=tuple(name[each] for each in one.exclusive_with),
            on_top_of=tuple(name[each] for each in one.on_top_of),
        )
        for one in offers
    ]
    found, again = (
        best_selection(offers, caps),
        best_selection(renamed, {{"p": "z", "q": "b"}[one]: cap for one, cap in caps.items()}),
    )
    assert tuple(name[one] for one in found.chosen) == again.chosen
    assert (found.low, found.high, found.potential) == (again.low, again.high, again.potential)


@given(seeds, st.sampled_from((3, 10**6, Fraction(1, 7))))
def test_counting_in_another_unit_scales_every_number(chance, factor):
    """In 元 or in 万元, the package is the same."""
    offers, caps = made_up(chance)
    scaled = [replace(one, low=one.low * factor, high=None if one.high is None else one.high * factor) for one in offers]
    found = best_selection(offers, caps)
    again = best_selection(scaled, {name: cap * factor for name, cap in caps.items()})
    assert (again.chosen, again.low) == (found.chosen, found.low * factor)
    assert [left.loss for left in again.left_out] == [left.loss and left.loss * factor for left in found.left_out]
