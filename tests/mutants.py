"""Does a small mistake in the meaning, the reader or the compiler make a test fail? Run with ``make mutants``."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[1]
SOURCE = Path("src/zonewright")
CONDITIONS = ("tests/conformance/test_conformance.py", "tests/conformance/test_cel.py")
MEANING = (*CONDITIONS, "tests/properties/test_learning.py", "tests/properties/test_plans.py")
SPELLING = ("tests/properties/test_spellings.py", *CONDITIONS, "tests/unit/test_values.py")
READING = (*CONDITIONS, "tests/unit/test_notation.py", "tests/unit/test_reading.py")
COMPILING = (
    *CONDITIONS,
    "tests/unit/test_checks.py",
    "tests/properties/test_plans.py",
    "tests/properties/test_ledgers.py",
)
DECIDING = ("tests/unit/test_decide.py",)
TICKING = ("tests/unit/test_clocks.py",)
LINTING = ("tests/unit/test_procedure_lint.py",)
CASES = ("tests/properties/test_cases_laws.py",)
MIGRATING = ("tests/unit/test_migration.py",)
ROWS = ("tests/unit/test_events_json.py",)
PROCEDURES = ("tests/unit/test_read_procedure.py",)
LAYOUTS = ("tests/unit/test_layout_score.py", "tests/unit/test_layout_fit.py")
LISTS = ("tests/unit/test_lists.py", "tests/properties/test_lists_laws.py")
REGISTERS = ("tests/unit/test_registers.py",)
DEADLINES = ("tests/conformance/test_deadlines.py",)
COUNTING = ("tests/unit/test_deadlines.py",)
AMOUNTS = ("tests/conformance/test_amounts.py", "tests/unit/test_benefits.py", "tests/properties/test_amounts.py")
PACKAGES = ("tests/unit/test_package.py", "tests/unit/test_entitlements.py")
NEAR = ("tests/unit/test_near.py", "tests/properties/test_near.py")
ASKING = ("tests/unit/test_questions.py", "tests/properties/test_questions.py")
CHANGES = ("tests/unit/test_nearest.py", "tests/properties/test_nearest.py")
BUDGETS = ("tests/unit/test_budget.py", "tests/properties/test_budget.py")
LAWS = ("tests/interpret/test_reading_laws.py",)
CUES = ("tests/interpret/test_cues_laws.py",)
TREES = (*LAWS, "tests/interpret/test_structure.py")
ANCHORS = ("tests/interpret/test_selectors.py",)
XML = (
    "tests/interpret/test_akoma_ntoso.py",
    "tests/properties/test_reading.py::test_a_document_out_of_akoma_ntoso_reads_the_same",
)
REVIEWS = ("tests/interpret/test_review.py",)
DECISIONS = ("tests/interpret/test_review_decisions.py",)
DRAFTS = (
    "tests/interpret/test_draft_laws.py",
    "tests/interpret/test_draft.py::test_figures_alone_never_make_eligible",
    "tests/interpret/test_draft.py::test_a_doubtful_figure_is_no_test",
    "tests/interpret/test_draft.py::test_each_comparator_becomes_its_test_with_examples_on_the_number",
    "tests/interpret/test_draft.py::test_two_bounds_on_one_thing_are_left_to_a_person",
)
DRAFTING = ("tests/interpret/test_draft_verb.py", "tests/interpret/test_draft_laws.py")
MODELS = ("tests/interpret/test_language_model_union.py",)
NAMING = (
    "tests/unit/test_concepts.py::test_the_longest_label_wins_and_the_words_of_the_text_are_kept",
    "tests/unit/test_concepts.py::test_a_word_inside_another_word_is_not_found",
    "tests/unit/test_concepts.py::test_a_faint_label_counts_only_in_a_list_or_as_a_trade",
    "tests/unit/test_concepts.py::test_a_silent_label_links_a_name_and_is_not_found_in_a_text",
)


class Mutant(NamedTuple):
    """One small mistake: where, what is replaced by what, why it would matter, and the tests that should notice."""

    file: str
    old: str
    new: str
    why: str
    tests: tuple[str, ...]


MUTANTS = (
    # the meaning
    Mutant(
        "conditions/judge.py", "truth_of(seen >= bound)", "truth_of(seen > bound)", "a threshold holds on the number", MEANING
    ),
    Mutant(
        "conditions/judge.py", "truth_of(seen < bound)", "truth_of(seen <= bound)", "`under` leaves the number out", MEANING
    ),
    Mutant(
        "conditions/judge.py",
        "if seen is None or isinstance(seen, Quantity):\n        return Truth.UNKNOWN\n    match op",
        "if seen is None or isinstance(seen, Quantity):\n        return Truth.FALSE\n    match op",
        "absence is not a no",
        MEANING,
    ),
    Mutant(
        "conditions/judge.py",
        "        if truth is Truth.TRUE:\n            return\n",
        "",
        "the first row that applies decides",
        MEANING,
    ),
    Mutant(
        "conditions/judge.py",
        "        if truth is not Truth.FALSE:\n            yield row",
        "        if truth is Truth.TRUE:\n            yield row",
        "a row that may apply counts",
        MEANING,
    ),
    Mutant(
        "conditions/judge.py",
        "return negate(any_of(truths))",
        "return any_of(truths)",
        "`none` is the contrary of `any`",
        MEANING,
    ),
    Mutant(
        "conditions/judge_time.py",
        "start < event <= until",
        "start <= event <= until",
        "the look-back leaves out its first day",
        MEANING,
    ),
    Mutant(
        "conditions/judge_time.py",
        "start <= breach < end",
        "start < breach < end",
        "a breach on the first day is a breach",
        MEANING,
    ),
    Mutant(
        "conditions/judge.py",
        "reversed(ends) if part.weight < 0 else ends",
        "ends",
        "a negative weight swaps the ends",
        MEANING,
    ),
    Mutant("conditions/judge.py", "([0] if part.many else [])", "[]", "nobody has to have one of the badges", MEANING),
    Mutant(
        "conditions/judge.py",
        "math.ceil((piece.start - value)",
        "math.floor((piece.start - value)",
        "a started step counts",
        MEANING,
    ),
    Mutant(
        "conditions/truth.py",
        "return found.pop() if len(found) == 1 else Truth.UNKNOWN",
        "return max(found, default=Truth.UNKNOWN)",
        "rows must agree",
        MEANING,
    ),
    Mutant(
        "conditions/truth.py",
        "sum(truth is not Truth.FALSE for truth in found) < n",
        "sum(truth is Truth.UNKNOWN for truth in found) < n",
        "true parts count towards n",
        MEANING,
    ),
    Mutant(
        "codes/classifications.py",
        "return None if target.code.startswith(code.code) else False",
        "return False",
        "a coarser code may lie inside",
        MEANING,
    ),
    Mutant(
        "codes/world.py",
        "return None if area in self._around(target)",
        "return False if area in self._around(target)",
        "a larger area may contain it",
        MEANING,
    ),
    Mutant(
        "schema/derive.py",
        "exacts[0] / exacts[1], units[0]",
        "exacts[1] / exacts[0], units[0]",
        "a ratio has a direction",
        MEANING,
    ),
    # the reader
    Mutant("conditions/read.py", "if low > high:", "if low < high:", "the ends of `between` stand in order", READING),
    Mutant(
        "conditions/read.py",
        'Includes(field.id, 1, (one,)) if word.text == "is" else Excludes(field.id, (one,))',
        "Includes(field.id, 1, (one,))",
        "`is_not` is the contrary of `is`",
        READING,
    ),
    Mutant("conditions/read.py", 'len(values) if word.text == "includes_all" else 1', "1", "all of them, not one", READING),
    Mutant("conditions/read_tables.py", "-(minus or 0)", "(minus or 0)", "`minus` takes points away", READING),
    Mutant(
        "conditions/read_tables.py",
        "return None if when is None else Band(when, None)",
        "return None",
        "`then: none` means no threshold",
        READING,
    ),
    Mutant(
        "schema/read.py",
        "if not quantity.unit and field.unit and field.unit not in COUNTS:",
        "if False:",
        "a number without its unit slips by ten thousand",
        READING,
    ),
    Mutant("notation/tree.py", "elif key.text in seen:", "elif False:", "a key that stands twice is a mistake", READING),
    Mutant("notation/tree.py", "event.start_mark.line + 1", "event.start_mark.line", "lines are counted from 1", READING),
    # numbers and days
    Mutant(
        "values.py",
        'part, stated = Fraction(found[1].replace(",", "")), True',
        "part, stated = Fraction(float(found[1].replace(',', ''))), True",
        "a number is never a float",
        SPELLING,
    ),
    Mutant(
        "values.py",
        "MYRIADS[mark], section + part, not stated",
        "MYRIADS[mark], part, not stated",
        "3千5百万 is one number",
        SPELLING,
    ),
    Mutant(
        "values.py",
        "while groups and groups[-1][0] < size:",
        "while groups and groups[-1][0] > size:",
        "2万亿 is 2 times 10^12",
        ("tests/unit/test_values.py",),
    ),
    Mutant(
        "values.py",
        "min(day.day, calendar.monthrange(year, month + 1)[1])",
        "min(day.day, 28)",
        "only short months are cut",
        SPELLING,
    ),
    Mutant(
        "values.py", "return self.scale / other.scale", "return other.scale / self.scale", "50 mu are more than 50 m2", SPELLING
    ),
    Mutant("values.py", "day < self.end", "day <= self.end", "`until` is the first day out", SPELLING),
    # the compiler
    Mutant(
        "compiler/rewrite.py",
        "case AtLeastN(n, parts) if n == len(parts):",
        "case AtLeastN(n, parts) if n <= len(parts):",
        "two of three are not all three",
        COMPILING,
    ),
    Mutant(
        "compiler/rewrite.py",
        "if isinstance(part, AnyOf) else (part,)",
        "if isinstance(part, AllOf | AnyOf) else (part,)",
        "`all` inside `any` stays whole",
        COMPILING,
    ),
    Mutant("compiler/plan.py", "AtLeastN(condition.n, ())", "AtLeastN(1, ())", "n is part of the step", COMPILING),
    Mutant(
        "matching/single.py",
        "for decided in (Truth.UNKNOWN, Truth.FALSE):",
        "for decided in (Truth.FALSE, Truth.UNKNOWN):",
        "one false part decides",
        COMPILING,
    ),
    Mutant(
        "compiler/index.py",
        "self.steps[bisect_right(self.bounds, seen) :]",
        "self.steps[bisect_left(self.bounds, seen) :]",
        "a threshold holds on the number in the plan too",
        COMPILING,
    ),
    Mutant(
        "compiler/index.py",
        "is isinstance(leaf, Excludes)",
        "is isinstance(leaf, Includes)",
        "`is` and `is_not` stay apart",
        COMPILING,
    ),
    Mutant(
        "compiler/index.py", "case Within(excepted=()) if", "case Within() if", "an exception is part of the test", COMPILING
    ),
    Mutant(
        "compiler/check_bands.py",
        "elif sum(not _is_default(row.when) for row in chosen) > 1",
        "elif sum(not _is_default(row.when) for row in chosen) > 2",
        "two rows must not claim one case",
        COMPILING,
    ),
    Mutant(
        "compiler/check_ledger.py",
        "return reached >= span.end",
        "return reached >= span.start",
        "a span must be cited whole",
        COMPILING,
    ),
    Mutant("packs/ledger.py", "elif span.start < reached:", "elif False:", "no character belongs to two spans", COMPILING),
    # amounts
    Mutant(
        "schema/fields.py",
        "(self.least is None or self.least <= number)",
        "(self.least is None or self.least < number)",
        "a fact on the bound of its field may be",
        AMOUNTS,
    ),
    Mutant(
        "schema/fields.py",
        "and (self.most is None or number <= self.most)",
        "",
        "a fact beyond its bounds leads out of the range told before",
        AMOUNTS,
    ),
    Mutant(
        "benefits/judge.py",
        "if not ranges or (not surely and not worth.by):",
        "if not ranges:",
        "where no case surely holds there may be nothing",
        AMOUNTS,
    ),
    Mutant(
        "benefits/judge.py",
        "            if finding.truth is not Truth.FALSE:\n                rows.append(row)",
        "            if finding.truth is Truth.TRUE:\n                rows.append(row)",
        "a case that may hold counts",
        AMOUNTS,
    ),
    Mutant(
        "benefits/judge.py",
        "            if finding.truth is Truth.TRUE:\n                break\n",
        "",
        "the first case that holds decides",
        AMOUNTS,
    ),
    Mutant(
        "benefits/judge.py",
        "            return Range(Fraction(0), range.high)",
        "            return range",
        "what may not be given begins at zero",
        AMOUNTS,
    ),
    Mutant(
        "benefits/judge.py",
        "if base.high is not None else _width(start, end)",
        "if base.high is not None else None",
        "a base without end fills a slice and no more",
        AMOUNTS,
    ),
    Mutant(
        "benefits/judge.py",
        "start = start if end is None else end",
        "start = Fraction(0)",
        "a slice begins where the one before it ends",
        AMOUNTS,
    ),
    Mutant(
        "benefits/judge.py",
        "number = None if factor is None else Fraction(seen.number) * factor",
        "number = Fraction(seen.number) * (factor or 1)",
        "dollars without a rate are not yuan",
        AMOUNTS,
    ),
    Mutant(
        "benefits/judge.py",
        "ANY if factor is None else point(factor)",
        "ZERO if factor is None else point(factor)",
        "money without a rate is not nothing",
        AMOUNTS,
    ),
    Mutant(
        "benefits/judge.py",
        "math.floor(number / size) * size",
        "math.ceil(number / size) * size",
        "a begun step is not a full one",
        AMOUNTS,
    ),
    Mutant(
        "benefits/judge.py",
        "low = max(Fraction(field.least or 0) * scale, Fraction(0))",
        "low = Fraction(field.least or 0) * scale",
        "an unknown fact is never below zero",
        AMOUNTS,
    ),
    Mutant(
        "benefits/judge.py",
        "            yield from self.unknown\n",
        "",
        "an amount that is not settled says for which fact it waits",
        AMOUNTS,
    ),
    Mutant(
        "benefits/ranges.py",
        "max(whole.low - part.high, Fraction(0))",
        "max(whole.low - part.low, Fraction(0))",
        "at the least, the most is taken away",
        AMOUNTS,
    ),
    Mutant(
        "benefits/ranges.py",
        "    if 0 in highs:\n        return Range(low, Fraction(0))\n",
        "",
        "nothing of anything is nothing",
        AMOUNTS,
    ),
    Mutant(
        "benefits/ranges.py",
        "min(ends) if ends else None)",
        "None if len(ends) < len(held) else min(ends))",
        "a cap holds a base without end",
        AMOUNTS,
    ),
    Mutant("benefits/ranges.py", "settled = max(number, Fraction(0))", "settled = number", "nothing is below zero", AMOUNTS),
    Mutant("benefits/payments.py", "due - timedelta(days=1)", "due", "in arrears is the last day of the year", AMOUNTS),
    Mutant(
        "benefits/payments.py",
        "year if self.line.in_arrears else year - 1",
        "year",
        "the first year begins on the first day",
        AMOUNTS,
    ),
    Mutant(
        "benefits/ranges.py",
        "total(other for at, (spot, other) in enumerate(steps) if spot is not None and (spot, at) < (place, number))",
        "ZERO",
        "a cap is used up by all payments before",
        AMOUNTS,
    ),
    Mutant(
        "benefits/ranges.py",
        "before = Range(known.low, total((known, *unplaced)).high)",
        "before = known",
        "a payment on a day not known may come first",
        AMOUNTS,
    ),
    Mutant(
        "benefits/payments.py", "if one.after}) > 1", "if one.after}) > 2", "30 days or a month: either may be longer", AMOUNTS
    ),
    Mutant(
        "benefits/payments.py",
        "rising(found, self.rounding.to_full)",
        "rising(found, self.rounding.apply)",
        "no way of rounding lifts a cap",
        AMOUNTS,
    ),
    Mutant(
        "benefits/payments.py",
        "(*_preference(options[place].range), -place)",
        "(*_preference(options[place].range), place)",
        "of equal options the first is told",
        AMOUNTS,
    ),
    Mutant(
        "benefits/payments.py",
        "return found.low, found.high is None, found.high or Fraction(0)",
        "return found.high is None, found.low, found.high or Fraction(0)",
        "what is surely more is better than what may be more",
        AMOUNTS,
    ),
    Mutant(
        "benefits/payments.py",
        "provided(product((found, point(share))), truth)",
        "product((found, point(share)))",
        "only a breach takes back",
        AMOUNTS,
    ),
    Mutant(
        "benefits/payments.py",
        "if truth is Truth.TRUE else found",
        "if truth is not Truth.FALSE else found",
        "what may go back has not gone yet",
        AMOUNTS,
    ),
    Mutant(
        "benefits/payments.py",
        "provided(share, released), released, one.says)",
        "share, released, one.says)",
        "a milestone that may not be reached may not pay",
        AMOUNTS,
    ),
    Mutant(
        "benefits/payments.py",
        "        steps = tuple(replace(step, range=rising(step.range, schedule.rounding.apply)) for step in steps)\n",
        "        steps = tuple(replace(step, range=rising(step.range, schedule.rounding.to_full)) for step in steps)\n",
        "each way of rounding is its own",
        AMOUNTS,
    ),
    Mutant(
        "benefits/payments.py",
        "for one in lines if one.line.unit == unit)",
        "for one in lines)",
        "things are never added to money",
        AMOUNTS,
    ),
    Mutant(
        "benefits/payments.py",
        "            for milestone in self.milestones:\n                yield from milestone.missing()\n",
        "",
        "a milestone is asked for",
        AMOUNTS,
    ),
    Mutant("codes/money.py", "if one.on <= on]", "if one.on < on]", "a rate holds from its day", AMOUNTS),
    Mutant(
        "codes/money.py",
        "direct.on >= opposite.on",
        "direct.on > opposite.on",
        "of two rates of a day the one as asked holds",
        AMOUNTS,
    ),
    Mutant(
        "codes/money.py", "1 / Fraction(opposite.rate)", "Fraction(opposite.rate)", "the opposite direction divides", AMOUNTS
    ),
    Mutant(
        "codes/money.py", "math.floor(number + Fraction(1, 2))", "math.ceil(number - Fraction(1, 2))", "a half goes up", AMOUNTS
    ),
    Mutant(
        "benefits/read.py", "        if found.number < 0:\n", "        if False:\n", "nothing is stated below zero", AMOUNTS
    ),
    Mutant(
        "benefits/read.py",
        "            elif start is not None and start > reached:\n",
        "            elif False:\n",
        "slices leave no gap",
        AMOUNTS,
    ),
    Mutant(
        "benefits/read.py",
        "canonical(most.quantity) < canonical(least.quantity)",
        "most.quantity.number < least.quantity.number",
        "a floor in mu and a cap in m2 are compared as areas",
        AMOUNTS,
    ),
    Mutant(
        "benefits/read.py",
        "if not is_nothing(part, self.schema)]",
        "if not isinstance(part, Nothing)]",
        "nothing fits money, in whatever braces",
        AMOUNTS,
    ),
    Mutant("benefits/read_amount.py", "if first != reached + 1:", "if first <= reached:", "years leave no gap", AMOUNTS),
    Mutant(
        "benefits/read_amount.py",
        "if shares and whole != 1:",
        "if shares and whole > 1:",
        "shares that come to less than all are a mistake",
        AMOUNTS,
    ),
    Mutant(
        "benefits/units.py",
        "canonical / (read_unit(unit) or ONE).scale",
        "canonical * (read_unit(unit) or ONE).scale",
        "40 % is not four thousandths",
        AMOUNTS,
    ),
    # packages, changes, near misses, questions
    Mutant(
        "matching/entitlements.py",
        "return Range(Fraction(0), found.high)",
        "return found",
        "what is not decided is not sure",
        PACKAGES,
    ),
    Mutant(
        "matching/entitlements.py",
        "kept = self.as_far_as_entitled(self.valuation.kept)",
        "kept = self.as_far_as_entitled(self.valuation.range)",
        "what surely goes back counts for nothing",
        PACKAGES,
    ),
    Mutant(
        "matching/best_package.py",
        "paid = left.get(number, one.full)",
        "paid = one.full",
        "a programme's cap holds for all payments together",
        PACKAGES,
    ),
    Mutant(
        "matching/best_package.py",
        "open_ones = tuple(one for one in found if one.measure.status != NOT_YET)",
        "open_ones = found",
        "what is only intended pays nothing",
        PACKAGES,
    ),
    Mutant(
        "matching/package.py",
        "if second.id in first.on_top_of or first.id in second.on_top_of:",
        "if second.id in first.on_top_of:",
        "on top of holds in both directions",
        PACKAGES,
    ),
    Mutant(
        "matching/package.py",
        "return offer.low, offer.high is None, 0 if offer.high is None else offer.high",
        "return offer.low, offer.high is not None, 0 if offer.high is None else offer.high",
        "no upper end is the highest",
        PACKAGES,
    ),
    Mutant(
        "matching/near.py",
        "if against[place] == 1 or (against[place] == 0 and place in jointed):",
        "if against[place] == 1:",
        "the plan passes over nothing that is a near miss",
        NEAR,
    ),
    Mutant(
        "matching/questions.py",
        "best = max(fields, key=lambda field: brought[field.id] / Fraction(self.efforts[field.answered_by]))",
        "best = max(fields, key=lambda field: brought[field.id])",
        "an officer's judgement is asked for last",
        ASKING,
    ),
    Mutant(
        "matching/nearest.py",
        "return Nearest(Outcome.IMPOSSIBLE if left_open.obstacle is None else Outcome.NOT_SOLVED, obstacle=left_open.obstacle)",
        "return Nearest(Outcome.IMPOSSIBLE, obstacle=left_open.obstacle)",
        "what was not searched to the end is not impossible",
        CHANGES,
    ),
    Mutant(
        "planning/draws.py",
        "sha256(repr((seed, enterprise, field, sample)).encode())",
        "sha256(repr((enterprise, field, sample)).encode())",
        "another seed draws otherwise",
        BUDGETS,
    ),
    # the interpreter: texts, rules, figures, drafts, a model, names of industries
    Mutant(
        "provisions/document.py",
        "while (block := self.blocks[block].parent) >= 0:",
        "while (block := self.blocks[block].parent) > 0:",
        "the first block stands over others too",
        LAWS,
    ),
    Mutant(
        "provisions/structure.py",
        "return frame.level >= level if frame.level",
        "return frame.level > level if frame.level",
        "a heading closes its like",
        TREES,
    ),
    Mutant(
        "provisions/structure.py",
        "parent = lead if frame.kind is BlockKind.ITEM else self._heading_over(len(self.stack) - 1)",
        "parent = self._heading_over(len(self.stack) - 1)",
        "an item hangs on its lead-in",
        TREES,
    ),
    Mutant(
        "provisions/names.py",
        'return name if count == 1 else self._once(f"{name}_{count}")',
        "return name",
        "a name is given once",
        TREES,
    ),
    Mutant(
        "provisions/numbering.py", "(digit or 1) * HAN_TENS[mark]", "(digit or 0) * HAN_TENS[mark]", "十二 is twelve", TREES
    ),
    Mutant(
        "provisions/numbering.py",
        'f"{value}-{branch}" if branch else str(value)',
        "str(value)",
        "第三条之二 is not 第三条",
        TREES,
    ),
    Mutant(
        "provisions/references.py",
        'target = "" if elsewhere else names.nearest',
        "target = names.nearest",
        "an article of another law is not ours",
        TREES,
    ),
    Mutant(
        "provisions/references.py",
        'if not inner and not ("p" in forms and value == "1"):',
        "if not inner:",
        "the first paragraph may be the article itself",
        TREES,
    ),
    Mutant(
        "provisions/selectors.py",
        "return first if first >= 0 and text.find(words, first + 1) < 0 else None",
        "return first if first >= 0 else None",
        "words that stand twice are nowhere",
        ANCHORS,
    ),
    Mutant(
        "provisions/selectors.py",
        "if text.startswith(exact, start):",
        "if start + len(exact) <= len(text):",
        "a place that lies is not believed",
        ANCHORS,
    ),
    Mutant(
        "provisions/akoma_ntoso.py",
        "parent = self._root if parent < 0 else parent",
        "pass",
        "everything stands under the title",
        XML,
    ),
    Mutant(
        "provisions/review.py", "            lost.append(decision)\n", "", "nothing that was decided is thrown away", REVIEWS
    ),
    Mutant(
        "provisions/review.py",
        "held[decision.item].pop()",
        "held[decision.item].clear()",
        "undoing takes back one decision",
        REVIEWS,
    ),
    Mutant(
        "provisions/review.py",
        "item.confidence, -item.stake, item.start",
        "item.confidence, item.stake, item.start",
        "money is looked at first",
        REVIEWS,
    ),
    Mutant("provisions/review.py", "return value + by", "return value", "places in an edit move with their words", REVIEWS),
    Mutant("provisions/review.py", "seen[stem] += 1", "seen[stem] = 1", "equal sentences are two items", REVIEWS),
    Mutant(
        "provisions/decisions_file.py",
        "number = Fraction(digits)",
        "number = Fraction(float(digits))",
        "a decided number is exact",
        DECISIONS,
    ),
    Mutant(
        "provisions/records.py",
        'if sound and found.sha256 == head["sha256"] and',
        "if sound and",
        "blocks belong to their text",
        LAWS,
    ),
    Mutant(
        "interpret/cues.py",
        "max(found, key=lambda one: one[:2])",
        "min(found, key=lambda one: one[:2])",
        "the weightiest rule speaks",
        CUES,
    ),
    Mutant(
        "interpret/cues.py",
        "(rule.weight, -span[0], rule, span)",
        "(rule.weight, span[0], rule, span)",
        "of equals the first speaks",
        CUES,
    ),
    Mutant("interpret/cues.py", "places = set(always)", "places = set[int]()", "a rule without a cue is asked", CUES),
    Mutant("interpret/cues.py", "if len(cue) >= width), 2)", "if len(cue) > width), 2)", "a short cue wakes its rule", CUES),
    Mutant(
        "interpret/cues.py",
        "enumerate((words, around.lead, *around.headings[:2]))",
        "enumerate((words, *around.headings[:2], around.lead))",
        "the lead-in comes before the headings",
        CUES,
    ),
    Mutant(
        "interpret/reading.py",
        'if lead is not None and (asked or own.evidence.rule.endswith("-none")):',
        "if False:",
        "an item inherits from its lead-in",
        LAWS,
    ),
    Mutant(
        "interpret/reading.py",
        "if label or found.kind in {BlockKind.HEADING, BlockKind.TITLE}:",
        "if label:",
        "headings stand over a provision",
        LAWS,
    ),
    Mutant(
        "interpret/reading.py",
        '(*told, "cut") if unit.end - unit.start > LONGEST_UNIT else tuple(told)',
        "tuple(told)",
        "what was not read to its end is told",
        LAWS,
    ),
    Mutant("interpret/zh/comparators.py", 'return ">" if strict else ">="', 'return ">="', "不含 leaves the number out", LAWS),
    Mutant("interpret/en/numerals.py", '"lakh": 10**5', '"lakh": 10**6', "a lakh is a hundred thousand", LAWS),
    Mutant("interpret/en/quantities.py", "and not _is_money(words, match, taken[name])", "", "USD 2000 is no year", LAWS),
    Mutant(
        "interpret/ko/figures.py",
        "value=years.value * 12 + months.value",
        "value=years.value * 10 + months.value",
        "a year has twelve months",
        LAWS,
    ),
    Mutant(
        "interpret/ko/figures.py",
        '("range_reversed",) if _larger(low.value, high.value) else ()',
        "()",
        "a range that runs backwards is told",
        LAWS,
    ),
    Mutant(
        "interpret/ko/printed.py",
        '"atmost": "<=", "below": "<"',
        '"atmost": "<=", "below": "<="',
        "미만 leaves the number out",
        LAWS,
    ),
    Mutant(
        "interpret/zh/segment.py",
        "for _ in range(2):",
        "for _ in range(0):",
        "a sentence in brackets is not cut",
        ("tests/interpret/test_zh_segment.py", *LAWS),
    ),
    Mutant(
        "interpret/draft_figures.py",
        '">=": "at_least", ">": "over"',
        '">=": "at_least", ">": "at_least"',
        "over leaves the number out",
        DRAFTS,
    ),
    Mutant(
        "interpret/draft_figures.py",
        "pack_unit(quantity) is not None and not _DOUBTFUL & set(quantity.flags)",
        "pack_unit(quantity) is not None",
        "a doubtful figure is no test",
        DRAFTS,
    ),
    Mutant(
        "interpret/draft_figures.py",
        "if measured[quantity.metric, quantity.unit, quantity.per] > 1:",
        "if measured[quantity.metric, quantity.unit, quantity.per] > 2:",
        "two bounds on one thing are left to a person",
        DRAFTS,
    ),
    Mutant(
        "interpret/draft_measures.py",
        '[*(bound.test for bound in tests), {"field": judged, "is": True}]',
        "[*(bound.test for bound in tests)]",
        "figures alone never make eligible",
        DRAFTS,
    ),
    Mutant(
        "interpret/draft_ledger.py",
        '            yield {"start": start, "end": first, **judged}\n',
        "            pass\n",
        "what stands before a test is in the ledger",
        DRAFTS,
    ),
    Mutant(
        "interpret/draft.py", "(day + timedelta(days=1)).isoformat()", "day.isoformat()", "a text holds on its last day", DRAFTS
    ),
    Mutant("interpret/draft_measures.py", "and provision.eid not in leads", "", "a lead-in is no measure of its own", DRAFTS),
    Mutant(
        "cli/draft.py",
        '(f"{name}.drafted" if name in beside else name)',
        "name",
        "a file edited by hand is left alone",
        DRAFTING,
    ),
    Mutant(
        "cli/draft.py",
        "write_text(folder / DRAFTED, _listed(hashes, known))",
        "write_text(folder / DRAFTED, _listed(hashes, {}))",
        "a killed draft is known as drafted",
        DRAFTING,
    ),
    Mutant(
        "interpret/model_quotes.py",
        "return tuple(spans)\n",
        "return tuple(spans[:1])\n",
        "a quote that stands twice is nowhere",
        MODELS,
    ),
    Mutant(
        "interpret/model_quotes.py",
        "if not cuts(text, first) and not cuts(text, last)]",
        "if not cuts(text, last)]",
        "a quote cuts no number",
        ("tests/interpret/test_language_model_quotes.py",),
    ),
    Mutant(
        "interpret/model_union.py",
        "figures[whole[0]] = self._differing(figures[whole[0]])",
        "figures[whole[0]] = replace(figures[whole[0]], value=told.value or 0)",
        "the value of the grammar stands",
        MODELS,
    ),
    Mutant(
        "interpret/model_union.py",
        "(self._sure(label) if label.value in both else label for label in labels)",
        "(self._sure(label) for label in labels if label.value in both)",
        "nothing of the rules is lost",
        ("tests/interpret/test_model_laws.py",),
    ),
    Mutant("codes/labels.py", "sorted(some, reverse=True)", "sorted(some)", "the longest label wins", NAMING),
    Mutant(
        "codes/labels.py",
        "if _runs_on(before, folded[start]) or _runs_on(folded[end - 1], after):",
        "if False:",
        "a Latin label does not stand inside a word",
        NAMING,
    ),
    Mutant("codes/concepts.py", "traded or not meaning[1])", "True)", "a faint label needs a trade or a list", NAMING),
    Mutant("codes/concepts.py", "if label not in concept.silent:", "if True:", "a silent label is not found in texts", NAMING),
    # procedures and cases
    Mutant(
        "cases/case.py",
        "case.times.get(taken, 0) + 1",
        "1",
        "how often a way was taken is counted",
        CASES,
    ),
    Mutant(
        "cases/case.py",
        "done=dict(event.kept)",
        "done={}",
        "what stands of an earlier round is kept",
        DECIDING,
    ),
    Mutant(
        "cases/case.py",
        "times[renamed] = times.get(renamed, 0) + count",
        "times[renamed] = count",
        "two stages that become one add up",
        MIGRATING,
    ),
    Mutant(
        "cases/case.py",
        "journal=tuple(_renamed(one, event) for one in case.journal)",
        "journal=case.journal",
        "clocks go over under their other name",
        MIGRATING,
    ),
    Mutant(
        "cases/decide.py",
        "    if on < case.on:\n",
        "    if on < case.since:\n",
        "no event lies before the last",
        DECIDING,
    ),
    Mutant(
        "cases/decide.py",
        "        if self.case.at != stage.id or task.id in self.case.done:\n",
        "        if self.case.at != stage.id:\n",
        "a task is done once a round",
        DECIDING,
    ),
    Mutant(
        "cases/decide.py",
        "if number is None or number < low or (high",
        "if number is None or (high",
        "a fee paid short differs",
        DECIDING,
    ),
    Mutant(
        "cases/decide.py",
        "        refusal = None if move.reason else self.owed(task, case)",
        "        refusal = None if task.decides else self.owed(task, case)",
        "a paper to follow is owed at the decision",
        DECIDING,
    ),
    Mutant(
        "cases/decide.py",
        "counts_from = started if clock.silence.since_start else min(ended, self.on)",
        "counts_from = min(ended, self.on)",
        "silence may count from the start",
        DECIDING,
    ),
    Mutant(
        "cases/decide.py",
        "cause=\"act\", of=act.id, marks=act.marks, counts_from=counts_from",
        "cause=\"silence\", of=act.id, marks=act.marks, counts_from=counts_from",
        "an act by silence is counted as the act",
        DECIDING,
    ),
    Mutant(
        "cases/decide.py",
        "        return clock if late is None else Refusal(Why.TOO_LATE, id, due=late)",
        "        return clock",
        "no stop and no extension after the last day",
        DECIDING,
    ),
    Mutant(
        "cases/possible.py",
        "case.times.get(taken, 0) >= most",
        "case.times.get(taken, 0) > most",
        "a way is taken as often as it may be",
        DECIDING,
    ),
    Mutant(
        "cases/possible.py",
        "if runs and runs[-1].runs and not runs[-1].expired",
        "if runs and runs[-1].runs",
        "silence is said once",
        DECIDING,
    ),
    Mutant(
        "cases/guards.py",
        "        elif held.truth is Truth.UNKNOWN:\n            unsure",
        "        elif held.truth is Truth.FALSE:\n            unsure",
        "an unknown guard leaves the stage waiting",
        DECIDING,
    ),
    Mutant(
        "cases/guards.py",
        "        if held.truth is Truth.UNKNOWN:\n            return held\n",
        "",
        "an unknown guard is not passed over",
        DECIDING,
    ),
    Mutant(
        "cases/guards.py",
        "day <= add_period(dated, kind.valid)",
        "day < add_period(dated, kind.valid)",
        "a paper counts on its last day",
        DECIDING,
    ),
    Mutant(
        "cases/leaving.py",
        "next(move for move in stage.moves if move.outcome in case.done.values())",
        "next(move for move in reversed(stage.moves) if move.outcome in case.done.values())",
        "the outcome that weighs most counts",
        DECIDING,
    ),
    Mutant(
        "cases/leaving.py",
        "    return tuple(kept.items()) if any(task.id in open_ids for task in still) else ()",
        "    return tuple(kept.items())",
        "where all would stand, all are asked again",
        CASES,
    ),
    Mutant(
        "cases/leaving.py",
        "- timedelta(days=1)",
        "",
        "the last day of a certificate",
        DECIDING,
    ),
    Mutant(
        "cases/clocks.py",
        "_begun(clock, case.since, procedure.start)",
        "_begun(clock, case.on, procedure.start)",
        "a clock from the first stage starts at the opening",
        TICKING,
    ),
    Mutant(
        "cases/clocks.py",
        "        if ends is None or stopped > ends.moment:\n",
        "        if ends is None:\n",
        "a stop after the end changes nothing",
        TICKING,
    ),
    Mutant(
        "cases/clocks.py",
        "    if course.standing and ends is None:\n",
        "    if course.standing:\n",
        "a clock that was over does not stand",
        TICKING,
    ),
    Mutant(
        "cases/clocks.py",
        "    if not isinstance(clock.starts, tuple):\n        return course.started\n",
        "",
        "a stated day is that day everywhere",
        TICKING,
    ),
    Mutant(
        "cases/clocks.py",
        "    if standing or not run.standing:\n",
        "    if not run.standing:\n",
        "a clock goes on with the last of its stops",
        TICKING,
    ),
    Mutant(
        "cases/lint_flow.py",
        "found = {to for to in leading if to not in procedure.stages} | set(procedure.ends)",
        "found = set(procedure.ends) | set(procedure.stages)",
        "a dead end is found",
        LINTING,
    ),
    Mutant(
        "cases/lint_flow.py",
        "if move.outcome in given and ranks[move.outcome] <= least",
        "if move.outcome in given",
        "an outweighed outcome is found",
        LINTING,
    ),
    Mutant(
        "cases/lint_flow.py",
        "            if not way and id not in found:\n",
        "            if id not in found:\n",
        "every way of a move leads to an end",
        LINTING,
    ),
    Mutant(
        "cases/lint_names.py",
        "from_ends & procedure.stages.keys() - by_moves",
        "from_ends & procedure.stages.keys()",
        "a remedy is a stage of its own",
        LINTING,
    ),
    Mutant(
        "cases/lint_names.py",
        "for mark in act.marks if mark != act.id",
        "for mark in ()",
        "the marks of acts are looked at",
        LINTING,
    ),
    Mutant(
        "cases/deadlines.py",
        "if self.whole_day else at >= self.moment",
        "if self.whole_day else at > self.moment",
        "a limit in hours is over at its minute",
        TICKING,
    ),
    Mutant(
        "cases/events_as_json.py",
        "    if found.tzinfo is not None:\n        raise ValueError(\"moments carry no zone\")\n",
        "",
        "moments carry no zone",
        ROWS,
    ),
    Mutant(
        "cases/possible.py",
        "return not runs or not runs[-1].runs or is_over(case, waited, runs[-1], rules, on) is None",
        "return False",
        "a task waits for its clock",
        DECIDING,
    ),
    Mutant(
        "cases/procedure.py",
        "return self.decides and (not self.deciding or outcome in self.deciding)",
        "return self.decides",
        "only the outcomes listed decide",
        DECIDING,
    ),
    Mutant(
        "cases/scenario.py",
        "    return None if own.failed else found\n",
        "    return found\n",
        "a scenario that was not read whole is not played",
        PROCEDURES,
    ),
    # deadlines
    Mutant(
        "cases/deadlines.py",
        "limit.count <= counting.in_hours_up_to",
        "limit.count < counting.in_hours_up_to",
        "five days are counted in hours",
        DEADLINES,
    ),
    Mutant(
        "cases/deadlines.py",
        "(included and calendar.is_working(start.date()))",
        "included",
        "a day of no work is no first day",
        DEADLINES,
    ),
    Mutant(
        "cases/deadlines.py",
        "budget.target + budget.gone(stop.started) - budget.gone(stop.stopped)",
        "budget.target",
        "what stood still is not counted",
        DEADLINES,
    ),
    Mutant(
        "cases/deadlines.py",
        ".toordinal() - counting.includes_first_day()",
        ".toordinal()",
        "a month with its first day ends a day earlier",
        DEADLINES,
    ),
    Mutant(
        "cases/calendar.py",
        "working_days >= since",
        "working_days > since",
        "from six days on the first day counts",
        COUNTING,
    ),
    # lists with validity and registers
    Mutant(
        "cases/lists_lines.py",
        "if taken > left.number:",
        "if taken >= left.number:",
        "the whole of a line may be used",
        LISTS,
    ),
    Mutant(
        "cases/lists_lines.py",
        "if returned > kept:",
        "if returned > use.taken:",
        "no more is given back than was kept",
        LISTS,
    ),
    Mutant(
        "cases/lists_lines.py",
        "if declaration in line.uses:",
        "if command.declaration in line.uses:",
        "one declaration counts once, however it is written",
        LISTS,
    ),
    Mutant(
        "cases/lists_lines.py",
        "return replace(line, raised=raised, changed=max(line.changed, event.on))",
        "return replace(line, raised=raised)",
        "a use may not be dated before the raise it needs",
        LISTS,
    ),
    Mutant(
        "cases/lists_lines.py",
        "Use(event.declaration, event.on, event.quantity.to(line.unit))",
        "Use(event.declaration, event.on, event.quantity.number)",
        "uses are counted in the unit of the line",
        LISTS,
    ),
    Mutant(
        "cases/lists_model.py",
        "<= on < self.until",
        "<= on <= self.until",
        "the first day out is out",
        LISTS,
    ),
    Mutant(
        "cases/lists_model.py",
        "Fraction(use.taken) - use.returned",
        "Fraction(use.taken)",
        "what was given back is there again",
        LISTS,
    ),
    Mutant(
        "cases/lists.py",
        "command.until > longest",
        "command.until >= longest",
        "the longest validity is allowed",
        LISTS,
    ),
    Mutant(
        "cases/lists_warnings.py",
        "and on >= subtract_period",
        "and on > subtract_period",
        "the warning comes on its day",
        LISTS,
    ),
    Mutant(
        "cases/registers.py",
        "max(starts) < min(ends)",
        "max(starts) <= min(ends)",
        "an entry may follow on the day another ends",
        REGISTERS,
    ),
    # layouts
    Mutant(
        "layout/score.py",
        "if total > limit:",
        "if total >= limit:",
        "a limit may be reached",
        LAYOUTS,
    ),
    Mutant(
        "layout/score.py",
        "meet and square < metres**2",
        "meet and square <= metres**2",
        "a distance may be kept to the metre",
        LAYOUTS,
    ),
    Mutant(
        "layout/score.py",
        "meet and square > rule.metres**2",
        "meet and square >= rule.metres**2",
        "those together may lie at the farthest",
        LAYOUTS,
    ),
    Mutant(
        "layout/score.py",
        "if not problem.plots[plot].shared else ()",
        "if problem.plots[plot].shared else ()",
        "a hall has one owner, a shared plot several",
        LAYOUTS,
    ),
    Mutant(
        "layout/score.py",
        "(id not in placed or ",
        "(id in placed and ",
        "who is locked and left out breaks the lock",
        LAYOUTS,
    ),
    Mutant(
        "layout/score.py",
        "present = [id for id in amounts if problem.occupants[id].stays.contains(day)]",
        "present = list(amounts)",
        "who is not there at the same time takes nothing away",
        LAYOUTS,
    ),
)


def run(tree: Path, tests: tuple[str, ...], *options: str) -> subprocess.CompletedProcess[str]:
    """The tests on a copy of the tree, as a fresh process that imports from the copy."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--no-header", *options, *tests]
    surroundings = {
        **os.environ,
        "PYTHONPATH": str(tree / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HYPOTHESIS_PROFILE": "mutants",
    }
    return subprocess.run(command, cwd=tree, env=surroundings, capture_output=True, text=True, check=False)


def failing_already(tree: Path) -> tuple[str, ...]:
    """Tests that fail on the tree as it stands: they prove nothing about a mutant and are left out."""
    every = tuple(dict.fromkeys(test for mutant in MUTANTS for test in mutant.tests))
    return tuple(re.findall(r"^(?:FAILED|ERROR) (\S+)", run(tree, every, "-rfE").stdout, re.MULTILINE))


def survives(tree: Path, mutant: Mutant, left_out: tuple[str, ...]) -> str:
    """How the mutant fared: ``killed``, ``SURVIVED``, or ``GONE`` when its text no longer stands in the file once."""
    path = tree / SOURCE / mutant.file
    whole = path.read_text(encoding="utf-8")
    if whole.count(mutant.old) != 1:
        return "GONE"
    path.write_text(whole.replace(mutant.old, mutant.new), encoding="utf-8")
    try:
        done = run(tree, mutant.tests, "-x", *(f"--deselect={test}" for test in left_out))
    finally:
        path.write_text(whole, encoding="utf-8")
    return {0: "SURVIVED", 1: "killed"}.get(done.returncode, f"no answer ({done.returncode})")


def fates_of(trees: list[Path], left_out: tuple[str, ...]) -> list[str]:
    """How each mutant fared, tried on as many trees at a time as there are."""
    free: Queue[Path] = Queue()
    for tree in trees:
        free.put(tree)

    def fate(mutant: Mutant) -> str:
        tree = free.get()
        try:
            return survives(tree, mutant, left_out)
        finally:
            free.put(tree)

    with ThreadPoolExecutor(len(trees)) as workers:
        return list(workers.map(fate, MUTANTS))


def main() -> int:
    """Try every mutant on copies of the tree; 1 when one survives or its text is gone."""
    started = time.monotonic()
    console = Console(width=160)
    table = Table("fate", "file", "what it breaks", box=None)
    with tempfile.TemporaryDirectory() as folder:
        trees = [Path(folder) / str(number) / "tree" for number in range(os.cpu_count() or 1)]
        unwanted = shutil.ignore_patterns(".git", "__pycache__", ".*cache*", ".hypothesis", ".venv", "out", "site")
        for tree in trees:
            shutil.copytree(ROOT, tree, ignore=unwanted)
        left_out = failing_already(trees[0])
        fates = fates_of(trees, left_out)
    for mutant, fate in zip(MUTANTS, fates, strict=True):
        table.add_row(fate, mutant.file, mutant.why)
    console.print(table)
    for test in left_out:
        console.print(f"left out, for it fails without any mutant: {test}")
    killed = fates.count("killed")
    console.print(f"{killed} of {len(MUTANTS)} mutants killed in {time.monotonic() - started:.0f} s")
    return int(killed < len(MUTANTS))


if __name__ == "__main__":
    sys.exit(main())
