"""The properties of premises: in which unit each is counted, and how its value is read."""

from __future__ import annotations

import re
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from zonewright.errors import Place, Report, UnitError
from zonewright.layout.model import Property
from zonewright.notation.shapes import nearest
from zonewright.notation.tree import Listing, Node, Scalar
from zonewright.values import Number, exact, read_number, read_quantity

#: Figures, each with the unit in which it is counted.
FIGURES: Final = {
    "floor_load": "t/m2", "clear_height": "m", "crane": "t",
    "power": "kVA", "water": "m3/day", "steam": "t/hour", "gas": "m3/hour",
    "rail": "m", "airport": "m",
}  # fmt: skip
#: What networks carry.
NETWORKS: Final = ("power", "water", "steam", "gas")
#: Of these less is better.
DISTANCES: Final = frozenset({"rail", "airport"})
#: Ordered words, named by the problem.
LEVELS: Final = ("waste_water", "exhaust", "cleanroom", "hazard")
PROPERTIES: Final = (*FIGURES, *LEVELS, "land_use", "bonded")
YES_NO: Final = {"yes": True, "true": True, "no": False, "false": False}
SCIENTIFIC: Final = re.compile(r"[-+]?\d{1,30}(\.\d{1,30})?[eE][-+]?\d{1,2}")
UNIT_WORDS: Final = (("t/h", "t/hour"), ("m3/h", "m3/hour"), ("m³", "m3"), ("m²", "m2"), ("/d", "/day"))


def read_figure(text: str, unit: str) -> Number | None:
    """A number from zero up in the unit asked for; a bare number is in it. None for anything else.

    >>> read_figure("0.5 t/h", "t/hour"), read_figure("3 km", "m"), read_figure("3 mu", "m2"), read_figure("5 kW", "kVA")
    (Fraction(1, 2), 3000, 2000, None)
    """
    text = text.strip()
    if SCIENTIFIC.fullmatch(text):
        return _from_zero(exact(Fraction(Decimal(text))))
    far = text.removesuffix("km").strip() if unit == "m" else text
    times = 1000 if far != text else 1
    bare = read_number(far)
    if bare is not None:
        return _from_zero(bare * times)
    for written, meant in UNIT_WORDS:
        text = re.sub(rf"{re.escape(written)}(?![a-z0-9])", meant, text)
    found = read_quantity(text)
    try:
        return None if found is None else _from_zero(found.to(unit))
    except UnitError:
        return None


def _from_zero(number: Number) -> Number | None:
    return number if number >= 0 else None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number from zero up, counted in one unit."""

    unit: str
    above_zero: bool = False
    code: str = "ZW925"
    also: str = ""  # another unit in which the same may be written

    def read(self, node: Node, report: Report) -> Number | None:
        text = node.text if isinstance(node, Scalar) else ""
        found = read_figure(text, self.unit)
        found = read_figure(text, self.also) if found is None and self.also else found
        if found is None or (self.above_zero and not found):
            above = "above zero" if self.above_zero else "from zero up"
            unit = self.unit.replace("/hour", "/h")
            hint = f"write a number in {unit}, or with its own unit; leave it out where it is not known"
            report.error(self.code, f"`{text[:60]}` is not a number {above} in {unit}", node.place, hint=hint)
            return None
        return found

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "number"]}


@dataclass(frozen=True, slots=True)
class WordList:
    """Words: a list, or a text with semicolons between them."""

    def read(self, node: Node, report: Report) -> tuple[str, ...] | None:
        items = node.items if isinstance(node, Listing) else (node,)
        texts = [part.strip() for item in items if isinstance(item, Scalar) for part in item.text.split(";")]
        found = tuple(text for text in texts if text)
        if not all(isinstance(item, Scalar) for item in items) or not found:
            report.error("ZW010", "expected words", node.place, hint="write [one, two], or in a table one; two")
            return None
        return found

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "array"], "items": {"type": "string"}}


@dataclass(frozen=True, slots=True)
class YesNo:
    """yes or no."""

    def read(self, node: Node, report: Report) -> bool | None:
        found = YES_NO.get(node.text.strip().lower()) if isinstance(node, Scalar) else None
        if found is None:
            report.error("ZW010", "expected `yes` or `no`", node.place, hint="leave it out where it is not known")
        return found

    def schema(self) -> dict[str, Any]:
        return {"enum": [True, False, "yes", "no"]}


def read_level(
    name: str, text: str, levels: AbstractMapping[str, tuple[str, ...]], *, place: Place, report: Report
) -> str | None:
    """A word of the levels that the problem names for a property."""
    word, known = text.strip(), levels.get(name, ())
    if word in known:
        return word
    hint = nearest(word, known) if known else f"name them in problem.yaml, the lowest first: levels: {{{name}: [..]}}"
    report.error("ZW927", f"`{word[:60]}` is no level of `{name}`", place, hint=hint)
    return None


def read_property(
    name: str, text: str, levels: AbstractMapping[str, tuple[str, ...]], *, place: Place, report: Report
) -> Property | None:
    """The value of one property, from a single text."""
    node = Scalar(text, place)
    if name in FIGURES:
        return Figure(FIGURES[name]).read(node, report)
    if name in LEVELS:
        return read_level(name, text, levels, place=place, report=report)
    return YesNo().read(node, report) if name == "bonded" else WordList().read(node, report)
