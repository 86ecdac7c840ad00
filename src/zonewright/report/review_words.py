"""The words of the review: what labels, figures, flags and reasons are called, and what the reviewer is told."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from zonewright.conditions import phrases
from zonewright.interpret.draft_words import INSTRUMENTS, METRICS
from zonewright.provisions.changes import written
from zonewright.provisions.model import Confidence, Quantity, Value
from zonewright.provisions.review import Decision
from zonewright.values import Words

MODALITIES: Final[Mapping[str, Words]] = {
    "must": Words("must", "应当", "의무"),
    "may": Words("may", "可以", "재량·허용"),
    "is_to": Words("is to", "推进实施", "추진"),
    "encouraged": Words("encouraged", "鼓励", "장려"),
    "supported": Words("supported", "支持", "지원"),
    "planned": Words("planned", "谋划", "계획"),
    "explore": Words("explored", "探索试点", "시범·모색"),
    "prohibited": Words("prohibited", "禁止", "금지"),
    "declared": Words("declared", "范围与效力", "범위·효력"),
}
ROLES: Final[Mapping[str, Words]] = {
    "threshold": Words("threshold", "资格条件", "자격 기준"),
    "amount": Words("amount", "金额", "금액"),
    "cap": Words("cap", "上限", "한도"),
    "rate": Words("rate", "比例", "비율"),
    "duration": Words("duration", "期限", "기간"),
    "deadline": Words("deadline", "时限", "기한"),
    "date": Words("date", "日期", "날짜"),
    "quantity": Words("planned size", "规划规模", "계획 규모"),
}
OPS: Final[Mapping[str, Words]] = {
    ">=": Words("at least", "不低于", "이상"),
    "<=": Words("at most", "不超过", "이하"),
    ">": Words("over", "超过", "초과"),
    "<": Words("under", "低于", "미만"),
    "=": Words("equal to", "等于", "동일"),
    "range": Words("from … to", "区间", "범위"),
}
UNITS: Final[Mapping[str, Words]] = {
    "year": Words("years", "年", "년"),
    "month": Words("months", "个月", "개월"),
    "day": Words("days", "日", "일"),
    "hour": Words("hours", "小时", "시간"),
    "mu": Words("mu", "亩", "무"),
    "m2": Words("m²", "平方米", "㎡"),
    "person": Words("persons", "人", "명"),
    "count": Words("(count)", "个", "개"),
    "point": Words("points", "分", "점"),
    "date": Words("", "", ""),
}
_ALL_UNITS: Final[Mapping[str, Words]] = {**phrases.UNITS, **UNITS}
FLAGS: Final[Mapping[str, Words]] = {
    "no_comparator": Words("no “at least” or “at most”", "未写明下限或上限", "이상·이하 표시 없음"),
    "currency_assumed": Words("the currency is not printed", "未写明币种", "통화가 적혀 있지 않음"),
    "range_reversed": Words("the range runs backwards", "区间上下限颠倒", "하한이 상한보다 큼"),
    "ladder_mismatch": Words("grades and amounts differ in number", "档次与金额数目不一致", "등급 수와 금액 수가 다름"),
    "odd_scale": Words("an unusual scale word", "数量级存疑", "자릿수 확인 필요"),
    "unit_unsure": Words("the unit comes from the surroundings", "单位按上下文推断", "단위를 문맥으로 추정"),
    "far_comparator": Words(
        "the comparator stands apart from the figure",
        "比较词与数字不相邻",
        "비교 표현이 수치와 떨어져 있음",
    ),
    "discretion": Words("decided case by case", "逐案研究（一事一议）", "개별 심의 사항"),
    "exception": Words("there is an exception", "有除外规定", "예외 규정 있음"),
    "disagreement": Words("two readings differ", "两种解读不一致", "두 해석이 서로 다름"),
    "cut": Words("only the beginning was read", "条文过长，仅解读开头部分", "조항이 길어 앞부분만 해석함"),
}
MARKS: Final[Mapping[str, Words]] = {
    "actor": Words("actor", "行为主体", "행위 주체"),
    "beneficiary": Words("beneficiary", "受益对象", "수혜 대상"),
    "authority": Words("authority", "主管部门", "담당 기관"),
    "country": Words("partner country", "合作国家", "협력국"),
    "action": Words("action", "行为", "행위"),
    "exception": Words("exception", "除外", "예외"),
    "reference": Words("reference", "引用", "인용"),
    "stacking": Words("with other support", "与其他政策的关系", "다른 지원과의 관계"),
    "discretion": Words("discretion", "裁量", "재량"),
    "ladder": Words("grades in a row", "分档", "등급별 나열"),
    "entry_into_force": Words("entry into force", "施行", "시행"),
    "repeal": Words("repeal", "废止", "폐지"),
    "expiry": Words("expiry", "失效", "효력 만료"),
}
CONFIDENCE: Final[Mapping[Confidence, Words]] = {
    Confidence.HIGH: Words("high confidence", "可信度高", "신뢰도 높음"),
    Confidence.MEDIUM: Words("medium confidence", "可信度中", "신뢰도 보통"),
    Confidence.LOW: Words("low confidence", "可信度低", "신뢰도 낮음"),
}
VERDICTS: Final[Mapping[str, Words]] = {
    "": Words("suggested", "待审核", "미검토"),
    "accepted": Words("accepted", "已采纳", "채택"),
    "rejected": Words("rejected", "未采纳", "불채택"),
    "edited": Words("edited", "已修改", "수정"),
}
REASONS: Final[Mapping[str, Words]] = {
    "wrong_span": Words("the wrong words are marked", "标注范围有误", "표시 범위 오류"),
    "wrong_value": Words("the value is wrong", "数值有误", "값 오류"),
    "wrong_label": Words("the label is wrong", "类别有误", "분류 오류"),
    "not_a_provision": Words("this is no provision", "不属于政策条文", "정책 조항이 아님"),
    "duplicate": Words("it stands elsewhere already", "与其他条文重复", "다른 항목과 중복"),
    "other": Words("another reason", "其他原因", "그 밖의 사유"),
}
CODE_REASONS: Final[Mapping[str, Words]] = {
    "concept": Words("in the lexicon", "词表收录", "용어집 수록"),
    "concept within": Words("part of it is in the lexicon", "部分文字见于词表", "일부가 용어집에 있음"),
    "concept near": Words("near to a word of the lexicon", "与词表用语相近", "용어집 표현과 유사"),
    "title": Words("near to an official title", "与行业分类标准中的名称相近", "산업분류 명칭과 유사"),
}
PARTS: Final[Mapping[str, Words]] = {
    "modality": Words("Modality", "规范性质", "규범 성격"),
    "instruments": Words("Instruments", "措施类型", "지원 수단"),
    "fields": Words("Fields", "产业领域", "산업 분야"),
    "marks": Words("Also read", "其他解读结果", "그 밖의 해석"),
    "figures": Words("Figures", "数值", "수치"),
    "role": Words("Role", "数值性质", "수치 성격"),
    "op": Words("Comparator", "比较方式", "비교 방식"),
    "value": Words("Value", "数值", "값"),
    "unit": Words("Unit", "单位", "단위"),
    "per": Words("Counted per", "计算单位", "산정 단위"),
    "metric": Words("Measured", "指标名称", "지표"),
    "start": Words("From", "起点", "시작"),
    "end": Words("To", "终点", "끝"),
    "note": Words("Note", "备注", "비고"),
    "codes": Words("Codes", "行业代码", "산업 코드"),
}
PAGE: Final[Mapping[str, Words]] = {
    "title": Words("Review of a draft", "草稿审核", "초안 검토"),
    "text": Words("Text", "原文", "원문"),
    "provisions": Words("Provisions", "条文", "조항"),
    "provision": Words("provision", "条文", "조항"),
    "figure": Words("figure", "数值", "수치"),
    "field": Words("field", "领域", "분야"),
    "progress": Words("{n} of {m} decided", "已审核{n}项，共{m}项", "{m}건 중 {n}건 검토 완료"),
    "accept": Words("Accept", "采纳", "채택"),
    "reject": Words("Reject", "不采纳", "불채택"),
    "edit": Words("Edit", "修改", "수정"),
    "undo": Words("Undo", "撤销", "취소"),
    "next": Words("Next", "下一项", "다음"),
    "previous": Words("Previous", "上一项", "이전"),
    "find": Words("Find words", "查找文字", "문구 찾기"),
    "help": Words("Keys", "快捷键", "단축키"),
    "close": Words("Close", "关闭", "닫기"),
    "save": Words("Keep the change", "保存修改", "수정 내용 저장"),
    "flagged": Words("Flagged", "需核实", "확인 필요"),
    "money": Words("Money", "涉及金额", "금액 관련"),
    "undecided": Words("To decide", "待审核", "미검토"),
    "by_queue": Words("Most urgent first", "按优先级", "우선순위순"),
    "by_text": Words("As in the text", "按原文顺序", "원문순"),
    "order": Words("Order", "排序", "정렬"),
    "filters": Words("Show only", "筛选", "보기 조건"),
    "download": Words("Download decisions", "下载审核意见", "검토 결과 내려받기"),
    "copy_lines": Words("Copy", "复制", "복사"),
    "copied": Words("Copied.", "已复制。", "복사했습니다."),
    "by": Words("Your name", "审核人姓名", "검토자 이름"),
    "needs_name": Words(
        "Write your name first: every decision bears one.",
        "请先填写姓名，每项审核意见均须署名。",
        "먼저 이름을 입력하십시오. 모든 검토 결과에 검토자 이름이 기록됩니다.",
    ),
    "reason": Words("Why is it rejected?", "不采纳的原因", "불채택 사유"),
    "sure": Words(
        "Accept {n} sure provisions without figures",
        "一并采纳{n}条可信度高且不含数值的条文",
        "신뢰도 높고 수치 없는 조항 {n}건 일괄 채택",
    ),
    "sure_note": Words(
        "accepted together: high confidence, no figures",
        "一并采纳：可信度高且不含数值",
        "일괄 채택: 신뢰도 높음, 수치 없음",
    ),
    "needs_note": Words(
        "The value differs from the words: say why in the note.",
        "数值与原文不一致，请在备注中说明理由。",
        "값이 원문과 다릅니다. 비고란에 사유를 입력하십시오.",
    ),
    "bad_value": Words(
        "Write a number, a day such as 2026-12-31, or two with “..” between them.",
        "请填写数字、日期（如2026-12-31），或用“..”连接的两个数值。",
        "숫자, 날짜(예: 2026-12-31) 또는 ‘..’로 이은 두 값을 입력하십시오.",
    ),
    "bad_range": Words(
        "A range has two values; any other figure has one.",
        "区间须有两个数值，其他比较方式只有一个。",
        "범위에는 값을 두 개, 그 밖에는 한 개만 입력하십시오.",
    ),
    "bad_date": Words(
        "A date takes a day as its value; any other unit takes a number.",
        "单位为日期的，应填写具体日期；其他单位应填写数字。",
        "단위가 날짜이면 날짜를, 그 밖의 단위이면 숫자를 입력하십시오.",
    ),
    "bad_unit": Words("Take a unit from the list.", "请从列表中选择单位。", "목록에 있는 단위를 선택하십시오."),
    "bad_field": Words(
        "These words do not stand in the provision: {v}",
        "条文中无此文字：{v}",
        "조항에 없는 문구입니다: {v}",
    ),
    "most_instruments": Words(
        "Choose one to three instruments.",
        "请选择一至三种措施类型。",
        "지원 수단을 1개 이상 3개 이하로 선택하십시오.",
    ),
    "no_change": Words("Nothing was changed.", "未作修改。", "수정된 내용이 없습니다."),
    "fields_hint": Words(
        "one a line, in the words of the provision",
        "每行填写一项，文字须与条文一致",
        "한 줄에 하나씩, 조항의 문구 그대로",
    ),
    "in_text": Words("in the text", "查看原文", "원문 보기"),
    "under": Words("Under: {v}", "上级标题：{v}", "상위 제목: {v}"),
    "lead": Words("continues {v}", "承接{v}", "{v}에 이어짐"),
    "rule": Words("rule {rule}", "规则{rule}", "규칙 {rule}"),
    "on_words": Words("rule {rule}: “{v}”", "规则{rule}：“{v}”", "규칙 {rule}: ‘{v}’"),
    "number": Words("Provision {n}", "条文{n}", "조항 {n}"),
    "nothing": Words("Nothing is left in this view.", "当前筛选条件下没有项目。", "이 조건에 해당하는 항목이 없습니다."),
    "kept_here": Words(
        "Decisions are kept in this browser until you download them; then: zonewright review PACK --import FILE",
        "审核意见仅保存在本浏览器中，请下载后执行：zonewright review PACK --import 文件",
        "검토 결과는 이 브라우저에만 저장됩니다. 내려받은 뒤 다음을 실행하십시오: zonewright review PACK --import 파일",
    ),
    "not_kept": Words(
        "This browser keeps nothing: download before you close the page.",
        "本浏览器无法保存审核意见，关闭页面前请先下载。",
        "이 브라우저에는 저장되지 않습니다. 페이지를 닫기 전에 내려받으십시오.",
    ),
    "no_script": Words(
        "Without JavaScript the page can be read and printed; decisions are taken in the terminal.",
        "未启用JavaScript时，本页仅供阅读和打印，请在终端中审核。",
        "자바스크립트를 사용할 수 없으면 읽기와 인쇄만 가능합니다. 검토는 터미널에서 하십시오.",
    ),
    "by_hand": Words("{verdict} by {by}, {on}", "{verdict}（审核人：{by}，{on}）", "{verdict}(검토자: {by}, {on})"),
    "legend": Words(
        "dashed: suggested; solid: accepted; double: edited; struck through: rejected",
        "虚线为待审核，实线为已采纳，双线为已修改，删除线为未采纳",
        "점선: 미검토, 실선: 채택, 이중선: 수정, 취소선: 불채택",
    ),
}  # fmt: skip


def called(table: Mapping[str, Words], word: str, language: str) -> str:
    """What a word of a closed list is called; a word that has no name stands as it is."""
    return table[word].in_language(language) if word in table else word


def instrument(word: str, language: str) -> str:
    """What an instrument is called."""
    return called(INSTRUMENTS, word, language)


def metric(word: str, language: str) -> str:
    """What a figure measures."""
    return called(METRICS, word, language)


def figure(one: Quantity, language: str) -> str:
    """A figure in words: comparator, value, unit, and what it is counted per.

    >>> from zonewright.provisions.model import Evidence
    >>> figure(Quantity(0, 1, "cap", "<=", 5000000, "CNY", Evidence("", 0, 1), per="year"), "ko")
    '5,000,000위안/년 이하'
    """
    unit = called(_ALL_UNITS, one.unit, language)
    unit = f" {unit}" if unit not in {"", "%"} and (language == "en" or unit.isascii()) else unit
    per = called(_ALL_UNITS, one.per, language).removesuffix("s") if one.per else ""
    per = per and (f" / {per}" if language == "en" else f"/{per}")
    if isinstance(one.value, tuple):
        joint = {"en": " to ", "zh": "至", "ko": "~"}[language]
        return joint.join(map(_digits, one.value)) + unit + per
    said = _digits(one.value) + (unit.removesuffix("s") if one.value == 1 else unit) + per
    if one.op == "=":
        return said
    op = called(OPS, one.op, language)
    return {"en": f"{op} {said}", "zh": f"{op}{said}", "ko": f"{said} {op}"}[language]


def standing(decision: Decision | None, language: str) -> str:
    """How an item stands: suggested, or what was decided, by whom, why, and what was changed."""
    if decision is None:
        return VERDICTS[""].in_language(language)
    verdict = called(VERDICTS, decision.verdict, language)
    told = [PAGE["by_hand"].in_language(language).format(verdict=verdict, by=decision.by, on=decision.on)]
    told += [called(REASONS, decision.reason, language)] if decision.reason else []
    told += [f"{called(PARTS, key, language)} → {_shown(value)}" for key, value in decision.change.items()]
    return " · ".join([*told, decision.note] if decision.note else told)


def _digits(value: Value) -> str:
    return f"{value:,}" if isinstance(value, int) else written(value)


def _shown(value: object) -> str:
    match value:
        case int() | Fraction() | (int() | Fraction() | str(), int() | Fraction() | str()):
            return written(value)  # type: ignore[arg-type]
        case list():
            return ", ".join(map(_shown, value))
        case {"start": start, "end": end}:
            return f"{start}-{end}"
        case _:
            return str(value)
