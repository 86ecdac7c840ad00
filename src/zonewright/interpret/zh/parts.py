"""Which part a figure plays in its sentence: who may have it, how much, how long, by when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from zonewright.interpret.zh.figure import Figure
from zonewright.interpret.zh.metrics import METRICS, clause
from zonewright.provisions.model import Around

BENEFIT: Final = re.compile(
    "给予|予以|奖励|补助|补贴|资助|奖补|扶持|贴息|补偿|返还|发放|兑现|拨付|免收|"
    "减免|减按|减征|资金支持|经费支持|再奖|补足|配套|优惠"
    "|奖金|津贴|奖(?=\\s?\\d)|补(?=\\s?\\d)|支持(?=\\s?\\d)|退还|扣除|享受|租金|减收|免租"
)
_GIVES: Final = re.compile(
    r"给予|予以|奖励|补助|补贴|资助|奖补|扶持|贴息|补偿|返还|发放|拨付|兑现|再奖|奖|补足|配套|提高[到至]|上浮|下浮|上调|增加到"
    r"|标准为|标准[:：是]|按照?|享受|减按|可获得?|获得|支持|缴纳|收取|征收|存入|每"
)
_GIFT: Final = re.compile(
    r"\s?(?:人民币)?(?:[（(][^（()）]{0,12}[）)])?\s?(?:/[^，。；|]{1,8})?(?:及?以[上下内])?的?"
    r"(?:标准|一次性|启动|首次|专项|开办|安家|购房|生活|住房|资金|经费|建设|运营|贷款|项目|配套|资助|额外|研发|创业)*"
    r"(?:奖|补|资助|扶持|支持|津贴|贴息|费用支持|经费|资金|标准|经济奖|罚款|额度|额的)"
)
_GIVEN: Final = re.compile(
    r"补贴面积|资助面积|享受面积|奖励面积|奖励总?额|补助总?额|补贴总?额|资助总?额|"
    r"总额|额度|累计|合计|单个|每家|每户|每人|每个|每年|同一|年度|全年|标准|单价"
    r"|奖励|补助|补贴|资助|支持|扶持|贴息|奖金|罚款|当年|本专项|最高|参股|出资"
)
_PLAN: Final = re.compile(
    r"力争|争取|目标|计划|规划|预计|预期|新增|建成|培育|打造|引进|举办|开展|实现|"
    r"募集|突破|盘活|建设|组织|发布|推广|落地|认定|布局|形成|储备|办理|推动|完成|"
    r"提供|设立|安排|压缩|提高|提升|降至|下降|培训|培养"
)
_DUTY: Final = re.compile(
    r"应当|应(?=[具符满当按在自为于向取达提])|须|必须|不得|具备|符合|满足|条件|要求|"
    r"资格|申报|申请|认定|标准|属于"
)
_FUND: Final = re.compile(r"(?:设立|安排|组建|筹集|募集|总规模|首期|整合|列支|投入|建立|出资|配置|做大)[^，。；]{0,30}$")
_FUNDED: Final = re.compile(r"基金|资金|资金池|专项|风险补偿|预算|规模|经费|补偿池|担保池|铺底|引导|专项债")
_POOL: Final = re.compile(r"(?:资金|基金|池)[”’]?(?:总?规模)?(?:累计)?(?:达到?|突破|增[至加]到?|不低于|不少于)\s?$")
_OBJECT: Final = re.compile(
    r"\s?(?:及?以[上下内])?\s?(?:[（(][^（()）]{0,12}[）)])?\s?的?(?:部分|[^，。；|"
    r"的]{0,14}(?:企业|项目|单位|机构|人员|平台|人才|个人|公司|园区|基地|载体|楼宇|"
    r"品种|产品|贷款|用户|纳税人|经营者|申请人|主体|团队|活动|展会|合同))"
)
_FOR: Final = re.compile(
    r"(?:^|[，。；：|（(])\s?(?:[（(].{0,6}[）)])?\s?(?:对|为|向|凡|给|将|把|面向|"
    r"针对|其中|超过|超出)[^，。；|]*$"
)
_TAIL: Final = re.compile(r"[^，。；：|]*的(?:[，。；：|]|$)")
_FINE: Final = re.compile(r"罚款|处以?|罚金|滞纳金|违约金")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the whole sentence says: does it give, does it demand, does it plan, does it punish."""

    gives: bool
    demands: bool
    plans: bool
    fines: bool
    row: bool
    paying: tuple[bool, ...] = ()  # of a row: which columns say what is paid

    @classmethod
    def of(cls, words: str, around: Around) -> Setting:
        """Read from the sentence, its lead-in and the headings above it."""
        gives = BENEFIT.search(words) is not None
        above = around.lead + "".join(around.headings[:1]) + (around.header if around.row else "")
        demands = _DUTY.search(words) is not None or re.search("条件|要求|应当|应(?![用急对])|须|资格|对象", above) is not None
        plans = not gives and not demands and _PLAN.search(words) is not None
        plans = plans or (not gives and re.search("目标|规划", "".join(around.headings[:2])) is not None)
        return cls(gives, demands, plans, re.search("罚款|处以|并处|罚金", words) is not None, around.row, _paying(around))


def _paying(around: Around) -> tuple[bool, ...]:
    paying = tuple(_PAYS.search(cell) is not None for cell in around.header.split("|")) if around.row and around.header else ()
    return paying if any(paying) or METRICS.search(around.header) else ()


_PAYS: Final = re.compile("奖|补|资助|扶持|支持标准|支持额|优惠|标准|额度|比例")


def part(figure: Figure, words: str, setting: Setting) -> tuple[str, str, tuple[str, ...]]:
    """Role, operator and flags of a figure; no role where it decides nothing."""
    before, after = clause(figure, words)
    match figure.sort:
        case "time":
            return _time(figure, before, after, words)
        case "share":
            return _share(figure, before, after, setting)
        case "money":
            return _money(figure, before, after, words, setting)
        case "measure":
            return _measure(figure, before, after, setting)
        case _:
            return _counted(figure, before, after, setting)


_PLANNED_YEARS: Final = re.compile(r"[^，。；]{0,3}(?:行动|攻坚|规划|滚动|期(?:贷款|LPR|以上|市场|国债|定期)|庆|一度|一遇)")
_NOT_BACK: Final = re.compile(
    r"不得|不予|不再|不受理|取消|不迁|不减|不改变|不撤|不低于|不少于|禁止|资格|不享受|"
    r"免予|免征|免缴|给予|按|仍|累计|注册地"
)
_TERM: Final = re.compile(r"(?<!经营)期限?|有效期|为期|期内|年限|时长|周期|最长")


def _time(figure: Figure, before: str, after: str, words: str) -> tuple[str, str, tuple[str, ...]]:
    if _PLANNED_YEARS.match(after) or before.rstrip().endswith(("×", "x", "X", "*")):
        return "", "", ()
    if figure.word in {"岁", "周岁"}:
        return "threshold", figure.op or "=", () if figure.op else ("no_comparator",)
    if figure.high is not None:
        worked = re.search(r"[满成从登经]", before) is not None
        return "threshold" if worked or after.startswith("的") else "duration", "range", ()
    if not figure.op and re.search("最[高长](?:年限|期限)", words[: figure.start]):
        return "cap", "<=", ()
    if figure.after == "前":
        return "deadline", ">=", ()
    if figure.after in {"内", "以内", "之内"}:
        return _within(figure, before, after, words)
    if figure.op in {">=", ">", "<"}:
        lasting = figure.op != "<" and _TERM.search(before) is not None and "满" not in before and not _tailed(after)
        return "duration" if lasting else "threshold", figure.op, ()
    if figure.op == "<=":
        timed = figure.unit in {"day", "hour"} and re.search(
            "时限|办理|审批|办结|审核|完成|时间|许可|取得|拨付|开工", before + after
        )
        return "deadline" if timed else "cap", "<=", ()
    if figure.unit in {"day", "hour"} and re.search(
        r"(?:时限|办理|审批|办结)[^，。；]*(?:压缩|压减|缩短|减少|减)[至到为]\s?$", before
    ):
        return "deadline", "<=", ()
    if figure.unit in {"day", "hour"} and re.search(r"(?:由|从)(?:过去的?|原来的?|原|现行)?\s?$", before):
        return "", "", ()
    if (
        figure.unit in {"day", "hour"}
        and not before.rstrip().endswith("公示")
        and re.search("办结|办理完|完成|作出|答复|出具|提出|拨付|受理", after)
    ):
        return "deadline", "<=", ()
    if re.search("工作经历|工作经验|从业经历|从业经验|经验", after):
        return "threshold", "=", ()
    return "duration", "=", ()


def _within(figure: Figure, before: str, after: str, words: str) -> tuple[str, str, tuple[str, ...]]:
    """What 三年内 and 五个工作日内 are: a term to act in, a term of grace, or a stretch of time."""
    if re.search(r"(?:近|最近|过去|此前|之前|前)\s?$", before):
        return "duration", "=", ()
    if re.search(r"(?:有效期|期限|时间|居留|签证|年限)[^，。；]{0,6}$", before) and "自" not in before:
        return "cap", "<=", ()
    if figure.unit in {"day", "hour"} and not re.search("不得|不再|不予", after):
        return "deadline", "<=", ()
    behind = words[figure.core[1] : figure.core[1] + 40]
    if (
        re.match(
            r"内?(?:，|,)?[^，。；]{0,12}(?:不得|迁出|迁离|减资|变更|注销|不予|不再|不受理|"
            r"取消|不迁|不减|不改变|不撤|禁止|不享受|不被)",
            behind,
        )
        or "取消" in before
    ):
        return "duration", "=", ()
    begun = re.search(r"[之当]?[日月年]起\s?$|起\s?$|后\s?$", before)
    acts = re.search(
        "制定|出台|公布|开工|投产|完成|达产|办理|实现|达到|申请|申报|提出|竣工|建成|"
        "启动|办结|缴清|备案|整改|退还|交付|签订|报送|入驻|到位|取得|注册|开业|上市|"
        "归还|偿还|迁入|落户|向",
        after,
    )
    if acts or (begun and not re.search("给予|免[征收缴租]|按|享受|补贴|奖励|减[半收免]|征收", after)):
        return "deadline", "<=", ()
    return "duration", "=", ()


_RATIO: Final = re.compile(
    r"(?:持股|股权|股份|占|比例|比重|占比|率|增长|增幅|增速|提升|下降|成本|强度|外资|"
    r"系数|业绩)[^，。；]{0,18}$"
)
_DEALT: Final = re.compile(
    r"按|给予|奖励|补助|补贴|资助|贴息|返还|配套|享受|提高|上浮|下浮|减按|扣除|参股|"
    r"出资(?!比例|额)|拨付|税率|罚款|处|免征|征收|计提|奖补|支付"
)


def _share(figure: Figure, before: str, after: str, setting: Setting) -> tuple[str, str, tuple[str, ...]]:
    dealt = _DEALT.search(before) is not None or _GIFT.match(after) is not None
    op = figure.op or "="
    ratio = _RATIO.search(before) is not None
    if op == "<=":
        who = re.search("[利费]率", before) is not None and re.match("的(?:[，：]|$)", after) is not None
        capped = figure.above or ((dealt or not ratio) and not who)
        return ("quantity" if setting.plans else "cap" if capped else "threshold"), op, ()
    if op == ">" and re.match("[^，。；]{0,12}部分", after):
        return "rate", "=", ()
    if op in {">=", ">", "<"}:
        if dealt and not re.search(r"的(?:[，：]|$)", after) and not setting.row:
            return "rate", op, ()
        return ("quantity" if setting.plans and not _is_object(before, after) else "threshold"), op, ()
    if op == "range":
        return ("threshold" if ratio and not dealt else "rate"), op, ()
    if ratio and not dealt and re.match(r"的(?:[，：]|$)|的?(?:企业|项目)", after):
        return "threshold", op, ("no_comparator",)
    return ("quantity" if setting.plans and ratio and not re.search("按|给予|[费利税]率", before) else "rate"), op, ()


#: The least that is given, and the most that is given beside a share: 一次性奖励最低10万元; 投资的30%且不超过500万元.
_FLOOR: Final = re.compile(r"(?:奖励?|补[助贴]?|资助|给予|支持)[^，。；\d]{0,4}(?:最低|最少|至少|不低于|不少于)\s?$")
_BESIDE: Final = re.compile(r"%\s?[且并但](?:均|总额|累计)?(?:原则上)?不(?:得|应|能)?(?:超过|高于|超)\s?$")


def _money(figure: Figure, before: str, after: str, words: str, setting: Setting) -> tuple[str, str, tuple[str, ...]]:
    op = figure.op or "="
    given = _last(_GIVES, before) > _last(METRICS, before) or _GIFT.match(after) is not None
    if re.search(r"每(?:新增|增加|超过|满|达到?|完成|缴纳)[^，。；\d]{0,10}$", before):
        return "threshold", op, ()
    column = words.count("|", 0, figure.core[0]) if setting.paying else 0
    if setting.paying and column < len(setting.paying) and not setting.paying[column] and not figure.above:
        return "threshold", op, () if figure.op else ("no_comparator",)
    if (
        _FUND.search(before)
        and (_FUNDED.search(before) or _FUNDED.search(after))
        and not re.search("给予|奖励|补|资助", before)
    ):
        return "quantity", op, ()
    if _POOL.search(before) or (
        "提供" in before and re.match("(?:及?以上)?的?[^，。；]{0,6}(?:担保|授信|融资|贷款|信贷)", after)
    ):
        return "quantity", op, ()
    if figure.above:
        return ("quantity" if setting.plans and "%" not in words else "cap"), op, ()
    if op == "<=":
        return _at_most(figure, before, after, setting)
    if op == "range":
        conditional = _tailed(after) or (METRICS.search(before) and not given)
        return ("threshold" if conditional and not _GIFT.match(after) and not _FINE.search(before) else "amount"), op, ()
    if op in {">=", ">", "<"}:
        if _is_object(before, after):
            return ("quantity" if setting.plans and re.search("培育|打造|新增|引进|形成", before) else "threshold"), op, ()
        paid = _GIFT.match(after) or _FINE.search(before) or _FLOOR.search(before)
        if op == ">=" and given and not _tailed(after) and paid:
            return "amount", op, ()
        return ("quantity" if setting.plans and not _tailed(after) else "threshold"), op, ()
    return _plain_money(before, after, setting, given=given)


def _plain_money(before: str, after: str, setting: Setting, *, given: bool) -> tuple[str, str, tuple[str, ...]]:
    """Money without a comparator: what is paid, what is planned, or a figure to be asked about."""
    if re.search("存入|缴存|保证金", before) and not re.search("给予|奖励|补", before):
        return "threshold", "=", ()
    if given or setting.fines or setting.row:
        return "amount", "=", ()
    if setting.plans:
        return "quantity", "=", ()
    if _tailed(after) and METRICS.search(before):
        return "threshold", "=", ("no_comparator",)
    if setting.gives:
        return "amount", "=", ()
    if re.search("设立|规模|首期|总额|基金|资金", before):
        return "quantity", "=", ()
    return ("threshold", "=", ("no_comparator",)) if setting.demands else ("amount", "=", ())


def _at_most(figure: Figure, before: str, after: str, setting: Setting) -> tuple[str, str, tuple[str, ...]]:
    if setting.fines and _FINE.search(before):
        return "amount", "<=", ()
    measured, given = _last(METRICS, before), _last(_GIVEN, before)
    if figure.after in {"以下", "及以下"} and (measured >= 0 or _is_object(before, after)):
        return "threshold", "<=", ()
    if _BESIDE.search(before) and not _tailed(after):
        return "cap", "<=", ()
    if re.search("单[笔个家户]", before) and not setting.demands:
        return "cap", "<=", ()
    if given > measured or "租金" in before or _last(_GIVES, before) > measured:
        return "cap", "<=", ()
    if measured >= 0:
        return "threshold", "<=", ()
    return ("cap" if setting.gives else "threshold"), "<=", ()


def _measure(figure: Figure, before: str, after: str, setting: Setting) -> tuple[str, str, tuple[str, ...]]:
    op = figure.op or "="
    if figure.unit == "person":
        return _counted(figure, before, after, setting)
    if figure.unit == "point":
        if figure.chinese and not figure.op:
            return "", "", ()
        return ("amount" if not figure.op and (setting.row or re.search("加|计|得", before)) else "threshold"), op, ()
    if op == "<=" and setting.gives and (figure.after in {"以内", "之内"} or "的部分" in after[:6]):
        return "cap", op, ()
    if figure.above or (op == "<=" and (_GIVEN.search(before) or (setting.gives and re.search("补|给予|提供", before)))):
        return "cap", op, ()
    if op == "=" and re.match(r"\s?[）)]", after) and re.search(r"[（(]\s?(?:每个?)?$", before):
        return "", "", ()
    if op == "=" or (setting.plans and not _tailed(after)):
        if _tailed(after) and setting.gives:
            return "threshold", op, ("no_comparator",)
        return ("amount" if setting.gives and re.search("给予|提供|免费", before) else "quantity"), op, ()
    return "threshold", op, ()


def _counted(figure: Figure, before: str, after: str, setting: Setting) -> tuple[str, str, tuple[str, ...]]:
    op = figure.op or "="
    if re.search("一式\\s?$", before) or (figure.word == "层" and figure.chinese) or _is_each(figure, before):
        return "", "", ()
    if not figure.op and (
        figure.chinese
        or re.match("方面|章|条|部分|大类|类|专题|要点", after)
        or (figure.word in {"条", "章", "层", "档", "级"} and re.search("共|第|分", before))
        or re.search(r"[A-Za-z]\s?$|[+×]\s?$", before)
        or re.match(r"\s?[+×]", after)
    ):
        return "", "", ()
    each = re.search("每|同一|累计|申报|单[个家]", before) is not None
    if op == "<=" and (figure.above or each or (setting.gives and not _tailed(after))):
        return "cap", op, ()
    if op == "=":
        if figure.unit == "person" and setting.gives and _tailed(after):
            return "threshold", op, ("no_comparator",)
        return "quantity", op, ()
    if figure.above:
        return "cap", op, ()
    if setting.plans and not _is_object(before, after) and not _tailed(after):
        return "quantity", op, ()
    return "threshold", op, ()


def _is_each(figure: Figure, before: str) -> bool:
    """One of a kind for each: 每接收1名, 配备1名专员."""
    return figure.value == 1 and not figure.op and not re.search("建|设立|打造|举办|引进|培育|成立|开通", before)


def _tailed(after: str) -> bool:
    """The clause is a condition, such as 投资5000万元以上的."""
    return _TAIL.match(after) is not None


def _is_object(before: str, after: str) -> bool:
    """The figure describes those that something is done for, as in 为总投资1亿元以上的项目."""
    return _OBJECT.match(after) is not None and (
        _FOR.search(before) is not None or before.strip() in {"对", ""} or "的" in after[:5]
    )


def _last(pattern: re.Pattern[str], words: str) -> int:
    return max((match.end() for match in pattern.finditer(words)), default=-1)
