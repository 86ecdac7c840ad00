"""What a model answered can be read again from its log, and counts only for the words it was asked about."""

import json

from zonewright.interpret.model_log import Exchange, hear, log_lines, replayed
from zonewright.interpret.model_prompt import stretches
from zonewright.interpret.readers import read_text
from zonewright.interpret.reading import read_document

TEXT = "Robots\n\nArticle 1. Makers of robots with at least 50 employees are granted a subsidy of USD 40,000.\n"
ANSWER = json.dumps({
    "provisions": [{
        "quote": "Makers of robots with at least 50 employees are granted a subsidy of USD 40,000.",
        "modality": "may", "instruments": ["fin_grant"], "actor": None, "beneficiary": "Makers of robots", "authority": None,
        "fields": ["robots"], "conditions": [],
    }]
})  # fmt: skip


def heard(text=TEXT):
    reading = read_document(read_text(text, "robots"))
    (asked,) = stretches(reading.document)
    return reading, hear(reading, [Exchange(asked, ANSWER)])


def test_the_log_gives_the_same_reading_again():
    reading, one = heard()
    assert one.union.reading != reading, "the model differs, and that is flagged"
    assert replayed(reading, log_lines([one], "m")) == one.union.reading


def test_an_answer_about_other_words_counts_for_nothing():
    _, one = heard()
    changed = read_document(read_text(TEXT.replace("50", "60"), "robots"))
    assert replayed(changed, log_lines([one], "m")) == changed


def test_a_torn_or_foreign_log_counts_for_nothing():
    reading, one = heard()
    line = log_lines([one], "m")
    for log in ("", "\n", line[: len(line) // 2], "[]\n", '{"doc": "robots"}\n', line.replace('"robots"', '"other"')):
        assert replayed(reading, log) == reading
