"""The shapes of the files that conditions and amounts refer to: areas, lists, peers, criteria, codes, rates, programmes."""

from __future__ import annotations

from typing import Any, Final

from zonewright.codes.classifications import Link, Relation
from zonewright.codes.money import ROUNDING_WAYS, ExchangeRate, Rounding
from zonewright.codes.world import Area
from zonewright.notation.shapes import (
    IN_FORCE,
    WORDS,
    AboveZero,
    AsWritten,
    ByName,
    Day,
    Key,
    ListOf,
    Located,
    Money,
    OneWord,
    Record,
    Text,
    Whole,
    identifier,
)
from zonewright.packs.shapes import CODE_TEXT, code_of

AREAS: Final = Record(
    "areas.yaml",
    lambda at: at.get("areas", {}),
    Key(
        "areas",
        ByName(
            Record(
                "an area",
                lambda at: Area("", at.get("title"), at.get("parent"), at.get("source", ""), at.place),
                Key("title", WORDS, required=True),
                Key("parent", identifier()),
                Key("source", identifier()),
            )
        ),
        required=True,
    ),
)

CATALOGUES: Final = Record(
    "catalogues.yaml",
    lambda at: at.get("catalogues", {}),
    Key(
        "catalogues",
        ByName(
            Record(
                "a catalogue",
                lambda at: at,
                Key("title", WORDS, required=True),
                Key(
                    "versions",
                    ListOf(
                        Record(
                            "a version",
                            lambda at: at,
                            Key("version", Text("a version"), required=True),
                            Key("in_force", IN_FORCE),
                            Key("entries", AsWritten({"anyOf": [{"const": "unknown"}, {"type": "array"}]}), required=True),
                            Key("source", identifier()),
                        ),
                        at_least=1,
                    ),
                    required=True,
                ),
            )
        ),
        required=True,
    ),
)

POPULATIONS: Final = Record(
    "populations.yaml",
    lambda at: at.get("populations", {}),
    Key(
        "populations",
        ByName(
            Record(
                "a population",
                lambda at: at,
                Key("title", WORDS, required=True),
                Key("unit", Text()),
                Key("in_force", IN_FORCE, required=True),
                Key("source", identifier()),
                Key("values", AsWritten({"anyOf": [{"const": "unknown"}, {"type": "array"}]})),
                Key("by", identifier()),
                Key("groups", ByName(ListOf(Text("a number")))),
            )
        ),
        required=True,
    ),
)


def criteria_shape(condition_schema: dict[str, Any]) -> Record[Any]:
    """The shape of criteria.yaml."""
    criterion = Record(
        "a criterion",
        lambda at: at,
        Key("title", WORDS, required=True),
        Key("when", AsWritten(condition_schema), required=True),
    )
    return Record("criteria.yaml", lambda at: at.get("criteria", {}), Key("criteria", ByName(criterion), required=True))


LINKS: Final = Record(
    "codes.yaml",
    lambda at: at.get("links", ()),
    Key(
        "links",
        ListOf(
            Record(
                "a link",
                lambda at: Link(
                    code_of(at.get("from")), Relation(at.get("relation")), code_of(at.get("to")), at.get("source", ""), at.place
                ),
                Key("from", CODE_TEXT, required=True),
                Key("to", CODE_TEXT, required=True),
                Key("relation", OneWord(tuple(one.value for one in Relation), "a relation"), required=True),
                Key("source", identifier()),
            )
        ),
        required=True,
    ),
)

CURRENCY: Final = Text("a currency of ISO 4217", r"[A-Z]{3}", "such as CNY, KRW, USD")


def _rate(at: Located) -> ExchangeRate:
    return ExchangeRate(at.get("from"), at.get("to"), at.get("rate"), at.get("on"), at.get("source", ""), at.place)


RATES: Final = Record(
    "rates.yaml",
    lambda at: at.get("rates", ()),
    Key(
        "rates",
        ListOf(
            Record(
                "an exchange rate",
                _rate,
                Key("from", CURRENCY, required=True),
                Key("to", CURRENCY, required=True),
                Key("rate", AboveZero(), required=True),
                Key("on", Day(), required=True),
                Key("source", identifier()),
            )
        ),
        required=True,
    ),
)

BUDGET: Final = Record("a budget", lambda at: at, Key("year", Whole(), required=True), Key("budget", Money(), required=True))
ROUNDING: Final = Record(
    "a way of rounding",
    lambda at: Rounding(at.get("to"), at.get("way")),
    Key("to", Money(above_zero=True), required=True),
    Key("way", OneWord(tuple(ROUNDING_WAYS), "a way of rounding"), required=True),
)
PROGRAMMES: Final = Record(
    "programmes.yaml",
    lambda at: at.get("programmes", {}),
    Key(
        "programmes",
        ByName(
            Record(
                "a programme",
                lambda at: at,
                Key("title", WORDS, required=True),
                Key("budgets", ListOf(BUDGET)),
                Key("at_most_per_enterprise", Money()),
                Key("rounding", ROUNDING),
                Key("source", identifier()),
            )
        ),
        required=True,
    ),
)
