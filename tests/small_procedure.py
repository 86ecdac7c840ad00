"""A small whole procedure, to be changed in one place at a time, and cases that go through it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from zonewright.cases.calendar_file import shipped_calendars
from zonewright.cases.case import Case, replay
from zonewright.cases.commands import Command, Open, Refusal, Rules
from zonewright.cases.decide import decide, open_case
from zonewright.cases.events import Event
from zonewright.cases.lint import lint
from zonewright.cases.lint_names import Known
from zonewright.cases.procedure import EvidenceType, Procedure
from zonewright.cases.read import read_procedure
from zonewright.cases.registers import Register
from zonewright.codes.world import World
from zonewright.conditions.read import Vocabulary
from zonewright.errors import Diagnostic, Report
from zonewright.notation.tree import read_yaml
from zonewright.schema.fields import Answerer, Field, FieldType, Schema, Value
from zonewright.values import Period, Words

W = "{en: word, zh: 词, ko: 말}"
WORDS = Words("word", "词", "말")
NOTICE = f"{{to: [applicant], text: {W}}}"
BASIS = "{source: act, article: art. 42}"
SCHEMA = Schema(
    Field(id, kind, WORDS, WORDS, Answerer.ENTERPRISE, unit=unit)
    for id, kind, unit in (
        ("has_kitchen", FieldType.YES_NO, ""),
        ("turnover", FieldType.NUMBER, "CNY"),
        ("contract_on", FieldType.DAY, ""),
        ("shop_name", FieldType.TEXT, ""),
        ("kind", FieldType.TEXT, ""),
    )
)
EVIDENCE = {
    "form": EvidenceType("form", WORDS),
    "floor-plan": EvidenceType("floor-plan", WORDS, valid=Period(3, "month")),
    "licence": EvidenceType("licence", WORDS, held_by="register"),
}
SHOP = f"""\
id: shop-licence
title: {W}
version: "2026-11-22.1"
calendar: cn
basis: [{BASIS}]
roles:
  applicant: {{title: {W}, party: applicant}}
  window: {{title: {W}, authority: office}}
  reviewer: {{title: {W}, authority: office}}
  fire: {{title: {W}, authority: fire-agency}}
stages:
  apply:
    title: {W}
    tasks:
      submit: {{title: {W}, role: applicant, asks: [form, licence, {{evidence: floor-plan, by: decision}}]}}
    moves:
      submitted: {{title: {W}, to: intake, marks: [receipt]}}
  intake:
    title: {W}
    tasks:
      check: {{title: {W}, role: window}}
    moves:
      incomplete: {{title: {W}, to: correct, most: 2, reason: true}}
      unfit: {{title: {W}, to: not-accepted, reason: true}}
      complete: {{title: {W}, to: opinions, marks: [acceptance]}}
  correct:
    title: {W}
    tasks:
      mend: {{title: {W}, role: applicant}}
    moves:
      supplied: {{title: {W}, to: intake, marks: [supplement]}}
  opinions:
    title: {W}
    again: open
    tasks:
      fire-opinion: {{title: {W}, role: fire, when: {{field: has_kitchen, is: true}}}}
      plan-opinion: {{title: {W}, role: reviewer}}
    moves:
      against: {{title: {W}, to: decide}}
      for: {{title: {W}, to: decide}}
  decide:
    title: {W}
    tasks:
      decision: {{title: {W}, role: reviewer, decides: true}}
    moves:
      refuse: {{title: {W}, to: refused, reason: true}}
      again: {{title: {W}, to: opinions, reason: true}}
      grant:
        title: {W}
        to:
          - {{to: pay, when: {{field: turnover, over: 500000 CNY}}}}
          - {{to: granted}}
  pay:
    title: {W}
    tasks:
      fee: {{title: {W}, role: applicant, fee: licence-fee}}
    moves:
      paid: {{title: {W}, to: granted}}
ends:
  granted:
    title: {W}
    result: granted
    notice: {NOTICE}
    certificate: {{title: {W}, valid: 5 years}}
    register: {{register: shops, columns: {{shop_name: {{field: shop_name}}, kind: {{value: kitchen}}}}}}
  refused: {{title: {W}, result: refused, notice: {NOTICE}}}
  not-accepted: {{title: {W}, result: not_accepted, notice: {NOTICE}}}
  withdrawn: {{title: {W}, result: withdrawn}}
acts:
  withdraw: {{title: {W}, role: applicant, in: open, to: withdrawn}}
  appeal:
    {{title: {W}, role: applicant, in: [refused, not-accepted], to: decide, within: appeal-time, most: 1, reason: true,
      marks: [appealed]}}
  renew: {{title: {W}, role: applicant, in: granted, to: intake, within: renewal-time, marks: [renewal]}}
clocks:
  decision-time:
    title: {W}
    binds: reviewer
    limit: 20 working days
    promised: 10 working days
    from: acceptance
    to: [decision]
    grounds:
      experts: {{title: {W}, basis: {BASIS}}}
    extension: {{by: 10 working days, role: reviewer, basis: {BASIS}}}
    warn: 3 working days
    basis: {BASIS}
  appeal-time: {{title: {W}, binds: applicant, limit: 60 days, from: [refused, not-accepted], to: [appealed], basis: {BASIS}}}
  renewal-time: {{title: {W}, binds: applicant, limit: 30 working days, before: granted, to: [renewal], basis: {BASIS}}}
fees:
  licence-fee: {{title: {W}, amount: 300 CNY, payer: applicant, basis: {BASIS}}}
"""
KNOWN = Known(
    {"office", "fire-agency"},
    {"act"},
    EVIDENCE,
    {"shops": Register("shops", WORDS, ("shop_name", "kind"), ("shop_name",), True)},
    shipped_calendars(),
    {"shop-licence", "other"},
    SCHEMA,
)


def changed(text: str, *pairs: tuple[str, str]) -> str:
    """A text with each of some words, that stand in it once, replaced."""
    for old, other in pairs:
        assert text.count(old) == 1, f"{text.count(old)} times: {old}"
        text = text.replace(old, other)
    return text


def read(text: str) -> tuple[Procedure | None, tuple[Diagnostic, ...]]:
    """The procedure that a text tells, and what is wrong with how it is written."""
    report = Report()
    found = read_procedure(
        read_yaml(text, "shop.yaml"), Vocabulary(SCHEMA, World(date(2026, 3, 1))), {"office": "CN", "fire-agency": "CN"}, report
    )
    return found, report.diagnostics


def findings(text: str) -> tuple[Diagnostic, ...]:
    """Everything that reading and looking through a procedure find."""
    found, told = read(text)
    return told + (lint(found, KNOWN) if found is not None else ())


def rules_of(text: str = SHOP) -> Rules:
    """Everything that cases of a procedure are decided by; it is read without a mistake."""
    found, told = read(text)
    assert found is not None, told
    assert not told, told
    return Rules(found, shipped_calendars(), SCHEMA, World(date(2026, 3, 1)), EVIDENCE)


def at(text: str) -> datetime:
    """A moment; March 2026 where only ``02`` or ``02 09:30`` is said."""
    return datetime.fromisoformat(text if text[4:5] == "-" else f"2026-03-{text}")


class Story:
    """A case that goes its way; every command is told with its day."""

    def __init__(self, rules: Rules, on: str = "02", facts: Mapping[str, Value] = MappingProxyType({}), **holds: date) -> None:
        self.rules = rules
        found = open_case(Open("applicant", "", "cafe", facts, holds), on=at(on), rules=rules)
        assert not isinstance(found, Refusal), found
        self.events: list[Event] = list(found)

    @property
    def case(self) -> Case:
        return replay(self.events)

    def does(self, on: str, *commands: Command) -> Story:
        """Each command is taken."""
        for command in commands:
            found = decide(self.case, command, on=at(on), rules=self.rules)
            assert not isinstance(found, Refusal), found
            self.events += found
        return self

    def refused(self, on: str, command: Command) -> Refusal:
        """The command is refused, and nothing happens."""
        before = self.case
        found = decide(before, command, on=at(on), rules=self.rules)
        assert isinstance(found, Refusal), found
        assert self.case == before
        return found

    def told(self, kind: type[Event]) -> list[Event]:
        """What happened of one kind."""
        return [event for event in self.events if isinstance(event, kind)]
