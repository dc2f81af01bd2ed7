"""How good an engine is: published codings to compare with, and the measures of agreement."""
