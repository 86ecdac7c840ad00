"""Words that neither bind nor pay: purposes, legal bases, mere definitions, contacts, labels, news and statistics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from zonewright.interpret.ko.figures import figures
from zonewright.provisions.document import Block, BlockKind

_DEFINING: Final = re.compile(r"^\(?(?:용어의? ?)?정의(?:$|[ (),])|용어의 ?(?:뜻|정의)")
_DEFINITION: Final = re.compile(
    r"[^.]{0,80}?[“\"'][^”\"']{1,60}[”\"'](?:\([^()]{1,80}\))?(?:이?란|(?:이?라)? ?함은|은|는) |이 (?:법|"
    r"영|조례|규칙|지침|요령|고시|규정|공고)에서 사용하는 용어|용어의 (?:뜻|정의)는"
)
_PURPOSE: Final = re.compile(
    r"목적으로 ?(?:한다|함|합니다)|(?:이|본) (?:조례|규칙|지침|법|영|요령|규정|고시)(?:은|"
    r"는) .{10,}규정함을|하기 위함(?:이다|입니다)?\.?$"
)
_BASIS: Final = re.compile(
    r"(?:다음과 같이|아래와 같이|이와 같이) ?[^.]{0,14}(?:공고|고시|공포|제정|개정|모집|안내|공모|발령|"
    r"알려)(?:한다|합니다|함|하오니)?|(?:을|를) (?:제정|일부개정|전부개정|공포)(?:한다|합니다)"
    r"|작성(?:하였으며|되었으며|함|하였음|되었음|하였다)|(?:중심으로|위주로) 정리(?:함|하였)|"
    r"문의하면 된다|많은 (?:관심|참여|신청)|바랍니다\.?$|(?:문의|참고|참조)하(?:시기|여 ?주시|시면)|"
    r"^법적 ?근거|^근거 ?(?:법령|규정)? ?[:：]|^(?:지원|추진|설치)근거"
)
_CONTACT: Final = re.compile(
    r"^[*※ ]*(?:문의(?:처|사항|전화)?|연락처|담당(?:부서|자|과|팀)?|소관부서|전화(?:번호)?|팩스|이메일|"
    r"전자우편|[Ee]-?[Mm]ail|홈페이지|누리집|주소|위치|접\s?수\s?처|주관|주최|보도시점|배포|자료제공|작성|출처|"
    r"기관명|우편번호|발행|게재일|공고번호|등록일|작성일|조회수|첨부(?:파일)?|제정|개정이력)(?: ?[:：(]|$|"
    r" \d)"
)
_REACHED: Final = re.compile(
    r"☎|\(?0\d{1,2}\)?[-) ] ?\d{3,4}-\d{4}$|@[a-z0-9.]+\.(?:kr|com|net)|https?://|www\.",
    re.I,
)
_PAPER: Final = re.compile(
    r"^\[(?:시행|별표|별지)|^(?:제정|개정|전부개정|일부개정|시행)[ :]{0,3}(?:19|20)\d\d|"
    r"^<[^<>]{3,200}>$|^[가-힣]{2,14}(?:시장|도지사|군수|구청장|장관|"
    r"청장)(?: ?직인)?$|^(?:19|20)\d\d(?:년|\.) ?\d{1,2}(?:월|\.) ?\d{1,2}(?:일|\.)?$|^- ?(?:다음|"
    r"아래) ?-$|^(?:끝|이상|삭제)\.?$|^\(?단위 ?[:：]|^-? ?\d{1,3} ?-?$"
)
_SAID: Final = re.compile(
    r"(?:밝혔|말했|설명했|전했|덧붙였|강조했|당부했|소개했|언급했|내다봤|평가했|기대했|발표했|약속했|알렸)(?:다|"
    r"습니다)\.?[”\"]?$"
)
_SAID_PLAN: Final = re.compile(
    r"(?:ㄴ다|한다|된다|는다|이다|계획|예정|방침|하겠다|할 것|수 있다|준다|키로 했다|"
    r"기로 했다)(?:이)?(?:라)?고 (?:[가-힣0-9 ]{0,12})?(?:밝혔|설명했|전했|말했|덧붙였|발표했|강조했|약속했|알렸)"
)
_PAST: Final = re.compile(r"([가-힣])(?:다|습니다|음)\.?$")
#: What opens a paragraph of news and says nothing yet.
_FANFARE: Final = re.compile(
    r"(?:공을 들인|힘을 쏟는|박차를 가한|속도를 낸|팔을 걷어붙인|나선|빨라진|다진|쉬워진|달라진|커진|"
    r"두터워진|촘촘해진|탄력을 받는|눈에 띈|주목된|이어진|잇따른)다\.?$"
)
#: What there is today: 현재 27개 기업이 …, 종사자는 3,900여 명이다.
_AS_OF: Final = re.compile(r"현재 |(?:월|말|일) ?기준 |지금까지|누적")
_COUNTED: Final = re.compile(
    r"\d[\d,.]{0,12}(?:여)? ?(?:명|개|곳|%|건|개사|[조억만천]* ?(?:원|달러)|㎡|㎢|대|가구)"
    r"(?:(?:이)?(?:다|며|고)\.?|(?:\([^()]{1,30}\))?|[으]?로 (?:증가|감소|성장|확대))$"
)
_ENCLOSED: Final = re.compile(r"\d{1,3}(?:부|매|장|건)?\.?(?: ?끝\.?)?$")
_FLOW: Final = re.compile(r"[^→⇒▶➔]{1,30}(?: ?[→⇒▶➔] ?[^→⇒▶➔①-⑳]{1,30}){2,12}")
_DECIDED: Final = re.compile(r"[기키]로 ?(?:했|하였|결정|의결|합의)|도록 ?(?:했|하였)")
_GOING_ON: Final = re.compile(
    r"(?:(?<!구상)(?<!검토)(?<!계획)(?<!모색)(?<!목표로 )하고|"
    r"되고|어|아|여|중에|가|진) 있다\.?$|(?<!다는 )것(?:이다|으로 (?:보인다|예상된다|"
    r"기대된다|전망된다|보입니다|기대됩니다))\.?$|(?:전망|기대|평가|분석|추산|추정|지적|우려)(?:이다|된다|"
    r"됩니다)?\.?$|(?<!구상 )(?<!검토 )(?<!계획 )중이다\.?$|때문이다\.?$|셈이다\.?$"
)
_OVERVIEW: Final = re.compile(
    r"현황|연혁|소개|구역 ?개요|지구 ?개요|일반 ?개요|^개요$|추진 ?배경|추진 ?경과|입지 ?여건|주요 ?성과|"
    r"기대 ?효과|참고|목차"
)
#: A label that only looks like a duty: 지켜야 할 것.
_TO_MIND: Final = re.compile(r"(?:지켜야|알아야|챙겨야|유의하여야)? ?(?:할|둘|챙길|유의할|준비할) (?:것|사항|점)$")
_GREW: Final = re.compile(r"\d.{0,14}에서 .{0,10}\d.{0,12}로 (?:증가|감소|성장)$")
_SENTENCE: Final = re.compile(r"(?:다|요|까)\.?$")
_FRAGMENT: Final = re.compile(
    r"(?:지원|지급|감면|면제|보조|우대|공제|융자|부담|제공|부여|가산|유예|경감|허용|가능|불가|제외|금지|"
    r"배제|의무|필수|제출|신청|접수|심사|평가|선정|체결|해당|충족|적용|운영|안내|추진|설치|확대"
    r"|조성|구축|개최|육성|유치|양성|강화|완화|발굴|보유|기업|사람|자|것|계획|예정|환수|취소|반환|중단|"
    r"해지|결정|통보|보고|이행|공급|할인|무료|무상|한도|전액|처리|대상|업종|연계|알선|추천|배정|발급|연장|"
    r"인정|경우|고용|투자|이수|참여|협력|교육|개선|활용|포함|대행|지정|설립|입주|비용)"
    r"(?:\([^()]{1,80}\))?(?: ?등)?[.;,]?$"
)


def defines(heading: str) -> bool:
    """Whether a heading announces definitions."""
    return _DEFINING.search(heading[:40]) is not None


@lru_cache(maxsize=256)  # the headings over a block are asked for each of its neighbours
def is_definition(words: str) -> bool:
    """Whether the words say what a word means."""
    return _DEFINITION.match(words) is not None


def is_silent(words: str, headings: Sequence[str], block: Block, *, whole: bool, leads: bool) -> bool:
    """Whether the words state nothing; of a whole block only what its first words tell is asked."""
    told = _SENTENCE.search(words[-4:]) is not None
    if _PAPER.match(words) or _FLOW.fullmatch(words):
        return True
    if not told and (_CONTACT.match(words) or _REACHED.search(words)):
        return True
    if whole:
        return _is_label(words, block, headings, leads=leads)
    if _PURPOSE.search(words) or _BASIS.search(words) or words.endswith("?"):
        return True
    if _SAID.search(words, max(0, len(words) - 12)):
        return _SAID_PLAN.search(words) is None
    if _is_past(words):
        return _DECIDED.search(words) is None
    if len(words) <= 32 and _FANFARE.search(words) and not figures(words):
        return True
    if (_AS_OF.search(words) and _COUNTED.search(words)) or _GREW.search(words):
        return True
    if block.rank == "annex" and _ENCLOSED.search(words):
        return True
    return _GOING_ON.search(words, max(0, len(words) - 24)) is not None


_CHOICE: Final = re.compile(r"(?:해당|충족)(?:하는 것)?$")
_BE: Final = 20  # place of the final consonant ㅆ


def _is_past(words: str) -> bool:
    """Whether the last verb tells what was: 늘었다, 넘어섰다; not 있다 and 하겠다."""
    last = _PAST.search(words[-6:])
    return last is not None and last[1] not in "있겠" and (ord(last[1]) - 0xAC00) % 28 == _BE


def _is_label(words: str, block: Block, headings: Sequence[str], *, leads: bool) -> bool:
    """A line without predicate or figure: a label, a subtitle, a fact of an overview."""
    words = words.strip()
    if _FACT.match(words) and not _SENTENCE.search(words[-4:]):
        return True
    if _SENTENCE.search(words[-4:]):
        return False
    if headings and _OVERVIEW.search(headings[0]) and not re.search(r"모집|공모|사업|지원", headings[0]):
        return not any(one.cue for one in figures(words[:1_000]))  # a bound is asked or given, even in an overview
    if leads and len(words) <= 30 and not figures(words) and not _CHOICE.search(words):
        return True
    counted = figures(words[:1_000])
    if counted:
        return False
    if _TO_MIND.fullmatch(words):
        return True
    if len(words) <= 14 and ":" not in words:
        return block.kind is BlockKind.PARAGRAPH or not _FRAGMENT.search(words)
    return block.kind is BlockKind.PARAGRAPH and len(words) <= 40 and not _FRAGMENT.search(words) and "." not in words


_FACT: Final = re.compile(
    r"(?:위치|면적|사업 ?기간|시행자|사업시행자|입주 ?현황|인구|지정일|규모|개발 ?기간|공고일|사업 ?면적|"
    r"유치 ?업종|소재지|접근성|교통|사업 ?명|과제 ?명|공고 ?명|공사 ?명) ?:"
)
