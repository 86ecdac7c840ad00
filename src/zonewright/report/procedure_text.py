"""A procedure for people: who does what on which papers, within which time, what may happen, and what is not known yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from zonewright.cases.diagram_words import RESULTS, UNKNOWN_LIMIT, in_brackets
from zonewright.cases.procedure import Act, Ask, Clock, End, FromFact, FromYearEnds, Move, Procedure, Stage, Task, Way
from zonewright.packs.model import Pack
from zonewright.report import words
from zonewright.report import words_of_cases as said
from zonewright.report.case_names import CaseNames
from zonewright.values import Words

#: A line with how deep it stands.
Line: TypeAlias = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what is told about a procedure."""

    id: str
    title: str
    lines: tuple[Line, ...]


class ProcedureTeller:
    """Tells one procedure in one language."""

    def __init__(self, names: CaseNames) -> None:
        self.names, self.procedure = names, names.procedure

    def say(self, text: Words, **parts: str) -> str:
        return self.names.say(text, **parts)

    def head(self) -> Iterator[Line]:
        """What it is, on what it rests, and which measures name it."""
        names, one = self.names, self.procedure
        status = names.text(words.STATUS[one.status]) if one.status else ""
        yield 0, names.joined((names.text(one.title), one.id, self.say(said.VERSION, v=one.version), status))
        for text in (one.about, one.status_note):
            if text is not None:
                yield 1, names.text(text)
        yield (
            1,
            self.said(said.MEASURES, measures_that_name(names)) if measures_that_name(names) else self.say(said.NO_MEASURES),
        )
        if one.basis:
            yield 1, self.said(said.BASIS, self.say(said.BETWEEN).join(map(names.basis, one.basis)))
        yield 1, self.say(said.CALENDAR, x=names.text(names.rules.calendar().title))
        yield 1, self.said(said.HASH, one.hash)

    def said(self, name: Words, text: str) -> str:
        return self.names.named(self.names.text(name), text)

    def parts(self) -> Iterator[Part]:
        """Every part that has something to say."""
        told = {
            "roles": self._roles(),
            "stages": (line for number, stage in enumerate(self._in_order(), 1) for line in self._stage(number, stage)),
            "acts": (line for act in self.procedure.acts.values() for line in self._act(act)),
            "clocks": (line for clock in self.procedure.clocks.values() for line in self._clock(clock)),
            "fees": self._fees(),
            "ends": (line for end in self.procedure.ends.values() for line in self._end(end)),
            "unknown": self.unknown(),
        }
        for id, found in told.items():
            lines = tuple(found)
            if lines:
                yield Part(id, self.names.text(said.PARTS[id]), lines)

    def _roles(self) -> Iterator[Line]:
        for role in self.procedure.roles.values():
            behind = self.names.office(role.authority) if role.authority else ""
            yield 1, self.names.joined((self.names.who(role.id), behind))

    def _in_order(self) -> tuple[Stage, ...]:
        """The stages as a case may come to them; those that only acts lead to stand last."""
        stages, found = self.procedure.stages, [self.procedure.start]
        for id in found:
            ways = (way.to for move in stages[id].moves for way in move.ways)
            found += [to for to in dict.fromkeys(ways) if to in stages and to not in found]
        return tuple(stages[id] for id in dict.fromkeys((*found, *stages)))

    def _stage(self, number: int, stage: Stage) -> Iterator[Line]:
        yield 1, f"{number}. {self.names.text(stage.title)}"
        for task in stage.tasks:
            yield from self._task(task)
        for move in stage.moves:
            yield from self._move(move)

    def _task(self, task: Task) -> Iterator[Line]:
        names = self.names
        opens = self.say(said.OPENS, x=names.anything(task.opens)) if task.opens else ""
        fee = names.fee(task.fee) if task.fee else ""
        decides = self.say(said.DECIDES) if task.decides else ""
        yield 2, names.joined((names.named(names.who(task.role), names.text(task.title)), decides, fee, opens))
        if task.when is not None:
            yield 3, self.say(said.IF, c=names.condition(task.when))
        if task.asks:
            yield 3, self.said(said.ASKS, self.say(said.BETWEEN).join(map(self._asked, task.asks)))

    def _asked(self, ask: Ask) -> str:
        names, kind = self.names, self.names.rules.evidence.get(ask.evidence)
        notes = []
        if kind is not None and kind.held_by in said.HELD:
            notes.append(self.say(said.HELD[kind.held_by]))
        if kind is not None and kind.valid is not None:
            notes.append(self.say(said.VALID, x=names.teller.period(kind.valid)))
        if ask.when is not None:
            notes.append(self.say(said.IF, c=names.condition(ask.when)))
        if ask.by:
            notes.append(self.say(said.LATER, x=names.anything(ask.by)))
        paper = names.paper(ask.evidence)
        return in_brackets(paper, self.say(said.BETWEEN).join(notes), names.language) if notes else paper

    def _move(self, move: Move) -> Iterator[Line]:
        names = self.names
        notes = self._limits(move.most, reason=move.reason)
        if len(move.ways) == 1 and move.ways[0].when is None:
            yield 2, names.joined((f"{names.text(move.title)} → {names.place(move.ways[0].to)}", notes))
            return
        yield 2, names.joined((names.text(move.title), notes))
        for way in move.ways:
            yield 3, self._way(way)

    def _way(self, way: Way) -> str:
        where = self.say(said.OTHERWISE) if way.when is None else self.say(said.IF, c=self.names.condition(way.when))
        return f"{where} → {self.names.place(way.to)}"

    def _limits(self, most: int | None, *, reason: bool) -> str:
        often = "" if most is None else self._times(most)
        return self.names.joined((often, self.say(said.NEEDS_REASON) if reason else ""))

    def _times(self, most: int) -> str:
        return self.say(said.ONCE if most == 1 else said.MOST, n=str(most))

    def _act(self, act: Act) -> Iterator[Line]:
        names = self.names
        to = f" → {names.place(act.to)}" if (act.to,) != act.stages else ""
        notes = self._limits(act.most, reason=act.reason)
        yield 1, names.joined((names.named(names.who(act.role), names.text(act.title)) + to, notes))
        yield 2, self.say(said.AT_STAGES, x=names.listed(map(names.place, act.stages)))
        if act.within:
            yield 2, self.say(said.WITHIN, x=names.anything(act.within))

    def _clock(self, clock: Clock) -> Iterator[Line]:
        names = self.names
        yield 1, names.named(names.text(clock.title), names.joined((self.time(clock), names.who(clock.binds))))
        calendar = clock.calendar not in {"", self.procedure.calendar}
        ends = "" if clock.before else self.say(said.ENDS, x=names.listed(map(names.mark, clock.meets)))
        other = self.say(said.OTHER_CALENDAR, x=names.text(names.rules.calendar(clock.calendar).title)) if calendar else ""
        yield 2, names.joined((self._starts(clock), ends, other))
        if clock.rests_in:
            yield 2, self.say(said.RESTS, x=names.listed(map(names.place, clock.rests_in)))
        for ground in clock.grounds:
            yield 2, names.joined((self.say(said.GROUNDS, x=names.text(ground.title)), names.basis(ground.basis)))
        if clock.extension is not None:
            often, by = self._times(clock.extension.times), names.limit(clock.extension.by)
            told = self.say(said.EXTENDED_BY, limit=by, who=names.role(clock.extension.role), n=often)
            yield 2, names.joined((told, names.basis(clock.extension.basis)))
        if clock.silence is not None:
            since = self.say(said.SINCE_START) if clock.silence.since_start else ""
            meaning = names.anything(clock.silence.act or clock.silence.outcome)
            yield 2, names.joined((self.say(said.SILENCE, x=meaning), since))
        if clock.warn is not None:
            yield 2, self.say(said.WARNED, limit=names.limit(clock.warn))
        if clock.basis is not None:
            yield 2, self.said(said.BASIS, names.basis(clock.basis))

    def time(self, clock: Clock) -> str:
        """The limit of a clock, and what is promised against it."""
        names = self.names
        if clock.limit is None:
            unknown = names.text(UNKNOWN_LIMIT)
            return in_brackets(unknown, self.say(said.ASK, x=names.office(clock.ask)), names.language)
        if clock.promised is None:
            return names.limit(clock.limit)
        return self.say(said.PROMISED_FOR, p=names.limit(clock.promised), l=names.limit(clock.limit))

    def _starts(self, clock: Clock) -> str:
        names = self.names
        match clock.starts:
            case FromFact(field):
                return self.say(said.STARTS, x=self.say(said.FROM_FACT, x=names.field(field)))
            case FromYearEnds(after):
                return self.say(said.STARTS, x=self.say(said.FROM_YEAR_ENDS, x=names.mark(after)))
            case _ if clock.before:
                return self.say(said.BEFORE, x=names.place(clock.before))
            case starts:
                return self.say(said.STARTS, x=names.listed(map(names.mark, starts)))

    def _fees(self) -> Iterator[Line]:
        names = self.names
        for fee in self.procedure.fees.values():
            yield 1, names.joined((names.fee(fee.id), self.say(said.PAYER, x=names.role(fee.payer)), names.basis(fee.basis)))

    def _end(self, end: End) -> Iterator[Line]:
        names = self.names
        yield 1, names.joined((names.text(end.title), names.text(RESULTS[end.result])))
        if end.notice is not None:
            told = names.listed(map(names.role, end.notice.to))
            yield 2, self.say(said.NOTICE, x=told, t=names.text(end.notice.text))
        if end.certificate is not None:
            yield 2, self.say(said.CERTIFICATE, x=names.joined((names.text(end.certificate.title), self._validity(end))))
        if end.register is not None:
            yield 2, self.say(said.REGISTERED, x=names.register(end.register.register))

    def _validity(self, end: End) -> str:
        certificate = end.certificate
        assert certificate is not None  # noqa: S101  # asked for ends that have one
        if certificate.ask:
            ask = self.say(said.ASK, x=self.names.office(certificate.ask))
            return in_brackets(self.say(said.NO_LAST_DAY), ask, self.names.language)
        if certificate.valid is None:
            return self.say(said.WITHOUT_END)
        return self.say(said.VALID, x=self.names.teller.period(certificate.valid))

    def unknown(self) -> Iterator[Line]:
        """Everything that the texts leave open, and whom to ask."""
        names, one = self.names, self.procedure
        for question in one.open_questions:
            yield 1, names.joined((names.text(question.question), self.say(said.ASK, x=names.office(question.ask))))
        limits = ((clock.title, clock.ask) for clock in one.clocks.values())
        fees = ((fee.title, fee.ask) for fee in one.fees.values())
        for title, ask in (*limits, *fees):
            if ask:
                yield 1, names.joined((names.text(title), self.say(said.ASK, x=names.office(ask))))
        for end in one.ends.values():
            if end.certificate is not None and end.certificate.ask:
                yield 1, names.joined((names.text(end.certificate.title), self._validity(end)))

    def overview(self) -> tuple[str, str]:
        """Two lines for a list: what it is, and how long it takes."""
        names, one = self.names, self.procedure
        status = names.text(words.STATUS[one.status]) if one.status else ""
        unknown = sum(1 for _ in self.unknown())
        counts = (
            self.say(said.STAGE_COUNT, n=str(len(one.stages))),
            *(names.named(names.text(clock.title), self.time(clock)) for clock in one.clocks.values() if self._matters(clock)),
            self.say(said.UNKNOWN_COUNT, n=str(unknown)) if unknown else "",
            self.said(said.MEASURES, measures_that_name(names)) if measures_that_name(names) else self.say(said.NO_MEASURES),
        )
        return names.joined((names.text(one.title), self.say(said.VERSION, v=one.version), status)), names.joined(counts)

    def _matters(self, clock: Clock) -> bool:
        """Whether it binds an authority: what an enterprise waits for."""
        return bool(self.procedure.roles[clock.binds].authority)


def measures_that_name(names: CaseNames) -> str:
    """The measures that are applied for so, by their titles."""
    measures = (measure for measure in names.pack.measures if measure.procedure == names.procedure.id)
    return names.listed(names.text(measure.title) for measure in measures)


def procedure_as_json(teller: ProcedureTeller) -> dict[str, Any]:
    """A procedure for programs: ids and exact limits beside the words."""
    names, one = teller.names, teller.procedure
    return {
        **_summary(one, names.pack, names),
        "about": names.text(one.about),
        "status_note": names.text(one.status_note),
        "calendar": one.calendar,
        "basis": [names.basis(basis) for basis in one.basis],
        "roles": [{"role": role.id, "name": names.who(role.id), "country": role.country} for role in one.roles.values()],
        "clocks": [
            {
                "clock": clock.id,
                "title": names.text(clock.title),
                "binds": clock.binds,
                "limit": None if clock.limit is None else str(clock.limit),
                "promised": None if clock.promised is None else str(clock.promised),
                "ask": clock.ask or None,
                "basis": names.basis(clock.basis),
            }
            for clock in one.clocks.values()
        ],
        "parts": {part.id: [text for _, text in part.lines] for part in teller.parts()},
    }


def _summary(one: Procedure, pack: Pack, names: CaseNames) -> dict[str, Any]:
    return {
        "procedure": one.id,
        "title": names.text(one.title),
        "version": one.version,
        "hash": one.hash,
        "status": one.status,
        "stages": list(one.stages),
        "ends": list(one.ends),
        "measures": [measure.id for measure in pack.measures if measure.procedure == one.id],
    }
