"""A procedure as a Mermaid flowchart, for pages that draw such text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from zonewright.cases.diagram_words import CONDITION, OTHERWISE, in_brackets
from zonewright.cases.graph import START, Cause, Edge, Kind, Node, graph_of
from zonewright.cases.procedure import ADVERSE, Procedure
from zonewright.conditions.ast import Condition

#: Marks that end or change a label, as Mermaid writes them.
_ENTITIES: Final = str.maketrans({"#": "#35;", "&": "#amp;", "<": "#lt;", ">": "#gt;", '"': "#quot;"})


def write_mermaid(procedure: Procedure, *, language: str, tell: Callable[[Condition], str] | None = None) -> str:
    """The stages with their tasks, the ends, and the ways between them; acts and silence are dotted."""
    graph = graph_of(procedure)
    names = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}

    def node(one: Node) -> str:
        title = "" if one.title is None else one.title.in_language(language)
        if one.kind is Kind.START:
            return f"{names[START]}(( ))"
        if one.kind is Kind.END:
            look = "good" if one.result == "granted" else "bad" if one.result in ADVERSE else "plain"
            return f"{names[one.id]}([{_quoted(title)}]):::{look}"
        tasks = procedure.stages[one.id].tasks
        roles = {id: role.title.in_language(language) for id, role in procedure.roles.items()}
        rows = [in_brackets(task.title.in_language(language), roles.get(task.role, task.role), language) for task in tasks]
        return f"{names[one.id]}[{_quoted(title, *rows)}]"

    def words(edge: Edge) -> str:
        title = "" if edge.title is None else edge.title.in_language(language)
        if edge.when is not None:
            return in_brackets(title, tell(edge.when) if tell else CONDITION.in_language(language), language)
        return in_brackets(title, OTHERWISE.in_language(language), language) if edge.otherwise else title

    def line(edge: Edge) -> str:
        arrow = "-.->" if edge.cause in {Cause.ACT, Cause.SILENCE} else "-->"
        said = words(edge)
        return f"{names[edge.source]} {arrow}{f'|{_quoted(said)}|' if said else ''} {names[edge.target]}"

    rows = [*map(node, graph.nodes), *dict.fromkeys(map(line, graph.edges))]
    looks = ("good fill:#e2f3e5,stroke:#2e7d3a", "bad fill:#fbe4e2,stroke:#b3261e", "plain fill:#eceff1,stroke:#66727d")
    return "".join(
        f"{row}\n" for row in ("flowchart TD", *(f"  {row}" for row in rows), *(f"  classDef {look}" for look in looks))
    )


def _quoted(*rows: str) -> str:
    """A label: in quotes, its own quotes and marks written as entities, rows kept apart."""
    return '"' + "<br/>".join(" ".join(row.split()).translate(_ENTITIES) for row in rows) + '"'
