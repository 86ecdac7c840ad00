"""Procedures: names that lead nowhere, ways that do not end, scenarios that come out otherwise; and who uses them."""

from __future__ import annotations

from collections.abc import Iterator

from zonewright.cases.commands import Refusal
from zonewright.cases.lint import lint
from zonewright.cases.migration import check_migration
from zonewright.cases.procedure import EvidenceType
from zonewright.cases.scenario import play, surprises
from zonewright.cases.shapes_of_lists import check_lists, check_registers
from zonewright.errors import Diagnostic, Report, Severity
from zonewright.notation.shapes import nearest
from zonewright.packs.model import Pack
from zonewright.packs.rules import known_to, rules_of


def unsound_procedures(pack: Pack) -> Iterator[Diagnostic]:
    """ZW804 to ZW817: everything that is wrong with the procedures."""
    known = known_to(pack)
    found = [one for procedure in pack.casework.procedures.values() for one in lint(procedure, known)]
    earlier = (one for procedure in pack.casework.earlier for one in lint(procedure, known))
    yield from dict.fromkeys((*found, *(one for one in earlier if one.severity is not Severity.NOTE)))  # parts are shared


def unknown_around_cases(pack: Pack) -> Iterator[Diagnostic]:
    """ZW804: offices and fields named by papers; and everything that lists and registers name."""
    for evidence in pack.casework.evidence.values():
        yield from _of_evidence(evidence, pack)
    report = Report()
    check_lists(pack.casework.lists, known_to(pack), report)
    check_registers(pack.casework.registers, known_to(pack), report)
    yield from report.diagnostics


def _of_evidence(evidence: EvidenceType, pack: Pack) -> Iterator[Diagnostic]:
    if evidence.issued_by and evidence.issued_by not in pack.zone.authorities:
        hint = nearest(evidence.issued_by, pack.zone.authorities)
        yield Diagnostic("ZW804", f"unknown authority `{evidence.issued_by}`", evidence.place, hint)
    for field in evidence.proves:
        if field not in pack.schema:
            yield Diagnostic("ZW804", f"unknown field `{field}`", evidence.place, nearest(field, pack.schema.ids()))


def procedures_of_measures(pack: Pack) -> Iterator[Diagnostic]:
    """ZW819: a measure whose procedure is not there, or that names none in a pack with procedures."""
    known = pack.casework.procedures.keys() | pack.casework.unread
    for measure in pack.measures:
        if measure.procedure and measure.procedure not in known:
            hint = nearest(measure.procedure, known)
            yield Diagnostic("ZW819", f"unknown procedure `{measure.procedure}`", measure.place, hint)
        elif known and not measure.procedure:
            said = f"`{measure.id}` does not say how one applies for it"
            yield Diagnostic("ZW819", said, measure.place, "add `procedure: <id>`", Severity.WARNING)


def broken_migrations(pack: Pack) -> Iterator[Diagnostic]:
    """ZW818: maps between versions that do not fit."""
    casework = pack.casework
    for one in casework.migrations:
        earlier, later = casework.version(one.procedure, one.earlier), casework.version(one.procedure, one.later)
        yield from check_migration(one, earlier, later)


def scenarios_that_surprise(pack: Pack) -> Iterator[Diagnostic]:
    """ZW846: a scenario that does not come out as it says, where its procedure is sound."""
    known = known_to(pack)
    for procedure in pack.casework.procedures.values():
        if any(found.severity is Severity.ERROR for found in lint(procedure, known)):
            continue
        rules = rules_of(pack, procedure)
        for scenario in pack.casework.scenarios:
            if scenario.procedure == procedure.id:
                run = play(scenario, rules)
                if isinstance(run, Refusal):
                    said = f"the case cannot be opened: {run.why.value} `{run.about}`"
                    yield Diagnostic("ZW846", said, scenario.place, "mend `facts` and `holds`")
                else:
                    yield from surprises(run, rules)
