"""Laws of drafts from whole texts: who decides, what executes, when it holds, and what a killed draft leaves behind."""

import json
from datetime import date

import pytest
import yaml

from zonewright.cli import draft as drafting
from zonewright.cli.main import main
from zonewright.compiler.pipeline import compile_pack
from zonewright.interpret.draft import draft_pack, in_force, with_ids
from zonewright.interpret.readers import read_text
from zonewright.interpret.reading import read_document
from zonewright.packs.load import load_pack

DAY = date(2026, 11, 22)
TEXTS = {
    "en": "Measures of the zone\n"
    "Article 1. Enterprises with an investment of at least CNY 5 million may receive a grant of CNY 50,000.\n"
    "Article 2. The zone pays to robot makers:\n(a) a rent subsidy of 30 per cent;\n(b) a grant of CNY 10,000.\n"
    "Article 3. These Measures take effect on 1 January 2026 and expire on 31 December 2028.\n",
    "zh": "园区若干措施\n第一条 对投资额500万元以上的企业，给予5万元奖励。\n"
    "第二条 对机器人企业给予下列支持：\n（一）租金30%的补贴；\n（二）1万元奖励。\n"
    "第三条 本措施自2026年1月1日起施行，有效期至2028年12月31日。\n",
    "ko": "단지 지원 조례\n제1조(지원) 투자액이 5억원 이상인 기업에 5만원을 지원할 수 있다.\n"
    "제2조(비용) 시장은 로봇 기업에 다음 각 호의 비용을 지원할 수 있다.\n1. 임대료의 30%\n2. 설비비 1만원\n"
    "제3조(시행일) 이 조례는 2026년 1월 1일부터 시행하고 2028년 12월 31일까지 효력을 가진다.\n",
}


def read(language):
    [reading] = with_ids([read_document(read_text(TEXTS[language], "act", language=language))])
    return reading


def files_of(reading):
    return draft_pack([reading], id="a-zone", title="A zone", version=DAY, done={})


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_every_measure_waits_for_an_officer(language, tmp_path):
    files = files_of(read(language))
    fields = yaml.safe_load(files["fields.yaml"])["fields"]
    measures = [yaml.safe_load(content) for name, content in files.items() if name.startswith("measures/")]
    assert measures
    for one in measures:
        asked = [test["field"] for test in one["when"]["all"] if test.get("is") is True]
        assert [fields[field]["answered_by"] for field in asked] == ["officer"]
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    compile_pack(load_pack(tmp_path))


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_a_lead_in_is_no_measure_and_its_items_rest_on_it(language):
    reading = read(language)
    leads = {one.inherits for one in reading.provisions} - {""}
    assert leads
    measures = [yaml.safe_load(content) for name, content in files_of(reading).items() if name.startswith("measures/")]
    articles = {rest["article"] for one in measures for rest in one["rests_on"]}
    assert not articles & leads
    below = [one.eid for one in reading.provisions if one.inherits and one.eid in articles]
    assert below
    starts = {one.eid: one.start for one in reading.provisions}
    for one in measures:
        if one["rests_on"][0]["article"] in below:
            assert len(one["source"]) == 2
            assert one["source"][0]["start"] in {starts[eid] for eid in leads}


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_the_ledger_executes_figures_and_leaves_no_character_out(language):
    reading = read(language)
    rows = yaml.safe_load(files_of(reading)["ledger.yaml"])["ledger"]["act"]
    assert [row["start"] for row in rows] == [0, *[row["end"] for row in rows[:-1]]]
    assert rows[-1]["end"] == len(reading.document.text)
    executed = {(row["start"], row["end"]) for row in rows if row["kind"] == "executed"}
    assert executed == {(one.start, one.end) for one in reading.provisions[0].conditions if one.role == "threshold"}
    assert len(executed) == 1


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_a_text_holds_from_its_first_day_to_its_last(language):
    assert in_force(read(language)) == {"from": "2026-01-01", "until": "2029-01-01"}


class KilledError(BaseException):
    """As if the machine had stopped."""


def run(*words):
    return main([str(word) for word in words])


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("count", range(0, 12, 2))
def test_a_draft_killed_after_any_file_is_finished_by_the_next(count, tmp_path, monkeypatch, capsys):
    """What lies there is known as drafted, so that no file is taken for one that a person edited."""
    text, pack, other = tmp_path / "act.txt", tmp_path / "zone", tmp_path / "other" / "zone"
    text.write_text(TEXTS["en"], encoding="utf-8")
    assert run("draft", text, "-o", pack, "--on", "2026-11-22") == 0
    text.write_text(TEXTS["en"].replace("Article 1. ", "Article 1. The aim is growth. ").replace("50,000", "60,000"))
    assert run("draft", text, "-o", other, "--on", "2026-11-22") == 0
    written, whole = [], drafting.write_text

    def until_killed(path, content):
        if len(written) == count:
            raise KilledError
        written.append(path)
        whole(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(drafting, "write_text", until_killed)
        with pytest.raises(KilledError):
            run("draft", text, "-o", pack, "--on", "2026-11-22")
    capsys.readouterr()
    assert run("draft", text, "-o", pack, "--on", "2026-11-22", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["left_as_edited"], told["no_longer_drafted"]) == ([], [])
    assert contents(pack) == contents(other)


def test_a_measure_edited_after_a_killed_draft_is_still_the_persons(tmp_path, capsys):
    text, pack = tmp_path / "act.txt", tmp_path / "zone"
    text.write_text(TEXTS["en"], encoding="utf-8")
    assert run("draft", text, "-o", pack, "--on", "2026-11-22") == 0
    mine = {}
    for path in sorted((pack / "measures").iterdir()):
        mine[path] = path.read_text(encoding="utf-8").replace("status: intended", "status: operating")
        path.write_text(mine[path], encoding="utf-8")
    text.write_text("Measures of the zone\nArticle 9. Nothing is left of them here.\n", encoding="utf-8")
    capsys.readouterr()
    assert run("draft", text, "-o", pack, "--on", "2026-11-22", "--json") == 0
    assert sorted(json.loads(capsys.readouterr().out)["no_longer_drafted"]) == [f"measures/{path.name}" for path in mine]
    assert {path: path.read_text(encoding="utf-8") for path in mine} == mine
