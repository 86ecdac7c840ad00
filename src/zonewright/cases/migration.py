"""Moving open cases to another version of their procedure, by a map, tried on copies first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from zonewright.cases.case import Case, apply
from zonewright.cases.clocks import ClockView, view_of
from zonewright.cases.commands import Rules
from zonewright.cases.events import Migrated
from zonewright.cases.guards import open_tasks
from zonewright.cases.procedure import Procedure
from zonewright.errors import Diagnostic, Place
from zonewright.notation.shapes import Located, nearest
from zonewright.values import Words


@dataclass(frozen=True, slots=True)
class Migration:
    """A map from one version of a procedure to another."""

    procedure: str
    earlier: str
    later: str
    places: Mapping[str, str]
    tasks: Mapping[str, str]
    clocks: Mapping[str, str]
    reason: Words
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Trial:
    """What would become of one case: the event and the case after it with its clocks, or why it cannot go over."""

    case: Case
    event: Migrated | None = None
    after: Case | None = None
    clocks: tuple[ClockView, ...] = ()
    problems: tuple[str, ...] = ()


def read_migration(at: Located) -> Migration:
    """A migration as its file says."""
    places, tasks, clocks = (MappingProxyType(at.get(key, {})) for key in ("stages", "tasks", "clocks"))
    return Migration(at.get("procedure"), at.get("from"), at.get("to"), places, tasks, clocks, at.get("reason"), at.place)


def check_migration(migration: Migration, earlier: Procedure | None, later: Procedure | None) -> Iterator[Diagnostic]:
    """ZW818: a map that names what is not there, or leaves out what the later version lacks."""
    for version, found in ((migration.earlier, earlier), (migration.later, later)):
        if found is None:
            said = f"there is no version `{version}` of `{migration.procedure}`"
            yield Diagnostic("ZW818", said, migration.place, "keep earlier versions in procedures/earlier/")
    if earlier is None or later is None:
        return
    kinds = (
        ("stage or end", migration.places, {**earlier.stages, **earlier.ends}, {**later.stages, **later.ends}),
        ("task", migration.tasks, _tasks(earlier), _tasks(later)),
        ("clock", migration.clocks, earlier.clocks, later.clocks),
    )
    for kind, named, old, now in kinds:
        for one in named:
            if one not in old:
                yield Diagnostic(
                    "ZW818", f"version {migration.earlier} has no {kind} `{one}`", migration.place, nearest(one, old)
                )
            elif named[one] not in now:
                said = f"version {migration.later} has no {kind} `{named[one]}`"
                yield Diagnostic("ZW818", said, migration.place, nearest(named[one], now))
        for one in old:
            if one not in now and one not in named:
                said = f"version {migration.later} has no {kind} `{one}`, and the map does not say what becomes of it"
                yield Diagnostic("ZW818", said, migration.place, f"add `{one}: <its name there>`")


def _tasks(procedure: Procedure) -> Mapping[str, object]:
    return {task.id: task for stage in procedure.stages.values() for task in stage.tasks}


def migrate(
    case: Case, migration: Migration, *, earlier: Procedure, rules: Rules, on: datetime, by: str = "", actor: str = ""
) -> Trial:
    """What becomes of a case under the later version, whose rules are given. The case itself is left as it was."""
    if case.procedure != earlier.hash:
        return Trial(case, problems=("the case does not follow the version that the map starts from",))
    if on < case.on:
        return Trial(case, problems=(f"the case has an event at {case.on.isoformat(' ')}, after this moment",))
    event = Migrated(on, by, actor, rules.procedure.hash, migration.places, migration.tasks, migration.clocks, migration.reason)
    after = apply(case, event)
    problems = tuple(_problems(after, rules, on))
    views = () if problems else tuple(view_of(after, clock, rules, on) for clock in rules.procedure.clocks.values())
    return Trial(case, None if problems else event, after, views, problems)


def _problems(after: Case, rules: Rules, on: datetime) -> Iterator[str]:
    procedure = rules.procedure
    if after.at not in procedure.stages and after.at not in procedure.ends:
        yield f"the later version has no stage or end `{after.at}`"
        return
    stage = procedure.stages.get(after.at)
    if stage is None:
        return
    for task, outcome in after.done.items():
        found = stage.task(task)
        if found is None:
            yield f"the task `{task}`, already done, is not at `{stage.id}` of the later version"
        elif outcome not in stage.outcomes_of(found):
            yield f"the outcome `{outcome}` of `{task}` is unknown to the later version"
    tasks = open_tasks(after, rules, on)
    if not tasks.waiting and not tasks.unsure:
        yield f"nothing would be left to do at `{stage.id}`, and nothing would lead on from there"


def dry_run(
    cases: Iterable[Case], migration: Migration, *, earlier: Procedure, rules: Rules, on: datetime
) -> tuple[Trial, ...]:
    """The migration tried on copies of cases: what would become of each."""
    return tuple(migrate(case, migration, earlier=earlier, rules=rules, on=on) for case in cases)
