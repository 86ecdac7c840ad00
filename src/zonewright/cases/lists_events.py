"""What is asked of facilitation lists, what happened to them, and why a command is refused."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Final, TypeAlias

from zonewright.values import Quantity, plain_text

#: Why a line is suspended or removed.
GROUNDS: Final = ("breach", "request", "authority")

HS_CODE: Final = re.compile(r"[0-9](\.?[0-9]){5,9}")
EXTENSION_CODE: Final = re.compile(r"[0-9]{3}")


def read_hs_code(text: str) -> str | None:
    """The digits of an HS code, which people write with dots or without; None where there are not 6 to 10.

    >>> read_hs_code("3002.12.00.10"), read_hs_code("3002")
    ('3002120010', None)
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    return plain.replace(".", "") if HS_CODE.fullmatch(plain) else None


@dataclass(frozen=True, slots=True)
class Item:
    """Goods of a list: an HS code, an extension code where there is one, a name, and how much."""

    code: str
    name: str
    quantity: Quantity
    extension: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two items the same goods."""
        return self.code, self.extension, plain_text(self.name)


@dataclass(frozen=True, slots=True)
class ListAsked:
    """What every command has: the role it is given in, and the person where known."""

    by: str = field(default="", kw_only=True)
    actor: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class ApplyForItems(ListAsked):
    """Ask for items to be listed; ``until`` is the first day out."""

    enterprise: str
    items: tuple[Item, ...]
    start: date
    until: date


@dataclass(frozen=True, slots=True)
class AssessApplication(ListAsked):
    """An authority agrees to an application, or does not and says why."""

    application: str
    authority: str
    agrees: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PublishApplications(ListAsked):
    """Put the items of applications on the list, as one batch."""

    applications: tuple[str, ...]
    batch: str


@dataclass(frozen=True, slots=True)
class UseLine(ListAsked):
    """Bring goods in under a line, by a declaration to customs."""

    line: str
    quantity: Quantity
    declaration: str


@dataclass(frozen=True, slots=True)
class GiveBack(ListAsked):
    """What a use took and did not keep: re-exported, or not released."""

    line: str
    declaration: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class AccountFor(ListAsked):
    """Do one of the duties that a use is followed by."""

    line: str
    declaration: str
    duty: str


@dataclass(frozen=True, slots=True)
class SuspendLine(ListAsked):
    """Stop a line for a time, on one of the grounds."""

    line: str
    ground: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReinstateLine(ListAsked):
    """Let a suspended line go on."""

    line: str
    reason: str


@dataclass(frozen=True, slots=True)
class RemoveLine(ListAsked):
    """Take a line off the list for good, on one of the grounds."""

    line: str
    ground: str
    reason: str


@dataclass(frozen=True, slots=True)
class RaiseLine(ListAsked):
    """Add to what a line allows."""

    line: str
    quantity: Quantity


LineCommand: TypeAlias = UseLine | GiveBack | AccountFor | SuspendLine | ReinstateLine | RemoveLine | RaiseLine
ListCommand: TypeAlias = ApplyForItems | AssessApplication | PublishApplications | LineCommand


@dataclass(frozen=True, slots=True)
class ListHappened:
    """What every event has: the day, the role, and the person where known."""

    on: date = field(kw_only=True)
    by: str = field(default="", kw_only=True)
    actor: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class AppliedFor(ListHappened):
    """An enterprise asked for items to be listed."""

    application: str
    enterprise: str
    items: tuple[Item, ...]
    start: date
    until: date


@dataclass(frozen=True, slots=True)
class Assessed(ListHappened):
    """An authority agreed to an application, or did not."""

    application: str
    authority: str
    agrees: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Published(ListHappened):
    """The items of an application became lines of the list."""

    application: str
    batch: str


@dataclass(frozen=True, slots=True)
class Used(ListHappened):
    """Goods came in under a line."""

    line: str
    quantity: Quantity
    declaration: str


@dataclass(frozen=True, slots=True)
class GivenBack(ListHappened):
    """Some of a use was re-exported or not released."""

    line: str
    declaration: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class AccountedFor(ListHappened):
    """A duty of a use was done."""

    line: str
    declaration: str
    duty: str


@dataclass(frozen=True, slots=True)
class LineSuspended(ListHappened):
    """A line was stopped for a time."""

    line: str
    ground: str
    reason: str


@dataclass(frozen=True, slots=True)
class LineReinstated(ListHappened):
    """A suspended line went on."""

    line: str
    reason: str


@dataclass(frozen=True, slots=True)
class LineRemoved(ListHappened):
    """A line was taken off the list for good."""

    line: str
    ground: str
    reason: str


@dataclass(frozen=True, slots=True)
class LineRaised(ListHappened):
    """A line came to allow more."""

    line: str
    quantity: Quantity


LineEvent: TypeAlias = Used | GivenBack | AccountedFor | LineSuspended | LineReinstated | LineRemoved | LineRaised
ListEvent: TypeAlias = AppliedFor | Assessed | Published | LineEvent


class ListWhy(Enum):
    """Why a command on a list is refused."""

    EARLIER = "earlier"
    UNKNOWN_APPLICATION = "unknown_application"
    UNKNOWN_LINE = "unknown_line"
    UNKNOWN_USE = "unknown_use"
    MISSING = "missing"
    REASON_MISSING = "reason_missing"
    NO_SUCH_GROUND = "no_such_ground"
    BAD_CODE = "bad_code"
    NOT_ABOVE_ZERO = "not_above_zero"
    UNKNOWN_UNIT = "unknown_unit"
    UNIT_DIFFERS = "unit_differs"
    PERIOD_EMPTY = "period_empty"
    PERIOD_TOO_LONG = "period_too_long"
    OVERLAPS = "overlaps"
    NOT_AN_ASSESSOR = "not_an_assessor"
    ASSESSED_BEFORE = "assessed_before"
    NOT_ASSESSED = "not_assessed"
    NOT_AGREED = "not_agreed"
    PUBLISHED_BEFORE = "published_before"
    NOT_GRANTED = "not_granted"
    VALIDITY_UNKNOWN = "validity_unknown"
    NOT_IN_FORCE = "not_in_force"
    SUSPENDED = "suspended"
    NOT_SUSPENDED = "not_suspended"
    REMOVED = "removed"
    BALANCE = "balance"
    DECLARED_BEFORE = "declared_before"
    MORE_THAN_TAKEN = "more_than_taken"
    UNKNOWN_DUTY = "unknown_duty"
    ACCOUNTED_BEFORE = "accounted_before"


@dataclass(frozen=True, slots=True)
class ListRefusal:
    """A command that was not taken: why, what it is about, what is missing, and what is possible.

    ``left`` is how much could be taken, ``since`` and ``until`` between which days; ``until`` is the first day out.
    """

    why: ListWhy
    about: str
    missing: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    left: Quantity | None = None
    since: date | None = None
    until: date | None = None
