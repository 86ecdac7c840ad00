"""The words of the reports, in English, Chinese and Korean."""

from __future__ import annotations

from typing import Final

from zonewright.conditions.truth import Truth
from zonewright.matching.model import Verdict
from zonewright.packs.model import SpanKind
from zonewright.schema.fields import Answerer
from zonewright.values import Words

VERDICT: Final = {
    Verdict.ELIGIBLE: Words("meets the conditions", "符合条件", "요건 충족"),
    Verdict.INELIGIBLE: Words("does not meet the conditions", "不符合条件", "요건 미충족"),
    Verdict.UNDETERMINED: Words("cannot be told yet", "尚无法判断", "아직 판단할 수 없음"),
    Verdict.NOT_IN_FORCE: Words("not in force on this day", "当日未生效", "해당 일자에 효력 없음"),
}
MARK: Final = {Truth.TRUE: "✓", Truth.FALSE: "✗", Truth.UNKNOWN: "?"}
ANSWERER: Final = {
    Answerer.REGISTER: Words("from a register", "由登记机关提供", "등록기관 자료로 확인"),
    Answerer.ENTERPRISE: Words("ask the enterprise", "请企业提供", "기업에 문의"),
    Answerer.OFFICER: Words("the authority judges", "由主管部门认定", "담당 기관이 판단"),
}
STATUS: Final = {
    "intended": Words(
        "intended, nothing to apply for yet", "拟推行，暂无可申请事项", "추진 예정(현재 신청할 수 있는 제도 없음)"
    ),
    "exists_nationally": Words("a national instrument exists", "国家层面已有制度", "국가 차원의 제도 있음"),
    "granted": Words("granted to this zone", "已在本区获准实施", "구역에 적용 승인됨"),
    "operating": Words("in operation", "已实施", "시행 중"),
}
KIND: Final = {
    SpanKind.EXECUTED: Words("executed by measures", "可由规则判定", "규칙으로 판정 가능"),
    SpanKind.JUDGED: Words("left to a person's judgement", "由人认定", "사람이 판단함"),
    SpanKind.DIRECTION: Words("direction or description", "方向性表述", "방향 제시 또는 설명"),
    SpanKind.INOPERATIVE: Words("not operative", "无实施内容", "효력 없는 부분"),
}
SEEN: Final = Words(" (stated: {v})", "（所填：{v}）", " (입력: {v})")
CALCULATED: Final = Words(" (calculated: {v})", "（计算得：{v}）", " (산출: {v})")
NOT_STATED: Final = Words(" (not stated)", "（未提供）", " (미입력)")
EVIDENCE: Final = Words("evidence: {v}", "依据：{v}", "근거 자료: {v}")
MISSING: Final = Words("missing facts", "缺少的信息", "부족한 정보")
SOURCE: Final = Words("source", "依据原文", "근거 원문")
RESTS_ON: Final = Words("rests on", "适用规定", "적용 규정")
CHARACTERS: Final = Words("text {v}", "原文{v}", "원문 {v}")
FICTIONAL: Final = Words("fictional example", "虚构示例", "가상의 예시")
DRAFT: Final = Words("draft, not yet reviewed", "草稿，尚未审核", "초안(검토 전)")
SAMPLE: Final = Words("sample, not a real enterprise", "示例，非真实企业", "예시이며 실제 기업이 아님")
ON: Final = Words("as of {d}", "截至{d}", "{d} 기준")
SCREENING: Final = Words(
    "This is a screening, not a decision. The authority named with each measure decides.",
    "本结果仅为预判，不构成行政决定；以各措施所列主管部门的决定为准。",
    "이 결과는 사전 확인일 뿐 행정 결정이 아니며, 각 조치에 적힌 기관이 결정합니다.",
)
AMOUNT: Final = Words("what it is worth", "支持内容", "지원 내용")
DOCUMENTS: Final = Words("documents", "所需材料", "제출 서류")
IN_FORCE: Final = Words("in force {a} to {b}", "有效期{a}至{b}", "효력 기간 {a}~{b}")
SUMMARY: Final = Words("{t}: {v}", "{t}：{v}", "{t}: {v}")
PROCEDURE: Final = Words("how to apply", "办理流程", "신청·처리 절차")
AUTHORITY: Final = Words("authority", "主管部门", "담당 기관")
OPEN_QUESTIONS: Final = Words("open questions", "待查问题", "확인이 필요한 사항")
REPORT: Final = Words("What applies, and why", "哪些政策适用，为什么", "어떤 정책이 적용되는가, 그 이유는")
LEDGER: Final = Words("What becomes of every character", "每个字的去向", "모든 글자의 처리 결과")
NO_TEXT: Final = Words(
    "The text is not at hand: each block below stands for one span. Give its folder with --text to see the words.",
    "未提供原文：下列每个色块代表一段文字。用 --text 指定原文所在文件夹即可显示文字。",
    "원문이 없어 각 블록이 한 구간을 나타냅니다. --text로 원문 폴더를 지정하면 글이 표시됩니다.",
)
