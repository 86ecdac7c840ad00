"""The words of worth, packages, payments and changes, in English, Chinese and Korean."""

from __future__ import annotations

from typing import Final

from zonewright.matching.nearest import Outcome
from zonewright.matching.package import Why
from zonewright.values import Words

WORTH: Final = Words("worth {v}", "金额{v}", "금액 {v}")
WOULD_BE: Final = Words("would be worth {v}", "如符合条件可得{v}", "요건 충족 시 {v}")
FOUND: Final = Words("how it is found", "计算依据", "산출 근거")
BEST: Final = Words("best package", "最优组合", "최적 조합")
NO_MONEY: Final = Words("no money to add up", "无可合计的金额", "합산할 금액 없음")
PROVEN: Final = Words("proven: no compatible set is surely worth more", "已证明：可同时享受的组合中，没有确定金额更高者",
                      "증명됨: 함께 받을 수 있는 조합 중 확정 금액이 더 큰 것은 없음")  # fmt: skip
UNPROVEN: Final = Words("the search ended before a proof", "搜索结束前未能证明最优", "증명되기 전에 탐색이 끝남")
POTENTIAL: Final = Words("no package can come to more than {v}", "任何组合均不超过{v}", "어떤 조합이든 최대 {v}")
POTENTIAL_OPEN: Final = Words("no upper end is known yet", "目前上限尚不确定", "아직 상한을 알 수 없음")
TAKEN: Final = Words("take", "选取", "선택")
LEFT_OUT: Final = Words("leave out", "不选取", "제외")
NOT_YET: Final = Words("nothing to apply for yet", "暂无可申请事项", "아직 신청할 수 없음")
PAYMENTS: Final = Words("payments", "兑现计划", "지급 계획")
BY_YEAR: Final = Words("by year", "分年度金额", "연도별 금액")
DAY_OPEN: Final = Words("day not known", "日期未定", "날짜 미정")
PAID_BY: Final = Words("from {v}", "由{v}兑现", "{v} 부담")
MILESTONE: Final = Words("once its condition is met", "达到约定条件后", "조건 충족 시")
PAST: Final = Words("before the day asked", "早于查询日", "조회일 이전")
FACTS_OPEN: Final = Words("depends on missing facts", "取决于缺少的信息", "부족한 정보에 따라 달라짐")
RECOVERABLE: Final = Words("may have to be paid back: {v}", "可能须退回：{v}", "환수될 수 있음: {v}")
WHY: Final = {
    Why.EXCLUSIVE: Words("never together with {v}", "不得与{v}同时享受", "다음과 함께 받을 수 없음: {v}"),
    Why.SAME_MATTER: Words(
        "only one for the same matter, and {v} is taken",
        "同一事项只能享受一项，已选取{v}",
        "같은 사안에는 하나만 받을 수 있음(선택: {v})",
    ),
    Why.HIGHER_WINS: Words(
        "the highest wins, and {v} is higher", "从高不重复，{v}更高", "높은 것만 적용되며 {v} 쪽이 더 높음"
    ),
    Why.HIGHER_SO_FAR: Words(
        "the highest wins, and by what is known {v} is higher",
        "从高不重复，按现有信息{v}更高",
        "높은 것만 적용되며 현재까지는 {v} 쪽이 더 높음",
    ),
}  # fmt: skip
UNCALCULATED: Final = Words(
    "told in words only, not counted: {v}", "仅有文字说明、未计入：{v}", "문구로만 정해져 합산에서 제외: {v}"
)
CAPPED: Final = Words("{p} pays one enterprise {v} at most", "{p}：每家企业最高{v}", "{p}: 기업당 최대 {v}")
LOSS: Final = Words(
    "taking it instead: {v} less is sure", "改选此项：确定金额减少{v}", "대신 이것을 선택하면 확정 금액이 {v} 줄어듦"
)
NO_LOSS: Final = Words("taking it instead: as much is sure", "改选此项：确定金额不变", "대신 이것을 선택해도 확정 금액은 같음")
NEXT: Final = Words("ask next", "建议下一步核实", "다음 확인 사항")
SETTLES: Final = Words("{q} (measures that depend on it: {n})", "{q}（关系到{n}项措施）", "{q}(관련 조치 {n}건)")

NEAREST: Final = Words("nearest change", "最小调整", "최소 변경안")
OUTCOME: Final = {
    Outcome.CHEAPEST: Words("with the least effort", "代价最小", "가장 적은 노력으로"),
    Outcome.UNPROVEN: Words(
        "a way, perhaps not the least effort", "可行，但未必代价最小", "가능하나 최소 노력인지는 증명되지 않음"
    ),
    Outcome.IMPOSSIBLE: Words(
        "proven: nothing that the enterprise can change makes it eligible",
        "已证明：企业自身可调整的事项均无法使其符合条件",
        "증명됨: 기업이 스스로 바꿀 수 있는 사항만으로는 요건을 충족할 수 없음",
    ),
    Outcome.DEPENDS: Words(
        "and then the missing facts decide", "调整后仍取决于缺少的信息", "변경 후에는 부족한 정보에 따라 결정됨"
    ),
    Outcome.NOT_SOLVED: Words("not found within the limits of the search", "在搜索限度内未找到", "탐색 한도 내에서 찾지 못함"),
}  # fmt: skip
MORE: Final = Words("{v} more", "增加{v}", "{v} 증가")
LESS: Final = Words("{v} less", "减少{v}", "{v} 감소")
LATER: Final = Words("{v} later", "推后{v}", "{v} 늦춤")
EARLIER: Final = Words("{v} earlier", "提前{v}", "{v} 앞당김")
POINTS: Final = Words("{v} percentage points", "{v}个百分点", "{v}%포인트")
CHANGE: Final = Words("{f}: {a} → {b}", "{f}：{a} → {b}", "{f}: {a} → {b}")
ADDED: Final = Words("{f}: also {v}", "{f}：增加“{v}”", "{f}: {v} 추가")
CHANGE_BY: Final = Words("{f}: {d} ({a} → {b})", "{f}：{d}（{a} → {b}）", "{f}: {d}({a} → {b})")
DISTANCE: Final = Words("distance to the bound", "与门槛的差距", "기준까지의 차이")
GAP: Final = Words("off by {v}", "相差{v}", "{v} 차이")
