"""What passed between a language model and the reading of a text, kept as lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from zonewright.interpret.model_answers import Answer, Refusal, read_answer, read_json
from zonewright.interpret.model_prompt import Asked, prompt_sha256
from zonewright.interpret.model_union import Found, Union, locate, unite
from zonewright.provisions.model import Reading


class Fault(Enum):
    """Why there is no answer that can be used."""

    LATE = "late"
    UNREACHED = "unreached"
    UNUSABLE = "unusable"
    SPARED = "spared"  # not asked, as the service had failed before


@dataclass(frozen=True, slots=True)
class Exchange:
    """One stretch that was asked about, and the raw answer; or what went wrong, and in words."""

    asked: Asked
    answer: str = ""
    fault: Fault | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """One reading with all that was answered about it: the union, and every exchange with what was refused in it."""

    union: Union
    exchanges: tuple[tuple[Exchange, tuple[Refusal, ...]], ...]


def hear(reading: Reading, exchanges: Iterable[Exchange]) -> Heard:
    """Read the answers about one text and unite them with its reading; what cannot be used is left out and said."""
    found: list[Found] = []
    told: list[tuple[Exchange, tuple[Refusal, ...]]] = []
    for one in sorted(exchanges, key=lambda one: one.asked.start):
        answer = read_answer(one.answer) if one.fault is None else Answer()
        located, absent = locate(answer.claims, one.asked, reading.document.text)
        found += located
        read = replace(one, fault=Fault.UNUSABLE, failure=answer.failure) if answer.failure else one
        told.append((read, (*answer.refusals, *absent)))
    union = unite(reading, found)
    return Heard(union, tuple((one, (*refused, *_within(one.asked, union.refusals))) for one, refused in told))


def replayed(reading: Reading, log: str) -> Reading:
    """The reading with what was answered about these very words before: a log is as good as the service."""
    text, found = reading.document.text, list[Exchange]()
    for line in log.splitlines():
        row = read_json(line)
        if not isinstance(row, dict) or row.get("doc") != reading.document.id or row.get("failure"):
            continue
        start, end, answer = row.get("start"), row.get("end"), row.get("answer")
        if not (isinstance(start, int) and isinstance(end, int) and isinstance(answer, str)):
            continue
        asked = Asked(reading.document.id, reading.document.language, start, end, text[start:end])
        if asked.sha256 == row.get("input_sha256"):
            found.append(Exchange(asked, answer))
    return hear(reading, found).union.reading if found else reading


def log_lines(heard: Iterable[Heard], model: str) -> str:
    """One line an exchange: model, hashes of prompt and text, raw answer, failure, refusals with their reasons."""
    prompt = prompt_sha256()
    rows = (_row(exchange, refused, model, prompt) for one in heard for exchange, refused in one.exchanges)
    return "".join(_whole(json.dumps(row, ensure_ascii=False)) + "\n" for row in rows)


def _within(asked: Asked, refusals: Iterable[Refusal]) -> Iterator[Refusal]:
    return (one for one in refusals if asked.start <= one.at < asked.end)


def _row(exchange: Exchange, refused: Sequence[Refusal], model: str, prompt: str) -> Mapping[str, object]:
    asked = exchange.asked
    return {
        "model": model,
        "doc": asked.doc,
        "start": asked.start,
        "end": asked.end,
        "prompt_sha256": prompt,
        "input_sha256": asked.sha256,
        "answer": exchange.answer,
        "failure": exchange.failure,
        "refused": [{"what": one.what, "words": one.words, "reason": one.reason} for one in refused],
    }


def _whole(line: str) -> str:
    """Halves of characters, which an answer may hold, as question marks."""
    return line.encode("utf-8", "replace").decode("utf-8")
