"""Regatlas: evidence-linked records of AI policy, made from the primary text."""

__version__ = "0.1.0"
