"""What the compiler finds in a pack: each mistake has its code, and a whole pack has none."""

import pytest

from small_pack import ZONE, W, codes, field, findings, measure, write_pack
from zonewright.cli.main import main
from zonewright.compiler import check_bands
from zonewright.conditions.judge import judge
from zonewright.packs.load import read_pack

SIZE = field("size", "choice", f"options: {{small: {W}, large: {W}}}")
BADGES = field("badges", "choice", "many: true", f"options: {{green: {W}, safe: {W}}}")
TEXTS = "sources:\n  act: {{title: {}, kind: zone_policy, length: 20, sha256: {}}}\n".format(W, "0" * 64)


def table(by, *rows):
    """A condition with a threshold table."""
    return f"  field: staff\n  at_least:\n    by: {by}\n    table:\n" + "".join(f"      - {{{row}}}\n" for row in rows)


def score(part, bound="at_least: 5"):
    """A condition with a score card of one part."""
    return f"  score:\n    - {{{part}}}\n  {bound}\n"


def test_the_small_pack_is_whole(tmp_path):
    """The pack that the other tests change has no findings."""
    assert findings(write_pack(tmp_path)) == ()


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ("  {field: stuff, at_least: 10}", "ZW101"),
        ("  {criterion: nowhere}", "ZW102"),
        ("  {field: staff, over: 10, version: 2}", "ZW104"),
        ("  {field: staff}", "ZW105"),
        ("  {field: staff, known: false}", "ZW106"),
        ("  {field: staff, within: gbt4754@2017:34}", "ZW107"),
        ("  {field: staff, between: [20, 10]}", "ZW108"),
        ("  {field: staff, at_least: ten}", "ZW113"),
        ("  {field: staff, at_least: 10 CNY}", "ZW401"),
        ("  {field: revenue, at_least: 10}", "ZW402"),
        ("  {field: staff, at_leest: 10}", "ZW100"),
        ("  {nobody: [{field: staff, at_least: 10}]}", "ZW100"),
        ("  [1, 2]", "ZW010"),
    ],
)
def test_a_mistaken_condition_is_named_by_its_code(tmp_path, when, code):
    """Each kind of mistake in a condition has one code."""
    assert code in codes(findings(write_pack(tmp_path, when=when)))


def test_a_mistake_is_told_with_file_line_column_and_hint(tmp_path):
    """The unknown field stands in line 11 of the measure; the nearest name is offered."""
    pack = write_pack(tmp_path, when="  {field: stafff, at_least: 10}")
    [found] = [one for one in findings(pack) if one.code == "ZW101"]
    assert (found.where.line, found.where.column) == (11, 11)
    assert found.where.file.endswith("measures/grant.yaml")
    assert found.hint == "did you mean `staff`?"


BOUNDED = field("orders", "number", "unit: item", "least: 0", "most: 100")


@pytest.mark.parametrize(
    ("rows", "uncovered"),
    [
        (("at_most: 10 item, then: 5", "between: [11 item, 100 item], then: 9"), "10.5"),
        (("at_least: 10 item, then: 5",), "0"),
        (("under: 100 item, then: 5",), "100"),
        (("over: 0 item, then: 5",), "0"),
        (("at_most: 10 item, then: 5", "over: 10 item, then: 9"), None),
        (("between: [0 item, 100 item], then: 5",), None),
        (("at_most: 100 item, then: 5", "at_least: 200 item, then: 9"), None),
        (("between: [50 item, 200 item], then: 5", "between: [-7 item, 40 item], then: 9"), "45"),
    ],
)
def test_a_table_covers_what_lies_within_the_bounds_of_its_field_and_no_more(tmp_path, rows, uncovered):
    """No number beyond them is asked for, and the bounds themselves are, also where no row names them."""
    found = findings(write_pack(tmp_path, fields=BOUNDED, when=table("orders", *rows)))
    said = [one.message for one in found if one.code == "ZW120"]
    assert said == ([] if uncovered is None else [f"no row of the table on `staff` covers orders {uncovered}"])


def test_a_gap_between_the_last_bound_and_the_end_of_the_field_is_found(tmp_path):
    """The only number named lies below all that can be."""
    late = field("orders", "number", "unit: item", "least: 50")
    found = findings(write_pack(tmp_path, fields=late, when=table("orders", "at_most: 10 item, then: 5")))
    assert [one.message for one in found if one.code == "ZW120"] == ["no row of the table on `staff` covers orders 50"]


def test_a_table_of_very_many_rows_asks_the_judge_a_few_times_for_each(tmp_path, monkeypatch):
    """Not every row in every case: the work grows with the rows, not with their square."""
    asked = []

    def counted(condition, facts, world):
        asked.append(condition)
        return judge(condition, facts, world)

    monkeypatch.setattr(check_bands, "judge", counted)
    rows = [f"between: [{3 * n} CNY, {3 * n + 2} CNY], then: {n + 1}" for n in range(300)]
    pack = read_pack(write_pack(tmp_path, when=table("revenue", *rows))).pack
    assert {one.code for one in check_bands.uncovered_bands(pack)} == {"ZW120"}
    assert len(asked) <= 20 * len(rows)


def test_a_table_that_leaves_out_an_option_is_found(tmp_path):
    pack = write_pack(tmp_path, fields=SIZE, when=table("size", "is: large, then: 10"))
    assert "ZW120" in codes(findings(pack))


def test_a_table_that_leaves_out_a_number_is_found(tmp_path):
    """From 10 exactly nothing applies: one row ends under 10, the other begins over 10."""
    pack = write_pack(tmp_path, when=table("revenue", "under: 10 CNY, then: 5", "over: 10 CNY, then: 10"))
    [found] = [one for one in findings(pack) if one.code == "ZW120"]
    assert "revenue 10" in found.message


def test_two_rows_that_claim_one_number_are_found(tmp_path):
    """Exactly 10 lies in both rows."""
    pack = write_pack(tmp_path, when=table("revenue", "at_most: 10 CNY, then: 5", "at_least: 10 CNY, then: 10"))
    [found] = [one for one in findings(pack) if one.code == "ZW121"]
    assert "revenue 10" in found.message


def test_bands_that_meet_are_accepted(tmp_path):
    pack = write_pack(tmp_path, when=table("revenue", "under: 10 CNY, then: 5", "at_least: 10 CNY, then: 10"))
    assert codes(findings(pack)) & {"ZW120", "ZW121"} == set()


def test_a_table_whose_one_row_is_not_equal_leaves_out_that_number(tmp_path):
    """`is_not: 5` alone says nothing of 5."""
    assert "ZW120" in codes(findings(write_pack(tmp_path, when=table("revenue", "is_not: 5 CNY, then: 10"))))


def test_a_table_on_two_fields_is_checked_where_one_of_them_is_left_open(tmp_path):
    """The revenue is open in every row; a small enterprise still has no row."""
    rows = "when: [{otherwise: true}, {is: large}], then: 10"
    assert "ZW120" in codes(findings(write_pack(tmp_path, fields=SIZE, when=table("[revenue, size]", rows))))


def test_a_table_on_many_values_leaves_out_the_empty_list(tmp_path):
    """An enterprise without any badge has no row."""
    pack = write_pack(tmp_path, fields=BADGES, when=table("badges", "one_of: [green], then: 10", "one_of: [safe], then: 5"))
    assert "ZW120" in codes(findings(pack))


def test_the_first_day_of_the_calendar_is_a_bound_like_any_other(tmp_path):
    """No day comes before the year 1; the check does not need one."""
    pack = write_pack(
        tmp_path,
        fields=field("founded", "day"),
        when=table("founded", "at_least: 0001-01-01, then: 10", "otherwise: true, then: 5"),
    )
    assert codes(findings(pack)) & {"ZW120", "ZW121"} == set()


def test_a_score_gives_every_option_its_points(tmp_path):
    pack = write_pack(tmp_path, fields=SIZE, when=score("field: size, map: {large: 10}"))
    assert "ZW122" in codes(findings(pack))


@pytest.mark.parametrize("kind", ["text", "number", "day", "code", "area"])
def test_a_map_of_points_needs_a_field_whose_options_are_all_known(tmp_path, kind):
    """A text may be anything: an unlisted one has no points, so while it is unknown the total cannot be told."""
    pack = write_pack(tmp_path, fields=field("extra", kind), when=score('field: extra, map: {"2026-01-01": 10}'))
    assert any(one.where.file.endswith("grant.yaml") and one.code != "ZW301" for one in findings(pack))


@pytest.mark.parametrize("step", ["0", "-5"])
def test_points_for_each_step_need_a_step(tmp_path, step):
    """Points for every 0 persons would have no end."""
    part = f"field: staff, pieces: [{{otherwise: true, points: 1, plus: 1, for_each: {step} person, from: 0 person}}]"
    assert codes(findings(write_pack(tmp_path, when=score(part), examples="  []\n"))) - {"ZW302"}


def test_points_are_added_or_taken_away_but_not_both(tmp_path):
    """`plus` and `minus` in one row contradict each other, and none is silently left out."""
    part = "field: staff, pieces: [{otherwise: true, points: 1, plus: 1, minus: 3, for_each: 1, from: 0}]"
    found = findings(write_pack(tmp_path, when=score(part), examples="  []\n"))
    assert codes(found) - {"ZW302"}


@pytest.mark.parametrize("change", ["plus: -1, for_each: 1, from: 0", "minus: -1, for_each: 1, below: 0"])
def test_what_is_added_or_taken_away_is_above_zero(tmp_path, change):
    """`plus: -1` would count from the wrong side."""
    part = f"field: staff, pieces: [{{otherwise: true, points: 1, {change}}}]"
    assert codes(findings(write_pack(tmp_path, when=score(part), examples="  []\n"))) - {"ZW302"}


def test_the_least_points_are_not_above_the_most(tmp_path):
    """A part with least 10 and most 5 could never be scored."""
    part = "field: staff, points: as_stated, least: 10, most: 5"
    assert codes(findings(write_pack(tmp_path, when=score(part, "at_least: 7"), examples="  []\n"))) - {"ZW302"}


@pytest.mark.parametrize(
    ("derived", "code"),
    [
        ("{ratio: [nothing, staff]}", "ZW212"),
        ("{sum: [extra, staff]}", "ZW213"),
        ("{count: staff}", "ZW214"),
        ("{ratio: [staff]}", "ZW203"),
        ("{ratio: [staff, revenue], sum: [staff]}", "ZW203"),
        ("{}", "ZW203"),
    ],
)
def test_a_derivation_that_cannot_be_calculated_is_found(tmp_path, derived, code):
    pack = write_pack(tmp_path, fields=field("extra", "number", f"derived: {derived}"))
    assert code in codes(findings(pack))


def test_a_sum_of_nothing_is_no_derivation(tmp_path):
    """`sum: []` is reported like any other mistake."""
    assert codes(findings(write_pack(tmp_path, fields=field("extra", "number", "derived: {sum: []}"))))


def test_a_derived_fact_in_a_wrong_unit_is_reported_even_when_an_example_states_its_parts(tmp_path):
    """CNY per person is not a number of tonnes."""
    examples = "  - {name: known, given: {revenue: 10 CNY, staff: 2}, expect: eligible}\n"
    pack = write_pack(
        tmp_path, fields=field("extra", "number", "unit: t", "derived: {ratio: [revenue, staff]}"), examples=examples
    )
    assert "ZW401" in codes(findings(pack))


def test_a_circle_of_derived_facts_is_reported_even_when_a_measure_tests_one(tmp_path):
    """a is b and b is a: the examples are still judged."""
    circle = field("a", "number", "derived: {sum: [b]}") + field("b", "number", "derived: {sum: [a]}")
    assert "ZW213" in codes(findings(write_pack(tmp_path, fields=circle, when="  {field: a, at_least: 1}")))


def test_an_example_that_comes_out_otherwise_is_found(tmp_path):
    pack = write_pack(tmp_path, when="  {field: staff, over: 10}")
    [found] = [one for one in findings(pack) if one.code == "ZW301"]
    assert found.message == "example `on the number`: expected eligible, found ineligible"


def test_an_example_that_misses_another_fact_is_found(tmp_path):
    examples = "  - {name: not known, given: {}, expect: undetermined, missing: [revenue]}\n"
    assert "ZW301" in codes(findings(write_pack(tmp_path, examples=examples)))


def test_an_example_inside_outside_and_unknown_is_needed(tmp_path):
    examples = "  - {name: on the number, given: {staff: 10}, expect: eligible}\n"
    [found] = [one for one in findings(write_pack(tmp_path, examples=examples)) if one.code == "ZW302"]
    assert found.message == "measure `grant` has no example that is ineligible or undetermined"


def test_a_threshold_is_tested_on_the_number(tmp_path):
    """11 and 9 leave 10 itself untested."""
    examples = """\
  - {name: above, given: {staff: 11}, expect: eligible}
  - {name: below, given: {staff: 9}, expect: ineligible}
  - {name: not known, given: {}, expect: undetermined}
"""
    assert codes(findings(write_pack(tmp_path, examples=examples))) == {"ZW303"}


def test_a_number_that_no_source_states_is_found(tmp_path):
    """In a pack that is not fictional, 10 needs a source."""
    zone = write_pack(tmp_path) / "zone.yaml"
    zone.write_text(zone.read_text(encoding="utf-8").replace("fictional: true\n", ""), encoding="utf-8")
    assert codes(findings(tmp_path)) == {"ZW510"}


@pytest.mark.parametrize("figure", ["10", "10 person", "十人 10"])
def test_a_number_with_a_source_is_accepted(tmp_path, figure):
    zone = write_pack(
        tmp_path, files={"measures/grant.yaml": measure(more=f"rests_on: [{{source: law, figures: [{figure}]}}]\n")}
    )
    text = (zone / "zone.yaml").read_text(encoding="utf-8").replace("fictional: true\n", "")
    (zone / "zone.yaml").write_text(text, encoding="utf-8")
    assert codes(findings(tmp_path)) == set()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("rests_on: [{source: nowhere}]\n", "ZW210"),
        ("supersedes: [older]\n", "ZW210"),
        (f"documents: [{{name: {W}, answers: [nothing]}}]\n", "ZW210"),
        (f"open_questions: [{{question: {W}, ask: nobody}}]\n", "ZW210"),
        ("in_force: {from: 2026-01-02, until: 2026-01-02}\n", "ZW211"),
    ],
)
def test_a_name_that_leads_nowhere_and_an_empty_range_are_found(tmp_path, more, code):
    assert code in codes(findings(write_pack(tmp_path, files={"measures/grant.yaml": measure(more=more)})))


def with_ledger(folder, *spans, cites=(0, 20), more_fields="", when=None):
    """The small pack with a text of twenty characters and these spans."""
    source = f"source: [{{source: act, start: {cites[0]}, end: {cites[1]}}}]\n"
    one = measure(more=source) if when is None else measure(more=source, when=when)
    ledger = "ledger:\n  act:\n" + "".join(f"    - {span}\n" for span in spans)
    return write_pack(
        folder, fields=more_fields, files={"sources.yaml": TEXTS, "measures/grant.yaml": one, "ledger.yaml": ledger}
    )


EXECUTED = "{start: 0, end: 20, kind: executed, measures: [grant]}"


@pytest.mark.parametrize(
    ("spans", "cites", "expected"),
    [
        ((EXECUTED,), (0, 20), set()),
        (("{start: 0, end: 19, kind: executed, measures: [grant]}",), (0, 20), {"ZW502"}),
        ((EXECUTED, f"{{start: 19, end: 20, kind: inoperative, why: {W}}}"), (0, 20), {"ZW503"}),
        (("{start: 0, end: 21, kind: executed, measures: [grant]}",), (0, 20), {"ZW501", "ZW505"}),
        ((EXECUTED,), (0, 19), {"ZW505"}),
        ((EXECUTED,), (0, 21), {"ZW501"}),
        (("{start: 0, end: 20, kind: executed}",), (0, 20), {"ZW506", "ZW509"}),
        (("{start: 0, end: 20, kind: direction, measures: [grant]}",), (0, 20), {"ZW506"}),
        (("{start: 0, end: 20, kind: judged, measures: [grant], fields: [staff]}",), (0, 20), {"ZW506"}),
        ((f"{{start: 0, end: 20, kind: inoperative, why: {W}}}",), (0, 20), {"ZW509"}),
    ],
)
def test_the_ledger_keeps_its_promises(tmp_path, spans, cites, expected):
    """Each claim about a span of the text is held against the measures."""
    assert codes(findings(with_ledger(tmp_path, *spans, cites=cites))) == expected


def test_what_only_a_person_answers_does_not_execute_itself(tmp_path):
    """A measure whose every test waits for an officer cannot stand as executed."""
    judged = field("fine", "yes_no", f"judged: {{by: office, on: {W}}}").replace(
        "answered_by: enterprise", "answered_by: officer"
    )
    pack = with_ledger(tmp_path, EXECUTED, more_fields=judged, when="  {field: fine, is: true}")
    assert "ZW506" in codes(findings(pack))


def test_a_criterion_that_leads_back_to_itself_is_found(tmp_path):
    criteria = f"criteria:\n  a: {{title: {W}, when: {{criterion: b}}}}\n  b: {{title: {W}, when: {{criterion: a}}}}\n"
    assert "ZW103" in codes(findings(write_pack(tmp_path, files={"criteria.yaml": criteria})))


def test_an_entry_of_a_list_that_is_no_single_value_is_found(tmp_path):
    """Entries are never left out in silence."""
    catalogues = (
        f'catalogues:\n  list:\n    title: {W}\n    versions:\n      - {{version: "1", entries: [robots, [displays]]}}\n'
    )
    assert codes(findings(write_pack(tmp_path, files={"catalogues.yaml": catalogues})))


@pytest.mark.parametrize("id", ["null", "true", "no", "on"])
def test_a_zone_may_have_any_id(tmp_path, id):
    """`new-zone null` writes a pack that passes its own check."""
    assert main(["new-zone", str(tmp_path / id)]) == 0
    assert findings(tmp_path / id) == ()


def test_a_mistake_in_one_key_does_not_hide_those_in_others(tmp_path):
    """A wrong modality and an unknown field of the same measure are told in one run."""
    text = measure("  {field: stafff, at_least: 10}").replace("modality: may", "modality: might")
    assert codes(findings(write_pack(tmp_path, files={"measures/grant.yaml": text}))) >= {"ZW012", "ZW101"}


def test_a_key_that_stands_twice_does_not_hide_other_mistakes(tmp_path):
    """A title written twice and an unknown field of the same measure are told in one run."""
    text = measure("  {field: stafff, at_least: 10}") + f"title: {W}\n"
    assert codes(findings(write_pack(tmp_path, files={"measures/grant.yaml": text}))) >= {"ZW005", "ZW101"}


def test_a_broken_zone_file_does_not_hide_the_mistakes_of_measures(tmp_path):
    """A zone without a title and an unknown field of a measure are told in one run."""
    pack = write_pack(tmp_path, when="  {field: stafff, at_least: 10}")
    zone = (pack / "zone.yaml").read_text(encoding="utf-8").replace(f"title: {W}\n", "")
    (pack / "zone.yaml").write_text(zone, encoding="utf-8")
    assert codes(findings(pack)) >= {"ZW018", "ZW101"}


AREAS = f"areas:\n  city: {{title: {W}}}\n  zone: {{title: {W}, parent: city}}\n"


@pytest.mark.parametrize("test", ["is: zone", "none_of: [zone]", "one_of: [zonne]"])
def test_a_place_is_asked_with_in_area(tmp_path, test):
    """A coarser place must stay unknown, so words that compare names are refused for areas."""
    pack = write_pack(tmp_path, fields=field("seat", "area"), when=f"  {{field: seat, {test}}}", files={"areas.yaml": AREAS})
    assert [one.hint for one in findings(pack) if one.code == "ZW107"] == ["use `in_area`, or none: [{field: .., in_area: ..}]"]


def test_a_table_needs_a_field_to_go_by(tmp_path):
    when = "  field: staff\n  at_least: {by: [], table: [{otherwise: true, then: 10}]}"
    assert "ZW010" in codes(findings(write_pack(tmp_path, when=when)))


def test_criteria_that_use_one_another_very_deep(tmp_path):
    chain = "".join(f"  c{n}: {{title: {W}, when: {{criterion: c{n - 1}}}}}\n" for n in range(1, 40))
    criteria = f"criteria:\n  c0: {{title: {W}, when: {{field: staff, at_least: 10}}}}\n{chain}"
    assert "ZW103" in codes(findings(write_pack(tmp_path, files={"criteria.yaml": criteria})))


def test_a_long_chain_of_derived_facts(tmp_path):
    chain = "".join(field(f"d{n}", "number", f"derived: {{sum: [{f'd{n - 1}' if n else 'patents'}]}}") for n in range(1500))
    assert findings(write_pack(tmp_path, fields=field("patents", "number") + chain)) == ()


def test_a_word_of_another_language_is_answered_with_ours(tmp_path):
    found = findings(write_pack(tmp_path, when="  and:\n    - {field: staff, at_least: 10}"))
    assert [one.hint for one in found if one.code == "ZW100"] == ["write `all`"]


def test_a_measure_whose_condition_is_never_false_needs_no_example_outside(tmp_path):
    examples = """\
  - {name: on file, given: {staff: 10}, expect: eligible}
  - {name: not on file, given: {}, expect: undetermined}
"""
    assert findings(write_pack(tmp_path, when="  {field: staff, known: true}", examples=examples)) == ()


def test_a_share_below_one_may_have_been_meant_as_a_percentage(tmp_path):
    pack = write_pack(tmp_path, fields=field("share", "number", 'unit: "%"'), when="  {field: share, at_least: 0.5}")
    [hint] = [one.hint for one in findings(pack) if one.code == "ZW402"]
    assert "50 %" in hint


def test_an_unread_measure_is_not_also_unknown(tmp_path):
    """One mistake, one finding: the ledger may name a measure that could not be read."""
    more = {"ledger.yaml": "ledger:\n  law:\n    - {start: 0, end: 5, kind: executed, measures: [grant]}\n"}
    pack = write_pack(tmp_path, when="  {field: stafff, at_least: 10}", files=more)
    assert "ZW210" not in codes(findings(pack))


@pytest.mark.parametrize(("figure", "found"), [("30 %", set()), ("30 person", {"ZW510"}), ("0.3 item", {"ZW510"})])
def test_a_figure_backs_only_what_is_in_its_unit(tmp_path, figure, found):
    """30 persons in the law are no source for a threshold of 30 %."""
    examples = """\
  - {name: on the number, given: {share: 30 %}, expect: eligible}
  - {name: below, given: {share: 29 %}, expect: ineligible}
  - {name: not known, given: {}, expect: undetermined}
"""
    text = measure("  {field: share, at_least: 30 %}", examples, f'rests_on:\n  - {{source: law, figures: ["{figure}"]}}\n')
    files = {"measures/grant.yaml": text, "zone.yaml": ZONE.replace("fictional: true", "fictional: false")}
    pack = write_pack(tmp_path, fields=field("share", "number", 'unit: "%"'), files=files)
    assert codes(findings(pack)) == found
