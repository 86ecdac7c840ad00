"""A quote is taken where it stands exactly once, and nowhere by likeness."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonewright.interpret.model_answers import read_answer
from zonewright.interpret.model_prompt import stretches
from zonewright.interpret.model_quotes import cuts, find, fold
from zonewright.interpret.model_union import RULE, locate, unite
from zonewright.interpret.readers import read_text
from zonewright.interpret.reading import read_document

CORPORA = Path(__file__).parents[1] / "corpora"
NAMES = sorted(path.stem for path in CORPORA.glob("*.jsonl"))
FLIPPED = (
    ("不低于", "不高于"), ("不少于", "不多于"), ("不超过", "不少于"), ("以上", "以下"), ("以内", "以上"), ("最高", "最低"),
    ("超过", "低于"), ("at least", "at most"), ("up to", "at least"), ("more than", "less than"), ("minimum", "maximum"),
    ("not exceeding", "not below"), ("or more", "or less"), ("within", "after"), ("이상", "이하"), ("이내", "이상"),
    ("초과", "미만"), ("미만", "초과"), ("최대", "최소"), ("이하", "이상"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("quote", "text", "found"),
    [
        ("500万元", "最高500万元", ["500万元"]),
        ("500万元", "最高1500万元", []),
        ("500万元", "5 00万元与2500万元", ["5 00万元"]),
        ("500", "最高500万元", []),
        ("000 yuan", "a subsidy of 2,000 yuan", []),
        ("5 million", "USD 2.5 million", []),
        ("5%", "5%、15%、0.5%", ["5%"]),
        ("六平方公里", "三十六平方公里", []),
        ("(含) 50%", "（含）５０％", ["（含）５０％"]),
        ('"one-stop" service', "a “one–stop” service desk", ["“one–stop” service"]),
        ("chip", "chips and chip makers", ["chip"]),
        ("支持", "支持甲，支持乙", ["支持", "支持"]),
        ("100m2", "100㎡以上", ["100㎡"]),
        ("100m", "100㎡以上", []),
        ("A\u200bB", "AB", ["AB"]),
        ("　 ", "a b", []),
        ("", "abc", []),
        ("\ud800", "abc", []),
    ],
)
def test_a_quote_is_found_whole_or_not_at_all(quote, text, found):
    assert [text[start:end] for start, end in find(quote, text, 0, len(text))] == found


def test_letter_by_letter_comes_before_the_comparison_without_width():
    text = "５０％；50%"
    assert find("50%", text, 0, len(text)) == ((4, 7),)


def test_only_the_stretch_asked_about_is_searched():
    text = "给予50万元。给予50万元。"
    assert find("50万元", text, 7, 14) == ((9, 13),)


@given(st.text('１1５5,.%万元 a－-ｂ“"㎡½', max_size=12), st.text('１1５5,.%万元 a－-ｂ“"㎡½', max_size=4))
def test_every_place_reads_like_the_quote_and_cuts_nothing(text, quote):
    for start, end in find(quote, text, 0, len(text)):
        assert fold(text[start:end]) == fold(quote)
        assert start < end
        assert not cuts(text, start)
        assert not cuts(text, end)


@given(st.text("１1５5万元 ab", min_size=1, max_size=12), st.integers(0, 11), st.integers(1, 12))
def test_what_stands_there_once_is_found_there(text, start, length):
    start = min(start, len(text) - 1)
    quote = text[start : start + length]
    end = start + len(quote)
    if quote == quote.strip() and text.count(quote) == 1 and not cuts(text, start) and not cuts(text, end):
        assert find(quote, text, 0, len(text)) == ((start, end),)


def falsified(quote):
    """The quote with one digit changed, a zero added, the comparator turned round."""
    digits = [found.start() for found in re.finditer(r"\d", quote)]
    for at in digits[:1]:
        yield quote[:at] + str((int(quote[at]) + 1) % 10) + quote[at + 1 :]
    for found in list(re.finditer(r"\d+", quote))[-1:]:
        yield quote[: found.end()] + "0" + quote[found.end() :]
    for word, other in FLIPPED:
        if word in quote.lower():
            at = quote.lower().index(word)
            yield quote[:at] + other + quote[at + len(word) :]
            break


def gold(name):
    rows = [json.loads(line) for line in (CORPORA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return (CORPORA / f"{name}.txt").read_text(encoding="utf-8"), rows


def falsified_items(text, rows):
    """For each provision, its quote with false quotes of its figures: such as do not happen to stand in it."""
    for row in rows:
        words = fold(row["text"])
        false = [quote for one in row["conditions"] for quote in falsified(one["text"]) if fold(quote) not in words]
        told = [
            {"quote": quote, "role": "amount", "op": "=", "value": 1, "unit": "CNY", "per": None}
            for quote in dict.fromkeys(false)
        ]
        yield {"quote": row["text"], "modality": row["modality"], "instruments": [], "conditions": told[:40]}


def test_false_quotes_of_numbers_are_never_taken():
    tried = 0
    for name in NAMES:
        text, rows = gold(name)
        reading = read_document(read_text(text, name))
        items = list(falsified_items(text, rows))
        found = []
        for asked in stretches(reading.document):
            answer = read_answer(json.dumps({"provisions": items}))
            assert not answer.refusals
            found += locate(answer.claims, asked, text)[0]
        union = unite(reading, found)
        held = {(one.start, one.end): one.claim for one in found}
        told = sum(len(claim.figures) for claim in held.values())
        dropped = [one for one in union.refusals if one.what == "provision"]
        lost = sum(len(claim.figures) for claim in held.values() for one in dropped if claim.quote[:200] == one.words)
        assert sum(one.what == "condition" for one in union.refusals) == told - lost
        tried += told - lost
        before = {one.eid: one.conditions for one in reading.provisions}
        for provision in union.reading.provisions:
            if provision.eid in before:
                assert provision.conditions == before[provision.eid]
            assert not any(one.evidence.rule == RULE for one in provision.conditions)
    assert tried >= 300  # so many false quotes were refused


def test_provisions_with_one_digit_changed_are_never_taken():
    tried = 0
    for name in NAMES:
        text, rows = gold(name)
        for row in rows:
            for quote in falsified(row["text"]):
                if fold(quote) not in fold(text):
                    tried += 1
                    assert find(quote, text, 0, len(text)) == ()
    assert tried >= 200
