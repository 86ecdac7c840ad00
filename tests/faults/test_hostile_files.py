"""Files that nobody should send: each is refused with a code, a place and a hint, at once and in little memory."""

import json
import os
import socket
import stat
import zipfile
from pathlib import Path

import openpyxl
import pytest

from small_pack import SOURCES, ZONE, W, measure, write_pack
from terminal.command import ON, PACK, refused, zonewright


def match(profile, *options, **limits):
    return zonewright("match", PACK, profile, *ON, *options, **limits)


def written(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


# what is no file


@pytest.mark.parametrize("verb", ["check", "ledger"])
def test_a_missing_folder(tmp_path, verb):
    refused(zonewright(verb, tmp_path / "nowhere"), "ZW022")


def test_a_missing_profile(tmp_path):
    refused(match(tmp_path / "nobody.yaml"), "ZW022")


def test_a_folder_instead_of_a_profile(tmp_path):
    refused(match(tmp_path), "ZW020")


def test_a_file_instead_of_a_pack(tmp_path):
    refused(zonewright("check", written(tmp_path, "pack.yaml", "id: x\n")), "ZW022")


def test_a_folder_instead_of_a_file_of_the_pack(tmp_path):
    (write_pack(tmp_path) / "areas.yaml").mkdir()
    refused(zonewright("check", tmp_path), "ZW020")


def test_a_measure_that_is_a_folder(tmp_path):
    (write_pack(tmp_path) / "measures" / "other.yaml").mkdir()
    refused(zonewright("check", tmp_path), "ZW020")


def test_an_empty_folder_instead_of_a_pack(tmp_path):
    refused(zonewright("check", tmp_path), "ZW022")


def test_a_file_of_two_gigabytes(tmp_path):
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)
    refused(match(path), "ZW021")


def test_a_file_of_the_pack_of_two_gigabytes(tmp_path):
    with (write_pack(tmp_path) / "fields.yaml").open("r+b") as file:
        file.truncate(2 * 1024**3)
    refused(zonewright("check", tmp_path), "ZW021")


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/stdin"])
def test_a_device(device):
    refused(match(device), "ZW020")


@pytest.mark.parametrize("name", ["pipe.yaml", "pipe.csv", "pipe.xlsx"])
def test_a_pipe_that_nobody_writes_to(tmp_path, name):
    os.mkfifo(tmp_path / name)
    refused(match(tmp_path / name), "ZW020")


def test_a_pipe_in_the_pack(tmp_path):
    os.mkfifo(write_pack(tmp_path) / "criteria.yaml")
    refused(zonewright("check", tmp_path), "ZW020")


def test_a_pipe_instead_of_the_policy_text(tmp_path):
    os.mkfifo(tmp_path / "example-policy.en.txt")
    refused(zonewright("ledger", PACK, "--text", tmp_path), "ZW022")


def test_a_socket(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.yaml")
        refused(match(tmp_path / "socket.yaml"), "ZW020", "ZW023")


def test_a_link_to_itself(tmp_path):
    (tmp_path / "link.yaml").symlink_to("link.yaml")
    refused(match(tmp_path / "link.yaml"), "ZW022", "ZW023")


def test_a_name_too_long(tmp_path):
    refused(match(tmp_path / ("a" * 5000)), "ZW023")


def test_a_pack_with_a_name_too_long(tmp_path):
    refused(zonewright("check", tmp_path / ("a" * 5000)), "ZW022", "ZW023")


def _nobody() -> dict[str, int]:
    """Run as a user without rights, where the tests run as one with all."""
    return {"user": 65534} if os.getuid() == 0 else {}


@pytest.fixture
def closed(tmp_path_factory):
    """A folder that nobody may enter, in a folder that everybody may enter."""
    folder = tmp_path_factory.mktemp("rights")
    for above in (folder, *folder.parents):
        if above.name.startswith(("pytest-", "rights")) and above.stat().st_uid == os.getuid():
            above.chmod(0o755)
    inner = folder / "closed"
    inner.mkdir()
    yield inner
    inner.chmod(stat.S_IRWXU)


def test_a_profile_without_rights(closed):
    path = written(closed, "profile.yaml", "staff: 9\n")
    path.chmod(0)
    closed.chmod(0o755)
    refused(match(path, **_nobody()), "ZW023")


def test_a_pack_in_a_folder_without_rights(closed):
    write_pack(closed / "pack")
    closed.chmod(0)
    refused(zonewright("check", closed / "pack", **_nobody()), "ZW022", "ZW023")


def test_a_pack_folder_without_rights(closed):
    write_pack(closed)
    closed.chmod(0)
    refused(zonewright("check", closed, **_nobody()), "ZW022", "ZW023")


def test_measures_without_rights_are_not_left_out_in_silence(closed):
    write_pack(closed)
    closed.chmod(0o755)
    (closed / "measures").chmod(0)
    try:
        refused(zonewright("check", closed, **_nobody()), "ZW023")
    finally:
        (closed / "measures").chmod(stat.S_IRWXU)


def test_policy_texts_without_rights(closed):
    closed.chmod(0)
    refused(zonewright("ledger", PACK, "--text", closed, **_nobody()), "ZW022", "ZW023")


def test_a_folder_that_may_not_be_written(closed):
    closed.chmod(0o555)
    refused(zonewright("schema", "--out", closed / "schemas", **_nobody()), "ZW028")
    assert list(closed.iterdir()) == []


def test_a_new_zone_in_a_folder_that_may_not_be_written(closed):
    closed.chmod(0o555)
    refused(zonewright("new-zone", closed / "my-zone", **_nobody()), "ZW028")


# what is no text


def test_binary_junk(tmp_path):
    refused(match(written(tmp_path, "junk.yaml", bytes(range(256)) * 100)), "ZW024")


def test_junk_without_a_zero_byte(tmp_path):
    refused(match(written(tmp_path, "junk.yaml", bytes(range(1, 256)) * 100)), "ZW024")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "gb18030", "euc-kr"])
@pytest.mark.parametrize("name", ["profile.yaml", "profile.json", "profile.csv"])
def test_text_in_another_encoding(tmp_path, encoding, name):
    text = {
        "profile.yaml": "main_business: 人\n",
        "profile.json": '{"main_business": "人"}',
        "profile.csv": "main_business\n人\n",
    }[name]
    refused(match(written(tmp_path, name, text.encode(encoding))), "ZW024")


def test_half_a_character(tmp_path):
    refused(match(written(tmp_path, "cut.yaml", "main_business: 人".encode()[:-1])), "ZW024")


@pytest.mark.parametrize("name", ["empty.csv", "empty.json", "empty.xlsx"])
def test_an_empty_file(tmp_path, name):
    refused(match(written(tmp_path, name, b"")), "ZW001", "ZW025", "ZW027")


def test_an_empty_profile_knows_nothing(tmp_path):
    """An empty YAML file is a profile of an enterprise of which nothing is known."""
    outcome = match(written(tmp_path, "empty.yaml", b""), "--json")
    assert (outcome.code, outcome.err) == (0, "")
    assert {one["verdict"] for one in json.loads(outcome.out)["matches"]} <= {"undetermined", "not_in_force"}


# YAML and JSON


def test_a_billion_laughs(tmp_path):
    lines = ["a0: &a0 [lol, lol]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12))]
    refused(match(written(tmp_path, "laughs.yaml", "\n".join(lines))), "ZW003")


def test_an_anchor_that_holds_itself(tmp_path):
    refused(match(written(tmp_path, "loop.yaml", "staff: &a [*a]\n")), "ZW003")


def test_a_merge_key(tmp_path):
    refused(match(written(tmp_path, "merge.yaml", "<<: *nowhere\nstaff: 9\n")), "ZW003")


def test_a_tag_that_would_run_code(tmp_path):
    refused(match(written(tmp_path, "tag.yaml", "!!python/object/apply:os.system ['echo hacked']\n")), "ZW003")


@pytest.mark.parametrize("bracket", ["[", "{a: ", "- ", "? "])
def test_a_hundred_thousand_nested_brackets(tmp_path, bracket):
    refused(match(written(tmp_path, "deep.yaml", bracket * 100_000)), "ZW001", "ZW002")


@pytest.mark.parametrize("bracket", ["[", '{"a":'])
def test_deep_json(tmp_path, bracket):
    refused(match(written(tmp_path, "deep.json", bracket * 100_000)), "ZW001", "ZW002")


@pytest.mark.parametrize("depth", [100, 500, *range(940, 1000, 3)])
def test_json_that_is_nearly_too_deep(tmp_path, depth):
    """At whatever depth the limit lies, what is above it is refused and what is below it is read."""
    text = '{"a":' * depth + "1" + "}" * depth
    refused(match(written(tmp_path, "deep.json", text)), "ZW002", "ZW130")


@pytest.mark.parametrize("depth", [100, 500, 950, 990])
def test_json_lists_that_are_nearly_too_deep(tmp_path, depth):
    refused(match(written(tmp_path, "deep.json", '{"staff":' + "[" * depth + "1" + "]" * depth + "}")), "ZW002", "ZW010")


def test_tabs_for_indentation(tmp_path):
    refused(match(written(tmp_path, "tabs.yaml", "parent:\n\tassets: 5 USD\n")), "ZW001")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("twice.yaml", "staff: 1\nstaff: 2\n"),
        ("twice.json", '{"staff": 1, "staff": 2}'),
        ("twice.csv", "staff,staff\n1,2\n"),
        ("nested.yaml", "parent: {assets: 1 USD}\nparent.assets: 2 USD\n"),
    ],
)
def test_a_fact_stated_twice(tmp_path, name, text):
    refused(match(written(tmp_path, name, text)), "ZW005")


@pytest.mark.parametrize(
    "number", [".nan", ".inf", "-.inf", "1e400", "0x10", "1_000", "1/0", "9" * 20_000, "1,2,3", "--5", "５．"]
)
def test_a_number_that_is_none(tmp_path, number):
    refused(match(written(tmp_path, "number.yaml", f"staff: {number}\n")), "ZW113", "ZW001")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "1E-400", "9" * 20_000])
def test_a_json_number_that_is_none(tmp_path, number):
    refused(match(written(tmp_path, "number.json", f'{{"staff": {number}}}')), "ZW113")


def test_a_long_number_with_a_letter_behind(tmp_path):
    """Forty digits and a letter are refused at once, wherever a number is read."""
    when = "  score:\n    - {field: staff, pieces: [{otherwise: true, points: " + "1" * 40 + "x}]}\n  at_least: 5"
    refused(zonewright("check", write_pack(tmp_path, when=when)), "ZW010", "ZW113")


@pytest.mark.parametrize("place", ["weight", "least", "points"])
def test_a_jumble_of_digits_and_commas(tmp_path, place):
    when = "  score:\n    - {{field: staff, {}: {}, map: {{}}}}\n  at_least: 5".format(place, '"' + "1,111" * 11 + '!"')
    refused(zonewright("check", write_pack(tmp_path, when=when)), "ZW010", "ZW113")


@pytest.mark.parametrize("name", ["many.yaml", "many.json"])
def test_a_hundred_thousand_unknown_facts(tmp_path, name):
    """Every mistake is told at once, but not a hundred thousand times in full."""
    text = (
        json.dumps({f"k{n}": n for n in range(100_000)})
        if name.endswith("json")
        else "".join(f"k{n}: 1\n" for n in range(100_000))
    )
    refused(match(written(tmp_path, name, text)), "ZW130", "ZW002")


def test_a_long_list_of_values(tmp_path):
    refused(match(written(tmp_path, "long.yaml", "markets: [" + "nowhere, " * 100_000 + "]")), "ZW110", "ZW002")


def test_a_very_long_word(tmp_path):
    outcome = match(written(tmp_path, "long.yaml", f"{'k' * 1_000_000}: 1\n"))
    refused(outcome, "ZW130", "ZW001")
    assert len(outcome.err) < 20_000


def test_criteria_that_double_each_other(tmp_path):
    """Forty criteria, each naming the one before twice, are refused or read at once, not two to the fortieth times."""
    criteria = f"criteria:\n  c0: {{title: {W}, when: {{field: staff, at_least: 10}}}}\n"
    for number in range(1, 41):
        criteria += (
            f"  c{number}: {{title: {W}, when: {{all: [{{criterion: c{number - 1}}}, {{criterion: c{number - 1}}}]}}}}\n"
        )
    outcome = zonewright("check", write_pack(tmp_path, files={"criteria.yaml": criteria}))
    assert "Traceback" not in outcome.err
    assert outcome.code in {0, 1}


@pytest.mark.parametrize(
    "name", ["zone.yaml", "sources.yaml", "fields.yaml", "measures/grant.yaml", "areas.yaml", "codes.yaml", "ledger.yaml"]
)
@pytest.mark.parametrize("text", ["[]\n", "5\n", '""\n', "a: [b\n", "- - -\n", "{}\n", "\x00"])
def test_a_file_of_the_pack_that_is_something_else(tmp_path, name, text):
    """Whatever stands in a file of the pack, the check tells what is wrong with it."""
    outcome = zonewright("check", write_pack(tmp_path, files={name: text}))
    refused(outcome, "ZW001", "ZW010", "ZW017", "ZW018", "ZW024")
    assert name in outcome.err


def test_an_unknown_key_is_found_in_every_record(tmp_path):
    outcome = zonewright(
        "check",
        write_pack(
            tmp_path,
            files={
                "zone.yaml": ZONE + "colour: red\n",
                "sources.yaml": SOURCES + "colour: red\n",
                "measures/grant.yaml": measure(more="colour: red\n"),
            },
        ),
    )
    refused(outcome, "ZW017")
    assert outcome.err.count("ZW017") == 3


# text as other systems write it


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("crlf.yaml", b"staff: 120\r\nsector: services\r\n"),
        ("bom.yaml", b"\xef\xbb\xbfstaff: 120\nsector: services\n"),
        ("bom.json", b'\xef\xbb\xbf{"staff": 120, "sector": "services"}'),
        ("crlf.csv", b"staff,sector\r\n120,services\r\n"),
        ("bom.csv", b"\xef\xbb\xbfstaff,sector\n120,services\n"),
        ("cr.csv", b"staff,sector\r120,services\r"),
        ("quoted.csv", b'"staff","sector"\n"120","services"\n'),
    ],
)
def test_line_ends_and_marks_of_other_systems_change_nothing(tmp_path, name, content):
    """The same profile gives the same answer, however its lines end."""
    plain = match(written(tmp_path, "plain.yaml", "staff: 120\nsector: services\n"), "--json")
    other = match(written(tmp_path, name, content), "--json")
    assert (other.code, json.loads(other.out)["matches"]) == (0, json.loads(plain.out)["matches"])


# tables


def test_a_row_longer_than_the_head(tmp_path):
    outcome = match(written(tmp_path, "ragged.csv", "staff,sector\n1,services,3\n2\n3,services\n4,5,6,7\n"))
    refused(outcome, "ZW026")
    assert outcome.err.count("ZW026") == 2


def test_a_table_of_a_hundred_thousand_columns(tmp_path):
    row = ",".join(f"c{n}" for n in range(100_000))
    outcome = match(written(tmp_path, "wide.csv", f"{row}\n{row}\n"))
    refused(outcome, "ZW021")
    assert "columns" in outcome.err


def test_a_table_of_many_unknown_columns(tmp_path):
    """A thousand rows of fifteen hundred unknown columns are refused once for each column at most."""
    row = ",".join(f"c{n}" for n in range(1500))
    refused(match(written(tmp_path, "wide.csv", f"{row}\n" * 500)), "ZW130", "ZW021")


@pytest.mark.parametrize(
    "text", ['staff,sector\n"12"0,services\n', 'staff,sector\n"120,services\n', "staff,sector\n" + "1" * 200_000 + ",x\n"]
)
def test_a_table_that_is_no_csv(tmp_path, text):
    refused(match(written(tmp_path, "broken.csv", text)), "ZW027", "ZW001", "ZW026", "ZW113")


def test_a_table_without_a_head(tmp_path):
    refused(match(written(tmp_path, "headless.csv", "\n1,2\n")), "ZW025")


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["staff", "sector"])
    book.active.append([120, "services"])
    book.save(path)
    return path


def rewritten(path: Path, part: str, content: bytes) -> Path:
    """The workbook with one of its parts replaced."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, held in parts.items():
            new.writestr(name, content if name == part else held)
    return path


def test_a_workbook_says_what_a_table_says(tmp_path):
    """The same cells in XLSX and CSV give the same answer."""
    table = match(written(tmp_path, "table.csv", "staff,sector\n120,services\n"), "--json")
    book = match(workbook(tmp_path / "book.xlsx"), "--json")
    assert (book.code, book.err) == (0, "")
    assert json.loads(book.out)["matches"] == json.loads(table.out)["matches"]


def test_a_zip_bomb(tmp_path):
    refused(match(rewritten(workbook(tmp_path / "bomb.xlsx"), "xl/worksheets/sheet1.xml", b"0" * (80 * 1024 * 1024))), "ZW021")


def test_a_zip_bomb_that_lies_about_its_size(tmp_path):
    path = rewritten(workbook(tmp_path / "bomb.xlsx"), "xl/worksheets/sheet1.xml", b"0" * (60 * 1024 * 1024))
    size = (60 * 1024 * 1024).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (100).to_bytes(4, "little")))
    refused(match(path), "ZW021", "ZW027")


def test_a_workbook_with_a_bomb_of_entities(tmp_path):
    laughs = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    xml = f"<?xml version='1.0'?><!DOCTYPE worksheet [{laughs}]><worksheet>&a9;</worksheet>".encode()
    refused(match(rewritten(workbook(tmp_path / "laughs.xlsx"), "xl/worksheets/sheet1.xml", xml)), "ZW027", "ZW025")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("content", [b"<worksheet><", b"\xff\xff", b"", b"<a/>"])
def test_a_workbook_with_a_broken_part(tmp_path, part, content):
    refused(match(rewritten(workbook(tmp_path / "broken.xlsx"), part, content)), "ZW027", "ZW025")


def test_a_workbook_with_damaged_bytes(tmp_path):
    path = workbook(tmp_path / "damaged.xlsx")
    content = bytearray(path.read_bytes())
    start = content.find(b"xl/worksheets/sheet1.xml") + 24
    content[start : start + 40] = bytes(byte ^ 0x5A for byte in content[start : start + 40])
    path.write_bytes(content)
    refused(match(path), "ZW027")


def test_a_workbook_under_a_password(tmp_path):
    content = bytearray(workbook(tmp_path / "secret.xlsx").read_bytes())
    for mark, flag in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = content.find(mark)
        while place >= 0:
            content[place + flag] |= 1
            place = content.find(mark, place + 4)
    refused(match(written(tmp_path, "secret.xlsx", bytes(content))), "ZW027")


def test_another_archive_under_the_name_of_a_workbook(tmp_path):
    with zipfile.ZipFile(tmp_path / "photos.xlsx", "w") as archive:
        archive.writestr("photo.jpg", b"no workbook")
    refused(match(tmp_path / "photos.xlsx"), "ZW027")


def test_text_under_the_name_of_a_workbook(tmp_path):
    refused(match(written(tmp_path, "text.xlsx", "staff,sector\n120,services\n")), "ZW027")


# usage


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("judge",),
        ("match", PACK),
        ("match", PACK, "profile.yaml", "--on", "yesterday"),
        ("match", PACK, "profile.yaml", "--on", "2026-02-30"),
        ("check", PACK, "--lang", "fr"),
        ("schema", "colours"),
        ("explain",),
    ],
)
def test_wrong_usage(arguments):
    """Exit 2, and the usage is told."""
    outcome = zonewright(*arguments)
    assert outcome.code == 2
    assert "usage: zonewright" in outcome.err
    assert "Traceback" not in outcome.err


def test_an_unknown_measure(tmp_path):
    refused(zonewright("explain", PACK, written(tmp_path, "p.yaml", "staff: 9\n"), "robot-gran", *ON), "ZW210")


def test_a_zone_that_already_exists(tmp_path):
    refused(zonewright("new-zone", tmp_path), "ZW029", "ZW011")


@pytest.mark.parametrize("name", ["My Zone", "zone_1", "区", "1zone", "..", "a" * 300])
def test_a_name_that_no_zone_can_have(tmp_path, name):
    refused(zonewright("new-zone", tmp_path / name), "ZW011", "ZW029", "ZW028")
