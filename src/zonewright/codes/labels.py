"""Finding labels in running text, in time linear in its length: words in English, characters in Chinese and Korean."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress, count, product
from operator import add
from typing import Final, Generic, TypeAlias, TypeVar

Meaning = TypeVar("Meaning")
#: Start, end, what the label means, and whether a word for a trade follows it and belongs to it.
Found: TypeAlias = "tuple[int, int, Meaning, bool]"

WORD: Final = re.compile(r"[^\W_]+")
WORD_OR_MARK: Final = re.compile(r"[&,]|[^\W_]+")
NEXT_WORD: Final = re.compile(r"[ \t\r\n/+'’\u00a0\u2010-\u2013-]{0,12}([&,]|[^\W_]+)")
SPELLINGS: Final = (
    ("isa", "iza"), ("ise", "ize"), ("isi", "izi"), ("our", "or"), ("ence", "ense"), ("logue", "log"),
    ("ll", "l"), ("programme", "program"), ("aluminium", "aluminum"), ("mould", "mold"), ("tyre", "tire"), ("grey", "gray"),
)  # fmt: skip
#: Words in s that mean something else without it: an electronic form is no electronics.
NO_PLURALS: Final = frozenset({"electronics", "economics", "statistics", "politics", "goods", "arts"})
LONGEST_WORD: Final = 40
#: Left out when Chinese and Korean are compared: 재생 에너지 is 재생에너지, 소재ㆍ부품 is 소재·부품, lines break inside words.
SPACES: Final = " \t\r\n\u00a0\u3000·ㆍ・‧∙"
#: What may follow a label and belong to it (旅游|业, 관광|산업), unless it begins another word (旅游|业务, 물류|업체).
TRADE: Final = {
    "zh": re.compile(r"产业(?![园区链基化])|业(?![务态绩主界者内户余已经])"),
    "ko": re.compile(r" ?산업(?!단지|용|기|체|재|화|부|혁|디|안)|업(?![체무자종계소장])"),
}


@dataclass(slots=True)
class Node(Generic[Meaning]):
    """A word of the English labels: the words that follow it, and what a label that ends here means."""

    branches: dict[str, Node[Meaning]] = field(default_factory=dict)
    meanings: tuple[Meaning, ...] = ()


def word_index(labels: Iterable[tuple[str, Meaning]]) -> Node[Meaning]:
    """English labels as a tree of word stems; of two meanings of one label the later holds."""
    root: Node[Meaning] = Node()
    for label, meaning in labels:
        for words in _ways_of_writing(label):
            node = root
            for word in map(stem, words):
                if word not in node.branches:
                    node.branches[word] = Node()
                node = node.branches[word]
            node.meanings = (meaning,)
    return root


def find_words(text: str, index: Node[Meaning]) -> Iterator[Found[Meaning]]:
    """The longest labels from left to right."""
    taken = 0
    for match in WORD.finditer(text):
        node = index.branches.get(stem(match[0]))
        if node is None or match.start() < taken:
            continue
        end, meanings = _longest(text, match.end(), node)
        for meaning in meanings:
            taken = end
            yield match.start(), end, meaning, False


@dataclass(frozen=True, slots=True)
class Characters(Generic[Meaning]):
    """Chinese or Korean labels without their spaces, and the lengths of those that begin with the same two characters."""

    meanings: Mapping[str, Meaning]
    lengths: Mapping[str, tuple[int, ...]]
    trade: re.Pattern[str]


def character_index(labels: Iterable[tuple[str, Meaning]], language: str) -> Characters[Meaning]:
    """Labels of one language for the search by characters; of two meanings of one label the later holds."""
    meanings = {joined(label): meaning for label, meaning in labels}
    lengths: dict[str, set[int]] = {}
    for label in meanings:
        lengths.setdefault(label[:2], set()).add(len(label))
    return Characters(meanings, {head: tuple(sorted(some, reverse=True)) for head, some in lengths.items()}, TRADE[language])


def find_characters(text: str, index: Characters[Meaning]) -> Iterator[Found[Meaning]]:
    """The longest labels from left to right; spaces count for the places only."""
    folded = _folded(text)
    places: range | list[int] = range(len(text))
    if any(space in folded for space in SPACES):
        places = [at for at, character in enumerate(folded) if character not in SPACES]
        folded = _without_spaces(folded)
    meanings, lengths = index.meanings, index.lengths
    taken = 0
    for at in compress(count(), map(lengths.__contains__, map(add, folded, folded[1:]))):
        if at < taken:
            continue
        for length in lengths[folded[at : at + 2]]:
            label = folded[at : at + length]
            if label in meanings and len(label) == length and _stands_free(folded, places, at, at + length, taken):
                end = places[at + length - 1] + 1
                tail = index.trade.match(text, end)
                end = tail.end() if tail else end
                taken = bisect_left(places, end, at + length)
                yield places[at], end, meanings[label], tail is not None
                break


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """One form for singular and plural, British and American; acronyms keep their capitals (IT is not it).

    >>> stem("Centres"), stem("centers"), stem("IT"), stem("it")
    ('center', 'center', 'IT', 'it')
    """
    if word == "&":
        return "and"
    if len(word) > LONGEST_WORD or (len(word) <= 5 and word.isupper()):
        return word
    if word[-1] == "s" and word[:-1].isupper() and len(word) > 2:
        return word[:-1]
    word = word.lower()
    for written, kept in SPELLINGS:
        word = word.replace(written, kept)
    word = re.sub("([tb])re(?=s?$)", r"\1er", word)
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")) or word in NO_PLURALS:
        return word
    return word[:-1]


def joined(name: str) -> str:
    """A Chinese or Korean name as it is compared: in small letters, without spaces and middle dots."""
    return _without_spaces(_folded(name))


def _ways_of_writing(label: str) -> Iterator[list[str]]:
    """The words of a label with each hyphen as a space or as nothing: bio-pharma is ``bio pharma`` and ``biopharma``."""
    if "-" not in label:
        yield WORD_OR_MARK.findall(label)
        return
    parts = label.split("-")
    for joints in product((" ", ""), repeat=len(parts) - 1):
        yield WORD_OR_MARK.findall("".join(map(add, parts, (*joints, ""))))


def _longest(text: str, at: int, node: Node[Meaning]) -> tuple[int, tuple[Meaning, ...]]:
    end, meanings = at, node.meanings
    while node.branches and (joint := NEXT_WORD.match(text, at)) and (branch := node.branches.get(stem(joint[1]))):
        node, at = branch, joint.end()
        if node.meanings:
            end, meanings = at, node.meanings
    return end, meanings


def _without_spaces(text: str) -> str:
    for space in SPACES:
        text = text.replace(space, "")
    return text


def _folded(text: str) -> str:
    """The text in small letters, character for character."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join([one if len(low := one.lower()) != 1 else low for one in text])


def _stands_free(folded: str, places: range | list[int], start: int, end: int, taken: int) -> bool:
    """Whether a label at this place is a word: Latin letters do not run on, Korean does not begin inside another word."""
    before, after = folded[start - 1 : start], folded[end : end + 1]
    if _runs_on(before, folded[start]) or _runs_on(folded[end - 1], after):
        return False
    if not "가" <= folded[start] <= "힣":
        return True
    gaps = places[end - 1] - places[start] - (end - 1 - start)
    inside = start > taken and "가" <= before <= "힣" and places[start] - places[start - 1] == 1
    if gaps and (inside or end - start == 2 or (folded[end - 1] == "업" and places[end - 1] - places[end - 2] > 1)):
        return False
    return not inside or end - start > 2


def _runs_on(left: str, right: str) -> bool:
    return (left + right).isascii() and left.isalnum() and right.isalnum()
