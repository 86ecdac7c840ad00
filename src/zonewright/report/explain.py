"""Why: the finding tree as lines of words, each with the source behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from zonewright.conditions import phrases
from zonewright.conditions.ast import AllOf, AnyOf, AtLeastN, Cited, Criterion, Leaf, NoneOf, Score, fields_of
from zonewright.conditions.judge import Finding
from zonewright.conditions.render import Teller
from zonewright.conditions.truth import Truth
from zonewright.matching.model import Match, Verdict
from zonewright.packs.model import Measure, Pack, SourceSpan
from zonewright.report import words
from zonewright.schema.fields import Value


@dataclass(frozen=True, slots=True)
class Line:
    """One line of reasons: how deep it stands, its truth, its words, what was found, and its source."""

    depth: int
    truth: Truth
    text: str
    seen: str
    source: str


@dataclass(frozen=True, slots=True)
class Need:
    """A fact to obtain: its id, its question, and who answers."""

    field: str
    label: str
    question: str
    who: str


class Explainer:
    """Explains matches of one pack in one language; quotes the policy text where it is at hand."""

    def __init__(self, pack: Pack, language: str, texts: Mapping[str, str]) -> None:
        self.pack, self.language, self.texts = pack, language, texts
        self.teller = Teller(pack.schema, pack.world, language)

    def verdict(self, match: Match) -> str:
        return words.VERDICT[match.verdict].in_language(self.language)

    def lines(self, match: Match) -> Iterator[Line]:
        """The reasons from the top of the tree down; empty for a measure not in force."""
        finding = match.finding
        if finding is not None:
            yield from self._lines(finding, 0, match, self.cite_text(match.measure))

    def _lines(self, finding: Finding, depth: int, match: Match, source: str) -> Iterator[Line]:
        condition, parts = finding.condition, finding.parts
        if isinstance(condition, Cited):
            yield from self._lines(parts[0], depth, match, self.cite_basis(match.measure, condition.source))
            return
        text, seen = self.teller.tell(condition), ""
        if isinstance(condition, Criterion) and isinstance(condition.part, AllOf | AnyOf | NoneOf | AtLeastN):
            text, parts = f"{text} · {self.teller.tell(condition.part)}", parts[0].parts
        elif not isinstance(condition, AllOf | AnyOf | NoneOf | AtLeastN | Criterion):
            seen = self.seen(condition, finding.seen, match)
        yield Line(depth, finding.truth, text, seen, source)
        for part in parts:
            yield from self._lines(part, depth + 1, match, source)

    def seen(self, leaf: Leaf, value: Value | None, match: Match) -> str:
        """What was stated or calculated, to stand behind a line; with several fields, each by its label."""
        facts, fields = match.inquiry.facts, fields_of(leaf)
        known = [id for id in fields if facts.get(id) is not None]
        if isinstance(leaf, Score) and isinstance(value, int | Fraction):
            return words.CALCULATED.in_language(self.language).format(v=self.teller.number(value, "point"))
        if not known:
            return words.NOT_STATED.in_language(self.language)
        told = [self.teller.value(self.pack.schema[id], facts.get(id)) for id in known]
        if len(fields) > 1:
            told = [self.named(self.teller.label(id), one) for id, one in zip(known, told, strict=True)]
        derived = all(self.pack.schema[id].derived is not None for id in known)
        phrase = words.CALCULATED if derived else words.SEEN
        return phrase.in_language(self.language).format(v="; ".join(told))

    def named(self, name: str, text: str) -> str:
        """A name and what it is, with the colon of the language."""
        return words.SUMMARY.in_language(self.language).format(t=name, v=text)

    def labels(self, fields: Iterable[str]) -> str:
        """The labels of some fields, in one line."""
        return self.teller.listed(map(self.teller.label, fields))

    def standing(self, match: Match) -> str:
        """The verdict with the measure's status; for a measure not in force, its days instead."""
        measure = match.measure
        if match.verdict is not Verdict.NOT_IN_FORCE:
            return f"{self.verdict(match)} · {words.STATUS[measure.status].in_language(self.language)}"
        ends = (measure.in_force.start, measure.in_force.end)
        first, last = (day.isoformat() if day else "…" for day in ends)
        return f"{self.verdict(match)} · {words.IN_FORCE.in_language(self.language).format(a=first, b=last)}"

    def authority(self, measure: Measure) -> str:
        """The office that decides on a measure."""
        return self.pack.zone.authorities[measure.authority].name.in_language(self.language)

    def procedure(self, measure: Measure) -> str:
        """How one applies for a measure, with the id of the procedure; empty where the pack does not say."""
        found = self.pack.casework.procedures.get(measure.procedure)
        return "" if found is None else f"{found.title.in_language(self.language)} ({found.id})"

    def needs(self, match: Match) -> tuple[Need, ...]:
        """The facts that could still decide it, with who can say them."""
        return tuple(self._need(id) for id in match.missing)

    def _need(self, id: str) -> Need:
        field = self.pack.schema[id]
        who = words.ANSWERER[field.answered_by].in_language(self.language)
        if field.judged:
            office = self.pack.zone.authorities[field.judged.by].name.in_language(self.language)
            who = f"{who} ({office}; {self.say_evidence(field.judged.on.in_language(self.language))})"
        return Need(id, field.label.in_language(self.language), field.question.in_language(self.language), who)

    def say_evidence(self, evidence: str) -> str:
        return words.EVIDENCE.in_language(self.language).format(v=evidence)

    def cite_text(self, measure: Measure) -> str:
        """Where the measure stands in the policy text, in characters counted from 0; else the first rule it rests on."""
        if not measure.source:
            return self.cite_basis(measure, measure.rests_on[0].source) if measure.rests_on else ""
        return "; ".join(
            self.cite_spans(source, [span for span in measure.source if span.source == source])
            for source in dict.fromkeys(span.source for span in measure.source)
        )

    def cite_spans(self, source: str, spans: Iterable[SourceSpan]) -> str:
        """Spans of one source; its id is left out where the pack has only one text."""
        numbers = ", ".join(f"{span.start}–{span.end}" for span in spans)
        place = words.CHARACTERS.in_language(self.language).format(v=numbers)
        only = sum(one.has_ledger for one in self.pack.sources.values()) == 1
        return place if only else f"{source}, {place}"

    def cite_basis(self, measure: Measure, source: str) -> str:
        """A law or rule by its number or title, with the articles that the measure rests on."""
        cited = self.pack.sources[source]
        articles = [basis.article for basis in measure.rests_on if basis.source == source and basis.article]
        name = cited.number or cited.title.in_language(self.language)
        return f"{name}, {'; '.join(dict.fromkeys(articles))}" if articles else name

    def quote(self, span: SourceSpan) -> str:
        """The words of a span, where the text is at hand."""
        text = self.texts.get(span.source)
        return "" if text is None else text[span.start : span.end].strip()

    def truth(self, truth: Truth) -> str:
        return phrases.TRUTHS[truth].in_language(self.language)
