"""A case as a picture: its stages, who had it, and a row for each clock, on a line of working days. No script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from html import escape
from typing import Final

from zonewright.cases.clocks import ClockView, Condition, Course, courses, due_of, view_of_course
from zonewright.cases.commands import Refusal
from zonewright.cases.deadlines import Due, shifted
from zonewright.cases.diagram_words import text_width, wrapped, writable
from zonewright.cases.events import Expired
from zonewright.cases.procedure import ADVERSE, Clock
from zonewright.cases.scenario import Run
from zonewright.cases.spans import Span, at_places, with_roles
from zonewright.report.case_names import CaseNames
from zonewright.report.case_text import CaseTeller
from zonewright.report.environment import environment
from zonewright.report.time_scale import TimeScale, time_scale
from zonewright.values import Words

PAD, LABELS, ROW, BAR, LINE = 16, 236, 46, 15, 15
#: A due day that lies further ahead than this share of the time so far is told, and not drawn.
AHEAD: Final = 45
COLOURS: Final = 6
#: Pixels of a day from which each has its number; below it only Mondays have.
EACH_DAY: Final = 17
#: Pixels that the name of a month takes.
MONTH: Final = 62
STAGES: Final = Words("Stages", "环节", "단계")
WHO: Final = Words("Who had it", "办理方", "담당")
CLOCKS: Final = Words("Time limits", "期限", "기한")
KEPT_BY: Final = Words("kept by {x}", "由{x}遵守", "준수 의무: {x}")
FOLDED: Final = Words("{n} days", "{n}天", "{n}일")
LEGEND: Final = {
    "run": Words("running", "计算中", "진행"),
    "still": Words("standing still", "中止计算", "정지"),
    "more": Words("extension", "延长期间", "연장 기간"),
    "rest": Words("time left", "剩余时间", "남은 기간"),
    "late": Words("after the last day", "逾期", "기한 경과"),
    "due": Words("last day", "截止日", "만료일"),
    "vow": Words("promised day", "承诺日", "약속일"),
    "off": Words("day off", "非工作日", "휴무일"),
    "work": Words("make-up workday", "调休上班日", "대체 근무일"),
    "no": Words("refused step", "未予办理", "처리되지 않음"),
}
#: The colour of an end, by what it means.
RESULT: Final = {"granted": "good", **dict.fromkeys(ADVERSE, "adverse")}


def timeline(run: Run, names: CaseNames) -> str:
    """The case as a self-contained SVG in the language of the names."""
    return writable(_Picture(run, names, CaseTeller(names)).drawn())


@dataclass(frozen=True, slots=True)
class _Ran:
    """One run of a clock with its days, in the time of the procedure."""

    clock: Clock
    course: Course
    condition: Condition
    due: datetime | None
    unextended: datetime | None
    promised: datetime | None
    until: datetime
    words: str

    @property
    def late(self) -> bool:
        return self.course.expired or self.condition in {Condition.MISSED, Condition.OVER}

    @property
    def moments(self) -> Iterator[datetime]:
        stops = (moment for stop in self.course.stops for moment in (stop.stopped, stop.started))
        yield from (one for one in (self.due, self.promised, self.course.started, *stops) if one is not None)


@dataclass(slots=True)
class _Picture:
    """Draws one case from top to bottom."""

    run: Run
    names: CaseNames
    teller: CaseTeller
    parts: list[str] = field(default_factory=list)
    top: int = 0

    @property
    def last(self) -> datetime:
        return self.run.case.on

    def drawn(self) -> str:
        names, run = self.names, self.run
        ran = tuple(self.runs())
        scale = time_scale(self.moments(ran), left=PAD + LABELS)
        heads = [names.text(run.scenario.title), names.joined((names.text(names.procedure.title), run.opened.enterprise))]
        width = max(scale.right + PAD + 90, PAD * 2 + text_width(heads[0], 15))
        self.top = PAD
        self.text(PAD, 15, heads[0], "head")
        self.text(PAD, 34, heads[1], "soft")
        self.top += 46
        days = self.top
        self.axis(scale)
        self.stages(scale)
        self.parties(scale)
        self.clocks(ran, scale, width)
        shade = "".join(self.shade(scale, days + 16, self.top))
        now = f'<path class="now" d="M{scale.at(self.last)} {days + 34}V{self.top}"/>'
        self.legend(width)
        height = self.top + PAD
        hatch = (
            '<defs><pattern id="zt-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            '<line class="hatch" y2="6"/></pattern></defs>'
        )
        style = environment().get_template("timeline.css").render()
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="zt" role="img" lang="{names.language}" '
            f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
            f"<title>{escape(heads[0])}</title><desc>{escape(self.told(ran))}</desc>"
            f'<style>\n{style}</style>{hatch}<rect class="ground" width="{width}" height="{height}"/>{shade}{now}'
            f"{''.join(self.parts)}</svg>\n"
        )

    def told(self, ran: Iterable[_Ran]) -> str:
        """What the picture shows, for those who hear it."""
        return "; ".join(self.names.named(self.names.text(one.clock.title), one.words) for one in ran)

    def runs(self) -> Iterator[_Ran]:
        """Every run of every clock that began by the last step."""
        case, rules = self.run.case, self.names.rules
        for clock in rules.procedure.clocks.values():
            for course in courses(case, clock, rules.procedure):
                if course.started > self.last and not clock.before:
                    continue
                view = view_of_course(case, clock, course, rules, self.last)
                plain = Course(course.started, course.stops)
                first = due_of(case, clock, plain, rules) if course.extended else None
                until = self.silence(clock, course) or course.met or course.dropped or self.last
                due, unextended, promised = (self.own(one, clock) for one in (view.due, first, view.promised))
                yield _Ran(clock, course, view.condition, due, unextended, promised, until, self.words(view))

    def silence(self, clock: Clock, course: Course) -> datetime | None:
        """When it was stated that a run had ended in silence; what follows counts from an earlier moment."""
        stated = (one.on for one in self.run.case.journal if isinstance(one, Expired) and one.clock == clock.id)
        return next((moment for moment in stated if moment >= course.started), None) if course.expired else None

    def own(self, due: Due | None, clock: Clock) -> datetime | None:
        """A due moment in the time of the procedure."""
        if due is None:
            return None
        own, other = self.names.rules.calendar(), self.names.rules.calendar(clock.calendar)
        return due.moment if due.whole_day else shifted(due.moment, from_offset=other.offset, to_offset=own.offset)

    def words(self, view: ClockView) -> str:
        """How a run stands and when it ends."""
        if view.course is None or view.course.expired or view.course.dropped:
            return self.teller.condition(view, self.run.case)
        ends = self.teller.ends(view.clock, view.course, self.run.case)
        return self.names.joined((self.teller.condition(view, self.run.case), ends))

    def moments(self, ran: Iterable[_Ran]) -> Iterator[datetime]:
        """Everything that has to be seen; of what lies ahead only what is near."""
        first = self.run.opened.on
        ahead = max(timedelta(days=AHEAD), (self.last - first) / 2)
        yield from (event.on for event in self.run.events)
        yield from (one.step.on for one in self.run.played)
        yield from (moment for one in ran for moment in one.moments if first <= moment and moment - self.last <= ahead)

    def axis(self, scale: TimeScale) -> None:
        """Months, days, make-up workdays, and how many days are folded."""
        calendar, each = self.names.rules.calendar(), scale.day >= EACH_DAY
        month, free = "", 0
        unfolded = {one.left + one.width for one in scale.stretches if one.folded}
        for ordinal, x in scale.days():
            day = date.fromordinal(ordinal)
            if (x in unfolded or f"{day:%Y-%m}" != month) and x >= free:
                month, free = f"{day:%Y-%m}", x + MONTH
                self.text(x + 2, 10, month, "part")
            if each or day.weekday() == 0:
                self.text(x + (scale.day // 2 if each else 1), 27, str(day.day), "soft", anchor="middle" if each else "")
            if day in calendar.working_weekends:
                self.parts.append(f'<path class="work" d="M{x + scale.day // 2 - 4} {self.top + 31}h8l-4 6z"/>')
        for one in scale.stretches:
            if one.folded:
                label = self.names.say(FOLDED, n=str(one.after - one.first))
                self.text(one.left + one.width // 2, 27, label, "soft", anchor="middle")
        self.top += 40

    def shade(self, scale: TimeScale, top: int, bottom: int) -> Iterator[str]:
        calendar = self.names.rules.calendar()
        for ordinal, x in scale.days():
            if not calendar.is_working(date.fromordinal(ordinal)):
                yield f'<rect class="off" x="{x}" y="{top}" width="{scale.day}" height="{bottom - top}"/>'
        for one in scale.stretches:
            if one.folded:
                yield f'<rect class="fold" x="{one.left}" y="{top}" width="{one.width}" height="{bottom - top}"/>'

    def stages(self, scale: TimeScale) -> None:
        """A band with the stages and ends; names that do not fit inside stand above it, one line below another."""
        spans = at_places(self.run.events, until=self.last)
        lanes: list[int] = []
        flags: list[tuple[int, int, str]] = []
        for span in spans:
            x, wide = self.reach(span, scale)
            name = self.names.place(span.of)
            if text_width(name) + 8 <= wide:
                continue
            lane = next((number for number, right in enumerate(lanes) if right < x), len(lanes))
            lanes[lane : lane + 1] = [x + text_width(name) + 12]
            flags.append((x, lane, name))
        band = self.top + len(lanes) * LINE + 6
        self.text(PAD, band - self.top + 13, self.names.say(STAGES), "part")
        for x, lane, name in flags:
            y = self.top + (len(lanes) - lane) * LINE - 4
            self.parts.append(f'<path class="lead" d="M{x} {band}V{y - 9}"/>')
            self.parts.append(f'<text class="flag" x="{x + 4}" y="{y}">{escape(name)}</text>')
        for span in spans:
            x, wide = self.reach(span, scale)
            end = self.names.procedure.ends.get(span.of)
            kind = "stage" if end is None else RESULT.get(end.result, "plain")
            self.parts.append(f'<rect class="{kind}" x="{x}" y="{band}" width="{max(wide, 3)}" height="{BAR + 4}"/>')
            if text_width(self.names.place(span.of)) + 8 <= wide:
                self.parts.append(f'<text x="{x + 4}" y="{band + 14}">{escape(self.names.place(span.of))}</text>')
        self.top = band + BAR + 16

    def reach(self, span: Span, scale: TimeScale) -> tuple[int, int]:
        x = scale.at(span.began)
        return x, scale.at(span.ended) - x

    def parties(self, scale: TimeScale) -> None:
        """A row for everybody who had the case, with the steps that were refused."""
        self.rule(scale)
        self.text(PAD, 13, self.names.say(WHO), "part")
        self.top += 20
        spans = with_roles(self.run.events, self.names.rules, until=self.last)
        tried = [(one.step.command.by, one.step.on) for one in self.run.played if isinstance(one.found, Refusal)]
        roles = dict.fromkeys([span.of for span in spans] + [by for by, _ in tried])
        rows: dict[str, tuple[str, list[str]]] = {}
        for role in roles:
            party, name = self.names.party(role)
            rows.setdefault(party, (name, []))[1].append(role)
        for number, (name, mine) in enumerate(rows.values()):
            lines = self.label(name)
            for span in spans:
                if span.of in mine:
                    x, wide = self.reach(span, scale)
                    self.parts.append(
                        f'<rect class="p{number % COLOURS}" x="{x}" y="{self.top + 2}" width="{max(wide, 3)}" height="{BAR}">'
                        f"<title>{escape(self.names.role(span.of))}</title></rect>"
                    )
            for by, moment in tried:
                if by in mine:
                    x = scale.at(moment)
                    cross = f'd="M{x - 4} {self.top + 5}l8 8m0 -8l-8 8"'
                    self.parts.append(f'<path class="halo" {cross}/><path class="no" {cross}/>')
            self.top += max(26, lines * LINE + 8)
        self.top += 4

    def clocks(self, ran: tuple[_Ran, ...], scale: TimeScale, width: int) -> None:
        """A row for each clock that ever ran, and below each bar how it stands in words."""
        self.rule(scale)
        self.text(PAD, 13, self.names.say(CLOCKS), "part")
        self.top += 22
        rows: dict[str, list[_Ran]] = {}
        for one in sorted(ran, key=lambda one: one.course.started):
            rows.setdefault(one.clock.id, []).append(one)
        for mine in rows.values():
            clock = mine[0].clock
            lines = self.label(self.names.text(clock.title), self.names.say(KEPT_BY, x=self.names.role(clock.binds)))
            for one in mine:
                self.bar(one, scale)
            x = min(
                max(scale.at(mine[-1].course.started), scale.left), max(width - PAD - text_width(mine[-1].words), scale.left)
            )
            self.text(x, 31, mine[-1].words, "bad" if mine[-1].late else "soft")
            self.top += max(ROW, lines * LINE + 6)

    def bar(self, one: _Ran, scale: TimeScale) -> None:
        """One run: solid while it ran, hatched while it stood still, lighter in its extension, red after its last day."""
        y, course = self.top + 2, one.course
        before = one.until if one.due is None else min(one.until, one.due)
        normal = before if one.unextended is None else min(before, one.unextended)
        self.piece("run", course.started, normal, scale)
        if one.unextended is not None:
            self.piece("more", one.unextended, before, scale)
        for stop in course.stops:
            ended = min(stop.started or one.until, one.until)
            self.piece("pale", stop.stopped, ended, scale)
            self.piece("", stop.stopped, ended, scale, paint=' fill="url(#zt-hatch)"')
        if one.due is not None and course.runs and one.due > self.last:
            if one.unextended is not None:
                self.piece("more", max(self.last, one.unextended), one.due, scale)
            self.piece("rest", max(self.last, course.started), one.due, scale)
        if one.due is not None and one.until > one.due and not course.dropped:
            self.piece("late", one.due, one.until, scale)
        if one.promised is not None and scale.shows(one.promised):
            x = scale.at(one.promised)
            self.parts.append(f'<path class="vow" d="M{x - 6} {y + 7}l6 -7l6 7l-6 7z"/>')
        if one.due is not None and scale.shows(one.due):
            late = " missed" if one.late else ""
            self.parts.append(f'<path class="due{late}" d="M{scale.at(one.due)} {y - 3}v{BAR + 6}"/>')
        elif one.due is not None and course.runs and one.due > self.last:
            self.parts.append(f'<path class="due" fill="none" d="M{scale.right - 8} {y + 2}l6 5l-6 5"/>')

    def piece(self, kind: str, began: datetime, ended: datetime, scale: TimeScale, paint: str = "") -> None:
        if ended > began:
            x, right = scale.at(began), scale.at(ended)
            style = f' class="{kind}"' if kind else paint
            self.parts.append(f'<rect{style} x="{x}" y="{self.top + 2}" width="{max(right - x, 2)}" height="{BAR}"/>')

    def legend(self, width: int) -> None:
        """What the signs mean."""
        self.top += 14
        x = PAD
        for kind, text in LEGEND.items():
            words = self.names.say(text)
            if x > PAD and x + 34 + text_width(words) > width - PAD:
                x, self.top = PAD, self.top + 20
            self.parts.append(self.sign(kind, x))
            self.parts.append(f'<text class="soft" x="{x + 26}" y="{self.top + 9}">{escape(words)}</text>')
            x += 42 + text_width(words)
        self.top += 12

    def sign(self, kind: str, x: int) -> str:
        y = self.top
        match kind:
            case "still":
                return (
                    f'<rect class="pale" x="{x}" y="{y}" width="20" height="10"/>'
                    f'<rect fill="url(#zt-hatch)" x="{x}" y="{y}" width="20" height="10"/>'
                )
            case "due":
                return f'<path class="due" d="M{x + 10} {y - 2}v14"/>'
            case "vow":
                return f'<path class="vow" d="M{x + 4} {y + 5}l6 -6l6 6l-6 6z"/>'
            case "work":
                return f'<path class="work" d="M{x + 6} {y + 2}h8l-4 6z"/>'
            case "no":
                return f'<path class="no" d="M{x + 6} {y + 1}l8 8m0 -8l-8 8"/>'
            case _:
                return f'<rect class="{kind}" x="{x}" y="{y}" width="20" height="10"/>'

    def label(self, name: str, under: str = "") -> int:
        """The name of a row, in as many lines as it takes; how many these are."""
        lines = wrapped(name, LABELS - 14)
        for number, line in enumerate(lines):
            self.text(PAD, 14 + LINE * number, line)
        soft = wrapped(under, LABELS - 14, 11) if under else ()
        for number, line in enumerate(soft, len(lines)):
            self.text(PAD, 13 + LINE * number, line, "soft")
        return len(lines) + len(soft)

    def rule(self, scale: TimeScale) -> None:
        self.parts.append(f'<path class="rule" d="M{PAD} {self.top - 3}H{scale.right}"/>')

    def text(self, x: int, down: int, text: str, kind: str = "", anchor: str = "") -> None:
        style = f' class="{kind}"' if kind else ""
        middle = f' text-anchor="{anchor}"' if anchor else ""
        self.parts.append(f'<text{style} x="{x}" y="{self.top + down}"{middle}>{escape(text)}</text>')
