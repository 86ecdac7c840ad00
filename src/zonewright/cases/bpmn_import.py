"""A BPMN 2.0 file as a procedure: its control flow, and what our own export carried; what does not fit is told all at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zonewright.cases.bpmn_items import BPMN, OWN, Arrow, Item, Items, inside, own, read_items
from zonewright.cases.bpmn_stages import JOIN, TASKS, Found, Stages
from zonewright.cases.bpmn_told import (
    Names,
    asks_of,
    attributes,
    bases_of,
    clock_of,
    end_of,
    guard_of,
    owner_of,
    titles,
    without_empty,
)
from zonewright.cases.diagram_words import DONE
from zonewright.cases.plain_yaml import NOTE, Plain, write_yaml
from zonewright.errors import Diagnostic, Place, Report
from zonewright.values import LANGUAGES

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: What the subset holds beside tasks; anything else is reported.
KNOWN: Final = TASKS | {
    "subProcess", "exclusiveGateway", JOIN, "startEvent", "endEvent", "boundaryEvent", "eventBasedGateway",
    "intermediateCatchEvent", "intermediateThrowEvent",
}  # fmt: skip
INSTEAD: Final = {
    "inclusiveGateway": "use an exclusive gateway, or tasks side by side of which some have a condition",
    "complexGateway": "use exclusive and parallel gateways",
    "callActivity": "use a task, and write `opens:` with the other procedure at it",
    "scriptTask": "packs hold no code: use a task for a person, or a condition",
    "businessRuleTask": "use an exclusive gateway, and write the rule as a condition of the pack",
    "sendTask": "use the notice of an end, or a task",
    "receiveTask": "use a task of the one who sends",
}
#: What an event of each kind may be defined by.
EVENTS: Final = {
    "startEvent": {"messageEventDefinition"}, "endEvent": {"messageEventDefinition", "terminateEventDefinition"},
    "boundaryEvent": {"messageEventDefinition", "timerEventDefinition"}, "intermediateThrowEvent": set(),
    "intermediateCatchEvent": {"messageEventDefinition"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imported:
    """The YAML text of a procedure, empty where the file could not be read, and what was found on the way."""

    text: str
    diagnostics: tuple[Diagnostic, ...]


def read_bpmn(text: str, file: str, *, language: str) -> Imported:
    """The procedure that a BPMN file draws. Names stand in the language told; what a pack needs beside is left out.

    `check` then tells what is missing: translations, results of ends, notices, limits with their basis, conditions.
    """
    report = Report()
    items = read_items(text, file, report)
    if items is None:
        return Imported("", report.diagnostics)
    found = _Importer(items, file, language, report).procedure()
    return Imported(write_yaml(found), report.diagnostics)


class _Importer:
    """Reads one process."""

    def __init__(self, items: Items, file: str, language: str, report: Report) -> None:
        self.items, self.language, self.report, self.place = items, language, report, Place(file)
        self.carried = own(items.body, "procedure")
        self.places, self.tasks, self.outcomes, self.roles = Names(), Names(), Names(), Names()
        self.ends: dict[str, dict[str, Plain]] = {}
        self.acts: dict[str, dict[str, Plain]] = {}
        self.used_roles: dict[str, dict[str, Plain]] = {}
        self.stages = Stages(items, file, report).find()
        self.entries = {found.entry: found for found in self.stages}

    def procedure(self) -> dict[str, Plain]:
        self.outside()
        for found in self.stages:
            self.id_of(found)
        first = self.first()
        order = sorted(self.stages, key=lambda found: found is not first)
        stages: dict[str, Plain] = {self.id_of(found): self.stage(found) for found in order}
        for found in self.stages:
            self.acts_on(found)
        for item in inside(self.items, ""):
            self.acts_behind(item)
        name = self.items.body.get("name", "") or self.items.body.get("id", "")
        carried = () if self.carried is None else self.carried.findall(f"{OWN}clock")
        clocks: dict[str, Plain] = {one.get("id", ""): clock_of(one, self.language) for one in carried}
        acts: dict[str, Plain] = dict(self.acts)
        ends: dict[str, Plain] = dict(self.ends)
        return without_empty((
            ("id", (self.carried is not None and self.carried.get("id", "")) or Names().give("", name, "procedure")),
            ("title", titles(self.carried, name, self.language)),
            *attributes(self.carried, "version", "status").items(),
            ("about", titles(self.carried, "", self.language, "about")),
            *attributes(self.carried, "calendar", "rule").items(),
            ("basis", bases_of(self.carried)),
            ("roles", dict(self.used_roles)),
            ("stages", stages),
            ("ends", ends),
            ("acts", acts),
            ("clocks", clocks),
        ))  # fmt: skip

    def say(self, code: str, message: str, hint: str) -> None:
        self.report.error(code, message, self.place, hint=hint)

    def outside(self) -> None:
        """What the subset does not hold, and what leads nowhere."""
        for item in self.items.items.values():
            known = EVENTS.get(item.kind, set())
            strange = [event for event in item.events() if event not in known]
            if item.kind not in KNOWN:
                self.say("ZW851", f"{item} is of the kind `{item.kind}`, which procedures do not have",
                         INSTEAD.get(item.kind, "use tasks, exclusive and parallel gateways, and message events"))  # fmt: skip
            elif strange:
                self.say("ZW851", f"{item} waits for or throws a {strange[0].removesuffix('EventDefinition')}",
                         "use a message event for an act; write time limits under `clocks`, with their basis")  # fmt: skip
            elif item.kind == "boundaryEvent":
                self.border(item)
            elif item.kind not in {"endEvent", "subProcess"} and not item.leaving:
                self.say("ZW853", f"{item} leads nowhere", "draw a flow to the next step or to an end")
            elif item.kind == "subProcess" and not item.leaving:
                self.say("ZW853", f"the subprocess {item} leads nowhere", "draw a flow to the next step or to an end")
            if item.kind in TASKS and any("LoopCharacteristics" in part.tag for part in item.element):
                self.say("ZW851", f"{item} is repeated for each of several", "write one task, or a procedure that it `opens`")

    def border(self, item: Item) -> None:
        """An event on a border cuts its stage off as a whole."""
        hosts = {host for found in self.stages for host in found.hosts}
        if item.element.get("cancelActivity", "true") == "false":
            self.say("ZW851", f"{item} does not interrupt the step it sits on", "use an interrupting event, or a task")
        elif "timerEventDefinition" in item.events() and item.own("clock") is None:
            self.say("ZW851", f"{item} is a timer", "write a clock with its limit, basis and `at_expiry` under `clocks`")
        elif item.on not in hosts:
            self.say("ZW851", f"{item} cuts off one of several tasks side by side",
                     "put the tasks into a subprocess, and the event on its border")  # fmt: skip
        elif not item.leaving:
            self.say("ZW853", f"{item} leads nowhere", "draw a flow to the next step or to an end")

    def first(self) -> Found | None:
        starts = [item for item in inside(self.items, "") if item.kind == "startEvent"]
        if len(starts) != 1:
            self.say("ZW853", f"the process has {len(starts)} start events", "let it have one")
            return None
        for arrow in starts[0].leaving:
            item = self.passed(self.items.items[arrow.target])
            if item.id in self.entries:
                return self.entries[item.id]
            self.say("ZW853", f"the start leads to {item}, where nobody has anything to do", "let it lead to a task")
        return None

    def passed(self, item: Item) -> Item:
        """Past gateways where nothing is decided, and events that only name a moment."""
        seen: set[str] = set()
        while item.kind in {"exclusiveGateway", "intermediateThrowEvent"} and len(item.leaving) == 1 and item.id not in seen:
            after = self.items.items[item.leaving[0].target]
            if item.own("end") is not None or after.kind == "eventBasedGateway":
                break
            seen.add(item.id)
            item = after
        return item

    def id_of(self, found: Found) -> str:
        carried = found.item.own("stage")
        name = found.item.name if found.item.kind != JOIN else found.item.name or found.tasks[0].name
        return self.places.give(found.entry, carried.get("id", "") if carried is not None else "", name, found.item.id)

    def stage(self, found: Found) -> dict[str, Plain]:
        carried = found.item.own("stage")
        name = found.item.name or (found.tasks[0].name if len(found.tasks) == 1 else "")
        tasks: dict[str, Plain] = {}
        for item in found.tasks:
            own_task = item.own("task")
            id = self.tasks.give(item.id, own_task.get("id", "") if own_task is not None else "", item.name, item.id)
            tasks[id] = self.task(item, own_task, sometimes=item.id in found.sometimes)
        return without_empty((
            ("title", titles(carried, name, self.language)),
            *attributes(carried, "again").items(),
            ("tasks", tasks),
            ("moves", dict(self.moves(found))),
        ))  # fmt: skip

    def task(self, item: Item, carried: Element | None, *, sometimes: bool) -> dict[str, Plain]:
        guard = guard_of(carried)
        found = without_empty((
            ("title", titles(carried, item.name, self.language)),
            ("role", self.role(item, carried)),
            *attributes(carried, "outcomes", "fee", "decides", "opens", "after").items(),
            ("asks", asks_of(carried)),
        ))  # fmt: skip
        if guard or (sometimes and carried is None):
            found[NOTE] = f"when: {guard or 'the condition of the gateway before it'}"
            self.left_out(f"the condition of {item}", guard)
        return found

    def left_out(self, what: str, said: str) -> None:
        self.report.warn("ZW855", f"{what} is left out{f' ({said})' if said else ''}", self.place,
                         hint="write it as `when:` in the words of the pack, where the note stands")  # fmt: skip

    def role(self, item: Item, carried: Element | None) -> str:
        """Who does a task: as carried, as its owner or lane says; otherwise left out and told."""
        lane, lane_name = self.items.lanes.get(item.id, ("", ""))
        owner = owner_of(item.element)
        key = (carried.get("role", "") if carried is not None else "") or owner.removeprefix("role_") or lane
        if not key:
            self.say("ZW854", f"nobody is named who does {item}", "put the task into a lane, or name its owner")
            return ""
        resources = self.items.root.iter(f"{BPMN}resource")
        resource = next((one for one in resources if one.get("id") in {f"role_{key}", owner}), None)
        own_role = None if resource is None else own(resource, "role")
        name = lane_name or ("" if resource is None else resource.get("name", "")) or key
        id = key if own_role is not None else self.roles.give(key, name, key)
        self.known_role(id, own_role, name)
        return id

    def known_role(self, id: str, carried: Element | None, name: str) -> None:
        if id not in self.used_roles:
            title = titles(carried, name, self.language)
            self.used_roles[id] = {"title": title, **attributes(carried, "party", "authority", "country")}

    def moves(self, found: Found) -> Iterator[tuple[str, Plain]]:
        """The outcomes of a stage, in the order in which its flows were drawn."""
        names = Names()
        for arrow in found.leaving:
            for path, ways in self.ways(arrow, (), frozenset()):
                carried = next((move for one in path if (move := own(one.element, "move")) is not None), None)
                said = " – ".join(" ".join(one.name.split()) for one in path if one.name.strip())
                wish = carried.get("outcome", "") if carried is not None else said
                id = names.give("/".join(one.id for one in path), wish, "done")
                title = titles(carried, said, self.language) or {key: DONE.in_language(key) for key in LANGUAGES}
                to: Plain = ways[0]["to"] if len(ways) == 1 else list(ways)
                yield id, {"title": title, "to": to, **attributes(carried, "marks", "most", "reason")}

    def ways(
        self, arrow: Arrow, path: tuple[Arrow, ...], seen: frozenset[str]
    ) -> Iterator[tuple[tuple[Arrow, ...], list[dict[str, Plain]]]]:
        """The outcomes that a flow stands for: one, or those of the gateway that it leads to."""
        item, path = self.passed(self.items.items[arrow.target]), (*path, arrow)
        if item.kind == "exclusiveGateway" and item.own("ways") is not None:
            yield path, [self.way(one) for one in item.leaving]
        elif item.kind == "exclusiveGateway" and item.id not in seen:
            for one in sorted(item.leaving, key=lambda one: one.default):
                yield from self.ways(one, path, seen | {item.id})
        elif to := self.target(item):
            yield path, [{"to": to}]

    def way(self, arrow: Arrow) -> dict[str, Plain]:
        """One line of a move with conditions; the condition itself is left to the pack."""
        said = guard_of(own(arrow.element, "way"))
        to = self.target(self.passed(self.items.items[arrow.target]))
        if said:
            self.left_out(f"the condition of the flow `{arrow.id}` to `{to}`", said)
        return {"to": to, NOTE: f"when: {said}"} if said else {"to": to}

    def target(self, item: Item) -> str:
        """The stage or end that an item is; empty after reporting where it is neither."""
        if item.id in self.entries:
            return self.id_of(self.entries[item.id])
        found = next((one for one in self.stages if one.item.id == item.id), None)
        if found is not None:
            return self.id_of(found)
        if item.kind in {"endEvent", "intermediateThrowEvent"}:
            return self.end(item)
        if item.kind == "exclusiveGateway":
            self.say("ZW853", f"the gateway {item} leads round to itself", "let every way lead to a task or an end")
        elif item.kind in {JOIN, "eventBasedGateway", "intermediateCatchEvent"}:
            self.say("ZW852", f"a flow leads straight to {item}", "let it lead to a task, a split or an end")
        return ""

    def end(self, item: Item) -> str:
        carried = item.own("end")
        key = f"end {carried.get('id', '')}" if carried is not None else item.id
        id = self.places.give(key, carried.get("id", "") if carried is not None else "", item.name, item.id)
        self.ends.setdefault(id, end_of(carried, item.name or id, self.language))
        return id

    def acts_on(self, found: Found) -> None:
        for item in self.items.items.values():
            if item.kind == "boundaryEvent" and item.on in found.hosts and "messageEventDefinition" in item.events():
                self.act(item, self.id_of(found))

    def acts_behind(self, item: Item) -> None:
        """Acts at an end: the messages that an event-based gateway behind it waits for."""
        if item.kind != "intermediateThrowEvent" or not item.leaving:
            return
        gate = self.items.items[item.leaving[0].target]
        if gate.kind == "eventBasedGateway":
            here = self.end(item)
            for arrow in gate.leaving:
                caught = self.items.items[arrow.target]
                if caught.kind == "intermediateCatchEvent" and caught.own("closing") is None:
                    self.act(caught, here)

    def act(self, item: Item, where: str) -> None:
        """An act with the place where it is possible; the same act at several places is one."""
        if not item.leaving:
            return
        to = self.target(self.passed(self.items.items[item.leaving[0].target]))
        reference = item.own("act")
        known = "" if reference is None else reference.get("id", "")
        id = self.places.give(f"act {known or item.name or item.id} {to}", known, item.name, item.id)
        carried = None
        if self.carried is not None and known:
            carried = next((one for one in self.carried.findall(f"{OWN}act") if one.get("id") == known), None)
        if id not in self.acts:
            role = attributes(carried, "role")
            if not role:
                self.say("ZW854", f"nobody is named who takes the act {item}", "write `role:` at the act")
            self.acts[id] = {"title": titles(carried, item.name, self.language), **role, "in": [], "to": to,
                             **attributes(carried, "within", "after", "most", "reason", "marks")}  # fmt: skip
            self.known_party(role)
        places = self.acts[id]["in"]
        assert isinstance(places, list)  # noqa: S101  # as written above
        if where not in places:
            places.append(where)

    def known_party(self, role: dict[str, Plain]) -> None:
        """A role that only takes acts still has to be named."""
        for one in self.items.root.iter(f"{BPMN}resource"):
            carried = own(one, "role")
            if carried is not None and carried.get("id") == role.get("role"):
                self.known_role(carried.get("id", ""), carried, one.get("name", ""))
