"""Who fails by one condition, by how much, and what a moved threshold means; the verb `near` from end to end."""

import csv
import json
import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from small_pack import measure, write_pack
from strategies import ON, SCHEMA, WORLD, pack_of, planned
from zonewright import compile_pack, load_pack, match_one, read_profile
from zonewright.cli.main import main
from zonewright.conditions.ast import (
    AllOf,
    AnyOf,
    Band,
    Banded,
    Between,
    Compare,
    CompareFields,
    Criterion,
    Elapsed,
    Excludes,
    InArea,
    Includes,
    Kept,
    Known,
    NoneOf,
    NoneWithin,
    Op,
    Percentile,
    Score,
    ScorePart,
    ShareOfAverage,
    WithinAfter,
)
from zonewright.conditions.judge import judge
from zonewright.conditions.read import read_condition
from zonewright.conditions.truth import Truth, negate
from zonewright.errors import InputError, Report
from zonewright.matching.model import Inquiry
from zonewright.matching.near import failing, moved, narrowed, near_miss, near_misses
from zonewright.matching.near_gap import gap_of
from zonewright.notation.tree import read_yaml
from zonewright.packs.load import read_vocabulary
from zonewright.schema.derive import complete
from zonewright.values import LANGUAGES, DateRange, Period

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "packs/example-zone"
YEAR = Period(12, "month")
MARCH = date(2025, 3, 1)
STAFF = Compare("staff", Op.AT_LEAST, 50)
PATENTS = Compare("patents", Op.AT_LEAST, 10)
SETTLED = Includes("settled", 1, (True,))
AUDITED = Includes("audited", 1, (True,))


def day(text):
    return date.fromisoformat(text)


def level(name):
    return SCHEMA["level"].level(name)


def gap(leaf, facts):
    known = complete(SCHEMA, facts, on=ON)
    truth = judge(leaf, known, WORLD).truth
    assert truth is not Truth.UNKNOWN
    return gap_of(leaf, negate(truth), Inquiry(known, WORLD, SCHEMA))


def misses(condition, **facts):
    return list(near_misses(planned(pack_of(condition)), facts, on=ON))


# how far


POINTS = Score((ScorePart("patents", as_stated=True), ScorePart("staff", Fraction(1, 2), as_stated=True)), Op.AT_LEAST, 60)
BANDS = (Band(Includes("kind", 1, ("maker",)), 300), Band(AllOf(()), 50))


@pytest.mark.parametrize(
    ("leaf", "facts", "distance", "unit", "relative"),
    [
        (STAFF, {"staff": 47}, 3, "person", Fraction(3, 50)),
        (Compare("staff", Op.AT_MOST, 50), {"staff": 51}, 1, "person", Fraction(1, 50)),
        (Compare("staff", Op.UNDER, 50), {"staff": 50}, 0, "person", 0),
        (Compare("revenue", Op.OVER, 0), {"revenue": Fraction(-1, 3)}, Fraction(1, 3), "CNY", None),
        (STAFF, {"staff": 60}, 10, "person", Fraction(1, 5)),
        (Compare("founded", Op.AT_LEAST, day("2025-03-01")), {"founded": day("2025-02-27")}, 2, "day", None),
        (Compare("founded", Op.UNDER, day("2025-03-01")), {"founded": day("2025-03-01")}, 1, "day", None),
        (Compare("level", Op.AT_LEAST, level("nation")), {"level": level("city")}, 2, "step", None),
        (Compare("level", Op.OVER, level("city")), {"level": level("city")}, 1, "step", None),
        (Compare("intensity", Op.AT_LEAST, 5), {"research": 19, "revenue": 400}, Fraction(1, 4), "%", Fraction(1, 20)),
        (CompareFields("costs", Op.UNDER, "revenue"), {"costs": 120, "revenue": 100}, 20, "CNY", Fraction(1, 5)),
        (Between("land", 200, 2000), {"land": 150}, 50, "m2", Fraction(1, 4)),
        (Between("land", 200, 2000), {"land": 2100}, 100, "m2", Fraction(1, 20)),
        (Between("land", 200, 2000), {"land": 210}, 10, "m2", Fraction(1, 20)),
        (Between("land", 200, 2000), {"land": 1990}, 10, "m2", Fraction(1, 200)),
        (Includes("patents", 1, (3, 8)), {"patents": 7}, 1, "", Fraction(1, 8)),
        (Excludes("patents", (3, 8)), {"patents": 3}, None, None, None),
        (Banded("staff", Op.AT_LEAST, ("kind",), BANDS), {"staff": 270, "kind": "maker"}, 30, "person", Fraction(1, 10)),
        (Banded("staff", Op.AT_LEAST, ("kind",), BANDS), {"staff": 45, "kind": "trader"}, 5, "person", Fraction(1, 10)),
        (Banded("staff", Op.AT_LEAST, ("kind",), BANDS), {"staff": 45}, 255, "person", Fraction(255, 300)),
        (Elapsed("founded", Op.AT_LEAST, YEAR), {"founded": day("2025-03-03")}, 2, "day", Fraction(2, 365)),
        (Elapsed("founded", Op.OVER, YEAR), {"founded": day("2025-03-01")}, 1, "day", Fraction(1, 365)),
        (Elapsed("founded", Op.AT_MOST, YEAR), {"founded": day("2025-02-01")}, 28, "day", Fraction(28, 365)),
        (WithinAfter("applied", "founded", YEAR), {"applied": day("2026-03-04"), "founded": day("2025-03-01")}, 3, "day", None),
        (WithinAfter("applied", "founded", YEAR), {"applied": day("2025-02-27"), "founded": day("2025-03-01")}, 2, "day", None),
        (NoneWithin("events", YEAR), {"events": (day("2024-01-01"), day("2025-03-11"))}, 10, "day", None),
        (NoneWithin("events", YEAR), {"events": (day("2025-03-11"), day("2026-03-05"))}, 10, "day", None),
        (NoneWithin("events", YEAR), {"events": ()}, None, None, None),
        (Kept("promised", None, None, day("2030-01-01")), {"promised": day("2029-12-31")}, 1, "day", None),
        (Kept("promised", "founded", YEAR, None), {"promised": day("2026-02-27"), "founded": MARCH}, 2, "day", None),
        (
            Kept("promised", "founded", YEAR, None, "breaches"),
            {"promised": day("2027-01-01"), "founded": day("2025-03-01"), "breaches": (day("2025-06-01"),)},
            None, None, None,
        ),
        (Percentile("staff", Op.AT_LEAST, 75, "staffs"), {"staff": 50}, 25, "%", Fraction(1, 3)),
        (ShareOfAverage("staff", Op.AT_LEAST, 150, "staffs"), {"staff": 50}, Fraction(2350, 149), "%", Fraction(47, 447)),
        (POINTS, {"patents": 40, "staff": 30}, 5, "point", Fraction(1, 12)),
        (Includes("kind", 1, ("maker",)), {"kind": "trader"}, None, None, None),
        (InArea("seat", ("zone",)), {"seat": "south"}, None, None, None),
        (SETTLED, {"settled": False}, None, None, None),
        (Compare("level", Op.OVER, level("nation")), {"level": level("city")}, None, None, None),
    ],
)  # fmt: skip
def test_a_distance_is_told_in_the_unit_of_the_field(leaf, facts, distance, unit, relative):
    found = gap(leaf, facts)
    told = (None, None, None) if found is None else (found.distance, found.unit, found.relative)
    assert told == (distance, unit, relative)


def test_more_than_a_bound_is_told_as_such():
    assert gap(Compare("revenue", Op.OVER, 100), {"revenue": 100}).strict
    assert not gap(Compare("revenue", Op.AT_LEAST, 100), {"revenue": 99}).strict
    assert not gap(Compare("founded", Op.OVER, day("2025-03-01")), {"founded": day("2025-03-01")}).strict


# what fails


def test_one_failing_test_is_a_near_miss_and_two_are_none():
    assert [miss.test for miss in misses(AllOf((STAFF, PATENTS)), staff=49, patents=10)] == [STAFF]
    assert misses(AllOf((STAFF, PATENTS)), staff=49, patents=9) == []


def test_whoever_is_eligible_or_lacks_a_fact_misses_nothing():
    assert misses(AllOf((STAFF, PATENTS)), staff=50, patents=10) == []
    assert misses(AllOf((STAFF, PATENTS)), staff=50) == []
    assert misses(AllOf((STAFF, PATENTS)), staff=49) == []


def test_of_several_ways_the_nearest_is_told():
    [miss] = misses(AnyOf((PATENTS, STAFF)), staff=49, patents=5)
    assert (miss.test, miss.distance, miss.relative) == (STAFF, 1, Fraction(1, 50))


def test_a_way_with_a_distance_comes_before_one_without():
    [miss] = misses(AnyOf((SETTLED, STAFF)), staff=1, settled=False)
    assert miss.test == STAFF


def test_what_must_not_hold_is_asked_the_other_way():
    [miss] = misses(NoneOf((STAFF, AUDITED)), staff=52, audited=False)
    assert (miss.needed, miss.distance, miss.gap.strict) == (Compare("staff", Op.UNDER, 50), 2, True)


def test_what_is_needed_is_said_in_one_comparison():
    """The bound of the row that applies, not the whole table; no, where yes must not hold."""
    [banded] = misses(Banded("staff", Op.AT_LEAST, ("kind",), BANDS), staff=45, kind="trader")
    assert banded.needed == Compare("staff", Op.AT_LEAST, 50)
    [denied] = misses(NoneOf((SETTLED,)), settled=True)
    assert denied.needed == Excludes("settled", (True,))
    [within] = misses(WithinAfter("applied", "founded", YEAR), applied=day("2026-03-04"), founded=day("2025-03-01"))
    assert within.needed == Compare("applied", Op.AT_MOST, day("2026-03-01"))


def test_a_test_that_stands_twice_is_one_condition():
    """The same criterion in two places fails once."""
    shared = Criterion("shared", SCHEMA["staff"].label, STAFF)
    [miss] = misses(AllOf((shared, AnyOf((shared, PATENTS)))), staff=49, patents=0)
    assert miss.test == STAFF


def test_what_is_on_file_cannot_be_taken_off():
    assert misses(NoneOf((Known("staff"),)), staff=1) == []


def test_a_measure_out_of_force_misses_nobody():
    compiled = planned(pack_of(STAFF, in_force=DateRange(None, ON)))
    assert list(near_misses(compiled, {"staff": 49}, on=ON)) == []
    assert near_miss(match_one(compiled, {"staff": 49}, on=ON)[0]) is None


@pytest.mark.parametrize(
    ("condition", "facts", "expected"),
    [
        (AllOf((STAFF, PATENTS)), {"staff": 1, "patents": 1}, {STAFF, PATENTS}),
        (AnyOf((AllOf((STAFF, PATENTS)), SETTLED)), {"staff": 1, "patents": 1, "settled": False}, {SETTLED}),
        (AnyOf((AllOf((STAFF, PATENTS)), SETTLED)), {"staff": 1, "patents": 1}, {STAFF, PATENTS}),
        (AllOf((STAFF, PATENTS)), {"staff": 1}, None),
        (NoneOf((STAFF, SETTLED)), {"staff": 60, "settled": False}, {STAFF}),
        (STAFF, {"staff": 60}, set()),
        (AnyOf(()), {}, None),
        (AllOf((STAFF, NoneOf((STAFF,)))), {"staff": 60}, None),
        (AllOf((STAFF, AnyOf((STAFF, PATENTS)))), {"staff": 1, "patents": 1}, {STAFF}),
    ],
)
def test_the_tests_that_fail_are_the_fewest_that_stand_in_the_way(condition, facts, expected):
    found = failing(judge(condition, facts, WORLD))
    assert (None if found is None else {one.condition for one in found}) == expected


def test_only_the_measures_asked_for_are_judged():
    compiled = narrowed(planned(pack_of(STAFF, PATENTS)), ["m1"])
    assert [measure.id for measure in compiled.measures] == ["m1"]
    assert compiled.plan.steps == 1


# moved thresholds


VOCABULARY = read_vocabulary(Path(__file__).parent / "docs_world")
REWRITTEN = [
    ("{{field: staff, at_least: {x}}}", "staff", Op.AT_LEAST, "50", "40"),
    ("{{none: [{{field: staff, over: {x}}}, {{field: staff, at_least: 7}}]}}", "staff", Op.OVER, "50", "40"),
    ("{{all: [{{field: staff, at_least: {x}}}, {{any: [{{field: staff, at_least: {x}}}]}}]}}", "staff", Op.AT_LEAST, "9", "8"),
    ("{{at_least_n: 1, of: [{{field: revenue, at_most: {x}}}]}}", "revenue", Op.AT_MOST, "2000万 CNY", "1亿 CNY"),
    ("{{field: staff, between: [{x}, 90]}}", "staff", Op.AT_LEAST, "50", "40"),
    ("{{field: staff, between: [1, {x}]}}", "staff", Op.AT_MOST, "50", "40"),
    ("{{field: registered_on, under: {x}}}", "registered_on", Op.UNDER, "2026-01-01", "2027-01-01"),
    ("{{field: registered_on, elapsed: {{at_least: {x}}}}}", "registered_on", Op.AT_LEAST, "2 years", "6 months"),
    ("{{field: recognition_level, at_least: {x}}}", "recognition_level", Op.AT_LEAST, "province", "city"),
    (
        "{{field: staff, at_least: {{by: revenue, table: [{{under: 5 CNY, then: {x}}}, {{otherwise: true, then: none}}]}}}}",
        "staff", Op.AT_LEAST, "50", "40",
    ),
]  # fmt: skip


def condition_of(text):
    report = Report()
    condition = read_condition(read_yaml(text, "here"), VOCABULARY, report)
    assert report.diagnostics == ()
    return condition


def bound_of(id, op, text):
    """The bound as the reader of packs reads it."""
    if re.fullmatch(r"\d+ (years|months)", text):
        return condition_of(f"{{field: {id}, elapsed: {{{op.value}: {text}}}}}").period
    return condition_of(f"{{field: {id}, {op.value}: {text}}}").bound


@pytest.mark.parametrize(("text", "id", "op", "before", "after"), REWRITTEN)
def test_a_moved_threshold_is_the_pack_rewritten_by_hand(text, id, op, before, after):
    assert moved(condition_of(text.format(x=before)), id, op, bound_of(id, op, after)) == condition_of(text.format(x=after))


def test_a_threshold_that_is_not_there_is_told_with_those_that_are():
    with pytest.raises(InputError, match=r"ZW132 no test here asks `staff` `over`.*`staff at_least 50`, `patents at_least 10`"):
        moved(AllOf((STAFF, PATENTS)), "staff", Op.OVER, 40)
    with pytest.raises(InputError, match=r"ZW132 .*no threshold that can be moved"):
        moved(SETTLED, "settled", Op.OVER, 1)


def test_several_bounds_are_named():
    with pytest.raises(InputError, match="ZW133 `staff` `at_least` has 2 bounds here: 300, 50"):
        moved(Banded("staff", Op.AT_LEAST, ("kind",), BANDS), "staff", Op.AT_LEAST, 40)


def test_a_day_and_the_time_since_it_are_two_thresholds():
    condition = AllOf((Compare("founded", Op.AT_LEAST, day("2020-01-01")), Elapsed("founded", Op.AT_LEAST, YEAR)))
    assert moved(condition, "founded", Op.AT_LEAST, Period(1, "day")).parts[0] == condition.parts[0]
    assert moved(condition, "founded", Op.AT_LEAST, day("2021-01-01")).parts[1] == condition.parts[1]


# the verb


TABLE = """\
id,name,staff,revenue
7,First,9,100 CNY
8,Second,7,200 CNY
,,10,300 CNY
9,Fourth,,1 CNY
10,Fifth,3,1 CNY
"""


@pytest.fixture
def pack(tmp_path):
    second = measure("  {field: revenue, over: 200 CNY}", EXAMPLES, id="bonus")
    return write_pack(tmp_path / "pack", files={"measures/bonus.yaml": second})


EXAMPLES = """\
  - {name: above, given: {revenue: 201 CNY}, expect: eligible}
  - {name: on the number, given: {revenue: 200 CNY}, expect: ineligible}
  - {name: not known, given: {}, expect: undetermined}
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def near(capsys, *arguments):
    code = main(["near", *map(str, arguments), "--on", "2026-03-01"])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_nearest_come_first_and_all_are_counted(pack, table, capsys):
    code, out, _ = near(capsys, pack, table, "grant", "--most", "2")
    assert code == 0
    assert [line.split()[:2] for line in out.splitlines()[1:]] == [["7", "First"], ["8", "Second"], ["and", "1"]]
    assert "failing by one condition: 3" in out
    assert re.search(r"has 9 persons · off by 1 persons? \(10 % of the bound\)", out)


def test_of_many_only_the_nearest_are_kept(pack, tmp_path, capsys):
    """The same three, however many come before and after them."""
    path = tmp_path / "many.csv"
    path.write_text("id,staff\n" + "".join(f"{n},{(n * 7) % 10}\n" for n in range(500)), encoding="utf-8")
    _, out, _ = near(capsys, pack, path, "grant", "--most", "3", "--json")
    [told] = json.loads(out)["measures"]
    assert told["count"] == 500
    assert [(one["id"], one["distance"]) for one in told["near"]] == [("7", "1"), ("17", "1"), ("27", "1")]


def test_a_program_reads_every_part_of_a_near_miss(pack, table, capsys):
    code, out, err = near(capsys, pack, table, "bonus", "--json", "--lang", "zh")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert (told["rows"], told["unread"], told["findings"]) == (5, 0, [])
    assert told["measures"][0]["near"][0] == {
        "row": 3,
        "id": "8",
        "name": "Second",
        "condition": "词：超过200元",
        "has": "200元",
        "needed": "词：超过200元",
        "distance": "0",
        "unit": "CNY",
        "relative": "0",
    }


def test_who_would_gain_and_who_would_lose(pack, table, capsys):
    _, out, _ = near(capsys, pack, table, "grant", "--move", "staff at_least 8 person", "--json")
    told = json.loads(out)
    assert told["moved"] == [{"before": "word: 10 persons or more", "after": "word: 8 persons or more"}]
    assert [one["id"] for one in told["gain"]["rows"]] == ["7"]
    assert told["lose"] == told["open"] == {"count": 0, "rows": []}
    _, out, _ = near(capsys, pack, table, "grant", "--move", "staff at_least 11")
    assert "would gain: 0\nwould lose: 1\n  row 4  has 10 persons\n" in out


def test_who_cannot_be_told_yet_is_counted_apart(tmp_path, capsys):
    """The threshold no longer stands in the way, but another fact is missing."""
    both = "  all:\n    - {field: staff, at_least: 10}\n    - {field: revenue, over: 5 CNY}"
    (tmp_path / "t.csv").write_text("staff,revenue\n9,\n9,6 CNY\n9,5 CNY\n", encoding="utf-8")
    pack = write_pack(tmp_path / "pack", when=both, examples=BOTH)
    _, out, _ = near(capsys, pack, tmp_path / "t.csv", "grant", "--move", "staff at_least 9", "--json")
    told = json.loads(out)
    assert [told[change]["count"] for change in ("gain", "lose", "open")] == [1, 0, 1]


BOTH = """\
  - {name: on the numbers, given: {staff: 10, revenue: 6 CNY}, expect: eligible}
  - {name: one below, given: {staff: 9}, expect: ineligible}
  - {name: no more, given: {revenue: 5 CNY}, expect: ineligible}
  - {name: not known, given: {}, expect: undetermined}
"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("move", [(), ("--move", "staff at_least 8")])
def test_the_answer_is_told_in_the_language(pack, table, capsys, language, move):
    code, out, err = near(capsys, pack, table, "grant", *move, "--lang", language)
    letters = {"zh": "[\u4e00-\u9fff]", "ko": "[\uac00-\ud7a3]", "en": "[a-z]"}[language]
    assert code == 0
    assert all(re.search(letters, line) for line in (out + err).splitlines())
    assert language == "en" or not re.search(r"\b(row|has|off|would|failing|rows)\b", out + err)


def test_every_row_is_written_to_a_table(pack, table, tmp_path, capsys):
    """Not only the nearest, and in the order of the rows."""
    code, out, _ = near(capsys, pack, table, "--most", "1", "-o", tmp_path / "out.csv")
    rows = list(csv.DictReader((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert code == 0
    assert [(row["measure"], row["row"], row["distance"]) for row in rows] == [
        ("bonus", "2", "100"), ("grant", "2", "1"), ("bonus", "3", "0"), ("grant", "3", "3"),
        ("bonus", "5", "199"), ("bonus", "6", "199"), ("grant", "6", "7"),
    ]  # fmt: skip
    assert "and 2 more" in out


def test_the_changes_are_written_to_a_table(pack, table, tmp_path, capsys):
    near(capsys, pack, table, "grant", "--move", "staff at_least 7", "-o", tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == (
        "\ufeffmeasure,row,id,name,change,before,after,has\n"
        "grant,2,7,First,gain,ineligible,eligible,9 persons\n"
        "grant,3,8,Second,gain,ineligible,eligible,7 persons\n"
    )


def test_a_spreadsheet_shows_the_letters_and_takes_no_name_for_a_formula(pack, tmp_path, capsys):
    path = tmp_path / "firms.csv"
    names = ["=1+1", "+1-2", "-two", "@SUM(A1)", "=深港", "plain =", "-5", "+1,200.5", "-5+A1"]
    path.write_text("id,name,staff\n" + "".join(f'=9,"{name}",9\n' for name in names), encoding="utf-8")
    near(capsys, pack, path, "grant", "-o", tmp_path / "out.csv")
    content = (tmp_path / "out.csv").read_bytes()
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    assert content.startswith(b"\xef\xbb\xbf")
    assert [row["name"] for row in rows] == [
        "'=1+1", "'+1-2", "'-two", "'@SUM(A1)", "'=深港", "plain =", "-5", "+1,200.5", "'-5+A1",
    ]  # fmt: skip
    assert {row["id"] for row in rows} == {"'=9"}
    assert {row["distance"] for row in rows} == {"1"}


@pytest.mark.parametrize("most", ["0", "-1", "many", "9" * 5000])
def test_a_count_of_nothing_is_wrong_usage(pack, table, capsys, most):
    code, out, err = near(capsys, pack, table, "--most", most)
    assert (code, out) == (2, "")
    assert "is not a count; write 1 or more" in err


def test_the_table_that_is_read_is_not_overwritten(pack, table, capsys):
    code, _, err = near(capsys, pack, table, "-o", table)
    assert code == 1
    assert "ZW028" in err
    assert table.read_text(encoding="utf-8") == TABLE


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("nobody",), "ZW210 unknown measure `nobody`"),
        (("--move", "staff at_least 8"), "ZW132 `--move` needs one measure"),
        (("grant", "bonus", "--move", "staff at_least 8"), "ZW132 `--move` needs one measure"),
        (("grant", "--move", "staff"), "ZW132 `staff` names no threshold"),
        (("grant", "--move", ""), "ZW132 no threshold is named"),
        (("--move", ""), "ZW132 `--move` needs one measure"),
        (("grant", "--move", "staff is 8"), "ZW132 `staff is 8` names no threshold"),
        (("grant", "--move", "stff at_least 8"), "ZW101 unknown field `stff`"),
        (("grant", "--move", "staff at_least 8 CNY"), "ZW401"),
        (("grant", "--move", "revenue at_least 8"), "ZW402"),
        (("grant", "--move", "staff at_least many"), "ZW113"),
        (("grant", "--move", "staff under 8"), "ZW132 no test here asks `staff` `under`"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_with_a_hint(pack, table, capsys, arguments, expected):
    code, out, err = near(capsys, pack, table, *arguments)
    assert (code, out) == (1, "")
    assert expected in err
    assert re.search(r"^    \S", err, re.MULTILINE)


def test_a_choice_has_no_threshold(table, capsys):
    code, _, err = near(capsys, FOLDER, table, "robot-grant", "--move", "seat at_least old-wharf")
    assert code == 1
    assert "ZW132 `seat` has no threshold" in err


def test_rows_that_cannot_be_read_are_told_at_the_end_and_the_others_answered(pack, tmp_path, capsys):
    path = tmp_path / "t.csv"
    path.write_text("id,staff\n1,9\n" + "2,many\n" * 30 + "3,8\n", encoding="utf-8")
    code, out, err = near(capsys, pack, path, "grant")
    assert code == 1
    assert "failing by one condition: 2" in out
    assert err.count("ZW113") == 20
    assert "rows read: 2\nrows that could not be read and are not counted: 30" in err


# the example pack


def test_a_sample_of_the_example_pack_lacks_one_job():
    compiled = compile_pack(load_pack(FOLDER))
    facts = read_profile(FOLDER / "samples/far-shore-holding.yaml", compiled.pack.schema, on=ON).facts
    [bonus] = [miss for miss in near_misses(compiled, facts, on=ON) if miss.measure.id == "jobs-bonus"]
    assert (bonus.needed, bonus.distance) == (Compare("new_jobs", Op.AT_LEAST, 300), 1)
