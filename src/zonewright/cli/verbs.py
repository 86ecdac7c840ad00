"""What each verb does: read files, call the library, print."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

from rich.progress import Progress

from zonewright.cli.show import Printer
from zonewright.compiler.check_ledger import broken_ledgers, claims_not_kept, executable_share, spans_outside
from zonewright.compiler.check_references import unknown_references
from zonewright.compiler.pipeline import check_pack, compile_pack
from zonewright.compiler.plan import CompiledPack
from zonewright.errors import DiagnosedError, Diagnostic, InputError, Severity
from zonewright.matching.model import Match, Verdict
from zonewright.matching.single import match_one
from zonewright.notation.shapes import nearest
from zonewright.packs.json_schema import FILES, schema_of
from zonewright.packs.ledger import as_json, ledger
from zonewright.packs.load import Draft, load_pack, read_pack
from zonewright.packs.model import Pack
from zonewright.packs.texts import find_texts
from zonewright.report import words
from zonewright.report.answers import Answer, answer_for
from zonewright.report.as_json import answer_as_json, diagnostics_as_json, matches_as_json
from zonewright.report.explain import Explainer
from zonewright.report.money import MoneyTeller
from zonewright.report.pages import ledger_page, report_page
from zonewright.tables.files import refuse, write_text
from zonewright.tables.profile import Profile, read_profiles

#: Notes of one kind that are printed.
MOST_NOTES: Final = 3
#: What must hold before shares are told.
LEDGER_CHECKS: Final = (unknown_references, spans_outside, broken_ledgers, claims_not_kept)
#: Enterprises with their matches.
Told: TypeAlias = Sequence[tuple[Profile, Sequence[Match]]]


def check(arguments: Namespace, printer: Printer) -> int:
    """Every finding about a pack."""
    try:
        draft = read_pack(arguments.pack)
    except DiagnosedError as error:
        draft = Draft(None, error.diagnostics)
    found = draft.diagnostics + (check_pack(draft.pack) if draft.pack else ())
    failed = any(one.severity is not Severity.NOTE for one in found)
    measures = len(draft.pack.measures) if draft.pack else 0
    share = executable_share(draft.pack) if draft.pack else 0.0
    if printer.as_json:
        printer.json({"findings": diagnostics_as_json(found), "measures": measures, "executable_share": share})
        return int(failed)
    shown, more = _folded(found)
    printer.findings(shown)
    for code, number in more.items():
        printer.note(f"{code}: {_count(number, 'more note')} of this kind; `--json` tells all")
    errors = sum(one.severity is Severity.ERROR for one in found)
    notes = sum(one.severity is Severity.NOTE for one in found)
    counted = f"{_count(errors, 'error')}, {_count(len(found) - errors - notes, 'warning')}" if found else "no findings"
    counted += f", {_count(notes, 'note')}" if notes else ""
    told = f"{_count(measures, 'measure')}, {share:.1%} of their tests run without a person" if draft.pack else "not read"
    printer.line(f"{arguments.pack}: {told}, {counted}", "red" if failed else "green")
    return int(failed)


def _folded(found: Iterable[Diagnostic]) -> tuple[list[Diagnostic], Counter[str]]:
    """The findings, of each kind of note the first few; and how many more there are of each kind."""
    shown: list[Diagnostic] = []
    met: Counter[str] = Counter()
    more: Counter[str] = Counter()
    for one in found:
        met[one.code] += 1
        if one.severity is Severity.NOTE and met[one.code] > MOST_NOTES:
            more[one.code] += 1
        else:
            shown.append(one)
    return shown, more


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def show_ledger(arguments: Namespace, printer: Printer) -> int:
    """The ledger of every text of a pack, verified against the texts where they are given."""
    pack = load_pack(arguments.pack)
    ledgers = ledger(pack)
    broken = [found for check in LEDGER_CHECKS for found in check(pack)]
    texts = find_texts(pack, arguments.text) if arguments.text else {}
    if broken:
        raise InputError(broken)
    if not ledgers:
        printer.note(f"{pack.zone.id} has no text with a ledger")
    if arguments.html:
        write_text(arguments.html, ledger_page(pack, ledgers, texts, arguments.lang))
        printer.note(f"wrote {arguments.html}")
    if printer.as_json:
        printer.json(dict(as_json(ledgers)))
        return 0
    for one in ledgers:
        printer.ledger(one, texts.get(one.source.id), arguments.lang)
    return 0


def match(arguments: Namespace, printer: Printer) -> int:
    """The verdicts for one enterprise, or for each row of a small table."""
    compiled = compile_pack(load_pack(arguments.pack))
    profiles = read_profiles(arguments.profile, compiled.pack.schema, on=arguments.on)
    told = [(profile, match_one(compiled, profile.facts, on=arguments.on)) for profile in profiles]
    if printer.as_json:
        beside = answer_as_json(answer_for(compiled, *told[0])) if len(told) == 1 else {}
        printer.json({**_told_as_json(compiled.pack, told, arguments), **beside})
        return 0
    money = MoneyTeller(Explainer(compiled.pack, arguments.lang, {}))
    for profile, matches in told:
        printer.findings(profile.warnings)
        if profile.name:
            printer.line(profile.name.in_language(arguments.lang), "bold")
        printer.matches(money, matches)
        if len(told) == 1:  # a table is read for its verdicts; what to do about each is told for one at a time
            printer.advice(money, answer_for(compiled, profile, matches))
        printer.line()
    return 0


def _told_as_json(pack: Pack, told: Told, arguments: Namespace) -> dict[str, Any]:
    forms = [matches_as_json(pack, matches, on=arguments.on, language=arguments.lang) for _, matches in told]
    if len(forms) == 1:
        return {**forms[0], "warnings": diagnostics_as_json(told[0][0].warnings)}
    head = matches_as_json(pack, (), on=arguments.on, language=arguments.lang)
    del head["matches"]
    names = [profile.name.in_language(arguments.lang) if profile.name else "" for profile, _ in told]
    warnings = [diagnostics_as_json(profile.warnings) for profile, _ in told]
    rows = zip(names, forms, warnings, strict=True)
    return {**head, "profiles": [{"name": name, "matches": form["matches"], "warnings": own} for name, form, own in rows]}


def explain(arguments: Namespace, printer: Printer) -> int:
    """The reasons behind verdicts."""
    compiled = compile_pack(load_pack(arguments.pack))
    _refuse_unknown_measures(compiled, arguments.measure, arguments.pack)
    texts = find_texts(compiled.pack, arguments.text) if arguments.text else {}
    told = [
        (profile, _wanted(match_one(compiled, profile.facts, on=arguments.on), arguments.measure))
        for profile in read_profiles(arguments.profile, compiled.pack.schema, on=arguments.on)
    ]
    if printer.as_json:
        printer.json(_told_as_json(compiled.pack, told, arguments))
        return 0
    explainer = Explainer(compiled.pack, arguments.lang, texts)
    for profile, matches in told:
        printer.findings(profile.warnings)
        if profile.name:
            printer.line(profile.name.in_language(arguments.lang), "bold underline")
        for one in matches:
            printer.reasons(explainer, one)
    printer.line(words.SCREENING.in_language(arguments.lang), "dim")
    return 0


def _wanted(matches: Sequence[Match], ids: list[str]) -> tuple[Match, ...]:
    return tuple(one for one in matches if not ids or one.measure.id in ids)


def _refuse_unknown_measures(compiled: CompiledPack, ids: list[str], folder: Path) -> None:
    known = compiled.pack.measure_ids
    for id in ids:
        if id not in known:
            raise refuse("ZW210", f"unknown measure `{id}`", folder / "measures", nearest(id, known))


def schema(arguments: Namespace, printer: Printer) -> int:
    """The JSON Schemas of the files of a pack."""
    if arguments.out:
        for name in FILES:
            write_text(arguments.out / f"{name}.schema.json", schema_of(name))
        printer.note(f"wrote {len(FILES)} schemas to {arguments.out}")
    elif arguments.name:
        printer.out.print(schema_of(arguments.name), markup=False)
    else:
        printer.line("\n".join(FILES))
    return 0


def demo(arguments: Namespace, printer: Printer) -> int:
    """The main job: check, ledger, match the samples, write the report in three languages."""
    pack = load_pack(arguments.pack)
    compiled = compile_pack(pack)
    texts: Mapping[str, str] = find_texts(pack, arguments.text) if arguments.text else {}
    paths = sorted((arguments.pack / "samples").glob("*.yaml"))
    if not paths:
        raise refuse("ZW022", "the pack has no sample enterprises", arguments.pack / "samples", "add samples/<name>.yaml")
    answers: list[Answer] = []
    with Progress(console=printer.err, transient=True) as progress:
        for path in progress.track(paths, description="matching"):
            profiles = read_profiles(path, pack.schema, on=arguments.on)
            answers += (answer_for(compiled, one, match_one(compiled, one.facts, on=arguments.on)) for one in profiles)
    written = [arguments.out / "report.html", arguments.out / "ledger.html"]
    write_text(written[0], report_page(pack, answers, texts, on=arguments.on))
    write_text(written[1], ledger_page(pack, ledger(pack), texts, arguments.lang))
    if printer.as_json:
        told = [(answer.profile, answer.matches) for answer in answers]
        printer.json({**_told_as_json(pack, told, arguments), "written": [str(path) for path in written]})
        return 0
    _tell_demo(arguments, printer, pack, answers, texts)
    for path in written:
        printer.line(f"wrote {path}", "bold")
    command = sys.argv[0] if Path(sys.argv[0]).name == "zonewright" else "zonewright"
    printer.line("\nnext, try:")
    printer.line(f"  {command} explain {arguments.pack} {paths[0]} --lang ko")
    printer.line(f"  {command} package {arguments.pack} {paths[0]}")
    printer.line(f"  {command} ask {arguments.pack} --answers answers.yaml")
    printer.line(f"  {command} ledger {arguments.pack} --html {arguments.out / 'ledger.html'}")
    printer.line(f"  {command} new-zone my-zone && {command} check my-zone")
    return 0


def _tell_demo(
    arguments: Namespace,
    printer: Printer,
    pack: Pack,
    answers: Sequence[Answer],
    texts: Mapping[str, str],
) -> None:
    share = executable_share(pack)
    printer.line(f"{pack.zone.title.in_language(arguments.lang)} ({pack.zone.version})", "bold")
    printer.line(f"{len(pack.measures)} measures, {share:.1%} of their tests run without a person\n")
    for one in ledger(pack):
        printer.ledger(one, texts.get(one.source.id), arguments.lang)
    money = MoneyTeller(Explainer(pack, arguments.lang, texts))
    for answer in answers:
        name = answer.profile.name.in_language(arguments.lang) if answer.profile.name else "?"
        counts = Counter(one.verdict for one in answer.matches)
        said = ", ".join(
            f"{words.VERDICT[verdict].in_language(arguments.lang)}: {counts[verdict]}" for verdict in Verdict if counts[verdict]
        )
        printer.line(f"{name}: {said}")
        printer.advice(money, answer)
    printer.line()
