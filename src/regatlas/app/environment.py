"""Settings from the environment: a variable, or a file that it names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from regatlas.errors import BadArgument, reason_of


def setting(environment: Mapping[str, str], name: str) -> str | None:
    """The value of a variable, or what stands in the file that ``NAME_FILE`` names; None where neither is set.

    Secrets are better kept in files than in the environment, which other programs may see. An empty variable is one
    that is not set: units and compose files often have such. Raises :class:`BadArgument` for a file that cannot be
    read.
    """
    path = environment.get(f"{name}_FILE")
    if not path:
        return environment.get(name) or None
    try:
        return Path(path).read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "it is not text"
        what = f"the file of the setting cannot be read ({reason})"
        raise BadArgument(what, where=f"{name}_FILE={path}", hint="correct the path or its permissions") from error
