"""Writes a condition in CEL, the Common Expression Language, wherever CEL says exactly the same.

In CEL a name without a value is an error, and ``&&``, ``||`` and ``exists`` overcome an error from either side when
another part decides: an error there is what *unknown* is here. A fact that is not known is therefore left out, never null.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from itertools import combinations, pairwise
from string import ascii_uppercase
from typing import Final, NoReturn, TypeAlias

from zonewright.codes.classifications import Link, Relation, is_within, section_of
from zonewright.codes.world import World
from zonewright.conditions.ast import (
    AllOf,
    AnyOf,
    AtLeastN,
    Banded,
    Between,
    Bound,
    Cited,
    Compare,
    CompareFields,
    Condition,
    Criterion,
    Elapsed,
    Excludes,
    InArea,
    InCatalogue,
    Includes,
    Kept,
    Known,
    NoneOf,
    NoneWithin,
    Op,
    Percentile,
    Score,
    ShareOfAverage,
    Within,
    WithinAfter,
    leaves,
)
from zonewright.conditions.judge import judge
from zonewright.conditions.truth import Truth
from zonewright.schema.fields import Facts, Field, FieldType, Schema, Single, Value
from zonewright.values import Code, Level, Number, Period, Quantity, add_period, subtract_period

#: What a name is bound to: doubles for numbers, positions for levels, strings for days, codes, options, areas and texts.
Binding: TypeAlias = bool | int | float | str | list["Binding"]

#: A name that is never bound: what cannot be told.
UNKNOWN: Final = "UNKNOWN"
#: Bound to true for a number stated in a unit that does not convert.
OTHER_UNIT: Final = "_IN_OTHER_UNIT"
#: Words that CEL keeps for itself, and its names of types, functions and macros.
KEPT_WORDS: Final = frozenset({
    "all", "as", "bool", "break", "bytes", "const", "contains", "continue", "double", "duration", "dyn", "else", "exists",
    "exists_one", "false", "filter", "for", "function", "google", "has", "if", "import", "in", "int", "let", "list", "loop",
    "map", "matches", "math", "namespace", "null", "null_type", "optional", "optional_type", "package", "return", "size",
    "string", "strings", "timestamp", "true", "type", "uint", "var", "void", "while",
})  # fmt: skip
SIGNS: Final = {Op.AT_LEAST: ">=", Op.OVER: ">", Op.AT_MOST: "<=", Op.UNDER: "<"}
KINDS: Final = {FieldType.YES_NO: "bool", FieldType.NUMBER: "double", FieldType.LEVEL: "int"}
MOST_COMBINATIONS: Final = 200
LARGEST_BOUND: Final = 2**50


class _NotExactError(Exception):
    """CEL cannot say exactly this; never leaves this module."""


def _not_exact() -> NoReturn:
    raise _NotExactError


def to_cel(condition: Condition, world: World, schema: Schema) -> str | None:
    """The condition in CEL for the day of the world; None where CEL cannot say exactly the same."""
    try:
        return _Writer(world, schema).write(condition)
    except _NotExactError:
        return None


def cel_name(id: str) -> str:
    """The name of a field in CEL. Ids have no capital letters, so no two fields share a name.

    >>> cel_name("parent.assets"), cel_name("staff"), cel_name("size")
    ('parent_DOT_assets', 'staff', 'size_FIELD')
    """
    return id.replace(".", "_DOT_").replace("-", "_DASH_") + ("_FIELD" if id in KEPT_WORDS else "")


def cel_variables(schema: Schema) -> dict[str, str]:
    """Every name that an expression may use with its type in CEL, for implementations that want them declared."""
    kinds = {UNKNOWN: "bool"}
    for field in schema:
        kind = KINDS.get(field.type, "string")
        kinds[cel_name(field.id)] = f"list({kind})" if field.many else kind
        if field.type is FieldType.NUMBER:
            kinds[cel_name(field.id) + OTHER_UNIT] = "bool"
    return kinds


def cel_bindings(facts: Facts) -> dict[str, Binding]:
    """The known facts as CEL takes them. What is not known is absent, and so is a number whose unit does not convert."""
    bound: dict[str, Binding] = {}
    for id, value in facts.items():
        if isinstance(value, Quantity):
            bound[cel_name(id) + OTHER_UNIT] = True
        elif value is not None:
            bound[cel_name(id)] = _bound(value)
    return bound


def _bound(value: Value) -> Binding:
    match value:
        case tuple():
            return [_bound(one) for one in value if not isinstance(one, Quantity)]
        case bool():
            return value
        case int() | Fraction():
            return nearest_double(value)
        case Level(position):
            return position
        case date():
            return value.isoformat()
        case _:
            return str(value)


def nearest_double(number: Number) -> float:
    """The nearest double, or its neighbour where the nearest is that of a bound which the number is not.

    Bounds are small fractions whose doubles are never neighbours, so every comparison comes out as with exact numbers.

    >>> nearest_double(Fraction(1, 3)), nearest_double(Fraction("0.3333333333333333"))
    (0.3333333333333333, 0.33333333333333326)
    """
    exact = Fraction(number)
    near = float(exact)
    bound = Fraction(near).limit_denominator(math.isqrt(int(LARGEST_BOUND / abs(Fraction(near)))) + 1) if near else Fraction(0)
    if bound == exact or float(bound) != near or not _is_bound(bound):
        return near
    return math.nextafter(near, math.inf if exact > bound else -math.inf)


def _is_bound(number: Fraction) -> bool:
    """Whether the number is a fraction so small that the doubles of any two such lie at least three steps apart."""
    return abs(number.numerator) * number.denominator <= LARGEST_BOUND


def _number(number: Number) -> str:
    exact = Fraction(number)
    if not _is_bound(exact):
        _not_exact()
    if Fraction(repr(float(exact))) == exact:
        return repr(float(exact))
    return f"{exact.numerator}.0 / {exact.denominator}.0"


def _text(text: object) -> str:
    return json.dumps(str(text), ensure_ascii=False)


def _literal(value: Single) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | Fraction():
            return _number(value)
        case Level(position):
            return str(position)
        case Quantity():
            _not_exact()
        case _:
            return _text(value)


def _any(tests: Iterable[str]) -> str:
    return _joined(" || ", tests, "false")


def _all(tests: Iterable[str]) -> str:
    return _joined(" && ", tests, "true")


def _joined(sign: str, tests: Iterable[str], neutral: str) -> str:
    kept = tuple(test for test in tests if test != neutral)
    if len(kept) < 2:
        return kept[0] if kept else neutral
    return f"({sign.join(kept)})"


def _among(seen: str, values: Iterable[Single]) -> str:
    return f"{seen} in [{', '.join(map(_literal, values))}]"


def _not(test: str) -> str:
    return f"!({test})"


def _told(yes: str, no: str) -> str:
    """True where ``yes`` holds, false where ``no`` does, unknown elsewhere."""
    return f"({yes} || ({_not(no)} && {UNKNOWN}))"


class _Writer:
    """Writes conditions of one schema for one world and day."""

    def __init__(self, world: World, schema: Schema) -> None:
        self.world, self.schema = world, schema

    def write(self, condition: Condition) -> str:
        match condition:
            case AllOf(parts):
                return _all(map(self.write, parts))
            case AnyOf(parts):
                return _any(map(self.write, parts))
            case NoneOf(parts):
                return _not(_any(map(self.write, parts)))
            case AtLeastN(n, parts):
                return self.at_least_n(n, tuple(map(self.write, parts)))
            case Criterion(part=part) | Cited(part=part):
                return self.write(part)
            case Compare(field, op, bound):
                return self.compare(field, op, bound)
            case CompareFields(field, op, other):
                if self.schema[field].type is FieldType.NUMBER:
                    _not_exact()  # two facts may share a double
                return f"{cel_name(field)} {SIGNS[op]} {cel_name(other)}"
            case Between(field, low, high):
                return _all((self.compare(field, Op.AT_LEAST, low), self.compare(field, Op.AT_MOST, high)))
            case Includes(field, n, values):
                return self.includes(self.schema[field], n, values)
            case Excludes(field, values):
                return _not(self.includes(self.schema[field], 1, values))
            case Within():
                return self.each(condition.field, lambda code: self.within(code, condition))
            case InArea(field, areas):
                return self.each(field, lambda seen: _any(self.in_area(seen, area) for area in areas))
            case InCatalogue():
                return self.in_catalogue(condition)
            case Known(field):
                return self.known(self.schema[field])
            case Banded():
                return self.banded(condition)
            case Elapsed():
                return self.elapsed(condition)
            case NoneWithin():
                return self.none_within(condition)
            case Kept():
                return self.kept(condition)
            case Percentile() | ShareOfAverage():
                return self.among_peers(condition)
            case WithinAfter() | Score():
                return _not_exact()

    def at_least_n(self, n: int, parts: tuple[str, ...]) -> str:
        if n <= 0 or n > len(parts):
            return "true" if n <= 0 else "false"
        if math.comb(len(parts), n) > MOST_COMBINATIONS:
            _not_exact()
        return _any(map(_all, combinations(parts, n)))

    def compare(self, field: str, op: Op, bound: Bound) -> str:
        return f"{cel_name(field)} {SIGNS[op]} {_literal(bound)}"

    def each(self, id: str, test: Callable[[str], str]) -> str:
        """The test on the fact, or on any of its values."""
        name = cel_name(id)
        return f"{name}.exists(VALUE, {test('VALUE')})" if self.schema[id].many else test(name)

    def includes(self, field: Field, n: int, values: tuple[Single, ...]) -> str:
        if n <= 0 or n > len(values):
            return "true" if n <= 0 else "false"
        name = cel_name(field.id)
        if field.type is FieldType.CODE:
            return self.at_least_n(n, tuple(self.each(field.id, partial(self.is_code, value)) for value in values))
        if (field.many and field.type is FieldType.NUMBER) or (n > 1 and not field.many):
            _not_exact()  # the list may hold numbers in other units beside those it is asked for
        if not field.many:
            return f"{name} == {_literal(values[0])}" if len(values) == 1 else _among(name, values)
        if n == 1:
            return f"{name}.exists(VALUE, {_among('VALUE', values)})"
        return f"size([{', '.join(map(_literal, values))}].filter(VALUE, VALUE in {name})) >= {n}"

    def known(self, field: Field) -> str:
        name = cel_name(field.id)
        if field.type is FieldType.NUMBER:
            return f"({name} == {name} || {name}{OTHER_UNIT})"
        return f"{name} == {name}"

    # codes, areas, published lists

    def is_code(self, wanted: Single, code: str) -> str:
        if not isinstance(wanted, Code):
            _not_exact()
        linked: dict[tuple[str, str], list[Link]] = {}
        for link in self.world.links.from_code(wanted):
            linked.setdefault((link.other.scheme, link.other.edition), []).append(link)
        elsewhere = [_elsewhere(code, wanted)]
        for edition, links in linked.items():
            if edition != (wanted.scheme, wanted.edition) and all(map(_is_firm, links)):
                elsewhere.append(_all(_elsewhere(code, link.other) for link in links))
        return _told(f"{code} == {_text(wanted)}", _any(elsewhere))

    def within(self, code: str, leaf: Within) -> str:
        inside = _any(self.within_one(code, target) for target in leaf.codes)
        return _all((inside, _not(_any(self.within_one(code, one) for one in leaf.excepted)))) if leaf.excepted else inside

    def within_one(self, code: str, target: Code) -> str:
        yes, no = [_below(code, target)], [_elsewhere(code, target)]
        for inside, elsewhere in self.by_links(code, target):
            yes.extend(inside)
            no.extend(elsewhere)
        return _told(_any(yes), _any(no))

    def by_links(self, code: str, target: Code) -> Iterator[tuple[list[str], list[str]]]:
        """For each other edition linked to the target's: tests that the code lies within, and that it lies elsewhere."""
        home = (target.scheme, target.edition)
        editions: dict[tuple[str, str], dict[Code, tuple[Link, ...]]] = {}
        for source, links in self.world.links.by_code.items():
            there = tuple(link for link in links if (link.other.scheme, link.other.edition) == home)
            if there and (source.scheme, source.edition) != home:
                editions.setdefault((source.scheme, source.edition), {})[source] = there
        for sources in editions.values():
            yes, no, open_ = [], [], []
            for source, links in sources.items():
                firm = {is_within(link.other, target, self.world.links) for link in links if _is_firm(link)}
                yes.extend([_inherits(code, source)] if True in firm else [])
                no.extend([_inherits(code, source)] if False in firm else [])
                open_.extend([_inherits(code, source)] if None in firm else [])
                open_.extend([] if all(map(_is_firm, links)) else [f"{code} == {_text(source)}"])
            yield yes, [_all((_any(no), *([_not(_any(open_))] if open_ else [])))] if no else []

    def in_area(self, seen: str, area: str) -> str:
        told = {one: self.world.is_in_area(one, area) for one in (*self.world.areas, area)}
        inside, elsewhere = ([one for one, answer in told.items() if answer is wanted] for wanted in (True, False))
        return _told(_among(seen, inside), _among(seen, elsewhere))

    def in_catalogue(self, leaf: InCatalogue) -> str:
        catalogue = self.world.catalogues.get(leaf.catalogue)
        edition = catalogue.edition(leaf.version, self.world.on) if catalogue else None
        if edition is None or edition.entries is None:
            return UNKNOWN
        if self.schema[leaf.field].type not in {FieldType.CODE, FieldType.CHOICE, FieldType.TEXT}:
            _not_exact()
        coded = self.schema[leaf.field].type is FieldType.CODE
        codes = tuple(entry for entry in edition.entries if isinstance(entry, Code))
        texts = tuple(entry for entry in edition.entries if not isinstance(entry, Code))

        def listed(seen: str) -> str:
            by_code = (self.within_one(seen, entry) if coded else UNKNOWN for entry in codes)
            return _any((*by_code, *([_among(seen, texts)] if texts or not codes else [])))

        return self.each(leaf.field, listed)

    # thresholds by band

    def banded(self, leaf: Banded) -> str:
        """From the last row up: the row applies and its test holds, or what the rows below say, or both say the same.

        The last row needs no test of its own where it is all that is left.
        """
        if not leaf.rows or not self.some_row_applies(leaf):
            _not_exact()
        tests = ["true" if row.bound is None else self.compare(leaf.field, leaf.op, row.bound) for row in leaf.rows]
        written = tests[-1]
        for row, test in reversed(tuple(zip(leaf.rows[:-1], tests[:-1], strict=True))):
            when = self.write(row.when)
            written = _any((_all((when, test)), _all((_any((_not(when), test)), written))))
        return written

    def some_row_applies(self, leaf: Banded) -> bool:
        """Whether, whatever is known, a row applies: the last takes all, or the rows cover every value of one field."""
        if judge(leaf.rows[-1].when, {}, self.world).truth is Truth.TRUE:
            return True
        by = self.schema[leaf.by[0]]
        if len(leaf.by) > 1 or by.many or not all(_is_plain(row.when) for row in leaf.rows):
            return False
        return all(
            any(judge(row.when, {by.id: value}, self.world).truth is Truth.TRUE for row in leaf.rows)
            for value in _samples(by, leaf)
        )

    # time

    def elapsed(self, leaf: Elapsed) -> str:
        if leaf.as_of is not None:
            _not_exact()
        day = self.world.on - timedelta(days=leaf.op in {Op.OVER, Op.AT_MOST})
        last = subtract_period(day, leaf.period)
        if add_period(last, leaf.period) > day:
            _not_exact()
        early = leaf.op in {Op.AT_LEAST, Op.OVER}
        return f"{cel_name(leaf.field)} {'<=' if early else '>'} {_text(last)}"

    def none_within(self, leaf: NoneWithin) -> str:
        if leaf.as_of is not None:
            _not_exact()
        start = add_period(self.world.on, type(leaf.period)(-leaf.period.count, leaf.period.unit))
        return f"!{cel_name(leaf.field)}.exists(VALUE, VALUE > {_text(start)} && VALUE <= {_text(self.world.on)})"

    def kept(self, leaf: Kept) -> str:
        if leaf.until is None:
            _not_exact()
        reaches = f"{cel_name(leaf.field)} >= {_text(leaf.until)}"
        if leaf.breaches is None:
            return reaches
        return _all((reaches, f"!{cel_name(leaf.breaches)}.exists(VALUE, VALUE < {_text(leaf.until)})"))

    # position among peers

    def among_peers(self, leaf: Percentile | ShareOfAverage) -> str:
        table = self.world.populations.get(leaf.population)
        if table is None or not table.in_force.contains(self.world.on):
            return UNKNOWN
        against = self.percentile if isinstance(leaf, Percentile) else self.share_of_average
        if leaf.by is None and table.by is None:
            return against(leaf, table.values)
        if leaf.by is None or leaf.by != table.by or cel_variables(self.schema)[cel_name(leaf.by)] != "string":
            _not_exact()
        written = UNKNOWN
        for group, peers in table.groups.items():
            written = f"({cel_name(leaf.by)} == {_text(group)} ? {against(leaf, peers)} : {written})"
        return written

    def percentile(self, leaf: Percentile | ShareOfAverage, peers: tuple[Number, ...]) -> str:
        """The share below grows by steps: it is reached just above a peer."""
        if not peers:
            return UNKNOWN
        share = Fraction(leaf.share) * len(peers) / 100
        needed = math.ceil(share) if leaf.op in {Op.AT_LEAST, Op.UNDER} else math.floor(share) + 1
        above = leaf.op in {Op.AT_LEAST, Op.OVER}
        name = cel_name(leaf.field)
        if not 0 < needed <= len(peers):
            return f"{name} {'==' if above is (needed <= 0) else '!='} {name}"
        return f"{name} {'>' if above else '<='} {_number(peers[needed - 1])}"

    def share_of_average(self, leaf: Percentile | ShareOfAverage, peers: tuple[Number, ...]) -> str:
        total = sum(map(Fraction, peers), Fraction(0))
        if not total:
            return UNKNOWN
        if total < 0:
            _not_exact()
        return self.compare(leaf.field, leaf.op, leaf.share * total / (100 * len(peers)))


def _is_plain(condition: Condition) -> bool:
    """Whether every test in it is decided once its field is known."""
    return all(isinstance(leaf, Compare | Between | Includes | Excludes) for leaf in leaves(condition))


def _samples(field: Field, leaf: Banded) -> Iterator[Single]:
    """Values of the field, one for each way that the rows can fall."""
    match field.type:
        case FieldType.YES_NO:
            yield from (True, False)
        case FieldType.CHOICE:
            yield from field.options
        case FieldType.LEVEL:
            yield from map(field.level, field.options)
        case FieldType.NUMBER | FieldType.DAY:
            yield from _around(_constants(leaf))
        case _:
            _not_exact()


def _constants(leaf: Banded) -> set[Fraction | date]:
    found: set[Single] = set()
    for row in leaf.rows:
        for test in leaves(row.when):
            match test:
                case Compare(_, _, bound):
                    found.add(bound)
                case Between(_, low, high):
                    found |= {low, high}
                case Includes(_, _, values) | Excludes(_, values):
                    found |= set(values)
    return {one if isinstance(one, date) else Fraction(one) for one in found if isinstance(one, int | Fraction | date)}


def _around(constants: set[Fraction | date]) -> Iterator[Single]:
    """Every constant, and a value beside it on either side."""
    if not constants:
        _not_exact()
    yield from constants
    for day in constants:
        if isinstance(day, date):
            yield from (add_period(day, Period(-1, "day")), add_period(day, Period(1, "day")))
    numbers = sorted(one for one in constants if isinstance(one, Fraction))
    yield from ((low + high) / 2 for low, high in pairwise(numbers))
    yield from (one for end in numbers[:1] + numbers[-1:] for one in (end - 1, end + 1))


def _is_firm(link: Link) -> bool:
    return link.relation in {Relation.SAME, Relation.INSIDE}


def _prefix(code: Code) -> str:
    return f"{code.scheme}@{code.edition}:"


def _letters(code: Code) -> tuple[str, ...]:
    """The sections of the code's edition."""
    return tuple(letter for letter in ascii_uppercase if section_of(Code(code.scheme, code.edition, letter)) == letter)


def _in_section(name: str, code: Code, letter: str) -> str:
    start = _prefix(code)
    divisions = [n for n in map("{:02}".format, range(100)) if section_of(Code(code.scheme, code.edition, n)) == letter]
    own = f"{name} == {_text(start + letter)}"
    if not divisions:
        return own
    return _any((own, _all((f"{name} >= {_text(start + divisions[0])}", f"{name} < {_text(start + divisions[-1] + '~')}"))))


def _below(name: str, target: Code) -> str:
    """The code in ``name`` is the target or below it, in one edition."""
    if target.code.isalpha():
        return _in_section(name, target, target.code) if target.code in _letters(target) else f"{name} == {_text(target)}"
    return f"{name}.startsWith({_text(target)})"


def _inherits(name: str, source: Code) -> str:
    """The code in ``name`` is the linked one, or has its links from it."""
    if source.code in _letters(source):
        return _in_section(name, source, source.code)
    return f"{name} == {_text(source)}" if len(source.code) == 1 else f"{name}.startsWith({_text(source)})"


def _elsewhere(name: str, code: Code) -> str:
    """The code in ``name`` is of the same edition and surely has nothing in common with this code."""
    start, home = _prefix(code), section_of(code)
    others = tuple(letter for letter in _letters(code) if home and letter != home)
    if code.code.isalpha():
        return _any(_in_section(name, code, letter) for letter in others)
    if not code.code[0].isdigit():
        _not_exact()
    coarser = tuple(start + code.code[:length] for length in range(1, len(code.code)))
    sections = _among(name, tuple(start + letter for letter in others))
    digits = _all(
        (_not(f"{name}.startsWith({_text(code)})"), _not(_among(name, coarser)), _not(f'{name}.matches(":[A-Za-z]+$")'))
    )
    return _all((f"{name}.startsWith({_text(start)})", _any((sections, digits))))
