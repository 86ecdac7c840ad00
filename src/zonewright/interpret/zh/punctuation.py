"""ASCII marks behind Chinese characters are read as the Chinese marks they stand for, character for character."""

from __future__ import annotations

import re
from typing import Final

from zonewright.provisions.document import shadow

_MARK: Final = re.compile(r"(?<=[一-鿿）)”》%])[,;:?!](?=[\s一-鿿（(“《\d①-⑳]|$)|(?<=[一-鿿）)”》])\.(?=[\s一-鿿]|$)")
_MEANT: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}


def folded(text: str) -> str:
    """The shadow of a Chinese text with Chinese marks throughout.

    >>> folded("企业奖励5%,最高10万元;研发1,000元.")
    '企业奖励5%，最高10万元；研发1,000元。'
    """
    return _MARK.sub(lambda mark: _MEANT[mark[0]], shadow(text))
