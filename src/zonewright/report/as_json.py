"""Matches in the form that other programs read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from zonewright.conditions.ast import AllOf, AnyOf, AtLeastN, Cited, Criterion, NoneOf, fields_of
from zonewright.conditions.judge import Finding
from zonewright.conditions.missing import missing_facts
from zonewright.conditions.render import Teller, show_value
from zonewright.errors import Diagnostic
from zonewright.matching.model import Match
from zonewright.packs.model import Pack


def matches_as_json(pack: Pack, matches: Iterable[Match], *, on: date, language: str) -> dict[str, Any]:
    """One enterprise's matches."""
    teller = Teller(pack.schema, pack.world, language)
    return {
        "pack": pack.zone.id,
        "version": pack.zone.version,
        "on": on.isoformat(),
        "matches": [_match(match, teller) for match in matches],
    }


def _match(match: Match, teller: Teller) -> dict[str, Any]:
    finding = match.finding
    inquiry = match.inquiry
    missing = missing_facts(inquiry.schema, finding, inquiry.facts) if finding else ()
    return {
        "measure": match.measure.id,
        "title": match.measure.title.in_language(teller.language),
        "verdict": match.verdict.value,
        "status": match.measure.status,
        "missing": list(missing),
        "sources": [{"source": span.source, "start": span.start, "end": span.end} for span in match.sources],
        "finding": None if finding is None else _finding(finding, teller),
    }


def _finding(finding: Finding, teller: Teller) -> dict[str, Any]:
    condition = finding.condition
    told: dict[str, Any] = {
        "test": type(condition).__name__,
        "truth": finding.truth.name.lower(),
        "text": teller.tell(condition),
    }
    match condition:
        case AllOf() | AnyOf() | NoneOf() | AtLeastN():
            pass
        case Criterion(id=id):
            told["criterion"] = id
        case Cited(source=source):
            told["cites"] = source
        case _:
            told["fields"] = list(fields_of(condition))
            told["seen"] = None if finding.seen is None else show_value(finding.seen)
    if finding.parts:
        told["parts"] = [_finding(part, teller) for part in finding.parts]
    return told


def diagnostics_as_json(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Diagnostics with their places."""
    return [
        {
            "code": found.code,
            "severity": found.severity.value,
            "message": found.message,
            "where": {"file": found.where.file, "line": found.where.line, "column": found.where.column},
            "hint": found.hint,
        }
        for found in diagnostics
    ]
