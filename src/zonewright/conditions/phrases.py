"""The words in which conditions are told, in English, Chinese and Korean."""

from __future__ import annotations

from typing import Final

from zonewright.conditions.ast import Op
from zonewright.values import Words

COMPARE: Final = {
    Op.AT_LEAST: Words("{f}: {v} or more", "{f}：{v}以上（含本数）", "{f}: {v} 이상"),
    Op.OVER: Words("{f}: more than {v}", "{f}：超过{v}", "{f}: {v} 초과"),
    Op.AT_MOST: Words("{f}: {v} or less", "{f}：不超过{v}（含本数）", "{f}: {v} 이하"),
    Op.UNDER: Words("{f}: less than {v}", "{f}：不足{v}", "{f}: {v} 미만"),
}
COMPARE_DAY: Final = {
    Op.AT_LEAST: Words("{f}: on or after {v}", "{f}：{v}当日或之后", "{f}: {v} 당일 또는 그 이후"),
    Op.OVER: Words("{f}: after {v}", "{f}：晚于{v}（不含当日）", "{f}: {v} 후(당일 제외)"),
    Op.AT_MOST: Words("{f}: on or before {v}", "{f}：{v}当日或之前", "{f}: {v} 당일 또는 그 이전"),
    Op.UNDER: Words("{f}: before {v}", "{f}：早于{v}（不含当日）", "{f}: {v} 전(당일 제외)"),
}
COMPARE_LEVEL: Final = {
    Op.AT_LEAST: Words("{f}: {v} or higher", "{f}：{v}及以上", "{f}: {v} 이상"),
    Op.OVER: Words("{f}: higher than {v}", "{f}：高于{v}", "{f}: {v} 초과"),
    Op.AT_MOST: Words("{f}: {v} or lower", "{f}：{v}及以下", "{f}: {v} 이하"),
    Op.UNDER: Words("{f}: lower than {v}", "{f}：低于{v}", "{f}: {v} 미만"),
}
BARE: Final = {
    Op.AT_LEAST: Words("at least {v}", "{v}以上", "{v} 이상"),
    Op.OVER: Words("more than {v}", "超过{v}", "{v} 초과"),
    Op.AT_MOST: Words("at most {v}", "不超过{v}", "{v} 이하"),
    Op.UNDER: Words("less than {v}", "不足{v}", "{v} 미만"),
}
BETWEEN: Final = Words("{f}: from {a} to {b}, both included", "{f}：{a}至{b}（含两端）", "{f}: {a} 이상 {b} 이하")
BETWEEN_DAYS: Final = Words(
    "{f}: from {a} to {b}, both included", "{f}：{a}至{b}（含起止日）", "{f}: {a}부터 {b}까지(양일 포함)"
)
NEARLY: Final = Words("about {v}", "约{v}", "약 {v}")
VERSION: Final = Words("{x} ({v})", "{x}（{v}版）", "{x}({v}판)")
YES: Final = Words("{f}: must be yes", "{f}：要求为“是”", "{f}: ‘예’일 것")
NO: Final = Words("{f}: must be no", "{f}：要求为“否”", "{f}: ‘아니요’일 것")
BARE_YES: Final = Words("yes", "是", "예")
BARE_NO: Final = Words("no", "否", "아니요")
IS: Final = Words("{f}: {v}", "{f}：{v}", "{f}: {v}")
ONE_OF: Final = Words("{f}: one of {v}", "{f}：属于以下之一：{v}", "{f}: 다음 중 하나: {v}")
ALL_AMONG: Final = Words("{f}: all of {v}", "{f}：同时包括{v}", "{f}: 다음을 모두 포함: {v}")
N_AMONG: Final = Words("{f}: at least {n} of {v}", "{f}：下列各项中至少具备{n}项：{v}", "{f}: 다음 중 {n}개 이상: {v}")
NOT: Final = Words("{f}: not {v}", "{f}：非{v}", "{f}: {v} 이외일 것")
NONE_AMONG: Final = Words("{f}: none of {v}", "{f}：不属于以下任何一项：{v}", "{f}: 다음에 해당하지 않을 것: {v}")
WITHIN: Final = Words("{f}: within {v}", "{f}：属于{v}", "{f}: 다음 코드에 속함: {v}")
EXCEPT: Final = Words("{x}, except {v}", "{x}（{v}除外）", "{x} (다만 {v} 제외)")
IN_AREA: Final = Words("{f}: in {v}", "{f}：位于{v}", "{f}: {v} 내에 위치")
IN_CATALOGUE: Final = Words("{f}: on the list “{v}”", "{f}：列入《{v}》", "{f}: ‘{v}’에 등재")
KNOWN: Final = Words("{f}: on file", "{f}：已有记录", "{f}: 기록이 있음")
BY: Final = Words("{f}: a threshold that depends on {v}", "{f}：按{v}分档", "{f}: {v}에 따라 달라지는 기준")
BAND: Final = Words("{t} where {w}", "{w}——{t}", "{w}인 경우 {t}")
BAND_ELSE: Final = Words("otherwise {t}", "其他情况——{t}", "그 밖의 경우 {t}")
NO_BOUND: Final = Words("no threshold", "无门槛", "기준 없음")
ELAPSED: Final = Words("{f}: {t} ago", "{f}：经过时间{t}", "{f}: 경과 기간 {t}")
ELAPSED_AS_OF: Final = Words("{f}: {t} before {o}", "{f}：截至{o}经过时间{t}", "{f}: {o} 기준 경과 기간 {t}")
WITHIN_AFTER: Final = Words("{f}: within {t} after {o}", "{f}：在{o}后{t}内", "{f}: {o} 후 {t} 이내")
NONE_WITHIN: Final = Words("{f}: none in the last {t}", "{f}：近{t}内没有", "{f}: 최근 {t} 이내 없음")
NONE_WITHIN_AS_OF: Final = Words("{f}: none in the {t} before {o}", "{f}：{o}前{t}内没有", "{f}: {o} 전 {t} 이내 없음")
KEPT: Final = Words("{f}: kept for {t} after {o}", "{f}：自{o}起保持{t}", "{f}: {o}부터 {t} 동안 유지")
KEPT_UNTIL: Final = Words("{f}: kept until {t}", "{f}：保持至{t}", "{f}: {t}까지 유지")
PERCENTILE: Final = Words(
    "{f}: share of the peers in “{v}” below it {t}",
    "{f}：《{v}》中低于本企业的同行占比{t}",
    "{f}: ‘{v}’ 비교 대상 중 이보다 낮은 비율 {t}",
)
SHARE_OF_AVERAGE: Final = Words("{f}: {t} of the average in “{v}”", "{f}：为《{v}》平均值的比例{t}", "{f}: ‘{v}’ 평균 대비 {t}")
SCORE: Final = Words("score of {v}: {t}", "评分（{v}）：{t}", "점수({v}): {t}")
ALL: Final = Words("all of the following", "须同时满足以下各项", "다음을 모두 충족")
ANY: Final = Words("at least one of the following", "至少满足以下一项", "다음 중 하나 이상 충족")
NONE: Final = Words("none of the following", "不得有下列情形", "다음에 해당하지 않을 것")
AT_LEAST_N: Final = Words("at least {n} of the following", "下列各项中至少满足{n}项", "다음 중 {n}개 이상 충족")
NO_TEST: Final = Words("no condition", "无条件", "조건 없음")
NOT_KNOWN: Final = Words("not known", "未知", "알 수 없음")
NOTHING: Final = Words("none", "无", "없음")
TRUTHS: Final = (Words("not met", "不满足", "미충족"), Words("not known", "未知", "확인 필요"), Words("met", "满足", "충족"))
COMMA: Final = Words(", ", "、", ", ")
SEMICOLON: Final = Words("; ", "；", "; ")
YEARS: Final = Words("{n} years", "{n}年", "{n}년")
ONE_YEAR: Final = Words("1 year", "1年", "1년")
MONTHS: Final = Words("{n} months", "{n}个月", "{n}개월")
DAYS: Final = Words("{n} days", "{n}天", "{n}일")

#: How the editions of known classifications are named.
SCHEMES: Final = {"gbt4754": "GB/T 4754-{e}", "isic": "ISIC Rev.{e}", "ksic": "KSIC-{e}", "hs": "HS {e}"}

EACH_MONTH: Final = Words("month", "月", "월")
UNITS: Final = {
    "CNY": Words("CNY", "元", "위안"),
    "KRW": Words("KRW", "韩元", "원"),
    "USD": Words("USD", "美元", "달러"),
    "EUR": Words("EUR", "欧元", "유로"),
    "JPY": Words("JPY", "日元", "엔"),
    "HKD": Words("HKD", "港元", "홍콩달러"),
    "INR": Words("INR", "卢比", "루피"),
    "GBP": Words("GBP", "英镑", "파운드"),
    "VND": Words("VND", "越南盾", "동"),
    "m": Words("m", "米", "m"),
    "m2": Words("m²", "平方米", "㎡"),
    "km2": Words("km²", "平方公里", "㎢"),
    "ha": Words("ha", "公顷", "ha"),
    "mu": Words("mu", "亩", "무(畝)"),
    "pyeong": Words("pyeong", "坪", "평"),
    "person": Words("persons", "人", "명"),
    "night": Words("nights", "晚", "박"),
    "flight": Words("flights", "架次", "편"),
    "item": Words("items", "件", "건"),
    "country": Words("countries", "个国家", "개국"),
    "bed": Words("beds", "张床位", "병상"),
    "point": Words("points", "分", "점"),
    "t": Words("t", "吨", "톤"),
    "kg": Words("kg", "公斤", "kg"),
    "hour": Words("hours", "小时", "시간"),
    "day": Words("days", "天", "일"),
    "week": Words("weeks", "周", "주"),
    "month": Words("months", "个月", "개월"),
    "year": Words("years", "年", "년"),
}
