"""What is found wrong with a procedure: one small mistake at a time in one that is sound; each with its place and its mend."""

from collections import Counter

import pytest

from procedures_made import made_procedure
from small_procedure import BASIS, KNOWN, NOTICE, SHOP, W, changed, findings, read
from zonewright.cases.lint import lint
from zonewright.errors import MOST_FINDINGS, Severity


def told(*pairs):
    return [(one.code, one.message) for one in findings(changed(SHOP, *pairs))]


def more(section, line):
    """One more entry of a section."""
    return f"\n{section}:\n", f"\n{section}:\n  {line}\n"


def test_a_sound_procedure_has_no_findings():
    assert findings(SHOP) == ()


CLOCK = f"more: {{title: {W}, binds: window, limit: 5 days, from: receipt, to: [acceptance], basis: {BASIS}}}"
TASK = f"submit: {{title: {W}, role: applicant, asks: [form, licence, {{evidence: floor-plan, by: decision}}]}}"


@pytest.mark.parametrize(
    ("old", "now", "kind", "name"),
    [
        ("authority: fire-agency", "authority: fire-brigade", "authority", "fire-brigade"),
        ("calendar: cn", "calendar: mars", "calendar", "mars"),
        ("calendar: cn", "calendar: cn\nrule: tidal", "rule of counting", "tidal"),
        (f"basis: [{BASIS}]", "basis: [{source: rumour}]", "source", "rumour"),
        (f"check: {{title: {W}, role: window}}", f"check: {{title: {W}, role: windows}}", "role", "windows"),
        ("asks: [form,", "asks: [from,", "evidence", "from"),
        ("by: decision}", "by: decisions}", "task", "decisions"),
        ("fee: licence-fee", "fee: licence-fees", "fee", "licence-fees"),
        ("fee: licence-fee", "opens: nowhere", "procedure", "nowhere"),
        ("role: reviewer, decides: true", "role: reviewer, decides: true, outcomes: [grand]", "outcome", "grand"),
        ("to: pay, when", "to: play, when", "stage or end", "play"),
        ("to: not-accepted, reason", "to: not-acepted, reason", "stage or end", "not-acepted"),
        ("in: open, to: withdrawn", "in: [intake, deciding], to: withdrawn", "stage or end", "deciding"),
        ("within: renewal-time", "within: renewals", "clock", "renewals"),
        ("payer: applicant", "payer: nobody", "role", "nobody"),
        ("register: {register: shops", "register: {register: shop", "register", "shop"),
        ("kind: {value: kitchen}", "height: {value: kitchen}", "column", "height"),
        ("{field: shop_name}", "{field: shop_nam}", "field", "shop_nam"),
        ("valid: 5 years", "unknown: {ask: nobody}", "authority", "nobody"),
        ("notice: {to: [applicant]", "notice: {to: [aplicant]", "role", "aplicant"),
        ("binds: reviewer", "binds: reviewers", "role", "reviewers"),
        ("    from: acceptance", "    from: acceptence", "moment", "acceptence"),
        ("    to: [decision]", "    to: [decisions]", "moment", "decisions"),
        ("    from: acceptance", "    from: {field: opened_on}", "field", "opened_on"),
        ("    from: acceptance", "    from: {each_year_end_after: grant}", "moment", "grant"),
        ("    from: acceptance", "    from: acceptance\n    rests_in: [paying]", "stage", "paying"),
        ("before: granted", "before: grant", "end", "grant"),
        ("role: reviewer, basis", "role: rewiever, basis", "role", "rewiever"),
        ("    warn: 3 working days", "    calendar: moon", "calendar", "moon"),
        ("    warn: 3 working days", "    rule: tidal", "rule of counting", "tidal"),
        ("    warn: 3 working days", "    at_expiry: {outcome: grand}", "outcome", "grand"),
        ("    warn: 3 working days", "    at_expiry: {act: withdrew}", "act", "withdrew"),
    ],
)  # fmt: skip
def test_a_name_that_leads_nowhere(old, now, kind, name):
    text = SHOP.replace(old, now, 1)
    assert text != SHOP
    found = [one for one in findings(text) if one.code == "ZW804"]
    assert [one.message for one in found] == [f"unknown {kind} `{name}`"]
    assert all(one.hint and one.where.line for one in found)


def test_a_fee_that_is_no_money_and_days_that_are_none():
    assert ("ZW805", "fee `licence-fee` is no money") in told(("amount: 300 CNY", "amount: 300 mu"))
    for pair in (("warn: 3 working days", "warn: 24 hours"), ("limit: 30 working days, before", "limit: 30 hours, before")):
        assert [code for code, _ in told(pair)] == ["ZW805"]
    assert ("ZW805", "`turnover` is no day") in told(("    from: acceptance", "    from: {field: turnover}"))


def test_an_entry_that_leaves_the_key_of_its_register_empty():
    assert told(("shop_name: {field: shop_name}, ", "")) == [
        ("ZW806", "the entry leaves `shop_name` empty, which tells entries of `shops` apart")
    ]


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (more("ends", f"intake: {{title: {W}, result: ended}}"), "`intake` is the name of a stage and of an end"),
        (more("acts", f"granted: {{title: {W}, role: applicant, in: open, to: withdrawn}}"),
         "`granted` is the name of an end and of an act"),
        (("marks: [receipt]", "marks: [receipt, intake]"), "the mark `intake` has the name of a stage"),
        (("marks: [renewal]", "marks: [renewal, refused]"), "the mark `refused` has the name of an end"),
        (("mend: {title", "check: {title"), "task `check` stands at `intake` and at `correct`"),
        (("asks: [form,", "asks: [form, form,"), "task `submit` asks for `form` twice"),
    ],
)  # fmt: skip
def test_two_things_of_one_name(pair, said):
    assert ("ZW807", said) in told(pair)


def test_a_time_limit_without_its_basis():
    bare = changed(SHOP, ("    warn: 3 working days\n    basis: {source: act, article: art. 42}\n", ""))
    assert [one.message for one in findings(bare)] == ["clock `decision-time` has no legal basis"]
    assert told(("role: reviewer, basis: {source: act, article: art. 42}", "role: reviewer")) == [
        ("ZW808", "the extension of `decision-time` has no legal basis")
    ]
    assert told((f"experts: {{title: {W}, basis: {BASIS}}}", f"experts: {{title: {W}}}")) == [
        ("ZW808", "the ground `experts` of `decision-time` has no legal basis")
    ]  # fmt: skip


def test_a_refusal_without_notice_reason_or_remedy():
    refused = f"refused: {{title: {W}, result: refused, notice: {NOTICE}}}"
    assert told((refused, f"refused: {{title: {W}, result: refused}}")) == [("ZW809", "nobody is told of the end `refused`")]
    assert told(("to: refused, reason: true", "to: refused")) == [("ZW809", "`refuse` leads to `refused` without a reason")]
    assert ("ZW809", "there is nothing to be done against the end `not-accepted`") in told(
        ("in: [refused, not-accepted], to: decide", "in: refused, to: decide")
    )


def test_what_no_text_states_is_noted_with_the_office_to_ask():
    notes = findings(changed(
        SHOP, ("limit: 60 days", "unknown: {ask: office}"), ("amount: 300 CNY", "unknown: {ask: office}"),
        ("valid: 5 years", "unknown: {ask: office}"),
    ))  # fmt: skip
    assert [(one.code, one.severity, one.hint) for one in notes] == [("ZW810", Severity.NOTE, "ask `office`")] * 3


def test_a_place_that_nothing_leads_to():
    tasks, moves = f"{{hear: {{title: {W}, role: window}}}}", f"{{heard: {{title: {W}, to: decide}}}}"
    stage = f"hearing: {{title: {W}, tasks: {tasks}, moves: {moves}}}"
    assert told(("\nends:\n", f"\n  {stage}\nends:\n  lapsed: {{title: {W}, result: lapsed}}\n")) == [
        ("ZW811", "nothing leads to `hearing`"), ("ZW811", "nothing leads to `lapsed`"),
    ]  # fmt: skip


def test_a_circle_without_a_way_out_is_told_with_the_way_there():
    found = findings(changed(SHOP, ("to: intake, marks: [supplement]", "to: correct, marks: [supplement]")))
    said = "no way leads from `correct` to an end, only to `correct`; it is reached by: apply: submitted > intake: incomplete"
    assert [(one.code, one.message) for one in found] == [("ZW812", said)]
    assert (found[0].where.file, found[0].hint) == ("shop.yaml", "add an outcome that leads on to an end")
    assert SHOP.splitlines()[found[0].where.line - 1].strip() == f"title: {W}"


def test_a_circle_of_several_stages_without_a_way_out():
    found = told(
        ("unfit: {title: {en: word, zh: 词, ko: 말}, to: not-accepted", f"unfit: {{title: {W}, to: correct"),
        ("to: opinions, marks: [acceptance]", "to: correct, marks: [acceptance]"),
    )
    assert [said for code, said in found if code == "ZW812"] == [
        "no way leads from `apply` to an end, only to `intake`; it is reached by: `apply`",
        "no way leads from `intake` to an end, only to `correct`; it is reached by: apply: submitted",
        "no way leads from `correct` to an end, only to `intake`; it is reached by: apply: submitted > intake: incomplete",
    ]


def test_guards_that_may_leave_no_way_or_hide_one():
    assert told(("          - {to: granted}\n", "")) == [
        ("ZW813", "`grant` at `decide` has no way when no condition of it holds; it is reached by: "
                  "apply: submitted > intake: unfit > not-accepted: appeal"),
    ]  # fmt: skip
    assert ("ZW813", "the lines of `grant` behind `granted` are never looked at") in told(
        ("          - {to: granted}\n", "          - {to: granted}\n          - {to: withdrawn}\n")
    )


def test_a_stage_that_may_be_empty():
    found = told(("plan-opinion: {title: {en: word, zh: 词, ko: 말}, role: reviewer}",
                  f"plan-opinion: {{title: {W}, role: reviewer, when: {{field: turnover, over: 5 CNY}}}}"))  # fmt: skip
    assert [code for code, _ in found] == ["ZW814"]
    assert found[0][1].startswith("every task of `opinions` may fall away, and the case would wait for nobody")
    empty = told((f"tasks:\n      fee: {{title: {W}, role: applicant, fee: licence-fee}}", "tasks: {}"))
    assert ("ZW814", "`pay` has no tasks") in empty


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ((("decides: true", "decides: true, outcomes: [refuse, grant]"),), "no task of `decide` has the outcome `again`"),
        ((("most: 2", "most: 0"),), "`incomplete` may be taken no time at all"),
        ((("role: fire, when", "role: fire, decides: true, when"),), "a task of `opinions` decides beside others"),
        (
            (("role: fire, when: {field: has_kitchen, is: true}", "role: fire, outcomes: [against]"),
             (f"for: {{title: {W}, to: decide}}", f"for: {{title: {W}, to: granted}}")),
            "`for` is never taken at `opinions`: another task always gives an outcome that weighs more",
        ),
    ],
)  # fmt: skip
def test_an_outcome_that_nobody_brings_about(pairs, said):
    assert ("ZW815", said) in told(*pairs)


def test_an_outweighed_outcome_that_leads_where_the_others_lead_is_no_mistake():
    assert told(("role: fire, when: {field: has_kitchen, is: true}", "role: fire, outcomes: [against]")) == []


def test_a_task_whose_every_outcome_is_used_up_one_day():
    assert told(("to: intake, marks: [supplement]", "to: intake, most: 2, marks: [supplement]")) == [
        ("ZW816", "every outcome of `mend` has a `most`, after which nothing would be left to do at `correct`")
    ]


def test_a_circle_that_only_conditions_lead_out_of():
    line = "to: [{to: opinions, when: {field: has_kitchen, is: true}}, {to: correct}]"
    found = told((f"unfit: {{title: {W}, to: not-accepted, reason: true}}\n      complete: {{title: {W}, to: opinions,",
                  f"complete: {{title: {W}, {line},"))  # fmt: skip
    assert ("ZW816", "only conditions lead out of a circle at `intake`; it is reached by: apply: submitted") in found
    assert not [one for one in found if one[0] == "ZW812"]


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ((("    from: acceptance", "    from: lapsed"), more("ends", f"lapsed: {{title: {W}, result: lapsed}}")),
         "clock `decision-time` never starts"),
        ((("    to: [decision]", "    to: [lapsed]"), more("ends", f"lapsed: {{title: {W}, result: lapsed}}")),
         "clock `decision-time` can never be met"),
        ((("before: granted", "before: withdrawn"),), "the end `withdrawn` gives no certificate that could expire"),
    ],
)  # fmt: skip
def test_a_clock_that_cannot_run(pairs, said):
    assert ("ZW817", said) in told(*pairs)


#: Made procedures stand in no pack, take no care of remedies, and may have an outcome that another always outweighs.
UNTOLD = {"ZW804", "ZW809", "ZW811", "ZW815"}


def test_procedures_made_sound_have_no_errors():
    for seed in range(300):
        found = [one.code for one in lint(made_procedure(seed), KNOWN) if one.code not in UNTOLD]
        assert not found, seed


def long_chain(count, last):
    """A procedure of so many stages, one after the other."""
    stages = "".join(
        f"  s{n}: {{title: {W}, tasks: {{t{n}: {{title: {W}, role: window}}}}, moves: {{on: {{title: {W}, to: {to}}}}}}}\n"
        for n in range(count)
        for to in (f"s{n + 1}" if n + 1 < count else last,)
    )
    return f"""\
id: chain
title: {W}
version: "2026-11-22.1"
calendar: cn
roles:
  window: {{title: {W}, authority: office}}
stages:
{stages}ends:
  done: {{title: {W}, result: ended}}
"""


@pytest.mark.parametrize(("last", "expected"), [("done", {}), ("s0", {"ZW811": 1, "ZW812": MOST_FINDINGS - 1})])
def test_two_thousand_stages_are_looked_through_and_told_briefly(last, expected):
    procedure, _ = read(long_chain(2_000, last))
    found = lint(procedure, KNOWN)
    assert Counter(one.code for one in found) == expected
    assert max(map(len, (one.message for one in found)), default=0) < 400
