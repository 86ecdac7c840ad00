"""Plain values written as YAML in the style of packs: short things on one line, notes as comments."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

Plain: TypeAlias = "str | int | bool | Sequence[Plain] | Mapping[str, Plain]"
#: A key whose text is written behind its line as a comment.
NOTE: Final = "#"
WIDEST: Final = 120
#: Words that YAML takes for nothing else: Latin, Chinese and Korean letters with their brackets.
_LETTERS: Final = r"A-Za-z\u4e00-\u9fff\uac00-\ud7a3"
_BARE: Final = re.compile(rf"[{_LETTERS}][{_LETTERS}0-9_./（）()·-]*( [{_LETTERS}0-9_./（）()·-]+)*|[0-9]{{1,4}} [a-z][a-z ]*")
_SPOKEN: Final = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))


def write_yaml(value: Mapping[str, Plain]) -> str:
    """The mapping as a YAML file.

    >>> print(write_yaml({"id": "a", "title": {"en": "A: b", "zh": "甲"}, "in": ["b", "c"]}), end="")
    id: a
    title: {en: "A: b", zh: 甲}
    in: [b, c]
    """
    return "".join(f"{line}\n" for line in _lines(value, 0))


def _lines(value: Mapping[str, Plain], depth: int) -> Iterator[str]:
    pad = "  " * depth
    for key, one in value.items():
        if key == NOTE:
            yield f"{pad}{_note(value).strip()}"
            continue
        short = _short(one)
        if not isinstance(one, str | int) and (_is_deep(one) or len(pad) + len(key) + len(short) > WIDEST):
            yield f"{pad}{_short(key)}:"
            if isinstance(one, Mapping):
                yield from _lines(one, depth + 1)
            else:
                yield from (f"{pad}  - {_short(item)}{_note(item)}" for item in one)
        else:
            yield f"{pad}{_short(key)}: {short}{_note(one)}"


def _is_deep(value: Plain) -> bool:
    """Whether a value has mappings in mappings, or notes that need a line of their own."""
    if isinstance(value, Mapping):
        below = [inner for one in value.values() if isinstance(one, Mapping) for inner in one.values()]
        return any(isinstance(inner, Mapping) for inner in below) or any(_is_deep(inner) for inner in value.values())
    return not isinstance(value, str | int) and any(isinstance(one, Mapping) and NOTE in one for one in value)


def _note(value: Plain) -> str:
    said = value.get(NOTE) if isinstance(value, Mapping) else None
    return f"  # {' '.join(said.split())}" if isinstance(said, str) else ""


def _short(value: Plain) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return value if _BARE.fullmatch(value) and value.lower() not in _SPOKEN else json.dumps(value, ensure_ascii=False)
        case Mapping():
            return "{" + ", ".join(f"{_short(key)}: {_short(one)}" for key, one in value.items() if key != NOTE) + "}"
        case _:
            return "[" + ", ".join(map(_short, value)) + "]"
