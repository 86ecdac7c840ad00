"""What a Korean provision is about, where its own words leave it to the lead-in or to the sentence before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from zonewright.interpret import cues
from zonewright.provisions.model import Around, Confidence, Label

_MOST: Final = 3
#: A proviso or a second sentence on the same matter.
_GOES_ON: Final = re.compile(
    r"(?:다만|단|이 ?경우|이때|그러나|그 |이를|이에|제\d+항에 따른|동 |해당 (?:금액|감면|지원|기간))[ ,]?"
)
_MONEY: Final = frozenset({"fin_grant", "fin_tax", "fin_loan", "fin_fund", "fin_fee"})


def instruments(
    words: str, around: Around, of_modality: str, lead: Sequence[Label], before: Sequence[Label]
) -> tuple[Label, ...]:
    """One to three, the most salient first; `lead` and `before` are those of the lead-in and of the sentence before."""
    own = cues.instruments(words, around, "ko", of_modality)
    above = lead or (before if _GOES_ON.match(words) else ())
    if not above:
        return own
    named, handed = {label.value for label in own}, {label.value for label in above}
    first = own[0].evidence
    if handed == {"governance"} and not first.rule.endswith(("-none", "-default")):
        return own
    unnamed = first.end == first.start or first.confidence is Confidence.LOW  # by a heading, or by nothing at all
    if (unnamed and not (named & handed)) or (named < handed and (unnamed or named <= _MONEY)):
        return tuple(_handed(label) for label in above)[:_MOST]
    return own


def _handed(label: Label) -> Label:
    """A label taken over: its rule, no words of its own."""
    return Label(label.value, replace(label.evidence, start=0, end=0, confidence=Confidence.MEDIUM))
