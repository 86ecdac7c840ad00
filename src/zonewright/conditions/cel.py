"""Writes a condition in CEL, the Common Expression Language, wherever CEL says exactly the same.

In CEL a name without a value is an error, and ``&&``, ``||`` and ``exists`` overcome an error from either side when
another part decides: an error there is what *unknown* is here. A fact that is not known is therefore left out, never null.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from datetime import timedelta
from fractions import Fraction
from functools import partial
from itertools import combinations
from typing import Final

from zonewright.codes.classifications import Link, is_within
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
from zonewright.conditions.cel_codes import below, elsewhere_than, inherits, is_firm
from zonewright.conditions.cel_words import (
    OTHER_UNIT,
    UNKNOWN,
    NotExactError,
    all_tests,
    among,
    any_test,
    cel_name,
    cel_variables,
    literal,
    negated,
    not_exact,
    number_in_cel,
    quoted,
    told,
)
from zonewright.conditions.judge import judge
from zonewright.conditions.samples import samples
from zonewright.conditions.truth import Truth
from zonewright.schema.fields import Field, FieldType, Schema, Single
from zonewright.values import Code, Number, add_period, subtract_period

SIGNS: Final = {Op.AT_LEAST: ">=", Op.OVER: ">", Op.AT_MOST: "<=", Op.UNDER: "<"}
MOST_COMBINATIONS: Final = 200


def to_cel(condition: Condition, world: World, schema: Schema) -> str | None:
    """The condition in CEL for the day of the world; None where CEL cannot say exactly the same."""
    try:
        return _Writer(world, schema).write(condition)
    except NotExactError:
        return None


class _Writer:
    """Writes conditions of one schema for one world and day."""

    def __init__(self, world: World, schema: Schema) -> None:
        self.world, self.schema = world, schema

    def write(self, condition: Condition) -> str:
        match condition:
            case AllOf(parts):
                return all_tests(map(self.write, parts))
            case AnyOf(parts):
                return any_test(map(self.write, parts))
            case NoneOf(parts):
                return negated(any_test(map(self.write, parts)))
            case AtLeastN(n, parts):
                return self.at_least_n(n, tuple(map(self.write, parts)))
            case Criterion(part=part) | Cited(part=part):
                return self.write(part)
            case Compare(field, op, bound):
                return self.compare(field, op, bound)
            case CompareFields(field, op, other):
                if self.schema[field].type is FieldType.NUMBER:
                    not_exact()  # two facts may share a double
                return f"{cel_name(field)} {SIGNS[op]} {cel_name(other)}"
            case Between(field, low, high):
                return all_tests((self.compare(field, Op.AT_LEAST, low), self.compare(field, Op.AT_MOST, high)))
            case Includes(field, n, values):
                return self.includes(self.schema[field], n, values)
            case Excludes(field, values):
                return negated(self.includes(self.schema[field], 1, values))
            case Within():
                return self.each(condition.field, lambda code: self.within(code, condition))
            case InArea(field, areas):
                return self.each(field, lambda seen: any_test(self.in_area(seen, area) for area in areas))
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
                return not_exact()

    def at_least_n(self, n: int, parts: tuple[str, ...]) -> str:
        if n <= 0 or n > len(parts):
            return "true" if n <= 0 else "false"
        if math.comb(len(parts), n) > MOST_COMBINATIONS:
            not_exact()
        return any_test(map(all_tests, combinations(parts, n)))

    def compare(self, field: str, op: Op, bound: Bound) -> str:
        return f"{cel_name(field)} {SIGNS[op]} {literal(bound)}"

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
            not_exact()  # the list may hold numbers in other units beside those it is asked for
        if not field.many:
            return f"{name} == {literal(values[0])}" if len(values) == 1 else among(name, values)
        if n == 1:
            return f"{name}.exists(VALUE, {among('VALUE', values)})"
        return f"size([{', '.join(map(literal, values))}].filter(VALUE, VALUE in {name})) >= {n}"

    def known(self, field: Field) -> str:
        name = cel_name(field.id)
        if field.type is FieldType.NUMBER:
            return f"({name} == {name} || {name}{OTHER_UNIT})"
        return f"{name} == {name}"

    # codes, areas, published lists

    def is_code(self, wanted: Single, code: str) -> str:
        if not isinstance(wanted, Code):
            not_exact()
        linked: dict[tuple[str, str], list[Link]] = {}
        for link in self.world.links.from_code(wanted):
            linked.setdefault((link.other.scheme, link.other.edition), []).append(link)
        elsewhere = [elsewhere_than(code, wanted)]
        for edition, links in linked.items():
            if edition != (wanted.scheme, wanted.edition) and all(map(is_firm, links)):
                elsewhere.append(all_tests(elsewhere_than(code, link.other) for link in links))
        return told(f"{code} == {quoted(wanted)}", any_test(elsewhere))

    def within(self, code: str, leaf: Within) -> str:
        inside = any_test(self.within_one(code, target) for target in leaf.codes)
        if not leaf.excepted:
            return inside
        return all_tests((inside, negated(any_test(self.within_one(code, one) for one in leaf.excepted))))

    def within_one(self, code: str, target: Code) -> str:
        yes, no = [below(code, target)], [elsewhere_than(code, target)]
        for inside, elsewhere in self.by_links(code, target):
            yes.extend(inside)
            no.extend(elsewhere)
        return told(any_test(yes), any_test(no))

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
                firm = {is_within(link.other, target, self.world.links) for link in links if is_firm(link)}
                yes.extend([inherits(code, source)] if True in firm else [])
                no.extend([inherits(code, source)] if False in firm else [])
                open_.extend([inherits(code, source)] if None in firm else [])
                open_.extend([] if all(map(is_firm, links)) else [f"{code} == {quoted(source)}"])
            yield yes, [all_tests((any_test(no), *([negated(any_test(open_))] if open_ else [])))] if no else []

    def in_area(self, seen: str, area: str) -> str:
        answers = {one: self.world.is_in_area(one, area) for one in (*self.world.areas, area)}
        inside, elsewhere = ([one for one, answer in answers.items() if answer is wanted] for wanted in (True, False))
        return told(among(seen, inside), among(seen, elsewhere))

    def in_catalogue(self, leaf: InCatalogue) -> str:
        catalogue = self.world.catalogues.get(leaf.catalogue)
        edition = catalogue.edition(leaf.version, self.world.on) if catalogue else None
        if edition is None or edition.entries is None:
            return UNKNOWN
        if self.schema[leaf.field].type not in {FieldType.CODE, FieldType.CHOICE, FieldType.TEXT}:
            not_exact()
        coded = self.schema[leaf.field].type is FieldType.CODE
        codes = tuple(entry for entry in edition.entries if isinstance(entry, Code))
        texts = tuple(entry for entry in edition.entries if not isinstance(entry, Code))

        def listed(seen: str) -> str:
            by_code = (self.within_one(seen, entry) if coded else UNKNOWN for entry in codes)
            return any_test((*by_code, *([among(seen, texts)] if texts or not codes else [])))

        return self.each(leaf.field, listed)

    # thresholds by band

    def banded(self, leaf: Banded) -> str:
        """From the last row up: the row applies and its test holds, or what the rows below say, or both say the same.

        The last row needs no test of its own where it is all that is left.
        """
        if not leaf.rows or not self.some_row_applies(leaf):
            not_exact()
        tests = ["true" if row.bound is None else self.compare(leaf.field, leaf.op, row.bound) for row in leaf.rows]
        written = tests[-1]
        for row, test in reversed(tuple(zip(leaf.rows[:-1], tests[:-1], strict=True))):
            when = self.write(row.when)
            written = any_test((all_tests((when, test)), all_tests((any_test((negated(when), test)), written))))
        return written

    def some_row_applies(self, leaf: Banded) -> bool:
        """Whether, whatever is known, a row applies: the last takes all, or the rows cover every value of one field."""
        if judge(leaf.rows[-1].when, {}, self.world).truth is Truth.TRUE:
            return True
        by = self.schema[leaf.by[0]]
        if len(leaf.by) > 1 or by.many or not all(_is_plain(row.when) for row in leaf.rows):
            return False
        if by.type in {FieldType.CODE, FieldType.AREA, FieldType.TEXT}:
            not_exact()
        return all(
            any(judge(row.when, {by.id: value}, self.world).truth is Truth.TRUE for row in leaf.rows)
            for value in samples(by, [test for row in leaf.rows for test in leaves(row.when)])
        )

    # time

    def elapsed(self, leaf: Elapsed) -> str:
        if leaf.as_of is not None:
            not_exact()
        day = self.world.on - timedelta(days=leaf.op in {Op.OVER, Op.AT_MOST})
        last = subtract_period(day, leaf.period)
        if add_period(last, leaf.period) > day:
            not_exact()
        early = leaf.op in {Op.AT_LEAST, Op.OVER}
        return f"{cel_name(leaf.field)} {'<=' if early else '>'} {quoted(last)}"

    def none_within(self, leaf: NoneWithin) -> str:
        if leaf.as_of is not None:
            not_exact()
        start = add_period(self.world.on, type(leaf.period)(-leaf.period.count, leaf.period.unit))
        return f"!{cel_name(leaf.field)}.exists(VALUE, VALUE > {quoted(start)} && VALUE <= {quoted(self.world.on)})"

    def kept(self, leaf: Kept) -> str:
        if leaf.until is None:
            not_exact()
        reaches = f"{cel_name(leaf.field)} >= {quoted(leaf.until)}"
        if leaf.breaches is None:
            return reaches
        return all_tests((reaches, f"!{cel_name(leaf.breaches)}.exists(VALUE, VALUE < {quoted(leaf.until)})"))

    # position among peers

    def among_peers(self, leaf: Percentile | ShareOfAverage) -> str:
        table = self.world.populations.get(leaf.population)
        if table is None or not table.in_force.contains(self.world.on):
            return UNKNOWN
        against = self.percentile if isinstance(leaf, Percentile) else self.share_of_average
        if leaf.by is None and table.by is None:
            return against(leaf, table.values)
        if leaf.by is None or leaf.by != table.by or cel_variables(self.schema)[cel_name(leaf.by)] != "string":
            not_exact()
        written = UNKNOWN
        for group, peers in table.groups.items():
            written = f"({cel_name(leaf.by)} == {quoted(group)} ? {against(leaf, peers)} : {written})"
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
        return f"{name} {'>' if above else '<='} {number_in_cel(peers[needed - 1])}"

    def share_of_average(self, leaf: Percentile | ShareOfAverage, peers: tuple[Number, ...]) -> str:
        total = sum(map(Fraction, peers), Fraction(0))
        if not total:
            return UNKNOWN
        if total < 0:
            not_exact()
        return self.compare(leaf.field, leaf.op, leaf.share * total / (100 * len(peers)))


def _is_plain(condition: Condition) -> bool:
    """Whether every test in it is decided once its field is known."""
    return all(isinstance(leaf, Compare | Between | Includes | Excludes) for leaf in leaves(condition))
