"""Authored data: loaded from YAML, checked, every error with its file and line."""
