"""Which of the rules that speak is told: the same, however rules are found."""

from dataclasses import replace

import pytest

from zonewright.interpret import cues
from zonewright.provisions.document import shadow
from zonewright.provisions.model import Around

NOWHERE = Around()
#: Characters that the rules for the end of a Korean sentence look at.
TAIL = 60


def heard(language, kind, words):
    """The rules that speak in the words, each asked by itself: what finding rules by their first letters must not change."""
    found = []
    for rule in cues.rules(language, kind):
        if rule.where in {"words", "end"} and not rule.modalities:
            skipped = max(0, len(words) - TAIL) if rule.where == "end" else 0
            span = rule.find(words[skipped:])
            if span is not None:
                found.append((-rule.weight, span[0] + skipped, rule.id))
    return sorted(found, key=lambda one: one[:2])


def sentences_of(language):
    """The sentences that the rules of a language are tested with, without a remark in brackets at their end."""
    told = {
        words
        for kind in ("modality", "instruments")
        for rule in cues.rules(language, kind)
        for words in (*rule.hit, *rule.miss)
    }
    return sorted(words for words in map(cues.lowered, map(shadow, told)) if not words.rstrip(". ").endswith(")"))


def texts_of(language):
    """Each of them alone, and three in a row, where rules of equal weight meet and the end is far from the beginning."""
    alone = sentences_of(language)
    return [*alone, *map(" ".join, zip(alone, alone[1:], alone[2:], strict=False))]


@pytest.mark.parametrize("language", ["en", "zh", "ko"])
def test_the_modality_is_that_of_the_weightiest_rule_that_stands_first(language):
    for words in texts_of(language):
        every = heard(language, "modality", words)
        told = cues.modality(words, NOWHERE, language).evidence
        best = [(told.start, told.rule) for _ in every[:1]]
        assert best == [(start, id) for weight, start, id in every if (weight, start) == every[0][:2]][:1], words


@pytest.mark.parametrize("language", ["en", "zh", "ko"])
def test_the_first_instrument_is_that_of_the_most_salient_rule(language):
    """However many rules speak, no more than three instruments are told, each once."""
    for words in texts_of(language):
        every = heard(language, "instruments", words)
        told = cues.ranked(words, NOWHERE, language, "")
        values = [label.value for label in told]
        assert len(values) == len(set(values)) <= 3
        assert [label.evidence.rule for label in told[:1]] == [id for *_, id in every[:1]], words


def test_no_more_than_three_instruments_are_told():
    words = "支持企业建设园区、基地、实验室、绿色通道、联盟，给予补贴和税收减免，引进人才。"
    assert len(cues.instruments(words, NOWHERE, "zh", "supported")) == 3


def test_an_instrument_is_that_of_the_lead_in_before_that_of_a_heading():
    around = Around(headings=("税收减免",), lead="对企业给予资金补贴：")
    assert [label.value for label in cues.instruments("其他情形", around, "zh", "supported")] == ["fin_grant"]
    assert [label.value for label in cues.instruments("其他情形", replace(around, lead=""), "zh", "supported")] == ["fin_tax"]
