"""What deciding on the cases of a pack looks at, and what its procedures may name."""

from __future__ import annotations

from zonewright.cases.commands import Rules
from zonewright.cases.lint_names import Known
from zonewright.cases.procedure import Procedure
from zonewright.packs.model import Pack


def rules_of(pack: Pack, procedure: Procedure | str) -> Rules:
    """The rules for cases of a procedure: itself or its id (KeyError for one that is not there), with calendars and tables.

    Open cases that follow an earlier version are decided by the rules of that version: see ``pack.casework.version``.
    """
    one = pack.casework.procedures[procedure] if isinstance(procedure, str) else procedure
    return Rules(one, pack.casework.calendars, pack.schema, pack.world, pack.casework.evidence)


def known_to(pack: Pack) -> Known:
    """What a pack knows around its procedures."""
    casework = pack.casework
    return Known(
        pack.zone.authorities,
        pack.sources,
        casework.evidence,
        casework.registers,
        casework.calendars,
        casework.procedures.keys() | casework.unread,
        pack.schema,
    )
