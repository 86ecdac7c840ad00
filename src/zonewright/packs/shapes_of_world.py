"""The shapes of the files that conditions refer to: areas, catalogues, populations, criteria, code links."""

from __future__ import annotations

from typing import Any, Final

from zonewright.codes.classifications import Link, Relation
from zonewright.codes.world import Area
from zonewright.notation.shapes import (
    IN_FORCE,
    WORDS,
    AsWritten,
    ByName,
    Key,
    ListOf,
    OneWord,
    Record,
    Text,
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
