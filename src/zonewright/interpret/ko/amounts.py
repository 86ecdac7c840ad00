"""Korean numbers, units and days as they are printed, read exactly."""

from __future__ import annotations

import re
from calendar import monthrange
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from zonewright.values import Number, exact, read_number

DIGITS: Final = r"(?:\d{1,3}(?:,\d{3}){1,6}(?!\d)(?:\.\d{1,6})?|\d{1,24}(?:\.\d{1,6})?)"
#: Figures with the scales of ten thousand: 1억 5,000만, 3천, 5백만, 2조 3천억.
NUMBER: Final = (
    rf"{DIGITS}(?: ?[십백천만억조]{{1,3}}(?: ?{DIGITS}[십백천만억조]{{1,3}}){{0,3}}(?:(?<=만){DIGITS}(?!년|"
    rf"월|일))?)?"
)

_HANGUL_DIGITS: Final = {mark: value for value, mark in enumerate("일이삼사오육칠팔구", 1)}
_HANGUL_TENS: Final = {"십": 10, "백": 100, "천": 1000}
_MYRIADS: Final = {"만": 10**4, "억": 10**8, "조": 10**12}
NATIVE: Final = {
    "한": 1,
    "두": 2,
    "세": 3,
    "네": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
    "열": 10,
    "스무": 20,
}


class Measure(NamedTuple):
    """What a unit's word stands for: the family of units, the unit of record, and the factor to it."""

    family: str  # money, percent, time, area, length, power, weight, person, count, point
    unit: str
    factor: Number = 1
    sure: bool = True


_MONEY: Final = {
    "KRW": ("원정", "원", "KRW", "₩"),
    "USD": ("미국 달러", "미국달러", "미 달러", "미달러", "달러", "불", "USD", "US$", "$"),
    "EUR": ("유로화", "유로", "EUR", "€"),
    "JPY": ("엔화", "엔", "JPY"),
    "CNY": ("중국 위안", "위안화", "위안", "인민폐", "RMB", "CNY"),
    "GBP": ("영국 파운드", "파운드", "GBP", "£"),
    "HKD": ("홍콩 달러", "홍콩달러", "HKD", "HK$"),
    "SGD": ("싱가포르 달러", "싱가포르달러", "싱가폴달러", "SGD", "S$"),
    "TWD": ("대만 달러", "대만달러", "신대만달러", "TWD", "NT$"),
    "AUD": ("호주 달러", "호주달러", "AUD", "A$"),
    "CAD": ("캐나다 달러", "캐나다달러", "CAD", "C$"),
    "NZD": ("뉴질랜드 달러", "뉴질랜드달러", "NZD"),
    "CHF": ("스위스 프랑", "스위스프랑", "CHF"),
    "INR": ("인도 루피", "루피", "INR", "₹"),
    "IDR": ("인도네시아 루피아", "루피아", "IDR"),
    "VND": ("베트남 동", "베트남동", "VND"),
    "THB": ("태국 바트", "바트", "THB", "฿"),
    "MYR": ("링깃", "링기트", "MYR"),
    "PHP": ("필리핀 페소", "PHP"),
    "RUB": ("루블", "RUB"),
    "AED": ("디르함", "AED"),
    "SAR": ("리얄", "SAR"),
    "BRL": ("헤알", "BRL"),
    "SEK": ("크로나", "SEK"),
    "MXN": ("멕시코 페소", "MXN"),
    "KZT": ("텡게", "KZT"),
    "MNT": ("투그릭", "MNT"),
}
_FAMILIES: Final = (
    ("percent", "%", 1, ("%포인트", "%p", "%P", "%", "퍼센트포인트", "퍼센트 포인트", "퍼센트", "프로포인트")),
    ("percent", "%", Fraction(1, 10), ("‰", "퍼밀")),
    ("percent", "%", 100, ("배수", "배")),
    ("time", "year", 1, ("개 사업연도", "개 연도", "개연도", "개년도", "개년", "년간", "년", "해")),
    ("age", "year", 1, ("세",)),
    ("count", "night", 1, ("박", "하룻밤")),
    ("time", "month", 1, ("개월간", "개월", "달", "월")),
    ("time", "day", 7, ("주일", "주간", "주")),
    ("time", "day", 1, ("근무일", "영업일", "일간", "일", "거래일")),
    ("time", "hour", 1, ("시간",)),
    ("area", "m2", 1, ("제곱미터", "평방미터", "㎡", "m²", "m2", "㎥")),
    ("area", "m2", 10**6, ("제곱킬로미터", "평방킬로미터", "㎢", "km²", "km2")),
    ("area", "ha", 1, ("헥타르", "ha", "㏊")),
    ("area", "acre", 1, ("에이커",)),
    ("length", "km", 1, ("킬로미터", "km", "㎞")),
    ("length", "m", 1, ("미터",)),
    ("power", "MW", 1, ("메가와트", "MW", "㎿")),
    ("power", "MW", 1000, ("기가와트", "GW", "㎇")),
    ("power", "kW", 1, ("킬로와트", "kW", "KW", "㎾")),
    ("power", "kVA", 1, ("kVA", "KVA")),
    ("weight", "톤", 1, ("톤",)),
    ("count", "TEU", 1, ("TEU",)),
    ("person", "person", 1, ("명", "인", "사람")),
    ("point", "point", 1, ("점",)),
    ("count", "count", 1, (
        "개 업체", "개업체", "개 기업", "개 회사", "개사", "개 사", "개소", "개 국가", "개국", "개 기관", "개 대학", "개 업종",
        "개 사업장", "개 법인", "개 과제", "개 품목", "개 동", "개동", "개실", "개", "곳", "회", "차례", "번", "건",
        "가구", "세대", "필지", "병상", "객실", "실", "석",
        "종", "대", "편", "부", "팀", "업체", "기업", "호", "척", "권", "학급",
    )),
)  # fmt: skip
MEASURES: Final[dict[str, Measure]] = {
    **{word: Measure("money", code) for code, words in _MONEY.items() for word in words},
    **{word: Measure(family, unit, factor) for family, unit, factor, words in _FAMILIES for word in words},
    "평": Measure("area", "평", sure=False),
}
#: Words that begin like a unit and are none.
_NOT: Final = {
    "세": "대|제|금|율|액|부|계|기|관|종|트|무|정|입",
    "박": "람|물|사|스|차|격|탈|리|해|근|막|수|층",
    "원": "칙|격|소|장|천|동|내|외|래|활|스톱|룸|자|서|재료|부자|도심|가|안",
    "인": "천|증|허|력|원|프|근|가|센|재|건구|도네|수합|정|접|하대|상|용|턴|터|쇄|공지|구",
    "일": "부(?!터)|정|반|괄|시불|시적|자리|체|본|원|몰|환|등|요일|지|대일|치|관|컬|상|자로|례",
    "년": "도|대|차|생|호|형|월|말|초",
    "회": "사|복|원|계|전|수|피|신|관|차|기",
    "건": "물|축|설|강|조|립|폐|너|의",
    "명": "시|령|예|칭|단|확|부|품|세",
    "점": "검|포|용|유|진|차|심|자|수|주",
    "주": "소|식|력|민|요|거|택|차|관|주|년|변|로|도|문|체|최|무|권",
    "부": "품|문|지|속|서|터|분|과|담|대|동|처|산|여|가|시장|정|지사|패",
    "대": "기업|학|상|책|비|중|한|표|출|로|회|형|규모|도|체|응",
    "실": "적|시|제|현|험|증|비|질|행|태|업|무|수|물|내|명|거래",
    "종": "목|류|합|료|사|전|교|자|별|속",
    "석": "사|유|탄|박|좌|학",
    "편": "성|의|리|입|익",
    "배": "터|정|출|치|송|분|점|후|상|당|우|제|포",
    "번": "호|영|역|째|지",
    "동": "",
    "개": "발|인|시|선|정|최|방|요|설|편|관|통|별|년|념|월|혁|척",
    "불": "구|이익|가|법|확|편|필|량|합|공정|성실|허|균형|가피|복|능",
    "엔": "지|진|드|터",
    "호": "텔|남|주|황|봉|응|환|선|점|혜|서식",
    "세대": "별|교체",
    "기업": "",
    "평": "가|균|택|년|생|형|일|상|창|온",
    "달": "성|러",
    "해": "외|당|소|양|운|지|제|결|고|야|서|도|에|상",
    "시간": "제|외|당",
    "톤": "세|급",
    "팀": "장|원",
    "권": "역|한|리|고|익",
    "미터": "링|기",
    "회사": "",
}


def _unit(word: str) -> str:
    """A unit's word, not where it begins another one."""
    if word == "월":  # 6월 이내: months; otherwise the month of a year
        return "월(?= ?(?:이내|이상|이하|미만|내에|간 |마다))"
    latin = word[-1].isascii() and word[-1].isalpha()
    return re.escape(word) + (f"(?!{_NOT[word]})" if _NOT.get(word) else "(?![A-Za-z])" if latin else "")


_ORDERED: Final = sorted(MEASURES, key=lambda word: (-len(word), word))
UNIT: Final = "(?:" + "|".join(map(_unit, _ORDERED)) + ")"
#: Currencies that stand before the number.
BEFORE: Final[dict[str, str]] = {
    **{word: code for code, words in _MONEY.items() for word in words if not "가" <= word[0] <= "힣"},
    "미화": "USD",
    "미합중국화폐": "USD", "미합중국 화폐": "USD", "금": "KRW",
    "일화": "JPY", "￦": "KRW", "¥": "CNY", "￥": "CNY", "일본 엔": "JPY", "원화": "KRW",
    "유로화": "EUR", "유로": "EUR", "위안화": "CNY", "엔화": "JPY",
}  # fmt: skip
CURRENCY: Final = (
    "(?:" + "|".join(re.escape(word) for word in sorted(BEFORE, key=lambda word: (-len(word), word)) if word != "금") + ")"
)


@lru_cache(maxsize=2_048)  # the same figures come again and again
def figure(text: str) -> Number | None:
    """The number that the words print, in digits with Korean scales or in Korean words; None where they print none.

    >>> figure("1억 5,000만"), figure("5백만"), figure("일천오백만"), figure("두")
    (150000000, 5000000, 15000000, 2)
    """
    plain = text.replace(" ", "")
    if plain in NATIVE:
        return NATIVE[plain]
    if plain[:1].isdigit():
        return read_number(plain)
    return _spelled(plain)


def _spelled(plain: str) -> Number | None:
    total = section = digit = 0
    for mark in plain:
        if mark in _HANGUL_DIGITS and not digit:
            digit = _HANGUL_DIGITS[mark]
        elif mark in _HANGUL_TENS:
            section, digit = section + (digit or 1) * _HANGUL_TENS[mark], 0
        elif mark in _MYRIADS:
            total, section, digit = total + (section + digit or 1) * _MYRIADS[mark], 0, 0
        else:
            return None
    return total + section + digit or None


def share(whole: str, part: str) -> Number | None:
    """A fraction in per cent: 100분의 20 is 20, 3분의 2 is 200/3."""
    below, above = figure(whole), figure(part)
    return exact(Fraction(above) * 100 / below) if below and above is not None else None


def day(year: str, month: str, of_month: str) -> str | None:
    """The day as ISO 8601, or `MM-DD` without a year; None where the calendar has no such day."""
    if not 1 <= int(month) <= 12:
        return None
    long = (f"20{year}" if len(year) == 2 else year) if year else ""
    if not 1 <= int(of_month) <= monthrange(int(long or 2000), int(month))[1]:
        return None
    return "-".join(part for part in (long, f"{int(month):02}", f"{int(of_month):02}") if part)
