"""A compiler and a runtime for the policies of zones.

The pipe, left to right; each arrow is one public function:

    folder --load_pack--> Pack --compile_pack--> CompiledPack
    CompiledPack + facts --match_one--> matches with reasons
    Pack --ledger--> what becomes of every character of the text
"""

from zonewright.compiler.pipeline import compile_pack
from zonewright.errors import CompileError, InputError
from zonewright.matching.model import Match, Matches, Verdict
from zonewright.matching.single import match_one
from zonewright.packs.ledger import ledger
from zonewright.packs.load import load_pack
from zonewright.tables.profile import facts_of, read_profile

__all__ = [
    "CompileError",
    "InputError",
    "Match",
    "Matches",
    "Verdict",
    "compile_pack",
    "facts_of",
    "ledger",
    "load_pack",
    "match_one",
    "read_profile",
]
