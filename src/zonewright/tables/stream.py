"""Tables of any length, row by row in little memory: CSV and Parquet; XLSX and single profiles as far as they are read."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple, TextIO, TypeAlias

from zonewright.errors import Diagnostic, InputError, Place, Report
from zonewright.notation.shapes import nearest
from zonewright.schema.fields import Facts, Schema
from zonewright.tables.files import open_file, refuse, unreadable
from zonewright.tables.profile import (
    MOST_ROWS,
    Cell,
    is_upright,
    read_head,
    read_profiles,
    read_row,
    read_sheet,
    too_long,
)

#: A row that runs over more lines, or a line of more characters, is a mistake: a quote was left open.
MOST_LINES: Final = 50
MOST_CHARACTERS: Final = 1_000_000
#: Columns that name an enterprise where the pack has no such fact.
NAMES: Final = ("id", "name")
BROKEN: Final = re.compile("[\udc80-\udcff]")  # how bytes that are no text are carried along

#: A row with its number: its cells, or why it has none.
Record: TypeAlias = tuple[int, Sequence[Cell] | Diagnostic]


class Row(NamedTuple):
    """One enterprise of a table: its facts, or None and the mistakes that stand in the way; warnings stand beside facts."""

    line: int
    id: str
    name: str
    facts: Facts | None
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Stream:
    """The rows of a table, read anew each time they are iterated."""

    warnings: tuple[Diagnostic, ...]  # about the columns
    total: int | None  # rows, where their number is known before they are read
    rows: Callable[[], Iterator[Row]]

    def __iter__(self) -> Iterator[Row]:
        return self.rows()


def stream_profiles(path: Path, schema: Schema, *, on: date) -> Stream:
    """The enterprises of a table. Mistakes in its head are an InputError at once; a mistake in a row stays in that row."""
    names, total, records = _opened(path, schema)
    head = [key if key in schema else key.removeprefix("enterprise.") for key in read_head(path, names)]
    if is_upright(head) and path.suffix.lower() != ".parquet":
        return Stream((), 1, partial(_profiles, path, schema, on))
    warnings = _check_head(path, head, schema)
    return Stream(warnings, total, lambda: _rows(path, head, records(), schema, on))


def _opened(path: Path, schema: Schema) -> tuple[Sequence[str], int | None, Callable[[], Iterable[Record]]]:
    """The head of a table, the number of its rows where that is known, and how to begin with the first of them."""
    match path.suffix.lower():
        case ".csv":
            return _first(_comma_separated(path)), None, lambda: islice(_comma_separated(path), 1, None)
        case ".parquet":
            from zonewright.tables.parquet import parquet_head, parquet_rows  # noqa: PLC0415

            return *parquet_head(path, schema), partial(parquet_rows, path)
        case ".xlsx":
            rows = read_sheet(path)
            if len(rows) > MOST_ROWS + 1:
                raise refuse("ZW021", f"the table has more than {MOST_ROWS} rows", path, "save it as .csv in UTF-8")
            return (rows[0] if rows else ()), len(rows) - 1, partial(enumerate, rows[1:], 2)
        case _:
            raise refuse("ZW020", "this is not a table", path, "name a table in .csv, .parquet or .xlsx")


def _profiles(path: Path, schema: Schema, on: date) -> Iterator[Row]:
    for line, profile in enumerate(read_profiles(path, schema, on=on), 1):
        yield Row(line, "", profile.name.en if profile.name else "", profile.facts, profile.warnings)


def _first(records: Iterator[tuple[int, list[str] | Diagnostic]]) -> list[str]:
    _, cells = next(records, (1, []))
    if isinstance(cells, Diagnostic):
        raise InputError([cells])
    return cells


def _check_head(path: Path, head: Sequence[str], schema: Schema) -> tuple[Diagnostic, ...]:
    """Warnings about columns that are not read; columns that stand twice, or whose name is nearly a field's, are mistakes."""
    report = Report()
    for place, key in enumerate(head, 1):
        here = Place(str(path), 1, place)
        if key and key in head[: place - 1]:
            report.error("ZW005", f"the column `{key[:60]}` stands twice", here, hint="keep one of them")
        elif key not in schema and key not in NAMES:
            hint = nearest(key, schema.ids())
            if key and hint.startswith("did you mean"):
                report.error("ZW130", f"no fact is called `{key[:60]}`", here, hint=f"{hint} Otherwise leave the column out")
            else:
                said = f"`{key[:60]}`" if key else f"{place}, which has no name,"
                report.warn("ZW130", f"column {said} is no fact of the pack and is not read", here,
                            hint="name it as in fields.yaml, or leave it out")  # fmt: skip
    if report.failed:
        raise InputError(report.diagnostics)
    if not any(key in schema for key in head):
        raise refuse("ZW025", "no column of the table is a fact of the pack", path, "write field ids in the first row")
    return report.diagnostics


def _rows(path: Path, head: Sequence[str], records: Iterable[Record], schema: Schema, on: date) -> Iterator[Row]:
    """Each record as an enterprise; empty ones are passed over."""
    known = [place for place, key in enumerate(head) if key in schema]
    named = [next((place for place, key in enumerate(head) if key == name and key not in schema), None) for name in NAMES]
    file, found = str(path), False
    for line, cells in records:
        if isinstance(cells, Diagnostic):
            found = True
            yield Row(line, "", "", None, (cells,))
            continue
        if not any(isinstance(cell, list) or cell.strip() for cell in cells):
            continue
        found = True
        here = Place(file, line, 1)
        id, name = (_text_at(cells, place) for place in named)
        if len(cells) > len(head):
            yield Row(line, id, name, None, (too_long(len(cells), len(head), here),))
            continue
        try:
            entries = [(head[place], cells[place], Place(file, line, place + 1)) for place in known if place < len(cells)]
            profile = read_row(entries, here, schema, on)
        except InputError as error:
            yield Row(line, id, name, None, error.diagnostics)
        else:
            yield Row(line, id, name, profile.facts, profile.warnings)
    if not found:
        raise refuse("ZW025", "the table has no rows", path, "write one enterprise a row, with values between commas")


def _text_at(cells: Sequence[Cell], place: int | None) -> str:
    cell = cells[place] if place is not None and place < len(cells) else ""
    return cell.strip() if isinstance(cell, str) else ""


# CSV


class _Lines:
    """The lines of a file, one row's at a time; those of a row that cannot be read are handed back but for the first."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._back: deque[str] = deque()
        self.held: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.held) == MOST_LINES:
            raise csv.Error(f"a value runs over more than {MOST_LINES} lines")
        text = self._back.popleft() if self._back else self._file.readline(MOST_CHARACTERS)
        if not text:
            raise StopIteration
        self.held.append(text)
        if len(text) == MOST_CHARACTERS and not text.endswith("\n"):
            self.held[-1] = "\n"
            while text and not text.endswith("\n"):
                text = self._file.readline(MOST_CHARACTERS)
            raise csv.Error(f"a line has more than {MOST_CHARACTERS:,} characters")
        return text

    def begin(self) -> None:
        """Begin a row."""
        self.held = []

    def hand_back(self) -> None:
        """Keep only the first line of the row."""
        self._back.extendleft(reversed(self.held[1:]))
        del self.held[1:]


def _comma_separated(path: Path) -> Iterator[tuple[int, list[str] | Diagnostic]]:
    """The rows of a table in CSV. A row that is none, such as one with an open quote, costs no other row."""
    with open_file(path) as file:
        if b"\0" in file.read(65536):
            raise refuse("ZW024", "this is not a text file", path, "save the table as CSV in UTF-8")
        file.seek(0)
        lines = _Lines(io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline=None))
        reader = csv.reader(lines, strict=True)
        line = 1
        while True:
            lines.begin()
            cells: list[str] | Diagnostic
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                lines.hand_back()
                reader = csv.reader(lines, strict=True)
                cells = Diagnostic("ZW026", f"this is not a row in CSV: {error}", Place(str(path), line, 1),
                                   "put values with commas or quotes in double quotes")  # fmt: skip
            except OSError as error:
                raise unreadable(error, path) from None
            if any(not text.isascii() and BROKEN.search(text) for text in lines.held):
                cells = Diagnostic("ZW024", f"line {line} is not text in UTF-8", Place(str(path), line, 1),
                                   "save the file in UTF-8")  # fmt: skip
            yield line, cells
            line += len(lines.held)
