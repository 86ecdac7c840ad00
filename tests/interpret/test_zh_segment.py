"""Where provisions of Chinese policies begin and end."""

import pytest

from zonewright.interpret.readers import read_text
from zonewright.interpret.reading import read_document


def provisions(text):
    document = read_text(text, "policy", "zh")
    reading = read_document(document)
    ends = [0, *(one.end for one in reading.provisions)]
    assert all(end <= one.start < one.end <= len(text) for end, one in zip(ends, reading.provisions, strict=False))
    return [reading.words(one) for one in reading.provisions]


#: one paragraph of a numbered text, and the provisions in it
PARAGRAPHS = [
    (
        "鼓励境外高层次人才到示范区创新创业和投资。支持高校共建实验室。",
        ["鼓励境外高层次人才到示范区创新创业和投资。", "支持高校共建实验室。"],
    ),
    ("取消其资格并全额追缴，三年内不再受理申请。", ["取消其资格并全额追缴，三年内不再受理申请。"]),
    ("责令限期退回，三年内不得再次申报。", ["责令限期退回", "三年内不得再次申报。"]),
    ("试点退货中心仓模式，并探索海运快件直航。", ["试点退货中心仓模式", "并探索海运快件直航。"]),
    (
        "用工补助：新招员工满一年的，600元/人；紧缺工种1000元/人。",
        ["用工补助：新招员工满一年的，600元/人", "紧缺工种1000元/人。"],
    ),
    ("对企业,给予50万元奖励;对个人,给予5万元奖励.", ["对企业,给予50万元奖励", "对个人,给予5万元奖励."]),
    ("园区由企业牵头组建实验室，并拟在2027年底前申报国家级。", ["园区由企业牵头组建实验室", "并拟在2027年底前申报国家级。"]),
    ("对A类企业给予50万元奖励；对B类企业给予30万元奖励。", ["对A类企业给予50万元奖励", "对B类企业给予30万元奖励。"]),
    ("加快机器人产业园建设，谋划布局冰雪装备园区。", ["加快机器人产业园建设", "谋划布局冰雪装备园区。"]),
    ("支持企业开拓市场，支持银行设立分支机构。", ["支持企业开拓市场", "支持银行设立分支机构。"]),
    ("鼓励企业参加展会，对参展企业按展位费的70%补助。", ["鼓励企业参加展会，对参展企业按展位费的70%补助。"]),
    ("支持企业建设中试基地，择优给予200万元支持。", ["支持企业建设中试基地，择优给予200万元支持。"]),
    ("支持企业技术改造，推动产业升级，提升竞争力。", ["支持企业技术改造，推动产业升级，提升竞争力。"]),
    ("对认定的国家级、省级中心，分别给予100万元、30万元奖励。", ["对认定的国家级、省级中心，分别给予100万元、30万元奖励。"]),
    ("本办法由财政局负责解释，自2026年1月1日起施行。", ["本办法由财政局负责解释", "自2026年1月1日起施行。"]),
    ("本政策自发布之日起施行，原政策同时废止。", ["本政策自发布之日起施行，原政策同时废止。"]),
    ("本意见自印发之日起施行，执行期间可根据情况调整。", ["本意见自印发之日起施行", "执行期间可根据情况调整。"]),
    (
        "申报单位应当提交材料，弄虚作假骗取资金的，由财政局追回。",
        ["申报单位应当提交材料", "弄虚作假骗取资金的，由财政局追回。"],
    ),
    ("各单位要加强绩效评价，严禁挪用专项资金。", ["各单位要加强绩效评价", "严禁挪用专项资金。"]),
    ("近三年发生重大事故的企业，不予支持。", ["近三年发生重大事故的企业，不予支持。"]),
    ("享受补贴期间，企业不得转租厂房。", ["享受补贴期间，企业不得转租厂房。"]),
    ("除国家另有规定外，外商投资旅行社不得经营出国旅游业务。", ["除国家另有规定外，外商投资旅行社不得经营出国旅游业务。"]),
    ("注册资本不得少于五十万元，合作期限不得超过二十年。", ["注册资本不得少于五十万元，合作期限不得超过二十年。"]),
    (
        "对取得国家专利的新产品；取得认定证书的新产品；进入目录的新产品，给予企业10万元支持。",
        ["对取得国家专利的新产品；取得认定证书的新产品；进入目录的新产品，给予企业10万元支持。"],
    ),
    (
        "投资1亿元以上的，按3%给予奖励；5亿元以上的，按5%给予奖励，最高3000万元。",
        ["投资1亿元以上的，按3%给予奖励", "5亿元以上的，按5%给予奖励，最高3000万元。"],
    ),
    (
        "申请材料齐全的，应当当场受理；情况复杂的，可以延长三日。",
        ["申请材料齐全的，应当当场受理", "情况复杂的，可以延长三日。"],
    ),
    ("鼓励项目落户。对新落户的项目给予10万元奖励。", ["对新落户的项目给予10万元奖励。"]),
    ("推行“一窗受理；一网通办。”服务模式。", ["推行“一窗受理；一网通办。”服务模式。"]),
    ("对企业（含分公司；不含办事处。）给予10万元奖励。", ["对企业（含分公司；不含办事处。）给予10万元奖励。"]),
    ("力争到2028年产值突破500亿元，新增企业60家以上。", ["力争到2028年产值突破500亿元，新增企业60家以上。"]),
    ("投产达效后，视情况给予企业100万元支持。", ["投产达效后，视情况给予企业100万元支持。"]),
    ("通关时限压缩至3日。（责任单位：行政审批局、海关）", ["通关时限压缩至3日。"]),
    ("同一事项重复的，就高不重复；上级要求配套的除外。", ["同一事项重复的，就高不重复；上级要求配套的除外。"]),
    ("租金补贴。对租用标准厂房的企业，按租金的50%补贴。", ["对租用标准厂房的企业，按租金的50%补贴。"]),
    ("奖励标准：国家级100万元，省级50万元。", ["奖励标准：国家级100万元，省级50万元。"]),
    ("补贴标准：对新落户的企业给予10万元补贴。", ["对新落户的企业给予10万元补贴。"]),
    ("本措施所称企业，是指在园区注册的法人企业。", []),
    ("本措施所称韩资企业，是指韩国投资者持股不低于25%的企业。", ["本措施所称韩资企业，是指韩国投资者持股不低于25%的企业。"]),
    ("为促进产业发展，根据有关规定，制定本措施。", []),
    ("企业能享受哪些补贴？", []),
    ("联系人：李主任　电话：0000-1234567", []),
]


@pytest.mark.parametrize(("paragraph", "expected"), PARAGRAPHS, ids=[row[0] for row in PARAGRAPHS])
def test_a_paragraph_is_cut_into_its_statements(paragraph, expected):
    assert provisions(f"若干措施\n\n第一章　总则\n\n第二条　{paragraph}\n") == expected


def test_conditions_are_told_one_by_one_under_their_lead_in():
    text = "办法\n\n第一条　申报企业应当符合下列条件：\n（一）注册满一年；\n（二）职工不少于20人。\n"
    assert provisions(text) == ["申报企业应当符合下列条件：", "注册满一年", "职工不少于20人。"]
    reading = read_document(read_text(text, "policy", "zh"))
    assert [one.modality.value for one in reading.provisions] == ["must"] * 3
    assert {one.inherits for one in reading.provisions[1:]} == {reading.provisions[0].eid}


def test_a_list_of_mere_names_is_one_provision_with_its_lead_in():
    text = "办法\n\n第一条　试验区重点发展下列产业：\n（一）医药和医疗器械；\n（二）影视、动漫和游戏。\n"
    assert provisions(text) == ["试验区重点发展下列产业：\n（一）医药和医疗器械；\n（二）影视、动漫和游戏。"]


def test_a_row_that_pays_is_a_provision_and_its_header_is_not():
    text = "办法\n\n一、标准\n类别 | 条件 | 奖励\n甲类 | 首次认定 | 80万元\n乙类 | 首次认定 | 30万元\n"
    assert provisions(text) == ["甲类 | 首次认定 | 80万元", "乙类 | 首次认定 | 30万元"]


def test_the_number_of_a_row_is_no_part_of_it():
    table = "重点任务\n序号 | 任务 | 完成时限\n1 | 建设货站 | 2026年底前\n2 | 开通航线 | 2027年底前\n"
    assert provisions(table) == ["建设货站 | 2026年底前", "开通航线 | 2027年底前"]


def test_the_line_over_a_table_gives_its_unit():
    table = "一、补贴标准\n标准见下表（单位：元/TEU）：\n线路 | 普通货物 | 冷链货物\n近洋航线 | 200 | 300\n"
    (row,) = read_document(read_text(table, "policy", "zh")).provisions
    assert [(one.role, one.op, one.value, one.unit) for one in row.conditions] == [
        ("amount", "=", 200, "CNY"),
        ("amount", "=", 300, "CNY"),
    ]


def test_a_word_broken_by_a_line_end_is_read_whole():
    body = (
        "第一条　对新引进的半导体材料项目，固定资产投资达到五亿元以上并按期竣工投产的，按照实际完成固定资产投"
        "资额的百分之八给予一次性奖励，"
        "单个项目最高不超过1000万元。鼓励项目单位与高等学校联合设立研发机构，开展关键技术攻关和成果转化，提升产业链协同水平。"
    )
    wide = 29
    text = "若干措施\n\n第一章　总则\n\n" + "\n".join(body[at : at + wide] for at in range(0, len(body), wide)) + "\n"
    assert "给予" not in text
    reading = read_document(read_text(text, "policy", "zh"))
    paid, encouraged = reading.provisions
    assert (paid.modality.value, encouraged.modality.value) == ("supported", "encouraged")
    assert [reading.document.text[one.start : one.end].replace("\n", "") for one in paid.conditions] == [
        "达到五亿元以上",
        "百分之八",
        "最高不超过1000万元",
    ]


@pytest.mark.parametrize(
    "hostile",
    ["，" * 200_000, "；" * 200_000, "（" * 200_000, "“" * 200_000, "支持，" * 20_000, "的，" * 20_000, "给予\x00\u202e"],
)
def test_a_hostile_text_ends(hostile):
    provisions(hostile)
