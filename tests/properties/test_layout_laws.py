"""Laws of layouts, and a second plain reading of the contract that knows nothing of the judge."""

import math
import random
from dataclasses import replace
from datetime import date
from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from layouts_made import all_layouts, made_layout, made_problem
from zonewright.layout.fit import meets, obstacles, unclear
from zonewright.layout.model import Option
from zonewright.layout.options import is_option, options_of, reasons_of, why_not
from zonewright.layout.score import score

SEEDS = st.integers(0, 10**6)
#: One day in each stretch between the days on which anything begins or ends.
SOME_DAYS = (date(2025, 6, 1), date(2026, 6, 1), date(2027, 6, 1), date(2028, 6, 1))


# --- the second reading ---


def there(occupant):
    return [day for day in SOME_DAYS if occupant.stays.contains(day)]


def plainly_met(problem, plot, need):
    """One of yes, no, not known, as the tests of the small world can be."""
    stated, asked = plot.properties.get(need.property), need.asked
    if stated is None:
        return "not known"
    if need.property == "cleanroom":
        words = problem.levels["cleanroom"]
        return "yes" if words.index(stated) >= words.index(asked) else "no"
    if need.test == "at_least":
        met = stated >= asked
    elif need.test == "at_most":
        met = stated <= asked
    elif need.test == "one_of":
        met = any(word in asked for word in stated)
    else:
        met = stated is asked
    return "yes" if met else "no"


def plainly_suits(problem, occupant, plot):
    """Whether a plot may be a part of what an occupant takes."""
    answers = [plainly_met(problem, plot, need) for need in occupant.needs]
    for kind in occupant.draws:
        node = problem.nodes.get(plot.nodes.get(kind))
        answers.append("yes" if node and kind in node.gives else "not known")
    if occupant.budget is not None or problem.budget is not None:
        answers.append("not known" if plot.rent is None else "yes")
    since = problem.verified_since
    return (
        "no" not in answers
        and ("not known" not in answers or problem.offer_unclear)
        and plot.id not in occupant.forbidden
        and all(plot.available.contains(day) for day in there(occupant))
        and (since is None or (plot.verified_on is not None and plot.verified_on >= since))
    )


def plain_ways(occupant, group):
    """Each way to take the area, or the preferred area, of a group: as a mapping from plot to area."""
    whole = sum(plot.area for plot in group)
    ideal = max(occupant.area, occupant.preferred or 0)
    for asked in {occupant.area, min(ideal, whole)}:
        if whole < occupant.area:
            continue
        if not any(plot.shared for plot in group):
            yield {plot.id: plot.area for plot in group}
        for partly in group:
            rest = asked - sum(plot.area for plot in group if plot.id != partly.id)
            if partly.shared and 0 < rest <= partly.area:
                yield {plot.id: plot.area for plot in group} | {partly.id: rest}


def plain_options(problem, occupant):
    """Every option, from the contract: a set of frozensets of plot and area."""
    suited = [plot for plot in problem.plots.values() if plainly_suits(problem, occupant, plot)]
    groups = chain.from_iterable(combinations(suited, size) for size in range(1, len(suited) + 1))
    rents = {plot.id: plot.rent or 0 for plot in suited}
    own = None if occupant.options is None else [set(group) for group in occupant.options]
    ways = set()
    for group in groups:
        ids = {plot.id for plot in group}
        near = all(math.hypot(one.x - two.x, one.y - two.y) <= occupant.spread for one, two in combinations(group, 2))
        allowed = (len(group) == 1 or (near and len(group) <= occupant.most_plots)) if own is None else ids in own
        for takes in plain_ways(occupant, group) if allowed else ():
            cost = sum(rents[id] * area for id, area in takes.items())
            if occupant.budget is None or cost <= occupant.budget:
                ways.add(frozenset(takes.items()))
    ideal = max(occupant.area, occupant.preferred or 0)

    def far(way):
        return abs(sum(area for _, area in way) - ideal)

    def plots(way):
        return {id for id, _ in way}

    stated = [set(occupant.now), set(occupant.locked)]
    return {
        way
        for way in ways
        if own is not None
        or plots(way) in stated
        or not any(plots(part) < plots(way) and far(part) <= far(way) for part in ways)
    }


def plainly_broken(problem, layout):
    """The names of the rules that a layout breaks, looked at day by day."""
    found = set()
    people = problem.occupants
    for id, option in layout.items():
        if frozenset(option.takes) not in plain_options(problem, people[id]):
            found.add("no_option")
    for id, occupant in people.items():
        if occupant.locked and (id not in layout or set(layout[id].plots) != set(occupant.locked)):
            found.add("lock")
    for day in SOME_DAYS:
        present = {id: dict(option.takes) for id, option in layout.items() if people[id].stays.contains(day)}
        found |= plainly_too_much(problem, present) | plainly_too_near(problem, present)
    return found


def plainly_too_much(problem, present):
    found = set()
    for plot in problem.plots.values():
        areas = [takes[plot.id] for takes in present.values() if plot.id in takes]
        if plot.shared and sum(areas) > plot.area:
            found.add("overfull")
        if not plot.shared and len(areas) > 1:
            found.add("two_owners")
    for node in problem.nodes.values():
        for kind, limit in node.gives.items():
            total = 0
            for id, takes in present.items():
                here = sum(area for plot, area in takes.items() if problem.plots[plot].nodes.get(kind) == node.id)
                total += math.ceil(problem.occupants[id].draws.get(kind, 0) * here / sum(takes.values()))
            if total > limit:
                found.add("overdrawn")
    rents = [(problem.plots[plot].rent or 0) * area for takes in present.values() for plot, area in takes.items()]
    if problem.budget is not None and sum(rents) > problem.budget:
        found.add("over_budget")
    return found


def plainly_too_near(problem, present):
    def far(one, other):
        spots = [[(problem.plots[plot].x, problem.plots[plot].y) for plot in present[id]] for id in (one, other)]
        return min(math.dist(left, right) for left in spots[0] for right in spots[1])

    found = set()
    for one in present:
        for other in present:
            for hazard, metres in problem.occupants[one].sensitive_to.items():
                if one != other and hazard in problem.occupants[other].brings and far(one, other) < metres:
                    found.add("too_near")
    for rule in problem.apart:
        if {rule.one, rule.other} <= present.keys() and far(rule.one, rule.other) < rule.metres:
            found.add("apart")
    for rule in problem.together:
        if {rule.one, rule.other} <= present.keys() and far(rule.one, rule.other) > rule.metres:
            found.add("together")
    return found


def placings(problem, seed):
    """Placings of every kind, most of them no options: any plots, any areas."""
    chance = random.Random(seed)  # noqa: S311  # the same in every run
    for id in problem.occupants:
        plots = chance.sample(sorted(problem.plots), chance.randint(1, 3))
        yield Option(id, tuple((plot, chance.choice((problem.plots[plot].area, 50, 80, 30))) for plot in plots))


# --- laws ---


@given(SEEDS)
def test_the_options_are_those_of_the_second_reading(seed):
    problem = made_problem(seed)
    for id, ways in options_of(problem).items():
        assert len(ways) == len({frozenset(option.takes) for option in ways})
        assert {frozenset(option.takes) for option in ways} == plain_options(problem, problem.occupants[id])


@given(SEEDS)
def test_a_placing_is_an_option_where_it_is_listed_and_only_there(seed):
    problem = made_problem(seed)
    options = options_of(problem)
    for option in (*placings(problem, seed), *chain.from_iterable(options.values())):
        listed = {frozenset(one.takes) for one in options[option.occupant]}
        assert is_option(problem, option) == (frozenset(option.takes) in listed)


@given(SEEDS)
def test_every_layout_of_a_tiny_problem_breaks_the_rules_that_the_second_reading_names(seed):
    problem = made_problem(seed, occupants=3, plots=4)
    options = {id: ways[:6] for id, ways in options_of(problem).items()}
    for layout in all_layouts(options):
        judged = score(problem, layout)
        assert {broken.rule for broken in judged.broken} == plainly_broken(problem, layout)
        assert judged.feasible == (not judged.broken)


@given(SEEDS)
def test_any_placing_breaks_the_rules_that_the_second_reading_names(seed):
    problem = made_problem(seed)
    layout = {option.occupant: option for option in placings(problem, seed)}
    assert {broken.rule for broken in score(problem, layout).broken} == plainly_broken(problem, layout)


@given(SEEDS)
def test_a_score_does_not_depend_on_the_order_of_anything(seed):
    problem = made_problem(seed)
    layout = made_layout(options_of(problem), seed)
    chance = random.Random(seed)  # noqa: S311  # the same in every run

    def shuffled(things):
        return chance.sample(list(things), len(things))

    turned = replace(
        problem,
        plots=dict(shuffled(problem.plots.items())),
        occupants={id: replace(one, needs=tuple(shuffled(one.needs))) for id, one in shuffled(problem.occupants.items())},
        nodes=dict(shuffled(problem.nodes.items())),
        flows=tuple(shuffled(tuple(replace(one, one=one.other, other=one.one) for one in problem.flows))),
        apart=tuple(replace(one, one=one.other, other=one.one) for one in problem.apart),
        together=tuple(replace(one, one=one.other, other=one.one) for one in problem.together),
    )
    taken = {id: replace(option, takes=tuple(shuffled(option.takes))) for id, option in shuffled(layout.items())}
    assert score(turned, taken) == score(problem, layout)
    assert options_of(turned) == options_of(problem)


@given(SEEDS)
def test_taking_an_occupant_out_breaks_no_rule_but_its_lock(seed):
    problem = made_problem(seed)
    layout = made_layout(options_of(problem), seed)
    rules = {broken.rule for broken in score(problem, layout).broken}
    for id in layout:
        less = score(problem, {other: option for other, option in layout.items() if other != id})
        locks = {broken.subjects[0] for broken in less.broken if broken.rule == "lock"}
        before = {broken.subjects[0] for broken in score(problem, layout).broken if broken.rule == "lock"}
        assert {broken.rule for broken in less.broken} - {"lock"} <= rules
        assert locks <= before | {id}


@given(SEEDS)
def test_a_plot_alone_is_an_option_exactly_where_it_has_no_reason(seed):
    problem = made_problem(seed)
    options = options_of(problem)
    told = why_not(problem, options)
    for id, occupant in problem.occupants.items():
        alone = {option.plots[0] for option in options[id] if len(option.takes) == 1}
        offered = {plot for option in options[id] for plot in option.plots}
        for plot in problem.plots.values():
            assert (plot.id in alone) == (reasons_of(problem, occupant, plot) == ())
            assert (plot.id in offered) == ((id, plot.id) not in told)
            assert told.get((id, plot.id), ("offered",))
            if plot.id in offered:
                assert list(obstacles(problem, occupant, plot)) == []


@given(SEEDS)
def test_what_is_not_known_is_never_taken_as_met(seed):
    """A property that is forgotten never brings in an option, unless unclear places are offered; nothing is met by silence."""
    problem = replace(made_problem(seed), offer_unclear=False)
    before = options_of(problem)
    for plot in problem.plots.values():
        silent = replace(plot, properties={}, nodes={}, rent=None)
        less = options_of(replace(problem, plots={**problem.plots, plot.id: silent}))
        for id, occupant in problem.occupants.items():
            assert [meets(problem, silent, need) for need in occupant.needs] == [None] * len(occupant.needs)
            with_it = {option.takes for option in less[id] if plot.id in option.plots}
            assert with_it <= {option.takes for option in before[id]}
            if next(unclear(problem, occupant, silent), None):
                assert not with_it


@given(SEEDS)
def test_the_objective_is_the_weighted_sum_of_its_terms_and_the_key_holds_the_first_of_them(seed):
    problem = made_problem(seed)
    judged = score(problem, made_layout(options_of(problem), seed))
    weights, first = problem.objective.weights, problem.objective.first
    assert judged.objective == sum(judged.terms[term] * weight for term, weight in weights.items())
    rest = sum(judged.terms[term] * weight for term, weight in weights.items() if term not in first)
    assert judged.key == (*(judged.terms[term] for term in first), rest)
