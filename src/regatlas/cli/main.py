"""The command line."""

import sys


def run() -> None:
    """Run."""
    sys.exit(0)
