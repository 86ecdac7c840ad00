"""What was read, as W3C Web Annotations: every target is found again by its words and by its place."""

import json

from zonewright.cli.main import main
from zonewright.interpret.readers import read_text
from zonewright.interpret.reading import read_document
from zonewright.provisions.akoma_ntoso import from_akoma_ntoso
from zonewright.provisions.selectors import find
from zonewright.provisions.web_annotations import annotation_page

TEXT = "机器人若干措施\n\n第一条 对固定资产投资5000万元以上的机器人企业，一次性奖励100万元。\n第二条 本措施由管委会负责解释。\n"


def test_every_provision_figure_and_field_is_an_annotation_that_is_found_again():
    reading = read_document(read_text(TEXT, "robots"))
    page = json.loads(annotation_page(reading))
    wanted = [(one.start, one.end) for provision in reading.provisions
              for one in (provision, *provision.conditions, *provision.fields)]  # fmt: skip
    assert [find(reading.document, one) for one in page["items"]] == wanted
    assert len({one["id"] for one in page["items"]}) == len(wanted)
    bodies = [one["body"] if isinstance(one["body"], list) else [one["body"]] for one in page["items"]]
    values = [body["value"] for own in bodies for body in own]
    assert "threshold: >= 50000000 CNY" in values
    assert "amount: = 1000000 CNY" in values
    assert "field" in values


def test_annotations_are_found_after_something_was_inserted_before_them():
    reading = read_document(read_text(TEXT, "robots"))
    later = read_text(TEXT.replace("第一条", "序言一段。\n第一条"), "robots")
    for one in json.loads(annotation_page(reading))["items"]:
        start, end = find(later, one)
        assert later.text[start:end] == one["target"]["selector"][0]["exact"]


def test_the_verb_writes_both_forms(tmp_path):
    (tmp_path / "robots.txt").write_text(TEXT, encoding="utf-8")
    pack = tmp_path / "zone"
    assert main(["draft", str(tmp_path / "robots.txt"), "-o", str(pack)]) == 0
    for form, name in (("akoma-ntoso", "robots.xml"), ("web-annotation", "robots.json")):
        assert main(["review", str(pack), "--export", form, str(tmp_path / form)]) == 0
        assert (tmp_path / form / name).exists()
    again = from_akoma_ntoso((tmp_path / "akoma-ntoso" / "robots.xml").read_text(encoding="utf-8"))
    assert [block.eid for block in again.blocks] == [block.eid for block in read_text(TEXT, "robots").blocks]
