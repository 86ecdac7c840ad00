"""Files of every kind become documents: the words, their lines, and what each line is."""

import sys

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from interpret.files_made import archive, archive_of, pdf_file, saved, word_file
from zonewright.errors import InputError
from zonewright.interpret.readers import document_id, language_of, read_bytes, read_text, read_texts
from zonewright.provisions.document import BlockKind

ZH = "清湖区支持办法\n第一条 对新引进的企业给予100万元奖励。\n第二条 本办法自发布之日起施行，有效期三年。\n"
KO = """누리시 조례
제1조(목적) 이 조례는 기업의 투자 지원에 필요한 사항을 정한다.
제2조(지원) 시장은 예산의 범위에서 보조금을 지원할 수 있다.
"""
EN = "LAND POLICY\n1. The authority shall pay a subsidy of £25 million – no more.\n"


def read(content, name="text.txt", **options):
    [document] = read_bytes(content, name, **options)
    return document


def blocks_of(document):
    return [(block.kind.value, block.number, document.words(place)) for place, block in enumerate(document.blocks)]


def refusal(content, name="text.txt", **options):
    with pytest.raises(InputError) as raised:
        read_bytes(content, name, **options)
    [found] = raised.value.diagnostics
    assert found.where.file.startswith(name)
    assert found.hint
    return found.code


# plain text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_chinese_is_read_in_its_encodings(encoding):
    assert read(ZH.encode(encoding)).text == ZH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp949", "euc-kr", "gb18030"])
def test_korean_is_read_in_its_encodings(encoding):
    document = read(KO.encode(encoding))
    assert document.text == KO
    assert document.language == "ko"


@pytest.mark.parametrize("words", ["支持企业", "对企业给予奖励", "第一条 本办法自发布之日起施行。"])
def test_a_few_chinese_words_are_told_from_korean(words):
    assert read(words.encode("gb18030")).text == words


@pytest.mark.parametrize("words", ["기업 지원", "투자를 지원한다", "제1조(목적) 이 조례는 지원을 정한다."])
def test_a_few_korean_words_are_told_from_chinese(words):
    assert read(words.encode("cp949")).text == words


def test_letters_of_old_western_files():
    assert read(EN.encode("cp1252")).text == EN


def test_a_reader_says_which_encoding_it_took():
    assert read(ZH.encode("gb18030")).notes == ("read as gb18030",)
    assert read(ZH.encode()).notes == ()


def test_line_ends_are_made_one_and_nothing_else_is_touched():
    assert read(b"a  b\r\n\tc\rd\x0c ").text == "a  b\n\tc\nd\x0c "


def test_the_offsets_are_those_of_the_file():
    document = read_text(ZH, "zh")
    assert document.text is ZH
    assert [document.text[block.start : block.end] for block in document.blocks] == ZH.strip().split("\n")


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (ZH, "zh"), (KO, "ko"), (EN, "en"),
        ("「외국인투자 촉진법」(外國人投資促進法)에 따라", "ko"), ("R&D中心和5G+VR/4K项目的支持", "zh"),
        ("GAP, LPR and the 绿色通道 (green channel) of the zone", "en"), ("100% 5-20", "en"), ("", "en"),
    ],
)  # fmt: skip
def test_the_language_is_that_of_the_script(words, language):
    assert language_of(words) == language


def test_a_language_that_is_given_is_taken():
    assert read(ZH.encode(), language="ko").language == "ko"


@pytest.mark.parametrize(
    ("name", "id"),
    [("en_seed.txt", "en_seed"), ("a/b/政策 (1).docx", "政策-1"), ("..\\x.pdf", "x"),
     ("..", "text"), ("noending", "noending"), ("a.b.txt", "a.b")],
)  # fmt: skip
def test_an_id_is_the_stem_of_the_name_made_safe(name, id):
    assert document_id(name) == id


# web pages

PAGE = """<!DOCTYPE html><html><head><title>x</title><meta charset="utf-8"><style>p{}</style></head><body>
<nav><ul><li>Home</li></ul></nav><script>var a = "<p>no</p>";</script>
<h1>Support <b>plan</b></h1><p hidden>unseen</p><div style="display: none">unseen</div>
<p>The zone pays <a href="/x">a grant</a>&nbsp;of
  5 million&#x20;won.<br>It is paid once.</p>
<ol type="a"><li>to firms<ul><li>large</li></ul></li><li>to schools</li></ol>
<table><thead><tr><th>Kind</th><th>Most</th></tr></thead><tr><td>Lab</td><td><p>50%</p><p>of cost</p></td></tr></table>
</body></html>"""


def test_a_web_page():
    document = read(PAGE.encode(), "page.html")
    assert document.media == "text/html"
    assert document.text.split("\n") == [
        "Support plan", "The zone pays a grant\u00a0of 5 million won.", "It is paid once.",
        "a. to firms", "large", "b. to schools",
        "Kind | Most", "Lab | 50% of cost",
    ]  # fmt: skip
    assert [block.kind.value for block in document.blocks] == [
        "title", "paragraph", "paragraph", "item", "item", "item", "header_row", "row",
    ]  # fmt: skip


def test_a_table_that_only_places_text_is_no_table():
    cell = "<h2>Grants</h2><p>The zone pays a grant.</p>"
    page = f"<html><table><tr><td>menu</td><td>{cell}<table><tr><td>Lab</td><td>50%</td></tr></table></td></tr></table>"
    assert read(page.encode(), "page.html").text == "menu\nGrants\nThe zone pays a grant.\nLab | 50%"


@pytest.mark.parametrize(
    ("said", "encoding"), [("gb2312", "gb18030"), ("euc-kr", "cp949"), ("utf-8", "utf-8"), ("utf-8", "gb18030")]
)
def test_a_web_page_is_read_in_the_encoding_it_names_or_else_in_the_one_it_has(said, encoding):
    words = KO if encoding == "cp949" else ZH
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={said}"></head><p>{words}</p></html>'
    assert read(page.encode(encoding), "page.htm").text == " ".join(words.split())


# Word files


def test_the_automatic_numbers_of_a_word_file_are_printed():
    levels = (
        ("chineseCounting", "第%1条"),
        ("chineseCountingThousand", "（%2）"),
        ("decimal", "%3."),
        ("decimalEnclosedCircle", "%4"),
    )
    document = read(
        word_file(
            "办法",
            ("企业应当符合下列条件：", 0),
            ("在区内注册；", 1),
            ("投资1亿元。", 1),
            ("给予奖励。", 0),
            ("上浮。", 3),
            levels=levels,
        ),
        "办法.docx",
    )
    assert document.text.split("\n") == [
        "办法",
        "第一条 企业应当符合下列条件：",
        "（一） 在区内注册；",
        "（二） 投资1亿元。",
        "第二条 给予奖励。",
        "① 上浮。",
    ]
    assert [block.eid for block in document.blocks][1:5] == ["art_1", "art_1__item_1", "art_1__item_2", "art_2"]


def test_korean_and_nested_numbers():
    levels = (("decimal", "%1."), ("ganada", "%2."), ("decimal", "%1.%3"), ("lowerRoman", "(%4)"))
    parts = [("지원", 0), ("제조업", 1), ("물류업", 1), ("셋째", 2), ("교육", 0), ("넷째", 3)]
    found = read(word_file(*parts, levels=levels), "a.docx").text.split("\n")
    assert found == ["1. 지원", "가. 제조업", "나. 물류업", "1.1 셋째", "2. 교육", "(i) 넷째"]


def test_headings_lists_and_tables_of_a_word_file():
    table = [["Kind", "Most"], ["Lab", "50%"]]
    document = read(
        word_file(("Plan", "Title"), ("Grants", "Heading 2"), "It is paid.", ("once", "List Bullet"), table), "plan.docx"
    )
    assert blocks_of(document) == [
        ("title", "", "Plan"), ("heading", "", "Grants"), ("paragraph", "", "It is paid."), ("item", "•", "once"),
        ("header_row", "", "Kind | Most"), ("row", "", "Lab | 50%"),
    ]  # fmt: skip


def test_a_cell_that_spans_rows_is_repeated_and_one_that_spans_columns_is_not():
    made = docx.Document()
    table = made.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    assert read(saved(made), "a.docx").text.split("\n")[:3] == ["00 | 01 02", "10 20 | 11 | 12", "10 20 | 21 | 22"]


def test_deleted_words_are_left_out_and_inserted_ones_kept():
    made = docx.Document()
    paragraph = made.add_paragraph("The grant is ")
    for tag, inner, words in (("ins", "t", "5"), ("del", "delText", "9")):
        paragraph._p.append(parse_xml(f"<w:{tag} {nsdecls('w')}><w:r><w:{inner}>{words}</w:{inner}></w:r></w:{tag}>"))
    paragraph.add_run(" million.")
    assert read(saved(made), "a.docx").text == "The grant is 5 million."


# PDF


def test_a_pdf_with_its_pages_and_without_running_heads():
    given = ["a subsidy of 25", "a refund of 30", "a premium of 50", "a bonus of 60"]
    pages = [
        [
            "Gazette of Malwara",
            f"{number}. The authority shall pay {words} per cent of the cost of land to every",
            f"enterprise that invests at least Rs. {number}0 crore within three years of the day on which",
            f"it receives {words} per cent in zone {number}, up to Rs. {number} lakh.",
            f"Page {number} of 4",
        ]
        for number, words in enumerate(given, start=1)
    ]
    document = read(pdf_file(*pages), "gazette.pdf")
    assert "Gazette" not in document.text
    assert "Page" not in document.text
    assert [(block.number, block.page) for block in document.blocks] == [("1.", 1), ("2.", 2), ("3.", 3), ("4.", 4)]
    assert document.words(3).endswith("a bonus of 60 per cent in zone 4, up to Rs. 4 lakh.")


def test_a_page_that_is_a_picture_among_others_is_told():
    words = "The authority shall pay a subsidy of 25 per cent of the cost of land."
    document = read(pdf_file([words], [""], ["It ends in 2030."]), "a.pdf")
    assert document.notes == ("pages without text: 2",)


def test_a_scanned_pdf_is_refused_with_advice():
    assert refusal(pdf_file([""], [""]), "scan.pdf") == "ZW706"


def test_ocr_says_what_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "pytesseract", None)
    assert refusal(pdf_file([""]), "scan.pdf", ocr=True) == "ZW710"


def test_ocr_reads_the_picture_of_a_page(monkeypatch):
    class Reader:
        class TesseractError(RuntimeError):
            pass

        class TesseractNotFoundError(OSError):
            pass

        @staticmethod
        def image_to_string(picture, lang):
            assert picture.size[0] > 1000
            return f"The grant is 5 million ({lang})."

    monkeypatch.setitem(sys.modules, "pytesseract", Reader)
    monkeypatch.setitem(sys.modules, "PIL", Reader)
    monkeypatch.setattr(
        "pypdfium2.PdfBitmap.to_pil", lambda bitmap: type("Picture", (), {"size": (bitmap.width, bitmap.height)})
    )
    assert read(pdf_file([""]), "scan.pdf", ocr=True, language="ko").text == "The grant is 5 million (kor+eng)."


# archives and folders


def test_an_archive_gives_its_texts_by_name():
    content = archive_of(
        {"b/x.txt": ZH, "a.docx": word_file("A text."), "c.png": b"no", "__MACOSX/a.txt": "no", ".hidden.txt": "no"}
    )
    found = read_bytes(content, "all.zip")
    assert [(one.id, one.text) for one in found] == [("a", "A text."), ("x", ZH)]


def test_a_folder_gives_its_texts_and_tells_all_that_cannot_be_read(tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "b.txt").write_text(ZH, encoding="utf-8")
    (tmp_path / "inner" / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text("{}", encoding="utf-8")
    assert [one.id for one in read_texts(tmp_path)] == ["b", "a"]
    assert read_texts(tmp_path / "b.txt")[0].text == ZH
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.4 cut")
    (tmp_path / "d.txt").write_bytes(b"")
    with pytest.raises(InputError) as raised:
        read_texts(tmp_path)
    assert [found.code for found in raised.value.diagnostics] == ["ZW704", "ZW702"]


def test_a_folder_without_texts_says_so(tmp_path):
    with pytest.raises(InputError) as raised:
        read_texts(tmp_path)
    assert [found.code for found in raised.value.diagnostics] == ["ZW714"]


def test_the_kind_is_found_by_the_bytes_and_not_by_the_name():
    assert read(PAGE.encode(), "wrong.txt").media == "text/html"
    assert read(pdf_file(["The authority shall pay a subsidy."]), "wrong.docx").media == "application/pdf"
    assert read(word_file("A text."), "wrong.pdf").text == "A text."
    assert read(archive(a__txt="Words."), "wrong.html").text == "Words."


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1 x}", b"\0\1\2\3" * 99]
)
def test_other_kinds_are_refused(content):
    assert refusal(content) == "ZW700"


def test_an_office_file_of_another_kind_is_refused():
    assert refusal(archive_of({"xl/workbook.xml": "<x/>", "[Content_Types].xml": "<x/>"}), "a.xlsx") == "ZW700"


def test_the_same_bytes_give_the_same_document():
    content = word_file(("Plan", "Title"), "It is paid.", [["a", "b"], ["c", "5%"]])
    assert read(content, "a.docx") == read(content, "a.docx")
    assert any(block.kind is BlockKind.ROW for block in read(content, "a.docx").blocks)
