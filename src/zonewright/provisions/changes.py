"""What a reviewer may change on an item: closed lists of words, values read exactly, everything wrong told at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from zonewright.errors import Place, Report
from zonewright.notation.shapes import nearest, read_day
from zonewright.provisions.model import INSTRUMENTS, MODALITIES, Provision, Quantity, Value
from zonewright.values import ALIASES, BASES, currencies, read_number

ROLES: Final = ("threshold", "amount", "cap", "rate", "duration", "deadline", "date", "quantity")
OPS: Final = (">=", "<=", ">", "<", "=", "range")
#: Units of figures besides the currencies of ISO 4217, the usual ones first.
UNITS: Final = tuple(dict.fromkeys((
    "%", "year", "month", "day", "hour", "mu", "m2", "km", "MW", "person", "count", "point", "date", "acre", "sqft",
    "rai", "TEU", *BASES,
)))  # fmt: skip
#: The keys of a change, by the kind of item.
KEYS: Final = {
    "provision": ("modality", "instruments", "fields", "start", "end"),
    "condition": ("role", "op", "value", "unit", "per", "metric", "start", "end"),
}
MOST_INSTRUMENTS: Final = 3
_PAIR: Final = re.compile(r"([a-z]+)\s*=\s*")
_RANGE: Final = re.compile(r"(.+?)\s*\.\.\s*(.+)")
_WORD: Final = re.compile(r"[^\x00-\x1f\x7f;=]{0,60}")


def read_change(raw: Mapping[str, object], kind: str, report: Report, place: Place) -> dict[str, object]:
    """The changes of an edit, checked against the closed lists; what is wrong is reported and left out."""
    change: dict[str, object] = {}
    for key, given in raw.items():
        if key not in KEYS[kind]:
            hint = nearest(key, KEYS[kind])
            report.error("ZW731", f"`{key[:60]}` is not a key of a change to a {kind}", place, hint=hint)
            continue
        found = _read(key, given, report, place)
        if found is not None:
            change[key] = found
    return change


def read_pairs(text: str) -> dict[str, str]:
    """The pairs that people type or write in a note: ``value=50000000, op=>=; unit=CNY``.

    >>> read_pairs("value=1,500 op=>=; unit=CNY")
    {'value': '1,500', 'op': '>=', 'unit': 'CNY'}
    """
    heads = list(_PAIR.finditer(text))
    ends = [*(head.start() for head in heads), len(text)][1:]
    return {head[1]: text[head.end() : end].strip(" \t,;，；") for head, end in zip(heads, ends, strict=True)}


def fits(told: Mapping[str, object], report: Report, place: Place) -> bool:
    """Whether comparator, value and unit go together: two values for a range, a day for a date."""
    op, value, unit = (told.get(key) for key in ("op", "value", "unit"))
    before = len(report.diagnostics)
    ends = value if isinstance(value, tuple) else (value,)
    days = [one for one in ends if isinstance(one, str)]
    if (len(ends) == 2) != (op == "range"):
        report.error("ZW735", "a range has two values, and `range` is its comparator", place,
                     hint="write value=10..20, op=range")  # fmt: skip
    if len(days) != (len(ends) if unit == "date" else 0):
        report.error("ZW735", "a date has a day as its value, and `date` is its unit", place,
                     hint="write value=2026-12-31, unit=date")  # fmt: skip
    return len(report.diagnostics) == before


def differs(found: Provision | Quantity, change: Mapping[str, object]) -> dict[str, object]:
    """The changes that change anything."""
    same = parts_of(found)
    return {key: value for key, value in change.items() if value != same[key]}


def written(value: Value | tuple[Value, Value]) -> str:
    """A value in letters, exactly: digits, a decimal or a fraction, a day, or two of them for a range.

    >>> written((Fraction(1, 3), 20)), written(Fraction(1, 2))
    ('1/3..20', '0.5')
    """
    if isinstance(value, tuple):
        return "..".join(map(written, value))
    if isinstance(value, Fraction) and 10**9 % value.denominator == 0:
        digits = f"{abs(value.numerator) * (10**9 // value.denominator):010}"
        return ("-" if value < 0 else "") + f"{digits[:-9]}.{digits[-9:]}".rstrip("0").rstrip(".")
    return str(value)


def read_value(text: str) -> Value | tuple[Value, Value] | None:
    """The value that was written: a number, a day, or two with ``..`` between; None when it is none.

    >>> read_value("5000万"), read_value("0.5..1"), read_value("2026-12-31"), read_value("1e9")
    (50000000, (Fraction(1, 2), 1), '2026-12-31', None)
    """
    both = _RANGE.fullmatch(text)
    if both is None:
        return _single(text)
    low, high = _single(both[1]), _single(both[2])
    return None if low is None or high is None else (low, high)


def is_unit(text: str) -> bool:
    """Whether figures are counted in it."""
    return text in UNITS or text in currencies() or text in ALIASES


def parts_of(found: Provision | Quantity) -> dict[str, object]:
    """What can be changed, as it is."""
    parts: dict[str, object] = {"start": found.start, "end": found.end}
    if isinstance(found, Quantity):
        return parts | {key: getattr(found, key) for key in ("role", "op", "value", "unit", "per", "metric")}
    fields = [{"start": one.start, "end": one.end} for one in found.fields]
    return parts | {"modality": found.modality.value, "instruments": [one.value for one in found.instruments], "fields": fields}


def _read(key: str, given: object, report: Report, place: Place) -> object:
    match key:
        case "modality":
            return _listed(given, MODALITIES, "a modality", report, place)
        case "role":
            return _listed(given, ROLES, "a role", report, place)
        case "op":
            return _listed(given, OPS, "a comparator", report, place)
        case "unit":
            return given if isinstance(given, str) and is_unit(given) else _listed(given, UNITS, "a unit", report, place)
        case "value":
            return _value(given, report, place)
        case "instruments":
            return _instruments(given, report, place)
        case "fields":
            return _stretches(given, report, place)
        case "start" | "end":
            sound = isinstance(given, int) and not isinstance(given, bool) and given >= 0
            return given if sound else _wrong(key, "a place in the text", report, place)
        case _:
            sound = isinstance(given, str) and _WORD.fullmatch(given) is not None
            return given if sound else _wrong(key, "a few words without `=` and `;`", report, place)


def _listed(given: object, known: tuple[str, ...], what: str, report: Report, place: Place) -> str | None:
    if isinstance(given, str) and given in known:
        return given
    hint = nearest(str(given)[:60], known) or f"known: {', '.join(known[:12])}"
    report.error("ZW732", f"`{str(given)[:60]}` is not {what}", place, hint=hint)
    return None


def _wrong(key: str, needed: str, report: Report, place: Place) -> None:
    report.error("ZW735", f"`{key}` needs {needed}", place, hint="see the page on interpretation for what can be changed")


def _value(given: object, report: Report, place: Place) -> Value | tuple[Value, Value] | None:
    found: Value | tuple[Value, Value] | None = read_value(given) if isinstance(given, str) else _exact(given)
    if isinstance(given, list | tuple) and len(given) == 2:
        low, high = map(_exact, given)
        found = None if low is None or high is None else (low, high)
    if found is None:
        _wrong("value", "a number such as 50000000 or 0.5, a day such as 2026-12-31, or two of them", report, place)
    return found


def _exact(given: object) -> Value | None:
    if isinstance(given, str):
        return _single(given)
    return given if isinstance(given, int | Fraction) and not isinstance(given, bool) else None


def _single(text: str) -> Value | None:
    day = read_day(text)
    return day.isoformat() if day is not None else read_number(text)


def _instruments(given: object, report: Report, place: Place) -> list[str] | None:
    names = re.split(r"[\s,;，；]+", given.strip()) if isinstance(given, str) else given
    if not isinstance(names, list | tuple) or not 0 < len(names) <= MOST_INSTRUMENTS:
        _wrong("instruments", f"one to {MOST_INSTRUMENTS} of the listed words", report, place)
        return None
    found = [_listed(one, INSTRUMENTS, "an instrument", report, place) for one in names]
    return None if None in found else list(dict.fromkeys(one for one in found if one is not None))


def _stretches(given: object, report: Report, place: Place) -> list[dict[str, int]] | None:
    found: list[dict[str, int]] = []
    for one in given if isinstance(given, list | tuple) else [None]:
        start, end = (one.get("start"), one.get("end")) if isinstance(one, Mapping) else (None, None)
        if type(start) is not int or type(end) is not int or not 0 <= start < end:
            _wrong("fields", "a list of stretches with `start` and `end`", report, place)
            return None
        found.append({"start": start, "end": end})
    return found
