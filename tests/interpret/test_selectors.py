"""Web Annotations: what is marked is found again, in the same text and in a changed one, and never in a wrong place."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonewright.interpret.readers import read_text
from zonewright.provisions.selectors import annotation, as_utf16, find, from_utf16

TEXT = "第一条 对企业给予100万元奖励。\n第二条 对园区给予100万元奖励😀。\n第三条 自发布之日起施行。\n"


def document(text=TEXT):
    return read_text(text, "text")


def marked(words, text=TEXT, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return annotation(document(text), start, start + len(words), body={"type": "TextualBody", "value": "supported"})


def found(text, made):
    place = find(document(text), json.loads(json.dumps(made)))
    return place and text[slice(*place)]


def test_an_annotation_is_one_of_the_standard():
    made = marked("100万元")
    quote, position = made["target"]["selector"]
    assert made["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert made["type"] == "Annotation"
    assert made["body"]["value"] == "supported"
    assert quote == {"type": "TextQuoteSelector", "exact": "100万元", "prefix": "第一条 对企业给予", "suffix": TEXT[14:46]}
    assert position == {"type": "TextPositionSelector", "start": 9, "end": 14, "unit": "codepoint"}
    assert made["target"]["state"]["value"] == f"sha256:{document().sha256}"


@pytest.mark.parametrize("nth", [0, 1])
def test_a_quote_is_found_at_its_place(nth):
    made = marked("100万元", nth=nth)
    assert find(document(), made) == (made["target"]["selector"][1]["start"], made["target"]["selector"][1]["end"])


@pytest.mark.parametrize("nth", [0, 1])
def test_a_quote_that_moved_is_found_by_its_neighbours(nth):
    changed = "前言。\n" + TEXT
    made = marked("100万元", nth=nth)
    assert find(document(changed), made) == (
        made["target"]["selector"][1]["start"] + 4,
        made["target"]["selector"][1]["end"] + 4,
    )


def test_a_quote_is_found_when_one_side_of_it_changed():
    assert found(TEXT.replace("对园区", "对各园区"), marked("奖励😀", nth=0)) == "奖励😀"
    changed = "x" + TEXT.replace("给予100万元奖励😀", "再给予100万元奖励😀")
    second = changed.rindex("100万元")
    assert find(document(changed), marked("100万元", nth=1)) == (second, second + 5)


def test_words_that_are_gone_or_stand_twice_without_their_neighbours_are_nowhere():
    assert found(TEXT.replace("100万元", "200万元"), marked("100万元")) is None
    assert found("x 奖励 y 奖励 z", marked("奖励")) is None


@pytest.mark.parametrize(
    "broken", [{}, {"target": None}, {"target": {"selector": 5}}, {"target": {"selector": [{"type": "TextQuoteSelector"}]}}]
)
def test_a_broken_annotation_is_nowhere(broken):
    assert find(document(), broken) is None


def test_a_place_outside_the_text_is_refused():
    with pytest.raises(ValueError, match="does not stand"):
        annotation(document(), 5, 5_000)


def test_a_position_that_lies_is_not_believed():
    made = marked("施行")
    made["target"]["selector"][1].update(start=0, end=2)
    assert found(TEXT, made) == "施行"


@given(st.text(st.sampled_from("ab一가😀𠀀"), max_size=12), st.data())
def test_offsets_of_browsers_are_those_of_utf_16(text, draw):
    offset = draw.draw(st.integers(0, len(text)))
    [wide] = as_utf16(text, [offset])
    assert wide == len(text[:offset].encode("utf-16-le")) // 2
    assert from_utf16(text, [wide]) == (offset,)


@given(st.text(st.sampled_from("ab 一。\n"), min_size=1, max_size=20), st.text(st.sampled_from("ab 一"), max_size=6), st.data())
def test_what_is_found_are_always_the_same_words(text, before, draw):
    start = draw.draw(st.integers(0, len(text) - 1))
    end = draw.draw(st.integers(start + 1, len(text)))
    made = annotation(document(text), start, end)
    assert find(document(text), made) == (start, end)
    moved = find(document(before + text), made)
    assert moved is None or (before + text)[slice(*moved)] == text[start:end]
