"""Procedures as BPMN 2.0 and back."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pytest
import SpiffWorkflow.bpmn.parser
import yaml
from lxml import etree

from procedures_made import SCHEMA, made_procedure, words
from zonewright.cases.bpmn import write_bpmn
from zonewright.cases.bpmn_import import read_bpmn
from zonewright.cases.mermaid import write_mermaid
from zonewright.cases.procedure import Act, Move, Procedure, Stage, Task, Way
from zonewright.cases.read import read_procedure
from zonewright.codes.world import World
from zonewright.conditions.read import Vocabulary
from zonewright.errors import Report, Severity
from zonewright.notation.tree import read_yaml
from zonewright.packs.load import read_pack

ROOT = Path(__file__).parents[2]
REAL = dict(read_pack(ROOT / "packs/changchun").pack.casework.procedures)
MADE = [made_procedure(seed) for seed in range(40)]
DI = {"di": "http://www.omg.org/spec/DD/20100524/DI", "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
      "dc": "http://www.omg.org/spec/DD/20100524/DC", "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL"}  # fmt: skip
BY_ID = {one.id: one for one in (*REAL.values(), *MADE)}
every_procedure = pytest.mark.parametrize("procedure", [*REAL.values(), *MADE[:12]], ids=lambda one: one.id)


@cache
def exported(id, language):
    """Each procedure is drawn once a language."""
    return write_bpmn(BY_ID[id], language=language)


@cache
def bpmn_schema():
    folder = Path(SpiffWorkflow.bpmn.parser.__file__).parent / "schema"
    return etree.XMLSchema(etree.parse(folder / "BPMN20.xsd"))


def imported(text, language="en"):
    found = read_bpmn(text, "file.bpmn", language=language)
    return yaml.load(found.text, Loader=yaml.BaseLoader), found.diagnostics  # noqa: S506  # every scalar stays a text


def errors(diagnostics):
    return [(one.code, one.message) for one in diagnostics if one.severity is Severity.ERROR]


@every_procedure
@pytest.mark.parametrize("language", ["en", "zh", "ko"])
def test_the_export_is_valid_bpmn(procedure, language):
    """By the schema that the OMG publishes."""
    tree = etree.fromstring(exported(procedure.id, language).encode())
    assert bpmn_schema().validate(tree), bpmn_schema().error_log.last_error


@every_procedure
def test_every_element_and_every_flow_is_drawn(procedure):
    tree = etree.fromstring(exported(procedure.id, "en").encode())
    drawn = {one.get("bpmnElement") for one in tree.iter(f"{{{DI['bpmndi']}}}BPMNShape", f"{{{DI['bpmndi']}}}BPMNEdge")}
    [process] = tree.findall("bpmn:process", DI)
    parts = {one.get("id") for one in process.iter() if isinstance(one.tag, str) and one.get("id") and "MODEL" in one.tag}
    assert drawn - {process.get("id")} == parts - {process.get("id")}


@every_procedure
def test_no_two_boxes_of_the_drawing_lie_on_each_other(procedure):
    """Beside subprocesses with their parts, and events on borders."""
    tree = etree.fromstring(exported(procedure.id, "en").encode())
    homes = {part.get("id"): one.get("id") for one in tree.iter(f"{{{DI['bpmn']}}}subProcess") for part in one}
    borders = {one.get("id") for one in tree.iter(f"{{{DI['bpmn']}}}boundaryEvent")}
    rects = {}
    for shape in tree.iter(f"{{{DI['bpmndi']}}}BPMNShape"):
        bounds = shape.find("dc:Bounds", DI)
        if shape.get("bpmnElement") not in borders:
            x, y, width, height = (int(bounds.get(key)) for key in ("x", "y", "width", "height"))
            rects[shape.get("bpmnElement")] = (x, y, x + width, y + height)
    upon = [
        (one, other)
        for one, (left, top, right, bottom) in rects.items()
        for other, (start, high, end, low) in rects.items()
        if one < other and left < end and start < right and top < low and high < bottom
    ]
    assert [pair for pair in upon if homes.get(pair[0]) != pair[1] and homes.get(pair[1]) != pair[0]] == []


@pytest.mark.parametrize("procedure", [*REAL.values(), *MADE], ids=lambda one: one.id)
def test_what_was_exported_comes_back_with_the_same_control_flow(procedure):
    found, diagnostics = imported(exported(procedure.id, "ko"))
    assert errors(diagnostics) == []
    assert list(found["stages"]) == list(procedure.stages)
    for stage in procedure.stages.values():
        back = found["stages"][stage.id]
        assert back.get("again", "all") == stage.again
        tasks = {
            id: (one["role"], tuple(one.get("outcomes", ())), one.get("decides", ""), one.get("after", ""))
            for id, one in back["tasks"].items()
        }
        assert tasks == {
            task.id: (task.role, task.outcomes, list(task.deciding) or ("true" if task.decides else ""), task.after)
            for task in stage.tasks
        }
        assert [
            (outcome, ways_of(move["to"]), tuple(move.get("marks", ())), move.get("most"), "reason" in move)
            for outcome, move in back["moves"].items()
        ] == [
            (move.outcome, tuple(way.to for way in move.ways), move.marks, move.most and str(move.most), move.reason)
            for move in stage.moves
        ]
    acts = {id: (set(one["in"]), one["to"], one["role"], one.get("within", "")) for id, one in found.get("acts", {}).items()}
    assert acts == {act.id: (set(act.stages), act.to, act.role, act.within) for act in procedure.acts.values()}
    assert {id: end["result"] for id, end in found["ends"].items()} == {end.id: end.result for end in procedure.ends.values()}
    assert {id: clock.get("limit", "") for id, clock in found.get("clocks", {}).items()} == {
        clock.id: str(clock.limit or "") for clock in procedure.clocks.values()
    }
    assert found["title"] == {language: procedure.title.in_language(language) for language in ("en", "zh", "ko")}


def ways_of(to):
    return (to,) if isinstance(to, str) else tuple(line["to"] for line in to)


def without_conditions(procedure):
    """Conditions belong to a pack; without them nothing at all is left out of the export."""
    stages = {
        stage.id: replace(
            stage,
            tasks=tuple(replace(task, when=None) for task in stage.tasks),
            moves=tuple(replace(move, ways=move.ways[-1:]) for move in stage.moves),
        )
        for stage in procedure.stages.values()
    }
    ways = {move.ways[-1].to for stage in procedure.stages.values() for move in stage.moves}
    acts = [(act.to, *act.stages) for act in procedure.acts.values()]
    reached = ways.union(*acts)
    ends = {id: end for id, end in procedure.ends.items() if id in reached}
    return replace(procedure, stages=MappingProxyType(stages), ends=MappingProxyType(ends))


def said(value):
    """A part of a procedure by what it says, wherever it is written; an act is possible at a set of places."""
    if is_dataclass(value):
        named = {one.name: getattr(value, one.name) for one in fields(value) if one.name not in {"place", "hash"}}
        return {key: sorted(one) if isinstance(value, Act) and key == "stages" else said(one) for key, one in named.items()}
    if isinstance(value, Mapping):
        return {key: said(one) for key, one in value.items()}
    return [said(one) for one in value] if isinstance(value, tuple) else value


@pytest.mark.parametrize("seed", range(40))
def test_a_procedure_without_conditions_comes_back_whole(seed):
    """Read by the reader of packs, it says what it said before."""
    procedure = without_conditions(made_procedure(seed))
    found = read_bpmn(write_bpmn(procedure, language="en"), "file.bpmn", language="en")
    assert found.diagnostics == ()
    report = Report()
    vocabulary = Vocabulary(SCHEMA, World(date(2026, 3, 1)))
    back = read_procedure(read_yaml(found.text, "back.yaml"), vocabulary, {"office": "CN"}, report)
    assert report.diagnostics == ()
    assert isinstance(back, Procedure)
    used = {task.role for stage in procedure.stages.values() for task in stage.tasks}
    used |= {act.role for act in procedure.acts.values() if act.stages}
    kept = {id: replace(role, country=back.roles[id].country) for id, role in procedure.roles.items() if id in used}
    assert said(back) == said(replace(procedure, roles=kept))


def test_conditions_come_back_as_notes_and_are_told():
    procedure = next(one for one in MADE if any(len(move.ways) > 1 for stage in one.stages.values() for move in stage.moves))
    found = read_bpmn(write_bpmn(procedure, language="en", tell=lambda _: "the kitchen\nis open"), "file.bpmn", language="en")
    assert "# when: the kitchen is open" in found.text
    assert {one.code for one in found.diagnostics} == {"ZW855"}


FOREIGN = """\
<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  id="d" targetNamespace="http://bpmn.io/schema/bpmn" exporter="Camunda Modeler" exporterVersion="5.0">
<bpmn:collaboration id="c"><bpmn:participant id="pool" name="Zone" processRef="Process_1" /></bpmn:collaboration>
<bpmn:message id="Message_1" name="withdrawn" />
<bpmn:process id="Process_1" name="Shop licence" isExecutable="true">
  <bpmn:laneSet id="ls"><bpmn:lane id="Lane_1" name="Applicant"><bpmn:flowNodeRef>A</bpmn:flowNodeRef></bpmn:lane>
    <bpmn:lane id="Lane_2" name="Service window"><bpmn:flowNodeRef>B</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
  <bpmn:startEvent id="S" name="Wish for a shop"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
  <bpmn:task id="A" name="Hand in the application"/>
  <bpmn:userTask id="B" name="Check the papers"/>
  <bpmn:exclusiveGateway id="G" name="Complete?" default="f5"/>
  <bpmn:parallelGateway id="P"/>
  <bpmn:manualTask id="C" name="Look at the site" camunda:candidateGroups="fire"/>
  <bpmn:serviceTask id="D" name="Look at the plan" camunda:assignee="planning office"/>
  <bpmn:parallelGateway id="J"/>
  <bpmn:exclusiveGateway id="H"/>
  <bpmn:endEvent id="Y" name="Granted"/>
  <bpmn:endEvent id="N" name="Refused"><bpmn:terminateEventDefinition/></bpmn:endEvent>
  <bpmn:boundaryEvent id="W" name="Withdraw" attachedToRef="B">
    <bpmn:messageEventDefinition messageRef="Message_1"/></bpmn:boundaryEvent>
  <bpmn:endEvent id="V" name="Withdrawn"/>
  <bpmn:sequenceFlow id="f1" sourceRef="S" targetRef="A"/>
  <bpmn:sequenceFlow id="f2" sourceRef="A" targetRef="B"/>
  <bpmn:sequenceFlow id="f3" sourceRef="B" targetRef="G"/>
  <bpmn:sequenceFlow id="f5" name="yes" sourceRef="G" targetRef="P"/>
  <bpmn:sequenceFlow id="f4" name="no" sourceRef="G" targetRef="A"/>
  <bpmn:sequenceFlow id="f6" sourceRef="P" targetRef="C"/>
  <bpmn:sequenceFlow id="f7" sourceRef="P" targetRef="D"/>
  <bpmn:sequenceFlow id="f8" sourceRef="C" targetRef="J"/>
  <bpmn:sequenceFlow id="f9" sourceRef="D" targetRef="J"/>
  <bpmn:sequenceFlow id="f10" sourceRef="J" targetRef="H"/>
  <bpmn:sequenceFlow id="f11" name="in favour" sourceRef="H" targetRef="Y"/>
  <bpmn:sequenceFlow id="f12" name="against" sourceRef="H" targetRef="N"/>
  <bpmn:sequenceFlow id="f13" sourceRef="W" targetRef="V"/>
</bpmn:process></bpmn:definitions>
"""


def test_a_drawing_of_another_tool_becomes_a_procedure():
    """Lanes and owners are roles, names are ids, a split with its join is one stage, the default way comes last."""
    found, diagnostics = imported(FOREIGN)
    assert errors(diagnostics) == [("ZW854", "nobody is named who takes the act `Withdraw` (id `W`)")]
    assert found["id"] == "shop-licence"
    assert found["title"] == {"en": "Shop licence"}
    assert {id: role["title"]["en"] for id, role in found["roles"].items()} == {
        "applicant": "Applicant", "service-window": "Service window", "fire": "fire", "planning-office": "planning office",
    }  # fmt: skip
    stages = found["stages"]
    assert [(id, list(stage["tasks"])) for id, stage in stages.items()] == [
        ("hand-in-the-application", ["hand-in-the-application"]),
        ("check-the-papers", ["check-the-papers"]),
        ("look-at-the-site", ["look-at-the-site", "look-at-the-plan"]),
    ]
    assert stages["hand-in-the-application"]["moves"]["done"]["to"] == "check-the-papers"
    assert {id: move["to"] for id, move in stages["check-the-papers"]["moves"].items()} == {
        "no": "hand-in-the-application", "yes": "look-at-the-site",
    }  # fmt: skip
    assert list(stages["check-the-papers"]["moves"]) == ["no", "yes"]
    assert {id: move["to"] for id, move in stages["look-at-the-site"]["moves"].items()} == {
        "in-favour": "granted", "against": "refused",
    }  # fmt: skip
    assert found["acts"]["withdraw"] == {"title": {"en": "Withdraw"}, "in": ["check-the-papers"], "to": "withdrawn"}
    assert set(found["ends"]) == {"granted", "refused", "withdrawn"}


def test_a_name_is_never_copied_into_another_language():
    found, _ = imported(FOREIGN.replace("Granted", "准予"), language="zh")
    assert found["ends"]["y"]["title"] == {"zh": "准予"}


def flow(id, source, target):
    return f'<bpmn:sequenceFlow id="{id}" sourceRef="{source}" targetRef="{target}"/>'


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        (lambda text: text.replace("exclusiveGateway", "inclusiveGateway"), "ZW851", "`inclusiveGateway`"),
        (lambda text: text.replace('<bpmn:task id="A" name="Hand in the application"/>',
                                   '<bpmn:callActivity id="A" name="Ask Korea"/>'), "ZW851", "`Ask Korea` (id `A`)"),
        (lambda text: text.replace("<bpmn:terminateEventDefinition/>", "<bpmn:errorEventDefinition/>"), "ZW851", "error"),
        (lambda text: text.replace('<bpmn:messageEventDefinition messageRef="Message_1"/>',
                                   "<bpmn:timerEventDefinition/>"), "ZW851", "is a timer"),
        (lambda text: text.replace('attachedToRef="B"', 'attachedToRef="B" cancelActivity="false"'), "ZW851", "not interrupt"),
        (lambda text: text.replace('attachedToRef="B"', 'attachedToRef="C"'), "ZW851", "one of several tasks"),
        (lambda text: text.replace(flow("f9", "D", "J"), flow("f9", "D", "N")), "ZW852", "do not meet in one join"),
        (lambda text: text.replace('parallelGateway id="J"', 'exclusiveGateway id="J"'), "ZW852", "do not meet in one join"),
        (lambda text: text.replace(flow("f2", "A", "B"), flow("f2", "A", "J")), "ZW852", "do not come from its split"),
        (lambda text: text.replace(flow("f2", "A", "B"), ""), "ZW853", "leads nowhere"),
        (lambda text: text.replace(flow("f2", "A", "B"), flow("f2", "A", "gone")), "ZW853", "does not join two elements"),
        (lambda text: text.replace('<bpmn:startEvent id="S"', '<bpmn:startEvent id="S2"/><bpmn:startEvent id="S"'),
         "ZW853", "2 start events"),
        (lambda text: text.replace("<bpmn:flowNodeRef>A</bpmn:flowNodeRef>", ""), "ZW854", "Hand in the application"),
    ],
)  # fmt: skip
def test_what_is_outside_the_subset_is_told_with_the_element_and_how_to_mend_it(change, code, says):
    text = change(FOREIGN)
    assert text != FOREIGN
    _, diagnostics = imported(text)
    assert any(one.code == code and says in one.message and one.hint for one in diagnostics), diagnostics


def test_all_mistakes_of_a_file_are_told_at_once():
    text = FOREIGN.replace(flow("f2", "A", "B"), "").replace("<bpmn:terminateEventDefinition/>", "<bpmn:errorEventDefinition/>")
    text = text.replace(flow("f9", "D", "J"), flow("f9", "D", "N"))
    _, diagnostics = imported(text)
    assert {"ZW851", "ZW852", "ZW853", "ZW854"} <= {one.code for one in diagnostics}


def test_splits_that_cross_are_told():
    """Two splits whose branches end in each other's join."""
    more = "".join((
        '<bpmn:parallelGateway id="P2"/><bpmn:parallelGateway id="J2"/>',
        '<bpmn:task id="E" name="E"/><bpmn:task id="F" name="F"/>',
        flow("g1", "P2", "E"), flow("g2", "P2", "F"), flow("g3", "E", "J"), flow("g4", "F", "J2"), flow("g5", "J2", "Y"),
        flow("f5", "G", "P2"),
    ))  # fmt: skip
    text = FOREIGN.replace(flow("f9", "D", "J"), flow("f9", "D", "J2")).replace("</bpmn:process>", f"{more}</bpmn:process>")
    _, diagnostics = imported(text)
    assert sum(one.code == "ZW852" for one in diagnostics) >= 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "this is not XML"),
        ("<a", "this is not XML"),
        ("<a/>", "not a BPMN 2.0 file"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "it has a DTD"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "this is not XML"),
        (FOREIGN.replace('<bpmn:startEvent id="S"', " " * 5_000_001 + '<bpmn:startEvent id="S"'), "larger than 5 MB"),
        ("<x>" * 500 + "</x>" * 500, "nested too deep"),
        (re.sub(r"(?s)<bpmn:process .*</bpmn:process>", "", FOREIGN), "no process with a start"),
        (FOREIGN.replace("</bpmn:process>", '</bpmn:process><bpmn:process id="p2"><bpmn:startEvent id="q"/></bpmn:process>'),
         "2 processes"),
    ],
    ids=range(9),
)  # fmt: skip
def test_what_is_no_bpmn_or_hostile_is_refused(text, says):
    found = read_bpmn(text, "file.bpmn", language="en")
    assert found.text == ""
    [only] = found.diagnostics
    assert only.code == "ZW850"
    assert says in only.message


def test_two_elements_of_one_id_are_told():
    """None of them is taken over in silence."""
    text = FOREIGN.replace("</bpmn:process>", '<bpmn:userTask id="D" name="Another"/></bpmn:process>')
    _, diagnostics = imported(text)
    assert "the id `D` stands twice" in [one.message for one in diagnostics]


def test_gateways_that_lead_round_to_themselves_end():
    text = FOREIGN.replace(flow("f11", "H", "Y").replace("<bpmn:sequenceFlow id", "<bpmn:sequenceFlow id"), "")
    text = text.replace('name="in favour" sourceRef="H" targetRef="Y"', 'name="in favour" sourceRef="H" targetRef="H"')
    _, diagnostics = imported(text)
    assert any("round to itself" in one.message for one in diagnostics)


@pytest.mark.parametrize("language", ["en", "zh", "ko"])
@every_procedure
def test_mermaid_keeps_every_label_in_quotes(procedure, language):
    """No mark of the words can end a label or begin another statement."""
    lines = write_mermaid(procedure, language=language).splitlines()
    assert lines[0] == "flowchart TD"
    node = r'  n\d+(\(\( \)\)|\["[^"<&]*(<br/>[^"<&]*)*"\]|\(\["[^"<&]*"\]\):::(good|bad|plain))'
    edge = r'  n\d+ (-->|-\.->)(\|"[^"<&]*"\|)? n\d+'
    look = r"  classDef (good|bad|plain) [#\w:,-]+"
    assert [line for line in lines[1:] if not re.fullmatch(f"{node}|{edge}|{look}", line)] == []


def test_a_label_shows_marks_that_mermaid_would_take_for_its_own():
    title = replace(words("x"), en='a "quoted" #1 & <b>')
    stage = Stage("one", title, (Task("do", title, "applicant"),), (Move("on", title, (Way("granted"),)),))
    nothing = MappingProxyType({})
    procedure = replace(MADE[0], stages=MappingProxyType({"one": stage}), acts=nothing, clocks=nothing)
    assert 'n1["a #quot;quoted#quot; #35;1 #amp; #lt;b#gt;<br/>' in write_mermaid(procedure, language="en")
