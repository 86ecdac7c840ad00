"""The verb `case`: play a case on paper and tell how it goes."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from zonewright.cases.commands import Refusal, Rules
from zonewright.cases.diagram_words import RESULTS
from zonewright.cases.lint import lint
from zonewright.cases.scenario import Run, Scenario, play, read_scenario, surprises
from zonewright.cli.show import Printer
from zonewright.errors import Diagnostic, InputError, Report, Severity
from zonewright.notation.shapes import nearest
from zonewright.notation.tree import read_yaml
from zonewright.packs.load import load_pack
from zonewright.packs.model import Pack
from zonewright.packs.rules import known_to, rules_of
from zonewright.report import words_of_cases as said
from zonewright.report.as_json import diagnostics_as_json
from zonewright.report.case_names import CaseNames
from zonewright.report.case_text import CaseTeller, Entry, Standing, run_as_json
from zonewright.report.review_text import named
from zonewright.report.timeline import timeline
from zonewright.tables.files import read_text, refuse, write_text

#: Behind the moment stands what happened.
INDENT = " " * 18


def case(arguments: Namespace, printer: Printer) -> int:
    """A scenario played through a procedure: printed, and drawn with ``-o``."""
    if arguments.out and arguments.out.suffix.lower() != ".svg":
        printer.note("usage: zonewright case simulate PROCEDURE EVENTS -o OUT.svg")
        return 2
    pack, rules = _procedure(arguments.procedure_file)
    scenario = _scenario(arguments.events, rules)
    run = play(scenario, rules)
    if isinstance(run, Refusal):
        message = f"the case cannot be opened: {run.why.value} `{run.about}`"
        raise InputError([Diagnostic("ZW846", message, scenario.place, "mend `facts` and `holds`")])
    names = CaseNames(pack, rules, arguments.lang)
    teller, found = CaseTeller(names), tuple(surprises(run, rules))
    if arguments.out:
        write_text(arguments.out, timeline(run, names))
        printer.note(f"wrote {arguments.out}")
    if printer.as_json:
        printer.json({**run_as_json(run, teller), "as_expected": not found, "findings": diagnostics_as_json(found)})
        return int(bool(found))
    _tell(run, teller, printer)
    _tell_standing(teller.standing(run), names, printer)
    _tell_surprises(scenario, found, names, printer)
    return int(bool(found))


def _procedure(path: Path) -> tuple[Pack, Rules]:
    """The pack that a procedure file belongs to, and what deciding on its cases looks at."""
    if path.absolute().parent.name != "procedures":
        raise refuse("ZW821", "this is no procedure of a pack", path, "name a file of its folder procedures")
    pack = load_pack(path.parent.parent if path.parent.name else Path(".."))
    procedure = pack.casework.procedures.get(path.stem)
    if procedure is None:
        hint = nearest(path.stem, pack.casework.procedures)
        raise refuse("ZW821", f"there is no procedure `{path.stem}`", path, hint)
    unsound = [found for found in lint(procedure, known_to(pack)) if found.severity is Severity.ERROR]
    if unsound:
        raise InputError(unsound)
    return pack, rules_of(pack, procedure)


def _scenario(path: Path, rules: Rules) -> Scenario:
    report = Report()
    node = read_yaml(read_text(path), str(path), report)
    found = None if node is None else read_scenario(node, path.stem, rules.procedure, rules.schema, report)
    if found is None or report.failed:
        raise InputError(report.diagnostics)
    return found


def _tell(run: Run, teller: CaseTeller, printer: Printer) -> None:
    """The timeline: moment, who and what, and below it what came of it."""
    names = teller.names
    title = names.joined((names.text(run.scenario.title), names.text(names.procedure.title), names.procedure.version))
    printer.line(title, "bold")
    for entry in teller.entries(run):
        _tell_entry(entry, names, printer)
    printer.line()


def _tell_entry(entry: Entry, names: CaseNames, printer: Printer) -> None:
    what = named(names.joined((entry.who, entry.does)))
    printer.line(f"{entry.on:<{len(INDENT)}}{what}", "dim" if entry.refused else "")
    for line in entry.led_to:
        printer.line(f"{INDENT}{named(line)}")
    for line in entry.clocks:
        printer.line(f"{INDENT}◷ {line}", "cyan")
    if entry.refused:
        printer.line(f"{INDENT}✗ {names.say(said.REFUSED, x=named(entry.refused))}", "red")
        possible = names.say(said.BETWEEN).join(entry.possible)
        printer.line(INDENT + (names.say(said.POSSIBLE, x=possible) if possible else names.say(said.NOTHING_POSSIBLE)), "dim")


def _tell_standing(standing: Standing, names: CaseNames, printer: Printer) -> None:
    """Where it stands, with whom, what is asked, its clocks, and how long it took."""
    result = ""
    if standing.closed:
        result = names.say(RESULTS[names.procedure.ends[standing.at].result])
    head = names.say(said.CAME_TO if standing.closed else said.STANDS_AT)
    printer.line(names.named(head, names.joined((standing.place, result))), "bold")
    for title, lines in ((said.WITH, standing.waiting_for), (said.STILL_ASKED, standing.asked)):
        if lines:
            printer.line(names.named(names.say(title), names.say(said.BETWEEN).join(lines)))
    if standing.clocks:
        printer.line(names.head(said.CLOCKS))
    for clock in standing.clocks:
        printer.line(f"  ◷ {clock.text}", "red" if clock.condition in {"missed", "over"} else "cyan")
    printer.line(names.head(said.TOOK))
    for one in standing.taken:
        printer.line("  " + names.named(one.name, names.say(said.DAYS, n=str(one.working_days))))


def _tell_surprises(scenario: Scenario, found: tuple[Diagnostic, ...], names: CaseNames, printer: Printer) -> None:
    """Whether it came out as the file says."""
    printer.findings(found)
    if scenario.expect is None:
        printer.line(names.say(said.NOT_EXPECTED), "dim")
    else:
        printer.line(names.say(said.SURPRISING if found else said.AS_EXPECTED), "red" if found else "green")
