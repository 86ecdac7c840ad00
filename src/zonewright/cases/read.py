"""A procedure as written to a procedure as meant; every mistake is told with its place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from collections.abc import Mapping as AbstractMapping
from types import MappingProxyType
from typing import Any

from zonewright.benefits.ast import Worth
from zonewright.benefits.read import read_worth
from zonewright.cases.procedure import (
    Act,
    Ask,
    Certificate,
    Clock,
    End,
    EvidenceType,
    Extension,
    Fee,
    FromFact,
    FromYearEnds,
    Ground,
    Move,
    Notice,
    Procedure,
    RegisterEntry,
    Role,
    Silence,
    Stage,
    Task,
    Way,
)
from zonewright.cases.shapes import PROCEDURE, SECTIONS
from zonewright.conditions.ast import Condition
from zonewright.conditions.read import Vocabulary, read_condition
from zonewright.errors import Report
from zonewright.notation.shapes import Located, nearest
from zonewright.notation.tree import Listing, Mapping, Node, Scalar
from zonewright.values import DateRange

#: The word for every stage in the places of an act.
OPEN = "open"


def with_parts(node: Node, parts: AbstractMapping[str, Node], report: Report) -> Node:
    """The procedure with the entries of its parts behind its own."""
    if not isinstance(node, Mapping):
        return node
    named = node.get("parts")
    items = named.items if isinstance(named, Listing) else ()
    sections = {key.text: value for key, value in node.entries}
    for item in items:
        if not isinstance(item, Scalar):
            continue
        part = parts.get(item.text)
        if part is None:
            report.error("ZW801", f"unknown part `{item.text}`", item.place, hint=nearest(item.text, parts))
        elif isinstance(part, Mapping):
            for section in SECTIONS:
                sections = _joined(sections, section, part.get(section), report)
    keys = {key.text: key for key, _ in node.entries}
    entries = ((keys.get(name, Scalar(name, value.place)), value) for name, value in sections.items())
    return Mapping(tuple(entries), node.place)


def _joined(sections: dict[str, Node], name: str, more: Node | None, report: Report) -> dict[str, Node]:
    own = sections.get(name)
    if not isinstance(more, Mapping):
        return sections
    if not isinstance(own, Mapping):
        return {**sections, name: more}
    taken = {key.text: key for key, _ in own.entries}
    for key, _ in more.entries:
        if key.text in taken:
            hint = f"it also stands at {key.place}: rename one"
            report.error("ZW801", f"`{key.text}` of a part stands in the procedure too", taken[key.text].place, hint=hint)
    added = tuple(entry for entry in more.entries if entry[0].text not in taken)
    return {**sections, name: Mapping((*own.entries, *added), own.place)}


def hash_of(node: Node) -> str:
    """The SHA-256 of all that a node says, whatever its layout; the order of keys counts."""
    return hashlib.sha256(json.dumps(_plain(node), ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _plain(node: Node) -> Any:  # noqa: ANN401  # lists and texts for JSON
    match node:
        case Scalar(text):
            return text
        case Listing(items):
            return [_plain(item) for item in items]
        case Mapping(entries):
            return {"": [[key.text, _plain(value)] for key, value in entries]}


def read_procedure(
    node: Node, vocabulary: Vocabulary, countries: AbstractMapping[str, str], report: Report
) -> Procedure | None:
    """The procedure that a tree says; None where a part that everything hangs on could not be read.

    ``countries`` are those of the authorities. Guards and fees are read with the fields of the pack.
    """
    at = PROCEDURE.located(node, report)
    return None if at is None else ProcedureReader(vocabulary, countries, report).procedure(at, PROCEDURE.is_whole(at), node)


class ProcedureReader:
    """Reads one procedure."""

    def __init__(self, vocabulary: Vocabulary, countries: AbstractMapping[str, str], report: Report) -> None:
        self.vocabulary, self.countries, self.report = vocabulary, countries, report

    def procedure(self, at: Located, whole: bool, node: Node) -> Procedure | None:
        stages = {id: self.stage(id, one) for id, one in at.get("stages", {}).items()}
        every = tuple(stages)
        roles = {id: self.role(id, one) for id, one in at.get("roles", {}).items()}
        ends = {id: self.end(id, one) for id, one in at.get("ends", {}).items()}
        acts = {id: self.act(id, one, every) for id, one in at.get("acts", {}).items()}
        clocks = {id: self.clock(id, one) for id, one in at.get("clocks", {}).items()}
        fees = {id: self.fee(id, one) for id, one in at.get("fees", {}).items()}
        if not whole or not stages:
            return None
        return Procedure(
            at.get("id"),
            at.get("title"),
            at.get("version"),
            hash_of(node),
            at.get("calendar"),
            at.get("rule", "general"),
            MappingProxyType(roles),
            MappingProxyType(stages),
            MappingProxyType(ends),
            MappingProxyType(acts),
            MappingProxyType(clocks),
            MappingProxyType(fees),
            at.get("status", ""),
            at.get("status_note"),
            at.get("about"),
            at.get("in_force", DateRange()),
            at.get("basis", ()),
            at.get("open_questions", ()),
            at.place,
        )

    def when(self, at: Located) -> Condition | None:
        written = at.get("when")
        return None if written is None else read_condition(written, self.vocabulary, self.report)

    def role(self, id: str, at: Located) -> Role:
        party, authority, country = at.get("party", ""), at.get("authority", ""), at.get("country", "")
        if bool(party) == bool(authority):
            self.report.error("ZW802", f"role `{id}` is a party, or it belongs to an authority", at.place,
                              hint="write `party: applicant`, `party: partner` or `authority: <id>`")  # fmt: skip
        if party == "partner" and not country:
            self.report.error("ZW802", f"role `{id}` is a partner without a country", at.place, hint="add `country: KR`")
        return Role(id, at.get("title"), party, authority, country or self.countries.get(authority, ""), at.place)

    def stage(self, id: str, at: Located) -> Stage:
        tasks = tuple(self.task(task, one) for task, one in at.get("tasks", {}).items())
        moves = tuple(self.move(outcome, one) for outcome, one in at.get("moves", {}).items())
        return Stage(id, at.get("title"), tasks, moves, at.get("again", "all"), at.place)

    def task(self, id: str, at: Located) -> Task:
        asks = tuple(self.ask(one, at) for one in at.get("asks", ()))
        decides = at.get("decides", False)
        deciding = decides if isinstance(decides, tuple) else ()
        return Task(
            id, at.get("title"), at.get("role"), self.when(at), at.get("outcomes", ()), asks, at.get("fee", ""),
            bool(decides), deciding, at.get("opens", ""), at.get("after", ""), at.place,
        )  # fmt: skip

    def ask(self, one: str | Located, task: Located) -> Ask:
        if isinstance(one, str):
            return Ask(one, place=task.places["asks"])
        return Ask(one.get("evidence"), self.when(one), one.get("by", ""), one.place)

    def move(self, outcome: str, at: Located) -> Move:
        ways = tuple(Way(one.get("to"), self.when(one), one.place) for one in at.get("to", ()))
        most = at.get("most")
        return Move(outcome, at.get("title"), ways, at.get("marks", ()), most, at.get("reason", False), at.place)

    def end(self, id: str, at: Located) -> End:
        notice, certificate, register = at.get("notice"), at.get("certificate"), at.get("register")
        return End(
            id,
            at.get("title"),
            at.get("result"),
            None if notice is None else Notice(notice.get("to", ()), notice.get("text")),
            None if certificate is None else self.certificate(certificate),
            None if register is None else self.entry(register),
            at.place,
        )

    def certificate(self, at: Located) -> Certificate:
        if at.get("valid") is not None and at.get("unknown") is not None:
            self.report.error("ZW803", "the validity is stated and said to be unknown", at.place, hint="keep one of them")
        return Certificate(at.get("title"), at.get("valid"), at.get("unknown", ""))

    def entry(self, at: Located) -> RegisterEntry:
        facts, fixed = {}, {}
        for column, one in at.get("columns", {}).items():
            if (one.get("field") is None) == (one.get("value") is None):
                self.report.error("ZW803", f"column `{column}` has a `field` or a `value`", one.place, hint="write one of them")
            elif one.get("field") is not None:
                facts[column] = one.get("field")
            else:
                fixed[column] = one.get("value")
        return RegisterEntry(at.get("register"), MappingProxyType(facts), MappingProxyType(fixed), at.place)

    def act(self, id: str, at: Located, every: Iterable[str]) -> Act:
        named = at.get("in", ())
        places = tuple(dict.fromkeys(one for name in named for one in (every if name == OPEN else (name,))))
        return Act(
            id, at.get("title"), at.get("role"), places, at.get("to"), at.get("marks", ()), at.get("within", ""),
            at.get("most"), at.get("reason", False), at.get("after", ""), at.place,
        )  # fmt: skip

    def clock(self, id: str, at: Located) -> Clock:
        extension, silence = at.get("extension"), at.get("at_expiry")
        self.one_of(at, id, "limit", "unknown")
        self.one_of(at, id, "from", "before")
        if silence is not None:
            self.one_of(silence, id, "outcome", "act")
        grounds = tuple(Ground(one, w.get("title"), w.get("basis")) for one, w in at.get("grounds", {}).items())
        return Clock(
            id,
            at.get("title"),
            at.get("binds"),
            at.get("limit"),
            at.get("unknown", ""),
            at.get("promised"),
            self.starts(id, at),
            at.get("before", ""),
            at.get("to", ()),
            at.get("rests_in", ()),
            grounds,
            None if extension is None else self.extension(extension),
            None
            if silence is None
            else Silence(silence.get("outcome", ""), silence.get("act", ""), silence.get("since") == "start"),
            at.get("warn"),
            at.get("calendar", ""),
            at.get("rule", ""),
            at.get("basis"),
            at.place,
        )

    def extension(self, at: Located) -> Extension:
        return Extension(at.get("by"), at.get("role"), at.get("times", 1), at.get("basis"))

    def starts(self, id: str, at: Located) -> tuple[str, ...] | FromFact | FromYearEnds:
        written = at.get("from", ())
        if isinstance(written, tuple):
            return written
        self.one_of(written, id, "field", "each_year_end_after")
        field = written.get("field")
        return FromYearEnds(written.get("each_year_end_after", "")) if field is None else FromFact(field)

    def one_of(self, at: Located, id: str, one: str, other: str) -> None:
        if (at.get(one) is None) == (at.get(other) is None) and (one in at.places) == (other in at.places):
            self.report.error("ZW803", f"clock `{id}` has `{one}` or `{other}`", at.place, hint="write one of them")

    def fee(self, id: str, at: Located) -> Fee:
        self.one_of(at, id, "amount", "unknown")
        written = at.get("amount")
        amount: Worth | None = None if written is None else read_worth(written, self.vocabulary, self.report)
        return Fee(id, at.get("title"), at.get("payer"), amount, at.get("unknown", ""), at.get("basis"), at.place)


def read_evidence(written: AbstractMapping[str, Located]) -> AbstractMapping[str, EvidenceType]:
    """The kinds of paper of a pack."""
    return MappingProxyType(
        {
            id: EvidenceType(
                id, at.get("title"), at.get("proves", ()), at.get("from", ""), at.get("held_by", "enterprise"),
                at.get("valid"), at.place,
            )
            for id, at in written.items()
        }
    )  # fmt: skip
