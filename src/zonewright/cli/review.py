"""The review of a draft: readings and decisions of a pack, its page, and what goes to annotation tools and comes back."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from zonewright.cli.drafted import DECISIONS, readings_of
from zonewright.cli.review_log import MOST_BYTES, Log
from zonewright.cli.review_talk import AGAIN, DECIDED, Talk
from zonewright.cli.show import Printer
from zonewright.errors import InputError, Place, Report
from zonewright.notation.shapes import nearest
from zonewright.provisions import brat, label_studio
from zonewright.provisions.akoma_ntoso import to_akoma_ntoso
from zonewright.provisions.annotations import Annotation, annotated, decisions_from
from zonewright.provisions.decisions_file import decision_line, read_decisions
from zonewright.provisions.model import Reading
from zonewright.provisions.review import Decision, queue, reviewed
from zonewright.provisions.web_annotations import annotation_page
from zonewright.report.review_page import review_page
from zonewright.report.review_text import named
from zonewright.tables.files import read_bytes, read_text, refuse, write_text
from zonewright.values import Words

FORMS: Final = ("label-studio", "brat", "akoma-ntoso", "web-annotation")
WROTE: Final = Words("wrote {v}", "已写入{v}", "저장: {v}")
TAKEN: Final = Words(
    "taken over from {v}: {n} decisions ({accepted} accepted, {edited} edited, {rejected} rejected, {undone} undone)",
    "已从{v}导入审核意见{n}项（采纳{accepted}项，修改{edited}项，不采纳{rejected}项，撤销{undone}项）",
    "{v}에서 검토 결과 {n}건을 가져왔습니다(채택 {accepted}건, 수정 {edited}건, 불채택 {rejected}건, 취소 {undone}건).",
)


def review(arguments: Namespace, printer: Printer) -> int:
    """Decide on the items of a draft in the terminal; or write its page, exchange it, list what is to decide."""
    readings = _wanted(readings_of(arguments.pack), arguments.doc, arguments.pack)
    log = Log(arguments.pack / DECISIONS, readings)
    if log.warnings and not printer.as_json:
        printer.findings(log.warnings)
    if arguments.imported is not None:
        _import(arguments, printer, readings, log)
    if arguments.export is not None:
        _export(arguments, printer, readings, log)
    if arguments.html is not None:
        for path, reading in _pages(arguments.html, readings):
            write_text(path, review_page(reading, log.done(reading), language=arguments.lang))
            printer.note(WROTE.in_language(arguments.lang).format(v=path))
    if printer.as_json:
        printer.json({"pack": str(arguments.pack), "texts": [_queue_as_json(one, log) for one in readings]})
        return 0
    if arguments.imported is arguments.export is arguments.html is None:
        Talk(arguments, printer, readings, log).hold()
    _tell(arguments, printer, readings, log)
    return 0


def _wanted(readings: Sequence[Reading], id: str | None, pack: Path) -> tuple[Reading, ...]:
    found = tuple(one for one in readings if id in {None, one.document.id})
    if not found:
        known = [one.document.id for one in readings]
        raise refuse("ZW739", f"the pack has no text `{id}`", pack / "text", nearest(str(id), known))
    return found


def _pages(out: Path, readings: Sequence[Reading]) -> Iterable[tuple[Path, Reading]]:
    """Where each page goes: several texts have a page each, named after the text."""
    if len(readings) == 1:
        return [(out, readings[0])]
    return [(out.with_name(f"{out.stem}-{one.document.id}{out.suffix}"), one) for one in readings]


def _export(arguments: Namespace, printer: Printer, readings: Sequence[Reading], log: Log) -> None:
    """Write the readings, as they stand, for other programs."""
    form, out = arguments.export[0], Path(arguments.export[1])
    exported = [(one, annotated(one, log.done(one))) for one in readings]
    match form:
        case "label-studio":
            files = {"tasks.json": label_studio.tasks(exported), "labels.xml": label_studio.labelling_config()}
        case "brat":
            files = {"annotation.conf": brat.configuration()}
            for one, found in exported:
                files |= {f"{one.document.id}.txt": one.document.text, f"{one.document.id}.ann": brat.standoff(one, found)}
        case "akoma-ntoso":
            files = {f"{one.document.id}.xml": to_akoma_ntoso(one.document) for one in readings}
        case "web-annotation":
            files = {f"{one.document.id}.json": annotation_page(reviewed(one, log.done(one))) for one in readings}
        case _:
            raise refuse("ZW732", f"`{form[:60]}` is not a form of export", out, nearest(form, FORMS))
    for name, content in files.items():
        write_text(out / name, content)
    printer.note(WROTE.in_language(arguments.lang).format(v=out))


def _import(arguments: Namespace, printer: Printer, readings: Sequence[Reading], log: Log) -> None:
    """Take decisions over from a file: lines of decisions, an export of Label Studio, or standoff lines of brat."""
    path: Path = arguments.imported
    by_id, report = {one.document.id: one for one in readings}, Report()
    content = read_bytes(path, most=MOST_BYTES) if path.suffix == ".jsonl" else read_text(path, most=MOST_BYTES)
    if isinstance(content, bytes):
        taken = _known(read_decisions(content, path, report), log, path, report)
        fresh = list(_not_yet(taken, log.decisions))
    elif path.suffix == ".ann":
        own = by_id.get(path.stem) or (readings[0] if arguments.doc else None)
        if own is None:
            raise refuse("ZW736", f"the pack has no text `{path.stem}`", path, "name the text with --doc")
        fresh = _exchanged(arguments, own, brat.read_standoff(content, str(path), own, report), log, report)
    else:
        found = label_studio.read_tasks(content, str(path), by_id, report)
        fresh = [one for id, part in found.items() for one in _exchanged(arguments, by_id[id], part, log, report)]
    if report.failed:
        raise InputError(report.diagnostics)
    if report.diagnostics and not printer.as_json:
        printer.findings(report.diagnostics)
    if fresh:
        log.add(*fresh)
    counts = Counter(one.verdict for one in fresh)
    numbers = {verdict: counts[verdict] for verdict in ("accepted", "edited", "rejected", "undone")}
    printer.note(TAKEN.in_language(arguments.lang).format(v=path, n=len(fresh), **numbers))


def _exchanged(arguments: Namespace, own: Reading, found: Sequence[Annotation], log: Log, report: Report) -> list[Decision]:
    note = f"from {arguments.imported.name}"
    back = decisions_from(own, found, log.done(own), by=arguments.by, on=arguments.on.isoformat(), note=note)
    for one in back.unplaced:
        words = named(own.document.text[one.start : one.end])[:60]
        report.warn("ZW736", f"`{words}` is no item of the draft and is left out", one.place,
                    hint="write it into the pack by hand")  # fmt: skip
    return list(back.decisions)


def _known(taken: Iterable[Decision], log: Log, path: Path, report: Report) -> list[Decision]:
    """The decisions on items of these texts; the rest is told."""
    homes = {item.key for own in log.items.values() for item in own}
    found = []
    for one in taken:
        if one.item in homes:
            found.append(one)
        else:
            words = named(one.exact)[:60]
            report.warn("ZW736", f"`{words}` is no item of the draft and is left out", Place(str(path)),
                        hint="the text has changed since: decide again")  # fmt: skip
    return found


def _not_yet(taken: Iterable[Decision], held: Iterable[Decision]) -> Iterable[Decision]:
    """What the file of decisions does not hold yet, so that a file may be taken over twice."""
    left = Counter(map(decision_line, held))
    for one in taken:
        line = decision_line(one)
        if left[line]:
            left[line] -= 1
        else:
            yield one


def _queue_as_json(reading: Reading, log: Log) -> dict[str, Any]:
    """What is to decide on a text, the most urgent first."""
    document, all_items, done = reading.document, log.items[reading.document.id], log.done(reading)
    return {
        "text": document.id,
        "language": document.language,
        "items": len(all_items),
        "decided": sum(item.key in done for item in all_items),
        "queue": [
            {
                "item": item.key,
                "kind": item.kind,
                "eid": reading.provisions[item.provision].eid,
                "start": item.start,
                "end": item.end,
                "words": document.text[item.start : item.end],
                "confidence": item.confidence.name.lower(),
                "stake": item.stake,
                "flags": list(item.flags),
            }
            for item in queue(all_items, done)
        ],
    }


def _tell(arguments: Namespace, printer: Printer, readings: Sequence[Reading], log: Log) -> None:
    """How far the review is, and how to draft again with it."""
    for one in readings:
        all_items, done = log.items[one.document.id], log.done(one)
        count = {"doc": one.document.id, "n": sum(item.key in done for item in all_items), "m": len(all_items)}
        printer.line(DECIDED.in_language(arguments.lang).format(**count))
    if log.decisions:
        printer.line(AGAIN.in_language(arguments.lang).format(pack=arguments.pack))
