"""The interview on the terminal: what is asked, how answers are read and kept, how it stops and goes on."""

import io
import json
import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from small_pack import W, field, measure, write_pack
from zonewright.cli.main import main
from zonewright.packs.load import load_pack
from zonewright.schema.fields import Answerer
from zonewright.tables.profile import read_profile

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "packs/example-zone"
ON = date(2026, 11, 22)
ASKED = re.compile(r"^\S.* \(([\w.]+)\)$", re.MULTILINE)
OPTIONS = "options: {mine: {en: Mining, zh: 采矿, ko: 광업}, port: {en: Port, zh: 港口, ko: 항만}}"
AREAS = f"areas:\n  town: {{title: {W}}}\n  pier: {{title: {{en: Pier, zh: 码头, ko: 부두}}, parent: town}}\n"
KINDS = {
    "settled": ("yes_no",),
    "share": ("number", 'unit: "%"'),
    "founded": ("day",),
    "trade": ("choice", OPTIONS),
    "rank": ("level", OPTIONS),
    "lines": ("choice", "many: true", OPTIONS),
    "industry": ("code",),
    "seat": ("area",),
    "does": ("text",),
}


@pytest.fixture
def ask(monkeypatch, capsys):
    """Type some lines and hear what is printed."""

    def run(pack, *typed, lang="en", **options):
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        words = [str(word) for name, value in options.items() for word in (f"--{name}", value)]
        code = main(["ask", str(pack), "--on", ON.isoformat(), "--lang", lang, *words])
        said = capsys.readouterr()
        assert code == 0, said.err
        return said.out

    return run


def pack_of_one(folder, id):
    """A pack that needs one fact, of any kind."""
    known = f"  {{field: {id}, known: true}}"
    example = "  - {name: not known, given: {}, expect: undetermined}\n  - {name: known, given: {" + id
    value = {"settled": "true", "share": "5 %", "founded": "2020-01-01", "trade": "mine", "rank": "mine", "lines": "[mine]"}
    value |= {"industry": '"gbt4754@2017:3491"', "seat": "pier", "does": "fishing"}
    return write_pack(
        folder,
        fields=field(id, *KINDS[id]),
        when=known,
        examples=f"{example}: {value[id]}}}, expect: eligible}}\n",
        files={"areas.yaml": AREAS},
    )


def facts_in(path, pack):
    return dict(read_profile(path, load_pack(pack).schema, on=ON).facts)


@pytest.mark.parametrize(
    ("id", "typed", "value"),
    [
        ("settled", "1", True),
        ("settled", "no", False),
        ("settled", "아니오", False),
        ("share", "0.5 %", "1/2"),
        ("share", "12", "12"),
        ("founded", "2020年3月1日", "2020-03-01"),
        ("trade", "2", "port"),
        ("trade", "采矿", "mine"),
        ("rank", "2", "port"),
        ("lines", "1;2", "('mine', 'port')"),
        ("lines", "항만", "('port',)"),
        ("lines", "[]", "()"),
        ("industry", "gbt4754@2017:C3491", "gbt4754@2017:3491"),
        ("seat", "2", "pier"),
        ("seat", "码头", "pier"),
        ("does", "Deep sea: fishing, boats", "deep sea: fishing, boats"),
    ],
)
def test_an_answer_is_read_as_people_type_it_and_kept_for_a_profile(tmp_path, ask, id, typed, value):
    pack, path = pack_of_one(tmp_path / "pack", id), tmp_path / "answers.yaml"
    told = ask(pack, typed, answers=path)
    assert "settled 1 of 1 measures\nNothing is left to ask." in told
    kept = facts_in(path, pack)[id]
    assert (kept if isinstance(kept, bool) else str(kept)) == value


@pytest.mark.parametrize(
    ("id", "typed", "how"),
    [
        ("settled", "3", "Write the number of an option."),
        ("share", "much", "Write a number, such as 50 %."),
        ("share", "0.5", "Write a number, such as 50 %."),
        ("share", "5 t", "Write a number, such as 50 %."),
        ("founded", "2020-02-30", "Write a day, such as 2026-03-31."),
        ("trade", "0", "Write the number of an option."),
        ("lines", "1;7", "Write the number of an option."),
        ("industry", "3491", "Write a code with its classification and edition, such as gbt4754@2017:3491."),
        ("seat", "harbour", "Write the number of an option."),
    ],
)
def test_what_cannot_be_used_is_told_and_the_question_waits(tmp_path, ask, id, typed, how):
    """Nothing is kept of it, and the question is not put aside."""
    pack, path = pack_of_one(tmp_path / "pack", id), tmp_path / "answers.yaml"
    told = ask(pack, typed, answers=path)
    assert f"> {typed}\n“{typed}” cannot be used. {how}\n> " in told
    assert not path.exists()


def test_a_question_tells_who_answers_in_what_unit_and_why(tmp_path, ask):
    told = ask(write_pack(tmp_path))
    assert "settled 0 of 1 measures\nword (staff)\n  word\n  ask the enterprise · in person\n" in told
    assert "  asked because measures not yet settled depend on it (1): word\n" in told
    assert "  the answer is expected to settle 100 % of what is open\n> " in told


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("en", ("settled 0 of {m} measures", "from a register", "    1  yes", "Enter or ? = not known", "Stopped.")),
        ("zh", ("已判定0项，共{m}项措施", "由登记机关提供", "    1  是", "直接回车或输入“?”表示不清楚", "已停止。答案未保存")),
        ("ko", ("조치 {m}건 중 0건 판정 완료", "등록기관 자료로 확인", "    1  예", "Enter 또는 ?: 모름", "중단했습니다.")),
    ],
)
def test_the_talk_is_held_in_three_languages(ask, lang, lines):
    told = ask(EXAMPLE, "q", lang=lang)
    measures = len(load_pack(EXAMPLE).measures)
    assert [line for line in lines if line.format(m=measures) not in told] == []


@pytest.mark.parametrize("stop", [("q",), ()], ids=["q", "end of input"])
def test_who_stops_goes_on_later_with_the_same_file(tmp_path, ask, stop):
    path = tmp_path / "answers.yaml"
    first = ask(EXAMPLE, "1", "?", *stop, answers=path)
    again = ask(EXAMPLE, answers=path)
    assert f"The answers are kept in {path}" in first
    seen = ASKED.findall(first)
    assert len(ASKED.findall(again)) == 1
    assert {*ASKED.findall(again)}.isdisjoint(seen[:-1])
    assert [fact for fact, value in facts_in(path, EXAMPLE).items() if value is None] == [seen[1]]


@pytest.mark.parametrize("lang", ["en", "zh", "ko"])
def test_who_stops_before_the_first_answer_is_not_told_of_a_file_that_is_not_there(tmp_path, ask, lang):
    path = tmp_path / "answers.yaml"
    told = ask(EXAMPLE, "q", lang=lang, answers=path)
    said = {"en": "No answer was given, so {v} has not been written.", "zh": "尚未作答，因此未生成文件{v}。",
            "ko": "입력된 답이 없어 파일을 만들지 않았습니다: {v}"}[lang]  # fmt: skip
    assert said.format(v=path) in told.replace("\n", " ")
    assert not path.exists()


def test_a_killed_interview_loses_no_answer(tmp_path):
    """The process is killed while it waits; another goes on where it stood."""
    path = tmp_path / "answers.yaml"
    command = [sys.executable, "-m", "zonewright", "ask", EXAMPLE, "--answers", path, "--on", ON.isoformat()]
    running = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    seen = []
    with running:
        for answer in ("1", "?", None):
            while not ASKED.match(line := running.stdout.readline()):
                assert line, "it ended"
            seen += ASKED.findall(line)
            if answer is not None:
                running.stdin.write(f"{answer}\n")
                running.stdin.flush()
        running.kill()
    kept = facts_in(path, EXAMPLE)
    assert (kept[seen[0]], kept[seen[1]]) == (True, None)
    resumed = subprocess.run(command, input="", capture_output=True, text=True, encoding="utf-8", check=True)
    assert {*ASKED.findall(resumed.stdout)}.isdisjoint(seen[:2])


def test_a_step_back_asks_again_and_forgets_the_answer(tmp_path, ask):
    path = tmp_path / "answers.yaml"
    told = ask(EXAMPLE, "b", "1", "b", "2", answers=path)
    seen = ASKED.findall(told)
    assert "This is the first question." in told
    assert seen[0] == seen[2] != seen[1]
    assert facts_in(path, EXAMPLE) == {seen[0]: False}


def test_a_question_passed_over_is_not_asked_again(ask):
    seen = ASKED.findall(ask(EXAMPLE, *[""] * 100))
    assert len(seen) == len(set(seen)) > 30


def test_at_the_end_the_verdicts_are_told_as_match_tells_them(tmp_path, ask, capsys):
    path = tmp_path / "answers.yaml"
    told = ask(EXAMPLE, *[""] * 100, answers=path)
    assert main(["match", str(EXAMPLE), str(path), "--on", ON.isoformat()]) == 0
    _, _, verdicts = told.partition("Nothing is left to ask.\n\n")
    assert len(verdicts.splitlines()) == len(load_pack(EXAMPLE).measures)
    assert capsys.readouterr().out.startswith(verdicts)


def test_a_profile_with_known_facts_is_taken_up_with_its_name(tmp_path, ask):
    """Facts of registers may stand in the file beforehand; the name of the company stays."""
    path = tmp_path / "answers.yaml"
    path.write_text((EXAMPLE / "samples/tide-software.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    before = read_profile(path, load_pack(EXAMPLE).schema, on=ON)
    [asked, _] = ASKED.findall(ask(EXAMPLE, "?", answers=path))
    after = read_profile(path, load_pack(EXAMPLE).schema, on=ON)
    assert before.name is not None
    assert (after.name, after.about, after.sample) == (before.name, before.about, before.sample)
    assert after.facts == {**before.facts, asked: None}


def test_answers_may_be_kept_in_json(tmp_path, ask):
    path = tmp_path / "answers.json"
    [asked, _] = ASKED.findall(ask(EXAMPLE, "?", answers=path))
    assert json.loads(path.read_text(encoding="utf-8")) == {asked: None}


def test_an_answer_that_contradicts_a_stated_ratio_is_refused(tmp_path, ask):
    """Half was stated; one of four is a quarter."""
    more = field("girls", "number", "unit: person") + field("part", "number", 'unit: "%"', "derived: {ratio: [girls, staff]}")
    when = "  {field: girls, at_least: 2}"
    examples = "  - {name: in, given: {girls: 2}, expect: eligible}\n  - {name: out, given: {girls: 1}, expect: ineligible}\n"
    examples += "  - {name: open, given: {}, expect: undetermined}\n"
    pack = write_pack(tmp_path / "pack", fields=more, when=when, examples=examples)
    path = tmp_path / "answers.yaml"
    path.write_text("staff: 4\npart: 50 %\n", encoding="utf-8")
    told = ask(pack, "1", "2", answers=path)
    assert "“1” contradicts what is stated for word. Correct one of the two." in told
    assert facts_in(path, pack)["girls"] == 2


def test_json_goes_to_the_output_and_the_talk_to_the_other_stream(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO("q\n"))
    assert main(["ask", str(EXAMPLE), "--on", ON.isoformat(), "--json"]) == 0
    said = capsys.readouterr()
    assert {match["verdict"] for match in json.loads(said.out)["matches"]} == {"undetermined"}
    assert "settled 0 of " in said.err


@pytest.mark.parametrize("text", ["stafff: 3\n", "staff: [\n"])
def test_a_bad_file_of_answers_is_told_and_left_alone(tmp_path, capsys, text):
    path = tmp_path / "answers.yaml"
    path.write_text(text, encoding="utf-8")
    assert main(["ask", str(write_pack(tmp_path / "pack")), "--answers", str(path), "--on", ON.isoformat()]) == 1
    assert re.search(r"answers.yaml:\d+:\d+: ZW\d{3} ", capsys.readouterr().err)
    assert path.read_text(encoding="utf-8") == text


def test_a_bad_pack_is_told(tmp_path, capsys):
    assert main(["ask", str(tmp_path), "--on", ON.isoformat()]) == 1
    assert "ZW022" in capsys.readouterr().err


def test_what_only_an_officer_judges_names_the_office_and_the_evidence(ask):
    told = ask(EXAMPLE, *[""] * 100)
    fields = load_pack(EXAMPLE).schema
    judged = [id for id in ASKED.findall(told) if fields[id].answered_by is Answerer.OFFICER]
    assert told.count("the authority judges (Lantern Bay Committee; evidence: ") == len(judged) > 0


def test_the_talks_on_the_page_are_the_talks_on_the_terminal(ask, tmp_path, monkeypatch, request):
    """What docs/how-to/ask.md shows is what its answers lead to, and so is the file kept; `pytest --update` writes it anew."""
    page = ROOT / "docs/how-to/ask.md"
    text = page.read_text(encoding="utf-8")
    (tmp_path / "packs").symlink_to(ROOT / "packs")
    monkeypatch.chdir(tmp_path)
    kept = []

    def held(talk):
        verb, pack, *options = shlex.split(talk["command"])[1:]
        named = dict(zip((word.removeprefix("--") for word in options[::2]), options[1::2], strict=True))
        assert (verb, named.pop("on")) == ("ask", ON.isoformat())
        told = ask(pack, *re.findall(r"^> ?(.*)$", talk["body"], re.MULTILINE), **named)
        kept.append(Path("company.yaml").read_text(encoding="utf-8"))
        return f"```text\n$ {talk['command']}\n" + "".join(f"{line.rstrip()}\n" for line in told.splitlines()) + "```"

    now = re.sub(r"```text\n\$ (?P<command>.*)\n(?P<body>[^`]*)```", held, text)
    now = re.sub(r'(?<=```yaml title="company.yaml"\n)[^`]*(?=```)', kept[0], now)
    if request.config.getoption("--update"):
        page.write_text(now, encoding="utf-8")
    assert now.count("> ") > 5
    assert now == text or request.config.getoption("--update")


def test_the_small_pack_asks_for_what_its_measures_need_only(tmp_path, ask):
    """Two measures on staff, none on revenue: one question."""
    pack = write_pack(tmp_path, files={"measures/other.yaml": measure(id="other")})
    assert ASKED.findall(ask(pack, "12")) == ["staff"]
