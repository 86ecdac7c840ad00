"""The scenarios of the packs as lines: where each case went and when, and its time limits. Compared letter by letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from zonewright.cases.clocks import courses, due_of, view_of
from zonewright.cases.events import Moved
from zonewright.cases.scenario import play, surprises
from zonewright.packs.load import load_pack
from zonewright.packs.rules import rules_of

ROOT = Path(__file__).parents[2]
PACKS = ("changchun", "example-zone")
#: What every procedure of the Changchun pack shows.
SHOWN = {"granted", "corrected", "refused", "appealed"}


def lines_of(pack):
    """Each scenario: its name, the places it came to, and the last day of each time limit with how it was kept."""
    for procedure in pack.casework.procedures.values():
        rules = rules_of(pack, procedure)
        for scenario in pack.casework.scenarios:
            if scenario.procedure != procedure.id:
                continue
            run = play(scenario, rules)
            assert list(surprises(run, rules)) == []
            yield f"{procedure.id}/{scenario.name}"
            way = [f"{event.to} {event.on:%Y-%m-%d}" for event in run.events if isinstance(event, Moved)]
            yield f"    {procedure.start} {run.opened.on:%Y-%m-%d} > {' > '.join(way)}"
            for clock in procedure.clocks.values():
                runs = courses(run.case, clock, procedure)
                if runs:
                    ends = due_of(run.case, clock, runs[-1], rules)
                    kept = view_of(run.case, clock, rules, run.case.on).condition.value
                    yield f"    {clock.id}: {'no last day' if ends is None else ends.day} {kept}"


@pytest.mark.parametrize("name", PACKS)
def test_every_scenario_goes_as_it_went(name, request):
    found = "\n".join(lines_of(load_pack(ROOT / "packs" / name))) + "\n"
    page = Path(__file__).parent / f"scenarios-{name}.txt"
    if request.config.getoption("--update"):
        page.write_text(found, encoding="utf-8")
    assert found == page.read_text(encoding="utf-8")


def test_every_changchun_procedure_shows_a_grant_a_correction_a_refusal_and_an_appeal():
    casework = load_pack(ROOT / "packs" / "changchun").casework
    shown = {id: {one.name for one in casework.scenarios if one.procedure == id} for id in casework.procedures}
    assert {id: SHOWN - names for id, names in shown.items() if not names >= SHOWN} == {}
