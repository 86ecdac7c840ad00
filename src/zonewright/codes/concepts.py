"""The multilingual lexicon of industries and products: where a text names one, and which codes a name stands for."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from operator import add
from typing import Final, TypeAlias

from zonewright.codes.labels import (
    WORD,
    WORD_OR_MARK,
    Characters,
    Node,
    character_index,
    find_characters,
    find_words,
    joined,
    stem,
    word_index,
)
from zonewright.values import LANGUAGES, Code, Words

SCHEMES: Final = (("isic4", "isic", "4"), ("gbt4754", "gbt4754", "2017"), ("ksic10", "ksic", "10"))
#: What stands between two members of a list.
LIST_GAP: Final = re.compile(r"\s*[,，、;；/·ㆍ・&]\s*(?:(?:and|or|및)\s+)?|\s+(?:and|or|및|또는)\s+|[和与及或]|以及|[와과]\s+")
LONGEST_GAP: Final = 8
#: What a name of a sector may end with beside its label.
SECTOR: Final = {
    "en": re.compile(r" (industr(y|ies)|sectors?)$", re.IGNORECASE),
    "zh": re.compile(r"(产业|行业|领域|业)$"),
    "ko": re.compile(r" ?(산업|분야|업)$"),
}
EMPTY_WORDS: Final = frozenset(
    {"of", "and", "the", "for", "or", "in", "to", "except", "other", "activity", "manufacture", "service", "related", "product"}
)
#: Below this score a name is not near.
NEAR: Final = 34
MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Concept:
    """An industry, technology or product: its labels in three languages, the preferred one first, and its codes.

    ``faint`` labels are ordinary words as well (design, 租赁, 발전): in a text they count only with a word for a trade (租赁业)
    or in a list beside another hit.
    ``silent`` labels (regional headquarters, 科研机构) name a body rather than an industry: they link a name and are not found.
    """

    id: str
    en: tuple[str, ...]
    zh: tuple[str, ...]
    ko: tuple[str, ...]
    codes: tuple[Code, ...]
    certainty: str = "B"
    note: str = ""
    faint: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()

    @property
    def words(self) -> Words:
        """The preferred labels."""
        return Words(self.en[0], self.zh[0], self.ko[0])

    def labels(self, language: str) -> tuple[str, ...]:
        """All labels in one language."""
        return {"en": self.en, "zh": self.zh, "ko": self.ko}[language]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a text that names a concept: ``text[start:end]``."""

    start: int
    end: int
    concept: Concept


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a name may stand for: codes with a score from 0 to 100, the reason, and the words that were near."""

    codes: tuple[Code, ...]
    score: int
    reason: str
    words: str
    concept: Concept | None = None


#: What a label means: a concept and whether the label is faint; None for an ordinary word.
Meaning: TypeAlias = "tuple[Concept, bool] | None"
Entry: TypeAlias = "tuple[tuple[Code, ...], str, str, Concept | None]"


@cache
def concepts() -> tuple[Concept, ...]:
    """The lexicon that comes with the library."""
    return tuple(map(_concept, _rows("concepts.csv")))


def read_concepts(table: str) -> tuple[Concept, ...]:
    """Concepts from a CSV table with the columns of ``concepts.csv``; a zone's own terms are read the same way."""
    return tuple(map(_concept, csv.DictReader(table.splitlines())))


def find_concepts(text: str, language: str, own: tuple[Concept, ...] = ()) -> tuple[Hit, ...]:
    """Every place that names a concept: the longest labels, left to right, without overlaps; a zone's ``own`` come first.

    >>> [(hit.start, hit.concept.id) for hit in find_concepts("cooperation on chips and bio pharmaceuticals", "en")]
    [(15, 'chips'), (25, 'biopharma')]
    """
    found = find_words(text, _words(own)) if language == "en" else find_characters(text, _characters(language, own))
    named = [(start, end, meaning[0], traded or not meaning[1]) for start, end, meaning, traded in found if meaning is not None]
    firm = [sure for *_, sure in named]
    for order in (range(1, len(named)), range(len(named) - 2, -1, -1)):
        for at in order:
            beside = at - order.step
            left, right = min(at, beside), max(at, beside)
            firm[at] = firm[at] or (firm[beside] and _is_list_gap(text, named[left][1], named[right][0]))
    return tuple(Hit(start, end, concept) for (start, end, concept, _), kept in zip(named, firm, strict=True) if kept)


def link(name: str, language: str, own: tuple[Concept, ...] = ()) -> tuple[Candidate, ...]:
    """Up to three candidates for the codes of a name, best first; none when nothing is near.

    >>> [(one.score, one.reason, one.concept.id) for one in link("chip design industry", "en")]
    [(100, 'concept', 'chips')]
    """
    name = " ".join(name.split())
    named = _named(name, language, own)
    near = () if named and named[0].score == 100 else _near(name, language, own)
    found: dict[tuple[Code, ...], Candidate] = {}
    for candidate in sorted((*named, *near), key=lambda one: -one.score):
        found.setdefault(candidate.codes, candidate)
    return tuple(found.values())[:MOST]


def _rows(name: str) -> Iterable[dict[str, str]]:
    return csv.DictReader(files("zonewright.codes").joinpath(f"data/{name}").read_text(encoding="utf-8").splitlines())


def _concept(row: Mapping[str, str]) -> Concept:
    written = {language: [row[language], *row[f"{language}_also"].split("|")] for language in LANGUAGES}
    every = [label for labels in written.values() for label in labels]
    faint, silent = (frozenset([label[1:] for label in every if label[:1] == mark]) for mark in "~=")
    en, zh, ko = (tuple(dict.fromkeys([label.lstrip("~=") for label in labels if label])) for labels in written.values())
    codes = tuple(Code(scheme, edition, code) for column, scheme, edition in SCHEMES for code in row[column].split())
    return Concept(row["id"], en, zh, ko, codes, row["certainty"], row["note"], faint, silent)


# --- places in a text ---


@lru_cache(maxsize=32)
def _words(own: tuple[Concept, ...]) -> Node[Meaning]:
    return word_index(_meanings("en", own))


@lru_cache(maxsize=64)
def _characters(language: str, own: tuple[Concept, ...]) -> Characters[Meaning]:
    return character_index(_meanings(language, own), language)


def _meanings(language: str, own: tuple[Concept, ...]) -> Iterator[tuple[str, Meaning]]:
    """Ordinary words inside which a label seems to stand (其中|药品, 운전자, 教育局), then the labels."""
    for row in _rows("ordinary_words.csv"):
        if row["language"] == language:
            yield row["word"], None
    for concept in (*concepts(), *own):
        for label in concept.labels(language):
            if label not in concept.silent:
                yield label, (concept, label in concept.faint)


def _is_list_gap(text: str, start: int, end: int) -> bool:
    return end - start <= LONGEST_GAP and LIST_GAP.fullmatch(text, start, end) is not None


# --- codes of a name ---


def _named(name: str, language: str, own: tuple[Concept, ...]) -> tuple[Candidate, ...]:
    """The concept of that very name, then those inside it: the longest first, of equals the last, the head of the phrase."""
    names = _names(language, own)
    exact = names.get(_key(name, language)) or names.get(_key(SECTOR[language].sub("", name), language))
    whole = (Candidate(exact.codes, 100, "concept", name, exact),) if exact else ()
    hits = [hit for hit in find_concepts(name, language, own) if hit.concept != exact]
    hits.sort(key=lambda hit: (bool(hit.concept.codes), hit.end - hit.start, hit.start), reverse=True)
    return whole + tuple(
        Candidate(hit.concept.codes, 50 + 49 * len(words) // len(name), "concept within", words, hit.concept)
        for hit in hits
        for words in [name[hit.start : hit.end]]
    )


@lru_cache(maxsize=64)
def _names(language: str, own: tuple[Concept, ...]) -> Mapping[str, Concept]:
    return {_key(label, language): concept for concept in (*concepts(), *own) for label in concept.labels(language)}


def _key(name: str, language: str) -> str:
    return "".join(map(stem, WORD_OR_MARK.findall(name))) if language == "en" else joined(name)


def _near(name: str, language: str, own: tuple[Concept, ...]) -> tuple[Candidate, ...]:
    """The labels and official titles that share most of their pieces with the name (Dice, rare pieces count more)."""
    entries, postings, weights = _pieces_index(language, own)
    pieces = set(_pieces(name, language))
    shared: Counter[int] = Counter()
    for piece in pieces:
        for entry in postings.get(piece, ()):
            shared[entry] += _rarity(len(postings[piece]), len(entries))
    whole = sum(_rarity(len(postings.get(piece, ())), len(entries)) for piece in pieces)
    scored = ((2 * 90 * common // (whole + weights[entry]), entry) for entry, common in shared.items())
    best = sorted(scored, key=lambda one: (-one[0], one[1]))[: 2 * MOST]
    return tuple(
        Candidate(codes, score, reason, words, concept)
        for score, entry in best
        if score >= NEAR
        for codes, reason, words, concept in [entries[entry]]
    )


@lru_cache(maxsize=32)
def _pieces_index(language: str, own: tuple[Concept, ...]) -> tuple[list[Entry], Mapping[str, list[int]], list[int]]:
    entries: list[Entry] = [
        (concept.codes, "concept near", label, concept) for concept in (*concepts(), *own) for label in concept.labels(language)
    ]
    entries += [(codes, "title", title, None) for title, codes in _titles(language).items()]
    postings: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for piece in set(_pieces(entry[2], language)):
            postings.setdefault(piece, []).append(number)
    weights = [0] * len(entries)
    for numbers in postings.values():
        for number in numbers:
            weights[number] += _rarity(len(numbers), len(entries))
    return entries, postings, weights


@cache
def _titles(language: str) -> Mapping[str, tuple[Code, ...]]:
    """Official titles in one language, each with its code and the ISIC classes that go with it."""
    found: dict[str, tuple[Code, ...]] = {}
    for row in _rows("industry_titles.csv"):
        if title := row[f"title_{language}"]:
            own = Code(row["scheme"], row["edition"], row["code"])
            linked = tuple(Code("isic", "4", code) for code in row["isic4"].split())
            found[title] = (*linked, *(code for code in found.get(title, ()) if code.scheme != own.scheme), own)
    return found


def _pieces(name: str, language: str) -> Iterable[str]:
    """What two names are compared by: word stems in English, pairs of characters in Chinese and Korean."""
    if language == "en":
        return (piece for word in WORD.findall(name) if (piece := stem(word).lower()) not in EMPTY_WORDS)
    characters = joined(name)
    return map(add, characters, characters[1:])


def _rarity(count: int, total: int) -> int:
    """How much a shared piece says: the binary digits of how much rarer it is than one that stands everywhere."""
    return max(1, (total // max(1, count)).bit_length())
