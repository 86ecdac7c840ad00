"""What an English provision is about: its own words say it, else its lead-in, the sentence before it, or a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from zonewright.interpret import cues
from zonewright.provisions.model import Around, Confidence, Evidence, Label

#: Names of offices, laws and places: they do not say what the provision is about.
_NAMED: Final = re.compile(
    r"\b(?:Bureau|Ministry|Minister|Department|Office|Commission|Board|Council|Committee|Registrar|Commissioner|Director) "
    r"(?:of|for)(?P<office>(?: the)?(?: [A-Z][\w-]+,?| and| &){1,6})"
    r"|\b(?:bureau|department|ministry|office) (?:of|for)(?P<bureau> (?:[a-z]+ ){0,2}?[a-z]+(?: and [a-z]+)?)"
    r"|(?<![.\w] )(?P<law>\b(?!The\b|An?\b|This\b|Such\b|Any\b|No\b|Every\b)[A-Z][\w-]+ (?:(?:[A-Z][\w-]+|of|and|for|on|&|"
    r"\([A-Z][\w ]{1,40}\)),? ){0,7}?)"
    r"(?=(?:Act|Law|Ordinance|Rules|Regulations|Decree|Policy|Corporation|Committee|Authority|Department|Ministry|Bureau|Levy|Zone)\b)"
    r"|\b(?:in|within|inside|outside|into) (?:the |a |an |any |each |every |such |its |other )?(?P<place>(?:[a-z-]+ ){0,3}?"
    r"(?:parks?|zones?|estates?|sezs?|SEZs?|ecozones?))\b(?! (?:developer|fund))"
)
#: Words that go on with what was spoken of before.
_CONTINUES: Final = re.compile(
    r"^\W*(?:(?:and|but|or|while|however|otherwise|provided|failing|beyond|until|thereafter|also),? |"
    r"(?:the |a |an )?(?:same|such|this|these|those|it|its|they|their|he|she|above|said|former|latter|balance|remainder|rest|"
    r"list|payment|rate|amount|period|sum|exemption|relief|subsidy|grant|reward)\b|(?:sub-?section|paragraph|clause"
    r"|section) \()",
    re.IGNORECASE,
)
#: Items that ask for something, or leave somebody out, are about what their lead-in is about.
_ASKS: Final = frozenset({"must", "prohibited"})
#: What an authority does without any word for an instrument is for a trade.
_WORKS: Final = frozenset({"is_to", "planned", "encouraged", "explore"})
#: What conditions for money tell besides: whom it is for.
_FOR_WHOM: Final = frozenset({"laboratory", "branch_establishment", "rnd", "talent_training"})


def instruments(
    words: str, around: Around, of_modality: str, lead: Sequence[Label], last: Sequence[Label]
) -> tuple[Label, ...]:
    """One to three instruments, the most salient first; `lead` and `last`: of the lead-in and of the provision before."""
    own = cues.ranked(_bared(words), around, "en", of_modality)
    paid = any(_money(label) for label in own)
    given = next((label for label in (*lead, *last) if _money(label)), None)
    if own and own[0].value == "sanction":
        return own
    if lead and of_modality in _ASKS:
        return (_handed(lead[0]), *(_topics(own) if _money(lead[0]) else ()))
    if given and not paid and of_modality == "supported" and (around.row or lead):
        return (_handed(given), *[label for label in own if label.value != "governance"][:1])
    if own:
        return own
    if lead:
        return (_handed(lead[0]),)
    if last and _CONTINUES.match(words) and last[0].value != "sanction":
        return (_handed(given or last[0]),)
    for heading in around.headings[:2]:
        if found := cues.ranked(_bared(heading), Around(headings=(heading,)), "en", of_modality):
            return (_handed(found[0]),)
    if last and of_modality not in _WORKS:
        return (_handed(given or last[0]),)
    value = "industry_development" if of_modality in _WORKS else "fin_grant" if of_modality == "supported" else "governance"
    return (Label(value, Evidence("en-instrument-none", 0, 0, Confidence.LOW)),)


def _money(label: Label) -> bool:
    return label.value.startswith("fin_")


def _topics(own: Sequence[Label]) -> list[Label]:
    """What an item of a list of conditions for money is about besides."""
    return [label for label in own if label.value in _FOR_WHOM][:1]


def _bared(words: str) -> str:
    """The words in small letters, with the names in them blanked."""
    return cues.lowered(_NAMED.sub(_blanked, words))


def _blanked(found: re.Match[str]) -> str:
    start, end = found.span(found.lastgroup or 0)
    start, end = start - found.start(), end - found.start()
    return f"{found[0][:start]}{' ' * (end - start)}{found[0][end:]}"


def _handed(label: Label) -> Label:
    """A label that comes from the words around."""
    return Label(label.value, Evidence(label.evidence.rule, 0, 0, Confidence.MEDIUM))
