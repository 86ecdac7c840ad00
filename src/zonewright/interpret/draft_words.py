"""The words that a draft says of itself in three languages; the words of the policy stay in the policy's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from zonewright.values import Words

INSTRUMENTS: Final[dict[str, Words]] = {
    "green_channel": Words("Green channel", "绿色通道", "신속 처리 창구"),
    "park": Words("Park", "园区", "단지"),
    "base": Words("Base", "基地", "기지"),
    "laboratory": Words("Laboratory or technology centre", "实验室、技术中心", "연구실·기술센터"),
    "alliance": Words("Alliance", "联盟", "협력체"),
    "qualification_recognition": Words("Recognition of qualifications", "资质认可", "자격 인정"),
    "branch_establishment": Words("Branch or headquarters", "分支机构、总部", "지점·본부 설립"),
    "talent_training": Words("Training", "人才培养", "인재 양성"),
    "talent_service": Words("Support for talent", "人才服务", "인재 지원"),
    "institution_establishment": Words("Establishment of an institution", "设立机构", "기관 설립"),
    "rnd": Words("Research and development", "研发与转化", "연구개발"),
    "industry_development": Words("Industry development", "产业发展", "산업 육성"),
    "cooperation": Words("Cooperation", "合作", "협력"),
    "land_premises": Words("Land and premises", "用地与场所", "토지·입주 공간"),
    "trade_customs": Words("Trade and customs", "贸易与通关", "무역·통관"),
    "market_access": Words("Market access", "市场准入", "시장 진입"),
    "platform_service": Words("Services and platforms", "服务与平台", "서비스·플랫폼"),
    "event": Words("Event", "活动", "행사"),
    "infrastructure": Words("Infrastructure", "基础设施", "기반시설"),
    "governance": Words("Administration", "组织管理", "행정"),
    "sanction": Words("Sanction", "违约责任", "제재"),
    "fin_grant": Words("Grant", "资金奖补", "보조금"),
    "fin_tax": Words("Tax relief", "税收优惠", "세제 감면"),
    "fin_loan": Words("Credit support", "信贷支持", "금융 지원"),
    "fin_fund": Words("Fund", "专项资金", "기금"),
    "fin_fee": Words("Relief from charges", "费用减免", "부담금 감면"),
}
ABOUT: Final = Words("{name}: {what}", "{name}：{what}", "{name}: {what}")
PLACE: Final = Words("{name} ({place})", "{name}（{place}）", "{name}({place})")

#: What a figure measures, by the name that the rules give it; any other name is told as it stands.
METRICS: Final[dict[str, Words]] = {
    "fixed_asset_investment": Words("Investment in fixed assets", "固定资产投资额", "고정자산 투자액"),
    "investment": Words("Investment", "投资额", "투자액"),
    "total_investment": Words("Total investment", "总投资", "총투자액"),
    "investment_intensity": Words("Investment per area", "投资强度", "면적당 투자액"),
    "fdi_amount": Words("Foreign direct investment", "外商投资额", "외국인투자금액"),
    "foreign_share": Words("Foreign share", "外资比例", "외국인투자비율"),
    "registered_capital": Words("Registered capital", "注册资本", "자본금"),
    "paid_in_capital": Words("Paid-in capital", "实缴资本", "납입자본금"),
    "revenue": Words("Revenue", "营业收入", "매출액"),
    "sales_revenue": Words("Sales revenue", "销售收入", "매출액"),
    "annual_sales": Words("Annual sales", "年销售额", "연간 매출액"),
    "output_value": Words("Output value", "产值", "생산액"),
    "tax_paid": Words("Tax paid", "纳税额", "납세액"),
    "local_contribution": Words("Contribution to local revenue", "地方经济贡献额", "지방재정 기여액"),
    "rnd_expense": Words("Research and development spending", "研发费用", "연구개발비"),
    "rnd_intensity": Words("Research and development intensity", "研发投入强度", "연구개발 집약도"),
    "employment": Words("Employees", "员工人数", "상시고용인원"),
    "employees": Words("Employees", "员工人数", "상시고용인원"),
    "new_employment": Words("New jobs", "新增就业人数", "신규 고용인원"),
    "rent": Words("Rent", "租金", "임대료"),
    "land_area": Words("Land area", "用地面积", "부지 면적"),
    "floor_area": Words("Floor area", "建筑面积", "건축 연면적"),
    "planting_area": Words("Planting area", "种植面积", "재배 면적"),
    "loan": Words("Loan", "贷款额", "대출금"),
    "interest": Words("Interest", "利息", "이자"),
    "export_value": Words("Exports", "出口额", "수출액"),
}
MEASURED: Final = Words("Figure asked for in {place}", "{place}所要求的数值", "{place}에서 요구하는 수치")
BASE: Final = Words("Sum that the rate in {place} is taken of", "{place}所定比例的计算基数", "{place} 비율의 산정 기준액")
COUNTED: Final = Words(
    "Number that the amount in {place} is paid for", "{place}所定标准的计发数量", "{place} 금액의 지급 대상 수량"
)
GRANTED: Final = Words("Amount fixed under {place}", "{place}核定金额", "{place} 확정 금액")
JUDGED: Final = Words("Other conditions of {place} are met", "符合{place}的其他条件", "{place}의 나머지 요건 충족")
HOW_MUCH: Final = Words("{label}: how much?", "{label}是多少？", "{label}: 얼마입니까?")
IS_IT_SO: Final = Words("{label}: is it so?", "是否{label}？", "{label}: 맞습니까?")
EVIDENCE: Final = Words(
    "the papers of the application, read beside the words of the text", "申请材料与条文原文", "신청 서류 및 조문 원문"
)
OFFICE: Final = Words(
    "Office in charge (the text does not name it)", "主管部门（原文未载明）", "담당 기관(원문에 명시되지 않음)"
)

RATE_OF: Final = Words("{rate} of: {base}", "{base}的{rate}", "{base}의 {rate}")
RATE_UP_TO: Final = Words("up to {rate} of: {base}", "不超过{base}的{rate}", "{base}의 {rate} 이내")
STATED_BASE: Final = Words("the sum that the text names", "原文所定计算基数", "원문에서 정한 기준액")
AT_MOST: Final = Words("{what}, at most {cap}", "{what}，最高{cap}", "{what}, 최대 {cap}")
UP_TO: Final = Words("up to {cap}", "最高{cap}", "최대 {cap}")
FROM_TO: Final = Words("{low} to {high}, fixed case by case", "{low}至{high}，逐案核定", "{low}~{high}, 건별로 확정")
IN_WORDS: Final = Words("As the text says: {words}", "按原文规定：{words}", "원문 규정: {words}")

TRANSLATE: Final = Words(
    "The words are those of the text and not yet translated. Who translates them?",
    "文字照录原文，尚未翻译，由谁负责翻译？",
    "원문을 그대로 옮긴 것으로 아직 번역되지 않았습니다. 누가 번역합니까?",
)
REVIEW: Final = Words(
    "Drafted by rules and not yet reviewed: is it read rightly?",
    "由规则自动起草，尚未审核：解读是否正确？",
    "규칙에 따라 자동으로 작성된 초안이며 아직 검토되지 않았습니다. 바르게 해석되었습니까?",
)
JUDGE: Final = Words(
    "Which of the words that a person judges now can become tests?",
    "目前由人工判断的表述中，哪些可以改写为能自动判定的条件？",
    "현재 사람이 판단하는 문구 중 자동으로 판정할 수 있는 요건으로 바꿀 수 있는 것은 무엇입니까?",
)
ALSO: Final = Words(
    "The text also demands in {place}: “{words}” Does it hold for this measure?",
    "原文{place}还要求：“{words}”该要求是否适用于本措施？",
    "원문은 {place}에서 다음 사항도 요구합니다. ‘{words}’ 이 조치에도 적용됩니까?",
)
LOOK: Final[dict[str, Words]] = {
    "no_comparator": Words(
        "Is “{words}” a lowest or a highest figure?", "“{words}”是下限还是上限？", "‘{words}’: 하한입니까, 상한입니까?"
    ),
    "currency_assumed": Words("Which currency is “{words}” in?", "“{words}”以何币种计？", "‘{words}’: 어느 통화입니까?"),
    "range_reversed": Words(
        "The range “{words}” runs backwards: what is meant?",
        "区间“{words}”上下限颠倒，原意为何？",
        "‘{words}’: 하한이 상한보다 큽니다. 무엇을 뜻합니까?",
    ),
    "ladder_mismatch": Words(
        "Which grade does “{words}” belong to?", "“{words}”对应哪一档？", "‘{words}’: 어느 등급에 해당합니까?"
    ),
    "odd_scale": Words("Is “{words}” printed rightly?", "“{words}”是否印刷有误？", "‘{words}’: 표기가 맞습니까?"),
    "unit_unsure": Words("What is “{words}” counted in?", "“{words}”的计量单位是什么？", "‘{words}’: 단위는 무엇입니까?"),
    "far_comparator": Words(
        "Is “{words}” read rightly as a bound?",
        "将“{words}”作为限定数值是否正确？",
        "‘{words}’: 기준 수치로 보는 것이 맞습니까?",
    ),
    "disagreement": Words(
        "Two readings of “{words}” differ: which holds?",
        "对“{words}”有两种解读，以何为准？",
        "‘{words}’에 대한 두 해석이 서로 다릅니다. 어느 것이 맞습니까?",
    ),
    "discretion": Words(
        "Who decides case by case, and by what?",
        "一事一议由谁决定，依据是什么？",
        "개별 심의는 누가 무엇을 기준으로 결정합니까?",
    ),
    "cut": Words(
        "The provision is very long and only its beginning was read: what does the rest say?",
        "条文过长，仅解读了开头部分，其余内容是什么？",
        "조항이 너무 길어 앞부분만 해석하였습니다. 나머지 내용은 무엇입니까?",
    ),
    "exception": Words(
        "The text makes an exception: whom does it leave out?",
        "条文有除外规定，哪些情形除外？",
        "예외 규정이 있습니다. 어떤 경우가 제외됩니까?",
    ),
}

ELSEWHERE: Final = Words(
    "The text points to “{words}”: what does it say there?",
    "条文援引“{words}”，所援引的内容是什么？",
    "원문이 인용한 규정 ‘{words}’의 내용은 무엇입니까?",
)

WHY: Final[dict[str, Words]] = {
    "heading": Words("title, heading or number", "标题或编号", "제목 또는 번호"),
    "space": Words("white space or punctuation between provisions", "条文之间的空白或标点", "조항 사이의 공백 또는 문장 부호"),
    "rest": Words(
        "no provision was read here; a person looks at it",
        "此处未解读出条文，须人工核对",
        "조항으로 인식되지 않은 부분으로 사람이 확인하여야 합니다",
    ),
}
DIRECTION: Final[dict[str, Words]] = {
    "must": Words(
        "A duty or requirement; it works through the measures that name it.",
        "义务或要求，由援引该条文的措施落实。",
        "의무 또는 요건으로, 이를 인용하는 조치를 통하여 적용됩니다.",
    ),
    "prohibited": Words(
        "An exclusion or prohibition; it works through the measures that name it.",
        "排除或禁止性规定，由援引该条文的措施落实。",
        "배제 또는 금지 규정으로, 이를 인용하는 조치를 통하여 적용됩니다.",
    ),
    "declared": Words(
        "Scope, competence or validity; no one has to act.",
        "关于适用范围、职权或效力的规定，无需任何人办理。",
        "적용 범위, 권한 또는 효력에 관한 규정으로, 따로 신청하거나 이행할 사항이 없습니다.",
    ),
    "other": Words(
        "An aim of the administration; it becomes operative when its procedure is published.",
        "工作要求，待公布办理程序后实施。",
        "행정 추진 사항으로, 절차가 공고되면 시행됩니다.",
    ),
}


def fill(template: Words, /, **parts: str | Words) -> Words:
    """The words with their places filled, in each language."""

    def told(language: str) -> str:
        here = {key: part.in_language(language) if isinstance(part, Words) else part for key, part in parts.items()}
        return template.in_language(language).format(**here)

    return Words(told("en"), told("zh"), told("ko"))


def same(text: str) -> Words:
    """Words of the text that nobody has translated: the original in each language."""
    return Words(text, text, text)


def listed(several: Sequence[Words]) -> Words:
    """Words one after another, as each language lists them."""
    return Words(
        ", ".join(one.en for one in several), "、".join(one.zh for one in several), ", ".join(one.ko for one in several)
    )
