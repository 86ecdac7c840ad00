"""Amounts, tables and interviews that nobody should send: a code, a place and a hint, at once; nothing is half written."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from small_pack import W, field, measure, write_pack
from terminal.command import ON, PACK, refused, zonewright

READERS = ("near", "budget", "package")
STREAMED = ("near", "budget")


def written(tmp_path: Path, name: str, content: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def granting(tmp_path: Path, gives: str, *, fields: str = "", beside: str = "") -> Path:
    """The small pack with an amount; its words say every number that its calculation does."""
    said = json.dumps(gives, ensure_ascii=False)
    says = said if len(said) < 1000 and "\\" not in said else "word"
    amount = f"amount:\n  kind: cash\n  says: {{en: {says}, zh: {says}, ko: {says}}}\n  gives: {gives}\n{beside}"
    return write_pack(tmp_path / "pack", fields=fields, files={"measures/grant.yaml": measure(more=amount)})


def worth_of(pack: Path, profile: str):
    """What the package of one profile comes to, as JSON tells it."""
    outcome = zonewright("package", pack, written(pack, "profile.yaml", profile), *ON, "--json")
    assert (outcome.code, outcome.err) == (0, "")
    told = json.loads(outcome.out)
    return told["low"], told["high"]


# amounts


@pytest.mark.parametrize(
    "gives",
    [
        "5", "[]", "{}", "null", "true", "[[]]", "[5]", "{worth: }", "{worth: []}", "{worth: {}}", "{worth: 5}",
        "{worth: true}", "{worth: {field: []}}", "{worth: {field: {}}}", "{worth: {field: nobody}}",
        "{worth: {rate: 5 %}}", "{worth: {rate: 5 %, of: 5 CNY, for: {}}}", "{worth: {sum: []}}", "{worth: {sum: 5 CNY}}",
        "{worth: {slices: {}, of: 5 CNY}}", "{worth: {slices: [5], of: 5 CNY}}", "{worth: {by: {}, table: []}}",
        "{worth: {by: [], table: [{then: 5 CNY}]}}", "{worth: {by: [[]], table: [{then: 5 CNY}]}}",
        "{worth: {cases: [{}]}}", "{worth: {cases: [5]}}", "{worth: {cases: {}}}", "{worth: {convert: 5 CNY, to: []}}",
        "{worth: {convert: none, to: CNY}}", "{worth: {full: 0 CNY, of: {field: revenue}}}", "{worth: {base: 5 CNY, less: 5}}",
        "{worth: 5 CNY, years: 5}", "{worth: 5 CNY, years: [{year: x, rate: 5 %}]}",
        "{worth: 5 CNY, years: [{from: 1, to: 99999999999999999999, rate: 5 %}]}",
        "{worth: 5 CNY, years: [{year: -1, rate: 5 %}]}", "{worth: 5 CNY, years: [{from: 1, to: 101, rate: 5 %}]}",
        "{worth: 5 CNY, instalments: [{share: [], after: {}}]}", "{worth: 5 CNY, payers: [{by: nobody, share: 100 %}]}",
        "{worth: 5 CNY, from: staff}", "{worth: 5 CNY, from: []}", "{worth: 5 CNY, at_most: -5 CNY}",
        "{worth: 5 CNY, at_most: []}", "{choose: []}", "{choose: 5}", "{choose: [5, 5]}",
        "{choose: [{gives: {choose: []}}, {gives: {worth: 5 CNY}}]}", '"{worth: 5 CNY}"', "!!python/tuple [5]",
    ],
)  # fmt: skip
def test_an_amount_of_wrong_types(tmp_path, gives):
    outcome = zonewright("check", granting(tmp_path, gives))
    refused(outcome, *(f"ZW{code:03}" for code in (1, 3, 10, 16, 17, 18, 101, 107, 210, 401, 402, 603, 605, 607)))
    assert "grant.yaml" in outcome.err


@pytest.mark.parametrize("bracket", ["[", "{sum: [", "{worth: ", "{rate: 5 %, of: "])
def test_an_amount_of_a_hundred_thousand_nested_brackets(tmp_path, bracket):
    refused(zonewright("check", granting(tmp_path, bracket * 100_000)), "ZW001", "ZW002")


@pytest.mark.parametrize("depth", [5, 10, 20, 21, 22, 23, 24, 25, 26, 30, 100, 500])
def test_an_amount_that_is_nearly_too_deep(tmp_path, depth):
    """At whatever depth the limit lies, what is above it is refused and what is below it is reckoned."""
    pack = granting(tmp_path, "{worth: " + "{sum: [" * depth + "{field: revenue}" + "]}" * depth + "}")
    outcome = zonewright("check", pack)
    if outcome.code:
        refused(outcome, "ZW002")
    else:
        assert worth_of(pack, "staff: 50\nrevenue: 7 CNY\n") == ("7", "7")


def test_a_worth_that_doubles_itself_at_every_level(tmp_path):
    """Aliases are refused, so that twenty lines never stand for a million worths."""
    worths = "".join(f"  w{n}: &w{n} {{sum: [*w{n - 1}, *w{n - 1}]}}\n" for n in range(1, 25))
    amount = f"amount:\n  w0: &w0 {{field: revenue}}\n{worths}  gives: {{worth: *w24}}\n"
    refused(zonewright("check", write_pack(tmp_path, files={"measures/grant.yaml": measure(more=amount)})), "ZW003")


@pytest.mark.parametrize(
    "number", ["1e9", "1e1000000", "9" * 20_000, "9" * 61, "1/0", "0x10", ".inf", ".nan", "1_000", "1,2,3", "--5", "5\\0"]
)
def test_a_figure_that_is_none(tmp_path, number):
    refused(zonewright("check", granting(tmp_path, f'{{worth: "{number} CNY"}}')), "ZW010", "ZW001")


def test_a_figure_of_twenty_digits_is_told_to_the_last(tmp_path):
    figure = "98765432109876543210"
    assert worth_of(granting(tmp_path, f"{{worth: {figure} CNY}}"), "staff: 50\n") == (figure, figure)


def test_a_hundred_lines_of_a_hundred_years(tmp_path):
    line = "{worth: {field: revenue}, years: [{from: 1, to: 100, rate: 100 %}], at_most: {field: revenue}}"
    pack = granting(tmp_path, "[" + ", ".join([line] * 100) + "]")
    assert worth_of(pack, "staff: 50\nrevenue: 3 CNY\n") == ("300", "300")
    assert worth_of(pack, "staff: 50\n") == ("0", None)


@pytest.mark.parametrize("start", ["9999-12-31", "9950-02-28", "0001-01-01", "2024-02-29"])
def test_a_schedule_at_the_ends_of_the_calendar(tmp_path, start):
    """Payments stop at the last day that there is; none is lost."""
    line = "{worth: {field: revenue}, from: begun, in_arrears: true, years: [{from: 1, to: 100, rate: 100 %}]}"
    pack = granting(tmp_path, line, fields=field("begun", "day"))
    assert worth_of(pack, f"staff: 50\nrevenue: 3 CNY\nbegun: {start}\n") == ("300", "300")


@pytest.mark.parametrize(
    "worth",
    [
        "{by: staff, table: [" + "".join(f"{{under: {n}, then: none}}, " for n in range(300)) + "{at_least: 299, then: none}]}",
        "{cases: [" + ", ".join(f"{{when: {{field: staff, under: {n}}}, then: 0 CNY}}" for n in range(1, 2_000)) + "]}",
        "{slices: [" + ", ".join(f"{{up_to: {n} CNY, rate: 0 %}}" for n in range(1, 5_000)) + "], of: {field: revenue}}",
        "{sum: [" + ", ".join(["{field: revenue}"] * 5_000) + "]}",
        "{highest: [" + ", ".join(["{field: revenue}"] * 5_000) + "]}",
        "{base: {field: revenue}, less: [" + ", ".join(["{field: revenue}"] * 5_000) + "]}",
    ],
    ids=("rows", "cases", "slices", "sum", "highest", "less"),
)  # fmt: skip
def test_thousands_of_parts_in_one_worth(tmp_path, worth):
    outcome = zonewright("check", granting(tmp_path, f"{{worth: {worth}}}"))
    assert "Traceback" not in outcome.err
    assert outcome.code in {0, 1}


def test_a_hundred_thousand_rows_are_too_many_for_a_pack(tmp_path):
    rows = ", ".join(["{is: 5, then: 5 CNY}"] * 100_000)
    refused(zonewright("check", granting(tmp_path, f"{{worth: {{by: staff, table: [{rows}]}}}}")), "ZW002", "ZW021")


def test_derived_facts_in_a_circle_inside_an_amount(tmp_path):
    fields = field("one", "number", "unit: CNY", "derived: {sum: [two, revenue]}")
    fields += field("two", "number", "unit: CNY", "derived: {sum: [one, revenue]}")
    outcome = zonewright("check", granting(tmp_path, "{worth: {field: one}}", fields=fields))
    assert "Traceback" not in outcome.err
    assert outcome.code == 1


def test_many_measures_of_one_matter(tmp_path):
    """Two hundred measures that exclude each other: one is taken, and the reason is told of each of the others."""
    stacking = "stacking: {matter: settling, once_per_matter: true}\n"
    amount = f"amount:\n  kind: cash\n  says: {W}\n  gives: {{worth: {{field: revenue}}}}\n"
    files = {f"measures/m{n}.yaml": measure(more=amount + stacking, id=f"m{n}") for n in range(200)}
    pack = write_pack(tmp_path, files={**files, "measures/grant.yaml": measure()})
    outcome = zonewright("package", pack, written(tmp_path, "profile.yaml", "staff: 50\nrevenue: 3 CNY\n"), *ON, "--json")
    told = json.loads(outcome.out)
    assert (outcome.code, told["low"], told["proven"], len(told["left_out"])) == (0, "3", True, 199)


@pytest.mark.parametrize("name", ["programmes.yaml", "rates.yaml"])
@pytest.mark.parametrize(
    "text", ["[]\n", "5\n", '""\n', "a: [b\n", "{}\n", "\x00", "programmes: 5\n", "rates: 5\n", "rates: [5]\n"]
)
def test_programmes_and_rates_that_are_something_else(tmp_path, name, text):
    outcome = zonewright("check", write_pack(tmp_path, files={name: text}))
    refused(outcome, "ZW001", "ZW010", "ZW017", "ZW018", "ZW024")
    assert name in outcome.err


@pytest.mark.parametrize("rate", ["0", "-7", "1e9", "1/0", '""', "[]", "9" * 61])
def test_a_rate_that_cannot_be(tmp_path, rate):
    text = f"rates:\n  - {{from: USD, to: CNY, rate: {rate}, on: 2026-01-01}}\n"
    outcome = zonewright("check", write_pack(tmp_path, files={"rates.yaml": text}))
    assert "Traceback" not in outcome.err
    assert outcome.code == 1
    assert "rates.yaml" in outcome.err


# tables


@pytest.mark.parametrize("verb", READERS)
@pytest.mark.parametrize("name", ["huge.csv", "huge.parquet", "huge.xlsx", "huge.yaml"])
def test_a_table_of_two_gigabytes_of_nothing(tmp_path, verb, name):
    with (tmp_path / name).open("wb") as file:
        file.truncate(2 * 1024**3)
    refused(zonewright(verb, PACK, tmp_path / name, *ON), "ZW020", "ZW021", "ZW024", "ZW027")


@pytest.mark.parametrize("verb", READERS)
@pytest.mark.parametrize("name", ["pipe.csv", "pipe.parquet", "pipe.xlsx"])
def test_a_pipe_instead_of_a_table(tmp_path, verb, name):
    os.mkfifo(tmp_path / name)
    refused(zonewright(verb, PACK, tmp_path / name, *ON), "ZW020")


@pytest.mark.parametrize("verb", READERS)
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/stdin"])
def test_a_device_instead_of_a_table(verb, device):
    refused(zonewright(verb, PACK, device, *ON), "ZW020")


@pytest.mark.parametrize("verb", READERS)
def test_a_folder_a_socket_and_nothing_instead_of_a_table(tmp_path, monkeypatch, verb):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.csv").mkdir()
    refused(zonewright(verb, PACK, tmp_path / "folder.csv", *ON), "ZW020")
    refused(zonewright(verb, PACK, tmp_path / "nowhere.csv", *ON), "ZW022")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.csv")
        refused(zonewright(verb, PACK, tmp_path / "socket.csv", *ON), "ZW020", "ZW023")


@pytest.mark.parametrize("verb", STREAMED)
def test_rows_that_are_no_text_cost_no_other_row(tmp_path, verb):
    content = b"staff,sector\n120,services\n\xff\xfe,services\n90,services\n"
    outcome = zonewright(verb, PACK, written(tmp_path, "rows.csv", content), *ON, "--json")
    told = json.loads(outcome.out)
    assert (outcome.code, told["unread"]) == (1, 1)
    assert [(one["code"], one["where"]["line"]) for one in told["findings"]] == [("ZW024", 3)]
    assert told["rows" if verb == "near" else "enterprises"] == 2


def test_a_table_that_is_no_text(tmp_path):
    content = b"staff,sector\n120,services\n\xff\xfe,services\n"
    refused(zonewright("package", PACK, written(tmp_path, "rows.csv", content), *ON), "ZW024")


@pytest.mark.parametrize("verb", STREAMED)
def test_a_row_of_ten_megabytes(tmp_path, verb):
    long = "x" * 10_000_000
    path = written(tmp_path, "long.csv", f"staff,sector\n120,services\n90,{long}\n80,services\n")
    outcome = zonewright(verb, PACK, path, *ON, "--json")
    told = json.loads(outcome.out)
    assert (outcome.code, told["unread"]) == (1, 1)
    assert len(outcome.out) < 1_000_000
    assert [one["where"]["line"] for one in told["findings"]] == [3]


@pytest.mark.parametrize("verb", READERS)
def test_a_head_of_ten_megabytes(tmp_path, verb):
    path = written(tmp_path, "long.csv", "x" * 10_000_000 + ",staff\n1,120\n")
    outcome = zonewright(verb, PACK, path, *ON)
    refused(outcome, "ZW001", "ZW021", "ZW025", "ZW026")
    assert len(outcome.err) < 20_000


def table_of(path: Path, rows: int) -> Path:
    columns = {"staff": list(range(rows)), "sector": ["services"] * rows, "id": [f"e{n}" for n in range(rows)]}
    parquet.write_table(pa.table(columns), path, row_group_size=500)
    return path


@pytest.mark.parametrize("verb", STREAMED)
@pytest.mark.parametrize("kept", [0, 3, 4, 8, 100, -1, -4, -8, -9, -100, -1000])
def test_a_parquet_table_cut_off(tmp_path, verb, kept):
    content = table_of(tmp_path / "whole.parquet", 2_000).read_bytes()
    refused(zonewright(verb, PACK, written(tmp_path, "cut.parquet", content[:kept]), *ON), "ZW027")


@pytest.mark.parametrize("place", range(4, 6_000, 397))
def test_a_parquet_table_with_a_byte_turned_over(tmp_path, place):
    """Whatever byte it is: a finding, or the rows; never a crash, and never another number of rows in silence."""
    content = bytearray(table_of(tmp_path / "whole.parquet", 2_000).read_bytes())
    content[place % len(content)] ^= 0xFF
    outcome = zonewright("near", PACK, written(tmp_path, "damaged.parquet", bytes(content)), *ON)
    assert "Traceback" not in outcome.err
    assert outcome.code in {0, 1}
    assert outcome.code == 1 or "rows read: 2,000" in outcome.err


@pytest.mark.parametrize("verb", STREAMED)
def test_a_parquet_table_of_five_thousand_columns(tmp_path, verb):
    columns = {"staff": [120], **{f"c{n}": [n] for n in range(5_000)}}
    parquet.write_table(pa.table(columns), tmp_path / "wide.parquet")
    outcome = zonewright(verb, PACK, tmp_path / "wide.parquet", *ON)
    assert "Traceback" not in outcome.err
    assert outcome.code in {0, 1}


@pytest.mark.parametrize("verb", STREAMED)
@pytest.mark.parametrize(
    "column",
    [
        pa.array([{"a": 1}]), pa.array([[[1]]]), pa.array([b"\xff"]), pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64())),
        pa.array([1], pa.duration("s")), pa.array([1], pa.time32("s")),
    ],
    ids=("struct", "lists", "bytes", "map", "length", "time"),
)  # fmt: skip
def test_a_parquet_column_that_is_no_fact(tmp_path, verb, column):
    parquet.write_table(pa.table({"staff": column}), tmp_path / "odd.parquet")
    refused(zonewright(verb, PACK, tmp_path / "odd.parquet", *ON), "ZW026")


@pytest.mark.parametrize("verb", STREAMED)
@pytest.mark.parametrize("number", [float("nan"), float("inf"), -1e300, 1e300, 5e-324])
def test_a_parquet_number_that_is_none(tmp_path, verb, number):
    parquet.write_table(pa.table({"staff": [number, 120.0]}), tmp_path / "odd.parquet")
    outcome = zonewright(verb, PACK, tmp_path / "odd.parquet", *ON, "--json")
    told = json.loads(outcome.out)
    assert (outcome.code, told["unread"]) == (1, 1)
    assert {one["code"] for one in told["findings"]} <= {"ZW113"}


# what is written


def near_by_one(tmp_path: Path, rows: int) -> tuple[Path, Path]:
    """A pack, and a table in which every enterprise fails by one person."""
    pack = write_pack(tmp_path / "pack")
    return pack, written(tmp_path, "table.csv", "id,staff\n" + "".join(f"e{n},9\n" for n in range(rows)))


def test_an_answer_that_does_not_fit_on_the_disk_leaves_the_old_one(tmp_path):
    pack, table = near_by_one(tmp_path, 3_000)
    out = written(tmp_path, "out.csv", "old\n")
    refused(zonewright("near", pack, table, *ON, "-o", out, most_file=20_000), "ZW028")
    assert out.read_text(encoding="utf-8") == "old\n"
    assert {one.name for one in tmp_path.iterdir()} == {"out.csv", "pack", "table.csv"}


def test_the_table_that_is_read_is_never_the_answer(tmp_path):
    pack, table = near_by_one(tmp_path, 3)
    (tmp_path / "link.csv").symlink_to(table)
    before = table.read_bytes()
    refused(zonewright("near", pack, table, *ON, "-o", tmp_path / "link.csv"), "ZW028")
    assert table.read_bytes() == before


def running(*arguments: object, **pipes: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "zonewright", *map(str, arguments)]
    return subprocess.Popen(command, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1", "COLUMNS": "200"}, **pipes)


def test_a_killed_list_of_near_misses_leaves_the_old_one(tmp_path):
    pack, table = near_by_one(tmp_path, 100_000)
    out = tmp_path / "answers" / "out.csv"
    out.parent.mkdir()
    out.write_text("old\n", encoding="utf-8")
    with running("near", pack, table, *ON, "-o", out, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        while not any(one != out and one.stat().st_size for one in out.parent.iterdir()):
            assert process.poll() is None, "it ended before it wrote anything"
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert out.read_text(encoding="utf-8") == "old\n"


def until_asked(process: subprocess.Popen[str]) -> str:
    """What is told until an answer is waited for."""
    told = ""
    while not told.endswith("\n> "):
        one = process.stdout.read(1)
        assert one, f"it ended: {told[-500:]}"
        told += one
    return told


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_a_killed_interview_has_kept_every_answer(tmp_path, suffix):
    """After each of a few answers the process is killed, and the next one goes on where it stopped."""
    answers = tmp_path / f"answers{suffix}"
    asked = []
    for _ in range(3):
        with running(
            "ask", PACK, *ON, "--answers", answers, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process:
            asked.append(until_asked(process).splitlines()[-4:])
            process.stdin.write("?\n")
            process.stdin.flush()
            until_asked(process)
            process.send_signal(signal.SIGKILL)
    assert len({tuple(one) for one in asked}) == 3
    outcome = zonewright("match", PACK, answers, *ON, "--json")
    assert (outcome.code, outcome.err) == (0, "")


@pytest.mark.parametrize("content", [b"\xff\xfe", b"\0", b"staff: [", b"- 5\n", b"nobody: 5\n", b"staff: many\n"])
def test_answers_that_cannot_be_read_stay_as_they_are(tmp_path, content):
    path = written(tmp_path, "answers.yaml", content)
    refused(zonewright("ask", PACK, *ON, "--answers", path), *(f"ZW{code:03}" for code in (1, 10, 24, 113, 130)))
    assert path.read_bytes() == content


def test_a_pipe_a_device_and_a_folder_instead_of_answers(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    for path in (tmp_path / "pipe.yaml", "/dev/zero", tmp_path):
        refused(zonewright("ask", PACK, *ON, "--answers", path), "ZW020")


def test_answers_of_two_gigabytes(tmp_path):
    with (tmp_path / "answers.yaml").open("wb") as file:
        file.truncate(2 * 1024**3)
    refused(zonewright("ask", PACK, *ON, "--answers", tmp_path / "answers.yaml"), "ZW021")
