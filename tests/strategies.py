"""Generators in a small world: few fields and few values, so that thresholds and facts collide."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from hypothesis import strategies as st

from zonewright.codes.classifications import Link, Links, Relation
from zonewright.codes.world import Area, Catalogue, Edition, Population, World
from zonewright.compiler.plan import CompiledPack, plan_of
from zonewright.conditions.ast import (
    AllOf,
    AnyOf,
    AtLeastN,
    Band,
    Banded,
    Between,
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
    Piece,
    Score,
    ScorePart,
    ShareOfAverage,
    Within,
    WithinAfter,
    fields_of,
    leaves,
)
from zonewright.packs.model import Authority, Measure, Pack, Source, Zone
from zonewright.schema.derive import complete
from zonewright.schema.fields import (
    Answerer,
    ChangeOnYearBefore,
    Count,
    Derivation,
    Difference,
    Facts,
    Field,
    FieldType,
    Ratio,
    Schema,
    ShareOfList,
    Single,
    Sum,
    TimeSince,
    Value,
    parts_of,
)
from zonewright.values import Code, DateRange, Number, Period, Quantity, Words, exact

ON = date(2026, 3, 1)
WORDS = Words("word", "词", "말")
OPTIONS = MappingProxyType({name: Words(name, name, name) for name in ("maker", "trader", "farmer")})
LEVELS = MappingProxyType({name: Words(name, name, name) for name in ("city", "province", "nation")})
BADGES = MappingProxyType({name: Words(name, name, name) for name in ("green", "safe", "tech")})


def field(
    id: str,
    kind: FieldType,
    unit: str = "",
    *,
    many: bool = False,
    options: Mapping[str, Words] = MappingProxyType({}),
    derived: Derivation | None = None,
) -> Field:
    return Field(id, kind, WORDS, WORDS, Answerer.ENTERPRISE, unit=unit, many=many, options=options, derived=derived)


NUMBER, DAY, CHOICE, CODE, AREA = FieldType.NUMBER, FieldType.DAY, FieldType.CHOICE, FieldType.CODE, FieldType.AREA
SCHEMA = Schema(
    (
        field("staff", NUMBER, "person"),
        field("patents", NUMBER),
        field("revenue", NUMBER, "CNY"),
        field("revenue_before", NUMBER, "CNY"),
        field("costs", NUMBER, "CNY"),
        field("research", NUMBER, "CNY"),
        field("land", NUMBER, "m2"),
        field("profit", NUMBER, "CNY", derived=Difference("revenue", "costs")),
        field("margin", NUMBER, "%", derived=Ratio("profit", "revenue")),
        field("intensity", NUMBER, "%", derived=Ratio("research", "revenue")),
        field("spending", NUMBER, "CNY", derived=Sum(("costs", "research"))),
        field("growth", NUMBER, "%", derived=ChangeOnYearBefore("revenue", "revenue_before")),
        field("founded", DAY),
        field("applied", DAY),
        field("promised", DAY),
        field("events", DAY, many=True),
        field("breaches", DAY, many=True),
        field("age", NUMBER, "month", derived=TimeSince("founded")),
        field("level", FieldType.LEVEL, options=LEVELS),
        field("kind", CHOICE, options=OPTIONS),
        field("badges", CHOICE, many=True, options=BADGES),
        field("badge_count", NUMBER, derived=Count("badges")),
        field("green_share", NUMBER, "%", derived=ShareOfList("badges", ("green",))),
        field("industry", CODE),
        field("activities", CODE, many=True),
        field("seat", AREA),
        field("business", FieldType.TEXT),
        field("settled", FieldType.YES_NO),
        field("audited", FieldType.YES_NO),
    )
)

NUMBERS: tuple[Number, ...] = (0, 49, 50, 51, 100, Fraction(1, 2))
DAYS = tuple(
    map(
        date.fromisoformat,
        ("2024-02-29", "2025-02-28", "2025-03-01", "2025-03-02", "2026-02-28", "2026-03-01", "2026-03-02", "2027-03-01"),
    )
)
PERIODS = (Period(0, "day"), Period(1, "day"), Period(365, "day"), Period(1, "month"), Period(12, "month"), Period(24, "month"))
GBT = tuple(Code("gbt4754", "2017", code) for code in ("34", "349", "3491", "35", "C", "I"))
KSIC = tuple(Code("ksic", "10", code) for code in ("29", "29280", "29271", "29229", "29210"))
AREAS = ("country", "city", "zone", "pier", "south", "elsewhere")
TEXTS = ("robots", "displays", "boats")
CATALOGUES = ("encouraged", "industries", "not-held")
SHARES: tuple[Number, ...] = (0, 25, 50, 75, 100, Fraction(200, 3))


def _same(code: str, relation: Relation, other: str) -> Link:
    return Link(Code("ksic", "10", code), relation, Code("gbt4754", "2017", other))


WORLD = World(
    ON,
    areas={
        id: Area(id, WORDS, parent)
        for id, parent in (("country", None), ("city", "country"), ("zone", "city"), ("pier", "zone"), ("south", "country"))
    },
    links=Links.of(
        (
            _same("29280", Relation.SAME, "3491"),
            _same("29271", Relation.INSIDE, "35"),
            _same("29229", Relation.CONTAINS, "349"),
            _same("29210", Relation.OVERLAPS, "349"),
        )
    ),
    catalogues={
        "encouraged": Catalogue(
            "encouraged",
            WORDS,
            (
                Edition("2024", DateRange(None, date(2026, 1, 1)), ("robots", "maker")),
                Edition("2026", DateRange(date(2026, 1, 1), None), ("displays", "maker", "trader")),
            ),
        ),
        "industries": Catalogue("industries", WORDS, (Edition("1", DateRange(), (GBT[1], GBT[3])),)),
        "not-held": Catalogue("not-held", WORDS, (Edition("1", DateRange(), None),)),
    },
    populations={
        "staffs": Population("staffs", WORDS, "person", DateRange(), (0, 49, 50, 50)),
        "staffs-by-kind": Population(
            "staffs-by-kind", WORDS, "person", DateRange(), by="kind", groups={"maker": (49, 51), "trader": (0, 100)}
        ),
        "expired": Population("expired", WORDS, "person", DateRange(None, ON), (49, 50)),
    },
)


def of_type(*kinds: FieldType, many: bool | None = None) -> st.SearchStrategy[Field]:
    """A field of one of these types."""
    return st.sampled_from([one for one in SCHEMA if one.type in kinds and many in {None, one.many}])


def singles(of: Field) -> st.SearchStrategy[Single]:
    """One value of the field, from the few of its type."""
    match of.type:
        case FieldType.YES_NO:
            return st.booleans()
        case FieldType.NUMBER:
            return st.sampled_from(NUMBERS)
        case FieldType.DAY:
            return st.sampled_from(DAYS)
        case FieldType.CHOICE:
            return st.sampled_from(tuple(of.options))
        case FieldType.LEVEL:
            return st.sampled_from([of.level(option) for option in of.options])
        case FieldType.CODE:
            return st.sampled_from((*GBT, *KSIC))
        case FieldType.AREA:
            return st.sampled_from(AREAS)
        case FieldType.TEXT:
            return st.sampled_from(TEXTS)


def fact_values(of: Field) -> st.SearchStrategy[Value]:
    """What a profile may say of the field: for a number also a quantity that does not convert."""
    if of.many:
        return st.lists(singles(of), max_size=3).map(tuple)
    if of.type is NUMBER:
        return singles(of) | st.just(Quantity(50, "t"))
    return singles(of)


# conditions


def _bounds(of: Field) -> st.SearchStrategy[Single]:
    return singles(of)


OPS = st.sampled_from(Op)
ORDERED = of_type(NUMBER, DAY, FieldType.LEVEL, many=False)


@st.composite
def comparisons(draw: st.DrawFn) -> Condition:
    one = draw(ORDERED)
    return Compare(one.id, draw(OPS), draw(_bounds(one)))


@st.composite
def comparisons_of_fields(draw: st.DrawFn) -> Condition:
    one = draw(ORDERED)
    others = [other.id for other in SCHEMA if (other.type, other.unit, other.many) == (one.type, one.unit, False)]
    return CompareFields(one.id, draw(OPS), draw(st.sampled_from(others)))


@st.composite
def betweens(draw: st.DrawFn) -> Condition:
    one = draw(ORDERED)
    low, high = sorted((draw(_bounds(one)), draw(_bounds(one))))
    return Between(one.id, low, high)


@st.composite
def inclusions(draw: st.DrawFn) -> Condition:
    one = draw(of_type(*FieldType))
    values = tuple(draw(st.lists(singles(one), min_size=1, max_size=3, unique=True)))
    if draw(st.booleans()):
        return Excludes(one.id, values)
    return Includes(one.id, draw(st.integers(0, len(values) + 1)) if one.many else 1, values)


@st.composite
def code_tests(draw: st.DrawFn) -> Condition:
    one = draw(of_type(CODE))
    codes = st.lists(st.sampled_from((*GBT, *GBT, *KSIC)), min_size=1, max_size=2).map(tuple)
    return Within(one.id, draw(codes), draw(st.just(()) | codes))


area_tests = st.builds(InArea, st.just("seat"), st.lists(st.sampled_from(AREAS[:-1]), min_size=1, max_size=2).map(tuple))
catalogue_tests = st.one_of(
    st.builds(
        InCatalogue,
        st.sampled_from(("business", "kind", "badges")),
        st.just("encouraged"),
        st.sampled_from((None, "2024", "2026")),
    ),
    st.builds(InCatalogue, st.sampled_from(("industry", "activities")), st.just("industries")),
    st.builds(InCatalogue, st.sampled_from(("business", "industry")), st.just("not-held")),
)
known_tests = st.builds(Known, st.sampled_from(SCHEMA.ids()))
single_days = st.sampled_from(("founded", "applied", "promised"))
many_days = st.sampled_from(("events", "breaches"))
periods = st.sampled_from(PERIODS)
time_tests = st.one_of(
    st.builds(Elapsed, single_days, OPS, periods, st.none() | single_days),
    st.builds(WithinAfter, single_days, single_days, periods),
    st.builds(NoneWithin, many_days, periods, st.none() | single_days),
    st.builds(Kept, single_days, single_days, periods, st.none(), st.none() | many_days),
    st.builds(Kept, single_days, st.none(), st.none(), st.sampled_from(DAYS), st.none() | many_days),
)
populations = st.sampled_from((("staffs", None), ("staffs-by-kind", "kind"), ("expired", None)))
peer_tests = st.builds(
    lambda node, op, share, of: node("staff", op, share, *of),
    st.sampled_from((Percentile, ShareOfAverage)),
    OPS,
    st.sampled_from(SHARES),
    populations,
)


def bands(of: Field, cuts: Iterable[Single]) -> list[Condition]:
    """Tests that share out every value of an ordered field between them: below, between and from the cuts upward."""
    edges = sorted(set(cuts))
    tests: list[Condition] = [Compare(of.id, Op.UNDER, edges[0])]
    tests += [AllOf((Compare(of.id, Op.AT_LEAST, a), Compare(of.id, Op.UNDER, b))) for a, b in itertools.pairwise(edges)]
    return [*tests, Compare(of.id, Op.AT_LEAST, edges[-1])]


@st.composite
def covering_tests(draw: st.DrawFn, of: Field) -> list[Condition]:
    """Row tests that leave no value of the field out, in an order of their own."""
    if of.type in {NUMBER, DAY, FieldType.LEVEL} and not of.many:
        tests = bands(of, draw(st.lists(_bounds(of), min_size=1, max_size=2)))
    elif of.type in {CHOICE, FieldType.YES_NO} and not of.many:
        tests = [Includes(of.id, 1, (one,)) for one in (tuple(of.options) or (False, True))]
    elif of.type is CODE:
        tests = [Within(of.id, (draw(st.sampled_from(GBT)),)), AllOf(())]
    elif of.type is AREA:
        tests = [InArea(of.id, (draw(st.sampled_from(AREAS[:-1])),)), AllOf(())]
    else:
        tests = [Includes(of.id, 1, (draw(singles(of)),)), AllOf(())]
    return tests if tests[-1] == AllOf(()) else draw(st.permutations(tests))


@st.composite
def banded(draw: st.DrawFn) -> Condition:
    """A threshold table on one or two fields that covers every case."""
    one, by = draw(ORDERED), draw(of_type(*FieldType))
    bounds = st.none() | _bounds(one)
    if draw(st.booleans()):
        return Banded(one.id, draw(OPS), (by.id,), tuple(Band(test, draw(bounds)) for test in draw(covering_tests(by))))
    second = draw(of_type(NUMBER, CHOICE, FieldType.YES_NO, many=False))
    rows = [
        Band(AllOf((test, other)), draw(bounds)) for test in draw(covering_tests(by)) for other in draw(covering_tests(second))
    ]
    return Banded(one.id, draw(OPS), (by.id, second.id), tuple(rows))


POINTS = st.sampled_from((-5, 0, 5, 10, Fraction(1, 2)))


@st.composite
def score_parts(draw: st.DrawFn) -> ScorePart:
    weight = draw(st.sampled_from((1, 2, Fraction(1, 2), -1, 0)))
    least, most = draw(st.sampled_from(((None, None), (0, None), (None, 10), (0, 10))))
    one = draw(of_type(NUMBER, CHOICE, FieldType.YES_NO, FieldType.LEVEL))
    if one.type is not NUMBER:
        values = [one.level(option) for option in one.options] if one.type is FieldType.LEVEL else [*one.options]
        options = tuple((value, draw(POINTS)) for value in values or (False, True))
        return ScorePart(one.id, weight, options, many=one.many, least=least, most=most)
    if draw(st.booleans()):
        return ScorePart(one.id, weight, as_stated=True, least=least, most=most)
    pieces = tuple(draw(pieces_on(test)) for test in draw(covering_tests(one)))
    return ScorePart(one.id, weight, pieces=pieces, least=least, most=most)


@st.composite
def pieces_on(draw: st.DrawFn, test: Condition) -> Piece:
    if draw(st.booleans()):
        return Piece(test, draw(POINTS))
    return Piece(
        test,
        draw(POINTS),
        draw(st.sampled_from((1, -1, Fraction(1, 2)))),
        draw(st.sampled_from((1, 49))),
        draw(st.sampled_from(NUMBERS)),
    )


scores = st.builds(Score, st.lists(score_parts(), min_size=1, max_size=3).map(tuple), OPS, POINTS)

tests = st.one_of(
    comparisons(),
    comparisons_of_fields(),
    betweens(),
    inclusions(),
    code_tests(),
    area_tests,
    catalogue_tests,
    known_tests,
    time_tests,
    peer_tests,
    banded(),
    scores,
)


def _joined(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    parts = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(
        st.builds(AllOf, parts),
        st.builds(AnyOf, parts),
        st.builds(NoneOf, parts),
        st.builds(AtLeastN, st.integers(0, 4), parts),
        st.builds(Criterion, st.just("shared"), st.just(WORDS), inner),
        st.builds(Cited, st.just("law"), inner),
    )


#: Conditions with every kind of node.
conditions = st.recursive(tests, _joined, max_leaves=6)


@st.composite
def loose_tables(draw: st.DrawFn) -> Condition:
    """A threshold table whose rows may leave cases out."""
    one, by = draw(ORDERED), draw(of_type(NUMBER, CHOICE, FieldType.LEVEL, FieldType.YES_NO, AREA))
    second = draw(st.none() | of_type(CHOICE, NUMBER, many=False))
    fields = (by,) if second is None else (by, second)
    rows = draw(st.lists(st.tuples(*(loose_tests(each) for each in fields)), min_size=1, max_size=3))
    bounds = st.none() | _bounds(one)
    return Banded(
        one.id,
        draw(OPS),
        tuple(each.id for each in fields),
        tuple(Band(row[0] if second is None else AllOf(row), draw(bounds)) for row in rows),
    )


def loose_tests(of: Field) -> st.SearchStrategy[Condition]:
    """One test of a row, or none."""
    values = st.lists(singles(of), min_size=1, max_size=2, unique=True).map(tuple)
    found: list[st.SearchStrategy[Condition]] = [
        st.just(AllOf(())),
        values.map(lambda some: Includes(of.id, 1, some)),
        values.map(lambda some: Excludes(of.id, some)),
    ]
    if of.type in {NUMBER, FieldType.LEVEL} and not of.many:
        found.append(st.builds(Compare, st.just(of.id), OPS, _bounds(of)))
    return st.one_of(*found)


# facts


def plain_fields(ids: Iterable[str]) -> tuple[str, ...]:
    """The fields that are not derived, of these and of the parts of these."""
    found: dict[str, None] = {}
    for id in ids:
        derived = SCHEMA[id].derived
        found.update(dict.fromkeys(plain_fields(parts_of(derived)) if derived else (id,)))
    return tuple(found)


def fields_in(condition: Condition) -> tuple[str, ...]:
    """The fields that a condition reads, also in the rows of its tables."""
    return tuple(dict.fromkeys(id for leaf in leaves(condition) for id in fields_of(leaf)))


@st.composite
def realities(draw: st.DrawFn, *some: Condition) -> Facts:
    """All that is true of one enterprise, as far as the conditions ask, with what follows from it."""
    asked = plain_fields(id for condition in some for id in fields_in(condition))
    stated = {id: draw(fact_values(SCHEMA[id])) for id in asked}
    return complete(SCHEMA, stated, on=ON)


@st.composite
def known_parts(draw: st.DrawFn, reality: Facts) -> Facts:
    """Some of what is true: facts are left out, or said to be unknown."""
    told: dict[str, Value | None] = {}
    for id, value in reality.items():
        known = draw(st.sampled_from(("yes", "no", "null")))
        if known != "no":
            told[id] = value if known == "yes" else None
    return told


# packs


def pack_of(*some: Condition, in_force: DateRange = DateRange()) -> Pack:
    """A pack with one measure for each condition."""
    zone = Zone("small-zone", WORDS, "2026-01-01.1", "en", {"office": Authority("office", WORDS)}, fictional=True)
    measures = tuple(
        Measure(
            f"m{number}", WORDS, WORDS, when, "may", "granted", ("enterprise",), ("event",), "office", "fast", in_force=in_force
        )
        for number, when in enumerate(some)
    )
    return Pack(zone, {"law": Source("law", WORDS, "national_law")}, SCHEMA, WORLD, measures, {})


def planned(pack: Pack) -> CompiledPack:
    """The pack with its plan, without the checks that its examples would have to pass."""
    return CompiledPack(pack, plan_of(measure.when for measure in pack.measures))


several_conditions = st.lists(conditions, min_size=1, max_size=4)


@st.composite
def crowds(draw: st.DrawFn) -> list[Condition]:
    """Many tests on one field, each a condition of its own or part of a small joint."""
    compared = [kind for kind in FieldType if kind is not FieldType.NAME]  # a name is only asked whether it is known
    one = draw(of_type(draw(st.sampled_from(compared))))
    values = st.lists(singles(one), min_size=1, max_size=2, unique=True).map(tuple)
    kinds: list[st.SearchStrategy[Condition]] = [
        st.builds(Includes, st.just(one.id), st.just(1), values),
        st.builds(Excludes, st.just(one.id), values),
    ]
    if one.type in {NUMBER, DAY, FieldType.LEVEL} and not one.many:
        kinds += [
            st.builds(Compare, st.just(one.id), OPS, _bounds(one)),
            st.tuples(_bounds(one), _bounds(one)).map(lambda ends: Between(one.id, *sorted(ends))),
        ]
    if one.type is CODE:
        codes = st.lists(st.sampled_from((*GBT[:4], *GBT, *KSIC)), min_size=1, max_size=2).map(tuple)
        kinds += [st.builds(Within, st.just(one.id), codes, excepted) for excepted in (st.just(()), codes)]
    some = st.one_of(*kinds)
    pairs = st.lists(some, min_size=1, max_size=2).map(tuple)
    return draw(st.lists(some | st.builds(AllOf, pairs) | st.builds(AnyOf, pairs), min_size=3, max_size=12))


# numbers as people write them

FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
MYRIADS = (
    ("万", 10**4),
    ("亿", 10**8),
    ("만", 10**4),
    ("억", 10**8),
    ("萬", 10**4),
    ("億", 10**8),
    ("兆", 10**12),
    ("조", 10**12),
)


@st.composite
def spelled_numbers(draw: st.DrawFn) -> tuple[str, Number]:
    """A number in one of its spellings, and what it is."""
    whole = draw(st.sampled_from((0, 1, 9, 10, 300, 999, 1000, 2000, 1234567)) | st.integers(0, 10**12))
    text = draw(st.sampled_from((str(whole), f"{whole:,}")))
    value = Fraction(whole)
    if draw(st.booleans()):
        digits = draw(st.text("0123456789", min_size=1, max_size=4))
        text, value = f"{text}.{digits}", value + Fraction(int(digits), 10 ** len(digits))
    sign = draw(st.sampled_from(("", "-", "+", "−")))
    mark, factor = draw(st.sampled_from((("", 1), ("十", 10), ("百", 100), ("천", 1000), ("천만", 10**7), *MYRIADS)))
    below = draw(st.sampled_from((None, 1, 3, 8)))
    text, value = f"{text}{mark}", value * factor
    if below is not None:
        text, value = f"{text}/{below}", value / below
    if draw(st.booleans()):
        text = text.translate(FULL_WIDTH)
    return sign + text, exact(-value if sign in {"-", "−"} else value)


@st.composite
def composed_numbers(draw: st.DrawFn) -> tuple[str, int]:
    """A number of hundred millions, ten thousands and a rest, as 1亿2000万500."""
    high, middle, rest = (draw(st.integers(1, 9999)) for _ in range(3))
    marks = draw(st.sampled_from((("亿", "万"), ("억", "만"), ("億", "萬"))))
    return f"{high}{marks[0]}{middle}{marks[1]}{rest}", high * 10**8 + middle * 10**4 + rest
