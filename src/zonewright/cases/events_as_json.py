"""Events of cases to values that JSON can hold, and back, without loss; what is no event is told, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from zonewright.cases.events import EVENTS, Event
from zonewright.cases.facts_as_json import facts_as_json, facts_of_json, quantity_as_json, quantity_of_json
from zonewright.errors import Diagnostic, InputError, Place
from zonewright.values import DateRange, Words

KINDS: Final[Mapping[str, type[Event]]] = MappingProxyType({kind.__name__.lower(): kind for kind in EVENTS})
NAMES: Final = MappingProxyType({kind: name for name, kind in KINDS.items()})


def event_as_json(event: Event) -> dict[str, Any]:
    """An event as a row: its kind, and every field; moments as 2026-03-01T09:30:00, numbers as exact text."""
    kind = type(event)
    return {"event": NAMES[kind], **{name: form.write(getattr(event, name)) for name, form in FORMS_OF[kind]}}


def event_of_json(row: object) -> Event:
    """The event that a row tells; InputError with every mistake where it tells none.

    >>> event_of_json({"event": "noted", "on": "2026-03-01T09:30:00", "by": "", "actor": "", "text": "called"}).text
    'called'
    """
    if not isinstance(row, dict):
        raise _refused([("this is no event", 'write an object such as {"event": "noted", "on": ..}')])
    name = row.get("event")
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise _refused([(f"`{str(name)[:60]}` is no kind of event", f"known: {', '.join(KINDS)}")])
    forms = dict(FORMS_OF[kind])
    wrong = [(f"`{str(key)[:60]}` is no part of the event `{name}`", "leave it out") for key in row.keys() - {"event", *forms}]
    wrong += [(f"the event `{name}` lacks `{key}`", f"add `{key}`") for key in forms if key not in row]
    read: dict[str, Any] = {}
    for key in forms.keys() & row.keys():
        try:
            read[key] = forms[key].read(row[key])
        except (AttributeError, TypeError, ValueError):
            wrong.append((f"`{key}` of the event `{name}` is not {forms[key].what}", f"write {forms[key].what}"))
    if wrong:
        raise _refused(sorted(wrong))
    return kind(**read)


def _refused(wrong: list[tuple[str, str]]) -> InputError:
    return InputError(Diagnostic("ZW861", said, Place(), hint) for said, hint in wrong)


class Form(NamedTuple):
    """How a part of an event is written and read, and what it is called."""

    what: str
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def _same(value: Any) -> Any:  # noqa: ANN401  # what JSON has as it is
    return value


def _a(kind: type) -> Callable[[Any], Any]:
    def read(value: object) -> object:
        if type(value) is not kind:
            raise TypeError(kind.__name__)
        return value

    return read


def _moment(value: str) -> datetime:
    found = datetime.fromisoformat(value)
    if found.tzinfo is not None:
        raise ValueError("moments carry no zone")
    return found


def _or_none(form: Form) -> Form:
    return Form(
        f"{form.what} or null",
        lambda value: None if value is None else form.write(value),
        lambda value: None if value is None else form.read(value),
    )


def _words(value: Any) -> Words:  # noqa: ANN401  # whatever a row holds
    en, zh, ko = map(_a(str), _a(list)(value))
    return Words(en, zh, ko)


def _range(value: Any) -> DateRange:  # noqa: ANN401  # whatever a row holds
    start, end = (None if day is None else date.fromisoformat(day) for day in _a(list)(value))
    return DateRange(start, end)


def _pairs(value: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401  # whatever a row holds
    return tuple((_a(str)(task), _a(str)(outcome)) for task, outcome in _a(list)(value))


def _by_name(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: MappingProxyType({_a(str)(key): read(one) for key, one in _a(dict)(value).items()})


MOMENT: Final = Form("a moment without a zone", datetime.isoformat, _moment)
DAY: Final = Form("a day", date.isoformat, date.fromisoformat)
#: By the type as it is written in the events.
FORMS: Final = MappingProxyType(
    {
        "str": Form("a text", _same, _a(str)),
        "bool": Form("true or false", _same, _a(bool)),
        "datetime": MOMENT,
        "datetime | None": _or_none(MOMENT),
        "date | None": _or_none(DAY),
        "Quantity | None": _or_none(Form("a number with its unit", quantity_as_json, quantity_of_json)),
        "Words | None": _or_none(Form("words in en, zh, ko", lambda words: [words.en, words.zh, words.ko], _words)),
        "DateRange": Form(
            "a first day and the first day out",
            lambda days: [None if day is None else day.isoformat() for day in (days.start, days.end)],
            _range,
        ),
        "tuple[str, ...]": Form("a list of texts", list, lambda value: tuple(map(_a(str), _a(list)(value)))),
        "tuple[tuple[str, str], ...]": Form("a list of pairs", lambda pairs: [list(pair) for pair in pairs], _pairs),
        "Facts": Form("facts", facts_as_json, facts_of_json),
        "Mapping[str, date]": Form(
            "days by name", lambda days: {id: day.isoformat() for id, day in days.items()}, _by_name(date.fromisoformat)
        ),
        "Mapping[str, str]": Form("texts by name", dict, _by_name(_a(str))),
    }
)
FORMS_OF: Final = MappingProxyType({kind: tuple((one.name, FORMS[str(one.type)]) for one in fields(kind)) for kind in EVENTS})
