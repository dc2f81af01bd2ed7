"""The base of every model: frozen, and closed against unknown fields."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value object: equal by content, hashable where its fields are, never changed after it was made."""

    model_config = ConfigDict(frozen=True, extra="forbid")
