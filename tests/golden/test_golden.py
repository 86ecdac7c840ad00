"""Pages with console blocks: the command line prints exactly what they show. `pytest --update` writes them anew."""

import re
import shlex
from pathlib import Path

import pytest

from terminal.command import zonewright
from zonewright.cli.main import VERBS

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGES = [*sorted(HERE.glob("*.md")), ROOT / "README.md"]
BLOCK = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
SURROUNDINGS = {"COLUMNS": "120", "NO_COLOR": "1", "TERM": "dumb"}


def printed(command: str, folder: Path) -> str:
    """What a command prints, mistakes behind the rest, with the exit code where it is not 0."""
    name, *arguments = shlex.split(command)
    assert name == "zonewright", f"golden pages show zonewright, not {name}"
    done = zonewright(*arguments, folder=folder, surroundings=SURROUNDINGS)
    code = [f"[exit {done.code}]"] if done.code else []
    lines = [line.rstrip() for line in (done.out + done.err).rstrip("\n").split("\n")]
    return "".join(f"{line}\n" for line in (*(lines if lines != [""] else []), *code))


def shown(body: str, folder: Path) -> str:
    """A console block with what its commands print now."""
    commands = [line for line in body.splitlines() if line.startswith("$ ")]
    return "".join(f"{line}\n{printed(line[2:], folder)}" for line in commands)


@pytest.fixture
def folder(tmp_path):
    """An empty folder beside which the packs and a table stand, so that pages name them briefly."""
    (tmp_path / "packs").symlink_to(ROOT / "packs")
    for name in ("bad-cases", "bad-pack", "firms.csv"):
        (tmp_path / name).symlink_to(HERE / name)
    (tmp_path / "layout-sample").symlink_to(ROOT / "examples" / "layout-sample")
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_command_line_prints_what_the_page_shows(page, folder, request):
    """Letter by letter, in the order of the page."""
    text = page.read_text(encoding="utf-8")
    now = BLOCK.sub(lambda block: f"```console\n{shown(block['body'], folder)}```", text)
    if request.config.getoption("--update"):
        page.write_text(now, encoding="utf-8")
    assert now == text or request.config.getoption("--update")


def test_every_verb_has_a_page():
    """What the command line offers is shown."""
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert set(re.findall(r"^\$ zonewright ([a-z-]+)", text, re.MULTILINE)) == {name for name, *_ in VERBS}


def test_the_bad_pack_shows_at_least_fifteen_mistakes():
    """Fifteen different codes, each with its place and its hint."""
    text = (HERE / "check-bad-pack.md").read_text(encoding="utf-8")
    assert len(set(re.findall(r"^bad-pack/\S+:\d+:\d+: (ZW\d{3}) ", text, re.MULTILINE))) >= 15


def test_the_bad_cases_show_every_mistake_of_a_procedure():
    """Each code for procedures, their files and scenarios, with its place; calendars and lists have their own."""
    text = (HERE / "check-bad-cases.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"^bad-cases/\S+:\d+:\d+: ZW(8\d\d) ", text, re.MULTILINE))
    assert shown >= {str(code) for code in (*range(801, 810), *range(811, 822), 844, 845, 846, 847)}


def test_the_program_in_the_readme_runs(folder, monkeypatch, capsys):
    """What README shows for Python prints the first verdicts."""
    monkeypatch.chdir(folder)
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    [program] = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    exec(compile(program, "README.md", "exec"), {})  # noqa: S102  # our own page
    assert len(capsys.readouterr().out.splitlines()) == 3
