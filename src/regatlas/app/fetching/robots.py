"""What a site asks of programs that fetch from it (robots.txt, RFC 9309)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

AGENT = "regatlas"
LARGEST = 512_000


@dataclass(slots=True)
class _Group:
    """The rules for some agents: allow or disallow with the pattern of a path, and the wait that is asked for."""

    agents: list[str] = field(default_factory=list)
    rules: list[tuple[bool, str]] = field(default_factory=list)
    delay: float | None = None


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site for us. ``delay`` are the seconds between requests that it asks for."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float | None = None

    def allows(self, path: str) -> bool:
        """Whether a path (with its query) may be fetched: the longest pattern decides, and allow wins a tie."""
        fitting = [(len(pattern), allow) for allow, pattern in self.rules if pattern and _fits(pattern, path)]
        return max(fitting, default=(0, True))[1]


EVERYTHING = Robots()
NOTHING = Robots(rules=((False, "/"),))


def read_robots(text: str) -> Robots:
    """The rules of a robots.txt for us: those of our own name, else those for all."""
    groups = _groups(text)
    own = [group for group in groups if any(agent in AGENT for agent in group.agents if agent != "*")]
    chosen = own or [group for group in groups if "*" in group.agents]
    delays = [group.delay for group in chosen if group.delay is not None]
    return Robots(tuple(rule for group in chosen for rule in group.rules), max(delays, default=None))


def _groups(text: str) -> list[_Group]:
    groups: list[_Group] = []
    naming = False
    for line in text.lstrip("\ufeff").splitlines():
        key, _, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            if not naming:
                groups.append(_Group())
            groups[-1].agents.append(value.lower())
        elif groups and key in {"allow", "disallow"}:
            groups[-1].rules.append((key == "allow", value))
        elif groups and key == "crawl-delay":
            groups[-1].delay = _seconds(value)
        naming = key == "user-agent" or (naming and not key)
    return groups


def _seconds(value: str) -> float | None:
    return float(value) if re.fullmatch(r"\d+(?:\.\d+)?", value) else None


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern with * (anything) and $ (the end) fits the beginning of a path; in linear time."""
    anchored = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, piece in enumerate(rest):
        if anchored and number == len(rest) - 1:
            return path.endswith(piece) and len(path) - len(piece) >= at
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not anchored or at == len(path)
