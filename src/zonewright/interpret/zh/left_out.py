"""What is no provision: preambles, legal bases, definitions without figures, background, questions, contact lines."""

from __future__ import annotations

import re
from typing import Final

from zonewright.interpret.zh import predicates
from zonewright.provisions.document import Block, BlockKind, Document

_CONTACT: Final = re.compile(
    r"\s*(?:[（(]?\s*)(?:业务|政策|技术|申报|受理|招商|投诉|报名)?(?:咨询|联系|监督|举报|服务|申报|"
    r"受理)?(?:联系)?(?:人|电话|方式|邮箱|地址|热线|传真|邮编|网址|邮政编码|电子邮箱|"
    r"窗口电话|时间地点)\s?[:：]|.{0,12}(?:电话|热线)[:：]?\s?[\d×*]{1,3}"
)
_PREAMBLE: Final = re.compile(
    r"(?:制定|出台|提出|形成|修订|拟定)(?:本|了|以下|如下|此)|^(?:[^，。；]{4,40})(?:行动|实施|工作|建设)?(?:计划|方案|办法|措施|意见|细则|指南)(?:[（(][^（()）]{2,16}[）)])?$|如下(?:通知|意见|措施|"
    r"公告|办法|政策|实施|规定|若干)?[。：:]?\s*$|(?:通知|公告|通告|公布|解读|意见|"
    r"明确|规定|决定|安排)如下|特制定|印发给你们|特此(?:通知|公告|通告|函)|请(?:认真|"
    r"遵照|结合|各).{0,16}(?:执行|落实|实施)|现予(?:公布|公告|印发)"
)
_GUIDED: Final = re.compile(
    r"以习近平|为指导，|指导思想|^\s*(?:深入|全面|认真)?(?:学习)?贯彻[^。]{2,60}(?:部署|"
    r"精神|思想|要求)，"
)
_DEFINES: Final = re.compile(r"(?:所称|所指|是指|系指|指的是|指：|定义为)")
_BACKGROUND: Final = re.compile(
    r"^\s*20\d\d\s?年[末底]?，[^。]*(?:约|拥有|达|实现|完成|占)|本报讯|召开新闻|同比(?!增[长速幅][^，。；]{0,8}以上)|始建于|规划面积|现有[^，。]{0,8}\d|^距[^，。]{2,12}\d|"
    r"近年来|目前[，,]|据统计|据了解|据悉|记者|获悉|位居|排名|已有\d|已累计|累计(?:落户|"
    r"引进|实现|完成|注册|新增|签约)|^日前|^近日|截至目前|取得了|背景下|为何|历史|"
    r"现状|存在.{0,8}问题|基础上，?起草|起草|征求|审议通过"
)
_NORMATIVE: Final = re.compile(
    r"应当|必须|不得|给予|予以|奖励|补贴|补助|鼓励|支持|可以|免征|减按|力争|将(?=[对给在为建推])|"
    r"施行|实行|负责解释|废止|由[^，。；]{2,24}(?:确定|划定|规定)"
)
_TABLED: Final = re.compile(r"(?:见|如)(?:下|附)(?:表|件)[^。]{0,24}[：:]?$")
_COUNTS: Final = re.compile(
    r"^[^，。；]{0,24}(?:共|包括|分为|包含)\s?(?:[\d一二三四五六七八九十]{1,3}\s?(?:个方面|"
    r"大?部分|章|条|大类|项(?:政策|措施)|个章节)[、，]?){1,3}"
)
_UNIT: Final = re.compile(r"\d|百分之|[一二两三四五六七八九十百千]{1,4}(?:年|个月|日|天|万|亿|元|倍|家|人|亩|平方|岁)")
_BRACKETED: Final = re.compile(r"\s*[（(][^（()）]*[）)]\s*。?\s*")
_DATED: Final = re.compile(
    r"\s*(?:[\d一二三四五六七八九十〇零]{2,4}\s?年\s?.{1,3}月\s?.{1,3}日|\d{4}[-./]\d{1,2}[-./]\d{1,2})\s"
    r"*"
)
_ANSWER: Final = re.compile(r"(?:答[:：])?(?:不?可以|能|不能|是的?|否|不需要|需要|有|没有)。?")
_QUESTION: Final = re.compile(r"(?:问|Q\d*)\s?[:：]")
_ADDRESSEES: Final = re.compile(r"\s*(?:各|市|区|县|省|有关|局|驻).{0,120}[:：]\s*")


def left_out(words: str, block: Block, document: Document, *, sentence: bool = False) -> bool:
    """Whether a block, or a sentence of it, states nothing that binds or benefits anyone."""
    text = words.strip()
    if (
        not text
        or _DATED.fullmatch(text)
        or _CONTACT.match(text)
        or text.startswith(("附件", "附：", "（此件", "抄送", "来源：", "目录"))
    ):
        return True
    if _BRACKETED.fullmatch(text) or text.endswith(("？", "?")):
        return True
    if _ANSWER.fullmatch(text) or _COUNTS.search(text) or _TABLED.search(text):
        return True
    if sentence and _QUESTION.match(text):
        return True
    if (
        _PREAMBLE.search(text)
        and not (sentence is False and len(text) > 600)
        and not re.search("按照.{0,8}如下|标准如下", text)
    ):
        return not (sentence is False and _carries(text))
    if not sentence and len(text) <= 24 and text[-1] not in "。；！：" and not _states(text, block):
        return True
    if not sentence:
        return block.kind is BlockKind.PARAGRAPH and bool(_ADDRESSEES.fullmatch(text)) and not predicates.PREDICATE.search(text)
    if _GUIDED.search(text):
        return True
    if _DEFINES.search(text) and not _UNIT.search(text) and not re.search("应当|不得|给予|奖励|补贴", text):
        return "本数" not in text
    return _BACKGROUND.search(text) is not None and not _NORMATIVE.search(text)


def _carries(text: str) -> bool:
    """A block with a preamble's words that also grants or orders: its sentences are looked at one by one."""
    return re.search("给予|奖励|应当|不得|负责解释|施行", text) is not None


def says_something(masked: str) -> bool:
    """Whether a stretch holds a predicate or a figure."""
    return predicates.PREDICATE.search(masked) is not None or _UNIT.search(masked) is not None


def _states(text: str, block: Block) -> bool:
    """A short line without a full stop that is more than a name: it grants, demands, or is an item with a figure."""
    if block.kind is BlockKind.PARAGRAPH and not block.number and not re.search("[:：]", text):
        return False
    if predicates.OWN.search(text):
        return True
    return _UNIT.search(text) is not None or (
        block.kind is BlockKind.ITEM and not text.endswith(("表", "书", "件", "证", "告", "图", "录"))
    )
