"""The words of cases and procedures, in English, Chinese and Korean."""

from __future__ import annotations

from typing import Final

from zonewright.cases.clocks import Condition
from zonewright.cases.commands import Why
from zonewright.values import Words

#: Why a command is refused: ``{x}`` is what it is about, ``{m}`` what is missing or possible.
WHY: Final = {
    Why.EARLIER: Words(
        "this lies before what happened last, {x}", "该时间早于上一事项的时间（{x}）", "직전 기록({x})보다 앞선 시점입니다"
    ),
    Why.UNKNOWN_TASK: Words("the procedure has no task “{x}”", "本流程没有“{x}”这一事项", "이 절차에 없는 업무입니다: {x}"),
    Why.NOT_OPEN: Words("“{x}” is not open now", "“{x}”目前不能办理", "지금은 처리할 수 없는 업무입니다: {x}"),
    Why.NOT_YOUR_ROLE: Words("“{x}” is for {m} to do", "“{x}”应由{m}办理", "‘{x}’의 담당이 아닙니다(담당: {m})"),
    Why.UNKNOWN_OUTCOME: Words(
        "“{x}” is no outcome here; there are: {m}",
        "此处没有“{x}”这一结果，可选：{m}",
        "선택할 수 없는 결과입니다: {x}(선택 가능: {m})",
    ),
    Why.MOST_REACHED: Words(
        "“{x}” was done as often as is allowed", "“{x}”已达到允许的次数", "허용된 횟수를 모두 사용하였습니다: {x}"
    ),
    Why.REASON_MISSING: Words("a reason is needed for “{x}”", "“{x}”须说明理由", "사유를 적어야 합니다: {x}"),
    Why.EVIDENCE_MISSING: Words(
        "papers are missing for “{x}”: {m}", "办理“{x}”缺少材料：{m}", "‘{x}’에 필요한 서류가 없습니다: {m}"
    ),
    Why.FEE_MISSING: Words("the fee is not paid: {x}", "尚未缴费：{x}", "수수료가 납부되지 않았습니다: {x}"),
    Why.FEE_DIFFERS: Words("another sum is owed: {x}", "缴费金额与应缴金额不符：{x}", "납부할 금액과 다릅니다: {x}"),
    Why.FACT_MISSING: Words(
        "facts are missing for “{x}”: {m}", "办理“{x}”缺少信息：{m}", "‘{x}’에 필요한 정보가 없습니다: {m}"
    ),
    Why.NO_SUCH_ACT: Words(
        "the procedure has no act “{x}”; there are: {m}",
        "本流程没有“{x}”这一行为，可选：{m}",
        "이 절차에 없는 행위입니다: {x}(선택 가능: {m})",
    ),
    Why.NOT_HERE: Words(
        "“{x}” is not possible where the case stands", "办件目前所处环节不能办理“{x}”", "현재 단계에서는 할 수 없습니다: {x}"
    ),
    Why.TOO_LATE: Words(
        "it is too late for “{x}”; the last moment was {d}", "“{x}”已逾期，截止时间为{d}", "기한이 지났습니다: {x}(기한 {d})"
    ),
    Why.SILENCE_COUNTS: Words(
        "“{x}” ran out on {d}; what the law says of silence applies",
        "“{x}”已于{d}届满，按逾期的法定后果处理",
        "기한이 {d}에 지나 법이 정한 효과가 적용됩니다: {x}",
    ),
    Why.NOT_YET: Words("the last day of “{x}” has not passed", "“{x}”尚未届满", "아직 기한이 지나지 않았습니다: {x}"),
    Why.UNKNOWN_CLOCK: Words(
        "the procedure has no time limit “{x}”; there are: {m}",
        "本流程没有“{x}”这一期限，可选：{m}",
        "이 절차에 없는 기한입니다: {x}(선택 가능: {m})",
    ),
    Why.CLOCK_NOT_RUNNING: Words("“{x}” is not running", "“{x}”目前未在计算", "지금 진행되고 있지 않습니다: {x}"),
    Why.CLOCK_RUNNING: Words("“{x}” was not stopped by hand", "“{x}”未被中止", "정지된 적이 없습니다: {x}"),
    Why.NO_SUCH_GROUND: Words(
        "“{x}” is no ground to stop the time; there are: {m}",
        "“{x}”不是中止期限的法定事由，可选：{m}",
        "기간을 멈출 수 있는 사유가 아닙니다: {x}(선택 가능: {m})",
    ),
    Why.NO_EXTENSION: Words("“{x}” cannot be extended", "“{x}”不能延长", "연장할 수 없습니다: {x}"),
    Why.CASE_MISSING: Words(
        "the case of the procedure “{x}” has to be named", "须写明“{x}”流程的办件", "‘{x}’ 절차의 처리 건을 적어야 합니다"
    ),
    Why.CLOSED: Words("the case has come to its end: {x}", "办件已办结：{x}", "이미 종결된 건입니다: {x}"),
    Why.UNKNOWN_EVIDENCE: Words("there is no such paper: {x}", "没有此种材料：{x}", "목록에 없는 서류입니다: {x}"),
    Why.UNKNOWN_FACT: Words("there is no such fact: {x}", "没有此项信息：{x}", "목록에 없는 정보입니다: {x}"),
    Why.UNKNOWN_ROLE: Words(
        "there is no such role: {x}; there are: {m}", "没有“{x}”这一角色，可选：{m}", "없는 담당입니다: {x}(선택 가능: {m})"
    ),
}
CONDITION: Final = {
    Condition.NOT_STARTED: Words("has not started", "尚未起算", "시작 전"),
    Condition.RUNNING: Words("running", "计算中", "진행 중"),
    Condition.NEAR: Words("running, soon over", "即将届满", "만료 임박"),
    Condition.STANDING: Words("stands still", "中止计算", "정지 중"),
    Condition.OVER: Words("ran out", "已逾期", "기한 경과"),
    Condition.MET: Words("kept", "按期完成", "기한 준수"),
    Condition.MISSED: Words("done too late", "逾期完成", "기한 경과 후 완료"),
    Condition.DROPPED: Words("no longer counts", "不再计算", "계산 종료"),
}
#: What happened to a clock.
CLOCK: Final = {
    "started": Words("starts to run", "开始计算", "진행 시작"),
    "later": Words("starts on {d}", "自{d}起计算", "{d}부터 진행"),
    "stopped": Words("stands still ({why})", "中止计算（{why}）", "정지({why})"),
    "resumed": Words("goes on", "恢复计算", "진행 재개"),
    "extended": Words("extended by {limit}", "延长{limit}", "{limit} 연장"),
    "met": Words("kept", "按期完成", "기한 준수"),
    "done": Words("done", "已完成", "완료"),
    "slow": Words("kept, though later than promised", "按期完成，但晚于承诺时间", "기한은 지켰으나 약속 기한 경과"),
    "missed": Words("done too late", "逾期完成", "기한 경과 후 완료"),
    "over": Words("ran out on {d}", "已于{d}届满", "{d}에 기한 경과"),
    "dropped": Words("no longer counts", "不再计算", "계산 종료"),
}
PROMISE_BROKEN: Final = Words("the promised day has passed", "已超过承诺时间", "약속 기한 경과")
DUE: Final = Words("due {d}", "截止{d}", "기한 {d}")
PROMISED: Final = Words("promised by {d}", "承诺{d}前办结", "약속 기한 {d}")
PROVISIONAL: Final = Words("{d}, provisional", "{d}（暂定）", "{d}(잠정)")
IN_TIME_OF: Final = Words("{d}, time of {x}", "{d}（{x}时间）", "{d}({x} 시간)")
LEFT: Final = Words("{limit} left", "剩余{limit}", "남은 기간 {limit}")
NO_LIMIT: Final = Words("limit not known; ask {x}", "期限待明确，请咨询{x}", "기한 미확인(문의: {x})")
NO_LAST_DAY: Final = Words("last day not known", "最后期限待明确", "만료일 미확인")
NO_LAST_DAY_YET: Final = Words("no last day while it stands still", "中止期间无截止日", "정지 중에는 만료일 없음")
#: Moments that count in law and go by the same names everywhere; a procedure's own moments have no words.
MARKS: Final = {
    "receipt": Words("receipt", "收件", "접수"),
    "acceptance": Words("acceptance", "受理", "수리"),
    "supplement": Words("supplement", "补正完成", "보완 완료"),
    "decision": Words("decision", "作出决定", "결정"),
    "appeal": Words("appeal", "提出救济申请", "불복 신청"),
    "renewal": Words("renewal", "申请延续", "갱신 신청"),
    "report": Words("report", "提交报告", "보고"),
    "payment": Words("payment", "拨付", "지급"),
}
#: What happened, one phrase for each event that is told on a line of its own.
STAYS: Final = Words("recorded at: {x}", "已记录：{x}", "기록: {x}")
COUNTS: Final = Words("counts as {x}", "法定时点：{x}", "기준 시점: {x}")
COUNTS_FROM: Final = Words("as of {d}", "自{d}起算", "{d}부터 적용")
BY_SILENCE: Final = Words("by silence", "因逾期", "기한 경과에 따름")
GIVEN: Final = Words("papers handed in: {x}", "提交材料：{x}", "제출 서류: {x}")
TOLD: Final = Words("stated: {x}", "填报信息：{x}", "제출 정보: {x}")
PAID: Final = Words("paid: {x}", "缴费：{x}", "납부: {x}")
OTHER_CASE: Final = Words("done in another case: {x}", "在另一办件中办理：{x}", "별도 건에서 처리: {x}")
KEPT: Final = Words("stands from the round before: {x}", "沿用上一轮意见：{x}", "이전 회차 의견 유지: {x}")
CERTIFIED: Final = Words("certificate: {x}", "颁发证照：{x}", "증명서 발급: {x}")
UNTIL: Final = Words("until {d}", "有效期至{d}", "유효 기간 {d}까지")
WITHOUT_END: Final = Words("without end", "长期有效", "기한 없음")
REGISTERED: Final = Words("entered in: {x}", "登记入册：{x}", "등록: {x}")
NOTIFIED: Final = Words("told to {x}: “{t}”", "已告知{x}：“{t}”", "통지({x}): “{t}”")
NOTED: Final = Words("note: {x}", "备注：{x}", "메모: {x}")
PROJECTED: Final = Words(
    "{x} moved by the calendar: {a} → {b}", "日历调整，{x}变更：{a} → {b}", "달력 변경에 따른 {x} 조정: {a} → {b}"
)
MIGRATED: Final = Words("goes on under another version", "转按新版本办理", "다른 버전의 절차로 이관")
REASON: Final = Words("reason: {x}", "理由：{x}", "사유: {x}")
REFUSED: Final = Words("refused: {x}", "未予办理：{x}", "처리되지 않음: {x}")
POSSIBLE: Final = Words("possible now: {x}", "目前可以办理：{x}", "현재 가능: {x}")
NOTHING_POSSIBLE: Final = Words("nothing is possible now", "目前没有可办理事项", "현재 가능한 처리가 없습니다")
#: What a step does that is neither a task nor an act.
DOES: Final = {
    "suspend": Words("Stop the time: {x}", "中止计算期限：{x}", "기간 정지: {x}"),
    "resume": Words("Let the time go on: {x}", "恢复计算期限：{x}", "기간 재개: {x}"),
    "extend": Words("Extend: {x}", "延长期限：{x}", "기한 연장: {x}"),
    "expire": Words("Time ran out: {x}", "期限届满：{x}", "기한 경과 확인: {x}"),
    "assign": Words("Hand to {p}: {x}", "交由{p}办理：{x}", "{p}에게 배정: {x}"),
    "give": Words("Hand in papers", "提交材料", "서류 제출"),
    "state": Words("State facts", "填报信息", "정보 제출"),
    "note": Words("Note for the file", "办件备注", "기록 메모"),
    "open": Words("Open the case", "建立办件", "처리 개시"),
}
#: What can be done, by its kind.
OPTION: Final = {
    "finish": Words("{x}: {m}", "{x}：{m}", "{x}: {m}"),
    "act": Words("{x}", "{x}", "{x}"),
    "suspend": Words("stop the time “{x}”: {m}", "中止计算“{x}”：{m}", "‘{x}’ 정지: {m}"),
    "resume": Words("let “{x}” go on", "恢复计算“{x}”", "‘{x}’ 재개"),
    "extend": Words("extend “{x}”", "延长“{x}”", "‘{x}’ 연장"),
    "expire": Words("state that “{x}” ran out", "确认“{x}”届满", "‘{x}’ 기한 경과 확인"),
}
STANDS_AT: Final = Words("stands at", "目前环节", "현재 단계")
CAME_TO: Final = Words("came to", "结果", "종결")
WITH: Final = Words("with", "待办方", "담당")
STILL_ASKED: Final = Words("still asked", "尚需提供", "추가로 필요한 것")
PAPER: Final = {
    "owed": Words("{x}", "{x}", "{x}"),
    "outdated": Words("{x} (out of date)", "{x}（已过期）", "{x}(유효 기간 경과)"),
    "unsure": Words("{x} (perhaps; depends on: {m})", "{x}（视“{m}”而定）", "{x}({m}에 따라 필요)"),
}
OWED_FACTS: Final = Words("facts: {x}", "信息：{x}", "정보: {x}")
OWED_FEE: Final = Words("fee: {x}", "费用：{x}", "수수료: {x}")
CLOCKS: Final = Words("time limits", "期限", "기한")
TOOK: Final = Words("time taken, in working days", "用时（工作日）", "소요 기간(근무일)")
BETWEEN: Final = Words("; ", "；", "; ")
WHOLE: Final = Words("in all", "合计", "전체")
STANDING_STILL: Final = Words("time limits of authorities standing still", "机关期限中止计算", "기관 처리기간 정지")
DAYS: Final = Words("{n}", "{n}天", "{n}일")
AS_EXPECTED: Final = Words("it came out as expected", "结果与预期一致", "예상대로 끝났습니다")
SURPRISING: Final = Words("it came out otherwise than expected", "结果与预期不符", "예상과 다르게 끝났습니다")
NOT_EXPECTED: Final = Words(
    "the file does not say what to expect", "文件未写明预期结果", "파일에 예상 결과가 적혀 있지 않습니다"
)
#: The parts of a procedure told to people.
PARTS: Final = {
    "roles": Words("Who acts", "办理主体", "담당"),
    "stages": Words("Stages", "环节", "단계"),
    "acts": Words("At any time, or afterwards", "其他行为", "그 밖의 행위"),
    "clocks": Words("Time limits", "期限", "기한"),
    "fees": Words("Fees", "收费", "수수료"),
    "ends": Words("Ends", "办理结果", "종결"),
    "unknown": Words("Not known yet", "尚待明确", "확인이 필요한 사항"),
}
VERSION: Final = Words("version {v}", "版本{v}", "버전 {v}")
MEASURES: Final = Words("applies to", "适用措施", "적용 조치")
NO_MEASURES: Final = Words("no measure names it", "尚无措施适用", "적용되는 조치 없음")
BASIS: Final = Words("rests on", "依据", "근거")
CALENDAR: Final = Words("working days of {x}", "按{x}工作日计算", "{x} 근무일 기준")
HASH: Final = Words("hash", "哈希值", "해시")
STAGE_COUNT: Final = Words("stages: {n}", "环节{n}个", "단계 {n}개")
LIMIT_COUNT: Final = Words("limits: {n}", "期限{n}项", "기한 {n}건")
UNKNOWN_COUNT: Final = Words("not known: {n}", "待明确{n}项", "미확인 {n}건")
PROMISED_FOR: Final = Words("promised {p}, the law allows {l}", "承诺{p}，法定{l}", "약속 {p}, 법정 {l}")
IF: Final = Words("if: {c}", "条件：{c}", "조건: {c}")
OTHERWISE: Final = Words("else", "其他情形", "그 밖의 경우")
ASKS: Final = Words("papers", "所需材料", "제출 서류")
LATER: Final = Words("may follow until: {x}", "最迟于“{x}”前补交", "‘{x}’ 전까지 제출 가능")
HELD: Final = {
    "register": Words("taken from a register, not asked", "由登记系统获取，无需提交", "등록 자료로 확인, 제출 불필요"),
    "officer": Words("held by the authority, not asked", "由机关自有，无需提交", "기관 보유, 제출 불필요"),
}
DECIDES: Final = Words("decides the case", "作出决定", "처분 결정")
OPENS: Final = Words("a case of its own under: {x}", "另立办件，适用：{x}", "별도 건으로 처리: {x}")
ONCE: Final = Words("once at most", "仅限一次", "1회에 한함")
MOST: Final = Words("at most {n} times", "最多{n}次", "최대 {n}회")
NEEDS_REASON: Final = Words("with a reason", "须说明理由", "사유 기재")
AT_STAGES: Final = Words("at: {x}", "可在：{x}", "가능 단계: {x}")
WITHIN: Final = Words("within: {x}", "须在“{x}”内", "‘{x}’ 안에")
STARTS: Final = Words("from: {x}", "起算：{x}", "시작: {x}")
ENDS: Final = Words("to: {x}", "截至：{x}", "종료: {x}")
FROM_FACT: Final = Words("the day “{x}”", "“{x}”之日", "‘{x}’ 해당일")
FROM_YEAR_ENDS: Final = Words("the end of each year after: {x}", "“{x}”后每年年末", "‘{x}’ 이후 매년 말")
BEFORE: Final = Words("before the certificate ends: {x}", "证照有效期届满前：{x}", "증명서 만료 전: {x}")
RESTS: Final = Words("stands still during: {x}", "中止计算的环节：{x}", "정지 단계: {x}")
GROUNDS: Final = Words("may be stopped: {x}", "可中止事由：{x}", "정지 사유: {x}")
EXTENDED_BY: Final = Words(
    "may be extended by {limit} ({who}, {n})", "可延长{limit}（{who}，{n}）", "{limit} 연장 가능({who}, {n})"
)
SILENCE: Final = Words("when time runs out: {x}", "逾期的后果：{x}", "기한 경과 시: {x}")
SINCE_START: Final = Words("as of the start", "自起算之日起", "시작일부터 적용")
WARNED: Final = Words("warning from: {limit} before the last day", "届满前{limit}提示", "알림 시점: 만료 전 {limit}")
OTHER_CALENDAR: Final = Words("counted in working days of {x}", "按{x}日历计算", "{x} 달력으로 계산")
PAYER: Final = Words("paid by {x}", "由{x}缴纳", "납부: {x}")
ASK: Final = Words("ask {x}", "请咨询{x}", "문의: {x}")
NOTICE: Final = Words("notice to {x}: “{t}”", "告知{x}：“{t}”", "통지({x}): “{t}”")
CERTIFICATE: Final = Words("certificate: {x}", "证照：{x}", "증명서: {x}")
VALID: Final = Words("valid for {x}", "有效期{x}", "유효 기간 {x}")
FINDINGS: Final = Words("{x}: no findings", "{x}：未发现问题", "{x}: 문제 없음")
FOUND: Final = Words("{x}: findings: {n}, of which errors: {e}", "{x}：发现{n}项，其中错误{e}项", "{x}: 발견 {n}건(오류 {e}건)")
NO_PROCEDURES: Final = Words("the pack has no procedures", "该政策包没有办理流程", "이 팩에는 절차가 없습니다")
