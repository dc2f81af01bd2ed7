"""The base of every model: frozen, and closed against unknown fields."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value object: equal by content, hashable where its fields are, never changed after it was made."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Model = TypeVar("Model", bound=BaseModel)

_new = object.__new__
# The places are asked directly, because object.__setattr__ looks each up by its name, in a third more time.
_fill_values = BaseModel.__dict__["__dict__"].__set__
_fill_names = BaseModel.__dict__["__pydantic_fields_set__"].__set__
_fill_extra = BaseModel.__dict__["__pydantic_extra__"].__set__
_fill_private = BaseModel.__dict__["__pydantic_private__"].__set__


def unchecked(model: type[Model], names: set[str], values: dict[str, object]) -> Model:
    """A model with these ``values``, one for each of the ``names``, without validation: for code that made them itself.

    All models made so may share one set of names: pydantic copies it before it changes it.
    """
    made = _new(model)
    _fill_values(made, values)
    _fill_names(made, names)
    _fill_extra(made, None)
    _fill_private(made, None)
    return made
