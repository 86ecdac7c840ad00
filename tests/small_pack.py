"""A small whole pack on disk, to be changed in one place at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from zonewright.compiler.pipeline import check_pack
from zonewright.errors import Diagnostic
from zonewright.packs.load import read_pack

W = "{en: word, zh: 词, ko: 말}"
ZONE = f"""\
id: small-zone
title: {W}
version: "2026-01-01.1"
fictional: true
prevailing_language: en
authorities:
  office: {{name: {W}}}
"""
SOURCES = f"""\
sources:
  law: {{title: {W}, kind: national_law, url: "https://example.org/law"}}
"""
FIELDS = f"""\
fields:
  staff:
    type: number
    unit: person
    label: {W}
    question: {W}
    answered_by: enterprise
  revenue:
    type: number
    unit: CNY
    label: {W}
    question: {W}
    answered_by: enterprise
"""
WHEN = "  {field: staff, at_least: 10}"
EXAMPLES = """\
  - {name: on the number, given: {staff: 10}, expect: eligible}
  - {name: one below, given: {staff: 9}, expect: ineligible}
  - {name: not known, given: {}, expect: undetermined}
"""


def field(id: str, kind: str, *lines: str) -> str:
    """One more field for fields.yaml, with further lines of its own."""
    more = "".join(f"    {line}\n" for line in lines)
    return f"  {id}:\n    type: {kind}\n    label: {W}\n    question: {W}\n    answered_by: enterprise\n{more}"


def measure(when: str = WHEN, examples: str = EXAMPLES, more: str = "", id: str = "grant") -> str:
    """A measure file with a condition and examples."""
    return f"""\
id: {id}
title: {W}
summary: {W}
modality: may
status: granted
beneficiaries: [enterprise]
instrument: [fin_grant]
authority: office
class: normal
{more}when:
{when}
examples:
{examples}"""


def write_pack(
    folder: Path, *, fields: str = "", when: str = WHEN, examples: str = EXAMPLES, files: Mapping[str, str] | None = None
) -> Path:
    """Write the small pack, with more fields, another condition or whole other files."""
    texts = {
        "zone.yaml": ZONE,
        "sources.yaml": SOURCES,
        "fields.yaml": FIELDS + fields,
        "measures/grant.yaml": measure(when, examples),
        **(files or {}),
    }
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def findings(folder: Path) -> tuple[Diagnostic, ...]:
    """Everything that reading and checking find."""
    draft = read_pack(folder)
    return draft.diagnostics + (check_pack(draft.pack) if draft.pack else ())


def codes(found: Iterable[Diagnostic]) -> set[str]:
    return {one.code for one in found}
