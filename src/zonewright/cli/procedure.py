"""The verb `procedure`: show procedures, draw them, tell what is wrong with them, draft one from a diagram."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from zonewright.cases.bpmn import write_bpmn
from zonewright.cases.bpmn_import import read_bpmn
from zonewright.cases.lint_names import unknown_names
from zonewright.cases.mermaid import write_mermaid
from zonewright.cases.procedure import Procedure
from zonewright.cli.show import Printer
from zonewright.compiler.check_procedures import scenarios_that_surprise, unsound_procedures
from zonewright.errors import InputError, Severity
from zonewright.notation.shapes import nearest
from zonewright.packs.load import load_pack
from zonewright.packs.model import Pack
from zonewright.packs.rules import known_to, rules_of
from zonewright.report import words_of_cases as said
from zonewright.report.as_json import diagnostics_as_json
from zonewright.report.case_names import CaseNames
from zonewright.report.procedure_picture import picture_of
from zonewright.report.procedure_text import ProcedureTeller, procedure_as_json
from zonewright.tables.files import read_text, refuse, write_text

#: The suffix of a file says what is drawn into it.
DIAGRAMS: Final = {".svg": picture_of, ".bpmn": write_bpmn, ".mmd": write_mermaid}
#: Actions that write a file.
WRITING: Final = frozenset({"diagram", "import"})
#: A diagram to import may be this large.
MOST_BYTES: Final = 5 * 1024 * 1024


def procedure(arguments: Namespace, printer: Printer) -> int:
    """What one action does with the procedures of a pack, or with a diagram."""
    if arguments.out and arguments.action not in WRITING:
        printer.note(f"usage: zonewright procedure {arguments.action} PACK PROCEDURE.., without -o; diagram draws one")
        return 2
    return ACTIONS[arguments.action](arguments, printer)


def _wanted(arguments: Namespace, pack: Pack) -> tuple[Procedure, ...]:
    known = pack.casework.procedures
    for id in arguments.procedure:
        if id not in known:
            raise refuse("ZW821", f"there is no procedure `{id}`", arguments.pack / "procedures", nearest(id, known))
    return tuple(known[id] for id in arguments.procedure) or tuple(known.values())


def _names(pack: Pack, one: Procedure, language: str) -> CaseNames:
    """The names of a procedure; one that names what is not there can be neither told nor drawn."""
    unknown = tuple(unknown_names(one, known_to(pack)))
    if unknown:
        raise InputError(unknown)
    return CaseNames(pack, rules_of(pack, one), language)


def show(arguments: Namespace, printer: Printer) -> int:
    """The list of procedures; with ids, each in full."""
    pack = load_pack(arguments.pack)
    wanted = [ProcedureTeller(_names(pack, one, arguments.lang)) for one in _wanted(arguments, pack)]
    if printer.as_json:
        head = {"pack": pack.zone.id, "version": pack.zone.version}
        printer.json({**head, "procedures": [procedure_as_json(teller) for teller in wanted]})
        return 0
    if not wanted:
        printer.line(said.NO_PROCEDURES.in_language(arguments.lang))
    for teller in wanted:
        if arguments.procedure:
            _show_whole(teller, printer)
        else:
            title, times = teller.overview()
            printer.line(f"{teller.procedure.id}  {title}", "bold")
            printer.line(f"  {times}")
    return 0


def _show_whole(teller: ProcedureTeller, printer: Printer) -> None:
    for depth, text in teller.head():
        printer.line("  " * depth + text, "" if depth else "bold")
    for part in teller.parts():
        printer.line()
        printer.line(part.title, "bold yellow" if part.id == "unknown" else "bold")
        for depth, text in part.lines:
            printer.line("  " * depth + text)
    printer.line()


def diagram(arguments: Namespace, printer: Printer) -> int:
    """One procedure as a picture, as BPMN 2.0 or as Mermaid, by the suffix of the file."""
    draw = DIAGRAMS.get(arguments.out.suffix.lower()) if arguments.out else None
    if draw is None or len(arguments.procedure) != 1:
        printer.note(f"usage: zonewright procedure diagram PACK PROCEDURE -o OUT, where OUT ends in {', '.join(DIAGRAMS)}")
        return 2
    pack = load_pack(arguments.pack)
    [one] = _wanted(arguments, pack)
    write_text(arguments.out, draw(one, language=arguments.lang, tell=_names(pack, one, arguments.lang).condition))
    if printer.as_json:
        printer.json({"procedure": one.id, "written": str(arguments.out)})
    else:
        printer.line(f"wrote {arguments.out}")
    return 0


def check(arguments: Namespace, printer: Printer) -> int:
    """What is wrong with the procedures and their scenarios, and what they leave open."""
    pack = load_pack(arguments.pack)
    wanted = _wanted(arguments, pack)
    alone = _with_only(pack, wanted)
    found = [*unsound_procedures(alone), *scenarios_that_surprise(alone)]
    errors = sum(one.severity is Severity.ERROR for one in found)
    printer.findings(found)
    if not printer.as_json:
        text = said.FOUND if found else said.FINDINGS
        counted = text.in_language(arguments.lang).format(x=arguments.pack, n=len(found), e=errors)
        printer.line(counted, "red" if errors else "green")
    return int(errors > 0)


def _with_only(pack: Pack, wanted: tuple[Procedure, ...]) -> Pack:
    """The pack with some of its procedures; the others are known and not looked at."""
    casework = pack.casework
    kept = {one.id: one for one in wanted}
    earlier = tuple(one for one in casework.earlier if one.id in kept)
    unread = casework.unread | casework.procedures.keys() - kept.keys()
    return replace(pack, casework=replace(casework, procedures=kept, earlier=earlier, unread=unread))


def draft(arguments: Namespace, printer: Printer) -> int:
    """The draft of a procedure from a BPMN file; nothing is written where the file goes beyond what a procedure can say."""
    if arguments.out is None or arguments.out.suffix != ".yaml" or arguments.procedure:
        printer.note("usage: zonewright procedure import FILE.bpmn -o OUT.yaml")
        return 2
    imported = read_bpmn(read_text(arguments.pack, most=MOST_BYTES), str(arguments.pack), language=arguments.lang)
    failed = any(one.severity is Severity.ERROR for one in imported.diagnostics)
    if not failed:
        write_text(arguments.out, imported.text)
    if printer.as_json:
        found = diagnostics_as_json(imported.diagnostics)
        printer.json({"findings": found, "written": None if failed else str(arguments.out)})
        return int(failed)
    printer.findings(imported.diagnostics)
    if not failed:
        printer.line(f"wrote {arguments.out}")
    return int(failed)


ACTIONS: Final[dict[str, Callable[[Namespace, Printer], int]]] = {
    "show": show,
    "diagram": diagram,
    "lint": check,
    "import": draft,
}
