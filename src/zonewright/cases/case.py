"""A case: the fold of its events. Nothing about it is stored that the events do not say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final, NamedTuple

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
    Ticking,
    Told,
)
from zonewright.errors import InputError, Report
from zonewright.errors import Place as At
from zonewright.schema.fields import Facts

#: What a case has at its opening.
NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Case(NamedTuple):
    """An enterprise going through a procedure."""

    procedure: str  # the hash of the version it follows
    enterprise: str
    at: str  # the stage or end where it stands
    since: datetime  # the moment it was opened
    on: datetime  # the moment of the last event
    facts: Facts
    evidence: Mapping[str, date]
    done: Mapping[str, str] = NOTHING  # the outcomes given in the present round of the stage
    outcomes: Mapping[str, str] = NOTHING  # the last outcome of every task ever done
    times: Mapping[str, int] = NOTHING  # how often each move and act was taken
    assigned: Mapping[str, str] = NOTHING
    certificates: Mapping[str, date | None] = NOTHING
    certified_on: Mapping[str, datetime] = NOTHING
    journal: tuple[Ticking, ...] = ()  # what clocks are read from
    number: int = 1  # of events so far


def replay(events: Iterable[Event]) -> Case:
    """The case that the events lead to."""
    rest = iter(events)
    first = next(rest, None)
    if not isinstance(first, Opened):
        report = Report()
        report.error(
            "ZW860", "the events do not start with the opening of a case", At(), hint="give all events, from the first"
        )
        raise InputError(report.diagnostics)
    case = opened(first)
    for event in rest:
        case = apply(case, event)
    return case


def opened(event: Opened) -> Case:
    """The case right after it was opened."""
    return Case(event.procedure, event.enterprise, event.at, event.on, event.on, event.facts, event.evidence)


def apply(case: Case, event: Event) -> Case:
    """The case after one more event. The given case is left as it was."""
    number, on = case.number + 1, event.on
    match event:
        case Finished(task=task, outcome=outcome):
            done, outcomes = {**case.done, task: outcome}, {**case.outcomes, task: outcome}
            return case._replace(on=on, number=number, done=done, outcomes=outcomes)
        case Moved():
            return _moved(case, event)
        case Given(evidence=evidence):
            return case._replace(on=on, number=number, evidence={**case.evidence, **evidence})
        case Told(facts=facts):
            return case._replace(on=on, number=number, facts={**case.facts, **facts})
        case Assigned(task=task, to=to):
            return case._replace(on=on, number=number, assigned={**case.assigned, task: to})
        case Suspended() | Resumed() | Extended() | Expired():
            return case._replace(on=on, number=number, journal=(*case.journal, event))
        case Certified(end=end, last_day=last_day):
            certificates, certified_on = {**case.certificates, end: last_day}, {**case.certified_on, end: on}
            return case._replace(on=on, number=number, certificates=certificates, certified_on=certified_on)
        case Registered() | Notified() | Noted() | Projected():
            return case._replace(on=on, number=number)
        case Migrated():
            return _migrated(case, event)
        case Opened():
            return opened(event)


def _moved(case: Case, event: Moved) -> Case:
    taken = event.of if event.cause == "act" else f"{event.left}/{event.of}"
    return case._replace(
        at=event.to,
        on=event.on,
        number=case.number + 1,
        done=dict(event.kept),
        assigned={},
        times={**case.times, taken: case.times.get(taken, 0) + 1},
        journal=(*case.journal, event),
    )


def _migrated(case: Case, event: Migrated) -> Case:
    """The case in the names of the other version, its past among them, so that its clocks can still be read."""
    places, tasks = event.places, event.tasks
    times: dict[str, int] = {}
    for key, count in case.times.items():
        renamed = _renamed_key(key, places)
        times[renamed] = times.get(renamed, 0) + count
    return case._replace(
        procedure=event.procedure,
        at=places.get(case.at, case.at),
        on=event.on,
        number=case.number + 1,
        done={tasks.get(task, task): outcome for task, outcome in case.done.items()},
        outcomes={tasks.get(task, task): outcome for task, outcome in case.outcomes.items()},
        assigned={tasks.get(task, task): to for task, to in case.assigned.items()},
        times=times,
        certificates={places.get(end, end): last for end, last in case.certificates.items()},
        certified_on={places.get(end, end): on for end, on in case.certified_on.items()},
        journal=tuple(_renamed(one, event) for one in case.journal),
    )


def _renamed_key(key: str, places: Mapping[str, str]) -> str:
    place, slash, outcome = key.partition("/")
    return f"{places.get(place, place)}/{outcome}" if slash else key


def _renamed(event: Ticking, by: Migrated) -> Ticking:
    match event:
        case Moved(left=left, to=to):
            return replace(event, left=by.places.get(left, left), to=by.places.get(to, to))
        case Suspended() | Resumed() | Extended() | Expired():
            return replace(event, clock=by.clocks.get(event.clock, event.clock))
