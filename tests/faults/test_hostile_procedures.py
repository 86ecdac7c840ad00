"""Procedures and scenarios that nobody should send: each is told what is wrong, at once and in little memory."""

import pytest

from small_pack import W, measure, write_pack
from terminal.command import refused, zonewright

HEAD = f"""\
id: chain
title: {W}
version: "1"
calendar: cn
roles:
  window: {{title: {W}, authority: office}}
stages:
"""
TAIL = f"""\
ends:
  done: {{title: {W}, result: ended}}
"""
SMALL = "  s0: {title: %s, tasks: {t: {title: %s, role: window}}, moves: {on: {title: %s, to: done}}}\n" % (W, W, W)  # noqa: UP031
SCENARIO = f"title: {W}\nenterprise: sample\nsteps:\n"


def stage(number, to):
    task, move = f"{{title: {W}, role: window}}", f"{{title: {W}, to: {to}}}"
    return f"  s{number}: {{title: {W}, tasks: {{t{number}: {task}}}, moves: {{on: {move}}}}}\n"


def check(tmp_path, stages, **files):
    named = {name.replace("__", "/") + ".yaml": text for name, text in files.items()}
    texts = {"procedures/chain.yaml": HEAD + stages + TAIL, "measures/grant.yaml": measure(more="procedure: chain\n")}
    return zonewright("check", write_pack(tmp_path, files=texts | named))


def sound(outcome):
    assert "Traceback" not in outcome.err
    assert outcome.code == 0, outcome.out[-2_000:]


def test_the_small_chain_is_sound(tmp_path):
    sound(check(tmp_path, SMALL))


def test_a_hundred_thousand_stages(tmp_path):
    refused(check(tmp_path, "".join(stage(n, f"s{n + 1}") for n in range(100_000))), "ZW002", "ZW021")


def test_two_thousand_stages_in_a_row(tmp_path):
    outcome = check(tmp_path, "".join(stage(n, f"s{n + 1}" if n < 1_999 else "done") for n in range(2_000)))
    sound(outcome)
    assert outcome.seconds < 30


def test_a_circle_of_two_thousand_stages(tmp_path):
    outcome = check(tmp_path, "".join(stage(n, f"s{(n + 1) % 2_000}") for n in range(2_000)))
    refused(outcome, "ZW811", "ZW812")
    assert len(outcome.out) < 1_000_000


def test_two_thousand_names_that_lead_nowhere(tmp_path):
    refused(check(tmp_path, "".join(stage(n, f"x{n}") for n in range(2_000))), "ZW804", "ZW811")


def guarded(when):
    return SMALL.replace("role: window}", f"role: window}}, u: {{title: {W}, role: window, when: {when}}}")


@pytest.mark.parametrize("depth", [50, 100_000])
def test_a_guard_deeper_than_anyone_writes(tmp_path, depth):
    when = "{none_of: [" * depth + "{field: staff, at_least: 1}" + "]}" * depth
    refused(check(tmp_path, guarded(when)), "ZW002", "ZW103", "ZW021")


@pytest.mark.parametrize("name", ['"a\\0b"', '"\\e[31mred"', "x" * 200_000], ids=("nul", "escape", "long"))
def test_names_with_control_characters_or_without_end(tmp_path, name):
    outcome = check(tmp_path, SMALL.replace("s0:", f"? {name}\n  :"))
    assert "Traceback" not in outcome.err
    assert outcome.code == 1
    assert "\x1b[31m" not in outcome.out
    assert "\0" not in outcome.out
    assert len(outcome.out) < 20_000


def test_texts_that_multiply_themselves(tmp_path):
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{one}: &{one} [{', '.join(9 * (f'*{before}',))}]\n" for before, one in zip("abcdefgh", "bcdefghi", strict=True)
    )
    outcome = check(tmp_path, SMALL, procedures__bomb=bomb)
    assert "Traceback" not in outcome.err
    assert outcome.code == 1
    assert len(outcome.out) < 20_000


def test_a_key_said_twice_and_a_file_that_is_no_mapping(tmp_path):
    refused(check(tmp_path, SMALL + SMALL), "ZW005")
    refused(check(tmp_path / "two", SMALL, procedures__list="- 1\n"), "ZW010")


def test_ten_megabytes_of_scenarios(tmp_path):
    step = "  - {on: 2026-03-02, note: " + "x" * 900 + "}\n"
    outcome = check(tmp_path, SMALL, scenarios__chain__long=SCENARIO + step * 11_000)
    assert "Traceback" not in outcome.err
    assert outcome.code in {0, 1}
    assert outcome.seconds < 60


DAYS = ["0001-01-01", "9999-12-31", '"9999-12-31 23:59"', "2026-02-30", "soon", '"2026-03-02 09:30+08:00"']


@pytest.mark.parametrize("day", DAYS)
def test_scenarios_at_the_ends_of_time(tmp_path, day):
    scenario = SCENARIO + f"  - {{on: {day}, do: t, outcome: on}}\n"
    outcome = check(tmp_path, SMALL, scenarios__chain__odd=scenario)
    assert "Traceback" not in outcome.err
    assert outcome.code in {0, 1}


@pytest.mark.parametrize("limit", ["9999 years", "9999 working days", "0 days"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-30"])
def test_limits_that_lead_out_of_the_calendar(tmp_path, limit, day):
    clock = f"clocks:\n  time: {{title: {W}, binds: window, limit: {limit}, from: s0, to: done, basis: {{source: law}}}}\n"
    steps = f"  - {{on: {day}, note: called}}\n  - {{on: {day}, do: t, outcome: on}}\n"
    sound(check(tmp_path, SMALL + clock, scenarios__chain__odd=f"{SCENARIO}{steps}expect: {{at: done, missed: []}}\n"))
