"""Cases on their way to another version: by a map only, tried on copies first, nothing changed until it is told to."""

from datetime import date
from types import MappingProxyType

import pytest

from small_procedure import SHOP, WORDS, Story, W, at, changed, rules_of
from zonewright.cases.case import apply, replay
from zonewright.cases.clocks import view_of
from zonewright.cases.commands import Finish, Suspend, Take, Why
from zonewright.cases.decide import decide
from zonewright.cases.events import Migrated
from zonewright.cases.migration import Migration, check_migration, dry_run, migrate

LATER = changed(
    SHOP,
    ('"2026-11-22.1"', '"2027-03-01.1"'),
    ("  opinions:\n", "  hearing:\n"),
    ("to: opinions, marks", "to: hearing, marks"),
    ("again: {title: {en: word, zh: 词, ko: 말}, to: opinions", f"again: {{title: {W}, to: hearing"),
    ("fire-opinion: {title", "safety-opinion: {title"),
    ("  decision-time:\n", "  review-time:\n"),
)
OLD, NOW = rules_of(), rules_of(LATER)
MAP = Migration(
    "shop-licence", "2026-11-22.1", "2027-03-01.1", {"opinions": "hearing"}, {"fire-opinion": "safety-opinion"},
    {"decision-time": "review-time"}, WORDS,
)  # fmt: skip
FACTS = MappingProxyType({"has_kitchen": True, "turnover": 1, "shop_name": "Blue"})
SUBMIT = Finish("applicant", "", "submit", "submitted", give={"form": None, "floor-plan": None})
COMPLETE = Finish("window", "", "check", "complete")
FIRE = Finish("fire", "", "fire-opinion", "for")
PLANNED = Finish("reviewer", "", "plan-opinion", "for")


def at_opinions():
    return Story(OLD, facts=FACTS).does("02", SUBMIT).does("03", COMPLETE)


def trial(story, map=MAP, on="10"):
    return migrate(story.case, map, earlier=OLD.procedure, rules=NOW, on=at(on))


def test_a_dry_run_tells_of_each_case_and_changes_none():
    stories = (at_opinions(), at_opinions().does("04", FIRE), Story(OLD, facts=FACTS))
    before = [story.case for story in stories]
    trials = dry_run(before, MAP, earlier=OLD.procedure, rules=NOW, on=at("10"))
    assert [one.after.at for one in trials] == ["hearing", "hearing", "apply"]
    assert [one.problems for one in trials] == [(), (), ()]
    assert [story.case for story in stories] == before
    assert {one.procedure for one in before} == {OLD.procedure.hash}


def test_what_was_done_and_what_runs_goes_over_under_its_other_name():
    story = at_opinions().does("04", FIRE).does("05", Suspend("reviewer", "", "decision-time", "experts", "x"))
    found = trial(story)
    assert dict(found.after.done) == {"safety-opinion": "for"}
    old = view_of(story.case, OLD.procedure.clocks["decision-time"], OLD, at("10"))
    now = view_of(found.after, NOW.procedure.clocks["review-time"], NOW, at("10"))
    assert (now.condition, now.course, now.left) == (old.condition, old.course, old.left)
    assert replay((*story.events, found.event)) == found.after == apply(story.case, found.event)


def test_the_case_goes_on_under_the_later_version():
    after = trial(at_opinions().does("04", FIRE)).after
    events = decide(after, PLANNED, on=at("11"), rules=NOW)
    assert events[-1].to == "decide"
    assert decide(after, FIRE, on=at("11"), rules=NOW).why is Why.UNKNOWN_TASK


def test_how_often_a_way_was_taken_is_remembered_under_its_other_name():
    text = changed(LATER, ("  intake:\n", "  reception:\n"),
                   ("to: intake, marks: [receipt]", "to: reception, marks: [receipt]"),
                   ("to: intake, marks: [supplement]", "to: reception, marks: [supplement]"),
                   ("to: intake, within", "to: reception, within"))  # fmt: skip
    rules = rules_of(text)
    map = Migration("x", "1", "2", {**MAP.places, "intake": "reception"}, MAP.tasks, MAP.clocks, WORDS)
    incomplete = Finish("window", "", "check", "incomplete", "no scale")
    story = Story(OLD, facts=FACTS).does("02", SUBMIT, incomplete, Finish("applicant", "", "mend", "supplied"), incomplete)
    after = migrate(story.case, map, earlier=OLD.procedure, rules=rules, on=at("03")).after
    assert after.times["reception/incomplete"] == 2
    back = decide(after, Finish("applicant", "", "mend", "supplied"), on=at("03"), rules=rules)
    for event in back:
        after = apply(after, event)
    assert decide(after, incomplete, on=at("03"), rules=rules).why is Why.MOST_REACHED


def test_two_stages_that_become_one_add_up_how_often_they_were_left():
    event = Migrated(at("09"), places={"opinions": "decide"})
    story = at_opinions().does("04", FIRE, PLANNED).does("05", Finish("reviewer", "", "decision", "again", "unclear"))
    assert apply(story.case, event).times["decide/for"] == 1
    assert apply(story.case._replace(times={"opinions/for": 2, "decide/for": 3}), event).times == {"decide/for": 5}


@pytest.mark.parametrize(
    ("map", "problem"),
    [
        (Migration("x", "1", "2", {}, {}, {}, WORDS), "the later version has no stage or end `opinions`"),
        (Migration("x", "1", "2", {"opinions": "hearing"}, {}, {}, WORDS),
         "the task `fire-opinion`, already done, is not at `hearing` of the later version"),
        (Migration("x", "1", "2", {"opinions": "decide"}, {"fire-opinion": "decision"}, {}, WORDS),
         "the outcome `for` of `decision` is unknown to the later version"),
        (Migration("x", "1", "2", {"opinions": "hearing"}, {"fire-opinion": "plan-opinion"}, {}, WORDS), ""),
    ],
)  # fmt: skip
def test_a_case_that_does_not_fit_stays_and_says_why(map, problem):
    found = trial(at_opinions().does("04", FIRE), map)
    if problem:
        assert (found.event, found.problems[0]) == (None, problem)
    else:
        assert found.event is not None


def test_a_case_with_nothing_left_to_do_does_not_go_over():
    one = changed(LATER, ("      plan-opinion: {title: {en: word, zh: 词, ko: 말}, role: reviewer}\n", ""),
                  ("role: fire, when: {field: has_kitchen, is: true}", "role: fire"))  # fmt: skip
    found = migrate(at_opinions().does("04", FIRE).case, MAP, earlier=OLD.procedure, rules=rules_of(one), on=at("10"))
    assert found.problems == ("nothing would be left to do at `hearing`, and nothing would lead on from there",)


def test_a_case_of_another_version_and_an_earlier_moment_are_refused():
    story = at_opinions()
    after = trial(story).after
    again = migrate(after, MAP, earlier=OLD.procedure, rules=NOW, on=at("10"))
    assert again.problems == ("the case does not follow the version that the map starts from",)
    assert trial(story, on="01").problems[0].startswith("the case has an event at 2026-03-03")


def test_an_end_goes_over_with_its_certificate():
    text = changed(LATER.replace("granted", "licensed"), ("result: licensed", "result: granted"))
    map = Migration("x", "1", "2", {"granted": "licensed", **MAP.places}, MAP.tasks, MAP.clocks, WORDS)
    story = at_opinions().does("04", FIRE, PLANNED).does("05", Finish("reviewer", "", "decision", "grant"))
    found = migrate(story.case, map, earlier=OLD.procedure, rules=rules_of(text), on=at("10"))
    assert (found.after.at, dict(found.after.certificates)) == ("licensed", {"licensed": date(2031, 3, 4)})
    due = {one.clock.id: one.due.day for one in found.clocks if one.due is not None}
    assert due["renewal-time"] == date(2031, 1, 21)
    assert decide(found.after, Take("applicant", "", "renew"), on=at("10"), rules=rules_of(text))[0].to == "intake"


def told(map, earlier=OLD.procedure, later=NOW.procedure):
    return [(one.code, one.message) for one in check_migration(map, earlier, later)]


def test_a_whole_map_has_no_findings():
    assert told(MAP) == []


def test_the_gaps_of_a_map_are_told_at_once():
    assert told(Migration("x", "1", "2", {"opinion": "hearing"}, {"fire-opinion": "safety"}, {}, WORDS)) == [
        ("ZW818", "version 1 has no stage or end `opinion`"),
        ("ZW818", "version 2 has no stage or end `opinions`, and the map does not say what becomes of it"),
        ("ZW818", "version 2 has no task `safety`"),
        ("ZW818", "version 2 has no clock `decision-time`, and the map does not say what becomes of it"),
    ]


def test_a_map_between_versions_that_are_not_there():
    assert told(MAP, None, None) == [
        ("ZW818", "there is no version `2026-11-22.1` of `shop-licence`"),
        ("ZW818", "there is no version `2027-03-01.1` of `shop-licence`"),
    ]
