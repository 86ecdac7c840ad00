"""The verb `package`: the best package of each enterprise, why the rest is left out, and when it pays."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from rich.progress import Progress
from rich.text import Text

from zonewright.cli.show import Printer
from zonewright.compiler.pipeline import compile_pack
from zonewright.matching.best_package import Package, best_package
from zonewright.matching.model import Verdict
from zonewright.matching.single import match_one
from zonewright.packs.load import load_pack
from zonewright.packs.model import Pack
from zonewright.report import words
from zonewright.report import words_of_money as of_money
from zonewright.report.as_json import package_as_json
from zonewright.report.explain import Explainer
from zonewright.report.money import MoneyTeller
from zonewright.tables.files import refuse
from zonewright.tables.profile import read_profiles
from zonewright.values import currencies


def package(arguments: Namespace, printer: Printer) -> int:
    """The best package of one enterprise, or of each row of a small table."""
    compiled = compile_pack(load_pack(arguments.pack))
    refuse_without_rate(compiled.pack, arguments)
    profiles = read_profiles(arguments.profile, compiled.pack.schema, on=arguments.on)
    teller = MoneyTeller(Explainer(compiled.pack, arguments.lang, {}))
    forms: list[dict[str, Any]] = []
    with Progress(console=printer.err, transient=True, disable=len(profiles) == 1) as progress:
        for profile in progress.track(profiles, description="packages"):
            found = best_package(match_one(compiled, profile.facts, on=arguments.on), currency=arguments.currency)
            name = profile.name.in_language(arguments.lang) if profile.name else ""
            if printer.as_json:
                forms.append({"name": name, **package_as_json(found)})
                continue
            printer.findings(profile.warnings)
            tell_package(printer, teller, found, name)
    if printer.as_json:
        head = {"pack": compiled.pack.zone.id, "version": compiled.pack.zone.version, "on": arguments.on.isoformat()}
        printer.json({**head, **forms[0]} if len(forms) == 1 else {**head, "packages": forms})
        return 0
    printer.line(words.SCREENING.in_language(arguments.lang), "dim")
    return 0


def refuse_without_rate(pack: Pack, arguments: Namespace) -> None:
    """Refuse to add up in a currency that no rate of the pack leads to: every sum would be open."""
    wanted = arguments.currency
    rates = pack.world.rates
    units = {line.unit for measure in pack.measures if measure.amount for line in measure.amount.lines} & currencies()
    lacking = sorted(unit for unit in units if wanted and rates.factor(unit, wanted, arguments.on) is None)
    if lacking:
        said = f"no rate leads from {', '.join(lacking)} to {wanted} on {arguments.on}"
        raise refuse("ZW405", said, arguments.pack / "rates.yaml", f"add the rate, or leave out `--currency {wanted}`")


def tell_package(printer: Printer, teller: MoneyTeller, found: Package, name: str) -> None:
    """A package on the terminal."""
    if name:
        printer.line(name, "bold underline")
    printer.line(teller.explainer.named(teller.say(of_money.BEST), teller.total(found)), "bold")
    printer.line(f"  {teller.proof(found)}", "dim")
    for one in found.taken:
        worth = teller.worth(one)
        title = one.measure.title.in_language(teller.language)
        style = "green" if one.match.verdict is Verdict.ELIGIBLE else "yellow"
        tail = "".join(f" · {told}" for told in (worth, teller.recoverable(one)) if told)
        printer.out.print(Text.assemble((f"  {teller.mark(one)} {title}", style), tail, (f"  {one.measure.id}", "dim")))
    _tell_others(printer, teller, found)
    for told in (teller.uncalculated(found), *teller.caps(found)):
        if told:
            printer.line(f"  {told}", "yellow")
    paid = tuple(teller.payments(found))
    if paid:
        printer.line(f"  {teller.say(of_money.PAYMENTS)}", "bold")
    for each in paid:
        payer = teller.say(of_money.PAID_BY, v=each.payer)
        note = f" · {each.note}" if each.note else ""
        printer.out.print(Text.assemble(f"    {each.due}  {each.amount}", (f"  {each.measure} · {payer}{note}", "dim")))
    printer.line()


def _tell_others(printer: Printer, teller: MoneyTeller, found: Package) -> None:
    """What is left out with the reason, and what cannot be applied for yet."""
    for one in found.left_out:
        why = teller.why_left_out(one, found)
        printer.out.print(Text.assemble((f"  ✗ {teller.title(one.id)}", "red"), f" · {why}", (f"  {one.id}", "dim")))
    if found.not_yet:
        titles = teller.joined(one.measure.title.in_language(teller.language) for one in found.not_yet)
        printer.line(f"  {teller.explainer.named(teller.say(of_money.NOT_YET), titles)}", "dim")
