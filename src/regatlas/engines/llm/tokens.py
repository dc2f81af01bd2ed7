"""How many tokens a text is, without the model's own tokenizer.

Three figures, because three questions are asked. What will it cost, about: :func:`estimated`. Does it fit the window
for sure: :func:`roomy`. What can it cost at most: :func:`at_most`, from which a hard limit is kept.
"""

from __future__ import annotations

import math
import re

_WIDE = re.compile(r"[\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\uff60\U00020000-\U0003ffff]")
_LATIN_CHARACTERS = 4.0
_SAFETY = 1.4


def estimated(text: str) -> int:
    """The likely number: one token for four letters of a Latin script, one for each ideograph."""
    wide = len(_WIDE.findall(text))
    return math.ceil(wide + (len(text) - wide) / _LATIN_CHARACTERS)


def roomy(text: str) -> int:
    """A number that hardly any tokenizer exceeds on prose: 1.4 times the estimate."""
    return math.ceil(estimated(text) * _SAFETY)


def at_most(text: str) -> int:
    """The number that no byte-level tokenizer exceeds: one token for each byte of UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))
