"""Every rule finds the sentences it must find and leaves alone those it must leave alone."""

import pytest

from zonewright.interpret.cues import lowered, rules
from zonewright.provisions.document import shadow
from zonewright.provisions.model import INSTRUMENTS, MODALITIES

KINDS = ("modality", "instruments", "marks")
MARKS = (
    "actor", "beneficiary", "authority", "country", "action", "exception", "reference", "stacking", "discretion", "ladder",
    "entry_into_force", "repeal", "expiry",
)  # fmt: skip
ALL = [(language, kind, rule) for language in ("en", "zh", "ko") for kind in KINDS for rule in rules(language, kind)]


@pytest.mark.parametrize(("language", "kind", "rule"), ALL, ids=[rule.id for _, _, rule in ALL])
def test_a_rule_keeps_its_word(language, kind, rule):
    assert rule.hit, "a sentence it must find"
    assert rule.miss, "a sentence it must leave alone"
    assert [text for text in rule.hit if rule.find(lowered(shadow(text))) is None] == []
    assert [text for text in rule.miss if rule.find(lowered(shadow(text))) is not None] == []


@pytest.mark.parametrize("language", ["en", "zh", "ko"])
def test_ids_are_given_once_and_labels_are_known(language):
    known = {"modality": MODALITIES, "instruments": INSTRUMENTS, "marks": MARKS}
    ids = [rule.id for kind in KINDS for rule in rules(language, kind)]
    assert len(ids) == len(set(ids))
    assert {rule.label for kind in KINDS for rule in rules(language, kind) if rule.label not in known[kind]} == set()
