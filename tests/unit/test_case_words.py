"""Cases and procedures in words: nothing is left without words, and no id of a pack reaches a reader."""

import json
import re
import shutil
import string
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from zonewright.cases.clocks import Condition
from zonewright.cases.commands import Refusal, Why
from zonewright.cases.scenario import play
from zonewright.cases.spans import Span, at_places, standing_still, union, with_roles, working_days
from zonewright.cli.main import main
from zonewright.packs.load import load_pack
from zonewright.packs.rules import rules_of
from zonewright.report import words_of_cases as said
from zonewright.report.case_names import CaseNames
from zonewright.report.case_text import CaseTeller
from zonewright.report.procedure_text import ProcedureTeller
from zonewright.values import LANGUAGES, Words

PACK = load_pack(Path(__file__).parents[2] / "packs/example-zone")
PROCEDURE = PACK.casework.procedures["rent-relief-claim"]
RULES = rules_of(PACK, PROCEDURE)
SCENARIOS = {one.name: one for one in PACK.casework.scenarios if one.procedure == PROCEDURE.id}
PHRASES = [
    phrase
    for value in vars(said).values()
    for phrase in (value.values() if isinstance(value, dict) else (value,))
    if isinstance(phrase, Words)
]


def run_of(name):
    run = play(SCENARIOS[name], RULES)
    assert not isinstance(run, Refusal)
    return run


def teller(language="en"):
    return CaseTeller(CaseNames(PACK, RULES, language))


def lines_of(name, language):
    """Everything that is printed about a scenario, without the texts that its file states in one language."""
    telling, run = teller(language), run_of(name)
    standing = telling.standing(run)
    for entry in telling.entries(run):
        yield from (entry.does, *entry.led_to, *entry.clocks, entry.refused, *entry.possible)
    yield from (standing.place, *standing.waiting_for, *standing.asked)
    yield from (clock.text for clock in standing.clocks)


def entry_on(name, moment, language="en"):
    return next(one for one in teller(language).entries(run_of(name)) if one.on == moment and one.role)


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.en)
def test_a_phrase_has_the_same_gaps_in_every_language(phrase):
    """What is filled in in English is filled in in Chinese and Korean."""
    gaps = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (phrase.en, phrase.zh, phrase.ko)]
    assert gaps[0] == gaps[1] == gaps[2]


def test_every_refusal_and_every_condition_has_words():
    assert set(said.WHY) == set(Why)
    assert set(said.CONDITION) == set(Condition)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("why", Why)
def test_a_refusal_says_what_it_is_about(why, language):
    """Not by its id."""
    text = CaseNames(PACK, RULES, language).refusal(Refusal(why, "decision-time"))
    assert PROCEDURE.clocks["decision-time"].title.in_language(language) in text or "{x}" not in said.WHY[why].en


@pytest.mark.parametrize("language", ["zh", "ko"])
@pytest.mark.parametrize("name", SCENARIOS)
def test_no_id_of_the_pack_is_shown_to_a_reader(name, language):
    """Neither of a task nor of a stage, mark, paper or field: none of them is Chinese or Korean."""
    ids = {*PROCEDURE.stages, *PROCEDURE.ends, *PROCEDURE.acts, *PROCEDURE.clocks, *PROCEDURE.marks(), *RULES.evidence}
    ids |= {task.id for stage in PROCEDURE.stages.values() for task in stage.tasks}
    stated = {text for text in lines_of(name, "en") if text.startswith(("reason: ", "note: ", "done in another case"))}
    words = {word for text in stated for word in re.findall(r"[a-z-]+", text)}
    shown = {word for text in lines_of(name, language) for word in re.findall(r"[a-z][a-z-]+", text)}
    assert shown & (ids - words) == set()


def test_a_refused_step_tells_who_may_do_it_and_what_is_possible():
    entry = entry_on("corrected", "2026-05-12 11:00")
    assert entry.why == "not_your_role"
    assert entry.refused == "“Confirm the lease” is for Landlord in Korea (South Korea) to do"
    assert "Confirm the lease: Not confirmed, Confirmed (Landlord in Korea)" in entry.possible


def test_a_refused_step_changes_no_clock():
    assert entry_on("corrected", "2026-05-12 11:00").clocks == ()


def test_a_clock_that_stops_and_goes_on_tells_its_later_last_day():
    """The hearing took four working days, and the last day moved by four."""
    stopped, gone_on = entry_on("corrected", "2026-05-18 10:00"), entry_on("corrected", "2026-05-22 10:00")
    assert stopped.clocks == ("Time to decide: stands still (Hearing) · no last day while it stands still",)
    assert gone_on.clocks == ("Time to decide: goes on · due 2026-06-12 · promised by 2026-05-29",)


def test_a_day_of_another_country_is_told_in_its_time():
    assert "due 2026-05-18 15:00, time of Republic of Korea" in entry_on("corrected", "2026-05-11 14:00").clocks[1]


def test_a_due_day_in_a_year_not_yet_announced_is_provisional():
    assert any("provisional" in line and "2029" in line for line in entry_on("corrected", "2026-05-27 10:00").clocks)


def test_silence_is_told_with_the_day_it_counts_from():
    entry = entry_on("silent", "2026-10-08 09:00")
    assert "→ Relief granted · counts as decision · as of 2026-09-29 · by silence" in entry.led_to
    assert "Time to decide: ran out on 2026-09-29" in entry.clocks


def test_a_promise_that_was_broken_is_told_though_the_law_was_kept():
    """On 20 October the promised day, the 16th, has passed."""
    [clock] = [one for one in teller().standing(run_of("suspended-and-extended")).clocks if one.clock == "decision-time"]
    assert "the promised day has passed" in clock.text
    assert clock.condition == "running"


def test_a_clock_without_a_known_limit_is_never_said_to_be_kept():
    """It was done; whether in time nobody can say."""
    [clock] = [one for one in teller().standing(run_of("happy")).clocks if one.clock == "pay-out-time"]
    assert clock.text == "Time to pay out: done · limit not known; ask Lantern Bay Committee"


def test_what_is_still_asked_is_told():
    standing = teller().standing(run_of("suspended-and-extended"))
    assert standing.waiting_for == ("Premises desk (China) · Decide on the relief",)
    assert standing.asked == ("Letter of the landlord",)


def test_the_time_taken_is_counted_in_working_days():
    """Accepted on 2 June, a Tuesday; the landlord answered on Friday, statistics on Monday, the decision came on the 15th."""
    taken = {one.party: one.working_days for one in teller().standing(run_of("appealed")).taken}
    assert taken["landlord"] == 3
    assert taken["authority statistics-office"] == 1
    assert taken["authority lantern-city"] == 30
    assert taken["standing still"] == 0


def test_nobody_has_a_case_that_came_to_its_end():
    run = run_of("refused")
    assert max(span.ended for span in with_roles(run.events, RULES, until=run.case.on)) == run.case.on
    later = run.case.on.replace(year=2027)
    assert max(span.ended for span in with_roles(run.events, RULES, until=later)) == run.case.on


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_places_of_a_case_follow_on_one_another(name):
    """Without a gap, from its opening to the moment asked."""
    run = run_of(name)
    spans = at_places(run.events, until=run.case.on)
    assert (spans[0].began, spans[-1].ended, spans[-1].of) == (run.opened.on, run.case.on, run.case.at)
    assert all(one.ended == after.began for one, after in pairwise(spans))


def test_clocks_that_stand_still_at_once_are_counted_once():
    """A union of stretches covers every moment once."""
    run = run_of("suspended-and-extended")
    [stop] = standing_still(run.case, RULES, ["decision-time", "decision-time"], until=run.case.on)
    assert working_days([stop, stop], RULES.calendar()) == working_days([stop], RULES.calendar()) == 14
    assert union([stop, Span("", stop.began, stop.began)]) == (stop,)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", PACK.casework.procedures)
def test_a_procedure_is_told_whole(id, language):
    """Each role, stage, act, clock, fee and end stands in it with its title, and every unknown with whom to ask."""
    one = PACK.casework.procedures[id]
    names = CaseNames(PACK, rules_of(PACK, one), language)
    told = "\n".join(text for part in ProcedureTeller(names).parts() for _, text in part.lines)
    things = (one.roles, one.stages, one.acts, one.clocks, one.fees, one.ends)
    assert [thing.id for group in things for thing in group.values() if thing.title.in_language(language) not in told] == []
    asked = [clock.ask for clock in one.clocks.values() if clock.ask] + [question.ask for question in one.open_questions]
    assert all(PACK.zone.authorities[ask].name.in_language(language) in told for ask in asked)


def test_a_case_that_comes_out_otherwise_is_a_finding(tmp_path, capsys):
    """Exit 1, with what was expected."""
    scenarios = Path(__file__).parents[2] / "packs/example-zone/scenarios/rent-relief-claim"
    changed = (scenarios / "refused.yaml").read_text(encoding="utf-8").replace("at: refused", "at: granted")
    (tmp_path / "events.yaml").write_text(changed, encoding="utf-8")
    procedure = scenarios.parents[1] / "procedures/rent-relief-claim.yaml"
    assert main(["case", "simulate", str(procedure), str(tmp_path / "events.yaml")]) == 1
    printed = capsys.readouterr()
    assert "ZW846 the case does not come to `granted`" in printed.err
    assert "it came out otherwise than expected" in printed.out


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["diagram", "PACK", "support-claim"], 2),
        (["diagram", "PACK", "support-claim", "research-claim", "-o", "OUT.svg"], 2),
        (["diagram", "PACK", "support-claim", "-o", "OUT.docx"], 2),
        (["diagram", "PACK", "nothing", "-o", "OUT.svg"], 1),
        (["import", "PACK", "-o", "OUT.svg"], 2),
        (["publish", "PACK"], 2),
        (["show", "PACK", "-o", "OUT.svg"], 2),
        (["lint", "PACK", "-o", "OUT.svg"], 2),
    ],
)
def test_a_wrong_use_of_procedure_writes_nothing(arguments, status, tmp_path, capsys):
    """Whole or not at all."""
    pack = str(Path(__file__).parents[2] / "packs/example-zone")
    filled = [one.replace("PACK", pack).replace("OUT", str(tmp_path / "out")) for one in arguments]
    assert main(["procedure", *filled]) == status
    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr().err


EXAMPLE = Path(__file__).parents[2] / "packs/example-zone"
CLAIM, REFUSED = EXAMPLE / "procedures/rent-relief-claim.yaml", EXAMPLE / "scenarios/rent-relief-claim/refused.yaml"


@pytest.mark.parametrize("action", ["show", "diagram -o out.svg", "diagram -o out.bpmn", "diagram -o out.mmd"])
@pytest.mark.parametrize("old", ["calendar: cn\n", "to: granted}"])
def test_a_procedure_that_names_what_is_not_there_is_told_and_not_drawn(action, old, tmp_path, monkeypatch, capsys):
    """No traceback, and nothing half written."""
    shutil.copytree(EXAMPLE, tmp_path / "zone")
    file = tmp_path / "zone/procedures/rent-relief-claim.yaml"
    broken = file.read_text(encoding="utf-8").replace(old, old.replace("cn", "mars").replace("granted", "mars"))
    file.write_text(broken, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    verb, *out = action.split()
    assert main(["procedure", verb, "zone", "rent-relief-claim", *out]) == 1
    assert re.search("ZW804 unknown (calendar|stage or end) `mars`", capsys.readouterr().err)
    assert [one.name for one in tmp_path.iterdir()] == ["zone"]


def test_a_timeline_is_never_written_over_a_file_of_another_kind(tmp_path, capsys):
    events = tmp_path / "events.yaml"
    shutil.copy(REFUSED, events)
    assert main(["case", "simulate", str(CLAIM), str(events), "-o", str(events)]) == 2
    assert "OUT.svg" in capsys.readouterr().err
    assert events.read_bytes() == REFUSED.read_bytes()


def test_a_case_is_played_from_inside_the_folder_of_procedures(monkeypatch, capsys):
    monkeypatch.chdir(CLAIM.parent)
    assert main(["case", "simulate", CLAIM.name, str(REFUSED)]) == 0
    assert capsys.readouterr().err == ""


def test_what_a_scenario_quotes_cannot_drive_a_terminal(tmp_path, capsys):
    """Control characters and marks that turn the direction of writing are named."""
    sly = REFUSED.read_text(encoding="utf-8").replace("reason: ", 'reason: "\\e[31m\\u202E", actor: ', 1)
    (tmp_path / "events.yaml").write_text(sly, encoding="utf-8")
    main(["case", "simulate", str(CLAIM), str(tmp_path / "events.yaml")])
    printed = capsys.readouterr().out
    assert "<U+001B>[31m<U+202E>" in printed
    assert not {"\x1b", "\u202e"} & set(printed)


def test_what_is_printed_about_a_procedure_and_a_case_is_in_the_json_too(capsys):
    main(["procedure", "show", str(EXAMPLE), PROCEDURE.id, "--json"])
    [told] = json.loads(capsys.readouterr().out)["procedures"]
    assert (told["about"], told["calendar"], len(told["basis"])) == (PROCEDURE.about.en, "cn", len(PROCEDURE.basis))
    main(["case", "simulate", str(CLAIM), str(REFUSED), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert (told["procedure_title"], told["stands"]["result"]) == (PROCEDURE.title.en, "refused")


@pytest.mark.parametrize("sly", ["\\a\\e", "\\uFFFE\\uFFFF", "]]> <!-- & </text>"])
def test_pictures_are_xml_whatever_the_words(sly, tmp_path):
    """Characters that XML cannot hold are replaced."""
    shutil.copytree(EXAMPLE, tmp_path / "zone")
    file = tmp_path / "zone/procedures/rent-relief-claim.yaml"
    words = re.sub("{en: (Claim|Time to claim),", lambda _: f'{{en: "{sly}",', file.read_text(encoding="utf-8"))
    file.write_text(words, encoding="utf-8")
    picture, played = tmp_path / "picture.svg", tmp_path / "played.svg"
    main(["procedure", "diagram", str(tmp_path / "zone"), PROCEDURE.id, "-o", str(picture)])
    main(["case", "simulate", str(file), str(REFUSED), "-o", str(played)])
    roots = [ElementTree.fromstring(one.read_bytes()) for one in (picture, played)]  # noqa: S314
    assert all(root.tag.endswith("svg") for root in roots)


@pytest.mark.parametrize(
    ("old", "now", "said"),
    [
        ("warn: 3 working days", "warn: 9999 years", "Time to decide: running, soon over"),
        ("limit: 30 working days", "limit: 9999 years", "Time to renew"),
        ("limit: 6 months", "limit: 9999 years", "last day not known"),
    ],
)
def test_a_time_longer_than_any_calendar_is_told_without_a_day(old, now, said, tmp_path, capsys):
    """It neither stops the machine nor is said to stand still."""
    shutil.copytree(EXAMPLE, tmp_path / "zone")
    file = tmp_path / "zone/procedures/rent-relief-claim.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, now), encoding="utf-8")
    for name in SCENARIOS:
        main(["case", "simulate", str(file), str(REFUSED.with_name(f"{name}.yaml")), "-o", str(tmp_path / "played.svg")])
    assert said in capsys.readouterr().out
