"""Arguments to verbs. Exit 0 when all is well, 1 when there are findings, 2 for wrong usage."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from zonewright.cli import verbs
from zonewright.cli.ask import ask
from zonewright.cli.budget import budget
from zonewright.cli.case import case
from zonewright.cli.draft import draft
from zonewright.cli.language_model import MODEL_OPTIONS
from zonewright.cli.layout import layout
from zonewright.cli.near import near
from zonewright.cli.package import package
from zonewright.cli.procedure import ACTIONS, procedure
from zonewright.cli.review import FORMS, review
from zonewright.cli.scaffold import new_zone
from zonewright.cli.show import Printer
from zonewright.errors import DiagnosedError
from zonewright.notation.shapes import read_day
from zonewright.packs.json_schema import FILES
from zonewright.values import LANGUAGES, currencies

Verb = Callable[[argparse.Namespace, Printer], int]
Argument = tuple[str, dict[str, Any]]
MOST_DIGITS: Final = 18


def _day(text: str) -> date:
    day = read_day(text)
    if day is None:
        raise argparse.ArgumentTypeError(f"`{text}` is not a day; write it as 2026-03-01")
    return day


def _currency(text: str) -> str:
    if text not in currencies():
        raise argparse.ArgumentTypeError(f"`{text}` is not a currency; write a code of ISO 4217, such as CNY, KRW, USD")
    return text


def _count(text: str) -> int:
    if not text.isdecimal() or len(text) > MOST_DIGITS or int(text) < 1:
        raise argparse.ArgumentTypeError(f"`{text[:60]}` is not a count; write 1 or more")
    return int(text)


PACK: Final[Argument] = ("pack", {"type": Path, "metavar": "PACK", "help": "folder that holds zone.yaml"})
PROFILE: Final[Argument] = ("profile", {"type": Path, "metavar": "PROFILE", "help": "facts in YAML, JSON, CSV or XLSX"})
ON: Final[Argument] = ("--on", {"type": _day, "metavar": "DATE", "default": None, "help": "the day asked (default: today)"})
TEXT: Final[Argument] = ("--text", {"type": Path, "metavar": "DIR", "default": None, "help": "folder with the policy texts"})
JSON: Final[Argument] = ("--json", {"action": "store_true", "help": "print JSON"})
LANG: Final[Argument] = ("--lang", {"choices": LANGUAGES, "default": "en", "help": "language of texts (default: en)"})

CURRENCY: Final[Argument] = (
    "--currency", {"type": _currency, "metavar": "CODE", "default": None, "help": "the currency to add up in, such as CNY"},
)  # fmt: skip
MEASURES: Final[Argument] = ("measure", {"nargs": "*", "metavar": "MEASURE", "help": "ids of measures (default: all)"})
HOME_PACK: Final = Path("packs/changchun")

VERBS: Final[tuple[tuple[str, str, Verb, tuple[Argument, ...]], ...]] = (
    ("check", "check a pack and tell every mistake at once", verbs.check, (PACK, JSON, LANG)),
    (
        "ledger",
        "show what becomes of every character of the policy text",
        verbs.show_ledger,
        (PACK, TEXT, JSON, LANG, ("--html", {"type": Path, "metavar": "FILE", "help": "write the picture as a page"})),
    ),
    ("match", "find which measures an enterprise is entitled to", verbs.match, (PACK, PROFILE, ON, JSON, LANG)),
    (
        "explain",
        "tell why an enterprise is entitled or not, with sources",
        verbs.explain,
        (PACK, PROFILE, MEASURES, ON, TEXT, JSON, LANG),
    ),
    (
        "ask",
        "ask an enterprise what is still needed, one question at a time, the most telling first",
        ask,
        (
            PACK,
            ("--answers", {"type": Path, "metavar": "FILE", "help": "a profile in YAML or JSON that keeps the answers"}),
            ON,
            JSON,
            LANG,
        ),
    ),
    (
        "near",
        "find who fails a measure by one condition, or who gains and loses when a threshold moves",
        near,
        (
            PACK,
            ("table", {"type": Path, "metavar": "TABLE", "help": "one enterprise a row, in CSV, Parquet or XLSX"}),
            MEASURES,
            ("--move", {"metavar": "TEST", "help": "a threshold and its other bound, such as 'staff at_least 40 person'"}),
            ("--most", {"type": _count, "default": 50, "metavar": "N", "help": "enterprises shown of each (default: 50)"}),
            ("-o", {"dest": "out", "type": Path, "metavar": "FILE", "help": "write all of them into a table in CSV"}),
            ON,
            JSON,
            LANG,
        ),
    ),
    (
        "package",
        "put together the entitlements that are worth most, with payments and with the reason for what is left out",
        package,
        (PACK, PROFILE, ON, CURRENCY, JSON, LANG),
    ),
    (
        "budget",
        "add up what programmes owe by year, what may come on top and what is left of their budgets",
        budget,
        (
            PACK,
            ("table", {"type": Path, "nargs": "+", "metavar": "TABLE", "help": "enterprises in CSV, Parquet, XLSX or YAML"}),
            ON,
            CURRENCY,
            ("--samples", {"type": int, "metavar": "N", "help": "draw the missing facts N times and tell how it may turn out"}),
            ("--seed", {"type": int, "metavar": "S", "help": "what the draws start from: the same seed, the same result"}),
            JSON,
            LANG,
        ),
    ),
    (
        "draft",
        "read policy texts and draft a pack from them, again after a change without losing what reviewers decided",
        draft,
        (
            ("text", {"type": Path, "nargs": "+", "metavar": "TEXT", "help": "txt, HTML, DOCX, PDF, ZIP, or a folder of them"}),
            ("-o", {"dest": "out", "type": Path, "metavar": "PACK", "help": "folder of the draft; its name becomes the id"}),
            ("--predictions", {"type": Path, "metavar": "DIR", "help": "write what was read as <text>.jsonl into a folder"}),
            ("--text-lang", {"choices": LANGUAGES, "help": "language of the texts (default: by their script)"}),
            *MODEL_OPTIONS,
            ON,
            JSON,
            LANG,
        ),
    ),
    (
        "review",
        "decide on every item of a draft: in the terminal, on a page, or in an annotation tool",
        review,
        (
            PACK,
            ("--doc", {"metavar": "ID", "default": None, "help": "only this text"}),
            ("--html", {"type": Path, "metavar": "OUT", "default": None, "help": "write the page on which to decide"}),
            ("--import", {"dest": "imported", "type": Path, "metavar": "FILE", "default": None,
                          "help": "take over decisions (.jsonl), an export of Label Studio (.json), lines of brat (.ann)"}),
            ("--export", {"nargs": 2, "metavar": ("FORM", "OUT"), "default": None,
                          "help": f"write the draft for other programs into a folder: {', '.join(FORMS)}"}),
            ("--by", {"metavar": "NAME", "default": "reviewer", "help": "who decides (default: reviewer)"}),
            ON,
            JSON,
            LANG,
        ),
    ),
    (
        "procedure",
        "show, draw or check how something goes from application to decision, or draft it from a BPMN diagram",
        procedure,
        (
            ("action", {"choices": ACTIONS, "metavar": "ACTION", "help": f"one of {', '.join(ACTIONS)}"}),
            ("pack", {"type": Path, "metavar": "PACK", "help": "folder that holds zone.yaml; for import, a file in BPMN 2.0"}),
            ("procedure", {"nargs": "*", "metavar": "PROCEDURE", "help": "ids of procedures (default: all); one for diagram"}),
            ("-o", {"dest": "out", "type": Path, "metavar": "OUT",
                    "help": "the diagram as .svg, .bpmn or .mmd; the imported draft as .yaml"}),
            JSON,
            LANG,
        ),
    ),
    (
        "case",
        "play a case on paper through a procedure and tell how it goes, step by step",
        case,
        (
            ("action", {"choices": ("simulate",), "metavar": "ACTION", "help": "simulate"}),
            ("procedure_file", {"type": Path, "metavar": "PROCEDURE", "help": "packs/<zone>/procedures/<id>.yaml"}),
            ("events", {"type": Path, "metavar": "EVENTS", "help": "the steps, as in scenarios/ of a pack"}),
            ("-o", {"dest": "out", "type": Path, "metavar": "OUT.svg", "help": "draw the timeline"}),
            JSON,
            LANG,
        ),
    ),
    (
        "layout",
        "place projects in premises, with a proof of how near the best that is, reasons and a map",
        layout,
        (
            ("problem", {"type": Path, "metavar": "PROBLEM", "help": "folder with problem.yaml, premises and projects"}),
            ("-o", {"dest": "out", "type": Path, "metavar": "OUT", "required": True,
                    "help": "folder for layout.json, layout.geojson and map.html"}),
            ("--seconds", {"type": _count, "metavar": "N", "help": "how long to search (default: 30)"}),
            ("--steps", {"type": _count, "metavar": "N", "help": "search so many steps: with one worker the answer repeats"}),
            ("--seed", {"type": int, "default": 0, "metavar": "S", "help": "what chance starts from (default: 0)"}),
            ("--workers", {"type": _count, "default": 1, "metavar": "W", "help": "threads of the solver (default: 1)"}),
            JSON,
            LANG,
        ),
    ),
    (
        "schema",
        "print or write the JSON Schema of a pack's files, for editors",
        verbs.schema,
        (
            ("name", {"nargs": "?", "choices": FILES, "metavar": "NAME", "help": f"one of {', '.join(FILES)}"}),
            ("--out", {"type": Path, "metavar": "DIR", "help": "write all of them into a folder"}),
            JSON,
            LANG,
        ),
    ),
    (
        "new-zone",
        "start a pack for another zone",
        new_zone,
        (("folder", {"type": Path, "metavar": "FOLDER", "help": "a new folder; its name becomes the zone's id"}), JSON, LANG),
    ),
    (
        "demo",
        "check a pack, match its sample enterprises, write a report in three languages",
        verbs.demo,
        (
            ("pack", {"type": Path, "nargs": "?", "default": HOME_PACK, "metavar": "PACK", "help": f"default: {HOME_PACK}"}),
            ("--out", {"type": Path, "default": Path("out"), "metavar": "DIR", "help": "default: out"}),
            ON,
            TEXT,
            JSON,
            LANG,
        ),
    ),
)  # fmt: skip


def build_parser() -> argparse.ArgumentParser:
    """The parser with every verb."""
    parser = argparse.ArgumentParser(
        prog="zonewright", description="Turns a zone's policy into the services it promises: check, ledger, match, explain."
    )
    commands = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, says, verb, arguments in VERBS:
        command = commands.add_parser(name, help=says, description=says[0].upper() + says[1:] + ".")
        command.set_defaults(run=verb)
        for argument, options in arguments:
            command.add_argument(argument, **options)
    return parser


def _parsed(argv: Sequence[str] | None) -> argparse.Namespace:
    """The arguments; measures and procedures may also stand behind the options."""
    parser = build_parser()
    arguments, rest = parser.parse_known_args(argv)
    ids = next((getattr(arguments, name) for name in ("measure", "procedure") if hasattr(arguments, name)), None)
    if rest and (ids is None or any(word.startswith("-") for word in rest)):
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if ids is not None:
        ids += rest
    return arguments


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        arguments = _parsed(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    if getattr(arguments, "on", False) is None:
        arguments.on = date.today()  # noqa: DTZ011, TID251  # the one place where the day of the machine is asked
    printer = Printer(json=arguments.json)
    try:
        status: int = arguments.run(arguments, printer)
        sys.stdout.flush()
    except DiagnosedError as error:
        printer.findings(error.diagnostics)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        printer.note("stopped")
        return 130
    return status
