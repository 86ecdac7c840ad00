"""What a figure measures, by the name that drafts of packs use for it."""

from __future__ import annotations

import re
from typing import Final

_AREAS: Final = frozenset({"m2", "km2", "sqft", "sqyd", "ha", "acre", "mu", "rai"})
#: Money and shares of money, the narrow before the wide.
_MONEY: Final = re.compile(
    r"(?P<fixed_asset_investment>fixed[- ](?:asset|capital) invest\w+|invest\w+ in (?:fixed assets|plant and machinery)"
    r"|\bfci\b)"
    r"|(?P<investment_intensity>investment (?:intensity|per (?:mu|acre|hectare)))"
    r"|(?P<fdi_amount>\bfdi\b|foreign (?:direct )?investment)"
    r"|(?P<paid_in_capital>paid[- ](?:in|up)(?: share)? capital|capital (?:actually )?paid)"
    r"|(?P<registered_capital>(?:registered|minimum|share|authori[sz]ed) capital)"
    r"|(?P<total_investment>total (?:project )?investment)"
    r"|(?P<rnd_intensity>(?:r&d|research and development)[^.;,]{0,30}\b(?:ratio|intensity|revenue|turnover|sales))"
    r"|(?P<rnd_expense>(?:r&d|research(?: and development)?) (?:expen\w+|spending|costs?|outlays?|investment))"
    r"|(?P<foreign_share>foreign (?:share|stake|equity|ownership|participation)\w*|shares? held by foreign)"
    r"|(?P<local_contribution>(?:local (?:fiscal |economic )?contribution|contribution to local)\w*)"
    r"|(?P<sales_revenue>sales revenue|revenue from sales)|(?P<annual_sales>annual sales)"
    r"|(?P<revenue>\brevenues?\b|\bturnover\b|operating income)"
    r"|(?P<export_value>\bexports?\b(?! (?:oriented|enterprise|zone)))"
    r"|(?P<output_value>\boutput(?: value)?\b)"
    r"|(?P<tax_paid>\btax(?:es)? (?:paid|of)\b|\bpa(?:y|ys|id|ying)\b[^.;]{0,30}\btax(?:es)?\b)"
    r"|(?P<interest>\binterest\b)|(?P<loan>\b(?:loans?|credit)\b)|(?P<rent>\brent(?:al|s)?\b)"
    r"|(?P<investment>\binvest(?:s|ed|ing|ment|ments)?\b)",
    re.IGNORECASE,
)
_AREA: Final = re.compile(
    r"(?P<floor_area>floor (?:area|space)|built[- ]up|office space|buildings?|workshops?|premises)"
    r"|(?P<planting_area>plant(?:ed|ing)|cultivat\w+|orchards?|farm\w*)|(?P<land_area>\bland\b|\bplots?\b|\bsites?\b|\barea\b|\bpark\b)",
    re.IGNORECASE,
)
_ADDED: Final = re.compile(r"\b(?:new|additional|creat\w+|add(?:s|ed|ing)?|hir(?:e|es|ed|ing)|recruit\w*)\b", re.IGNORECASE)
_JOBS: Final = re.compile(
    r"\b(?:employ\w*|jobs?|workers?|staff|workforce|persons|hires|recruit\w*|researchers?|posts)\b", re.IGNORECASE
)
_CLAUSE: Final = re.compile(r"[;|]|\.\s|, (?:and|or|but)\b")
_OF: Final = re.compile(r"\s*(?:of|on|in|as)\b")
_LEFT, _RIGHT = 80, 50


def metric(words: str, start: int, end: int, unit: str) -> str:
    """The name of what the figure between these places measures; nothing where the words beside it do not say."""
    left, right = words[max(0, start - _LEFT) : start], words[end : end + _RIGHT]
    for found in _CLAUSE.finditer(left):
        left = words[max(0, start - _LEFT) + found.end() : start]
    stop = _CLAUSE.search(right)
    right = right[: stop.start()] if stop else right
    if unit == "person":
        if _JOBS.search(words[start:end]) is None and _JOBS.search(left) is None and _JOBS.search(right) is None:
            return ""
        return "new_employment" if _ADDED.search(left[-40:]) or _ADDED.search(words[start:end]) else "employees"
    pattern = _AREA if unit in _AREAS else _MONEY if unit == "%" or (len(unit) == 3 and unit.isupper()) else None
    if pattern is None:
        return ""
    name = ""
    for found in pattern.finditer(left):
        name = found.lastgroup or name
    if unit == "%" and name in {"rnd_expense", "rnd_intensity", "foreign_share"}:
        return "rnd_intensity" if name.startswith("rnd") else name
    after = pattern.search(right) if _OF.match(right) and (unit == "%" or pattern is _AREA or not name) else None
    return (after.lastgroup or "") if after is not None else name
