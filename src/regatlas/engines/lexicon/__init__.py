"""The engine ``lexicon.v1``: cue patterns over provisions, without a language model."""
