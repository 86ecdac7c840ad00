"""What matches are worth, the best package of an enterprise, and when it is paid."""

from datetime import date
from fractions import Fraction

import pytest

from small_pack import W, field, measure, write_pack
from zonewright.benefits.ranges import Range
from zonewright.cli.main import main
from zonewright.compiler.pipeline import compile_pack
from zonewright.conditions.truth import Truth
from zonewright.matching.best_package import best_package, by_year
from zonewright.matching.entitlements import entitlement_of, entitlements
from zonewright.matching.package import Why
from zonewright.matching.single import match_one
from zonewright.packs.load import load_pack
from zonewright.planning.budget import Claims, Heading, claims
from zonewright.report.as_json import package_as_json
from zonewright.report.explain import Explainer
from zonewright.report.money import MoneyTeller
from zonewright.tables.profile import facts_of

ON = date(2026, 3, 1)
PROGRAMMES = f"""\
programmes:
  fund: {{title: {W}, budgets: [{{year: 2026, budget: 900 CNY}}], at_most_per_enterprise: 700 CNY}}
"""
RATES = "rates: [{from: USD, to: CNY, rate: 7, on: 2026-01-01}, {from: KRW, to: CNY, rate: 0.005, on: 2026-06-01}]"


def says(*numbers):
    text = " ".join(numbers) or "word"
    return f'{{en: "{text}", zh: "{text}", ko: "{text}"}}'


def amount(gives, *numbers, more=""):
    return f"amount:\n  kind: cash\n  says: {says(*numbers)}\n  gives: {gives}\n{more}"


def a_pack(folder, **measures):
    """A small pack whose measures each have what is written after `class`."""
    files = {f"measures/{id}.yaml": measure(id=id, more=more) for id, more in measures.items()}
    files |= {"programmes.yaml": PROGRAMMES, "rates.yaml": RATES}
    (folder / "measures").mkdir(parents=True, exist_ok=True)
    write_pack(folder, fields=field("begun", "day"), files=files)
    if "grant" not in measures:
        (folder / "measures" / "grant.yaml").unlink()
    return compile_pack(load_pack(folder))


def matches(compiled, on=ON, **facts):
    return match_one(compiled, facts_of(compiled.pack.schema, facts, on=on), on=on)


@pytest.fixture
def grants(tmp_path):
    return a_pack(tmp_path, grant=amount("{worth: {rate: 10 CNY/person, of: {field: staff}}}", "10 CNY"))


@pytest.mark.parametrize(
    ("facts", "low", "high"),
    [({"staff": 12}, 120, 120), ({}, 0, None), ({"staff": 9}, 0, 0)],
    ids=["eligible", "undetermined", "ineligible"],
)
def test_a_worth_goes_as_far_as_the_verdict(grants, facts, low, high):
    [match] = matches(grants, **facts)
    assert entitlement_of(match).range == Range(Fraction(low), None if high is None else Fraction(high))


def test_what_an_ineligible_enterprise_would_get_is_kept_beside(grants):
    [match] = matches(grants, staff=9)
    found = entitlement_of(match)
    assert (found.range.high, found.valuation.high, found.payments) == (0, 90, ())


def test_missing_facts_of_the_amount_stand_beside_those_of_the_verdict(tmp_path):
    compiled = a_pack(tmp_path, grant=amount("{worth: {rate: 5 %, of: {field: revenue}}}", "5 %"))
    [undetermined], [eligible] = matches(compiled), matches(compiled, staff=10)
    assert entitlement_of(undetermined).missing == ("staff", "revenue")
    assert entitlement_of(eligible).missing == ("revenue",)


def test_a_measure_in_words_only_has_no_valuation(tmp_path):
    compiled = a_pack(tmp_path, grant=f"amount: {{kind: cash, says: {W}}}\n")
    [match] = matches(compiled, staff=10)
    assert entitlement_of(match).valuation is None
    assert best_package([match]).taken[0].measure.id == "grant"
    assert best_package([match]).currency == ""


def test_amounts_add_up_in_one_currency_by_the_rate_of_the_day(tmp_path):
    compiled = a_pack(tmp_path, grant=amount("{worth: 100 CNY}", "100 CNY"), other=amount("{worth: 10 USD}", "10 USD"))
    found = best_package(matches(compiled, staff=10))
    assert (found.currency, found.low, found.high) == ("CNY", 170, 170)
    in_dollars = best_package(matches(compiled, staff=10), currency="USD")
    assert (in_dollars.low, in_dollars.high) == (Fraction(170, 7), Fraction(170, 7))


def test_without_a_rate_on_the_day_an_amount_is_open(tmp_path):
    compiled = a_pack(tmp_path, grant=amount("{worth: 100 CNY}", "100 CNY"), other=amount("{worth: 1000 KRW}", "1000 KRW"))
    before, after = (matches(compiled, on=on, staff=10) for on in (ON, date(2026, 6, 1)))
    assert (best_package(before, currency="CNY").low, best_package(before, currency="CNY").high) == (100, None)
    assert best_package(after, currency="CNY").low == 105


def test_the_lower_of_two_that_exclude_each_other_is_left_out_with_its_reason(tmp_path):
    compiled = a_pack(
        tmp_path,
        grant=amount("{worth: 100 CNY}", "100 CNY", more="stacking: {exclusive_with: [other]}\n"),
        other=amount("{worth: 250 CNY}", "250 CNY"),
    )
    found = best_package(matches(compiled, staff=10))
    [left] = found.left_out
    assert ([one.measure.id for one in found.taken], found.low, found.proven) == (["other"], 250, True)
    assert (left.id, left.why, left.because, left.loss) == ("grant", Why.EXCLUSIVE, ("other",), 150)


def test_what_a_programme_pays_one_enterprise_stops_at_its_cap_and_the_last_payment_gives_way(tmp_path):
    in_fund = "  programme: fund\n"
    compiled = a_pack(
        tmp_path,
        grant=amount("{worth: 500 CNY}", "500 CNY", more=in_fund),
        other=amount(
            "{worth: 400 CNY, instalments: [{share: 50 %}, {share: 50 %, after: 1 year}]}", "400 CNY", more=in_fund
        ),
    )
    found = best_package(matches(compiled, staff=10))
    assert (found.low, found.high) == (700, 700)
    assert [(one.measure.id, one.payment.due.year, one.payment.low) for one in found.payments] == [
        ("grant", 2026, 500), ("other", 2026, 200),
    ]  # fmt: skip
    assert [programme.id for programme in found.capped] == ["fund"]
    assert by_year(found.payments, "CNY", found.taken[0].match.inquiry.world) == {2026: Range(Fraction(700), Fraction(700))}


def test_a_cap_that_does_not_bind_is_not_told(tmp_path):
    compiled = a_pack(tmp_path, grant=amount("{worth: 700 CNY}", "700 CNY", more="  programme: fund\n"))
    assert best_package(matches(compiled, staff=10)).capped == ()


def test_what_is_only_intended_is_named_and_not_counted(tmp_path):
    compiled = a_pack(tmp_path, grant=amount("{worth: 700 CNY}", "700 CNY"))
    path = tmp_path / "measures" / "grant.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("status: granted", "status: intended"), encoding="utf-8")
    compiled = compile_pack(load_pack(tmp_path))
    found = best_package(matches(compiled, staff=10))
    assert ([one.measure.id for one in found.not_yet], found.taken, found.low) == (["grant"], (), 0)


def test_what_surely_goes_back_counts_for_nothing_and_what_may_go_back_counts(tmp_path):
    back = "  claw_back: {when: {field: revenue, under: 5 CNY}, share: 40 %}\n"
    compiled = a_pack(tmp_path, grant=amount("{worth: 700 CNY}", "700 CNY", more=back))
    surely = best_package(matches(compiled, staff=10, revenue="1 CNY"))
    perhaps = best_package(matches(compiled, staff=10))
    assert (surely.low, perhaps.low) == (420, 700)
    assert perhaps.taken[0].valuation.recoverable == Range(Fraction(0), Fraction(280))


def test_a_milestone_that_is_not_met_yet_leaves_its_payment_open(tmp_path):
    gives = "{worth: 700 CNY, instalments: [{share: 50 %}, {share: 50 %, after: 1 year, when: {field: revenue, over: 5 CNY}}]}"
    compiled = a_pack(tmp_path, grant=amount(gives, "700 CNY"))
    first, second = best_package(matches(compiled, staff=10)).payments
    assert (first.payment.low, first.payment.released) == (350, Truth.TRUE)
    assert (second.payment.low, second.payment.high, second.payment.released) == (0, 350, Truth.UNKNOWN)
    assert [one.payment.low for one in best_package(matches(compiled, staff=10, revenue="6 CNY")).payments] == [350, 350]


def test_an_enterprise_that_meets_nothing_has_an_empty_package(grants):
    found = best_package(matches(grants, staff=1))
    assert (found.taken, found.payments, found.low, found.high, found.currency) == ((), (), 0, 0, "")
    assert entitlements(matches(grants, staff=1)) == ()
    assert best_package([]).taken == ()


def test_money_told_in_words_only_is_open_and_never_lower_than_a_sum(tmp_path):
    matter = "stacking: {matter: settling, highest_wins: true}\n"
    compiled = a_pack(
        tmp_path,
        grant=f"amount: {{kind: cash, says: {W}}}\n{matter}",
        other=amount("{worth: 100 CNY}", "100 CNY", more=matter),
    )
    found = best_package(matches(compiled, staff=10))
    [left] = found.left_out
    assert ([one.measure.id for one in found.taken], found.low, found.potential) == (["other"], 100, None)
    assert (left.id, left.why) == ("grant", Why.HIGHER_SO_FAR)


def test_what_is_given_in_kind_is_no_lower_than_money(tmp_path):
    matter = "stacking: {matter: settling, highest_wins: true}\n"
    compiled = a_pack(
        tmp_path,
        grant=amount("{worth: 500 m2}", "500 m2", more=matter),
        other=amount("{worth: 100 CNY}", "100 CNY", more=matter),
    )
    [left] = best_package(matches(compiled, staff=10)).left_out
    assert (left.id, left.why, left.loss) == ("grant", Why.SAME_MATTER, 100)


def test_a_sum_in_words_beside_one_in_numbers_leaves_the_total_open(tmp_path):
    compiled = a_pack(tmp_path, grant=f"amount: {{kind: tax, says: {W}}}\n", other=amount("{worth: 100 CNY}", "100 CNY"))
    found = best_package(matches(compiled, staff=10))
    assert (found.low, found.high) == (100, None)
    assert MoneyTeller(Explainer(compiled.pack, "en", {})).uncalculated(found) == "told in words only, not counted: word"


def test_a_currency_that_no_rate_leads_to_is_refused(tmp_path, capsys):
    a_pack(tmp_path, grant=amount("{worth: 100 CNY}", "100 CNY"))
    profile = tmp_path / "firm.yaml"
    profile.write_text("staff: 10\n", encoding="utf-8")
    for verb in ("package", "budget"):
        assert main([verb, str(tmp_path), str(profile), "--on", "2026-03-01", "--currency", "KRW"]) == 1
        assert "ZW405 no rate leads from CNY to KRW on 2026-03-01" in capsys.readouterr().err
    assert main(["package", str(tmp_path), str(profile), "--on", "2026-06-01", "--currency", "KRW"]) == 0


def test_numbers_of_any_size_are_told_to_the_last_digit(tmp_path, capsys):
    compiled = a_pack(tmp_path, grant=amount("{worth: {rate: 20 %, of: {field: revenue}}}", "20 %"))
    found = best_package(matches(compiled, staff=10, revenue="123456789012345678901234567890 CNY"))
    money = MoneyTeller(Explainer(compiled.pack, "en", {}))
    assert money.total(found) == "24,691,357,802,469,135,780,246,913,578 CNY"
    assert package_as_json(found)["low"] == "24691357802469135780246913578"


def test_what_one_enterprise_may_draw_in_a_year_stays_under_the_cap(tmp_path):
    """Of 600 that may come and 400 that may come, 700 may come."""
    in_fund = "  programme: fund\n"
    compiled = a_pack(
        tmp_path,
        grant=amount("{worth: 600 CNY}", "600 CNY", more=in_fund),
        other=amount("{worth: 400 CNY}", "400 CNY", more=in_fund),
    )
    undetermined = best_package(matches(compiled))
    assert claims(undetermined, compiled.pack.world.programmes) == {Heading("fund", 2026, "CNY"): Claims(at_risk=Fraction(700))}


def test_a_year_is_surer_than_its_payments_where_a_cap_may_bind(tmp_path):
    """Perhaps 200 come first, surely 700 after: the year pays 700, whatever comes first."""
    in_fund = "  programme: fund\n"
    compiled = a_pack(
        tmp_path,
        grant=amount("{worth: {rate: 50 %, of: {field: revenue}, at_most: 200 CNY}}", "50 %", "200 CNY", more=in_fund),
        other=amount("{worth: 900 CNY}", "900 CNY", more=in_fund),
    )
    found = best_package(matches(compiled, staff=10))
    assert [(one.payment.low, one.payment.high) for one in found.payments] == [(0, 200), (500, 700)]
    assert by_year(found.payments, "CNY", found.taken[0].match.inquiry.world) == {2026: Range(Fraction(700), Fraction(700))}


def test_a_payment_without_a_day_may_take_from_the_cap_before_all_others(tmp_path):
    """Nobody knows whether the 600 without a day come before or after the 500 of this year."""
    in_fund = "  programme: fund\n"
    compiled = a_pack(
        tmp_path,
        grant=amount("{worth: 500 CNY}", "500 CNY", more=in_fund),
        other=amount("{worth: 600 CNY, from: begun}", "600 CNY", more=in_fund),
    )
    found = best_package(matches(compiled, staff=10))
    assert found.low == 700
    told = [(one.payment.due, one.payment.low, one.payment.high) for one in found.payments]
    assert told == [(ON, 100, 500), (None, 200, 600)]
