"""Scope screening: is this document AI governance, and does it govern or only report."""
