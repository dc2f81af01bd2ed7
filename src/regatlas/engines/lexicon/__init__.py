"""The engines ``lexicon.v2`` and ``lexicon.v1``: cue patterns over provisions, without a language model."""
