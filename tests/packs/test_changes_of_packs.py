"""What an enterprise can change, by the packs: the nearest changes worked out by hand from the words of the measures."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from zonewright import compile_pack, load_pack, match_one, read_profile
from zonewright.conditions.ast import Includes, leaves
from zonewright.matching.nearest import Outcome, nearest_change
from zonewright.matching.nearest_rows import fields_read
from zonewright.schema.derive import all_parts
from zonewright.schema.fields import Answerer, FieldType
from zonewright.tables.profile import facts_of
from zonewright.values import read_number

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 22)
PACKS = ("changchun", "clauses", "example-zone")


@cache
def compiled(folder):
    return compile_pack(load_pack(ROOT / "packs" / folder))


def nearest(folder, id, facts):
    """The nearest change to one measure of a pack."""
    [match] = [one for one in match_one(compiled(folder), facts, on=ON) if one.measure.id == id]
    return nearest_change(match)


def told(found):
    """Each change as a person would note it: what is added, how much more, or what it becomes."""
    return {one.field: tell(one.before, one.after, one.difference) for one in found.changes}


def tell(before, after, difference):
    if isinstance(before, tuple):
        return [str(one) for one in after if one not in before]
    return after if difference is None else difference


def of_sample(name, written):
    """The facts of a sample enterprise of the Changchun pack, with some stated otherwise."""
    schema = compiled("changchun").pack.schema
    sample = read_profile(ROOT / "packs/changchun/samples" / f"{name}.yaml", schema, on=ON).facts
    return {**sample, **facts_of(schema, written, on=ON)}


@pytest.mark.parametrize(
    ("sample", "id", "changes", "cost"),
    [
        ("cn-robot-maker", "robot-park", {"settles_in": "zone"}, 20),
        ("cn-robot-maker", "korean-enterprise-cooperation", {"settles_in": "zone"}, 20),
        ("cn-robot-maker", "joint-laboratories", {"settles_in": "zone", "activities": ["joint_laboratory"]}, 30),
        ("cn-biotech", "testing-demonstration-bases", {"activities": ["testing_base"]}, 10),
        ("jv-hospital", "public-health-exchange", {"activities": ["public_health_exchange"]}, 10),
        ("kr-cosmetics", "industrial-design-centres", {"activities": ["design_centre"]}, 10),
        ("kr-travel-agency", "cross-border-tourism", {"travel_licence_held": True}, 40),
    ],
)
def test_a_sample_enterprise_is_told_the_least_that_it_has_to_change(sample, id, changes, cost):
    """As the samples stand in the pack."""
    found = nearest("changchun", id, of_sample(sample, {}))
    assert (found.outcome, told(found), found.cost) == (Outcome.CHEAPEST, changes, cost)


RD_CENTRE = {
    "foreign_funded": True,
    "rd_centre_investment": "7955000 USD",
    "rd_staff": "77 person",
    "rd_equipment_value": "1990万 CNY",
}
TRAINING = {
    "sector_tags": ["vocational_training"],
    "activities": ["skills_training"],
    "training_fixed_assets": "45万 CNY",
    "training_registered_funds": "48万 CNY",
    "training_books": 4950,
    "training_teachers": 9,
    "training_full_time_teachers": 2,
    "principal_nationality": "kr",
    "principal_education": "junior_college",
    "principal_senior_title": False,
    "direct_set_up": False,
    "school_cash_input": "100万 CNY",
    "start_funds_paid": "10万 CNY",
}
UNIVERSITY = {
    "org_kind": "university",
    "activities": ["running_school"],
    "school_form": "institution",
    "board_members": 9,
    "board_members_experienced": 2,
    "direct_set_up": False,
    "school_cash_input": "500万 CNY",
    "start_funds_paid": "50万 CNY",
    "judged_well_known_universities": True,
    "judged_high_level_schooling": True,
}
PERFORMANCE = {
    "sector_tags": ["performance"],
    "activities": ["performance"],
    "foreign_owned_troupe": True,
    "foreign_performers": True,
    "first_show_on": "2025-11-23",
    "show_rule_breaches": [],
    "judged_outstanding_cultural": True,
}
PRODUCTS = {"registered_in": "zone", "tourism_resources": ["other"], "judged_partner_well_known": True}


@pytest.mark.parametrize(
    ("sample", "written", "id", "changes", "cost"),
    [
        ("cn-biotech", RD_CENTRE, "rd-equipment-duty-relief",
         {"rd_centre_investment": 50000, "rd_staff": 3, "rd_equipment_value": 100000}, 5 * 7 + 3 * 5 + 10),
        ("cn-biotech", {"biosafety_capacity": False}, "quarantine-special-goods", {"biosafety_capacity": True}, 40),
        ("cn-biotech", {"goods_kinds": ["laboratory_animal"], "quarantine_site_certificate": False},
         "quarantine-laboratory-animals", {"quarantine_site_certificate": True}, 40),
        ("cn-robot-maker", {"settles_in": "zone", "project_mode": "light_asset"}, "robot-park", {"project_mode": "lease"}, 10),
        ("cn-robot-maker", {"settles_in": "zone", "partner_countries": ["cn"]}, "robot-additive-cooperation",
         {"partner_countries": ["kr"]}, 20),
        ("jv-hospital",
         {"invest_form": "wholly_foreign", "medical_parties_legal_persons": False, "judged_high_end_medical": True},
         "joint-medical-institution", {"invest_form": "equity_joint_venture", "medical_parties_legal_persons": True}, 60),
        ("kr-travel-agency", {"registered_capital": "28万 CNY", "outbound_for_residents": True}, "korean-travel-agencies",
         {"registered_capital": 20000, "outbound_for_residents": False}, read_number("5.2")),
        ("kr-travel-agency", {"travel_set_up": "branch_of_korean_agency"}, "korean-travel-agencies",
         {"travel_set_up": "foreign_invested_company"}, 20),
        ("kr-travel-agency", {"tour_directions": ["domestic"], "travel_licence_held": True}, "cross-border-tourism",
         {"tour_directions": ["inbound"]}, 10),
        ("kr-travel-agency", {**PRODUCTS, "judged_characteristic_resource": False}, "tourism-products",
         {"tourism_resources": ["ice_snow"]}, 10),
        ("jv-hospital", {"activities": ["industry_education"], "school_agreement": False}, "industry-education-integration",
         {"school_agreement": True}, 10),
        ("jv-hospital", {"activities": ["startup_base"], "base_trains_talents": False}, "startup-innovation-base",
         {"base_trains_talents": True}, 10),
        ("jv-hospital", TRAINING, "foreign-vocational-training",
         {"training_fixed_assets": 50000, "training_registered_funds": 20000, "training_books": 100, "start_funds_paid": 50000,
          "training_full_time_teachers": 1, "principal_nationality": "cn", "principal_education": "bachelor"},
         read_number("51.2")),  # 5 + 0.2 + 0.5 + 0.5 + 5 + 20 + 20
        ("jv-hospital", {**TRAINING, "invest_form": "wholly_foreign", "enrols_mainly_chinese": True,
                         "judged_wholly_foreign_training_open": True},
         "foreign-vocational-training", {"enrols_mainly_chinese": False}, 20),
        ("jv-hospital", UNIVERSITY, "universities-running-schools",
         {"board_members_experienced": 1, "start_funds_paid": 250000}, read_number("7.5")),
        ("jv-hospital", {**UNIVERSITY, "board_members": 31, "board_members_experienced": 1}, "universities-running-schools",
         {"school_form": "programme"}, 40),
        ("jv-hospital", PERFORMANCE, "cultural-production-performance",
         {"foreign_owned_troupe": False, "foreign_performers": False}, 30),
    ],
)  # fmt: skip
def test_an_enterprise_on_the_wrong_side_of_a_bound_is_told_by_how_much(sample, written, id, changes, cost):
    """Samples with some facts stated otherwise, so that each kind of change is needed once."""
    found = nearest("changchun", id, of_sample(sample, written))
    assert {field: getattr(value, "name", value) for field, value in told(found).items()} == changes
    assert (found.outcome, found.cost) == (Outcome.CHEAPEST, cost)


@pytest.mark.parametrize(
    ("sample", "id"),
    [
        ("cn-biotech", "rd-equipment-duty-relief"),  # who owns the firm is not the firm's to change
        ("cn-biotech", "quarantine-laboratory-animals"),  # which goods it imports, its research decides
        ("cn-biotech", "science-demonstration-parks"),  # building a park is a business of its own
        ("kr-travel-agency", "health-preservation-business"),  # so is a clinic
        ("jv-hospital", "joint-laboratories"),  # a hospital does not turn into an enterprise
        ("kr-cosmetics", "public-health-supply-projects"),  # nor cosmetics into medicine
    ],
)
def test_what_an_enterprise_is_cannot_be_changed(sample, id):
    """Proven, not only not found."""
    assert nearest("changchun", id, of_sample(sample, {})) == (Outcome.IMPOSSIBLE, (), (), None)


def test_after_the_changes_an_officer_has_still_to_judge():
    """A Korean agency founds a company in the zone; whether its partner is well known stays open."""
    found = nearest("changchun", "tourism-products", of_sample("kr-travel-agency", {}))
    assert (found.outcome, told(found), found.cost) == (Outcome.DEPENDS, {"registered_in": "zone"}, 40)
    assert found.missing == ("tourism_resources", "judged_characteristic_resource", "judged_partner_well_known")


COMMITTED = {
    "registered_in": "huizhou-park",
    "tax_place": "huizhou",
    "statistics_place": "huizhou-park",
    "legal_person": True,
    "independent_accounting": False,
    "sound_finances": True,
    "committed_from": "2025-01-01",
    "no_relocation_until": "2029-12-22",
    "tax_domicile_until": "2030-01-01",
    "capital_kept_until": "2030-01-01",
    "relocations": [],
    "tax_domicile_changes": [],
    "capital_reductions": [],
}
SCHOOL = {
    "fixed_assets": "50万 CNY",
    "registered_funds": "50万 CNY",
    "library_books": "4801 item",
    "full_time_teachers": 3,
    "teachers": 10,
    "person.nationality": "china",
    "person.education": "master",
}
FOREIGN = {"foreign_share": "28.8 %", "investment_form": "new_shares", "long_term_loan": True}


@pytest.mark.parametrize(
    ("written", "id", "changes", "cost"),
    [
        ({**FOREIGN, "eligible_business": ["rd_centre"], "researchers": 4}, "kr-cash",
         {"foreign_share": read_number("1.2"), "long_term_loan": False, "researchers": 1}, 12 + 20 + 10),
        (COMMITTED, "hz-0", {"tax_place": "huizhou-park", "independent_accounting": True, "no_relocation_until": 10},
         20 + read_number("1/3")),
        (SCHOOL, "lic-vt", {"library_books": 200, "full_time_teachers": 1}, 6),
        ({"sector_fez": "tourism", "fdi": "9990001 USD"}, "kr-fez-1", {"fdi": 10000}, 7),
        ({"new_resident_employees": 17}, "kr-jb-2", {"new_resident_employees": 3}, 15),
        ({"equipment_investment": "1990000000 KRW"}, "kr-gc-3", {"equipment_investment": 20000000}, 10),
        ({"tour.load_factor": "58.8 %", "tour.visitors_per_flight": 150, "tour.nights": 0}, "tr-lh",
         {"tour.load_factor": read_number("1.2"), "tour.nights": 1}, read_number("2.2")),
        ({"certificates": ["shanghai_rhq_holding"], "newly_registered": True, "premises.claimed_area": "1010 m2",
          "premises.claimed_rent": "8.5 CNY/m2"}, "sh-08",
         {"premises.claimed_area": -10, "premises.claimed_rent": read_number("-1/2")}, read_number("0.6")),
    ],
)  # fmt: skip
def test_a_clause_of_another_zone_tells_what_is_lacking(written, id, changes, cost):
    """One enterprise for each kind of change in the clauses."""
    found = nearest("clauses", id, facts_of(compiled("clauses").pack.schema, written, on=ON))
    assert (found.outcome, told(found), found.cost) == (Outcome.CHEAPEST, changes, cost)


each_pack = pytest.mark.parametrize("folder", PACKS)


@each_pack
def test_only_what_an_enterprise_answers_for_can_be_changed(folder):
    """Neither what an officer judges nor what follows from other facts."""
    changeable = [field for field in compiled(folder).pack.schema if field.change is not None]
    assert changeable
    assert [one.id for one in changeable if one.derived is not None or one.answered_by is Answerer.OFFICER] == []


@each_pack
def test_every_change_can_matter_to_a_measure(folder):
    """A field whose change no condition reads, also through what is derived from it, has no `change`."""
    pack = compiled(folder).pack
    read = {id for measure in pack.measures for id in fields_read(measure.when)}
    read |= all_parts(pack.schema, read)
    assert [field.id for field in pack.schema if field.change is not None and field.id not in read] == []


@each_pack
def test_every_option_that_can_be_chosen_is_asked_for_by_a_measure(folder):
    """An option in `to` that no test names would never be proposed."""
    pack = compiled(folder).pack
    tests = [leaf for measure in pack.measures for leaf in leaves(measure.when) if isinstance(leaf, Includes)]
    asked = {(leaf.field, value) for leaf in tests for value in leaf.values}
    chosen = {(field.id, option) for field in pack.schema if field.type is FieldType.CHOICE and field.change is not None
              for option in field.change.to}  # fmt: skip
    assert chosen - asked == set()
