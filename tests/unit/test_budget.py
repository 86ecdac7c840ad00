"""Budgets summed by hand, the laws of chance, and the verb `budget` from end to end."""

import json
from datetime import date
from fractions import Fraction

import pytest

from small_pack import ZONE, field, measure, write_pack
from zonewright import compile_pack, load_pack, match_one
from zonewright.cli.main import main
from zonewright.matching.best_package import best_package
from zonewright.planning import draws
from zonewright.planning.budget import BudgetRow, Claims, Heading, budget, usual_currency
from zonewright.planning.draws import draw, pools, simulate
from zonewright.values import LANGUAGES, Quantity

ON = date(2026, 3, 1)
PROGRAMMES = """\
programmes:
  settle:
    title: {en: Settling, zh: 落户, ko: 정착}
    budgets: [{year: 2026, budget: 150000 CNY}, {year: 2027, budget: 25000 CNY}]
  trade:
    title: {en: Trade, zh: 贸易, ko: 무역}
    budgets: [{year: 2026, budget: 400 USD}]
"""
FIELDS = (
    field("research", "number", "unit: CNY")
    + field("moved", "yes_no")
    + field("gone", "yes_no")
    + field("chosen", "yes_no")
    + field("begun", "day")
)
RICH = """\
  - {name: on the number, given: {revenue: 1000 CNY}, expect: eligible}
  - {name: one below, given: {revenue: 999 CNY}, expect: ineligible}
  - {name: not known, given: {}, expect: undetermined}
"""
CHOSEN = """\
  - {name: chosen, given: {chosen: true}, expect: eligible}
  - {name: not chosen, given: {chosen: false}, expect: ineligible}
  - {name: not known, given: {}, expect: undetermined}
"""


def amount(gives, says, *more):
    """The amount of a measure: its words state its figures."""
    lines = ("kind: cash", f"says: {{en: {says}, zh: {says}, ko: {says}}}", f"gives: {gives}", *more)
    return "amount:\n" + "".join(f"  {line}\n" for line in lines)


IN_PARTS = "{worth: 60000 CNY, instalments: [{share: 50 %}, {share: 50 %, after: 12 months, when: {field: moved, is: true}}]}"
MEASURES = {
    "grant": measure(
        more=amount(
            IN_PARTS,
            "60000 CNY",
            "programme: settle",
            "outlasts: true",
            "claw_back: {when: {field: gone, is: true}, share: 50 %}",
        )
    ),
    "bonus": measure(
        "  {field: revenue, at_least: 1000 CNY}",
        RICH,
        amount(
            "{worth: {rate: 10 %, of: {field: research}, at_most: 20000 CNY}}",
            "10 % of it and at most 20000 CNY",
            "programme: settle",
        ),
        "bonus",
    ),
    "fair": measure(more=amount("{worth: 500 USD}", "500 USD", "programme: trade"), id="fair"),
    "refund": measure(
        "  {field: chosen, is: true}", CHOSEN, amount("{worth: {field: research}, from: begun}", "all of it"), "refund"
    ),
}


@pytest.fixture
def folder(tmp_path):
    files = {f"measures/{id}.yaml": text for id, text in MEASURES.items()}
    return write_pack(tmp_path / "pack", fields=FIELDS, files={**files, "programmes.yaml": PROGRAMMES, "zone.yaml": ZONE})


@pytest.fixture
def compiled(folder):
    return compile_pack(load_pack(folder))


#: It meets all conditions; whether it moves and stays is not known.
KNOWN = {
    "staff": 12, "revenue": 2000, "research": 100_000, "chosen": True, "begun": date(2025, 6, 1),
}  # fmt: skip
#: How many work there, and what its research costs, is not known; it moved and it stays.
OPEN = {"revenue": 2000, "moved": True, "gone": False, "begun": date(2026, 1, 1)}

IN_2026, IN_2027 = Heading("settle", 2026, "CNY"), Heading("settle", 2027, "CNY")
TRADE = Heading("trade", 2026, "USD")


def rows_of(compiled, *enterprises, currency="CNY"):
    found = (best_package(match_one(compiled, facts, on=ON), currency=currency) for facts in enterprises)
    return {row.heading: row for row in budget(found, compiled.pack.world.programmes)}


def forecasts_of(compiled, *enterprises, seed=1, samples=20, currency="CNY"):
    named = list(enterprises) if isinstance(enterprises[0], tuple) else [(f"e{n}", one) for n, one in enumerate(enterprises)]
    found = simulate(compiled, named, on=ON, seed=seed, samples=samples, currency=currency)
    return {one.heading: one for one in found}


# sums by hand


def test_what_is_surely_due_is_committed_and_the_milestone_not_yet_reached_is_likely(compiled):
    rows = rows_of(compiled, KNOWN)
    assert rows[IN_2026].claims == Claims(committed=Fraction(40_000), recoverable=Fraction(15_000))
    assert rows[IN_2027].claims == Claims(likely=Fraction(30_000), recoverable=Fraction(15_000))


def test_what_hangs_on_an_undecided_condition_is_at_risk_and_an_open_amount_is_likely(compiled):
    rows = rows_of(compiled, OPEN)
    assert rows[IN_2026].claims == Claims(likely=Fraction(20_000), at_risk=Fraction(30_000))
    assert rows[IN_2027].claims == Claims(at_risk=Fraction(30_000))
    assert rows[Heading("", 2026, "CNY")].claims == Claims(endless_at_risk=1)


def test_an_open_amount_without_upper_end_is_counted_beside_what_is_likely(compiled):
    rows = rows_of(compiled, {"chosen": True, "staff": 9, "revenue": 0, "begun": ON})
    assert rows[Heading("", 2026, "CNY")].claims == Claims(endless_likely=1)


def test_enterprises_add_up_and_the_budget_tells_what_is_left(compiled):
    rows = rows_of(compiled, KNOWN, OPEN)
    assert rows[IN_2026].claims == Claims(*map(Fraction, (40_000, 20_000, 30_000, 15_000)))
    assert (rows[IN_2026].budget, rows[IN_2026].left, rows[IN_2026].left_after_likely) == (150_000, 110_000, 90_000)
    assert (rows[IN_2027].left, rows[IN_2027].left_after_likely, rows[IN_2027].is_overdrawn) == (25_000, -5_000, False)


def test_each_programme_is_counted_in_its_own_currency(compiled):
    """500 USD are committed of 400."""
    row = rows_of(compiled, KNOWN, OPEN)[TRADE]
    assert row.claims == Claims(committed=Fraction(500), at_risk=Fraction(500))
    assert (row.left, row.is_overdrawn) == (-100, True)


def test_money_without_a_programme_is_counted_in_the_currency_asked_and_has_no_budget(compiled):
    row = rows_of(compiled, KNOWN)[Heading("", 2025, "CNY")]
    assert (row.claims.committed, row.budget, row.left, row.left_after_likely) == (100_000, None, None, None)
    abroad = rows_of(compiled, KNOWN, currency="USD")[Heading("", 2025, "CNY")]
    assert abroad.claims == row.claims, "no rate leads to USD: it is counted in its own currency"


def test_a_payment_without_a_day_is_counted_under_no_year(compiled):
    rows = rows_of(compiled, {**KNOWN, "begun": None})
    assert rows[Heading("", None, "CNY")].claims.committed == 100_000


def test_a_budget_that_nobody_draws_on_is_told_and_left_whole(compiled):
    rows = rows_of(compiled)
    assert list(rows) == [IN_2026, IN_2027, TRADE]
    assert [row.left for row in rows.values()] == [150_000, 25_000, 400]


def test_rows_follow_the_programmes_then_the_years_and_what_has_none_comes_last(compiled):
    rows = rows_of(compiled, {**KNOWN, "begun": None}, KNOWN)
    assert list(rows) == [IN_2026, IN_2027, TRADE, Heading("", 2025, "CNY"), Heading("", None, "CNY")]


def test_a_claw_back_that_surely_comes_takes_its_share_and_one_that_cannot_come_takes_none(compiled):
    surely, never = rows_of(compiled, {**KNOWN, "gone": True}), rows_of(compiled, {**KNOWN, "gone": False})
    assert (surely[IN_2026].claims.recoverable, never[IN_2026].claims.recoverable) == (15_000, 0)
    assert surely[IN_2026].claims.committed == 40_000, "what is due is told before anything goes back"


def test_the_usual_currency_is_the_one_of_most_amounts(compiled):
    assert usual_currency(compiled.pack.measures) == "CNY"
    assert usual_currency(one for one in compiled.pack.measures if one.id == "fair") == "USD"
    assert usual_currency(()) == ""


def test_a_budget_that_is_spent_to_the_last_is_not_overdrawn():
    row = BudgetRow(IN_2026, Claims(committed=Fraction(5), likely=Fraction(3)), 5)
    assert (row.left, row.is_overdrawn, row.left_after_likely) == (0, False, -3)


def test_nobody_can_tell_what_is_left_after_what_has_no_upper_end():
    assert BudgetRow(IN_2026, Claims(endless_likely=1), 5).left_after_likely is None
    assert BudgetRow(IN_2026, Claims(endless_at_risk=1), 5).left_after_likely == 5


# chance


def test_a_draw_depends_on_each_of_its_four_and_on_nothing_else():
    first = draw(1, "a", "staff", 0)
    assert first == draw(1, "a", "staff", 0)
    assert (
        len({first, draw(2, "a", "staff", 0), draw(1, "b", "staff", 0), draw(1, "a", "land", 0), draw(1, "a", "staff", 1)}) == 5
    )


def test_a_draw_of_two_falls_on_either_about_as_often():
    assert 900 < sum(draw(7, "a", "staff", sample) % 2 for sample in range(2_000)) < 1_100


def varied(count):
    return [(f"e{number}", {**KNOWN, "research": 1_000 * number, "gone": False, "moved": True}) for number in range(count)]


UNSURE = ("unsure", {key: value for key, value in KNOWN.items() if key != "research"})


def test_the_same_seed_gives_the_same_result_in_whatever_order_enterprises_come(compiled):
    table = [*varied(15), UNSURE, ("open", OPEN)]
    assert forecasts_of(compiled, *table) == forecasts_of(compiled, *reversed(table))


def test_another_seed_gives_another_result(compiled):
    table = [*varied(15), UNSURE]
    means = {forecasts_of(compiled, *table, seed=seed)[IN_2026].mean for seed in range(3)}
    assert len(means) == 3


def test_a_missing_fact_is_drawn_from_what_the_others_state(compiled):
    """Two state 100,000 and one 150,000: one tenth is 10,000 or 15,000 on top of 35,000 of theirs."""
    others = [("a", KNOWN), ("b", KNOWN), ("c", {**KNOWN, "research": 150_000})]
    unsure = ("d", {"revenue": 2000, "staff": 0, "chosen": False})
    found = forecasts_of(compiled, *others, unsure, samples=60)[IN_2026]
    sure = 3 * 30_000 + 35_000
    assert {money - sure for money in found.quantiles} == {10_000, 15_000}
    assert sure + 10_000 < found.mean < sure + 15_000


def test_a_fact_that_nobody_states_is_drawn_from_values_that_tell_the_tests_apart(compiled):
    """Staff falls on either side of 10."""
    found = forecasts_of(compiled, {"revenue": 0, "chosen": False}, samples=60)[TRADE]
    assert found.quantiles[0] == 0
    assert found.quantiles[-1] == 500
    assert 0 < found.mean < 500


def test_a_fact_of_which_nothing_is_known_stays_open_and_is_told(compiled):
    """No test names a value of it, and nobody states one: the low end is counted."""
    found = forecasts_of(compiled, {"revenue": 2000, "staff": 0, "chosen": False})[IN_2026]
    assert (found.mean, found.still_open) == (0, 1)


def test_a_fact_that_nobody_states_keeps_within_the_bounds_of_its_field(folder):
    """One tenth of a research that lies between 10,000 and 30,000."""
    path = folder / "fields.yaml"
    head, research = path.read_text(encoding="utf-8").split("  research:\n")
    bounds = "    least: 10000 CNY\n    most: 30000 CNY\n"
    path.write_text(f"{head}  research:\n{bounds}{research}", encoding="utf-8")
    found = forecasts_of(compile_pack(load_pack(folder)), {"revenue": 2000, "staff": 0, "chosen": False}, samples=60)[IN_2026]
    assert {found.quantiles[0], found.quantiles[-1]} == {1_000, 3_000}
    assert found.still_open == 0


def test_what_is_known_is_never_drawn(compiled):
    """All is known of one, and the other is chosen for nothing: each sample is the budget."""
    settled = {**KNOWN, "moved": True, "gone": False}
    found = forecasts_of(compiled, settled, {"staff": 0, "revenue": 0, "chosen": False})
    for heading, row in rows_of(compiled, settled).items():
        assert found[heading].quantiles == (row.claims.committed,) * 3
        assert found[heading].still_open == 0


def test_a_day_that_was_drawn_does_not_say_in_which_year_money_falls_due(tmp_path):
    """One meets the condition on the day and is paid, and nobody knows when."""
    since = measure(
        "  {field: begun, at_least: 2020-01-01}",
        """\
  - {name: on the day, given: {begun: 2020-01-01}, expect: eligible}
  - {name: before it, given: {begun: 2019-12-31}, expect: ineligible}
  - {name: not known, given: {}, expect: undetermined}
""",
        amount("{worth: 500 USD, from: begun}", "500 USD", "programme: trade"),
    )
    files = {"measures/grant.yaml": since, "programmes.yaml": PROGRAMMES}
    compiled = compile_pack(load_pack(write_pack(tmp_path, fields=FIELDS, files=files)))
    found = forecasts_of(compiled, {}, {"begun": date(2026, 5, 1)}, {"begun": date(2021, 5, 1)})
    money = {heading.year: one.mean for heading, one in found.items() if heading.programme == "trade"}
    assert money == {2021: 500, 2026: 500, None: 500}


def test_the_share_of_overdrawn_samples_is_told_beside_each_budget(compiled):
    found = forecasts_of(compiled, KNOWN, {**OPEN, "moved": None}, samples=60)
    assert found[TRADE].overdrawn == 1, "500 of 400 USD are committed"
    assert found[IN_2026].overdrawn == 0, "35,000 to 95,000 of 150,000"
    assert 0 < found[IN_2027].overdrawn < 1, "it may come to 30,000 and to 60,000 of 25,000, and to nothing"
    assert found[Heading("", 2025, "CNY")].overdrawn is None


def test_a_budget_spent_to_the_last_is_overdrawn_in_no_sample(folder):
    (folder / "programmes.yaml").write_text(PROGRAMMES.replace("400 USD", "500 USD"), encoding="utf-8")
    assert forecasts_of(compile_pack(load_pack(folder)), KNOWN)[TRADE].overdrawn == 0


def test_quantiles_are_values_that_were_drawn(compiled):
    """Of one sample each quantile is that sample, and so is the mean."""
    for one in forecasts_of(compiled, KNOWN, OPEN, samples=1).values():
        assert {*one.quantiles} == {one.mean}


def test_a_fact_compared_with_one_in_another_unit_stays_open(tmp_path):
    """The unknown of the two is drawn, and no rate tells which is the larger."""
    text = measure(
        "  {field: revenue, at_least: {field: research}}",
        """\
  - {name: as much, given: {revenue: 5 CNY, research: 5 CNY}, expect: eligible}
  - {name: less, given: {revenue: 4 CNY, research: 5 CNY}, expect: ineligible}
  - {name: not known, given: {}, expect: undetermined}
""",
        amount("{worth: 500 USD}", "500 USD", "programme: trade"),
    )
    files = {"measures/grant.yaml": text, "programmes.yaml": PROGRAMMES}
    compiled = compile_pack(load_pack(write_pack(tmp_path, fields=FIELDS, files=files)))
    found = forecasts_of(compiled, {"research": Quantity(50, "USD")})[TRADE]
    assert (found.mean, found.still_open) == (0, 1)


def test_a_derived_fact_is_never_drawn(tmp_path):
    """Nothing divided by nothing stays unknown."""
    keen = measure(
        "  {field: keenness, at_least: 5 %}",
        """\
  - {name: on the number, given: {keenness: 5 %}, expect: eligible}
  - {name: below, given: {keenness: 4 %}, expect: ineligible}
  - {name: not known, given: {}, expect: undetermined}
""",
        amount("{worth: 500 USD}", "500 USD", "programme: trade"),
    )
    fields = FIELDS + field("keenness", "number", 'unit: "%"', "derived: {ratio: [research, revenue]}")
    files = {"measures/grant.yaml": keen, "programmes.yaml": PROGRAMMES}
    compiled = compile_pack(load_pack(write_pack(tmp_path, fields=fields, files=files)))
    found = forecasts_of(compiled, {"research": 0, "revenue": 0})[TRADE]
    assert (found.mean, found.still_open) == (0, 1)
    drawn = forecasts_of(compiled, {"research": 0, "revenue": 0}, {"revenue": 100}, {"research": 10, "revenue": 100})[TRADE]
    assert 500 < drawn.mean < 1000, "where a part is missing it is drawn, and the derived fact follows"


def test_a_quantity_in_another_unit_is_nothing_to_draw_from(compiled):
    held = pools(compiled.pack.schema, [("a", {"research": Quantity(5, "USD"), "staff": 3})], seed=1)
    assert held == {"staff": (3,)}


def test_of_very_many_values_a_fair_part_is_kept_whatever_the_order(compiled, monkeypatch):
    monkeypatch.setattr(draws, "MOST_KEPT", 10)
    many = [(f"e{number}", {"staff": number}) for number in range(200)]
    kept = pools(compiled.pack.schema, many, seed=1)["staff"]
    assert len(kept) == 10
    assert kept == pools(compiled.pack.schema, many[::-1], seed=1)["staff"]
    assert kept != pools(compiled.pack.schema, many, seed=2)["staff"]
    assert min(kept) < 100 < max(kept)


def test_enterprises_that_can_be_gone_through_only_once_are_refused(compiled):
    with pytest.raises(TypeError, match="twice"):
        simulate(compiled, iter([("a", KNOWN)]), on=ON, seed=1, samples=1, currency="CNY")


# the verb

TABLE = """\
name,staff,revenue,research,chosen,begun,moved,gone
A,12,2000,100000,true,2025-06-01,,
B,,2000,,,2026-01-01,true,false
"""


@pytest.fixture
def asked(folder, tmp_path, monkeypatch, capsys):
    """Ask the verb about a table, on a terminal so wide."""
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")

    def ask(*arguments, width=240, tables=("table.csv",)):
        monkeypatch.setenv("COLUMNS", str(width))
        monkeypatch.setenv("NO_COLOR", "1")
        code = main(["budget", str(folder), *(str(tmp_path / one) for one in tables), "--on", str(ON), *arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return ask


def test_the_verb_tells_programmes_by_year_and_an_overdrawn_budget(asked):
    code, out, err = asked()
    lines = [line.split() for line in out.splitlines()]
    assert ["Settling", "2026", "40,000", "CNY", "up", "to", "20,000", "CNY", "up", "to", "30,000", "CNY",
            "up", "to", "15,000", "CNY", "150,000", "CNY", "110,000", "CNY", "90,000", "CNY"] in lines  # fmt: skip
    assert "! Trade, 2026: more is committed than the budget holds, by 100 USD" in out
    assert "no programme" in out
    assert (code, err) == (0, "enterprises read: 2\n")


def test_on_a_narrow_terminal_each_year_is_a_line(asked):
    _, out, _ = asked(width=60)
    assert "Settling\n  2026  committed: 40,000 CNY · likely on top: up to 20,000 CNY · " in out
    assert "left: -100 USD" in out


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_verb_speaks_the_language_asked(asked, language):
    told = {"en": ("Settling", "committed", "without upper end", "mean"), "zh": ("落户", "已确定", "上限未定", "平均值"),
            "ko": ("정착", "확정", "상한 미정", "평균")}[language]  # fmt: skip
    _, out, _ = asked("--lang", language, "--samples", "3", "--seed", "1")
    assert [word for word in told if word not in out] == []


def test_programs_get_exact_numbers(asked):
    code, out, _ = asked("--json", "--samples", "4", "--seed", "1")
    told = json.loads(out)
    assert (code, told["enterprises"], told["unread"], told["findings"]) == (0, 2, 0, [])
    assert told["rows"][2] == {
        "programme": "trade", "year": 2026, "currency": "USD", "committed": "500", "likely": "0", "at_risk": "500",
        "recoverable": "0", "endless_likely": 0, "endless_at_risk": 0, "budget": "400", "left": "-100",
        "left_after_likely": "-100", "overdrawn": True,
    }  # fmt: skip
    simulation = told["simulation"]
    assert (simulation["samples"], simulation["seed"]) == (4, 1)
    assert [row["programme"] for row in simulation["rows"]] == ["settle", "settle", "trade", None, None]
    assert set(simulation["rows"][0]["quantiles"]) == {"0.1", "0.5", "0.9"}


def test_several_tables_and_profiles_add_up(asked, tmp_path):
    (tmp_path / "one.yaml").write_text("staff: 12\n", encoding="utf-8")
    _, out, _ = asked("--json", tables=("table.csv", "one.yaml"))
    told = json.loads(out)
    assert (told["enterprises"], told["rows"][2]["committed"]) == (3, "1000")


@pytest.mark.parametrize("named", [("table.csv", "table.csv"), ("table.csv", "pack/../table.csv")])
def test_a_table_named_twice_is_refused(asked, named):
    """Every enterprise in it would count twice."""
    code, out, err = asked(tables=named)
    assert (code, out) == (1, "")
    assert "table.csv: ZW005 this table is named twice" in err


@pytest.mark.parametrize("samples", ["10001", "99999999999", "0", "-1"])
def test_more_samples_than_tell_anything_are_wrong_usage(asked, samples):
    code, out, err = asked("--samples", samples, "--seed", "1")
    assert (code, out) == (2, "")
    assert "N is 1 to 10,000" in err


@pytest.mark.parametrize("arguments", [("--samples", "9"), ("--seed", "1"), ("--samples", "0", "--seed", "1")])
def test_samples_without_a_seed_are_wrong_usage(asked, arguments):
    code, out, err = asked(*arguments)
    assert (code, out) == (2, "")
    assert "--samples N" in err
    assert "--seed S" in err


def test_a_row_that_cannot_be_read_is_told_and_costs_no_other_row(asked, tmp_path):
    (tmp_path / "table.csv").write_text(TABLE + "C,many,,,,,,\n", encoding="utf-8")
    code, out, err = asked("--samples", "2", "--seed", "1")
    assert (code, "40,000 CNY" in out) == (1, True)
    assert "table.csv:4:2" in err
    assert "rows that could not be read and are not counted: 1" in err
