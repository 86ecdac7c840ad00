"""The answer of a language model, read item by item: what breaks the schema is refused with its reason, the rest is kept."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, TypeGuard, TypeVar

from zonewright.interpret.model_schema import PARTS, PERS
from zonewright.notation.shapes import read_day
from zonewright.provisions.changes import MOST_INSTRUMENTS, OPS, ROLES, is_unit
from zonewright.provisions.model import INSTRUMENTS, MODALITIES, Value
from zonewright.values import exact

MOST_PROVISIONS: Final = 200
MOST_INSIDE: Final = 40
LONGEST_QUOTE: Final = 3_000
_LONGEST_NUMBER: Final = 40
_MOST_ZEROS: Final = 30
_SHOWN: Final = 200
_KEYS: Final = frozenset({"quote", "modality", "instruments", *PARTS, "fields", "conditions"})
_CONDITION_KEYS: Final = frozenset({"quote", "role", "op", "value", "unit", "per"})
_NO_NUMBER: Final = object()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in an answer that was not taken: what it was, its words, and why."""

    what: str
    words: str
    reason: str
    at: int = -1  # where the provision stands that it was told of, if it was found


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a model tells it. Its value is only compared, never taken over."""

    quote: str
    role: str
    op: str
    value: Value | tuple[Value, Value] | None
    unit: str
    per: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A provision as a model tells it, by quotes."""

    quote: str
    modality: str
    instruments: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()  # kind and quote: actor, beneficiary, authority
    fields: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What could be read of an answer; with a failure, nothing could."""

    claims: tuple[Claim, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    failure: str = ""


def read_answer(content: str) -> Answer:
    """The claims in the words of a model."""
    tree = read_json(content)
    if tree is None:
        return Answer(failure="the answer is not JSON")
    if not isinstance(tree, dict) or not isinstance(tree.get("provisions"), list):
        return Answer(failure="the answer has no list of provisions")
    reader = _Reader()
    for key in sorted(tree.keys() - {"provisions"}):
        reader.refuse("answer", key, "unknown key")
    claims = tuple(reader.each(tree["provisions"], "provision", reader.claim, MOST_PROVISIONS))
    return Answer(claims, tuple(reader.refusals))


def read_json(content: str | bytes) -> Any:  # noqa: ANN401  # a tree of plain values
    """JSON with exact numbers, or None. Numbers that are none, or too long to be meant, stand as something that is no value."""
    try:
        return json.loads(content, parse_float=_number, parse_int=_number, parse_constant=lambda _: _NO_NUMBER)
    except (ValueError, RecursionError):
        return None


_Read = TypeVar("_Read")


class _Reader:
    """Reads items one by one and keeps what it refuses."""

    def __init__(self) -> None:
        self.refusals: list[Refusal] = []

    def refuse(self, what: str, words: object, reason: str) -> None:
        told = words if isinstance(words, str) else type(words).__name__
        self.refusals.append(Refusal(what, told[:_SHOWN], reason))

    def each(self, found: object, what: str, read: Callable[[Any], _Read | None], most: int) -> Iterator[_Read]:
        """The items of a list that can be read, up to so many; null is an empty list."""
        if not isinstance(found, list):
            if found is not None:
                self.refuse(what, found, "not a list")
            return
        if len(found) > most:
            self.refuse(what, "", f"too many: {len(found)}, {most} are read")
        for item in found[:most]:
            one = read(item)
            if one is not None:
                yield one

    def claim(self, item: object) -> Claim | None:
        if not self._fits(item, "provision", _KEYS):
            return None
        if item.get("modality") not in MODALITIES:
            self.refuse("provision", item["quote"], f"unknown modality {_told(item.get('modality'))}")
            return None
        parts = [(part, item[part]) for part in PARTS if item.get(part) is not None]
        return Claim(
            item["quote"],
            item["modality"],
            tuple(dict.fromkeys(self.each(item.get("instruments"), "instrument", self._instrument, MOST_INSTRUMENTS))),
            tuple((part, quote) for part, quote in parts if self._quoted(part, quote)),
            tuple(self.each(item.get("fields"), "field", lambda one: one if self._quoted("field", one) else None, MOST_INSIDE)),
            tuple(self.each(item.get("conditions"), "condition", self._figure, MOST_INSIDE)),
        )

    def _figure(self, item: object) -> Figure | None:
        if not self._fits(item, "condition", _CONDITION_KEYS):
            return None
        role, op, unit, per = (item.get(key) for key in ("role", "op", "unit", "per"))
        for key, word, known in (
            ("role", role, role in ROLES),
            ("op", op, op in OPS),
            ("unit", unit, unit is None or (isinstance(unit, str) and is_unit(unit))),
            ("per", per, per is None or per in PERS),
        ):
            if not known:
                self.refuse("condition", item["quote"], f"unknown {key} {_told(word)}")
                return None
        value = item.get("value")
        read = _value(value)
        if read is None and value is not None:
            self.refuse("condition", item["quote"], "the value is no number, no day and no range of two")
            return None
        return Figure(item["quote"], str(role), str(op), read, unit or "", per or "")

    def _instrument(self, item: object) -> str | None:
        if isinstance(item, str) and item in INSTRUMENTS:
            return item
        self.refuse("instrument", item, "unknown instrument")
        return None

    def _fits(self, item: object, what: str, keys: frozenset[str]) -> TypeGuard[dict[str, Any]]:
        if not isinstance(item, dict):
            self.refuse(what, item, "not an object")
            return False
        unknown = sorted(item.keys() - keys)
        if unknown:
            self.refuse(what, item.get("quote"), f"unknown key {_told(unknown[0])}")
            return False
        return self._quoted(what, item.get("quote"))

    def _quoted(self, what: str, quote: object) -> bool:
        if isinstance(quote, str) and quote.strip() and len(quote) <= LONGEST_QUOTE:
            return True
        self.refuse(what, quote, "the quote is too long" if isinstance(quote, str) and quote.strip() else "no quote")
        return False


def _value(value: object) -> Value | tuple[Value, Value] | None:
    if isinstance(value, list):
        ends = tuple(_single(one) for one in value)
        return (ends[0], ends[1]) if len(ends) == 2 and ends[0] is not None and ends[1] is not None else None
    return _single(value)


def _single(value: object) -> Value | None:
    if isinstance(value, str):
        return value if read_day(value) is not None else None
    return value if isinstance(value, int | Fraction) and not isinstance(value, bool) else None


_EXPONENT: Final = re.compile(r"[eE]([-+]?\d+)$")


def _number(text: str) -> object:
    power = _EXPONENT.search(text)
    if len(text) > _LONGEST_NUMBER or (power and abs(int(power[1])) > _MOST_ZEROS):
        return _NO_NUMBER
    return exact(Fraction(text))


def _told(word: object) -> str:
    return f"`{word[:60]}`" if isinstance(word, str) else f"of type {type(word).__name__}"
