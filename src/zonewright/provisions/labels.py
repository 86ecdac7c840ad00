"""Which words are a label, a title or a lead-in, by their length, their end and their case."""

from __future__ import annotations

import re
from typing import Final

_FIGURE: Final = re.compile(
    r"\d[\d,.]{0,20}\s?(?:%|％|per\s?cent|[万亿元倍亩年月日个名家]|[억만천원년월일명배]|㎡|m2|million|billion|crore|lakh|years?|months?|days?|persons?)"
    r"|(?:USD|US\$|KRW|RMB|CNY|EUR|HK\$|Rs\.?|INR|[$€£¥₩₹])\s?\d|100분의"
)
_LEAD: Final = re.compile(
    r"[:：]$|[a-z][-–—]$"
    r"|(?:다음\s?각\s?(?:호|목)|다음과\s?같|각\s?호의|아래와\s?같|下列|如下|以下(?:条件|情形|标准|方式)|之一的?"
    r"|\bfollowing\b|\bas (?:under|follows|below)\b)[^\n]{0,60}$"
)
_END: Final = re.compile(r"[.。!！;；:：,，、…]$|[-–—]$")
_KO_END: Final = re.compile(r"(?:다|함|음|것|[나아어세지]요|임|됨|까|시오|하기|경우|때)[.?]?$")
_CHINESE_VERB: Final = re.compile("负责|应当|给予|不得|必须|可以|不再|施行|执行|为准|除外|废止|解释|按照|享受|予以")
_ADDRESSED: Final = re.compile("(?:单位|部门|政府|企业|公司|委员会|同志)[：:]$")
_NOT_LABEL: Final = re.compile(r"[，；。:：;]")
_LATIN_WORD: Final = re.compile(r"[A-Za-z][A-Za-z’'&/-]*")
_SMALL: Final = {
    "and", "or", "of", "the", "for", "in", "to", "on", "a", "an", "by", "with", "from", "at", "as", "under", "per", "vs",
}  # fmt: skip
_ASKED: Final = re.compile(r"(?:Who|What|When|Where|Why|Which|How)\b(?!ever)")
_REMARK: Final = re.compile(r" \([^()]{1,24}\)")
_VERB: Final = re.compile(r"\b(?:shall|will|must|may|is|are|be|can|should|has|have)\b", re.I)


def has_figure(words: str) -> bool:
    """Whether a figure with a unit stands in the words."""
    return _FIGURE.search(words[:400]) is not None


#: A note of amendment behind a Korean paragraph, and the items that a Korean paragraph announces, however far before its end.
_AMENDED: Final = re.compile(r"\s?<[^<>]{1,240}>\s*$")
_OF_ITEMS: Final = re.compile(r"다음\s?각\s?(?:호|목)")


def leads_in(text: str, start: int, end: int) -> bool:
    """Whether the words announce a list: they end in a colon, or speak of the following."""
    note = _AMENDED.search(text, max(start, end - 260), end)
    end = note.start() if note else end
    found = _LEAD.search(text, max(start, end - 100), end) or _OF_ITEMS.search(text, max(start, end - 200), end)
    return found is not None


def is_title(text: str, start: int, end: int) -> bool:
    """Whether a line before the body can be a title: short, without figures, not closed as a sentence is."""
    words = text[start : min(end, start + 161)]
    if len(words) > 160 or (not words.isascii() and len(words) > 70) or re.search(r"[.。;；:：,，]$|다\.?$", words):
        return False
    return not has_figure(re.sub(r"\d{4}\s?[年년]|\d{1,2}\s?[月日월일]|第?\d+[号호]?次?", "", words))


def says_more(words: str, title: str) -> bool:
    """Whether another line of the title is the one that all blocks stand under: longer, and no date or number of a paper."""
    return len(words) > len(title) and sum(map(str.isdigit, words)) <= 4


def is_label(text: str, start: int, end: int, language: str, *, numbered: bool) -> bool:
    """Whether the words are a heading's: short, without figures, no sentence."""
    if not 0 < end - start <= 120:
        return False
    words = text[start:end]
    if has_figure(words):
        return False
    if re.search(r"[가-힣]", words):
        return _korean(words, numbered)
    if re.search(r"[\u3400-\u9fff]", words):
        return _chinese(words, numbered)
    return _latin(words, numbered)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a line can be a headline of the press: a few Latin words, no end of a sentence, no figures, no duty."""
    words = text[start:end] if end - start <= 70 else ""
    parts = _LATIN_WORD.findall(words)
    plain = words.isascii() and 0 < len(parts) <= 9 and words[0].isupper()
    return plain and not has_figure(words) and not re.search(r"[.;:!]|\b(?:shall|must|may|will|should)\b|\d{2}", words)


def _chinese(words: str, numbered: bool) -> bool:
    if numbered and words.endswith("。"):
        return len(words) <= 15 and not _NOT_LABEL.search(words[:-1]) and not _CHINESE_VERB.search(words)
    if words[-1] in "：:":
        return len(words) <= 9 and not _NOT_LABEL.search(words[:-1]) and not _ADDRESSED.search(words)
    if words[-1] in "？?":
        return len(words) <= 60
    return len(words) <= (32 if numbered else 20) and not _NOT_LABEL.search(words) and not _END.search(words)


def _korean(words: str, numbered: bool) -> bool:
    if words[-1] in "：:":
        return len(words) <= 12
    if words[-1] == "?":
        return len(words) <= 80
    return (
        len(words) <= (36 if numbered else 28)
        and not _NOT_LABEL.search(words)
        and not _END.search(words)
        and not _KO_END.search(words)
    )


def _latin(words: str, numbered: bool) -> bool:
    words = _REMARK.sub("", words) or words
    parts = _LATIN_WORD.findall(words)
    if not 0 < len(parts) <= 14:
        return False
    if words[-1] == "?":
        return True
    capital = all(part[0].isupper() or part.lower() in _SMALL for part in parts) and parts[0][0].isupper()
    if words[-1] == ":":
        return len(parts) <= 5 and (capital or (numbered and len(parts) <= 4))
    if _ASKED.match(words) and len(parts) <= 9 and not _END.search(words):
        return True
    if _END.search(words) or (_VERB.search(words) and not words.isupper()):
        return False
    if words.isupper() or capital:
        return len(parts) <= 12
    return numbered and len(parts) <= 8 and "," not in words
