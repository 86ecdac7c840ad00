"""The interview on the terminal: one question at a time, answers kept in a file, so that a stopped one goes on later."""

from __future__ import annotations

import io
import json
import re
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Final, TypeAlias

from rich.text import Text

from zonewright.cli.show import Printer
from zonewright.compiler.pipeline import compile_pack
from zonewright.conditions.render import show_value
from zonewright.errors import Place, Report
from zonewright.matching.best_package import at_stake
from zonewright.matching.questions import Interview, Question, interview
from zonewright.matching.single import match_one
from zonewright.notation.tree import Listing, Scalar
from zonewright.packs.load import load_pack
from zonewright.packs.model import Pack
from zonewright.report import words
from zonewright.report.as_json import matches_as_json
from zonewright.report.explain import Explainer
from zonewright.report.money import MoneyTeller
from zonewright.schema.derive import stated_against_parts
from zonewright.schema.fields import Facts, Field, FieldType, Single, Value
from zonewright.schema.read import read_fact
from zonewright.tables.files import is_missing, write_text
from zonewright.tables.profile import Profile, read_profile
from zonewright.values import Words

YES: Final = Words("yes", "是", "예")
NO: Final = Words("no", "否", "아니요")
PROGRESS: Final = Words("settled {n} of {m} measures", "已判定{n}项，共{m}项措施", "조치 {m}건 중 {n}건 판정 완료")
WHY: Final = Words(
    "asked because measures not yet settled depend on it ({n}): {names}",
    "提问原因：有{n}项尚未判定的措施取决于本项信息（{names}）",
    "질문 이유: 아직 판정되지 않은 조치 {n}건이 이 답에 달려 있음({names})",
)
SHARE: Final = Words(
    "the answer is expected to settle {p} % of what is open",
    "回答后预计可判定未决事项的{p}%",
    "답하면 미판정분의 {p}%가 판정될 것으로 예상됨",
)
KEYS: Final = Words(
    "Enter or ? = not known, b = back, q = stop",
    "直接回车或输入“?”表示不清楚，“b”返回上一题，“q”停止",
    "Enter 또는 ?: 모름, b: 이전 질문, q: 중단",
)
MANY: Final = Words(
    "several answers are divided by `;`, none is `[]`",
    "多项答案用“;”分隔，没有则填“[]”",
    "답이 여럿이면 `;`로 구분하고, 없으면 `[]`를 입력",
)
UNIT: Final = Words("in {v}", "单位：{v}", "단위: {v}")
NO_BACK: Final = Words("This is the first question.", "这是第一题，无法返回。", "첫 질문이므로 이전 질문이 없습니다.")
REFUSED: Final = Words("“{v}” cannot be used. {how}", "“{v}”无法识别。{how}", "인식할 수 없는 답입니다: ‘{v}’. {how}")
CONTRADICTS: Final = Words(
    "“{v}” contradicts what is stated for {other}. Correct one of the two.",
    "“{v}”与已填的“{other}”相矛盾，请更正其中一项。",
    "이미 입력된 ‘{other}’ 항목과 모순되는 답입니다: ‘{v}’. 둘 중 하나를 고치십시오.",
)
HOW: Final = {
    FieldType.NUMBER: Words(
        "Write a number, such as {v}.", "请填写数字，例如{v}。", "숫자로 입력하십시오. 예: {v}"
    ),
    FieldType.DAY: Words(
        "Write a day, such as 2026-03-31.", "请填写日期，例如2026-03-31。", "날짜로 입력하십시오. 예: 2026-03-31"
    ),
    FieldType.CODE: Words(
        "Write a code with its classification and edition, such as gbt4754@2017:3491.",
        "请填写行业代码及其分类标准和版本，例如gbt4754@2017:3491。",
        "분류와 판을 붙인 코드로 입력하십시오. 예: gbt4754@2017:3491",
    ),
    FieldType.TEXT: Words("Write a few words.", "请用文字填写。", "글로 입력하십시오."),
    FieldType.NAME: Words("Write it as it should be shown.", "请按对外显示的写法填写。", "표시될 그대로 입력하십시오."),
}  # fmt: skip
CHOOSE: Final = Words(
    "Write the number of an option.", "请填写选项的编号。", "보기의 번호를 입력하십시오."
)  # fmt: skip
NOTHING_LEFT: Final = Words("Nothing is left to ask.", "没有需要再问的问题。", "더 물을 것이 없습니다.")
KEPT: Final = Words(
    "Stopped. The answers are kept in {v}; start again with the same file to go on.",
    "已停止。答案保存在{v}，用同一文件重新开始即可继续。",
    "중단했습니다. 답은 {v}에 저장되었으며, 같은 파일로 다시 시작하면 이어집니다.",
)
NONE_YET: Final = Words(
    "Stopped. No answer was given, so {v} has not been written.",
    "已停止。尚未作答，因此未生成文件{v}。",
    "중단했습니다. 입력된 답이 없어 파일을 만들지 않았습니다: {v}",
)
NOT_KEPT: Final = Words(
    "Stopped. The answers are not kept; name a file with --answers to keep them.",
    "已停止。答案未保存；如需保存，请用--answers指定文件。",
    "중단했습니다. 답은 저장되지 않았습니다. 저장하려면 --answers로 파일을 지정하십시오.",
)
MOST_NAMES: Final = 3
#: A text that YAML takes for nothing else when it stands without quotes.
PLAIN: Final = re.compile(r"\w(?:[\w@/.%-]|:(?=\w))*(?: [\w/.%-]+)*")
SEVERAL: Final = re.compile(r"[;；]")

#: How an answer was meant: the interview that it leads to, or a word on what is wrong with it.
Outcome: TypeAlias = Interview | str


def ask(arguments: Namespace, printer: Printer) -> int:
    """Ask until nothing is left to ask or nobody answers any more, then tell the verdicts."""
    compiled = compile_pack(load_pack(arguments.pack))
    profile = Profile({})
    if arguments.answers and not is_missing(arguments.answers):
        profile = read_profile(arguments.answers, compiled.pack.schema, on=arguments.on)
        if profile.warnings and not printer.as_json:
            printer.findings(profile.warnings)
    in_vain = [id for id, value in profile.facts.items() if value is None]
    weights = at_stake(match_one(compiled, profile.facts, on=arguments.on))
    begun = interview(compiled, profile.facts, on=arguments.on, asked=in_vain, weights=weights)
    talk = Talk(arguments, printer, compiled.pack, profile)
    ended = talk.hold(begun)
    talk.say(PROGRESS, n=ended.decided, m=len(ended.stakes))
    matches = match_one(compiled, ended.facts, on=arguments.on)
    if printer.as_json:
        printer.json(matches_as_json(compiled.pack, matches, on=arguments.on, language=arguments.lang))
    elif ended.question is None:
        talk.say(NOTHING_LEFT)
        printer.line()
        printer.matches(MoneyTeller(talk.explainer), matches)
    elif arguments.answers and is_missing(arguments.answers):
        talk.say(NONE_YET, v=arguments.answers)
    elif arguments.answers:
        talk.say(KEPT, v=arguments.answers)
    else:
        talk.say(NOT_KEPT)
    return 0


class Talk:
    """The questions as they are put on a terminal, and the answers as people type them."""

    def __init__(self, arguments: Namespace, printer: Printer, pack: Pack, profile: Profile) -> None:
        self.path: Path | None = arguments.answers
        self.on, self.language = arguments.on, arguments.lang
        self.out = printer.err if printer.as_json else printer.out
        self.pack, self.profile = pack, profile
        self.explainer = Explainer(pack, self.language, {})

    def hold(self, now: Interview) -> Interview:
        """Ask one question after the other; every answer is kept before the next question."""
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")
        before: list[Interview] = []
        self.say(KEYS)
        while (question := now.question) is not None:
            self.put(now, question)
            outcome = self.outcome(now, question.field, before)
            if outcome is None:
                break
            now = outcome
            self.keep(now)
        return now

    def outcome(self, now: Interview, field: Field, before: list[Interview]) -> Interview | None:
        """The interview after the answer typed, or after a step back; what cannot be used is asked again. None to stop."""
        while (typed := self.read()) is not None and typed.lower() != "q":
            if typed.lower() == "b" and before:
                return before.pop()
            outcome = NO_BACK.in_language(self.language) if typed.lower() == "b" else self.understand(now, field, typed)
            if not isinstance(outcome, str):
                before.append(now)
                return outcome
            self.line(outcome, "red")
        return None

    def put(self, now: Interview, question: Question) -> None:
        """One question with its options, its unit, who can answer it, and why it is asked."""
        field = question.field
        self.line()
        self.say(PROGRESS, n=now.decided, m=len(now.stakes))
        self.line(f"{field.label.in_language(self.language)} ({field.id})", "bold")
        self.line(f"  {field.question.in_language(self.language)}")
        for number, option in enumerate(self.options(field).values(), 1):
            self.line(f"  {number:3}  {option.in_language(self.language)}")
        hints = [self.who(field)]
        hints += [UNIT.in_language(self.language).format(v=field.unit)] if field.unit else []
        hints += [MANY.in_language(self.language)] if field.many else []
        self.line("  " + " · ".join(hints), "dim")
        for reason in self.why(question):
            self.line(f"  {reason}", "dim")

    def who(self, field: Field) -> str:
        """Who can answer, and for a judgement on what evidence."""
        answerer = words.ANSWERER[field.answered_by].in_language(self.language)
        if not field.judged:
            return answerer
        office = self.pack.zone.authorities[field.judged.by].name.in_language(self.language)
        evidence = self.explainer.say_evidence(field.judged.on.in_language(self.language))
        return f"{answerer} ({office}; {evidence})"

    def why(self, question: Question) -> Iterator[str]:
        """How many measures depend on the answer, and how much it is expected to settle."""
        titles = {measure.id: measure.title.in_language(self.language) for measure in self.pack.measures}
        names = self.explainer.teller.listed(titles[id] for id in question.measures[:MOST_NAMES])
        more = " …" if len(question.measures) > MOST_NAMES else ""
        yield WHY.in_language(self.language).format(n=len(question.measures), names=names + more)
        percent = round(100 * question.share)
        if percent:
            yield SHARE.in_language(self.language).format(p=percent)

    def options(self, field: Field) -> Mapping[str, Words]:
        """What can be chosen by its number, by the word that stands for it in a profile."""
        match field.type:
            case FieldType.YES_NO:
                return {"true": YES, "false": NO}
            case FieldType.AREA:
                return {id: area.title for id, area in self.pack.world.areas.items()}
            case _:
                return field.options

    def understand(self, now: Interview, field: Field, typed: str) -> Outcome:
        """The interview after what was typed, or how to write it instead."""
        if typed in {"", "?", "？"}:
            return now.skip(field.id)
        value = self.value(field, typed)
        if value is None:
            how = CHOOSE.in_language(self.language) if self.options(field) else self.how(field)
            return REFUSED.in_language(self.language).format(v=typed, how=how)
        against = next(stated_against_parts(self.pack.schema, {**now.facts, field.id: value}, on=self.on), None)
        if against is not None:
            other = against[0].label.in_language(self.language)
            return CONTRADICTS.in_language(self.language).format(v=typed, other=other)
        return now.answer(field.id, value)

    def value(self, field: Field, typed: str) -> Value | None:
        """The value that was meant; None when it is none, or one that the pack cannot compare."""
        place, report = Place("answer"), Report()
        parts = (
            [self.chosen(field, part.strip()) for part in SEVERAL.split(typed)] if field.many else [self.chosen(field, typed)]
        )
        items = tuple(Scalar(part, place, quoted=True) for part in parts if part not in {"", "[]"})
        value = read_fact(field, Listing(items, place) if field.many else items[0] if items else Scalar("[]", place), report)
        unlisted = field.type is FieldType.AREA and any(item.text not in self.options(field) for item in items)
        return None if report.diagnostics or unlisted else value

    def chosen(self, field: Field, typed: str) -> str:
        """The word of the option with the number or the title typed; else what was typed."""
        options = self.options(field)
        if typed not in options and typed.isdecimal() and 0 < int(typed) <= len(options):
            return tuple(options)[int(typed) - 1]
        titled = (id for id, title in options.items() if typed in {title.en, title.zh, title.ko})
        return next(titled, typed)

    def how(self, field: Field) -> str:
        """How to write an answer to a field without options."""
        return HOW[field.type].in_language(self.language).format(v=f"50 {field.unit}".strip())

    def read(self) -> str | None:
        """What was typed; None at the end of the input. What comes from a file is shown, as a terminal shows what is typed."""
        self.out.print(Text("> "), end="")
        self.out.file.flush()
        line = sys.stdin.readline()
        if not line or not sys.stdin.isatty():
            self.line(line.strip())
        return line.strip() if line else None

    def keep(self, now: Interview) -> None:
        """Write the answers as a profile: whole, so that whoever is stopped loses nothing."""
        if self.path is not None:
            write_text(self.path, profile_text(self.pack, self.profile, now, as_json=self.path.suffix == ".json"))

    def say(self, text: Words, **parts: object) -> None:
        self.line(text.in_language(self.language).format(**parts))

    def line(self, text: str = "", style: str = "") -> None:
        self.out.print(Text(text, style=style))


def profile_text(pack: Pack, profile: Profile, now: Interview, *, as_json: bool) -> str:
    """The facts as a profile, in YAML or JSON; null stands for what was asked in vain."""
    facts: Facts = {**now.facts, **dict.fromkeys(sorted(now.asked))}
    written = {id: _written(pack.schema[id], value) for id, value in facts.items()}
    head: dict[str, object] = {}
    for key, text in (("name", profile.name), ("about", profile.about)):
        if text is not None:
            head[key] = {"en": text.en, "zh": text.zh, "ko": text.ko}
    if profile.sample:
        head["sample"] = True
    if as_json:
        return json.dumps({**head, "facts": written} if head else written, ensure_ascii=False, indent=2) + "\n"
    lines = [f"{key}: {json.dumps(text, ensure_ascii=False)}" for key, text in head.items()]
    lines += ["facts:" if written else "facts: {}"] if head else []
    lines += [f"{'  ' if head else ''}{id}: {_in_yaml(value)}" for id, value in written.items()]
    return "\n".join(lines or ["{}"]) + "\n"


def _written(field: Field, value: Value | None) -> bool | str | list[bool | str] | None:
    if isinstance(value, tuple):
        return [_one(field, one) for one in value]
    return None if value is None else _one(field, value)


def _one(field: Field, value: Single) -> bool | str:
    """One value as a profile writes it; a number with its unit, so that 0.5 % is not taken for one half."""
    if isinstance(value, bool):
        return value
    return f"{show_value(value)} {field.unit}" if field.unit and isinstance(value, int | Fraction) else show_value(value)


def _in_yaml(value: bool | str | list[bool | str] | None) -> str:
    match value:
        case list():
            return "[" + ", ".join(map(_in_yaml, value)) + "]"
        case str() if not PLAIN.fullmatch(value) or value in {"null", "true", "false"}:
            return json.dumps(value, ensure_ascii=False)
        case str():
            return value
        case _:
            return json.dumps(value)
