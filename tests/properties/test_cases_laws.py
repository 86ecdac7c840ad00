"""What holds of every case, whatever is asked of it: tried in a small world where due days and events collide."""

from collections import Counter, deque
from datetime import date, datetime, timedelta
from itertools import pairwise
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from procedures_made import SCHEMA as MADE_SCHEMA
from procedures_made import made_facts, made_procedure
from small_procedure import BASIS, SHOP, W, changed, rules_of
from zonewright.cases.calendar_file import shipped_calendars
from zonewright.cases.case import apply, replay
from zonewright.cases.clocks import courses, due_of, view_of
from zonewright.cases.commands import (
    Assign,
    Expire,
    Extend,
    Finish,
    Give,
    Note,
    Open,
    Refusal,
    Resume,
    Rules,
    State,
    Suspend,
    Take,
    Why,
)
from zonewright.cases.decide import decide, open_case
from zonewright.cases.events import Finished, Moved
from zonewright.cases.possible import possible
from zonewright.cases.procedure import FromFact
from zonewright.codes.world import World
from zonewright.values import Quantity

START = datetime(2026, 4, 2, 16)  # noqa: DTZ001  # the eve of a long weekend
#: The shop with limits of few days, silence, stops, and clocks in two calendars.
TIGHT = changed(
    SHOP,
    ("limit: 20 working days\n    promised: 10 working days", "limit: 3 working days\n    promised: 1 working day"),
    ("by: 10 working days", "by: 2 days, times: 2"),
    ("    warn: 3 working days\n", "    warn: 1 day\n    at_expiry: {outcome: grant}\n    rests_in: [opinions]\n"),
    ("limit: 60 days", "limit: 4 days"),
    ("valid: 5 years", "valid: 9 days"),
    ("limit: 30 working days, before", "limit: 2 working days, before"),
    ("\nacts:\n", f"\nacts:\n  lapse: {{title: {W}, role: window, in: correct, to: withdrawn}}\n"
                  f"  report: {{title: {W}, role: applicant, in: granted, to: granted, most: 2, marks: [reported]}}\n"),
    ("\nfees:\n", f"""
  mending:
    {{title: {W}, binds: applicant, limit: 2 days, from: correct, to: [supplement], at_expiry: {{act: lapse}}, basis: {BASIS}}}
  opening:
    {{title: {W}, binds: window, limit: 5 hours, from: apply, to: [acceptance], rests_in: correct, calendar: kr,
      basis: {BASIS}}}
  stated:
    title: {W}
    binds: reviewer
    limit: 2 working days
    from: {{field: contract_on}}
    to: [decision]
    rests_in: [intake]
    grounds: {{experts: {{title: {W}, basis: {BASIS}}}}}
    basis: {BASIS}
  yearly:
    {{title: {W}, binds: applicant, limit: 1 month, from: {{each_year_end_after: granted}}, to: [reported], basis: {BASIS}}}
fees:
"""),
)  # fmt: skip
RULES = rules_of(TIGHT)
SHOPS = st.fixed_dictionaries(
    {},
    optional={
        "has_kitchen": st.booleans(),
        "turnover": st.sampled_from((499_999, 500_000, 500_001)),
        "contract_on": st.sampled_from((date(2026, 4, 1), date(2026, 4, 7), date.max)),
    },
)
ROLES = st.sampled_from((*RULES.procedure.roles, ""))
TASKS = st.sampled_from([task.id for stage in RULES.procedure.stages.values() for task in stage.tasks])
OUTCOMES = st.sampled_from([move.outcome for stage in RULES.procedure.stages.values() for move in stage.moves])
CLOCKS = st.sampled_from(tuple(RULES.procedure.clocks))
PAPERS = MappingProxyType({"form": None, "floor-plan": None})
REASONS = st.sampled_from(("", "because"))
#: Commands of anybody about anything: most of them are refused.
ANYTHING = st.one_of(
    st.builds(Finish, ROLES, st.just(""), TASKS, OUTCOMES, REASONS, st.sampled_from(({}, PAPERS))),
    st.builds(Take, ROLES, st.just(""), st.sampled_from(tuple(RULES.procedure.acts)), REASONS),
    st.builds(Give, ROLES, st.just(""), st.just(PAPERS)),
    st.builds(State, ROLES, st.just(""), SHOPS),
    st.builds(Assign, ROLES, st.just(""), TASKS, st.just("Li")),
    st.builds(Suspend, ROLES, st.just(""), CLOCKS, st.just("experts"), REASONS),
    st.builds(Resume, ROLES, st.just(""), CLOCKS),
    st.builds(Extend, ROLES, st.just(""), CLOCKS, REASONS),
    st.builds(Expire, ROLES, st.just(""), CLOCKS),
    st.builds(Note, ROLES, st.just(""), st.just("called")),
)
#: How long after the last event: within the day, on the next days, over a weekend, and now and then much later.
PAUSES = st.sampled_from([timedelta(hours=hours) for hours in (0, 0, 1, 5, 24, 48, 96, 96, 144, 24 * 300)])
MOVES = st.lists(st.tuples(PAUSES, ANYTHING, st.integers(0, 9_999)), min_size=12, max_size=25)


def commands_of(option, reason="because"):
    """The commands that an option offers."""
    match option.kind:
        case "finish":
            fee = Quantity(300, "CNY")
            return [Finish(option.by, "", option.id, outcome, reason, {}, fee, "x") for outcome in option.outcomes]
        case "act":
            return [Take(option.by, "", option.id, reason)]
        case "suspend":
            return [Suspend(option.by, "", option.id, ground, reason) for ground in option.outcomes]
        case "resume":
            return [Resume(option.by, "", option.id)]
        case "extend":
            return [Extend(option.by, "", option.id, reason)]
        case _:
            return [Expire(option.by, "", option.id)]


def offered(case, on, rules=RULES):
    return [command for option in possible(case, on=on, rules=rules) for command in commands_of(option)]


def played(facts, moves, rules=RULES):
    """Every command with the case before it, its moment, and what came of it: one that is possible, or now and then any.

    Tasks are done more often than a case is withdrawn or a clock touched, so that cases come far.
    """
    holds = dict.fromkeys(PAPERS, START.date())
    first = open_case(Open("applicant", "", "cafe", facts, holds), on=START, rules=rules)
    events, on = list(first), START
    for pause, anything, number in moves:
        case, on = replay(events), on + pause
        every = offered(case, on, rules)
        tasks = [one for one in every if isinstance(one, Finish)]
        ran_out = [one for one in every if isinstance(one, Expire)]
        choice = ran_out or (tasks if tasks and number % 3 else every)
        command = choice[number % len(choice)] if choice and number % 5 else anything
        found = decide(case, command, on=on, rules=rules)
        yield case, command, on, found, tuple(events)
        if not isinstance(found, Refusal):
            events += found


@given(SHOPS, MOVES)
def test_replaying_the_events_gives_the_state_from_any_cut(facts, moves):
    for case, _, _, found, events in played(facts, moves):
        for cut in range(1, len(events)):
            went_on = replay(events[:cut])
            for event in events[cut:]:
                went_on = apply(went_on, event)
            assert went_on == case
        assert case.number == len(events)
        if not isinstance(found, Refusal):
            assert found
            assert all(event.on >= case.on for event in found)


@given(SHOPS, MOVES)
def test_the_same_command_twice_gives_the_same_events_and_a_refused_one_changes_nothing(facts, moves):
    for case, command, on, found, events in played(facts, moves):
        assert decide(case, command, on=on, rules=RULES) == found
        assert replay(events) == case


#: What an option may still lack: a fact, a paper.
LACKING = {Why.FACT_MISSING, Why.EVIDENCE_MISSING}


@given(SHOPS, MOVES)
def test_what_a_refusal_calls_possible_is_taken(facts, moves):
    for case, _, on, found, _ in played(facts, moves):
        if isinstance(found, Refusal) and found.why is not Why.EARLIER:
            assert found.possible == possible(case, on=on, rules=RULES)
            for option in found.possible:
                for command in commands_of(option):
                    tried = decide(case, command, on=on, rules=RULES)
                    assert not isinstance(tried, Refusal) or tried.why in LACKING, (command, tried)


@given(SHOPS, MOVES)
def test_what_is_taken_was_possible(facts, moves):
    for case, command, on, found, _ in played(facts, moves):
        if not isinstance(found, Refusal):
            options = {(option.kind, option.id): option for option in possible(case, on=on, rules=RULES)}
            match command:
                case Finish(task=task, outcome=outcome):
                    assert outcome in options["finish", task].outcomes
                case Take(act=act):
                    assert ("act", act) in options
                case Suspend() | Resume() | Extend() | Expire():
                    assert (type(command).__name__.lower(), command.clock) in options


@given(SHOPS, MOVES)
def test_nothing_is_decided_twice_without_a_way_back_in_between(facts, moves):
    for _, _, _, found, events in played(facts, moves):
        every = (*events, *(() if isinstance(found, Refusal) else found))
        decided = [number for number, event in enumerate(every) if isinstance(event, Finished) and event.decides]
        for first, second in pairwise(decided):
            assert any(isinstance(event, Moved) and event.to == "decide" for event in every[first:second])


@given(SHOPS, MOVES)
def test_no_way_is_taken_more_often_than_it_may_be(facts, moves):
    most = {act.id: act.most for act in RULES.procedure.acts.values()}
    most |= {f"{stage.id}/{move.outcome}": move.most for stage in RULES.procedure.stages.values() for move in stage.moves}
    for case, _, _, _, events in played(facts, moves):
        moved = (event for event in events if isinstance(event, Moved))
        times = Counter(event.of if event.cause == "act" else f"{event.left}/{event.of}" for event in moved)
        assert times == case.times
        assert all(most[taken] is None or count <= most[taken] for taken, count in times.items())


@given(SHOPS, MOVES)
def test_at_an_end_only_what_the_procedure_allows_is_taken(facts, moves):
    for case, command, _, found, _ in played(facts, moves):
        if case.at in RULES.procedure.ends and not isinstance(found, Refusal):
            allowed = isinstance(command, (Give, State, Note, Suspend, Resume, Extend, Expire))
            assert allowed or case.at in RULES.procedure.acts[command.act].stages


@given(SHOPS, MOVES)
def test_no_clock_is_due_before_it_starts_and_every_clock_can_be_read(facts, moves):
    for case, _, on, _, _ in played(facts, moves):
        for clock in RULES.procedure.clocks.values():
            view_of(case, clock, RULES, on)
            for run in courses(case, clock, RULES.procedure):
                due = due_of(case, clock, run, RULES)
                assert clock.before or due is None or due.moment >= run.started
                assert isinstance(clock.starts, FromFact) or run.met is None or clock.id == "yearly" or run.met >= run.started


@given(SHOPS, MOVES)
def test_a_stop_and_an_extension_never_bring_a_due_day_nearer(facts, moves):
    for case, command, _, found, _ in played(facts, moves):
        if isinstance(command, (Resume, Extend)) and not isinstance(found, Refusal):
            clock = RULES.procedure.clocks[command.clock]
            after = apply(case, found[0])
            due = due_of(after, clock, courses(after, clock, RULES.procedure)[-1], RULES)
            before = due_of(case, clock, courses(case, clock, RULES.procedure)[-1], RULES)
            assert before is None or due is None or due.moment >= before.moment


@given(SHOPS, SHOPS, MOVES)
def test_learning_a_fact_never_turns_a_way_that_was_taken(facts, more, moves):
    for case, command, on, found, _ in played(facts, moves):
        if isinstance(found, Refusal) or isinstance(command, State):
            continue
        learned = case._replace(facts={**more, **case.facts})
        again = decide(learned, command, on=on, rules=RULES)
        ways = [(event.left, event.to, event.of, event.marks) for event in found if isinstance(event, Moved)]
        if ways and "contract_on" not in more.keys() - case.facts.keys():
            assert not isinstance(again, Refusal)
            assert [(one.left, one.to, one.of, one.marks) for one in again if isinstance(one, Moved)] == ways


@given(SHOPS, MOVES)
def test_only_the_favourable_outcomes_of_an_earlier_round_stand(facts, moves):
    for case, _, _, found, _ in played(facts, moves):
        for event in () if isinstance(found, Refusal) else found:
            if isinstance(event, Moved) and event.kept:
                assert event.to == "opinions"
                assert all(case.outcomes.get(task) == outcome == "for" for task, outcome in event.kept)
                assert len(event.kept) < len(RULES.procedure.stages["opinions"].tasks)


# procedures of every kind

SEEDS = st.integers(0, 100_000)


def made_rules(seed):
    return Rules(made_procedure(seed), shipped_calendars(), MADE_SCHEMA, World(START.date()), {})


def reaches_an_end(case, on, rules):
    """Whether finishing tasks leads to an end, in whatever order and with whatever outcomes."""
    seen, waiting = set(), deque([case])
    while waiting and len(seen) < 400:
        here = waiting.popleft()
        if here.at in rules.procedure.ends:
            return True
        for command in offered(here, on, rules):
            found = decide(here, command, on=on, rules=rules) if isinstance(command, Finish) else None
            if isinstance(found, tuple):
                after = here
                for event in found:
                    after = apply(after, event)
                state = (after.at, tuple(sorted(after.done.items())), tuple(sorted(after.times.items())))
                if state not in seen:
                    seen.add(state)
                    waiting.append(after)
    return False


@given(SEEDS, SEEDS, st.lists(st.integers(0, 9_999), max_size=20))
def test_from_every_stage_of_a_sound_procedure_an_end_is_reached(seed, facts, numbers):
    rules = made_rules(seed)
    first = open_case(Open("applicant", "", "cafe", made_facts(facts)), on=START, rules=rules)
    case = replay(first)
    for number in numbers:
        choice = [one for one in offered(case, START, rules) if isinstance(one, (Finish, Take))]
        if not choice:
            break
        found = decide(case, choice[number % len(choice)], on=START, rules=rules)
        assert not isinstance(found, Refusal), found
        for event in found:
            case = apply(case, event)
        assert case.at in rules.procedure.ends or reaches_an_end(case, START, rules)
