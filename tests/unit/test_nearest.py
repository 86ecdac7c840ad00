"""The nearest change, one kind of test at a time; and the keys of fields that say what can be changed."""

from datetime import date
from fractions import Fraction

import pytest

from small_pack import W, codes, field, findings, write_pack
from strategies import planned
from zonewright.matching.nearest import FactChange, Outcome, nearest_change
from zonewright.matching.nearest_search import Limits, Obstacle
from zonewright.matching.single import match_one
from zonewright.packs.load import load_pack
from zonewright.tables.profile import facts_of

ON = date(2026, 11, 22)
FIELDS = "".join(
    (
        field("jobs", "number", "unit: person", "least: 0 person", "most: 1000 person",
              "change: {direction: either, step: 1 person, cost: 5}"),
        field("research", "number", "unit: CNY", "least: 0 CNY", "change: {direction: up, step: 10000 CNY, cost: 1}"),
        field("sales", "number", "unit: CNY", "least: 0 CNY", "change: {direction: either, step: 100000 CNY, cost: 4}"),
        field("sales_before", "number", "unit: CNY"),
        field("land", "number", "unit: mu", "least: 0 mu", "change: {direction: down, step: 1/2 mu, cost: 10}"),
        field("intensity", "number", 'unit: "%"', "derived: {ratio: [research, sales]}"),
        field("growth", "number", 'unit: "%"', "derived: {change_on_year_before: [sales, sales_before]}"),
        field("left", "number", "unit: CNY", "derived: {difference: [sales, research]}"),
        field("together", "number", "unit: CNY", "derived: {sum: [sales, research]}"),
        field("density", "number", "unit: CNY/m2", "derived: {ratio: [sales, land]}"),
        field("founded", "day", "change: {direction: down, step: 1 day, cost: 1}"),
        field("stays", "day", "change: {direction: up, step: 1 day, cost: 1}"),
        field("signed", "day"),
        field("age", "number", "unit: year", "derived: {time_since: founded}"),
        field("form", "choice", f"options: {{company: {W}, guild: {W}, branch: {W}}}", "change: {cost: 20, to: [company]}"),
        field("rank", "level", f"options: {{city: {W}, province: {W}, nation: {W}}}", "change: {cost: 30}"),
        field("audited", "yes_no", "change: {cost: 3}"),
        field("seat", "area", "change: {cost: 60, to: [pier]}"),
        field("badges", "choice", "many: true", f"options: {{green: {W}, safe: {W}, tech: {W}}}",
              "change: {cost: 7, to: [green, safe]}"),
        field("badge_count", "number", "derived: {count: badges}"),
        field("green_share", "number", 'unit: "%"', "derived: {share_of_list: {of: badges, counting: [green]}}"),
    )
)  # fmt: skip
AREAS = f"areas:\n  zone: {{title: {W}}}\n  pier: {{title: {W}, parent: zone}}\n  hill: {{title: {W}}}\n"
PEERS = f"""\
populations:
  peers: {{title: {W}, unit: person, in_force: {{}}, values: [10 person, 20 person, 30 person, 40 person]}}
"""


def nearest(folder, when, facts, *, fields=FIELDS, limits=None):
    """The nearest change of a pack with this one condition."""
    write_pack(folder, fields=fields, when=f"  {when}", files={"areas.yaml": AREAS, "populations.yaml": PEERS})
    pack = load_pack(folder)
    [match] = match_one(planned(pack), facts_of(pack.schema, facts, on=ON), on=ON)
    return nearest_change(match, limits=limits)


def changes(found):
    """What is to be changed, and to what."""
    assert found.outcome is Outcome.CHEAPEST, found
    return {change.field: str(change.after) for change in found.changes}


@pytest.mark.parametrize(
    ("when", "facts", "expected"),
    [
        ("{field: jobs, at_least: 10}", {"jobs": 7}, {"jobs": "10"}),
        ("{field: jobs, over: 10}", {"jobs": 7}, {"jobs": "11"}),
        ("{field: jobs, under: 10}", {"jobs": 12}, {"jobs": "9"}),
        ("{field: jobs, between: [20, 30]}", {"jobs": 45}, {"jobs": "30"}),
        ("{field: jobs, one_of: [3, 11]}", {"jobs": 6}, {"jobs": "3"}),
        ("{field: jobs, is_not: 6}", {"jobs": 6}, {"jobs": "7"}),
        ("{field: land, at_most: 7 mu}", {"land": "7.75 mu"}, {"land": "27/4"}),
        ("{field: form, is: company}", {"form": "branch"}, {"form": "company"}),
        ("{field: form, is_not: branch}", {"form": "branch"}, {"form": "company"}),
        ("{field: rank, at_least: province}", {"rank": "city"}, {"rank": "province"}),
        ("{field: audited, is: true}", {"audited": False}, {"audited": "True"}),
        ("{field: seat, in_area: zone}", {"seat": "hill"}, {"seat": "pier"}),
        ("{field: badges, includes_all: [green, tech]}", {"badges": ["tech"]}, {"badges": "('tech', 'green')"}),
        ("{field: badge_count, at_least: 2}", {"badges": []}, {"badges": "('green', 'safe')"}),
        ("{field: green_share, at_least: 50 %}", {"badges": ["tech"]}, {"badges": "('tech', 'green')"}),
        ("{field: jobs, percentile: {of: peers, at_least: 75 %}}", {"jobs": 12}, {"jobs": "31"}),
        ("{field: jobs, share_of_average: {of: peers, over: 80 %}}", {"jobs": 12}, {"jobs": "21"}),
        ("{field: age, at_least: 2 year}", {"founded": "2024-11-25"}, {"founded": "2024-11-22"}),
        ("{field: founded, elapsed: {over: 2 years}}", {"founded": "2024-11-25"}, {"founded": "2024-11-21"}),
        ("{field: founded, elapsed: {at_least: 1 month, as_of: signed}}",
         {"founded": "2026-02-20", "signed": "2026-02-28"}, {"founded": "2026-01-31"}),
        ("{field: stays, at_least: 2027-01-01}", {"stays": "2026-12-30"}, {"stays": "2027-01-01"}),
        ("{field: stays, kept: {after: signed, span: 1 month}}",
         {"stays": "2026-01-31", "signed": "2026-01-31"}, {"stays": "2026-02-28"}),
        ("{field: intensity, at_least: 5 %}", {"research": 100000, "sales": 2500000}, {"research": "130000"}),
        ("{field: growth, at_least: 20 %}", {"sales": 1100000, "sales_before": 1000000}, {"sales": "1200000"}),
        ("{field: left, over: 0 CNY}", {"sales": 1000000, "research": 1050000}, {"sales": "1100000"}),
        ("{field: together, at_least: 1000000 CNY}", {"sales": 900000, "research": 0}, {"sales": "1000000"}),
        ("{field: density, at_least: 300 CNY/m2}", {"sales": 1000000, "land": "6 mu"}, {"sales": "1200000"}),
        ("{field: research, at_least: {field: sales}}", {"research": 10000, "sales": 200000}, {"sales": "0"}),
    ],
)  # fmt: skip
def test_each_kind_of_test_is_met_by_the_cheapest_change(tmp_path, when, facts, expected):
    """The smallest step that reaches the bound, exactly on it where the bound counts."""
    assert changes(nearest(tmp_path, when, facts)) == expected


BANDS = """
    field: intensity
    at_least:
      by: sales
      table:
        - {under: 1000000 CNY, then: 5 %}
        - {at_least: 1000000 CNY, then: 3 %}"""
CARD = """
    score:
      - field: jobs
        most: 20
        pieces:
          - {under: 10 person, points: 0}
          - {at_least: 10 person, points: 5, plus: 2, for_each: 10 person, from: 10 person}
      - {field: badges, map: {green: 3, safe: 2, tech: 0}}
      - {field: rank, map: {city: 0, province: 4, nation: 4}, weight: 2}
    at_least: 22"""


def test_a_table_of_thresholds_may_be_met_in_another_band(tmp_path):
    """45,000 of 900,000 are asked; with one step more of sales 30,000 of 1,000,000 are enough."""
    facts = {"research": 30000, "sales": 900000}
    assert changes(nearest(tmp_path, BANDS, facts, fields=FIELDS.replace("cost: 4}", "cost: 1}"))) == {"sales": "1000000"}
    dear = FIELDS.replace("cost: 4}", "cost: 40}")
    assert changes(nearest(tmp_path, BANDS, facts, fields=dear)) == {"research": "50000"}


def test_a_score_card_is_filled_where_points_cost_least(tmp_path):
    """7 points (jobs 20) and 3 (green) and 8 (province) are 18; 4 more cost 20 persons, and no badge and no rank gives them."""
    facts = {"jobs": 20, "badges": ["green"], "rank": "province"}
    assert changes(nearest(tmp_path, CARD, facts)) == {"jobs": "40"}
    fewer = {"jobs": 40, "badges": [], "rank": "province"}
    assert changes(nearest(tmp_path, CARD, fewer)) == {"badges": "('green',)"}


def test_a_score_beyond_every_cap_is_proven_impossible(tmp_path):
    """20 for jobs, 3 for the badge and 8 for the rank are 31, however many jobs there are."""
    facts = {"jobs": 20, "badges": [], "rank": "city"}
    assert changes(nearest(tmp_path, CARD.replace("at_least: 22", "at_least: 31"), facts))["rank"] == "province"
    assert nearest(tmp_path, CARD.replace("at_least: 22", "over: 31"), facts).outcome is Outcome.IMPOSSIBLE


def test_points_that_are_taken_off_for_each_started_step_are_counted(tmp_path):
    """From 61 jobs four steps of ten are begun below 100; 9 of 15 points are left from 80 jobs upward."""
    card = """
    score:
      - field: jobs
        pieces:
          - {at_least: 100 person, points: 15}
          - {under: 100 person, points: 15, minus: 3, for_each: 10 person, below: 100 person}
    at_least: 9"""
    assert changes(nearest(tmp_path, card, {"jobs": 61})) == {"jobs": "80"}


def test_points_without_an_end_leave_a_score_open(tmp_path):
    """The sales of the year before are not known and give points as stated: any total may come of them."""
    card = "{score: [{field: sales_before, points: as_stated}], at_least: 100}"
    found = nearest(tmp_path, f"{{all: [{card}, {{field: jobs, at_least: 10}}]}}", {"jobs": 5})
    assert (found.outcome, found.missing) == (Outcome.DEPENDS, ("sales_before",))
    assert [change.after for change in found.changes] == [10]


@pytest.mark.parametrize(
    "when",
    [
        "{all: [{field: research, at_least: 100000000 CNY}, {field: together, at_least: 1000000000000 CNY}]}",
        "{score: [{field: research, points: as_stated, least: 0}], at_least: 1000000000000}",
    ],
)
def test_a_proof_never_rests_on_the_most_steps(tmp_path, when):
    """Each can be met, after more than 900 steps: that is no proof that nothing meets it."""
    found = nearest(tmp_path, when, {"research": 0, "sales": 0}, limits=Limits(steps=900))
    assert (found.outcome, found.obstacle) == (Outcome.NOT_SOLVED, Obstacle.NO_BOUND)


def test_both_parts_of_a_ratio_may_change(tmp_path):
    """25 % of 2,500,000 are 53 steps of research; sales 10 steps lower, as low as they get, need 28: 10 x 2 + 28 is less."""
    sales = "{direction: either, step: 100000 CNY, cost: "
    fields = FIELDS.replace(f"least: 0 CNY\n    change: {sales}4}}", f"least: 1500000 CNY\n    change: {sales}2}}")
    found = nearest(tmp_path, "{field: intensity, at_least: 25 %}", {"research": 100000, "sales": 2500000}, fields=fields)
    assert (changes(found), found.cost) == ({"research": "380000", "sales": "1500000"}, 48)


def test_a_change_says_by_how_much_in_the_unit_of_the_field(tmp_path):
    found = nearest(tmp_path, "{field: land, at_most: 7 mu}", {"land": "7.75 mu"})
    assert found.changes == (FactChange("land", Fraction(31, 4), Fraction(27, 4), -1, 20),)
    found = nearest(tmp_path, "{field: stays, at_least: 2027-01-01}", {"stays": "2026-12-30"})
    assert found.changes == (FactChange("stays", date(2026, 12, 30), date(2027, 1, 1), 2, 2),)
    found = nearest(tmp_path, "{field: audited, is: true}", {"audited": False})
    assert found.changes == (FactChange("audited", False, True, None, 3),)


def test_what_one_change_breaks_another_has_to_mend(tmp_path):
    """More jobs reach 10, and then two badges are asked as well."""
    when = "{all: [{field: jobs, at_least: 10}, {any: [{field: jobs, under: 10}, {field: badge_count, at_least: 2}]}]}"
    assert changes(nearest(tmp_path, when, {"jobs": 9, "badges": ["tech"]})) == {"jobs": "10", "badges": "('tech', 'green')"}


def test_among_equals_the_fewest_facts_are_changed_and_then_the_first_in_the_pack(tmp_path):
    """A day of one costs as much as a day of the other; three days of two facts as much as an audit."""
    when = "{any: [{field: stays, at_least: 2026-12-31}, {field: founded, at_most: 2025-12-31}]}"
    assert changes(nearest(tmp_path, when, {"stays": "2026-12-30", "founded": "2026-01-01"})) == {"founded": "2025-12-31"}
    two = "{all: [{field: founded, at_most: 2025-12-31}, {field: stays, at_least: 2027-01-01}]}"
    both = f"{{any: [{{field: audited, is: true}}, {two}]}}"
    facts = {"audited": False, "stays": "2026-12-30", "founded": "2026-01-01"}
    assert changes(nearest(tmp_path, both, facts)) == {"audited": "True"}


def test_the_verdicts_without_a_change_are_told_apart(tmp_path):
    """Eligible as it is; impossible whatever is changed; open until a fact is known."""
    assert nearest(tmp_path, "{field: jobs, at_least: 7}", {"jobs": 7}).outcome is Outcome.ELIGIBLE
    assert nearest(tmp_path, "{field: jobs, over: 1000}", {"jobs": 7}).outcome is Outcome.IMPOSSIBLE
    assert nearest(tmp_path, "{field: signed, at_least: 2026-12-31}", {"signed": "2026-01-01"}).outcome is Outcome.IMPOSSIBLE
    assert nearest(tmp_path, "{field: form, is: guild}", {"form": "branch"}).outcome is Outcome.IMPOSSIBLE
    found = nearest(tmp_path, "{field: jobs, at_least: 7}", {})
    assert (found.outcome, found.changes, found.missing) == (Outcome.DEPENDS, (), ("jobs",))


def test_a_proof_covers_what_a_missing_fact_might_bring(tmp_path):
    """Jobs are too few and can be more; the sales are not known, so that they decide in the end."""
    when = "{all: [{field: jobs, at_least: 10}, {field: intensity, at_least: 5 %}]}"
    found = nearest(tmp_path, when, {"jobs": 8, "research": 10000})
    assert found.outcome is Outcome.DEPENDS
    assert [(change.field, change.difference) for change in found.changes] == [("jobs", 2)]
    assert found.missing == ("sales",)
    never = "{all: [{field: signed, at_least: 2026-12-31}, {field: intensity, at_least: 5 %}]}"
    assert nearest(tmp_path, never, {"signed": "2026-01-01"}).outcome is Outcome.IMPOSSIBLE


def test_an_unknown_fact_is_asked_and_never_changed(tmp_path):
    """The form is not known: that it could be changed to a company does not make the enterprise one."""
    assert nearest(tmp_path, "{field: form, is: company}", {}).missing == ("form",)
    when = "{any: [{field: form, is: company}, {field: jobs, at_least: 9}]}"
    assert changes(nearest(tmp_path, when, {"jobs": 8})) == {"jobs": "9"}


def test_a_fact_outside_of_its_own_bounds_may_stay_or_come_inside(tmp_path):
    """1,005 jobs are beyond the most: 1,003 is no place to go, 1,000 is."""
    assert changes(nearest(tmp_path, "{field: jobs, at_most: 1003}", {"jobs": 1005})) == {"jobs": "1000"}
    assert nearest(tmp_path, "{field: jobs, over: 1005}", {"jobs": 1005}).outcome is Outcome.IMPOSSIBLE
    assert nearest(tmp_path, "{field: jobs, at_least: 1005}", {"jobs": 1005}).outcome is Outcome.ELIGIBLE
    when = "{all: [{field: jobs, over: 1000}, {field: audited, is: true}]}"
    assert changes(nearest(tmp_path, when, {"jobs": 1005, "audited": False})) == {"audited": "True"}


def test_a_stated_ratio_is_forgotten_when_a_part_of_it_changes(tmp_path):
    """Research is stated, the sales are not, the ratio is: after more research the ratio is no longer known."""
    when = "{all: [{field: research, at_least: 50000 CNY}, {field: intensity, at_least: 5 %}]}"
    found = nearest(tmp_path, when, {"research": 40000, "intensity": "5 %"})
    assert (found.outcome, found.missing) == (Outcome.DEPENDS, ("sales",))


def test_a_ratio_without_a_lower_part_is_unknown(tmp_path):
    """Sales may sink to zero, where the ratio is not defined: that does not count as 5 %."""
    facts = {"research": 0, "sales": 100000}
    fixed = FIELDS.replace("change: {direction: up, step: 10000 CNY, cost: 1}", "most: 0 CNY")
    found = nearest(tmp_path, "{field: intensity, at_least: 5 %}", facts, fields=fixed)
    assert (found.outcome, found.missing, [change.after for change in found.changes]) == (Outcome.DEPENDS, ("intensity",), [0])


def test_a_fact_without_bounds_is_followed_as_far_as_its_test_asks(tmp_path):
    """Ten million steps of research, though no `most` is stated."""
    found = nearest(tmp_path, "{field: research, at_least: 100000000000 CNY}", {"research": 0})
    assert (found.outcome, found.cost) == (Outcome.CHEAPEST, 10_000_000)


def test_what_lies_beyond_the_most_steps_is_not_called_impossible(tmp_path):
    """A million steps of sales are needed; a search of 900 says what stopped it."""
    when, facts = "{field: left, at_least: 100000000000 CNY}", {"research": 0, "sales": 0}
    found = nearest(tmp_path, when, facts)
    assert (found.outcome, found.cost) == (Outcome.CHEAPEST, 4_000_000)
    found = nearest(tmp_path, when, facts, limits=Limits(steps=900))
    assert (found.outcome, found.obstacle) == (Outcome.NOT_SOLVED, Obstacle.NO_BOUND)


def test_what_was_not_searched_to_the_end_is_not_called_impossible_either_while_facts_are_missing(tmp_path):
    """Staff is unknown, so nothing is surely enough; whether sales could leave it open was not found in 900 steps."""
    when = "all: [{field: staff, at_least: 5}, {field: left, at_least: 100000000000 CNY}]"
    facts = {"research": 0, "sales": 0}
    found = nearest(tmp_path, when, facts, limits=Limits(steps=900))
    assert (found.outcome, found.obstacle) == (Outcome.NOT_SOLVED, Obstacle.NO_BOUND)
    assert nearest(tmp_path, when, facts).outcome is Outcome.DEPENDS


def test_a_way_that_is_found_is_compared_with_longer_ones_that_cost_less(tmp_path):
    """Within 900 steps the sales have to rise by 100; more than 900 steps of research cost less."""
    dear = FIELDS.replace("cost: 4}", "cost: 40}")
    found = nearest(tmp_path, "{field: together, at_least: 10000000 CNY}", {"research": 0, "sales": 0}, fields=dear,
                    limits=Limits(steps=900))  # fmt: skip
    assert (changes(found), found.cost) == ({"research": "10000000"}, 1000)


def test_numbers_beyond_the_solver_are_not_guessed(tmp_path):
    """Steps of a 10^24th of the unit make sums that 64 bits do not hold."""
    small = field("tiny", "number", "least: 0", "most: 1", f"change: {{direction: up, step: 1/{10**24}, cost: 1}}")
    small += field("small", "number", "least: 0", "most: 1", f"change: {{direction: up, step: 1/{7**25}, cost: 1}}")
    small += field("sum", "number", "derived: {sum: [tiny, small]}")
    found = nearest(tmp_path, "{field: sum, at_least: 1}", {"tiny": 0, "small": 0}, fields=small)
    assert (found.outcome, found.obstacle) == (Outcome.NOT_SOLVED, Obstacle.TOO_LARGE)


def test_a_search_that_is_stopped_says_so(tmp_path):
    found = nearest(tmp_path, BANDS, {"research": 30000, "sales": 900000}, limits=Limits(work=0))
    assert (found.outcome, found.obstacle) in {(Outcome.NOT_SOLVED, Obstacle.TIME), (Outcome.UNPROVEN, Obstacle.TIME)}


def test_a_product_of_two_changes_is_tried_one_by_one(tmp_path):
    """Sales per square metre divided by the staff: not a line, and few enough to try."""
    few = "least: 1000000 CNY\n    most: 1500000 CNY"
    fields = FIELDS.replace("least: 0 CNY\n    change: {direction: either", few + "\n    change: {direction: either")
    fields = fields.replace("least: 0 mu", "least: 4 mu").replace(
        "least: 0 person\n    most: 1000", "least: 5 person\n    most: 20"
    )
    fields += field("each", "number", "unit: CNY/m2-person", "derived: {ratio: [density, jobs]}")
    found = nearest(
        tmp_path, "{field: each, at_least: 40 CNY/m2-person}", {"sales": 1000000, "land": "6 mu", "jobs": 7}, fields=fields
    )
    assert changes(found) == {"jobs": "6"}
    facts = {"sales": "1200000", "land": "4.5 mu", "jobs": 10}
    assert changes(nearest(tmp_path, "{field: each, is_not: 40 CNY/m2-person}", facts, fields=fields)) == {"sales": "1300000"}


# the keys in fields.yaml

NUMBER = ("extra", "number", "unit: person")


def told(folder, *lines, kind="number", unit="person"):
    """What is found wrong with a field of these lines: code and line within the field."""
    own = (f"unit: {unit}", *lines) if unit and kind == "number" else lines
    return [(one.code, one.message) for one in findings(write_pack(folder, fields=field("extra", kind, *own)))]


@pytest.mark.parametrize(
    ("kind", "lines", "code"),
    [
        ("number", ["least: 5 person", "most: 4 person"], "ZW215"),
        ("number", ["many: true", "least: 5 person"], "ZW215"),
        ("day", ["least: 5"], "ZW215"),
        ("number", ["least: 5 CNY"], "ZW401"),
        ("number", ["change: {direction: up, step: 1 person, cost: 0}"], "ZW216"),
        ("number", ["change: {direction: up, step: 1 person, cost: much}"], "ZW216"),
        ("number", ["change: {direction: up, step: -1 person, cost: 1}"], "ZW216"),
        ("number", ["change: {direction: up, step: 1 CNY, cost: 1}"], "ZW401"),
        ("number", ["change: {direction: sideways, step: 1 person, cost: 1}"], "ZW012"),
        ("number", ["change: {direction: up, cost: 1}"], "ZW216"),
        ("number", ["change: {step: 1 person, cost: 1}"], "ZW216"),
        ("number", ["change: {direction: up, step: 1 person}"], "ZW018"),
        ("number", ["change: {direction: up, step: 1 person, cost: 1, to: [4]}"], "ZW216"),
        ("number", ["many: true", "change: {direction: up, step: 1 person, cost: 1}"], "ZW216"),
        ("number", ["derived: {sum: [staff]}", "change: {direction: up, step: 1 person, cost: 1}"], "ZW216"),
        ("day", ["change: {direction: up, step: 1 month, cost: 1}"], "ZW216"),
        ("yes_no", ["change: {cost: 1, step: 1}"], "ZW216"),
        ("yes_no", ["change: {cost: 1, to: [maybe]}"], "ZW010"),
        ("choice", [f"options: {{small: {W}, large: {W}}}", "change: {cost: 1, to: [huge]}"], "ZW110"),
        ("choice", [f"options: {{small: {W}, large: {W}}}", "change: {cost: 1, to: []}"], "ZW016"),
        ("area", ["change: {cost: 1, to: [nowhere]}"], "ZW102"),
        ("text", ["change: {cost: 1}"], "ZW216"),
        ("code", ["change: {cost: 1}"], "ZW216"),
    ],
)
def test_a_change_that_does_not_suit_its_field_is_found(tmp_path, kind, lines, code):
    assert [found for found, _ in told(tmp_path, *lines, kind=kind)] == [code]


def test_an_officers_fact_is_not_changed_by_an_enterprise(tmp_path):
    judged = field("fine", "yes_no", f"judged: {{by: office, on: {W}}}", "change: {cost: 1}")
    pack = write_pack(tmp_path, fields=judged.replace("answered_by: enterprise", "answered_by: officer"))
    assert codes(findings(pack)) == {"ZW216"}


def test_every_mistake_of_a_change_is_told_at_once(tmp_path):
    found = told(tmp_path, "least: 9 person", "most: 4 person", "change: {direction: up, step: 0 person, cost: -1, to: [1]}")
    assert sorted(code for code, _ in found) == ["ZW215", "ZW216", "ZW216", "ZW216"]


def test_a_change_is_read_in_the_unit_of_its_field(tmp_path):
    """A tenth of a hectare is 1,000 m2."""
    lines = ("unit: m2", "least: 1 ha", "most: 3 ha", "change: {direction: down, step: 0.1 ha, cost: 1/2}")
    one = load_pack(write_pack(tmp_path, fields=field("extra", "number", *lines))).schema["extra"]
    assert (one.least, one.most, one.change.step, one.change.cost) == (10_000, 30_000, 1_000, Fraction(1, 2))
