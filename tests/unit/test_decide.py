"""What is taken and what is refused: each reason once, with what is possible instead; and what each step leaves behind."""

from datetime import date
from types import MappingProxyType

import pytest

from small_procedure import BASIS, SHOP, Story, W, at, changed, rules_of
from zonewright.cases.case import replay
from zonewright.cases.commands import (
    Assign,
    Expire,
    Extend,
    Finish,
    Give,
    Note,
    Open,
    Option,
    Refusal,
    Resume,
    State,
    Suspend,
    Take,
    Why,
)
from zonewright.cases.decide import decide, open_case
from zonewright.cases.events import Assigned, Certified, Expired, Finished, Given, Moved, Noted, Notified, Registered, Told
from zonewright.errors import InputError
from zonewright.values import DateRange, Quantity

RULES = rules_of()
FORM = MappingProxyType({"form": None})
CLOCKS = ("decision-time", "appeal-time", "renewal-time")
PLAN = MappingProxyType({"floor-plan": None})
SUBMIT = Finish("applicant", "", "submit", "submitted", give=FORM)
COMPLETE = Finish("window", "", "check", "complete")
INCOMPLETE = Finish("window", "", "check", "incomplete", "no scale")
SUPPLIED = Finish("applicant", "", "mend", "supplied")
FIRE = Finish("fire", "", "fire-opinion", "for")
PLANNED = Finish("reviewer", "", "plan-opinion", "for")
GRANT = Finish("reviewer", "", "decision", "grant", give=PLAN)
REFUSE = Finish("reviewer", "", "decision", "refuse", "too narrow")
SMALL = MappingProxyType({"has_kitchen": False, "turnover": 500_000, "shop_name": "Blue"})
LARGE = MappingProxyType({"has_kitchen": True, "turnover": 500_001, "shop_name": "Blue"})


def submitted(facts=SMALL, rules=RULES):
    return Story(rules, facts=facts).does("02", SUBMIT)


def decided(outcome=GRANT, facts=SMALL, rules=RULES):
    story = submitted(facts, rules).does("03", COMPLETE).does("04", PLANNED)
    return (story.does("04", FIRE) if facts.get("has_kitchen") else story).does("05", outcome)


# the way to the end


def test_a_small_shop_is_granted_with_certificate_register_and_notice():
    story = decided()
    assert story.case.at == "granted"
    assert [type(event) for event in story.events[-4:]] == [Moved, Certified, Registered, Notified]
    assert story.told(Certified)[0].last_day == date(2031, 3, 4)
    entry = story.told(Registered)[0]
    assert (entry.register, dict(entry.columns)) == ("shops", {"shop_name": "Blue", "kind": "kitchen"})
    assert entry.in_force == DateRange(date(2026, 3, 5), date(2031, 3, 5))
    assert story.told(Notified)[0].role == "applicant"


def test_the_decision_makes_its_mark_by_itself():
    moved = decided().told(Moved)
    assert [one.marks for one in moved] == [("receipt",), ("acceptance",), (), ("decision",)]
    assert [one.decides for one in decided().told(Finished)] == [False, False, False, True]


def test_a_large_shop_with_a_kitchen_is_asked_by_fire_and_pays():
    story = decided(facts=LARGE)
    assert story.case.at == "pay"
    paid = Finish("applicant", "", "fee", "paid", paid=Quantity(300, "CNY"))
    assert story.does("06", paid).case.at == "granted"


def test_a_fact_that_was_never_stated_is_told_as_unknown_to_the_register():
    story = decided(facts={"has_kitchen": False, "turnover": 1})
    assert dict(story.told(Registered)[0].columns) == {"shop_name": None, "kind": "kitchen"}


# each reason for refusing


def why(refusal):
    return refusal.why, refusal.about, refusal.missing


def test_an_earlier_moment_is_refused():
    refusal = submitted().does("04", Note("", "", "called")).refused("03", COMPLETE)
    assert (refusal.why, refusal.about) == (Why.EARLIER, "2026-03-04 00:00:00")
    assert Option("finish", "check", "window", ("incomplete", "unfit", "complete")) in refusal.possible


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (Finish("window", "", "nothing", "complete"), (Why.UNKNOWN_TASK, "nothing", ())),
        (Finish("applicant", "", "mend", "supplied"), (Why.NOT_OPEN, "mend", ())),
        (Finish("applicant", "", "submit", "submitted"), (Why.NOT_OPEN, "submit", ())),
        (Finish("reviewer", "", "check", "complete"), (Why.NOT_YOUR_ROLE, "check", ("window",))),
        (Finish("", "", "check", "complete"), (Why.NOT_YOUR_ROLE, "check", ("window",))),
        (Finish("king", "", "check", "complete"), (Why.UNKNOWN_ROLE, "king", ("applicant", "window", "reviewer", "fire"))),
        (Finish("window", "", "check", "grant"), (Why.UNKNOWN_OUTCOME, "grant", ("incomplete", "unfit", "complete"))),
        (Finish("window", "", "check", "unfit"), (Why.REASON_MISSING, "unfit", ())),
        (Finish("window", "", "check", "unfit", "  "), (Why.REASON_MISSING, "unfit", ())),
        (Finish("window", "", "check", "complete", give={"diary": None}), (Why.UNKNOWN_EVIDENCE, "diary", ("diary",))),
        (Take("applicant", "", "flee"), (Why.NO_SUCH_ACT, "flee", ("withdraw", "appeal", "renew"))),
        (Take("applicant", "", "appeal"), (Why.NOT_HERE, "appeal", ())),
        (Take("window", "", "withdraw"), (Why.NOT_YOUR_ROLE, "withdraw", ("applicant",))),
        (Give("applicant", "", {"diary": None}), (Why.UNKNOWN_EVIDENCE, "diary", ("diary",))),
        (Give("applicant"), (Why.EVIDENCE_MISSING, "give", ())),
        (State("applicant", "", {"height": 3}), (Why.UNKNOWN_FACT, "height", ("height",))),
        (State("applicant"), (Why.UNKNOWN_FACT, "state", ())),
        (Assign("window", "", "nothing", "Li"), (Why.UNKNOWN_TASK, "nothing", ())),
        (Assign("reviewer", "", "decision", "Li"), (Why.NOT_OPEN, "decision", ())),
        (Assign("reviewer", "", "check", "Li"), (Why.NOT_YOUR_ROLE, "check", ("window",))),
        (Assign("window", "", "check", " "), (Why.REASON_MISSING, "check", ())),
        (Note("", "", " "), (Why.REASON_MISSING, "note", ())),
        (Open("applicant"), (Why.NOT_HERE, "open", ())),
        (Suspend("reviewer", "", "no-clock"), (Why.UNKNOWN_CLOCK, "no-clock", CLOCKS)),
        (Suspend("reviewer", "", "decision-time", "experts", "x"), (Why.CLOCK_NOT_RUNNING, "decision-time", ())),
        (Extend("reviewer", "", "decision-time", "x"), (Why.CLOCK_NOT_RUNNING, "decision-time", ())),
        (Extend("applicant", "", "appeal-time", "x"), (Why.NO_EXTENSION, "appeal-time", ())),
        (Expire("", "", "no-clock"), (Why.UNKNOWN_CLOCK, "no-clock", CLOCKS)),
        (Expire("", "", "decision-time"), (Why.CLOCK_NOT_RUNNING, "decision-time", ())),
    ],
)
def test_at_intake_it_is_refused(command, expected):
    refusal = submitted().refused("02", command)
    assert why(refusal) == expected
    assert refusal.possible == (
        Option("finish", "check", "window", ("incomplete", "unfit", "complete")),
        Option("act", "withdraw", "applicant"),
    )


def test_unknown_facts_and_papers_do_not_open_a_case():
    opened = open_case(Open("applicant", "", "cafe", {"height": 3}), on=at("02"), rules=RULES)
    assert opened == Refusal(Why.UNKNOWN_FACT, "height", ("height",))
    opened = open_case(Open("applicant", "", "cafe", {}, {"diary": date(2026, 1, 1)}), on=at("02"), rules=RULES)
    assert opened == Refusal(Why.UNKNOWN_EVIDENCE, "diary", ("diary",))


def test_a_task_waits_for_its_papers():
    story = Story(RULES, facts=SMALL)
    assert why(story.refused("02", Finish("applicant", "", "submit", "submitted"))) == (
        Why.EVIDENCE_MISSING, "submit", ("form",),
    )  # fmt: skip
    assert story.does("02", Give("applicant", "", FORM), Finish("applicant", "", "submit", "submitted")).case.at == "intake"


def test_a_paper_handed_in_before_is_not_asked_again():
    story = Story(RULES, facts=SMALL, form=date(2020, 1, 1)).does("02", Finish("applicant", "", "submit", "submitted"))
    assert story.case.at == "intake"


def test_a_paper_to_follow_is_owed_when_its_task_is_done_and_counts_to_its_last_day():
    story = submitted().does("03", COMPLETE).does("04", PLANNED)
    grant = Finish("reviewer", "", "decision", "grant")
    assert why(story.refused("05", grant)) == (Why.EVIDENCE_MISSING, "decision", ("floor-plan",))
    held = Story(RULES, facts=SMALL, **{"floor-plan": date(2025, 12, 5)}).does("02", SUBMIT).does("03", COMPLETE)
    held.does("04", PLANNED)
    assert why(held.refused("06", grant)) == (Why.EVIDENCE_MISSING, "decision", ("floor-plan",))
    assert held.does("05", grant).case.at == "granted"


def test_a_refusal_needs_its_reason_and_no_paper():
    story = submitted().does("03", COMPLETE).does("04", PLANNED)
    assert why(story.refused("05", Finish("reviewer", "", "decision", "refuse"))) == (Why.REASON_MISSING, "refuse", ())
    assert story.does("05", REFUSE).case.at == "refused"


@pytest.mark.parametrize(
    ("paid", "expected"),
    [
        (None, Why.FEE_MISSING),
        (Quantity(299, "CNY"), Why.FEE_DIFFERS),
        (Quantity(301, "CNY"), Why.FEE_DIFFERS),
        (Quantity(300, "KRW"), Why.FEE_DIFFERS),
        (Quantity(300, "mu"), Why.FEE_DIFFERS),
        (Quantity(300, "nothing"), Why.FEE_DIFFERS),
    ],
)
def test_the_fee_is_paid_to_the_cent(paid, expected):
    refusal = decided(facts=LARGE).refused("06", Finish("applicant", "", "fee", "paid", paid=paid))
    assert (refusal.why, refusal.about) == (expected, "licence-fee")


def test_a_fee_that_no_text_states_takes_any_amount():
    rules = rules_of(changed(SHOP, ("amount: 300 CNY", "unknown: {ask: office}")))
    story = decided(facts=LARGE, rules=rules)
    assert why(story.refused("06", Finish("applicant", "", "fee", "paid"))) == (Why.FEE_MISSING, "licence-fee", ())
    assert story.does("06", Finish("applicant", "", "fee", "paid", paid=Quantity(7, "CNY"))).case.at == "granted"


def test_a_return_is_offered_as_often_as_it_may_be_taken():
    story = submitted().does("03", INCOMPLETE, SUPPLIED, INCOMPLETE, SUPPLIED)
    refusal = story.refused("03", INCOMPLETE)
    assert why(refusal) == (Why.MOST_REACHED, "incomplete", ())
    assert refusal.possible[0] == Option("finish", "check", "window", ("unfit", "complete"))


def test_a_guard_on_an_unknown_fact_is_never_guessed():
    story = submitted(facts={"has_kitchen": False}).does("03", COMPLETE).does("04", PLANNED)
    assert why(story.refused("05", GRANT)) == (Why.FACT_MISSING, "grant", ("turnover",))
    assert story.does("05", State("applicant", "", {"turnover": 500_000}), GRANT).case.at == "granted"


def test_a_stage_is_not_left_while_it_is_unknown_whether_a_task_is_there():
    story = submitted(facts={"turnover": 1}).does("03", COMPLETE).does("04", PLANNED)
    assert story.case.at == "opinions"
    assert why(story.refused("04", FIRE)) == (Why.FACT_MISSING, "fire-opinion", ("has_kitchen",))
    without = Story(RULES, facts={"turnover": 1}).does("02", SUBMIT).does("03", COMPLETE).does("04", PLANNED)
    assert without.does("05", State("applicant", "", {"has_kitchen": False})).case.at == "decide"
    assert story.does("05", State("applicant", "", {"has_kitchen": True})).case.at == "opinions"
    assert story.does("05", FIRE).case.at == "decide"


def test_a_task_that_fell_away_is_not_open():
    story = submitted(facts=SMALL).does("03", COMPLETE)
    assert why(story.refused("04", FIRE)) == (Why.NOT_OPEN, "fire-opinion", ())


def test_a_task_is_done_once_a_round():
    story = submitted(facts=LARGE).does("03", COMPLETE).does("04", PLANNED)
    assert why(story.refused("04", PLANNED)) == (Why.NOT_OPEN, "plan-opinion", ())


def test_an_end_takes_what_the_procedure_allows_and_nothing_else():
    story = decided()
    assert why(story.refused("06", GRANT)) == (Why.CLOSED, "granted", ())
    assert why(story.refused("06", Take("applicant", "", "withdraw"))) == (Why.NOT_HERE, "withdraw", ())
    assert story.does("06", Note("", "", "called"), Give("applicant", "", FORM)).case.at == "granted"
    assert (len(story.told(Noted)), len(story.told(Given))) == (1, 3)


def test_an_act_after_its_clock_is_too_late():
    story = decided(REFUSE)
    appeal = Take("applicant", "", "appeal", "it is wide")
    late = story.refused("2026-05-07", appeal)
    assert (late.why, late.about, late.due) == (Why.TOO_LATE, "appeal", at("2026-05-06T23:59:59"))
    assert Option("act", "appeal", "applicant") not in late.possible
    assert why(story.refused("2026-05-06", Take("applicant", "", "appeal"))) == (Why.REASON_MISSING, "appeal", ())
    story.does("2026-05-06 23:00", appeal)
    assert story.case.at == "decide"
    assert [event.text for event in story.told(Noted)] == ["it is wide"]


def test_an_act_is_taken_as_often_as_it_may_be_and_a_decision_follows_each():
    story = decided(REFUSE).does("06", Take("applicant", "", "appeal", "it is wide"), REFUSE)
    assert why(story.refused("07", Take("applicant", "", "appeal", "it is wide"))) == (Why.MOST_REACHED, "appeal", ())
    assert [one.outcome for one in story.told(Finished) if one.decides] == ["refuse", "refuse"]


def test_a_task_of_another_procedure_names_its_case():
    rules = rules_of(changed(SHOP, ("fee: {title: {en: word, zh: 词, ko: 말}, role: applicant, fee: licence-fee}",
                                    f"fee: {{title: {W}, role: applicant, opens: other}}")))  # fmt: skip
    story = decided(facts=LARGE, rules=rules)
    assert why(story.refused("06", Finish("applicant", "", "fee", "paid"))) == (Why.CASE_MISSING, "other", ())
    story.does("06", Finish("applicant", "", "fee", "paid", case="cafe-2"))
    assert story.told(Finished)[-1].case == "cafe-2"


def test_a_task_is_handed_to_a_person_until_the_stage_is_left():
    story = submitted().does("02", Assign("window", "Wang", "check", "Li"))
    assert (story.told(Assigned)[0].to, dict(story.case.assigned)) == ("Li", {"check": "Li"})
    assert not story.does("03", COMPLETE).case.assigned
    assert Story(RULES).refused("02", Assign("applicant", "", "submit", "Li")).why is Why.NOT_YOUR_ROLE


# opinions in rounds


def in_a_second_round(again, first, facts=LARGE):
    rules = rules_of(changed(SHOP, ("again: open", f"again: {again}")))
    story = submitted(facts, rules).does("03", COMPLETE).does("04", *first)
    return story.does("05", Finish("reviewer", "", "decision", "again", "unclear"))


AGAINST = Finish("fire", "", "fire-opinion", "against")


def open_now(story):
    return [option.id for option in story.refused("05", Finish("", "", "nothing")).possible if option.kind == "finish"]


def test_in_a_later_round_every_task_is_asked_again():
    assert open_now(in_a_second_round("all", (AGAINST, PLANNED))) == ["fire-opinion", "plan-opinion"]


def test_in_a_later_round_the_favourable_outcome_stands():
    story = in_a_second_round("open", (AGAINST, PLANNED))
    assert open_now(story) == ["fire-opinion"]
    assert story.told(Moved)[-1].kept == (("plan-opinion", "for"),)
    assert story.does("05", FIRE).told(Moved)[-1].of == "for"


def test_where_all_would_stand_all_are_asked_again():
    assert open_now(in_a_second_round("open", (FIRE, PLANNED))) == ["fire-opinion", "plan-opinion"]


def test_what_only_a_task_that_fell_away_leaves_open_is_asked_again():
    story = submitted(LARGE).does("03", COMPLETE).does("04", AGAINST, PLANNED)
    story.does("05", State("applicant", "", {"has_kitchen": False}), Finish("reviewer", "", "decision", "again", "unclear"))
    assert open_now(story) == ["plan-opinion"]


def test_the_outcome_that_weighs_most_counts():
    for first in ((AGAINST, PLANNED), (PLANNED, AGAINST)):
        story = submitted(LARGE).does("03", COMPLETE).does("04", *first)
        assert story.told(Moved)[-1].of == "against"


# silence

SILENT = changed(
    SHOP,
    ("    warn: 3 working days\n", "    warn: 3 working days\n    at_expiry: {outcome: grant}\n"),
    ("{evidence: floor-plan, by: decision}", "licence"),
)
BACKDATED = changed(SILENT, ("{outcome: grant}", "{outcome: grant, since: start}"))
EXPIRE = Expire("", "", "decision-time")


def waiting(text, facts=SMALL):
    return submitted(facts, rules_of(text)).does("03 09:00", COMPLETE).does("04", PLANNED)


def test_silence_counts_once_the_last_day_has_passed_and_then_nothing_else_does():
    story = waiting(SILENT)
    assert story.refused("31 23:59", EXPIRE).why is Why.NOT_YET
    grant = Finish("reviewer", "", "decision", "grant")
    refusal = story.refused("2026-04-01", grant)
    assert (refusal.why, refusal.about, refusal.due) == (Why.SILENCE_COUNTS, "decision-time", at("31T23:59:59"))
    assert [option.kind for option in refusal.possible] == ["act", "expire"]
    assert story.refused("2026-04-01", Assign("reviewer", "", "decision", "Li")).why is Why.SILENCE_COUNTS
    story.does("2026-04-03", EXPIRE)
    assert story.case.at == "granted"
    assert story.told(Expired)[0].due == at("31T23:59:59")
    assert story.told(Finished)[-1].silent
    assert story.told(Moved)[-1].moment == at("31T23:59:59")
    assert story.told(Moved)[-1].cause == "silence"


def test_silence_may_count_from_the_start_of_the_clock():
    story = waiting(BACKDATED).does("2026-04-03", EXPIRE)
    assert story.told(Moved)[-1].moment == at("03 09:00")
    assert story.told(Certified)[0].last_day == date(2031, 3, 2)


def test_silence_does_not_count_where_the_stage_knows_no_such_outcome():
    story = submitted(LARGE, rules_of(SILENT)).does("03", COMPLETE).does("04", PLANNED)
    refusal = story.refused("2026-04-03", EXPIRE)
    assert refusal.why is Why.NOT_HERE
    assert [option.kind for option in refusal.possible] == ["finish", "act"]


def test_silence_guesses_no_fact():
    story = waiting(SILENT, {"has_kitchen": False})
    assert why(story.refused("2026-04-03", EXPIRE)) == (Why.FACT_MISSING, "grant", ("turnover",))


def test_silence_is_no_way_round_the_number_of_times():
    text = changed(
        SHOP,
        ("    warn: 3 working days\n", "    warn: 3 working days\n    at_expiry: {outcome: again}\n"),
        ("to: opinions, reason: true", "to: opinions, most: 1"),
        ("    to: [decision]\n", "    to: granted\n"),
        ("{evidence: floor-plan, by: decision}", "licence"),
    )
    story = waiting(text).does("05", Finish("reviewer", "", "decision", "again"), PLANNED)
    assert story.refused("2026-04-03", EXPIRE).why is Why.NOT_HERE


LAPSE = changed(
    SHOP,
    ("\nclocks:\n", f"""
  lapse: {{title: {W}, role: window, in: correct, to: withdrawn, most: 1}}
clocks:
  mending-time:
    {{title: {W}, binds: applicant, limit: 5 days, from: correct, to: [supplement], at_expiry: {{act: lapse}}, basis: {BASIS}}}
"""),
)  # fmt: skip


def test_silence_may_take_an_act():
    story = submitted(rules=rules_of(LAPSE)).does("03", INCOMPLETE)
    assert story.refused("10", SUPPLIED).why is Why.SILENCE_COUNTS
    story.does("10", Expire("", "", "mending-time"))
    assert (story.case.at, story.case.times["lapse"]) == ("withdrawn", 1)
    assert story.told(Moved)[-1].moment == at("09T23:59:59")


def test_silence_is_said_once():
    text = changed(LAPSE, (f"lapse: {{title: {W}, role: window, in: correct, to: withdrawn, most: 1}}",
                           f"lapse: {{title: {W}, role: window, in: correct, to: correct}}"),
                   ("from: correct, to: [supplement]", "from: receipt, to: [supplement]"))  # fmt: skip
    story = submitted(rules=rules_of(text)).does("03", INCOMPLETE).does("10", Expire("", "", "mending-time"))
    assert story.refused("10", Expire("", "", "mending-time")).why is Why.CLOCK_NOT_RUNNING
    assert story.does("10", SUPPLIED).case.at == "intake"


# clocks touched by hand

SUSPEND = Suspend("reviewer", "", "decision-time", "experts", "they are asked")
RESUME = Resume("reviewer", "", "decision-time")
EXTEND = Extend("reviewer", "", "decision-time", "many papers")


def test_a_clock_is_stopped_with_its_ground_by_its_role_and_goes_on():
    story = submitted().does("03", COMPLETE)
    assert story.refused("04", Suspend("window", "", "decision-time", "experts", "x")).why is Why.NOT_YOUR_ROLE
    assert why(story.refused("04", Suspend("reviewer", "", "decision-time", "rain", "x"))) == (
        Why.NO_SUCH_GROUND, "rain", ("experts",),
    )  # fmt: skip
    assert story.refused("04", Suspend("reviewer", "", "decision-time", "experts")).why is Why.REASON_MISSING
    assert story.refused("04", RESUME).why is Why.CLOCK_RUNNING
    assert story.does("04", SUSPEND).refused("04", SUSPEND).why is Why.CLOCK_NOT_RUNNING
    assert story.does("05", RESUME).refused("05", RESUME).why is Why.CLOCK_RUNNING


def test_a_clock_is_lengthened_once_with_a_reason_and_not_after_its_last_day():
    story = submitted().does("03", COMPLETE)
    assert story.refused("31", Extend("reviewer", "", "decision-time", " ")).why is Why.REASON_MISSING
    assert story.refused("31", Extend("window", "", "decision-time", "x")).why is Why.NOT_YOUR_ROLE
    assert story.refused("2026-04-01", EXTEND).why is Why.TOO_LATE
    assert story.does("31 23:59", EXTEND).refused("31 23:59", EXTEND).why is Why.MOST_REACHED
    assert story.refused("2026-04-16", SUSPEND).why is Why.TOO_LATE


# the fold


def test_events_without_their_opening_are_refused():
    for events in ([], decided().events[1:]):
        with pytest.raises(InputError) as told:
            replay(events)
        assert [one.code for one in told.value.diagnostics] == ["ZW860"]


def test_what_is_told_and_given_is_kept_with_who_told_it():
    story = submitted().does("02", State("window", "Li", {"turnover": 9}), Give("window", "", {"form": date(2026, 2, 1)}))
    assert story.case.facts["turnover"] == 9
    assert story.case.evidence["form"] == date(2026, 2, 1)
    assert (story.told(Told)[0].by, story.told(Told)[0].actor) == ("window", "Li")


def test_the_same_command_twice_leads_to_the_same_events():
    case = submitted().case
    assert decide(case, COMPLETE, on=at("03"), rules=RULES) == decide(case, COMPLETE, on=at("03"), rules=RULES)


# what has to wait

WAITING = changed(
    SHOP,
    ("role: reviewer, decides: true", "role: reviewer, decides: true, after: quiet"),
    ("\nfees:\n", f"""
  quiet: {{title: {W}, binds: reviewer, limit: 5 days, from: acceptance, to: [decision], basis: {BASIS}}}
fees:
"""),
)  # fmt: skip


def test_a_task_waits_until_its_clock_has_run_out():
    story = submitted(rules=rules_of(WAITING)).does("03", COMPLETE).does("04", PLANNED)
    refusal = story.refused("09 12:00", GRANT)
    assert (refusal.why, refusal.about, refusal.missing) == (Why.NOT_YET, "decision", ("quiet",))
    assert refusal.due == at("09T23:59:59")
    assert [option.id for option in refusal.possible if option.kind == "finish"] == []
    assert story.does("10", GRANT).case.at == "granted"


def test_an_act_waits_until_its_clock_has_run_out():
    text = changed(LAPSE, ("in: correct, to: withdrawn, most: 1", "in: correct, to: withdrawn, after: mending-time"),
                   (", at_expiry: {act: lapse}", ""))  # fmt: skip
    story = submitted(rules=rules_of(text)).does("03", INCOMPLETE)
    lapse = Take("window", "", "lapse")
    assert story.refused("09", lapse).why is Why.NOT_YET
    assert "lapse" not in {option.id for option in story.refused("09", lapse).possible}
    assert story.does("10", lapse).case.at == "withdrawn"


def test_what_waits_for_a_clock_does_not_come_once_the_clock_was_met():
    text = changed(LAPSE, ("in: correct, to: withdrawn, most: 1", "in: open, to: withdrawn, after: mending-time"),
                   (", at_expiry: {act: lapse}", ""))  # fmt: skip
    story = submitted(rules=rules_of(text)).does("03", INCOMPLETE).does("04", SUPPLIED)
    assert story.refused("2026-04-10", Take("window", "", "lapse")).why is Why.NOT_YET


def test_only_the_outcomes_that_are_listed_decide():
    rules = rules_of(changed(SHOP, ("decides: true", "decides: [refuse, grant]")))
    story = submitted(rules=rules).does("03", COMPLETE).does("04", PLANNED)
    story.does("05", Finish("reviewer", "", "decision", "again", "unclear"))
    assert (story.told(Moved)[-1].marks, story.told(Finished)[-1].decides) == ((), False)
    story.does("06", PLANNED, GRANT)
    assert (story.told(Moved)[-1].marks, story.told(Finished)[-1].decides) == (("decision",), True)


def test_an_act_that_leads_to_where_the_case_stands_asks_nothing_again():
    note = f"\n  inspect: {{title: {W}, role: window, in: opinions, to: opinions, marks: [inspected]}}\nclocks:\n"
    story = submitted(LARGE, rules_of(changed(SHOP, ("\nclocks:\n", note)))).does("03", COMPLETE).does("04", FIRE)
    assert dict(story.does("04", Take("window", "", "inspect")).case.done) == {"fire-opinion": "for"}
    assert story.does("04", PLANNED).case.at == "decide"
