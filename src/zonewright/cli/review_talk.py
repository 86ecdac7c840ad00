"""The review on the terminal: an item in its surroundings, one key to decide, every decision kept at once."""

from __future__ import annotations

import io
import os
import re
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import Final

from rich.text import Text

from zonewright.cli.review_log import Log
from zonewright.cli.show import Printer
from zonewright.errors import Place, Report
from zonewright.provisions.changes import differs, fits, parts_of, read_change, read_pairs, written
from zonewright.provisions.model import Provision, Quantity, Reading
from zonewright.provisions.review import REASONS, Decision, Item, decide, edited_provision, edited_quantity, queue
from zonewright.report import review_words as told
from zonewright.report.review_text import marked, named
from zonewright.values import Words

try:
    import termios
    import tty
except ImportError:  # no such terminals here: a line is typed for each key
    termios = None  # type: ignore[assignment]

DECIDED: Final = Words("{doc}: {n} of {m} decided", "{doc}：已审核{n}项，共{m}项", "{doc}: {m}건 중 {n}건 검토 완료")
AGAIN: Final = Words(
    "draft again with these decisions: zonewright draft {pack}/text -o {pack}",
    "按审核意见重新起草：zonewright draft {pack}/text -o {pack}",
    "검토 결과를 반영하여 다시 작성: zonewright draft {pack}/text -o {pack}",
)
KEYS: Final = Words(
    "a accept · x reject · e edit · s skip · u undo · q stop",
    "a 采纳 · x 不采纳 · e 修改 · s 跳过 · u 撤销 · q 停止",
    "a 채택 · x 불채택 · e 수정 · s 건너뛰기 · u 취소 · q 중단",
)
EDIT: Final = Words(
    "Write what differs in the same way; Enter leaves it as it is.",
    "请按相同格式填写需修改的内容；直接按回车键则不修改。",
    "수정할 내용을 같은 형식으로 입력하십시오. Enter만 누르면 그대로 둡니다.",
)
NOTE: Final = Words("note (Enter: no change):", "备注（直接按回车键则不修改）：", "비고(Enter만 누르면 수정하지 않음):")
LEFT: Final = Words("left as it is", "保持不变", "그대로 둠")
UNDONE: Final = Words("undone: {v}", "已撤销：{v}", "취소됨: {v}")
NOTHING_UNDONE: Final = Words("There is nothing to undo.", "没有可撤销的审核意见。", "취소할 검토 결과가 없습니다.")
ALL_DONE: Final = Words("Nothing is left to decide.", "没有待审核的项目。", "더 검토할 항목이 없습니다.")
SKIPPED: Final = Words("skipped: {n}", "已跳过{n}项", "건너뜀: {n}건")
KEPT: Final = Words(
    "Stopped. The decisions are kept in {v}; start again to go on.",
    "已停止。审核意见保存在{v}，再次运行即可继续。",
    "중단하였습니다. 검토 결과는 {v}에 저장되었으며, 다시 실행하면 이어서 할 수 있습니다.",
)
STOPPED: Final = Words("Stopped. Nothing was decided.", "已停止，未作出审核意见。", "중단하였습니다. 검토한 항목이 없습니다.")
#: Characters of the text shown on either side of a provision.
AROUND: Final = 160
SEVERAL: Final = re.compile(r"\s*[;；|]\s*")


class Talk:
    """One item after the other, the most urgent first, until nothing is left or nobody answers any more."""

    def __init__(self, arguments: Namespace, printer: Printer, readings: Sequence[Reading], log: Log) -> None:
        self.by, self.on, self.language = arguments.by, arguments.on.isoformat(), arguments.lang
        self.out, self.readings, self.log = printer.out, readings, log
        self.skipped: set[tuple[str, str]] = set()
        self.again: tuple[Reading, Item] | None = None
        self.typed_ahead = ""

    def hold(self) -> None:
        """Show, ask and keep, item by item."""
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")
        before = len(self.log.decisions)
        while (waiting := self.again or self.waiting()) is not None:
            self.again = None
            self.show(*waiting)
            if not self.answered(*waiting):
                self.say(KEPT, v=self.log.path) if len(self.log.decisions) > before else self.say(STOPPED)
                return
        self.say(ALL_DONE)
        if self.skipped:
            self.say(SKIPPED, n=len(self.skipped))

    def waiting(self) -> tuple[Reading, Item] | None:
        """The next item to decide on that was not skipped."""
        for reading in self.readings:
            for item in queue(self.log.items[reading.document.id], self.log.done(reading)):
                if (reading.document.id, item.key) not in self.skipped:
                    return reading, item
        return None

    def answered(self, reading: Reading, item: Item) -> bool:
        """Take keys until the item is decided or left; False to stop."""
        while (key := self.key()) is not None:
            match key:
                case "a":
                    self.keep(decide(reading, item, "accepted", by=self.by, on=self.on))
                    return True
                case "x" if self.rejected(reading, item):
                    return True
                case "e" if self.edited(reading, item):
                    return True
                case "s":
                    self.skipped.add((reading.document.id, item.key))
                    return True
                case "u" if self.undone():
                    return True
                case "q":
                    return False
                case "u" | "x" | "e":
                    pass
                case _:
                    self.say(KEYS)
        return False

    def show(self, reading: Reading, item: Item) -> None:
        """The item in its surroundings, and the card below."""
        provision, text = reading.provisions[item.provision], reading.document.text
        done, all_items = self.log.done(reading), self.log.items[reading.document.id]
        self.line()
        self.say(DECIDED, doc=reading.document.id, n=sum(one.key in done for one in all_items), m=len(all_items))
        above = " › ".join(named(one) for one in reversed(provision.headings) if one.strip())
        self.line(f"{self.page('number').format(n=item.provision + 1)}  {provision.eid}  {above}".rstrip(), "dim")
        shown = Text("  ")
        shown.append(seen("…" + text[max(0, provision.start - AROUND) : provision.start]), "dim")
        shown.append(seen(text[provision.start : item.start]))
        shown.append(f"⟦{seen(text[item.start : item.end])}⟧", "bold reverse")
        shown.append(seen(text[item.end : provision.end]))
        shown.append(seen(text[provision.end : provision.end + AROUND]) + "…", "dim")
        self.out.print(shown)
        self.card(provision, item, text)
        self.say(KEYS)

    def card(self, provision: Provision, item: Item, text: str) -> None:
        """What was read, how far it is trusted, and why."""
        language = self.language
        if item.condition >= 0:
            one = provision.conditions[item.condition]
            metric = f" · {told.metric(one.metric, language)}" if one.metric else ""
            self.line(f"  {told.called(told.ROLES, one.role, language)}: {told.figure(one, language)}{metric}", "bold")
            evidence = [one.evidence]
        else:
            instruments = ", ".join(told.instrument(label.value, language) for label in provision.instruments)
            self.line(f"  {told.called(told.MODALITIES, provision.modality.value, language)} · {instruments}", "bold")
            fields = "; ".join(seen(text[one.start : one.end]) for one in provision.fields)
            if fields:
                self.line(f"  {told.called(told.PARTS, 'fields', language)}: {fields}")
            evidence = [provision.modality.evidence, *(label.evidence for label in provision.instruments)]
        trust = told.CONFIDENCE[item.confidence].in_language(language)
        rules = ", ".join(dict.fromkeys(one.rule for one in evidence))
        self.line(f"  {trust} · {self.page('rule').format(rule=rules)}", "dim")
        for flag in item.flags:
            self.line(f"  ⚑ {told.called(told.FLAGS, flag, language)}", "yellow")

    def rejected(self, reading: Reading, item: Item) -> bool:
        """Ask for the reason; Enter goes back."""
        self.line(self.page("reason"))
        for number, reason in enumerate(REASONS, 1):
            self.line(f"  {number}  {told.called(told.REASONS, reason, self.language)}")
        while (key := self.key()) is not None and key.strip():
            if key.isdecimal() and 0 < int(key) <= len(REASONS):
                self.keep(decide(reading, item, "rejected", by=self.by, on=self.on, reason=REASONS[int(key) - 1]))
                return True
        self.say(LEFT)
        return False

    def edited(self, reading: Reading, item: Item) -> bool:
        """Ask for what differs until it can be used; Enter goes back."""
        held, provision = self.log.done(reading).get(item.key), reading.provisions[item.provision]
        if item.condition >= 0:
            self.line("  " + pairs_of(edited_quantity(provision.conditions[item.condition], held), reading.document.text))
        else:
            self.line("  " + pairs_of(edited_provision(provision, held), reading.document.text))
        self.say(EDIT)
        while (typed := self.typed()) is not None and typed:
            pairs = read_pairs(typed)
            note, report = pairs.pop("note", ""), Report()
            change = self.change(reading, item, pairs, report)
            if report.diagnostics or not change:
                for wrong in report.diagnostics:
                    self.line(f"{wrong.message} ({wrong.hint})" if wrong.hint else wrong.message, "red")
                if not report.diagnostics:
                    self.line(self.page("no_change"), "red")
                continue
            if change.keys() & {"op", "value", "unit"} and not note:
                self.line(f"{self.page('needs_note')} {NOTE.in_language(self.language)}")
                note = self.typed() or ""
                if not note:
                    break
            self.keep(decide(reading, item, "edited", by=self.by, on=self.on, note=note, change=change))
            return True
        self.say(LEFT)
        return False

    def change(self, reading: Reading, item: Item, pairs: Mapping[str, str], report: Report) -> dict[str, object]:
        """What the pairs change, checked together with what stays as it is now."""
        raw: dict[str, object] = dict(pairs)
        place, held = Place("edit"), self.log.done(reading).get(item.key)
        provision = reading.provisions[item.provision]
        if item.condition >= 0:
            one = provision.conditions[item.condition]
            stays = parts_of(edited_quantity(one, held))
            whole = stays | read_change(raw, "condition", report, place)
            fits(whole, report, place)
            return differs(one, whole)
        if "fields" in raw:
            raw["fields"] = self.stretches(reading.words(provision), provision.start, pairs["fields"], report)
        stays = parts_of(edited_provision(provision, held))
        return differs(provision, stays | read_change(raw, "provision", report, place))

    def stretches(self, words: str, start: int, typed: str, report: Report) -> list[dict[str, int]]:
        """Where the words typed for fields stand in the provision."""
        found = []
        for one in filter(None, SEVERAL.split(typed)):
            at = words.find(one)
            if at < 0:
                report.error("ZW735", self.page("bad_field").format(v=one), Place("edit"))
            found.append({"start": start + max(at, 0), "end": start + max(at, 0) + len(one)})
        return found

    def undone(self) -> bool:
        """Take back the last decision that still holds, and show its item again."""
        known = {(one.document.id, item.key): (one, item) for one in self.readings for item in self.log.items[one.document.id]}
        live: list[tuple[str, str]] = []
        for decision in self.log.decisions:
            homes = [one for one in known if one[1] == decision.item and decision.doc in {"", one[0]}][:1]
            if decision.verdict != "undone":
                live += homes
            elif homes and homes[0] in live:
                del live[len(live) - 1 - live[::-1].index(homes[0])]
        if not live:
            self.say(NOTHING_UNDONE)
            return False
        reading, item = self.again = known[live[-1]]
        self.keep(decide(reading, item, "undone", by=self.by, on=self.on))
        self.say(UNDONE, v=named(reading.document.text[item.start : item.end])[:80])
        return True

    def keep(self, decision: Decision) -> None:
        """A decision is on the disk before the next item is shown."""
        self.log.add(decision)

    def key(self) -> str | None:
        """One key, where the terminal gives keys; else the first letter of a line. None at the end of the input."""
        if self.typed_ahead:
            key, self.typed_ahead = self.typed_ahead[0], self.typed_ahead[1:]
            return key
        if termios is None or not sys.stdin or not sys.stdin.isatty():
            typed = self.typed()
            return typed if typed is None else (typed[:1].lower() or "\n")
        before = termios.tcgetattr(sys.stdin)
        try:
            tty.setcbreak(sys.stdin, termios.TCSANOW)  # what was typed ahead counts, so nothing is flushed
            self.prompt()
            burst = os.read(sys.stdin.fileno(), 64).decode("utf-8", "replace")
        finally:
            termios.tcsetattr(sys.stdin, termios.TCSANOW, before)
        burst = "?" if burst.startswith("\x1b") else burst.lower()  # an arrow is several characters
        self.line(burst[:1].strip())
        self.typed_ahead = burst[1:]
        return None if burst[:1] in {"", "\x04"} else burst[0]

    def typed(self) -> str | None:
        """A line; None at the end of the input. What comes from a file is shown, as a terminal shows what is typed."""
        self.typed_ahead = ""
        self.prompt()
        line = sys.stdin.readline() if sys.stdin else ""  # a program may start this one without an input
        if not line or not sys.stdin.isatty():
            self.line(line.strip())
        return line.strip() if line else None

    def prompt(self) -> None:
        self.out.print(Text("> "), end="")
        self.out.file.flush()

    def page(self, key: str) -> str:
        return told.PAGE[key].in_language(self.language)

    def say(self, text: Words, **parts: object) -> None:
        self.line(text.in_language(self.language).format(**parts))

    def line(self, text: str = "", style: str = "") -> None:
        self.out.print(Text(text, style=style))


def seen(words: str) -> str:
    """Words as a terminal may show them: what nobody sees is named, so that no text can steer the terminal."""
    return "".join(part["text"] or f"<{part['odd']}>" for part in marked(words))


def pairs_of(found: Provision | Quantity, text: str) -> str:
    """The parts that can be changed, in the way in which they are typed."""
    if isinstance(found, Quantity):
        parts = {"role": found.role, "op": found.op, "value": written(found.value), "unit": found.unit}
        return "; ".join(f"{key}={value}" for key, value in (parts | {"per": found.per, "metric": found.metric}).items())
    fields = " | ".join(seen(text[one.start : one.end]) for one in found.fields)
    instruments = ",".join(label.value for label in found.instruments)
    return f"modality={found.modality.value}; instruments={instruments}; fields={fields}"
