"""From policy texts to a draft pack, and again when a text has changed: reviewers' work is never written over."""

from __future__ import annotations

import json
import re
from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from rich.progress import track

from zonewright.cli.drafted import DECISIONS, DRAFTED, MODEL, documents_of, is_drafted, model_log
from zonewright.cli.language_model import ask_model, model_options
from zonewright.cli.review_log import MOST_BYTES
from zonewright.cli.show import Printer
from zonewright.errors import Diagnostic, InputError, Place, Report
from zonewright.interpret.draft import draft_pack, file_of, fingerprint, with_ids
from zonewright.interpret.model_log import replayed
from zonewright.interpret.readers import read_texts
from zonewright.interpret.reading import read_document
from zonewright.provisions.decisions_file import read_decisions, write_decisions
from zonewright.provisions.document import Document
from zonewright.provisions.model import Confidence, Reading
from zonewright.provisions.records import as_lines
from zonewright.provisions.review import Carried, Decision, carry, decided, items, queue
from zonewright.report.as_json import diagnostics_as_json
from zonewright.tables.files import is_folder, is_missing, read_bytes, refuse, write_folder, write_text
from zonewright.values import Words

ID: Final = re.compile(r"[a-z][a-z0-9-]{0,79}")

_INSIDE: Final = re.compile(r"(?:[\w-][\w.-]*/)?[\w-][\w.-]*")  # what a draft writes; no list leads out of the pack
_LOGS: Final = frozenset({DECISIONS, MODEL})  # what happened is no draft, and nobody edits it by hand

READ: Final = Words(
    "{doc}: {chars} characters, {provisions} provisions, {figures} figures, {fields} fields of industry; "
    "{open} to decide, {unsure} of them unsure or flagged",
    "{doc}：共{chars}字，条文{provisions}条，数值{figures}个，产业领域{fields}处；待审核{open}项，其中存疑或需核实{unsure}项",
    "{doc}: {chars}자, 조항 {provisions}건, 수치 {figures}건, 산업 분야 {fields}건, 검토할 항목 {open}건(확인 필요 {unsure}건)",
)
WROTE: Final = Words(
    "wrote {folder}: {measures} measures", "已写入{folder}：措施{measures}项", "{folder}에 저장: 조치 {measures}건"
)
KEPT: Final = Words(
    "decisions kept: {kept}, of them moved with their words: {moved}; back in the queue because their words changed: {lost}",
    "沿用审核意见{kept}项，其中随条文移动{moved}项；因条文改动须重新审核{lost}项",
    "유지된 검토 결과 {kept}건(문구와 함께 이동 {moved}건), 문구가 바뀌어 다시 검토할 항목 {lost}건",
)
AWAY: Final = Words(
    "decisions on texts that are not drafted now, kept in {file}: {docs}",
    "未纳入本次起草的文本，其审核意见仍保存在{file}：{docs}",
    "이번에 작성하지 않은 문서의 검토 결과는 {file}에 그대로 보관: {docs}",
)
LOST: Final = Words("decide again: {words}", "须重新审核：{words}", "다시 검토: {words}")
MOVED: Final = Words("moved: {words}", "已移动：{words}", "이동: {words}")
BESIDE: Final = Words(
    "edited by hand and left as it is: {file}; the new draft lies beside as {file}.drafted",
    "已人工修改，保持不变：{file}；新草稿另存为{file}.drafted",
    "직접 수정된 파일이므로 그대로 두었습니다: {file}. 새 초안은 {file}.drafted에 저장하였습니다.",
)
STALE: Final = Words(
    "no longer in the text, but edited by hand and left as it is: {file}",
    "原文已无此内容，因曾人工修改予以保留：{file}",
    "원문에서 삭제되었으나 직접 수정된 파일이므로 그대로 두었습니다: {file}",
)
NEXT: Final = Words(
    "next, try:\n  zonewright check {folder}\n  zonewright review {folder}\n  zonewright ledger {folder} --text {folder}/text",
    "下一步：\n  zonewright check {folder}\n  zonewright review {folder}\n  zonewright ledger {folder} --text {folder}/text",
    "다음 단계:\n  zonewright check {folder}\n  zonewright review {folder}\n  zonewright ledger {folder} --text {folder}/text",
)


@dataclass(frozen=True, slots=True)
class Written:
    """What writing a pack left alone: files edited by hand with a new draft beside, and edited ones no longer drafted."""

    beside: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()


def draft(arguments: Namespace, printer: Printer) -> int:
    """Read texts, write predictions or a draft pack, and say what a person has to decide."""
    folder: Path | None = arguments.out
    documents = _documents(arguments.text, arguments.text_lang)
    torn = Report()
    if folder is not None:
        _before(folder, torn)
    readings = [read_document(one) for one in _tracked(documents, printer)]
    if arguments.predictions is not None:
        for reading in readings:
            write_text(arguments.predictions / f"{reading.document.id}.jsonl", as_lines(reading))
    readings = with_ids(readings)
    readings, log, findings = _consulted(readings, arguments, printer, folder)
    findings = (*torn.diagnostics, *findings)
    if findings and not printer.as_json:
        printer.findings(findings)
    before = _by_text(_before(folder, Report()), readings) if folder is not None else {}  # reviewers went on meanwhile
    carried = {one.document.id: carry(before.pop(one.document.id, ()), one) for one in readings}
    done = {id: decided(one.kept) for id, one in carried.items()}
    written = Written()
    files: dict[str, str] = {}
    if folder is not None:
        files = _files(folder, readings, done, arguments.on)
        kept = [one for own in carried.values() for one in (*own.kept, *own.lost)]
        files[DECISIONS] = write_decisions([*kept, *(one for own in before.values() for one in own)])
        files |= {MODEL: log} if log else {}
        written = _write(folder, files)
    _report(printer, arguments.lang, readings, carried, done)
    if before and not printer.as_json:
        printer.line(AWAY.in_language(arguments.lang).format(file=DECISIONS, docs=", ".join(before)), "yellow")
    if folder is not None:
        _report_written(printer, arguments.lang, folder, files, written)
    if printer.as_json:
        printer.json({
            "folder": str(folder) if folder is not None else None,
            "files": sorted(files),
            "left_as_edited": list(written.beside),
            "no_longer_drafted": list(written.stale),
            "texts_with_decisions_not_drafted": list(before),
            **_as_json(readings, carried, done),
            "findings": diagnostics_as_json(findings),
        })  # fmt: skip
    return 0


def _consulted(readings: Sequence[Reading], arguments: Namespace, printer: Printer,
               folder: Path | None) -> tuple[list[Reading], str, tuple[Diagnostic, ...]]:  # fmt: skip
    """The readings with what a model says now, or said when the texts were drafted before; its log; what went wrong."""
    options = model_options(arguments)
    if options is None:
        log = model_log(folder) if folder is not None else ""
        return [replayed(one, log) for one in readings] if log else list(readings), log, ()
    with printer.err.status("asking the model") if not printer.as_json else nullcontext():
        consulted = ask_model(readings, options)
    if not printer.as_json:
        printer.note(consulted.told(arguments.lang))
    return list(consulted.readings), consulted.log, consulted.findings


def _documents(paths: Iterable[Path], language: str) -> list[Document]:
    found: list[Document] = []
    report = Report()
    for path in paths:
        try:
            found += documents_of(path) if is_drafted(path) else read_texts(path, language=language or "")
        except InputError as error:
            for one in error.diagnostics:
                report.add(one)
    seen: dict[str, int] = {}
    for document in found:
        seen[document.id] = seen.get(document.id, 0) + 1
    for id, count in seen.items():
        if count > 1:
            report.error("ZW720", f"{count} texts have the name `{id}`", Place(id), hint="give each file a name of its own")
    if report.failed:
        raise InputError(report.diagnostics)
    return found


def _tracked(documents: Sequence[Document], printer: Printer) -> Iterable[Document]:
    if printer.as_json or len(documents) < 2:
        return documents
    return track(documents, "reading", console=printer.err, transient=True)


def _before(folder: Path, kept: Report) -> Sequence[Decision]:
    """The decisions that reviewers took on an earlier draft in this folder."""
    if is_missing(folder):
        return ()
    if not is_folder(folder) or not is_drafted(folder):
        raise refuse("ZW029", "this already exists and is no draft", folder, "name a new folder, or that of an earlier draft")
    if is_missing(folder / DECISIONS):
        return ()
    return read_decisions(read_bytes(folder / DECISIONS, most=MOST_BYTES), folder / DECISIONS, kept)


def _by_text(decisions: Sequence[Decision], readings: Sequence[Reading]) -> dict[str, list[Decision]]:
    """Decisions by the id of their text; one that names no text belongs to the first that has its item."""
    homes: dict[str, str] = {}
    if any(not one.doc for one in decisions):
        for reading in reversed(readings):
            homes |= dict.fromkeys((item.key for item in items(reading)), reading.document.id)
    found: dict[str, list[Decision]] = {}
    for decision in decisions:
        home = decision.doc or homes.get(decision.item, "")
        found.setdefault(home, []).append(replace(decision, doc=home))
    return found


def _files(folder: Path, readings: Sequence[Reading], done: Mapping[str, Mapping[str, Decision]], on: date) -> dict[str, str]:
    id = folder.resolve().name
    if not ID.fullmatch(id):
        raise refuse("ZW011", f"`{id}` cannot be the id of a zone", folder,
                     "start with a letter and use lower case letters, digits and `-`, such as `my-zone`")  # fmt: skip
    return draft_pack(readings, id=id, title=id.replace("-", " ").capitalize(), version=on, done=done)


def _write(folder: Path, files: Mapping[str, str]) -> Written:
    """Write a pack whole, or add to an earlier draft without touching what people have edited."""
    hashes = {name: fingerprint(content) for name, content in files.items() if name not in _LOGS}
    if is_missing(folder):
        write_folder(folder, {**files, DRAFTED: _listed(hashes, {})})
        return Written()
    known = _known(folder)
    edited = {name for name in files.keys() | known.keys() if name not in _LOGS and _edited(folder / name, known.get(name, ()))}
    beside = sorted(
        name for name in edited & files.keys() if read_bytes(folder / name, most=MOST_BYTES) != files[name].encode()
    )
    gone = sorted(name for name in known.keys() - hashes.keys() if not is_missing(folder / name))
    write_text(folder / DRAFTED, _listed(hashes, known))  # both, so that a killed draft is still known as drafted
    for name, content in files.items():
        write_text(folder / (f"{name}.drafted" if name in beside else name), content)
    for name in gone:
        if name not in edited:
            (folder / name).unlink()
    write_text(folder / DRAFTED, _listed(hashes, {}))
    return Written(tuple(beside), tuple(name for name in gone if name in edited))


def _known(folder: Path) -> dict[str, list[str]]:
    """The hashes of what was drafted before; a damaged list knows nothing, so that nothing is taken for untouched."""
    try:
        held = json.loads(read_bytes(folder / DRAFTED, most=MOST_BYTES))
    except (ValueError, RecursionError):
        return {}
    if not isinstance(held, dict):
        return {}
    return {name: own for name, own in held.items() if isinstance(own, list) and _INSIDE.fullmatch(name)}


def _edited(path: Path, known: Sequence[str]) -> bool:
    """Whether a file holds what no draft wrote."""
    return not is_missing(path) and sha256(read_bytes(path, most=MOST_BYTES)).hexdigest() not in known


def _listed(hashes: Mapping[str, str], known: Mapping[str, Sequence[str]]) -> str:
    names = sorted(hashes.keys() | known.keys())
    both = {name: sorted({*known.get(name, ()), *([hashes[name]] if name in hashes else [])}) for name in names}
    return json.dumps(both, indent=1) + "\n"


def _report(printer: Printer, language: str, readings: Sequence[Reading], carried: Mapping[str, Carried],
            done: Mapping[str, Mapping[str, Decision]]) -> None:  # fmt: skip
    if printer.as_json:
        return
    for reading in readings:
        printer.line(READ.in_language(language).format(**_counts(reading, done[reading.document.id])))
        for note in reading.document.notes:
            printer.line(f"  {note}")
        one = carried[reading.document.id]
        if one.kept or one.lost:
            numbers = {"kept": len(one.kept), "moved": len(one.moved), "lost": len(one.lost)}
            printer.line("  " + KEPT.in_language(language).format(**numbers))
        kept, lost = ({decision.item: _short(decision.exact) for decision in own} for own in (one.kept, one.lost))
        for item in one.moved:
            printer.line("  " + MOVED.in_language(language).format(words=kept[item]))
        for words in lost.values():
            printer.line("  " + LOST.in_language(language).format(words=words))


def _report_written(printer: Printer, language: str, folder: Path, files: Mapping[str, str], written: Written) -> None:
    if printer.as_json:
        return
    measures = sum(name.startswith("measures/") for name in files)
    printer.line(WROTE.in_language(language).format(folder=folder, measures=measures), "bold")
    for told, names in ((BESIDE, written.beside), (STALE, written.stale)):
        for name in names:
            printer.line(told.in_language(language).format(file=name), "yellow")
    printer.line(NEXT.in_language(language).format(folder=folder))


def _counts(reading: Reading, done: Mapping[str, Decision]) -> dict[str, str | int]:
    waiting = queue(items(reading), done)
    return {
        "doc": reading.document.id,
        "chars": len(reading.document.text),
        "provisions": len(reading.provisions),
        "figures": sum(len(one.conditions) for one in reading.provisions),
        "fields": sum(len(one.fields) for one in reading.provisions),
        "open": len(waiting),
        "unsure": sum(bool(item.flags) or item.confidence is not Confidence.HIGH for item in waiting),
    }


def _as_json(
    readings: Sequence[Reading], carried: Mapping[str, Carried], done: Mapping[str, Mapping[str, Decision]]
) -> dict[str, object]:
    return {
        "texts": [
            {
                **_counts(one, done[one.document.id]),
                "file": file_of(one),
                "sha256": one.document.sha256,
                "notes": list(one.document.notes),
                "kept": len(carried[one.document.id].kept),
                "moved": list(carried[one.document.id].moved),
                "lost": [decision.exact for decision in carried[one.document.id].lost],
            }
            for one in readings
        ],
    }


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 100 else f"{line[:99]}…"
