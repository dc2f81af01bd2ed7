"""The web: a versioned API for programs and pages for people, both thin over ``app`` and ``pages``."""
