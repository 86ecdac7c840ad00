"""The files of a pack that speak of cases: procedures with parts and earlier versions, papers, registers, lists, calendars."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from zonewright.cases import shapes, shapes_of_lists
from zonewright.cases.calendar import Calendar
from zonewright.cases.calendar_file import read_calendar, shipped_calendars
from zonewright.cases.casework import Casework
from zonewright.cases.lists_model import FacilitationList
from zonewright.cases.migration import Migration, read_migration
from zonewright.cases.procedure import Procedure
from zonewright.cases.read import read_evidence, read_procedure, with_parts
from zonewright.cases.registers import Register
from zonewright.cases.scenario import Scenario, read_scenario
from zonewright.cases.shapes_of_lists import read_lists, read_registers
from zonewright.conditions.read import Vocabulary
from zonewright.errors import Report
from zonewright.notation.shapes import nearest
from zonewright.notation.tree import Node
from zonewright.tables.files import is_folder, list_folder

if TYPE_CHECKING:
    from zonewright.packs.load import PackFiles

YAML = frozenset({".yaml", ".yml"})


def read_casework(files: PackFiles, vocabulary: Vocabulary, countries: Mapping[str, str]) -> Casework:
    """Everything that the pack says about cases; every mistake is reported."""
    folder = files.folder
    written = files.read("evidence.yaml", shapes.EVIDENCE, optional=True) or {}
    parts = _nodes(folder / "procedures" / "parts", files)
    current: dict[str, Procedure] = {}
    unread: set[str] = set()
    for path in _yaml_files(folder / "procedures"):
        found = _procedure(path, parts, files, vocabulary, countries)
        if found is None:
            unread.add(path.stem)
        else:
            current[found.id] = found
    earlier = tuple(
        found
        for path in _yaml_files(folder / "procedures" / "earlier")
        if (found := _procedure(path, parts, files, vocabulary, countries, earlier=True)) is not None
    )
    return Casework(
        MappingProxyType(current),
        earlier,
        tuple(_migrations(folder / "procedures" / "migrations", files)),
        read_evidence(written),
        _registers(files),
        _lists(files),
        _calendars(folder / "calendars", files),
        tuple(_scenarios(folder / "scenarios", current, frozenset(unread), files, vocabulary)),
        frozenset(unread),
    )


def _yaml_files(folder: Path) -> list[Path]:
    return [path for path in list_folder(folder) if path.suffix in YAML] if is_folder(folder) else []


def _nodes(folder: Path, files: PackFiles) -> dict[str, Node]:
    nodes = {path.stem: files.node(path) for path in _yaml_files(folder)}
    return {id: node for id, node in nodes.items() if node is not None}


def _procedure(  # what its conditions and roles refer to
    path: Path,
    parts: Mapping[str, Node],
    files: PackFiles,
    vocabulary: Vocabulary,
    countries: Mapping[str, str],
    *,
    earlier: bool = False,
) -> Procedure | None:
    node = files.node(path)
    if node is None:
        return None
    own = Report()  # a mistake in a part is told once, however many procedures it belongs to
    found = read_procedure(with_parts(node, parts, own), vocabulary, countries, own)
    for one in own.diagnostics:
        if one not in files.report.diagnostics:
            files.report.add(one)
    if found is None:
        return None
    name = f"{found.id}@{found.version}" if earlier else found.id
    if path.stem != name or path.suffix != ".yaml":
        files.report.error("ZW820", f"procedure `{found.id}` stands in `{path.name}`", found.place,
                           hint=f"name the file `{name}.yaml`")  # fmt: skip
    return found


def _registers(files: PackFiles) -> Mapping[str, Register]:
    at = files.read("registers.yaml", shapes_of_lists.REGISTERS, optional=True)
    return MappingProxyType({} if at is None else dict(read_registers(at, files.report)))


def _lists(files: PackFiles) -> Mapping[str, FacilitationList]:
    at = files.read("lists.yaml", shapes_of_lists.LISTS, optional=True)
    return MappingProxyType({} if at is None else dict(read_lists(at, files.report)))


def _calendars(folder: Path, files: PackFiles) -> Mapping[str, Calendar]:
    known = dict(shipped_calendars())
    for path in _yaml_files(folder):
        node = files.node(path)
        found = None if node is None else read_calendar(node, files.report, known)
        if found is not None:
            known[found.id] = found
    return MappingProxyType(known)


def _migrations(folder: Path, files: PackFiles) -> list[Migration]:
    found: list[Migration] = []
    for path in _yaml_files(folder):
        node = files.node(path)
        at = None if node is None else shapes.MIGRATION.read(node, files.report)
        if at is not None:
            found.append(read_migration(at))
    return found


def _scenarios(
    folder: Path, procedures: Mapping[str, Procedure], unread: frozenset[str], files: PackFiles, vocabulary: Vocabulary
) -> list[Scenario]:
    found: list[Scenario] = []
    for inside in list_folder(folder) if is_folder(folder) else ():
        procedure = procedures.get(inside.name)
        for path in _yaml_files(inside):
            node = files.node(path)
            if node is None or inside.name in unread:
                continue
            if procedure is None:
                files.report.error("ZW821", f"there is no procedure `{inside.name}`", node.place,
                                   hint=nearest(inside.name, procedures))  # fmt: skip
                continue
            scenario = read_scenario(node, path.stem, procedure, vocabulary.schema, files.report)
            if scenario is not None:
                found.append(scenario)
    return found
