"""Decisions as lines of JSON, one event a line: written exactly, read with every bad line told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from fractions import Fraction
from typing import Final

from zonewright.errors import InputError, Place, Report
from zonewright.notation.shapes import nearest, read_day
from zonewright.provisions.changes import KEYS, read_change, written
from zonewright.provisions.review import REASONS, VERDICTS, Decision

_KEYS: Final = tuple(one.name for one in fields(Decision))
_NEEDED: Final = ("item", "verdict", "by", "on", "exact")
_LONGEST_NUMBER: Final = 60


class _WrongNumberError(ValueError):
    """A number that no text states."""


def decision_line(decision: Decision) -> str:
    """One decision as a line; what is empty is left out, numbers stay exact."""
    row = {key: getattr(decision, key) for key in _KEYS if getattr(decision, key) and key != "at"}
    row |= {"at": decision.at} if decision.at >= 0 else {}
    if decision.change:
        row["change"] = {key: _plain(value) for key, value in decision.change.items()}
    return json.dumps(row, ensure_ascii=False) + "\n"


def write_decisions(decisions: Iterable[Decision]) -> str:
    """Decisions as the text of a file."""
    return "".join(map(decision_line, decisions))


def read_decisions(content: str | bytes, file: object, kept: Report | None = None) -> tuple[Decision, ...]:
    """The decisions of a file, in its order; InputError with every bad line.

    A last line that was cut off by a killed machine is left out, and told in ``kept`` as a warning.
    """
    whole = content.encode("utf-8") if isinstance(content, str) else content
    report, found = Report(), list[Decision]()
    lines = whole.split(b"\n")
    for number, line in enumerate(lines, 1):
        place, last = Place(str(file), number), number == len(lines)
        if not line.strip():
            continue
        row = _row(line)
        if isinstance(row, dict):
            decision = _decision(row, report, place)
            found += [decision] if decision is not None else []
        elif last and row != "number":
            (kept or Report()).warn("ZW734", "the last line was cut off and is left out", place,
                                    hint="decide on this item again")  # fmt: skip
        else:
            said = "holds a number that cannot be read" if row == "number" else "is not a decision in JSON"
            report.error("ZW730", f"the line {said}", place, hint="mend or delete the line")
    if report.failed:
        raise InputError(report.diagnostics)
    return tuple(found)


def sound_length(content: bytes) -> int:
    """So many bytes of a file are whole lines, or a last line that only lacks its end."""
    last = content.rfind(b"\n") + 1
    return len(content) if isinstance(_row(content[last:]), dict) else last


def _plain(value: object) -> object:
    match value:
        case Fraction():
            return written(value)
        case list() | tuple():
            return [_plain(one) for one in value]
        case Mapping():
            return {key: _plain(one) for key, one in value.items()}
        case _:
            return value


def _row(line: bytes) -> dict[str, object] | str:
    """The object on a line; else what is wrong with it."""
    try:
        text = line.decode("utf-8-sig")
        row = json.loads(text, parse_int=_number, parse_float=_number, parse_constant=_number)
        json.dumps(row, ensure_ascii=False, default=str).encode("utf-8")  # half a character, written as an escape
    except _WrongNumberError:
        return "number"
    except (ValueError, RecursionError):
        return "form"
    return row if isinstance(row, dict) else "form"


def _number(digits: str) -> int | Fraction:
    if len(digits) > _LONGEST_NUMBER or not set(digits) <= set("-0123456789."):
        raise _WrongNumberError(digits)
    number = Fraction(digits)
    return int(number) if number.denominator == 1 else number


def _decision(row: dict[str, object], report: Report, place: Place) -> Decision | None:
    before = len(report.diagnostics)
    for key in row:
        if key not in _KEYS:
            report.error("ZW731", f"`{key[:60]}` is not a key of a decision", place, hint=nearest(key, _KEYS))
    for key in _NEEDED:
        if not row.get(key):
            report.error("ZW731", f"a decision lacks `{key}`", place, hint=f"add `{key}`")
    words = {key: value for key, value in row.items() if key in _KEYS and key not in {"change", "at"}}
    for key, value in words.items():
        if not isinstance(value, str):
            report.error("ZW731", f"`{key}` is not a text", place, hint="put it in quotes")
    at = row.get("at", -1)
    if not isinstance(at, int) or isinstance(at, bool):
        report.error("ZW731", "`at` is not a place in the text", place, hint="write a whole number, or leave it out")
    verdict, reason, change = row.get("verdict"), row.get("reason") or "", row.get("change") or {}
    _one_of(verdict, VERDICTS, "a verdict", report, place)
    _one_of(reason, ("", *REASONS), "a reason", report, place)
    if isinstance(row.get("on"), str) and row["on"] and read_day(str(row["on"])) is None:
        report.error("ZW733", f"`{str(row['on'])[:60]}` is not a day", place, hint="write it as 2026-03-01")
    if not isinstance(change, dict) or bool(change) != (verdict == "edited"):
        report.error("ZW735", "an edit, and nothing else, says in `change` what it changes", place,
                     hint='add it: "change": {"value": 500}')  # fmt: skip
        change = {}
    read = read_change(change, _kind(change), report, place)
    if len(report.diagnostics) > before:
        return None
    return Decision(**{key: str(value) for key, value in words.items()}, at=at if isinstance(at, int) else -1, change=read)


def _kind(change: Mapping[str, object]) -> str:
    """A change names keys of one kind of item; the one that more of its keys belong to."""
    return max(KEYS, key=lambda kind: sum(key in KEYS[kind] for key in change))


def _one_of(given: object, known: tuple[str, ...], what: str, report: Report, place: Place) -> None:
    if given is not None and given not in known:
        hint = nearest(str(given)[:60], known) or f"known: {', '.join(filter(None, known))}"
        report.error("ZW732", f"`{str(given)[:60]}` is not {what}", place, hint=hint)
