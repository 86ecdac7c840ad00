"""The words of layouts, in English, Chinese and Korean."""

from __future__ import annotations

from typing import Final

from zonewright.values import Words

LAYOUT: Final = Words("Layout", "项目布局", "배치안")
SAMPLE: Final = Words(
    "sample: premises and projects are made up", "示例：载体和项目均为虚构", "예시: 입지와 사업은 모두 가상입니다"
)
PLACED: Final = Words("{n} of {m} projects are placed", "{m}个项目中已安置{n}个", "사업 {m}건 중 {n}건 배치")
FILLED: Final = Words("{v} of {w} are taken ({s})", "已用{v}，共{w}（{s}）", "전체 {w} 중 {v} 사용({s})")
PROVEN: Final = Words("no better layout exists", "已证明没有更优方案", "더 나은 배치안이 없음이 증명됨")
GAP: Final = Words(
    "proven to be within {s} of the best there is",
    "与最优方案的差距不超过{s}（已证明）",
    "최적안과의 차이가 {s} 이내임이 증명됨",
)
NO_GAP: Final = Words("how far it is from the best is not known", "与最优方案的差距尚不明确", "최적안과의 차이는 알 수 없음")
OBJECTIVE: Final = Words("objective", "目标值", "목적값")
TERMS: Final = {
    "placed": Words("projects placed, by weight", "已安置项目（加权）", "배치 사업(가중)"),
    "worth": Words("worth of the places", "选址价值", "입지 가치"),
    "filled": Words("area taken, m2", "已用面积（平方米）", "사용 면적(㎡)"),
    "fit": Words("nearness to the preferred area", "与期望面积的接近程度", "희망 면적과의 근접도"),
    "flows": Words("flows times distance", "流量与距离之积", "물류량×거리"),
    "synergy": Words("synergy", "协同效应", "시너지"),
    "investment": Words("investment", "投资", "투자"),
    "tax": Words("tax", "税收", "세수"),
    "jobs": Words("jobs", "就业岗位", "일자리"),
    "moves": Words("moves", "搬迁", "이전"),
    "fairness": Words("difference between parks", "园区间差距", "단지 간 격차"),
}
#: Heads of tables.
NUMBER: Final = Words("no.", "序号", "번호")
PROJECT: Final = Words("project", "项目", "사업")
PLACE: Final = Words("place", "位置", "위치")
PARK: Final = Words("park", "园区", "단지")
AREA: Final = Words("area", "面积", "면적")
WHY: Final = Words("why", "理由", "이유")
PLACEMENTS: Final = Words("Where each project goes", "项目落位", "사업별 배치")
UNPLACED: Final = Words("Not placed", "未安置项目", "배치되지 않은 사업")
ALL_PLACED: Final = Words("every project is placed", "全部项目均已安置", "모든 사업이 배치됨")
PARKS: Final = Words("How full the parks are", "园区使用情况", "단지별 사용률")
SHARE: Final = Words("taken", "已用比例", "사용률")
#: The map.
MAP: Final = Words("Map", "地图", "지도")
NO_MAP: Final = Words(
    "there is no map: the premises have no outlines", "没有地图：载体未提供边界", "지도 없음: 입지의 경계가 없습니다"
)
LEGEND: Final = Words("share of the area that is taken", "面积使用比例", "면적 사용률")
CLASSES: Final = (
    Words("nothing", "未使用", "없음"),
    Words("up to 50 %", "50%以下", "50% 이하"),
    Words("up to 80 %", "50%至80%", "80% 이하"),
    Words("below 100 %", "80%至100%", "100% 미만"),
    Words("all of it", "全部", "전부"),
)
NOT_GIVEN: Final = Words("only holds others", "不单独出让", "개별 배정 없음")
NORTH: Final = Words("N", "北", "북")
#: Why a project stands where it does.
MET: Final = Words("{p}: {v}, asked {a}", "{p}：{v}，要求{a}", "{p}: {v}, 요구 {a}")
NOT_KNOWN_MET: Final = Words("{p}: not known, asked {a}", "{p}：不详，要求{a}", "{p}: 미확인, 요구 {a}")
WORTH: Final = Words("worth {n}", "价值{n}", "가치 {n}")
ONE_OPTION: Final = Words("the only place that fits", "唯一合适的位置", "유일하게 맞는 자리")
OPTIONS: Final = Words("one of {n} places that fit", "{n}个合适方案之一", "맞는 자리 {n}곳 중 하나")
LOCKED: Final = Words("locked here", "已锁定在此", "이 자리로 고정됨")
STAYED: Final = Words("stays where it is", "保持现址", "현 위치 유지")
MOVED: Final = Words("moves from {x}", "自{x}迁入", "{x}에서 이전")
#: Why a plot is no option.
NEED: Final = {
    "at_least": Words("at least {v}", "不低于{v}", "{v} 이상"),
    "at_most": Words("at most {v}", "不超过{v}", "{v} 이하"),
    "is": Words("{v}", "{v}", "{v}"),
    "one_of": Words("one of: {v}", "{v}之一", "{v} 중 하나"),
}
REASON: Final = {
    "too_small": Words("too small: {v}, needs {a}", "面积不足：{v}，需要{a}", "면적 부족: {v}, 필요 {a}"),
    "need": Words("{p}: {v}, asked {a}", "{p}：{v}，要求{a}", "{p}: {v}, 요구 {a}"),
    "not_known": Words("{p} is not known", "{p}不详", "{p} 미확인"),
    "not_available": Words("not free on all its days ({v})", "使用期内不可用（{v}）", "사용 기간 중 이용 불가({v})"),
    "over_budget": Words("the rent, {v}, is above its budget, {a}", "租金{v}超出预算{a}", "임대료 {v}, 예산 {a} 초과"),
    "forbidden": Words("ruled out for it", "已排除", "배제된 자리"),
    "not_verified": Words(
        "the record is too old to rely on ({v})", "记录过旧，不可采信（{v}）", "기록이 오래되어 쓸 수 없음({v})"
    ),
    "not_listed": Words("not on its own list", "不在其备选清单中", "자체 후보 목록에 없음"),
}
#: The same, of many plots.
REASON_OF_MANY: Final = {
    "too_small": Words("too small", "面积不足", "면적 부족"),
    "need": Words("{p} does not meet the need", "{p}不符合要求", "{p} 요건 미충족"),
    "not_known": Words("{p} is not known", "{p}不详", "{p} 미확인"),
    "not_available": Words("not free on all its days", "使用期内不可用", "사용 기간 중 이용 불가"),
    "over_budget": Words("the rent is above its budget", "租金超出预算", "임대료가 예산 초과"),
    "forbidden": Words("ruled out for it", "已排除", "배제된 자리"),
    "not_verified": Words("the record is too old to rely on", "记录过旧，不可采信", "기록이 오래되어 쓸 수 없음"),
    "not_listed": Words("not on its own list", "不在其备选清单中", "자체 후보 목록에 없음"),
}
COUNTED: Final = Words("{r}: {n} of {m} plots", "{r}：{m}个地块中{n}个", "{r}: 필지 {m}곳 중 {n}곳")
NEAREST: Final = Words("nearest", "最接近", "가장 가까운 자리")
NOTHING_FITS: Final = Words("no place fits", "没有合适的位置", "맞는 자리가 없음")
FITS: Final = Words("places that fit: {n}; in this layout:", "合适方案{n}个；在本方案中：", "맞는 자리 {n}곳; 이 배치안에서는:")
LOSS: Final = Words(
    "{x}: nothing stands against it, and the objective would fall by {n}",
    "{x}：并无冲突，但目标值将降低{n}",
    "{x}: 걸림은 없으나 목적값이 {n} 낮아짐",
)
GAIN: Final = Words(
    "{x}: nothing stands against it, and the objective would not fall; a longer search would place it",
    "{x}：并无冲突，目标值也不会降低；延长求解时间即可安置",
    "{x}: 걸림이 없고 목적값도 낮아지지 않음. 더 오래 탐색하면 배치됨",
)
AGAINST: Final = Words("{x}: {r}", "{x}：{r}", "{x}: {r}")
MORE: Final = Words("and {n} more", "另有{n}个", "그 밖에 {n}곳")
#: The rules that a layout may break: ``{x}`` are the others concerned, ``{n}`` by how much, ``{p}`` what a network carries.
RULES: Final = {
    "no_option": Words("it does not fit there", "不符合条件", "맞지 않는 자리"),
    "overfull": Words("{n} m2 short beside {x}", "与{x}同用时面积缺{n}平方米", "함께 쓸 면적 {n}㎡ 부족(사용 중: {x})"),
    "two_owners": Words("taken by {x}", "已由{x}使用", "이미 사용 중: {x}"),
    "overdrawn": Words("{p} is short by {n}, beside {x}", "{p}缺{n}，同时使用的有{x}", "{p} {n} 부족(함께 사용: {x})"),
    "too_near": Words("too near to {x}, by {n} m", "与{x}相距过近（差{n}米）", "거리가 {n}m 부족함: {x}"),
    "apart": Words("too near to {x}, by {n} m", "与{x}相距过近（差{n}米）", "거리가 {n}m 부족함: {x}"),
    "together": Words("too far from {x}, by {n} m", "与{x}相距过远（多{n}米）", "거리가 {n}m 초과함: {x}"),
    "lock": Words("a lock stands against it ({x})", "与锁定冲突（{x}）", "고정 조건과 충돌({x})"),
    "over_budget": Words("the budget of all rents is used up, by {n}", "租金总预算不足（差{n}）", "임대료 총예산 초과({n})"),
}
PROPERTY: Final = {
    "area": Words("area", "面积", "면적"),
    "rent": Words("rent", "租金", "임대료"),
    "park": Words("park", "园区", "단지"),
    "shared": Words("shared", "可分割", "공동 사용"),
    "floor_load": Words("floor load", "楼面荷载", "바닥 하중"),
    "clear_height": Words("clear height", "净高", "유효 높이"),
    "crane": Words("crane", "行车", "크레인"),
    "power": Words("power", "供电", "전력"),
    "water": Words("water", "供水", "용수"),
    "steam": Words("steam", "蒸汽", "스팀"),
    "gas": Words("gas", "燃气", "가스"),
    "waste_water": Words("waste water", "污水处理", "폐수"),
    "exhaust": Words("exhaust air", "废气排放", "배기"),
    "cleanroom": Words("clean room", "洁净室", "클린룸"),
    "hazard": Words("hazard class", "危险等级", "위험 등급"),
    "land_use": Words("land use", "用地性质", "토지 용도"),
    "bonded": Words("bonded", "保税", "보세"),
    "rail": Words("way to rail", "距铁路", "철도 거리"),
    "airport": Words("way to the airport", "距机场", "공항 거리"),
}
YES: Final = Words("yes", "是", "예")
NO: Final = Words("no", "否", "아니요")
FROM: Final = Words("from {d}", "自{d}起", "{d}부터")
UNTIL: Final = Words("until before {d}", "至{d}前", "{d} 전까지")
ALWAYS: Final = Words("always", "不限期", "기한 없음")
NEVER_SEEN: Final = Words("never verified", "从未核实", "확인 기록 없음")
JOIN: Final = Words("; ", "；", "; ")
COMMA: Final = Words(", ", "、", ", ")
COLON: Final = Words(": ", "：", ": ")
