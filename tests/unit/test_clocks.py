"""Clocks of cases: what starts, stops, lengthens, meets and drops them, and how they stand on a day."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from small_procedure import BASIS, SHOP, Story, W, at, changed, rules_of
from zonewright.cases.clocks import Condition, courses, due_of, view_of
from zonewright.cases.commands import Expire, Extend, Finish, Give, Note, Resume, State, Suspend, Take, Why
from zonewright.cases.deadlines import Limit, Stop
from zonewright.cases.events import Projected
from zonewright.cases.projection import project

SMALL = MappingProxyType({"has_kitchen": False, "turnover": 1, "shop_name": "Blue"})
SUBMIT = Finish("applicant", "", "submit", "submitted", give={"form": None, "floor-plan": None})
COMPLETE = Finish("window", "", "check", "complete")
INCOMPLETE = Finish("window", "", "check", "incomplete", "no scale")
SUPPLIED = Finish("applicant", "", "mend", "supplied")
PLANNED = Finish("reviewer", "", "plan-opinion", "for")
GRANT = Finish("reviewer", "", "decision", "grant")
REFUSE = Finish("reviewer", "", "decision", "refuse", "too narrow")
SUSPEND = Suspend("reviewer", "", "decision-time", "experts", "they are asked")
RESUME = Resume("reviewer", "", "decision-time")
EXTEND = Extend("reviewer", "", "decision-time", "many papers")
RULES = rules_of()


def with_clock(line, *pairs):
    """The rules with one more clock, called `time`."""
    return rules_of(changed(SHOP, ("\nfees:\n", f"\n  time: {{title: {W}, basis: {BASIS}, {line}}}\nfees:\n"), *pairs))


def view(story, clock, on):
    return view_of(story.case, story.rules.procedure.clocks[clock], story.rules, at(on))


def day(story, clock="time", on="31"):
    due = view(story, clock, on).due
    return None if due is None else str(due.day)


def accepted(rules=RULES, facts=SMALL):
    return Story(rules, facts=facts).does("02", SUBMIT).does("03", COMPLETE)


def test_a_clock_goes_its_way_from_not_started_to_met():
    story = Story(RULES, facts=SMALL)
    assert view(story, "decision-time", "02").condition is Condition.NOT_STARTED
    story.does("02", SUBMIT).does("03", COMPLETE)
    running = view(story, "decision-time", "25")
    assert (str(running.due.day), str(running.promised.day)) == ("2026-03-31", "2026-03-17")
    assert (running.condition, running.left) == (Condition.RUNNING, Limit(4, "working_day"))
    assert view(story, "decision-time", "26").condition is Condition.NEAR
    assert view(story, "decision-time", "31 23:59").condition is Condition.NEAR
    assert view(story, "decision-time", "2026-04-01").condition is Condition.OVER
    story.does("04", PLANNED).does("31 20:00", GRANT)
    assert view(story, "decision-time", "2026-05-01").condition is Condition.MET


def test_a_clock_that_was_met_after_its_last_day_was_missed():
    story = accepted().does("04", PLANNED).does("2026-04-01", GRANT)
    assert view(story, "decision-time", "2026-05-01").condition is Condition.MISSED


def test_a_clock_is_dropped_where_the_case_rests_before():
    story = accepted().does("04", Take("applicant", "", "withdraw"))
    assert view(story, "decision-time", "2026-05-01").condition is Condition.DROPPED


def test_a_clock_stops_by_hand_and_goes_on():
    story = accepted().does("05", SUSPEND)
    standing = view(story, "decision-time", "10")
    assert (standing.condition, standing.due, standing.left) == (Condition.STANDING, None, Limit(18, "working_day"))
    assert day(story.does("12", RESUME), "decision-time") == "2026-04-08"


def test_stopping_and_starting_on_one_day_changes_nothing():
    assert day(accepted().does("05 09:00", SUSPEND).does("05 16:00", RESUME), "decision-time") == "2026-03-31"


def test_an_extension_is_counted_on():
    assert day(accepted().does("31", EXTEND), "decision-time") == "2026-04-15"


def test_a_clock_from_the_first_stage_starts_when_the_case_is_opened():
    """Whatever is put on the file afterwards, the start stays where it was."""
    rules = with_clock("binds: applicant, limit: 10 days, from: apply, to: receipt")
    story = Story(rules, "02 10:00", SMALL)
    assert day(story) == "2026-03-12"
    story.does("05", Note("", "", "called"), Give("applicant", "", {"form": None}))
    assert day(story) == "2026-03-12"
    story.does("06", SUBMIT)
    assert view(story, "time", "31").course.started == at("02 10:00")


def test_a_clock_rests_in_stages():
    rules = with_clock("binds: window, limit: 10 working days, from: receipt, to: [acceptance], rests_in: [correct]")
    story = Story(rules, facts=SMALL).does("02", SUBMIT).does("04", INCOMPLETE)
    assert view(story, "time", "09").condition is Condition.STANDING
    assert view(story, "time", "09").left == Limit(8, "working_day")
    assert day(story.does("11", SUPPLIED)) == "2026-03-23"


def test_a_clock_that_starts_where_it_rests_stands_from_its_start():
    rules = with_clock("binds: window, limit: 5 days, from: apply, to: [acceptance], rests_in: [apply]")
    story = Story(rules, facts=SMALL)
    assert view(story, "time", "20").condition is Condition.STANDING
    assert day(story.does("20", SUBMIT)) == "2026-03-25"


def test_a_clock_that_stands_for_two_reasons_goes_on_with_the_last():
    grounds = f"grounds: {{experts: {{title: {W}, basis: {BASIS}}}}}"
    rules = with_clock(f"binds: window, limit: 10 days, from: receipt, to: [acceptance], rests_in: [correct], {grounds}")
    story = Story(rules, facts=SMALL).does("02", SUBMIT)
    story.does("03", Suspend("window", "", "time", "experts", "x")).does("05", INCOMPLETE)
    story.does("06", Resume("window", "", "time"))
    assert view(story, "time", "06").condition is Condition.STANDING
    assert day(story.does("09", SUPPLIED)) == "2026-03-18"
    assert view(story, "time", "09").course.stops == (Stop(at("03"), at("09")),)


def test_a_limit_that_was_over_before_the_stage_where_it_rests_stays_over():
    rules = with_clock("binds: window, limit: 5 days, promised: 3 days, from: receipt, to: [acceptance], rests_in: [correct]")
    late = Story(rules, facts=SMALL).does("02", SUBMIT).does("10", INCOMPLETE)
    assert (view(late, "time", "10").condition, day(late)) == (Condition.OVER, "2026-03-09")
    assert view(late.does("12", SUPPLIED).does("13", COMPLETE), "time", "13").condition is Condition.MISSED
    promised = Story(rules, facts=SMALL).does("02", SUBMIT).does("06", INCOMPLETE).does("07", SUPPLIED)
    seen = view(promised, "time", "07")
    assert (str(seen.due.day), str(seen.promised.day)) == ("2026-03-09", "2026-03-05")


def test_silence_counts_in_the_stage_where_a_clock_would_rest_had_it_not_been_over():
    rules = with_clock(
        "binds: applicant, limit: 5 days, from: receipt, to: [acceptance], rests_in: [correct], at_expiry: {act: withdraw}"
    )
    story = Story(rules, facts=SMALL).does("02", SUBMIT).does("10", INCOMPLETE)
    assert story.refused("11", SUPPLIED).why is Why.SILENCE_COUNTS
    assert story.does("11", Expire("", "", "time")).case.at == "withdrawn"


def test_a_clock_starts_anew_when_its_moment_comes_again():
    rules = with_clock("binds: window, limit: 5 days, from: [receipt, supplement], to: [acceptance]")
    story = Story(rules, facts=SMALL).does("02", SUBMIT).does("04", INCOMPLETE).does("06", SUPPLIED)
    assert len(courses(story.case, rules.procedure.clocks["time"], rules.procedure)) == 2
    assert day(story) == "2026-03-11"


def test_a_clock_without_a_limit_has_no_due_day():
    rules = with_clock("binds: window, unknown: {ask: office}, from: receipt, to: [acceptance]")
    seen = view(Story(rules, facts=SMALL).does("02", SUBMIT), "time", "2030-01-01")
    assert (seen.condition, seen.due, seen.left) == (Condition.RUNNING, None, None)


FROM_FACT = "binds: applicant, limit: 10 working days, from: {field: contract_on}, to: [acceptance]"


def test_a_clock_starts_on_the_day_that_a_fact_states():
    story = Story(with_clock(FROM_FACT), facts=SMALL)
    assert view(story, "time", "02").condition is Condition.NOT_STARTED
    story.does("05", State("applicant", "", {"contract_on": date(2026, 3, 2)}))
    assert day(story) == "2026-03-16"
    story.does("06", SUBMIT, COMPLETE)
    assert view(story, "time", "31").condition is Condition.MET


def test_a_clock_whose_day_is_yet_to_come_may_stop_and_be_met_before_it():
    grounds = f"grounds: {{experts: {{title: {W}, basis: {BASIS}}}}}"
    story = Story(with_clock(f"{FROM_FACT}, {grounds}"), facts={**SMALL, "contract_on": date(2026, 3, 16)})
    story.does("03", Suspend("applicant", "", "time", "experts", "x")).does("18", Resume("applicant", "", "time"))
    assert day(story) == "2026-04-01"
    story.does("18", State("applicant", "", {"contract_on": date(2026, 3, 30)}))
    assert day(story) == "2026-04-14"
    story.does("19", SUBMIT, COMPLETE)
    assert view(story, "time", "19").condition is Condition.MET


def test_a_stated_day_is_that_day_in_every_calendar():
    kr = ("\ncalendar: cn\n", "\ncalendar: kr\n")
    story = Story(with_clock(f"{FROM_FACT}, calendar: cn", kr), facts={**SMALL, "contract_on": date(2026, 3, 2)})
    assert day(story) == "2026-03-16"


def test_a_day_at_the_end_of_time_has_no_due_day_and_hinders_nothing():
    story = Story(with_clock(FROM_FACT), facts={**SMALL, "contract_on": date.max})
    assert view(story, "time", "02").due is None
    assert story.does("02", SUBMIT).case.at == "intake"


def test_a_clock_with_another_calendar_counts_in_its_own_time():
    rules = with_clock("binds: applicant, limit: 1 working day, from: receipt, to: [acceptance], calendar: kr, rule: general")
    assert day(Story(rules, facts=SMALL).does("04 22:59", SUBMIT)) == "2026-03-05"
    assert day(Story(rules, facts=SMALL).does("04 23:00", SUBMIT)) == "2026-03-06"
    hours = with_clock("binds: applicant, limit: 3 hours, from: receipt, to: [acceptance], calendar: kr")
    story = Story(hours, facts=SMALL).does("04 22:00", SUBMIT)
    assert view(story, "time", "04 22:00").due.moment == at("05 02:00")
    assert view(story, "time", "05 00:59").condition is Condition.RUNNING
    assert view(story, "time", "05 01:00").condition is Condition.OVER


def granted(rules=RULES, on="05"):
    return accepted(rules).does("04", PLANNED).does(on, GRANT)


def test_a_renewal_is_counted_back_from_the_end_of_the_certificate_and_starts_anew():
    story = granted()
    assert day(story, "renewal-time") == "2031-01-21"
    renew = Take("applicant", "", "renew")
    assert story.refused("2031-01-22", renew).why is Why.TOO_LATE
    story.does("2031-01-21", renew)
    assert view(story, "renewal-time", "2031-01-21").condition is Condition.MET
    story.does("2031-01-22", COMPLETE, PLANNED, Give("applicant", "", {"floor-plan": None}), GRANT)
    again = view(story, "renewal-time", "2031-01-22")
    assert (again.condition, again.due.day.year) == (Condition.RUNNING, 2036)


def test_a_certificate_of_unknown_length_has_no_day_to_renew():
    rules = rules_of(changed(SHOP, ("valid: 5 years", "unknown: {ask: office}")))
    assert view(granted(rules), "renewal-time", "2031-01-22").due is None


YEARLY = "binds: applicant, limit: 90 days, from: {each_year_end_after: granted}, to: [reported]"
REPORT = ("\nclocks:\n", f"\n  report: {{title: {W}, role: applicant, in: granted, to: granted, marks: [reported]}}\nclocks:\n")


def test_a_report_is_owed_after_each_end_of_a_year():
    story = granted(with_clock(YEARLY, REPORT))
    assert day(story) == "2027-03-31"
    story.does("2027-03-31", Take("applicant", "", "report"))
    assert day(story) == "2028-03-30"
    runs = courses(story.case, story.rules.procedure.clocks["time"], story.rules.procedure)
    assert [view.met is not None for view in runs] == [True, False]
    assert view(story, "time", "2028-04-01").condition is Condition.OVER


def test_a_yearly_clock_is_lengthened_like_any_other():
    extension = f"extension: {{by: 30 days, role: applicant, basis: {BASIS}}}"
    story = granted(with_clock(f"{YEARLY}, {extension}", REPORT)).does("2027-03-01", Extend("applicant", "", "time", "ill"))
    assert day(story) == "2027-04-30"
    assert story.refused("2027-03-01", Extend("applicant", "", "time", "ill")).why is Why.MOST_REACHED


LIMITS = [("0 working days", "2026-03-03"), ("1 month", "2026-04-03"), ("24 hours", "2026-03-04")]


@pytest.mark.parametrize(("limit", "due"), LIMITS)
def test_a_due_day_is_never_before_the_start(limit, due):
    rules = rules_of(changed(SHOP, ("limit: 20 working days", f"limit: {limit}")))
    assert day(accepted(rules), "decision-time", "03") == due


def test_a_later_version_of_a_calendar_moves_a_due_day_and_says_why():
    story = accepted()
    cn = RULES.calendars["cn"]
    off = replace(cn, version="2026-03-04.1", days_off={**cn.days_off, date(2026, 3, 31): W})
    later = replace(RULES, calendars={**RULES.calendars, "cn": off})
    moved = project(story.case, earlier=RULES, later=later, on=at("04"), reason="a holiday was announced")
    assert moved == (
        Projected(
            at("04"), "", "", "decision-time", "cn", cn.version, "2026-03-04.1",
            at("31T23:59:59"), at("2026-04-01T23:59:59"), "a holiday was announced",
        ),
    )  # fmt: skip
    assert project(story.case, earlier=RULES, later=RULES, on=at("04"), reason="none") == ()


def test_a_stop_that_lies_behind_the_due_day_of_an_earlier_calendar_hinders_nothing():
    """A clock that was stopped in time stays readable when a calendar takes days off away."""
    story = accepted().does("31", SUSPEND)
    cn = RULES.calendars["cn"]
    later = replace(RULES, calendars={"cn": replace(cn, working_weekends=cn.working_weekends | {date(2026, 3, 7)})})
    seen = view_of(story.case, RULES.procedure.clocks["decision-time"], later, at("31"))
    assert (seen.condition, str(seen.due.day)) == (Condition.OVER, "2026-03-30")


def test_every_run_of_a_refused_and_appealed_case_can_be_told():
    story = accepted().does("04", PLANNED).does("05", REFUSE).does("2026-05-06", Take("applicant", "", "appeal", "wide"))
    assert view(story, "appeal-time", "2026-05-06").condition is Condition.MET
    clock = RULES.procedure.clocks["appeal-time"]
    assert due_of(story.case, clock, courses(story.case, clock, RULES.procedure)[0], RULES).day == date(2026, 5, 6)


def test_a_clock_that_something_waits_for_is_not_missed_when_it_runs_out():
    """Isolation that lasted its days is no fault of anybody; an office that let its time pass is late."""
    silent = ("warn: 3 working days", "warn: 3 working days\n    at_expiry: {outcome: grant}")
    for waits, condition in ((False, Condition.MISSED), (True, Condition.MET)):
        task = ("role: reviewer, decides: true", "role: reviewer, decides: true, after: decision-time")
        rules = rules_of(changed(SHOP, silent, *((task,) if waits else ())))
        story = accepted(rules).does("04", PLANNED).does("2026-04-07", Expire("", "", "decision-time"))
        assert view(story, "decision-time", "2026-04-07").condition is condition
