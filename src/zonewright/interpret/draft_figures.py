"""Figures of a reading become tests, worths and the number fields that they need, where the language can say them surely."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Final

from zonewright.codes.world import World
from zonewright.conditions.render import Teller
from zonewright.interpret import draft_words as told
from zonewright.provisions.model import Provision, Quantity, Value
from zonewright.schema.fields import Schema
from zonewright.values import LANGUAGES, Words, currencies, read_unit

#: Units of figures that a pack writes otherwise: name and factor.
_UNITS: Final[dict[str, tuple[str, int]]] = {"km": ("m", 1000), "MW": ("kW", 1000), "count": ("item", 1), "unit": ("item", 1)}
_TESTS: Final = {">=": "at_least", ">": "over", "<=": "at_most", "<": "under", "=": "is", "range": "between"}
_DOUBTFUL: Final = frozenset({"range_reversed", "odd_scale", "unit_unsure", "ladder_mismatch"})
_TELLERS: Final = tuple(Teller(Schema(), World(date.min), language) for language in LANGUAGES)  # of numbers, on no pack
_KINDS: Final = {"fin_tax": "tax", "fin_loan": "interest", "land_premises": "rent"}


@dataclass(slots=True)
class Fields:
    """The fields that a draft needs, gathered while its measures are written."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    _ids: dict[tuple[str, str], str] = field(default_factory=dict)

    def number(self, name: str, unit: str, label: Words, *, officer: str = "") -> str:
        """The id of a number field; one name with one unit is one field."""
        key = (name, unit)
        if key not in self._ids:
            self._ids[key] = id = self._free(name)
            row: dict[str, Any] = {"entity": "project", "type": "number"} | ({"unit": unit} if unit else {})
            self.rows[id] = row | asked(label, told.HOW_MUCH) | answered(officer)
        return self._ids[key]

    def judged(self, name: str, label: Words, office: str) -> str:
        """The id of a yes or no that a person of an office answers."""
        id = self._free(name)
        self.rows[id] = {"entity": "project", "type": "yes_no"} | asked(label, told.IS_IT_SO) | answered(office)
        return id

    def _free(self, name: str) -> str:
        stem = re.sub(r"[^a-z0-9_]+", "_", name.lower()).strip("_") or "figure"
        stem = stem if stem[0].isalpha() else f"figure_{stem}"
        id, number = stem[:60], 1
        while id in self.rows:
            number += 1
            id = f"{stem[:60]}_{number}"
        return id


def asked(label: Words, question: Words) -> dict[str, Any]:
    """The label and the question of a field."""
    return {"label": words(label), "question": words(told.fill(question, label=label))}


def answered(officer: str) -> dict[str, Any]:
    """Who answers a field: the enterprise, or an officer with what the judgement rests on."""
    if not officer:
        return {"answered_by": "enterprise"}
    return {"answered_by": "officer", "judged": {"by": officer, "on": words(told.EVIDENCE)}}


def words(one: Words) -> dict[str, str]:
    """Words as a pack writes them."""
    return {"en": one.en, "zh": one.zh, "ko": one.ko}


@dataclass(frozen=True, slots=True)
class Desk:
    """What the writing of one measure has at hand: its place in words, the words themselves, its office, fields, the text."""

    eid: str
    place: Words
    original: str
    office: str
    fields: Fields
    text: str  # of the document

    def officer(self, currency: str) -> dict[str, str]:
        """A worth that an officer fixes."""
        label = told.fill(told.GRANTED, place=self.place)
        return {"field": self.fields.number(f"{self.eid}_granted", currency, label, officer=self.office)}


@dataclass(frozen=True, slots=True)
class Bound:
    """A test on a number field, with facts on it and beyond it."""

    quantity: Quantity
    field: str
    test: dict[str, Any]
    on: tuple[str, ...]  # values that pass, on the number where the number itself passes
    exact: tuple[str, ...]  # the numbers themselves
    beyond: tuple[str, ...]  # values that fail


def bounds(provision: Provision, desk: Desk) -> tuple[Bound, ...]:
    """The eligibility figures of a provision as tests. What is doubtful is left to a person."""
    sure = [(number, one) for number, one in enumerate(provision.conditions) if one.role == "threshold" and _testable(one)]
    measured = Counter((one.metric, one.unit, one.per) for _, one in sure if one.metric)
    found: list[Bound] = []
    for number, quantity in sure:
        if measured[quantity.metric, quantity.unit, quantity.per] > 1:
            continue  # two bounds on one thing are grades of a ladder, or a range in pieces: a person reads them
        unit = pack_unit(quantity) or ""
        values = [_scaled(one, quantity.unit) for one in _ends(quantity.value)]
        id = desk.fields.number(quantity.metric or f"{desk.eid}_{number + 1}", unit, _label(quantity, desk.place))
        if quantity.op == "range":
            found.append(_between(quantity, id, unit, values, open_ends(desk.text[quantity.start : quantity.end])))
        else:
            found.append(_bound(quantity, id, unit, values))
    return tuple(found)


def _testable(quantity: Quantity) -> bool:
    """Whether a figure can be a test: numbers, in a unit that packs have, the lower end first, nothing doubtful."""
    ends = _ends(quantity.value)
    numbers = [one for one in ends if not isinstance(one, str)]
    rising = numbers == sorted(set(numbers))
    sound = len(numbers) == len(ends) and pack_unit(quantity) is not None and not _DOUBTFUL & set(quantity.flags)
    return sound and rising


def _bound(quantity: Quantity, id: str, unit: str, values: list[int | Fraction]) -> Bound:
    low = values[0]
    step = 1 if low.denominator == 1 else Fraction(1, low.denominator)
    ends = tuple(written(one, unit) for one in values)
    test = {"field": id, _TESTS[quantity.op]: ends[0]}
    match quantity.op:
        case ">=" | "=":
            return Bound(quantity, id, test, ends, ends, (written(low - step, unit),))
        case "<=":
            return Bound(quantity, id, test, ends, ends, (written(low + step, unit),))
        case ">":
            return Bound(quantity, id, test, (written(low + step, unit),), ends, ends)
        case _:
            return Bound(quantity, id, test, (written(low - step, unit),), ends, ends)


def _between(quantity: Quantity, id: str, unit: str, values: list[int | Fraction], opened: tuple[bool, bool]) -> Bound:
    """A test for a range: an end that does not count itself is beyond it."""
    low, high = values
    ends = written(low, unit), written(high, unit)
    if not any(opened):
        return Bound(quantity, id, {"field": id, "between": list(ends)}, ends, ends, (written(high + 1, unit),))
    lower = {"field": id, "over" if opened[0] else "at_least": ends[0]}
    upper = {"field": id, "under" if opened[1] else "at_most": ends[1]}
    inside = written(Fraction(low + high) / 2, unit)
    on = tuple(inside if one else end for end, one in zip(ends, opened, strict=True))
    beyond = tuple(end for end, one in zip(ends, opened, strict=True) if one)
    return Bound(quantity, id, {"all": [lower, upper]}, tuple(dict.fromkeys(on)), ends, beyond)


#: Words behind which, or before which, the end of a range does not count itself.
_OVER: Final = re.compile(
    r"초과|(?<!不)(?:超过|超過|大于|大於|高于|高於|多于|突破)"
    r"|(?<!not )(?<!no )(?<!and )(?<!or )\b(?:over|above|more than|greater than|higher than|exceed(?:s|ing)?)\b",
    re.I,
)
_UNDER: Final = re.compile(
    r"미만|不足|不到|[未不]满|(?<!不)(?:低于|低於|小于|小於|少于)"
    r"|(?<!not )(?<!no )(?<!and )(?<!or )\b(?:under|below|less than|fewer than|lower than|smaller than)\b",
    re.I,
)
_WITHOUT: Final = re.compile(r"不含|不包括|제외|exclusive|excluded|excluding", re.I)


def open_ends(range_in_words: str) -> tuple[bool, bool]:
    """Whether the lower and the upper end of a range are told not to count themselves.

    >>> open_ends("30명 이상 100명 미만"), open_ends("over 5 and up to 10"), open_ends("5000万元（含）至1亿元（不含）")
    ((False, True), (True, False), (False, True))
    """
    last = max((at for at, mark in enumerate(range_in_words) if mark.isdigit()), default=0)
    without = [one.start() > last for one in _WITHOUT.finditer(range_in_words)]
    below = _OVER.search(range_in_words) is not None or False in without
    return below, _UNDER.search(range_in_words) is not None or True in without


def amount(provision: Provision, desk: Desk) -> dict[str, Any] | None:
    """What a provision gives, as an amount of the pack: calculated, fixed by an officer within bounds, or in words."""
    paid = [one for one in provision.conditions if one.role in {"amount", "cap", "rate"}]
    financial = any(label.value.startswith("fin_") for label in provision.instruments)
    if not paid and not financial:
        return None
    first = next((label.value for label in provision.instruments if label.value in _KINDS), "")
    kind = _KINDS.get(first, "cash") if financial or paid else "service"
    worth, says = _worth(provision, paid, desk)
    if worth is None:
        return {"kind": kind, "says": words(told.fill(told.IN_WORDS, words=desk.original))}
    return {"kind": kind, "says": words(says), "gives": {"worth": worth}}


#: No worth: the figures leave more than one reading, or none.
_NOTHING: Final[tuple[Any, Words]] = (None, told.same(""))


def _worth(provision: Provision, paid: list[Quantity], desk: Desk) -> tuple[Any, Words]:
    """The worth where the figures leave one reading only; nothing where they do not."""
    timed = any(one.role == "duration" for one in provision.conditions)
    sound = all(not _DOUBTFUL & set(one.flags) and pack_unit(one) is not None and _positive(one.value) for one in paid)
    known = all(one.unit in currencies() or (one.role == "rate" and one.unit == "%") for one in paid)
    if not paid or timed or not sound or not known or any(one.per in {"year", "month", "day"} for one in paid):
        return _NOTHING
    by_role = {role: [one for one in paid if one.role == role] for role in ("amount", "cap", "rate")}
    if any(len(found) > 1 for found in by_role.values()) or (by_role["amount"] and by_role["rate"]):
        return _NOTHING
    cap = by_role["cap"][0] if by_role["cap"] else None
    if cap is not None and (cap.per or len(_ends(cap.value)) > 1):
        return _NOTHING
    if by_role["rate"]:
        return _rated(by_role["rate"][0], cap, desk)
    if by_role["amount"]:
        return _stated(by_role["amount"][0], cap, desk)
    return _granted(None, cap, desk)


def _rated(rate: Quantity, cap: Quantity | None, desk: Desk) -> tuple[Any, Words]:
    if cap is None or rate.op not in {"=", "<="} or rate.per:
        return _NOTHING  # a share of something in no known currency cannot be calculated
    label = told.METRICS.get(rate.metric) or told.fill(told.BASE, place=desk.place)
    base = {"field": desk.fields.number(rate.metric or f"{desk.eid}_base", cap.unit, label)}
    share = written(_scaled(_ends(rate.value)[0], "%"), "%")
    template = told.RATE_UP_TO if rate.op == "<=" else told.RATE_OF
    part = told.fill(template, rate=said(rate), base=told.METRICS.get(rate.metric, told.STATED_BASE))
    says = told.fill(told.AT_MOST, what=part, cap=said(cap))
    worth: dict[str, Any] = {"rate": share, "of": base, "at_most": money(cap)}
    return (desk.officer(cap.unit) | {"at_most": worth} if rate.op == "<=" else worth), says


def _stated(paid: Quantity, cap: Quantity | None, desk: Desk) -> tuple[Any, Words]:
    if paid.op == "range":
        return _granted(paid, cap, desk)
    text = money(paid)
    if paid.op != "=" or (cap is not None and not paid.per):
        return _NOTHING
    if not paid.per:
        return text, said(paid)
    label = told.fill(told.COUNTED, place=desk.place)
    counted = desk.fields.number(f"{desk.eid}_count", _UNITS.get(paid.per, (paid.per, 1))[0], label)
    worth: dict[str, Any] = {"rate": text, "of": {"field": counted}}
    if cap is None:
        return worth, said(paid)
    return worth | {"at_most": money(cap)}, told.fill(told.AT_MOST, what=said(paid), cap=said(cap))


def _granted(paid: Quantity | None, cap: Quantity | None, desk: Desk) -> tuple[Any, Words]:
    bound = paid or cap
    if bound is None or bound.per or (paid is not None and cap is not None):
        return _NOTHING
    if paid is None:
        return desk.officer(bound.unit) | {"at_most": money(bound)}, told.fill(told.UP_TO, cap=said(bound))
    low, high = (written(_scaled(one, bound.unit), bound.unit) for one in _ends(paid.value))
    says = told.fill(told.FROM_TO, low=said(paid), high=said(paid, last=True))
    return desk.officer(bound.unit) | {"at_least": low, "at_most": high}, says


def figures(provision: Provision) -> tuple[str, ...]:
    """Every figure of a provision as a pack states its sources: number and unit."""
    found: list[str] = []
    for one in provision.conditions:
        unit = pack_unit(one)
        for end in _ends(one.value):
            if not isinstance(end, str) and unit is not None:
                found += [written(_scaled(end, one.unit), unit), *([written(end, one.unit)] if one.per else [])]
            elif isinstance(end, str):
                found.append(end)
    return tuple(dict.fromkeys(found))


def pack_unit(quantity: Quantity) -> str | None:
    """The unit of a figure in a pack's words, with what it is counted per; nothing where a pack has no such unit."""
    unit = _UNITS.get(quantity.unit, (quantity.unit, 1))[0]
    per = _UNITS.get(quantity.per, (quantity.per, 1))[0] if quantity.per and quantity.per != "year" else ""
    text = f"{unit}/{per}" if per else unit
    return text if read_unit(text) is not None else None


def money(quantity: Quantity) -> str:
    """A single figure as a pack writes it."""
    return written(_scaled(_ends(quantity.value)[0], quantity.unit), pack_unit(quantity) or quantity.unit)


def said(quantity: Quantity, *, last: bool = False) -> Words:
    """The first or the last number of a figure with its unit, as readers of each language write it: 500万元."""
    number, unit = _scaled(_ends(quantity.value)[-last], quantity.unit), pack_unit(quantity) or quantity.unit
    return Words(*(one.number(number, unit) for one in _TELLERS))


def written(number: int | Fraction | str, unit: str) -> str:
    """A number with its unit as a pack writes it, exactly.

    >>> written(Fraction(5, 2), "%"), written(Fraction(1, 3), "CNY")
    ('2.5 %', '1/3 CNY')
    """
    if isinstance(number, Fraction) and number.denominator != 1:
        text = _decimal(number) or f"{number.numerator}/{number.denominator}"
        return f"{text} {unit}".rstrip()
    return f"{number} {unit}".rstrip()


def _decimal(number: Fraction) -> str:
    digits = 0
    while digits < 8 and (number * 10**digits).denominator != 1:
        digits += 1
    if (number * 10**digits).denominator != 1:
        return ""
    body = f"{abs(int(number * 10**digits)):0{digits + 1}d}"
    return f"{'-' if number < 0 else ''}{body[:-digits]}.{body[-digits:]}"


def _label(quantity: Quantity, place: Words) -> Words:
    if quantity.metric in told.METRICS:
        return told.METRICS[quantity.metric]
    if quantity.metric:
        return told.same(quantity.metric.replace("_", " "))
    return told.fill(told.MEASURED, place=place)


def _ends(value: Value | tuple[Value, Value]) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else (value,)


def _positive(value: Value | tuple[Value, Value]) -> bool:
    return all(not isinstance(one, str) and one > 0 for one in _ends(value))


def _scaled(value: Value, unit: str) -> int | Fraction:
    number = Fraction(value) * _UNITS.get(unit, (unit, 1))[1]
    return int(number) if number.denominator == 1 else number
