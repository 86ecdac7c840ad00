"""Figures of Chinese policies: part, operator, value and unit, read by hand from the phrase."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonewright.interpret.zh.quantities import quantities
from zonewright.provisions.document import shadow
from zonewright.provisions.model import Around, Confidence

W, Y = 10_000, 100_000_000

PHRASES = [
    ("固定资产投资5000万元以上的，给予奖励", "5000万元以上", "threshold", ">=", 5000 * W, "CNY"),
    ("投资强度不低于100万元的", "不低于100万元", "threshold", ">=", 100 * W, "CNY"),
    ("注册资本不少于三千万元", "不少于三千万元", "threshold", ">=", 3000 * W, "CNY"),
    ("注册资本不得低于500万元", "不得低于500万元", "threshold", ">=", 500 * W, "CNY"),
    ("年销售收入首次突破2亿元的", "首次突破2亿元", "threshold", ">", 2 * Y, "CNY"),
    ("年营业收入超过1.5亿元的企业，给予支持", "超过1.5亿元", "threshold", ">", 15 * Y // 10, "CNY"),
    ("年营业收入达到１亿元的，奖励企业", "达到１亿元", "threshold", ">=", Y, "CNY"),
    ("年应纳税所得额不超过300万元的小型微利企业", "不超过300万元", "threshold", "<=", 300 * W, "CNY"),
    ("月销售额10万元以下的小规模纳税人，免征增值税", "10万元以下", "threshold", "<=", 10 * W, "CNY"),
    ("违法所得不足十万元的", "不足十万元", "threshold", "<", 10 * W, "CNY"),
    ("年进出口额达500万美元以上的企业，给予奖励", "达500万美元以上", "threshold", ">=", 500 * W, "USD"),
    ("实际到位外资3000万美元及以上", "3000万美元及以上", "threshold", ">=", 3000 * W, "USD"),
    ("母公司资产总额不低于4亿美元", "不低于4亿美元", "threshold", ">=", 4 * Y, "USD"),
    ("增资额达到5亿韩元以上的", "达到5亿韩元以上", "threshold", ">=", 5 * Y, "KRW"),
    ("投资额200万欧元以上的", "200万欧元以上", "threshold", ">=", 200 * W, "EUR"),
    ("投资额1000万港元以上的", "1000万港元以上", "threshold", ">=", 1000 * W, "HKD"),
    ("投资总额US$500万以上的", "US$500万以上", "threshold", ">=", 500 * W, "USD"),
    ("设备原值≥1000万元", "≥1000万元", "threshold", ">=", 1000 * W, "CNY"),
    ("投资额1亿元（含）以上的", "1亿元（含）以上", "threshold", ">=", Y, "CNY"),
    ("投资额1亿元（不含）以上的", "1亿元（不含）以上", "threshold", ">", Y, "CNY"),
    ("投资额1亿2000万元以上的", "1亿2000万元以上", "threshold", ">=", 12000 * W, "CNY"),
    ("固定资产投资3 000万元", "", "", "", 0, ""),
    ("投资额在5000万元（含）至1亿元的，按3%给予奖励", "5000万元（含）至1亿元", "threshold", "range", (5000 * W, Y), "CNY"),
    (
        "实缴资本5亿元（含）以上、10亿元以下的，奖励",
        "5亿元（含）以上、10亿元以下",
        "threshold",
        "range",
        (5 * Y, 10 * Y),
        "CNY",
    ),
    ("投资额5000万元以上不足1亿元的，给予", "5000万元以上不足1亿元", "threshold", "range", (5000 * W, Y), "CNY"),
    ("投资额5000万元以上至1亿元（不含）的，给予", "5000万元以上至1亿元", "threshold", "range", (5000 * W, Y), "CNY"),
    ("超过100万元但不超过500万元的，给予", "超过100万元但不超过500万元", "threshold", "range", (100 * W, 500 * W), "CNY"),
    ("一次性奖励企业50万元。", "50万元", "amount", "=", 50 * W, "CNY"),
    ("给予企业20万元的奖励", "20万元", "amount", "=", 20 * W, "CNY"),
    ("一次性给予５万元奖励", "５万元", "amount", "=", 5 * W, "CNY"),
    ("一次性奖励企业100元/亩", "100元", "amount", "=", 100, "CNY"),
    ("每标箱补贴800元", "800元", "amount", "=", 800, "CNY"),
    ("每公斤补贴1.5元", "1.5元", "amount", "=", Fraction(3, 2), "CNY"),
    ("按每人1000元给予补助", "1000元", "amount", "=", 1000, "CNY"),
    ("再奖励人民币2万元", "人民币2万元", "amount", "=", 2 * W, "CNY"),
    ("给予企业10万元—100万元资金支持", "10万元—100万元", "amount", "range", (10 * W, 100 * W), "CNY"),
    ("给予10-50万元奖励", "10-50万元", "amount", "range", (10 * W, 50 * W), "CNY"),
    ("给予10万～50万元奖励", "10万～50万元", "amount", "range", (10 * W, 50 * W), "CNY"),
    ("处十万元以上五十万元以下罚款", "十万元以上五十万元以下", "amount", "range", (10 * W, 50 * W), "CNY"),
    ("给予最高80万元补助", "最高80万元", "cap", "<=", 80 * W, "CNY"),
    ("每年最高奖励不超过5000万元", "最高奖励不超过5000万元", "cap", "<=", 5000 * W, "CNY"),
    ("单个项目最高可达1亿元", "最高可达1亿元", "cap", "<=", Y, "CNY"),
    ("每户每年封顶30万元", "封顶30万元", "cap", "<=", 30 * W, "CNY"),
    ("单个项目补助上限1500万元", "上限1500万元", "cap", "<=", 1500 * W, "CNY"),
    ("单个企业每年补助不超过20万元", "不超过20万元", "cap", "<=", 20 * W, "CNY"),
    ("同一作品合计奖励不超60万元", "不超60万元", "cap", "<=", 60 * W, "CNY"),
    ("补贴标准不超过每平方米每月25元", "不超过每平方米每月25元", "cap", "<=", 25, "CNY"),
    ("给予贷款贴息，每年至多两万元", "至多两万元", "cap", "<=", 2 * W, "CNY"),
    ("年度补贴≤100万元", "≤100万元", "cap", "<=", 100 * W, "CNY"),
    ("补贴面积不超过500平方米", "不超过500平方米", "cap", "<=", 500, "m2"),
    ("补贴面积最高3000平方米", "最高3000平方米", "cap", "<=", 3000, "m2"),
    ("享受面积不超过1000㎡，给予资助", "不超过1000㎡", "cap", "<=", 1000, "m2"),
    ("新发展100—500亩的种植基地", "100—500亩", "threshold", "range", (100, 500), "mu"),
    ("对占地三亩以上的工业企业", "三亩以上", "threshold", ">=", 3, "mu"),
    ("校舍建筑面积应当在三千平方米以上", "在三千平方米以上", "threshold", ">=", 3000, "m2"),
    ("盘活闲置厂房30万平方米", "30万平方米", "quantity", "=", 300_000, "m2"),
    ("装机容量不低于10兆瓦", "不低于10兆瓦", "threshold", ">=", 10, "MW"),
    ("装机容量不低于5万千瓦", "不低于5万千瓦", "threshold", ">=", 50, "MW"),
    ("按购置额15%补助", "15%", "rate", "=", 15, "%"),
    ("按实际投资额的8%给予补助", "8%", "rate", "=", 8, "%"),
    ("按购置额１５％补助", "１５％", "rate", "=", 15, "%"),
    ("给予企业5%-20%奖励支持", "5%-20%", "rate", "range", (5, 20), "%"),
    ("按设备投资额的5-8%给予补助", "5-8%", "rate", "range", (5, 8), "%"),
    ("减按15%的税率征收企业所得税", "15%", "rate", "=", 15, "%"),
    ("按土地出让价款的百分之二十征缴土地闲置费", "百分之二十", "rate", "=", 20, "%"),
    ("按万分之五收取", "万分之五", "rate", "=", Fraction(1, 20), "%"),
    ("按千分之三给予奖励", "千分之三", "rate", "=", Fraction(3, 10), "%"),
    ("按百分之二点五给予奖励", "百分之二点五", "rate", "=", Fraction(5, 2), "%"),
    ("展位费给予八成补助", "八成", "rate", "=", 80, "%"),
    ("按国家实际到位资金1∶1给予配套", "1∶1", "rate", "=", 100, "%"),
    ("按1:0.5比例配套", "1:0.5", "rate", "=", 50, "%"),
    ("补助比例可提高2个百分点", "2个百分点", "rate", "=", 2, "%"),
    ("处违法所得一倍以上五倍以下罚款", "一倍以上五倍以下", "rate", "range", (100, 500), "%"),
    ("给予企业引进成本不低于10%的资金支持", "不低于10%", "rate", ">=", 10, "%"),
    ("可按不超过30%的比例参股", "不超过30%", "cap", "<=", 30, "%"),
    ("韩国投资者持股比例不低于25%的企业", "持股比例不低于25%", "threshold", ">=", 25, "%"),
    ("外方持股比例不得超过百分之七十", "不得超过百分之七十", "threshold", "<=", 70, "%"),
    ("对入驻率低于40%的园区", "低于40%", "threshold", "<", 40, "%"),
    ("客座率六成以上的，每架次奖励", "六成以上", "threshold", ">=", 60, "%"),
    ("研发费用占比达到百分之二以上", "达到百分之二以上", "threshold", ">=", 2, "%"),
    ("专职教师不得少于教师总数的二分之一", "不得少于教师总数的二分之一", "threshold", ">=", 50, "%"),
    ("贷款利率不高于同期LPR加50个基点的", "不高于同期LPR加50个基点", "threshold", "<=", Fraction(1, 2), "%"),
    ("给予连续三年的租金补贴", "连续三年", "duration", "=", 3, "year"),
    ("前三年给予奖励", "三年", "duration", "=", 3, "year"),
    ("资助期3年", "3年", "duration", "=", 3, "year"),
    ("有效期三年", "三年", "duration", "=", 3, "year"),
    ("期限为24个月", "24个月", "duration", "=", 24, "month"),
    ("公示期5个工作日", "5个工作日", "duration", "=", 5, "day"),
    ("近三年内发生重大事故的企业", "近三年内", "duration", "=", 3, "year"),
    ("三年内不得再次申报", "三年内", "duration", "=", 3, "year"),
    ("承诺5年内不迁离注册地址", "5年内", "duration", "=", 5, "year"),
    ("补贴期限不超过36个月", "不超过36个月", "cap", "<=", 36, "month"),
    ("合作期限最长不超过二十年", "最长不超过二十年", "cap", "<=", 20, "year"),
    ("办理有效期五年以内的居留许可", "五年以内", "cap", "<=", 5, "year"),
    ("自受理之日起五个工作日内作出决定", "自受理之日起五个工作日内", "deadline", "<=", 5, "day"),
    ("自签约之日起24个月内投产的", "自签约之日起24个月内", "deadline", "<=", 24, "month"),
    ("在收到材料后2小时内予以答复", "2小时内", "deadline", "<=", 2, "hour"),
    ("应当在期限届满三十日前提出申请", "在期限届满三十日前", "deadline", ">=", 30, "day"),
    ("自施行之日起六个月内制定细则", "自施行之日起六个月内", "deadline", "<=", 6, "month"),
    ("将审核时限压减至7个工作日", "7个工作日", "deadline", "<=", 7, "day"),
    ("缴纳社会保险满6个月的企业", "满6个月", "threshold", ">=", 6, "month"),
    ("注册登记一年以上的企业", "一年以上", "threshold", ">=", 1, "year"),
    ("投产未满两年的企业不参加分类", "未满两年", "threshold", "<", 2, "year"),
    ("逾期未开工满一年不满二年的", "满一年不满二年", "threshold", "range", (1, 2), "year"),
    ("年龄不超过45周岁", "不超过45周岁", "threshold", "<=", 45, "year"),
    ("经营期在15年以上的企业", "在15年以上", "threshold", ">=", 15, "year"),
    ("人数达到50人以上的企业，给予补助", "达到50人以上", "threshold", ">=", 50, "person"),
    ("研发人员不少于80名", "不少于80名", "threshold", ">=", 80, "person"),
    ("组织游客200人次以上的，给予奖励", "200人次以上", "threshold", ">=", 200, "person"),
    ("授权管理的企业不少于3家", "不少于3家", "threshold", ">=", 3, "count"),
    ("图书不少于五千册", "不少于五千册", "threshold", ">=", 5000, "count"),
    ("每年举办不少于2场招商活动", "不少于2场", "quantity", ">=", 2, "count"),
    ("力争新增规模以上企业60家以上", "60家以上", "quantity", ">=", 60, "count"),
    ("总分70分以上的企业", "70分以上", "threshold", ">=", 70, "point"),
    ("设立规模不低于1亿元的引导资金", "不低于1亿元", "quantity", ">=", Y, "CNY"),
    ("设立总规模10亿元的产业基金", "10亿元", "quantity", "=", 10 * Y, "CNY"),
    ("区财政每年安排不少于2亿元的专项资金", "不少于2亿元", "quantity", ">=", 2 * Y, "CNY"),
    ("产业产值突破500亿元", "突破500亿元", "quantity", ">", 500 * Y, "CNY"),
    ("自2025年9月1日起施行", "自2025年9月1日起", "date", ">=", "2025-09-01", "date"),
    ("有效期至2028年8月31日", "有效期至2028年8月31日", "date", "<=", "2028-08-31", "date"),
    ("自二〇二六年一月一日起施行", "自二〇二六年一月一日起", "date", ">=", "2026-01-01", "date"),
    ("2026年6月30日前制定细则", "2026年6月30日前", "date", "<=", "2026-06-30", "date"),
    ("2026年4月1日至4月30日填报", "2026年4月1日至4月30日", "date", "range", ("2026-04-01", "2026-04-30"), "date"),
    ("截至2027年底前完成", "截至2027年底前", "date", "<=", "2027-12-31", "date"),
    ("连续补贴租金，第三年减半。", "减半", "rate", "=", 50, "%"),
    ("委托检测按收费标准七折结算", "七折", "rate", "=", 70, "%"),
    ("固定资产投资1000万元（人民币，下同）及以上的项目", "1000万元（人民币，下同）及以上", "threshold", ">=", 1000 * W, "CNY"),
    ("自启用之日起24个月内免收仓储费", "自启用之日起24个月内", "duration", "=", 24, "month"),
    ("硕士以上3年免租，面积60㎡以内", "60㎡以内", "cap", "<=", 60, "m2"),
    ("出让的最高年限，工业用地为五十年", "五十年", "cap", "<=", 50, "year"),
    ("从签约到取得施工许可不超过30个工作日", "不超过30个工作日", "deadline", "<=", 30, "day"),
    ("年组织国际货量首次超过5000吨的", "首次超过5000吨", "threshold", ">", 5000, "吨"),
    ("担保费率降至0.5%", "0.5%", "rate", "=", Fraction(1, 2), "%"),
    ("港口年吞吐量达到5000标箱的", "达到5000标箱", "threshold", ">=", 5000, "TEU"),
    ("给予三至五万元补贴", "三至五万元", "amount", "range", (3 * W, 5 * W), "CNY"),
    ("给予三十至五十万元补贴", "三十至五十万元", "amount", "range", (30 * W, 50 * W), "CNY"),
    ("给予三千至五万元补贴", "三千至五万元", "amount", "range", (3000, 5 * W), "CNY"),
    ("给予5000至1万元补贴", "5000至1万元", "amount", "range", (5000, W), "CNY"),
    ("给予三十至五十元补贴", "三十至五十元", "amount", "range", (30, 50), "CNY"),
    ("给予新台币500万元、港币300万元", "新台币500万元", "amount", "=", 500 * W, "TWD"),
    ("给予新台币500万元、港币300万元", "港币300万元", "amount", "=", 300 * W, "HKD"),
    ("投资不低于新台币五百万元的，给予奖励", "不低于新台币五百万元", "threshold", ">=", 500 * W, "TWD"),
    ("给予港币300万元至500万元奖励", "港币300万元至500万元", "amount", "range", (300 * W, 500 * W), "HKD"),
    ("给予港币300-500万元奖励", "港币300-500万元", "amount", "range", (300 * W, 500 * W), "HKD"),
    ("贷款利率上浮不超过1.5个百分点的，给予贴息", "不超过1.5个百分点", "threshold", "<=", Fraction(3, 2), "%"),
    ("贷款利率上浮不超过1.5个百分点", "不超过1.5个百分点", "cap", "<=", Fraction(3, 2), "%"),
    ("不高于实际投资的30%且不超过500万元", "不超过500万元", "cap", "<=", 500 * W, "CNY"),
    ("一次性奖励最低10万元，最高100万元", "最低10万元", "amount", ">=", 10 * W, "CNY"),
]
PHRASES = [row for row in PHRASES if row[1]]


@pytest.mark.parametrize(("phrase", "words", "role", "op", "value", "unit"), PHRASES, ids=[row[0] for row in PHRASES])
def test_a_figure_is_read_as_it_is_written(phrase, words, role, op, value, unit):  # noqa: PLR0917
    found = [one for one in quantities(shadow(phrase), Around()) if one.unit == unit and one.value == value]
    assert [(one.role, one.op) for one in found][:1] == [(role, op)]
    stretch = phrase[found[0].start : found[0].end]
    assert words in stretch or stretch in words


@pytest.mark.parametrize(
    "phrase",
    [
        "按照《2025年第3号办法》（柳政发〔2025〕15号）第十二条第二款执行",
        "世界500强企业",
        "联系电话0439-8812345",
        "由政府会同有关部门一并研究",
        "2019年6月28日市人民政府发布的办法",
        "实施三年行动计划",
        "第三年继续补贴",
        "一式三份装订成册",
        "构建3+1产业体系",
        "持有CCAR-145部维修许可证的企业",
        "每个项目配备1名专员",
        "对100—500亩（含500亩）",
    ],
)
def test_what_decides_nothing_is_no_figure(phrase):
    found = quantities(shadow(phrase), Around())
    assert [one for one in found if one.op != "range"] == []


@pytest.mark.parametrize(
    "phrase",
    [
        "投资不低于数十万元的，给予奖励",
        "给予最高数十万元补贴",
        "几十亿元投资",
        "投资不低于-5万元的",
        "按-5%给予补贴",
        "给予最高－5万元补贴",
        "投资不低于1/0万元的",
        "给予1/2万元补贴",
        "自9999年12月31日起施行",
        "0000年1月1日起施行",
        "公元前1年1月1日起施行",
    ],
)
def test_what_cannot_be_read_surely_is_left_out(phrase):
    assert quantities(shadow(phrase), Around()) == ()


@pytest.mark.parametrize(
    ("phrase", "flag"),
    [
        ("固定资产投资5000000万元以上的", "odd_scale"),
        ("享受租金八折优惠", "unit_unsure"),
        ("享受租金8折优惠", "unit_unsure"),
        ("给予五至三万元补贴", "range_reversed"),
        ("给予500至50万元补贴", "range_reversed"),
    ],
)
def test_a_figure_of_which_a_reader_must_judge_is_flagged(phrase, flag):
    [found] = quantities(shadow(phrase), Around())
    assert flag in found.flags
    assert found.evidence.confidence is Confidence.LOW


@pytest.mark.parametrize(
    ("phrase", "per"),
    [
        ("每平方米30元/月", "m2_month"),
        ("每人每月1000元", "person_month"),
        ("给予1000元/人/年补贴", "person_year"),
        ("每月每人1000元", "person_month"),
        ("一次性奖励企业100元/亩", "mu"),
        ("每标箱补贴800元", "TEU"),
    ],
)
def test_a_sum_says_everything_that_it_is_counted_per(phrase, per):
    [found] = quantities(shadow(phrase), Around())
    assert found.per == per


def test_a_ladder_gives_each_step_its_own_amount():
    found = quantities("国家级、省级、市级分别给予最高100万元、50万元、20万元", Around())
    assert [(one.role, one.op, one.value) for one in found] == [
        ("cap", "<=", 100 * W),
        ("cap", "<=", 50 * W),
        ("cap", "<=", 20 * W),
    ]


def test_thresholds_in_a_row_share_the_comparator():
    found = quantities("年主营业务收入首次突破1亿元、5亿元、10亿元的工业企业", Around())
    assert [(one.op, one.value) for one in found] == [(">", Y), (">", 5 * Y), (">", 10 * Y)]


def test_bare_numbers_take_the_unit_at_the_end_of_the_row():
    assert [one.value for one in quantities("分别给予10、20、30万元奖励", Around())] == [10 * W, 20 * W, 30 * W]
    assert [one.value for one in quantities("分别给予1000、100、5万元奖励", Around())] == [1000 * W, 100 * W, 5 * W]


def test_a_cell_takes_the_unit_of_its_column():
    around = Around(row=True, header="类别 | 支持标准（万元）")
    [found] = quantities("单项冠军 | 200", around)
    assert (found.value, found.unit, found.role) == (200 * W, "CNY", "amount")


def test_a_range_that_falls_is_flagged():
    [found] = quantities(shadow("给予50万元—10万元奖励"), Around())
    assert found.flags == ("range_reversed",)


def test_money_without_a_currency_is_flagged():
    [found] = quantities("铺底资金达到1千万以上", Around())
    assert (found.value, found.flags) == (1000 * W, ("currency_assumed",))


#: comparator before, comparator behind, what it means
COMPARATORS = [
    ("不低于", "", ">="),
    ("不少于", "", ">="),
    ("超过", "", ">"),
    ("低于", "", "<"),
    ("不足", "", "<"),
    ("达到", "", ">="),
    ("", "以上", ">="),
    ("", "及以上", ">="),
    ("", "（含）以上", ">="),
    ("", "（不含）以上", ">"),
    ("不超过", "", "<="),
    ("", "以下", "<="),
    ("≥", "", ">="),
]
UNITS = [
    ("万元", W, "CNY"),
    ("亿元", Y, "CNY"),
    ("元", 1, "CNY"),
    ("万美元", W, "USD"),
    ("亩", 1, "mu"),
    ("平方米", 1, "m2"),
    ("%", 1, "%"),
]


@given(
    st.sampled_from(["1", "2", "10", "49", "50", "500", "1000", "1.5", "1,200"]),
    st.sampled_from(UNITS),
    st.sampled_from(COMPARATORS),
)
def test_a_figure_written_out_is_read_back(number, unit, comparator):
    word, factor, stored = unit
    before, behind, op = comparator
    [found] = quantities(f"企业指标{before}{number}{word}{behind}", Around())
    assert (found.value, found.unit, found.op) == (Fraction(number.replace(",", "")) * factor, stored, op)


@pytest.mark.parametrize(
    "hostile",
    [
        "9" * 20_000,
        "一" * 20_000,
        "（" * 20_000,
        "5%-" * 7_000,
        "100万元、" * 4_000,
        "最高" * 10_000,
        "第" * 9_999 + "1年",
        "\u202e1\x00万元",
    ],
)
def test_a_hostile_text_ends(hostile):
    for found in quantities(shadow(hostile)[:4_000], Around()):
        assert 0 <= found.start < found.end <= 4_000
