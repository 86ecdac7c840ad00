"""Decisions as lines: exact numbers, every bad line told, a torn end left out, and nothing but closed lists let in."""

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpret.review_reading import small_reading
from zonewright.cli.review_log import Log
from zonewright.errors import InputError, Place, Report
from zonewright.provisions.changes import fits, read_change, read_pairs, read_value, written
from zonewright.provisions.decisions_file import decision_line, read_decisions, sound_length, write_decisions
from zonewright.provisions.review import REASONS, VERDICTS, Decision, decided, items, reviewed

LINE = '{"item": "a-1", "verdict": "accepted", "by": "Li", "on": "2026-11-22", "exact": "10%"}\n'

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
numbers = st.one_of(st.integers(-(10**30), 10**30), st.fractions(max_denominator=10**6))
values = st.one_of(numbers, st.dates().map(str), st.tuples(numbers, numbers))
edits = st.dictionaries(st.just("value"), values, min_size=1, max_size=1)


@st.composite
def decisions(draw):
    verdict = draw(st.sampled_from(VERDICTS))
    return Decision(
        draw(st.sampled_from(["a-1", "b-1"])), verdict, "李", "2026-11-22", draw(texts) or "x", draw(texts), draw(texts),
        reason=draw(st.sampled_from(REASONS)) if verdict == "rejected" else "",
        note=draw(texts), change=draw(edits) if verdict == "edited" else {},
    )  # fmt: skip


@given(st.lists(decisions(), max_size=6))
def test_what_was_written_is_read_again_exactly(some):
    assert read_decisions(write_decisions(some), "d.jsonl") == tuple(some)


@given(st.lists(decisions(), min_size=1, max_size=3), st.integers(0, 400))
def test_a_file_cut_off_anywhere_keeps_every_whole_line(some, cut):
    """Also in the middle of a character."""
    whole = write_decisions(some).encode()
    kept, report = whole[: max(0, len(whole) - cut)], Report()
    lines = kept.count(b"\n")
    read = read_decisions(kept, "d.jsonl", report)
    assert read[:lines] == tuple(some[:lines])
    assert len(read) - lines in {0, 1}
    assert read == tuple(some[: len(read)])
    torn = kept.rpartition(b"\n")[2]
    assert [one.code for one in report.diagnostics] == ([] if len(read) > lines or not torn.strip() else ["ZW734"])
    assert sound_length(kept) == (len(kept) if len(read) > lines else len(kept) - len(torn))


def broken(**parts):
    return json.dumps({**json.loads(LINE), **parts}) + "\n"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("nonsense\n", "ZW730"),
        ("[1]\n", "ZW730"),
        ("[" * 100_000 + "\n", "ZW730"),
        ('{"item": "\\ud800"}\n', "ZW730"),
        (LINE.replace('"10%"', "NaN"), "ZW730"),
        (LINE.replace('"10%"', "1e999999999"), "ZW730"),
        (LINE.replace('"10%"', "9" * 5000), "ZW730"),
        (broken(verdct="x"), "ZW731"),
        (broken(by=""), "ZW731"),
        (broken(eid=5), "ZW731"),
        (broken(verdict="maybe"), "ZW732"),
        (broken(verdict=["accepted"]), "ZW731"),
        (broken(reason="because"), "ZW732"),
        (broken(on="22.11.2026"), "ZW733"),
        (broken(verdict="edited"), "ZW735"),
        (broken(change={"value": 5}), "ZW735"),
        (broken(verdict="edited", change=[]), "ZW735"),
        (broken(verdict="edited", change={"value": "1e9"}), "ZW735"),
        (broken(verdict="edited", change={"value": "1/0"}), "ZW735"),
        (broken(verdict="edited", change={"value": True}), "ZW735"),
        (broken(verdict="edited", change={"value": [1]}), "ZW735"),
        (broken(verdict="edited", change={"role": "bribe"}), "ZW732"),
        (broken(verdict="edited", change={"unit": "shekels"}), "ZW732"),
        (broken(verdict="edited", change={"colour": "red"}), "ZW731"),
        (broken(verdict="edited", change={"instruments": []}), "ZW735"),
        (broken(verdict="edited", change={"instruments": ["gift"]}), "ZW732"),
        (broken(verdict="edited", change={"fields": [{"start": 5, "end": 5}]}), "ZW735"),
    ],
)
def test_a_bad_line_is_told_with_its_place(line, code):
    with pytest.raises(InputError) as caught:
        read_decisions(LINE + line + LINE, "d.jsonl")
    assert {(one.code, one.where) for one in caught.value.diagnostics} >= {(code, Place("d.jsonl", 2))}
    assert all(one.where.line == 2 and one.hint for one in caught.value.diagnostics)


def test_all_bad_lines_are_told_at_once():
    with pytest.raises(InputError) as caught:
        read_decisions("x\n" + LINE + "y\n", "d.jsonl")
    assert [one.where.line for one in caught.value.diagnostics] == [1, 3]


def test_a_change_in_letters_is_read_as_people_write_numbers():
    change = read_change({"value": "5000万", "op": "<=", "unit": "KRW"}, "condition", Report(), Place())
    assert change == {"value": 50_000_000, "op": "<=", "unit": "KRW"}


@given(values)
def test_a_value_in_letters_is_the_same_value(value):
    assert read_value(written(value)) == value


@pytest.mark.parametrize("typed", ["", "x", "1e9", "1/0", "..", "5..", "1..2..3", "2026-02-30", "9" * 100])
def test_what_is_no_value_is_none(typed):
    assert read_value(typed) is None


@pytest.mark.parametrize(
    ("op", "value", "unit", "good"),
    [
        (">=", 5, "CNY", True), ("range", (5, 7), "%", True), (">=", "2026-01-01", "date", True),
        ("range", ("2026-01-01", "2026-12-31"), "date", True), ("range", (7, 5), "%", True),
        ("range", 5, "CNY", False), (">=", (5, 7), "CNY", False), (">=", 5, "date", False), (">=", "2026-01-01", "CNY", False),
        ("range", (5, "2026-01-01"), "%", False),
    ],
)  # fmt: skip
def test_comparator_value_and_unit_go_together(op, value, unit, good):
    """A range that runs backwards stays as it is printed."""
    assert fits({"op": op, "value": value, "unit": unit}, Report(), Place()) is good


def test_pairs_are_read_with_any_mark_between_them():
    assert read_pairs("value = 1,500; op=>=，unit=CNY note=as the annex says, twice") == {
        "value": "1,500", "op": ">=", "unit": "CNY", "note": "as the annex says, twice",
    }  # fmt: skip


def decision(item, verdict="accepted", **more):
    return Decision(item.key, verdict, "Li", "2026-11-22", "x", doc="policy", **more)


def test_an_edit_from_a_file_changes_the_reading(tmp_path):
    reading = small_reading()
    cap = items(reading)[3]
    line = decision_line(decision(cap, "edited", change={"value": Fraction(1, 2), "unit": "%"}))
    [read] = read_decisions(line, "d")
    changed = reviewed(reading, decided([read])).provisions[0].conditions[2]
    assert (changed.value, changed.unit, changed.op) == (Fraction(1, 2), "%", "<=")


def test_the_log_goes_on_after_a_line_that_was_cut_off(tmp_path):
    reading = small_reading()
    first, second, third = (decision(item) for item in items(reading)[:3])
    path = tmp_path / "review" / "decisions.jsonl"
    Log(path, [reading]).add(first)
    path.write_bytes(path.read_bytes() + decision_line(second).encode()[:-9])
    log = Log(path, [reading])
    assert [one.code for one in log.warnings] == ["ZW734"]
    log.add(third)
    log.add(second)
    again = Log(path, [reading])
    assert (again.decisions, again.warnings) == ([first, third, second], ())


def test_the_log_goes_on_after_a_last_line_without_an_end(tmp_path):
    reading, path = small_reading(), tmp_path / "decisions.jsonl"
    first, second = (decision(item) for item in items(reading)[:2])
    path.write_text(decision_line(first).rstrip("\n"), encoding="utf-8")
    Log(path, [reading]).add(second)
    assert Log(path, [reading]).decisions == [first, second]


def test_a_decision_on_another_text_of_the_pack_does_not_count_here(tmp_path):
    """Two texts may hold the same words."""
    one, other = small_reading("one"), small_reading("two")
    log = Log(tmp_path / "decisions.jsonl", [one, other])
    log.add(Decision(items(one)[0].key, "accepted", "Li", "2026-11-22", "x", doc="one"))
    assert (len(log.done(one)), len(log.done(other))) == (1, 0)


@pytest.mark.parametrize("digits", ["0.1", "2.55", "12345678901234567.89"])
def test_a_number_in_a_change_is_what_its_digits_say(digits):
    """A tenth is a tenth, not the nearest number of the machine."""
    line = '{"item": "a-1", "verdict": "edited", "by": "Li", "on": "2026-11-22", "exact": "x", "change": {"value": %s}}\n'
    (read,) = read_decisions(line % digits, "decisions.jsonl")
    assert read.change["value"] == Fraction(digits)
