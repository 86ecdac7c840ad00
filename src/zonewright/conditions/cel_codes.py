"""Codes in CEL: below, elsewhere, and linked from another edition."""

from __future__ import annotations

from string import ascii_uppercase

from zonewright.codes.classifications import Link, Relation, section_of
from zonewright.conditions.cel_words import all_tests, among, any_test, negated, not_exact, quoted
from zonewright.values import Code


def is_firm(link: Link) -> bool:
    """Whether a link says where its code lies."""
    return link.relation in {Relation.SAME, Relation.INSIDE}


def _prefix(code: Code) -> str:
    return f"{code.scheme}@{code.edition}:"


def _letters(code: Code) -> tuple[str, ...]:
    """The sections of the code's edition."""
    return tuple(letter for letter in ascii_uppercase if section_of(Code(code.scheme, code.edition, letter)) == letter)


def _in_section(name: str, code: Code, letter: str) -> str:
    start = _prefix(code)
    divisions = [n for n in map("{:02}".format, range(100)) if section_of(Code(code.scheme, code.edition, n)) == letter]
    own = f"{name} == {quoted(start + letter)}"
    if not divisions:
        return own
    return any_test(
        (own, all_tests((f"{name} >= {quoted(start + divisions[0])}", f"{name} < {quoted(start + divisions[-1] + '~')}")))
    )


def below(name: str, target: Code) -> str:
    """The code in ``name`` is the target or below it, in one edition."""
    if target.code.isalpha():
        return _in_section(name, target, target.code) if target.code in _letters(target) else f"{name} == {quoted(target)}"
    return f"{name}.startsWith({quoted(target)})"


def inherits(name: str, source: Code) -> str:
    """The code in ``name`` is the linked one, or has its links from it."""
    if source.code in _letters(source):
        return _in_section(name, source, source.code)
    return f"{name} == {quoted(source)}" if len(source.code) == 1 else f"{name}.startsWith({quoted(source)})"


def elsewhere_than(name: str, code: Code) -> str:
    """The code in ``name`` is of the same edition and surely has nothing in common with this code."""
    start, home = _prefix(code), section_of(code)
    others = tuple(letter for letter in _letters(code) if home and letter != home)
    if code.code.isalpha():
        return any_test(_in_section(name, code, letter) for letter in others)
    if not code.code[0].isdigit():
        not_exact()
    coarser = tuple(start + code.code[:length] for length in range(1, len(code.code)))
    sections = among(name, tuple(start + letter for letter in others))
    below_it, letters = f"{name}.startsWith({quoted(code)})", f'{name}.matches(":[A-Za-z]+$")'
    digits = all_tests((negated(below_it), negated(among(name, coarser)), negated(letters)))
    return all_tests((f"{name}.startsWith({quoted(start)})", any_test((sections, digits))))
