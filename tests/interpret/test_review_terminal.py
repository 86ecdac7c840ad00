"""The review on the command line: keys from a pipe and from a terminal, decisions kept at once, exchange and pages."""

import io
import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import threading

import pytest

from zonewright.cli.main import main
from zonewright.cli.review import readings_of
from zonewright.provisions.decisions_file import read_decisions, write_decisions
from zonewright.provisions.review import decide, decided, items, queue

TEXT = """# Support for makers

Article 1
The zone office shall pay a grant of at most 100,000 yuan to each robot maker.
Article 2
Applicants must have invested at least 5 million yuan in fixed assets.
Article 3
Applicants shall report truthfully.
"""
ON = ("--on", "2026-11-22")


@pytest.fixture
def pack(tmp_path):
    (tmp_path / "zone" / "text").mkdir(parents=True)
    (tmp_path / "zone" / "text" / "policy.en.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "zone"


@pytest.fixture
def review(pack, monkeypatch, capsys):
    """Type some lines and hear what is printed."""

    def run(*typed, arguments=(), code=0, lang="en"):
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        ended = main(["review", str(pack), *ON, "--by", "Li", "--lang", lang, *map(str, arguments)])
        said = capsys.readouterr()
        assert ended == code, said.err
        return said.out + said.err

    return run


def log(pack):
    path = pack / "review" / "decisions.jsonl"
    return read_decisions(path.read_bytes(), path) if path.exists() else ()


def waiting(pack):
    [reading] = readings_of(pack)
    return reading, queue(items(reading), decided(log(pack)))


def test_each_key_decides_and_the_next_item_comes(review, pack):
    _, before = waiting(pack)
    told = review("a", "x", "3", "s", "q")
    assert [(one.verdict, one.reason, one.by, one.on) for one in log(pack)] == [
        ("accepted", "", "Li", "2026-11-22"), ("rejected", "wrong_label", "Li", "2026-11-22"),
    ]  # fmt: skip
    assert [one.item for one in log(pack)] == [item.key for item in before[:2]]
    assert f"policy: 2 of {len(before)} decided" in told
    assert f"zonewright draft {pack}/text -o {pack}" in told.replace("\n", "")


@pytest.mark.parametrize("lang", ["en", "zh", "ko"])
def test_everything_can_be_accepted_and_nothing_is_asked_twice(review, pack, lang):
    _, before = waiting(pack)
    told = review(*["a"] * len(before), lang=lang)
    assert {one.verdict for one in log(pack)} == {"accepted"}
    assert len(log(pack)) == len(before)
    assert {"en": "Nothing is left to decide.", "zh": "没有待审核的项目。", "ko": "더 검토할 항목이 없습니다."}[lang] in told


def first_figure(pack):
    reading, before = waiting(pack)
    place = next(number for number, item in enumerate(before) if item.kind == "condition")
    return reading, before[place], place


def test_an_edit_is_checked_and_asks_for_a_note(review, pack):
    _, item, place = first_figure(pack)
    told = review(*["s"] * place, "e", "value=much", "unit=shekel", "op=range", "value=7", "the annex says so", "q")
    [edit] = log(pack)
    assert (edit.item, edit.verdict, dict(edit.change), edit.note) == (item.key, "edited", {"value": 7}, "the annex says so")
    assert "`shekel` is not a unit" in told
    assert "a range has two values" in told


@pytest.mark.parametrize("typed", [("", "q"), ("value=7", "", "q")])
def test_an_edit_that_is_left_changes_nothing(review, pack, typed):
    _, _, place = first_figure(pack)
    assert "left as it is" in review(*["s"] * place, "e", *typed)
    assert log(pack) == ()


def test_a_label_and_the_fields_of_a_provision_can_be_changed(review, pack):
    reading, before = waiting(pack)
    place = next(n for n, item in enumerate(before) if item.condition < 0 and "robot" in TEXT[item.start : item.end])
    review(*["s"] * place, "e", "fields=gold", "modality=may; instruments=park, base; fields=robot maker", "q")
    [edit] = log(pack)
    [field] = edit.change["fields"]
    assert (edit.change["modality"], edit.change["instruments"]) == ("may", ["park", "base"])
    assert reading.document.text[field["start"] : field["end"]] == "robot maker"


def test_undo_takes_back_one_decision_after_the_other(review, pack):
    _, before = waiting(pack)
    told = review("a", "a", "u", "u", "u", "q")
    said = [(one.item, one.verdict) for one in log(pack)]
    first, second = before[0].key, before[1].key
    assert said == [(first, "accepted"), (second, "accepted"), (second, "undone"), (first, "undone")]
    assert "There is nothing to undo." in told


def test_undo_reaches_back_to_an_earlier_day(review, pack):
    review("a", "q")
    review("u", "q")
    assert [one.verdict for one in log(pack)] == ["accepted", "undone"]


def test_a_key_that_means_nothing_changes_nothing(review, pack):
    review("z", "", "?", "x", "9", "", "q")
    assert log(pack) == ()


def test_a_killed_review_has_kept_every_decision(pack):
    """After each decision the process is killed, and the next one goes on where it stopped."""
    _, before = waiting(pack)
    command = [sys.executable, "-m", "zonewright", "review", str(pack), *ON]
    for _ in range(3):
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as running:
            until_asked(running)
            running.stdin.write("a\n")
            running.stdin.flush()
            until_asked(running)
            running.send_signal(signal.SIGKILL)
    assert [one.item for one in log(pack)] == [item.key for item in before[:3]]


def until_asked(running):
    told = ""
    while not told.endswith("\n> "):
        one = running.stdout.read(1)
        assert one, f"it ended: {told[-500:]}"
        told += one
    return told


def test_a_line_cut_off_by_a_killed_machine_is_told_and_the_review_goes_on(review, pack):
    review("a", "q")
    path = pack / "review" / "decisions.jsonl"
    path.write_bytes(path.read_bytes() + b'{"item": "half')
    assert "ZW734" in review("a", "q")
    assert [one.verdict for one in log(pack)] == ["accepted", "accepted"]


def test_on_a_terminal_one_key_is_enough(pack):
    """No line end is typed; what is typed ahead counts."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "zonewright", "review", str(pack), *ON]
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, text=True, encoding="utf-8") as running:
        os.close(theirs)
        late = threading.Timer(30, running.kill)
        late.start()
        for keys in (b"a", b"x4", b"\x1b[A", b"q"):
            until_asked(running)
            os.write(ours, keys)
        running.stdout.read()
        late.cancel()
    os.close(ours)
    assert running.returncode == 0
    assert [(one.verdict, one.reason) for one in log(pack)] == [("accepted", ""), ("rejected", "not_a_provision")]


def test_a_text_cannot_steer_the_terminal(review, pack):
    (pack / "text" / "policy.en.txt").write_text(TEXT.replace("robot", "\x1b[2J\u202erobot"), encoding="utf-8")
    told = review("s", "s", "s", "s", "s", "s", "s")
    assert "<U+001B>" in told
    assert "\x1b[2J" not in told
    assert "\u202e" not in told


def test_the_queue_as_json(review, pack):
    _, before = waiting(pack)
    review("a", "q")
    [told] = json.loads(review(arguments=["--json"]))["texts"]
    assert (told["text"], told["language"], told["decided"], told["items"]) == ("policy", "en", 1, len(before))
    assert [one["item"] for one in told["queue"]] == [item.key for item in before[1:]]
    assert all(TEXT[one["start"] : one["end"]] == one["words"] for one in told["queue"])


def test_the_page_and_its_download_come_back_once(review, pack, tmp_path):
    """What the page gives is taken over; the same file again adds nothing."""
    reading, before = waiting(pack)
    review(arguments=["--html", tmp_path / "page.html"])
    assert (tmp_path / "page.html").read_text(encoding="utf-8").rstrip().endswith("</html>")
    signed = {"by": "Kim", "on": "2026-11-21"}
    first = decide(reading, before[0], "accepted", **signed)
    some = [first, decide(reading, before[0], "undone", **signed), first]
    path = tmp_path / "policy-decisions.jsonl"
    path.write_text(write_decisions(some[:1]), encoding="utf-8")
    review(arguments=["--import", path])
    path.write_text(write_decisions(some), encoding="utf-8")
    assert "2 decisions" in review(arguments=["--import", path])
    assert "0 decisions" in review(arguments=["--import", path])
    assert log(pack) == tuple(some)


def test_a_decision_on_words_that_are_gone_is_told_and_left_out(review, pack, tmp_path):
    reading, before = waiting(pack)
    path = tmp_path / "old.jsonl"
    path.write_text(write_decisions([decide(reading, before[0], "accepted", by="Kim", on="2026-11-21")]), encoding="utf-8")
    (pack / "text" / "policy.en.txt").write_text("Article 1\nThe office shall pay 5 yuan.\n", encoding="utf-8")
    assert "ZW736" in review(arguments=["--import", path])
    assert log(pack) == ()


@pytest.mark.parametrize(("form", "name"), [("brat", "policy.ann"), ("label-studio", "tasks.json")])
def test_out_to_a_tool_and_back(review, pack, tmp_path, form, name):
    _, before = waiting(pack)
    review(arguments=["--export", form, tmp_path / "out"])
    path = tmp_path / "out" / name
    if form == "label-studio":
        [task] = json.loads(path.read_text(encoding="utf-8"))
        task["annotations"] = [{"result": task["predictions"][0]["result"]}]
        path.write_text(json.dumps([task]), encoding="utf-8")
    told = review(arguments=["--import", path])
    assert f"{len(before)} decisions ({len(before)} accepted" in told.replace("\n", " ")
    assert {one.verdict for one in log(pack)} == {"accepted"}
    assert len(waiting(pack)[1]) == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--doc", "polici"], "ZW739"),
        (["--export", "word", "out"], "ZW732"),
        (["--import", "nowhere.jsonl"], "ZW022"),
        (["--import", "text.ann"], "ZW022"),
    ],
)
def test_what_cannot_be_done_is_told(review, arguments, code):
    assert code in review(arguments=arguments, code=1)


def test_a_pack_without_texts_is_told(review, pack):
    shutil.rmtree(pack / "text")
    assert "ZW739" in review(code=1)


def test_a_bad_file_of_decisions_stays_as_it_is(review, pack):
    path = pack / "review" / "decisions.jsonl"
    path.parent.mkdir()
    path.write_text("nonsense\n", encoding="utf-8")
    assert "ZW730" in review("a", code=1)
    assert path.read_text(encoding="utf-8") == "nonsense\n"


def test_a_bad_import_changes_nothing(review, pack, tmp_path):
    path = tmp_path / "policy.ann"
    path.write_text("hello\n", encoding="utf-8")
    told = review(arguments=["--import", path], code=1)
    assert f"{path}:1" in told.replace("\n", "")
    assert log(pack) == ()


def test_several_texts_have_a_page_each_and_their_own_decisions(review, pack, tmp_path):
    """The same words in two texts are decided on twice."""
    shutil.copy(pack / "text" / "policy.en.txt", pack / "text" / "annex.en.txt")
    review(arguments=["--html", tmp_path / "page.html"])
    assert {path.name for path in tmp_path.glob("*.html")} == {"page-annex.html", "page-policy.html"}
    review("a", "q")
    review("a", "q", arguments=["--doc", "policy"])
    assert [one.doc for one in log(pack)] == ["annex", "policy"]
    texts = json.loads(review(arguments=["--json"]))["texts"]
    assert [(one["text"], one["decided"]) for one in texts] == [("annex", 1), ("policy", 1)]


@pytest.mark.parametrize("most", [100, 450, 500, 550])
def test_a_full_disk_leaves_no_half_decision(pack, most):
    """The line that could not be written whole is taken back."""
    limited = (
        f"import resource, signal, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}));"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); from zonewright.cli.main import main;"
        f"sys.exit(main({['review', str(pack), *ON]!r}))"
    )
    command = [sys.executable, "-c", limited]
    done = subprocess.run(command, input="a\na\na\na\n", capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, "ZW028" in done.stderr) == (1, True)
    path = pack / "review" / "decisions.jsonl"
    kept = path.read_bytes()
    assert len(log(pack)) == kept.count(b"\n") == (most > 100)
    assert kept.endswith(b"\n" if kept else b"")


@pytest.mark.parametrize("typed", ["just words", "=", "= 5", "value", "값을 고침"])
def test_words_that_change_nothing_are_asked_again(review, pack, typed):
    """Whoever types a remark where a change is asked for goes on with the same item."""
    told = review("e", typed, "", "a", "q")
    assert [one.verdict for one in log(pack)] == ["accepted"]
    assert "left as it is" in told


def test_without_an_input_nothing_is_decided(pack, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["review", str(pack), *ON]) == 0
    assert "Nothing was decided" in capsys.readouterr().out
    assert log(pack) == ()
