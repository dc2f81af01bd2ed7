"""Engines: what a text says, by rules that any reader can follow."""
