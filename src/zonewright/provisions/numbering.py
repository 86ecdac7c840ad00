"""The numbers that blocks begin with, in English, Chinese and Korean: which form, which value, and where they end."""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Number(NamedTuple):
    """A number at the start of a block: its form, what it counts to (0: nothing), its printed range, its name in an eId."""

    form: str
    value: int
    start: int
    end: int
    name: str = ""


#: Forms whose place in the tree is fixed, outermost first; every other form nests in the order in which it is met.
FIXED: Final = {
    "annex": 5, "addenda": 5, "part": 10, "chapter": 20, "division": 30, "subdivision": 35, "article": 40, "section": 40,
    "rule": 40, "question": 40,
}  # fmt: skip
#: Forms that number the rules themselves, not the chapters they stand in.
RULES: Final = {"article", "section", "rule"}
HAN_DIGITS: Final = {mark: value for value, mark in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
HAN_TENS: Final = {"十": 10, "百": 100, "千": 1000}
SYLLABLES: Final = "가나다라마바사아자차카타파하"
ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN_FORM: Final = re.compile(r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_HAN: Final = "[零〇一二三四五六七八九十百千两]"
#: What may stand around a number without being seen.
BLANK: Final = "\\s\ufeff\u200b-\u200f\u202a-\u202e\u2066-\u2069\x00-\x1f"
_BULLETS: Final = "•●○◦◯◎□■▪▫◇◆◈▶►▷☞❍※☑✓✔➢➤‣⁃∙·・"
_UNITS: Final = (
    r"(?:%|％|million|billion|trillion|lakh|crore|per\s?cent|percent|times|years?|months?|days?|km|ha\b|hectares?|acres?|MW|m2|㎡"
    r"|[万亿元倍个家亩年月日吨]|[억만천백원배년월일개명]|[x×:/])"
)

_WORDS: Final = {
    "编": "part", "篇": "part", "部分": "part", "章": "chapter", "节": "division", "条": "article",
    "編": "part", "節": "division", "條": "article",
    "편": "part", "장": "chapter", "절": "division", "관": "subdivision", "조": "article",
    "part": "part", "title": "part", "chapter": "chapter", "division": "division", "article": "article", "art.": "article",
    "section": "section", "sec.": "section", "clause": "article", "rule": "rule", "regulation": "article",
}  # fmt: skip

_PATTERN: Final = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in {
            "zh": rf"第\s?({_HAN}{{1,7}}|\d{{1,4}})\s?(编|編|篇|章|节|節|条|條|部分)(?:之([一二三四五六七八九十]))?"
            r"(?!规定|所列|所称|所规|、|和|或|至|第|的|中|款|项|，)",
            "ko": r"제\s?(\d{1,4})\s?(편|장|절|관|조)(?:의\s?(\d{1,3}))?(?=\s*$|\s*[(（<〈]|\s+(?!제\s?\d))",
            "annex": rf"[\[［【(（〔]?(?:附件|附录|附表|附图|별표|별지|별첨|붙임)\s?(?:제\s?)?(\d{{1,3}}|{_HAN}{{1,3}})?"
            r"(?:호|의\s?\d{1,2})?\s?(?:서식)?[\]］】)）〕]?(?=[:：<(（.．]|\s*$|\s+(?!\d))",
            "addenda": r"[\[<]?부\s{0,12}칙[\]>]?(?=\s*(?:$|[<(〈\[제]))",
            "schedule": rf"(?:THE\s+)?(?:({'|'.join(ORDINALS)}|{'|'.join(map(str.title, ORDINALS))}"
            rf"|{'|'.join(map(str.upper, ORDINALS))})\s+)(?:SCHEDULE|Schedule)(?=\s*(?:$|[(:.–—-]))",
            "en": r"(?:Part|PART|Title|TITLE|Chapter|CHAPTER|Division|DIVISION|Article|ARTICLE|Art\.|ART\."
            r"|Section|SECTION|Sec\.|SEC\.|Clause|CLAUSE|Rule|RULE|Regulation|REGULATION|Schedule|SCHEDULE|Annexure|ANNEXURE|Annex|ANNEX|Appendix|APPENDIX"
            r"|Attachment|ATTACHMENT)\s+(?:\d{1,4}[A-Z]?(?:\.\d{1,3}){0,3}|[IVXLC]{1,7}|[A-Z])\b(?!\s*[.,]?\s*\d)"
            r"(?=\.?-|[.:–—)]|\s*$|\s*[(:–—-]|\s+[A-Z\"“'‘\[])[.:]?(?:-(?=\())?",
            "question": r"(?:Question|Q|问题|问|문|질문)\s?(\d{0,3})\s?[.:：)．]|Q(\d{1,3})(?=\s)",
            "step": r"(?:Step|STEP|단계|步骤)\s?(\d{1,2})\s?[.:：]",
            "code": r"([A-Z]\d{1,2})\.(?=\s+[^\W\d_])",
            "answer": r"(?:Answer|A|答复|答|답변|답)\s?\d{0,3}\s?[.:：)．](?=\s|[^\x00-\x7f])",
            "hanlist": rf"({_HAN}{{1,4}})(?:、(?!{_HAN}{{1,2}}[、类级])|[.．](?!\d))",
            "hanboth": rf"[（(]\s?({_HAN}{{1,4}})\s?[）)]",
            "levels": rf"(\d{{1,3}}(?:\.\d{{1,3}}){{1,5}})\.?(?=\s|[^\x00-\x7f])(?!\s?{_UNITS})",
            "dot": r"(\d{1,3})\s?(?:[.．](?!\s?\d{1,2}\s?\.|\d)(?=\s|$|[^\s\d.,%])(?:[-–—](?=\s?\())?|、|(?=\(1\)\s))",
            "both": r"[（(]\s?(\d{1,3})\s?[）)](?!\s?[/×x])",
            "paren": r"(\d{1,3})\s?[)）]",
            "bothlower": r"[（(]([a-z]{1,2}|[ivx]{1,6})[）)]",
            "bothupper": r"[（(]([A-Z]|[IVX]{1,5})[）)]",
            "lower": r"([a-z]|[ivx]{1,5})[.)](?=\s)(?!\s[a-z]\.)",
            "upper": r"([A-Z]|[IVX]{1,5})[.)](?=\s)(?!\s?[A-Z]\.)",
            "syllable": rf"([{SYLLABLES}])[.．](?=\s)|([{SYLLABLES}])[)）]|[（(]([{SYLLABLES}])[）)]",
            "sign": r"[①-⑳㉑-㉟㊱-㊿⑴-⒇⒈-⒛ⓐ-ⓩ㉮-㉻㈎-㈛❶-❿➀-➉Ⅰ-Ⅻ㈠-㈩](?:[.．、](?!\d))?",
            "bullet": rf"[{_BULLETS}](?!\d)|[-–—−*+ㅇ](?=\s)|o(?=\s+[가-힣])",
            "mark": r"#{1,6}(?=\s)",
        }.items()
    )
)
_STARTS: Final = re.compile(
    rf"[\d第제\[［【(（〔附별붙부TFSNEPCDARQ问문질答답{_BULLETS}\-–—−*+ㅇo#a-zA-Z{SYLLABLES}{_HAN[1:-1]}\u2160-\u24e9\u2776-\u2789\u3220-\u32bf]"
)


def number_at(text: str, start: int, end: int) -> Number | None:
    """The number that a block starting there begins with; nothing for figures, dates, initials and citations."""
    if start >= end or not _STARTS.match(text[start]):
        return None
    found = _PATTERN.match(text, start, min(end, start + 60))
    if found is None or found.lastgroup is None:
        return None
    return _read(found, found.lastgroup)


def han_number(words: str) -> int:
    """A Chinese number up to 9999, or one in digits.

    >>> han_number("十二"), han_number("二百零三"), han_number("二〇"), han_number("7")
    (12, 203, 20, 7)
    """
    if words.isdecimal():
        return int(words)
    if not any(mark in HAN_TENS for mark in words):
        return int("".join(str(HAN_DIGITS[mark]) for mark in words))
    total, digit = 0, 0
    for mark in words:
        if mark in HAN_TENS:
            total, digit = total + (digit or 1) * HAN_TENS[mark], 0
        else:
            digit = HAN_DIGITS[mark]
    return total + digit


def roman_number(words: str) -> int:
    """A Roman number, or 0 where the letters make none.

    >>> roman_number("xiv"), roman_number("iiii")
    (14, 0)
    """
    values = [_ROMAN.get(mark, 0) for mark in words.lower()]
    if not values or 0 in values or not _ROMAN_FORM.fullmatch(words.lower()):
        return 0
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def letters(number: Number) -> Number:
    """The same number read as a letter where it was read as Roman: `(i)` after `(h)`."""
    return number._replace(
        form=number.form.replace("roman", "alpha").replace("ROMAN", "ALPHA"), value=letter_number(number.name)
    )


def letter_number(words: str) -> int:
    """A is 1, z is 26, aa is 27; 0 for other pairs.

    >>> letter_number("c"), letter_number("bb"), letter_number("iv")
    (3, 28, 0)
    """
    return (len(words) - 1) * 26 + ord(words[0].lower()) - 96 if words and words == words[0] * len(words) else 0


def _read(found: re.Match[str], group: str) -> Number | None:
    first = (found.lastindex or 0) + 1
    inner = [one for one in found.groups()[first - 1 : first + 2] if one is not None]
    span = found.span()
    match group:
        case "zh":
            return _worded(_WORDS[inner[1]], han_number(inner[0]), han_number(inner[2]) if len(inner) > 2 else 0, span)
        case "ko":
            return _worded(_WORDS[inner[1]], int(inner[0]), int(inner[2]) if len(inner) > 2 else 0, span)
        case "en":
            return _english(found[0], span)
        case "annex" | "addenda":
            value = han_number(inner[0]) if inner else 0
            return Number(group, value, *span, str(value) if value else "")
        case "schedule":
            value = ORDINALS.index(inner[0].lower()) + 1
            return Number("annex", value, *span, str(value))
        case "question":
            return Number("question", int(inner[0] or 0) if inner else 0, *span, inner[0] if inner else "")
        case "hanlist" | "hanboth" | "dot" | "both" | "paren" | "step":
            value = han_number(inner[0])
            return Number(group, value, *span, str(value))
        case "code":
            return Number("code", int(inner[0][1:]), *span, inner[0].lower())
        case "levels":
            parts = [int(part) for part in inner[0].split(".")]
            return Number(f"levels-{len(parts)}", parts[-1], *span, ".".join(map(str, parts)))
        case "bothlower" | "bothupper" | "lower" | "upper":
            return _lettered(group, inner[0], span)
        case "syllable":
            value = SYLLABLES.index(inner[0]) + 1
            after = found[0][-1]
            form = "both" if found[0][0] in "(（" else "paren" if after in ")）" else "dot"
            return Number(f"syllable-{form}", value, *span, str(value))
        case "sign":
            return _signed(found[0], span)
        case "mark":
            return Number("mark", len(found[0]), *span)
        case "bullet":
            return Number(f"bullet-{found[0]}", 0, *span)
    return Number(group, 0, *span)


def _worded(form: str, value: int, branch: int, span: tuple[int, int]) -> Number:
    return Number(form, value, *span, f"{value}-{branch}" if branch else str(value))


def _english(words: str, span: tuple[int, int]) -> Number:
    word, _, printed = words.rstrip(".:-").partition(" ")
    printed = printed.strip()
    form = _WORDS.get(word.lower(), "annex")
    digits = re.match(r"\d+", printed)
    roman = 0 if printed in {"C", "L"} else roman_number(printed)
    value = int(digits[0]) if digits else roman or letter_number(printed)
    return Number(form, value, *span, printed.lower().replace(".", "-") if digits else str(value))


_LETTER_FORMS: Final = {"bothlower": "both", "bothupper": "both", "lower": "paren", "upper": "paren"}


def _lettered(group: str, printed: str, span: tuple[int, int]) -> Number | None:
    """Read as Roman where the letters can be Roman and are not one that a list would open with; `letters` turns it back."""
    kind = "roman" if group.endswith("lower") else "ROMAN"
    form = _LETTER_FORMS[group]
    value = roman_number(printed)
    if value:
        return Number(f"{kind}-{form}", value, *span, printed)
    found = Number(f"{kind}-{form}", 0, *span, printed)
    return letters(found) if letter_number(printed) else None


_SIGNS: Final = (
    ("①", 20, "circle", 1), ("㉑", 15, "circle", 21), ("㊱", 15, "circle", 36), ("⑴", 20, "both", 1), ("⒈", 20, "dot", 1),
    ("ⓐ", 26, "circle-letter", 1), ("㉮", 14, "syllable-circle", 1), ("㈎", 14, "syllable-both", 1), ("❶", 10, "circle", 1),
    ("➀", 10, "circle", 1), ("Ⅰ", 12, "ROMAN-paren", 1), ("㈠", 10, "hanboth", 1),
)  # fmt: skip


def _signed(words: str, span: tuple[int, int]) -> Number | None:
    for first, count, form, value in _SIGNS:
        if ord(first) <= ord(words[0]) < ord(first) + count:
            found = ord(words[0]) - ord(first) + value
            return Number(form, found, *span, str(found))
    return None
