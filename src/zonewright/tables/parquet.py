"""Parquet tables in batches, each typed value as the text that a person would write. Imported when one is read: it is slow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Final

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import compute, parquet, types

from zonewright.errors import Diagnostic, InputError, Place, Report
from zonewright.schema.fields import Schema
from zonewright.tables.files import open_file
from zonewright.tables.profile import Cell

#: Rows that are in memory at a time.
BATCH: Final = 1_000
#: What the reader raises on damaged files.
DAMAGED: Final = (pa.ArrowException, OSError, ValueError, OverflowError)
#: The types whose values can be facts.
PLAIN: Final = (
    types.is_integer, types.is_decimal, types.is_floating, types.is_boolean, types.is_date, types.is_timestamp,
    types.is_string, types.is_large_string, types.is_null,
)  # fmt: skip


def parquet_head(path: Path, schema: Schema) -> tuple[list[str], int]:
    """The names of the columns and the number of rows. InputError tells every column that should hold facts and cannot."""
    with open_file(path) as file:
        try:
            table = parquet.ParquetFile(file)
            columns, total = tuple(table.schema_arrow), table.metadata.num_rows
        except DAMAGED as error:
            raise InputError([_damaged(path, error)]) from None
    report = Report()
    for place, column in enumerate(columns, 1):
        if column.name in schema and not _is_readable(column.type):
            report.error("ZW026", f"the column `{column.name[:60]}` holds {str(column.type)[:60]}, which is no fact",
                         Place(str(path), 1, place), hint="leave the column out, or flatten it")  # fmt: skip
    if report.failed:
        raise InputError(report.diagnostics)
    return [column.name for column in columns], total


def parquet_rows(path: Path) -> Iterator[tuple[int, tuple[Cell, ...] | Diagnostic]]:
    """The rows, numbered from 1; where the table is damaged it ends with a finding."""
    number = 0
    with open_file(path) as file:
        try:
            table = parquet.ParquetFile(file, pre_buffer=False, page_checksum_verification=True)
            for batch in table.iter_batches(batch_size=BATCH):
                for cells in zip(*map(_cells, batch.columns), strict=True):
                    number += 1
                    yield number, cells
        except DAMAGED as error:
            yield number + 1, _damaged(path, error, number + 1)


def _damaged(path: Path, error: Exception, line: int = 0) -> Diagnostic:
    said = str(error).partition("\n")[0][:200] or "no reason given"
    return Diagnostic("ZW027", f"this is not a Parquet table: {said}", Place(str(path), line, min(line, 1)),
                      "write the table again, or save it as .csv in UTF-8")  # fmt: skip


def _is_readable(kind: pa.DataType) -> bool:
    return _is_plain(kind) or (_is_list(kind) and _is_plain(kind.value_type))


def _is_plain(kind: pa.DataType) -> bool:
    inner = kind.value_type if types.is_dictionary(kind) else kind
    return any(is_one(inner) for is_one in PLAIN)


def _is_list(kind: pa.DataType) -> bool:
    return bool(types.is_list(kind) or types.is_large_list(kind))


def _cells(column: pa.Array) -> list[Cell]:
    """The values as texts: nothing, and what cannot be a fact, as an empty one; a list as the texts in it."""
    kind = column.type
    if not _is_readable(kind):
        return [""] * len(column)
    if types.is_dictionary(kind):
        return _cells(column.dictionary_decode())
    if _is_list(kind):
        values = map(str, _cells(column.flatten()))
        lengths = compute.list_value_length(column).to_pylist()
        return ["" if length is None else list(islice(values, length)) for length in lengths]
    if types.is_floating(kind):  # the shortest digits that are the number: 0.1 is one tenth in four bytes too
        written = column.cast(pa.string()).to_pylist()
        return ["" if text is None else f"{Decimal(text):f}" for text in written]
    days = column.cast(pa.date32(), safe=False) if types.is_timestamp(kind) else column
    return [_text(value) for value in days.to_pylist()]


def _text(value: str | bool | int | Decimal | date | None) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)
