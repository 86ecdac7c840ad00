"""Documents that nobody should send: each is refused with a code and a hint, or read, in little time and without a crash."""

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interpret.files_made import archive_of, pdf_file, word_file
from zonewright.errors import InputError
from zonewright.interpret.readers import read_bytes, read_text
from zonewright.provisions.akoma_ntoso import from_akoma_ntoso, to_akoma_ntoso
from zonewright.provisions.references import references

WORD = word_file(("Plan", "Title"), "The zone pays 5 million won.", [["a", "b"], ["c", "5%"]])
PDF = pdf_file(["The authority shall pay a subsidy of 25 per cent of the cost of land."])
PAGE = b"<html><body><h1>Plan</h1><ul><li>one</li></ul><table><tr><td>a</td><td>5%</td></tr></table></body></html>"


def codes(content, name="file"):
    """What a refusal says; nothing where the file is read."""
    try:
        read_bytes(content, name)
    except InputError as error:
        told = error.diagnostics
    else:
        return []
    assert all(found.hint and found.where.file.startswith(name) for found in told)
    return [found.code for found in told]


def refused(content, code):
    assert codes(content) == [code]


# nothing, half of something, something else


@pytest.mark.parametrize(
    "content", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", "\u200b\u200e\n".encode(), b"<html></html>", word_file("")]
)
def test_an_empty_file(content):
    refused(content, "ZW702")


@pytest.mark.parametrize("whole", [WORD, PDF, PAGE, archive_of({"a.txt": "Words."})], ids=["word", "pdf", "html", "zip"])
def test_a_file_cut_anywhere_is_refused_or_read(whole):
    for cut in range(0, len(whole), max(1, len(whole) // 97)):
        assert set(codes(whole[:cut])) <= {"ZW700", "ZW701", "ZW702", "ZW703", "ZW704", "ZW706", "ZW708"}


@pytest.mark.parametrize("whole", [WORD, PDF, archive_of({"a.txt": "Words."})], ids=["word", "pdf", "zip"])
@given(places=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=8))
@settings(max_examples=40)
def test_a_file_with_changed_bytes_is_refused_or_read(whole, places):
    changed = bytearray(whole)
    for place, byte in places:
        changed[place % len(whole)] = byte
    assert all(code.startswith("ZW7") for code in codes(bytes(changed)))


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_read(content):
    assert all(code.startswith("ZW7") for code in codes(content))


@pytest.mark.parametrize("head", [b"PK\3\4", b"%PDF-1.7\n", b"<html>", b"<?xml version='1.0'?><akomaNtoso"])
def test_junk_behind_a_true_beginning(head):
    junk = bytes(place * 7919 >> 3 & 255 for place in range(20_000))
    assert all(code.startswith("ZW7") for code in codes(head + junk))


# archives


def bomb(size, count=1):
    return archive_of({f"{number}.txt": b"0" * size for number in range(count)})


def test_an_archive_packed_too_tightly():
    refused(bomb(20 * 2**20), "ZW707")


def test_a_word_file_packed_too_tightly():
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORD)) as whole, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in whole.namelist():
            packed.writestr(name, whole.read(name))
        packed.writestr("word/media/x.xml", b" " * (20 * 2**20))
    refused(content.getvalue(), "ZW707")


def test_an_archive_of_too_many_files():
    refused(archive_of({f"{number}.txt": "x" for number in range(2_001)}), "ZW707")


def test_an_archive_that_says_it_is_small():
    """The size in the directory is a claim: what unpacks to more is not believed."""
    whole = bytearray(archive_of({"a.txt": b"words " * 50_000}))
    size = struct.pack("<I", 300_000)
    at = whole.find(size)
    while at >= 0:
        whole[at : at + 4] = struct.pack("<I", 10)
        at = whole.find(size)
    refused(bytes(whole), "ZW708")


def test_an_archive_in_an_archive():
    refused(archive_of({"a.zip": archive_of({"b.txt": "x"})}), "ZW707")


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "a/../../b.txt", "..\\a.txt", "C:\\a.txt"])
def test_a_name_that_leads_out_of_the_archive(name):
    refused(archive_of({name: "x"}), "ZW709")


def test_a_locked_archive():
    whole = bytearray(archive_of({"a.txt": "words"}))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        whole[whole.find(mark) + offset] |= 1
    refused(bytes(whole), "ZW708")


def test_an_archive_without_texts():
    refused(archive_of({"a.png": b"x", "b.jsonl": "{}"}), "ZW714")


# word files, pages, PDF


@pytest.mark.parametrize(
    "body",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w:document xmlns:w="x">&b;</w:document>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        "<x/>",
        "not xml",
        "",
    ],
)
def test_a_word_file_whose_document_is_none(body):
    assert set(codes(archive_of({"word/document.xml": body, "[Content_Types].xml": "<Types/>"}))) <= {"ZW702", "ZW703"}


def test_entities_of_a_word_file_are_not_followed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words")
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORD)) as whole, zipfile.ZipFile(content, "w") as packed:
        for name in whole.namelist():
            words = whole.read(name)
            if name == "word/document.xml":
                head, rest = words.split(b"?>", 1)
                words = (
                    head
                    + b'?><!DOCTYPE x [<!ENTITY a SYSTEM "'
                    + secret.as_uri().encode()
                    + b'">]>'
                    + rest.replace(b"5 million", b"&a;")
                )
            packed.writestr(name, words)
    found = [one.text for one in read_bytes(content.getvalue(), "file")] if not codes(content.getvalue()) else []
    assert all("secret" not in text for text in found)


def test_a_page_that_stands_deep_in_itself():
    refused(b"<html>" + b"<div>" * 100_000 + b"x", "ZW707")
    refused(b"<html>" + b"<table><tr><td>" * 20_000 + b"x", "ZW707")


def test_a_page_of_many_open_paragraphs_rows_and_items_is_read():
    for part in (b"<p>x", b"<li>x", b"<tr><td>x", b"<br>x", b"x</div>"):
        assert codes(b"<html><body>" + part * 20_000) == []


def test_a_page_of_tables_in_tables_is_read():
    content = b"<html>" + b"<table><tr><td>a</td><td>b" * 200 + b"</td></tr></table>" * 200 + b"</html>"
    [document] = read_bytes(content, "page.html")
    assert document.text.count("a") == 200


def test_a_locked_pdf():
    refused(pdf_file(["The authority shall pay."], locked=True), "ZW705")


def test_a_pdf_without_pages():
    assert set(codes(pdf_file())) <= {"ZW702", "ZW704", "ZW706"}


# texts


@pytest.mark.parametrize(
    "text",
    [
        "1" * 20_000,
        "1." * 20_000,
        "(" * 20_000 + "a" + ")" * 20_000,
        "〔" * 20_000,
        "| " * 50_000,
        "a | " * 50_000,
        " " * 200_000 + "x",
        "第一条" * 20_000,
        "제1조(" * 20_000,
        "(a)" * 20_000,
        "① 가. " * 20_000,
        "<" * 50_000,
        "<개정 " * 20_000,
        "。" * 50_000,
        ": " * 50_000,
        "Section 5 of the " + "A" * 50_000,
        "see sections " + "1, " * 20_000,
        "前款" * 20_000,
        "다음 각 호" * 20_000,
        "\u202e\u200f" * 20_000 + "第一条 x",
        "\0\1\2" * 20_000 + "x",
        "\ud800\udfff x",
        "\u2028".join("ab" * 5_000),
        "# " * 20_000,
        "-" * 50_000,
        "Q1. " * 20_000,
        "\n".join(" " * depth + "- x" for depth in range(400)),
        "\n".join(f"{'1.' * depth}1 x" for depth in range(1, 60)),
        "\n".join(["1. a:", "(a) b:", "(i) c:", "• d:", "- e:", "1) f:", "① g:"] * 300),
        "\n".join(["一、标题", "（一）小标题", "1. 标题"] * 500),
    ],
    ids=range(30),
)
def test_a_strange_text_is_a_tree_like_any_other(text):
    document = read_text(text, "text")
    eids = [block.eid for block in document.blocks]
    assert len(set(eids)) == len(eids)
    assert max(map(len, eids), default=0) < 400
    assert len(document.sha256) == 64
    assert all(mark.end <= len(text) for mark in references(document))
    assert len(from_akoma_ntoso(to_akoma_ntoso(document)).blocks) == len(document.blocks)


def test_ten_million_characters_in_one_line():
    assert len(read_text("对企业给予100万元奖励" * 700_000, "text").blocks) == 1


def test_two_hundred_thousand_lines():
    blocks = read_text("1. 对企业给予100万元奖励。\n" * 200_000, "text").blocks
    assert len(blocks) == 200_000
    assert len({block.eid for block in blocks}) == 200_000
