"""What a figure does in its sentence: comparators around it, and its part as threshold, amount, cap, rate or term."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_NOT = r"(?:not|no|never|without|nor)"
_LINK = r"(?: (?:be|to be|is|are|being))?"
#: Comparators that stand before a number, the strongest reading first; each is looked for right in front of it.
_BEFORE: Final = (
    (">=", rf"{_NOT}{_LINK} (?:less|fewer|lower|smaller|shorter|under|below)(?: than)?|not fall(?:ing)? (?:below|short of)"),
    ("<=", rf"{_NOT}{_LINK} (?:more|greater|higher|later|longer|larger|bigger|over|above|exceeding|exceed|older)(?: than)?"
           r"|(?:not|never) (?:be )?(?:in excess of|to exceed|exceeds?|exceeding|beyond|surpass)|without exceeding|"
           r"no(?:r)? exceeding"),
    (">=",
        r"(?:equal(?:s|ing)? (?:to )?or (?:more|greater|higher|larger) than|(?:more|greater|higher) than or equal(?: to)?|"
        r">=|≥|⩾|at (?:the )?least"
           r"|at a minimum of|(?:a |the )?min(?:imum|\.)?(?: (?:of|is|are|:|at|be|shall be))?|starting (?:at|from)|"
           r"upwards? of and including|from)"),
    ("<=",
        r"(?:equal to or (?:less|lower|fewer) than|(?:less|lower|fewer) than or equal(?: to)?|<=|≤|⩽|at (?:the )?most|up "
        r"?to(?: and including)?(?: a| the)?(?: max(?:imum|\.)?)?(?: of)?"
           r"|(?:a |the )?max(?:imum|\.)?(?: limit| ceiling| amount| value| period)?(?: (?:of|is|are|:|at|be|up ?to|shall "
           r"be))?|as (?:much|high|many) as"
           r"|(?:a |the )?(?:overall |upper |monetary |total )?(?:ceilings?|caps?|limits?|upper limit)(?: (?:being|of|is|"
           r"at|:|amount of|shall be|will be))?|capped(?: at| to)?|limited(?: to| at)?"
           r"|restricted to a maximum of|a total of up to|within)"),
    (">",
        r"(?:more than|over|above|exceed(?:s|ed|ing)?|in excess of|greater than|higher than|larger than|longer than|older than|"
        r"upwards? of|beyond|surpass(?:es|ing)?|>|bigger than)"),
    ("<",
        r"(?:less than|fewer than|younger than|below|under|lower than|smaller than|shorter than|short of|<|(?:falls?"
        r"|drops?|decreases?|"
        r"declines?) (?:below|under|short of))"),
)  # fmt: skip
_FILL = (
    r"(?: (?:the|a|an|age of|ages of|sum of|amount of|total of|equivalent of|rs|only|about|approximately|amounts? of|value "
    r"of|level of|rate of|period of|term of|further|another|additional|or around|equivalent to|the equivalent of|one-time|"
    r"one-off)){0,3}"
)
BEFORE: Final = re.compile(
    r"(?:^|(?<=[\s(|:,/@]))(?:" + "|".join(f"({pattern})" for _, pattern in _BEFORE) + rf"){_FILL} ?[:(]? ?$", re.IGNORECASE
)
_BEFORE_OPS: Final = tuple(operator for operator, _ in _BEFORE)
#: `minimum contiguous area of`, `maximum assistance shall be`: the comparator stands a few words ahead.
_FAR: Final = re.compile(
    r"\b(?:(minimum|min\.)|(maximum|max\.|ceiling|cap|upper limit))(?: [a-z][\w&'/-]{1,18}){1,5}? (?:of|is|are|be|being|at|"
    r":|to|by) ?$",
    re.IGNORECASE,
)
_AFTER: Final = (
    (">=",
        r"(?:or|and|&) (?:more|above|over|higher|greater|longer|larger|up(?:wards?)?|older|beyond|better)\b(?! than)|"
        r"(?:and|or) upwards?\b|upwards?\b|onwards?\b|at (?:the )?least\b"
           r"|\+(?!\d)|\(?(?:as (?:a|the) )?(?:minimum|min\.?)\)?(?! of)\b"),
    ("<=",
        r"(?:or|and|&) (?:less|below|under|lower|fewer|shorter|smaller|younger)\b(?! than)|at (?:the )?most\b|\(?(?:as "
        r"(?:a|the) )?(?:maximum|max)\b\.?\)?(?! of)|downwards?\b"),
)  # fmt: skip
AFTER: Final = re.compile(r" ?,? ?(?:" + "|".join(f"({pattern})" for _, pattern in _AFTER) + ")", re.IGNORECASE)
_AFTER_OPS: Final = tuple(operator for operator, _ in _AFTER)


class Comparator(NamedTuple):
    """An operator, the range of its words, and whether it stood farther away than right beside the number."""

    op: str
    start: int
    end: int
    far: bool = False
    word: str = ""


#: A comparator that a word farther off turns round: in no case shall the period exceed nine years.
_DENIED: Final = {">": "<=", "<": ">="}
_DENIAL: Final = re.compile(
    r"(?:\b(?:cannot|can not|may not|shall not|must not|should not|will not|never)(?: [a-z]+){0,4}|\bin no case\b[^.;]{0,70}"
    r"|\bno (?:[a-z]+ ){1,8}(?:shall|may|can|will)(?: [a-z]+){0,2}) ?$",
    re.IGNORECASE,
)


def comparator_before(words: str, start: int) -> Comparator | None:
    """The comparator that ends where the number begins."""
    floor = max(0, start - 64)
    left = words[floor:start]
    found = BEFORE.search(left)
    if found is not None and found.lastindex is not None:
        operator = _BEFORE_OPS[found.lastindex - 1]
        if operator in _DENIED and _DENIAL.search(words[max(0, start - 140) : floor + found.start()]):
            return Comparator(_DENIED[operator], floor + found.start(), start, word="up to" if operator == ">" else "at least")
        return Comparator(_BEFORE_OPS[found.lastindex - 1], floor + found.start(), start, word=found.group().strip().lower())
    found = _FAR.search(left)
    if found is not None:
        return Comparator(">=" if found[1] else "<=", start, start, far=True, word=found.group().lower())
    return None


def comparator_after(words: str, end: int) -> Comparator | None:
    """The comparator that begins where the figure ends."""
    found = AFTER.match(words, end)
    if found is None or found.lastindex is None:
        return None
    return Comparator(_AFTER_OPS[found.lastindex - 1], end, found.end(), word=found.group().strip().lower())


#: Words to the left of a figure that tell which part of the sentence it stands in; the nearest speaks.
_PARTS: Final = re.compile(
    r"\b(?:(?P<gives>subsid(?:y|ies|i[sz]ed)|grants?|rewards?|awards?|awarded|bonus(?:es)?|reimburse\w*|assistance|"
    r"support(?:ed)?|incentives?|allowances?|exempt\w*|"
    r"reduc\w+|discount\w*|rebates?|refund\w*|concession\w*|loans?|paid|given|receive[sd]?|funding|subvention|compensat\w+|"
    r"waive[drs]*|waiver|relief|grant(?:ed|ing)?|"
    r"stipends?|prizes?|benefits?|tariff|duty|tax(?:es|ed|ation)?|premium|fees?|rent(?:al|s)?|charges?|deduct\w*|interest|"
    r"entitled|contribution|provided with|credits?|coverage|"
    r"guarantees?|ceiling|cap|pay|payable|fine|penalt(?:y|ies)|imprisonment|lease[sd]?|renew\w*|exten(?:d\w*|sion)|period|"
    r"amount|brings|valid\w*|permits?|visas?|rate|quantum|disburs\w+|vouchers?|payments?)"
    r"|(?P<needs>(?<!foreign-)invest(?:s|ed|ing|ments?|or)?|capital|fci|turnover|revenues?|sales|income|employ(?:s|ed|ing|"
    r"ment)?|net ?worth|share(?:s|holding|holders?)?|hold(?:s|ing)?|owns?|own(?:ed|ing|ership)|"
    r"(?<!rewarded )(?<!awarded )(?<!provided )(?<!assisted )(?<!supported )with|whose|having|has|have|had|if|where"
    r"|when|provided|worth|engaged|jobs?|creat(?:es?|ed|ing)|recruit\w*|hir(?:e|es|"
    r"ed|ing)|operat(?:ed|ing|es|ion)|experience|record|aged?|"
    r"assets?|output|exports?|production|area|ratio|proportion|account(?:s|ed|ing)? for|equity|stake|accumulated|"
    r"contiguous|criteria|criterion|requirements?|eligib\w+|conditions?|qualif\w+|"
    r"least|meets?|invested|minimum|threshold|staff|employees|workforce|fdi|rental area|contribut(?:es|ed|ing)|located|"
    r"occup(?:y|ying|ies)|scale|size|capacity|less|valued|local content|added|reach(?:es|ed|ing)?|bring(?:s|ing)? in|"
    r"attain\w*|achiev\w+|complet\w+|projects? (?=of|worth|costing|above|over|below))"
    r"|(?P<plans>outlay|corpus|budget|build|construct\w*|establish\w*|set(?:ting)? up|develop\w*|cover(?:s|ing)?|target\w*|"
    r"total of|allocat\w+|earmark\w*|fund(?= of)|plan(?:s|ned)?))\b",
)
#: Who is meant is told by a bound on size: enterprises that do not exceed USD 5 million in sales.
_BOUNDED: Final = re.compile(r"\b(?:that|which|who) (?:[a-z]+ ){1,2}not exceed[a-z]* ?$", re.IGNORECASE)
_SIZE: Final = re.compile(r" (?:in|of) (?:[a-z]+ ){0,3}(?:sales|turnover|revenues?|assets|net worth)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;|.]\s|\|")


def part(words: str, start: int, context: str = "") -> str:
    """`gives`, `needs`, `plans` or nothing: what the nearest telling word to the left says, first here, then in the context."""
    left = words[max(0, start - 110) : start]
    cut = 0
    for found in _CLAUSE.finditer(left):
        cut = found.end()
    for stretch in (left[cut:], context[-110:]):
        last = ""
        for found in _PARTS.finditer(stretch.lower()):
            last = found.lastgroup or last
        if last:
            return last
    return ""


def bounds_size(words: str, start: int, end: int) -> bool:
    """Whether a figure with `not exceed` in front says how large those who are meant may be."""
    return _SIZE.match(words, end) is not None and _BOUNDED.search(words[max(0, start - 60) : start]) is not None


_DEADLINE: Final = re.compile(
    r"(?:\bwithin|\bnot later than|\bno later than|\binside|\bin not more than|\bwithout delay and within)"
    r"(?: (?:a|an|the|a further|such|maximum|period of|a period of|the period of|a maximum of|a maximum period of|a time "
    r"limit of|the first|first|next|the next|a term of|about|any))*"
    r"(?: (?:period|time limit|term|time|duration) of)?(?: (?:up to|maximum|not exceeding|not more than|at most))? ?[(]?$",
    re.IGNORECASE,
)
_WITHIN: Final = re.compile(
    r"\bwithin (?:[a-z-]+ ){0,4}(?:period|time|term|limit) (?:of|not exceeding) ?$|\bwithin (?:the |a |such |next |first "
    r"){0,3}$|\b(?:not|no) later than ?$",
    re.IGNORECASE,
)
_THEN: Final = re.compile(
    r" ?[)]?,? (?:after|before|prior to|of (?:the |its |their |such |his |that |submission|receipt|receiving|possession|"
    r"registration|allotment|commencement|issue|issuance|importation|availing|notification|application|approval)|"
    r"from (?:the )?(?:date|day|receipt|receiving|issuance|commencement|submission|application)|following|preceding|in "
    r"advance|ahead|upon|since|counting from|as from|as of)",
    re.IGNORECASE,
)
_ADVANCE: Final = re.compile(r" ?,? (?:before|prior to|in advance|ahead|preceding)", re.IGNORECASE)
_SPAN: Final = re.compile(
    r"\b(?:for(?: (?:a|an|the|up to|another|each of))*|period of|term of|first|next|following|subsequent|succeeding|last|"
    r"remaining|further|over|additional|during the|valid for|another|initial|duration of|duration:?|period:?|tenure of|"
    r"moratorium of|by|each of the|throughout)"
    r"(?: (?:a|the|further|maximum|total|first|next|initial|subsequent|additional|period of|term of|continuous|consecutive|"
    r"at least|each))* ?[(]?$",
    re.IGNORECASE,
)
_AGE: Final = re.compile(
    r"\b(?:age[ds]?|ages|age of|year old|under the age of|aged (?:under|below|over|between|from)|age limit[a-z "
    r"]{0,10})\b[^.;|]{0,28}$|^ ?(?:old|of age)\b",
    re.IGNORECASE,
)
_MUST_HAVE: Final = re.compile(
    r"\b(?:experience|record|track record|operat(?:ed|ing|ion)|engaged|free of|existed|registered|resid(?:ed|ing|ent)|been|"
    r"established|incorporated|history|"
    r"remain|maintain|continue|commit\w*|undertak\w+|stay|serve|work(?:ed|ing)?|standing|retain|employed|contracts?|stable|"
    r"held|holding|kept|keep|preserve)\b[^.;|]{0,60}$",
    re.IGNORECASE,
)
_EXPERIENCE: Final = re.compile(
    r"^(?:'|s'|'s)?(?: of)?(?: [a-z-]+){0,4} experience|^ in (?:research|business|operation|the (?:field|industry))",
    re.IGNORECASE,
)
_EVENT_AFTER: Final = re.compile(
    r"\b(?:(?:if|where|in case|in the event|when|before)\b[^.;|,]{0,90}|fails? to[^.;|]{0,60}|(?:those|that|which|who|"
    r"recipients that|enterprises that)[^.;|,]{0,60}(?:move|leave|close|withdraw|reduce|transfer|relocat)[^.;|]{0,80}|"
    r"(?:goes|ceases?|closes?|falls?|shifts?|transferred|sold|relocat\w+|moves?|dispos\w+|reduces?|withdraw\w*|"
    r"cancelled)\b[^.;|,]{0,60})$",
    re.IGNORECASE,
)


def time_role(words: str, start: int, end: int, op: str, where: str) -> tuple[str, str]:
    """Role and operator of a stretch of time that stands at these places."""
    left, right = words[max(0, start - 90) : start], words[end : end + 60]
    if _AGE.search(left) or _AGE.search(right[:10]):
        return "threshold", op or ">="
    if _EXPERIENCE.search(right):
        return "threshold", op or ">="
    if re.match(r" ?-? ?(?:ago|earlier)\b", right):
        return "duration", op or "="
    if op in {"", "<="} and _EVENT_AFTER.search(left) and re.search(r"\bwithin\b[^.;|]{0,20}$|\bfor $", left):
        return "duration", "="
    if re.search(r"\b(?:during|for|of) the ?$", left) and _ADVANCE.match(right):
        return "duration", op or "="
    if _ADVANCE.match(right) and not re.search(r"\b(?:within|during|for|in) (?:the |a |a period of )?$", left, re.IGNORECASE):
        return "deadline", op or ">="
    if re.search(r"\b(?:last|past|previous|preceding) ?$", left) or (
        re.match(r" (?:immediately )?(?:preceding|prior to|before)", right) and re.search(r"\bwithin(?: the)? $", left)
    ):
        return "duration", "="
    if op == ">" and re.search(r"(?<!for )(?<!of )(?<!with )(?<!aged )\bover ?$", left):
        return "duration", "="
    if _WITHIN.search(left) and op in {"", "<=", "<"}:
        return "deadline", "<="
    if op in {"", "<=", "<"} and (
        _DEADLINE.search(left) or (op in {"<=", "<"} and _THEN.match(right) and not _SPAN.search(left))
    ):
        return "deadline", op or "<="
    if op in {">=", ">"}:
        return ("duration" if _KEPT.search(left) else "threshold"), op
    if not op and _GRANTED_FOR.search(left):
        return "duration", "="
    if op in {"<=", "<"}:
        return ("threshold", op) if op == "<" or where == "needs" else ("cap", op)
    return ("threshold", ">=") if _threshold_time(left, where) else ("duration", "=")


#: A time that somebody has to keep up, and a time for which something is given.
_KEPT: Final = re.compile(
    r"\b(?:keep|kept|retain\w*|maintain\w*|preserve\w*|remain\w*|continue\w*|stay(?:s|ed)?(?= in)|commit\w*"
    r"|undertak\w+)\b[^.;|]{0,60}$",
    re.IGNORECASE,
)
_GRANTED_FOR: Final = re.compile(
    r"\b(?:valid|issued|granted|renewed|extended|given) for (?:a (?:period|term) of )?$", re.IGNORECASE
)


def _threshold_time(left: str, where: str) -> bool:
    """Whether a bare stretch of time is asked for rather than given."""
    if where == "gives":
        return False
    return _MUST_HAVE.search(left) is not None or (where == "needs" and re.search(r"consecutive ?$", left) is not None)


def money_role(op: str, word: str, where: str, *, rate: bool) -> tuple[str, str]:
    """Role and operator of an amount or a share: what it pays, or what it asks for."""
    plain = "rate" if rate else "amount"
    match op:
        case ">=" | ">":
            return ("rate" if rate and word in {"from"} else "threshold"), op
        case "<":
            return ("cap" if where == "gives" and word in {"under", "below"} else "threshold"), op
        case "<=":
            capped = (
                word.removeprefix("a ")
                .removeprefix("the ")
                .startswith(("up", "max", "ceil", "cap", "limit", "overall", "monet", "as much", "as high"))
            )
            return ("threshold" if where == "needs" and not capped and not (rate and "exceed" in word) else "cap"), op
        case "range":
            return ("threshold" if where == "needs" else plain), op
        case _:
            if where == "needs" and not rate:
                return "threshold", ">="
            return ("quantity" if where == "plans" and not rate else plain), "="


def count_role(op: str, word: str, where: str, *, area: bool) -> tuple[str, str]:
    """Role and operator of persons, things, areas and capacities."""
    match op:
        case ">=" | ">":
            return "threshold", op
        case "<":
            return "threshold", op
        case "<=":
            return ("threshold" if where == "needs" and not word.startswith(("up", "max")) and not area else "cap"), op
        case "range":
            return ("quantity" if where == "plans" else "threshold"), op
        case _:
            return ("threshold", ">=") if where == "needs" else ("quantity", "=")
