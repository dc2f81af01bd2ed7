"""Scope screening on real texts: recall on the held-out part of AGORA, and what is kept of laws on other things."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from benchmarks.bench_screen import agora, scores
from benchmarks.laws import read_laws

from regatlas.model.screening import IN_SCOPE_AT, KEEP_AT

pytestmark = pytest.mark.corpus


def test_hardly_any_ai_policy_is_put_aside(corpus: Path) -> None:
    found = scores(agora(corpus, "dev"))
    assert len(found) == 64
    # Measured: 64 and 52 of 64.
    assert sum(score >= KEEP_AT for score in found) >= 63
    assert sum(score >= IN_SCOPE_AT for score in found) >= 50


def test_few_laws_on_other_things_are_kept(corpus: Path) -> None:
    laws = [law.markdown.encode() for law in islice(read_laws(corpus / "laws-cn.tar.xz"), 0, None, 8)]
    found = scores(laws)
    assert len(found) > 290
    # Measured over all 2,447: 4.0 % kept, 1.1 % in scope, some of which are about AI.
    assert sum(score >= KEEP_AT for score in found) <= 0.06 * len(found)
    assert sum(score >= IN_SCOPE_AT for score in found) <= 0.03 * len(found)
