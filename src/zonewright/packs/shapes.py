"""The shapes of the files of a pack: one table for reading, for the JSON Schemas and for the editors."""

from __future__ import annotations

from typing import Any, Final

from zonewright.notation.shapes import (
    IN_FORCE,
    WORDS,
    AsWritten,
    ByName,
    Day,
    Key,
    ListOf,
    Located,
    OneWord,
    Record,
    Text,
    TrueFalse,
    Whole,
    identifier,
)
from zonewright.packs.model import (
    BENEFICIARIES,
    CERTAINTIES,
    CLASSES,
    SOURCE_KINDS,
    STATUSES,
    Application,
    Authority,
    Basis,
    Document,
    LedgerSpan,
    Question,
    Sector,
    Source,
    SourceSpan,
    SpanKind,
    Stacking,
)
from zonewright.provisions.model import INSTRUMENTS, MODALITIES
from zonewright.schema.fields import ENTITIES, Answerer, Direction, FieldType, Judgement
from zonewright.values import CODE, LANGUAGE_TAG, Code, DateRange, read_code

ADDRESS: Final = Text("an address that starts with https:// or http://", r"https?://\S+", "leave it out when there is none")
CODE_TEXT: Final = Text("a code with its scheme and edition", CODE.pattern, "write gbt4754@2017:3491")
IDS: Final = ListOf(identifier())
NOTHING: Final = DateRange()


def code_of(text: str) -> Code:
    """The code in a text that its shape let through."""
    code = read_code(text)
    assert code is not None, f"CODE_TEXT lets through {text}"  # noqa: S101  # the shape has read it
    return code


def _codes(texts: tuple[str, ...]) -> tuple[Code, ...]:
    return tuple(map(code_of, texts))


AUTHORITY: Final = Record(
    "an authority",
    lambda at: Authority("", at.get("name"), at.get("country", ""), at.get("contact"), at.get("url", "")),
    Key("name", WORDS, required=True),
    Key("country", Text("a country of ISO 3166", r"[A-Z]{2}", "write two capital letters, such as CN")),
    Key("contact", WORDS),
    Key("url", ADDRESS),
)

ZONE: Final = Record(
    "zone.yaml",
    lambda at: at,
    Key("id", identifier("the id of the zone"), required=True),
    Key("title", WORDS, required=True),
    Key("version", Text("a version"), required=True),
    Key("prevailing_language", Text("a language tag", LANGUAGE_TAG.pattern, "such as zh, en, ko"), required=True),
    Key("fictional", TrueFalse()),
    Key("draft", TrueFalse()),
    Key("about", WORDS),
    Key("authorities", ByName(AUTHORITY), required=True),
)

SOURCE: Final = Record(
    "a source",
    lambda at: Source(
        "",
        at.get("title"),
        at.get("kind"),
        url=at.get("url", ""),
        date=at.get("date", ""),
        issuer=at.get("issuer"),
        number=at.get("number", ""),
        language=at.get("language", ""),
        in_force=at.get("in_force", NOTHING),
        file=at.get("file", ""),
        length=at.get("length"),
        sha256=at.get("sha256", ""),
        certainty=at.get("certainty", ""),
        place=at.place,
    ),
    Key("title", WORDS, required=True),
    Key("kind", OneWord(SOURCE_KINDS, "a kind of source"), required=True),
    Key("url", ADDRESS),
    Key("date", Text("a date", r"\d{4}(-\d{2}(-\d{2})?)?", "write 2026-03-01, or only what is known: 2026-03, 2026")),
    Key("issuer", WORDS),
    Key("number", Text()),
    Key("language", Text("a language tag", LANGUAGE_TAG.pattern, "such as zh, en, ko, zh-Hans")),
    Key("in_force", IN_FORCE),
    Key("file", Text("a file name", r"[^/\\]{1,120}", "the name alone, without folders")),
    Key("length", Whole()),
    Key("sha256", Text("a SHA-256 hash", r"[0-9a-f]{64}", "64 hexadecimal digits in lower case")),
    Key("certainty", OneWord(CERTAINTIES, "a degree of certainty")),
)

SOURCES: Final = Record("sources.yaml", lambda at: at.get("sources", {}), Key("sources", ByName(SOURCE), required=True))

DERIVED: Final = Record(
    "a derivation",
    lambda at: at,
    Key("ratio", IDS),
    Key("sum", ListOf(identifier(), at_least=1)),
    Key("difference", IDS),
    Key("count", identifier()),
    Key("change_on_year_before", IDS),
    Key(
        "share_of_list",
        Record("a share of a list", lambda at: at, Key("of", identifier(), required=True), Key("counting", IDS, required=True)),
    ),
    Key("time_since", identifier()),
)

ONE_VALUE: Final[dict[str, Any]] = {"type": ["string", "number", "boolean"]}

CHANGE: Final = Record(
    "a change",
    lambda at: at,
    Key("cost", Text("a cost"), required=True),
    Key("direction", OneWord(tuple(way.value for way in Direction), "a direction of change")),
    Key("step", Text("a step")),
    Key("to", ListOf(AsWritten(ONE_VALUE), at_least=1)),
)

FIELD: Final = Record(
    "a field",
    lambda at: at,
    Key("entity", OneWord(ENTITIES, "a kind of entity")),
    Key("type", OneWord(tuple(kind.value for kind in FieldType), "a type of field"), required=True),
    Key("unit", Text()),
    Key("label", WORDS, required=True),
    Key("question", WORDS, required=True),
    Key("answered_by", OneWord(tuple(who.value for who in Answerer), "who answers"), required=True),
    Key("many", TrueFalse()),
    Key("options", ByName(WORDS)),
    Key("derived", DERIVED),
    Key(
        "judged",
        Record(
            "a judgement",
            lambda at: Judgement(at.get("by"), at.get("on")),
            Key("by", identifier(), required=True),
            Key("on", WORDS, required=True),
        ),
    ),
    Key("least", AsWritten(ONE_VALUE)),
    Key("most", AsWritten(ONE_VALUE)),
    Key("change", CHANGE),
)

FIELDS: Final = Record("fields.yaml", lambda at: at.get("fields", {}), Key("fields", ByName(FIELD), required=True))

SPAN: Final = Record(
    "a span of the text",
    lambda at: SourceSpan(at.get("source"), at.get("start"), at.get("end"), at.place),
    Key("source", identifier(), required=True),
    Key("start", Whole(), required=True),
    Key("end", Whole(), required=True),
)

SECTOR: Final = Record(
    "a sector",
    lambda at: Sector(at.get("tag"), at.get("label"), _codes(at.get("codes", ())), at.get("certainty", "")),
    Key("tag", Text("a tag", r"[a-z0-9][a-z0-9_-]*", "lower case letters, digits, `-`, `_`"), required=True),
    Key("label", WORDS, required=True),
    Key("codes", ListOf(CODE_TEXT)),
    Key("certainty", OneWord(("A", "B", "C"), "a certainty (A clear, B fair, C uncertain)")),
)

BASIS: Final = Record(
    "a basis",
    lambda at: Basis(
        at.get("source"), at.get("article", ""), at.get("says"), at.get("in_force", NOTHING), at.get("figures", ()), at.place
    ),
    Key("source", identifier(), required=True),
    Key("article", Text()),
    Key("says", WORDS),
    Key("in_force", IN_FORCE),
    Key("figures", ListOf(Text("a figure"))),
)

EXAMPLE: Final = Record(
    "an example",
    lambda at: at,
    Key("name", Text("a name"), required=True),
    Key("given", AsWritten({"type": "object"}), required=True),
    Key("expect", OneWord(("eligible", "ineligible", "undetermined"), "a verdict"), required=True),
    Key("missing", IDS),
    Key("on", Day()),
)

STACKING: Final = Record(
    "stacking",
    lambda at: Stacking(
        at.get("matter", ""),
        at.get("exclusive_with", ()),
        at.get("on_top_of", ()),
        at.get("highest_wins", False),
        at.get("once_per_matter", False),
    ),
    Key("matter", identifier("the id of a matter")),
    Key("exclusive_with", IDS),
    Key("on_top_of", IDS),
    Key("highest_wins", TrueFalse()),
    Key("once_per_matter", TrueFalse()),
)

DOCUMENT: Final = Record(
    "a document",
    lambda at: Document(at.get("name"), at.get("answers", ())),
    Key("name", WORDS, required=True),
    Key("answers", IDS),
)

APPLICATION: Final = Record(
    "where to apply",
    lambda at: Application(at.get("where"), at.get("url", "")),
    Key("where", WORDS, required=True),
    Key("url", ADDRESS),
)

QUESTION: Final = Record(
    "an open question",
    lambda at: Question(at.get("question"), at.get("ask")),
    Key("question", WORDS, required=True),
    Key("ask", identifier(), required=True),
)


def measure_shape(condition_schema: dict[str, Any], amount_schema: dict[str, Any]) -> Record[Located]:
    """The shape of a measure file; its condition and its amount are kept as written until the fields are known."""
    return Record(
        "a measure",
        lambda at: at,
        Key("id", identifier("the id of the measure"), required=True),
        Key("title", WORDS, required=True),
        Key("summary", WORDS, required=True),
        Key("source", ListOf(SPAN, at_least=1)),
        Key("modality", OneWord(MODALITIES, "a modality"), required=True),
        Key("status", OneWord(STATUSES, "a status"), required=True),
        Key("status_note", WORDS),
        Key("sectors", ListOf(SECTOR)),
        Key("beneficiaries", ListOf(OneWord(BENEFICIARIES, "a beneficiary"), at_least=1), required=True),
        Key("instrument", ListOf(OneWord(INSTRUMENTS, "an instrument"), at_least=1), required=True),
        Key("in_force", IN_FORCE),
        Key("supersedes", IDS),
        Key("when", AsWritten(condition_schema), required=True),
        Key("amount", AsWritten(amount_schema)),
        Key("stacking", STACKING),
        Key("rests_on", ListOf(BASIS)),
        Key("authority", identifier(), required=True),
        Key("procedure", identifier("the id of a procedure")),
        Key("documents", ListOf(DOCUMENT)),
        Key("apply", APPLICATION),
        Key("class", OneWord(CLASSES, "a class"), required=True),
        Key("indicators", IDS),
        Key("open_questions", ListOf(QUESTION)),
        Key("examples", ListOf(EXAMPLE), required=True),
    )


LEDGER_SPAN: Final = Record(
    "a span of the ledger",
    lambda at: LedgerSpan(
        at.get("start"),
        at.get("end"),
        SpanKind(at.get("kind")),
        at.get("measures", ()),
        at.get("fields", ()),
        at.get("operative") or at.get("why"),
        at.place,
    ),
    Key("start", Whole(), required=True),
    Key("end", Whole(), required=True),
    Key("kind", OneWord(tuple(kind.value for kind in SpanKind), "a kind of span"), required=True),
    Key("measures", IDS),
    Key("fields", IDS),
    Key("operative", WORDS),
    Key("why", WORDS),
)

LEDGER: Final = Record(
    "ledger.yaml", lambda at: at.get("ledger", {}), Key("ledger", ByName(ListOf(LEDGER_SPAN)), required=True)
)
