"""Where English sentences end, and where a sentence turns to another statement."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from zonewright.interpret.en.spacing import vocabulary

#: After these a full stop never ends a sentence; after those of `_MAYBE` it does only before a word that opens one.
_NEVER: Final = frozenset(
    vocabulary(
        "nos rs mr mrs ms dr prof hon arts secs cl paras viz vs cf eg ie e.g i.e approx max min st mt ft pp p.o w.e.f "
        "a.k.a sl sr jr lt dept govt gov ksh kshs shs tk rp dhs u.s u.k jan feb apr jun jul aug sept oct nov al tel ph "
        "ext m/s ser incl excl resp inv subs"
    )
)
#: Words of their own that are abbreviations only before a number: Cap. 118, No. 5.
_NUMBERED: Final = frozenset(
    vocabulary("no re art sec para reg regs sch fig vol cap ch p col gen mar sep dec ref est form item")
)
_MAYBE: Final = frozenset(
    vocabulary(
        "co ltd inc corp pvt pte etc cr crs sq yrs yr hrs kms km p.a p.m a.m plc bhd llc assn bros u.s.a u.a.e r.o.c d.c"
    )
)
_OPENERS: Final = frozenset(
    vocabulary(
        "the a an in for this these those such where if when units any all no each every however provided further it "
        "they applicants enterprises companies investors projects eligible subsidy on at as to with from after before "
        "upon while additional only both existing foreign under one there support encourage promote one-time "
        "reimbursement interest maximum minimum that their its other not during"
    )
)
_END: Final = re.compile(r"[.!?。](?:[\"'”’)\]]{0,2})(?=\s+[\"'“‘(\[]{0,2}[A-Z0-9•]|\s*$)|\n\s*\n")
_WORD_BEFORE: Final = re.compile(r"([A-Za-z][A-Za-z./]{0,9})$")
_FIRST: Final = re.compile(r"[\s\"'“‘(\[]*([A-Za-z][\w-]*|\d+)")
_LONGEST_BRACKET = 400
#: No more than this is read of what stands before a turn.
_LONGEST_CLAUSE = 1_500


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a stretch; a full stop inside brackets, of an abbreviation or of a number ends none."""
    closed = _brackets(text, start, end)
    at = start
    for found in _END.finditer(text, start, end):
        stop = found.end()
        if found.group().isspace() or stop <= at:
            continue
        if _inside(closed, found.start(), at) or _abbreviated(text, at, found.start(), stop):
            continue
        yield at, stop
        at = stop
    if text[at:end].strip():
        yield at, end


def _brackets(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The outermost brackets that close within a bearable stretch."""
    found: list[tuple[int, int]] = []
    depth, opened = 0, 0
    for match in re.finditer(r"[()\[\]]", text[start:end]):
        at = start + match.start()
        if match.group() in "([":
            if depth == 0 or at - opened > _LONGEST_BRACKET:
                depth, opened = 0, at
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and at - opened <= _LONGEST_BRACKET:
                found.append((opened, at + 1))
    return found


def _abbreviated(text: str, floor: int, dot: int, stop: int) -> bool:
    if text[dot] != ".":
        return False
    word = _WORD_BEFORE.search(text[max(floor, dot - 10) : dot])
    if word is None:
        return False
    bare = word[1].lower()
    if bare in _NUMBERED:
        return text[stop : stop + 4].strip()[:1].isdigit()
    if bare in _NEVER:
        return bool(text[stop : stop + 1])
    if len(bare) == 1 and word[1].isupper() and not text[max(0, dot - 2) : dot - 1].isalpha():
        return text[max(0, dot - 2) : dot - 1] in {" ", "\n", ".", "("} and not _opens(text, stop)
    return (bare in _MAYBE or bare.count(".") > 0) and not _opens(text, stop)


def _opens(text: str, at: int) -> bool:
    """Whether the next word is one that sentences begin with."""
    found = _FIRST.match(text, at, at + 40)
    return found is not None and found[1].lower() in _OPENERS and found[1][0].isupper()


_ADVERB: Final = (
    r"(?:(?:actively|vigorously|jointly|further|steadily|gradually|also|fully|continuously|effectively|proactively|orderly|"
    r"strictly|constantly|comprehensively|resolutely|deeply) )?"
)
#: Verbs that policy texts give orders with.
VERBS: Final = (
    "accelerate|achieve|adhere|advance|adopt|allow|apply|attract|boost|build|carry out|carry forward|coordinate|conduct|"
    "construct|continue|create|cultivate|deepen|deploy|develop|"
    "drive|encourage|enhance|enlarge|ensure|establish|exempt|expand|expedite|explore|facilitate|focus on|form|formulate|"
    "foster|give|grant|guide|guarantee|help|hold|implement|improve|"
    "increase|innovate|integrate|intensify|introduce|issue|keep|launch|leverage|make|optimi[sz]e|open|organi[sz]e|pilot|"
    "plan|prioriti[sz]e|promote|provide|publish|push|"
    "raise|realize|reduce|reform|refine|relax|relying|restrict|scale up|select|set up|simplify|speed up|standardi[sz]e|"
    "step up|stimulate|streamline|strengthen|strive|study|"
    "support|transform|upgrade|utili[sz]e|waive|widen|work|fully implement|vigorously|actively|steadily|take|lower|cut|"
    "abolish|cancel|strictly|remove|deliver|reward|offer|set|extend|unify|tap|use|bring|nurture|put|send|invite|recruit|"
    "host|stage|sign|complete|train|exchange|tackle|run|release|fit out|lift|ease|finish|link|connect|gather|enrich|"
    "refit|renew|phase out|crack down|bring in|serve|draw up|designate|speed"
)
#: Verbs that also follow `to` and `and` inside one statement: they open another only with a comma or an adverb.
_INNER: Final = frozenset(
    vocabulary(
        "build set establish carry conduct introduce develop apply form create make hold provide use take participate "
        "give keep open work construct improve issue organize organise launch set extend bring offer adopt plan"
    )
)
_TURN: Final = re.compile(
    r"(?P<semi>;)\s*(?:and |or |but |while |however,? )?"
    r"|(?P<which>,)\s+(?=(?:failing|beyond|in default of|after) which\b|otherwise\b)"
    rf"|(?P<verb>,? (?:and|as well as|while) |, )(?={_ADVERB}(?:{VERBS})\b)"
    r"|(?P<modal>,? (?:and|but|or) )(?=(?:(?:also|thereafter|further|then|in addition|accordingly) )?(?:may|can|"
    r"(?:intends?|aims?|proposes?) to|shall not|must not|may not|cannot|shall|must|should|will|is to|are to|plans? to|to "
    r"explore|to pilot|are encouraged|is encouraged|encourages?|supports?|"
    r"explores?|(?:is|are) (?:also )?(?:supported|exempt|entitled|prohibited|explained|interpreted))\b)"
    r"|(?P<while>, (?:while|whereas) )"
    r"|(?P<own>,?\s(?:and|but)\s)(?=(?!the same\b)(?:the|their|its|it|they|our|his|[a-z]+ fees|\d+ per ?cent|start-ups"
    r"|older|public)\b"
    r"[^;:.,]{2,90}?\s(?:is|are|must|pays?|use|gets?|receives?|cannot|replies|enjoys?|remains?)\b)"
    r"|(?P<other> (?:and|but) )(?=(?:(?! (?:and|which|that|who|whose|where|if|as|when|or) )[^;:.,]){3,90}? (?:shall|must|"
    r"may|will|should|is to|are to|has to|have to) )"
    r"|(?P<case>, (?:and|but) )(?=(?:where|if|when|in case)\b[^.;:]{5,140}?\b(?:shall|may|must|will)\b)"
    r"|(?P<subject>, (?:and|but|while|whereas) )(?=(?:(?:the|an?|any|such|no|each|every|all|its|their|these|those|other|it|"
    r"they|he|she|both|for|in|[A-Z][\w-]+)\b)(?:[^;:.]|\.(?= ?\d)){0,150}?"
    r"\b(?:shall|may|must|should|can|cannot|will|is to|are to|(?:is|are) (?:encouraged|supported|prohibited|not|exempt|"
    r"entitled|"
    r"granted|given|rewarded|awarded|paid)|plans? to|intends? to|ha(?:s|ve) to|brings?|gets?|receives?|enjoys?)\b)"
    r"|(?P<proviso>[:;.,] ?)(?=(?:and )?Provided,?(?: (?:further|also|always|however|finally),?)? [Tt]hat\b)",
)
_MODALS: Final = (
    ("prohibited", re.compile(
        r"\b(?:shall not|must not|may not|cannot|can not|not (?:be )?(?:allowed|permitted|eligible|entitled)|prohibited|no "
        r"longer)\b", re.IGNORECASE)),
    ("may", re.compile(r"\b(?:may|can|could)\b", re.IGNORECASE)),
    ("must", re.compile(r"\b(?:shall|must|should|(?:is|are) required to|has to|have to|need to)\b", re.IGNORECASE)),
    ("encouraged", re.compile(r"\b(?:are|is|be) encouraged\b|\bencourages?\b", re.IGNORECASE)),
    ("supported", re.compile(r"\b(?:are|is|be) (?:supported|exempt|entitled)\b|^\s*support\b|\bsupports\b", re.IGNORECASE)),
    ("planned", re.compile(r"\b(?:plan|intend|aim|propose)s? to\b", re.IGNORECASE)),
    ("explore", re.compile(r"\b(?:to )?(?:explore|pilot)\b", re.IGNORECASE)),
    ("is_to", re.compile(r"\b(?:will|is to|are to)\b", re.IGNORECASE)),
    ("declared", re.compile(r"\b(?:is|are) (?:explained|interpreted)\b", re.IGNORECASE)),
)  # fmt: skip
_IMPERATIVE: Final = re.compile(
    rf"[\s\"'“(]*(?:(?:in|by|with|on|for|at|relying|according|under|based|through|during|from|over|as|centering|focusing|"
    rf"taking)\b[\w ,'’&-]{{3,60}}, )?{_ADVERB}(?:we (?:will|should|shall|must) )?(?:{VERBS})\b(?! of\b)",
    re.IGNORECASE,
)
_SUBORDINATE: Final = re.compile(
    r"^\s*(?:if|where|when|in case|unless|provided|whereas|while|after|once|should)\b", re.IGNORECASE
)
_PREDICATE: Final = re.compile(
    r"\b(?:shall|may|must|should|will|can|cannot|is|are|has|have|be|been|apply|applies|means|prevails?|receives?|gets?|"
    r"enjoys?|pays?|grants?|support|encourage|exempt|needs?|"
    r"was|were|bears?|remains?|follows?|governs?|closes?|covers?|enters?|use|uses|receive|takes?|took|enters?|expires?|pay|brings?|depends?|qualif(?:y|ies))\b",
    re.IGNORECASE,
)


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The statements of a sentence: it is cut where another modality, another subject with its own, or another order begins."""
    closed = _brackets(text, start, end)
    at = start
    imperative = _IMPERATIVE.match(text, start, end) is not None
    for found in _TURN.finditer(text, start, end):
        cut = found.start() + len(found[found.lastgroup or 0]) if found.lastgroup == "proviso" else found.end()
        if found.start() <= at or _inside(closed, found.start(), start):
            continue
        if _turns(text, at, found, end, imperative):
            yield at, found.start()
            at = _past_conjunction(text, found, cut)
    yield at, end


def _inside(closed: list[tuple[int, int]], place: int, floor: int) -> bool:
    """Whether a place lies between the two marks of a bracket that opened behind the floor."""
    before = bisect_left(closed, (place, 0)) - 1
    return before >= 0 and floor <= closed[before][0] and place < closed[before][1] - 1


def _past_conjunction(text: str, found: re.Match[str], cut: int) -> int:
    """The next statement keeps its conjunction where no comma or semicolon parts it: `, | and the channel is to be set up`."""
    if found.lastgroup in {"semi", "proviso"}:
        return found.end() if found.lastgroup == "proviso" else found.start() + 1
    at = found.start()
    while text[at] in ", \n":
        at += 1
    return at


def _turns(text: str, at: int, found: re.Match[str], end: int, imperative: bool) -> bool:
    at = max(at, found.start() - _LONGEST_CLAUSE)
    before, after = text[at : found.start()], text[found.end() : min(end, found.end() + 400)]
    kind = found.lastgroup
    if kind == "while":
        return _PREDICATE.search(before) is not None and _PREDICATE.search(after) is not None
    if kind in {"which", "proviso"}:
        return True
    if kind == "semi":
        clause = after.split(";")[0]
        if imperative and _IMPERATIVE.match(clause) is not None:
            return True
        return (
            _PREDICATE.search(before) is not None
            and _PREDICATE.search(clause) is not None
            and not re.match(r"\s*(?:or|and)?\s*\(", after)
        )
    if kind == "own":
        if _PREDICATE.search(before) is not None and _OPEN.search(before) is None:
            return True
        kind = "other"
    if kind == "verb":
        return imperative and _orders(before, found, after)
    first, second = _modality(before), _modality(after[:170])
    if kind == "modal" and "force" in before and re.match(r"(?:shall )?(?:remain|continue)", after):
        return False  # in force from one day and until another
    if first is None and kind in {"modal", "subject"} and _PREDICATE.search(before) is not None:
        return second is not None and not _SUBORDINATE.match(before)
    if (
        first is None
        or second is None
        or (_SUBORDINATE.match(before) and not re.search(r",[^,]*\b(?:shall|may|must|will|is|are)\b", before))
    ):
        return False
    if kind == "case":
        return True
    if re.match(r"(?:where|if|when|which|who|that|whose)\b", after):
        return False
    if kind == "modal" and re.match(r"(?:also )?(?:supports?|encourages?|explores?)\b", after):
        return first != second
    if (first, second) in {
        ("encouraged", "supported"),
        ("encouraged", "is_to"),
        ("supported", "must"),
        ("must", "supported"),
        ("is_to", "supported"),
    }:
        return kind in {"subject", "other"} and first != "encouraged"
    if kind in {"modal", "other"}:
        return True
    return kind == ("subject") and (
        first != second or re.match(r"(?:it|they|he|she|the (?:same|exemption|period|rate|subsidy|amount))\b", after) is None
    )


#: A clause that hangs on another is open, and what follows belongs to it.
_OPEN: Final = re.compile(
    r"\b(?:where|if|when|whether|unless|which|who|whose|whom|that|because|since|as|until|provided|in case|including|between|"
    r"both)\b(?![^,]{0,200},)|^\s*(?:where|if|when|unless|in case|provided)\b[^,]*,?[^,]{0,8}$",
    re.IGNORECASE,
)


def _orders(before: str, found: re.Match[str], after: str) -> bool:
    """Whether an order follows another, and not an infinitive the one it is coordinated with."""
    word = re.match(r"[a-z]+", after, re.IGNORECASE)
    verb = word.group().lower() if word else ""
    if re.search(rf"\b(?:to|for)\s*$|\bto (?:jointly |further |actively )?(?:{VERBS}),?\s*$", before, re.IGNORECASE):
        return False
    if _noun_like(after):
        return False
    inside = re.search(r"\bto [a-z]+\b(?! (?:the|build a)\b)", before) is not None
    comma = found.group().startswith(",")
    if inside and verb in _INNER and not comma:
        return False
    return not (comma and "and" not in found.group() and verb in _INNER and inside)


_NOUNS: Final = re.compile(
    r"(?:support|work|form|study|focus|issue|use|set|pilot|drive|reform|transform|design|increase|launch|boost|cut|reward|"
    r"offer|grant|waive|help|upgrade|open|advance|create|process|market|give|make|push|keep|hold|take)"
    r"(?: (?:services?|polic(?:y|ies)|funds?|systems?|measures?|and|or|of|for|centers?|centres?|areas?|zones?|projects?|"
    r"programs?|facilities|platforms?|in|to|by|with|levels?|is|are|permits?|loans?|enterprises|bases?)\b|[,.;])",
    re.IGNORECASE,
)


def _noun_like(after: str) -> bool:
    return _NOUNS.match(after) is not None


def _modality(words: str) -> str | None:
    best: tuple[int, str] | None = None
    for name, pattern in _MODALS:
        found = pattern.search(words)
        if found is not None and (best is None or found.start() < best[0]):
            best = (found.start(), name)
    return best[1] if best else None
