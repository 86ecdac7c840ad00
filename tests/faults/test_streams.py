"""Tables that nobody should send to `near`: refused at once, or told row by row while the good rows are answered."""

import json
import os
import signal
import subprocess
import sys

import pyarrow as pa
import pytest
from pyarrow import parquet

from terminal.command import ON, PACK, refused, zonewright

HEAD = "id,new_jobs,sector,size"
GOOD = "149,manufacturing,small"


def near(path, *options, **limits):
    return zonewright("near", PACK, path, "jobs-bonus", *ON, *options, **limits)


def written(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def held(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def answered(outcome, count, *codes):
    """The good rows are answered, the bad ones told, exit 1."""
    assert "Traceback" not in outcome.err
    assert outcome.code == 1, outcome.err[:2000]
    assert f"failing by one condition: {count}" in outcome.out
    assert all(code in outcome.err for code in codes), outcome.err[:2000]


@pytest.fixture
def sound(tmp_path):
    """A Parquet table of many batches."""
    path = tmp_path / "sound.parquet"
    count = 5_000
    cells = {"new_jobs": [149] * count, "sector": ["manufacturing"] * count, "size": ["small"] * count}
    parquet.write_table(pa.table({"id": [f"{n:032}" for n in range(count)], **cells}), path, row_group_size=1_000)
    return path


# what is no table


@pytest.mark.parametrize("name", ["nothing.csv", "nothing.parquet", "nothing.xlsx"])
def test_no_file(tmp_path, name):
    refused(near(tmp_path / name), "ZW022")


@pytest.mark.parametrize("name", ["folder.csv", "folder.parquet"])
def test_a_folder(tmp_path, name):
    (tmp_path / name).mkdir()
    refused(near(tmp_path / name), "ZW020")


@pytest.mark.parametrize("name", ["pipe.csv", "pipe.parquet"])
def test_a_pipe_that_nobody_writes_to(tmp_path, name):
    os.mkfifo(tmp_path / name)
    refused(near(tmp_path / name), "ZW020")


@pytest.mark.parametrize("name", ["profile.yaml", "profile.json", "table.txt", "table"])
def test_what_is_not_a_table(tmp_path, name):
    refused(near(written(tmp_path, name, "staff: 5\n")), "ZW020")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"PAR1", bytes(range(256)) * 400])
@pytest.mark.parametrize("name", ["junk.csv", "junk.parquet", "junk.xlsx"])
def test_junk(tmp_path, name, content):
    refused(near(written(tmp_path, name, content)), "ZW024", "ZW025", "ZW027")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32-le"])
def test_a_table_in_another_encoding(tmp_path, encoding):
    refused(near(written(tmp_path, "table.csv", f"{HEAD}\n1,{GOOD}\n".encode(encoding))), "ZW024")


def test_a_table_of_two_empty_gigabytes(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)
    refused(near(path), "ZW024")


def test_a_line_of_two_hundred_megabytes(tmp_path):
    """It is one row, and costs little memory."""
    path = tmp_path / "wide.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{HEAD}\n1,{GOOD}\n2,")
        for _ in range(200):
            file.write("x" * 1024 * 1024)
        file.write(f"\n3,{GOOD}\n")
    answered(near(path), 2, "ZW026")


@pytest.mark.parametrize("text", ["", f"{HEAD}\n", f"{HEAD}\n,,,\n\n"])
def test_an_empty_table(tmp_path, text):
    refused(near(written(tmp_path, "empty.csv", text)), "ZW025")


def test_a_parquet_table_without_rows(tmp_path):
    parquet.write_table(pa.table({"new_jobs": pa.array([], pa.int64())}), tmp_path / "empty.parquet")
    refused(near(tmp_path / "empty.parquet"), "ZW025")


# rows that are none


def test_rows_of_every_bad_kind_beside_good_ones(tmp_path):
    lines = [
        HEAD,
        f"1,{GOOD}",
        f"2,{GOOD},more",
        "3,many,manufacturing,small",
        "4,149,mining and more,small",
        '5,"149,manufacturing,small',
        "6,149 km,manufacturing,small",
        f"7,{GOOD}",
    ]
    outcome = near(written(tmp_path, "bad.csv", "\n".join(lines)))
    answered(outcome, 2, "bad.csv:3:1: ZW026", "bad.csv:4:2: ZW113", "bad.csv:5:3: ZW110", "bad.csv:6:1: ZW026")
    assert "could not be read and are not counted: 5" in outcome.err


def test_a_unit_of_another_kind_leaves_the_fact_unknown(tmp_path):
    """A warning with its place: the row is answered, as far as it can be."""
    outcome = near(written(tmp_path, "units.csv", f"{HEAD}\n1,149 CNY,manufacturing,small\n2,{GOOD}\n"))
    assert outcome.code == 0
    assert "failing by one condition: 1" in outcome.out
    assert "units.csv:2:2: ZW401" in outcome.err


def test_a_hundred_thousand_bad_rows_are_told_twenty_times(tmp_path):
    text = f"{HEAD}\n" + "1,many,manufacturing,small\n" * 20_000 + f"2,{GOOD}\n"
    outcome = near(written(tmp_path, "bad.csv", text))
    answered(outcome, 1, "could not be read and are not counted: 20,000")
    assert outcome.err.count("ZW113") == 20


def test_every_line_with_an_open_quote(tmp_path):
    """However many there are, it takes no longer than reading."""
    text = f"{HEAD}\n" + '1,"149,manufacturing,small\n' * 4_001 + f"2,{GOOD}\n"
    outcome = near(written(tmp_path, "quotes.csv", text))
    assert outcome.code == 1
    assert outcome.seconds < 8
    assert "failing by one condition: 1" in outcome.out


# damaged Parquet


@pytest.mark.parametrize("cut", [1, 8, 100, 5_000])
def test_a_table_cut_short(sound, cut):
    content = sound.read_bytes()
    sound.write_bytes(content[:-cut])
    refused(near(sound), "ZW027")


@pytest.mark.parametrize("place", [0.0, 0.1, 0.3, 0.5, 0.7, 0.85])
def test_a_table_with_a_hole(sound, place):
    """Wherever it is: what comes before is answered, or all is refused; never a traceback, never in silence."""
    content = bytearray(sound.read_bytes())
    start = int(len(content) * place)
    content[start : start + 400] = b"\xff" * 400
    sound.write_bytes(bytes(content))
    outcome = near(sound)
    assert "Traceback" not in outcome.err
    assert outcome.code == 1, outcome.out[:500]
    assert "ZW" in outcome.err


def test_a_hole_late_in_a_table_keeps_the_answers_before_it(tmp_path):
    """Damaged from a row on, it says from which."""
    path = tmp_path / "late.parquet"
    table = pa.table({"new_jobs": [149] * 3_000, "sector": ["manufacturing"] * 3_000, "size": ["small"] * 3_000})
    parquet.write_table(table, path, row_group_size=1_000, compression="zstd")
    last = parquet.ParquetFile(path).metadata.row_group(2).column(0)
    content = bytearray(path.read_bytes())
    start = last.dictionary_page_offset or last.data_page_offset
    content[start : start + last.total_compressed_size] = b"\xff" * last.total_compressed_size
    path.write_bytes(bytes(content))
    outcome = near(path)
    answered(outcome, "2,000", "late.parquet:2001:1: ZW027")


# writing


def answer(tmp_path):
    old = tmp_path / "out" / "answer.csv"
    old.parent.mkdir()
    old.write_text("the old answer", encoding="utf-8")
    return old


@pytest.mark.parametrize("most", [0, 100, 20_000])
def test_a_full_disk_keeps_the_old_answer(tmp_path, most):
    old, path = answer(tmp_path), written(tmp_path, "table.csv", f"{HEAD}\n" + f"1,{GOOD}\n" * 2_000)
    refused(near(path, "-o", old, most_file=most), "ZW028")
    assert held(old.parent) == {"answer.csv": b"the old answer"}


def test_a_table_that_turns_out_empty_keeps_the_old_answer(tmp_path):
    old, path = answer(tmp_path), written(tmp_path, "table.csv", f"{HEAD}\n,,,\n")
    refused(near(path, "-o", old), "ZW025")
    assert held(old.parent) == {"answer.csv": b"the old answer"}


@pytest.mark.parametrize(("ending", "code", "said"), [(signal.SIGINT, 130, b"stopped\n"), (signal.SIGKILL, -9, b"")])
def test_a_run_that_is_stopped_keeps_the_old_answer(tmp_path, ending, code, said):
    """By hand in one word, and nothing half written stays; killed, the old answer is whole."""
    old = answer(tmp_path)
    path = written(tmp_path, "table.csv", f"{HEAD}\n" + f"1,{GOOD}\n" * 200_000)
    command = [sys.executable, "-m", "zonewright", "near", str(PACK), str(path), "jobs-bonus", *ON, "-o", str(old)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while len(held(old.parent)) == 1:
        assert running.poll() is None
    running.send_signal(ending)
    _, err = running.communicate(timeout=10)
    assert (running.returncode, err) == (code, said)
    assert old.read_text(encoding="utf-8") == "the old answer"
    assert ending is signal.SIGKILL or len(held(old.parent)) == 1


def test_bad_rows_are_told_to_programs_too(tmp_path):
    outcome = near(written(tmp_path, "bad.csv", f"{HEAD}\n1,{GOOD}\n2,many,,\n"), "--json")
    told = json.loads(outcome.out)
    assert (outcome.code, outcome.err) == (1, "")
    assert (told["rows"], told["unread"], [one["code"] for one in told["findings"]]) == (1, 1, ["ZW113"])
