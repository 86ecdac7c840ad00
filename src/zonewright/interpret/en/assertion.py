"""Which verb of a sentence asserts: those of conditional and relative clauses are masked before modality is told."""

from __future__ import annotations

import re
from typing import Final

_TOKENS: Final = re.compile(
    r"\b(?:(?P<sub>where|if|when|whenever|unless|until|which|who|whom|whose|(?<!under )(?<!in )(?<!of )(?<!on )that|in "
    r"case|provided that|so long as|as long "
    r"as|once|wherever|after which|as soon as|in respect of which|as(?= (?:the [a-z]+ |it |they |he )?(?:may|shall|will|"
    r"can|is|are|has)\b))"
    r"|(?P<modal>(?:shall|may|must|should|will|can|could|would)(?: not)?|cannot)"
    r"|(?P<verb>is|are|has|have|had|was|were|does|do|fails?|commences?|makes?|meets?|holds?|invests?|employs?|engages?|"
    r"ceases?|closes?|falls?|goes|shifts?|intends?|wish(?:es)?|contravenes?|operates?|occurs?|exceeds?|reduces?|removes?|"
    r"owns?|complies|satisf(?:y|ies)|apply|applies|set up|sets up|establish(?:es)?|pass(?:es)?|join|purchase|rent|need|"
    r"obtain|carry|carries|fulfil))\b"
    r"|(?P<comma>,|;|:|-(?= ))",
    re.IGNORECASE,
)
_MODAL: Final = re.compile(r"(?:shall|may|must|should|will|can|could|would) ", re.IGNORECASE)
_SUBORDINATE: Final = re.compile(r"where|if |whe|unless|until|whi|who|that|case|so long|as |once", re.IGNORECASE)
_DETACHED: Final = frozenset(
    {"where", "if", "when", "whenever", "unless", "in case", "once", "wherever", "as soon as", "so long as", "as long as"}
)


def asserted(words: str) -> str:
    """The words with the modal verbs of subordinate clauses blanked, character for character.

    >>> asserted("Where the Board may refuse, the unit shall appeal.")
    'Where the Board     refuse, the unit shall appeal.'
    """
    if _MODAL.search(words) is None or _SUBORDINATE.search(words) is None:
        return words
    pending, masked, kept = "", [], 0
    for found in _TOKENS.finditer(words):
        match found.lastgroup:
            case "sub":
                pending = found.group().lower()
            case "comma":
                pending = "" if pending in _DETACHED else pending
            case "modal" if pending:
                masked.append(found.span())
                pending = ""
            case "modal":
                kept += 1
            case _:
                kept += not pending
                pending = ""
    if not kept or not masked:
        return words
    pieces, at = [], 0
    for start, end in masked:
        pieces += [words[at:start], " " * (end - start)]
        at = end
    return "".join([*pieces, words[at:]])
