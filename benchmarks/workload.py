"""A made-up pack of many measures, and made-up enterprises for it; the same ones for the same seed."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from types import MappingProxyType

from zonewright.codes.world import World
from zonewright.conditions.ast import AllOf, AnyOf, Compare, Condition, Excludes, Includes, NoneOf, Op, Within
from zonewright.packs.model import Authority, Measure, Pack, Zone
from zonewright.schema.fields import Answerer, Facts, Field, FieldType, Schema, Value
from zonewright.values import Code, Words

ON = date(2026, 3, 1)
#: How many of every 60 fields are of each kind.
KINDS = (
    (FieldType.NUMBER, "", False, 18),
    (FieldType.NUMBER, "CNY", False, 12),
    (FieldType.DAY, "", False, 8),
    (FieldType.YES_NO, "", False, 10),
    (FieldType.CHOICE, "", False, 6),
    (FieldType.CHOICE, "", True, 2),
    (FieldType.CODE, "", False, 4),
)
OPTIONS = ("small", "medium", "large", "listed", "foreign", "joint")
DIVISIONS = tuple(f"{number:02}" for number in (13, 14, 17, 18, 22, 26, 27, 34, 35, 36, 37, 38, 39, 40, 51, 52, 63, 64, 65, 73))
ROUND = tuple(digit * 10**power for power in range(4) for digit in (1, 2, 5))
DAYS = tuple(date(year, month, 1) for year in range(2015, 2027) for month in (1, 7))


def words(text: str) -> Words:
    return Words(text, text, text)


def fields(count: int) -> tuple[Field, ...]:
    """The fields, kinds in turn so that every count has each kind in its share."""
    kinds = [kind for *kind, share in KINDS for _ in range(share)]
    order = [kinds[(7 * number) % len(kinds)] for number in range(count)]
    return tuple(
        Field(
            f"{kind.value}-{number}",
            kind,
            words(f"Field {number}"),
            words(f"What is field {number}?"),
            Answerer.ENTERPRISE,
            unit=unit,
            many=many,
            options=MappingProxyType({option: words(option) for option in OPTIONS} if kind is FieldType.CHOICE else {}),
        )
        for number, (kind, unit, many) in enumerate(order)
    )


def code(text: str) -> Code:
    return Code("gbt4754", "2017", text)


def test_on(field: Field, random: Random) -> Condition:
    """A test such as policies have: round thresholds, few options, divisions and groups of industries."""
    match field.type:
        case FieldType.NUMBER:
            op = random.choice((Op.AT_LEAST, Op.AT_LEAST, Op.OVER, Op.AT_MOST, Op.UNDER))
            return Compare(field.id, op, random.choice(ROUND) * (10_000 if field.unit else 1))
        case FieldType.DAY:
            return Compare(field.id, random.choice((Op.AT_LEAST, Op.UNDER)), random.choice(DAYS))
        case FieldType.YES_NO:
            return Includes(field.id, 1, (random.random() < 0.8,))
        case FieldType.CHOICE:
            some = tuple(sorted(random.sample(OPTIONS, random.randint(1, 3))))
            return Excludes(field.id, some) if random.random() < 0.2 else Includes(field.id, 1, some)
        case _:
            some = sorted(random.sample(DIVISIONS, random.randint(1, 3)))
            return Within(field.id, tuple(code(one + random.choice(("", "", "1", "49"))) for one in some))


def condition(schema: Schema, random: Random) -> Condition:
    """2 to 12 tests, 6 on average, that must all hold; in a third of the measures some are alternatives."""
    count = 2 + sum(random.random() < 0.4 for _ in range(10))
    tests = [test_on(field, random) for field in random.sample(tuple(schema), min(count, len(schema)))]
    if len(tests) > 2 and random.random() < 0.35:
        group = random.randint(2, min(3, len(tests) - 1))
        tests = [AnyOf(tuple(tests[:group])), *tests[group:]]
    if len(tests) > 1 and random.random() < 0.1:
        tests = [*tests[:-1], NoneOf((tests[-1],))]
    return AllOf(tuple(tests))


def made_up_pack(measures: int, field_count: int, seed: int) -> Pack:
    """The pack; without examples, so it is planned without the checks that run them."""
    random = Random(seed)
    schema = Schema(fields(field_count))
    office = Authority("office", words("Office"))
    zone = Zone("made-up", words("Made up"), "2026-03-01.1", "en", {"office": office}, fictional=True)
    some = tuple(
        Measure(
            f"measure-{number}", words(f"Measure {number}"), words(""), condition(schema, random),
            "may", "granted", ("enterprise",), ("fin_grant",), "office", "normal",
        )
        for number in range(measures)
    )  # fmt: skip
    return Pack(zone, MappingProxyType({}), schema, World(ON), some, MappingProxyType({}))


def value(field: Field, random: Random) -> Value:
    match field.type:
        case FieldType.NUMBER:
            return int(10 ** random.uniform(0, 4)) * (10_000 if field.unit else 1)
        case FieldType.DAY:
            return date(2014, 1, 1) + timedelta(days=random.randrange(4_500))
        case FieldType.YES_NO:
            return random.random() < 0.7
        case FieldType.CHOICE if field.many:
            return tuple(sorted(random.sample(OPTIONS, random.randint(0, 3))))
        case FieldType.CHOICE:
            return random.choice(OPTIONS)
        case _:
            return code(random.choice(DIVISIONS) + random.choice(("", "1", "11", "49", "491", "99")))


def profiles(schema: Schema, count: int, seed: int) -> tuple[Facts, ...]:
    """Enterprises of which 0 to 30 % of the facts are missing."""
    random = Random(seed + 1)
    found = []
    for _ in range(count):
        missing = random.uniform(0, 0.3)
        found.append({field.id: value(field, random) for field in schema if random.random() >= missing})
    return tuple(found)
