"""Pictures: whole SVG, every number to scale, every text readable and harmless."""

from fractions import Fraction

import pytest
from defusedxml import ElementTree

from zonewright.cases.diagram_words import text_width
from zonewright.report.plots import Bar, bars, gauge

SVG = "{http://www.w3.org/2000/svg}"


def drawn(columns, title="by year"):
    return ElementTree.fromstring(bars(title, columns, prefix="en-1"))


def heights(picture):
    return [int(one.get("height")) for one in picture.iter(f"{SVG}rect") if one.get("x")]


def bar(sure, top, label="2026", words="7"):
    return Bar(label, Fraction(sure), None if top is None else Fraction(top), words)


def test_heights_stand_in_the_ratio_of_the_numbers():
    assert heights(drawn([bar(1000, 1000), bar(500, 500), bar(250, 250)])) == [98, 49, 24]


def test_what_may_come_on_top_is_hatched_above_what_is_sure():
    picture = drawn([bar(250, 1000)])
    solid, hatched = (one for one in picture.iter(f"{SVG}rect") if one.get("x"))
    assert hatched.get("fill") == "url(#en-1-hatch)"
    assert int(hatched.get("y")) + int(hatched.get("height")) == int(solid.get("y"))


def test_no_upper_end_is_an_arrow_and_a_settled_sum_has_none():
    assert len(list(drawn([bar(5, None)]).iter(f"{SVG}path"))) == 1
    assert not list(drawn([bar(5, 5)]).iter(f"{SVG}path"))


def test_something_is_never_drawn_as_nothing_and_nothing_is():
    assert heights(drawn([bar(1, 1), bar(10**12, 10**12), bar(0, 0)])) == [2, 98, 0]


def test_columns_of_nothing_can_be_drawn():
    assert heights(drawn([bar(0, 0)])) == [0]


def test_a_picture_is_read_out_by_its_title_and_its_numbers():
    picture = drawn([bar(5, 5, "2026", "5 CNY"), bar(6, 6, "2027", "6 CNY")])
    assert picture.get("role") == "img"
    assert picture.find(f"{SVG}title").text == "by year"
    assert picture.find(f"{SVG}desc").text == "2026: 5 CNY; 2027: 6 CNY"


@pytest.mark.parametrize("words", ["<script>x</script>", '"&<>'])
def test_texts_cannot_become_markup(words):
    picture = drawn([bar(5, 5, words, words)], title=words)
    assert not list(picture.iter(f"{SVG}script"))
    assert [one.text for one in picture.iter(f"{SVG}text")] == [words, words]
    ElementTree.fromstring(gauge(words, has=1, needs=2, has_words=words, needs_words=words, gap_words=words))


@pytest.mark.parametrize(
    "words", ["1,234,567 CNY or more, no upper end known", "1.23亿元以上，上限尚不确定", "아직 알 수 없음"]
)
def test_no_label_leaves_the_picture_or_meets_its_neighbour(words):
    picture = drawn([bar(5, 5, "2026", words), bar(6, 6, "2027", words)])
    first, second = (int(one.get("x")) for one in picture.iter(f"{SVG}text") if one.text == words)
    assert first - text_width(words) // 2 >= 0
    assert second + text_width(words) // 2 <= int(picture.get("width"))
    assert second - first >= text_width(words)


def test_wide_letters_are_counted_as_wide():
    assert text_width("万元") > text_width("ab")


@pytest.mark.parametrize(
    ("has", "needs", "order"),
    [(9, 50, -1), (80, 50, 1), (-10, 50, -1), (Fraction(1, 3), Fraction(1, 2), -1), (0, 0, 0)],
)
def test_a_gauge_shows_on_which_side_of_the_bound_one_stands(has, needs, order):
    picture = ElementTree.fromstring(
        gauge("gap", has=Fraction(has), needs=Fraction(needs), has_words="has", needs_words="needs", gap_words="off by 41")
    )
    here = int(next(picture.iter(f"{SVG}circle")).get("cx"))
    there = int(next(picture.iter(f"{SVG}path")).get("d").removeprefix("M").split()[0])
    assert (here > there) - (here < there) == order
    assert [one.text for one in picture.iter(f"{SVG}text")] == ["has", "needs", "off by 41"]
