"""Packs and measures, as written by policy staff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from zonewright.benefits.ast import Amount
from zonewright.cases.casework import Casework
from zonewright.codes.world import World
from zonewright.conditions.ast import Condition
from zonewright.errors import Place
from zonewright.schema.fields import Facts, Schema
from zonewright.values import Code, DateRange, Words

STATUSES = ("intended", "exists_nationally", "granted", "operating")
BENEFICIARIES = ("enterprise", "institution", "person", "project", "product", "premises", "tour", "government")
CLASSES = ("without_application", "fast", "normal")
SOURCE_KINDS = ("zone_policy", "national_law", "licence", "local_rule", "report")
CERTAINTIES = ("full_text", "seen", "several", "memory", "disputed")


class SpanKind(Enum):
    """What becomes of a stretch of policy text."""

    EXECUTED = "executed"
    JUDGED = "judged"
    DIRECTION = "direction"
    INOPERATIVE = "inoperative"


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """Half-open range of code points in one source."""

    source: str
    start: int
    end: int
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class LedgerSpan:
    """One stretch of a source text and what becomes of it."""

    start: int
    end: int
    kind: SpanKind
    measures: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    note: Words | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Source:
    """A text that the pack rests on; with a length and a hash when it has a ledger."""

    id: str
    title: Words
    kind: str
    url: str = ""
    date: str = ""  # a day, or only the year or month that is known
    issuer: Words | None = None
    number: str = ""
    language: str = ""
    in_force: DateRange = DateRange()
    file: str = ""
    length: int | None = None
    sha256: str = ""
    certainty: str = ""
    place: Place = Place()

    @property
    def has_ledger(self) -> bool:
        return self.length is not None


@dataclass(frozen=True, slots=True)
class Authority:
    """An office that decides or answers."""

    id: str
    name: Words
    country: str = ""
    contact: Words | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Sector:
    """An industry named by the text: a tag, with the codes it is read as and how certain that is."""

    tag: str
    label: Words
    codes: tuple[Code, ...]
    certainty: str


@dataclass(frozen=True, slots=True)
class Basis:
    """A law, licence or rule that a measure rests on, and the figures taken from it."""

    source: str
    article: str = ""
    says: Words | None = None
    in_force: DateRange = DateRange()
    figures: tuple[str, ...] = ()
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Stacking:
    """How a measure stands beside others."""

    matter: str = ""
    exclusive_with: tuple[str, ...] = ()
    on_top_of: tuple[str, ...] = ()
    highest_wins: bool = False
    once_per_matter: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A paper asked for, and the fields it proves."""

    name: Words
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Something the texts leave open, and the office to ask."""

    question: Words
    ask: str


@dataclass(frozen=True, slots=True)
class Application:
    """Where an applicant goes."""

    where: Words
    url: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A case written beside the rule: these facts, this verdict."""

    name: str
    given: Facts
    expect: str
    missing: tuple[str, ...] | None = None
    on: date | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing a policy gives or demands, and the condition for it."""

    id: str
    title: Words
    summary: Words
    when: Condition
    modality: str
    status: str
    beneficiaries: tuple[str, ...]
    instrument: tuple[str, ...]
    authority: str
    class_: str
    source: tuple[SourceSpan, ...] = ()
    status_note: Words | None = None
    sectors: tuple[Sector, ...] = ()
    in_force: DateRange = DateRange()
    supersedes: tuple[str, ...] = ()
    amount: Amount | None = None
    stacking: Stacking = Stacking()
    rests_on: tuple[Basis, ...] = ()
    documents: tuple[Document, ...] = ()
    apply: Application | None = None
    indicators: tuple[str, ...] = ()
    open_questions: tuple[Question, ...] = ()
    examples: tuple[Example, ...] = ()
    procedure: str = ""  # how one applies for it
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Zone:
    """The zone a pack speaks for."""

    id: str
    title: Words
    version: str
    prevailing_language: str
    authorities: Mapping[str, Authority]
    fictional: bool = False
    about: Words | None = None
    place: Place = Place()
    draft: bool = False  # drafted from a text and not yet read through by a person


@dataclass(frozen=True, slots=True)
class Pack:
    """One zone's policy as data. ``world`` is dated with the version's day; matching sets the day asked."""

    zone: Zone
    sources: Mapping[str, Source]
    schema: Schema
    world: World
    measures: tuple[Measure, ...]
    ledger: Mapping[str, tuple[LedgerSpan, ...]]
    casework: Casework = Casework()  # noqa: RUF009  # frozen
    unread: frozenset[str] = frozenset()  # ids of measures whose mistakes are told elsewhere

    @property
    def measure_ids(self) -> frozenset[str]:
        return frozenset(measure.id for measure in self.measures)

    def measure(self, id: str) -> Measure:
        """The measure of an id; KeyError for one that is not there."""
        for measure in self.measures:
            if measure.id == id:
                return measure
        raise KeyError(id)
