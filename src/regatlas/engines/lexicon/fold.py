"""Folding of text for matching: one code point in, one code point out, so that spans need no map."""

from __future__ import annotations

from regatlas.engines.lexicon.traditional import SIMPLIFIED, TRADITIONAL

_TABLE = {
    **dict(zip(map(ord, TRADITIONAL), SIMPLIFIED, strict=True)),
    **{code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)},  # full-width digits
    **{code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))},  # full-width letters
    **dict.fromkeys(map(ord, "‘’‚‛′＇"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″＂"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–—―−－﹣"), "-"),
    **dict.fromkeys(map(ord, "\t\n\v\f\r\u0085\u00a0\u2002\u2003\u2009\u202f\u2028\u2029\u3000"), " "),
    0x0130: "i",  # the only code point whose lower case is two
}


def fold(text: str) -> str:
    """``text`` in lower case, with straight quotes, half-width letters and digits, plain hyphens and spaces,
    and Simplified characters.

    Full-width punctuation stays as it is: ；！？ end sentences. ``len(fold(text)) == len(text)``.
    """
    if text.isascii() and text.isprintable():
        return text.lower()
    return text.translate(_TABLE).lower()
