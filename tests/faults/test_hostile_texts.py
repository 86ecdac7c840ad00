"""Texts that no office would write, read whole in each language: in little time, every span sound, nothing invented."""

import time

import pytest

from zonewright.interpret.readers import read_text
from zonewright.interpret.reading import LANGUAGES, LONGEST_UNIT, read_document

#: Seconds of the processor; several times what is usual, so that only a slope that is no line breaks it.
ENOUGH = 30
#: Words with a figure, a comparator and a unit: every reader has something to look at.
WORDS = {"en": "at least CNY 5 million or ", "zh": "不低于500万元的企业", "ko": "5억원 이상인 기업 또는 "}
ITEM = {
    "en": "({n}) a grant of CNY {n},000 is paid;",
    "zh": "（{n}）给予{n}万元奖励；",
    "ko": "{n}. {n}만원을 지원한다.",
}
DIGITS = 20_000


def hostile(language):
    words = WORDS[language]
    return {
        "digits": words + "7" * DIGITS + words,
        "digits with commas": words + "7," * DIGITS + words,
        "digits with points": "1." * DIGITS,
        "digits in full width": words + "７" * DIGITS + words,
        "numerals": words + "一千百万亿억만천백" * (DIGITS // 10) + words,
        "one line of a million": words * (1_000_000 // len(words)),
        "one line without a space": "가" * 1_000_000
        if language == "ko"
        else "支" * 1_000_000
        if language == "zh"
        else "a" * 1_000_000,
        "brackets": "(" * 50_000 + words + ")" * 50_000,
        "brackets that never close": "（「『《“([{<" * 12_500,
        "brackets that never open": ")）」』》”]}>" * 12_500,
        "items": "\n".join(ITEM[language].format(n=number) for number in range(1, 8_001)),
        "items of one number": "\n".join(ITEM[language].format(n=1) for _ in range(4_000)),
        "rows": "\n".join(f"| {number} | {words} |" for number in range(6_000)),
        "empty rows": "| |\n" * 30_000,
        "empty lines": "\n" * 300_000 + words,
        "marks of direction": (words + "\u202e\u200f\u200b\x00") * 20_000,
        "half characters": words + "\ud800" * 20_000,
        "references": "Section 1(a)(b) 第一条第二款第三项 제1조제2항제3호 " * 3_000,
        "questions": "Q1. ?\nA. 1%\n" * 5_000,
        "nested numbers": "\n".join("1." * (number % 6 + 1) + f" {words}" for number in range(6_000)),
    }


@pytest.mark.parametrize("kind", list(hostile("en")))
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_hostile_text_is_read_in_time(language, kind):
    text = hostile(language)[kind]
    started = time.process_time()
    reading = read_document(read_text(text, "text", language=language))
    assert time.process_time() - started < ENOUGH
    reached = 0
    for one in reading.provisions:
        assert reached <= one.start < one.end <= len(reading.document.text)
        reached = one.end
        assert ("cut" in one.flags) == (one.end - one.start > LONGEST_UNIT)
        assert all(one.start <= found.start < found.end <= one.end for found in (*one.fields, *one.conditions))
