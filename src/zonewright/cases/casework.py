"""All that a pack says about cases: procedures with their earlier versions, papers, registers, lists, calendars, scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from zonewright.cases.calendar import Calendar
from zonewright.cases.lists_model import FacilitationList
from zonewright.cases.migration import Migration
from zonewright.cases.procedure import EvidenceType, Procedure
from zonewright.cases.registers import Register
from zonewright.cases.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Casework:
    """What a pack holds for cases; empty for a pack without procedures."""

    procedures: Mapping[str, Procedure] = field(default_factory=dict)
    earlier: tuple[Procedure, ...] = ()
    migrations: tuple[Migration, ...] = ()
    evidence: Mapping[str, EvidenceType] = field(default_factory=dict)
    registers: Mapping[str, Register] = field(default_factory=dict)
    lists: Mapping[str, FacilitationList] = field(default_factory=dict)
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    scenarios: tuple[Scenario, ...] = ()
    unread: frozenset[str] = frozenset()  # ids of procedures whose mistakes are told elsewhere

    def version(self, id: str, version: str) -> Procedure | None:
        """A procedure in one of its versions."""
        every = (*self.procedures.values(), *self.earlier)
        return next((one for one in every if one.id == id and one.version == version), None)
