"""What a Chinese provision is about: its own words say it, else its lead-in, the sentence before it, a heading, the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from zonewright.interpret import cues
from zonewright.provisions.model import Around, Confidence, Evidence, Label

#: Titles of documents, and what an office is an office for: neither says what the provision is about.
_TITLE: Final = re.compile(r"《[^《》]{1,120}》")
_OFFICE: Final = re.compile(r"[^，。；：、\s的对给为在与将]{1,10}(?=(?<![格布结全])局|(?<![餐展客大])厅|(?<!各)部门)")
#: Items that ask for something, or leave somebody out, are about what their lead-in is about.
_ASKS: Final = frozenset({"must", "prohibited"})
_GIVES: Final = frozenset({"supported", "may"})
#: What is encouraged, tried or planned without any word for an instrument, is a trade.
_WORKS: Final = frozenset({"encouraged", "explore", "planned"})
#: Words that continue the sentence before.
_CONTINUES: Final = re.compile(r"其中|其他|其余|该|上述|前述|前款|同时|此外|但|逾期|情况复杂|[^，。；]{2,24}的，")
_ANNOUNCES: Final = re.compile(
    r"(?:并|且|同时|但|其)?(?:应当|应|须|必须)?(?:同时)?(?:符合|具备|满足)(?:下列|以下)(?:条件|要求)"
)
#: A title of a text that gives money, and a heading over those who may claim it.
_GIVING: Final = re.compile(
    r"扶持|奖励|补贴|补助|资助|奖补|专项资金|若干政策|若干措施|支持政策|惠企|优惠政策|促进.{2,30}(?:政策|措施)"
)
_CLAIMING: Final = re.compile(r"条件|对象|资格|申报|主体|范围|要求|享受|哪些企业|谁")
_TOPICS: Final = frozenset(
    {
        "trade_customs",
        "talent_service",
        "talent_training",
        "land_premises",
        "rnd",
        "branch_establishment",
        "event",
        "qualification_recognition",
        "laboratory",
        "industry_development",
        "base",
        "park",
    }
)
_LONGEST_HEADING: Final = 18
_MOST: Final = 2


def instruments(
    words: str, around: Around, of_modality: str, lead: Sequence[Label], before: Sequence[Label]
) -> tuple[Label, ...]:
    """One to three instruments, the most salient first; `lead` and `before`: those of the lead-in and the sentence before."""
    if before and _ANNOUNCES.match(words):
        return tuple(_handed(label) for label in before)
    own = cues.ranked(_bared(words), around, "zh", of_modality)[:_MOST]
    if lead and _inherits(own, of_modality, lead):
        return tuple(_handed(label) for label in lead)
    if own:
        return _with_topic_of_heading(own, around) if of_modality in _GIVES else own
    if lead:
        return tuple(_handed(label) for label in lead)
    if before and _CONTINUES.match(words):
        return (_handed(before[0]),)
    for heading in around.headings[:3]:
        if found := _named(heading, of_modality):
            return (_handed(found[0]),)
    if of_modality in _ASKS and _claimed(around):
        return (Label("fin_grant", Evidence("zh-instrument-title", 0, 0, Confidence.LOW)),)
    if before:
        return (_handed(before[0]),)
    value = "industry_development" if of_modality in _WORKS else "governance"
    return (Label(value, Evidence("zh-instrument-none", 0, 0, Confidence.LOW)),)


def untitled(words: str) -> str:
    """The words with the titles of documents blanked, character for character."""
    return _TITLE.sub(_blanked, words) if "《" in words else words


def _bared(words: str) -> str:
    words = untitled(cues.lowered(words))
    if "局" in words or "部门" in words or "厅" in words:
        words = _OFFICE.sub(_blanked, words)
    return words


def _blanked(match: re.Match[str]) -> str:
    return "□" * len(match[0])


def _inherits(own: Sequence[Label], of_modality: str, lead: Sequence[Label]) -> bool:
    if of_modality in _ASKS:
        return not any(label.value.startswith("fin_") for label in own) or lead[0].value in {"sanction", "governance"}
    return bool(own) and own[0].evidence.rule.endswith("-development") and lead[0].value != "governance"


def _handed(label: Label) -> Label:
    return Label(label.value, Evidence(label.evidence.rule, 0, 0, min(Confidence.MEDIUM, label.evidence.confidence)))


def _with_topic_of_heading(own: tuple[Label, ...], around: Around) -> tuple[Label, ...]:
    """A benefit that names nothing but money is for what the short heading over it names."""
    if len(own) > 1 or own[0].value != "fin_grant" or not around.headings:
        return own
    heading = around.headings[0]
    if len(heading) > _LONGEST_HEADING:
        return own
    topics = [label for label in _named(heading, "supported") if label.value in _TOPICS]
    return (*own, _handed(topics[0])) if topics else own


@lru_cache(maxsize=1_024)  # the same heading stands over many provisions
def _named(heading: str, of_modality: str) -> tuple[Label, ...]:
    """The instruments that a heading names."""
    return cues.ranked(cues.lowered(heading), Around(), "zh", of_modality)


def _claimed(around: Around) -> bool:
    return any(_CLAIMING.search(heading) for heading in around.headings[:2]) and any(
        _GIVING.search(heading) for heading in around.headings
    )
