"""What the ids of a procedure are called in one language: roles, places, clocks, papers, limits and moments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from babel import Locale

from zonewright.benefits.render import AmountTeller
from zonewright.cases.commands import Option, Refusal, Rules, Why
from zonewright.cases.deadlines import Due, Limit
from zonewright.cases.diagram_words import in_brackets, say_limit
from zonewright.cases.procedure import Clock, LegalBasis
from zonewright.conditions import phrases
from zonewright.conditions.ast import Condition
from zonewright.conditions.render import LOCALES, Teller
from zonewright.packs.model import Pack
from zonewright.report import words
from zonewright.report import words_of_cases as said
from zonewright.schema.fields import Facts
from zonewright.values import Words


class CaseNames:
    """Names everything that a case or a procedure of a pack speaks of."""

    def __init__(self, pack: Pack, rules: Rules, language: str) -> None:
        self.pack, self.rules, self.language = pack, rules, language
        self.procedure = rules.procedure
        self.teller = Teller(pack.schema, pack.world, language)
        self.amounts = AmountTeller(self.teller)

    def say(self, text: Words, **parts: str) -> str:
        return text.in_language(self.language).format(**parts)

    def text(self, text: Words | None) -> str:
        return "" if text is None else text.in_language(self.language)

    def listed(self, texts: Iterable[str]) -> str:
        return self.say(phrases.COMMA).join(texts)

    def joined(self, texts: Iterable[str]) -> str:
        """Several statements in one line."""
        return " · ".join(text for text in texts if text)

    def named(self, name: str, text: str) -> str:
        """A name and what it is, with the colon of the language."""
        return self.say(words.SUMMARY, t=name, v=text)

    def head(self, name: Words) -> str:
        """A name over what follows, with the colon of the language."""
        return self.named(self.text(name), "").rstrip()

    def role(self, id: str) -> str:
        role = self.procedure.roles.get(id)
        return id if role is None else self.text(role.title)

    def who(self, id: str) -> str:
        """A role with its country, where it has one."""
        role = self.procedure.roles.get(id)
        if role is None or not role.country:
            return self.role(id)
        return in_brackets(self.text(role.title), self.country(role.country), self.language)

    def country(self, code: str) -> str:
        name: str = Locale.parse(LOCALES[self.language]).territories.get(code, code)
        return name

    def party(self, role: str) -> tuple[str, str]:
        """Who stands behind a role, as an id and a name: an authority with all its roles, or a party."""
        one = self.procedure.roles.get(role)
        if one is None or not one.authority:
            return role, self.who(role)
        return f"authority {one.authority}", self.office(one.authority)

    def office(self, id: str) -> str:
        known = self.pack.zone.authorities.get(id)
        return id if known is None else self.text(known.name)

    def place(self, id: str) -> str:
        return self.text(self.procedure.title_of(id)) or id

    def mark(self, id: str) -> str:
        """A moment: arriving at a place, one that goes by its usual name, or what makes it."""
        if self.procedure.title_of(id) is not None or id in said.MARKS:
            return self.place(id) if id not in said.MARKS else self.say(said.MARKS[id])
        moves = (move for stage in self.procedure.stages.values() for move in stage.moves)
        by_moves = (self.text(move.title) for move in moves if id in move.marks)
        by_acts = (self.text(act.title) for act in self.procedure.acts.values() if id in act.marks)
        return self.listed(dict.fromkeys((*by_moves, *by_acts))) or id

    def condition(self, condition: Condition) -> str:
        return self.amounts.condition(condition)

    def paper(self, id: str) -> str:
        known = self.rules.evidence.get(id)
        return id if known is None else self.text(known.title)

    def field(self, id: str) -> str:
        return self.teller.label(id) if id in self.pack.schema else id

    def fee(self, id: str) -> str:
        """A fee with what it comes to, or whom to ask."""
        fee = self.procedure.fees[id]
        amount = self.say(said.ASK, x=self.office(fee.ask)) if fee.amount is None else self.amounts.worth(fee.amount)
        return self.named(self.text(fee.title), amount)

    def register(self, id: str) -> str:
        known = self.pack.casework.registers.get(id)
        return id if known is None else self.text(known.title)

    def facts(self, facts: Facts) -> str:
        """Facts with their labels, in one line."""
        told = (self.named(self.field(id), self.teller.value(self.pack.schema[id], value)) for id, value in facts.items())
        return self.say(said.BETWEEN).join(told)

    def outcome(self, task: str, outcome: str) -> str:
        """The outcome of a task, or the ground of a clock."""
        found = self.procedure.task(task)
        move = None if found is None else found[0].move(outcome)
        if move is not None:
            return self.text(move.title)
        clock = self.procedure.clocks.get(task)
        ground = None if clock is None else clock.ground(outcome)
        return outcome if ground is None else self.text(ground.title)

    def anything(self, id: str) -> str:
        """What an id is called, whatever it belongs to."""
        procedure, found = self.procedure, self.procedure.task(id)
        if found is not None:
            return self.text(found[1].title)
        for known in (procedure.acts, procedure.clocks, procedure.stages, procedure.ends, procedure.fees, procedure.roles):
            if id in known:
                return self.text(known[id].title)
        moves = (move for stage in procedure.stages.values() for move in stage.moves if move.outcome == id)
        grounds = (ground for clock in procedure.clocks.values() for ground in clock.grounds if ground.id == id)
        titled = next(moves, None) or next(grounds, None)
        if titled is not None:
            return self.text(titled.title)
        if id in self.rules.evidence:
            return self.paper(id)
        other = self.pack.casework.procedures.get(id)
        return self.field(id) if other is None else self.text(other.title)

    def basis(self, basis: LegalBasis | None) -> str:
        """A law or rule by its number or title, with the article."""
        if basis is None:
            return ""
        cited = self.pack.sources.get(basis.source)
        name = basis.source if cited is None else cited.number or self.text(cited.title)
        return f"{name}, {basis.article}" if basis.article else name

    def limit(self, limit: Limit) -> str:
        return say_limit(limit, self.language)

    def moment(self, moment: datetime) -> str:
        """A day with its minute; the start of a day without."""
        return f"{moment:%Y-%m-%d}" if moment.time() == time() else f"{moment:%Y-%m-%d %H:%M}"

    def day(self, due: Due, clock: Clock) -> str:
        """The end of a clock: a day or a minute, whether it may yet move, and in whose time where that is another's."""
        text = due.day.isoformat() if due.whole_day else f"{due.moment:%Y-%m-%d %H:%M}"
        calendar = self.rules.calendar(clock.calendar)
        if not due.whole_day and calendar.offset != self.rules.calendar().offset:
            text = self.say(said.IN_TIME_OF, d=text, x=self.text(calendar.title))
        return self.say(said.PROVISIONAL, d=text) if due.provisional else text

    def option(self, one: Option) -> str:
        """Something that can be done, and by whom."""
        outcomes = self.listed(self.outcome(one.id, outcome) for outcome in one.outcomes)
        text = self.say(said.OPTION[one.kind], x=self.anything(one.id), m=outcomes)
        return in_brackets(text, self.role(one.by), self.language)

    def refusal(self, one: Refusal) -> str:
        """Why something was not taken."""
        match one.why:
            case Why.NOT_YOUR_ROLE:
                missing = self.listed(map(self.who, one.missing))
            case Why.FACT_MISSING:
                missing = self.listed(map(self.field, one.missing))
            case _:
                missing = self.listed(map(self.anything, one.missing))
        late = "" if one.due is None else self.last_moment(one.due)
        return self.say(said.WHY[one.why], x=self.anything(one.about), m=missing, d=late)

    def last_moment(self, moment: datetime) -> str:
        """The last moment of a limit: its day where the day counts whole."""
        return moment.date().isoformat() if moment.time() == time.max.replace(microsecond=0) else self.moment(moment)

    def until(self, last: date | None, *, known: bool) -> str:
        """How long something is valid."""
        if last is not None:
            return self.say(said.UNTIL, d=last.isoformat())
        return self.say(said.WITHOUT_END if known else said.NO_LAST_DAY)
