"""Industries, sectors, technologies and products that a provision names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from zonewright.codes.concepts import find_concepts
from zonewright.provisions.model import Around, Confidence, Evidence, Mention

#: Words that name an authority, a title of a document or a paper when they follow the name of an industry.
_NOT_BEFORE: Final = re.compile(
    r"\s?(?:局|厅|委员会|主管|口岸|监管|监督|行政|部门|等[^，。；、]{0,4}部门|管理局|"
    r"管理部门|部(?![件分位])|办公|财务报表|保险(?![产业]|公司|机构)|支出|经费|贷款|"
    r"保障|授信|工作站|人员|账户|证书复印|目录管理|资金管理|费|补助|收入|航线上|工具|"
    r"不良反应|安全局|[^，。；]{0,2}(?:百|\d{2,4})强|创新中心|(?:发展|示范区|试验区|建设){1,3}领导小组|院校|大学|(?<=旅游)\s?\d)"
)
_DEPARTMENTS: Final = re.compile(r"[^，。；]{0,30}(?:等部门|部门)(?:要|应|按|负责|配合|会同|根据|对|制定|$)")
_NEVER: Final = frozenset(
    {
        *(
            "研究与试验发展",
            "融资担保",
            "临床研究",
            "中试",
            "商务",
            "物业",
            "贸易",
            "会计",
            "税务",
            "法律",
            "海关",
            "金融",
            "教育",
        ),
        *("前沿技术", "关键零部件", "集聚", "国际社区", "特殊物品", "临床试验", "技师学院", "办公用品", "商务楼宇"),
        *("保税仓", "保税仓库", "展会", "代工生产", "新零售"),
        *("民办学校", "职业学校", "中外合作办学机构", "免税品", "科技企业加速", "企业服务"),
        *("市场分析", "海外留学", "旅游度假区", "管廊", "基金管理"),
        *("审计", "知识产权", "担保", "项目管理", "技术改造", "人才", "服务", "物流补贴", "基础设施"),
    }
)
_SPELT: Final = re.compile(
    r"国家政策|\d\s?纳米|[细深强转优简量净美绿活淡老硬软]化工作|社会保险|养老保险|(?:飞机|"
    r"船舶|车辆)[一二三四五六七八九十]年|含软件|软件及|备案|证监|(?:航空|铁路|公路|"
    r"水运)口岸"
)
_FOUNDED: Final = re.compile(r"(?:设立|举办|开办|引进|新建|建设|创办|配建|兴办|合资|独资|开展)[^，。；]{0,28}$")
_ENTERS: Final = re.compile(r"[^，。；]{0,8}(?:与|以)[^，。；]{0,14}(?:合资|独资)")
_RUN: Final = re.compile(r"(?:从事|经营|投资|发展|参与)[^，。；]{0,24}$")
#: What is a field only where somebody founds it, and what only where somebody runs it as a trade.
_BODIES: Final = {
    **dict.fromkeys(("医疗机构", "医院", "职业院校", "医学院", "医学实验室", "高校"), _FOUNDED),
    **dict.fromkeys(("机场", "港口", "轨道交通", "变电站", "起降场", "高铁", "公路", "铁路", "码头", "景区", "试飞"), _RUN),
}
#: Professions in a list: 法律、会计、人力资源等专业服务机构.
_TRADES: Final = re.compile(r"(?:、[^，。；、]{1,8}){0,4}等[^，。；]{0,6}(?:服务|人员|机构|领域|行业)")
_TITLES: Final = re.compile(r"《[^《》]{1,120}》")
_TAIL: Final = re.compile(r"(?:服务外包|外包|零部件|新?原料|种植|养殖|装备制造|设备制造|制造业|制造)")
_WIDE: Final = re.compile(
    r"(?P<x>(?:规模以上)?(?:工业|服务业|制造业|农业|建筑业|批发零售业|住宿餐饮业|"
    r"批发业|零售业))(?=企业|项目)|(?P<y>药企|车企|酒企)"
)

_NAME: Final = r"[^，。；：、|（()）“”《》的等\d\s]{2,12}"
_BETWEEN: Final = re.compile(rf"、(?P<x>{_NAME})(?:、|和|及|以及|与|或)")
_FOLLOWS: Final = re.compile(
    rf"(?:、|和|及|以及|与)(?P<x>{_NAME}?)(?=等(?!级|部门|单位)|产业|行业|领域|企业|项目|赛事|车间|类[^型别似]|科室)"
)
_LIST: Final = re.compile(
    r"(?P<list>[^，。；：|（()）“”《》]{2,120}?)等?(?:[一二三四五六七八九十\d]{1,2}[大个类])?(?:重点|"
    r"优势|特色|新兴|主导|未来|支柱|细分|相关|关键|前沿|战略性|传统|鼓励类?|现代|"
    r"高端|先进)*"
    r"(?P<head>产业集群|产业链|产业|行业|领域|业态|赛道|方向)(?!园|部门|政策|基金|引导|化|结构|转移|协会|主管|准入|集聚区|发展)"
)
_VERBS: Final = re.compile(
    r".*(?:发展|聚焦|围绕|从事|布局|推动|投向|属于|支持|培育|壮大|建设|涉及|用于|"
    r"包括|打造|引进|鼓励|加快|促进|面向|推进|依托|做强|做大|发挥|经营|开展|新上|"
    r"投资|列入|符合|以及在|对|在|于|为|将|把|以|从|及其)"
)
_EMPTY: Final = re.compile(
    r"集聚|规模|大学|禁止|限制|明确|下列|根据|按照|生命|周期|围绕|聚焦|以上|以下|包括|推动|促进|"
    r"企业|项目|重点|主导|机构|单位|政策|资金|奖励|补贴|合作|协议|平台|基地|园区|"
    r"人才|服务$|建设|发展|管理|其他|相关|上述|本区|全区|各类|领域|产业|行业|国家|"
    r"省级|市级|韩国|日本|中韩|地方|部门|税收|经济|细分|上下游|关联|配套|不得|应当|"
    r"给予|可以|第|所属|优势|特色|传统|新兴|未来|支柱|战略"
)


def mentions(words: str, around: Around) -> tuple[Mention, ...]:
    """The mentions in the words, left to right, with offsets into the words, each distinct one once."""
    spans = _joined([(hit.start, hit.end) for hit in find_concepts(words, "zh")], words)
    closed = [match.span() for match in _TITLES.finditer(words)] if "《" in words else []
    kept = [span for span in spans if not _is_no_field(span, words, closed)]
    found = [(start, end, "zh-field-concept", Confidence.HIGH) for start, end in kept]
    for rule, start, end in (*_beside(kept, words), *_listed(kept, words), *_wide(words)):
        inside = any(one <= start < other for one, other in closed)
        if not inside and not any(start < other and one < end for one, other, _, _ in found):
            found.append((start, end, rule, Confidence.MEDIUM))
    distinct: dict[str, Mention] = {}
    for start, end, rule, confidence in sorted(found):
        distinct.setdefault(words[start:end], Mention(start, end, Evidence(rule, start, end, confidence)))
    return tuple(distinct.values())


def _joined(spans: list[tuple[int, int]], words: str) -> list[tuple[int, int]]:
    """Names that touch are one name: 新能源汽车|零部件, 医药|研发服务|外包."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        tail = _TAIL.match(words, end)
        free = tail is not None and not any(start < one < tail.end() for one, _ in spans if one != start)
        last = tail.end() if tail is not None and free else end
        if joined and joined[-1][1] >= start:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((start, last))
    return joined


def _is_no_field(span: tuple[int, int], words: str, closed: list[tuple[int, int]]) -> bool:
    start, end = span
    name = words[start:end]
    if any(one <= start < other for one, other in closed) or (name in _NEVER and not _TRADES.match(words, end)):
        return True
    if name in _BODIES and not (_BODIES[name].search(words, max(0, start - 30), start) or _ENTERS.match(words, end)):
        return True
    if words[start - 1 : start] == "等" and start > 1 and words.startswith(("机构", "企业", "项目"), end):
        return True
    if _NOT_BEFORE.match(words, end) or any(
        one.start() < end and start < one.end() for one in _SPELT.finditer(words, max(0, start - 4), end + 6)
    ):
        return True
    return end - start <= 4 and _DEPARTMENTS.match(words, end, end + 40) is not None and words[end : end + 1] in "、等"


def _beside(spans: list[tuple[int, int]], words: str) -> Iterator[tuple[str, int, int]]:
    """Names unknown to the lexicon that stand in a row with known ones."""
    for place, (_, end) in enumerate(spans):
        following = spans[place + 1][0] if place + 1 < len(spans) else -1
        between = _BETWEEN.match(words, end, following) if following > 0 else None
        if between and between.end() == following and not _EMPTY.search(between["x"]):
            yield ("zh-field-beside", *between.span("x"))
        elif (follows := _FOLLOWS.match(words, end, end + 24)) and not _EMPTY.search(follows["x"]):
            yield ("zh-field-beside", *follows.span("x"))


def _listed(spans: list[tuple[int, int]], words: str) -> Iterator[tuple[str, int, int]]:
    """Names in front of 等产业, 领域, 行业: X、Y和Z等产业."""
    if not any(head in words for head in ("产业", "行业", "领域", "业态", "赛道")):
        return
    for match in _LIST.finditer(words):
        start, end = match.span("list")
        verb = _VERBS.match(words, start, end)
        start = verb.end() if verb else start
        items = list(_items(words, start, end))
        if len(items) < 2 and not match["head"].startswith(("产业", "行业")):
            continue
        yield from (("zh-field-list", one, other) for one, other in items if not _EMPTY.search(words[one:other]))


_AND: Final = re.compile(r"[、和及与或]|以及")


def _items(words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for mark in (*_AND.finditer(words, start, end), None):
        stop = mark.start() if mark else end
        one, other = at, stop
        while one < other and words[one] == " ":
            one += 1
        if 2 <= other - one <= 10 and "的" not in words[one:other] and " " not in words[one:other]:
            yield one, other
        at = mark.end() if mark else end


def _wide(words: str) -> Iterator[tuple[str, int, int]]:
    """工业企业, 服务业企业: whole sections of the economy; 药企: a trade in one word with its firms."""
    if "业企业" in words or "业项目" in words or "企" in words:
        yield from (("zh-field-wide", *match.span(match.lastgroup or 0)) for match in _WIDE.finditer(words))
