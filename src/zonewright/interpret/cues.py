"""Rules as data: words that give a label, each with sentences it must find and sentences it must leave alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from operator import add
from typing import Any, Final

import yaml

from zonewright.interpret.phrases import Index, Phrase, Step, found_in, indexed, spelled
from zonewright.provisions.model import Around, Confidence, Evidence, Label, Mark

_CAPITAL: Final = re.compile(r"(?<!\\)(?<!\(\?)[A-Z]")
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a language. It speaks where one of its cues stands and its pattern, if it has one, is found."""

    id: str
    label: str
    cues: tuple[str, ...]  # at least one must be in the words; none: the pattern alone decides
    pattern: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    where: str  # words | end | heading | nearest | lead | header; the end is where Korean has its predicate
    weight: int  # of modality: precedence; of instruments: salience
    confidence: Confidence
    modalities: tuple[str, ...]  # speaks only beside these
    beside: tuple[str, ...]  # of instruments: where it is not the first, told only after one of these; none: after any
    hit: tuple[str, ...]
    miss: tuple[str, ...]
    phrases: tuple[tuple[Step, ...], ...] = ()  # words that make it speak besides its cues; `*` ends a stem, `..` is a gap

    def find(self, words: str) -> tuple[int, int] | None:
        """The range of the words that make the rule speak, or nothing."""
        if self.phrases:
            told = found_in(words, indexed((phrase, 0) for phrase in self.phrases), {}).get(0)
            return None if told is None or (self.unless is not None and self.unless.search(words)) else told
        cue = ""
        for cue in self.cues:  # a plain loop: most rules end here, for every provision
            if cue in words:
                break
        else:
            if self.cues:
                return None
        if self.unless is not None and self.unless.search(words):
            return None
        if self.pattern is None:
            at = words.find(cue)
            return at, at + len(cue)
        found = self.pattern.search(words)
        if found is None:
            return None
        return found.span("x") if "x" in self.pattern.groupindex else found.span()

    def all(self, words: str) -> Iterator[tuple[int, int]]:
        """Every range at which the rule speaks, in order; without a pattern, every place of every cue."""
        if self.find(words) is None:
            return
        if self.pattern is not None:
            group = "x" if "x" in self.pattern.groupindex else 0
            yield from (found.span(group) for found in self.pattern.finditer(words) if found.group(group))
            return
        for cue in self.cues:
            at = words.find(cue)
            while at >= 0:
                yield at, at + len(cue)
                at = words.find(cue, at + len(cue))


@cache
def rules(language: str, kind: str) -> tuple[Rule, ...]:
    """The rules of one kind (`modality`, `instruments`, `marks`) in one language, in the order of their file."""
    text = files("zonewright.interpret").joinpath("rules", language, f"{kind}.yaml").read_text(encoding="utf-8")
    return tuple(_rule(row) for row in yaml.load(text, Loader=_LOADER) or ())  # noqa: S506  # a safe loader, in C where it is there


def modality(words: str, around: Around, language: str) -> Label:
    """The modality of the words: the rule of most weight speaks, among equals the one that stands first."""
    words = lowered(words)
    found = [(rule.weight, -span[0], rule, span) for rule, span in _speaking(language, "modality", words, around, "")]
    if not found:
        return Label("is_to", Evidence(f"{language}-modality-none", 0, 0, Confidence.LOW))
    _, _, rule, span = max(found, key=lambda one: one[:2])
    return Label(rule.label, Evidence(rule.id, *span, rule.confidence))


#: An instrument is told beside the most salient one unless it is this much weaker.
_BEHIND = 40
_MOST = 3
#: How many characters the end of the words has.
_END = 60
_REMARK = re.compile(r"(?<=\S)(?: ?\([^()]{1,120}\))+ ?[.]?$")  # a remark in brackets behind the predicate


def instruments(words: str, around: Around, language: str, of_modality: str) -> tuple[Label, ...]:
    """One to three instruments, the most salient first; where the words name none, that of the lead-in or of a heading."""
    for depth, context in enumerate((words, around.lead, *around.headings[:2])):
        found = ranked(lowered(context), around, language, of_modality)
        if found and depth == 0:
            return found
        if found:
            rule = found[0].evidence.rule
            return (Label(found[0].value, Evidence(rule, 0, 0, Confidence.MEDIUM)),)
    return (Label("governance", Evidence(f"{language}-instrument-none", 0, 0, Confidence.LOW)),)


def ranked(words: str, around: Around, language: str, of_modality: str) -> tuple[Label, ...]:
    """The instruments that words in small letters name, the most salient first; none where they name none."""
    best: dict[str, tuple[int, int, Rule, Label]] = {}
    for rule, span in _speaking(language, "instruments", words, around, of_modality):
        rank = (-rule.weight, span[0])
        if rule.label not in best or rank < best[rule.label][:2]:
            best[rule.label] = (*rank, rule, Label(rule.label, Evidence(rule.id, *span, rule.confidence)))
    ranked = sorted(best.values(), key=lambda one: one[:2])
    told = [
        label
        for weight, _, rule, label in ranked
        if weight <= ranked[0][0] + _BEHIND and (label is ranked[0][3] or not rule.beside or ranked[0][3].value in rule.beside)
    ]
    return tuple(told[:_MOST])


def marks(words: str, around: Around, language: str) -> tuple[Mark, ...]:
    """Actors, beneficiaries, authorities, exceptions, references and the like, in text order."""
    words = lowered(words)
    found = [
        Mark(rule.label, *span, Evidence(rule.id, *span, rule.confidence))
        for place in _woken(language, "marks", words)
        for rule in (rules(language, "marks")[place],)
        for span in rule.all(words)
    ]
    return tuple(sorted(found, key=lambda mark: (mark.start, mark.end, mark.kind)))


def lowered(words: str) -> str:
    """The words in lower case, character for character, as cues are written; what a law's title says (「…」) is no cue."""
    small = _TITLE.sub(_blanked, words.lower()) if "「" in words else words.lower()
    return small if len(small) == len(words) else "".join(one.lower() if len(one.lower()) == 1 else one for one in words)


_TITLE = re.compile("「[^」]{1,80}」")


def _blanked(title: re.Match[str]) -> str:
    return f"「{' ' * (len(title[0]) - 2)}」"


#: How many characters of a cue wake its rule, where pairs stand in almost every sentence.
_WIDTHS: Mapping[str, tuple[int, ...]] = {"en": (6, 3)}


#: How many words are remembered with the phrases they may begin.
_REMEMBERED: Final = 20_000


@cache
def _starts(language: str, kind: str) -> tuple[Mapping[str, frozenset[int]], frozenset[int]]:
    """Which rules the first characters of a cue may wake; and those that no cue wakes."""
    woken: dict[str, set[int]] = {}
    always = set()
    for place, rule in enumerate(rules(language, kind)):
        if rule.where not in {"words", "end"} or rule.phrases:
            continue
        if not rule.cues:
            always.add(place)
        for cue in rule.cues:
            width = next((width for width in _WIDTHS.get(language, ()) if len(cue) >= width), 2)
            woken.setdefault(cue[:width], set()).add(place)
    return {pair: frozenset(places) for pair, places in woken.items()}, frozenset(always)


@lru_cache(maxsize=2)  # modality, instruments and marks look at the same words one after another
def _held(language: str, words: str) -> frozenset[str]:
    """The stretches of the words that cues may begin with."""
    if language in _WIDTHS:
        return frozenset(words[at : at + width] for width in _WIDTHS[language] for at in range(len(words)))
    return frozenset((*words, *map(add, words, words[1:])))


def _woken(language: str, kind: str, words: str) -> list[int]:
    """The places of the rules that may speak, in order: most rules are passed over without being asked."""
    woken, always = _starts(language, kind)
    if not woken:
        return sorted(always)
    places = set(always)
    for start in woken.keys() & _held(language, words):
        places |= woken[start]
    return sorted(places)


@cache
def _index(language: str, kind: str) -> tuple[Index, dict[str, tuple[Phrase, ...]]]:
    """The phrases of the rules that look at the words themselves, and room to remember which a word may begin."""
    table = rules(language, kind)
    own = [(phrase, place) for place, rule in enumerate(table) if rule.where == "words" for phrase in rule.phrases]
    return indexed(own), {}


def _phrased(language: str, kind: str, words: str) -> dict[int, tuple[int, int]]:
    index, known = _index(language, kind)
    if not index.whole:
        return {}
    if len(known) > _REMEMBERED:
        known.clear()
    return found_in(words, index, known)


@lru_cache(maxsize=2_048)  # the same heading stands over many provisions
def _heard(language: str, kind: str, where: str, context: str) -> frozenset[int]:
    """The places of the rules of one `where` that speak because of a heading, a lead-in or a header row."""
    small = lowered(context)
    table = rules(language, kind)
    return frozenset(place for place, rule in enumerate(table) if rule.where == where and rule.find(small) is not None)


def _around(language: str, kind: str, around: Around) -> frozenset[int]:
    """The places of the rules that speak because of what stands around the words."""
    nearest = [("nearest", heading) for heading in around.headings[:1]]
    headings = [("heading", heading) for heading in around.headings]
    contexts = [*nearest, *headings, ("lead", around.lead), ("header", around.header)]
    return frozenset().union(*(_heard(language, kind, where, context) for where, context in contexts if context))


def _speaking(language: str, kind: str, words: str, around: Around, of_modality: str) -> Iterator[tuple[Rule, tuple[int, int]]]:
    table = rules(language, kind)
    remark = _REMARK.search(words, max(0, len(words) - 200))
    tail = remark.start() if remark else len(words)
    skipped = max(0, tail - _END)
    heard = _around(language, kind, around)
    told = _phrased(language, kind, words)
    for place in sorted({*_woken(language, kind, words), *heard, *told}):
        rule = table[place]
        if rule.modalities and of_modality not in rule.modalities:
            continue
        match rule.where:
            case "words" if rule.phrases:
                span = None if rule.unless is not None and rule.unless.search(words) else told[place]
            case "words":
                span = rule.find(words)
            case "end":
                found = rule.find(words[skipped:tail])
                span = (found[0] + skipped, found[1] + skipped) if found else None
            case _:
                span = (0, 0)
        if span is not None:
            yield rule, span


def _rule(row: dict[str, Any]) -> Rule:
    unknown = set(row) - {
        "id",
        "label",
        "cues",
        "phrases",
        "pattern",
        "unless",
        "where",
        "weight",
        "confidence",
        "modalities",
        "beside",
        "hit",
        "miss",
    }
    if unknown:
        raise AssertionError(f"rule {row.get('id')}: unknown keys {sorted(unknown)}")
    return Rule(
        id=row["id"],
        label=row["label"],
        cues=tuple(row.get("cues", ())),
        pattern=_compiled(row["pattern"]) if "pattern" in row else None,
        unless=_compiled(row["unless"]) if "unless" in row else None,
        where=row.get("where", "words"),
        weight=row.get("weight", 50),
        confidence=Confidence[row.get("confidence", "high").upper()],
        modalities=tuple(row.get("modalities", ())),
        beside=tuple(row.get("beside", ())),
        hit=tuple(row.get("hit", ())),
        miss=tuple(row.get("miss", ())),
        phrases=tuple(one for phrase in row.get("phrases", ()) for one in spelled(phrase)),
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    """The pattern in small letters, as words reach it: twice as fast as one that ignores case."""
    return re.compile(_CAPITAL.sub(lambda found: found[0].lower(), pattern))
