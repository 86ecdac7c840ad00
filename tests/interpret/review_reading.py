"""A reading built by hand, so that the tests of the review stand still while rules of interpretation move."""

from fractions import Fraction

from zonewright.provisions.document import Block, BlockKind, Document
from zonewright.provisions.model import Confidence, Evidence, Label, Mark, Mention, Provision, Quantity, Reading

TEXT = """松岭扶持办法 😀

第一条 支持机器人企业落户，固定资产投资不低于5000万元的，按10%给予奖励，最高100万元。
第二条 企业应当如实申报：
（一）材料；
（二）承诺。
档次 | 比例
甲 | 3至5%
第三条 自2026年1月1日起施行。
"""


def stretch(words, text=TEXT):
    start = text.index(words)
    return start, start + len(words)


def evidence(words, level=Confidence.HIGH, text=TEXT):
    return Evidence("zh-test-rule", *stretch(words, text), level)


def figure(words, role, op, value, unit, *, level=Confidence.HIGH, **more):
    return Quantity(*stretch(words), role, op, value, unit, evidence(words, level), **more)


def provision(eid, words, modality, *instruments, level=Confidence.HIGH, **more):
    labels = tuple(Label(one, evidence(words[:2], level)) for one in instruments)
    return Provision(eid, *stretch(words), Label(modality, evidence(words[:2], level)), labels, **more)


def block(kind, words, number="", parent=-1, cells=()):
    start, end = stretch(number + words)
    return Block(kind, start, start + len(number), end, f"b{start}", number.strip(), parent=parent, cells=cells)


def row(kind, words):
    start, _ = stretch(words)
    left, _, _ = words.partition(" | ")
    cells = ((start, start + len(left)), (start + len(left) + 3, start + len(words)))
    return block(kind, words, cells=cells)


def small_reading(id="policy"):
    """Five provisions, six figures, two fields; one provision runs over three lines."""
    blocks = (
        block(BlockKind.TITLE, "松岭扶持办法 😀"),
        block(BlockKind.PARAGRAPH, "支持机器人企业落户，固定资产投资不低于5000万元的，按10%给予奖励，最高100万元。", "第一条 "),
        block(BlockKind.PARAGRAPH, "企业应当如实申报：", "第二条 "),
        block(BlockKind.ITEM, "材料；", "（一）"),
        block(BlockKind.ITEM, "承诺。", "（二）"),
        row(BlockKind.HEADER_ROW, "档次 | 比例"),
        row(BlockKind.ROW, "甲 | 3至5%"),
        block(BlockKind.PARAGRAPH, "自2026年1月1日起施行。", "第三条 "),
    )
    provisions = (
        provision(
            "art_1", "支持机器人企业落户，固定资产投资不低于5000万元的，按10%给予奖励，最高100万元。",
            "supported", "fin_grant", "park",
            fields=(Mention(*stretch("机器人"), evidence("机器人")), Mention(*stretch("固定资产"), evidence("固定资产"))),
            conditions=(
                figure("不低于5000万元", "threshold", ">=", 50_000_000, "CNY", metric="fixed_asset_investment"),
                figure("10%", "rate", "=", 10, "%"),
                figure("最高100万元", "cap", "<=", 1_000_000, "CNY", level=Confidence.LOW, flags=("currency_assumed",)),
            ),
            marks=(Mark("beneficiary", *stretch("企业落户"), evidence("企业落户")),),
            headings=("松岭扶持办法",),
        ),
        provision("art_2", "企业应当如实申报：\n（一）材料；\n（二）承诺。", "must", "governance"),
        provision("row_1", "甲 | 3至5%", "supported", "fin_grant", conditions=(figure("3至5%", "rate", "range", (3, 5), "%"),)),
        provision(
            "art_3", "自2026年1月1日起施行。", "declared", "governance", level=Confidence.MEDIUM,
            conditions=(
                figure("自2026年1月1日起", "date", ">=", "2026-01-01", "date"),
                figure("1月", "quantity", "=", Fraction(1, 3), "month", per="year"),
            ),
        ),
    )  # fmt: skip
    return Reading(Document(id, TEXT, "zh", blocks), provisions)
