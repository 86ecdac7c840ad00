"""Matches in the form that other programs read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from zonewright.benefits.ranges import Range
from zonewright.benefits.units import number_in
from zonewright.conditions.ast import AllOf, AnyOf, AtLeastN, Cited, Criterion, NoneOf, fields_of
from zonewright.conditions.judge import Finding
from zonewright.conditions.missing import missing_facts
from zonewright.conditions.render import Teller, show_number, show_value
from zonewright.errors import Diagnostic
from zonewright.matching.best_package import Package
from zonewright.matching.entitlements import Entitlement, entitlement_of
from zonewright.matching.model import Match
from zonewright.matching.nearest import Nearest
from zonewright.packs.model import Pack
from zonewright.report.answers import Answer
from zonewright.values import Number


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
        "procedure": match.measure.procedure,
        "missing": list(missing),
        "worth": worth_as_json(entitlement_of(match)),
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


def worth_as_json(one: Entitlement) -> dict[str, Any] | None:
    """What an entitlement is worth: exact numbers as text, None for an end that is not known; None without an amount."""
    if one.valuation is None:
        return None
    unit = one.valuation.unit
    return {
        **_range(one.range, unit),
        "would_be": _range(one.valuation.range, unit),
        "recoverable": _range(one.as_far_as_entitled(one.valuation.recoverable), unit),
    }


def package_as_json(package: Package) -> dict[str, Any]:
    """A package: what is taken and left out, and the payments."""
    return {
        "currency": package.currency,
        "low": show_number(package.low),
        "high": _end(package.high),
        "potential": _end(package.potential),
        "proven": package.proven,
        "taken": [{"measure": one.measure.id, "worth": worth_as_json(one)} for one in package.taken],
        "left_out": [
            {"measure": one.id, "why": one.why.value, "because": list(one.because), "loss": _end(one.loss)}
            for one in package.left_out
        ],
        "not_yet": [one.measure.id for one in package.not_yet],
        "payments": [
            {
                "measure": one.measure.id,
                "programme": one.programme or None,
                "due": one.payment.due.isoformat() if one.payment.due else None,
                **_range(one.payment.range, one.payment.unit),
                "payer": one.payment.payer,
                "released": one.payment.released.name.lower(),
            }
            for one in package.payments
        ],
    }


def answer_as_json(answer: Answer) -> dict[str, Any]:
    """What to do next: the best package, the next question, and the nearest change to each measure not met."""
    question = answer.question
    return {
        "package": package_as_json(answer.package),
        "next_question": None
        if question is None
        else {
            "field": question.field.id,
            "answered_by": question.field.answered_by.value,
            "measures": list(question.measures),
            "share": show_number(question.share),
        },
        "nearest": {id: nearest_as_json(one) for id, one in answer.nearest.items()},
    }


def nearest_as_json(nearest: Nearest) -> dict[str, Any]:
    """The nearest change to a measure, and how sure it is."""
    return {
        "outcome": nearest.outcome.value,
        "changes": [
            {
                "field": one.field,
                "before": show_value(one.before),
                "after": show_value(one.after),
                "difference": _end(one.difference),
                "cost": show_number(one.cost),
            }
            for one in nearest.changes
        ],
        "missing": list(nearest.missing),
    }


def _range(found: Range, unit: str) -> dict[str, Any]:
    high = None if found.high is None else show_number(number_in(found.high, unit))
    return {"low": show_number(number_in(found.low, unit)), "high": high, "unit": unit}


def _end(number: Number | None) -> str | None:
    return None if number is None else show_number(number)
