"""Writing that is cut short: what was there stays whole, and nothing half written is left."""

import os
import signal
import socket
import subprocess
import sys

import pytest

from terminal.command import ON, PACK, refused, zonewright

LIMITS = [0, 100, 4096, 20_000]


def held(folder):
    """Every file below the folder with its content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("most", LIMITS)
def test_a_full_disk_leaves_no_half_report(tmp_path, most):
    outcome = zonewright("demo", PACK, "--out", tmp_path, *ON, most_file=most)
    refused(outcome, "ZW028")
    assert set(held(tmp_path)) <= {"report.html", "ledger.html"}
    assert all(content.rstrip().endswith(b"</html>") for content in held(tmp_path).values())


@pytest.mark.parametrize("most", LIMITS[:3])
def test_a_full_disk_keeps_the_old_page(tmp_path, most):
    page = tmp_path / "ledger.html"
    page.write_text("the old page", encoding="utf-8")
    refused(zonewright("ledger", PACK, "--html", page, most_file=most), "ZW028")
    assert held(tmp_path) == {"ledger.html": b"the old page"}


@pytest.mark.parametrize("most", LIMITS[:2])
def test_a_full_disk_leaves_no_half_schema(tmp_path, most):
    """Also a text so short that it is only written when the file is closed."""
    refused(zonewright("schema", "--out", tmp_path, most_file=most), "ZW028")
    assert held(tmp_path) == {}


@pytest.mark.parametrize("most", LIMITS[:3])
def test_a_full_disk_leaves_no_half_zone(tmp_path, most):
    refused(zonewright("new-zone", tmp_path / "my-zone", most_file=most), "ZW028")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("target", ["folder", "file/page.html"])
def test_a_page_that_cannot_stand_where_it_should(tmp_path, target):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("", encoding="utf-8")
    refused(zonewright("ledger", PACK, "--html", tmp_path / target), "ZW028")
    assert held(tmp_path) == {"file": b""}


def special(folder, kind):
    """A pipe or a socket in a folder, or a link to one."""
    path, link = folder / "special", folder / "link"
    if kind == "socket":
        with socket.socket(socket.AF_UNIX) as held:
            held.bind(os.path.relpath(path))
    else:
        os.mkfifo(path)
    link.symlink_to(path)
    return link if kind == "link" else path


@pytest.mark.parametrize("kind", ["pipe", "socket", "link"])
def test_what_is_not_an_ordinary_file_is_never_replaced(tmp_path, monkeypatch, kind):
    """A device in its place would be lost for the whole machine."""
    monkeypatch.chdir(tmp_path)
    path = special(tmp_path, kind)
    table = tmp_path / "firms.csv"
    table.write_text("id,staff\n1,9\n", encoding="utf-8")
    before = path.lstat()
    refused(zonewright("ledger", PACK, "--html", path), "ZW028")
    refused(zonewright("near", PACK, table, "-o", path, *ON), "ZW028")
    assert (path.lstat().st_ino, path.lstat().st_mode) == (before.st_ino, before.st_mode)
    assert {one.name for one in tmp_path.iterdir()} == {"special", "link", "firms.csv"}


def test_a_page_in_a_new_folder_is_written(tmp_path):
    outcome = zonewright("ledger", PACK, "--html", tmp_path / "a" / "b" / "ledger.html")
    assert outcome.code == 0
    assert list(held(tmp_path)) == ["a/b/ledger.html"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("schema", "measure"),
        ("explain", PACK, PACK / "samples/harbour-robots.yaml", *ON, "--json"),
        ("explain", PACK, PACK / "samples/harbour-robots.yaml", *ON),
        ("check", PACK.parent / "clauses"),  # a pack without notes
    ],
    ids=lambda arguments: f"{arguments[0]}-{len(arguments)}",
)
def test_a_reader_who_stops_reading_is_no_error(arguments):
    """`| head -1`: one line comes, and no complaint."""
    command = [sys.executable, "-m", "zonewright", *map(str, arguments)]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    first = subprocess.run(["head", "-1"], stdin=writer.stdout, capture_output=True, timeout=10, check=True).stdout
    writer.stdout.close()
    complaint = writer.stderr.read().decode("utf-8")
    writer.stderr.close()
    writer.wait(timeout=10)
    assert first.count(b"\n") == 1
    assert complaint == ""


def test_a_reader_who_never_reads_is_no_error():
    """Output into a closed pipe ends the run quietly."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "zonewright", "schema", "measure"]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, timeout=10, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


CUT = """
import os, signal, sys
from pathlib import Path
from zonewright.cli.main import main
written = Path.replace
def cut(path, target):
    os.kill(os.getpid(), signal.SIGKILL)
{where}
sys.exit(main(sys.argv[1:]))
"""


def test_a_process_killed_before_the_last_step_keeps_the_old_page(tmp_path):
    """Killed after the text is written and before it takes its place, the old page is whole."""
    page = tmp_path / "ledger.html"
    page.write_text("the old page", encoding="utf-8")
    script = CUT.format(where="Path.replace = cut")
    done = subprocess.run(
        [sys.executable, "-c", script, "ledger", str(PACK), "--html", str(page)], capture_output=True, timeout=10, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert page.read_text(encoding="utf-8") == "the old page"


@pytest.mark.parametrize("seconds", [0.2, 0.4, 0.6])
def test_a_process_killed_at_any_moment_keeps_the_old_page_or_writes_the_new(tmp_path, seconds):
    """Whenever the end comes, the page is the old one or the new one, and whole."""
    page = tmp_path / "ledger.html"
    page.write_text("the old page</html>", encoding="utf-8")
    command = [sys.executable, "-m", "zonewright", "ledger", str(PACK), "--html", str(page)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    assert page.read_text(encoding="utf-8").rstrip().endswith("</html>")


def test_stopping_by_hand_is_said_in_a_word(tmp_path):
    """Control-C ends the run with one line and exit 130, without a traceback."""
    script = CUT.format(where="def stop(*_):\n    raise KeyboardInterrupt\nPath.replace = stop")
    command = [sys.executable, "-c", script, "ledger", str(PACK), "--html", str(tmp_path / "page.html")]
    done = subprocess.run(command, capture_output=True, timeout=10, check=False)
    assert (done.returncode, done.stderr) == (130, b"stopped\n")
