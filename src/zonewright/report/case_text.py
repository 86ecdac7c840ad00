"""A case on paper as a timeline: who did what, what it led to, how its clocks stand, where the case is in the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from zonewright.cases.case import Case, opened
from zonewright.cases.clocks import ClockView, Condition, Course, courses, due_of, is_over, view_of
from zonewright.cases.commands import (
    Assign,
    Command,
    Expire,
    Extend,
    Finish,
    Give,
    Note,
    Open,
    Refusal,
    Resume,
    State,
    Suspend,
    Take,
)
from zonewright.cases.events import (
    Assigned,
    Certified,
    Event,
    Expired,
    Extended,
    Finished,
    Given,
    Migrated,
    Moved,
    Noted,
    Notified,
    Opened,
    Projected,
    Registered,
    Resumed,
    Suspended,
    Told,
)
from zonewright.cases.guards import open_tasks, papers_of
from zonewright.cases.procedure import Clock, Task
from zonewright.cases.scenario import Played, Run
from zonewright.cases.spans import at_places, standing_still, union, with_roles, working_days
from zonewright.report import words_of_cases as said
from zonewright.report.case_names import CaseNames
from zonewright.values import Words


@dataclass(frozen=True, slots=True)
class Entry:
    """One step: when, who, what, what it led to, what its clocks did; or why it was refused and what was possible."""

    on: str
    role: str
    who: str
    does: str
    led_to: tuple[str, ...] = ()
    clocks: tuple[str, ...] = ()
    refused: str = ""
    why: str = ""
    possible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClockLine:
    """How one clock stands in the end."""

    clock: str
    condition: str
    text: str
    due: str = ""
    provisional: bool = False
    promised: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """For how many working days one party had the case."""

    party: str
    name: str
    working_days: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands: the place, with whom, what is still asked, its clocks, and how long it took."""

    at: str
    place: str
    closed: bool
    waiting_for: tuple[str, ...]
    asked: tuple[str, ...]
    clocks: tuple[ClockLine, ...]
    taken: tuple[Taken, ...]


class CaseTeller:
    """Tells how a scenario went."""

    def __init__(self, names: CaseNames) -> None:
        self.names, self.rules, self.procedure = names, names.rules, names.procedure

    def entries(self, run: Run) -> Iterator[Entry]:
        """The opening, then every step."""
        start, names = run.opened, self.names
        held = names.listed(map(names.paper, start.evidence))
        told = (names.say(said.TOLD, x=names.facts(start.facts)),) if start.facts else ()
        given = (names.say(said.GIVEN, x=held),) if held else ()
        case = opened(start)
        began = tuple(self._clocks(None, case))
        yield Entry(names.moment(start.on), start.by, start.enterprise, names.say(said.DOES["open"]), told + given, began)
        for one in run.played:
            yield self._entry(one, case)
            case = one.case

    def _entry(self, one: Played, before: Case) -> Entry:
        command, names = one.step.command, self.names
        who, on = names.joined((names.who(command.by), command.actor)), names.moment(one.step.on)
        does = self.does(command)
        if isinstance(one.found, Refusal):
            possible = tuple(map(names.option, one.found.possible))
            return Entry(
                on, command.by, who, does, refused=names.refusal(one.found), why=one.found.why.value, possible=possible
            )
        led_to = tuple(line for event in one.found for line in self._led_to(event, command))
        return Entry(on, command.by, who, does, (*led_to, *self._told(one.found)), tuple(self._clocks(before, one.case)))

    def does(self, command: Command) -> str:
        """What a command asks for."""
        names, does = self.names, said.DOES
        match command:
            case Finish(task=task, outcome=outcome):
                return names.named(names.anything(task), names.outcome(task, outcome))
            case Take(act=act):
                return names.anything(act)
            case Suspend(clock=clock):
                return names.say(does["suspend"], x=names.anything(clock))
            case Resume(clock=clock):
                return names.say(does["resume"], x=names.anything(clock))
            case Extend(clock=clock):
                return names.say(does["extend"], x=names.anything(clock))
            case Expire(clock=clock):
                return names.say(does["expire"], x=names.anything(clock))
            case Assign(task=task, to=to):
                return names.say(does["assign"], x=names.anything(task), p=to)
            case Give():
                return names.say(does["give"])
            case State():
                return names.say(does["state"])
            case Note():
                return names.say(does["note"])
            case Open():
                return names.say(does["open"])

    def _led_to(self, event: Event, command: Command) -> Iterator[str]:
        names = self.names
        match event:
            case Finished():
                yield from self._finished(event)
            case Moved():
                yield self._moved(event)
            case Given(evidence=evidence):
                yield names.say(said.GIVEN, x=names.listed(map(names.paper, evidence)))
            case Told(facts=facts):
                yield names.say(said.TOLD, x=names.facts(facts))
            case Suspended(reason=reason) | Resumed(reason=reason) | Extended(reason=reason):
                if reason:
                    yield names.say(said.REASON, x=reason)
            case Certified(end=end, last_day=last_day):
                certificate = self.procedure.ends[end].certificate
                if certificate is not None:
                    title = names.text(certificate.title)
                    yield names.say(said.CERTIFIED, x=names.joined((title, names.until(last_day, known=not certificate.ask))))
            case Registered(register=register):
                yield names.say(said.REGISTERED, x=names.register(register))
            case Noted(text=text):
                yield names.say(said.REASON if isinstance(command, Take) else said.NOTED, x=text)
            case Projected(clock=clock, was=was, due=due):
                moments = ["–" if one is None else names.last_moment(one) for one in (was, due)]
                yield names.say(said.PROJECTED, x=names.anything(clock), a=moments[0], b=moments[1])
            case Migrated():
                yield names.say(said.MIGRATED)
            case Opened() | Assigned() | Expired() | Notified():
                pass

    def _told(self, events: tuple[Event, ...]) -> Iterator[str]:
        """Who was told, in the words of the notice."""
        told = [event for event in events if isinstance(event, Notified)]
        if told:
            notice = self.procedure.ends[told[0].end].notice
            text = "" if notice is None else self.names.text(notice.text)
            roles = self.names.listed(self.names.role(event.role) for event in told)
            yield self.names.say(said.NOTIFIED, x=roles, t=text)

    def _finished(self, event: Finished) -> Iterator[str]:
        names = self.names
        if event.silent:
            what = names.named(names.anything(event.task), names.outcome(event.task, event.outcome))
            yield names.joined((what, names.say(said.BY_SILENCE)))
        if event.reason:
            yield names.say(said.REASON, x=event.reason)
        if event.paid is not None:
            yield names.say(said.PAID, x=names.amounts.quantity(event.paid))
        if event.case:
            yield names.say(said.OTHER_CASE, x=event.case)

    def _moved(self, event: Moved) -> str:
        names = self.names
        to = names.place(event.to)
        to = names.say(said.STAYS, x=to) if event.left == event.to else f"→ {to}"
        known = [names.text(said.MARKS[mark]) for mark in event.marks if mark in said.MARKS]
        marks = names.say(said.COUNTS, x=names.listed(known)) if known else ""
        since = "" if event.counts_from is None else names.say(said.COUNTS_FROM, d=names.last_moment(event.counts_from))
        silent = names.say(said.BY_SILENCE) if event.cause == "silence" else ""
        kept = names.listed(names.named(names.anything(task), names.outcome(task, outcome)) for task, outcome in event.kept)
        return names.joined((to, marks, since, silent, names.say(said.KEPT, x=kept) if kept else ""))

    def _clocks(self, before: Case | None, after: Case) -> Iterator[str]:
        """What became of each clock since the case before."""
        for clock in self.procedure.clocks.values():
            earlier = () if before is None else courses(before, clock, self.procedure)
            for place, run in enumerate(courses(after, clock, self.procedure)):
                was = earlier[place] if place < len(earlier) else None
                what = tuple(self._changes(clock, was, run, before, after))
                if what:
                    ends = self.ends(clock, run, after) if run.runs else ""
                    yield self.names.named(self.names.text(clock.title), self.names.joined((*what, ends)))

    def _changes(self, clock: Clock, was: Course | None, run: Course, before: Case | None, after: Case) -> Iterator[str]:
        names = self.names
        if was is None:
            yield names.say(said.CLOCK["later" if run.started > after.on else "started"], d=names.moment(run.started))
            was = Course(run.started)
        if run == was and not self._ran_out(clock, run, before, after):
            return
        if run.extended > was.extended and clock.extension is not None:
            yield names.say(said.CLOCK["extended"], limit=names.limit(clock.extension.by))
        if (run.expired and not was.expired) or (run.met is None and self._ran_out(clock, run, before, after)):
            day = due_of(before or after, clock, was, self.rules)
            yield names.say(said.CLOCK["over"], d="–" if day is None else names.day(day, clock))
        elif run.met is not None and was.met is None:
            yield names.say(self._met(clock, run, after, run.met))
        if run.dropped is not None and was.dropped is None:
            yield names.say(said.CLOCK["dropped"])
        if run.runs and run.standing and not was.standing:
            yield names.say(said.CLOCK["stopped"], why=self._why(clock, run))
        if run.runs and was.standing and not run.standing:
            yield names.say(said.CLOCK["resumed"])

    def _ran_out(self, clock: Clock, run: Course, before: Case | None, after: Case) -> bool:
        """Whether the last moment passed between the step before and this one."""
        if before is None or not run.runs:
            return False
        ended = is_over(after, clock, run, self.rules, after.on)
        return ended is not None and is_over(before, clock, run, self.rules, before.on) is None

    def _met(self, clock: Clock, run: Course, case: Case, on: datetime) -> Words:
        """Whether a clock was met in time, as promised or as the law has it; without a known last day, that it was met."""
        if due_of(case, clock, run, self.rules) is None:
            return said.CLOCK["done"]
        if is_over(case, clock, run, self.rules, on) is not None:
            return said.CLOCK["missed"]
        return said.CLOCK["slow" if self._breaks_promise(clock, run, case, on) else "met"]

    def _breaks_promise(self, clock: Clock, run: Course, case: Case, on: datetime) -> bool:
        promise = replace(clock, limit=clock.promised)
        return clock.promised is not None and is_over(case, promise, replace(run, extended=0), self.rules, on) is not None

    def _why(self, clock: Clock, run: Course) -> str:
        """Why a clock stands still: stages, and the ground of a stop by hand."""
        names = self.names
        return names.listed(
            names.outcome(clock.id, why.removeprefix("ground ")) if why.startswith("ground ") else names.place(why)
            for why in run.standing
        )

    def ends(self, clock: Clock, run: Course, case: Case) -> str:
        """When a run of a clock ends, and until when it is promised; or why that cannot be told."""
        names = self.names
        if clock.limit is None:
            return names.say(said.NO_LIMIT, x=names.office(clock.ask))
        due = due_of(case, clock, run, self.rules)
        if due is None:
            return names.say(said.NO_LAST_DAY_YET if run.standing else said.NO_LAST_DAY)
        promised = None if clock.promised is None else due_of(case, clock, run, self.rules, clock.promised)
        until = "" if promised is None else names.say(said.PROMISED, d=names.day(promised, clock))
        return names.joined((names.say(said.DUE, d=names.day(due, clock)), until))

    def standing(self, run: Run) -> Standing:
        """Where the case stands after the last step."""
        case, names = run.case, self.names
        tasks = open_tasks(case, self.rules, case.on)
        waiting = (*tasks.waiting, *(task for task, _ in tasks.unsure))
        return Standing(
            case.at,
            names.place(case.at),
            case.at in self.procedure.ends,
            tuple(f"{names.who(task.role)} · {names.text(task.title)}" for task in waiting),
            tuple(dict.fromkeys(self._asked(tasks.waiting, tasks.missing, case))),
            tuple(self._final(case)),
            self._taken(run),
        )

    def _asked(self, tasks: tuple[Task, ...], missing: tuple[str, ...], case: Case) -> Iterator[str]:
        names = self.names
        for task in tasks:
            for paper in papers_of(task, case, self.rules, case.on):
                if paper.state in said.PAPER:
                    facts = names.listed(map(names.field, paper.missing))
                    yield names.say(said.PAPER[paper.state], x=names.paper(paper.evidence), m=facts)
            if task.fee:
                yield names.say(said.OWED_FEE, x=names.anything(task.fee))
        if missing:
            yield names.say(said.OWED_FACTS, x=names.listed(map(names.field, missing)))

    def _final(self, case: Case) -> Iterator[ClockLine]:
        names = self.names
        for clock in self.procedure.clocks.values():
            view = view_of(case, clock, self.rules, case.on)
            if view.condition is Condition.NOT_STARTED or view.course is None:
                continue
            told, running = self.condition(view, case), view.course.runs and view.course.started <= case.on
            ends = "" if view.course.dropped or view.course.expired else self.ends(clock, view.course, case)
            left = names.say(said.LEFT, limit=names.limit(view.left)) if view.left is not None and running else ""
            yield ClockLine(
                clock.id,
                view.condition.value,
                names.named(names.text(clock.title), names.joined((told, ends, left))),
                "" if view.due is None else view.due.moment.isoformat(" "),
                view.due is not None and view.due.provisional,
                "" if view.promised is None else view.promised.moment.isoformat(" "),
            )

    def condition(self, view: ClockView, case: Case) -> str:
        """How a clock that has started stands, in words."""
        names, course, clock = self.names, view.course, view.clock
        if course is None:
            return names.say(said.CONDITION[view.condition])
        if course.runs and course.started > case.on:
            return names.say(said.CLOCK["later"], d=names.moment(course.started))
        if course.expired and view.due is not None:
            return names.say(said.CLOCK["over"], d=names.day(view.due, clock))
        if course.met is not None:
            return names.say(self._met(clock, course, case, course.met))
        told = names.say(said.CONDITION[view.condition])
        broken = course.runs and not course.standing and self._breaks_promise(clock, course, case, case.on)
        return names.joined((told, names.say(said.PROMISE_BROKEN))) if broken else told

    def _taken(self, run: Run) -> tuple[Taken, ...]:
        names, until, calendar = self.names, run.case.on, self.rules.calendar()
        by_party: dict[str, list[str]] = {}
        for id in self.procedure.roles:
            by_party.setdefault(names.party(id)[0], []).append(id)
        spans = with_roles(run.events, self.rules, until=until)
        taken = [
            Taken(party, names.party(roles[0])[1], working_days(mine, calendar))
            for party, roles in by_party.items()
            if (mine := [span for span in spans if span.of in roles])
        ]
        official = [clock.id for clock in self.procedure.clocks.values() if self.procedure.roles[clock.binds].authority]
        still = working_days(standing_still(run.case, self.rules, official, until=until), calendar)
        open_for = [span for span in at_places(run.events, until=until) if span.of in self.procedure.stages]
        return (
            *taken,
            Taken("standing still", names.say(said.STANDING_STILL), still),
            Taken("all", names.say(said.WHOLE), working_days(union(open_for), calendar)),
        )


def run_as_json(run: Run, teller: CaseTeller) -> dict[str, Any]:
    """The timeline and where the case stands, for programs."""
    end = teller.procedure.ends.get(run.case.at)
    return {
        "procedure": run.scenario.procedure,
        "procedure_title": teller.names.text(teller.procedure.title),
        "version": teller.procedure.version,
        "hash": teller.procedure.hash,
        "title": teller.names.text(run.scenario.title),
        "enterprise": run.opened.enterprise,
        "timeline": [asdict(one) for one in teller.entries(run)],
        "stands": {**asdict(teller.standing(run)), "result": "" if end is None else end.result},
    }
