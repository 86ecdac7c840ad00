"""What a draft still asks people: told by `check`, and no reason to refuse the pack."""

from __future__ import annotations

from collections.abc import Iterator

from zonewright.errors import Diagnostic, Severity
from zonewright.packs.model import Pack


def open_questions_of_drafts(pack: Pack) -> Iterator[Diagnostic]:
    """ZW721: a measure of a drafted pack has open questions."""
    if not pack.zone.draft:
        return
    for measure in pack.measures:
        asked = [one.question.in_language(pack.zone.prevailing_language) for one in measure.open_questions]
        if asked:
            said = f"{len(asked)} open questions" if len(asked) > 1 else "an open question"
            told = f"measure `{measure.id}` has {said}: {asked[0]}"
            yield Diagnostic("ZW721", told, measure.place, severity=Severity.NOTE)
