"""Authored data: taxonomies, and the sample that the demonstration reads."""
