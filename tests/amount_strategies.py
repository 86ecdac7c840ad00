"""Generators of amounts, each with the words that a pack would say it in: a small world, so that figures and facts collide."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from strategies import DAYS, NUMBER, ON, WORDS, field, plain_fields, singles
from strategies import SCHEMA as SMALL_SCHEMA
from strategies import WORLD as SMALL_WORLD
from strategies import conditions as wild_conditions
from strategies import fields_in as fields_in_condition
from zonewright.benefits.ast import (
    Above,
    Amount,
    Bounded,
    Case,
    Cases,
    ClawBack,
    Converted,
    FullSteps,
    GrantLine,
    Highest,
    Instalment,
    Less,
    Lowest,
    Nothing,
    OfFact,
    Option,
    Payer,
    Product,
    Provided,
    Slice,
    Sliced,
    Stated,
    Total,
    Worth,
    YearShare,
    conditions_in,
    parts_of_worth,
)
from zonewright.benefits.judge import canonical
from zonewright.benefits.units import is_nothing, name_of, plain, unit_of_worth
from zonewright.codes.money import ExchangeRate, Programme, Rates, Rounding
from zonewright.conditions.ast import AllOf, AnyOf, Compare, Includes, NoneOf, Op
from zonewright.schema.derive import complete, unit_of_field
from zonewright.schema.fields import Facts, FieldType, Schema, Value
from zonewright.values import Number, Period, Quantity

SCHEMA = Schema(
    (
        *SMALL_SCHEMA,
        field("imports", NUMBER, "USD"),
        field("lease", NUMBER, "month"),
        replace(field("deposit", NUMBER, "CNY"), least=49, most=51),
        replace(field("balance", NUMBER, "CNY"), least=-50, most=50),
        replace(field("discount", NUMBER, "%"), most=50),
    )
)
RATES = (
    ExchangeRate("USD", "CNY", 6, date(2025, 1, 1)),
    ExchangeRate("CNY", "USD", Fraction(1, 7), date(2026, 1, 1)),
    ExchangeRate("USD", "CNY", 8, date(2026, 3, 2)),
)
#: The euro has a rate from the day after the one asked.
WORLD = replace(
    SMALL_WORLD,
    rates=Rates.of((*RATES, ExchangeRate("EUR", "CNY", 9, date(2026, 3, 2)))),
    programmes={
        way: Programme(way, WORDS, {2026: Quantity(1000, "CNY")}, rounding=Rounding(Quantity(step, "CNY"), way))
        for way, step in (("down", 7), ("up", 7), ("half_up", 10), ("half_even", 10))
    },
)
#: The same world once a rate for the euro is held.
RICHER_WORLD = replace(WORLD, rates=Rates.of((*RATES, ExchangeRate("EUR", "CNY", 9, date(2026, 1, 1)))))

#: The simplest come first: zero would make whole amounts nothing.
FIGURES: tuple[Number, ...] = (50, 100, 10, 49, 51, 1, Fraction(1, 2), 0)
SHARES: tuple[Number, ...] = (100, 50, 10, 200, Fraction(1, 2), 0)
#: Numbers that a fact turns out to be; a statement that is no guess may be any of them.
EXTREMES: tuple[Number, ...] = (*FIGURES, -50, 10**12, Fraction(1, 3))
SPELLED = {"m2": ("m2", "mu"), "month": ("month", "year")}
FIELDS_OF_UNIT: dict[str, list[str]] = {}
for one in SCHEMA:
    if one.type is NUMBER and not one.many:
        FIELDS_OF_UNIT.setdefault(name_of(plain(unit_of_field(one))), []).append(one.id)
#: How a unit comes about as a product, the base last.
FACTORS = {
    "CNY": (
        ("%", "CNY"),
        ("CNY/person", "person"),
        ("CNY/m2", "m2"),
        ("CNY/month", "month"),
        ("CNY/person-month", "person", "month"),
    ),
    "CNY/person": (("%", "CNY/person"), ("CNY/person-month", "month")),
}
CURRENCIES = {"CNY": ("USD", "EUR"), "USD": ("CNY",), "EUR": ("CNY",)}
UNITS = ("CNY", "CNY", "CNY", "%", "person", "m2", "USD", "CNY/person")


class Said(NamedTuple):
    """A piece of an amount: the words for it, and the tree that they mean."""

    text: str
    tree: Any


# conditions


def _said_tests() -> list[Said]:
    found = [
        Said(f"{{field: {id}, {word}: 50{unit}}}", Compare(id, Op(word), 50))
        for id, unit in (("staff", ""), ("revenue", " CNY"), ("imports", " USD"), ("patents", ""))
        for word in ("at_least", "over", "at_most", "under")
    ]
    found += [Said(f"{{field: {id}, is: true}}", Includes(id, 1, (True,))) for id in ("settled", "audited")]
    found.append(Said("{field: kind, one_of: [maker, trader]}", Includes("kind", 1, ("maker", "trader"))))
    found.append(Said("{field: founded, under: 2025-03-01}", Compare("founded", Op.UNDER, date(2025, 3, 1))))
    return found


def _joined(parts: list[Said], word: str) -> Said:
    join = {"all": AllOf, "any": AnyOf, "none": NoneOf}[word]
    return Said(f"{{{word}: {listed(parts)}}}", join(tuple(part.tree for part in parts)))


def listed(parts: Iterable[Said]) -> str:
    return "[" + ", ".join(part.text for part in parts) + "]"


#: Conditions in words; decided as soon as every fact is a plain one.
said_conditions = st.recursive(
    st.sampled_from(_said_tests()),
    lambda inner: st.builds(_joined, st.lists(inner, min_size=1, max_size=2), st.sampled_from(("all", "any", "none"))),
    max_leaves=3,
)
#: Conditions of every kind, some of them without words.
any_conditions = said_conditions | wild_conditions.map(lambda tree: Said("?", tree))

LEVEL = SCHEMA["level"]
#: Rows by class that leave no case out.
ROWS_BY = {
    "kind": [Said(f"is: {option}", Includes("kind", 1, (option,))) for option in ("maker", "trader", "farmer")],
    "settled": [Said("is: true", Includes("settled", 1, (True,))), Said("is: false", Includes("settled", 1, (False,)))],
    "staff": [
        Said("under: 50", Compare("staff", Op.UNDER, 50)),
        Said("at_least: 50, under: 100", AllOf((Compare("staff", Op.AT_LEAST, 50), Compare("staff", Op.UNDER, 100)))),
        Said("at_least: 100", Compare("staff", Op.AT_LEAST, 100)),
    ],
    "level": [
        Said("at_least: province", Compare("level", Op.AT_LEAST, LEVEL.level("province"))),
        Said("otherwise: true", AllOf(())),
    ],
}
SLICE_ENDS = st.sets(st.sampled_from((1, 49, 50, 51, 100)), max_size=3)
CLASSES = st.lists(st.sampled_from(sorted(ROWS_BY)), min_size=1, max_size=2, unique=True)

# worths
# Strategies are kept: hypothesis looks through each one that it has not seen.


@cache
def some_of(part: st.SearchStrategy[Said], most: int) -> st.SearchStrategy[list[Said]]:
    return st.lists(part, min_size=1, max_size=most)


@cache
def _among(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


@cache
def _perhaps(one: st.SearchStrategy[Said]) -> st.SearchStrategy[Said | None]:
    return st.none() | one


@cache
@st.composite
def stated(draw: st.DrawFn, unit: str) -> Said:
    number, written = draw(_among(*(SHARES if unit == "%" else FIGURES))), draw(_among(*SPELLED.get(unit, (unit,))))
    return Said(f"{number} {written}", Stated(Quantity(number, written)))


@cache
def leaves(unit: str) -> st.SearchStrategy[Said]:
    """A figure, a fact, or nothing."""
    facts = [Said(f"{{field: {id}}}", OfFact(id)) for id in FIELDS_OF_UNIT.get(unit, ())]
    fixed = [stated(unit)] * 3 + [st.just(Said("none", Nothing()))]
    return st.one_of(*([st.sampled_from(facts)] * 3 if facts else []), *fixed)


FORMS = (
    "leaf", "product", "less", "above", "full", "sliced", "table", "cases", "sum", "highest", "lowest", "floor", "cap",
    "floor and cap", "when", "convert",
)  # fmt: skip


@cache
@st.composite
def worths(draw: st.DrawFn, unit: str = "CNY", depth: int = 3, tests: st.SearchStrategy[Said] = said_conditions) -> Said:
    """A worth in a unit, of any kind, so deep."""
    below = worths(unit, depth - 1, tests)
    match draw(_among(*FORMS)) if depth else "leaf":
        case "product":
            return draw(products(unit, depth, tests))
        case "less":
            base, excluded = draw(below), draw(some_of(below, 2))
            return Said(f"{{base: {base.text}, less: {listed(excluded)}}}", Less(base.tree, _trees(excluded)))
        case "above":
            base, threshold = draw(below), draw(below)
            return Said(f"{{part_of: {base.text}, above: {threshold.text}}}", Above(base.tree, threshold.tree))
        case "full":
            base, step = draw(below), draw(stated(unit).filter(lambda one: one.tree.quantity.number > 0))
            return Said(f"{{full: {step.text}, of: {base.text}}}", FullSteps(base.tree, step.tree.quantity))
        case "sliced":
            return draw(sliced(unit, depth, tests))
        case "table":
            return draw(tables(below))
        case "cases":
            return draw(cases(below, tests))
        case "sum" | "highest" | "lowest" as word:
            parts = draw(some_of(below, 3))
            join = {"sum": Total, "highest": Highest, "lowest": Lowest}[word]
            return Said(f"{{{word}: {listed(parts)}}}", join(_trees(parts)))
        case "floor" | "cap" | "floor and cap" as words:
            least, most = (draw(below) if word in words else None for word in ("floor", "cap"))
            return bounded(draw(below), least, most and as_cap(most, unit))
        case "when":
            return provided(draw(below), draw(tests))
        case "convert" if unit in CURRENCIES:
            base = draw(_among(*CURRENCIES[unit]))
            part = in_unit(draw(worths(base, depth - 1, tests)), base)
            return Said(f"{{convert: {part.text}, to: {unit}}}", Converted(part.tree, base, unit))
        case _:
            return draw(leaves(unit))


def _trees(parts: Iterable[Said]) -> tuple[Any, ...]:
    return tuple(part.tree for part in parts)


def in_unit(part: Said, unit: str) -> Said:
    """A worth whose unit can be told: nothing at all has none."""
    return Said(f"10 {unit}", Stated(Quantity(10, unit))) if is_nothing(part.tree, SCHEMA) else part


def as_cap(part: Said, unit: str) -> Said:
    """A worth that may be a cap: never nothing, whatever the case."""
    ends = [row.then for row in part.tree.rows] if isinstance(part.tree, Cases) else [part.tree]
    return Said(f"10 {unit}", Stated(Quantity(10, unit))) if Nothing() in ends else part


@cache
@st.composite
def products(draw: st.DrawFn, unit: str, depth: int, tests: st.SearchStrategy[Said]) -> Said:
    units = draw(_among(*FACTORS.get(unit, (("%", unit),))))
    factors = [in_unit(draw(worths(one, depth - 1, tests)), one) for one in units]
    if len(factors) == 3 and isinstance(factors[2].tree, Stated):
        text, count = draw(_among(("6 months", 6), ("2 years", 24), ("1/2 month", Fraction(1, 2))))
        factors[2] = Said(text, Stated(Quantity(count, "month")))
    last = f", for: {factors[2].text}" if len(factors) == 3 else ""
    return Said(f"{{rate: {factors[0].text}, of: {factors[1].text}{last}}}", Product(_trees(factors)))


@cache
@st.composite
def sliced(draw: st.DrawFn, unit: str, depth: int, tests: st.SearchStrategy[Said]) -> Said:
    of_rate, of_base = draw(_among(*(one for one in FACTORS.get(unit, (("%", unit),)) if len(one) == 2)))
    bounds = sorted(draw(SLICE_ENDS))
    ends: list[int | None] = [*bounds, *([None] if not bounds or draw(st.booleans()) else [])]
    slices, rows = [], []
    for start, end in zip((0, *bounds), ends, strict=False):
        rate = in_unit(draw(worths(of_rate, min(depth - 1, 1), tests)), of_rate)
        begin = f"from: {start} {of_base}, " if draw(st.booleans()) else ""
        until = "" if end is None else f"up_to: {end} {of_base}, "
        rows.append(f"{{{begin}{until}rate: {rate.text}}}")
        slices.append(Slice(None if end is None else Quantity(end, of_base), rate.tree))
    base = in_unit(draw(worths(of_base, depth - 1, tests)), of_base)
    return Said(f"{{slices: [{', '.join(rows)}], of: {base.text}}}", Sliced(base.tree, tuple(slices)))


@cache
@st.composite
def tables(draw: st.DrawFn, below: st.SearchStrategy[Said]) -> Said:
    """Tiers by class, on one field or two."""
    by = draw(CLASSES)
    rows: list[Said] = []
    for tests in itertools.product(*(ROWS_BY[id] for id in by)):
        then = draw(below)
        said = tests[0].text if len(by) == 1 else "when: [" + ", ".join(f"{{{test.text}}}" for test in tests) + "]"
        when = tests[0].tree if len(by) == 1 else AllOf(_trees(tests))
        rows.append(Said(f"{{{said}, then: {then.text}}}", Case(when, then.tree)))
    if "level" not in by:
        rows = draw(st.permutations(rows))
    names = by[0] if len(by) == 1 else f"[{', '.join(by)}]"
    return Said(f"{{by: {names}, table: {listed(rows)}}}", Cases(_trees(rows), tuple(by)))


@cache
@st.composite
def cases(draw: st.DrawFn, below: st.SearchStrategy[Said], tests: st.SearchStrategy[Said]) -> Said:
    rows: list[Said] = []
    for _ in range(draw(st.integers(1, 2))):
        when, then = draw(tests), draw(below)
        rows.append(Said(f"{{when: {when.text}, then: {then.text}}}", Case(when.tree, then.tree)))
    if draw(st.booleans()):
        then = draw(below)
        rows.append(Said(f"{{otherwise: true, then: {then.text}}}", Case(AllOf(()), then.tree)))
    return Said(f"{{cases: {listed(rows)}}}", Cases(_trees(rows)))


def bounded(part: Said, least: Said | None, most: Said | None) -> Said:
    """A worth with a floor and a cap beside its words; a worth that has no braces, or bounds already, gets braces around it."""
    if isinstance(part.tree, Bounded | Provided) or not part.text.startswith("{"):
        part = _in_braces(part)
    if least and most and isinstance(least.tree, Stated) and isinstance(most.tree, Stated):
        least, most = sorted((least, most), key=lambda one: canonical(one.tree.quantity))
    beside = "".join(f", {word}: {one.text}" for word, one in (("at_least", least), ("at_most", most)) if one)
    return Said(f"{part.text[:-1]}{beside}}}", Bounded(part.tree, least and least.tree, most and most.tree))


def provided(part: Said, when: Said) -> Said:
    if isinstance(part.tree, Provided) or not part.text.startswith("{"):
        part = _in_braces(part)
    return Said(f"{part.text[:-1]}, when: {when.text}}}", Provided(part.tree, when.tree))


def _in_braces(part: Said) -> Said:
    return Said(f"{{sum: [{part.text}]}}", Total((part.tree,)))


# amounts

SPOKEN = "{en: word, zh: 词, ko: 말}"
LINE_UNITS = st.lists(st.sampled_from(("CNY", "CNY", "m2", "%")), min_size=1, max_size=2)
SPANS = st.lists(st.integers(1, 2), min_size=1, max_size=2)
SPLITS = (("100 %",), ("40 %", "60 %"), ("50 %", "30 %", "20 %"), ("100/3 %", "200/3 %"))
AFTER = (
    ("6 months", Period(6, "month")),
    ("2 years", Period(24, "month")),
    ("30 days", Period(30, "day")),
    ("1 month", Period(1, "month")),
)


def _share(text: str) -> Quantity:
    number = Fraction(text.removesuffix(" %"))
    return Quantity(number.numerator if number.denominator == 1 else number, "%")


class Keys:
    """The keys of a record as they come together."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def add(self, word: str, said: str) -> None:
        self.written.append(f"{word}: {said}")

    def __str__(self) -> str:
        return "{" + ", ".join(self.written) + "}"


@cache
@st.composite
def year_shares(draw: st.DrawFn, tests: st.SearchStrategy[Said]) -> list[Said]:
    found: list[Said] = []
    first = 1
    for length in draw(SPANS):
        rate, when = draw(worths("%", 1, tests)), draw(_perhaps(tests))
        last = first + length - 1
        keys = Keys()
        if length == 1 and draw(st.booleans()):
            keys.add("year", str(first))
        else:
            keys.written += [f"from: {first}", f"to: {last}"]
        keys.add("rate", rate.text)
        if when:
            keys.add("when", when.text)
        found.append(Said(str(keys), YearShare(first, last, rate.tree, when and when.tree)))
        first = last + 1
    return found


@cache
@st.composite
def instalments(draw: st.DrawFn, tests: st.SearchStrategy[Said]) -> list[Said]:
    found: list[Said] = []
    for share in draw(_among(*SPLITS)):
        due, when, says = draw(_among("at once", "after", "on")), draw(_perhaps(tests)), draw(st.booleans())
        keys = Keys()
        keys.add("share", share)
        after, on = None, None
        if due == "after":
            text, after = draw(_among(*AFTER))
            keys.add("after", text)
        elif due == "on":
            on = draw(_among("applied", "promised"))
            keys.add("on", on)
        if when:
            keys.add("when", when.text)
        if says:
            keys.add("says", SPOKEN)
        found.append(Said(str(keys), Instalment(_share(share), after, on, when and when.tree, WORDS if says else None)))
    return found


@cache
@st.composite
def grant_lines(draw: st.DrawFn, unit: str = "CNY", depth: int = 2, tests: st.SearchStrategy[Said] = said_conditions) -> Said:
    """A line in a unit: at once, over years or in instalments, with or without caps and payers."""
    worth = in_unit(draw(worths(unit, depth, tests)), unit)
    keys, more = Keys(), {}
    keys.add("worth", worth.text)
    starts = draw(_among(None, "founded", "applied"))
    if starts:
        keys.add("from", starts)
    schedule = draw(_among("once", "years", "instalments"))
    if schedule == "years":
        years = draw(year_shares(tests))
        keys.add("years", listed(years))
        more = {"years": _trees(years), "in_arrears": draw(st.booleans())}
        keys.add("in_arrears", str(more["in_arrears"]).lower())
        if draw(st.booleans()):
            cap = as_cap(draw(worths(unit, 1, tests)), unit)
            keys.add("at_most_per_year", cap.text)
            more["at_most_per_year"] = cap.tree
    elif schedule == "instalments":
        parts = draw(instalments(tests))
        keys.add("instalments", listed(parts))
        more = {"instalments": _trees(parts)}
    if draw(st.booleans()):
        cap = as_cap(draw(worths(unit, 1, tests)), unit)
        keys.add("at_most", cap.text)
        more["at_most"] = cap.tree
    if draw(st.booleans()):
        shares = list(zip(("office", "city", "state"), draw(_among(*SPLITS)), strict=False))
        keys.add("payers", "[" + ", ".join(f"{{by: {by}, share: {share}}}" for by, share in shares) + "]")
        more["payers"] = tuple(Payer(by, _share(share)) for by, share in shares)
    line = GrantLine(worth.tree, name_of(unit_of_worth(worth.tree, SCHEMA)), starts=starts, **more)
    return Said(str(keys), line)


@cache
@st.composite
def amounts(draw: st.DrawFn, tests: st.SearchStrategy[Said] = said_conditions) -> Said:
    """An amount of one option or two, money and things, with or without rounding and claw-back."""
    keys = Keys()
    keys.written += ["kind: cash", f"says: {SPOKEN}"]
    options: list[Said] = []
    several = draw(st.integers(1, 2))
    for _ in range(several):
        units = draw(LINE_UNITS)
        lines = [draw(grant_lines(unit, tests=tests)) for unit in units]
        text = lines[0].text if len(lines) == 1 and draw(st.booleans()) else listed(lines)
        options.append(Said(text, Option(_trees(lines), WORDS if several > 1 else None)))
    if several > 1:
        offers = ", ".join(f"{{says: {SPOKEN}, gives: {option.text}}}" for option in options)
        keys.add("gives", f"{{choose: [{offers}]}}")
    else:
        keys.add("gives", options[0].text)
    programme = draw(_among("", *WORLD.programmes))
    if programme:
        keys.add("programme", programme)
    back = draw(_perhaps(tests))
    share = draw(_among("100 %", "50 %"))
    if back:
        keys.add("claw_back", f"{{when: {back.text}, share: {share}}}")
    claw_back = ClawBack(back.tree, _share(share)) if back else None
    return Said(str(keys), Amount("cash", WORDS, _trees(options), programme, claw_back))


# facts


def fields_of_worth(worth: Worth) -> tuple[str, ...]:
    """The fields that a worth reads, those of its conditions among them."""
    own = (worth.field,) if isinstance(worth, OfFact) else ()
    if isinstance(worth, Cases | Provided):
        own += tuple(id for one in conditions_in(worth) for id in fields_in_condition(one))
    return tuple(dict.fromkeys((*own, *(id for part in parts_of_worth(worth) for id in fields_of_worth(part)))))


def fields_of_amount(amount: Amount) -> tuple[str, ...]:
    """The fields that an amount reads, the days that it is paid on among them."""
    found = [id for line in amount.lines for worth in line.worths for id in fields_of_worth(worth)]
    found += [id for one in amount.conditions for id in fields_in_condition(one)]
    found += [line.starts for line in amount.lines if line.starts]
    found += [one.on for line in amount.lines for one in line.instalments if one.on]
    return tuple(dict.fromkeys(found))


def plain_ids(ids: Iterable[str]) -> tuple[str, ...]:
    """The fields, with the parts of derived ones in their place."""
    known = [id for id in ids if id in SMALL_SCHEMA]
    return tuple(dict.fromkeys((*plain_fields(known), *(id for id in ids if id not in SMALL_SCHEMA))))


@cache
def values_of(id: str) -> st.SearchStrategy[Value]:
    """What the fact may turn out to be: any number, also beyond its own bounds, and money in other currencies."""
    one = SCHEMA[id]
    if one.many:
        return st.lists(singles(one), max_size=3).map(tuple)
    if one.type is FieldType.DAY:
        return st.sampled_from((*DAYS, date(2026, 1, 31)))
    if one.type is not NUMBER:
        return singles(one)
    numbers = st.sampled_from(EXTREMES)
    if one.unit not in CURRENCIES:
        return numbers
    abroad = st.builds(Quantity, st.sampled_from((50, -1)), st.sampled_from(("USD", "EUR", "CNY", "t")))
    return st.one_of(numbers, numbers, numbers, abroad.filter(lambda money: money.unit != one.unit))


@st.composite
def realities(draw: st.DrawFn, ids: Iterable[str]) -> Facts:
    """All that is true of one enterprise, as far as these fields ask, with what follows from it."""
    return complete(SCHEMA, {id: draw(values_of(id)) for id in plain_ids(ids)}, on=ON)
