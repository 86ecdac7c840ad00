"""Trees that know their places: what YAML and JSON become, and what is refused."""

import pytest

from zonewright.errors import InputError, Place, Report
from zonewright.notation.shapes import (
    IN_FORCE,
    WORDS,
    ByName,
    Day,
    Key,
    ListOf,
    OneWord,
    Record,
    Text,
    TrueFalse,
    Whole,
    nearest,
    read_day,
)
from zonewright.notation.tree import Listing, Mapping, Scalar, read_json, read_yaml


def refused(read, text):
    """What a text is refused with: code, line and column of each finding."""
    with pytest.raises(InputError) as error:
        read(text, "file.yaml")
    return [(found.code, found.where.line, found.where.column) for found in error.value.diagnostics]


def found_by(shape, text):
    """What a shape reads, and the codes of what it finds wrong."""
    report = Report()
    return shape.read(read_yaml(text, ""), report), [found.code for found in report.diagnostics]


def test_every_node_knows_its_place():
    """Lines and columns are counted from 1."""
    node = read_yaml("a: 1\nb:\n  - x\n  - {c: y}\n", "file.yaml")
    assert isinstance(node, Mapping)
    assert node.place == Place("file.yaml", 1, 1)
    second = node.get("b")
    assert isinstance(second, Listing)
    assert [item.place for item in second.items] == [Place("file.yaml", 3, 5), Place("file.yaml", 4, 5)]
    assert second.items[1].get("c").place == Place("file.yaml", 4, 9)


@pytest.mark.parametrize("word", ["yes", "no", "on", "1e3", "0777", "2026-01-01", "1_000", "null and void", "NaN"])
def test_nothing_is_guessed_about_plain_words(word):
    """`no` is a word, `0777` four digits, a day its ten letters."""
    assert read_yaml(f"a: {word}", "").get("a") == Scalar(word, Place("", 1, 4))


@pytest.mark.parametrize("text", ["a:", "a: ~", "a: null"])
def test_nothing_is_told_from_an_empty_text(text):
    assert read_yaml(text, "").get("a").empty
    assert not read_yaml('a: ""', "").get("a").empty
    assert not read_yaml('a: "null"', "").get("a").empty


def test_an_empty_file_is_an_empty_mapping():
    assert read_yaml("", "f") == Mapping((), Place("f", 1, 1))
    assert read_yaml("# only a comment\n", "f") == Mapping((), Place("f", 1, 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: [1\n", [("ZW001", 2, 1)]),
        ("a: 1\n\tb: 2\n", [("ZW001", 2, 1)]),
        ("a: b: c\n", [("ZW001", 1, 5)]),
        ("a: &x 1\n", [("ZW003", 1, 4)]),
        ("a: *x\n", [("ZW003", 1, 4)]),
        ("a: !!int 1\n", [("ZW003", 1, 4)]),
        ("a: 1\n---\nb: 2\n", [("ZW003", 2, 1)]),
        ("a: 1\nb: 2\na: 3\nb: 4\n", [("ZW005", 3, 1), ("ZW005", 4, 1)]),
        ("? [a, b]\n: 1\n", [("ZW004", 1, 3)]),
        ("a: " + "[" * 70, [("ZW002", 1, 63)]),
    ],
)
def test_what_packs_do_not_use_is_refused_with_its_place(text, expected):
    assert refused(read_yaml, text) == expected


def test_the_hint_for_a_tab_speaks_of_tabs():
    with pytest.raises(InputError) as error:
        read_yaml("a: 1\n\tb: 2\n", "f")
    assert error.value.diagnostics[0].hint == "indent with spaces, not tabs"


def test_the_hint_for_a_colon_in_a_text_speaks_of_quotes():
    with pytest.raises(InputError) as error:
        read_yaml("a: b: c\n", "f")
    assert "quotes" in error.value.diagnostics[0].hint


def test_json_keeps_the_digits_of_numbers():
    """0.1 stays a tenth, 1e400 stays what was written."""
    node = read_json('{"a": 0.1, "b": 1e400, "c": 12345678901234567890, "d": NaN, "e": true, "f": null, "g": ["x"]}', "f")
    assert isinstance(node, Mapping)
    assert [node.get(key).text for key in "abcde"] == ["0.1", "1e400", "12345678901234567890", "NaN", "true"]
    assert node.get("f").empty
    assert node.get("g").items[0].text == "x"


def test_json_text_that_looks_like_nothing_is_text():
    """The text "null" is four letters, not nothing."""
    assert not read_json('{"a": "null"}', "f").get("a").empty
    assert not read_json('{"a": ""}', "f").get("a").empty


@pytest.mark.parametrize(
    ("text", "code"),
    [('{"a": 1,}', "ZW001"), ("", "ZW001"), ('{"a": 1, "a": 2}', "ZW005"), ("[" * 5000, "ZW002"), ("{1: 2}", "ZW001")],
)
def test_what_is_no_json_is_refused(text, code):
    assert [found[0] for found in refused(read_json, text)] == [code]


def test_a_mistake_in_json_is_told_with_its_line():
    assert refused(read_json, '{"a": 1,\n "b": }') == [("ZW001", 2, 7)]


def test_records_tell_unknown_and_missing_keys_at_once():
    shape = Record(
        "a person",
        lambda at: at.values,
        Key("name", Text(), required=True),
        Key("age", Whole(), required=True),
        Key("note", Text()),
    )
    assert found_by(shape, "title: x\ncolour: red\n") == (None, ["ZW017", "ZW017", "ZW018", "ZW018"])
    assert found_by(shape, "name: x\nage: 5\n") == ({"name": "x", "age": 5}, [])
    assert found_by(shape, "- a\n") == (None, ["ZW010"])


@pytest.mark.parametrize(
    ("shape", "text", "code"),
    [
        (Text("a word", "[a-z]+"), "ABC", "ZW011"),
        (Text(), "[a]", "ZW010"),
        (Text(), '" "', "ZW010"),
        (OneWord(("may", "must")), "mayy", "ZW012"),
        (OneWord(("may", "must")), "[may]", "ZW010"),
        (Day(), "2026-02-30", "ZW013"),
        (Day(), "1.3.2026", "ZW013"),
        (Day(), "{a: b}", "ZW010"),
        (TrueFalse(), "yes", "ZW010"),
        (Whole(), "-1", "ZW010"),
        (Whole(), "1.5", "ZW010"),
        (WORDS, "{en: a, zh: b, ko: c, fr: d}", "ZW014"),
        (WORDS, "{en: a, zh: b}", "ZW015"),
        (WORDS, "a", "ZW010"),
        (ListOf(Text(), at_least=2), "[a]", "ZW016"),
        (ListOf(Text()), "a", "ZW010"),
        (ByName(Text()), "{A B: x}", "ZW011"),
        (IN_FORCE, "{since: 2026-01-01}", "ZW017"),
    ],
)
def test_each_shape_names_what_does_not_fit(shape, text, code):
    assert found_by(shape, text)[1] == [code]


def test_true_and_false_are_the_only_truth_values():
    assert found_by(TrueFalse(), "true") == (True, [])
    assert found_by(TrueFalse(), "false") == (False, [])


def test_a_hint_names_the_nearest_word_or_all_of_them():
    assert nearest("stafff", ("staff", "revenue")) == "did you mean `staff`?"
    assert nearest("zzz", ("staff", "revenue")) == "known: revenue, staff"


@pytest.mark.parametrize("text", ["2026-1-1", "20260101", "2026-13-01", "0000-01-01", "２０２６-01-01", "2026-01-01T00:00", ""])
def test_what_is_no_day(text):
    assert read_day(text) is None


def test_every_finding_of_a_wrong_shape_says_how_to_mend_it():
    """Each finding has a hint, also the one about a single value where a list is needed."""
    report = Report()
    Record("a person", lambda at: at, Key("names", ListOf(Text())), Key("home", WORDS)).read(
        read_yaml("names: x\nhome: y\n", "f"), report
    )
    assert [bool(found.hint) for found in report.diagnostics] == [True, True]
