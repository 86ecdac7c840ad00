"""Label Studio: a reading as a task with predictions and its labelling configuration, and annotations read back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from zonewright.errors import Place, Report
from zonewright.provisions.annotations import PARTS, Annotation, provisions_of
from zonewright.provisions.changes import OPS, ROLES, fits, read_change, written
from zonewright.provisions.model import INSTRUMENTS, MODALITIES, Confidence, Reading

_SCORES: Final = {Confidence.LOW: 0.3, Confidence.MEDIUM: 0.6, Confidence.HIGH: 0.9}
_COLOURS: Final = {
    "provision": "#9fc5f8", "field": "#b6d7a8", "threshold": "#f9cb9c", "amount": "#ffe599", "cap": "#ffd966",
    "rate": "#fff2cc", "duration": "#d5a6bd", "deadline": "#ea9999", "date": "#b4a7d6", "quantity": "#cfe2f3",
}  # fmt: skip
_CHOSEN: Final = ("modality", "instruments", "op")
_HINT: Final = "export the project again, as JSON"


def tasks(exported: Iterable[tuple[Reading, Sequence[Annotation]]]) -> str:
    """One task a text, with what was read as its prediction. Offsets are code points, as Label Studio counts."""
    return json.dumps([_task(reading, found) for reading, found in exported], ensure_ascii=False, indent=1) + "\n"


def labelling_config() -> str:
    """The labelling configuration: labels for stretches, and what is chosen or written for each."""
    labels = "".join(f'    <Label value="{one}" background="{colour}"/>\n' for one, colour in _COLOURS.items())
    figures = ",".join(ROLES)
    asked = [
        _choices("modality", MODALITIES, "single", "provision"),
        _choices("instruments", INSTRUMENTS, "multiple", "provision"),
        _choices("op", OPS, "single", figures),
        *(
            f'  <TextArea name="{part}" toName="text" perRegion="true" editable="true" maxSubmissions="2"'
            f' whenTagName="kind" whenLabelValue="{figures}" placeholder="{part}"/>\n'
            for part in PARTS if part != "op"
        ),
    ]  # fmt: skip
    return (
        '<View>\n  <Relations>\n    <Relation value="of"/>\n  </Relations>\n'
        f'  <Labels name="kind" toName="text">\n{labels}  </Labels>\n{"".join(asked)}'
        '  <Text name="text" value="$text"/>\n</View>\n'
    )


def read_tasks(content: str, file: str, readings: Mapping[str, Reading], report: Report) -> dict[str, tuple[Annotation, ...]]:
    """The annotations of each text, as its last annotator left them; what cannot be used is reported with its line."""
    try:
        given = json.loads(content)
    except json.JSONDecodeError as error:
        report.error("ZW737", f"this is not JSON: {error.msg.lower()}", Place(file, error.lineno, error.colno), hint=_HINT)
        return {}
    except (ValueError, RecursionError):
        report.error("ZW737", "this is no export of Label Studio", Place(file), hint=_HINT)
        return {}
    found: dict[str, tuple[Annotation, ...]] = {}
    for task in given if isinstance(given, list) else [given]:
        own = _task_of(task, readings)
        if own is None:
            report.error("ZW736", "a task is not on a text of this pack, or its text was changed", Place(file),
                         hint="keep `doc` and `text` of the task as they were exported")  # fmt: skip
            continue
        results = _last_results(task)
        if results is None:
            report.warn("ZW737", f"nobody has annotated `{own.document.id}` yet", Place(file), hint="submit the task first")
            continue
        found[own.document.id] = tuple(_read_results(results, own, _Places(content, file), report))
    return found


def _task(reading: Reading, found: Sequence[Annotation]) -> dict[str, Any]:
    document = reading.document
    names = {id(one): one.item or f"region-{number}" for number, one in enumerate(found)}
    for number, one in enumerate(found):
        if one.kind == "field":
            names[id(one)] = f"{one.item}-field-{number}"
    results = [row for one in found for row in _rows(document.text, one, names[id(one)])]
    results += [
        {"type": "relation", "from_id": names[id(part)], "to_id": names[id(home)], "direction": "right", "labels": ["of"]}
        for part, home in provisions_of(found)
    ]
    return {
        "data": {"text": document.text, "doc": document.id, "language": document.language, "sha256": document.sha256},
        "predictions": [{"model_version": "zonewright", "score": _least(found), "result": results}],
    }


def _least(found: Sequence[Annotation]) -> float:
    return _SCORES[min((one.confidence for one in found), default=Confidence.LOW)]


def _rows(text: str, one: Annotation, name: str) -> Iterator[dict[str, Any]]:
    """The label of a stretch, then each choice and each written part of it."""

    def row(tag: str, kind: str, **value: object) -> dict[str, Any]:
        stretch = {"start": one.start, "end": one.end}
        return {"id": name, "from_name": tag, "to_name": "text", "type": kind, "value": stretch | value}

    label = one.values["role"] if one.kind == "condition" else one.kind
    yield row("kind", "labels", text=text[one.start : one.end], labels=[label]) | {"score": _SCORES[one.confidence]}
    for key, value in one.values.items():
        match key:
            case "modality" | "op":
                yield row(key, "choices", choices=[value])
            case "instruments":
                yield row(key, "choices", choices=value)
            case "value":
                yield row(key, "textarea", text=written(value).split(".."))  # type: ignore[arg-type]
            case "unit" | "per" | "metric" if value:
                yield row(key, "textarea", text=[value])
            case _:
                pass


def _choices(name: str, values: Sequence[str], choice: str, on: str) -> str:
    rows = "".join(f"    <Choice value={quoteattr(one)}/>\n" for one in values)
    return (
        f'  <Choices name="{name}" toName="text" perRegion="true" choice="{choice}" showInline="true"'
        f' whenTagName="kind" whenLabelValue="{on}">\n{rows}  </Choices>\n'
    )


class _Places:
    """Where a region stands in the file: the line that names it first."""

    def __init__(self, content: str, file: str) -> None:
        self._content, self._file = content, file

    def of(self, region: str) -> Place:
        at = self._content.find(json.dumps(region, ensure_ascii=False))
        return Place(self._file, self._content.count("\n", 0, at) + 1 if at >= 0 else 0)


def _task_of(task: object, readings: Mapping[str, Reading]) -> Reading | None:
    inside = task.get("data") if isinstance(task, dict) else None
    if not isinstance(inside, dict):
        return None
    own = readings.get(str(inside.get("doc")))
    return own if own is not None and inside.get("text") == own.document.text else None


def _last_results(task: dict[str, Any]) -> list[Any] | None:
    """The regions of the last annotation that was submitted and not cancelled."""
    given = task.get("annotations") or task.get("completions") or []
    kept = [one for one in given if isinstance(one, dict) and not one.get("was_cancelled")] if isinstance(given, list) else []
    results = kept[-1].get("result") if kept else None
    return results if isinstance(results, list) else None


def _read_results(results: list[Any], own: Reading, places: _Places, report: Report) -> Iterator[Annotation]:
    regions: dict[str, dict[str, Any]] = {}
    for row in results:
        if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not isinstance(row.get("value"), dict):
            if not isinstance(row, dict) or row.get("type") != "relation":
                report.error("ZW737", "a region has no `id` or no `value`", places.of(""), hint=_HINT)
            continue
        regions.setdefault(row["id"], {})[str(row.get("from_name"))] = row["value"]
    for name, parts in regions.items():
        one = _region(name, parts, own, places.of(name), report)
        if one is not None:
            yield one


def _region(name: str, parts: dict[str, Any], own: Reading, place: Place, report: Report) -> Annotation | None:
    labels = parts.get("kind", {}).get("labels")
    label = labels[0] if isinstance(labels, list) and len(labels) == 1 else None
    if not isinstance(label, str) or label not in _COLOURS:
        report.error("ZW737", f"region `{name[:60]}` has no label of ours", place, hint=f"give it one of {', '.join(_COLOURS)}")
        return None
    stretch = _stretch(parts["kind"], own.document.text)
    if stretch is None:
        report.error("ZW737", f"the words of region `{name[:60]}` do not stand at its place", place, hint=_HINT)
        return None
    item, _, field = name.partition("-field-")
    if label == "field":
        return Annotation("field", *stretch, item if field else "", {}, place=place)
    kind = "provision" if label == "provision" else "condition"
    raw: dict[str, object] = {"role": label} if kind == "condition" else {}
    raw |= {key: _told(key, value) for key, value in parts.items() if key in {"modality", "instruments", *PARTS}}
    values = read_change(raw, kind, report, place)
    if kind == "condition" and {"op", "value", "unit"} <= values.keys():
        fits(values, report, place)
    return Annotation(kind, *stretch, name, values, place=place)


def _told(key: str, value: dict[str, Any]) -> object:
    """What was chosen or written for a part of a region."""
    given = value.get("choices" if key in _CHOSEN else "text")
    if key == "instruments" or not isinstance(given, list):
        return given
    return "..".join(map(str, given)) if key == "value" else " ".join(map(str, given))


def _stretch(value: dict[str, Any], text: str) -> tuple[int, int] | None:
    """The place of a region in code points. Early versions counted as JavaScript does: then the words tell."""
    start, end, words = value.get("start"), value.get("end"), value.get("text")
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        return None
    if end <= len(text) and (words is None or _alike(text[start:end], words)):
        return start, end
    units = text.encode("utf-16-le")
    found = tuple(len(units[: 2 * at].decode("utf-16-le", "replace")) for at in (start, end))
    return (found[0], found[1]) if isinstance(words, str) and _alike(text[found[0] : found[1]], words) else None


def _alike(words: str, told: object) -> bool:
    """Whether the words are those told; line ends come back in several spellings."""
    return isinstance(told, str) and "".join(words.split()) == "".join(told.replace("\\n", "\n").split())
