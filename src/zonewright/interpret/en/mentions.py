"""Industries, sectors, technologies and products that a provision names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from zonewright.codes.concepts import find_concepts
from zonewright.provisions.model import Around, Confidence, Evidence, Mention

#: Words after which a list of sectors or products stands.
_OPENS: Final = re.compile(
    r"\b(?:in (?:the )?(?:following )?(?:key |priority |thrust |emerging )?(?:fields?|sectors?|industry|industries|lines "
    r"of business|business) (?:of|like|such as|including|:)|"
    r"(?:industries|sectors|fields|lines of business|activities) (?:such as|including|like|namely|:)|such (?:industries|"
    r"sectors|fields|areas|products) as|"
    r"engaged (?:solely |primarily |mainly |wholly )?in(?: the)?(?: (?:business|manufactur(?:e|ing)|production|processing|"
    r"development|provision|operation|sale|field|export)(?: (?:and|or) [a-z]+)? of)?|"
    r"(?:manufactur(?:e|ing)|production|cultivation|processing|breeding|assembly|recycling) of|specialis(?:ed|ing) in|"
    r"specializ(?:ed|ing) in|(?:makers?|manufacturers?|producers?|growers?|exporters?|importers?|buyers|suppliers?) of|"
    r"(?:licen[cs]es|qualifications?|diplomas|talks|technologies|expertise|persons|courses) (?:in|on)|research (?:into|in)|"
    r"business of|trade in|undertaking for|not eligible(?: in any group)?:|focus(?:es|ed"
    r"|ing)? on(?: the)?(?: (?:industrial chains?|development|field|industries) of)?|"
    r"industrial chains? of|treated as thrust sectors|demonstration of)\s+",
    re.IGNORECASE,
)
_SECTOR: Final = re.compile(
    r"\b(?:in|of|for|to) (?:the |any |all )?(?P<x>[a-z][\w&/'-]{2,20}(?: (?:and |& )?[a-z][\w&/'-]{1,20}){0,3}?) "
    r"(?:industr(?:y|ies)|sectors?)\b",
    re.IGNORECASE,
)
_NO_SECTOR: Final = re.compile(
    r"\b(?:of|which|that|in|to|for|leading|thrust|priority|its|these|those|emerging|two|three|four|five|all|projects?|"
    r"pillar|targeted|focus|strategic|characteristic|relevant|other|such|eligible|private|public|service)\b",
    re.IGNORECASE,
)
_CLOSES: Final = re.compile(
    r"[.;:|()\"]|\n\s*\n|\b(?:shall|will|is|are|may|must|can|with|for|which|that|who|to|by|from|within|under|at|on|as|"
    r"whose|having|where|when|if|not|has|have|were|was|through|into|upon|be|than|"
    r"of at least|of not|per|after|before|but|except|excluding|so|while|located|established|registered|approved|pushing|in "
    r"(?:the|a|an|any|accordance|order|this|such|respect|[A-Z])|the (?:zone|state|city|province|country|park))\b"
)
_BETWEEN: Final = re.compile(r",\s*(?:and|or|as well as)?\s+|\s+(?:and/or|and|or|as well as)\s+|\n\([a-z]\)\s*")
_FRONT: Final = re.compile(
    r"(?:(?:the|a|an|any|other|all|such|some|both|related|relevant|various|certain|following|these|its|their|key|priority|"
    r"mainly|especially|particularly|namely|including|manufactur(?:e|ing) of|production of|development of|construction of|"
    r"field of|one of)\s+)+",
    re.IGNORECASE,
)
_BACK: Final = re.compile(
    r"(?:[\s,]+(?:industry|industries|sectors?|fields?|areas?|etc\.?|enterprises?|companies|firms?|projects?|units?|"
    r"activities|business(?:es)?|and the like|others?|chains?|industrial parks?|clusters?|characteristic|parks?))+$",
    re.IGNORECASE,
)
_NO_FIELD: Final = re.compile(
    r"^(?:(?:foreign|industrial|commercial|eligible|private|public|new|existing|same|own|economic|business|such|main|"
    r"goods?|items?|products?|services?|activit\w+|trade or|investment|enterprises?|projects?|development|"
    r"production|construction|work|articles?|things?|thereof|following|one or more|zone|area|areas|industry|sector|high|"
    r"the|a|an|any|all|each|its|two|three|more|fields?|period|special|their|this|such|local|domestic|national|key|leading|priority|encouraged|thrust|project|specified|respective|international)(?:\s|"
    r"$))+$|\d",
    re.IGNORECASE,
)
_NAMED_BEFORE: Final = re.compile(
    r"\b(?:Department|Ministry|Minister|Bureau|Commission|Commissioner|Authority|Office|Officer|Directorate|Institute|"
    r"University|Committee|Secretary|Board|Council|Association|School|College|Administration|Chamber|Director)s?"
    r" (?:of|for)(?: the)?(?: (?:[A-Z][\w&]*,?|and|&|of)){0,6} ?$"
)
_NAMED_AFTER: Final = re.compile(
    r" ?(?:and [A-Z]\w+ |\n|\([A-Z]\w+\) )?(?:Act|Department|Ministry|Authority|Board|Commission|Committee|Corporation"
    r"|Council|Bank|Law|"
    r"Ordinance|Policy|Institute|Fair|Expo|Rules|Regulations|University|College|Society|Court|Tribunal|Levy|Bureau"
    r"|Office|Officer|Co\.|Ltd|Limited|Agency|Association|Tax)\b|, [A-Z]\w+ (?:and|&) [A-Z]\w+ "
    r"(?:Department|Authority|Board)"
)
_APPLICANTS: Final = re.compile(
    r" (?:units?|enterprises?|projects?|compan(?:y|ies)|firms?|facilit(?:y|ies)|process(?:es)?|plants?|activit(?:y|ies)|"
    r"investors?|entit(?:y|ies)|operations?)\b",
    re.IGNORECASE,
)
_SITES: Final = re.compile(
    r"-(?:intensive|saving|efficient|consuming|related)\b| (?:stations?|blocks?|harbours?|pools?|premiums?"
    r"|contributions?|berths?)\b",
    re.IGNORECASE,
)
#: A name of a product goes on with what is done to it, and begins with what marks it out.
_HEAD: Final = re.compile(
    r" (?:equipment|materials?|components|parts|technolog(?:y|ies)|systems?|devices|machinery|processing|manufacturing|"
    r"engineering|farming|fishing|breeding|recycling|tourism|assembly|integration|mining|milling|inspection|reduction|"
    r"breaking|smelting|chemicals|gases|seeds?|vehicles|instruments|semiconductors|batteries|robots)\b(?! of\b)"
)
_MARKED: Final = re.compile(
    r"(?<![\w-])(?!duty|foreign|state|export|large|full|small|well|so|newly|non|one|two|three|domestic|privately|import|labour|"
    r"labor|out|zone|park|land|locally|government|energy|multi|joint|self|first|new|wholly|local|tax|high-(?:qual|lev|tec))"
    r"[a-z]{2,12}-(?!funded|owned|based|related|invested|oriented|level|scale|quality|tech)[a-z]{3,12} $"
)
_PLACED: Final = re.compile(r"\b(?:next to|near|close to|from|adjacent to|resources such as)(?: the| an?)? $", re.IGNORECASE)
_OTHERWISE: Final = frozenset({"skill development", "skills development", "airport", "reagent"})
_PLAIN: Final = frozenset(
    {
        "manufacturing",
        "production",
        "service",
        "services",
        "trading",
        "construction",
        "research",
        "technology",
        "processing",
        "investment",
    }
)


def mentions(words: str, around: Around) -> tuple[Mention, ...]:
    """The mentions in the words, left to right, with offsets into the words, each distinct one once."""
    known = [(hit.start, hit.end) for hit in find_concepts(words, "en") if _is_field(words, hit.start, hit.end)]
    listed = [span for span in _listed(words) if _is_field(words, *span)]
    known = _joined(words, [_whole(words, *span) for span in known])
    spans = [(*span, "en-field-concept", Confidence.HIGH) for span in known]
    for start, end in listed:
        inside = [span for span in known if span[0] < end and start < span[1]]
        if not inside:
            spans.append((start, end, "en-field-list", Confidence.MEDIUM))
        elif len(inside) == 1 and start <= inside[0][0] and inside[0][1] <= end and end - start < 60:
            spans.remove((*inside[0], "en-field-concept", Confidence.HIGH)) if (
                *inside[0],
                "en-field-concept",
                Confidence.HIGH,
            ) in spans else None
            spans.append((start, end, "en-field-list", Confidence.HIGH))
    return tuple(_once(words, sorted(set(spans))))


def _whole(words: str, start: int, end: int) -> tuple[int, int]:
    """The name with the word that heads it and the one that marks it out: second-hand mould equipment."""
    head = _HEAD.match(words, end)
    marked = _MARKED.search(words, max(0, start - 28), start)
    return marked.start() if marked else start, head.end() if head else end


def _joined(words: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Names that follow one another with nothing but a space are one: cold-chain trucks."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and words[joined[-1][1] : start] == " ":
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _once(words: str, spans: list[tuple[int, int, str, Confidence]]) -> Iterator[Mention]:
    told: set[str] = set()
    last = 0
    for start, end, rule, confidence in spans:
        name = words[start:end].lower()
        if start < last or name in told or name.rstrip("s") in told:
            continue
        told |= {name, name.rstrip("s")}
        last = end
        yield Mention(start, end, Evidence(rule, start, end, confidence))


def _listed(words: str) -> Iterator[tuple[int, int]]:
    """The parts of the lists that the usual openings announce."""
    for opened in _OPENS.finditer(words):
        closed = _CLOSES.search(words, opened.end())
        stop = min(closed.start() if closed else len(words), opened.end() + 400)
        at = opened.end()
        for between in [*_BETWEEN.finditer(words, at, stop), None]:
            yield from _trimmed(words, at, between.start() if between else stop)
            at = between.end() if between else stop
    for sector in _SECTOR.finditer(words):
        if not _NO_SECTOR.search(sector["x"]):
            yield from _trimmed(words, *sector.span("x"))


def _trimmed(words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    front = _FRONT.match(words, start, end)
    start = front.end() if front else start
    while start < end and not words[start].isalnum():
        start += 1
    back = _BACK.search(words[start:end])
    end = start + back.start() if back else end
    while end > start and not (words[end - 1].isalnum() or words[end - 1] == ")"):
        end -= 1
    name = words[start:end]
    if 3 <= len(name) <= 70 and len(name.split()) <= 7 and not _NO_FIELD.search(name):
        yield start, end


def _is_field(words: str, start: int, end: int) -> bool:
    """Whether a name of an industry is one here, and no part of the name of an office or law."""
    name = words[start:end]
    if name.isupper() and words[start - 1 : start] == "(" and words[end : end + 1] == ")":
        return False  # the short name of what stands before
    if name[:1].isupper() and (_NAMED_BEFORE.search(words[max(0, start - 70) : start]) or _NAMED_AFTER.match(words, end)):
        return False
    if _PLACED.search(words[max(0, start - 20) : start]) or name.lower() in _OTHERWISE or _SITES.match(words, end):
        return False
    return not (name.lower() in _PLAIN and _APPLICANTS.match(words, end))
