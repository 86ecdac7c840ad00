"""Where the stages of a BPMN process are: single tasks, and tasks side by side between a split and its join."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zonewright.cases.bpmn_items import Arrow, Item, Items, inside
from zonewright.errors import Place, Report

TASKS: Final = frozenset(("task", "userTask", "manualTask", "serviceTask"))
JOIN: Final = "parallelGateway"


@dataclass(frozen=True, slots=True)
class Found:
    """A stage of the process: the item it is named after, its tasks, where a case enters, and the flows that leave it."""

    item: Item
    tasks: tuple[Item, ...]
    entry: str
    leaving: tuple[Arrow, ...]
    hosts: tuple[str, ...]  # the items on whose border its acts sit
    sometimes: frozenset[str] = frozenset()  # tasks that a gateway may pass by


class Stages:
    """Finds the stages and reports what stands in no stage."""

    def __init__(self, items: Items, file: str, report: Report) -> None:
        self.items, self.place, self.report = items, Place(file), report
        self.used: set[str] = set()

    def find(self) -> tuple[Found, ...]:
        """The stages in the order of the file."""
        found: list[Found] = []
        for item in inside(self.items, ""):
            if item.kind == "subProcess":
                found += self.of_subprocess(item)
            elif item.kind == JOIN and len(item.leaving) > 1:
                found += self.of_split(item, item, tuple(task.id for task in inside(self.items, "")))
        for item in inside(self.items, ""):
            if item.kind in TASKS and item.id not in self.used:
                found.append(Found(item, (item,), item.id, tuple(item.leaving), (item.id,)))
        for item in inside(self.items, ""):
            if item.kind == JOIN and item.id not in self.used:
                self.say(f"the gateway {item} joins what no gateway before it splits", "draw a split with its join, each once")
        order = {id: number for number, id in enumerate(self.items.items)}
        return tuple(sorted(found, key=lambda one: order[one.item.id]))

    def say(self, message: str, hint: str) -> None:
        self.report.error("ZW852", message, self.place, hint=hint)

    def of_subprocess(self, home: Item) -> Iterator[Found]:
        """A subprocess whose parts are tasks side by side, or one task."""
        within = list(inside(self.items, home.id))
        self.used.update(item.id for item in within)
        starts = [item for item in within if item.kind == "startEvent"]
        target = self.items.items[starts[0].leaving[0].target] if len(starts) == 1 and len(starts[0].leaving) == 1 else None
        if target is not None and target.kind == JOIN:
            for found in self.of_split(home, target, tuple(item.id for item in within)):
                yield Found(home, found.tasks, home.id, tuple(home.leaving), (home.id,), found.sometimes)
        elif target is not None and target.kind in TASKS and sum(item.kind in TASKS for item in within) == 1:
            yield Found(home, (target,), home.id, tuple(home.leaving), (home.id,))
        else:
            self.say(f"the subprocess {home} is not one start, tasks side by side, and an end",
                     "take it apart: one stage for each step, tasks side by side between a split and its join")  # fmt: skip

    def of_split(self, named: Item, split: Item, near: tuple[str, ...]) -> Iterator[Found]:
        """The tasks between a split and the join that meets all its branches."""
        self.used.add(split.id)
        branches = [self.branch(arrow) for arrow in split.leaving]
        whole = [one for one in branches if one is not None]
        joins = {join for _, join, _ in whole}
        if len(whole) < len(branches) or len(joins) != 1 or next(iter(joins)) not in near:
            self.say(f"the branches behind the split {split} do not meet in one join, each with one task",
                     "let every branch hold one task and lead to the same parallel gateway")  # fmt: skip
            self.used.update(join for join in joins)
            return
        [end] = joins
        join = self.items.items[end]
        self.used.update((join.id, *(task.id for task, _, _ in whole)))
        if join.entering != len(branches) + sum(free and not merged for _, _, (free, merged) in whole):
            self.say(f"the join {join} has flows that do not come from its split {split}",
                     "draw a split with its join, each once")  # fmt: skip
        tasks = tuple(task for task, _, _ in whole)
        sometimes = frozenset(task.id for task, _, (free, _) in whole if free)
        yield Found(named, tasks, split.id, tuple(join.leaving), (), sometimes)

    def branch(self, arrow: Arrow) -> tuple[Item, str, tuple[bool, bool]] | None:
        """The one task of a branch, the join it leads to, whether a gateway may pass it by, and whether that meets again."""
        item = self.items.items[arrow.target]
        passed_to = ""
        if item.kind == "exclusiveGateway" and len(item.leaving) == 2:
            ends = [self.items.items[one.target] for one in item.leaving]
            task = next((one for one in ends if one.kind in TASKS), None)
            other = next((one for one in ends if one is not task), None)
            if task is None or other is None:
                return None
            self.used.add(item.id)
            item, passed_to = task, other.id
        if item.kind not in TASKS or len(item.leaving) != 1:
            return None
        after = self.items.items[item.leaving[0].target]
        merged = False
        if after.kind == "exclusiveGateway" and len(after.leaving) == 1:
            self.used.add(after.id)
            merged = after.id == passed_to
            after = self.items.items[after.leaving[0].target]
        if after.kind != JOIN or (passed_to and not merged and passed_to != after.id):
            return None
        return item, after.id, (bool(passed_to), merged)
