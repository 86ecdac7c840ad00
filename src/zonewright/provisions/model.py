"""What was read out of a text: provisions with labels, figures and marks, each with the words it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from typing import Final

from zonewright.provisions.document import Document

MODALITIES: Final = ("must", "may", "is_to", "encouraged", "supported", "planned", "explore", "prohibited", "declared")
INSTRUMENTS: Final = (
    "green_channel", "park", "base", "laboratory", "alliance", "qualification_recognition", "branch_establishment",
    "talent_training", "talent_service", "institution_establishment", "rnd", "industry_development", "cooperation",
    "land_premises", "trade_customs", "market_access", "platform_service", "event", "infrastructure", "governance",
    "sanction", "fin_grant", "fin_tax", "fin_loan", "fin_fund", "fin_fee",
)  # fmt: skip

Value = int | Fraction | str  # a number in base units, or a day as ISO 8601


class Confidence(IntEnum):
    """How far a rule is trusted: low is looked at first."""

    LOW = 0
    MEDIUM = 1
    HIGH = 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which rule spoke, on which words (half-open, code points), and how far it is trusted."""

    rule: str
    start: int
    end: int
    confidence: Confidence = Confidence.HIGH


@dataclass(frozen=True, slots=True)
class Label:
    """One value of a closed list, such as a modality or an instrument."""

    value: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Mention:
    """An industry, sector, technology or product that a provision names."""

    start: int
    end: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Mark:
    """Words with a part to play: actor, beneficiary, authority, country, action, exception, reference, stacking and others."""

    kind: str
    start: int
    end: int
    evidence: Evidence
    target: str = ""  # eId that a reference points to, where it was found


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure that decides or pays: its part, comparator, value in base units, unit, and what it is counted per."""

    start: int
    end: int
    role: str  # threshold, amount, cap, rate, duration, deadline, date, quantity
    op: str  # >=, <=, >, <, =, range
    value: Value | tuple[Value, Value]
    unit: str  # ISO 4217, %, year, month, day, hour, mu, m2, km, MW, person, count, point, date
    evidence: Evidence
    per: str = ""
    metric: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch that states one thing, before its labels are known."""

    start: int
    end: int
    block: int  # place in `Document.blocks`
    lead: int = -1  # place, among the units, of the lead-in it hangs on
    label: tuple[int, int] = (0, 0)  # range of a run-in label that was cut off in front, such as 新产品研发支持。
    said: int = 0  # where the lead-in ends in a unit that takes its items in; 0 where it takes none


@dataclass(frozen=True, slots=True)
class Around:
    """What a rule may look at besides the words themselves."""

    headings: tuple[str, ...] = ()  # nearest first; a run-in label counts as the nearest
    lead: str = ""  # words of the lead-in
    before: str = ""  # words of the unit before, in the same block
    row: bool = False  # the words are a table row
    header: str = ""  # words of the header row over it


@dataclass(frozen=True, slots=True)
class Provision:
    """The shortest stretch that states one thing: one modality, one main predicate."""

    eid: str
    start: int
    end: int
    modality: Label
    instruments: tuple[Label, ...]
    fields: tuple[Mention, ...] = ()
    conditions: tuple[Quantity, ...] = ()
    marks: tuple[Mark, ...] = ()
    headings: tuple[str, ...] = ()
    inherits: str = ""  # eId of the lead-in
    flags: tuple[str, ...] = ()

    @property
    def confidence(self) -> Confidence:
        """The least of what stands in it."""
        found = [self.modality.evidence, *(label.evidence for label in self.instruments)]
        found += [mention.evidence for mention in self.fields] + [quantity.evidence for quantity in self.conditions]
        return min(evidence.confidence for evidence in found)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and the provisions read out of it, in text order."""

    document: Document
    provisions: tuple[Provision, ...]

    def words(self, provision: Provision) -> str:
        return self.document.text[provision.start : provision.end]
