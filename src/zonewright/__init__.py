"""A compiler and a runtime for the policies of zones.

The pipe, left to right; each arrow is one public function:

    files --read_texts--> Documents --read_document--> Readings --draft_pack--> a draft pack
    folder --load_pack--> Pack --compile_pack--> CompiledPack
    CompiledPack + facts --match_one--> matches with reasons
    matches --best_package--> what to take together, what it is worth, when it pays
    a match --nearest_change--> the least that would have to change
    CompiledPack + facts --next_question--> what to ask next; --near_misses--> what fails by one condition
    Pack --ledger--> what becomes of every character of the text
    Pack --rules_of--> Rules; a command --decide--> events or a Refusal; events --apply--> Case
"""

from zonewright.cases.case import Case, apply, replay
from zonewright.cases.commands import Refusal, Rules
from zonewright.cases.decide import decide, open_case
from zonewright.cases.possible import possible
from zonewright.compiler.pipeline import compile_pack
from zonewright.errors import CompileError, InputError
from zonewright.interpret.draft import draft_pack
from zonewright.interpret.readers import read_texts
from zonewright.interpret.reading import read_document
from zonewright.matching.best_package import Package, best_package
from zonewright.matching.model import Match, Matches, Verdict
from zonewright.matching.near import NearMiss, near_misses
from zonewright.matching.nearest import Nearest, nearest_change
from zonewright.matching.questions import Question, next_question
from zonewright.matching.single import match_one
from zonewright.packs.ledger import ledger
from zonewright.packs.load import load_pack
from zonewright.packs.rules import rules_of
from zonewright.provisions.document import Document
from zonewright.provisions.model import Reading
from zonewright.tables.profile import facts_of, read_profile

__all__ = [
    "Case",
    "CompileError",
    "Document",
    "InputError",
    "Match",
    "Matches",
    "NearMiss",
    "Nearest",
    "Package",
    "Question",
    "Reading",
    "Refusal",
    "Rules",
    "Verdict",
    "apply",
    "best_package",
    "compile_pack",
    "decide",
    "draft_pack",
    "facts_of",
    "ledger",
    "load_pack",
    "match_one",
    "near_misses",
    "nearest_change",
    "next_question",
    "open_case",
    "possible",
    "read_document",
    "read_profile",
    "read_texts",
    "replay",
    "rules_of",
]
