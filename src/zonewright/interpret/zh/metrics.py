"""What a figure is counted per, what it measures, and the unit that its column gives it."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from zonewright.interpret.zh.figure import Figure
from zonewright.interpret.zh.figures import unit_of
from zonewright.interpret.zh.numerals import scale_of
from zonewright.values import exact

METRIC: Final = {
    "固定资产投资": "fixed_asset_investment",
    "设备投资": "equipment_investment",
    "总投资": "total_investment",
    "投资强度": "investment_intensity",
    "投资额": "investment",
    "投资": "investment",
    "注册资本": "registered_capital",
    "注册资金": "registered_capital",
    "实缴资本": "paid_in_capital",
    "实缴": "paid_in_capital",
    "开办资金": "paid_in_capital",
    "资产总额": "total_assets",
    "总资产": "total_assets",
    "净资产": "net_assets",
    "到位外资": "fdi_amount",
    "实际使用外资": "fdi_amount",
    "实际到资": "fdi_amount",
    "到账外资": "fdi_amount",
    "资本金": "paid_in_capital",
    "主营业务收入": "main_revenue",
    "营业收入": "revenue",
    "销售收入": "sales_revenue",
    "服务收入": "service_revenue",
    "销售额": "sales",
    "营业额": "sales",
    "交易额": "turnover",
    "成交额": "turnover",
    "结算额": "turnover",
    "营收": "revenue",
    "收入": "revenue",
    "产值": "output_value",
    "应纳税所得额": "taxable_income",
    "利润": "profit",
    "纳税": "tax_paid",
    "税收": "tax_paid",
    "地方经济贡献": "local_contribution",
    "经济贡献": "local_contribution",
    "财政贡献": "local_contribution",
    "地方贡献": "local_contribution",
    "进出口": "trade_volume",
    "出口额": "exports",
    "进口额": "imports",
    "研发投入": "rd_expense",
    "研发费用": "rd_expense",
    "采购额": "purchase",
    "合同额": "contract_value",
    "合同金额": "contract_value",
    "持股比例": "share",
    "股比": "share",
    "股权": "share",
    "占比": "ratio",
    "比重": "ratio",
    "比例": "ratio",
    "增长": "growth",
    "增幅": "growth",
    "增速": "growth",
    "率": "rate",
    "面积": "area",
    "占地": "land_area",
    "用地": "land_area",
    "容积率": "plot_ratio",
    "从业人数": "staff",
    "职工": "staff",
    "员工": "staff",
    "人数": "headcount",
    "就业": "new_employees",
    "年龄": "age",
    "租金": "rent",
    "规模": "size",
    "融资": "funding",
    "贷款": "loan",
    "工薪": "salary",
    "年薪": "salary",
    "工资": "salary",
    "薪酬": "salary",
    "个人所得": "income",
    "违法所得": "illegal_gains",
    "亩均": "per_mu",
    "得分": "score",
    "总分": "score",
    "评分": "score",
    "吞吐量": "throughput",
    "客座率": "load_factor",
    "占": "ratio",
    "增加值": "value_added",
    "流水": "turnover",
    "原值": "equipment_value",
    "净值": "equipment_value",
    "市值": "market_value",
    "估值": "valuation",
    "专利": "patents",
    "装机": "capacity",
    "产能": "capacity",
    "年限": "term",
    "参保": "insured_staff",
    "社保": "insured_staff",
}
METRICS: Final = re.compile("|".join(sorted(METRIC, key=len, reverse=True)))


_ENDS: Final = frozenset("，。；：|")
_EDGE: Final = re.compile(r"[，。；：|]|[,;:](?!\d)")


def clause(figure: Figure, words: str) -> tuple[str, str]:
    """The words of the clause before the figure and behind it."""
    start, end = figure.core
    stop = _EDGE.search(words, end, min(len(words), end + 120))
    return words[_begun(words, start) : start], words[end : stop.end() if stop else min(len(words), end + 120)]


def _begun(words: str, start: int) -> int:
    """Where the clause before a place begins, not further back than 120 characters."""
    first = max(0, start - 120)
    for at in range(start - 1, first - 1, -1):
        mark = words[at]
        if mark in _ENDS or (mark in ",;:" and not words[at + 1 : at + 2].isdigit()):
            return at + 1
    return first


def with_unit(figure: Figure, words: str, columns: tuple[tuple[str, str] | None, ...]) -> Figure | None:
    """The figure with a unit: its own, its column's, or yuan where only a scale word stands behind it."""
    if figure.unit:
        return figure
    column = words.count("|", 0, figure.start)
    headed = columns[column] if column < len(columns) else None
    if headed is not None and re.match(r"\s?(?:$|[|（(，；/])", words[figure.core[1] : figure.core[1] + 2]):
        unit, sort, factor = unit_of(headed[1])
        factor *= scale_of(headed[0]) if not figure.word else 1
        value = exact(Fraction(figure.value) * factor)
        high = None if figure.high is None else exact(Fraction(figure.high) * factor)
        return figure._replace(value=value, high=high, unit=unit, sort=sort)
    behind = words[figure.core[1] : figure.core[1] + 3].lstrip()
    if figure.word and re.match("以上|以下|以内|的|至|及以|[，。；、）)]|$", behind) and "万" in figure.word + "亿":
        return figure._replace(unit="CNY", sort="money", flags=(*figure.flags, "currency_assumed"))
    return None


_PER: Final = {
    "平方米": "m2",
    "㎡": "m2",
    "亩": "mu",
    "人次": "person",
    "人": "person",
    "名": "person",
    "家": "enterprise",
    "户": "enterprise",
    "年度": "year",
    "年": "year",
    "月": "month",
    "日": "day",
    "天": "day",
    "吨": "tonne",
    "公斤": "kg",
    "标箱": "TEU",
    "标准箱": "TEU",
    "架次": "flight",
    "班": "flight",
    "场": "event",
    "次": "event",
    "件": "item",
    "企业": "enterprise",
    "项目": "project",
    "机构": "enterprise",
    "个": "item",
    "项": "item",
    "台": "item",
    "立方米": "m3",
    "度": "kWh",
    "千瓦时": "kWh",
    "小时": "hour",
}
_PER_NAMES: Final = "|".join(sorted(_PER, key=len, reverse=True))
_EVERY: Final = re.compile(
    rf"(?:每|亩均|人均|单)\s?(?:一|新增一|新增|个(?=企业|项目|机构))?(?P<x>{_PER_NAMES})?[^，。；|"
    rf"\d]{{0,14}}$"
)
_SLASH: Final = re.compile(rf"\s?/\s?(?P<x>{_PER_NAMES})")


_TIME: Final = frozenset({"year", "month", "day"})
_EACH: Final = re.compile(rf"每\s?(?P<x>{_PER_NAMES})\s?$")
_TWICE: Final = re.compile(rf"每\s?(?P<x>{_PER_NAMES})\s?每\s?(?P<t>{_PER_NAMES})\s?$")


def per(figure: Figure, words: str) -> str:
    """What the figure is counted per: `mu` of 100元/亩, `person_month` of 每人每月1000元."""
    before = words[max(0, figure.core[0] - 24) : figure.core[0]]
    if found := _SLASH.match(words, figure.core[1]):
        thing, time = _PER[found["x"]], _SLASH.match(words, found.end())
        each = _EACH.search(before) if time is None else None
        if time is not None:
            return _both(thing, _PER[time["x"]])
        return _both(_PER[each["x"]], thing) if each else thing
    if twice := _TWICE.search(before):
        return _both(_PER[twice["x"]], _PER[twice["t"]])
    found = _EVERY.search(before)
    if found is None:
        return ""
    if found["x"]:
        return _PER[found["x"]]
    return "mu" if "亩均" in found[0] else "person" if "人均" in found[0] else "project" if found[0].startswith("单") else ""


def _both(one: str, other: str) -> str:
    """A thing and a time in the order of the pack's words; of two things or two times the first."""
    if (one in _TIME) == (other in _TIME):
        return one
    return f"{other}_{one}" if one in _TIME else f"{one}_{other}"


def metric(figure: Figure, words: str) -> str:
    """A short name of what is measured, from the words before the figure."""
    before = words[max(_begun(words, figure.core[0]), figure.core[0] - 24) : figure.core[0]]
    found = list(METRICS.finditer(before))
    return METRIC[found[-1][0]] if found else ""
