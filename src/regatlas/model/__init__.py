"""The nouns of Regatlas: immutable values without input, output or clock."""
