"""Out to annotation tools and back: what was kept is accepted, what was changed is edited, what is gone is rejected."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpret.review_reading import TEXT, small_reading
from zonewright.errors import Report
from zonewright.interpret.readers import read_text
from zonewright.interpret.reading import read_document
from zonewright.provisions import brat, label_studio
from zonewright.provisions.annotations import annotated, decisions_from
from zonewright.provisions.review import Decision, decide, items

READING = small_reading()
ITEMS = items(READING)
SIGNED = {"by": "Li", "on": "2026-11-22"}


def with_brat(change=lambda lines: lines, done=None):
    """Export, change the lines as an annotator would, import."""
    lines = brat.standoff(READING, annotated(READING, done or {})).splitlines()
    report = Report()
    found = brat.read_standoff("\n".join(change(lines)), "policy.ann", READING, report)
    return decisions_from(READING, found, done or {}, **SIGNED, note="brat"), report.diagnostics


def with_label_studio(change=lambda results: results, done=None):
    [task] = json.loads(label_studio.tasks([(READING, annotated(READING, done or {}))]))
    task["annotations"] = [{"result": change(task["predictions"][0]["result"])}]
    content, report = json.dumps([task], ensure_ascii=False, indent=1), Report()
    found = label_studio.read_tasks(content, "export.json", {"policy": READING}, report)
    return decisions_from(READING, found.get("policy", ()), done or {}, **SIGNED, note="ls"), report.diagnostics


KEYS = ["start", "end", "text", "labels", "choices", "value", "id", "type", "from_name", "result", "doc"]
REGION = ("annotations", 0, "result", 2)
PLACES = [
    ("data",), ("data", "doc"), ("annotations",), ("annotations", 0), ("annotations", 0, "result"), REGION, (*REGION, "id"),
    (*REGION, "value"), (*REGION, "from_name"), (*REGION, "value", "start"), (*REGION, "value", "choices"),
    ("annotations", 0, "result", 0, "value", "labels"), ("annotations", 0, "result", 0, "value", "text"),
]  # fmt: skip

both = pytest.mark.parametrize("through", [with_brat, with_label_studio])


@both
def test_what_the_annotator_left_alone_is_accepted(through):
    (decisions, unplaced), found = through()
    assert [(one.item, one.verdict) for one in decisions] == [(item.key, "accepted") for item in ITEMS]
    assert (unplaced, found) == ((), ())


@both
def test_what_was_decided_before_is_exported_and_not_decided_again(through):
    """A rejected figure is left out, an edited one goes out with its change."""
    done = {
        ITEMS[1].key: decide(READING, ITEMS[1], "rejected", reason="other", **SIGNED),
        ITEMS[3].key: decide(READING, ITEMS[3], "edited", change={"value": 2_000_000, "unit": "KRW"}, **SIGNED),
    }
    (decisions, unplaced), found = through(done=done)
    assert {one.item for one in decisions} == {item.key for item in ITEMS} - done.keys()
    assert {one.verdict for one in decisions} == {"accepted"}
    assert (unplaced, found) == ((), ())


def only(decisions, item):
    [found] = [one for one in decisions if one.item == item.key]
    assert {one.verdict for one in decisions if one.item != item.key} == {"accepted"}
    return found


def replaced(old, by):
    def change(lines):
        whole = "\n".join(lines)
        assert whole.count(old) == 1
        return whole.replace(old, by).split("\n")

    return change


@pytest.mark.parametrize(
    ("old", "by", "item", "change"),
    [
        ("value=1000000;", "value=2百万;", 3, {"value": 2_000_000}),
        ("value=1000000; unit=CNY", "value=1000000; unit=KRW", 3, {"unit": "KRW"}),
        ("\tcap ", "\tamount ", 3, {"role": "amount"}),
        ("modality T1 supported", "modality T1 encouraged", 0, {"modality": "encouraged"}),
        ("instrument2 T1 park", "instrument2 T1 base", 0, {"instruments": ["fin_grant", "base"]}),
        ("value=3..5", "value=3..6", 6, {"value": (3, 6)}),
        ("per=year", "per=month", 9, {"per": "month"}),
    ],
)
def test_a_change_in_brat_is_an_edit(old, by, item, change):
    (decisions, _), found = with_brat(replaced(old, by))
    edited = only(decisions, ITEMS[item])
    assert (edited.verdict, dict(edited.change), found) == ("edited", change, ())


def without(name):
    """Delete a stretch as brat does: its line and every line that speaks of it."""
    return lambda lines: [line for line in lines if f"{name}\t" not in line and f"{name} " not in f"{line} ".replace(":", " ")]


def test_what_was_deleted_in_brat_is_rejected():
    (decisions, _), found = with_brat(without("T6"))
    gone = only(decisions, ITEMS[3])
    assert (gone.verdict, gone.reason, found) == ("rejected", "other", ())


def test_a_provision_deleted_in_brat_is_no_provision():
    (decisions, _), _ = with_brat(without("T7"))
    assert only(decisions, ITEMS[4]).reason == "not_a_provision"


def test_a_span_moved_in_brat_is_an_edit_of_its_ends():
    start = TEXT.index("最高100万元")
    (decisions, _), found = with_brat(replaced(f"{start} {start + 7}\t最高100万元", f"{start + 2} {start + 7}\t100万元"))
    assert (dict(only(decisions, ITEMS[3]).change), found) == ({"start": start + 2}, ())


def test_a_field_deleted_in_brat_is_an_edit_of_the_provision():
    (decisions, _), _ = with_brat(without("T3"))
    [kept] = only(decisions, ITEMS[0]).change["fields"]
    assert TEXT[kept["start"] : kept["end"]] == "机器人"


def test_a_stretch_over_several_lines_is_kept_in_pieces():
    lines = brat.standoff(READING, annotated(READING, {})).splitlines()
    [line] = [line for line in lines if "如实申报" in line]
    name, place, words = line.split("\t")
    pieces = [tuple(map(int, one.split())) for one in place.partition(" ")[2].split(";")]
    assert [TEXT[start:end] for start, end in pieces] == ["企业应当如实申报：", "（一）材料；", "（二）承诺。"]
    assert words == "企业应当如实申报： （一）材料； （二）承诺。"
    assert name == "T7"


def test_a_stretch_without_its_note_is_known_by_its_place():
    (decisions, unplaced), _ = with_brat(lambda lines: [line for line in lines if not line.startswith("#")])
    verdicts = {one.item: one.verdict for one in decisions}
    assert set(verdicts.values()) == {"accepted"}
    assert unplaced == ()


def test_a_stretch_without_its_note_is_known_by_most_of_its_place():
    start = TEXT.index("最高100万元")
    moved = replaced(f"{start} {start + 7}\t最高100万元", f"{start + 2} {start + 7}\t100万元")
    (decisions, unplaced), _ = with_brat(lambda lines: [line for line in moved(lines) if not line.startswith("#")])
    assert (dict(only(decisions, ITEMS[3]).change), unplaced) == ({"start": start + 2}, ())


def test_what_the_annotator_added_is_told_and_not_taken():
    start = TEXT.index("承诺")
    (decisions, unplaced), _ = with_brat(lambda lines: [*lines, f"T99\tamount {start} {start + 2}\t承诺"])
    assert {one.verdict for one in decisions} == {"accepted"}
    assert [(one.start, one.end, one.place.line > 0) for one in unplaced] == [(start, start + 2, True)]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("T1\tprovision 0 2\t松岭", "ZW738"),
        ("T50\tprovision 0 2\t松松", "ZW738"),
        ("T50\tprovision 0 999999\t松岭", "ZW738"),
        ("T50\tprovision 2 0\t", "ZW738"),
        ("T50\tprovision 2 4;0 2\t扶持 松岭", "ZW738"),
        ("T50\tgift 0 2\t松岭", "ZW738"),
        ("T50 provision 0 2 松岭", "ZW738"),
        ("hello", "ZW738"),
        ("A90\tmodality T1 perhaps", "ZW732"),
        ("A90\tcolour T1 red", "ZW731"),
        ("#90\tAnnotatorNotes T6\tvalue=much", "ZW735"),
        ("#90\tAnnotatorNotes T6\tunit=shekel", "ZW732"),
        ("#90\tAnnotatorNotes T6\tvalue=2026-01-01", "ZW735"),
    ],
)
def test_a_bad_line_of_brat_is_told(line, code):
    _, found = with_brat(lambda lines: [*lines, line])
    assert code in {one.code for one in found}
    assert all(one.where.file == "policy.ann" and one.where.line and one.hint for one in found)


def test_the_configuration_of_brat_names_every_label_and_attribute():
    conf = brat.configuration()
    lines = brat.standoff(READING, annotated(READING, {})).splitlines()
    labels = {line.split("\t")[1].split()[0] for line in lines if line.startswith("T")}
    attributes = {tuple(line.split("\t")[1].split()[::2]) for line in lines if line.startswith("A")}
    assert labels <= set(conf.split("[relations]")[0].split())
    for name, value in attributes:
        [row] = [row for row in conf.splitlines() if row.startswith(f"{name}\t")]
        assert value in row.partition("Value:")[2].split("|")


def test_the_labelling_configuration_names_all_that_is_exported():
    view = ElementTree.fromstring(label_studio.labelling_config())  # noqa: S314  # our own
    controls = {one.get("name"): {child.get("value") for child in one} for one in view if one.get("name")}
    [task] = json.loads(label_studio.tasks([(READING, annotated(READING, {}))]))
    for row in task["predictions"][0]["result"]:
        if row["type"] != "relation":
            value = row["value"]
            assert row["from_name"] in controls
            assert set(value.get("labels", value.get("choices", []))) <= controls[row["from_name"]]
            assert TEXT[value["start"] : value["end"]]
    assert task["data"]["text"] == TEXT


def in_studio(name, part, value):
    """Change one part of a region."""

    def change(results):
        rows = [row for row in results if row.get("id") == name and row["from_name"] == part]
        [row] = rows
        row["value"] |= value
        return results

    return change


@pytest.mark.parametrize(
    ("item", "part", "value", "change"),
    [
        (3, "kind", {"labels": ["amount"]}, {"role": "amount"}),
        (3, "value", {"text": ["200万"]}, {"value": 2_000_000}),
        (6, "value", {"text": ["3", "6"]}, {"value": (3, 6)}),
        (3, "unit", {"text": ["KRW"]}, {"unit": "KRW"}),
        (1, "op", {"choices": [">"]}, {"op": ">"}),
        (0, "modality", {"choices": ["may"]}, {"modality": "may"}),
        (0, "instruments", {"choices": ["park", "base"]}, {"instruments": ["park", "base"]}),
    ],
)
def test_a_change_in_label_studio_is_an_edit(item, part, value, change):
    (decisions, _), found = with_label_studio(in_studio(ITEMS[item].key, part, value))
    assert (dict(only(decisions, ITEMS[item]).change), found) == (change, ())


def test_the_order_of_instruments_is_not_a_change():
    """Label Studio gives choices back in the order of its configuration."""
    (decisions, _), _ = with_label_studio(in_studio(ITEMS[0].key, "instruments", {"choices": ["park", "fin_grant"]}))
    assert only(decisions, ITEMS[0]).verdict == "accepted"


@given(st.sets(st.sampled_from([item.key for item in ITEMS])))
def test_what_is_gone_from_label_studio_is_rejected_and_nothing_else(gone):
    (decisions, unplaced), found = with_label_studio(lambda rows: [row for row in rows if row.get("id") not in gone])
    assert {one.item for one in decisions if one.verdict == "rejected"} == gone
    fields = {one.item for one in decisions if one.verdict == "edited"}
    assert fields == set()
    assert (unplaced, found) == ((), ())


def test_offsets_of_old_versions_count_as_javascript_does():
    """Behind a character beyond the basic plane they are one ahead; the words tell."""

    def shifted(results):
        for row in results:
            if row.get("from_name") == "kind":
                row["value"] |= {"start": row["value"]["start"] + 1, "end": row["value"]["end"] + 1}
        return results

    (decisions, _), found = with_label_studio(shifted)
    assert ({one.verdict for one in decisions}, found) == ({"accepted"}, ())


@pytest.mark.parametrize(
    ("part", "value", "code"),
    [
        ("kind", {"labels": ["gift"]}, "ZW737"),
        ("kind", {"labels": "cap"}, "ZW737"),
        ("kind", {"start": 0, "end": 7}, "ZW737"),
        ("kind", {"start": -1}, "ZW737"),
        ("kind", {"start": "0"}, "ZW737"),
        ("kind", {"end": 10**9}, "ZW737"),
        ("op", {"choices": ["about"]}, "ZW732"),
        ("value", {"text": ["a lot"]}, "ZW735"),
        ("value", {"text": {"a": 1}}, "ZW735"),
        ("kind", {"labels": [["cap"]]}, "ZW737"),
        ("unit", {"text": ["shekel"]}, "ZW732"),
    ],
)
def test_a_bad_region_is_told_with_its_line(part, value, code):
    _, found = with_label_studio(in_studio(ITEMS[3].key, part, value))
    assert code in {one.code for one in found}
    assert all(one.where.line > 1 and one.hint for one in found)


wild = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-3, 99), st.text(max_size=3), st.sampled_from(["cap", "policy", TEXT])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@given(st.sampled_from(PLACES), wild)
def test_whatever_an_export_holds_is_told_or_read(place, value):
    """No form of JSON stops the import."""
    [task] = json.loads(label_studio.tasks([(READING, annotated(READING, {}))]))
    task["annotations"] = [{"result": task["predictions"][0]["result"]}]
    inside = task
    for key in place[:-1]:
        inside = inside[key]
    inside[place[-1]] = value
    report = Report()
    found = label_studio.read_tasks(json.dumps([task]), "export.json", {"policy": READING}, report)
    for one in found.values():
        decisions_from(READING, one, {}, **SIGNED, note="ls")


NO_EXPORTS = ["", "{", "[" * 100_000, "9" * 5000, "null", "[5]", '[{"data": 5}]', '[{"data": {"doc": "x"}}]']


@pytest.mark.parametrize("content", NO_EXPORTS, ids=range(len(NO_EXPORTS)))
def test_a_file_that_is_no_export_is_told(content):
    report = Report()
    assert label_studio.read_tasks(content, "export.json", {"policy": READING}, report) == {}
    assert {one.code for one in report.diagnostics} <= {"ZW736", "ZW737"}
    assert report.failed


def test_a_task_that_nobody_annotated_decides_nothing():
    report = Report()
    content = label_studio.tasks([(READING, annotated(READING, {}))])
    assert label_studio.read_tasks(content, "export.json", {"policy": READING}, report) == {}
    assert [one.code for one in report.diagnostics] == ["ZW737"]
    assert not report.failed


def test_an_annotation_that_was_cancelled_does_not_count():
    [task] = json.loads(label_studio.tasks([(READING, annotated(READING, {}))]))
    task["annotations"] = [{"result": task["predictions"][0]["result"]}, {"result": [], "was_cancelled": True}]
    found = label_studio.read_tasks(json.dumps([task]), "export.json", {"policy": READING}, Report())
    assert len(found["policy"]) == len(annotated(READING, {}))


def test_a_decision_names_the_words_it_was_taken_on():
    (decisions, _), _ = with_brat()
    assert isinstance(decisions[3], Decision)
    assert (decisions[3].exact, decisions[3].doc, decisions[3].by, decisions[3].note) == ("最高100万元", "policy", "Li", "brat")


CORPORA = sorted((Path(__file__).parents[1] / "corpora").rglob("*.txt"))


@pytest.mark.parametrize("path", CORPORA, ids=[path.stem for path in CORPORA])
def test_every_annotated_text_goes_to_brat_and_comes_back_as_it_was(path):
    """Whatever unit a rule reads, the way back takes it."""
    reading = read_document(read_text(path.read_text(encoding="utf-8"), "policy"))
    report = Report()
    found = brat.read_standoff(brat.standoff(reading, annotated(reading, {})), "policy.ann", reading, report)
    back = decisions_from(reading, found, {}, **SIGNED, note="brat")
    assert report.diagnostics == ()
    assert {one.verdict for one in back.decisions} == {"accepted"}
    assert back.unplaced == ()
