"""The verb `budget`: what programmes owe by year, what may come on top, what is left, and how it may turn out."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Any, Final, TypeAlias

from rich.measure import Measurement
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from zonewright.benefits import phrases
from zonewright.cli.package import refuse_without_rate
from zonewright.cli.show import Printer
from zonewright.compiler.pipeline import compile_pack
from zonewright.conditions.render import Teller, show_number
from zonewright.errors import Diagnostic, InputError, Place, Report
from zonewright.matching.best_package import Package, best_package
from zonewright.matching.single import match_one
from zonewright.packs.load import load_pack
from zonewright.packs.model import Pack
from zonewright.planning import budget as of_budget
from zonewright.planning.budget import BudgetRow, Heading
from zonewright.planning.draws import QUANTILES, Forecast, simulate
from zonewright.report.as_json import diagnostics_as_json
from zonewright.schema.fields import Facts, Schema
from zonewright.tables.profile import read_profiles
from zonewright.tables.stream import Row, Stream, stream_profiles
from zonewright.values import Number, Words

#: What is told under one heading, column by column.
Cells: TypeAlias = tuple[Heading, list[str]]
#: Findings about rows that are told in full; the others are counted.
MOST_TOLD: Final = 20
#: More draws than this tell nothing more, and need more time and memory than anyone has.
MOST_SAMPLES: Final = 10_000
#: No terminal has more columns.
WIDEST: Final = 1_000
#: Files that hold one profile; all others are tables.
PROFILES: Final = frozenset({".yaml", ".yml", ".json"})

PROGRAMME: Final = Words("programme", "专项", "사업")
YEAR: Final = Words("year", "年度", "연도")
DAY_OPEN: Final = Words("day not known", "日期未定", "날짜 미정")
NO_PROGRAMME: Final = Words("no programme", "未列入专项", "소속 사업 없음")
COMMITTED: Final = Words("committed", "已确定", "확정")
LIKELY: Final = Words("likely on top", "可能增加", "추가 예상")
AT_RISK: Final = Words("at risk on top", "资格待定", "추가 가능(요건 미판정)")
RECOVERABLE: Final = Words("may come back", "可能追回", "환수 가능")
BUDGET: Final = Words("budget", "预算", "예산")
LEFT: Final = Words("left", "余额", "잔액")
LEFT_AFTER_LIKELY: Final = Words("left after likely", "扣除可能增加后余额", "추가 예상 반영 후 잔액")
UP_TO: Final = Words("up to {v}", "最高{v}", "최대 {v}")
ENDLESS: Final = Words("{n} without upper end", "{n}笔上限未定", "상한 미정 {n}건")
BOTH: Final = Words("{a} and {b}", "{a}，另有{b}", "{a}, 그 밖에 {b}")
OVERDRAWN: Final = Words(
    "{p}, {y}: more is committed than the budget holds, by {v}",
    "{p}（{y}）：已确定支出超出预算{v}",
    "{p}({y}): 확정 지급액이 예산을 {v} 초과",
)
SIMULATED: Final = Words(
    "how it may turn out: {n} samples, seed {s}",
    "模拟结果：抽样{n}次，随机种子{s}",
    "모의 결과: 표본 {n}개, 시드 {s}",
)
MEAN: Final = Words("mean", "平均值", "평균")
QUANTILE: Final = Words("{q} quantile", "{q}分位数", "{q} 분위수")
OVERDRAWN_IN: Final = Words("overdrawn in", "超支概率", "초과 확률")
STILL_OPEN: Final = Words("still open in", "仍未确定的比例", "미확정 비율")
READ: Final = Words("enterprises read: {n}", "已读取企业：{n}家", "읽은 기업: {n}곳")
UNREAD: Final = Words(
    "rows that could not be read and are not counted: {n}",
    "无法读取、未计入的行：{n}行",
    "읽을 수 없어 집계에서 제외한 행: {n}행",
)
SEED: Final = Words(
    "usage: `--samples N` and `--seed S` go together: the same seed gives the same result; N is 1 to {n}",
    "用法：`--samples N`与`--seed S`须同时给出：种子相同，结果相同；N为1至{n}",
    "사용법: `--samples N`과 `--seed S`는 함께 지정합니다. 시드가 같으면 결과도 같습니다. N은 1 이상 {n} 이하입니다",
)


def budget(arguments: Namespace, printer: Printer) -> int:
    """The budget of the programmes of a pack over the enterprises of some tables; with ``--samples`` a simulation too."""
    alone = (arguments.samples is None) != (arguments.seed is None)
    if alone or (arguments.samples is not None and not 1 <= arguments.samples <= MOST_SAMPLES):
        printer.err.print(SEED.in_language(arguments.lang).format(n=f"{MOST_SAMPLES:,}"), markup=False)
        return 2
    compiled = compile_pack(load_pack(arguments.pack))
    pack = compiled.pack
    refuse_without_rate(pack, arguments)
    currency = arguments.currency or of_budget.usual_currency(pack.measures)
    enterprises = _Enterprises(arguments.table, pack.schema, arguments.on)
    _refuse_repeated(arguments.table)

    def packages() -> Iterator[Package]:
        for row in enterprises.rows():
            tally.add(row)
            if row.facts is not None:
                yield best_package(match_one(compiled, row.facts, on=arguments.on), currency=currency)

    tally, found = _Tally(), tuple[Forecast, ...]()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=printer.err, transient=True, disable=not printer.err.is_terminal) as progress:
        enterprises.progress = progress
        rows = of_budget.budget(packages(), pack.world.programmes)
        if arguments.samples is not None:
            found = simulate(
                compiled, enterprises, on=arguments.on, seed=arguments.seed, samples=arguments.samples, currency=currency
            )
    if printer.as_json:
        printer.json(_as_json(pack, rows, found, arguments) | tally.as_json(enterprises.warnings))
        return int(tally.unread > 0)
    _Page(pack, printer, Teller(pack.schema, pack.world, arguments.lang)).tell(rows, found, arguments)
    printer.findings((*enterprises.warnings, *tally.findings))
    printer.note(READ.in_language(arguments.lang).format(n=f"{tally.read:,}"))
    if tally.unread:
        printer.note(UNREAD.in_language(arguments.lang).format(n=f"{tally.unread:,}"))
    return int(tally.unread > 0)


def _refuse_repeated(paths: Iterable[Path]) -> None:
    report, seen = Report(), set[Path]()
    for path in paths:
        if path.resolve() in seen:
            report.error("ZW005", "this table is named twice", Place(str(path)), hint="name it once, or all in it counts twice")
        seen.add(path.resolve())
    if report.failed:
        raise InputError(report.diagnostics)


class _Enterprises:
    """The enterprises of some files, read anew each time; mistakes in the heads of tables are told at once."""

    def __init__(self, paths: Iterable[Path], schema: Schema, on: date) -> None:
        self.sources = tuple((path, _opened(path, schema, on)) for path in paths)
        self.progress: Progress | None = None

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        return tuple(one for _, source in self.sources if isinstance(source, Stream) for one in source.warnings)

    def __iter__(self) -> Iterator[tuple[str, Facts]]:
        """Each enterprise that could be read, by its id and name, or by its file and row."""
        for path, source in self.sources:
            for row in self._shown(path, source):
                if row.facts is not None:
                    yield f"{row.id} {row.name}".strip() or f"{path.name}:{row.line}", row.facts

    def rows(self) -> Iterator[Row]:
        for path, source in self.sources:
            yield from self._shown(path, source)

    def _shown(self, path: Path, source: Stream | tuple[Row, ...]) -> Iterator[Row]:
        """The rows, with the progress on the error stream."""
        total = source.total if isinstance(source, Stream) else len(source)
        yield from self.progress.track(source, total=total, description=path.name) if self.progress else source


def _opened(path: Path, schema: Schema, on: date) -> Stream | tuple[Row, ...]:
    if path.suffix.lower() not in PROFILES:
        return stream_profiles(path, schema, on=on)
    profiles = read_profiles(path, schema, on=on)
    return tuple(Row(1, "", one.name.en if one.name else "", one.facts, one.warnings) for one in profiles)


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
        return {"enterprises": self.read, "unread": self.unread, "findings": diagnostics_as_json((*warnings, *self.findings))}


class _Page:
    """Tells a budget on the terminal: a table where it fits, else a line for each year."""

    def __init__(self, pack: Pack, printer: Printer, teller: Teller) -> None:
        self.pack, self.printer, self.teller = pack, printer, teller

    def tell(self, rows: Sequence[BudgetRow], found: Sequence[Forecast], arguments: Namespace) -> None:
        titles = (COMMITTED, LIKELY, AT_RISK, RECOVERABLE, BUDGET, LEFT, LEFT_AFTER_LIKELY)
        self._table(list(map(self.teller.say, titles)), [(row.heading, self._sums(row)) for row in rows])
        for row in rows:
            if row.left is not None and row.is_overdrawn:
                over = self.teller.number(-row.left, row.heading.currency)
                told = self.teller.say(OVERDRAWN, p=self._programme(row.heading), y=self._year(row.heading), v=over)
                self.printer.line(f"! {told}", "red")
        if found:
            self.printer.line()
            self.printer.line(self.teller.say(SIMULATED, n=f"{arguments.samples:,}", s=str(arguments.seed)), "bold")
            quantiles = [self.teller.say(QUANTILE, q=self._share(share)) for share in QUANTILES]
            heads = [self.teller.say(MEAN), *quantiles, *map(self.teller.say, (OVERDRAWN_IN, STILL_OPEN))]
            self._table(heads, [(one.heading, self._outcomes(one)) for one in found])

    def _sums(self, row: BudgetRow) -> list[str]:
        own, currency = row.claims, row.heading.currency
        return [
            self.teller.number(own.committed, currency),
            self._ends(own.likely, own.endless_likely, currency),
            self._ends(own.at_risk, own.endless_at_risk, currency),
            self._ends(own.recoverable, 0, currency),
            *(
                "" if one is None else self.teller.number(one, currency)
                for one in (row.budget, row.left, row.left_after_likely)
            ),
        ]

    def _ends(self, most: Fraction, endless: int, currency: str) -> str:
        """A sum that may fall due at most, and how many payments have no upper end."""
        money = self.teller.say(UP_TO, v=self.teller.number(most, currency)) if most else ""
        without = self.teller.say(ENDLESS, n=f"{endless:,}") if endless else ""
        return self.teller.say(BOTH, a=money, b=without) if money and without else money or without

    def _outcomes(self, one: Forecast) -> list[str]:
        sums = [self.teller.number(round(money, 2), one.heading.currency) for money in (one.mean, *one.quantiles)]
        return [*sums, "" if one.overdrawn is None else self._share(one.overdrawn), self._share(one.still_open)]

    def _share(self, share: Fraction) -> str:
        return self.teller.number(round(100 * share, 1), "%")

    def _table(self, heads: Sequence[str], rows: Sequence[Cells]) -> None:
        """The rows under their programmes; columns in which nothing stands are left out."""
        shown = [place for place in range(len(heads)) if any(cells[place] for _, cells in rows)]
        table = Table(self.teller.say(PROGRAMME), self.teller.say(YEAR), box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for place in shown:
            table.add_column(heads[place], justify="right")
        for programme, group in self._by_programme(rows):
            for number, (heading, cells) in enumerate(group):
                own = [Text(cells[place], style="red" if cells[place].startswith("-") else "") for place in shown]
                table.add_row(Text("" if number else programme), self._year(heading), *own)
        console = self.printer.out
        if Measurement.get(console, console.options.update(width=WIDEST), table).maximum <= console.width:
            console.print(table)
            return
        for programme, group in self._by_programme(rows):
            self.printer.line(programme, "bold")
            for heading, cells in group:
                named = [self.teller.say(phrases.NAMED, f=heads[place], v=cells[place]) for place in shown if cells[place]]
                self.printer.line(f"  {self._year(heading)}  {' · '.join(named)}")

    def _by_programme(self, rows: Sequence[Cells]) -> Iterator[tuple[str, tuple[Cells, ...]]]:
        for _, group in groupby(rows, key=lambda row: row[0].programme):
            held = tuple(group)
            yield self._programme(held[0][0]), held

    def _programme(self, heading: Heading) -> str:
        """A programme by its title, or that there is none."""
        programme = self.pack.world.programmes.get(heading.programme)
        return programme.title.in_language(self.teller.language) if programme else self.teller.say(NO_PROGRAMME)

    def _year(self, heading: Heading) -> str:
        return self.teller.say(DAY_OPEN) if heading.year is None else str(heading.year)


def _as_json(pack: Pack, rows: Iterable[BudgetRow], found: Iterable[Forecast], arguments: Namespace) -> dict[str, Any]:
    """The budget for programs: exact numbers as text, None where there is none."""
    told: dict[str, Any] = {
        "pack": pack.zone.id,
        "version": pack.zone.version,
        "on": arguments.on.isoformat(),
        "rows": [_row_as_json(row) for row in rows],
    }
    if arguments.samples is not None:
        forecasts = [_forecast_as_json(one) for one in found]
        told["simulation"] = {"samples": arguments.samples, "seed": arguments.seed, "rows": forecasts}
    return told


def _heading_as_json(heading: Heading) -> dict[str, Any]:
    return {"programme": heading.programme or None, "year": heading.year, "currency": heading.currency}


def _row_as_json(row: BudgetRow) -> dict[str, Any]:
    own = row.claims
    return {
        **_heading_as_json(row.heading),
        "committed": show_number(own.committed),
        "likely": show_number(own.likely),
        "at_risk": show_number(own.at_risk),
        "recoverable": show_number(own.recoverable),
        "endless_likely": own.endless_likely,
        "endless_at_risk": own.endless_at_risk,
        "budget": _number(row.budget),
        "left": _number(row.left),
        "left_after_likely": _number(row.left_after_likely),
        "overdrawn": row.is_overdrawn,
    }


def _forecast_as_json(one: Forecast) -> dict[str, Any]:
    quantiles = {show_number(share): show_number(money) for share, money in zip(QUANTILES, one.quantiles, strict=True)}
    return {
        **_heading_as_json(one.heading),
        "mean": show_number(one.mean),
        "quantiles": quantiles,
        "overdrawn": _number(one.overdrawn),
        "still_open": show_number(one.still_open),
    }


def _number(number: Number | None) -> str | None:
    return None if number is None else show_number(number)
