"""The house keeps its own rules."""

import ast
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

import zonewright

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/zonewright"
MODULES = sorted(SOURCE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
FORBIDDEN = re.compile(
    r"(^|_)(utils?|helpers?|managers?|handlers?|processors?|data|info|obj|tmp|v2|do|process|handle|new)(_|$)"
)
#: `new-zone` is a word of the command line; `do` and `new` stand in no other name.
SPOKEN = {"new_zone"}


def name(path):
    return path.relative_to(SOURCE).as_posix()


each_module = pytest.mark.parametrize("path", MODULES, ids=name)


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def defined_names(tree):
    """Every name that a module gives: modules, classes, functions, arguments, variables."""
    for node in ast.walk(tree):
        match node:
            case (
                ast.FunctionDef(name=given)
                | ast.ClassDef(name=given)
                | ast.arg(arg=given)
                | ast.Name(id=given, ctx=ast.Store())
            ):
                yield given
            case _:
                pass


def in_words(given):
    """``NewZone`` and ``newZone`` as ``new_zone``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", given).lower()


def test_public_names_are_sorted():
    assert zonewright.__all__ == sorted(zonewright.__all__)


@pytest.mark.parametrize("public", zonewright.__all__)
def test_a_public_name_is_documented(public):
    """It is there, and says what comes back."""
    assert (getattr(zonewright, public).__doc__ or "").strip()


@each_module
def test_a_module_says_what_it_is(path):
    """One sentence at the top."""
    assert (ast.get_docstring(TREES[path]) or "").strip()


@each_module
def test_a_module_is_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@each_module
def test_a_function_is_short(path):
    long = {one.name: one.end_lineno - one.lineno + 1 for one in functions(TREES[path]) if one.end_lineno - one.lineno + 1 > 60}
    assert long == {}


@each_module
def test_public_functions_and_classes_of_a_module_are_documented(path):
    """What others may use says what it is."""
    public = [
        node for node in TREES[path].body if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    short = {node.name for node in public if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno < 8}
    assert [node.name for node in public if not ast.get_docstring(node) and node.name not in short] == []


@each_module
def test_names_say_what_they_are_about(path):
    """No furniture words: neither in the names of modules nor in the names inside them."""
    names = [*(part for part in path.relative_to(SOURCE).with_suffix("").parts), *defined_names(TREES[path])]
    assert [one for one in names if FORBIDDEN.search(in_words(one)) and one not in SPOKEN] == []


EXACT = [path for path in MODULES if name(path).startswith(("conditions/", "schema/", "codes/")) or name(path) == "values.py"]


@pytest.mark.parametrize("path", EXACT, ids=name)
def test_the_meaning_holds_no_float(path):
    """Numbers of the law are exact: no float is written."""
    assert [
        node.lineno for node in ast.walk(TREES[path]) if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ] == []


@each_module
def test_nobody_asks_the_clock_or_chance(path):
    """The day is asked for in one place, on the command line."""
    text = path.read_text(encoding="utf-8")
    asked = re.findall(r"\b(date\.today|datetime\.now|time\.time|import random|import secrets)\b", text)
    assert asked == (["date.today"] if name(path) == "cli/main.py" else [])


@each_module
def test_nobody_swallows_every_error(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"except\s*:|except (Base)?Exception\b", text)


@pytest.mark.parametrize("path", [path for path in MODULES if path.name == "__init__.py" and path.parent != SOURCE], ids=name)
def test_a_room_opens_with_one_sentence(path):
    """An `__init__` below the top holds its sentence and nothing else."""
    assert len(TREES[path].body) == 1


def test_the_floors_of_the_page_are_the_floors_on_disk():
    """ARCHITECTURE.md lists every room of the library, and no other."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    section = text.partition("## The floors")[2].partition("\n## ")[0]
    listed = {room for row in re.findall(r"^\| (`[^|]+) \|", section, re.MULTILINE) for room in re.findall(r"`([a-z_]+)`", row)}
    on_disk = {path.name for path in SOURCE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    on_disk |= {path.stem for path in SOURCE.glob("*.py") if path.stem != "__init__"}
    assert listed == on_disk


def test_the_contracts_name_the_same_floors():
    """What the page says, the import contracts check."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [house] = [one for one in project["tool"]["importlinter"]["contracts"] if one["id"] == "house"]
    named = {room.strip() for layer in house["layers"] for room in layer.split("|")}
    on_disk = {path.name for path in SOURCE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert named == on_disk | {path.stem for path in SOURCE.glob("*.py") if path.stem != "__init__"}
    assert not any("ignore_imports" in one for one in project["tool"]["importlinter"]["contracts"])


def test_the_page_names_files_that_exist():
    """Every path in ARCHITECTURE.md leads somewhere."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    paths = [one for one in re.findall(r"`([a-z_/]+\.py|[a-z]+/[a-z_/]*)`", text) if not one.startswith("http")]
    assert [one for one in paths if not (ROOT / one).exists() and not (SOURCE / one).exists()] == []


@pytest.mark.parametrize("path", sorted((SOURCE / "report/templates").iterdir()), ids=lambda path: path.name)
def test_every_template_is_used(path):
    used = "".join(one.read_text(encoding="utf-8") for one in [*MODULES, *(SOURCE / "report/templates").iterdir()])
    assert path.name in used


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not on this machine")
@pytest.mark.parametrize(
    ("verb", "runs"),
    [("test", "-m pytest -q"), ("demo", "zonewright demo packs/changchun"), ("lint", "lint-imports"), ("types", "/mypy"),
     ("mutants", "tests/mutants.py"), ("docs", "zensical build"), ("bench", "benchmarks.match_one")],
)  # fmt: skip
def test_every_verb_of_the_makefile_does_its_own_job_and_no_other(verb, runs):
    """A target that is lost leaves `make` with nothing to do, or with the recipe of its neighbour."""
    told = subprocess.run(["make", "--dry-run", "--always-make", verb], cwd=ROOT, capture_output=True, text=True, check=True)
    last = told.stdout.splitlines()
    assert any(runs in line for line in last)
    others = {"-m pytest -q", "zonewright demo", "tests/mutants.py", "zensical build"} - {runs}
    assert [line for line in last for other in others if other in line and runs not in line and other not in runs] == []
