"""The language model beside the rules: off unless an endpoint is named, never waited for longer than was said."""

from __future__ import annotations

import json
import os
from argparse import ArgumentTypeError, Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from threading import Event, Thread
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from zonewright.errors import Diagnostic, Place, Severity
from zonewright.interpret.model_answers import read_json
from zonewright.interpret.model_log import Exchange, Fault, Heard, hear, log_lines
from zonewright.interpret.model_prompt import Asked, question, stretches
from zonewright.provisions.model import Reading
from zonewright.values import Words

#: Where the verb keeps what passed, in the folder of the pack.
LOG: Final = "review/model.jsonl"
MOST_BYTES: Final = 2 * 1024 * 1024
#: So many stretches without a usable answer, one after the other, and nothing more is asked.
MOST_FAILURES: Final = 2
_PART: Final = 65_536
SAID: Final = {Fault.LATE: "no answer in time", Fault.SPARED: "not asked, as the service had failed"}

TOLD: Final = Words(
    "{model}: {answered} of {asked} stretches answered; {confirmed} readings confirmed, {differing} differ and are flagged, "
    "{added} added, {refused} refused; see {log}",
    "{model}：{asked}段中已答复{answered}段；与规则解读一致{confirmed}处，不一致并已标记{differing}处，新增{added}处，舍弃{refused}处；详见{log}",
    "{model}: {asked}개 구간 중 {answered}개 응답, 규칙과 일치 {confirmed}건, 불일치(표시함) {differing}건, 추가 {added}건, "
    "제외 {refused}건. 자세한 내용은 {log} 참조",
)


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """Which endpoint is asked, as whom, and how much of it."""

    url: str
    name: str = "default"
    key_env: str = ""
    seconds: int = 120
    requests: int = 40
    tokens: int = 4_000


@dataclass(frozen=True, slots=True)
class Consulted:
    """The readings with what the model added, findings for the user, and the log; without an answer, the rules' readings."""

    readings: tuple[Reading, ...]
    findings: tuple[Diagnostic, ...]
    log: str
    counts: dict[str, int | str]

    def told(self, language: str) -> str:
        """What came of it, in one line."""
        return TOLD.in_language(language).format(**self.counts, log=LOG)


def _endpoint(text: str) -> str:
    try:
        parts = urlsplit(text)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound or not text.isascii() or not text.isprintable() or " " in text or parts.username is not None or parts.query:
        raise ArgumentTypeError(f"`{text[:100]}` is not the address of a service; write it as http://localhost:8000/v1")
    whole = text.rstrip("/")
    return whole if whole.endswith("/chat/completions") else f"{whole}/chat/completions"


def _up_to(most: int) -> Any:  # noqa: ANN401  # what argparse calls
    def count(text: str) -> int:
        if not (text.isascii() and text.isdecimal()) or len(text) > 9 or not 1 <= int(text) <= most:
            raise ArgumentTypeError(f"`{text[:60]}` is not a count from 1 to {most:,}")
        return int(text)

    return count


MODEL_OPTIONS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("--model", {"type": _endpoint, "metavar": "URL", "default": None,
                 "help": "an OpenAI-compatible service that reads beside the rules (default: none)"}),
    ("--model-name", {"metavar": "NAME", "default": "default", "help": "the model's name, as the service calls it"}),
    ("--model-key-env", {"metavar": "NAME", "default": "", "help": "the environment variable that holds the service's key"}),
    ("--model-seconds", {"type": _up_to(3_600), "metavar": "N", "default": 120,
                         "help": "go on without the model after so many seconds in all (default: 120)"}),
    ("--model-requests", {"type": _up_to(10_000), "metavar": "N", "default": 40, "help": "requests at most (default: 40)"}),
    ("--model-tokens", {"type": _up_to(100_000), "metavar": "N", "default": 4_000,
                        "help": "length of an answer at most, in tokens (default: 4000)"}),
)  # fmt: skip


def model_options(arguments: Namespace) -> ModelOptions | None:
    """The options of a command, None when no endpoint is named."""
    if arguments.model is None:
        return None
    keys = ("name", "key_env", "seconds", "requests", "tokens")
    return ModelOptions(arguments.model, **{key: getattr(arguments, f"model_{key}") for key in keys})


def ask_model(readings: Sequence[Reading], options: ModelOptions) -> Consulted:
    """Ask about every text, in stretches, and unite what comes back in time with the readings of the rules."""
    stretched = [asked for reading in readings for asked in stretches(reading.document)]
    key = os.environ.get(options.key_env, "").strip() if options.key_env else ""
    unset = bool(options.key_env) and not (key and key.isascii() and key.isprintable())
    exchanges = () if unset else _exchanges(stretched[: options.requests], options, key)
    heard = [hear(one, [x for x in exchanges if x.asked.doc == one.document.id]) for one in readings]
    log = log_lines(heard, options.name)
    return Consulted(
        tuple(one.union.reading for one in heard),
        tuple([_no_key(options)] if unset else _findings(heard, len(stretched), options)),
        log.replace(key, "***") if key else log,
        _counts(heard, len(stretched), options),
    )


def _counts(heard: Sequence[Heard], asked: int, options: ModelOptions) -> dict[str, int | str]:
    counted: Counter[str] = Counter()
    for one in heard:
        counted += Counter(confirmed=one.union.confirmed, differing=one.union.differing, added=one.union.added)
        for exchange, refused in one.exchanges:
            counted += Counter(answered=exchange.fault is None, refused=len(refused))
    keys = ("answered", "confirmed", "differing", "added", "refused")
    return {"model": options.name, "asked": asked, **{key: counted[key] for key in keys}}


class _Refused(HTTPRedirectHandler):
    """A service that sends us elsewhere is not followed: the text and the key go to no other address."""

    def redirect_request(self, *_: object) -> None:
        return None


def _exchanges(stretched: Sequence[Asked], options: ModelOptions, key: str) -> tuple[Exchange, ...]:
    """What came back in time: the service is asked in a thread, so that its slowness keeps nobody longer than was said."""
    came: list[Exchange] = []
    stop = Event()

    def ask_all() -> None:
        opener = build_opener(_Refused())
        failed = 0
        for asked in stretched:
            if stop.is_set() or failed == MOST_FAILURES:
                return
            one = _exchange(asked, opener, options, key, stop)
            failed = failed + 1 if one.fault else 0
            came.append(one)

    asking = Thread(target=ask_all, daemon=True)
    asking.start()
    asking.join(options.seconds)
    late = asking.is_alive()
    stop.set()
    answered = tuple(came)
    rest = Fault.LATE if late else Fault.SPARED
    return (*answered, *(Exchange(asked, fault=rest, failure=SAID[rest]) for asked in stretched[len(answered) :]))


def _exchange(asked: Asked, opener: OpenerDirector, options: ModelOptions, key: str, stop: Event) -> Exchange:
    try:
        body = json.dumps(question(asked, model=options.name, tokens=options.tokens)).encode("ascii")
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
        request = Request(options.url, body, headers, method="POST")  # noqa: S310  # http or https, as its option says
        with opener.open(request, timeout=options.seconds) as response:
            whole = b"".join(_parts(response, stop))
    except HTTPError as error:
        error.close()
        return Exchange(asked, fault=Fault.UNREACHED, failure=f"HTTP {error.code}")
    except (OSError, HTTPException, ValueError) as error:
        return _broken(asked, error)
    if len(whole) > MOST_BYTES:
        return _unusable(asked, f"larger than {MOST_BYTES // 2**20} MB")
    match read_json(whole):
        case {"choices": [{"finish_reason": "length"}, *_]}:
            return _unusable(asked, "the answer was cut off")
        case {"choices": [{"message": {"content": str(content)}}, *_]}:
            return Exchange(asked, content)
        case None:
            return _unusable(asked, "what the service sent is not JSON")
        case _:
            return _unusable(asked, "what the service sent holds no message")


def _parts(response: Any, stop: Event) -> Iterator[bytes]:  # noqa: ANN401  # what urllib opens
    """An answer as it comes in, until it is whole, too large or too late."""
    size = 0
    while size <= MOST_BYTES and not stop.is_set():
        part = response.read1(_PART)
        if not part:
            return
        size += len(part)
        yield part


def _broken(asked: Asked, error: OSError | HTTPException | ValueError) -> Exchange:
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, TimeoutError):
        return Exchange(asked, fault=Fault.LATE, failure=SAID[Fault.LATE])
    said = getattr(cause, "strerror", None) or "the connection broke off"
    return Exchange(asked, fault=Fault.UNREACHED, failure=str(said).lower())


def _unusable(asked: Asked, failure: str) -> Exchange:
    return Exchange(asked, fault=Fault.UNUSABLE, failure=failure)


def _findings(heard: Sequence[Heard], stretched: int, options: ModelOptions) -> Iterator[Diagnostic]:
    """What a person should know: why the rules stood alone, said once, and what was never asked."""
    exchanges = [exchange for one in heard for exchange, _ in one.exchanges]
    failed = [one for one in exchanges if one.fault]
    why = {one.fault: one for one in reversed(failed)}
    alone = f"the rules alone read {len(failed)} of {stretched} stretches"
    if Fault.LATE in why:
        yield _warning("ZW741", f"the language model was not done in {options.seconds} seconds; {alone}", options,
                       "raise --model-seconds, or draft fewer texts at once")  # fmt: skip
    elif Fault.UNREACHED in why:
        yield _warning("ZW740", f"the language model did not answer ({why[Fault.UNREACHED].failure}); {alone}", options,
                       "check the address, the model's name and the key")  # fmt: skip
    elif failed:
        yield _warning("ZW742", f"the language model's answer cannot be used ({why[Fault.UNUSABLE].failure}); {alone}", options,
                       f"see {LOG}; the service has to keep to a JSON schema")  # fmt: skip
    if len(exchanges) < stretched:
        yield _warning("ZW743", f"the language model was asked about {len(exchanges)} of {stretched} stretches", options,
                       "raise --model-requests, or draft fewer texts at once")  # fmt: skip


def _no_key(options: ModelOptions) -> Diagnostic:
    said = f"the environment variable `{options.key_env}` holds no key; the rules alone read the texts"
    return _warning("ZW744", said, options, "set it, or leave out --model-key-env")


def _warning(code: str, message: str, options: ModelOptions, hint: str) -> Diagnostic:
    return Diagnostic(code, message, Place(options.url), hint, Severity.WARNING)
