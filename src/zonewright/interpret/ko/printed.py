"""How Korean texts print figures: what stands before and behind them, as patterns without a meaning of their own yet."""

from __future__ import annotations

import re
from typing import Final

from zonewright.interpret.ko.amounts import CURRENCY, DIGITS, NATIVE, NUMBER, UNIT

_YEAR: Final = r"(?:19|20)\d\d"
#: Stretches whose figures decide nothing: titles of laws, notes of amendment, numbers of papers, telephones, ranks.
_PASSED: Final = (
    r"「[^」]{1,80}」|『[^』]{1,80}』"
    r"|<(?:개정|신설|삭제|전문|시행|본조|단서|종전|제목|이동|조례|규칙|법률|고시|훈령|예규|대통령령)[^<>]{0,300}>"
    r"|\[(?:시행|전문|본조|제목|종전|별표|별지|개정|신설|법률|조례|규칙)[^\[\]]{0,200}\]"
    r"|(?:제|(?<![가-힣])제 )\d{1,6}(?:[-.~]\d{1,6})*(?:[가-힣]의\d{1,3})?[가-힣]?"
    r"|(?:별표|별지|붙임|서식|부록|그림|첨부) ?\d{1,3}"
    r"|\d{2,4}[-)] ?\d{3,4}-\d{4}(?:~\d{1,4})?|\d{3,6}-\d{3,7}(?:-\d{1,7})?"
    r"|(?:세계|국내|글로벌|포춘|전국|상위) ?\d{1,4}대?(?= ?(?:기업|도시|대학|항만|공항|산업))"
    r"|\d{1,3}(?:대 ?(?:분야|산업|전략|과제|거점|핵심|중점|기업|신산업|사업|광역|주력|도시)|세기|차 ?산업|"
    r"차(?![가-힣])|단계|순위|등급|급지|번지|호선|학년|종 ?시설)"
    r"|\d{1,2}년 ?차|\d{1,2}개년 ?(?:계획|전략|사업)|\d{1,2}:\d\d(?!\d)|(?:전화|팩스|우편번호|우\)|☎) ?[:(]? ?[\d()\-~ ]{4,20}"
    r"|[A-Za-z][A-Za-z&]{0,9}[- ]?\d{1,5}(?![\d,]|[가-힣%])|\d{1,2}(?:D|G|K)(?![A-Za-z])|365일"
)
_DATE: Final = (
    rf"(?P<y>{_YEAR}|'\d\d)(?:년|\.|-|/) ?(?P<m>\d{{1,2}})(?:월|\.|-|/) ?(?P<d>\d{{1,2}})(?!\d|개|명|억|"
    rf"만)(?:일|\.)?(?:\([월화수목금토일]\))?"
    r"(?: ?~ ?(?P<tm>\d{1,2})\. ?(?P<td>\d{1,2})\.?(?![\d.])(?:\([월화수목금토일]\))?)?"
    r"|(?<!\d)(?P<rm>\d{1,2})월 ?(?P<rd>\d{1,2})일(?:\([월화수목금토일]\))?"
    rf"|(?P<yend>{_YEAR})년 ?(?:말|연말|(?=까지 ?(?:적용|감면|면제|시행|효력|유효|한시)))"
)
_EACH: Final = (
    r"인|명|사람|기업|업체|개사|회사|가구|세대|건|개소|곳|㎡|제곱미터|평방미터|평|헥타르|사업|과제|호|동|"
    r"실|회|톤|TEU|대|필지|과정|편|학급"
    r"|기관|팀|품목|개월|시간|일|학기|분기|항차|노선|업소|점포|법인|공장|사업장|프로젝트|자녀|학생|직원|"
    r"근로자|연구원|편명|항공편|병상|객실|박|kW|kWh|MW"
)
PER_WORDS: Final = {
    **dict.fromkeys(("인", "명", "사람", "자녀", "학생", "직원", "근로자", "연구원"), "person"),
    **dict.fromkeys(("기업", "업체", "개사", "회사", "법인", "업소", "점포", "공장"), "enterprise"),
    **dict.fromkeys(("가구", "세대"), "household"),
    **dict.fromkeys(("㎡", "제곱미터", "평방미터", "m2"), "m2"),
    **dict.fromkeys(("사업", "프로젝트", "과제"), "project"),
    **dict.fromkeys(("월", "매월", "매달", "개월"), "month"),
    **dict.fromkeys(("연", "연간", "매년", "해마다", "년", "연도"), "year"),
    "건": "count", "회": "count", "과정": "course", "평": "pyeong", "일": "day", "시간": "hour", "헥타르": "ha",
    "톤": "t", "TEU": "TEU",
    "편": "flight", "항공편": "flight", "박": "night", "분기": "quarter",
    "학기": "semester", "MW": "MW", "kW": "kW", "kWh": "kWh",
}  # fmt: skip
_TIMES: Final = "매월|매년|연간|월|연"
_MANY: Final = r"(?:한|(?P<many>\d[\d,.]{0,12}[십백천만억]{0,3}))"
PER: Final = re.compile(
    rf"(?:(?<![가-힣\d])(?P<time0>{_TIMES}) )?(?:{_MANY} ?(?:개 ?)?)?(?P<each>{_EACH})(?: ?당| ?마다)"
    rf"(?: ?(?P<time>{_TIMES})(?: ?평균)?)?[ :,]{{0,2}}(?P<most>최대|최고)?(?: ?(?P<time2>{_TIMES}))? ?$"
    r"|(?<![가-힣])(?P<alone>매월|매년|매달|연간|월|연)(?: ?(?P<most2>최대|최고))? $"
)
PER_AFTER: Final = re.compile(
    rf" ?/ ?(?:1|(?P<many>3\.3) ?(?=㎡|제곱미터|평방미터))?(?P<after>{_EACH}|월|년|연)|\((?:1|한) ?(?P<after2>{_EACH})당\)"
)
COMPARED_BEFORE: Final = re.compile(
    r"(?P<word>최대|최고|최장|상한|최소|최저|적어도|≥|≤|>=|<=|>|<|한도(?:액)?)(?:은|"
    r"는)?[ :]{0,2}(?:금 ?)?$"
)
CUES_BEFORE: Final = {
    "최대": "upto", "최고": "upto", "최장": "upto", "상한": "upto", "한도": "upto", "한도액": "upto",
    "최소": ">=", "최저": ">=",
    "적어도": ">=", "≥": ">=", "≤": "<=", ">=": ">=", "<=": "<=", ">": ">", "<": "<",
}  # fmt: skip
#: Comparators behind the unit, the first that fits counts.
COMPARED: Final = re.compile(
    r"(?P<notover>(?:을|를|은|는)? ?(?:초과|상회)(?:할|될) ?수 ?없(?:다|으며|고|음|습니다|는)?|(?:을|"
    r"를)? ?(?:초과|상회)하(?:지 ?(?:아니|않|못|말|아)|여서는 ?(?:아니|안))"
    r"|(?:을|를)? ?(?:넘지 ?(?:아니|않|못|말|아)|넘을 ?수 ?없|넘어서는 ?(?:아니|안)))"
    r"|(?P<under>에 ?(?:미달|못 ?미치|미치지 ?(?:못|아니|않))|(?:을|를) ?(?:하회|밑도)|보다 ?(?:적|작|낮|"
    r"짧|못)|(?:을|를) ?(?:채우|충족하|달성하)지 ?못|에 ?이르지 ?못)"
    r"|(?P<over>(?:을|를|이|가)? ?(?:초과|상회|웃도|넘(?=[는을게고으은긴기]|어[야서]))|보다 ?(?:많|크|큰|높|긴|길))"
    r"|(?P<atleast> ?이상|(?:을|를)? ?하한)"
    r"|(?P<atmost> ?이하)"
    r"|(?P<below> ?미만)"
    r"|(?P<within> ?(?:이내|내(?=[의에로, ]|$)|안(?=에|으로)))"
    r"|(?P<ago> ?(?:이?전까지|전에))"
    r"|(?P<limit>(?:을|를|의)? ?(?:한도|상한)(?: ?(?:로|내|이내|까지))?)"
    r"|(?P<scope>의? ?범위)"
    r"|(?P<only>(?:만(?![가-힣])|에 ?한(?:하|정|해|함)|만 ))"
    r"|(?P<since> ?(?:부터|이후|자로))"
    r"|(?P<until> ?까지| ?이전)"
    r"|(?P<about> ?(?:내외|안팎|가량|정도|남짓|수준|여))"
)
CUES: Final = {
    "notover": "notover", "under": "<", "over": ">", "atleast": ">=", "atmost": "<=", "below": "<", "within": "within",
    "ago": "ago",
    "limit": "upto", "scope": "scope", "only": "only", "since": "since", "until": "until", "about": "",
}  # fmt: skip
_NATIVE: Final = "|".join(NATIVE)
#: What a figure or a stretch to pass may begin with, in Korean only where a word begins: the pattern is tried there only.
_NEAR: Final = (
    r"(?:[\d「『<\[☎'A-Z$€£₩￦¥￥₹฿]|제(?=[ \d])|절반|(?<![가-힣])"
    r"[별붙서부그첨전팩우세국글포상미금일이삼사오육칠팔구십백천만억조원한두네다여아열스유위엔하])"
)
FIGURE: Final = re.compile(
    rf"(?={_NEAR})(?:(?P<passed>{_PASSED})|(?P<date>{_DATE})|(?P<year>{_YEAR}년(?:도|대)?)"
    rf"|(?P<whole>(?:1?[십백천만]|{DIGITS}) ?분의) ?(?P<part>{DIGITS})(?P<fromto> ?~ ?{DIGITS})?"
    rf"|(?P<over1>(?<![\d./])[1-9]/[2-9](?![\d./]|[가-힣A-Za-z]))"
    rf"|(?P<left>{DIGITS}) ?(?::|대) ?(?P<right>{DIGITS})(?=[^\d:]{{0,6}}(?:매칭|비율|비례|출자|부담|로 ))"
    rf"|(?:(?P<currency>{CURRENCY}) ?)?(?:(?P<lo>{NUMBER}) ?(?P<lounit>{UNIT})? ?(?:~|-|"
    rf"내지) ?(?:{CURRENCY} ?)?)?(?P<number>{NUMBER}) ?여? ?(?P<unit>{UNIT})?"
    r"|(?P<half>절반)(?=만|을|를|까지|[ ,]|으로 감|이 넘| ?이상)"
    rf"|(?<![가-힣])(?:금 ?)?(?P<spelled>[일이삼사오육칠팔구십백천만억조]{{1,12}}) ?(?P<wonlike>원정?|달러|"
    rf"퍼센트|년|개월)(?![칙격천])"
    rf"|(?<![가-힣])(?P<native>{_NATIVE}) ?(?P<counted>차례|번|명|개(?=사|소|국| 이상| 이하| 업체| 기업)|"
    rf"곳|달|해|사람|건)(?![가-힣](?<![만씩은는이가을를에의으까])))"
)
