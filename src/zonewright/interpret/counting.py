"""How lists that number themselves print a number, by the names that word processors give to their formats."""

from __future__ import annotations

from typing import Final

_ROMAN: Final = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_HAN: Final = "〇一二三四五六七八九"
_LEGAL: Final = "零壹贰叁肆伍陆柒捌玖"
_KOREAN: Final = "영일이삼사오육칠팔구"
_ROWS: Final = {
    "ganada": "가나다라마바사아자차카타파하",
    "chosung": "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
_CIRCLES: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"


def counted(style: str, value: int) -> str:
    """A number as the style prints it; a plain number where the style is not known.

    >>> counted("chineseCounting", 12), counted("ganada", 3), counted("lowerRoman", 4), counted("decimalEnclosedCircle", 2)
    ('十二', '다', 'iv', '②')
    """
    if not 0 < value < 10_000:
        return str(value)
    match style:
        case "lowerRoman" | "upperRoman":
            return _cased(_roman(value), style)
        case "lowerLetter" | "upperLetter":
            return _cased(chr(97 + (value - 1) % 26) * ((value - 1) // 26 + 1), style) if value <= 260 else str(value)
        case "chineseCounting" | "chineseCountingThousand" | "taiwaneseCounting" | "taiwaneseCountingThousand":
            return _counting(value, _HAN, "十百千")
        case "chineseLegalSimplified" | "ideographLegalTraditional":
            return _counting(value, _LEGAL, "拾佰仟", full=True)
        case "koreanCounting" | "koreanDigital2":
            return _counting(value, _KOREAN, "십백천")
        case "koreanDigital":
            return "".join(_KOREAN[int(digit)] for digit in str(value))
        case "ideographDigital" | "taiwaneseDigital":
            return "".join(_HAN[int(digit)] for digit in str(value))
        case "ganada" | "chosung" | "ideographTraditional" | "ideographZodiac":
            return _ROWS[style][(value - 1) % len(_ROWS[style])]
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return _CIRCLES[value - 1] if value <= len(_CIRCLES) else str(value)
        case "decimalEnclosedParen":
            return chr(0x2473 + value) if value <= 20 else f"({value})"
        case "decimalEnclosedFullstop":
            return chr(0x2487 + value) if value <= 20 else f"{value}."
        case "decimalZero":
            return f"{value:02d}"
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(value).translate({code: code + 0xFEE0 for code in range(48, 58)})
    return str(value)


def _cased(words: str, style: str) -> str:
    return words.upper() if style.startswith("upper") else words


def _roman(value: int) -> str:
    if value >= 400:
        return str(value)
    found = ""
    for worth, letters in _ROMAN:
        found += letters * (value // worth)
        value %= worth
    return found


def _counting(value: int, digits: str, tens: str, *, full: bool = False) -> str:
    """十二, 二十, 一百零三: a one before ten is left out where it opens the number."""
    found, zero = "", False
    printed = str(value)
    for place, digit in zip(range(len(printed) - 1, -1, -1), map(int, printed), strict=True):
        if not digit:
            zero = bool(found)
            continue
        if zero and digits is not _KOREAN:
            found += "零"
        zero = False
        silent = digit == 1 and place and not full and (digits is _KOREAN or (place == 1 and not found))
        found += ("" if silent else digits[digit]) + (tens[place - 1] if place else "")
    return found
