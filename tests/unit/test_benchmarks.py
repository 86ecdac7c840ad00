"""The benchmarks run, and every peer that is installed gives the answers of the judge. No time is measured here."""

import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENGINES = (
    "zonewright",
    "zonewright, 100 findings",
    "common-expression-language",
    "cel-expr-python",
    "zen-engine, expressions",
    "zen-engine, one decision",
    "rule-engine",
)


@pytest.fixture
def match_one(monkeypatch):
    monkeypatch.syspath_prepend(ROOT)
    return importlib.import_module("benchmarks.match_one")


def test_every_engine_is_listed(match_one):
    assert {*ENGINES, match_one.REFERENCE} == set(match_one.PEERS)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_answers_as_the_judge_does(match_one, engine):
    if not match_one.installed(engine):
        pytest.skip(f"{match_one.PEERS[engine][1]} is not installed")
    size = match_one.Size(measures=60, fields=60, profiles=6, seed=11, repeat=1)
    judged, found = match_one.run(match_one.REFERENCE, size), match_one.run(engine, size)
    assert match_one.differences(found, judged) == (360, 0)


def test_the_same_seed_makes_the_same_pack_and_profiles(match_one):
    def made():
        pack = match_one.made_up_pack(50, 60, 7)
        return [measure.when for measure in pack.measures], match_one.profiles(pack.schema, 5, 7)

    assert made() == made()


def test_no_time_is_shown_for_an_engine_that_differs(match_one):
    size = match_one.Size(measures=2, fields=60, profiles=1, seed=7, repeat=1)
    found = match_one.Run("zonewright", (bytes((0, 1)),), ((0.5,),), 0.1, 2048)
    judged = match_one.Run(match_one.REFERENCE, (bytes((0, 2)),), ((0.5,),), 0.1, 2048)
    assert match_one.line(found, *match_one.differences(found, judged), size) == (
        "zonewright", "-", "-", "-", "-", "-", "2", "2 (100 %)", "1",
    )  # fmt: skip


def test_cases_go_the_same_way_in_both_engines(monkeypatch):
    monkeypatch.syspath_prepend(ROOT)
    cases = importlib.import_module("benchmarks.cases")
    monkeypatch.setattr(cases, "TRACES", 8)
    monkeypatch.setattr(cases, "SAMPLE", 8)
    found, other = cases.ours(20, 300, 7), cases.theirs(7)
    assert (other.differences, found.cases >= 20, found.events >= 300) == ((), True, True)
    assert len(other.seconds) == sum(len(one.steps) for one in cases.traces(7))
    assert [row[0] for row in cases.rows(found, other)][-1] == "SpiffWorkflow, per step"
