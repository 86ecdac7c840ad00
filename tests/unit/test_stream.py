"""Tables of any length: the same rows in every format, one bad row costs no other, and memory does not grow."""

import csv
import io
import sys
import tracemalloc
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from strategies import ON, SCHEMA
from zonewright.errors import InputError, Severity
from zonewright.schema.fields import Schema
from zonewright.tables.profile import read_profiles
from zonewright.tables.stream import MOST_CHARACTERS, MOST_LINES, stream_profiles
from zonewright.values import Quantity


def level(name):
    return SCHEMA["level"].level(name)


def table(tmp_path, text, name="table.csv"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def rows(path):
    return list(stream_profiles(path, SCHEMA, on=ON))


def columns(tmp_path, **given):
    """A Parquet table of some columns."""
    path = tmp_path / "table.parquet"
    parquet.write_table(pa.table(given), path)
    return path


def told(path):
    """The code and place of every finding, with the rows that were read."""
    found = rows(path)
    places = [(one.code, one.where.line, one.where.column) for row in found for one in row.diagnostics]
    return places, [row.line for row in found if row.facts is not None]


# what a row is


def test_a_row_has_its_line_its_id_its_name_and_its_facts(tmp_path):
    text = "name,id,staff,badges,seat\nFirst,A-7,5,green;safe,pier\n\nSecond,,,[],\n"
    assert [tuple(row) for row in rows(table(tmp_path, text))] == [
        (2, "A-7", "First", {"staff": 5, "badges": ("green", "safe"), "seat": "pier"}, ()),
        (4, "", "Second", {"staff": None, "badges": (), "seat": None}, ()),
    ]


def test_a_row_shorter_than_the_head_knows_less(tmp_path):
    assert [row.facts for row in rows(table(tmp_path, "staff,patents\n5\n"))] == [{"staff": 5}]


def test_a_table_can_be_read_again(tmp_path):
    stream = stream_profiles(table(tmp_path, "staff\n5\n6\n"), SCHEMA, on=ON)
    assert list(stream) == list(stream)
    assert len(list(stream)) == 2


def test_a_value_over_two_lines_is_one_cell(tmp_path):
    found = rows(table(tmp_path, 'name,staff\n"First\nhouse",5\nSecond,6\n'))
    assert [(row.line, row.name) for row in found] == [(2, "First\nhouse"), (4, "Second")]


@pytest.mark.parametrize("text", ["staff\r\n5\r\n", "\ufeffstaff\n5", "staff\r5\r", '"staff"\n"5"\n'])
def test_tables_of_other_programs_are_read(tmp_path, text):
    assert [row.facts for row in rows(table(tmp_path, text))] == [{"staff": 5}]


def test_a_table_down_the_page_is_one_enterprise(tmp_path):
    [row] = rows(table(tmp_path, "field,value\nstaff,5\nlevel,city\n"))
    assert row.facts == {"staff": 5, "level": level("city")}


def test_the_name_of_a_field_may_say_whose_it_is(tmp_path):
    path = table(tmp_path, "enterprise.staff,level\n5,city\n")
    assert [row.facts for row in rows(path)] == [one.facts for one in read_profiles(path, SCHEMA, on=ON)]


# what a head is


def test_a_table_without_a_single_fact_is_refused(tmp_path):
    """Such as one that begins with its first enterprise."""
    with pytest.raises(InputError, match="ZW025 no column of the table is a fact"):
        stream_profiles(table(tmp_path, "5,maker\n6,trader\n"), SCHEMA, on=ON)


def test_a_column_that_is_no_fact_is_told_once(tmp_path):
    stream = stream_profiles(table(tmp_path, "staff,telephone,\n5,1,2\n6,1,2\n7,many,3\n"), SCHEMA, on=ON)
    assert [(one.code, one.severity, one.where.column) for one in stream.warnings] == [
        ("ZW130", Severity.WARNING, 2),
        ("ZW130", Severity.WARNING, 3),
    ]
    assert [(row.facts, row.diagnostics) for row in stream] == [({"staff": n}, ()) for n in (5, 6, 7)]


def test_mistakes_in_a_head_are_told_at_once(tmp_path):
    """Before any row is read, and all of them."""
    with pytest.raises(InputError) as error:
        stream_profiles(table(tmp_path, "stff,level,level,patent\nx,y,z,1\n"), SCHEMA, on=ON)
    found = [(one.code, one.where.line, one.where.column) for one in error.value.diagnostics]
    assert found == [("ZW130", 1, 1), ("ZW005", 1, 3), ("ZW130", 1, 4)]
    assert all("did you mean" in one.hint for one in error.value.diagnostics if one.code == "ZW130")


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "ZW025"), ("\nstaff\n", "ZW025"), (",,\n1,2,3\n", "ZW025"), ("a," * 2001 + "\n", "ZW021"), ('"staff\n', "ZW026")],
)
def test_a_head_that_is_none_is_refused(tmp_path, text, code):
    with pytest.raises(InputError, match=code):
        stream_profiles(table(tmp_path, text), SCHEMA, on=ON)


@pytest.mark.parametrize("text", ["staff\n", "staff,level\n,\n\n,\n"])
def test_a_table_without_rows_is_refused(tmp_path, text):
    with pytest.raises(InputError, match="ZW025 the table has no rows"):
        rows(table(tmp_path, text))


# rows that cannot be read


@pytest.mark.parametrize(
    ("text", "places", "read"),
    [
        ("staff,patents\n5,1\n6,many\n7,3\n", [("ZW113", 3, 2)], [2, 4]),
        ("staff,level\nx,y\n1,city\n", [("ZW113", 2, 1), ("ZW110", 2, 2)], [3]),
        ("staff\n1,2\n3\n", [("ZW026", 2, 1)], [3]),
        ('staff,kind\n1,"maker\n2,maker\n3,trader\n', [("ZW026", 2, 1)], [3, 4]),
        ('staff,kind\n1,"maker"x\n2,maker\n', [("ZW026", 2, 1)], [3]),
        ('staff,kind\n1,"maker\n2,"maker\n3,trader\n', [("ZW026", 2, 1), ("ZW026", 3, 1)], [4]),
        ("revenue,costs,profit\n5,2,4\n5,2,3\n", [("ZW131", 2, 1)], [3]),
        (b"staff,kind\n1,\xb0\xa1\n2,maker\n", [("ZW024", 2, 1)], [3]),
        ("staff\n9 t\n", [("ZW401", 2, 1)], [2]),
        ("intensity\n0.25\n", [("ZW404", 2, 1)], [2]),
    ],
)
def test_a_bad_row_is_told_with_its_place_and_costs_no_other(tmp_path, text, places, read):
    assert told(table(tmp_path, text)) == (places, read)


def test_a_unit_that_does_not_convert_leaves_the_fact_unknown(tmp_path):
    [row] = rows(table(tmp_path, "staff\n9 t\n"))
    assert row.facts == {"staff": Quantity(9, "t")}
    assert [one.severity for one in row.diagnostics] == [Severity.WARNING]


def test_a_quote_left_open_costs_one_row_also_in_a_long_table(tmp_path):
    text = 'staff,kind\n1,"maker\n' + "2,maker\n" * (3 * MOST_LINES)
    found = rows(table(tmp_path, text))
    [bad] = [row for row in found if row.facts is None]
    assert (bad.line, bad.diagnostics[0].message) == (
        2,
        f"this is not a row in CSV: a value runs over more than {MOST_LINES} lines",
    )
    assert [row.line for row in found] == list(range(2, 3 + 3 * MOST_LINES))


def test_a_line_without_end_costs_one_row(tmp_path):
    text = "staff,kind\n1,maker\n2," + "x" * (3 * MOST_CHARACTERS) + "\n3,trader\n"
    assert told(table(tmp_path, text)) == ([("ZW026", 3, 1)], [2, 4])


# Parquet


def test_typed_columns_are_read_as_the_fields_ask(tmp_path):
    path = columns(
        tmp_path,
        id=pa.array([1]),
        name=["First"],
        staff=pa.array([5], pa.int16()),
        patents=pa.array([0.1], pa.float32()),
        revenue=pa.array([Decimal("12345678901234567890123456789.25")], pa.decimal128(38, 2)),
        costs=pa.array([1e22]),
        research=["2000万 CNY"],
        founded=pa.array([date(2024, 2, 29)]),
        applied=pa.array([datetime(2026, 3, 1, 23, 59, tzinfo=UTC)], pa.timestamp("ns", tz="UTC")),
        events=pa.array([[date(2026, 1, 1), date(2026, 1, 2)]]),
        level=pa.array(["city"]).dictionary_encode(),
        badges=[["green", "safe"]],
        settled=[True],
        seat=pa.array([None], pa.string()),
        audited=pa.nulls(1),
    )
    [row] = rows(path)
    assert (row.line, row.id, row.name, row.diagnostics) == (1, "1", "First", ())
    assert row.facts == {
        "staff": 5,
        "patents": Fraction(1, 10),
        "revenue": Fraction("12345678901234567890123456789.25"),
        "costs": 10**22,
        "research": 20_000_000,
        "founded": date(2024, 2, 29),
        "applied": date(2026, 3, 1),
        "events": (date(2026, 1, 1), date(2026, 1, 2)),
        "level": level("city"),
        "badges": ("green", "safe"),
        "settled": True,
        "seat": None,
        "audited": None,
    }


def test_no_list_is_not_known_and_an_empty_list_is_known_to_be_empty(tmp_path):
    path = columns(tmp_path, staff=[1, 2, 3, 4], badges=pa.array([["green"], None, [], ["safe", "tech"]]))
    assert [row.facts["badges"] for row in rows(path)] == [("green",), None, (), ("safe", "tech")]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("staff", True, "ZW113"),
        ("staff", date(2026, 1, 1), "ZW113"),
        ("staff", float("nan"), "ZW113"),
        ("staff", float("inf"), "ZW113"),
        ("settled", 1, "ZW010"),
        ("founded", 2024, "ZW013"),
        ("level", 1, "ZW110"),
        ("level", ["city"], "ZW010"),
        ("badges", ["green", "gold"], "ZW110"),
    ],
)
def test_a_value_of_another_type_is_a_mistake_of_its_row(tmp_path, field, value, code):
    path = columns(tmp_path, **{field: [None, value]}, name=["First", "Second"])
    assert told(path) == ([(code, 2, 1)], [1])


@pytest.mark.parametrize("kind", [pa.struct([("x", pa.int32())]), pa.binary(), pa.time32("s"), pa.list_(pa.list_(pa.int8()))])
def test_a_column_of_what_is_no_fact_is_refused(tmp_path, kind):
    path = columns(tmp_path, staff=[1], level=pa.nulls(1, kind))
    with pytest.raises(InputError) as error:
        stream_profiles(path, SCHEMA, on=ON)
    assert [(one.code, one.where.column) for one in error.value.diagnostics] == [("ZW026", 2)]


def test_a_column_that_is_not_read_may_hold_anything(tmp_path):
    path = columns(tmp_path, staff=[1], picture=pa.array([b"x"]))
    stream = stream_profiles(path, SCHEMA, on=ON)
    assert [one.severity for one in stream.warnings] == [Severity.WARNING]
    assert [row.facts for row in stream] == [{"staff": 1}]


def test_an_enterprise_of_which_only_an_empty_list_is_known_is_one(tmp_path):
    assert [row.facts for row in rows(columns(tmp_path, badges=pa.array([[], None], pa.list_(pa.string()))))] == [
        {"badges": ()}
    ]


def test_the_number_of_rows_is_known_beforehand(tmp_path):
    assert stream_profiles(columns(tmp_path, staff=list(range(2500))), SCHEMA, on=ON).total == 2500
    assert stream_profiles(table(tmp_path, "staff\n5\n"), SCHEMA, on=ON).total is None


# all formats

CELLS = {
    "staff": st.integers(0, 10**6),
    "revenue": st.decimals(0, 10**9, places=2),
    "founded": st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    "level": st.sampled_from(("city", "province")),
    "badges": st.lists(st.sampled_from(("green", "safe")), unique=True, max_size=2),
    "settled": st.booleans(),
    "seat": st.sampled_from(("pier", "zone")),
}


def written(value):
    """A value as a person writes it into a cell."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return ";".join(value) or "[]"
        case _:
            return str(value)


@given(st.lists(st.fixed_dictionaries({id: st.none() | cell for id, cell in CELLS.items()}), min_size=1, max_size=4))
def test_every_format_says_the_same(tmp_path_factory, given):
    """CSV, Parquet, XLSX and the reader of small tables; a row without anything is no enterprise."""
    given = [{**row, "staff": row["staff"] or 0} for row in given]
    folder = tmp_path_factory.mktemp("formats")
    text = io.StringIO()
    book = openpyxl.Workbook()
    for row in [list(CELLS), *([written(row[id]) for id in CELLS] for row in given)]:
        csv.writer(text).writerow(row)
        book.active.append(row)
    book.save(folder / "table.xlsx")
    path = table(folder, text.getvalue())
    types = [
        pa.int64(), pa.decimal128(20, 2), pa.date32(), pa.string(), pa.list_(pa.string()), pa.bool_(), pa.string(),
    ]  # fmt: skip
    typed = columns(folder, **{id: pa.array([row[id] for row in given], kind) for id, kind in zip(CELLS, types, strict=True)})
    expected = [one.facts for one in read_profiles(path, SCHEMA, on=ON)]
    assert [row.facts for row in rows(path)] == expected
    assert [row.facts for row in rows(typed)] == expected
    assert [{id: row.facts.get(id) for id in CELLS} for row in rows(folder / "table.xlsx")] == expected


# memory


def test_two_hundred_thousand_rows_leave_nothing_behind(tmp_path):
    """The objects that are alive do not grow with the rows that have been read."""
    path = tmp_path / "long.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("id,staff\n")
        file.writelines(f"{number},{number % 100}\n" for number in range(200_000))
    alive, total = [], 0
    for row in stream_profiles(path, Schema((SCHEMA["staff"],)), on=ON):
        total += row.facts["staff"]
        if row.line % 20_000 == 0:
            alive.append(sys.getallocatedblocks())
    assert total == 200_000 * 99 // 2
    assert max(alive) - alive[0] < 20_000


@pytest.mark.parametrize("name", ["long.csv", "long.parquet"])
def test_a_table_is_never_in_memory_whole(tmp_path, name):
    """Forty megabytes of cells are read in a few."""
    path, cell, count = tmp_path / name, "x" * 2_000, 20_000
    if name.endswith("csv"):
        path.write_text("staff,note\n" + f"5,{cell}\n" * count, encoding="utf-8")
    else:
        parquet.write_table(pa.table({"staff": [5] * count, "note": [cell] * count}), path, use_dictionary=False)
    tracemalloc.start()
    try:
        assert sum(row.facts["staff"] for row in stream_profiles(path, Schema((SCHEMA["staff"],)), on=ON)) == 5 * count
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 16 * 1024 * 1024
