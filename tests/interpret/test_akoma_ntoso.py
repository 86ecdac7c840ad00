"""Akoma Ntoso: what is written is read back, and what others have written is read by its parts."""

from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonewright.errors import InputError
from zonewright.interpret.readers import read_bytes, read_text
from zonewright.provisions.akoma_ntoso import NAMESPACE, from_akoma_ntoso, to_akoma_ntoso

CORPORA = sorted((Path(__file__).parents[1] / "corpora").glob("*.txt"))
A = f"{{{NAMESPACE}}}"
#: What the standard lets stand in what: hierarchy holds hierarchy, or content, never both; text stands in blocks only.
HIERARCHY = {
    f"{A}{name}"
    for name in ("part", "chapter", "section", "subsection", "article", "paragraph", "point", "indent", "hcontainer")
}
ACT = """清湖区办法
第一章 总则
第一条 申请企业应当符合下列条件：
（一）在区内注册；
（二）投资<5亿元 & 高于1%。
第二条 自发布之日起施行。
项目 | 标准
中心 | 80万元
"""


def told(document):
    return [(block.kind, block.eid, block.number, document.words(place)) for place, block in enumerate(document.blocks)]


@pytest.mark.parametrize("path", CORPORA, ids=lambda path: path.stem)
def test_what_is_written_is_read_back(path):
    document = read_text(path.read_text(encoding="utf-8"), path.stem)
    again = from_akoma_ntoso(to_akoma_ntoso(document))
    assert told(again) == told(document)
    assert (again.id, again.language) == (document.id, document.language)
    assert to_akoma_ntoso(again) == to_akoma_ntoso(document)


@given(
    st.lists(
        st.sampled_from(
            ["第一条 给予奖励：", "（一）甲；", "1. pay", "(a) x", "① 가.", "제1조(목적) ① 가.",
             "• b", "a | b", "| c | 5%", "HEAD", "<&>\"'",
             "text.", "\x01 x\t y.", "Q1. a?"]
        ),
        max_size=12,
    )
)  # fmt: skip
def test_any_tree_is_read_back(lines):
    document = read_text("\n".join(lines).replace("\x01", "."), "text")
    assert told(from_akoma_ntoso(to_akoma_ntoso(document))) == told(document)


@pytest.mark.parametrize("path", CORPORA, ids=lambda path: path.stem)
def test_elements_stand_where_the_standard_lets_them(path):
    root = ElementTree.fromstring(to_akoma_ntoso(read_text(path.read_text(encoding="utf-8"), path.stem)))  # noqa: S314 - our own
    [document] = root
    assert [child.tag for child in document][:1] == [f"{A}meta"]
    assert [child.tag for child in document][-1] in {f"{A}body", f"{A}mainBody"}
    eids = [element.get("eId") for element in root.iter() if element.get("eId")]
    assert len(set(eids)) == len(eids)
    for element in root.iter():
        inner = [child.tag for child in element]
        if element.tag in HIERARCHY:
            body = [tag for tag in inner if tag not in {f"{A}num", f"{A}heading"}]
            assert inner[: len(inner) - len(body)] == [tag for tag in (f"{A}num", f"{A}heading") if tag in inner]
            assert body == [f"{A}content"] or set(body) <= HIERARCHY | {f"{A}intro"}
            assert body
            assert f"{A}intro" not in body[1:]
        if element.tag in {f"{A}content", f"{A}intro", f"{A}td", f"{A}th"}:
            assert set(inner) <= {f"{A}p", f"{A}table"}
            assert not (element.text or "").strip()


def test_a_text_with_articles_is_an_act_and_another_a_narrative():
    act = to_akoma_ntoso(read_text(ACT, "act"), work="清湖政发〔2025〕3号", on=date(2025, 3, 1), country="cn", author="qinghu")
    root = ElementTree.fromstring(act)  # noqa: S314 - our own
    assert root[0].tag == f"{A}act"
    dated = root.find(f".//{A}FRBRWork/{A}FRBRdate")
    assert dated is not None
    assert dated.get("date") == "2025-03-01"
    assert [one.get("value") for one in root.iter(f"{A}FRBRthis")] == [
        "/akn/cn/act/2025-03-01/清湖政发-2025-3号/!main",
        "/akn/cn/act/2025-03-01/清湖政发-2025-3号/zho@2025-03-01/!main",
        "/akn/cn/act/2025-03-01/清湖政发-2025-3号/zho@2025-03-01/!main.xml",
    ]
    assert "<doc " in to_akoma_ntoso(read_text("The zone pays.\nIt pays twice.", "news"))
    assert "<body>" in to_akoma_ntoso(read_text("제1조(목적) 이 조례는 지원을 정한다.", "ko"))


def test_items_stand_in_their_article():
    root = ElementTree.fromstring(to_akoma_ntoso(read_text(ACT, "act")))  # noqa: S314 - our own
    article = next(one for one in root.iter(f"{A}article") if one.get("eId") == "chp_1__art_1")
    assert [point.get("eId") for point in article.iter(f"{A}point")] == ["chp_1__art_1__item_1", "chp_1__art_1__item_2"]
    assert "投资<5亿元 & 高于1%。" in "".join(article.itertext())


FOREIGN = f"""<?xml version="1.0"?>
<akomaNtoso xmlns="{NAMESPACE}"><act><meta><identification source="#parl"><FRBRExpression>
  <FRBRlanguage language="eng"/></FRBRExpression></identification></meta>
  <preface><p><docTitle>Zones Act</docTitle></p></preface>
  <body><section eId="sec_1"><num>1.</num><heading>Grants</heading>
    <subsection eId="sec_1__subsec_1"><num>(1)</num>
      <intro><p>The Minister may pay to <ref href="#x">a firm</ref>:</p></intro>
      <paragraph eId="sec_1__subsec_1__para_a"><num>(a)</num><content><p>a
        grant;</p></content></paragraph>
      <point eId="sec_1__subsec_1__point_b"><num>(b)</num><content><p>a loan.</p></content></point>
    </subsection>
    <subsection eId="sec_1__subsec_2"><num>(2)</num><content><p>It ends in 2030.</p>
      <table><tr><th><p>Kind</p></th><th><p>Most</p></th></tr><tr><td><p>Lab</p></td><td><p>50%</p></td></tr></table>
    </content></subsection>
  </section></body></act></akomaNtoso>"""


def test_an_act_of_another_hand_is_read():
    document = from_akoma_ntoso(FOREIGN)
    assert [(kind.value, number, words) for kind, _, number, words in told(document)] == [
        ("title", "", "Zones Act"), ("heading", "1.", "Grants"), ("paragraph", "(1)", "The Minister may pay to a firm:"),
        ("paragraph", "(a)", "a grant;"), ("item", "(b)", "a loan."), ("paragraph", "(2)", "It ends in 2030."),
        ("header_row", "", "Kind | Most"), ("row", "", "Lab | 50%"),
    ]  # fmt: skip
    assert document.blocks[4].eid == "sec_1__subsec_1__point_b"
    assert document.language == "en"
    assert [document.text[slice(*cell)] for cell in document.blocks[-1].cells] == ["Lab", "50%"]


def test_a_file_of_akoma_ntoso_is_read_like_any_other():
    [document] = read_bytes(FOREIGN.encode(), "zones.xml")
    assert (document.id, document.media) == ("zones", "application/akn+xml")


@pytest.mark.parametrize(
    "content",
    [
        "", "<akomaNtoso/>", "<x", "no xml", f'<akomaNtoso xmlns="{NAMESPACE}">',
        f'<!DOCTYPE x [<!ENTITY a "b">]><akomaNtoso xmlns="{NAMESPACE}">&a;</akomaNtoso>',
        f'<akomaNtoso xmlns="{NAMESPACE}">' + "<part>" * 300 + "</part>" * 300 + "</akomaNtoso>",
        f'<akomaNtoso xmlns="{NAMESPACE}">\ud800</akomaNtoso>x',
    ],
    ids=["empty", "no namespace", "cut", "words", "open", "entities", "deep", "surrogate"],
)  # fmt: skip
def test_what_is_no_akoma_ntoso_is_refused(content):
    with pytest.raises(InputError) as raised:
        from_akoma_ntoso(content, "a.xml")
    assert [found.code for found in raised.value.diagnostics] == ["ZW715"]
