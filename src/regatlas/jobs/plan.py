"""What is to be done: items with a name, a key and an argument, and a task that answers for one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from pydantic import JsonValue

from regatlas.errors import RegatlasError
from regatlas.model.run import ItemOutcome

A = TypeVar("A")


def printable(text: str) -> str:
    """The text with lone surrogates (bytes of a file name that are not UTF-8) spelt as backslash escapes."""
    return text.encode("utf-8", "backslashreplace").decode()


@dataclass(frozen=True, slots=True)
class Item(Generic[A]):
    """One thing to do.

    ``name`` is what people call it, ``key`` its resume key (:meth:`RunManifest.resume_key`), and ``argument`` what
    the task is called with. The argument is pickled, so a path is better than the bytes behind it.
    """

    name: str
    key: str
    argument: A

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", printable(self.name))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a task gives back. ``payload`` is JSON; its keys are added to the item's line in the output."""

    payload: Mapping[str, JsonValue] = field(default_factory=dict)
    status: Literal["ok", "abstained"] = "ok"


# A task is a module-level function or a frozen, small dataclass with __call__: it is pickled with every item.
# What is slow to make (an engine, a taxonomy) belongs into a cache of the worker, not into the task.
Task = Callable[[A], Answer]


@dataclass(frozen=True, slots=True)
class Line:
    """A finished outcome, ready to be written; it was made in the worker so that the parent only copies bytes."""

    status: Literal["ok", "abstained", "failed"]
    error: dict[str, str] | None
    data: bytes


def perform(task: Task[A], item: Item[A]) -> Line:
    """Do one item and never raise: whatever goes wrong becomes the item's failed outcome."""
    try:
        answer = task(item.argument)
        outcome = ItemOutcome(source=item.name, key=item.key, status=answer.status, payload=dict(answer.payload))
        return Line(outcome.status, None, outcome.to_line())
    # SystemExit too: a library that calls sys.exit() in a worker must not end the batch.
    except (Exception, SystemExit) as error:
        return failed(item, error)


def failed(item: Item[A], error: BaseException) -> Line:
    """The failed outcome of an item."""
    known = error if isinstance(error, RegatlasError) else _unexpected(item.name, error)
    told = {key: printable(value) for key, value in known.to_json().items()}
    outcome = ItemOutcome(source=item.name, key=item.key, status="failed", error=told)
    return Line("failed", told, outcome.to_line())


def _unexpected(name: str, error: BaseException) -> RegatlasError:
    if isinstance(error, MemoryError):
        return RegatlasError("it needs more memory than there is", where=name, hint="divide it, or use fewer workers")
    words = " ".join(str(error).split())[:300]
    return RegatlasError(
        f"an unexpected {type(error).__name__} stopped the work" + (f" ({words})" if words else ""),
        where=name,
        hint="please report it together with the file",
    )
