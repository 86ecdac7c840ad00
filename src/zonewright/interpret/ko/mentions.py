"""Industries, sectors, technologies and products that a provision names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from zonewright.codes.concepts import find_concepts
from zonewright.provisions.model import Around, Confidence, Evidence, Mention

Span = tuple[int, int]

_JOINED: Final = r"(?: ?[·ㆍ,/] ?| 및 | 또는 |(?:와|과|이나|나) )"
_NAME: Final = r"[가-힣A-Za-z0-9·ㆍ()+&-]{2,24}(?: [가-힣A-Za-z0-9·ㆍ()+&-]{1,16}){0,2}?"
#: Lists that a word for industries closes or opens.
_LISTS: Final = re.compile(
    rf"(?P<names>{_NAME}(?:{_JOINED}{_NAME}){{0,9}}?)(?: ?(?:등|등의))? ?(?P<close>분야|업종|산업 분야|"
    rf"산업(?!단지|데이터|센터|통상|용|재|화|은행|입지|집적|지구|기술|분류|구조|현장|시설|안전|발전법|육성법)|"
    rf"업계|기업(?=의 (?:투자|유치)))"
)
_TRADE: Final = re.compile(
    r"(?<![가-힣])(?P<name>[가-힣·ㆍ]{1,14}업)(?=[,·ㆍ ]|$|[을를이가은는의과와에]|으로|이나|(?:등|"
    r"및))(?!체|무|자|종)"
)
_SPLIT: Final = re.compile(_JOINED)
#: Words that end in 업 and name no trade.
_NO_TRADE: Final = re.compile(
    r"(?:기|사|창|취|작|영|산|폐|휴|실|졸|분|협|직|전|개|조|학|수|동|파|잔|본|주|부|인수|트|겸|현|과|생|피|협)업$|^업$"
)
_NO_NAME: Final = re.compile(
    r"아래|위의|기업|사업(?!서비스)|중소|중견|대상|해당|각 호|다음|관련|신규|주요|모든|일부|분야|업종|"
    r"경우|지원|투자|기타|그 밖|특정|이상|이하|전략|주력|핵심|신성장|국가|지역|동일|일반|서로|위한|하는|"
    r"되는|규칙|조례|대통령령|고용|인력|교육훈련$|전문|정책|행정|불구|토지|면적|융합$|한국표준"
    r"|(?<!창)고$|[을를은는에의로도며]$|따른|따라|대한|다만|(?:하|되)여|[가-힣](?:을|를|에도|에서|하고) "
)
_TRIM_HEAD: Final = re.compile(
    r"^(?:특히|또한|아울러|다만|우선|먼저|시는|도는|군은|구는|및|또는|등|그 밖의|기타|주요|관련|국내외|"
    r"해당|신규|우수|첨단(?= [가-힣])|국가|지역|양국의|우수한|유망|핵심|전략|중점|미래|"
    r"[가-힣]{1,10}(?:하는|되는|있는|인|한|된|은|는|의|에|에서|으로|로|을|를|이|가)) "
)
_TRIM_TAIL: Final = re.compile(r"(?:을|를|의|은|는|이|가|에|와|과|로|으로)?$")
_ENTERPRISE: Final = re.compile(r" ?(?:전문)?(?:기업|업체|회사|법인|사업자)$")


def mentions(words: str, around: Around) -> tuple[Mention, ...]:
    """The mentions in the words, left to right, with offsets into the words, each distinct one once."""
    named = [
        _widened(words, *_whole(words, hit.start, hit.end))
        for hit in find_concepts(words, "ko")
        if not _NEVER.fullmatch(words, hit.start, hit.end)
        and not _OUT.search(words[hit.end : hit.end + 12])
        and not _in_title(words, hit.start)
    ]
    found = [(*span, "concept", Confidence.HIGH) for span in _joined(words, named)]
    found += [(*span, "neighbour", Confidence.MEDIUM) for span in _neighbours(words, found)]
    found += [(start, end, "list", Confidence.MEDIUM) for start, end in _listed(words)]
    found += [
        (match.start(), match.end(), "trade", Confidence.HIGH)
        for match in (_TRADE.finditer(words) if "업" in words else ())
        if not _NO_TRADE.search(match["name"])
    ]
    if "산업" in words or "기술" in words:
        found += [(match.start(), match.end(), "favoured", Confidence.MEDIUM) for match in _FAVOURED.finditer(words)]
    return _distinct(words, found)


#: Places and services that everybody uses: named in passing, not what a provision is about.
_NEVER: Final = re.compile(
    r"수의|(?:외국 ?)?대학(?:교|원)?|연구(?:시설|소|기관)|"
    r".{0,8}(?:학과|고등학교|마이스터고|폴리텍|직업학교|현장실습|도제교육|임대주택|복합단지)|산업단지|지식산업센터|"
    r"박람회|전시회|전시장|충전소|매립지|검역|통관|전세기|타당성 ?조사|통·?번역|통역|회사채|세제|기술사업화|공급망|"
    r"우편|입주|인테리어|간판|후방|컨설팅|화물|전력|세관|무역|특허|연구|공단|현금|인증|시험ㆍ?·?인증|여권|자격|면허|"
    r"홍보|채용|행사|축제|수출|고용창출|수수|특성화고|표준공장|변전소|광케이블|"
    r"시제품(?: 제작)?(?: 서비스)?|국제우편|경영자문|위탁연구|탄소감축"
)
_TAIL: Final = r"(?=(?:을|를|이|가|은|는|의|에|에서|에는|로|으로|와|과|도|만|이며|이나|등)?(?:[^가-힣A-Za-z0-9]|$))"
_ON: Final = re.compile(
    rf"(?:모빌리티|농산물|관광|트램|차량?|선박?|장치|시스템|물|류|품|제품?|기기?|재|체|식품|의약품|화학|합금|섬유|필름|로봇|"
    rf"드론|전지|배터리|엔진|서비스|콘텐츠|플랜트|발전|설비|장비|소재|부품|공사|제작업?|가공업?|제조업?){_TAIL}"
)
_FROM: Final = re.compile(r"[가-힣A-Za-z0-9]{1,6}$")
#: What stands before a name in one word without belonging to it.
_APART: Final = re.compile(
    r"(?:등|및|의|를|을|은|는|이|가|에|와|과|인|한|된|용|비)$|^(?:외국|국내|신규|기존|일반|주요|각종|관련|지역|해당)$"
)


def _whole(words: str, start: int, end: int) -> Span:
    """The name to the ends of the word it stands in: 수소 in 수소모빌리티, 센서 in 해양관측센서."""
    if on := _ON.match(words, end):
        end = on.end()
    ahead = _FROM.search(words, max(0, start - 6), start)
    if ahead and start - len(ahead[0]) <= max(0, start - 6) + 1 and len(ahead[0]) > 5:
        return start, end  # no short word before it
    if ahead and not _APART.search(ahead[0]):
        start = ahead.start()
    return start, end


_INSIDE: Final = re.compile(r"\((?![^()]*(?:제외|포함|한정|[은는을를] ))[^()]{2,24}\)")


def _joined(words: str, named: list[Span]) -> list[Span]:
    """Names that stand side by side or explain one another in brackets are one: 해조류 바이오소재, 탄소포집·활용(CCUS)."""
    found: list[Span] = []
    for start, end in sorted(named):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif found and words[found[-1][1] : start] == " " and words[start - 2] not in "업)":
            found[-1] = (found[-1][0], end)
        elif found and (inside := _INSIDE.match(words, found[-1][1])) and start < inside.end():
            found[-1] = (found[-1][0], inside.end())
        else:
            found.append((start, end))
    return found


_MEMBER: Final = r"[가-힣A-Za-z0-9]{1,6}[가-힣A-Za-z0-9](?<![이가은는을를에의고서로며와과여해])(?: [가-힣]{2,6})?"
_BEFORE: Final = re.compile(
    rf"(?:^|[,·ㆍ/(] ?|및 |[가-힣](?:와|과|을|를|은|는|의|인|한) )(?P<name>{_MEMBER})(?:[·ㆍ/]|, ?| 및 )$"
)
_AFTER: Final = re.compile(
    rf"(?:[·ㆍ/]|, ?| 및 )(?P<name>{_MEMBER}?)(?=[,·ㆍ/)]| 및 | ?등|(?:을|를|은|는|과|와) |의 | (?:분야|업종|산업|사업))"
)
_NO_MEMBER: Final = re.compile(
    r"(?:비|금|료|세|액|권|자|원|부|청|시|도|군|공사|공단|협회|기관|대학|센터|단지|시설|지역|계획|법|인력|기업|업체|회사|사업|투자|지원|"
    r"고용|교육|훈련|여건|절차|관리|운영|설치|구축|조성|유치|육성|개발|확대|강화|입지|부지|대학|도로|분야|수단|시험|성적서|기지|공동구|거래소|학교|공장|건물|토지|국|과|품목|제품|주|수단|"
    r"인증|정보|기술|연구|창업|협력|교류|활동|행정|규제|특례|단체|사람|경우|이상|이하|미만|초과|수도권|[하되]는|하고|하며|[은는을를의에고며서하])$|"
    r"^(?:중국|일본|미국|독일|베트남|폴란드|싱가포르|아랍에미리트|사우디아라비아|인도네시아|카자흐스탄|우즈베키스탄|스웨덴|네덜란드|프랑스|영국|몽골)$|"
    r"^(?:그|이|기타|국내|해외|외국|주요|관련|특히|또한|다만|대기업|중소|중견|[0-9].*)|\d(?:명|개|원|년|%)"
)


def _neighbours(words: str, found: list[tuple[int, int, str, Confidence]]) -> Iterator[Span]:
    """What stands in one list beside a name is a name too: 용접·선박도장, 피혁 가공, 염색과 도금업."""
    known = [span[:2] for span in found]
    for start, end in known:
        for match in (_BEFORE.search(words, max(0, start - 18), start), _AFTER.match(words, end)):
            if match is None or _NO_MEMBER.search(match["name"]):
                continue
            low, high = match.span("name")
            if not any(one < high and low < other for one, other in known):
                yield low, high


#: Wide names that statutes give to what they favour.
_FAVOURED: Final = re.compile(
    r"(?:국가첨단전략|첨단전략|핵심전략|국가전략|신성장동력|신성장|지역전략|지역특화|지식서비스|지식기반|"
    r"고부가가치|첨단|뿌리|주력|특화|미래)(?:산업(?!단지|센터|통상|기술|분류)|기술(?=산업|"
    r"[을를이은과와,ㆍ·]| 분야))|고도(?:의 )?기술(?: ?수반사업|을 수반하는 사업)?|산업지원서비스업"
)
#: What follows a name that is no field there: bodies, laws, taxes, papers, zones, payments.
_OUT: Final = re.compile(
    r"^(?:객|체|소 | ?(?:지원)?센터|단체| ?홈페이지| 업무| 인입|부장관|부 |청장|청에|청의|청이|위원회|법(?:인|률|"
    r"에|$)| ?특별법|세(?:를|의|ㆍ|·|,| |$)|비(?:의|를|ㆍ|,| |용)|협회|조합|공단|공사|진흥원|재단|대학|"
    r"학과|고등학교|보험|보조금|수당|신고|허가|계약|관리법|육성법|진흥법|신용|시장(?:에게|은|이)|국장|"
    r"과장| ?담당|담당)"
)


def _in_title(words: str, at: int) -> bool:
    """Whether the place lies in the title of a law: 「…」."""
    opened = words.rfind("「", max(0, at - 80), at)
    return opened >= 0 and words.find("」", opened, at) < 0


_AHEAD: Final = re.compile(
    r"(?:산업용|의료용|서비스용|차세대|고성능|친환경|스마트|지능형|신규|수소|전기|첨단|바이오|디지털|"
    r"고부가가치|항공|해양|농업용|시스템|전력|동계|국경 간|복합|이차전지|희귀|미래|자율주행|재생|정밀|"
    r"우주|해상|도심|헬스케어) ?$"
)
_BEHIND: Final = re.compile(
    r" ?(?:제조업?|서비스업?|개발(?=[,·ㆍ 을및])|생산|소재|부품|장비|핵심부품|기기|소프트웨어|플랫폼|"
    r"솔루션|운영업|연구개발업|가공업|도매업|임대업|설계|제조)(?![가-힣]{0,1}(?:비|보조|시설|공장|기지|"
    r"단지|기업|센터|업체|연구소))"
)


def _widened(words: str, start: int, end: int) -> Span:
    """The name with the word that narrows it before, and the making or part behind: 산업용 로봇, 의료기기 제조업."""
    if ahead := _AHEAD.search(words[max(0, start - 10) : start]):
        start -= len(ahead[0])
    if behind := _BEHIND.match(words, end):
        end = behind.end()
    return start, end


def _listed(words: str) -> Iterator[Span]:
    if "분야" not in words and "업종" not in words and "산업" not in words:
        return
    for match in _LISTS.finditer(words[:2_000]):
        start = match.start("names")
        for name in _names(match["names"]):
            begin = start + name[0]
            stop = start + name[1]
            word = words[begin:stop]
            if 2 <= len(word) <= 24 and not _NO_NAME.search(word):
                yield begin, stop


def _names(names: str) -> Iterator[Span]:
    at = 0
    cuts = [found.span() for found in _SPLIT.finditer(names)]
    for start, end in [*cuts, (len(names), len(names))]:
        low, high = at, start
        among = names.find(" 등", low, high)
        high = among if among > low else high
        at = end
        while head := _TRIM_HEAD.match(names[low:high]):
            low += head.end()
        low += len(names[low:high]) - len(names[low:high].lstrip())
        tail = _ENTERPRISE.search(names[low:high])
        if tail:
            high = low + tail.start()
        if names[low:high].count("(") == names[low:high].count(")"):
            yield low, high


def _distinct(words: str, found: list[tuple[int, int, str, Confidence]]) -> tuple[Mention, ...]:
    """Overlapping ones become the longest; the same name counts once."""
    kept: list[tuple[int, int, str, Confidence]] = []
    for one in sorted(found, key=lambda one: (one[0], -one[1])):
        if kept and one[0] < kept[-1][1]:
            if one[1] - one[0] > kept[-1][1] - kept[-1][0]:
                kept[-1] = one
            continue
        kept.append(one)
    seen: set[str] = set()
    told = []
    for start, end, rule, sure in kept:
        name = words[start:end].replace(" ", "")
        if _NEVER.fullmatch(name):
            continue
        if not any(name in one for one in seen):
            seen.add(name)
            told.append(Mention(start, end, Evidence(f"ko-field-{rule}", start, end, sure)))
    return tuple(told)
