"""The verb `near`: who fails a measure by one condition, and who would gain or lose if a threshold moved."""

from __future__ import annotations

import csv
import io
import re
from argparse import Namespace
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Final, NamedTuple

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

from zonewright.cli.show import Printer
from zonewright.compiler.pipeline import compile_pack
from zonewright.compiler.plan import CompiledPack
from zonewright.conditions.ast import COMPARISONS, Bound, Condition, NoneOf, Op, fields_of, leaves
from zonewright.conditions.render import Teller, show_number
from zonewright.errors import Diagnostic, InputError, Place, Report
from zonewright.matching.near import NearMiss, Shift, moved, narrowed, near_misses, shift, with_moved
from zonewright.notation.shapes import nearest
from zonewright.notation.tree import Scalar
from zonewright.packs.load import load_pack
from zonewright.packs.model import Measure
from zonewright.report.as_json import diagnostics_as_json
from zonewright.schema.fields import FieldType, Schema
from zonewright.schema.read import read_constant
from zonewright.tables.files import refuse, write_pieces
from zonewright.tables.stream import Row, Stream, stream_profiles
from zonewright.values import Level, Period, Words, read_period

#: Findings about rows that are told in full; the others are counted.
MOST_TOLD: Final = 20

#: What a spreadsheet takes for the beginning of a formula, and what is a number all the same.
FORMULA: Final = ("=", "+", "-", "@", "\t")
NUMBER: Final = re.compile(r"[+-]?\d[\d,]*(\.\d+)?")
#: Without it spreadsheets show Chinese and Korean as noise.
BYTE_ORDER_MARK: Final = "\ufeff"

COUNT: Final = Words("failing by one condition: {n}", "仅差一项条件的企业：{n}家", "한 가지 요건만 충족하지 못한 기업: {n}곳")
ROW: Final = Words("{x} (row {n})", "{x}（第{n}行）", "{x} ({n}행)")
BARE_ROW: Final = Words("row {n}", "第{n}行", "{n}행")
HAS: Final = Words("has {v}", "现为{v}", "현재 {v}")
OFF: Final = Words("off by {v}", "相差{v}", "{v} 차이")
SHARE: Final = Words("{x} ({v} of the bound)", "{x}（为门槛值的{v}）", "{x}(기준의 {v})")
POINTS: Final = Words("{v} percentage points", "{v}个百分点", "{v}%포인트")
ONE_STEP: Final = Words("1 level", "1级", "1단계")
STEPS: Final = Words("{v} levels", "{v}级", "{v}단계")
MORE: Final = Words("and {n} more", "另有{n}家", "그 밖에 {n}곳")
ARROW: Final = Words("moved: {a} → {b}", "门槛调整：{a} → {b}", "기준 조정: {a} → {b}")
CHANGE: Final = {
    "gain": Words("would gain: {n}", "将新符合条件的企业：{n}家", "새로 요건을 충족할 기업: {n}곳"),
    "lose": Words("would lose: {n}", "将不再符合条件的企业：{n}家", "더 이상 요건을 충족하지 못할 기업: {n}곳"),
    "open": Words(
        "would change between “does not meet the conditions” and “cannot be told yet”: {n}",
        "将在“不符合条件”与“尚无法判断”之间变化的企业：{n}家",
        "‘요건 미충족’과 ‘아직 판단할 수 없음’ 사이에서 바뀔 기업: {n}곳",
    ),
}
READ: Final = Words("rows read: {n}", "已读取：{n}行", "읽은 행: {n}행")
UNREAD: Final = Words(
    "rows that could not be read and are not counted: {n}",
    "无法读取、未计入的行：{n}行",
    "읽을 수 없어 집계에서 제외한 행: {n}행",
)


def near(arguments: Namespace, printer: Printer) -> int:
    """Near misses of the enterprises of a table; with ``--move``, who would gain and who would lose."""
    compiled = compile_pack(load_pack(arguments.pack))
    _refuse_unusable(compiled, arguments)
    schema = compiled.pack.schema
    teller = Teller(schema, compiled.pack.world, arguments.lang)
    kind = _Misses if arguments.move is None else _Shifts
    answer = kind.asked(compiled, arguments, teller)
    stream = stream_profiles(arguments.table, schema, on=arguments.on)
    tally = _Tally()
    bar = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*bar, console=printer.err, transient=True, disable=not printer.err.is_terminal) as progress:
        found = (one for row in _counted(stream, tally, progress) for one in answer.take(row))
        if arguments.out:
            write_pieces(arguments.out, _as_csv(answer, found))
        else:
            deque(found, maxlen=0)
    if printer.as_json:
        head = {"pack": compiled.pack.zone.id, "version": compiled.pack.zone.version, "on": arguments.on.isoformat()}
        printer.json({**head, **answer.as_json(), **tally.as_json(stream.warnings)})
        return int(tally.unread > 0)
    answer.tell(printer)
    printer.findings((*stream.warnings, *tally.findings))
    printer.note(teller.say(READ, n=f"{tally.read:,}"))
    if tally.unread:
        printer.note(teller.say(UNREAD, n=f"{tally.unread:,}"))
    return int(tally.unread > 0)


def _refuse_unusable(compiled: CompiledPack, arguments: Namespace) -> None:
    known = compiled.pack.measure_ids
    for id in arguments.measure:
        if id not in known:
            raise refuse("ZW210", f"unknown measure `{id}`", arguments.pack / "measures", nearest(id, known))
    if arguments.move is not None and len(arguments.measure) != 1:
        raise refuse("ZW132", "`--move` needs one measure", arguments.pack / "measures", "name the measure behind the table")
    if arguments.out and arguments.out.resolve() == arguments.table.resolve():
        raise refuse("ZW028", "this is the table that is read", arguments.out, "name another file for the answer")


@dataclass(slots=True)
class _Tally:
    """What became of the rows: how many, and the first findings about them."""

    read: int = 0
    unread: int = 0
    findings: list[Diagnostic] = field(default_factory=list)

    def add(self, row: Row) -> None:
        self.read += row.facts is not None
        self.unread += row.facts is None
        self.findings += row.diagnostics[: MOST_TOLD - len(self.findings)]

    def as_json(self, warnings: Iterable[Diagnostic]) -> dict[str, Any]:
        return {"rows": self.read, "unread": self.unread, "findings": diagnostics_as_json((*warnings, *self.findings))}


def _counted(stream: Stream, tally: _Tally, progress: Progress) -> Iterator[Row]:
    """The rows that could be read; the others are tallied."""
    task = progress.add_task("", total=stream.total)
    for number, row in enumerate(stream, 1):
        if number % 500 == 0:
            progress.update(task, completed=number)
        tally.add(row)
        if row.facts is not None:
            yield row


class _Found(NamedTuple):
    """What was found of one enterprise."""

    line: int
    id: str
    name: str
    what: Any

    @property
    def label(self) -> str:
        return f"{self.id} {self.name}".strip()


class _Misses:
    """Who fails by one condition; of each measure the nearest are kept."""

    head = ("measure", "row", "id", "name", "condition", "has", "needed", "distance", "unit", "relative")

    def __init__(self, compiled: CompiledPack, teller: Teller, *, most: int, on: date) -> None:
        self.compiled, self.teller, self.most, self.on = compiled, teller, most, on
        self.counts: Counter[str] = Counter()
        self.kept: dict[str, list[_Found]] = {measure.id: [] for measure in compiled.measures}

    @classmethod
    def asked(cls, compiled: CompiledPack, arguments: Namespace, teller: Teller) -> _Misses:
        wanted = narrowed(compiled, arguments.measure) if arguments.measure else compiled
        return cls(wanted, teller, most=arguments.most, on=arguments.on)

    def take(self, row: Row) -> Iterator[_Found]:
        for miss in near_misses(self.compiled, row.facts or {}, on=self.on):
            found = _Found(row.line, row.id, row.name, miss)
            self.counts[miss.measure.id] += 1
            kept = self.kept[miss.measure.id]
            kept.append(found)
            if len(kept) > 2 * self.most:
                kept[:] = self.best(kept)
            yield found

    def best(self, kept: list[_Found]) -> list[_Found]:
        return sorted(kept, key=lambda found: (found.what.rank, found.line))[: self.most]

    def cells(self, found: _Found) -> tuple[str, ...]:
        form = self.form(found)
        return (found.what.measure.id, *("" if form[key] is None else str(form[key]) for key in self.head[1:]))

    def form(self, found: _Found) -> dict[str, Any]:
        miss: NearMiss = found.what
        return {
            "row": found.line,
            "id": found.id,
            "name": found.name,
            "condition": self.teller.tell(miss.test),
            "has": _has(self.teller, miss),
            "needed": _told(self.teller, miss.needed),
            "distance": None if miss.distance is None else show_number(miss.distance),
            "unit": miss.gap.unit if miss.gap else None,
            "relative": None if miss.relative is None else show_number(round(miss.relative, 6)),
        }

    def tell(self, printer: Printer) -> None:
        for measure in self.compiled.measures:
            best = self.best(self.kept[measure.id])
            count = self.teller.say(COUNT, n=f"{self.counts[measure.id]:,}")
            printer.line(f"{_titled(measure, self.teller)} · {count}", "bold" if best else "")
            for found in best:
                printer.line(f"  {_row(self.teller, found)}  {self.line(found.what)}")
            _tell_more(printer, self.teller, self.counts[measure.id] - len(best))

    def line(self, miss: NearMiss) -> str:
        has = self.teller.say(HAS, v=_has(self.teller, miss))
        return " · ".join((_told(self.teller, miss.needed), has, *_off(self.teller, miss)))

    def as_json(self) -> dict[str, Any]:
        return {
            "measures": [
                {
                    "measure": measure.id,
                    "title": measure.title.in_language(self.teller.language),
                    "count": self.counts[measure.id],
                    "near": [self.form(found) for found in self.best(self.kept[measure.id])],
                }
                for measure in self.compiled.measures
            ]
        }


class _Shifts:
    """Who gains and who loses when a threshold moves; the first of each are kept."""

    head = ("measure", "row", "id", "name", "change", "before", "after", "has")

    def __init__(self, both: CompiledPack, field: str, teller: Teller, *, most: int, on: date) -> None:
        self.both, self.field, self.teller, self.most, self.on = both, field, teller, most, on
        self.counts: Counter[str] = Counter()
        self.kept: dict[str, list[_Found]] = {change: [] for change in CHANGE}

    @classmethod
    def asked(cls, compiled: CompiledPack, arguments: Namespace, teller: Teller) -> _Shifts:
        [measure] = narrowed(compiled, arguments.measure).measures
        field, op, bound = _read_move(arguments.move, compiled.pack.schema)
        condition = moved(measure.when, field, op, bound, where=measure.place)
        return cls(with_moved(compiled, measure, condition), field, teller, most=arguments.most, on=arguments.on)

    def take(self, row: Row) -> Iterator[_Found]:
        found = _Found(row.line, row.id, row.name, shift(self.both, row.facts or {}, on=self.on))
        if found.what.changes:
            change = _change(found.what)
            self.counts[change] += 1
            if len(self.kept[change]) < self.most:
                self.kept[change].append(found)
            yield found

    def cells(self, found: _Found) -> tuple[str, ...]:
        one: Shift = found.what
        verdicts = (one.before.verdict.value, one.after.verdict.value)
        return (one.before.measure.id, str(found.line), found.id, found.name, _change(one), *verdicts, self.has(one))

    def has(self, one: Shift) -> str:
        return self.teller.value(self.teller.schema[self.field], one.before.inquiry.facts.get(self.field))

    def moves(self) -> list[tuple[str, ...]]:
        """The tests before and after."""
        pairs = zip(*(leaves(measure.when) for measure in self.both.measures), strict=True)
        told = (tuple(map(self.teller.tell, pair)) for pair in pairs if pair[0] != pair[1])
        return list(dict.fromkeys(told))

    def tell(self, printer: Printer) -> None:
        printer.line(_titled(self.both.measures[0], self.teller), "bold")
        for before, after in self.moves():
            printer.line(self.teller.say(ARROW, a=before, b=after))
        for change, words in CHANGE.items():
            printer.line(self.teller.say(words, n=f"{self.counts[change]:,}"))
            for found in self.kept[change]:
                printer.line(f"  {_row(self.teller, found)}  {self.teller.say(HAS, v=self.has(found.what))}")
            _tell_more(printer, self.teller, self.counts[change] - len(self.kept[change]))

    def as_json(self) -> dict[str, Any]:
        changes = {
            change: {"count": self.counts[change], "rows": [self.form(found) for found in self.kept[change]]}
            for change in CHANGE
        }
        moves = [{"before": before, "after": after} for before, after in self.moves()]
        return {"measure": self.both.measures[0].id, "moved": moves, **changes}

    def form(self, found: _Found) -> dict[str, Any]:
        return {"row": found.line, "id": found.id, "name": found.name, "has": self.has(found.what)}


def _change(one: Shift) -> str:
    return "gain" if one.gains else "lose" if one.loses else "open"


def _read_move(text: str, schema: Schema) -> tuple[str, Op, Bound | Period]:
    """The threshold that is meant and its other bound, written as in a pack: `staff at_least 40 person`."""
    where, report = Place("--move"), Report()
    id, op, written = (*text.split(maxsplit=2), "", "", "")[:3]
    field = schema.get(id)
    if op not in COMPARISONS or not written:
        words = f"a field, one of {', '.join(COMPARISONS)}, and a bound"
        said = f"`{text[:60]}` names no threshold" if text.strip() else "no threshold is named"
        report.error("ZW132", said, where, hint=f"write {words}: `staff at_least 40 person`")
    elif field is None:
        report.error("ZW101", f"unknown field `{id[:60]}`", where, hint=nearest(id, schema.ids()))
    elif field.type not in {FieldType.NUMBER, FieldType.DAY, FieldType.LEVEL}:
        report.error("ZW132", f"`{id}` has no threshold", where, hint="only numbers, days and levels have")
    else:
        period = read_period(written) if field.type is FieldType.DAY else None
        bound = period or read_constant(field, Scalar(written, where), report)
        if isinstance(bound, int | Fraction | date | Level | Period):
            return id, Op(op), bound
    raise InputError(report.diagnostics)


def _as_csv(answer: _Misses | _Shifts, found: Iterable[_Found]) -> Iterator[str]:
    written = io.StringIO()
    written.write(BYTE_ORDER_MARK)
    table = csv.writer(written, lineterminator="\n")
    table.writerow(answer.head)
    for one in found:
        table.writerow(map(_cell, answer.cells(one)))
        yield written.getvalue()
        written.seek(0)
        written.truncate()
    yield written.getvalue()


def _cell(text: str) -> str:
    """A text that a spreadsheet would take for a formula stands behind an apostrophe; a number stays one."""
    return f"'{text}" if text.startswith(FORMULA) and not NUMBER.fullmatch(text) else text


def _titled(measure: Measure, teller: Teller) -> str:
    return f"{measure.id}  {measure.title.in_language(teller.language)}"


def _tell_more(printer: Printer, teller: Teller, count: int) -> None:
    if count:
        printer.line("  " + teller.say(MORE, n=f"{count:,}"), "dim")


def _row(teller: Teller, found: _Found) -> str:
    return teller.say(ROW if found.label else BARE_ROW, x=found.label, n=str(found.line))


def _told(teller: Teller, condition: Condition) -> str:
    """A condition in one line, with its one test where none of it may hold."""
    match condition:
        case NoneOf((part,)):
            return f"{teller.tell(condition)}: {teller.tell(part)}"
        case _:
            return teller.tell(condition)


def _has(teller: Teller, miss: NearMiss) -> str:
    """What was seen, in the measure of the gap."""
    seen = miss.gap.has if miss.gap else miss.finding.seen
    if miss.gap and isinstance(seen, int | Fraction):
        return teller.number(seen, miss.gap.unit)
    return teller.value(teller.schema[fields_of(miss.test)[0]], seen)


def _off(teller: Teller, miss: NearMiss) -> Iterator[str]:
    """By how much, where there is more and less."""
    gap = miss.gap
    if gap is None:
        return
    match gap.unit:
        case "%":
            far = teller.say(POINTS, v=teller.number(gap.distance, ""))
        case "step":
            far = teller.say(ONE_STEP if gap.distance == 1 else STEPS, v=teller.number(gap.distance, ""))
        case unit:
            far = teller.number(gap.distance, unit)
    told = teller.say(OFF, v=teller.bare(Op.OVER, far) if gap.strict else far)
    yield told if gap.relative is None else teller.say(SHARE, x=told, v=teller.number(gap.relative * 100, "%"))
