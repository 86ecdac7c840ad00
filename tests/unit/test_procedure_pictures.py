"""Procedures as pictures: nothing lies on anything, every line ends where it should, words are whole and safe."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures_made import made_procedure
from zonewright.cases.deadlines import Limit
from zonewright.cases.diagram_words import say_limit, text_width, wrapped
from zonewright.cases.graph import START, Cause, graph_of
from zonewright.cases.graph_order import Box, Line
from zonewright.cases.graph_places import placed
from zonewright.packs.load import read_pack
from zonewright.report.procedure_picture import picture_of

REAL = dict(read_pack(Path(__file__).parents[2] / "packs/changchun").pack.casework.procedures)
MADE = [made_procedure(seed, most_stages=12) for seed in range(12)]
every_procedure = pytest.mark.parametrize("procedure", [*REAL.values(), *MADE], ids=lambda one: one.id)


@st.composite
def graphs(draw):
    """Boxes of many sizes with lines to and fro, round, and twice."""
    count = draw(st.integers(1, 12))
    boxes = [
        Box(f"b{number}", draw(st.sampled_from((20, 60, 140))), draw(st.sampled_from((20, 80, 200)))) for number in range(count)
    ]
    places = st.integers(0, count - 1)
    lines = []
    for source, target in draw(st.lists(st.tuples(places, places), max_size=24)):
        one, other = boxes[source], boxes[target]
        label = draw(st.sampled_from(((0, 0, 0), (40, 14, 0), (20, 0, 90))))
        sides = [(8, box.across - 8) if box.across > 40 else (box.across // 2,) * 2 for box in (one, other)]
        lines.append(Line(one.id, other.id, sides[0], sides[1], label, weak=draw(st.booleans())))
    return boxes, lines


def overlap(one, other):
    return (one.x < other.x + other.width and other.x < one.x + one.width
            and one.y < other.y + other.height and other.y < one.y + one.height)  # fmt: skip


def runs_through(start, end, rect):
    """Whether a piece of line passes the inside of a rectangle."""
    (x, y), (to_x, to_y) = start, end
    return ((min(x, to_x) < rect.x + rect.width and rect.x < max(x, to_x)) or rect.x < x == to_x < rect.x + rect.width) and (
        (min(y, to_y) < rect.y + rect.height and rect.y < max(y, to_y)) or rect.y < y == to_y < rect.y + rect.height
    )


@given(graphs())
def test_boxes_and_labels_lie_apart_and_no_line_runs_through_a_box(graph):
    boxes, lines = graph
    drawing = placed(boxes, lines)
    rects = [*drawing.boxes.values(), *(label for label in drawing.labels if label)]
    assert [(one, other) for number, one in enumerate(rects) for other in rects[number + 1 :] if overlap(one, other)] == []
    for line, route in zip(lines, drawing.routes, strict=True):
        source, target = drawing.boxes[line.source], drawing.boxes[line.target]
        assert route[0][0] == source.x + source.width
        assert route[-1][0] == target.x
        assert source.y + line.leave[0] <= route[0][1] <= source.y + line.leave[1]
        assert target.y + line.enter[0] <= route[-1][1] <= target.y + line.enter[1]
        for start, end in pairwise(route):
            assert start[0] == end[0] or start[1] == end[1]
            assert not any(runs_through(start, end, rect) for rect in drawing.boxes.values())


@given(graphs())
def test_the_same_graph_is_placed_in_the_same_way_and_starts_at_zero(graph):
    boxes, lines = graph
    drawing = placed(boxes, lines)
    assert drawing == placed(boxes, lines)
    assert min(one.x for one in drawing.boxes.values()) >= 0
    assert all(isinstance(number, int) for box in drawing.boxes.values() for number in box)
    assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for route in drawing.routes for x, y in route)


def test_a_way_on_flows_forwards_and_a_way_back_comes_round_to_the_front():
    boxes = [Box(id, 100, 40) for id in "abc"]
    lines = [Line("a", "b", (20, 20), (20, 20)), Line("b", "c", (20, 20), (20, 20)), Line("c", "a", (20, 20), (20, 20))]
    drawing = placed(boxes, lines)
    assert drawing.boxes["a"].x < drawing.boxes["b"].x < drawing.boxes["c"].x
    assert len(drawing.routes[0]) == 2
    assert drawing.routes[2][0][0] > drawing.boxes["c"].x
    assert drawing.routes[2][-1][0] == drawing.boxes["a"].x
    assert drawing.upright().boxes["c"].y == drawing.boxes["c"].x


@every_procedure
@pytest.mark.parametrize("language", ["en", "zh", "ko"])
def test_a_picture_is_whole_and_needs_nothing_else(procedure, language):
    picture = picture_of(procedure, language=language)
    root = ET.fromstring(picture)  # noqa: S314  # our own
    texts = "".join(root.itertext())
    assert not re.search(r"<script|https?://(?!www\.w3\.org/2000/svg)|<image|@import|\bon\w+=", picture)
    assert "prefers-color-scheme:dark" in picture
    for part in (*procedure.stages.values(), *procedure.ends.values()):
        assert part.title.in_language(language) in texts
    for clock in procedure.clocks.values():
        title = wrapped(clock.title.in_language(language), 400)[0]
        assert title in texts


@every_procedure
def test_every_stage_has_one_card_with_its_tasks(procedure):
    root = ET.fromstring(picture_of(procedure, language="en"))  # noqa: S314
    cards = [one for one in root.iter("{http://www.w3.org/2000/svg}rect") if one.get("class") == "card"]
    assert len(cards) == len(procedure.stages)


def test_words_of_a_pack_cannot_break_out_of_the_picture():
    procedure = MADE[0]
    title = replace(procedure.title, en='</text><script>alert("x")</script>&')
    stages = {id: replace(stage, title=title) for id, stage in procedure.stages.items()}
    picture = picture_of(replace(procedure, title=title, stages=MappingProxyType(stages)), language="en")
    assert "<script" not in picture
    ET.fromstring(picture)  # noqa: S314


def test_ends_are_told_by_a_sign_and_in_words():
    granted = next(one for one in MADE if "granted" in one.ends and "withdrawn" in one.ends)
    picture = picture_of(granted, language="en")
    assert all(sign in picture for sign in (">✓<", ">○<", ">granted<", ">withdrawn<"))


def test_a_condition_is_told_in_the_words_of_the_pack_where_they_are_given():
    procedure = next(one for one in MADE if any(len(move.ways) > 1 for stage in one.stages.values() for move in stage.moves))
    assert "the kitchen" in picture_of(procedure, language="en", tell=lambda _: "the kitchen is open")
    assert "the kitchen" not in picture_of(procedure, language="en")


def test_a_clock_is_shown_at_every_stage_over_which_it_runs():
    """From the start to the mark that the last stage makes; it stands still where it rests."""
    procedure = next(one for one in MADE if len(one.stages) > 3)
    clock = replace(procedure.clocks["whole"], rests_in=(list(procedure.stages)[1],))
    procedure = replace(procedure, clocks=MappingProxyType({"whole": clock}))
    graph = graph_of(procedure)
    assert graph.span("whole") == tuple(procedure.stages)
    picture = picture_of(procedure, language="en")
    assert picture.count("① 20 working days") == len(procedure.stages) - 1
    assert picture.count("① stands still") == 1


def test_the_graph_has_every_way_of_a_procedure():
    for procedure in REAL.values():
        graph = graph_of(procedure)
        ways = [(edge.source, edge.of, edge.target) for edge in graph.edges if edge.cause is Cause.OUTCOME]
        assert ways == [
            (stage.id, move.outcome, way.to) for stage in procedure.stages.values() for move in stage.moves for way in move.ways
        ]
        acts = [(edge.source, edge.of, edge.target) for edge in graph.edges if edge.cause is Cause.ACT]
        assert acts == [(place, act.id, act.to) for act in procedure.acts.values() for place in act.stages]
        assert (graph.edges[0].source, graph.edges[0].target) == (START, procedure.start)


def test_a_clock_does_not_run_past_the_end_that_drops_it():
    """What happens after an end is no longer its matter, unless it began there."""
    appealed = [one for one in MADE if "appeal" in one.acts and one.clocks["whole"].starts[0] in one.stages]
    assert appealed
    assert all(not set(graph_of(one).span("whole")) & set(one.ends) for one in appealed)


@pytest.mark.parametrize(
    ("limit", "en", "zh", "ko"),
    [
        (Limit(20, "working_day"), "20 working days", "20个工作日", "20근무일"),
        (Limit(1, "month"), "1 month", "1个月", "1개월"),
        (Limit(3, "working_hour"), "3 working hours", "3个工作小时", "근무시간 기준 3시간"),
        (Limit(2, "week"), "2 weeks", "2周", "2주"),
    ],
)
def test_a_limit_is_said_as_the_language_says_it(limit, en, zh, ko):
    assert (say_limit(limit, "en"), say_limit(limit, "zh"), say_limit(limit, "ko")) == (en, zh, ko)


@given(st.text(min_size=1, max_size=80), st.integers(30, 200))
def test_wrapped_lines_keep_every_letter_and_stay_in_their_width(text, width):
    lines = wrapped(text, width)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    assert all(
        text_width(line) <= width + text_width("。" * (len(re.findall(r"[，。、；：！？）」』》〉]", line)))) for line in lines
    )
