"""The constants of the lexicon engine, with what they mean and where they come from.

Places. One strong cue in an operative sentence is what a careful reader would accept as a quote for "this document
covers the category"; it weighs 1. Everything else weighs less, by how far it is from operative text.

The thresholds were chosen on the 21 documents of ``mit-governance-map/dev.jsonl`` whose texts are at hand, by two
figures together: recall of the subdomains named (.82), and how far the number of covered subdomains lies outside the
range stated (1.8 on average; without any growth with length more). ``benchmarks/bench_quality.py`` measures both.
"""

from __future__ import annotations

from typing import Literal

Place = Literal["operative", "plain", "definition", "preamble", "heading", "purpose", "exempt", "never"]

PLACE_WEIGHT: dict[Place, float] = {
    "operative": 1.0,
    "plain": 0.75,  # body text without an operative word: descriptions, tables, annexes
    "heading": 0.5,  # a heading announces a subject, but obliges no one
    "definition": 0.25,
    "preamble": 0.25,  # also recitals and findings
    "purpose": 0.25,
    "exempt": 0.25,  # what the text says it does not apply to
    "never": 0.0,  # table of contents, title, signature, citation of laws
}

WEAK_SHARE = 1 / 3
"""A weak cue against a strong one in the same place."""

PROVISION_CAP = 1.0
"""The most that one provision adds: ten mentions in one article are not ten articles."""

MINIMAL_AT = 0.5
"""Mass from which a short text touches a category: half of one strong cue in an operative sentence."""

LENGTH_UNIT = 25_000
"""Up to this reading length the threshold stays; beyond, chance mentions grow faster than what a text is about."""

LENGTH_POWER = 1.5
MAX_LENGTH_FACTOR = 5.0
"""The threshold grows with (length / unit) to the power, at most fivefold: 2.5 provisions of a law of any size."""

CHINESE_CHARACTER = 3
"""Reading length of a Chinese character in Latin ones: the Chinese texts and their translations in the corpus."""

GOOD_AT = 1.0
GOOD_FACTOR = 1.5
"""``good`` asks for a mass of ``GOOD_AT``, and of ``GOOD_FACTOR`` times the threshold of ``minimal``."""

GOOD_PROVISIONS = 2
"""Provisions with a strong cue in an operative sentence that ``good`` asks for."""

SUBJECT_CUES = 2
"""Distinct strong cues, or operative sentences with one, that make a category the subject of a provision."""

CONFIDENCE_SCALE = 2.0
"""Mass beyond a threshold at which confidence has gone 63 % of the way from its floor to its ceiling."""

PRESENCE_AT_V1 = 4.0
"""Where the untrained presence score fired in ``lexicon.v1``: .652 / .587 micro and macro F1 on AGORA's train part."""

PRESENCE_AT = 3.25
"""Where it fires in ``lexicon.v2``, by the rule of one standard error: cues were written with train at hand, and other
texts have fewer of them, so the lowest threshold is taken whose micro F1 on train lies within one standard error (.013,
bootstrap over documents) of the best (3.75, .652). It gives .641 / .579 on train."""

QUOTES = 3
QUOTE_LENGTH_LATIN = 360
QUOTE_LENGTH_CHINESE = 160
