"""brat: a reading as standoff lines with its configuration, and standoff lines read back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from zonewright.errors import Place, Report
from zonewright.provisions.annotations import PARTS, Annotation, provisions_of
from zonewright.provisions.changes import ROLES, fits, read_change, read_pairs, written
from zonewright.provisions.model import INSTRUMENTS, MODALITIES, Reading

#: Values of brat's attributes are single words.
_OPS: Final = {">=": "at_least", "<=": "at_most", ">": "over", "<": "under", "=": "equal", "range": "range"}
_OPS_BACK: Final = {word: op for op, word in _OPS.items()}
_INSTRUMENTS: Final = ("instrument", "instrument2", "instrument3")
_TEXT_BOUND: Final = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")
_ATTRIBUTE: Final = re.compile(r"[AM]\d+\t(\S+) (T\d+) (\S+)")
_NOTE: Final = re.compile(r"#\d+\t\S+ ([A-Z]+\d+)\t(.*)")
_OTHER: Final = re.compile(r"(?:[RENAM]\d+|\*)\t.*")
_LABELS: Final = ("provision", "field", *ROLES)
_HINT: Final = "mend the line in brat, or leave it out"


@dataclass(slots=True)
class _Bound:
    """A text-bound line with what other lines say of it."""

    label: str
    start: int
    end: int
    place: Place
    told: dict[str, object] = field(default_factory=dict)
    instruments: dict[str, str] = field(default_factory=dict)
    item: str = ""


def standoff(reading: Reading, found: Sequence[Annotation]) -> str:
    """The `.ann` file of a text: a stretch over several lines in pieces, as brat keeps it."""
    bounds: list[str] = []
    attributes: list[str] = []
    notes: list[str] = []
    names: dict[int, str] = {}
    for number, one in enumerate(found, 1):
        names[id(one)] = name = f"T{number}"
        label = str(one.values["role"]) if one.kind == "condition" else one.kind
        pieces = _pieces(reading.document.text, one.start, one.end)
        offsets = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(reading.document.text[start:end] for start, end in pieces)
        bounds.append(f"{name}\t{label} {offsets}\t{words}")
        for key, value in _attributes(one):
            attributes.append(f"A{len(attributes) + 1}\t{key} {name} {value}")
        notes.append(f"#{number}\tAnnotatorNotes {name}\t{_note(one)}")
    relations = [
        f"R{number}\tof Arg1:{names[id(part)]} Arg2:{names[id(home)]}"
        for number, (part, home) in enumerate(provisions_of(found), 1)
    ]
    return "".join(f"{line}\n" for line in (*bounds, *attributes, *relations, *notes))


def configuration() -> str:
    """The `annotation.conf` that goes with the lines."""
    figures = "|".join(ROLES)
    rows = [f"{key}\tArg:provision, Value:{'|'.join(INSTRUMENTS)}" for key in _INSTRUMENTS]
    return "\n".join((
        "[entities]", *_LABELS, "",
        "[relations]", f"of\tArg1:field|{figures}, Arg2:provision", "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>", "",
        "[events]", "",
        "[attributes]", f"modality\tArg:provision, Value:{'|'.join(MODALITIES)}", *rows,
        f"op\tArg:{figures}, Value:{'|'.join(_OPS.values())}", "",
    ))  # fmt: skip


def read_standoff(content: str, file: str, reading: Reading, report: Report) -> tuple[Annotation, ...]:
    """The stretches of an `.ann` file; every line that cannot be used is reported."""
    bounds: dict[str, _Bound] = {}
    rest: list[tuple[str, Place]] = []
    for number, line in enumerate(content.split("\n"), 1):
        place = Place(file, number)
        if line.startswith("T"):
            _bound(line, bounds, reading.document.text, place, report)
        elif line.strip():
            rest.append((line, place))
    for line, place in rest:
        _tell(line, bounds, place, report)
    return tuple(_annotation(one, report) for one in bounds.values())


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A stretch without its line ends: brat's lines hold none."""
    pieces: list[tuple[int, int]] = []
    at = start
    for line in text[start:end].split("\n"):
        if line:
            pieces.append((at, at + len(line)))
        at += len(line) + 1
    return pieces


def _attributes(one: Annotation) -> list[tuple[str, str]]:
    match one.kind:
        case "provision":
            told = one.values["instruments"]
            named = zip(_INSTRUMENTS, told if isinstance(told, list) else [], strict=False)
            return [("modality", str(one.values["modality"])), *named]
        case "condition":
            return [("op", _OPS[str(one.values["op"])])]
        case _:
            return []


def _note(one: Annotation) -> str:
    """What attributes cannot hold: the key of the item, the value and the unit."""
    pairs: dict[str, object] = {"item": one.item}
    for key in PARTS[1:]:
        value = one.values.get(key)
        if value not in {None, ""}:
            pairs[key] = written(value) if key == "value" else value  # type: ignore[arg-type]
    return "; ".join(f"{key}={value}" for key, value in pairs.items())


def _bound(line: str, bounds: dict[str, _Bound], text: str, place: Place, report: Report) -> None:
    found = _TEXT_BOUND.fullmatch(line)
    if found is None or found[1] in bounds:
        why = "stands twice" if found else "is no text-bound annotation"
        report.error("ZW738", f"the line {why}", place, hint="write `T1`, a tab, label and offsets, a tab, the words")
        return
    pieces = [tuple(map(int, piece.split())) for piece in found[3].split(";")] if len(found[3]) < 4_000 else []
    sound = all(0 <= start < end <= len(text) for start, end in pieces) and pieces == sorted(pieces)
    if not pieces or not sound or " ".join(text[start:end] for start, end in pieces) != found[4]:
        report.error("ZW738", "the words on the line do not stand at its offsets", place, hint=_HINT)
    elif found[2] not in _LABELS:
        report.error("ZW738", f"`{found[2][:60]}` is no label of ours", place, hint=f"known: {', '.join(_LABELS)}")
    else:
        bounds[found[1]] = _Bound(found[2], pieces[0][0], pieces[-1][1], place)


def _tell(line: str, bounds: Mapping[str, _Bound], place: Place, report: Report) -> None:
    """Add what an attribute or a note says to the stretch that it speaks of."""
    if attribute := _ATTRIBUTE.fullmatch(line):
        one = bounds.get(attribute[2])
        if one is not None and attribute[1] in _INSTRUMENTS:
            one.instruments[attribute[1]] = attribute[3]
        elif one is not None:
            one.told[attribute[1]] = _OPS_BACK.get(attribute[3], attribute[3])
    elif note := _NOTE.fullmatch(line):
        one = bounds.get(note[1])
        if one is not None:
            pairs = read_pairs(note[2])
            one.item = pairs.pop("item", one.item)
            one.told |= pairs
    elif not _OTHER.fullmatch(line):
        report.error("ZW738", "the line is no annotation of brat", place, hint=_HINT)


def _annotation(one: _Bound, report: Report) -> Annotation:
    if one.label == "field":
        return Annotation("field", one.start, one.end, one.item, {}, place=one.place)
    kind = "provision" if one.label == "provision" else "condition"
    told = one.told
    if kind == "provision" and one.instruments:
        told = told | {"instruments": [one.instruments[key] for key in _INSTRUMENTS if key in one.instruments]}
    elif kind == "condition":
        told = told | {"role": one.label}
    values = read_change(told, kind, report, one.place)
    if kind == "condition" and {"op", "value", "unit"} <= values.keys():
        fits(values, report, one.place)
    return Annotation(kind, one.start, one.end, one.item, values, place=one.place)
