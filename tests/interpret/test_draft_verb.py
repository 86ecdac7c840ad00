"""`zonewright draft`: from files to a pack and again, without losing what people have done."""

import json
import zipfile

import pytest
import yaml

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


def decisions_of(pack):
    return (pack / "review" / "decisions.jsonl").read_text(encoding="utf-8").splitlines()


def all_accepted(pack, *texts):
    """Every item of the texts accepted, as reviewers leave it."""
    taken = []
    for id, words in texts:
        reading = read_document(read_text(words, id))
        taken += [decide(reading, item, "accepted", by="Li", on="2026-11-22") for item in items(reading)]
    (pack / "review" / "decisions.jsonl").write_text(write_decisions(taken), encoding="utf-8")
    return len(taken)


def test_decisions_on_a_text_that_is_not_drafted_this_time_are_kept(text, tmp_path, capsys):
    other = tmp_path / "drones.txt"
    other.write_text(TEXT.replace("Robot", "Drone"), encoding="utf-8")
    pack = tmp_path / "robots-zone"
    assert run("draft", text, other, "-o", pack, "--on", "2026-11-22") == 0
    count = all_accepted(pack, ("robots", TEXT), ("drones", TEXT.replace("Robot", "Drone")))
    capsys.readouterr()
    assert run("draft", text, "-o", pack, "--on", "2026-11-22") == 0
    assert "not drafted now, kept in review/decisions.jsonl: drones" in capsys.readouterr().out
    assert len(decisions_of(pack)) == count
    assert run("draft", text, other, "-o", pack, "--on", "2026-11-22", "--json") == 0
    assert [one["open"] for one in json.loads(capsys.readouterr().out)["texts"]] == [0, 0]


def test_a_decision_that_names_no_text_belongs_to_the_text_with_its_words(text, tmp_path, capsys):
    pack = drafted(text, tmp_path, capsys)
    count = all_accepted(pack, ("robots", TEXT))
    path = pack / "review" / "decisions.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace(', "doc": "robots"', ""), encoding="utf-8")
    assert run("draft", text, "-o", pack, "--on", "2026-11-22", "--json") == 0
    (told,) = json.loads(capsys.readouterr().out)["texts"]
    assert (told["kept"], told["open"]) == (count, 0)


def test_an_edited_provision_is_not_asked_about_again(text, tmp_path, capsys):
    pack = drafted(text, tmp_path, capsys)
    reading = read_document(read_text(TEXT, "robots"))
    taken = [decide(reading, item, "accepted", by="Li", on="2026-11-22") for item in items(reading)]
    place = next(place for place, one in enumerate(taken) if one.exact == "USD 30,000")
    taken[place] = decide(
        reading, items(reading)[place], "edited", by="Li", on="2026-11-22", note="misprint", change={"value": 31_000}
    )
    (pack / "review" / "decisions.jsonl").write_text(write_decisions(taken), encoding="utf-8")
    assert run("draft", text, "-o", pack, "--on", "2026-11-22") == 0
    measure = (pack / "measures" / "robots.art_2.yaml").read_text(encoding="utf-8")
    assert "31000 USD" in measure
    assert "is it read rightly" not in measure


def test_what_a_reviewer_decides_while_the_text_is_read_is_not_lost(text, tmp_path, capsys, monkeypatch):
    pack = drafted(text, tmp_path, capsys)

    def slowly(document):
        all_accepted(pack, ("robots", TEXT))
        return read_document(document)

    monkeypatch.setattr("zonewright.cli.draft.read_document", slowly)
    assert run("draft", text, "-o", pack, "--on", "2026-11-22") == 0
    assert len(decisions_of(pack)) == len(items(read_document(read_text(TEXT, "robots"))))


@pytest.mark.parametrize("damaged", ["", "garbage", "[]", '{"zone.yaml": 3}', "[" * 100_000])
def test_without_a_sound_list_of_what_was_drafted_nothing_is_taken_for_untouched(text, tmp_path, capsys, damaged):
    pack = drafted(text, tmp_path, capsys)
    (pack / "review" / "drafted.json").write_text(damaged, encoding="utf-8")
    before = (pack / "measures" / "robots.art_1.yaml").read_bytes()
    text.write_text(TEXT.replace("500,000", "600,000"), encoding="utf-8")
    assert run("draft", text, "-o", pack, "--on", "2026-11-22") == 0
    assert (pack / "measures" / "robots.art_1.yaml").read_bytes() == before
    assert (pack / "measures" / "robots.art_1.yaml.drafted").exists()


@pytest.mark.parametrize("name", ["../precious.txt", "measures/../../precious.txt", "{folder}/precious.txt"])
def test_a_list_of_drafted_files_never_leads_out_of_the_pack(text, tmp_path, capsys, name):
    pack = drafted(text, tmp_path, capsys)
    (tmp_path / "precious.txt").write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    listed = json.dumps({name.format(folder=tmp_path): [empty]})
    (pack / "review" / "drafted.json").write_text(listed, encoding="utf-8")
    assert run("draft", text, "-o", pack, "--on", "2026-11-22") == 0
    assert (tmp_path / "precious.txt").exists()


def test_a_file_that_is_no_text_any_more_is_left_as_it_is(text, tmp_path, capsys):
    pack = drafted(text, tmp_path, capsys)
    edited = pack / "measures" / "robots.art_1.yaml"
    edited.write_bytes("# 편집".encode("cp949"))
    assert run("draft", text, "-o", pack, "--on", "2026-11-22") == 0
    assert edited.read_bytes() == "# 편집".encode("cp949")


@pytest.mark.parametrize("odd", ["\0", "\ufeff\ufeff", "\x01\x1b"])
def test_a_text_with_odd_characters_can_be_reviewed_and_drafted_again(text, tmp_path, capsys, odd):
    text.write_text(odd + TEXT, encoding="utf-8")
    pack = drafted(text, tmp_path, capsys)
    before = contents(pack)
    assert run("review", pack, "--json") == 0
    assert run("draft", pack, "-o", pack, "--on", "2026-11-22") == 0
    assert contents(pack) == before


@pytest.mark.parametrize(
    ("words", "passes", "fails"),
    [
        ("with over 100 but under 500 employees", ["300 person"], ["100 person", "500 person"]),
        ("with no fewer than 100 but not more than 500 employees", ["100 person", "500 person"], ["501 person"]),
        ("with at least 100 but fewer than 500 employees", ["100 person", "300 person"], ["500 person"]),
    ],
)
def test_an_end_of_a_range_counts_only_where_the_text_says_so(tmp_path, capsys, words, passes, fails):
    (tmp_path / "staff.txt").write_text(f"Article 1. Enterprises {words} shall be granted USD 1,000.\n", encoding="utf-8")
    pack = drafted(tmp_path / "staff.txt", tmp_path, capsys)
    assert run("check", pack) == 0
    assert ", 0 errors, 0 warnings" in capsys.readouterr().out
    examples = yaml.safe_load((pack / "measures" / "staff.art_1.yaml").read_text(encoding="utf-8"))["examples"]
    met = [one for one in examples if one["given"].get("staff_art_1_judged") and "employees" in one["given"]]
    assert {one["given"]["employees"] for one in met if one["expect"] == "eligible"} == set(passes)
    assert {one["given"]["employees"] for one in met if one["expect"] == "ineligible"} == set(fails)


TWINS = """Support

Chapter I Robots

Article 1. Enterprises shall be granted a one-off reward of USD 30,000.

Chapter II Drones

Article 2. Enterprises shall be granted a one-off reward of USD 30,000.
"""


def test_a_rejection_never_passes_to_the_same_words_under_another_heading(tmp_path, capsys):
    """The first of two equal articles was rejected and is gone: the second stays to be decided."""
    text = tmp_path / "twins.txt"
    text.write_text(TWINS, encoding="utf-8")
    pack = drafted(text, tmp_path, capsys)
    reading = read_document(read_text(TWINS, "twins"))
    rejected = decide(reading, items(reading)[0], "rejected", by="Li", on="2026-11-22", reason="not_a_provision")
    (pack / "review" / "decisions.jsonl").write_text(write_decisions([rejected]), encoding="utf-8")
    text.write_text("Support\n\nChapter II Drones" + TWINS.partition("Chapter II Drones")[2], encoding="utf-8")
    assert run("draft", text, "-o", pack, "--on", "2026-11-22", "--json") == 0
    (told,) = json.loads(capsys.readouterr().out)["texts"]
    assert (told["kept"], len(told["lost"])) == (0, 1)
    assert [path.name for path in (pack / "measures").iterdir()] == ["twins.chp_2__art_2.yaml"]


def test_an_acceptance_never_passes_to_another_reading_of_the_same_words(tmp_path, capsys):
    """What is measured stands far before the figure: the figure's own words are unchanged, what they say is not."""
    words = (
        "Article 1. Enterprises with fixed asset investment in the zone at the end of the year of at least USD 5 million "
        "shall be granted 1 %."
    )
    before = read_document(read_text(words, "far"))
    other = words.replace("fixed asset investment in the zone", "an annual operating revenue there")
    after = read_document(read_text(other, "far"))
    assert before.provisions[0].conditions[0].metric != after.provisions[0].conditions[0].metric
    assert not {item.key for item in items(before) if item.condition == 0} & {item.key for item in items(after)}


def test_what_grows_with_the_text_may_be_larger_than_other_files(text, tmp_path, capsys):
    """5,000 provisions make 6 MB of fields; a measure of that size is none."""
    pack = drafted(text, tmp_path, capsys)
    padding = "# padding\n" * 600_000
    for name, code in (("fields.yaml", 0), ("ledger.yaml", 0), ("measures/robots.art_1.yaml", 1)):
        path = pack / name
        path.write_text(path.read_text(encoding="utf-8") + padding, encoding="utf-8")
        assert run("check", pack) == code
    assert run("draft", text, "-o", pack, "--on", "2026-11-22") == 0
    assert (pack / "fields.yaml").stat().st_size > 6_000_000
