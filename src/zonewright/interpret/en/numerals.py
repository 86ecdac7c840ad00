"""Numbers as English texts write them: western and Indian grouping, words, fractions, scales, all exact."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from zonewright.interpret.en.spacing import vocabulary
from zonewright.values import Number, exact

#: Digits with bounded repeats; a longer run is no figure.
DIGITS: Final = (
    r"\d{1,3}(?:,\d{2,3}){1,7}(?![\d,]\d)(?:\.\d{1,9})?(?!\d)|\d{1,3}(?:[ ']\d{3}){1,6}(?![\d.]\d|\d)|"
    r"\d{1,24}(?:\.\d{1,9})?(?![.,]?\d)"
)

ONES: Final = {
    word: place
    for place, word in enumerate(
        vocabulary(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        )
    )
}
TENS: Final = {
    word: place * 10
    for place, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
} | {"fourty": 40}
SCALES: Final = {
    "dozen": 12, "hundred": 100, "thousand": 10**3, "thousands": 10**3, "k": 10**3,
    "lakh": 10**5, "lakhs": 10**5, "lac": 10**5, "lacs": 10**5, "lkh": 10**5,
    "million": 10**6, "millions": 10**6, "mn": 10**6, "mln": 10**6, "mio": 10**6, "mil": 10**6, "m": 10**6, "mm": 10**6,
    "crore": 10**7, "crores": 10**7, "cr": 10**7, "crs": 10**7,
    "billion": 10**9, "billions": 10**9, "bn": 10**9, "bln": 10**9, "b": 10**9,
    "trillion": 10**12, "trillions": 10**12, "tn": 10**12, "trn": 10**12,
}  # fmt: skip
_PARTS: Final = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10,
}  # fmt: skip
_MARKS: Final = {"½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}

_ONE: Final = "|".join(sorted([*ONES, *TENS], key=len, reverse=True))
_MORE: Final = "|".join(
    sorted(
        [*ONES, *TENS, "dozen", "hundred", "thousand", "million", "billion", "lakh", "lakhs", "crore", "crores"],
        key=len,
        reverse=True,
    )
)
#: A number in words; how much of it is one number is told by `read_words`.
WORDS: Final = (
    rf"(?:{_ONE}|a(?= (?:dozen|hundred|thousand|million|quarter of|third of|half of))|half(?= of(?! (?:the|this|next"
    rf"|that|each) year)| the (?:cost|price|rent|fee|sum|amount|expense))|half a (?:million|billion|crore|"
    rf"lakh)|one-(?=half|third|quarter|fourth|fifth|tenth))"
    rf"(?:[ -]{{1,3}}(?:and[ -]{{1,3}})?(?:a[ -](?=half))?(?:{_MORE}|"
    rf"{'|'.join(sorted(_PARTS, key=len, reverse=True))})\b){{0,9}}"
)

_SCALE: Final = re.compile(
    r"(?: {0,3}-?(?P<long>hundred|thousands?|lakhs?|lacs?|lkh|millions?|mn|mln|mio|crores?|crs?|billions?|bn|bln|"
    r"trillions?|tn|trn)\b\.?"
    r"|(?P<short>mm|m|b|k)\b(?![²³/])|(?P<apart> (?:mm|m|b|k))\b(?![²³/)]| ?\)| shares?\b))",
    re.IGNORECASE,
)


def read_digits(written: str) -> Number | None:
    """The number that digits with their marks of grouping say; nothing where the groups fit neither custom.

    >>> read_digits("5,000,000"), read_digits("50,00,000.50"), read_digits("10 000"), read_digits("12,34")
    (5000000, Fraction(10000001, 2), 10000, None)
    """
    whole, _, part = written.partition(".")
    groups = re.split(r"[, ']", whole)
    if len(groups) > 1:
        western = all(len(group) == 3 for group in groups[1:])
        indian = (
            (",") in whole and len(groups[-1]) == 3 and all(len(group) == 2 for group in groups[1:-1]) and len(groups[0]) <= 2
        )
        if not western and not indian:
            return None
    number = int("".join(groups))
    return exact(number + Fraction(int(part), 10 ** len(part))) if part else number


def read_words(written: str) -> tuple[Number, int] | None:
    """The number that stands at the start of the words, and how many characters it takes.

    >>> read_words("one hundred and eighty days"), read_words("seven and one-half per"), read_words("two and three")
    ((180, 22), (Fraction(15, 2), 18), (2, 3))
    """
    tokens = [(found.group(), found.end()) for found in re.finditer(r"[a-z]+", written)]
    total, section, end, stated, place = Fraction(0), Fraction(0), 0, False, 0
    while place < len(tokens):
        word, stop = tokens[place]
        following = tokens[place + 1][0] if place + 1 < len(tokens) else ""
        if word in ONES:
            if following in _PARTS:
                part = Fraction(ONES[word], _PARTS[following])
                if stated and tokens[place - 1][0] != "and":
                    break
                return exact(total + section + part), tokens[place + 1][1]
            if stated and (section % 10 != 0 or section % 100 in range(1, 20)):
                break
            section += ONES[word]
        elif word in TENS:
            if stated and section % 100 != 0:
                break
            section += TENS[word]
        elif word in SCALES and len(word) > 2:
            if word == "hundred":
                section = (section or Fraction(1)) * 100
            else:
                total, section = (total + (section or (total and Fraction(0)) or Fraction(1))) * SCALES[word], Fraction(0)
        elif word in _PARTS:
            before = tokens[place - 1][0] if place else ""
            if stated and before != "a":
                break
            if following == "a" and place + 2 < len(tokens) and tokens[place + 2][0] in SCALES:
                return exact(Fraction(SCALES[tokens[place + 2][0]], 2)), tokens[place + 2][1]
            return exact(total + section + Fraction(1, _PARTS[word])), stop
        elif word == "a":
            if following not in _PARTS and following not in SCALES:
                break
            place += 1
            continue
        elif word == "and":
            if not stated or not following or following == "and":
                break
            if tokens[place - 1][0] not in SCALES and following != "a" and _part_after(tokens, place + 1) is None:
                break
            place += 1
            continue
        else:
            break
        stated, end, place = True, stop, place + 1
    return (exact(total + section), end) if stated else None


def _part_after(tokens: list[tuple[str, int]], place: int) -> str | None:
    following = tokens[place + 1][0] if place + 1 < len(tokens) else ""
    return following if following in _PARTS else None


def read_mark(mark: str) -> Fraction:
    """½ and its like."""
    return _MARKS[mark]


def read_scale(words: str, at: int, *, money: bool) -> tuple[int, int]:
    """The factor that scale words after a number give, and where they end; a lone letter is a scale only beside a currency."""
    factor, end = 1, at
    for _ in range(2):
        found = _SCALE.match(words, end)
        if found is None or (found["short"] and ((not money and found["short"].lower() != "k") or factor != 1)):
            break
        if found["apart"] and (not money or factor != 1):
            break
        factor *= SCALES[(found["long"] or found["short"] or found["apart"].strip()).lower()]
        end = found.end()
        if words[end - 1] == "." and not (found["long"] or "").lower().startswith("cr"):
            end -= 1
    return factor, end
