"""How well texts are read: rules against annotations, by language, with the speed of the whole chain.

python -m benchmarks.interpret [FOLDER ...]    folders with <doc>.txt and <doc>.jsonl; left out: the texts of the tests
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from zonewright.interpret.readers import read_text
from zonewright.interpret.reading import read_document
from zonewright.provisions.model import Confidence, Provision, Quantity, Reading
from zonewright.provisions.records import plain

CORPORA = Path(__file__).parents[1] / "tests" / "corpora"
SETS = (("tuned on", CORPORA), ("never seen", CORPORA / "held_out"))
COLUMNS = ("segmentation", "modality", "instrument", "fields", "value+unit", "strict")
AIMS = dict(zip(COLUMNS, (0.96, 0.88, 0.83, 0.80, 0.97, 0.93), strict=True))


@dataclass
class Tally:
    """What was found, what stands in the annotation, what is in both; and how often a figure was silently wrong."""

    hits: Counter = field(default_factory=Counter)
    told: Counter = field(default_factory=Counter)
    gold: Counter = field(default_factory=Counter)
    silent: int = 0
    figures: int = 0

    def add(self, column, *, hits, told, gold):
        self.hits[column] += hits
        self.told[column] += told
        self.gold[column] += gold

    def f1(self, column):
        both = self.told[column] + self.gold[column]
        return 2 * self.hits[column] / both if both else 1.0

    def join(self, other):
        for own, more in ((self.hits, other.hits), (self.told, other.told), (self.gold, other.gold)):
            own.update(more)
        self.silent += other.silent
        self.figures += other.figures


def tally(reading: Reading, gold: list[dict]) -> Tally:
    """A reading against its annotation: provisions are paired where they share at least half of what they cover together."""
    found = Tally()
    pairs = _paired(reading.provisions, gold)
    found.add("segmentation", hits=len(pairs), told=len(reading.provisions), gold=len(gold))
    same = sum(reading.provisions[place].modality.value == row["modality"] for row, place in pairs)
    found.add("modality", hits=same, told=len(reading.provisions), gold=len(gold))
    shared = sum(len(_coarse(row["instruments"]) & _coarse(_values(reading.provisions[place]))) for row, place in pairs)
    found.add("instrument", hits=shared, told=sum(len(_coarse(_values(one))) for one in reading.provisions),
              gold=sum(len(_coarse(row["instruments"])) for row in gold))  # fmt: skip
    _add_fields(found, reading, gold)
    _add_figures(found, reading, gold)
    return found


def _add_fields(found, reading, gold):
    told = [(one.start, one.end) for provision in reading.provisions for one in provision.fields]
    wanted = [(one["start"], one["end"]) for row in gold for one in row["fields"]]
    hits, free = 0, set(range(len(told)))
    for start, end in wanted:
        for place in sorted(free):
            shared = min(end, told[place][1]) - max(start, told[place][0])
            if shared > 0 and 2 * shared >= max(end - start, told[place][1] - told[place][0]):
                hits += 1
                free.discard(place)
                break
    found.add("fields", hits=hits, told=len(told), gold=len(wanted))


def _add_figures(found, reading, gold):
    told = [one for provision in reading.provisions for one in provision.conditions]
    wanted = [one for row in gold for one in row["conditions"]]
    values = strict = 0
    free = set(range(len(told)))
    for one in wanted:
        over = [place for place in sorted(free) if min(one["end"], told[place].end) > max(one["start"], told[place].start)]
        same = next((place for place in over if _figure(told[place]) == (_rounded(one["value"]), one["unit"])), None)
        if same is not None:
            free.discard(same)
            values += 1
            strict += (one["role"], one["op"]) == (told[same].role, told[same].op)
        wrong = [told[place] for place in over if place != same]
        found.silent += sum(_silent(one, figure) for figure in (wrong if same is None else [told[same]]))
    found.figures += len(told)
    found.add("value+unit", hits=values, told=len(told), gold=len(wanted))
    found.add("strict", hits=strict, told=len(told), gold=len(wanted))


def _silent(wanted: dict, figure: Quantity) -> bool:
    """Whether a figure was read wrongly, in its number or the sense of its comparator, and nothing says that it is unsure."""
    right = _figure(figure) == (_rounded(wanted["value"]), wanted["unit"])
    turned = {wanted["op"], figure.op} in ({"<=", ">="}, {"<", ">"}, {"<", ">="}, {">", "<="})
    unsure = bool(figure.flags) or figure.evidence.confidence is Confidence.LOW
    return (not right or turned) and not unsure


def _paired(provisions: tuple[Provision, ...], gold: list[dict]) -> list[tuple[dict, int]]:
    pairs, used, first = [], set(), 0
    for row in gold:
        while first < len(provisions) and provisions[first].end <= row["start"]:
            first += 1
        best, share = -1, 0.0
        for place in range(max(0, first - 1), len(provisions)):
            one = provisions[place]
            if one.start >= row["end"]:
                break
            shared = min(one.end, row["end"]) - max(one.start, row["start"])
            whole = max(one.end, row["end"]) - min(one.start, row["start"])
            if place not in used and shared / whole > share:
                best, share = place, shared / whole
        if share >= 0.5:
            used.add(best)
            pairs.append((row, best))
    return pairs


def _values(provision):
    return [label.value for label in provision.instruments]


def _coarse(values):
    return {"money" if value.startswith("fin_") else value for value in values}


def _figure(one: Quantity):
    ends = one.value if isinstance(one.value, tuple) else (one.value,)
    return _rounded([plain(end) for end in ends] if len(ends) > 1 else plain(ends[0])), one.unit


def _rounded(value):
    return [one if isinstance(one, str) else round(float(one), 4) for one in (value if isinstance(value, list) else [value])]


def texts(folder: Path):
    """The annotated texts of a folder: name, text, annotation."""
    for path in sorted(folder.glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        yield path.stem, path.with_suffix(".txt").read_text(encoding="utf-8"), rows


def main(folders: list[Path]) -> None:
    sets = [(folder.name, folder) for folder in folders] or SETS
    print(f"| texts | provisions | figures | {' | '.join(COLUMNS)} | silently wrong | characters a second |")
    print(f"|---{'|---' * (len(COLUMNS) + 4)}|")
    for said, folder in sets:
        by_language: dict[str, Tally] = {}
        whole, seconds, characters = Tally(), Counter(), Counter()
        for name, text, gold in texts(folder):
            reading = read_document(read_text(text, name))
            language = reading.document.language
            began = time.process_time()  # once more, now that rules and lexicon are loaded
            read_document(read_text(text, name))
            seconds[language] += time.process_time() - began
            characters[language] += len(text)
            by_language.setdefault(language, Tally()).join(tally(reading, gold))
        for language, one in sorted(by_language.items()):
            _row(f"{language}, {said}", one, characters[language] / seconds[language])
            whole.join(one)
        if by_language:
            _row(f"**all, {said}**", whole, characters.total() / seconds.total())
    print(f"| aim | | | {' | '.join(f'{AIMS[column]:.2f}' for column in COLUMNS)} | 0.5 % | 200,000 |")


def _row(name: str, one: Tally, speed: float) -> None:
    scores = " | ".join(f"{one.f1(column):.3f}" for column in COLUMNS)
    silent = f"{one.silent} of {one.figures}"
    print(f"| {name} | {one.gold['segmentation']} | {one.gold['value+unit']} | {scores} | {silent} | {speed:,.0f} |")


if __name__ == "__main__":
    main([Path(one) for one in sys.argv[1:]])
