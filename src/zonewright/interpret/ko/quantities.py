"""Figures that decide or pay."""

from __future__ import annotations

import re
from typing import Final

from zonewright.interpret.ko.figures import Figure, figures
from zonewright.interpret.ko.roles import part
from zonewright.provisions.model import Around, Confidence, Evidence, Quantity


def quantities(words: str, around: Around) -> tuple[Quantity, ...]:
    """The figures of the words, left to right, with offsets into the words."""
    found = figures(words)
    if not found:
        return ()
    read = [_quantity(one, words, around) for place, one in enumerate(found) if not _converted(found, place, words)]
    return _laddered(tuple(one for one in read if one is not None), words)


def _quantity(one: Figure, words: str, around: Around) -> Quantity | None:
    told = part(one, words, around)
    if told is None or (not one.cue and words[one.core] == "한"):
        return None  # 한 곳에서: one, without a bound, says nothing
    role, op = told
    flags = one.flags
    if role == "threshold" and op == "=":
        flags = (*flags, "no_comparator")
    sure = Confidence.HIGH if one.cue or one.high is not None else Confidence.MEDIUM
    return Quantity(
        one.start,
        one.end,
        role,
        op,
        one.value if one.high is None else (one.value, one.high),
        one.unit,
        Evidence(f"ko-figure-{one.family}-{role}", one.start, one.end, Confidence.LOW if flags else sure),
        per=one.per,
        metric=_metric(words[max(0, one.start - 30) : one.start], one),
        flags=flags,
    )


def _converted(found: tuple[Figure, ...], place: int, words: str) -> bool:
    """Money in a bracket behind money of another currency says the same again."""
    if not place or found[place].family != "money":
        return False
    last, one = found[place - 1], found[place]
    return (
        last.family == "money"
        and last.unit != one.unit
        and re.fullmatch(r" ?\((?:약|한화|미화|원화)? ?", words[last.end : one.start]) is not None
    )


_LADDER: Final = re.compile(r"각각|각기|각 (?=\d)")
_RUNGS: Final = re.compile(
    r"(?:국가급|광역급|국가|시|도|시도|군|대기업|중견기업|중소기업|1등급|2등급|최우수|우수|"
    r"장려)(?=[,ㆍ·은는에의]| )"
)


def _laddered(read: tuple[Quantity, ...], words: str) -> tuple[Quantity, ...]:
    """Where 각각 hands out figures and the steps before are more or fewer than the figures, each figure is flagged."""
    ladder = _LADDER.search(words)
    if ladder is None:
        return read
    paid = [one for one in read if one.role in {"amount", "rate"} and one.start >= ladder.start()]
    steps = len(_RUNGS.findall(words[: ladder.start()]))
    if not paid or steps < 2 or steps == len(paid) or len(paid) == 1:
        return read
    return tuple(_flagged(one) if one in paid else one for one in read)


def _flagged(one: Quantity) -> Quantity:
    return Quantity(
        one.start,
        one.end,
        one.role,
        one.op,
        one.value,
        one.unit,
        one.evidence,
        one.per,
        one.metric,
        (*one.flags, "ladder_mismatch"),
    )


#: What is measured, by the last such word before the figure.
_METRICS: Final = (
    ("외국인투자비율|외국인 투자비율|외투비율", "foreign_share"),
    ("외국인투자금액|외국인투자액|외국인 투자금액|외국인투자", "fdi_amount"),
    ("설비투자금액|설비투자|설비금액", "equipment_investment"),
    ("총사업비|사업비", "project_cost"),
    ("투자금액|투자액|투자비|투자규모|투자", "investment"),
    ("매출액|매출", "sales"),
    ("자본금|자기자본", "capital"),
    ("상시근로자|상시고용|근로자|종업원|임직원", "employees"),
    ("신규 고용인원|신규고용|신규 고용|신규 채용|신규채용|고용", "employment_increase"),
    ("연구원|연구인력|연구전담", "researchers"),
    ("취득세", "acquisition_tax"),
    ("재산세", "property_tax"),
    ("법인세", "corporate_income_tax"),
    ("소득세", "income_tax"),
    ("관세", "customs_duty"),
    ("임대료|임차료|사용료", "rent"),
    ("매입비|매입가액|매입가격|분양가|부지가액|토지가액|조성원가", "land_price"),
    ("대출이자|이자|금리", "interest"),
    ("훈련비", "training_cost"),
    ("총점|평점|점수", "score"),
    ("수출액|수출실적|수출", "exports"),
    ("면적", "area"),
    ("업력|설립|창업", "company_age"),
)
_METRIC: Final = re.compile("|".join(f"(?P<m{place}>{words})" for place, (words, _) in enumerate(_METRICS)))


def _metric(before: str, one: Figure) -> str:
    last = ""
    for match in _METRIC.finditer(before):
        last = match.lastgroup or ""
    return _METRICS[int(last[1:])][1] if last and one.family != "date" else ""
