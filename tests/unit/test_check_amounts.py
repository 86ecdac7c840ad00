"""What compiling finds in amounts and stacking: each check with the mistake, and with the good neighbour of it."""

from pathlib import Path

import pytest

from small_pack import ZONE, W, codes, field, findings, measure, write_pack
from zonewright.compiler.check_words import numbers_told, words_against_calculation
from zonewright.packs.load import read_pack

SIZE = field("size", "choice", f"options: {{small: {W}, large: {W}}}")
SINCE = field("since", "day")
SIGNED = field("signed", "yes_no")
FIELDS = SIZE + SINCE + SIGNED + field("place", "choice", f"options: {{north: {W}, south: {W}}}")
SAYS = '{en: "CNY 100", zh: 100元, ko: 100위안}'


def amount(gives, *, says=SAYS, more="", lines=""):
    """The lines of a measure with this amount; ``lines`` stand beside it."""
    return f"amount:\n  kind: cash\n  says: {says}\n  gives: {gives}\n{more}{lines}"


def pack_with(folder, *amounts, files=None, fields=FIELDS):
    """The small pack with one measure for each amount: grant, second, third."""
    ids = ("grant", "second", "third")
    written = {f"measures/{id}.yaml": measure(more=one, id=id) for id, one in zip(ids, amounts, strict=False)}
    return write_pack(folder, fields=fields, files={**written, **(files or {})})


def told(folder, code):
    """The findings with a code: place inside the file, and message."""
    return [(Path(one.where.file).name, one.where.line, one.message) for one in findings(folder) if one.code == code]


def line_of(text, part):
    """The line in a measure file on which a text stands."""
    return next(number for number, line in enumerate(text.splitlines(), start=1) if part in line)


IN_FORCE = "in_force: {from: 2026-01-01, until: 2029-01-01}\n"


@pytest.mark.parametrize(
    ("schedule", "last"),
    [
        ("years: [{from: 1, to: 3, rate: 60 %}, {year: 4, rate: 0 %}]", "2029-12-31"),
        ("years: [{from: 1, to: 4, rate: 60 %}], in_arrears: true, from: since", "2029-12-31"),
        ("instalments: [{share: 50 %}, {share: 50 %, after: 36 months}]", "2029-01-01"),
        ("instalments: [{share: 50 %, after: 4 years}, {share: 50 %, on: since}]", "2030-01-01"),
        ("instalments: [{share: 100 %, after: 1096 days}]", "2029-01-01"),
    ],
)
def test_a_schedule_longer_than_the_measure_is_in_force_is_found_at_its_line(tmp_path, schedule, last):
    """Begun on the first day in force, it still runs past the end."""
    text = measure(more=amount(f"\n    - {{worth: 100 CNY, {schedule}}}", lines=IN_FORCE))
    pack = write_pack(tmp_path, fields=FIELDS, files={"measures/grant.yaml": text})
    said = f"begun on 2026-01-01 the schedule runs to {last}; the measure is in force until 2029-01-01"
    assert told(pack, "ZW604") == [("grant.yaml", line_of(text, "worth: 100"), said)]


@pytest.mark.parametrize(
    ("schedule", "in_force", "more"),
    [
        ("years: [{from: 1, to: 3, rate: 60 %}]", IN_FORCE, ""),
        ("instalments: [{share: 50 %}, {share: 50 %, after: 35 months}]", IN_FORCE, ""),
        ("instalments: [{share: 50 %, on: since}, {share: 50 %, after: 1095 days}]", IN_FORCE, ""),
        ("years: [{from: 1, to: 30, rate: 60 %}]", IN_FORCE, "  outlasts: true\n"),
        ("years: [{from: 1, to: 30, rate: 60 %}]", "in_force: {from: 2026-01-01}\n", ""),
        ("years: [{from: 1, to: 30, rate: 60 %}]", "in_force: {until: 2029-01-01}\n", ""),
        ("years: [{from: 1, to: 30, rate: 60 %}]", "", ""),
    ],
)
def test_a_schedule_that_fits_or_may_go_on_is_accepted(tmp_path, schedule, in_force, more):
    pack = pack_with(tmp_path, amount(f"{{worth: 100 CNY, {schedule}}}", more=more, lines=in_force))
    assert codes(findings(pack)) - {"ZW609"} == set()


SMALL_ONLY = "{by: size, table: [{is: small, then: 5 CNY}]}"
TWICE = "{by: size, table: [{one_of: [small, large], then: 5 CNY}, {is: large, then: 7 CNY}]}"
WHOLE = "{by: size, table: [{is: small, then: 5 CNY}, {otherwise: true, then: 7 CNY}]}"


@pytest.mark.parametrize(
    "gives",
    [
        "{worth: TABLE}",
        "{worth: {field: revenue, at_most: TABLE}}",
        "{worth: {sum: [100 CNY, {cases: [{when: {field: signed, is: true}, then: TABLE}]}]}}",
        "{worth: {by: place, table: [{is: north, then: TABLE}, {is: south, then: none}]}}",
        "{worth: 100 CNY, at_most: TABLE}",
        "{worth: 100 CNY, years: [{year: 1, rate: 60 %}], at_most_per_year: TABLE}",
        f"{{choose: [{{says: {W}, gives: {{worth: 100 CNY}}}}, {{says: {W}, gives: [{{worth: 100 CNY}}, {{worth: TABLE}}]}}]}}",
    ],
)
def test_a_table_by_class_covers_every_class_once_wherever_it_stands(tmp_path, gives):
    missing = pack_with(tmp_path / "missing", amount(gives.replace("TABLE", SMALL_ONLY)))
    assert [said for _, _, said in told(missing, "ZW120")] == ["no row of the table by `size` covers size large"]
    twice = pack_with(tmp_path / "twice", amount(gives.replace("TABLE", TWICE)))
    assert [said for _, _, said in told(twice, "ZW121")] == ["two rows of the table by `size` claim size large"]
    whole = pack_with(tmp_path / "whole", amount(gives.replace("TABLE", WHOLE)))
    assert codes(findings(whole)) - {"ZW609"} == set()


def test_a_table_in_the_rate_of_a_year_covers_every_class(tmp_path):
    table = "{by: size, table: [{is: large, then: 5 %}]}"
    pack = pack_with(tmp_path, amount(f"{{worth: 100 CNY, years: [{{year: 1, rate: {table}}}]}}"))
    assert [said for _, _, said in told(pack, "ZW120")] == ["no row of the table by `size` covers size small"]


def test_a_table_over_two_fields_covers_every_pair(tmp_path):
    rows = "{when: [{is: north}, {otherwise: true}], then: 5 CNY}, {when: [{is: south}, {is: small}], then: 7 CNY}"
    pack = pack_with(tmp_path, amount(f"{{worth: {{by: [place, size], table: [{rows}]}}}}"))
    assert [said for _, _, said in told(pack, "ZW120")] == [
        "no row of the table by `place` and `size` covers place south, size large"
    ]


def test_a_table_is_told_at_its_line(tmp_path):
    text = measure(more=amount(f"\n    - worth: 100 CNY\n    - worth: {SMALL_ONLY}"))
    pack = write_pack(tmp_path, fields=FIELDS, files={"measures/grant.yaml": text})
    assert [line for _, line, _ in told(pack, "ZW120")] == [line_of(text, "by: size")]


def test_cases_need_not_cover_everything(tmp_path):
    """Nothing is given where no case holds."""
    gives = "{worth: {cases: [{when: {field: size, is: small}, then: 5 CNY}, {when: {field: signed, is: true}, then: 7 CNY}]}}"
    assert codes(findings(pack_with(tmp_path, amount(gives)))) - {"ZW609"} == set()


def test_a_threshold_table_in_a_condition_of_an_amount_covers_every_case(tmp_path):
    when = "{field: staff, at_least: {by: size, table: [{is: small, then: 5}]}}"
    pack = pack_with(tmp_path, amount(f"{{worth: {{field: revenue, when: {when}}}}}"))
    assert [said for _, _, said in told(pack, "ZW120")] == ["no row of the table on `staff` covers size large"]


FLOOR = "{by: size, table: [{is: small, then: 50 CNY}, {is: large, then: 200 CNY}]}"
CAP = "{by: size, table: [{is: small, then: 60 CNY}, {is: large, then: 199 CNY}]}"


@pytest.mark.parametrize(
    ("least", "most", "where"),
    [
        (FLOOR, CAP, " for size large"),
        (FLOOR, "100 CNY", " for size large"),
        ("61 CNY", CAP, " for size small"),
        ("{sum: [50 CNY, 11 CNY]}", CAP, " for size small"),
        ("{sum: [50 CNY, 11 CNY]}", "60 CNY", ""),
        ("1 CNY", "{sum: [0 CNY, 0 CNY]}", ""),
        ("{field: revenue, at_least: 300 CNY}", CAP, " for size small"),
        (FLOOR, "{by: [place, size], table: [{when: [{is: north}, {otherwise: true}], then: 300 CNY}, "
         "{when: [{is: south}, {otherwise: true}], then: 60 CNY}]}", " for size large, place south"),
    ],
)  # fmt: skip
def test_a_floor_above_its_cap_is_found_class_by_class(tmp_path, least, most, where):
    gives = f"\n    - worth: 100 CNY\n    - worth: {{field: revenue, at_least: {least}, at_most: {most}}}"
    text = measure(more=amount(gives))
    pack = write_pack(tmp_path, fields=FIELDS, files={"measures/grant.yaml": text})
    assert told(pack, "ZW600") == [("grant.yaml", line_of(text, "at_least: "), f"the cap lies below the floor{where}")]


@pytest.mark.parametrize(
    ("least", "most"),
    [
        (FLOOR, FLOOR),
        ("60 CNY", CAP),
        (FLOOR, "200 CNY"),
        ("100 CNY", "{rate: 5 %, of: {field: revenue}}"),
        ("{rate: 10 %, of: {field: revenue}}", "100 CNY"),
        ("100 CNY", "{cases: [{when: {field: size, is: small}, then: 50 CNY}, {otherwise: true, then: 100 CNY}]}"),
        ("{by: revenue, table: [{under: 100 CNY, then: 50 CNY}, {otherwise: true, then: 80 CNY}]}",
         "{rate: 5 %, of: {field: revenue}}"),
    ],
)  # fmt: skip
def test_a_cap_that_only_some_facts_bring_below_the_floor_is_accepted(tmp_path, least, most):
    """The cap has the last word there; only what is wrong whatever the facts are is a mistake."""
    pack = pack_with(tmp_path, amount(f"{{worth: {{field: revenue, at_least: {least}, at_most: {most}}}}}"))
    assert codes(findings(pack)) - {"ZW609"} == set()


@pytest.mark.parametrize(
    ("stacking", "said"),
    [
        ("{once_per_matter: true}", "`once_per_matter` of `grant` names no matter"),
        ("{highest_wins: true, exclusive_with: [second]}", "`highest_wins` of `grant` names no matter"),
        ("{exclusive_with: [grant]}", "`grant` stands in its own `exclusive_with`"),
        ("{on_top_of: [second, grant]}", "`grant` stands in its own `on_top_of`"),
        ("{on_top_of: [second], exclusive_with: [third, second]}",
         "`grant` is paid on top of `second`, and the two exclude each other"),
        ("{on_top_of: [third]}", "`grant` is paid on top of `third`, and the two exclude each other"),
    ],
)  # fmt: skip
def test_stacking_that_contradicts_itself_is_found_at_its_measure(tmp_path, stacking, said):
    """The third measure of the pack excludes the first."""
    pack = pack_with(tmp_path, f"stacking: {stacking}\n", "", "stacking: {exclusive_with: [grant]}\n")
    assert told(pack, "ZW608") == [("grant.yaml", 1, said)]


def test_a_circle_of_measures_on_top_of_one_another_is_told_once(tmp_path):
    """grant on second on third on second: grant itself is not in the circle."""
    pack = pack_with(
        tmp_path, "stacking: {on_top_of: [second]}\n", "stacking: {on_top_of: [third]}\n", "stacking: {on_top_of: [second]}\n"
    )
    assert told(pack, "ZW608") == [("second.yaml", 1, "`second` is paid on top of `third`, which leads back to it")]


@pytest.mark.parametrize(
    "stacking",
    [
        "{matter: settling, once_per_matter: true, highest_wins: true}",
        "{matter: settling, exclusive_with: [third], on_top_of: [second]}",
        "{exclusive_with: [second], on_top_of: [third]}",
    ],
)
def test_stacking_that_can_be_meant_is_accepted(tmp_path, stacking):
    pack = pack_with(tmp_path, f"stacking: {stacking}\n", "stacking: {matter: settling}\n", "stacking: {on_top_of: [second]}\n")
    assert codes(findings(pack)) == set()


PROGRAMMES = f"programmes:\n  plan: {{title: {W}, source: SOURCE, at_most_per_enterprise: 300 CNY}}\n"
RATES = "rates:\n  - {from: USD, to: CNY, rate: 7, on: 2026-01-01, source: SOURCE}\n"


@pytest.mark.parametrize(("name", "text"), [("programmes.yaml", PROGRAMMES), ("rates.yaml", RATES)])
def test_the_source_of_a_programme_or_a_rate_exists(tmp_path, name, text):
    """A programme that no measure uses is no mistake."""
    wrong = write_pack(tmp_path / "wrong", files={name: text.replace("SOURCE", "lore")})
    assert told(wrong, "ZW210") == [(name, 2, "unknown source `lore`")]
    assert codes(findings(write_pack(tmp_path / "right", files={name: text.replace("SOURCE", "law")}))) == set()


def test_a_payer_is_an_authority(tmp_path):
    gives = "\n    - worth: 100 CNY\n    - {worth: 100 CNY, payers: [{by: office, share: 50 %}, {by: ministry, share: 50 %}]}"
    text = measure(more=amount(gives))
    pack = write_pack(tmp_path, files={"measures/grant.yaml": text})
    assert told(pack, "ZW210") == [("grant.yaml", line_of(text, "payers"), "unknown authority `ministry`")]


@pytest.mark.parametrize(("rests_on", "found"), [("", ["unknown basis `law`"]), ("rests_on: [{source: law}]\n", [])])
def test_a_condition_in_an_amount_cites_what_the_measure_rests_on(tmp_path, rests_on, found):
    when = "{field: signed, is: true, cites: law}"
    text = amount(f"{{worth: {{field: revenue, when: {when}}}}}", lines=rests_on)
    assert [said for _, _, said in told(pack_with(tmp_path, text), "ZW210")] == found


SOURCED = ["10", "100 CNY"]


def states(folder, gives, figures, *, says=SAYS, more="", files=None):
    """The numbers that no source states, in a pack that is not fictional with these figures."""
    quoted = ", ".join(f'"{one}"' for one in (*SOURCED, *figures))
    rests_on = f"rests_on:\n  - {{source: law, figures: [{quoted}]}}\n"
    zone = {"zone.yaml": ZONE.replace("fictional: true", "fictional: false")}
    pack = pack_with(folder, amount(gives, says=says, more=more, lines=rests_on), files={**zone, **(files or {})})
    assert read_pack(pack).diagnostics == ()
    return [said.split(" states ")[1].split(",")[0] for _, _, said in told(pack, "ZW510")]


@pytest.mark.parametrize(
    ("gives", "number", "figure"),
    [
        ("{worth: 500 CNY}", "500 CNY", "500 CNY"),
        ("{worth: {rate: 20 %, of: {field: revenue}}}", "20 %", "20 %"),
        ("{worth: {rate: 500 CNY/person, of: {field: staff}}}", "500 CNY/person", "500 CNY"),
        ("{worth: {rate: 500 CNY/person, of: {field: staff}}}", "500 CNY/person", "500 CNY/person"),
        ("{worth: {rate: 100 CNY/person-month, of: {field: staff}, for: 6 months}}", "6 months", "6 months"),
        ("{worth: {rate: 100 CNY/person-month, of: {field: staff}, for: 24 months}}", "2 years", "2 years"),
        ("{worth: {field: revenue, at_most: 500 CNY}}", "500 CNY", "500 CNY"),
        ("{worth: {rate: 100 CNY/person, of: {full: 20 person, of: {field: staff}}}}", "20 person", "20"),
        ("{worth: {slices: [{up_to: 500 CNY, rate: 100 %}], of: {field: revenue}}}", "500 CNY", "500 CNY"),
        ("{worth: 100 CNY, at_most: 500 CNY}", "500 CNY", "500 CNY"),
        ("{worth: 100 CNY, years: [{year: 1, rate: 60 %}]}", "60 %", "60 %"),
        ("{worth: 100 CNY, years: [{from: 1, to: 5, rate: 100 %}]}", "5 years", "5 years"),
        ("{worth: 100 CNY, years: [{from: 1, to: 5, rate: 100 %}]}", "5 years", "5"),
        ("{worth: 100 CNY, years: [{year: 1, rate: none}, {from: 2, to: 4, rate: 100 %}]}", "3 years", "3 years"),
        ("{worth: 100 CNY, years: [{year: 1, rate: none}, {from: 2, to: 4, rate: 100 %}]}", "3 years", "48 months"),
        ("{worth: 100 CNY, instalments: [{share: 100 %, after: 6 months}]}", "6 months", "6 months"),
        ("{worth: 100 CNY, instalments: [{share: 50 %}, {share: 50 %}]}", "50 %", "50 %"),
        ("{worth: 100 CNY, payers: [{by: office, share: 50 %}, {by: office, share: 50 %}]}", "50 %", "50 %"),
        ("{worth: {field: revenue, when: {field: staff, at_least: 30}}}", "30 person", "30"),
        ("{worth: {cases: [{when: {field: revenue, over: 700 CNY}, then: 100 CNY}]}}", "700 CNY", "700 CNY"),
    ],
)
def test_a_number_that_an_amount_is_calculated_with_needs_a_source(tmp_path, gives, number, figure):
    assert states(tmp_path / "without", gives, []) == [number]
    assert states(tmp_path / "with", gives, [figure]) == []


@pytest.mark.parametrize(
    "gives",
    [
        "{worth: 100 CNY, years: [{year: 1, rate: 100 %}]}",
        "{worth: {rate: 100 CNY/person-month, of: {field: staff}, for: 1 year}}",
        "{worth: {rate: 100 CNY/item, of: 1 item}}",
        "{worth: 0 CNY}",
        "{worth: 100 CNY, payers: [{by: office, share: 100 %}]}",
    ],
)
def test_what_says_nothing_needs_no_source(tmp_path, gives):
    assert states(tmp_path, gives, []) == []


def test_a_figure_in_won_backs_no_yuan(tmp_path):
    assert states(tmp_path, "{worth: {rate: 500 CNY/person, of: {field: staff}}}", ["500 KRW"]) == ["500 CNY/person"]


def test_the_share_of_a_claw_back_and_the_cap_of_the_programme_need_a_source(tmp_path):
    more = "  programme: plan\n  claw_back: {when: {field: staff, under: 10}, share: 40 %}\n"
    files = {"programmes.yaml": PROGRAMMES.replace("SOURCE", "law")}
    assert states(tmp_path / "without", "{worth: 100 CNY}", [], more=more, files=files) == ["40 %", "300 CNY"]
    assert states(tmp_path / "with", "{worth: 100 CNY}", ["40 %", "300 CNY"], more=more, files=files) == []


def test_the_words_of_a_line_need_a_source_too(tmp_path):
    gives = '{worth: 100 CNY, says: {en: "for 77 days", zh: 词, ko: 말}}'
    assert states(tmp_path, gives, []) == ["77"]


def unsaid(folder, gives, says=SAYS):
    """What ZW609 finds: line in the file, and what is not said in which languages."""
    text = measure(more=amount(gives, says=says))
    pack = write_pack(folder, fields=FIELDS, files={"measures/grant.yaml": text})
    draft = read_pack(pack)
    assert draft.diagnostics == ()
    found = list(words_against_calculation(draft.pack))
    assert {one.code for one in found} <= {"ZW609"}
    return [(one.where.line, one.message.removeprefix("`says` does not state ")) for one in found]


HALF_MILLION = [
    '{en: "CNY 500,000, once", zh: 一次性50万元, ko: 50만 위안}',
    '{en: "half a year later, 0.5 million yuan", zh: 半年后支付50 万元, ko: "반년 뒤 500,000위안"}',
    '{en: "500000", zh: "５０万元", ko: "5십만 위안"}',
]


@pytest.mark.parametrize("says", HALF_MILLION)
def test_a_number_is_found_however_it_is_written(tmp_path, says):
    assert unsaid(tmp_path, "{worth: 50万 CNY}", says) == []


@pytest.mark.parametrize(
    ("says", "languages"),
    [
        ('{en: "CNY 500,000", zh: 50元, ko: 50만 위안}', "zh"),
        ('{en: "CNY 500,000", zh: 50万元, ko: 50억 위안}', "ko"),
        ('{en: "CNY 50,000", zh: 5万元, ko: 5만 위안}', "en, zh, ko"),
        ('{en: "a sum", zh: 一笔款, ko: 지원금}', "en, zh, ko"),
    ],
)
def test_yuan_do_not_slip_for_ten_thousands(tmp_path, says, languages):
    assert [said for _, said in unsaid(tmp_path, "{worth: 500000 CNY}", says)] == [f"500000 CNY in {languages}"]


@pytest.mark.parametrize(
    ("gives", "lacking"),
    [
        ("{worth: {rate: 20 %, of: {field: revenue}, at_most: 100 CNY}}", ["20 %"]),
        ("{worth: {field: revenue, at_least: 70 CNY, at_most: 100 CNY}}", ["70 CNY"]),
        ("{worth: 100 CNY, at_most: 300 CNY}", ["300 CNY"]),
        ("{worth: 100 CNY, years: [{year: 1, rate: 60 %}], at_most_per_year: 90 CNY}", ["90 CNY", "60 %"]),
        ("{worth: {rate: 100 CNY/person, of: {full: 20 person, of: {field: staff}}}}", ["20 person"]),
        ("{worth: {slices: [{up_to: 500 CNY, rate: 100 %}, {rate: 3 %}], of: {field: revenue}}}", ["500 CNY", "3 %"]),
        ("{worth: {rate: 8 CNY/person, of: {part_of: {field: staff}, above: 100 person}}}", ["8 CNY/person"]),
        ("{worth: {by: size, table: [{is: small, then: 4 CNY}, {is: large, then: 1 CNY}]}}", ["4 CNY", "1 CNY"]),
    ],
)
def test_every_number_of_the_calculation_stands_in_the_words(tmp_path, gives, lacking):
    assert [said for _, said in unsaid(tmp_path, gives)] == [f"{one} in en, zh, ko" for one in lacking]


@pytest.mark.parametrize(
    "gives",
    [
        "{worth: {cases: [{when: {field: staff, at_least: 30}, then: 100 CNY}, {otherwise: true, then: none}]}}",
        "{worth: {rate: 100 CNY/person-month, of: {field: staff}, for: 6 months}}",
        "{worth: 500 m2}",
        "{worth: {rate: 5 m2/person, of: {field: staff}}}",
        "{worth: {rate: 100 CNY/item, of: 1 item}, years: [{from: 1, to: 3, rate: 100 %}]}",
        "{worth: 100 CNY, instalments: [{share: 40 %}, {share: 60 %, after: 7 months}]}",
        "{worth: 100 CNY, payers: [{by: office, share: 40 %}, {by: office, share: 60 %}]}",
        "{worth: {field: revenue}}",
    ],
)
def test_what_goes_without_saying_need_not_be_said(tmp_path, gives):
    assert unsaid(tmp_path, gives) == []


def test_the_whole_of_a_base_goes_without_saying(tmp_path):
    assert unsaid(tmp_path, "{worth: {rate: 100 %, of: {field: revenue}}}", W) == []


def test_a_line_may_say_its_own_numbers(tmp_path):
    gives = """
    choose:
      - says: {en: 20 %, zh: 20%, ko: 20%}
        gives:
          - {worth: {rate: 20 %, of: {field: revenue}}}
          - {worth: {rate: 30 %, of: {field: revenue}}, says: {en: 30 %, zh: 30%, ko: 30%}}
      - says: {en: word, zh: 词, ko: 말}
        gives: {worth: {rate: 20 %, of: {field: revenue}}}"""
    [(line, said)] = unsaid(tmp_path, gives)
    assert said == "20 % in en, zh, ko"
    assert line == line_of(measure(more=amount(gives)), "gives: {worth: {rate: 20 %")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("half the rent", 50),
        ("租金减半", 50),
        ("임대료 절반", 50),
        ("one tenth of the expense", 10),
        ("三分之二", None),
        ("五分之二", 40),
        ("10분의 1", 10),
        ("three quarters", 75),
        ("1.5亿元", 150_000_000),
        ("2 million won", 2_000_000),
        ("2천만 원", 20_000_000),
        ("within 5G networks", None),
        ("half-year", None),
        ("半年", None),
    ],
)
def test_shares_in_words_and_numbers_with_marks_are_read(text, number):
    assert [one for one in numbers_told(text) if one in {2, 5, 50, 10, 40, 75, 150_000_000, 2_000_000, 20_000_000}] == (
        [] if number is None else [number]
    )


def test_a_class_that_a_cap_leaves_out_is_one_mistake(tmp_path):
    """Without a row the cap is not known; it is not nothing."""
    gives = f"{{worth: {{field: revenue, at_least: 3 CNY, at_most: {SMALL_ONLY}}}}}"
    assert codes(findings(pack_with(tmp_path, amount(gives)))) - {"ZW609"} == {"ZW120"}
