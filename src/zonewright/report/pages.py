"""Self-contained HTML pages: the ledger picture, and the report of some enterprises in three languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from zonewright.matching.best_package import Package
from zonewright.matching.model import Match, Verdict
from zonewright.packs.ledger import SourceLedger
from zonewright.packs.model import LedgerSpan, Pack, SpanKind
from zonewright.report import words
from zonewright.report import words_of_money as of_money
from zonewright.report.answers import Answer
from zonewright.report.environment import environment
from zonewright.report.explain import Explainer
from zonewright.report.money import MoneyTeller
from zonewright.values import LANGUAGES

LANGUAGE_NAMES = {"en": "English", "zh": "中文", "ko": "한국어"}
LANGUAGE_TAGS = {"en": "en", "zh": "zh-Hans", "ko": "ko"}


def report_page(pack: Pack, answers: Sequence[Answer], texts: Mapping[str, str], *, on: date) -> str:
    """The report of some enterprises in three languages: verdicts, reasons, missing facts, worth, package, changes, sources."""
    views = [_view(pack, answers, MoneyTeller(Explainer(pack, language, texts)), on) for language in LANGUAGES]
    return environment().get_template("report.html").render(views=views, zone=pack.zone, on=on)


def _view(pack: Pack, answers: Sequence[Answer], money: MoneyTeller, on: date) -> dict[str, Any]:
    language = money.language
    return {
        "language": language,
        "tag": LANGUAGE_TAGS[language],
        "name": LANGUAGE_NAMES[language],
        "title": words.REPORT.in_language(language),
        "zone": pack.zone.title.in_language(language),
        "on": words.ON.in_language(language).format(d=on.isoformat()),
        "warning": " · ".join(_warnings(pack, language)),
        "screening": words.SCREENING.in_language(language),
        "enterprises": [_enterprise(answer, money, number) for number, answer in enumerate(answers, 1)],
    }


def _warnings(pack: Pack, language: str) -> list[str]:
    told = ((pack.zone.fictional, words.FICTIONAL), (pack.zone.draft, words.DRAFT))
    return [one.in_language(language) for holds, one in told if holds]


def _enterprise(answer: Answer, money: MoneyTeller, number: int) -> dict[str, Any]:
    language, profile = money.language, answer.profile
    groups = []
    for verdict in Verdict:
        chosen = [match for match in answer.matches if match.verdict is verdict]
        if chosen:
            name = words.VERDICT[verdict].in_language(language)
            groups.append({"verdict": verdict.value, "name": name, "matches": [_match(one, answer, money) for one in chosen]})
    return {
        "id": f"{language}-{number}",
        "name": profile.name.in_language(language) if profile.name else str(number),
        "about": profile.about.in_language(language) if profile.about else "",
        "sample": words.SAMPLE.in_language(language) if profile.sample else "",
        "package": _package(answer.package, money, f"{language}-{number}"),
        "next_name": money.say(of_money.NEXT),
        "next": money.question(answer.question) if answer.question else "",
        "groups": groups,
    }


def _package(package: Package, money: MoneyTeller, prefix: str) -> dict[str, Any]:
    """The best package with its picture and its payments."""
    return {
        "name": money.say(of_money.BEST),
        "total": money.total(package),
        "proof": money.proof(package),
        "taken": [
            {"mark": money.mark(one), "title": one.measure.title.in_language(money.language), "worth": money.worth(one),
             "back": money.recoverable(one)}
            for one in package.taken
        ],
        "caps": money.caps(package),
        "uncalculated": money.uncalculated(package),
        "left_name": money.say(of_money.LEFT_OUT),
        "left_out": [{"title": money.title(one.id), "why": money.why_left_out(one, package)} for one in package.left_out],
        "not_yet_name": money.say(of_money.NOT_YET),
        "not_yet": [one.measure.title.in_language(money.language) for one in package.not_yet],
        "plot": Markup(money.plot(package, prefix)),  # noqa: S704  # drawn by us, its texts escaped
        "plot_name": money.say(of_money.BY_YEAR),
        "payments_name": money.say(of_money.PAYMENTS),
        "payments": [
            {"due": one.due, "amount": one.amount, "measure": one.measure, "note": one.note,
             "payer": money.say(of_money.PAID_BY, v=one.payer)}
            for one in money.payments(package)
        ],
    }  # fmt: skip


def _match(match: Match, answer: Answer, money: MoneyTeller) -> dict[str, Any]:
    explainer, measure, language = money.explainer, match.measure, money.language
    quotes = [{"cite": explainer.cite_spans(span.source, [span]), "words": explainer.quote(span)} for span in match.sources]
    return {
        "id": measure.id,
        "title": measure.title.in_language(language),
        "summary": measure.summary.in_language(language),
        "status": words.STATUS[measure.status].in_language(language),
        "status_note": measure.status_note.in_language(language) if measure.status_note else "",
        "lines": [
            {"depth": line.depth, "truth": line.truth.name.lower(), "mark": words.MARK[line.truth],
             "said": explainer.truth(line.truth), "text": line.text, "seen": line.seen, "source": line.source}
            for line in explainer.lines(match)
        ],
        "needs_name": words.MISSING.in_language(language),
        "needs": explainer.needs(match),
        "source_name": words.SOURCE.in_language(language),
        "quotes": quotes,
        "rests_name": words.RESTS_ON.in_language(language),
        "rests": [
            {"cite": explainer.cite_basis(measure, basis.source), "url": explainer.pack.sources[basis.source].url,
             "title": explainer.pack.sources[basis.source].title.in_language(language)}
            for basis in measure.rests_on
        ],
        "amount_name": words.AMOUNT.in_language(language),
        "amount": measure.amount.says.in_language(language) if measure.amount else "",
        "worth": money.worth(answer.entitlement(match)),
        "found": money.found(answer.entitlement(match)),
        "recoverable": money.recoverable(answer.entitlement(match)),
        **_change(match, answer, money),
        "documents_name": words.DOCUMENTS.in_language(language),
        "documents": [document.name.in_language(language) for document in measure.documents],
        "procedure_name": words.PROCEDURE.in_language(language),
        "procedure": explainer.procedure(measure),
        "authority_name": words.AUTHORITY.in_language(language),
        "authority": explainer.authority(measure),
        "open_name": words.OPEN_QUESTIONS.in_language(language),
        "open": [
            f"{one.question.in_language(language)} → {explainer.pack.zone.authorities[one.ask].name.in_language(language)}"
            for one in measure.open_questions
        ],
    }  # fmt: skip


def _change(match: Match, answer: Answer, money: MoneyTeller) -> dict[str, Any]:
    """How near the enterprise is, and what would make it eligible."""
    nearest, miss = answer.nearest.get(match.measure.id), answer.near.get(match.measure.id)
    return {
        "nearest_name": money.say(of_money.NEAREST),
        "changes": money.changes(nearest) if nearest else (),
        "outcome": money.outcome(nearest) if nearest else "",
        "gauge": Markup(money.gauge(miss)) if miss else "",  # noqa: S704  # drawn by us, its texts escaped
    }


def ledger_page(pack: Pack, ledgers: Iterable[SourceLedger], texts: Mapping[str, str], language: str) -> str:
    """The coloured picture of every text: what becomes of each character."""
    sources = [
        {
            "title": one.source.title.in_language(language),
            "id": one.source.id,
            "length": one.length,
            "has_text": one.source.id in texts,
            "shares": [
                {"kind": kind.value, "name": words.KIND[kind].in_language(language), "share": float(one.share(kind))}
                for kind in SpanKind
            ],
            "statuses": [
                {"name": words.STATUS[status].in_language(language), "share": held / one.length}
                for status, held in one.statuses(SpanKind.EXECUTED)
            ],
            "spans": [_span(pack, span, texts.get(one.source.id), language) for span in one.spans],
        }
        for one in ledgers
    ]
    return environment().get_template("ledger.html").render(
        title=words.LEDGER.in_language(language),
        zone=pack.zone.title.in_language(language),
        version=pack.zone.version,
        tag=LANGUAGE_TAGS[language],
        no_text=words.NO_TEXT.in_language(language),
        sources=sources,
    )  # fmt: skip


def _span(pack: Pack, span: LedgerSpan, text: str | None, language: str) -> dict[str, Any]:
    measures = {measure.id: measure.title.in_language(language) for measure in pack.measures}
    fields = [pack.schema[id].label.in_language(language) for id in span.fields if id in pack.schema]
    told = [words.KIND[span.kind].in_language(language), *(measures.get(id, id) for id in span.measures), *fields]
    note = [span.note.in_language(language)] if span.note else []
    return {
        "start": span.start,
        "end": span.end,
        "kind": span.kind.value,
        "words": "" if text is None else text[span.start : span.end],
        "width": max(1, (span.end - span.start) // 12),
        "told": " · ".join((*told, *note)),
    }
