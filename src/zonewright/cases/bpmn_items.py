"""The elements of a BPMN file as plain items; what is no BPMN, too large or hostile is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError  # the reader itself uses defusedxml

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from zonewright.cases.bpmn_carried import NAMESPACE
from zonewright.errors import Place, Report

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

BPMN: Final = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
OWN: Final = f"{{{NAMESPACE}}}"
LARGEST: Final = 5_000_000
DEEPEST: Final = 60
#: Parts of a process that say nothing about where a case goes.
PASSED: Final = frozenset(
    ("documentation", "extensionElements", "ioSpecification", "property", "laneSet", "textAnnotation", "association", "group",
     "incoming", "outgoing", "dataObject", "dataObjectReference", "dataStoreReference", "resourceRole", "potentialOwner",
     "performer", "humanPerformer", "auditing", "monitoring", "category", "supports", "artifact", "rendering",
     "dataInputAssociation", "dataOutputAssociation")
)  # fmt: skip


@dataclass(slots=True)
class Item:
    """One element: its kind, name and home, the border it sits on, the events it waits for, and the flows that leave it."""

    id: str
    kind: str
    name: str
    home: str
    element: Element
    on: str = ""
    leaving: list[Arrow] = field(default_factory=list)
    entering: int = 0

    def own(self, name: str) -> Element | None:
        return own(self.element, name)

    def events(self) -> tuple[str, ...]:
        """The kinds of its event definitions."""
        return tuple(_local(part) for part in self.element if _local(part).endswith("EventDefinition"))

    def __str__(self) -> str:
        return f"`{self.name.splitlines()[0][:60]}` (id `{self.id}`)" if self.name.strip() else f"`{self.id}`"


@dataclass(frozen=True, slots=True)
class Arrow:
    """A sequence flow."""

    id: str
    target: str
    name: str
    element: Element
    default: bool = False


@dataclass(slots=True)
class Items:
    """A process: its items, the role of each where lanes tell, and its root."""

    root: Element
    body: Element
    items: dict[str, Item] = field(default_factory=dict)
    lanes: dict[str, tuple[str, str]] = field(default_factory=dict)  # by item: id and name of the lane


def read_items(text: str, file: str, report: Report) -> Items | None:
    """The process of the file, or None after reporting why there is none."""
    root = _root(text, file, report)
    if root is None:
        return None
    filled = [one for one in root.iter(f"{BPMN}process") if any(_local(part).endswith("Event") for part in one)]
    if len(filled) != 1:
        found = "no process with a start" if not filled else f"{len(filled)} processes"
        report.error("ZW850", f"the file has {found}", Place(file), hint="save one process in a file of its own")
        return None
    items = Items(root, filled[0])
    _collect(items, filled[0], "", Place(file), report)
    for lane in filled[0].iter(f"{BPMN}lane"):
        for reference in lane.findall(f"{BPMN}flowNodeRef"):
            items.lanes[(reference.text or "").strip()] = (lane.get("id", ""), lane.get("name", ""))
    return items


def own(element: Element, name: str) -> Element | None:
    """What an element carries of ours under a name."""
    return element.find(f"{BPMN}extensionElements/{OWN}{name}")


def _root(text: str, file: str, report: Report) -> Element | None:
    place, said = Place(file), ""
    if len(text) > LARGEST or len(text.encode("utf-8", "replace")) > LARGEST:
        report.error("ZW850", "the file is larger than 5 MB", place, hint="split the process")
        return None
    try:
        root: Element = fromstring(text.encode("utf-8", "replace"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        said = "it has a DTD" if isinstance(error, DefusedXmlException) else str(error) or type(error).__name__
        report.error("ZW850", f"this is not XML that is read: {said[:120]}", place, hint="save it as BPMN 2.0 XML without DTD")
        return None
    if _depth(root) > DEEPEST:
        report.error("ZW850", "the file is nested too deep", place, hint="take its subprocesses apart")
        return None
    if root.tag != f"{BPMN}definitions":
        report.error("ZW850", "this is not a BPMN 2.0 file", place, hint="save it as BPMN 2.0 XML")
        return None
    return root


def _depth(root: Element) -> int:
    depth, level = 0, [root]
    while level and depth <= DEEPEST:
        depth, level = depth + 1, [part for element in level for part in element]
    return depth


def _collect(items: Items, parent: Element, home: str, place: Place, report: Report) -> None:
    for part in parent:
        kind, id = _local(part), part.get("id", "")
        if kind in PASSED or kind == "sequenceFlow" or not part.tag.startswith(BPMN) or kind.endswith("EventDefinition"):
            continue
        if kind in {"multiInstanceLoopCharacteristics", "standardLoopCharacteristics"}:
            continue
        if id in items.items:
            report.error("ZW853", f"the id `{id}` stands twice", place, hint="give each element an id of its own")
        items.items[id] = Item(id, kind, part.get("name", ""), home, part, part.get("attachedToRef", ""))
        if kind == "subProcess":
            _collect(items, part, id, place, report)
    for flow in parent.findall(f"{BPMN}sequenceFlow"):
        source, target = items.items.get(flow.get("sourceRef", "")), items.items.get(flow.get("targetRef", ""))
        if source is None or target is None:
            report.error("ZW853", f"the flow `{flow.get('id', '')}` does not join two elements that are there", place,
                         hint="draw it again from one element to another, or delete it")  # fmt: skip
            continue
        default = source.element.get("default", "") == flow.get("id", "-")
        source.leaving.append(Arrow(flow.get("id", ""), target.id, flow.get("name", ""), flow, default))
        target.entering += 1


def inside(items: Items, home: str) -> Iterator[Item]:
    """The items of the process (home empty) or of a subprocess."""
    return (item for item in items.items.values() if item.home == home)


def _local(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
