"""Which endpoint and model to ask, within which limits. The key is no part of it: only the client reads the key."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import JsonValue

from regatlas.engines.llm.prices import FREE, Price, parse_price
from regatlas.errors import BadArgument, EndpointError

BASE_URL = "REGATLAS_LLM_BASE_URL"
MODEL = "REGATLAS_LLM_MODEL"
API_KEY = "REGATLAS_LLM_API_KEY"
PRICE = "REGATLAS_LLM_PRICE"
WINDOW = "REGATLAS_LLM_WINDOW"
OUTPUT = "REGATLAS_LLM_OUTPUT"
CONCURRENCY = "REGATLAS_LLM_CONCURRENCY"
TOKENS_PER_MINUTE = "REGATLAS_LLM_TPM"
TIMEOUT = "REGATLAS_LLM_TIMEOUT"
CACHE = "REGATLAS_LLM_CACHE"

SMALLEST_WINDOW = 2_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the engine must be told.

    ``window`` is the number of tokens that the model reads and writes at once, ``output`` what it may write,
    ``batch`` the tokens of the text that are shown at once even where the window has room for more: models overlook
    what stands in the middle of a long prompt. ``concurrency`` and ``tokens_per_minute`` bound the load on the
    endpoint, ``timeout`` (seconds) one answer, ``max_cost`` (dollars) the run. ``cache`` is the folder of answers;
    ``meter`` one in which all processes of a run share their limits.
    """

    base_url: str
    model: str
    cache: Path
    window: int = 16_384
    output: int = 4_096
    batch: int = 6_000
    price: Price | None = None
    max_cost: Decimal | None = None
    concurrency: int = 4
    tokens_per_minute: int | None = None
    timeout: float = 300.0
    meter: Path | None = None

    def __post_init__(self) -> None:
        _check_address(self.base_url)
        if self.window < SMALLEST_WINDOW:
            hint = f"set {WINDOW} to at least {SMALLEST_WINDOW}"
            raise BadArgument(f"a window of {self.window} tokens holds no question", hint=hint)
        if self.output < 1 or self.concurrency < 1 or self.timeout <= 0:
            raise BadArgument("the limits of the model are below 1", hint=f"see {OUTPUT}, {CONCURRENCY}, {TIMEOUT}")
        if self.max_cost is not None and self.known_price is None:
            hint = f"set {PRICE} to the dollars for a million tokens read and written, such as 0.15/0.60"
            raise EndpointError(f"the price of {self.model} is not known, so no cost can be kept", hint=hint)

    @property
    def local(self) -> bool:
        """Whether the endpoint is on this machine."""
        return urlsplit(self.base_url).hostname in ("localhost", "127.0.0.1", "::1")

    @property
    def known_price(self) -> Price | None:
        """The price given, or nothing at all for a model on this machine; None where it is unknown."""
        return self.price or (FREE if self.local else None)

    @property
    def written(self) -> int:
        """The most tokens that one answer may have: never more than a quarter of the window."""
        return min(self.output, self.window // 4)

    @property
    def endpoint(self) -> str:
        """The address without a trailing slash: what may be shown and kept, for it holds no secret."""
        return self.base_url.rstrip("/")

    def options(self) -> dict[str, JsonValue]:
        """What changes answers, for the manifest of a run: neither limits nor places."""
        sizes: dict[str, JsonValue] = {"window": self.window, "written": self.written, "batch": self.batch}
        return {"endpoint": self.endpoint, "model": self.model, **sizes}


def _check_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        bare = not (parts.username or parts.password or parts.query or parts.fragment)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and bare
    except ValueError:
        good = False
    if not good:
        hint = f"give something like https://host/v1, and a key in {API_KEY}"
        raise BadArgument(
            "the address of the language model is no plain http or https address", where=BASE_URL, hint=hint
        )


def settings_from(
    environment: Mapping[str, str],
    *,
    model: str | None = None,
    max_cost: Decimal | None = None,
    cache: Path | None = None,
    meter: Path | None = None,
) -> Settings:
    """The settings in environment variables, with what a command line says instead.

    Raises :class:`EndpointError` where no endpoint or model is named, and :class:`BadArgument` for a wrong value.
    """
    price = environment.get(PRICE)
    return Settings(
        base_url=_named(environment, BASE_URL, "no language model endpoint is set", "http://localhost:11434/v1"),
        model=model or _named(environment, MODEL, "no language model is chosen", "the model's name at the endpoint"),
        cache=cache or Path(environment.get(CACHE) or _usual_cache(environment)),
        window=_whole(environment, WINDOW, 16_384),
        output=_whole(environment, OUTPUT, 4_096),
        price=parse_price(price, PRICE) if price else None,
        max_cost=max_cost,
        concurrency=_whole(environment, CONCURRENCY, 4),
        tokens_per_minute=_whole(environment, TOKENS_PER_MINUTE, 0) or None,
        timeout=float(_whole(environment, TIMEOUT, 300)),
        meter=meter,
    )


def _named(environment: Mapping[str, str], name: str, what: str, example: str) -> str:
    value = environment.get(name, "").strip()
    if not value:
        raise EndpointError(what, hint=f"set {name}, such as {example}")
    return value


def _whole(environment: Mapping[str, str], name: str, usual: int) -> int:
    words = environment.get(name, "").strip()
    if not words:
        return usual
    if not words.isascii() or not words.isdigit() or not 0 < int(words[:12]) < 10**9:
        raise BadArgument(f"{name} is {words[:40]!r}", hint="set it to a whole number above 0")
    return int(words)


def _usual_cache(environment: Mapping[str, str]) -> Path:
    home = environment.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "regatlas" / "llm"


def key_from_environment() -> str | None:
    """The API key, or None; read where it is used, so that no setting, manifest or pickle ever holds it."""
    key = os.environ.get(API_KEY, "").strip()
    if not (key.isascii() and (key.isprintable() or not key)):
        raise EndpointError("the key has characters that no key has", where=API_KEY, hint="copy it again")
    return key or None
