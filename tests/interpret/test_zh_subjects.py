"""What Chinese provisions are about."""

import pytest

from zonewright.interpret.readers import read_text
from zonewright.interpret.reading import read_document


def told(text):
    return [
        tuple(label.value for label in one.instruments) for one in read_document(read_text(text, "policy", "zh")).provisions
    ]


#: one provision, and the instruments it must be told with
SENTENCES = [
    ("加快建设中日智能制造产业园。", ("park",)),
    ("建设国家级中药材出口基地。", ("base",)),
    ("推动组建氢能创新中心。", ("laboratory",)),
    ("组建跨境电商产业联盟。", ("alliance",)),
    ("推进两国职业资格证书互认。", ("qualification_recognition",)),
    ("引进世界500强企业设立区域性总部。", ("branch_establishment",)),
    ("支持高校与企业共建现代产业学院。", ("talent_training",)),
    ("为高管子女就学提供便利。", ("talent_service",)),
    ("支持社会资本举办养老机构。", ("institution_establishment",)),
    ("鼓励企业开展关键核心技术攻关。", ("rnd",)),
    ("做强做优农产品精深加工。", ("industry_development",)),
    ("深化与韩国仁川市的经贸交流与合作。", ("cooperation",)),
    ("实行工业用地弹性出让。", ("land_premises",)),
    ("扩大特色农产品出口。", ("trade_customs",)),
    ("取消外资股比限制。", ("market_access",)),
    ("建设中韩跨境贸易综合服务平台。", ("platform_service",)),
    ("承办国际冰雪赛事。", ("event",)),
    ("加快推进机场扩建和高速公路建设。", ("infrastructure",)),
    ("申报单位应于每年3月31日前提交申请材料。", ("governance",)),
    ("同一项目不得重复享受市级资金。", ("governance",)),
    ("违反承诺的，全额退还已领取的奖励。", ("sanction",)),
    ("登记机关应当在三天内核发营业执照。", ("green_channel",)),
    ("审批时限压缩50%以上。", ("green_channel",)),
    ("自获利年度起，三年免征企业所得税。", ("fin_tax",)),
    ("设立10亿元的产业发展引导基金。", ("fin_fund",)),
    ("对符合条件的贷款，给予2%的贴息。", ("fin_loan",)),
    ("免收城市基础设施配套费。", ("fin_fee",)),
    ("对引进的博士研究生给予30万元安家费。", ("fin_grant", "talent_service")),
    ("对租用标准厂房的企业，按租金的50%给予补贴。", ("fin_grant", "land_premises")),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[sentence for sentence, _ in SENTENCES])
def test_a_provision_is_told_by_what_it_is_about(sentence, expected):
    assert told(f"第一条　{sentence}\n第二条　本办法自2026年1月1日起施行。\n")[0] == expected


def test_conditions_are_about_what_their_lead_in_is_about():
    text = "第一条　申请奖励的企业应当符合下列条件：\n（一）年进出口额1000万元以上；\n（二）在海关备案满一年。\n"
    assert told(text) == [("fin_grant",)] * 3


def test_an_office_and_the_title_of_a_paper_are_no_subject():
    assert told("第一条　由口岸和商务局会同财政局审核后公示5日。\n") == [("governance",)]
    assert told("第一条　按照《人才公寓管理办法》对企业给予10万元奖励。\n") == [("fin_grant",)]


def test_a_benefit_that_names_only_money_is_for_what_its_heading_names():
    assert told("一、人才引进补贴\n对年薪50万元以上的，给予5万元奖励。\n")[0] == ("fin_grant", "talent_service")
