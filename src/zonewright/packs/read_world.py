"""What conditions and amounts refer to, from areas to exchange rates, as written in the files of a pack, to one world."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from zonewright.codes.classifications import Link, Links
from zonewright.codes.money import ExchangeRate, Programme, Rates
from zonewright.codes.world import Area, Catalogue, Edition, Population, World
from zonewright.errors import Place, Report, UnitError
from zonewright.notation.shapes import ListOf, Located, Text, nearest
from zonewright.notation.tree import Listing, Node, Scalar
from zonewright.values import Code, DateRange, Number, Quantity, plain_text, read_code, read_quantity, read_unit


def read_world(  # noqa: PLR0917  # one argument a file
    on: date,
    areas: Mapping[str, Area],
    catalogues: Mapping[str, Located],
    populations: Mapping[str, Located],
    links: Iterable[Link],
    rates: Iterable[ExchangeRate],
    programmes: Mapping[str, Located],
    report: Report,
) -> World:
    """The world that a pack's conditions refer to."""
    named = {id: replace(area, id=id) for id, area in areas.items()}
    held = tuple(rates)
    _check_rates(held, report)
    _check_areas(named, report)
    return World(
        on,
        MappingProxyType(named),
        Links.of(links),
        MappingProxyType({id: _catalogue(id, at, report) for id, at in catalogues.items()}),
        MappingProxyType({id: _population(id, at, report) for id, at in populations.items()}),
        Rates.of(held),
        MappingProxyType({id: _programme(id, at, report) for id, at in programmes.items()}),
    )


def _check_areas(areas: Mapping[str, Area], report: Report) -> None:
    for area in areas.values():
        if area.parent is not None and area.parent not in areas:
            report.error("ZW102", f"unknown area `{area.parent}`", area.place, hint=nearest(area.parent, areas))
        seen, here = {area.id}, area.parent
        while here is not None and here in areas:
            if here in seen:
                report.error("ZW204", f"area `{area.id}` lies inside itself", area.place, hint="correct a `parent`")
                break
            seen.add(here)
            here = areas[here].parent


def _check_rates(rates: Iterable[ExchangeRate], report: Report) -> None:
    """Two rates of one pair on one day must agree, also in opposite directions."""
    seen: dict[tuple[frozenset[str], date], tuple[str, Fraction]] = {}
    for rate in rates:
        pair = (frozenset((rate.base, rate.quote)), rate.on)
        base, number = seen.setdefault(pair, (rate.base, Fraction(rate.rate)))
        if number != (Fraction(rate.rate) if base == rate.base else 1 / Fraction(rate.rate)):
            said = f"{rate.base} to {rate.quote} has two rates on {rate.on}"
            report.error("ZW005", said, rate.place, hint="keep one")


def _catalogue(id: str, at: Located, report: Report) -> Catalogue:
    editions = tuple(
        Edition(
            one.get("version"), one.get("in_force", DateRange()), _entries(one.get("entries"), report), one.get("source", "")
        )
        for one in at.get("versions", ())
    )
    versions = [edition.version for edition in editions]
    if len(set(versions)) < len(versions):
        report.error("ZW005", f"catalogue `{id}` has a version twice", at.place, hint="give each version its own name")
    return Catalogue(id, at.get("title"), editions, at.place)


def _entries(node: Node, report: Report) -> tuple[str | Code, ...] | None:
    if isinstance(node, Scalar) and node.text == "unknown":
        return None
    if not isinstance(node, Listing):
        report.error("ZW010", "expected a list of entries, or `unknown`", node.place)
        return None
    found = [Text("an entry").read(item, report) for item in node.items]
    return tuple(read_code(entry) or plain_text(entry) for entry in found if entry is not None)


def _population(id: str, at: Located, report: Report) -> Population:
    unit = at.get("unit", "")
    if unit and read_unit(unit) is None:
        report.error("ZW403", f"`{unit}` is not a known unit", at.places.get("unit", at.place))
        unit = ""
    groups = {group: _numbers(texts, unit, at.place, report) for group, texts in at.get("groups", {}).items()}
    written: Node | None = at.get("values")
    values = _values(written, unit, at.place, report)
    if (written is None) != bool(groups) or bool(groups) != bool(at.get("by")):
        report.error("ZW205", f"population `{id}` needs `values`, or `by` and `groups`", at.place, hint="give one of the two")
    return Population(
        id,
        at.get("title"),
        unit,
        at.get("in_force"),
        values,
        at.get("by"),
        MappingProxyType(groups),
        at.get("source", ""),
        at.place,
    )


def _values(node: Node | None, unit: str, place: Place, report: Report) -> tuple[Number, ...]:
    """The values of a population; none when they are not held, so that every test on them is unknown."""
    if node is None or (isinstance(node, Scalar) and node.text == "unknown"):
        return ()
    return _numbers(ListOf(Text("a number")).read(node, report) or (), unit, place, report)


def _numbers(texts: Iterable[str], unit: str, place: Place, report: Report) -> tuple[Number, ...]:
    found: list[Number] = []
    for text in texts:
        quantity = read_quantity(text)
        try:
            if quantity is None or (unit and not quantity.unit):
                report.error("ZW402", f"`{text[:60]}` is not a number in {unit}", place, hint=f"write `50 {unit}`")
            else:
                found.append(quantity.to(unit) if unit else quantity.number)
        except UnitError:
            report.error("ZW401", f"`{text[:60]}` cannot be brought to {unit}", place, hint=f"write it in {unit}")
    return tuple(sorted(found))


def _programme(id: str, at: Located, report: Report) -> Programme:
    """A programme; a budget stated twice for a year and figures in several currencies are reported."""
    budgets: dict[int, Quantity] = {}
    for one in at.get("budgets", ()):
        if one.get("year") in budgets:
            report.error("ZW606", f"programme `{id}` states its budget of {one.get('year')} twice", one.place, hint="keep one")
        budgets[one.get("year")] = one.get("budget")
    found = Programme(
        id,
        at.get("title"),
        MappingProxyType(budgets),
        at.get("at_most_per_enterprise"),
        at.get("rounding"),
        at.get("source", ""),
        at.place,
    )
    if len(found.currencies) > 1:
        report.error(
            "ZW606", f"programme `{id}` is in {' and '.join(sorted(found.currencies))}", at.place, hint="keep one currency"
        )
    return found
