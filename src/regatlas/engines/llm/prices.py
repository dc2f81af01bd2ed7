"""What tokens cost: exact decimals, in US dollars for a million tokens.

No price list is built in, for it would be wrong within months: ``REGATLAS_LLM_PRICE=0.15/0.60`` gives the prices of
the model for what it reads and writes. A model on this machine costs nothing unless a price is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from regatlas.errors import BadArgument

_MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars for a million tokens that the model reads (``read``) and writes (``written``)."""

    read: Decimal
    written: Decimal

    def of(self, read: int, written: int) -> Decimal:
        """The cost in dollars of so many tokens."""
        return (self.read * read + self.written * written) / _MILLION


FREE = Price(Decimal(0), Decimal(0))


def parse_price(words: str, where: str) -> Price:
    """``0.15/0.60`` as a price. Raises :class:`BadArgument` for anything else."""
    parts = [amount(part) for part in words.split("/")]
    if len(parts) != 2 or parts[0] is None or parts[1] is None:
        hint = "give dollars for a million tokens read and written, such as 0.15/0.60"
        raise BadArgument(f"{words!r} is no price", where=where, hint=hint)
    return Price(parts[0], parts[1])


def amount(words: str) -> Decimal | None:
    """A number of dollars, 0 or more; None where the words are none."""
    try:
        value = Decimal(words.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and value >= 0 else None
