"""The answer of `zonewright layout`: the map, the page, JSON and GeoJSON, and the verb that writes them."""

import json
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest

from zonewright.cli.layout import plan_of
from zonewright.cli.layout_files import open_problem
from zonewright.cli.main import main
from zonewright.layout.model import LayoutProblem, Objective, Occupant, Option, Plot
from zonewright.layout.options import options_of
from zonewright.layout.score import score
from zonewright.layout.site import Premise, Site
from zonewright.layout.solve import solve
from zonewright.layout.unplaced import unplaced_of
from zonewright.report import words_of_layout as said
from zonewright.report.layout_json import layout_as_geojson, layout_as_json
from zonewright.report.layout_map import layout_map
from zonewright.report.layout_page import layout_page
from zonewright.report.layout_text import LayoutTeller, Plan
from zonewright.values import DateRange, Words

SAMPLE = Path(__file__).parents[2] / "examples/layout-sample"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def sample():
    site = open_problem(SAMPLE)
    return plan_of(site, solve(site.problem, steps=5, seed=1))


def words(text):
    return Words(text, text, text)


def plan_for(plots, occupants, layout, **more):
    """A plan of a small problem, as if somebody had found the layout."""
    problem = LayoutProblem(
        {one.id: one for one in plots}, {one.id: one for one in occupants}, Objective({"placed": 5, "worth": 1}), **more
    )
    premises = {one.id: Premise(one.id, "building", words(one.id), middle=(one.x, one.y)) for one in plots}
    site = Site(problem, words("<small>"), premises, {one.id: words(f"{one.id} & sons") for one in occupants}, currency="CNY")
    options = options_of(problem)
    judged = score(problem, layout)
    return Plan(site, layout, judged, options, unplaced_of(problem, layout, options, judged))


def told(plan, project, language="en"):
    return LayoutTeller(plan, language).why_nowhere(project)


def test_the_page_is_whole_in_itself(sample):
    page = layout_page(sample)
    assert not re.search(r"<script|<link|<img|@import|url\(|(src|href)=", page)
    assert re.findall(r"https?://[^\"'<\s]+", page) == ["http://www.w3.org/2000/svg"]


def test_the_page_tells_all_three_languages_and_shows_the_one_asked_for(sample):
    page = layout_page(sample, language="ko")
    assert re.search(r'id="pick-ko" checked', page)
    assert all(one in page for one in ("Kimchi works", "泡菜加工厂", "김치 공장", said.UNPLACED.en, said.UNPLACED.zh))


def test_a_sample_is_marked_on_the_page(sample):
    assert said.SAMPLE.en in layout_page(sample)
    plain = replace(sample, site=replace(sample.site, sample=False))
    assert said.SAMPLE.en not in layout_page(plain)


def test_the_map_is_sound_and_draws_every_outline_once(sample):
    picture = ElementTree.fromstring(layout_map(sample, [LayoutTeller(sample, "en")]))  # noqa: S314  # our own picture
    drawn = [path for path in picture.findall(f"{SVG}path") if path.get("class")]
    assert len(drawn) == len(sample.site.premises)
    width, height = (int(number) for number in picture.get("viewBox").split()[2:])
    for path in drawn:
        corners = [tuple(map(int, pair.split())) for pair in re.findall(r"-?\d+ -?\d+", path.get("d"))]
        assert all(0 <= x <= width and 0 <= y <= height for x, y in corners)


def test_north_is_up_and_east_is_right():
    plots = (Plot("south", "", 900, x=0, y=0), Plot("north", "", 900, x=0, y=500), Plot("east", "", 900, x=500, y=0))
    picture = layout_map(plan := plan_for(plots, (), {}), [LayoutTeller(plan, "en")])
    starts = {id: re.search(rf'd="M(\d+) (\d+)[^>]*><title>{id} ', picture) for id in ("south", "north", "east")}
    at = {id: tuple(map(int, start.groups())) for id, start in starts.items()}
    assert at["north"][1] < at["south"][1]
    assert at["east"][0] > at["south"][0]


def test_names_are_escaped(sample):
    plan = plan_for([Plot("a", "", 900, x=5)], [Occupant("mill", 100)], {"mill": Option("mill", (("a", 900),))})
    page = layout_page(plan)
    assert "&lt;small&gt;" in page
    assert "mill &amp; sons" in page
    assert "<small>" not in page


def test_names_on_the_map_are_escaped_too():
    plan = plan_for([Plot("a", "", 900)], [Occupant("mill", 100)], {"mill": Option("mill", (("a", 900),))})
    picture = ElementTree.fromstring(layout_map(plan, [LayoutTeller(plan, "en")]))  # noqa: S314  # our own picture
    assert "1 mill & sons" in {label.text for label in picture.iter(f"{SVG}text")}


def test_premises_without_outlines_have_a_page_without_a_map():
    plan = plan_for([Plot("a", "", 900)], [], {})
    premises = {"a": replace(plan.site.premises["a"], middle=None)}
    page = layout_page(replace(plan, site=replace(plan.site, premises=premises)))
    assert said.NO_MAP.en in page
    assert "<svg" not in page


def test_a_plot_that_is_given_whole_is_full_and_a_shared_one_is_not():
    plots = (Plot("own", "", 900), Plot("shared", "", 1000, shared=True))
    layout = {"one": Option("one", (("own", 100),)), "two": Option("two", (("shared", 250),))}
    plan = plan_for(plots, (Occupant("one", 100), Occupant("two", 250)), layout)
    assert plan.shares() == {"own": 1, "shared": Fraction(1, 4)}


def test_those_whose_days_do_not_meet_are_not_added_up():
    early = Occupant("early", 600, stays=DateRange(date(2026, 1, 1), date(2027, 1, 1)))
    late = Occupant("late", 500, stays=DateRange(date(2027, 1, 1)))
    layout = {"early": Option("early", (("hall", 600),)), "late": Option("late", (("hall", 500),))}
    plan = plan_for([Plot("hall", "", 1000, shared=True)], [early, late], layout)
    assert plan.taken() == {"hall": 600}


def test_nobody_is_placed_where_nothing_fits_and_the_nearest_is_named():
    plan = plan_for([Plot("a", "", 900), Plot("b", "", 300)], [Occupant("mill", 1000, forbidden=("b",))], {})
    assert told(plan, "mill") == [
        "no place fits",
        "too small: 2 of 2 plots",
        "ruled out for it: 1 of 2 plots",
        "nearest: a: too small: 900 m2, needs 1,000 m2",
        "nearest: b: ruled out for it, too small: 300 m2, needs 1,000 m2",
    ]


def test_who_is_left_out_hears_who_stands_there():
    layout = {"one": Option("one", (("hall", 900),))}
    plan = plan_for([Plot("hall", "", 900)], [Occupant("one", 100), Occupant("two", 100)], layout)
    assert told(plan, "two") == ["places that fit: 1; in this layout:", "hall: taken by one & sons"]
    assert told(plan, "two", "zh")[1] == "hall：已由one & sons使用"


def test_a_place_that_was_overlooked_is_said_to_be_free():
    plan = plan_for([Plot("hall", "", 900)], [Occupant("one", 100)], {})
    assert "a longer search would place it" in told(plan, "one")[1]


def test_json_tells_every_project_once(sample):
    answer = layout_as_json(sample, LayoutTeller(sample, "en"))
    named = [one["project"] for one in (*answer["placed"], *answer["unplaced"])]
    assert sorted(named) == sorted(sample.site.problem.occupants)
    assert answer["broken"] == []
    assert json.loads(json.dumps(answer)) == answer


def test_geojson_gives_back_the_outlines_as_they_were_read(sample):
    given = json.loads((SAMPLE / "premises.geojson").read_text(encoding="utf-8"))["features"]
    drawn = {one["id"]: one for one in layout_as_geojson(sample)["features"]}
    assert len(drawn) == len(given)
    assert all(drawn[one["properties"]["id"]]["geometry"] == one["geometry"] for one in given)
    taken = {id for one in drawn.values() for id in (one["properties"]["projects"] or "").split(", ") if id}
    assert taken == set(sample.layout)


def test_the_verb_writes_three_files_and_the_same_ones_again(tmp_path, capsys):
    words_of_verb = ["layout", str(SAMPLE), "-o", str(tmp_path / "out"), "--steps", "5", "--seed", "3"]
    assert main(words_of_verb) == 0
    first = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert set(first) == {"layout.json", "layout.geojson", "map.html"}
    assert main([*words_of_verb, "--json"]) == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == first
    printed = capsys.readouterr().out
    assert "14 of 17 projects are placed" in printed


def test_the_verb_tells_findings_and_writes_nothing(tmp_path, capsys):
    for name in ("problem.yaml", "premises.geojson", "projects.yaml"):
        text = (SAMPLE / name).read_text(encoding="utf-8").replace("locked: [innovation-3-b]", "locked: [innovation-9]")
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(["layout", str(tmp_path), "-o", str(tmp_path / "out"), "--steps", "5"]) == 1
    assert "innovation-9" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_seconds_and_steps_do_not_go_together(tmp_path):
    assert main(["layout", str(SAMPLE), "-o", str(tmp_path / "out"), "--steps", "5", "--seconds", "5"]) == 2


@pytest.mark.parametrize("name", [name for name in vars(said) if name.isupper()])
def test_the_words_have_the_same_blanks_in_every_language(name):
    value = getattr(said, name)
    held = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else [value]
    for one in held:
        assert isinstance(one, Words)
        assert len({tuple(sorted(re.findall(r"\{\w\}", text))) for text in (one.en, one.zh, one.ko)}) == 1
