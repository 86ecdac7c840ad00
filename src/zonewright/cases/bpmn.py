"""A procedure as BPMN 2.0 with its diagram: a view for other tools, which takes its control flow back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final

from zonewright.cases.bpmn_carried import NAMESPACE, carried_by_role, carried_by_whole, text_of, value_of
from zonewright.cases.bpmn_places import Drawing, drawn
from zonewright.cases.bpmn_plan import CLOSING, Element, Flow, Plan, plan_of
from zonewright.cases.diagram_words import CLOSED
from zonewright.cases.graph_places import Rect
from zonewright.cases.procedure import Procedure
from zonewright.conditions.ast import Condition

#: The language of the conditions on flows: that of DMN, the sister of BPMN.
FEEL: Final = "https://www.omg.org/spec/DMN/20191111/FEEL/"
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xmlns:zw="{NAMESPACE}" id="definitions" targetNamespace="{NAMESPACE}" expressionLanguage="{FEEL}" exporter="zonewright">'
)


def write_bpmn(procedure: Procedure, *, language: str, tell: Callable[[Condition], str] | None = None) -> str:
    """The procedure as BPMN 2.0 XML with names in a language; the other languages go along as extensions.

    Conditions stand as names of yes-or-no variables: they are decided by the pack, never by the process engine. ``tell`` puts
    them into words.
    """
    plan = plan_of(procedure, language, tell)
    return "".join((
        _HEAD,
        *_roots(procedure, language),
        f'<bpmn:process id="{procedure.id}" name="{value_of(procedure.title.in_language(language))}" isExecutable="true">',
        f"<bpmn:extensionElements>{carried_by_whole(procedure)}</bpmn:extensionElements>",
        *_contents(plan, ""),
        *_notes(plan),
        "</bpmn:process>",
        *_diagram(procedure, plan, drawn(plan)),
        "</bpmn:definitions>\n",
    ))  # fmt: skip


def _roots(procedure: Procedure, language: str) -> Iterator[str]:
    """Messages of acts, and roles as resources."""
    for act in procedure.acts.values():
        yield f'<bpmn:message id="message_{act.id}" name="{value_of(act.id)}"/>'
    yield f'<bpmn:message id="{CLOSING}" name="{CLOSED.en}"/>'
    for role in procedure.roles.values():
        name = value_of(role.title.in_language(language))
        carried = f"<bpmn:extensionElements>{carried_by_role(role)}</bpmn:extensionElements>"
        yield f'<bpmn:resource id="role_{role.id}" name="{name}">{carried}</bpmn:resource>'


def _contents(plan: Plan, home: str) -> Iterator[str]:
    """The elements and flows of the process, or of a subprocess."""
    for element in plan.elements.values():
        if element.inside == home:
            yield from _element(plan, element)
    for flow in plan.flows:
        if flow.inside == home:
            yield _flow(flow)


def _element(plan: Plan, element: Element) -> Iterator[str]:
    name = f' name="{value_of(element.name)}"' if element.name else ""
    on = f' attachedToRef="{element.on}"' if element.on else ""
    yield f'<bpmn:{element.tag} id="{element.id}"{name}{on}>'
    if element.carried:
        yield f"<bpmn:extensionElements>{element.carried}</bpmn:extensionElements>"
    for flow in plan.flows:
        if flow.target == element.id:
            yield f"<bpmn:incoming>{flow.id}</bpmn:incoming>"
    for flow in plan.flows:
        if flow.source == element.id:
            yield f"<bpmn:outgoing>{flow.id}</bpmn:outgoing>"
    yield element.body
    if element.tag == "subProcess":
        yield from _contents(plan, element.id)
    yield f"</bpmn:{element.tag}>"


def _flow(flow: Flow) -> str:
    name = f' name="{value_of(flow.name)}"' if flow.name else ""
    carried = f"<bpmn:extensionElements>{flow.carried}</bpmn:extensionElements>" if flow.carried else ""
    when = (
        f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{text_of(flow.when)}</bpmn:conditionExpression>'
        if flow.when
        else ""
    )
    opening = f'<bpmn:sequenceFlow id="{flow.id}"{name} sourceRef="{flow.source}" targetRef="{flow.target}"'
    return f"{opening}>{carried}{when}</bpmn:sequenceFlow>" if carried or when else f"{opening}/>"


def _notes(plan: Plan) -> Iterator[str]:
    for element, rows in plan.notes.items():
        text = text_of("\n".join(rows))
        yield f'<bpmn:textAnnotation id="note_{element}"><bpmn:text>{text}</bpmn:text></bpmn:textAnnotation>'
        yield f'<bpmn:association id="link_{element}" sourceRef="{element}" targetRef="note_{element}"/>'


def _diagram(procedure: Procedure, plan: Plan, drawing: Drawing) -> Iterator[str]:
    yield f'<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="{procedure.id}">'
    # what holds others and what others sit on is drawn first
    order = sorted(plan.elements.values(), key=lambda one: (bool(one.inside), bool(one.on)))
    for element in order:
        expanded = ' isExpanded="true"' if element.tag == "subProcess" else ""
        yield _shape(element.id, drawing.shapes[element.id], drawing.labels.get(element.id), expanded)
    for element_id, rect in drawing.notes.items():
        yield _shape(f"note_{element_id}", rect, None, "")
    for flow in plan.flows:
        yield _edge(flow.id, drawing.routes[flow.id], drawing.labels.get(flow.id))
    for element_id, rect in drawing.notes.items():
        x = drawing.shapes[element_id].x + min(drawing.shapes[element_id].width, rect.width) // 2
        yield _edge(f"link_{element_id}", ((x, drawing.shapes[element_id].y), (x, rect.y + rect.height)), None)
    yield "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"


def _shape(id: str, rect: Rect, label: Rect | None, more: str) -> str:
    return f'<bpmndi:BPMNShape id="{id}_di" bpmnElement="{id}"{more}>{_bounds(rect)}{_label(label)}</bpmndi:BPMNShape>'


def _edge(id: str, points: tuple[tuple[int, int], ...], label: Rect | None) -> str:
    waypoints = "".join(chain.from_iterable(('<di:waypoint x="', str(x), '" y="', str(y), '"/>') for x, y in points))
    return f'<bpmndi:BPMNEdge id="{id}_di" bpmnElement="{id}">{waypoints}{_label(label)}</bpmndi:BPMNEdge>'


def _label(rect: Rect | None) -> str:
    return f"<bpmndi:BPMNLabel>{_bounds(rect)}</bpmndi:BPMNLabel>" if rect else ""


def _bounds(rect: Rect) -> str:
    return f'<dc:Bounds x="{rect.x}" y="{rect.y}" width="{rect.width}" height="{rect.height}"/>'
