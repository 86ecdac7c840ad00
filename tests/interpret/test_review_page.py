"""The page of the review: readable without a script, closed against hostile texts, and decided on by keys in a browser."""

import html
import json
import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from interpret.review_reading import TEXT, evidence, small_reading
from zonewright.errors import Report
from zonewright.provisions.decisions_file import read_decisions
from zonewright.provisions.document import Document
from zonewright.provisions.model import Confidence, Label, Mention, Provision, Reading
from zonewright.provisions.review import REASONS, decide, decided, items, queue, reviewed
from zonewright.report import review_words
from zonewright.report.review_page import review_page
from zonewright.values import LANGUAGES

READING = small_reading()
ITEMS = items(READING)
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'`{{7*7}}<!-- \u202e000\u2066\x1b[2J\x00 ${x} &lt;"
UNSURE = evidence("企业应当", Confidence.MEDIUM)
SIGNED = {"by": "Li", "on": "2026-11-22"}


class Tags(HTMLParser):
    """What a page holds: tags, ids, targets of links, words by element."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.ids, self.links, self.open, self.said = [], [], [], [], {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, given))
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        if tag not in {"meta", "input", "br", "progress"}:
            self.open.append(given.get("id", ""))

    def handle_endtag(self, tag):
        if self.open and tag not in {"progress"}:
            self.open.pop()

    def handle_data(self, text):
        for id in filter(None, self.open):
            self.said[id] = self.said.get(id, "") + text


def record(page):
    """What the page's script works on."""
    [inside] = re.findall(r'<script type="application/json" id="page">(.*?)</script>', page, re.DOTALL)
    return json.loads(inside)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_stands_on_both_sides_and_links_lead_somewhere(language):
    page = Tags(review_page(READING, {}, language=language))
    assert len(page.ids) == len(set(page.ids))
    assert {f"i-{item.key}" for item in ITEMS} | {f"t-{item.key}" for item in ITEMS} <= set(page.ids)
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_the_page_loads_nothing():
    page = review_page(READING, {}, language="en")
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"|url\(|@import|https?:', page) == []
    assert "default-src 'none'" in page


def test_nothing_of_the_text_is_left_out():
    """Numbers, headings, tables and what was not read are all there."""
    shown = Tags(review_page(READING, {}, language="zh")).said["text"]
    for words in ("松岭扶持办法 😀", "第一条 ", "支持", "企业落户，", "（二）", "承诺。", "档次", "比例", "甲", "施行。"):
        assert words in shown


def test_the_kind_of_a_figure_is_told_in_words():
    page = Tags(review_page(READING, {}, language="zh"))
    assert [page.said[f"t-{ITEMS[number].key}"] for number in (1, 2, 3)] == ["资格条件", "比例", "上限"]


def test_a_card_tells_value_confidence_rule_heading_and_flags():
    page = Tags(review_page(READING, {}, language="ko"))
    told = page.said[f"i-{ITEMS[3].key}"]
    for words in ("1,000,000위안 이하", "신뢰도 낮음", "zh-test-rule", "통화가 적혀 있지 않음", "최", "미검토"):
        assert (words in told) is (words != "최")
    assert "상위 제목: 松岭扶持办法" in page.said["cards"]


def test_a_field_has_candidates_for_its_code_with_score_and_reason():
    told = Tags(review_page(READING, {}, language="en")).said[f"i-{ITEMS[0].key}"]
    assert re.search(r"机器人\s+\S*@\S+:\w+.*\d+ · ", told, re.DOTALL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_decided_stands_on_the_page(language):
    done = {
        ITEMS[0].key: decide(READING, ITEMS[0], "accepted", **SIGNED),
        ITEMS[1].key: decide(READING, ITEMS[1], "rejected", reason="wrong_value", **SIGNED),
        ITEMS[3].key: decide(READING, ITEMS[3], "edited", change={"value": 7}, note="see annex", **SIGNED),
    }
    page = Tags(review_page(READING, done, language=language))
    assert review_words.REASONS["wrong_value"].in_language(language) in page.said[f"i-{ITEMS[1].key}"]
    assert "→ 7 · see annex" in page.said[f"i-{ITEMS[3].key}"]
    states = {given["data-item"]: given["class"].split()[1] for _, given in page.tags if "data-item" in given}
    assert [states[item.key] for item in ITEMS[:4]] == ["accepted", "rejected", "suggested", "edited"]
    assert page.said["told"] == review_words.PAGE["progress"].in_language(language).format(n=3, m=len(ITEMS))


def test_the_order_is_that_of_the_queue():
    assert record(review_page(READING, {}, language="en"))["order"] == [item.key for item in queue(ITEMS, {})]


def test_only_sure_provisions_without_figures_are_accepted_together():
    told = record(review_page(READING, {}, language="en"))["items"]
    assert [key for key, one in told.items() if one.get("sure")] == [ITEMS[4].key]
    *others, duty, row, start = READING.provisions
    for changed in (replace(duty, flags=("exception",)), replace(duty, instruments=(Label("governance", UNSURE),))):
        reading = replace(READING, provisions=(*others, changed, row, start))
        told = record(review_page(reading, {}, language="en"))["items"]
        assert [key for key, one in told.items() if one.get("sure")] == []


def test_the_words_are_there_in_three_languages():
    """One language each: no word of another language's alphabet, no gap."""
    tables = (review_words.PAGE, review_words.REASONS, review_words.FLAGS, review_words.ROLES, review_words.MODALITIES)
    for words in (one for table in tables for one in table.values()):
        assert words.en
        assert words.en.isascii() or set(words.en) & set("“”…")
        assert re.search("[一-鿿]", words.zh)
        assert re.search("[가-힣]", words.ko)
    assert set(review_words.REASONS) == set(REASONS)


def hostile_reading():
    text = f"标题{HOSTILE}\n支持{HOSTILE}企业{HOSTILE}。\n"
    start = text.index("支持")
    words = text[start:-1]
    own = evidence(words, text=text)
    field = Mention(text.index("企业"), len(text) - 2, own)
    label = Label("supported", own)
    labels = (Label(HOSTILE, own),)
    one = Provision(HOSTILE, start, len(text) - 1, label, labels, (field,), headings=(HOSTILE,), flags=(HOSTILE,))
    return Reading(Document(HOSTILE, text, "zh", (), notes=(HOSTILE,)), (one,))


def test_a_hostile_text_stays_text():
    reading = hostile_reading()
    [item] = items(reading)
    done = {item.key: replace(decide(reading, item, "rejected", reason="other", note=HOSTILE, **SIGNED), by=HOSTILE)}
    page = review_page(reading, done, language="en")
    kinds = {tag for tag, _ in Tags(page).tags}
    assert "img" not in kinds
    assert page.count("<script") == page.count("</script>") == 2
    assert not any(key.startswith("on") for _, given in Tags(page).tags for key in given)
    assert record(page)["items"][item.key]["stands"]["exact"] == reading.words(reading.provisions[0])


def test_marks_that_nobody_sees_are_named():
    """A mark that turns the direction of writing would show 000 for a reader where the text says something else."""
    page = review_page(hostile_reading(), {}, language="en")
    shown = Tags(page).said["text"]
    assert "U+202E" in shown
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", shown)


def test_a_text_without_provisions_is_a_page_too():
    assert "0 of 0" in review_page(Reading(Document("empty", "", "en"), ()), {}, language="en")


DRIVER = """
<script>
(() => {
  const out = { errors: [] };
  const pressed = (name) => new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true });
  const key = (name) => document.activeElement.dispatchEvent(pressed(name));
  const item = (id) => document.getElementById(`i-${id}`);
  const now = () => document.querySelector(".item.current").dataset.item;
  const state = (id) => item(id).className.split(" ")[1];
  const told = () => document.getElementById("told").textContent;
  const sign = (name) => { document.getElementById("by").value = name; document.getElementById("by").blur(); };
  const form = document.getElementById("form"), wrong = () => document.getElementById("wrong").textContent;
  try { STEPS } catch (error) { out.errors.push(String(error.stack)); }
  out.lines = document.getElementById("lines").textContent;
  const shown = Array.from(document.querySelectorAll("[data-item]")).map((one) => one.dataset.item);
  out.state = Object.fromEntries(shown.map((id) => [id, state(id)]));
  const told_all = Object.assign(document.createElement("pre"), { id: "outcome", textContent: JSON.stringify(out) });
  document.body.append(told_all);
})();
</script></body>"""
needs_browser = pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not on this machine")


@pytest.fixture
def browse(tmp_path):
    """Open a page in a browser, do some steps there, and hear what came of them."""

    def run(steps, done=None, language="en"):
        page = review_page(READING, done or {}, language=language)
        path = tmp_path / "page.html"
        path.write_text(page.replace("</body>", DRIVER.replace("STEPS", steps)), encoding="utf-8")
        command = [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
            "--disable-background-networking", "--disable-component-update", f"--user-data-dir={tmp_path / 'profile'}",
            "--dump-dom", path.as_uri(),
        ]  # fmt: skip
        shown = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=True).stdout
        [told] = re.findall(r'<pre id="outcome">(.*?)</pre>', shown, re.DOTALL)
        outcome = json.loads(html.unescape(told))
        assert outcome["errors"] == []
        report = Report()
        outcome["decisions"] = read_decisions(outcome["lines"], "download.jsonl", report)
        assert report.diagnostics == ()
        return outcome

    return run


ORDER = [item.key for item in queue(ITEMS, {})]


@needs_browser
def test_one_key_accepts_and_goes_on(browse):
    told = browse("out.first = now(); sign('Kim'); key('a'); out.second = now(); out.told = told();")
    assert (told["first"], told["second"]) == tuple(ORDER[:2])
    assert [(one.item, one.verdict, one.by) for one in told["decisions"]] == [(ORDER[0], "accepted", "Kim")]
    assert (told["state"][ORDER[0]], told["state"][ORDER[1]]) == ("accepted", "suggested")
    assert told["told"] == f"1 of {len(ITEMS)} decided"


@needs_browser
def test_nobody_decides_without_a_name(browse):
    told = browse("key('a'); out.at = document.activeElement.id;")
    assert (told["decisions"], told["at"]) == ((), "by")


@needs_browser
def test_a_rejection_has_a_reason_and_can_be_undone(browse):
    told = browse("sign('Kim'); key('x'); key('2'); key('u'); out.at = now(); key('x'); key('5');")
    said = [(one.verdict, one.reason) for one in told["decisions"]]
    assert said == [("rejected", "wrong_value"), ("undone", ""), ("rejected", "duplicate")]
    assert (told["at"], told["state"][ORDER[0]]) == (ORDER[0], "rejected")
    assert decided(told["decisions"]).keys() == {ORDER[0]}


@needs_browser
def test_an_edit_is_checked_and_asks_for_a_note(browse):
    key = ITEMS[3].key
    told = browse(f"""
      sign('Kim'); item('{key}').click(); key('e'); out.wrong = [];
      const set = (name, value) => {{ form.elements[name].value = value; form.requestSubmit(); out.wrong.push(wrong()); }};
      form.requestSubmit(); out.wrong.push(wrong());
      set('value', 'much'); set('value', '1..2'); set('value', '2026-01-01'); set('value', '2,000,000.5');
      form.elements.unit.value = 'shekel'; form.requestSubmit(); out.wrong.push(wrong());
      form.elements.unit.value = 'KRW'; document.getElementById('note').value = 'see annex'; form.requestSubmit();
      out.open = document.getElementById('change').open;
    """)
    page = {name: words.en for name, words in review_words.PAGE.items()}
    asked = ["no_change", "bad_value", "bad_range", "bad_date", "needs_note", "bad_unit"]
    assert told["wrong"] == [page[name] for name in asked]
    [edit] = told["decisions"]
    changed = reviewed(READING, decided([edit])).provisions[0].conditions[2]
    assert (str(changed.value), changed.unit, edit.note, told["open"]) == ("4000001/2", "KRW", "see annex", False)


@needs_browser
def test_fields_are_words_of_the_provision(browse):
    key = ITEMS[0].key
    told = browse(f"""
      sign('Kim'); item('{key}').click(); key('e');
      form.elements.fields.value = '飞机'; form.requestSubmit(); out.wrong = wrong();
      form.elements.fields.value = '机器人\\n投资'; form.requestSubmit();
    """)
    assert "飞机" in told["wrong"]
    [edit] = told["decisions"]
    fields = reviewed(READING, decided([edit])).provisions[0].fields
    assert [TEXT[one.start : one.end] for one in fields] == ["机器人", "投资"]


@needs_browser
def test_sure_provisions_are_accepted_together_and_undone_together(browse):
    told = browse("sign('Kim'); document.getElementById('sure').click(); out.hidden = document.getElementById('sure').hidden;")
    [one] = told["decisions"]
    assert (one.item, one.verdict, one.note, told["hidden"]) == (
        ITEMS[4].key, "accepted", review_words.PAGE["sure_note"].en, True,
    )  # fmt: skip


@needs_browser
def test_filters_and_the_search_show_what_they_say(browse):
    told = browse("""
      const shown = () => Array.from(document.querySelectorAll('.card:not([hidden])')).length;
      const press = (name) => document.querySelector(`[data-filter=${name}]`).click();
      press('flagged'); out.flagged = shown(); press('flagged'); press('money'); out.money = shown(); press('money');
      key('/'); out.at = document.activeElement.id; document.getElementById('find').value = '如实';
      document.getElementById('find').dispatchEvent(new Event('input')); out.found = shown();
      document.getElementById('find').blur(); out.order = [now()]; key('j'); out.order.push(now());
    """)
    assert (told["flagged"], told["money"], told["found"], told["at"]) == (1, 2, 1, "find")
    assert told["order"] == [ORDER[0], ITEMS[4].key]


@needs_browser
def test_both_sides_are_one(browse):
    """A click in the text selects the card, a click on the card the text."""
    figure = ITEMS[2].key
    told = browse(f"""
      document.querySelector('.figure[data-at="{figure}"]').click(); out.card = now();
      document.querySelector('#i-{figure} a').click();
      out.text = Array.from(document.querySelectorAll('.text .current')).map((one) => one.dataset.at);
      key('ArrowDown'); out.next = now(); key('ArrowUp'); out.back = now();
    """)
    assert (told["card"], told["text"], told["back"]) == (figure, [figure], figure)
    assert told["next"] == ORDER[(ORDER.index(figure) + 1) % len(ORDER)]


@needs_browser
def test_what_was_decided_before_can_be_undone_here(browse):
    done = {ORDER[0]: decide(READING, ITEMS[3], "accepted", **SIGNED)}
    told = browse(f"sign('Kim'); out.first = now(); item('{ORDER[0]}').click(); key('u');", done)
    assert told["first"] == ORDER[1]
    assert [(one.item, one.verdict) for one in told["decisions"]] == [(ORDER[0], "undone")]
    assert told["state"][ORDER[0]] == "suggested"


@needs_browser
def test_a_decision_that_came_home_counts_once(browse):
    """The browser still holds what the pack holds by now: one undo is enough."""
    [first] = browse("sign('Kim'); key('a');")["decisions"]
    told = browse(f"out.kept = document.getElementById('by').value; item('{ORDER[0]}').click(); key('u');", {ORDER[0]: first})
    assert told["kept"] == "Kim"
    assert [one.verdict for one in told["decisions"]] == ["accepted", "undone"]
    assert told["state"][ORDER[0]] == "suggested"
