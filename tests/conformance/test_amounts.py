"""The meaning of amounts, as a table, and the mistakes that are found in them."""

import json
import shutil
from datetime import date
from typing import get_args

import pytest

from conformance.amounts_table import HERE, Due, Ends, as_written, read_mistakes, read_tables
from small_pack import EXAMPLES, W, codes, findings
from zonewright.benefits.ast import Worth, parts_of_worth
from zonewright.benefits.judge import appraise
from zonewright.benefits.payments import appraise_amount
from zonewright.notation.tree import read_yaml
from zonewright.values import Quantity

SCHEMA, WORTHS, AMOUNTS = read_tables()
MISTAKES = read_mistakes()
PAYER = "committee"


def test_the_tables_are_large_enough():
    """At least 220 rows pin the meaning down, and 30 mistakes."""
    assert len(WORTHS) + len(AMOUNTS) >= 220
    assert sum(1 for one in MISTAKES if one["codes"]) >= 30


def ends_in(one, unit):
    """What was found, in the unit of the table."""
    return Ends(number_in(one.low, one.unit, unit), None if one.high is None else number_in(one.high, one.unit, unit), unit)


def number_in(number, unit, wanted):
    return Quantity(number, unit).to(wanted) if wanted else number


@pytest.mark.parametrize("one", WORTHS, ids=lambda one: one.row.id)
def test_a_worth_comes_to_what_the_table_says(one):
    row = one.row
    assert ends_in(appraise(one.worth, row.facts, row.world, SCHEMA), row.ends.unit) == row.ends


def by_case():
    """The rows of each case: those about one worth or amount."""
    cases = {}
    for one in (*WORTHS, *AMOUNTS):
        cases.setdefault(one.row.id.rpartition(" [")[0], []).append(one.row)
    return cases


def knows_as_much(row, other):
    """Whether a row states all that the other does, for the same day."""
    stated = {id: fact for id, fact in other.facts.items() if fact is not None}
    return row.world.on == other.world.on and stated == {id: row.facts.get(id) for id in stated}


def lies_inside(ends, others):
    return others.low <= ends.low and (others.high is None or (ends.high is not None and ends.high <= others.high))


@pytest.mark.parametrize("rows", by_case().values(), ids=by_case())
def test_what_a_row_with_more_facts_says_lies_inside_what_one_with_fewer_says(rows):
    """The table itself is sound: a fact that becomes known never leads out of the range told before."""
    told = [row for row in rows if row.ends]
    outside = [
        (row.id, other.id)
        for other in told
        for row in told
        if knows_as_much(row, other) and not lies_inside(row.ends, other.ends)
    ]
    assert outside == []


def nodes(worth):
    yield type(worth)
    for part in parts_of_worth(worth):
        yield from nodes(part)


def test_every_word_of_the_language_stands_in_the_table():
    in_rows = {node for one in WORTHS for node in nodes(one.worth)}
    assert set(get_args(Worth)) - in_rows == set()


def value_of(one):
    return appraise_amount(one.amount, one.row.facts, one.row.world, SCHEMA, PAYER)


@pytest.mark.parametrize("one", [one for one in AMOUNTS if one.row.ends], ids=lambda one: one.row.id)
def test_an_amount_comes_to_what_the_table_says(one):
    assert ends_in(value_of(one), one.row.ends.unit) == one.row.ends


def order(due):
    return due.due or date.max, due.payer, due.ends.low, due.ends.high is None, due.ends.high or 0


@pytest.mark.parametrize("one", [one for one in AMOUNTS if one.row.payments is not None], ids=lambda one: one.row.id)
def test_it_is_paid_as_the_table_says(one):
    """Payments that come to nothing whatever happens are not compared."""
    unit = one.row.ends.unit
    found = [
        Due(payment.due, ends_in(payment, unit), payment.payer)
        for line in value_of(one).lines
        if line.line.unit == unit
        for payment in line.payments
        if payment.high != 0
    ]
    assert sorted(found, key=order) == sorted(one.row.payments, key=order)


@pytest.mark.parametrize("one", [one for one in AMOUNTS if one.row.in_kind is not None], ids=lambda one: one.row.id)
def test_it_is_given_in_kind_as_the_table_says(one):
    money = one.row.ends.unit if one.row.ends else ""
    given = [payment for line in value_of(one).lines if line.line.unit != money for payment in line.payments]
    assert [ends_in(payment, ends.unit) for payment, ends in zip(given, one.row.in_kind, strict=True)] == [*one.row.in_kind]


@pytest.mark.parametrize("one", [one for one in AMOUNTS if one.row.recoverable], ids=lambda one: one.row.id)
def test_it_goes_back_as_the_table_says(one):
    value, wanted = value_of(one), one.row.recoverable
    low, high = value.recoverable.low, value.recoverable.high
    assert Ends(low, high, wanted.unit) == wanted


def measure(id, **more):
    """A measure file as JSON, which is YAML."""
    word = as_written(read_yaml(W, ""))
    whole = {
        "id": id,
        "title": word,
        "summary": word,
        "modality": "may",
        "status": "granted",
        "beneficiaries": ["enterprise"],
        "instrument": ["fin_grant"],
        "authority": PAYER,
        "class": "normal",
        "when": {"field": "headcount", "at_least": "10"},
        "examples": as_written(read_yaml(EXAMPLES.replace("staff", "headcount"), "")),
        **more,
    }
    return json.dumps(whole, ensure_ascii=False)


@pytest.mark.parametrize("one", MISTAKES, ids=lambda one: one["name"])
def test_a_mistake_is_told_by_its_code(one, tmp_path):
    """A whole pack with the mistake in it is read and checked: the codes named are found, and no others."""
    folder = tmp_path / "pack"
    shutil.copytree(HERE / "world", folder)
    gives = {"gives": {"worth": one["worth"]}} if "worth" in one else {}
    amount = {"kind": "cash", "says": as_written(read_yaml(W, "")), **gives, **one.get("amount", {})}
    beside = {key: one[key] for key in ("in_force", "stacking") if key in one}
    (folder / "measures").mkdir()
    (folder / "measures/grant.yaml").write_text(measure("grant", amount=amount, **beside), encoding="utf-8")
    (folder / "measures/other.yaml").write_text(measure("other"), encoding="utf-8")
    for name in {"programmes", "rates"} & one.keys():
        (folder / f"{name}.yaml").write_text(json.dumps({name: one[name]}), encoding="utf-8")
    assert codes(findings(folder)) - {"ZW609"} == set(one["codes"])  # the words of these amounts state no numbers
