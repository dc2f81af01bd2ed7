"""Fetching from the public net: addresses checked, answers bounded, sites treated politely; and official texts."""
