"""A model beside the rules adds and doubts; it takes nothing away."""

from zonewright.interpret.model_answers import Claim
from zonewright.interpret.model_union import Found, unite
from zonewright.interpret.readers import read_text
from zonewright.provisions.model import Confidence, Evidence, Label, Provision, Reading

WORDS = "对芯片企业给予补贴并建设实验室。"


def test_an_instrument_that_the_model_does_not_see_stays_in_its_place():
    rule = Evidence("zh-rule", 0, 2, Confidence.LOW)
    labels = tuple(Label(value, rule) for value in ("laboratory", "fin_grant", "park"))
    reading = Reading(read_text(WORDS, "t", "zh"), (Provision("p_1", 0, len(WORDS), Label("supported", rule), labels),))
    [one] = unite(reading, [Found(0, len(WORDS), Claim(WORDS, "supported", ("fin_grant",)))]).reading.provisions
    assert [label.value for label in one.instruments] == ["laboratory", "fin_grant", "park"]
    assert [label.evidence.confidence for label in one.instruments] == [Confidence.LOW, Confidence.MEDIUM, Confidence.LOW]
