"""`zonewright draft`: from files to a pack and again, without losing what people have done."""

import json
import zipfile

import pytest

from zonewright.cli.main import main
from zonewright.interpret.readers import read_text
from zonewright.interpret.reading import read_document
from zonewright.provisions.decisions_file import write_decisions
from zonewright.provisions.review import decide, items

TEXT = """Support for Robot Makers

Article 1. Enterprises with fixed asset investment of at least USD 5 million shall be granted 20 % of it, up to USD 500,000.

Article 2. Enterprises recognised as high-tech enterprises shall be granted a one-off reward of USD 30,000.

Article 3. Applicants shall submit their documents within 30 days.
"""


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "robots.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*words):
    return main([str(word) for word in words])


def drafted(text, tmp_path, capsys):
    pack = tmp_path / "robots-zone"
    assert run("draft", text, "-o", pack, "--on", "2026-11-22") == 0
    capsys.readouterr()
    return pack


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_draft_is_a_pack_that_checks(text, tmp_path, capsys):
    pack = drafted(text, tmp_path, capsys)
    assert run("check", pack) == 0
    assert "0 errors, 0 warnings, 2 notes" in capsys.readouterr().out
    assert run("ledger", pack, "--text", pack / "text") == 0
    assert sorted(path.name for path in (pack / "measures").iterdir()) == ["robots.art_1.yaml", "robots.art_2.yaml"]


def test_drafting_again_changes_nothing(text, tmp_path, capsys):
    pack = drafted(text, tmp_path, capsys)
    before = contents(pack)
    assert run("draft", text, "-o", pack, "--on", "2026-11-22") == 0
    assert contents(pack) == before
    assert run("draft", pack / "text", "-o", pack, "--on", "2026-11-22") == 0
    assert contents(pack) == before


def test_a_file_edited_by_hand_is_never_written_over(text, tmp_path, capsys):
    pack = drafted(text, tmp_path, capsys)
    edited = pack / "measures" / "robots.art_1.yaml"
    mine = edited.read_text(encoding="utf-8").replace("status: intended", "status: operating")
    edited.write_text(mine, encoding="utf-8")
    text.write_text(TEXT.replace("500,000", "600,000"), encoding="utf-8")
    assert run("draft", text, "-o", pack, "--on", "2026-11-22") == 0
    assert edited.read_text(encoding="utf-8") == mine
    assert "600000 USD" in edited.with_name("robots.art_1.yaml.drafted").read_text(encoding="utf-8")
    assert "measures/robots.art_1.yaml" in capsys.readouterr().out


def test_what_is_gone_from_the_text_is_gone_from_the_pack_unless_edited(text, tmp_path, capsys):
    pack = drafted(text, tmp_path, capsys)
    edited = pack / "measures" / "robots.art_2.yaml"
    edited.write_text(edited.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    text.write_text("\n\n".join(part for part in TEXT.split("\n\n") if not part.startswith(("Article 1", "Article 2"))))
    assert run("draft", text, "-o", pack, "--on", "2026-11-22", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["no_longer_drafted"] == ["measures/robots.art_2.yaml"]
    assert edited.exists()
    assert not (pack / "measures" / "robots.art_1.yaml").exists()


def test_decisions_follow_their_words_and_changed_words_are_asked_again(text, tmp_path, capsys):
    pack = drafted(text, tmp_path, capsys)
    reading = read_document(read_text(TEXT, "robots"))
    taken = [decide(reading, item, "accepted", by="a", on="2026-11-22") for item in items(reading)]
    (pack / "review" / "decisions.jsonl").write_text(write_decisions(taken), encoding="utf-8")
    changed = TEXT.replace("30,000", "40,000").replace("Article 1.", "Article 1. Preamble words stand here now.\n\nArticle 1a.")
    text.write_text(changed, encoding="utf-8")
    assert run("draft", text, "-o", pack, "--on", "2026-11-22", "--json") == 0
    (told,) = json.loads(capsys.readouterr().out)["texts"]
    assert any("USD 30,000" in words for words in told["lost"])
    assert told["kept"] + len(told["lost"]) == len(taken)
    assert told["moved"]
    assert "30,000" in (pack / "review" / "decisions.jsonl").read_text(encoding="utf-8"), "nothing decided is thrown away"


def test_a_draft_killed_between_two_files_is_still_known_as_drafted(text, tmp_path, capsys):
    pack = drafted(text, tmp_path, capsys)
    hashes = json.loads((pack / "review" / "drafted.json").read_text(encoding="utf-8"))
    text.write_text(TEXT.replace("500,000", "600,000"), encoding="utf-8")
    other = tmp_path / "other" / "robots-zone"
    assert run("draft", text, "-o", other, "--on", "2026-11-22") == 0
    more = json.loads((other / "review" / "drafted.json").read_text(encoding="utf-8"))
    both = {name: sorted({*hashes.get(name, []), *more.get(name, [])}) for name in hashes.keys() | more.keys()}
    (pack / "review" / "drafted.json").write_text(json.dumps(both), encoding="utf-8")
    (pack / "fields.yaml").write_bytes((other / "fields.yaml").read_bytes())  # the kill came after the first file
    assert run("draft", text, "-o", pack, "--on", "2026-11-22") == 0
    assert contents(pack) == contents(other)


def test_a_folder_that_is_no_draft_is_left_alone(text, tmp_path, capsys):
    folder = tmp_path / "precious"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work", encoding="utf-8")
    assert run("draft", text, "-o", folder) == 1
    assert "ZW029" in capsys.readouterr().err
    assert contents(folder) == {"thesis.txt": b"years of work"}


def test_every_file_that_cannot_be_read_is_told_at_once(tmp_path, text, capsys):
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    assert run("draft", text, tmp_path / "empty.txt", tmp_path / "absent.docx", "-o", tmp_path / "zone") == 1
    told = capsys.readouterr().err
    assert "empty.txt" in told
    assert "absent.docx" in told
    assert not (tmp_path / "zone").exists()


def test_two_texts_of_one_name_are_refused(text, tmp_path, capsys):
    other = tmp_path / "more" / "robots.txt"
    other.parent.mkdir()
    other.write_text(TEXT, encoding="utf-8")
    assert run("draft", text, other, "--predictions", tmp_path / "out") == 1
    assert "ZW720" in capsys.readouterr().err


def test_predictions_have_the_form_of_annotated_texts(text, tmp_path):
    assert run("draft", text, "--predictions", tmp_path / "out") == 0
    rows = [json.loads(line) for line in (tmp_path / "out" / "robots.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["text"] for row in rows] == [TEXT[row["start"] : row["end"]] for row in rows]
    assert {"start", "end", "modality", "instruments", "fields", "conditions"} <= rows[0].keys()
    figure = rows[0]["conditions"][0]
    assert (figure["role"], figure["op"], figure["value"], figure["unit"]) == ("threshold", ">=", 5_000_000, "USD")


def test_texts_with_names_that_cannot_be_ids_get_some(tmp_path, capsys):
    for name in ("政策.txt", "규정.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    pack = tmp_path / "zone"
    assert run("draft", tmp_path / "政策.txt", tmp_path / "규정.txt", "-o", pack) == 0
    assert sorted(path.name for path in (pack / "text").iterdir()) == ["text-1.en.txt", "text-2.en.txt"]
    assert run("check", pack) == 0


def test_an_archive_of_texts_makes_one_pack(text, tmp_path, capsys):
    with zipfile.ZipFile(tmp_path / "texts.zip", "w") as archive:
        archive.writestr("one.txt", TEXT)
        archive.writestr("two.txt", TEXT.replace("Robot", "Drone"))
    assert run("draft", tmp_path / "texts.zip", "-o", tmp_path / "zone") == 0
    assert sorted(path.name for path in (tmp_path / "zone" / "text").iterdir()) == ["one.en.txt", "two.en.txt"]


def test_a_zone_needs_a_name_that_can_be_an_id(text, tmp_path, capsys):
    assert run("draft", text, "-o", tmp_path / "9 zones") == 1
    assert "ZW011" in capsys.readouterr().err


PAGE = """<html><body><nav>Home</nav><h1>Support for Robot Makers</h1><h2>Grants</h2>
<ol><li>Enterprises with at least 50 employees shall be granted a subsidy of USD 40,000.</li>
<li>Enterprises recognised as high-tech enterprises shall be granted USD 30,000.</li></ol>
<table><tr><th>Grade</th><th>Reward</th></tr><tr><td>National</td><td>USD 90,000</td></tr></table></body></html>"""


def test_what_a_page_was_is_kept_with_the_draft(tmp_path, capsys):
    """Headings, lists and tables of the first file are known when the draft is drafted again from itself."""
    (tmp_path / "grants.html").write_text(PAGE, encoding="utf-8")
    pack = drafted(tmp_path / "grants.html", tmp_path, capsys)
    before = contents(pack)
    assert run("draft", pack, "-o", pack, "--on", "2026-11-22") == 0
    assert contents(pack) == before
    assert '"row"' in (pack / "review" / "grants.blocks.json").read_text(encoding="utf-8")


def test_a_text_changed_under_its_blocks_is_read_as_plain_text(tmp_path, capsys):
    (tmp_path / "grants.html").write_text(PAGE, encoding="utf-8")
    pack = drafted(tmp_path / "grants.html", tmp_path, capsys)
    path = pack / "text" / "grants.en.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("40,000", "45,000"), encoding="utf-8")
    assert run("draft", pack, "-o", pack, "--on", "2026-11-22", "--json") == 0
    assert run("check", pack) == 0
    assert any("45000 USD" in one.read_text(encoding="utf-8") for one in (pack / "measures").iterdir())
