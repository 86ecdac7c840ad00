"""The docs keep their word: every block is read, run or executed, and what it shows is compared.

Run this file as a script to write the present output into the pages; read the difference before you keep it.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import doctest
import io
import os
import re
import shlex
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest

from zonewright.cli.main import build_parser, main
from zonewright.conditions.read import read_condition
from zonewright.errors import Report
from zonewright.notation.tree import read_yaml
from zonewright.packs.load import read_vocabulary

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
SOURCES = sorted((ROOT / "src").rglob("*.py"))
FENCE = re.compile(r"^```(?P<kind>\w+)(?P<rest>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
TITLE = re.compile(r'title="([^"]+)"')
CODE = re.compile(r"ZW\d{3}")
UNWANTED = re.compile(r"\b(simply|just|obviously|easy|easily)\b", re.IGNORECASE)
TERMINAL = {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
COMMAND_LINE = DOCS / "reference" / "command-line.md"


@dataclass(frozen=True)
class Block:
    """One fenced block of a page."""

    kind: str
    body: str
    title: str = ""

    def commands(self) -> list[str]:
        """The commands of a console block."""
        return re.findall(r"^\$ (.*)$", self.body, flags=re.MULTILINE)


def blocks(page: Path) -> tuple[Block, ...]:
    return tuple(_block(found) for found in FENCE.finditer(page.read_text(encoding="utf-8")))


def _block(found: re.Match[str]) -> Block:
    title = TITLE.search(found["rest"])
    return Block(found["kind"], found["body"], title[1] if title else "")


@contextlib.contextmanager
def workplace() -> Iterator[Path]:
    """An empty folder with the packs in it, and a terminal of a fixed width."""
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ, TERMINAL):
        os.environ.pop("FORCE_COLOR", None)
        (Path(folder) / "packs").symlink_to(ROOT / "packs", target_is_directory=True)
        os.chdir(folder)
        try:
            yield Path(folder)
        finally:
            os.chdir(here)


def run(command: str) -> str:
    """What a command prints, on both streams, without blanks at the ends of lines."""
    out = io.StringIO()
    verb, *arguments = shlex.split(command)
    assert verb == "zonewright", f"`{command}` is not ours to run"
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        main(arguments)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().rstrip().splitlines())


def play(page: Path, on_block: Callable[[Block, str], None]) -> None:
    """Follow a page from the top: write its files, make its edits, run its commands and its Python.

    ``on_block`` hears of each block that shows output: the block, and what it shows today.
    """
    with workplace() as folder:
        names: dict[str, object] = {"__name__": "docs"}
        for block in blocks(page):
            match block.kind:
                case "console" if block.body.startswith("$ zonewright"):
                    on_block(block, "".join(f"$ {command}\n{run(command)}" for command in block.commands()))
                case "diff":
                    edit(folder / block.title, block.body)
                case "python" if block.body.startswith(">>>"):
                    on_block(block, "".join(talk(block.body, names)))
                case "python":
                    exec(compile(block.body, str(page), "exec"), names)  # noqa: S102  # the page's own example
                case _ if block.title:
                    (folder / block.title).parent.mkdir(parents=True, exist_ok=True)
                    (folder / block.title).write_text(block.body, encoding="utf-8")


def talk(body: str, names: dict[str, object]) -> Iterator[str]:
    """Each example of an interactive block with what it prints."""
    for example in doctest.DocTestParser().get_examples(body):
        first, *more = example.source.splitlines(keepends=True)
        yield ">>> " + "... ".join((first, *more))
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(example.source, "docs", "single"), names)  # noqa: S102  # the page's own example
        yield out.getvalue()


def edit(path: Path, difference: str) -> None:
    """Replace the lines marked `-` by the lines marked `+`; the lines without a mark only show the place."""
    text = path.read_text(encoding="utf-8")
    for hunk in re.split(r"^@@.*\n", difference, flags=re.MULTILINE):
        before = "".join(line[1:] for line in hunk.splitlines(keepends=True) if line[0] in " -")
        after = "".join(line[1:] for line in hunk.splitlines(keepends=True) if line[0] in " +")
        if hunk:
            assert text.count(before) == 1, f"{path.name} holds this {text.count(before)} times:\n{before}"
            text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")


def name_of(page: Path) -> str:
    return str(page.relative_to(DOCS))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_what_a_page_shows_is_what_happens(page):
    told: list[tuple[str, str]] = []
    play(page, lambda block, said: told.append((block.body, said)))
    for shown, said in told:
        assert shown == said


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_command_in_the_docs_names_its_day(page):
    commands = [command for block in blocks(page) if block.kind == "console" for command in block.commands()]
    dated = [command for command in commands if re.match(r"zonewright (match|explain|demo)\b", command)]
    assert all(" --on " in command for command in dated)


CONDITIONS = [
    pytest.param(block.body, id=f"{name_of(page)} {number}")
    for page in PAGES
    for number, block in enumerate(blocks(page))
    if block.kind == "yaml" and block.body.startswith("# condition")
]


@pytest.mark.parametrize("text", CONDITIONS)
def test_a_condition_in_the_docs_can_be_read(text):
    vocabulary, report = read_vocabulary(Path(__file__).parent / "docs_world"), Report()
    condition = read_condition(read_yaml(text, "docs"), vocabulary, report)
    assert not report.diagnostics
    assert condition is not None


def test_what_the_tutorial_quotes_stands_in_the_example_pack():
    page = DOCS / "tutorial" / "sentence-to-line.md"
    pack = ROOT / "packs" / "example-zone"
    lines = {line.strip() for path in pack.rglob("*.yaml") for line in path.read_text(encoding="utf-8").splitlines()}
    for block in blocks(page):
        if block.kind == "yaml":
            quoted = [line.strip() for line in block.body.replace("# condition\n", "").splitlines()]
            assert [line for line in quoted if line not in lines and f"- {line}" not in lines] == []
    text = (pack / "text" / "example-policy.en.txt").read_text(encoding="utf-8")
    told = [line[2:] for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("> ")]
    assert told
    assert all(sentence in text for sentence in told)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_yaml_block_is_yaml(page):
    for block in blocks(page):
        if block.kind == "yaml":
            read_yaml(block.body, page.name)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_docs_do_not_call_things_easy(page):
    assert UNWANTED.findall(page.read_text(encoding="utf-8")) == []


def test_the_page_of_codes_holds_every_code_of_the_source_and_no_other():
    source = "".join(path.read_text(encoding="utf-8") for path in SOURCES)
    assert [code for code, _ in diagnostics_told()] == sorted(set(CODE.findall(source)))


def diagnostics_told() -> list[tuple[str, str]]:
    """Each code on the page of diagnostics with its example message."""
    page = (DOCS / "reference" / "diagnostics.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `(ZW\d{3})` \| .*? \| (?:``? |`)(.*?)(?: ``?|`) \| ", page, re.MULTILINE)


def messages_of(code: str) -> Iterator[str]:
    """Patterns of the texts written in the files of the source that name the code."""
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if code in text else ():
            parts = node.values if isinstance(node, ast.JoinedStr) else [node]
            fixed = [part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "" for part in parts]
            if len("".join(fixed)) > 6:
                yield ".*".join(re.escape(one) for one in fixed)


@pytest.mark.parametrize(("code", "message"), diagnostics_told())
def test_an_example_message_is_one_that_the_source_can_say(code, message):
    assert any(re.fullmatch(pattern, message) for pattern in messages_of(code))


def test_the_help_on_the_page_is_the_help_of_the_command():
    assert COMMAND_LINE.read_text(encoding="utf-8").endswith(help_of_every_verb())


def help_of_every_verb() -> str:
    with mock.patch.dict(os.environ, TERMINAL):
        parser = build_parser()
        [commands] = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
        told = [("zonewright", parser), *((f"zonewright {name}", verb) for name, verb in commands.choices.items())]
        return "\n".join(f"## `{name}`\n\n```text\n{verb.format_help()}```\n" for name, verb in told)


def test_every_page_is_in_the_navigation():
    listed = set(re.findall(r"[\w/.-]+\.md", (ROOT / "mkdocs.yml").read_text(encoding="utf-8")))
    assert {name_of(page) for page in PAGES} - listed == set()


def rewrite(page: Path) -> None:
    """Write into a page what its blocks show today."""
    answers: dict[str, list[str]] = {}
    play(page, lambda block, said: answers.setdefault(block.body, []).append(said))

    def renewed(found: re.Match[str]) -> str:
        said = answers.get(found["body"])
        return f"```{found['kind']}{found['rest']}\n{said.pop(0)}```" if said else found[0]

    page.write_text(FENCE.sub(renewed, page.read_text(encoding="utf-8")), encoding="utf-8")


def rewrite_help() -> None:
    head, _, _ = COMMAND_LINE.read_text(encoding="utf-8").partition("## `zonewright`")
    COMMAND_LINE.write_text(head + help_of_every_verb(), encoding="utf-8")


if __name__ == "__main__":
    rewrite_help()
    for one in PAGES:
        rewrite(one)
