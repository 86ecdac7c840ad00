"""Clauses of one Korean sentence that state something of their own: a new modality behind -며, -고, -되."""

from __future__ import annotations

import re
from typing import Final

from zonewright.interpret.ko.endings import plain

_JOINT: Final = re.compile(
    r"(?:으)?(며|고|되|나|지만|면서|는데)(?:, ?|(?= (?:다만|아울러|또한))) ?|"
    r"(?:으)?(?P<bare>며) (?=[가-힣])|[(“「\[]|[)”」\]]"
)
_BENEFIT: Final = (
    r"지원|지급|감면|면제|보조|우대|공제|융자|보전|교부|환급|보상|포상|할인|부담|대여|출연|가산|"
    r"장학금을 수여|제공|부여|유예|경감|대부|배려|알선"
)
#: The predicate before a joint or at the end, the first that fits counts.
_CLASSES: Final = (
    ("prohibited", (
        r"수 ?없(?:으|고|되|다|음|습|는|을)?$|(?:여|어|아)서는 ?(?:아니|안) ?(?:되|된다|됨|됩니다)?$|"
        r"지 ?(?:아니|않|못)(?:하|한다|함|합니다|는다|으|음|습니다|할)?$|제외(?:하|한다|함|합니다|된다|되)?$|"
        r"금지(?:하|한다|함|되|된다)?$|배제(?:하|한다|함)?$|불가(?:하|함|능)?$"
    )),
    ("may", r"수 ?있(?:으|고|되|다|음|습니다|도록)?$|가능(?:하|함|합니다|하다)?$|허용(?:하|한다|함|되|된다|합니다)?$"),
    ("must", r"(?:하여|해|되어|돼|여|어|아)야 ?(?:하|한다|함|합니다|할)?$|의무(?:가 있|이다|화)?$|필수$|것$"),
    ("encouraged", r"(?:장려|권장|독려|유도)(?:하|한다|함|합니다|해)?$"),
    ("planned", r"(?:계획|예정|방침|구상)(?:이|이다|임|입니다|이라)?$"),
    ("supported", (
        rf"(?:{_BENEFIT})(?:하|한다|함|합니다|되|된다|됩니다|해 ?준다|받|받는다|할)?$|더(?:하|한다|함)$|"
        rf"(?:내면|부담하면) ?되$|(?:아|어|여|워|해) ?주$"
    )),
    ("explore", r"시범(?:적으로)? ?(?:실시|운영|추진|도입|시행)(?:하|한다|함|합니다)?$"),
    ("sanction", r"(?:환수|취소|반환|추징|해지|회수|부과|몰수|중지|중단)(?:하|한다|함|합니다|되|된다|됩니다)?$"),
    ("copula", (
        r"(?:까지|년|개월|일|원|명|%|대상|기준|원칙|사항|바와 같|[가-힣])이(?:다|라)?$|임$|입니다$|(?:과|"
        r"와) ?같(?:으|다|음|습니다)?$"
    )),
    ("declared", (
        r"(?:으로|로) ?(?:하|한다|함|합니다|본다|보)$|따르?(?:른다|름|릅니다)?$|따른다$|시행(?:하|한다|함|"
        r"합니다)$|적용(?:하|한다|함|합니다|되|된다)?$|말한다$|정한다$|산정(?:하|한다)$|산입하지 ?아니(?:하|"
        r"한다)$"
    )),
)  # fmt: skip
_CLASS: Final = tuple((name, re.compile(pattern)) for name, pattern in _CLASSES)
_EXPLICIT: Final = frozenset(
    {"prohibited", "may", "must", "encouraged", "supported", "planned", "explore", "copula", "declared"}
)
_SAME: Final = frozenset({"copula", "declared"})  # both declare
_NOUN_END: Final = re.compile(
    r"(?:부여|지원|면제|감면|지급|제공|우대|허용|할인|공제|완화)(?:\([^()]{1,40}\))?, (?=[^,]{4,}(?:가능|"
    r"불가|제외|금지|의무)(?:\([^()]{1,40}\))?$)"
)
_WINDOW: Final = 24
_LONGEST: Final = 2_000  # no sentence of a policy is longer


def clauses(words: str) -> tuple[tuple[int, int], ...]:
    """The ranges of the clauses, the joint's comma outside; a sentence with one predicate is one clause."""
    if len(words) > _LONGEST:
        return ((0, len(words)),)
    joints = () if _COMPLETE.search(words, max(0, len(words) - 100)) else _joints(words)
    if not joints:
        nouns = _NOUN_END.search(words)
        return ((0, nouns.end() - 2), (nouns.end(), len(words))) if nouns else ((0, len(words)),)
    ends = [kind for *_, kind in joints] + [_kind(plain(words[-2 * _WINDOW :])[-_WINDOW:].rstrip(' .:;”"'))]
    found, start = [], 0
    for place, (end, after, joint, kind) in enumerate(joints):
        following = _next(ends, place)
        before, behind = words[start:end], words[after:]
        if _parts(kind, joint, following, before, behind) or _other_subject(before, joint, behind):
            found.append((start, end))
            start = after
    found.append((start, len(words)))
    return tuple(found)


#: …일 것: a condition of an article's items is one, however many parts it has.
_COMPLETE: Final = re.compile(r"[할될일을은는던] 것(?:\([^()]{0,80}\))?[.]?$")


def _joints(words: str) -> list[tuple[int, int, str, str]]:
    """Where a clause ends, where the next begins, the ending that joins them, and what the predicate before it is."""
    found, depth = [], 0
    for mark in _JOINT.finditer(words):
        if mark[1] is None and mark["bare"] is None:
            depth = depth + 1 if mark[0] in "(“「[" else max(0, depth - 1)
        elif not depth:
            stem = words[max(0, mark.start() - _WINDOW) : mark.start()]
            stem = stem.removesuffix("으") if mark[0].startswith("으") else stem
            end = mark.end(1) if mark[1] else mark.end("bare")
            found.append((end, mark.end(), mark[1] or "bare", _kind(stem)))
    return found


def _next(kinds: list[str], place: int) -> str:
    """What the clause behind a joint is: its own marked predicate, or the one that it shares with the next."""
    return next((kind for kind in kinds[place + 1 :] if kind), "")


def _kind(stem: str) -> str:
    return next((name for name, pattern in _CLASS if pattern.search(stem)), "")


def _parts(kind: str, joint: str, following: str, before: str, after: str) -> bool:
    """Whether a clause with such a predicate stands for itself before what follows."""
    if kind in _SAME and following in _SAME:
        return kind == "copula" and joint == "며" and following == "copula"
    if joint == "bare":
        return kind in _EXPLICIT and kind != following and len(before) > 20 and _SUBJECT.match(after) is not None
    if joint in {"되", "는데"}:
        return kind in _EXPLICIT and len(before) > 8
    if kind == "sanction":
        return following in {"supported", "copula"}
    if kind not in _EXPLICIT:
        return kind == "" and following == "supported" and _FINITE.search(before) is not None
    if kind == "declared" and not following and joint == "고":
        return False
    if kind == "supported" and following in {"may", "must"}:
        return False
    return kind != following or kind in {"may", "must", "prohibited", "planned"}


#: A subject in the first two words of a clause; a verb before a noun (하는, 받은) is none.
_SUBJECT: Final = re.compile(r"(?:[^ ,]{1,14} )?([^ ,]{1,20}(?:은|는|이|가)) ")
_OWN_SUBJECT: Final = re.compile(r"[^ ,]{1,20}(?:은|는|이|가) ")
_ADNOMINAL: Final = re.compile(
    r"(?:[하되있없받오나지치르않쓰키들드사보내맡주두추속얻갖짓잇]|이르|시키|달하|거치|만드|따르)는$|(?:많|"
    r"적|같|높|낮|작|남|받|입|맡|좋|깊|넓|짧|젊|늦|얻|낳|찾)은$|(?:이|가)?필요가$|이상이$|경우가$"
    r"|(?:물|단|원|평|국|허|인|추|참|증|농|휴|시|정|대)가$|(?:차|높|길|사|나|깊)이$"
)
_CONDITION: Final = re.compile(r"경우|때에|때는|하면|되면|[인한된는] (?:기업|자|법인|사람|업체)(?:에|가|는|은|로|의)")


def _other_subject(before: str, joint: str, after: str) -> bool:
    """Whether the clause behind the joint speaks of somebody or something else."""
    if joint not in {"고", "며"} or len(before) < 14 or before[-2:-1] == "이" or _CONDITION.search(after):
        return False
    subject = _SUBJECT.match(after)
    return subject is not None and _ADNOMINAL.search(subject[1]) is None and _OWN_SUBJECT.search(before) is not None


_FINITE: Final = re.compile(
    r"(?:추진|설치|구축|조성|확대|운영|발굴|강화|개최|발족|유치|육성|앞당기|단축|개선|마련|신설|건립)하?$|"
    r"(?:하)$"
)
