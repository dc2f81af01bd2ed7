"""``/api/v1``: everything that the pages show, as JSON."""
