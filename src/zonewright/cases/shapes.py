"""The shapes of procedure files: one table for reading, for the JSON Schemas and for the editors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from zonewright.benefits.grammar import WORTH_SCHEMA
from zonewright.cases.deadlines import Limit, read_limit
from zonewright.cases.procedure import PARTIES, RESULTS, LegalBasis, OpenQuestion
from zonewright.conditions.grammar import CONDITION_SCHEMA
from zonewright.errors import Report
from zonewright.notation.shapes import (
    IN_FORCE,
    WORDS,
    AsWritten,
    ByName,
    Key,
    ListOf,
    Located,
    OneWord,
    Record,
    Shape,
    Text,
    TrueFalse,
    Whole,
    expected,
    identifier,
)
from zonewright.notation.tree import Listing, Mapping, Node, Scalar
from zonewright.values import PERIOD, Period, read_period

T = TypeVar("T")

STATUSES: Final = ("intended", "exists_nationally", "granted", "operating")
HOLDERS: Final = ("enterprise", "register", "officer")


@dataclass(frozen=True, slots=True)
class OneOrMore(Generic[T]):
    """A single item, or a list of them."""

    item: Shape[T]

    def read(self, node: Node, report: Report) -> tuple[T, ...] | None:
        if isinstance(node, Listing):
            return ListOf(self.item, at_least=1).read(node, report)
        found = self.item.read(node, report)
        return None if found is None else (found,)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [self.item.schema(), ListOf(self.item, at_least=1).schema()]}


@dataclass(frozen=True, slots=True)
class LimitText:
    """A time limit such as ``20 working days``."""

    def read(self, node: Node, report: Report) -> Limit | None:
        found = read_limit(node.text) if isinstance(node, Scalar) and not node.empty else None
        return found or expected("a time limit", node, report, "write `20 working days`, `30 days`, `6 months`, `24 hours`")

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 3}


@dataclass(frozen=True, slots=True)
class TrueOrOutcomes:
    """``true``, or the outcomes for which it is."""

    def read(self, node: Node, report: Report) -> bool | tuple[str, ...] | None:
        if isinstance(node, Listing):
            return ListOf(identifier("an outcome"), at_least=1).read(node, report)
        return TrueFalse().read(node, report)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [TrueFalse().schema(), ListOf(identifier(), at_least=1).schema()]}


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time on the calendar, such as ``5 years``."""

    def read(self, node: Node, report: Report) -> Period | None:
        found = read_period(node.text) if isinstance(node, Scalar) and not node.empty else None
        return found or expected("a length of time", node, report, "write `5 years`, `6 months`, `45 days`")

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": PERIOD.pattern}


@dataclass(frozen=True, slots=True)
class Either:
    """A word, or a record where braces are written."""

    word: Shape[Any]
    record: Shape[Any]

    def read(self, node: Node, report: Report) -> Any:  # noqa: ANN401  # a word or what the record builds
        return self.record.read(node, report) if isinstance(node, Mapping) else self.word.read(node, report)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [self.word.schema(), self.record.schema()]}


IDS: Final = ListOf(identifier())
ONE_OR_IDS: Final = OneOrMore(identifier())
WHEN: Final = AsWritten(CONDITION_SCHEMA)
UNKNOWN: Final = Record(
    "whom to ask", lambda at: at.get("ask"), Key("ask", identifier("the id of an authority"), required=True)
)

BASIS: Final = Record(
    "a legal basis",
    lambda at: LegalBasis(at.get("source"), at.get("article", ""), at.place),
    Key("source", identifier("the id of a source"), required=True),
    Key("article", Text()),
)
QUESTION: Final = Record(
    "an open question",
    lambda at: OpenQuestion(at.get("question"), at.get("ask"), at.place),
    Key("question", WORDS, required=True),
    Key("ask", identifier("the id of an authority"), required=True),
)
ROLE: Final = Record(
    "a role",
    lambda at: at,
    Key("title", WORDS, required=True),
    Key("party", OneWord(PARTIES, "a party")),
    Key("authority", identifier("the id of an authority")),
    Key("country", Text("a country of ISO 3166", r"[A-Z]{2}", "write two capital letters, such as KR")),
)
ASK: Final = Record(
    "a paper asked for", lambda at: at, Key("evidence", identifier(), required=True), Key("when", WHEN), Key("by", identifier())
)
TASK: Final = Record(
    "a task",
    lambda at: at,
    Key("title", WORDS, required=True),
    Key("role", identifier(), required=True),
    Key("when", WHEN),
    Key("outcomes", IDS),
    Key("asks", ListOf(Either(identifier("the id of an evidence"), ASK))),
    Key("fee", identifier()),
    Key("decides", TrueOrOutcomes()),
    Key("opens", identifier("the id of a procedure")),
    Key("after", identifier("the id of a clock")),
)
WAY: Final = Record("a way", lambda at: at, Key("to", identifier(), required=True), Key("when", WHEN))


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a move leads: one id, or a list of lines with conditions."""

    def read(self, node: Node, report: Report) -> tuple[Located, ...] | None:
        if isinstance(node, Listing):
            return ListOf(WAY, at_least=1).read(node, report)
        id = identifier("the id of a stage or an end").read(node, report)
        return None if id is None else (Located({"to": id}, node.place, {"to": node.place}),)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [identifier().schema(), ListOf(WAY, at_least=1).schema()]}


MOVE: Final = Record(
    "a move",
    lambda at: at,
    Key("title", WORDS, required=True),
    Key("to", Ways(), required=True),
    Key("marks", IDS),
    Key("most", Whole()),
    Key("reason", TrueFalse()),
)
STAGE: Final = Record(
    "a stage",
    lambda at: at,
    Key("title", WORDS, required=True),
    Key("again", OneWord(("all", "open"), "what is asked in a later round")),
    Key("tasks", ByName(TASK), required=True),
    Key("moves", ByName(MOVE), required=True),
)
COLUMN: Final = Record("a column", lambda at: at, Key("field", identifier()), Key("value", Text("a value")))
END: Final = Record(
    "an end",
    lambda at: at,
    Key("title", WORDS, required=True),
    Key("result", OneWord(RESULTS, "a result"), required=True),
    Key("notice", Record("a notice", lambda at: at, Key("to", IDS, required=True), Key("text", WORDS, required=True))),
    Key(
        "certificate",
        Record(
            "a certificate", lambda at: at, Key("title", WORDS, required=True), Key("valid", Length()), Key("unknown", UNKNOWN)
        ),
    ),
    Key(
        "register",
        Record(
            "an entry of a register",
            lambda at: at,
            Key("register", identifier(), required=True),
            Key("columns", ByName(COLUMN), required=True),
        ),
    ),
)
ACT: Final = Record(
    "an act",
    lambda at: at,
    Key("title", WORDS, required=True),
    Key("role", identifier(), required=True),
    Key("in", ONE_OR_IDS, required=True),
    Key("to", identifier(), required=True),
    Key("marks", IDS),
    Key("within", identifier("the id of a clock")),
    Key("after", identifier("the id of a clock")),
    Key("most", Whole()),
    Key("reason", TrueFalse()),
)
STARTS: Final = Either(
    ONE_OR_IDS,
    Record("a start", lambda at: at, Key("field", identifier()), Key("each_year_end_after", identifier())),
)
GROUND: Final = Record("a ground", lambda at: at, Key("title", WORDS, required=True), Key("basis", BASIS))
CLOCK: Final = Record(
    "a clock",
    lambda at: at,
    Key("title", WORDS, required=True),
    Key("binds", identifier("the id of a role"), required=True),
    Key("limit", LimitText()),
    Key("unknown", UNKNOWN),
    Key("promised", LimitText()),
    Key("from", STARTS),
    Key("before", identifier("the id of an end")),
    Key("to", ONE_OR_IDS, required=True),
    Key("rests_in", ONE_OR_IDS),
    Key("grounds", ByName(GROUND)),
    Key(
        "extension",
        Record(
            "an extension",
            lambda at: at,
            Key("by", LimitText(), required=True),
            Key("role", identifier(), required=True),
            Key("times", Whole()),
            Key("basis", BASIS),
        ),
    ),
    Key(
        "at_expiry",
        Record(
            "what silence means",
            lambda at: at,
            Key("outcome", identifier()),
            Key("act", identifier()),
            Key("since", OneWord(("start",), "a day to count from")),
        ),
    ),
    Key("warn", LimitText()),
    Key("calendar", identifier("the id of a calendar")),
    Key("rule", identifier("a rule of the calendar")),
    Key("basis", BASIS),
)
FEE: Final = Record(
    "a fee",
    lambda at: at,
    Key("title", WORDS, required=True),
    Key("amount", AsWritten(WORTH_SCHEMA)),
    Key("unknown", UNKNOWN),
    Key("payer", identifier("the id of a role"), required=True),
    Key("basis", BASIS),
)
#: A version, which is part of the name of a file in earlier/.
VERSION: Final = Text("a version", r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}", "write date and serial: 2026-11-22.1")
#: What a procedure and its parts may both hold.
SECTIONS: Final = ("roles", "stages", "ends", "acts", "clocks", "fees")
PROCEDURE: Final = Record(
    "a procedure",
    lambda at: at,
    Key("id", identifier("the id of the procedure"), required=True),
    Key("title", WORDS, required=True),
    Key("version", VERSION, required=True),
    Key("status", OneWord(STATUSES, "a status")),
    Key("status_note", WORDS),
    Key("about", WORDS),
    Key("in_force", IN_FORCE),
    Key("calendar", identifier("the id of a calendar"), required=True),
    Key("rule", identifier("a rule of the calendar")),
    Key("basis", OneOrMore(BASIS)),
    Key("open_questions", ListOf(QUESTION)),
    Key("parts", IDS),
    Key("roles", ByName(ROLE), required=True),
    Key("stages", ByName(STAGE), required=True),
    Key("ends", ByName(END), required=True),
    Key("acts", ByName(ACT)),
    Key("clocks", ByName(CLOCK)),
    Key("fees", ByName(FEE)),
)
EVIDENCE: Final = Record(
    "evidence.yaml",
    lambda at: at.get("evidence", {}),
    Key(
        "evidence",
        ByName(
            Record(
                "an evidence",
                lambda at: at,
                Key("title", WORDS, required=True),
                Key("proves", IDS),
                Key("from", identifier("the id of an authority")),
                Key("held_by", OneWord(HOLDERS, "a holder")),
                Key("valid", Length()),
            )
        ),
        required=True,
    ),
)
MIGRATION: Final = Record(
    "a migration",
    lambda at: at,
    Key("procedure", identifier(), required=True),
    Key("from", VERSION, required=True),
    Key("to", VERSION, required=True),
    Key("stages", ByName(identifier())),
    Key("tasks", ByName(identifier())),
    Key("clocks", ByName(identifier())),
    Key("reason", WORDS, required=True),
)
