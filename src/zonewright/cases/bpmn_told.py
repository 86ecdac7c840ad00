"""What elements of a BPMN file say in the words of packs: ids, titles, and all that our own export carried."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from zonewright.cases.bpmn_items import BPMN, OWN
from zonewright.cases.plain_yaml import NOTE, Plain
from zonewright.values import LANGUAGES

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LISTS: Final = frozenset(("marks", "outcomes", "from", "to", "rests_in"))
_TRUE: Final = frozenset(("decides", "reason"))


class Names:
    """Gives ids: the same thing keeps its id, two things never share one."""

    def __init__(self) -> None:
        self.given: dict[str, str] = {}

    def give(self, key: str, *wishes: str) -> str:
        """The id of what is known under a key: the first wish that can be an id, made unlike all given before."""
        if key not in self.given:
            base = next((slug for slug in map(slug_of, wishes) if slug), "step")
            taken, id, number = set(self.given.values()), base, 1
            while id in taken:
                number += 1
                id = f"{base}-{number}"
            self.given[key] = id
        return self.given[key]


def slug_of(text: str) -> str:
    """An id out of a text; empty where no letters are left.

    >>> slug_of("Check the papers (2)"), slug_of("审查"), slug_of("Élan vital")
    ('check-the-papers-2', '', 'elan-vital')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_.]+", "-", plain).strip("-").lstrip("0123456789_.-")[:60].rstrip("-")


def titles(carried: Element | None, name: str, language: str, tag: str = "title") -> dict[str, Plain]:
    """A title in the languages in which it is known: what was carried, else the name in the language told."""
    found: dict[str, Plain] = {}
    for part in () if carried is None else carried.findall(f"{OWN}{tag}"):
        if part.get("lang") in LANGUAGES and (part.text or "").strip():
            found[part.get("lang", "")] = (part.text or "").strip()
    plain = " ".join(name.split())
    return {key: found[key] for key in LANGUAGES if key in found} or ({language: plain} if plain else {})


def attributes(carried: Element | None, *names: str) -> dict[str, Plain]:
    """Attributes that were carried, as packs write them."""
    found: dict[str, Plain] = {}
    for name in names:
        value = "" if carried is None else carried.get(name, "")
        if not value:
            continue
        if name in _LISTS or (name == "decides" and value != "true"):
            found[name] = value.split()
        elif name in _TRUE:
            found[name] = True
        else:
            found[name] = int(value) if name in {"most", "times"} and value.isdigit() else value
    return found


def guard_of(carried: Element | None) -> str:
    """What is known of a condition: its words, or the fields that it reads."""
    guard = None if carried is None else carried.find(f"{OWN}guard")
    if guard is None:
        return ""
    return " ".join((guard.text or "").split()) or f"reads {guard.get('fields', '')}"


def bases_of(carried: Element | None) -> list[Plain]:
    """The texts that something rests on."""
    return [attributes(one, "source", "article") for one in ([] if carried is None else carried.findall(f"{OWN}basis"))]


def asks_of(carried: Element | None) -> list[Plain]:
    """Papers that a task asks for; one with a condition keeps a note of it."""
    found: list[Plain] = []
    for ask in [] if carried is None else carried.findall(f"{OWN}ask"):
        said = guard_of(ask)
        whole = {**attributes(ask, "evidence", "by"), **({NOTE: f"when: {said}"} if said else {})}
        found.append(whole if len(whole) > 1 else ask.get("evidence", ""))
    return found


def end_of(carried: Element | None, name: str, language: str) -> dict[str, Plain]:
    """An end: its title, and its result, notice and certificate where they were carried."""
    found: dict[str, Plain] = {"title": titles(carried, name, language), **attributes(carried, "result")}
    notice = None if carried is None else carried.find(f"{OWN}notice")
    if notice is not None:
        found["notice"] = {**attributes(notice, "to"), "text": titles(notice, "", language, "text")}
    certificate = None if carried is None else carried.find(f"{OWN}certificate")
    if certificate is not None:
        asked = certificate.get("ask", "")
        unknown: dict[str, Plain] = {"unknown": {"ask": asked}} if asked else {}
        found["certificate"] = {"title": titles(certificate, "", language), **attributes(certificate, "valid"), **unknown}
    return found


def clock_of(carried: Element, language: str) -> dict[str, Plain]:
    """A clock as it was carried."""
    found: dict[str, Plain] = {"title": titles(carried, "", language), **attributes(carried, "binds", "limit")}
    if carried.get("ask"):
        found["unknown"] = {"ask": carried.get("ask", "")}
    found |= attributes(carried, "promised")
    starts = attributes(carried, "field", "each_year_end_after")
    found |= {"from": starts} if starts else attributes(carried, "from")
    found |= attributes(carried, "before", "to", "rests_in")
    grounds: dict[str, Plain] = {}
    for one in carried.findall(f"{OWN}ground"):
        grounds[one.get("id", "")] = {"title": titles(one, "", language), **_basis(one)}
    found |= {"grounds": grounds} if grounds else {}
    extension = carried.find(f"{OWN}extension")
    if extension is not None:
        times = {} if extension.get("times") == "1" else attributes(extension, "times")
        found["extension"] = {**attributes(extension, "by", "role"), **times, **_basis(extension)}
    silence = carried.find(f"{OWN}silence")
    if silence is not None:
        found["at_expiry"] = attributes(silence, "outcome", "act", "since")
    return {**found, **attributes(carried, "warn", "calendar", "rule"), **_basis(carried)}


def _basis(carried: Element) -> dict[str, Plain]:
    bases = bases_of(carried)
    return {"basis": bases[0]} if bases else {}


def owner_of(task: Element) -> str:
    """The role that another tool names at a task: its owner, or the groups that may take it."""
    reference = task.find(f"{BPMN}potentialOwner/{BPMN}resourceRef")
    if reference is not None and reference.text:
        return reference.text.strip()
    named = (value for key, value in task.attrib.items() if key.rpartition("}")[2] in {"candidateGroups", "assignee"})
    return next((value.split(",")[0].strip() for value in named if value.strip()), "")


def without_empty(values: Iterable[tuple[str, Plain]]) -> dict[str, Plain]:
    """A mapping without what is empty."""
    return {key: value for key, value in values if value not in ("", [], {})}
