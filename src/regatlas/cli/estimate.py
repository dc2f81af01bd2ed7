"""What a language model would be asked, and what that would cost: told before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from regatlas.app.inputs import InputFile, limits_from_environment
from regatlas.cli.screen import RESULTS, print_json
from regatlas.engines.llm.settings import Settings
from regatlas.model.taxonomy import Taxonomy
from regatlas.pages.words import Lang, Words

PLAN_SCHEMA = "regatlas/plan/1"


def show_plan(
    settings: Settings, taxonomies: Mapping[str, Taxonomy], files: Sequence[InputFile], *, as_json: bool, lang: Lang
) -> None:
    """Print calls, tokens and cost of mapping ``files``, for people or as one JSON object."""
    from regatlas.app.language_model import plan_files

    plan = plan_files(files, taxonomies, settings, limits_from_environment())
    cost = None if plan.cost is None else f"{plan.cost:.4f}"
    if as_json:
        tokens: JsonValue = {"read": plan.read, "written": plan.written}
        model: JsonValue = {"name": settings.model, "endpoint": settings.endpoint}
        facts: dict[str, JsonValue] = {"files": len(files), "calls": plan.calls, "kept": plan.kept, "tokens": tokens}
        print_json({"schema": PLAN_SCHEMA, "model": model, **facts, "cost": cost, "currency": "USD"})
        return
    words = Words(lang)
    lines = [words("plan.calls", n=plan.calls, model=settings.model), words("plan.kept", n=plan.kept)]
    lines.append(words("plan.tokens", read=plan.read, written=plan.written))
    lines.append(words("plan.cost.unknown") if cost is None else words("plan.cost", cost=cost))
    for line in lines:
        RESULTS.print(line, markup=False, soft_wrap=True)
