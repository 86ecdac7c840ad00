"""Printing: plain and readable on a terminal, JSON for programs; mistakes go to the error stream."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any, Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from zonewright.conditions.truth import Truth
from zonewright.errors import Diagnostic, Severity
from zonewright.matching.entitlements import Entitlement, entitlement_of
from zonewright.matching.model import Match, Verdict
from zonewright.matching.nearest import Nearest, nearest_change
from zonewright.packs.ledger import SourceLedger
from zonewright.packs.model import SpanKind
from zonewright.report import words
from zonewright.report import words_of_money as of_money
from zonewright.report.answers import Answer
from zonewright.report.as_json import diagnostics_as_json
from zonewright.report.explain import Explainer
from zonewright.report.money import MoneyTeller

VERDICT_STYLE: Final = {
    Verdict.ELIGIBLE: ("✓", "green"),
    Verdict.UNDETERMINED: ("?", "yellow"),
    Verdict.INELIGIBLE: ("✗", "red"),
    Verdict.NOT_IN_FORCE: ("-", "dim"),
}
TRUTH_STYLE: Final = {Truth.TRUE: "green", Truth.FALSE: "red", Truth.UNKNOWN: "yellow"}
KIND_STYLE: Final = {
    SpanKind.EXECUTED: "black on green",
    SpanKind.JUDGED: "black on yellow",
    SpanKind.DIRECTION: "black on cyan",
    SpanKind.INOPERATIVE: "white on bright_black",
}
#: So many of the nearest changes stand below the verdicts; `explain` tells them all.
MOST_CHANGES: Final = 3
#: Columns of a picture drawn in letters.
WIDTH: Final = 100
KIND_LETTER: Final = {
    SpanKind.EXECUTED: "x",
    SpanKind.JUDGED: "j",
    SpanKind.DIRECTION: "d",
    SpanKind.INOPERATIVE: ".",
}


class Printer:
    """Prints for people or, with ``json``, for programs."""

    def __init__(self, *, json: bool) -> None:
        self.as_json = json
        self.out = Console(highlight=False, soft_wrap=True)
        self.err = Console(stderr=True, highlight=False, soft_wrap=True)

    def json(self, value: Mapping[str, Any]) -> None:
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")

    def line(self, text: str = "", style: str = "") -> None:
        self.out.print(Text(text, style=style))

    def note(self, text: str) -> None:
        """Something about the run itself."""
        self.err.print(Text(text, style="dim"))

    def findings(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Diagnostics: to the output as JSON, else to the error stream."""
        found = tuple(diagnostics)
        if self.as_json:
            self.json({"findings": diagnostics_as_json(found)})
            return
        for one in found:
            style = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}[one.severity]
            self.err.print(Text.assemble((f"{one.where}: ", ""), (f"{one.code} ", style), one.message))
            if one.hint:
                self.err.print(Text(f"    {one.hint}", style="dim"))

    def matches(self, money: MoneyTeller, matches: Iterable[Match]) -> None:
        """A line for each verdict with the measure's status and worth, entitlements first."""
        explainer = money.explainer
        told = sorted(matches, key=lambda one: list(VERDICT_STYLE).index(one.verdict))
        width = max((cell_len(match.measure.id) for match in told), default=0)
        for match in told:
            mark, style = VERDICT_STYLE[match.verdict]
            missing = f" ({explainer.labels(match.missing)})" if match.missing else ""
            worth = money.worth(entitlement_of(match))
            self.out.print(
                Text.assemble(
                    (f"{mark} {match.measure.id.ljust(width)}  ", style),
                    match.measure.title.in_language(explainer.language),
                    (f" · {explainer.verdict(match)}{missing}", style),
                    f" · {worth}" if worth else "",
                    (f" · {words.STATUS[match.measure.status].in_language(explainer.language)}", "dim"),
                )
            )

    def reasons(self, explainer: Explainer, match: Match) -> None:
        """One match with its tree of reasons, what is missing and where it comes from."""
        language = explainer.language
        mark, style = VERDICT_STYLE[match.verdict]
        title = match.measure.title.in_language(language)
        self.out.print(Text.assemble((f"{mark} {title} ", f"bold {style}"), (f"({match.measure.id})", "dim")))
        self.line("  " + explainer.standing(match), style)
        notes = (match.measure.summary, match.measure.status_note)
        self.line("  " + " ".join(note.in_language(language) for note in notes if note is not None), "dim")
        for line in explainer.lines(match):
            self.out.print(
                Text.assemble(
                    "    " + "  " * line.depth,
                    (f"{words.MARK[line.truth]} {line.text}", TRUTH_STYLE[line.truth]),
                    line.seen,
                    (f"  [{line.source}]", "dim"),
                )
            )
        needs = explainer.needs(match)
        if needs:
            self.line("  " + explainer.named(words.MISSING.in_language(language), ""))
        for need in needs:
            self.line(f"    {need.label} ({need.field}): {need.question} · {need.who}")
        for span in match.sources:
            quote = explainer.quote(span)
            if quote:
                self.line("  " + explainer.named(words.SOURCE.in_language(language), f"“{quote}”"), "italic")
        money = MoneyTeller(explainer)
        self.amount(money, entitlement_of(match))
        self.change(money, nearest_change(match))
        if match.measure.documents:
            papers = "; ".join(document.name.in_language(language) for document in match.measure.documents)
            self.line("  " + explainer.named(words.DOCUMENTS.in_language(language), papers), "dim")
        if explainer.procedure(match.measure):
            told = explainer.named(words.PROCEDURE.in_language(language), explainer.procedure(match.measure))
            self.line("  " + told, "dim")
        self.line("  " + explainer.named(words.AUTHORITY.in_language(language), explainer.authority(match.measure)), "dim")
        self.line()

    def advice(self, money: MoneyTeller, answer: Answer) -> None:
        """What to do next: the best package, the next question, and what would make the enterprise eligible."""
        said = money.explainer.named
        if answer.package.currency:
            self.line("  " + said(money.say(of_money.BEST), money.total(answer.package)), "bold")
        if answer.question:
            self.line("  " + said(money.say(of_money.NEXT), money.question(answer.question)), "yellow")
        for id, nearest in answer.easiest(MOST_CHANGES):
            changes = money.joined(money.changes(nearest))
            self.line("  " + said(f"{money.say(of_money.NEAREST)} → {money.title(id)}", changes), "cyan")

    def amount(self, money: MoneyTeller, one: Entitlement) -> None:
        """What a measure is worth: in the words of the policy, and how the sum was found."""
        explainer, amount = money.explainer, one.measure.amount
        if amount is None:
            return
        said = amount.says.in_language(money.language)
        told = money.worth(one)
        worth = f" → {told}" if told else ""
        self.line("  " + explainer.named(words.AMOUNT.in_language(money.language), said + worth))
        for line in money.found(one):
            value = f" = {line.value}" if line.value else ""
            self.line("    " + "  " * line.depth + line.text + value, "dim")
        back = money.recoverable(one)
        if back:
            self.line(f"    {back}", "yellow")

    def change(self, money: MoneyTeller, nearest: Nearest) -> None:
        """What would make the enterprise eligible, or the proof that nothing it can change does."""
        outcome = money.outcome(nearest)
        if outcome:
            changes = money.joined(money.changes(nearest))
            told = f"{changes} ({outcome})" if changes else outcome
            self.line("  " + money.explainer.named(money.say(of_money.NEAREST), told), "cyan")

    def ledger(self, one: SourceLedger, text: str | None, language: str) -> None:
        """The shares of one source, what stands behind the executed part, and the coloured picture."""
        self.line(f"{one.source.id}  {one.source.title.in_language(language)}  ({one.length:,})", "bold")
        for kind in SpanKind:
            share = one.share(kind)
            letter = (f" {KIND_LETTER[kind]} ", KIND_STYLE[kind])
            name = f" {words.KIND[kind].in_language(language)} {'█' * round(40 * share)}"
            self.out.print(Text.assemble(f"  {float(share):6.1%} {one.held(kind):>6,}  ", letter, name))
            for status, held in one.statuses(kind):
                self.line(f"      {held / one.length:6.1%}  {words.STATUS[status].in_language(language)}", "dim")
        self.line()
        picture = Text()
        for span in one.spans:
            drawn = (
                KIND_LETTER[span.kind] * max(1, (span.end - span.start) // 20) if text is None else text[span.start : span.end]
            )
            picture.append(drawn, KIND_STYLE[span.kind])
        for row in picture.wrap(self.out, WIDTH) if text is None else [picture]:
            self.out.print(row)
        if text is None:
            self.line()
            self.line(words.NO_TEXT.in_language(language), "dim")
        self.line()
