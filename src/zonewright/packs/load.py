"""A folder to a pack: every file read, every mistake kept with its place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeVar

from zonewright.benefits.read_amount import AMOUNT, read_amount
from zonewright.conditions.ast import leaves
from zonewright.conditions.grammar import CONDITION_SCHEMA
from zonewright.conditions.read import Vocabulary, read_condition
from zonewright.conditions.read_criteria import MOST_TESTS, read_criteria
from zonewright.errors import CompileError, Diagnostic, InputError, Place, Report, Severity
from zonewright.notation.shapes import Located, Shape, read_day
from zonewright.notation.tree import MOST_NODES, Node, read_yaml
from zonewright.packs import shapes, shapes_of_world
from zonewright.packs.model import Example, Measure, Pack, Stacking, Zone
from zonewright.packs.read_fields import read_schema
from zonewright.packs.read_procedures import read_casework
from zonewright.packs.read_world import read_world
from zonewright.schema.fields import Schema
from zonewright.schema.read import read_facts
from zonewright.tables.files import MOST_BYTES, is_folder, is_missing, list_folder, read_text, refuse
from zonewright.values import DateRange

T = TypeVar("T")
#: These two grow with the text that a pack is drafted from: 5,000 provisions are 6 MB and 400,000 parts.
_GROWING: Final = frozenset({"fields.yaml", "ledger.yaml"})


@dataclass(frozen=True, slots=True)
class Draft:
    """What could be read of a pack, and everything found wrong on the way."""

    pack: Pack | None
    diagnostics: tuple[Diagnostic, ...]


def load_pack(folder: Path | str) -> Pack:
    """Read a pack from its folder. CompileError carries every mistake with its file, line and column."""
    draft = read_pack(Path(folder))
    if draft.pack is None or any(found.severity is Severity.ERROR for found in draft.diagnostics):
        raise CompileError(draft.diagnostics)
    return draft.pack


def read_pack(folder: Path) -> Draft:
    """Read what can be read of a pack, and report the rest."""
    if not is_folder(folder):
        raise refuse("ZW022", "there is no such folder", folder, "name the folder that holds zone.yaml")
    report = Report()
    files = PackFiles(folder, report)
    at = files.read("zone.yaml", shapes.ZONE)
    sources = files.read("sources.yaml", shapes.SOURCES)
    ledger = files.read("ledger.yaml", shapes.LEDGER, optional=True) or {}
    vocabulary = _vocabulary(files, report)
    paths = _measure_files(folder / "measures")
    measures = () if vocabulary is None else tuple(_measures(paths, files, vocabulary))
    if at is None or sources is None or vocabulary is None:
        return Draft(None, report.diagnostics)
    zone = _zone(at, report)
    pack = Pack(
        zone,
        MappingProxyType({id: replace(source, id=id) for id, source in sources.items()}),
        vocabulary.schema,
        replace(vocabulary.world, on=version_day(zone) or date.min),
        measures,
        MappingProxyType(ledger),
        read_casework(files, vocabulary, {id: one.country for id, one in zone.authorities.items()}),
        frozenset(path.stem for path in paths) - {measure.id for measure in measures},
    )
    return Draft(pack, report.diagnostics)


def read_vocabulary(folder: Path) -> Vocabulary:
    """The fields of a pack and what its conditions may refer to, without its measures."""
    report = Report()
    vocabulary = _vocabulary(PackFiles(folder, report), report)
    if vocabulary is None or report.failed:
        raise CompileError(report.diagnostics)
    return vocabulary


def _vocabulary(files: PackFiles, report: Report) -> Vocabulary | None:
    fields = files.read("fields.yaml", shapes.FIELDS)
    if fields is None:
        return None
    schema = read_schema(fields, report)
    world = read_world(
        date.min,
        files.read("areas.yaml", shapes_of_world.AREAS, optional=True) or {},
        files.read("catalogues.yaml", shapes_of_world.CATALOGUES, optional=True) or {},
        files.read("populations.yaml", shapes_of_world.POPULATIONS, optional=True) or {},
        files.read("codes.yaml", shapes_of_world.LINKS, optional=True) or (),
        files.read("rates.yaml", shapes_of_world.RATES, optional=True) or (),
        files.read("programmes.yaml", shapes_of_world.PROGRAMMES, optional=True) or {},
        report,
    )
    written = files.read("criteria.yaml", shapes_of_world.criteria_shape(CONDITION_SCHEMA), optional=True) or {}
    criteria = {id: (one.get("title"), one.get("when")) for id, one in written.items()}
    return read_criteria(criteria, Vocabulary(schema, world), report)


class PackFiles:
    """Reads the files of one folder by their shapes and collects what is wrong with them."""

    def __init__(self, folder: Path, report: Report) -> None:
        self.folder, self.report = folder, report

    def node(self, path: Path) -> Node | None:
        try:
            times = 4 if path.name in _GROWING and path.parent == self.folder else 1
            return read_yaml(read_text(path, most=times * MOST_BYTES), str(path), self.report, most=times * MOST_NODES)
        except InputError as error:
            for found in error.diagnostics:
                self.report.add(found)
            return None

    def read(self, name: str, shape: Shape[T], *, optional: bool = False) -> T | None:
        path = self.folder / name
        if optional and is_missing(path):
            return None
        node = self.node(path)
        return None if node is None else shape.read(node, self.report)


def _zone(at: Located, report: Report) -> Zone:
    version: str = at.get("version")
    if read_day(version[:10]) is None:
        report.error("ZW206", f"version `{version}` does not start with a day", at.places["version"],
                     hint='write the date of the text and a serial: "2026-11-22.1"')  # fmt: skip
    return Zone(
        at.get("id"),
        at.get("title"),
        version,
        at.get("prevailing_language"),
        MappingProxyType({id: replace(one, id=id) for id, one in at.get("authorities").items()}),
        at.get("fictional", False),
        at.get("about"),
        at.place,
        at.get("draft", False),
    )


def version_day(zone: Zone) -> date | None:
    """The day that the pack's version starts with."""
    return read_day(zone.version[:10])


def _measures(paths: list[Path], files: PackFiles, vocabulary: Vocabulary) -> list[Measure]:
    report = files.report
    shape = shapes.measure_shape(CONDITION_SCHEMA, AMOUNT.schema())
    found: list[Measure] = []
    for path in paths:
        node = files.node(path)
        at = None if node is None else shape.located(node, report)
        measure = None if at is None else _measure(at, shape.is_whole(at), path, vocabulary, report)
        if measure is not None:
            found.append(measure)
    if not found and not report.failed:
        report.warn("ZW207", "the pack has no measures", Place(str(files.folder / "measures")), hint="add measures/<id>.yaml")
    return found


def _measure_files(folder: Path) -> list[Path]:
    if not is_folder(folder):
        return []
    return [path for path in list_folder(folder) if path.suffix in {".yaml", ".yml"}]


def _measure(at: Located, whole: bool, path: Path, vocabulary: Vocabulary, report: Report) -> Measure | None:
    """The measure, where all of it could be read; its condition, amount and examples are looked at in any case."""
    id = at.get("id")
    if id is not None and (id != path.stem or path.suffix != ".yaml"):
        report.error("ZW208", f"measure `{id}` stands in `{path.name}`", at.places["id"], hint=f"name the file `{id}.yaml`")
    written = at.get("when")
    when = None if written is None else read_condition(written, vocabulary, report)
    if when is not None and sum(1 for _ in islice(leaves(when), MOST_TESTS + 1)) > MOST_TESTS:
        report.error("ZW103", f"the condition comes to more than {MOST_TESTS} tests", written.place, hint="say it shorter")
        return None
    amount = None if at.get("amount") is None else read_amount(at.get("amount"), vocabulary, report)
    examples = tuple(_example(one, vocabulary.schema, report) for one in at.get("examples", ()))
    if when is None or not whole or (amount is None and at.get("amount") is not None):
        return None
    return Measure(
        at.get("id"),
        at.get("title"),
        at.get("summary"),
        when,
        at.get("modality"),
        at.get("status"),
        at.get("beneficiaries"),
        at.get("instrument"),
        at.get("authority"),
        at.get("class"),
        source=at.get("source", ()),
        status_note=at.get("status_note"),
        sectors=at.get("sectors", ()),
        in_force=at.get("in_force", DateRange()),
        supersedes=at.get("supersedes", ()),
        amount=amount,
        stacking=at.get("stacking", Stacking()),
        rests_on=at.get("rests_on", ()),
        documents=at.get("documents", ()),
        apply=at.get("apply"),
        indicators=at.get("indicators", ()),
        open_questions=at.get("open_questions", ()),
        examples=examples,
        procedure=at.get("procedure", ""),
        place=at.place,
    )


def _example(at: Located, schema: Schema, report: Report) -> Example:
    own = Report()  # an example may show a fact that cannot be used; only its mistakes are findings
    given = read_facts(schema, at.get("given"), own)
    for found in own.diagnostics:
        if found.severity is Severity.ERROR:
            report.add(found)
    return Example(at.get("name"), MappingProxyType(given), at.get("expect"), at.values.get("missing"), at.get("on"), at.place)
