"""What sites ask of programs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.app.fetching.robots import read_robots

RULES = """
# for all
User-agent: *
Disallow: /inner/
Allow: /inner/law
Disallow: /*.bak$
Crawl-delay: 7

User-agent: regatlas
User-agent: otherbot
Disallow: /own
"""


def test_our_own_group_wins_over_the_one_for_all() -> None:
    robots = read_robots(RULES)
    assert not robots.allows("/own/page")
    assert robots.allows("/inner/page")
    assert robots.delay is None


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/", True), ("/inner/x", False), ("/inner/law.htm", True), ("/a/b.bak", False), ("/a/b.bak?x", True)],
)
def test_the_longest_pattern_decides(path: str, allowed: bool) -> None:
    robots = read_robots(RULES.replace("regatlas", "somebody"))
    assert robots.allows(path) is allowed
    assert robots.delay == 7.0


@pytest.mark.parametrize("text", ["", "<html>not found</html>", "Disallow: /", "User-agent: *\nDisallow:"])
def test_without_rules_for_us_everything_is_allowed(text: str) -> None:
    assert read_robots(text).allows("/law")


@given(st.text(), st.text())
def test_any_text_can_be_read(text: str, path: str) -> None:
    assert read_robots(text).allows(path) in {True, False}
