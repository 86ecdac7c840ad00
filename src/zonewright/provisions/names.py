"""The names of blocks, after Akoma Ntoso: `chp_2__art_12__para_2__point_a`; each is given once."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from typing import Final

from zonewright.provisions.numbering import FIXED, Number

_PREFIXES: Final = {
    "part": "part", "chapter": "chp", "division": "sec", "subdivision": "subsec", "article": "art", "section": "sec",
    "subsection": "subsec", "paragraph": "para", "item": "item", "point": "point", "subpoint": "subpoint", "annex": "att",
    "addenda": "addenda", "question": "qstn", "rule": "rule", "bullet": "item",
}  # fmt: skip
#: What a form counts, and what it counts where that is taken: the ranks are tried in this order.
_RANKS: Final = {
    "hanlist": ("section", "item"),
    "hanboth": ("subsection", "item"),
    "ROMAN-paren": ("section", "subsection", "item", "point"),
    "ALPHA-paren": ("section", "subsection", "item", "point"),
    "circle": ("paragraph", "point"),
    "dot": ("section", "paragraph", "item", "point"),
    "both": ("paragraph", "item", "point"),
    "paren": ("item", "point"),
    "code": ("section", "subsection", "item", "point"),
    "step": ("item", "point"),
    "levels-2": ("paragraph", "item"),
    "levels-3": ("item", "point"),
    "levels-4": ("point", "subpoint"),
}
#: Ranks that a paragraph without number belongs to; those below them are lists.
HOLDERS: Final = {"part", "chapter", "division", "subdivision", "article", "section", "annex", "addenda", "question", "rule"}
_DEPTH: Final = {"article": 0, "section": 0, "subsection": 1, "paragraph": 2, "item": 3, "point": 4, "subpoint": 5}


def rank_of(number: Number, open_ranks: Set[str]) -> str:
    """What a number counts, by its form and by what is open over it.

    >>> rank_of(Number("hanboth", 1, 0, 3, "1"), {"article"}), rank_of(Number("hanboth", 1, 0, 3, "1"), {"section"})
    ('item', 'subsection')
    """
    form = number.form
    if form in FIXED:
        return form
    if form.startswith(("bullet", "style")):
        return "bullet"
    ranks = _RANKS.get(form, ("point", "subpoint"))
    deepest = max((_DEPTH.get(rank, -1) for rank in open_ranks), default=-1)
    if "article" in open_ranks:
        deepest = max(deepest, 2 if form in {"hanlist", "hanboth", "dot"} else 1)
    return next((rank for rank in ranks if _DEPTH[rank] > deepest), ranks[-1])


@dataclass(slots=True)
class Names:
    """The names given so far."""

    given: dict[str, int] = field(default_factory=dict)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    lists: dict[tuple[str, str], str] = field(default_factory=dict)
    table: str = ""

    def numbered(self, container: str, rank: str, number: Number) -> str:
        """The name of a block with a number: that of the block it stands in, and its own number."""
        if not number.name:
            return self._once(_joined(container, _PREFIXES[rank]))
        last = number.name.rpartition(".")[2] if number.form.startswith("levels") and container else number.name
        return self._once(_joined(container, f"{_PREFIXES[rank]}_{last.replace('.', '-')}"))

    def counted(self, container: str, prefix: str, *, after: bool = False) -> str:
        """The name of a block without number: counted among its like; from two where the container itself is the first."""
        key = (container, prefix)
        self.counts[key] = self.counts.get(key, int(after)) + 1
        return self._once(_joined(container, f"{prefix}_{self.counts[key]}"))

    def item(self, container: str, form: str, *, fresh: bool) -> str:
        """The name of a bullet: its list is counted, and its place in the list."""
        if fresh or (container, form) not in self.lists:
            self.lists[container, form] = self.counted(container, "list")
        return self.counted(self.lists[container, form], "item")

    def open_table(self, container: str) -> None:
        self.table = self.counted(container, "tbl")

    def row(self) -> str:
        return self.counted(self.table, "row")

    def _once(self, name: str) -> str:
        count = self.given.get(name, 0) + 1
        self.given[name] = count
        return name if count == 1 else self._once(f"{name}_{count}")


def _joined(container: str, own: str) -> str:
    return f"{container}__{own}" if container else own
