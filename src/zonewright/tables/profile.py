"""Profiles of enterprises: a YAML or JSON mapping, or a small CSV or XLSX table with one enterprise a row."""

from __future__ import annotations

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TypeAlias

import openpyxl

from zonewright.errors import Diagnostic, InputError, Place, Report
from zonewright.notation.shapes import WORDS, AsWritten, Key, Record, TrueFalse
from zonewright.notation.tree import Listing, Mapping, Node, Scalar, read_json, read_yaml
from zonewright.schema.derive import stated_against_parts
from zonewright.schema.fields import Facts, Schema
from zonewright.schema.read import read_facts
from zonewright.tables.files import read_bytes, read_text, refuse
from zonewright.values import Words

MOST_ROWS: Final = 10_000
MOST_COLUMNS: Final = 2_000
#: What the workbook reader raises on damaged files; the errors of both XML parsers it may use are syntax errors.
WORKBOOK_ERRORS: Final = (
    zipfile.BadZipFile, zlib.error, SyntaxError, EOFError, KeyError, ValueError, IndexError, TypeError,
    AttributeError, OSError, NotImplementedError, RuntimeError,
)  # fmt: skip
MOST_UNPACKED: Final = 64 * 1024 * 1024
#: What stands in one cell: a text, or a list of texts where the table has lists.
Cell: TypeAlias = str | list[str]


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of one enterprise, with a name where the file gives one; warnings tell what could not be used."""

    facts: Facts
    name: Words | None = None
    about: Words | None = None
    sample: bool = False
    warnings: tuple[Diagnostic, ...] = ()


WRAPPER: Final = Record(
    "a profile",
    lambda at: at,
    Key("facts", AsWritten({"type": "object"}), required=True),
    Key("name", WORDS),
    Key("about", WORDS),
    Key("sample", TrueFalse()),
)


def facts_of(schema: Schema, given: AbstractMapping[str, Any], *, on: date) -> Facts:
    """Facts from plain Python values: numbers, texts, days, lists. InputError tells every value that does not fit."""
    return _profile(schema, read_json(json.dumps(_written(given), ensure_ascii=False), "facts"), on).facts


def _written(value: object) -> object:
    """A Python value as it would be written: numbers with all their digits, days as 2026-03-01."""
    match value:
        case AbstractMapping():
            return {str(key): _written(one) for key, one in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_written(one) for one in value]
        case None | bool() | int():
            return value
        case float() | Decimal():
            return f"{Decimal(repr(value)) if isinstance(value, float) else value:f}"
        case _:
            return str(value)


def read_profile(path: Path | str, schema: Schema, *, on: date) -> Profile:
    """The one profile in a YAML or JSON file. InputError carries everything that does not fit the fields."""
    file = Path(path)
    node = read_json(read_text(file), str(file)) if file.suffix == ".json" else read_yaml(read_text(file), str(file))
    return _profile(schema, node, on)


def read_profiles(path: Path, schema: Schema, *, on: date) -> tuple[Profile, ...]:
    """Every profile in a file: one in YAML or JSON, one a row in CSV or XLSX."""
    match path.suffix.lower():
        case ".csv":
            rows = _comma_separated(path)
        case ".xlsx":
            rows = read_sheet(path)
        case _:
            return (read_profile(path, schema, on=on),)
    return _table(path, rows, schema, on)


def _comma_separated(path: Path) -> list[list[str]]:
    reader = csv.reader(io.StringIO(read_text(path), newline=None), strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        report = Report()
        report.error("ZW026", f"this is not a table in CSV: {error}", Place(str(path), reader.line_num, 1),
                     hint="put values with commas or quotes in double quotes")  # fmt: skip
        raise InputError(report.diagnostics) from None


def _profile(schema: Schema, node: Node, on: date) -> Profile:
    report = Report()
    name, about, sample, facts_node = None, None, False, node
    if isinstance(node, Mapping) and isinstance(node.get("facts"), Mapping) and "facts" not in schema:
        at = WRAPPER.read(node, report)
        if at is not None:
            name, about, sample, facts_node = at.get("name"), at.get("about"), at.get("sample", False), at.get("facts")
    facts = read_facts(schema, facts_node, report)
    _contradictions(schema, facts, on, facts_node.place, report)
    if report.failed:
        raise InputError(report.diagnostics)
    return Profile(facts, name, about, sample, report.diagnostics)


def _contradictions(schema: Schema, facts: Facts, on: date, place: Place, report: Report) -> None:
    for field, stated, found in stated_against_parts(schema, facts, on=on):
        report.error("ZW131", f"`{field.id}` is stated as {stated}, but its parts give {found}", place,
                     hint="leave the derived fact out, or correct its parts")  # fmt: skip


def _table(path: Path, rows: list[list[str]], schema: Schema, on: date) -> tuple[Profile, ...]:
    """One profile a row under a head of field ids; a table of two columns `field, value` is one profile."""
    head = read_head(path, rows[0] if rows else ())
    if len(rows) > MOST_ROWS + 1:
        raise refuse("ZW021", f"the table has {len(rows) - 1} rows, more than {MOST_ROWS}", path, "split it")
    if is_upright(head):
        cells = [(row[0], row[-1], Place(str(path), line, 2)) for line, row in enumerate(rows[1:], 2) if row]
        return (read_row(cells, Place(str(path), 1, 1), schema, on),)
    report = Report()
    found = []
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        here = Place(str(path), number, 1)
        if len(row) > len(head):
            report.add(too_long(len(row), len(head), here))
            continue
        try:
            places = (Place(str(path), number, column) for column in range(1, len(head) + 1))
            found.append(read_row(zip(head, row, places, strict=False), here, schema, on))
        except InputError as error:
            for one in error.diagnostics:
                report.add(one)
    if report.failed:
        raise InputError(report.diagnostics)
    if not found:
        raise refuse("ZW025", "the table has no rows", path, "write one enterprise a row, with values between commas")
    return tuple(found)


def read_head(path: Path, cells: Sequence[str]) -> list[str]:
    """The names of the columns."""
    head = [cell.strip() for cell in cells]
    if not any(head):
        raise refuse("ZW025", "the table has no head", path, "write field ids in the first row")
    if len(head) > MOST_COLUMNS:
        raise refuse("ZW021", f"the table has {len(head)} columns, more than {MOST_COLUMNS}", path, "keep the known facts")
    return head


def is_upright(head: Sequence[str]) -> bool:
    """Whether the table is one profile, written down the page."""
    return [cell.lower() for cell in head] == ["field", "value"]


def too_long(cells: int, columns: int, place: Place) -> Diagnostic:
    """The finding for a row that does not fit its head."""
    return Diagnostic("ZW026", f"the row has {cells} cells, the head has {columns}", place, "put values with commas in quotes")


def read_row(cells: Iterable[tuple[str, Cell, Place]], place: Place, schema: Schema, on: date) -> Profile:
    """One enterprise from its cells, each with its column's name and its place. InputError tells all that does not fit."""
    name: Words | None = None
    entries: list[tuple[Scalar, Node]] = []
    for key, cell, here in cells:
        if key == "id" and "id" not in schema:
            continue
        if key == "name" and "name" not in schema and isinstance(cell, str):
            name = Words(cell, cell, cell) if cell.strip() else None
            continue
        field = schema.get(key)
        entries.append((Scalar(key, here), _node(cell, here, many=field is not None and field.many)))
    profile = _profile(schema, Mapping(tuple(entries), place), on)
    return Profile(profile.facts, name, warnings=profile.warnings)


def _node(cell: Cell, here: Place, *, many: bool) -> Node:
    """A cell as a node; where a field has many values they stand between semicolons, and `[]` says that there is none."""
    if isinstance(cell, str):
        text = cell.strip()
        if not many or not text:
            return Scalar(text, here)
        cell = [] if text == "[]" else text.split(";")
    return Listing(tuple(Scalar(one.strip(), here) for one in cell), here)


def read_sheet(path: Path) -> list[list[str]]:
    """The rows of the first sheet of a workbook, as they are shown."""
    content = read_bytes(path)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise refuse("ZW021", "the workbook unpacks to more than 64 MB", path, "split it")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1)
        return [_without_empty_end([_cell(cell.value, cell.number_format or "") for cell in row]) for row in rows]
    except WORKBOOK_ERRORS:
        raise refuse("ZW027", "this is not an XLSX workbook", path, "save it as .xlsx, or as .csv in UTF-8") from None


def _without_empty_end(cells: list[str]) -> list[str]:
    """The cells up to the last one that says something: the reader fills rows up to the width asked for."""
    filled = [place for place, cell in enumerate(cells, 1) if cell]
    return cells[: filled[-1]] if filled else []


def _cell(value: object, number_format: str) -> str:
    """A cell as it is shown: 0.09 in a percent format is 9 %."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.date().isoformat()
        case int() | float():
            number = Decimal(repr(value))
            return f"{(number * 100).normalize():f} %" if "%" in number_format else f"{number.normalize():f}"
        case _:
            return str(value)
