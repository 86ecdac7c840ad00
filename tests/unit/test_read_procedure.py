"""Procedures as written: roles, choices between keys, parts, the hash, the files around them; and scenarios."""

import pytest

from small_pack import W, codes, measure, write_pack
from small_pack import findings as findings_of
from small_procedure import SHOP, changed, read
from zonewright.cases.deadlines import Limit
from zonewright.cases.procedure import FromFact, FromYearEnds
from zonewright.errors import Severity
from zonewright.packs.load import read_pack


def told(*pairs):
    return [(one.code, one.message) for one in read(changed(SHOP, *pairs))[1]]


def test_a_procedure_is_read_as_it_is_written():
    shop, found = read(SHOP)
    assert found == ()
    assert (shop.start, shop.roles["fire"].country, shop.acts["withdraw"].stages) == ("apply", "CN", tuple(shop.stages))
    assert [way.to for way in shop.stages["decide"].moves[2].ways] == ["pay", "granted"]
    clock = shop.clocks["decision-time"]
    assert (clock.limit, clock.starts, clock.meets) == (Limit(20, "working_day"), ("acceptance",), ("decision",))
    assert shop.marks() == {"receipt", "supplement", "acceptance", "appealed", "renewal", "decision"}


def test_a_clock_starts_at_moments_on_a_stated_day_or_at_the_ends_of_years():
    for written, starts in (
        ("[acceptance, supplement]", ("acceptance", "supplement")),
        ("{field: contract_on}", FromFact("contract_on")),
        ("{each_year_end_after: granted}", FromYearEnds("granted")),
    ):
        shop, _ = read(changed(SHOP, ("    from: acceptance\n", f"    from: {written}\n")))
        assert shop.clocks["decision-time"].starts == starts


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "role `more` is a party, or it belongs to an authority"),
        (", party: applicant, authority: office", "role `more` is a party, or it belongs to an authority"),
        (", party: partner", "role `more` is a partner without a country"),
        (", party: partner, country: KR", None),
    ],
)
def test_a_role_is_a_party_or_of_an_authority(line, said):
    assert told(("roles:\n", f"roles:\n  more: {{title: {W}{line}}}\n")) == ([] if said is None else [("ZW802", said)])


@pytest.mark.parametrize(
    ("old", "now", "said"),
    [
        ("    limit: 20 working days\n", "", "clock `decision-time` has `limit` or `unknown`"),
        ("    limit: 20 working days\n", "    limit: 20 working days\n    unknown: {ask: office}\n",
         "clock `decision-time` has `limit` or `unknown`"),
        ("    from: acceptance\n", "", "clock `decision-time` has `from` or `before`"),
        ("before: granted", "before: granted, from: granted", "clock `renewal-time` has `from` or `before`"),
        ("    from: acceptance\n", "    from: {}\n", "clock `decision-time` has `field` or `each_year_end_after`"),
        ("    warn: 3 working days\n", "    at_expiry: {}\n", "clock `decision-time` has `outcome` or `act`"),
        ("    warn: 3 working days\n", "    at_expiry: {outcome: grant, act: withdraw}\n",
         "clock `decision-time` has `outcome` or `act`"),
        ("amount: 300 CNY, ", "", "clock `licence-fee` has `amount` or `unknown`"),
        ("valid: 5 years", "valid: 5 years, unknown: {ask: office}", "the validity is stated and said to be unknown"),
        ("{value: kitchen}", "{}", "column `kind` has a `field` or a `value`"),
        ("{value: kitchen}", "{value: kitchen, field: kind}", "column `kind` has a `field` or a `value`"),
    ],
)  # fmt: skip
def test_of_two_keys_one_is_needed(old, now, said):
    found = told((old, now))
    assert [code for code, _ in found] == ["ZW803"]
    assert found[0][1].replace("fee `", "clock `") == said


@pytest.mark.parametrize(
    ("old", "now", "code"),
    [
        (f"title: {W}\nversion", "title: {en: Shop, zh: 店铺}\nversion", "ZW015"),
        ("limit: 60 days", "limit: soon", "ZW010"),
        ("valid: 5 years", "valid: for ever", "ZW010"),
        ("result: withdrawn}", "result: gone}", "ZW012"),
        ("    warn:", "    worn:", "ZW017"),
        ("field: has_kitchen", "field: has_kitchn", "ZW101"),
        ("over: 500000 CNY", "over: 500000 mu", "ZW401"),
        ("    promised: 10 working days\n", "    promised: [10]\n", "ZW010"),
    ],
)
def test_what_is_written_wrongly_is_told_where_it_stands(old, now, code):
    _, found = read(changed(SHOP, (old, now)))
    assert [one.code for one in found] == [code]
    assert (found[0].where.file, bool(found[0].where.line), bool(found[0].hint)) == ("shop.yaml", True, True)


def test_the_hash_is_taken_over_what_is_said_and_not_how_it_is_laid_out():
    one, _ = read(SHOP)
    laid_out = changed(SHOP, ("roles:\n", "# who takes part\nroles:\n\n"),
                       ('version: "2026-11-22.1"', "version: 2026-11-22.1"),
                       ("from: [refused, not-accepted]", 'from: ["refused", not-accepted]'))  # fmt: skip
    assert read(laid_out)[0].hash == one.hash
    for old, now in (("limit: 60 days", "limit: 61 days"), ("art. 42", "art. 43"), ("zh: 词", "zh: 字")):
        assert read(SHOP.replace(old, now, 1))[0].hash != one.hash


# the files of a pack

AUTHORITIES = f"""\
id: small-zone
title: {W}
version: "2026-01-01.1"
fictional: true
prevailing_language: en
authorities:
  office: {{name: {W}}}
"""
PART = f"""\
ends:
  done: {{title: {W}, result: ended}}
  gone: {{title: {W}, result: withdrawn}}
"""
SMALL = f"""\
id: walk
title: {W}
version: "1"
calendar: cn
parts: [ending]
roles:
  walker: {{title: {W}, party: applicant}}
stages:
  start:
    title: {W}
    tasks: {{walk: {{title: {W}, role: walker}}}}
    moves:
      on: {{title: {W}, to: done}}
      off: {{title: {W}, to: gone}}
ends: {{}}
"""
SCENARIO = f"""\
title: {W}
enterprise: sample
steps:
  - {{on: 2026-03-02, do: walk, outcome: on}}
expect: {{at: done}}
"""
FILES = {
    "procedures/walk.yaml": SMALL,
    "procedures/parts/ending.yaml": PART,
    "scenarios/walk/plain.yaml": SCENARIO,
    "measures/grant.yaml": measure(more="procedure: walk\n"),
}


def found_in(tmp_path, **files):
    return findings_of(write_pack(tmp_path, files={**FILES, **files}))


def test_a_sound_pack_with_a_procedure_has_no_findings(tmp_path):
    assert found_in(tmp_path) == ()


def test_a_part_is_added_behind_and_belongs_to_the_hash(tmp_path):
    one = read_pack(write_pack(tmp_path / "one", files=FILES)).pack.casework.procedures["walk"]
    files = {**FILES, "procedures/parts/ending.yaml": PART.replace("zh: 词", "zh: 字")}
    two = read_pack(write_pack(tmp_path / "two", files=files)).pack.casework.procedures["walk"]
    assert (list(one.ends), list(two.ends)) == (["done", "gone"], ["done", "gone"])
    assert two.hash != one.hash


def one_of(found, code):
    return [one.message for one in found if one.code == code]


def test_a_part_that_is_not_there_or_says_a_thing_twice(tmp_path):
    found = found_in(tmp_path, **{"procedures/walk.yaml": SMALL.replace("[ending]", "[ending, beginning]")})
    assert one_of(found, "ZW801") == ["unknown part `beginning`"]
    twice = SMALL.replace("ends: {}", f"ends: {{done: {{title: {W}, result: ended}}}}")
    assert one_of(found_in(tmp_path, **{"procedures/walk.yaml": twice}), "ZW801") == [
        "`done` of a part stands in the procedure too"
    ]


def test_a_procedure_stands_in_the_file_of_its_name(tmp_path):
    found = found_in(tmp_path, **{"procedures/walks.yaml": SMALL.replace("id: walk", "id: walking")})
    assert one_of(found, "ZW820") == ["procedure `walking` stands in `walks.yaml`"]
    assert found[0].hint == "name the file `walking.yaml`"


def test_scenarios_of_a_procedure_that_is_not_there(tmp_path):
    assert one_of(found_in(tmp_path, **{"scenarios/wlak/plain.yaml": SCENARIO}), "ZW821") == ["there is no procedure `wlak`"]


@pytest.mark.parametrize(
    ("old", "now", "said"),
    [
        ("at: done", "at: gone", None),
        ("outcome: on}", "outcome: in}", "the step is refused: unknown_outcome `in`; missing: on, off"),
        ("outcome: on}", "outcome: on, refused: closed}", "the step is taken, though it should be refused"),
        ("expect: {at: done}", "expect: {at: done, due: {time: 2026-03-03}}", "unknown clock `time`"),
        ("expect: {at: done}", "expect: {at: done, registered: [shops]}", "other registers were written to than expected"),
    ],
)
def test_a_scenario_that_surprises(tmp_path, old, now, said):
    found = found_in(tmp_path, **{"scenarios/walk/plain.yaml": SCENARIO.replace(old, now)})
    assert codes(found) == {"ZW846"}
    assert said is None or said in one_of(found, "ZW846")


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("{on: 2026-03-02, actor: Li}", "the step does nothing"),
        ("{on: 2026-03-02, do: walk, outcome: on, act: run}", "a step does one thing"),
    ],
)
def test_a_step_does_one_thing(tmp_path, step, said):
    scenario = SCENARIO.replace("{on: 2026-03-02, do: walk, outcome: on}", step)
    assert one_of(found_in(tmp_path, **{"scenarios/walk/plain.yaml": scenario}), "ZW847") == [said]


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("{on: 2026-03-02, do: walk}", "`do: walk` lacks `outcome`"),
        ("{on: 2026-03-02, assign: walk}", "`assign: walk` lacks `to`"),
        ("{on: 2026-03-02, suspend: time, reason: rain}", "`suspend: time` lacks `ground`"),
    ],
)
def test_a_step_that_is_half_written_is_told(tmp_path, step, said):
    scenario = SCENARIO.replace("{on: 2026-03-02, do: walk, outcome: on}", step)
    assert one_of(found_in(tmp_path, **{"scenarios/walk/plain.yaml": scenario}), "ZW018") == [said]


def test_a_step_refused_for_another_reason_tells_both(tmp_path):
    scenario = SCENARIO.replace("do: walk, outcome: on}", "do: run, outcome: on, refused: closed}")
    found = one_of(found_in(tmp_path, **{"scenarios/walk/plain.yaml": scenario}), "ZW846")
    assert "the step is refused: unknown_task `run`, not for closed" in found


def test_a_version_can_be_part_of_the_name_of_a_file(tmp_path):
    found = found_in(tmp_path, **{"procedures/walk.yaml": SMALL.replace('version: "1"', 'version: "../1"')})
    assert one_of(found, "ZW011") == ["`../1` is not a version"]


def test_a_measure_says_how_one_applies_for_it(tmp_path):
    silent = found_in(tmp_path, **{"measures/grant.yaml": measure()})
    assert [(one.code, one.severity) for one in silent] == [("ZW819", Severity.WARNING)]
    wrong = found_in(tmp_path, **{"measures/grant.yaml": measure(more="procedure: wlak\n")})
    assert [(one.code, one.severity, one.hint) for one in wrong] == [("ZW819", Severity.ERROR, "did you mean `walk`?")]


MAP = f"procedure: walk\nfrom: \"0\"\nto: \"1\"\nstages: {{begin: start}}\nreason: {W}\n"
EARLIER = SMALL.replace('version: "1"', 'version: "0"').replace("  start:", "  begin:")


def test_an_earlier_version_stays_with_the_map_that_leads_on_from_it(tmp_path):
    files = {"procedures/earlier/walk@0.yaml": EARLIER, "procedures/migrations/first.yaml": MAP}
    assert found_in(tmp_path / "whole", **files) == ()
    pack = read_pack(tmp_path / "whole").pack
    assert pack.casework.version("walk", "0").start == "begin"
    gap = found_in(tmp_path / "gap", **{**files, "procedures/migrations/first.yaml": MAP.replace("begin: start", "")})
    assert one_of(gap, "ZW818") == ["version 1 has no stage or end `begin`, and the map does not say what becomes of it"]
    misnamed = found_in(tmp_path / "name", **{**files, "procedures/earlier/walk@1.yaml": EARLIER})
    assert one_of(misnamed, "ZW820") == ["procedure `walk` stands in `walk@1.yaml`"]


def test_every_mistake_of_every_file_is_told_at_once(tmp_path):
    files = {
        "procedures/walk.yaml": changed(SMALL, ("role: walker", "role: waker"), ("calendar: cn", "calendar: mars")),
        "procedures/run.yaml": changed(SMALL, ("id: walk", "id: run"), (f"title: {W}\nversion", "title: {en: run}\nversion")),
        "procedures/jump.yaml": changed(SMALL, ("id: walk", "id: jump"), ("to: gone", "to: start"), ("to: done", "to: start")),
        "evidence.yaml": f"evidence:\n  form: {{title: {W}, from: nobody}}\n",
        "registers.yaml": f"registers:\n  shops: {{title: {W}, columns: [staff], key: [name]}}\n",
    }  # fmt: skip
    found = found_in(tmp_path, **files)
    assert codes(found) >= {"ZW804", "ZW812", "ZW015", "ZW845"}
    assert all(one.where.line and one.hint for one in found if one.severity is Severity.ERROR)
