"""What a Korean figure is for: its role and operator, by its comparator and the words around it."""

from __future__ import annotations

import re
from typing import Final

from zonewright.interpret.ko.figures import Figure
from zonewright.provisions.model import Around

Part = tuple[str, str]  # role and operator

_NEXT: Final = 40
_EXACT: Final = {">=", ">", "<", "<="}

#: The figure stands in a description of who or what qualifies.
_QUALIFIES: Final = re.compile(
    r"^[^.]{0,30}?(?:인|한|하는|된|되는|할|될|은|는|의|던|이고|이거나|이며|하거나|하고|하여|으로서|로서|"
    r"있는|갖춘|둔|받은) ?(?:[가-힣·ㆍ]{1,12} ){0,2}?"
    r"(?:경우|때|자(?![가-힣])|자[는가를로의에와]|기업|법인|사람|업체|사업|투자(?!금|비|액)|시설|공장|"
    r"연구소|단체|기관|근로자|청년|중소|중견|대기업|건물|토지|회사|것)"
)
_GRANTS: Final = re.compile(
    r"지원|지급|보조|감면|공제|면제|장려금|수당|보상|포상|융자|대출|대여|출연|부담|할인|환급|상금|"
    r"인센티브|장학|임대|교부|가산|더한|더하"
)
_PAID: Final = re.compile(
    r"보조금|지원금|지원액|지원금액|장려금|수당|보상금|포상금|한도|총액|총지원|융자|대출|감면액|공제액|"
    r"지급액|상금|임대료|사용료|수수료|과태료|위약금"
)
_INVESTED: Final = re.compile(
    r"투자(?:금액|액|비|규모|실적|자)?|매출(?:액)?|자본금|자산|지분|고용|근로자|채용|임직원|종업원|인원|"
    r"면적|수출(?:액|실적)?|거래액|총사업비|사업비|공사비|소득|업력|경력|신용|비율|점수|총점|평점|배점|"
    r"직원"
)
_PLANNED: Final = re.compile(
    r"계획|예정|목표|방침|구상|조성(?:한|하고|하며|하여|해|$)|건립|구축(?:한|하고|하여|해|$)|확충|유치(?:한|"
    r"하고|하여|해|$)|육성(?:한|하고|하여|해|$)|양성|창출"
    r"|투입|달성|끌어올|모아|결성|배출|길러|초청|모아|결성|배출|길러|초청|확대(?:한|하고|하여|해|$)|늘(?:린|려|리)|발굴|선정(?:한|하고)|모집|단축|개최|"
    r"운영(?:한|하고)|공급(?:한|하고)|추진(?:한|하고)"
)
_DUTY: Final = re.compile(r"(?:하여야|해야|되어야|여야|아야|어야) ?(?:한다|하며|하고|합니다|함|할)|일 ?것")


def part(found: Figure, words: str, around: Around) -> Part | None:
    """Role and operator of a figure; None where nobody needs it to know what is asked or given."""
    after = words[found.end : found.end + _NEXT]
    before = words[max(0, found.start - _NEXT) : found.start]
    if (not found.cue and _STATISTIC.search(after[:24]) and _COMPARED.search(before)) or _GREW.match(after):
        return None
    if found.cue == ">" and _FORBIDDEN.search(words) and not _QUALIFIES.match(after):
        return ("cap", "<=")
    if found.cue == "notover" and _MEANT.match(after) and (_INVESTED.search(before[-18:]) or _AGED.search(before[-18:])):
        return ("threshold", "<=")
    if not found.cue and found.high is None and _CAPPED.search(before):
        return ("cap", "<=")
    column = _column(around.header, words[: found.start].count("|")) if around.row else ""
    if "한도" in column and not found.cue and found.high is None:
        return ("cap", "<=")
    match found.family:
        case "date":
            return _date(found, before, after, words)
        case "time":
            return _time(found, before, after, words)
        case "age":
            return ("threshold", _op(found, "="))
        case "point":
            return None if after.startswith(" 만점") else _points(found)
        case "percent":
            return _percent(found, before, after, around)
        case "money":
            return _money(found, before, after, words, around)
        case _:
            return _counted(found, before, after, words, around)


#: Who is meant: 50억원을 초과하지 아니하는 기업.
_MEANT: Final = re.compile(
    r"(?:하는|한|는|은|을) ?(?:[가-힣]{1,6} )?(?:[가-힣]{0,4}기업|자(?![가-힣])|자[는가를로의에와]|법인|경우|업체|회사)"
)
#: 상한을 5년으로, 최장 50년(갱신 포함 100년), 건당 3천만 원 이내(연 2건).
_CAPPED: Final = re.compile(
    r"(?:상한|한도)(?:액|기간)?(?:을|를|은|는) ?$|(?:최장|최대|연장)[^()]{0,14}\([^()]{0,12}$|이내 ?\((?:연|월|최대)? ?$"
)
#: 100분의 20을 초과하여 …하여서는 아니 된다: the figure is the most that is allowed.
_FORBIDDEN: Final = re.compile(r"(?:여|어|아)서는 ?(?:아니|안) ?(?:된|됩|되)[^,]{0,8}$|수 ?없(?:다|습니다|음|으며)[.]?$")


def _column(header: str, place: int) -> str:
    """The head of a table's column."""
    cells = header.split("|")
    return cells[place] if place < len(cells) else ""


def _points(found: Figure) -> Part:
    if found.cue in {"upto", "notover", "within", "scope", "until"}:
        return ("cap", "<=")
    return ("threshold" if found.cue or found.high is not None else "amount", _op(found, "="))


_STATISTIC: Final = re.compile(r"^[^,]{0,12}(?:증가|감소|늘어난|늘었|줄어든|줄었|상승|하락|성장|기록|집계|달했|차지)")
_GREW: Final = re.compile(r" ?(?:늘어난|증가한|불어난|줄어든) (?:총 )?\d")
_COMPARED: Final = re.compile(r"전년|지난해|작년|대비|동기|보다|누적|지금까지|현재")


def _op(found: Figure, plain: str) -> str:
    if found.high is not None:
        return "range"
    return {
        "within": "<=",
        "upto": "<=",
        "scope": "<=",
        "notover": "<=",
        "only": "<=",
        "until": "<=",
        "ago": "<=",
        "since": ">=",
        "": plain,
    }.get(found.cue, found.cue)


def _date(found: Figure, before: str, after: str, words: str) -> Part | None:
    if len(str(found.value)) <= 5:
        return None  # 매년 3월 31일: no day of one year
    if found.high is not None:
        return ("date", "range")
    if found.cue == "since":
        return ("date", ">=")
    if found.cue == "until" or re.match(r" ?(?:을|를) ?(?:기한|시한|마감)|\)? ?한", after):
        asked = re.search(r"제출|신청|보고|납부|접수|통보|이행", after) and _DUTY.search(words)
        return ("deadline" if asked else "date", "<=")
    if re.match(r" ?(?:현재|기준)", after):
        return None
    return ("date", ">=") if re.search(r"시행일?[ :]{0,3}$", before) else None


#: The day of the news (9일 도에 따르면) and a day of the next month (10~20일 신청서를 접수).
_NEWS: Final = re.compile(r"(?:발표|설명|강조|약속)했다|밝혔다|전했다|에 따르면")
_NEWS_DAY: Final = re.compile(
    r" (?:[가-힣]{0,8}(?:도|시|군|구|부|청|처|원|공사|공단|위원회|정부)(?:에 따르면|는|은|가|이|와|과|에서)? |국무회의|"
    r"신청|접수|열린|발표|밝|[가-힣]{0,10}에 따르면)|(?:에|부터) (?:열|발표|시작|접수|신청)"
)
_WAITED: Final = re.compile(r"^(?:이|을|를|가)? ?(?:지난|지나|경과|초과)")
_NOT_YET: Final = re.compile(r"^(?:이|을|를|가)? ?(?:지나|경과하|경과되)지 ?(?:아니|않)")
_KEPT: Final = re.compile(r"계속|유지|영위|운영|보유|존속|사용|가동|고용|거주|종사|이행|보존|보관|공고|게시|공람|예고|비치")


def _time(found: Figure, before: str, after: str, words: str) -> Part | None:
    if re.match(r"(?:이)? ?걸리던|이던", after):
        return None  # what it was before
    if found.unit == "day" and not found.cue and (_NEWS_DAY.match(after) or (after[:1] == " " and _NEWS.search(words))):
        return None
    if re.search(r"지난 ?$", before) or re.match(r" ?(?:전통|역사|만에|전 ?대비)", after):
        return None
    if re.search(r"(?:최근|직전) ?$", before):
        return ("duration", "=")
    if re.match(r"(?:간|의)? ?평균", after):
        return None  # 1개월 평균: over which time is measured
    if found.cue == "within" and re.match(r"에 (?:끝나|종료)", after):
        return ("duration", "=")
    if found.high is not None:
        return ("threshold" if _AGED.search(before) else "duration", "range")
    if found.cue == "ago":
        return ("deadline", "<=")
    if found.cue == "within":
        return _within(before, after, words)
    if found.cue in {">=", ">", "<"} or (found.cue == "<=" and _QUALIFIES.match(after)):
        duty = _DUTY.search(after) or _DUTY.search(words[found.end :])
        kept = found.cue == ">=" and duty and _KEPT.search(words[found.end : found.end + 60]) and not _QUALIFIES.match(after)
        return ("duration" if kept else "threshold", found.cue)
    if _NOT_YET.match(after):
        return ("threshold", "<=")
    if _WAITED.match(after):
        return ("duration", "=") if re.search(r"시행|효력", words[found.end :]) else ("threshold", ">=")
    if found.cue in {"upto", "scope", "until", "notover", "<=", "only"}:
        return ("cap", "<=")
    return ("duration", "=")


_OF_AGE: Final = re.compile(r" *(?:$|[,.)/|]|(?:중소|벤처|창업)?기업|법인|업체|회사|스타트업)")
_AGED: Final = re.compile(r"업력|설립|창업|개업|경력|거주|경과")
_SPAN: Final = re.compile(r"^(?:의|에서)? ?(?:기간|범위|단위|동안|거치|분할|상환|무상|임대|지원|감면|연장|씩)")


def _within(before: str, after: str, words: str) -> Part:
    who = re.match(
        (
            r"(?:인|의) ?(?:[가-힣]{1,8} ){0,2}(?:창업|벤처|중소|기업|자(?![가-힣])|법인|사람|청년|스타트업|업체|"
            r"경우)"
        ),
        after,
    )
    if who or (_AGED.search(before[-14:]) and _OF_AGE.match(after)):
        return ("threshold", "<=")
    if _SPAN.match(after) and not re.search(r"(?:부터|후|이후|날로부터)[^,]{0,4}$", before):
        return ("duration", "<=")
    if _TERM.search(before) and not after.startswith("에"):
        return ("cap", "<=")
    if re.match(r"로 ?(?:한다|하며|하되|하고|정)", after) and not re.search(r"(?:부터|후|이후)[^,]{0,6}$", before):
        return ("cap", "<=")
    if _MISDEED.match(after):
        return ("duration", "=")
    return ("deadline", "<=")


#: 융자 10년 이내, 대출기간은 5년 이내: how long a loan or a lease runs.
_TERM: Final = re.compile(r"(?:융자|대출|대부|임대|거치|상환|보증)(?: ?기간)?(?:은|:)? ?$")
#: What may not happen within the time, or costs something if it does.
_MISDEED: Final = re.compile(r"에? [^.]{2,30}(?:이전하|폐업|휴업|폐쇄|매각|양도|처분|철수|해지|위반|발생)")


_RATED: Final = re.compile(
    r"비율|지분|지분율|참여율|분양률|고용률|가동률|점유율|비중|부채|자기자본|보조율|달성률|이행률|충족률|"
    r"대비"
)


_GIVEN: Final = re.compile(
    r"(?:을|를|의)? ?(?:[가-힣]{1,6} )?(?:지원|감면|지급|할인|보조|공제)|"
    r"(?:을|를) [^.]{2,30}(?:에|에게) ?(?:투자|배정|공급|투입)(?:한다|합|함)"
)
_SPREAD: Final = re.compile(r"(?:의|를|을)? ?(?:범위|지원|지급|보조|이내|한도|[가-힣]{0,6}(?:장려금|지원금|보조금|수당))")


def _percent(found: Figure, before: str, after: str, around: Around) -> Part | None:
    if found.high is not None:
        asked = _RATED.search(before[-20:]) and (_QUALIFIES.match(after) or not _GRANTS.search(after))
        return ("threshold" if asked or found.cue not in {"", "upto", "within", "range"} else "rate", "range")
    if found.cue in {">=", ">", "<"}:
        given = found.cue == ">=" and _GIVEN.match(after) is not None and not _QUALIFIES.match(after)
        return ("rate" if given else "threshold", found.cue)
    if found.cue == "<=":
        return ("threshold" if _QUALIFIES.match(after) and not _GRANTS.match(after) else "cap", "<=")
    if found.cue in {"within", "upto", "scope", "until", "notover"}:
        return ("threshold" if re.match(r"인 ", after) else "cap", "<=")
    return ("rate", "=")


def _money(found: Figure, before: str, after: str, words: str, around: Around) -> Part | None:
    near = before[-18:]
    if found.high is not None:
        granted = found.cue in {"", "upto", "within"} and _GRANTS.search(after) is not None
        paid = granted or _SPREAD.match(after) or _PAID.search(near)
        return ("amount" if paid and not _QUALIFIES.match(after) else "threshold", "range")
    if found.cue in {">=", ">", "<"}:
        return ("quantity" if _plans(words, found, after) else "threshold", found.cue)
    if found.cue == "<=":
        benefit = re.match(
            r"(?:로|의|를|을) ?(?:한다|하며|하되|지원|지급|범위|금액|보조|[가-힣]{0,6}(?:금|비|액|과태료))|$|[).,|]", after
        ) and not _INVESTED.search(near)
        return ("cap" if benefit or _PAID.search(near) else "threshold", "<=")
    if found.cue in {"within", "upto", "scope", "until", "notover", "only"}:
        asked = re.match(r"(?:인|의) ?(?:기업|자(?![가-힣])|법인|경우|사업|중소|투자)", after) and _INVESTED.search(near)
        return ("threshold" if asked else "cap", "<=")
    if _plans(words, found, after):
        return ("quantity", "=")
    if re.match(
        (
            r"(?:을|를|이|의)? ?(?:[가-힣]{1,6} )?(?:투자|출자|납입|매출|고용|달성)(?:한|하는|할|하여|하고|하면|"
            r"시| 시)"
        ),
        after,
    ):
        return ("threshold", "=")
    return ("amount", "=")


def _plans(words: str, found: Figure, after: str) -> bool:
    """Whether the figure says how large a planned work is: its clause ends in a plan and gives nobody anything."""
    rest = words[found.end : found.end + 120]
    stop = re.search(r"[.;|]|(?:경우|때)(?:에는)?[ ,]", rest)
    rest = rest[: stop.start()] if stop else rest
    if re.match(r" ?(?:규모|상당)(?:의|로)? [^.]{0,16}(?:펀드|기금|자금|재원|예산)", rest):
        return True
    verb = _PLANNED.search(rest)
    return verb is not None and not _GRANTS.search(rest[: verb.end()]) and not _QUALIFIES.match(rest)


def _counted(found: Figure, before: str, after: str, words: str, around: Around) -> Part | None:
    near = before[-18:]
    if re.search(r"(?:위원장|부위원장|간사|의장|위원) ?$", near) or re.match(r"을 포함|를 포함", after):
        return None
    if found.family == "person" and re.match(r" ?(?:창조|가구|기업|미디어|시위)", after) and found.value == 1:
        return None
    if found.high is not None:
        return ("quantity" if _plans(words, found, after) else "threshold", "range")
    if found.cue == ">=" and _plans(words, found, after):
        return ("quantity", ">=")
    if found.cue in {">=", ">", "<"}:
        return ("threshold", found.cue)
    if found.cue == "<=":
        return ("threshold" if _QUALIFIES.match(after) or _INVESTED.search(near) else "cap", "<=")
    if found.cue in {"within", "upto", "scope", "until", "notover", "only"}:
        return ("cap", "<=")
    if found.family == "count" and found.unit == "count" and not _plans(words, found, after) and not found.per:
        return ("quantity", "=") if _LISTED.match(words[found.core : found.tail]) and found.value != 1 else None
    if _plans(words, found, after) or found.per or found.family in {"area", "power", "length"}:
        return ("quantity", "=")
    if found.family == "percent":
        return ("rate", "=")
    employed = found.family == "person" and (_INVESTED.search(before) or _TAKEN_ON.match(after))
    return ("threshold" if employed else "quantity", "=")


_TAKEN_ON: Final = re.compile(r"(?:을|를|의)? ?(?:[가-힣]{1,8} ){0,2}(?:고용|채용|근로자|직원|인력)")
_LISTED: Final = re.compile(
    r"\d+ ?(?:개 ?(?:과제|대학|기관|기업|업체|품목|국가)|개사|개소|개국|부|곳|회|차례|병상|객실|실|세대|가구|필지|팀)|"
    r"(?:한|두|세|네) ?(?:차례|번|곳)"
)
