"""Days as English texts write them, and whether they begin or end something."""

from __future__ import annotations

import calendar
import re
from typing import Final, NamedTuple

from zonewright.interpret.en.spacing import vocabulary

_NAMES = vocabulary("january february march april may june july august september october november december")
MONTHS: Final = {name: place for place, name in enumerate(_NAMES, start=1)} | {
    name[:3]: place for place, name in enumerate(_NAMES, start=1)
} | {"sept": 9}  # fmt: skip
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_ORDINALS: Final = {
    "first": 1,
        "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "fifteenth": 15, "twentieth": 20, "thirtieth": 30, "thirty-first": 31, "thirty first": 31,
}  # fmt: skip
_YEAR = r"(?:19|20)\d\d(?!\d)"

#: Every form of a day; the groups are named after what they hold.
DATE: Final = (
    rf"(?:the )?(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: ?day)?(?: of)?[ ,./-]{{0,3}}(?P<m1>{_MONTH})(?:[ "
    rf",./-]{{0,4}}(?P<y1>{_YEAR}))?"
    rf"|(?:the )?(?P<o2>{'|'.join(_ORDINALS)})(?: day)? of (?P<m2>{_MONTH})(?:[ ,]{{0,3}}(?P<y2>{_YEAR}))?"
    rf"|(?P<m3>{_MONTH})[ ,./-]{{1,3}}(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?![\d%])(?:[ ,./-]{{1,4}}(?P<y3>{_YEAR}))?"
    rf"|(?P<y4>{_YEAR})[-./](?P<m4>\d{{1,2}})[-./](?P<d4>\d{{1,2}})(?![\d-])"
    rf"|(?P<d5>\d{{1,2}})[-./](?P<m5>\d{{1,2}})[-./](?P<y5>{_YEAR})"
    rf"|(?:the )?(?P<e6>end of |beginning of |start of )?(?P<m6>{_MONTH})[ ,]{{1,3}}(?:of )?(?P<y6>{_YEAR})"
    rf"|(?:the )?(?P<e7>end of |beginning of |start of )(?:the (?:financial |fiscal |calendar )?year "
    rf")?(?P<y7>{_YEAR})(?![-/]\d)"
)

_NOT_OURS: Final = re.compile(
    r"(?:\b(?:dated?(?: the)?|issued(?: on)?|promulgated(?: on)?|adopted(?: on)?|amended(?: (?:on|by))?|signed(?: on)?|"
    r"passed(?: in council)?(?: this)?"
    r"|published(?: on)?|gazetted(?: on)?|notified(?: on| vide)?|vide|release(?:d)?(?: on)?|printed(?: on)?|revised(?: "
    r"on)?|approved(?: on)?"
    r"|updated?(?: on| time)?:?|held on|announced(?: on)?|(?:act|law|decree|circular|decision|resolution|order|ordinance|"
    r"notice|no\.? ?[\w./-]{1,20})"
    r"(?: of| dated)?|this|\(no\.[^)]{0,30}|\bon|/\d{4}[\w./-]{0,20})(?: of)?(?: the)?|(?<=\()) ?[,:]? ?$",
    re.IGNORECASE,
)
_ON: Final = re.compile(r"\bon(?: the)? $", re.IGNORECASE)
_FROM: Final = re.compile(
    r"(?:\b(?:from|since|with effect from|w\.?e\.?f\.?|effective(?: from| on| as of| date:?)?|on (?:or|and) after|on and "
    r"from|beginning(?: on| from)?|"
    r"starting(?: on| from)?|commenc(?:e|es|ing)(?: on| from)?|as of|as from|not earlier than|no earlier than|not before|"
    r"no sooner than|not sooner than|not prior to|operation on|"
    r"force on|effect on|effect from|"
    r"enforced (?:on|from)|implemented (?:on|from)|come into (?:operation|force|effect)[a-z ]{0,20}|between)) ?(?:the )?$",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(r"\b(?:after|subsequent to|later than) (?:the )?$", re.IGNORECASE)
_UNTIL: Final = re.compile(
    r"(?:\b(?:until|till|til|up ?to|to|through|by|on or before|no later than|not later than|not after|expir(?:e|es|y|"
    r"ing)(?: on)?|ending(?: on)?|ends?(?: on)?|"
    r"valid (?:up ?to|until|till)|upto|and|latest(?: by)?|deadline(?: is|:)?|closing date:?|-|~|as on|as at)) ?(?:the "
    r")?(?:end of )?$",
    re.IGNORECASE,
)
_HOUR: Final = re.compile(
    r"\bby (?:noon|midnight|close of business|\d{1,2}(?:[.:]\d\d)? ?[ap]\.?m\.?),? on (?:the )?$", re.IGNORECASE
)
_BEFORE: Final = re.compile(r"\b(?:before|prior to|earlier than) (?:the )?$", re.IGNORECASE)
#: A day before or after which something must not be: shall not be sold before, may not be filed after.
_DENIED: Final = re.compile(
    r"\b(?:cannot|(?:shall|may|must|can|will) not)(?: [a-z]+){1,4} "
    r"(?:(?P<before>before|prior to|earlier than)|after) (?:the )?$",
    re.IGNORECASE,
)
_TAKES_EFFECT: Final = re.compile(
    r"\b(?:come[s]? into|take[s]? effect|effective|in(?:to)? force|implement(?:ed|ation)|commenc|applicable|operative|"
    r"enter(?:s|ed)? into)",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(
    r"\b(?:expire|valid|close[sd]?\b|end(?:s|ed)?|terminat|cease|deadline|complet|remain in force|conclude|lapse)",
    re.IGNORECASE,
)


class Day(NamedTuple):
    """A day as ISO 8601, and whether it was only implied by a month or a year."""

    iso: str
    implied: bool


def read_day(found: re.Match[str]) -> Day | None:
    """The day that a match of `DATE` says; nothing where it has no year or is no day of the calendar."""
    for place in "12345":
        year = found[f"y{place}"]
        if year is None:
            continue
        if place == "2":
            return _day(int(year), _month(found["m2"]), _ORDINALS[found["o2"].lower()])
        month, day = found[f"m{place}"], int(found[f"d{place}"])
        if place in "13":
            return _day(int(year), _month(month), day)
        first, second = int(month), day
        if place == "5" and first > 12 >= second:  # month first, as American texts write
            first, second = second, first
        return _day(int(year), first, second)
    if found["y6"]:
        year_, month_ = int(found["y6"]), _month(found["m6"])
        first_ = (found["e6"] or "").startswith(("b", "s"))
        day_ = _day(year_, month_, 1 if first_ else calendar.monthrange(year_, month_)[1])
        return Day(day_.iso, True) if day_ else None
    if found["y7"]:
        return Day(f"{found['y7']}-01-01" if found["e7"].startswith(("b", "s")) else f"{found['y7']}-12-31", True)
    return None


def ambiguous(found: re.Match[str]) -> bool:
    """Whether day and month could be exchanged: 05/06/2025."""
    return found["y5"] is not None and "/" in found.group() and int(found["d5"]) <= 12 and int(found["m5"]) <= 12


def day_operator(words: str, start: int, end: int) -> str | None:
    """What a day does where it stands: begins, ends, or nothing that binds (a citation, a date of issue)."""
    left = words[max(0, start - 60) : start].replace("  ", " ")
    if (denied := _DENIED.search(left)) is not None:
        return ">=" if denied["before"] else "<="
    for operator, pattern in ((">=", _FROM), ("<=", _UNTIL), ("<=", _BEFORE), (">", _AFTER)):
        if pattern.search(left):
            if operator == ">" and re.search(r"(?:not|no) later than (?:the )?$", left, re.IGNORECASE):
                return "<="
            return operator
    if re.match(
        r"(?: \([^)]{0,20}\))? (?:or (?:later|after|thereafter)|onwards?|and (?:thereafter|onwards?|after))",
        words[end : end + 24],
    ):
        return ">="
    if _HOUR.search(left):
        return "<="
    if _ON.search(left):
        wide = words[max(0, start - 120) : start]
        return ">=" if _TAKES_EFFECT.search(wide) else "<=" if _ENDS.search(wide) else None
    if _NOT_OURS.search(left):
        return None
    wide = words[max(0, start - 40) : start]
    return ">=" if _TAKES_EFFECT.search(wide) else "<=" if _ENDS.search(wide) else None


def _month(name: str) -> int:
    return MONTHS[name.lower().rstrip(".")[:3]]


def _day(year: int, month: int, day: int) -> Day | None:
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return Day(f"{year:04}-{month:02}-{day:02}", False)
