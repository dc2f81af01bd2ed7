"""Figures that the project reports about itself: what it gets right and how fast, on real texts."""
