"""In which form an answer is given: by ``format`` in the address, else by the header ``Accept`` (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from fastapi import Request

from regatlas.errors import NotOffered

Format = Literal["json", "csv", "jsonl"]
JSON = "application/json"
CSV = "text/csv"
JSONL = "application/x-ndjson"
MEDIA_TYPES: dict[Format, str] = {"json": JSON, "csv": CSV, "jsonl": JSONL}
# Names under which lines of JSON are asked for as well; none of them is registered.
_ALIASES = {"application/jsonl": JSONL, "application/x-jsonlines": JSONL, "application/jsonlines": JSONL}


def chosen_format(accept: str, form: Format | None) -> Format:
    """The form of a list. Raises :class:`NotOffered` where ``Accept`` wants none of them."""
    if form is not None:
        return form
    wanted = best(accept, list(MEDIA_TYPES.values()))
    return next(name for name, media_type in MEDIA_TYPES.items() if media_type == wanted)


def best(accept: str, offered: Sequence[str]) -> str:
    """The offered media type that ``Accept`` likes best, the first among equals. Raises :class:`NotOffered`."""
    ranges = list(_ranges(accept)) or [("*/*", 1.0)]
    liked = [(_quality(one, ranges), -place, one) for place, one in enumerate(offered)]
    quality, _, found = max(liked)
    if quality <= 0:
        what = f"this answer is not to be had as {accept.strip()[:60]}"
        raise NotOffered(what, where="Accept", hint=f"ask for {' or '.join(offered)}")
    return found


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    """The media ranges of a header with their weights; what cannot be read is passed over."""
    for part in accept[:4000].split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if "/" not in name:
            continue
        weights = [one.partition("=")[2] for one in parameters if one.startswith("q=")]
        try:
            weight = float(weights[0]) if weights else 1.0
        except ValueError:
            weight = 0.0
        yield _ALIASES.get(name, name), weight if 0 <= weight <= 1 else 0.0


def _quality(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The weight of the most specific range that fits, 0 where none does."""
    kind = media_type.partition("/")[0]
    for name in (media_type, f"{kind}/*", "*/*"):
        weights = [weight for one, weight in ranges if one == name]
        if weights:
            return max(weights)
    return 0.0


async def acceptable(request: Request) -> None:
    """Refuse what asks for a form that the address does not have. Raises :class:`NotOffered`."""
    accept = request.headers.get("accept", "")
    if accept and request.method in ("GET", "HEAD") and "format" not in request.query_params:
        best(accept, _offered(request))


def _offered(request: Request) -> Sequence[str]:
    told = getattr(request.scope.get("route"), "responses", {}).get(200, {})
    return list(told.get("content", {})) or [JSON]
