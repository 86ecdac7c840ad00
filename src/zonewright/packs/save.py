"""Writing back: a change to one place of a pack file keeps every comment and every other line."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from zonewright.errors import InputError, Place, Report
from zonewright.notation.tree import read_yaml
from zonewright.tables.files import read_text, write_text


@dataclass(frozen=True, slots=True)
class Change:
    """One edit: the value at a path of keys and list positions; ``value`` None removes what stands there.

    A position just past the end of a list appends.
    """

    path: tuple[str | int, ...]
    value: Any


def edit_file(path: Path, changes: Iterable[Change]) -> None:
    """Change a pack file on disk, whole or not at all; comments and order stay."""
    write_text(path, edited(read_text(path), changes, str(path)))


def edited(text: str, changes: Iterable[Change], file: str = "") -> str:
    """The text of a pack file with the changes made. InputError when a path leads nowhere or the result is no pack file."""
    read_yaml(text, file)  # refuses what packs do not use, before ruamel sees it
    yaml = _editor()
    root = yaml.load(text)
    for change in changes:
        _apply(root, change, file)
    out = io.StringIO()
    yaml.dump(root, out)
    read_yaml(out.getvalue(), file)
    return out.getvalue()


def round_trip(text: str) -> str:
    """The text as it comes back when nothing is changed."""
    return edited(text, ())


def _editor() -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _apply(root: CommentedMap | CommentedSeq, change: Change, file: str) -> None:
    if not change.path or any(isinstance(step, int) and step < 0 for step in change.path):
        _nowhere(change, file)
    node: Any = root
    for step in change.path[:-1]:
        node = _below(node, step, change, file)
    last = change.path[-1]
    if change.value is None:
        _below(node, last, change, file)
        del node[last]
    elif isinstance(node, CommentedSeq) and last == len(node):
        node.append(change.value)
    elif isinstance(node, CommentedSeq):
        _below(node, last, change, file)
        node[last] = change.value
    elif isinstance(node, CommentedMap):
        node[last] = change.value
    else:
        _nowhere(change, file)


def _below(node: Any, step: str | int, change: Change, file: str) -> Any:  # noqa: ANN401  # whatever stands there
    try:
        return node[step]
    except (KeyError, IndexError, TypeError):
        return _nowhere(change, file)


def _nowhere(change: Change, file: str) -> None:
    report = Report()
    where = " / ".join(map(str, change.path))
    report.error("ZW030", f"there is nothing at {where}", Place(file), hint="name keys and list positions that exist")
    raise InputError(report.diagnostics)
