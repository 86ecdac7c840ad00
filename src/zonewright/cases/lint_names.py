"""Names in a procedure that lead nowhere, and rules that lack what the law asks of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from zonewright.benefits.units import unit_of_worth
from zonewright.cases.calendar import Calendar
from zonewright.cases.procedure import ADVERSE, Clock, End, EvidenceType, FromFact, FromYearEnds, LegalBasis, Move, Procedure
from zonewright.cases.registers import Register
from zonewright.errors import Diagnostic, Place, Severity
from zonewright.notation.shapes import nearest
from zonewright.schema.fields import FieldType, Schema
from zonewright.values import currencies

#: Units that cannot be counted back from a day.
HOURS: Final = frozenset({"hour", "working_hour", "minute", "working_minute"})


@dataclass(frozen=True, slots=True)
class Known:
    """What the pack around a procedure knows."""

    authorities: Collection[str]
    sources: Collection[str]
    evidence: Mapping[str, EvidenceType]
    registers: Mapping[str, Register]
    calendars: Mapping[str, Calendar]
    procedures: Collection[str]
    schema: Schema


def unknown_names(procedure: Procedure, known: Known) -> Iterator[Diagnostic]:
    """ZW804: roles, stages, papers, clocks, fees, authorities, sources and the like that are named but nowhere defined."""
    yield from _around(procedure, known)
    yield from _in_stages(procedure, known)
    yield from _in_ends(procedure, known)
    places = (*procedure.stages, *procedure.ends)
    for act in procedure.acts.values():
        yield from _unknown("role", (act.role,), procedure.roles, act.place)
        yield from _unknown("stage or end", (*act.stages, act.to), places, act.place)
        named = tuple(one for one in (act.within, act.after) if one)
        yield from _unknown("clock", named, procedure.clocks, act.place)
    for clock in procedure.clocks.values():
        yield from _in_clock(clock, procedure, known)
    for fee in procedure.fees.values():
        yield from _unknown("role", (fee.payer,), procedure.roles, fee.place)
        yield from _unknown("authority", (fee.ask,) if fee.ask else (), known.authorities, fee.place)
        yield from _bases((fee.basis,), known)
        if fee.amount is not None and _currency(procedure, fee.id, known.schema) is None:
            yield Diagnostic("ZW805", f"fee `{fee.id}` is no money", fee.place, "write its currency: 300 CNY")


def _around(procedure: Procedure, known: Known) -> Iterator[Diagnostic]:
    place = procedure.place
    for role in procedure.roles.values():
        yield from _unknown("authority", (role.authority,) if role.authority else (), known.authorities, role.place)
    yield from _calendar(procedure.calendar, procedure.rule, known, place)
    yield from _bases(procedure.basis, known)
    for question in procedure.open_questions:
        yield from _unknown("authority", (question.ask,), known.authorities, question.place)


def _calendar(id: str, rule: str, known: Known, place: Place) -> Iterator[Diagnostic]:
    if id not in known.calendars:
        yield from _unknown("calendar", (id,), known.calendars, place)
    else:
        yield from _unknown("rule of counting", (rule,) if rule else (), known.calendars[id].rules, place)


def _in_stages(procedure: Procedure, known: Known) -> Iterator[Diagnostic]:
    tasks = {task.id for stage in procedure.stages.values() for task in stage.tasks}
    places = (*procedure.stages, *procedure.ends)
    for stage in procedure.stages.values():
        outcomes = [move.outcome for move in stage.moves]
        for task in stage.tasks:
            yield from _unknown("role", (task.role,), procedure.roles, task.place)
            yield from _unknown("outcome", (*task.outcomes, *task.deciding), outcomes, task.place)
            yield from _unknown("fee", (task.fee,) if task.fee else (), procedure.fees, task.place)
            yield from _unknown("clock", (task.after,) if task.after else (), procedure.clocks, task.place)
            yield from _unknown("procedure", (task.opens,) if task.opens else (), known.procedures, task.place)
            for ask in task.asks:
                yield from _unknown("evidence", (ask.evidence,), known.evidence, ask.place)
                yield from _unknown("task", (ask.by,) if ask.by else (), tasks, ask.place)
        for move in stage.moves:
            for way in move.ways:
                yield from _unknown("stage or end", (way.to,), places, way.place)


def _in_ends(procedure: Procedure, known: Known) -> Iterator[Diagnostic]:
    for end in procedure.ends.values():
        if end.notice is not None:
            yield from _unknown("role", end.notice.to, procedure.roles, end.place)
        if end.certificate is not None and end.certificate.ask:
            yield from _unknown("authority", (end.certificate.ask,), known.authorities, end.place)
        if end.register is None:
            continue
        yield from _unknown("register", (end.register.register,), known.registers, end.register.place)
        register = known.registers.get(end.register.register)
        columns = (*end.register.from_facts, *end.register.fixed)
        if register is not None:
            yield from _unknown("column", columns, register.columns, end.register.place)
            empty = [key for key in register.key if key not in columns]
            if empty:
                said = f"the entry leaves `{empty[0]}` empty, which tells entries of `{register.id}` apart"
                yield Diagnostic("ZW806", said, end.register.place, f"add `{empty[0]}: {{field: ..}}`")
        yield from _unknown("field", end.register.from_facts.values(), known.schema.ids(), end.register.place)
        fixed = (column for column in end.register.fixed if register is None or column in register.columns)
        yield from _unknown("field", fixed, known.schema.ids(), end.register.place)


def _in_clock(clock: Clock, procedure: Procedure, known: Known) -> Iterator[Diagnostic]:
    moments = (*procedure.stages, *procedure.ends, *procedure.marks())
    yield from _unknown("role", (clock.binds,), procedure.roles, clock.place)
    yield from _unknown("authority", (clock.ask,) if clock.ask else (), known.authorities, clock.place)
    yield from _unknown("moment", clock.meets, moments, clock.place)
    yield from _unknown("stage", clock.rests_in, procedure.stages, clock.place)
    yield from _unknown("end", (clock.before,) if clock.before else (), procedure.ends, clock.place)
    if clock.calendar or procedure.calendar in known.calendars:
        yield from _calendar(clock.calendar or procedure.calendar, clock.rule, known, clock.place)
    yield from _bases((clock.basis, *(ground.basis for ground in clock.grounds)), known)
    match clock.starts:
        case FromFact(field):
            yield from _unknown("field", (field,), known.schema.ids(), clock.place)
            stated = known.schema.get(field)
            if stated is not None and (stated.type is not FieldType.DAY or stated.many):
                yield Diagnostic("ZW805", f"`{field}` is no day", clock.place, "name a field of type `day`")
        case FromYearEnds(after):
            yield from _unknown("moment", (after,), moments, clock.place)
        case starts:
            yield from _unknown("moment", starts, moments, clock.place)
    if clock.extension is not None:
        yield from _unknown("role", (clock.extension.role,), procedure.roles, clock.place)
        yield from _bases((clock.extension.basis,), known)
    back = (clock.warn, clock.limit if clock.before else None)
    if any(one is not None and one.unit in HOURS for one in back):
        yield Diagnostic("ZW805", f"`{clock.id}` counts hours back from a day", clock.place, "write days or working days")
    if clock.silence is not None:
        outcomes = {move.outcome for stage in procedure.stages.values() for move in stage.moves}
        yield from _unknown("outcome", (clock.silence.outcome,) if clock.silence.outcome else (), outcomes, clock.place)
        yield from _unknown("act", (clock.silence.act,) if clock.silence.act else (), procedure.acts, clock.place)


def _bases(bases: Iterable[LegalBasis | None], known: Known) -> Iterator[Diagnostic]:
    for basis in bases:
        if basis is not None:
            yield from _unknown("source", (basis.source,), known.sources, basis.place)


def _unknown(kind: str, names: Iterable[str], known: Collection[str], place: Place) -> Iterator[Diagnostic]:
    for name in names:
        if name not in known:
            yield Diagnostic("ZW804", f"unknown {kind} `{name}`", place, nearest(name, known))


def _currency(procedure: Procedure, fee: str, schema: Schema) -> str | None:
    amount = procedure.fees[fee].amount
    powers = () if amount is None else unit_of_worth(amount, schema).powers
    return next((base for base, power in powers if power == 1 and base in currencies()), None) if len(powers) == 1 else None


def one_space_of_names(procedure: Procedure, known: Known) -> Iterator[Diagnostic]:
    """ZW807: a stage, end or act with the name of another, a mark with that of a place, a task or a paper that stands twice."""
    seen: dict[str, str] = {}
    kinds = (("stage", procedure.stages), ("end", procedure.ends), ("act", procedure.acts))
    places = _places(procedure)
    for kind, named in kinds:
        for id in named:
            if id in seen:
                said = f"`{id}` is the name of {_article(seen[id])} and of {_article(kind)}"
                yield Diagnostic("ZW807", said, places[id], "rename one of them")
            seen.setdefault(id, kind)
    moves = ((move.marks, move.place) for stage in procedure.stages.values() for move in stage.moves)
    acts = ((tuple(mark for mark in act.marks if mark != act.id), act.place) for act in procedure.acts.values())
    for marks, place in (*moves, *acts):  # an act may make a mark of its own name
        for mark in marks:
            if seen.get(mark) in {"stage", "end"}:
                said = f"the mark `{mark}` has the name of {_article(seen[mark])}"
                yield Diagnostic("ZW807", said, place, "rename the mark")
    tasks: dict[str, str] = {}
    for stage in procedure.stages.values():
        for task in stage.tasks:
            if task.id in tasks:
                said = f"task `{task.id}` stands at `{tasks[task.id]}` and at `{stage.id}`"
                yield Diagnostic("ZW807", said, task.place, "rename one of them")
            tasks.setdefault(task.id, stage.id)
            asked = [(ask.evidence, ask.when, ask.by) for ask in task.asks]
            for id in dict.fromkeys(one[0] for one in asked if asked.count(one) > 1):
                yield Diagnostic("ZW807", f"task `{task.id}` asks for `{id}` twice", task.place, "name it once")


def _places(procedure: Procedure) -> dict[str, Place]:
    stages, ends = procedure.stages.values(), procedure.ends.values()
    places = {**{one.id: one.place for one in stages}, **{one.id: one.place for one in ends}}
    return {**places, **{one.id: one.place for one in procedure.acts.values()}}


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def rules_without_basis(procedure: Procedure, known: Known) -> Iterator[Diagnostic]:
    """ZW808: a time limit, an extension or a ground for stopping a clock without the text it rests on."""
    for clock in procedure.clocks.values():
        hint = "add `basis: {source: .., article: ..}`"
        if clock.limit is not None and clock.basis is None:
            yield Diagnostic("ZW808", f"clock `{clock.id}` has no legal basis", clock.place, hint)
        if clock.extension is not None and clock.extension.basis is None:
            yield Diagnostic("ZW808", f"the extension of `{clock.id}` has no legal basis", clock.place, hint)
        for ground in clock.grounds:
            if ground.basis is None:
                yield Diagnostic("ZW808", f"the ground `{ground.id}` of `{clock.id}` has no legal basis", clock.place, hint)


def refusals_without_remedy(procedure: Procedure, known: Known) -> Iterator[Diagnostic]:
    """ZW809: an end that takes something from the applicant needs a notice, a reason and a remedy."""
    for end in procedure.ends.values():
        if end.result not in ADVERSE:
            continue
        if end.notice is None:
            said = f"nobody is told of the end `{end.id}`"
            yield Diagnostic("ZW809", said, end.place, "add `notice: {to: [applicant], text: ..}`")
        yield from _without_reason(end, procedure)
        remedies = [act for act in procedure.acts.values() if end.id in act.stages and act.to != end.id]
        final = any(end.id in {way.to for way in move.ways} for _, move in _moves_after_acts(procedure))
        if not remedies and not final:
            said = f"there is nothing to be done against the end `{end.id}`"
            yield Diagnostic("ZW809", said, end.place, "add an act such as `appeal` that is possible in it")


def _without_reason(end: End, procedure: Procedure) -> Iterator[Diagnostic]:
    for stage in procedure.stages.values():
        for move in stage.moves:
            if not move.reason and any(way.to == end.id for way in move.ways):
                said = f"`{move.outcome}` leads to `{end.id}` without a reason"
                yield Diagnostic("ZW809", said, move.place, "add `reason: true`")


def _moves_after_acts(procedure: Procedure) -> Iterator[tuple[str, Move]]:
    """Moves at stages that only an act from an end opens: what is decided there is the remedy."""
    from_ends = {act.to for act in procedure.acts.values() if set(act.stages) <= set(procedure.ends)}
    by_moves = {way.to for stage in procedure.stages.values() for move in stage.moves for way in move.ways}
    for id in from_ends & procedure.stages.keys() - by_moves:
        yield from ((id, move) for move in procedure.stages[id].moves)


def questions_left_open(procedure: Procedure, known: Known) -> Iterator[Diagnostic]:
    """ZW810: a limit, fee or validity that the texts do not state: a note with the office to ask."""
    for clock in procedure.clocks.values():
        if clock.ask:
            yield _note(f"the limit of `{clock.id}` is not known", clock.ask, clock.place)
    for fee in procedure.fees.values():
        if fee.ask:
            yield _note(f"the amount of `{fee.id}` is not known", fee.ask, fee.place)
    for end in procedure.ends.values():
        if end.certificate is not None and end.certificate.ask:
            yield _note(f"how long the certificate of `{end.id}` is valid is not known", end.certificate.ask, end.place)


def _note(said: str, ask: str, place: Place) -> Diagnostic:
    return Diagnostic("ZW810", said, place, f"ask `{ask}`", Severity.NOTE)
