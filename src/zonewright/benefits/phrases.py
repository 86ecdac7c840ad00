"""The words of amounts, in English, Chinese and Korean."""

from __future__ import annotations

from typing import Final

from zonewright.values import Words

NOTHING: Final = Words("nothing", "无", "없음")
SHARE: Final = Words("{r} of {b}", "{b}的{r}", "{b}의 {r}")
TIMES: Final = Words("{r} × {b}", "{r}×{b}", "{r} × {b}")
WITHOUT: Final = Words("{b} without {x}", "{b}（扣除{x}）", "{b}({x} 제외)")
ABOVE: Final = Words("the part of {b} above {t}", "{b}超过{t}的部分", "{b} 중 {t} 초과분")
FULL: Final = Words("{b}, in full steps of {t}", "{b}（按每满{t}计）", "{b}({t} 단위, 나머지는 버림)")
SLICES: Final = Words("{b} by slices ({v})", "{b}分段计算（{v}）", "{b} 구간별 계산({v})")
SLICE_UP_TO: Final = Words("up to {t}: {r}", "{t}以内的部分：{r}", "{t}까지: {r}")
SLICE_BEYOND: Final = Words("beyond: {r}", "超出部分：{r}", "초과분: {r}")
BY: Final = Words("depending on {f} ({v})", "按{f}确定的标准（{v}）", "{f}별 기준({v})")
CASES: Final = Words("depending on the case ({v})", "分情况确定的标准（{v}）", "경우별 기준({v})")
APPLIED: Final = Words("for this {f}", "按{f}适用的标准", "해당 {f}별 기준")
APPLIED_CASE: Final = Words("in this case", "在本情形下", "이 경우")
NAMED: Final = Words("{f}: {v}", "{f}：{v}", "{f}: {v}")
PLUS: Final = Words(" + ", "＋", " + ")
HIGHEST: Final = Words("the highest of: {v}", "以下各项中最高者：{v}", "다음 중 가장 큰 것: {v}")
LOWEST: Final = Words("the lowest of: {v}", "以下各项中最低者：{v}", "다음 중 가장 작은 것: {v}")
AT_LEAST: Final = Words("{p}, at least {v}", "{p}，不低于{v}", "{p}, 최소 {v}")
AT_MOST: Final = Words("{p}, at most {v}", "{p}，不超过{v}", "{p}, 최대 {v}")
PROVIDED: Final = Words("{p}, if: {c}", "{p}（条件：{c}）", "{p}(조건: {c})")
CONVERTED: Final = Words("{p}, in {c}", "{p}（折合{c}）", "{p}({c} 환산)")
BRACKETS: Final = Words("({v})", "（{v}）", "({v})")

NOT_KNOWN: Final = Words("not yet known", "尚无法确定", "미확정")
FROM_TO: Final = Words("{a} to {b}", "{a}至{b}", "{a}~{b}")
NO_END: Final = Words("{a} or more, no upper end known", "{a}以上，上限尚不确定", "{a} 이상, 상한 미정")

ONE_YEAR: Final = Words("year {a}: {r}", "第{a}年：{r}", "{a}년차: {r}")
SOME_YEARS: Final = Words("years {a} to {b}: {r}", "第{a}至{b}年：{r}", "{a}~{b}년차: {r}")
IN_ARREARS: Final = Words("each year is paid on its last day", "每年期满时兑现", "각 연차의 마지막 날에 지급")
PER_YEAR: Final = Words("at most {v} a year", "每年最高{v}", "연간 최대 {v}")
IN_ALL: Final = Words("at most {v} in all", "累计最高{v}", "모두 합해 최대 {v}")
INSTALMENT: Final = Words("{s} at once", "{s}：立即兑现", "{s}: 즉시 지급")
INSTALMENT_AFTER: Final = Words("{s} after {t}", "{s}：{t}后兑现", "{s}: {t} 후 지급")
INSTALMENT_ON: Final = Words("{s} on: {f}", "{s}：于{f}兑现", "{s}: {f}에 지급")
CLAW_BACK: Final = Words("{s} goes back if: {c}", "退回{s}的条件：{c}", "{s} 환수 조건: {c}")
OPTION: Final = Words("option {n}", "方案{n}", "선택안 {n}")
