"""The picture of a case: well-formed, escaped, each moment where it belongs, quiet stretches folded."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonewright.cases.scenario import play
from zonewright.packs.load import load_pack
from zonewright.packs.rules import rules_of
from zonewright.report.case_names import CaseNames
from zonewright.report.time_scale import FOLD, MOST_DAYS, NARROWEST, time_scale
from zonewright.report.timeline import timeline
from zonewright.values import LANGUAGES, Words

PACK = load_pack(Path(__file__).parents[2] / "packs/example-zone")
PROCEDURE = PACK.casework.procedures["rent-relief-claim"]
RULES = rules_of(PACK, PROCEDURE)
SCENARIOS = {one.name: one for one in PACK.casework.scenarios if one.procedure == PROCEDURE.id}
SVG = "{http://www.w3.org/2000/svg}"
START = datetime.fromisoformat("2026-03-02T09:00")
moments = st.lists(st.integers(0, 900 * 24), min_size=1, max_size=12).map(
    lambda hours: [START + timedelta(hours=one) for one in hours]
)


def drawn(name, language="en"):
    return ElementTree.fromstring(timeline(play(SCENARIOS[name], RULES), CaseNames(PACK, RULES, language)))  # noqa: S314


def texts(picture):
    return [one.text for one in picture.iter(f"{SVG}text")]


def of_class(picture, name):
    return [one for one in picture.iter() if name in one.get("class", "").split()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SCENARIOS)
def test_every_clock_that_ran_and_everybody_who_had_it_has_a_row(name, language):
    shown = "".join(texts(drawn(name, language)))
    run = play(SCENARIOS[name], RULES)
    assert PROCEDURE.clocks["decision-time"].title.in_language(language).replace(" ", "") in shown.replace(" ", "")
    assert PACK.zone.authorities["committee"].name.in_language(language).replace(" ", "") in shown.replace(" ", "")
    assert run.scenario.title.in_language(language) in texts(drawn(name, language))


@pytest.mark.parametrize("name", SCENARIOS)
def test_nothing_is_drawn_outside_the_picture(name):
    """Neither a bar nor the beginning of a text, nor a bar of no width."""
    picture = drawn(name)
    width, height = int(picture.get("width")), int(picture.get("height"))
    for one in picture.iter(f"{SVG}rect"):
        left, top = int(one.get("x", 0)), int(one.get("y", 0))
        assert 0 <= left <= width - int(one.get("width"))
        assert 0 <= top <= height - int(one.get("height"))
        assert int(one.get("width")) > 0
    assert all(0 <= int(one.get("x")) < width and 0 < int(one.get("y")) <= height for one in picture.iter(f"{SVG}text"))


def test_what_is_late_is_red_and_told_in_words():
    """The landlord answered two days late."""
    picture = drawn("suspended-and-extended")
    assert len(of_class(picture, "late")) == 2  # the bar, and the sign in the legend
    [told] = [one.text for one in of_class(picture, "bad")]
    assert told == "done too late · due 2026-09-15 10:00, time of Republic of Korea"


def test_a_case_in_time_has_nothing_red():
    assert of_class(drawn("appealed"), "bad") == []
    assert len(of_class(drawn("appealed"), "late")) == 1  # the sign in the legend


def test_standing_still_and_extension_are_drawn_apart():
    picture = drawn("suspended-and-extended")
    hatched = [one for one in picture.iter(f"{SVG}rect") if one.get("fill") == "url(#zt-hatch)"]
    assert len(hatched) == 2
    assert len(of_class(picture, "more")) == 2


def test_make_up_workdays_and_refused_steps_are_marked():
    """20 September and 10 October 2026 are worked; one step was refused."""
    picture = drawn("suspended-and-extended")
    assert len(of_class(picture, "work")) == 3
    assert len(of_class(picture, "no")) == 2


def test_words_of_a_pack_cannot_leave_their_place():
    """Letters that mean something to XML stay letters."""
    sly = 'x</title><script>alert("1")</script>&'
    scenario = replace(SCENARIOS["happy"], title=Words(sly, sly, sly))
    text = timeline(play(scenario, RULES), CaseNames(PACK, RULES, "en"))
    assert "<script" not in text
    assert sly in texts(ElementTree.fromstring(text))  # noqa: S314


def test_the_same_case_gives_the_same_picture():
    assert len({timeline(play(SCENARIOS["happy"], RULES), CaseNames(PACK, RULES, "ko")) for _ in range(2)}) == 1


@given(moments)
def test_later_is_never_drawn_further_left(several):
    scale = time_scale(several, left=200)
    places = [scale.at(moment) for moment in sorted(several)]
    assert all(one <= after for one, after in pairwise(places))
    assert all(
        200 <= place <= scale.right and scale.shows(moment) for place, moment in zip(places, sorted(several), strict=True)
    )


@pytest.mark.parametrize("day", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_the_first_and_the_last_day_of_all_can_be_drawn(day):
    moment = datetime.fromisoformat(day)
    scale = time_scale([moment], left=0)
    assert moment.toordinal() in dict(scale.days())
    assert all(datetime.fromordinal(ordinal) for ordinal, _ in scale.days())


def test_a_case_on_the_last_day_of_all_is_drawn():
    """Nothing lies ahead of it."""
    last = datetime.fromisoformat("9999-12-31T23:59")
    late = replace(SCENARIOS["refused"], steps=tuple(replace(one, on=last) for one in SCENARIOS["refused"].steps[:1]))
    assert ElementTree.fromstring(timeline(play(late, RULES), CaseNames(PACK, RULES, "en"))).tag == f"{SVG}svg"  # noqa: S314


@given(moments)
def test_two_days_are_a_readable_distance_apart(several):
    """Every day on which something happens has its full width; only days on which nothing happens are folded."""
    scale = time_scale(several, left=0)
    days = dict(scale.days())
    assert {moment.toordinal() for moment in several} <= days.keys()
    assert scale.day >= NARROWEST
    for one in scale.stretches:
        assert one.width == (FOLD if one.folded else (one.after - one.first) * scale.day)
    assert all(one.after == following.first for one, following in pairwise(scale.stretches))


def test_a_short_case_is_never_folded():
    far = START + timedelta(days=MOST_DAYS - 4)
    assert not any(one.folded for one in time_scale([START, far], left=0).stretches)
    assert any(one.folded for one in time_scale([START, far + timedelta(days=10)], left=0).stretches)
