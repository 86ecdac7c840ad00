"""What BPMN has no place for, written as extension elements: words in three languages, roles, marks, bounds, clocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Final

from zonewright.cases.diagram_words import CONDITION, OTHERWISE, writable
from zonewright.cases.procedure import Act, Clock, End, FromFact, LegalBasis, Move, Procedure, Role, Stage, Task, Way
from zonewright.conditions.ast import Condition, fields_of, leaves
from zonewright.values import LANGUAGES, Words

NAMESPACE: Final = "urn:zonewright:procedure"


def text_of(words: str) -> str:
    """A text as it stands between tags."""
    return escape(writable(words), quote=False).replace("\r", "&#13;")


def value_of(words: str) -> str:
    """A text as it stands in an attribute."""
    return escape(writable(words)).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")


def tag(name: str, *parts: str, **attributes: str) -> str:
    """An element of our namespace; empty attributes are left out. An attribute ``is_`` is written ``is``."""
    said = "".join(f' {key.rstrip("_")}="{value_of(value)}"' for key, value in attributes.items() if value)
    body = "".join(parts)
    return f"<zw:{name}{said}>{body}</zw:{name}>" if body else f"<zw:{name}{said}/>"


def inner(name: str, id: str) -> str:
    """A reference to something of the procedure."""
    return tag(name, id=id)


class Carrier:
    """Writes what each part of a procedure carries; ``tell`` puts its conditions into words."""

    def __init__(self, tell: Callable[[Condition], str] | None) -> None:
        self.tell = tell

    def told(self, when: Condition | None, language: str) -> str:
        """A condition for people; for the last way, that it is the last."""
        if when is None:
            return OTHERWISE.in_language(language)
        return self.tell(when) if self.tell else CONDITION.in_language(language)

    def guard(self, when: Condition | None) -> str:
        """What is known of a condition without its pack: the fields it reads, and its words."""
        if when is None:
            return ""
        fields = dict.fromkeys(field for leaf in leaves(when) for field in fields_of(leaf))
        return tag("guard", text_of(self.tell(when)) if self.tell else "", fields=" ".join(fields))

    def stage(self, stage: Stage) -> str:
        return tag("stage", words("title", stage.title), id=stage.id, again="" if stage.again == "all" else stage.again)

    def task(self, task: Task) -> str:
        asks = "".join(tag("ask", self.guard(ask.when), evidence=ask.evidence, by=ask.by) for ask in task.asks)
        return tag(
            "task", words("title", task.title), asks, self.guard(task.when), id=task.id, role=task.role,
            outcomes=" ".join(task.outcomes), fee=task.fee, opens=task.opens, after=task.after,
            decides=" ".join(task.deciding) or _yes(task.decides),
        )  # fmt: skip

    def move(self, move: Move) -> str:
        return tag(
            "move", words("title", move.title), outcome=move.outcome, marks=" ".join(move.marks),
            most="" if move.most is None else str(move.most), reason=_yes(move.reason),
        )  # fmt: skip

    def way(self, way: Way) -> str:
        return tag("way", self.guard(way.when))

    def end(self, end: End) -> str:
        notice = tag("notice", words("text", end.notice.text), to=" ".join(end.notice.to)) if end.notice else ""
        certificate = ""
        if end.certificate is not None:
            paper = end.certificate
            certificate = tag("certificate", words("title", paper.title), valid=str(paper.valid or ""), ask=paper.ask)
        return tag("end", words("title", end.title), notice, certificate, id=end.id, result=end.result)


def carried_by_whole(procedure: Procedure) -> str:
    """What belongs to the whole: its title and version, what acts and clocks say, the basis."""
    return tag(
        "procedure",
        words("title", procedure.title),
        *(words("about", procedure.about) for _ in range(procedure.about is not None) if procedure.about),
        *_bases(procedure.basis),
        *(_act(act) for act in procedure.acts.values()),
        *(_clock(clock) for clock in procedure.clocks.values()),
        id=procedure.id, version=procedure.version, status=procedure.status, calendar=procedure.calendar, rule=procedure.rule,
    )  # fmt: skip


def carried_by_role(role: Role) -> str:
    """Who acts, for whom, and of which country."""
    return tag("role", words("title", role.title), id=role.id, party=role.party, authority=role.authority, country=role.country)


def words(name: str, said: Words) -> str:
    """The same words in each language."""
    return "".join(tag(name, text_of(said.in_language(language)), lang=language) for language in LANGUAGES)


def _yes(said: bool) -> str:
    return "true" if said else ""


def _act(act: Act) -> str:
    return tag(
        "act", words("title", act.title), id=act.id, role=act.role, marks=" ".join(act.marks),
        within=act.within, after=act.after, most="" if act.most is None else str(act.most), reason=_yes(act.reason),
    )  # fmt: skip


def _clock(clock: Clock) -> str:
    match clock.starts:
        case FromFact(field):
            starts = {"field": field}
        case tuple() as moments:
            starts = {"from_": " ".join(moments)}
        case year_ends:
            starts = {"each_year_end_after": year_ends.after}
    grounds = (tag("ground", words("title", one.title), *_bases((one.basis,)), id=one.id) for one in clock.grounds)
    more = clock.extension
    extension = tag("extension", *_bases((more.basis,)), by=str(more.by), role=more.role, times=str(more.times)) if more else ""
    said = ""
    if clock.silence is not None:
        since = "start" if clock.silence.since_start else ""
        said = tag("silence", outcome=clock.silence.outcome, act=clock.silence.act, since=since)
    return tag(
        "clock", words("title", clock.title), *_bases((clock.basis,)), *grounds, extension, said, id=clock.id,
        binds=clock.binds, limit=str(clock.limit or ""), ask=clock.ask, promised=str(clock.promised or ""), **starts,
        before=clock.before, to=" ".join(clock.meets), rests_in=" ".join(clock.rests_in), warn=str(clock.warn or ""),
        calendar=clock.calendar, rule=clock.rule,
    )  # fmt: skip


def _bases(bases: Iterable[LegalBasis | None]) -> tuple[str, ...]:
    return tuple(tag("basis", source=one.source, article=one.article) for one in bases if one is not None)
