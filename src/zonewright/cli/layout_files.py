"""The files of a layout problem on disk: which of them there are, and how they and the answer are read and written."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from zonewright.errors import InputError, Place, Report
from zonewright.layout.read import Table, read_problem
from zonewright.layout.site import Site
from zonewright.notation.tree import Node, read_json, read_yaml
from zonewright.tables.files import is_folder, list_folder, read_text, refuse, write_folder
from zonewright.tables.profile import read_sheet

#: Premises may be long.
MOST_BYTES: Final = 64 * 1024 * 1024
PREMISES: Final = ("premises.geojson", "premises.json", "premises.csv", "premises.xlsx")
PROJECTS: Final = ("projects.yaml", "projects.yml", "projects.csv", "projects.xlsx")


def open_problem(folder: Path) -> Site:
    """The site that a folder describes. InputError carries every mistake in its files."""
    if not is_folder(folder):
        raise refuse("ZW022", "there is no such folder", folder, "name a folder that holds problem.yaml")
    there = {path.name: path for path in list_folder(folder)}
    report = Report()
    chosen = [_one_of(there, names, folder, report) for names in (("problem.yaml", "problem.yml"), PREMISES, PROJECTS)]
    if report.failed:
        raise InputError(report.diagnostics)
    problem, premises, projects = (path for path in chosen if path is not None)
    return read_problem(read_yaml(read_text(problem), str(problem)), read_rows(premises), read_rows(projects))


def _one_of(there: Mapping[str, Path], names: tuple[str, ...], folder: Path, report: Report) -> Path | None:
    """The one file of some names that is there."""
    found = [there[name] for name in names if name in there]
    if len(found) == 1:
        return found[0]
    kinds = " or ".join(f"`{name}`" for name in names)
    if found:
        report.error(
            "ZW920", f"there are {' and '.join(f'`{one.name}`' for one in found)}", Place(str(folder)), hint="keep one"
        )
    else:
        report.error("ZW920", f"the problem has no `{names[0]}`", Place(str(folder)), hint=f"add {kinds}")
    return None


def read_rows(path: Path) -> Node | Table:
    """Premises or projects in any form that is read."""
    match path.suffix.lower():
        case ".xlsx":
            return Table(str(path), read_sheet(path))
        case ".csv":
            reader = csv.reader(io.StringIO(read_text(path, most=MOST_BYTES), newline=None), strict=True)
            try:
                return Table(str(path), list(reader))
            except csv.Error as error:
                message, place = f"this is not a table in CSV: {error}", f"{path}:{reader.line_num}:1"
                raise refuse("ZW026", message, Path(place), "put values with commas or quotes in double quotes") from None
        case ".geojson" | ".json":
            return read_json(read_text(path, most=MOST_BYTES), str(path))
        case _:
            return read_yaml(read_text(path), str(path))


def write_answer(folder: Path, contents: Mapping[str, str]) -> None:
    """Write the files of an answer, all or none; other files of the folder stay, earlier answers give way."""
    if not is_folder(folder):
        write_folder(folder, contents)
        return
    blocked = [folder / name for name in contents if is_folder(folder / name)]
    if blocked:
        raise refuse("ZW028", "this is there already and is not an ordinary file", blocked[0], "name another folder")
    beside = folder / ".layout"
    write_folder(beside, contents)
    try:
        for name in contents:
            (beside / name).replace(folder / name)
        beside.rmdir()
    except OSError as error:
        said = (error.strerror or "no reason given").lower()
        raise refuse("ZW028", f"the folder cannot be written: {said}", folder, "check its rights") from None
