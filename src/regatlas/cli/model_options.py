"""The options that only a language model has a use for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from regatlas.engines.llm import NAME as LLM
from regatlas.engines.llm.settings import Settings
from regatlas.errors import BadArgument

MaxCost = Annotated[
    float | None,
    typer.Option("--max-cost", metavar="USD", min=0, help="llm.v1: spend no more in this run. | 本次费用上限。"),
]
Cache = Annotated[
    Path | None,
    typer.Option("--cache", metavar="DIR", help="llm.v1: the folder of answers. | 保存回答的文件夹。"),
]


@contextmanager
def model_for(
    engine: str, max_cost: float | None, cache: Path | None, *, dry_run: bool | None = None
) -> Iterator[Settings | None]:
    """The language model of ``llm.v1``; None for the other engines, which have no use for its options.

    ``dry_run`` is None where the command has no such option. Raises :class:`BadArgument`.
    """
    if engine != LLM:
        if dry_run or max_cost is not None or cache is not None:
            named = "--max-cost and --cache" if dry_run is None else "--dry-run, --max-cost and --cache"
            hint = f"leave them out, or add --engine {LLM}"
            raise BadArgument(f"{named} are for language models", where="--engine", hint=hint)
        yield None
        return
    from regatlas.app.language_model import language_model

    limit = None if max_cost is None else Decimal(str(max_cost))
    with language_model(max_cost=limit, cache=cache) as settings:
        yield settings
