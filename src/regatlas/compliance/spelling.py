"""The nearest valid word to a wrong one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

_SEPARATORS = re.compile(r"[\s_\-./]+")
# Below this share of common letters a suggestion would only puzzle; "roles" to "role" has 0.89, "China" to "CN" 0.29.
_LEAST = 0.5


def nearest(word: str, valid: Mapping[str, tuple[str, ...]]) -> str | None:
    """The key of ``valid`` that ``word`` most likely means; None where nothing is near.

    The values are other names of each key, its labels for instance. Case and separators play no part.
    """
    asked = _folded(word)
    if not asked:
        return None
    scored = [
        (max(_likeness(asked, _folded(name)) for name in (key, *names)), -place, key)
        for place, (key, names) in enumerate(valid.items())
    ]
    best = max(scored, default=(0.0, 0, ""))
    return best[2] if best[0] >= _LEAST else None


def _folded(word: str) -> str:
    return _SEPARATORS.sub(" ", word.casefold()).strip()


def _likeness(asked: str, name: str) -> float:
    """From 0 to 1; the same words in another order, or all the words of one in the other, are near."""
    if not name:
        return 0.0
    plain = SequenceMatcher(None, asked, name, autojunk=False).ratio()
    mine, theirs = set(asked.split()), set(name.split())
    shared = len(mine & theirs) / len(mine | theirs)
    within = 0.75 if len(asked) > 1 and (asked in name or name in asked) else 0.0
    return max(plain, shared, within * (0.6 + 0.4 * min(len(asked), len(name)) / max(len(asked), len(name))))
