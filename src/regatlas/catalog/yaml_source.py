"""YAML that people write: read safely, with the file and line of everything that is wrong.

A key given twice is refused, since YAML would keep the last one in silence. Lines are looked up only when something
is wrong: the node tree is kept, and asking it costs nothing until then.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from regatlas.errors import DataError

Model = TypeVar("Model", bound=BaseModel)
Location = Sequence[int | str]

# libyaml's parser takes 60 % of the time of the pure one on agora.yaml; wheels of PyYAML nearly always have it.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class YamlSource:
    """A parsed file: its value, the name to show in errors, and the nodes that know their lines."""

    name: str
    value: Any
    node: yaml.Node | None

    def where(self, location: Location = ()) -> str:
        """``file:line`` of the value at ``location``, or of the innermost part of the path that exists."""
        node = self.node
        line = _line(node)
        for step in location:
            node = _child(node, step)
            if node is None:
                break
            line = _line(node)
        return f"{self.name}:{line}"

    def error(self, what: str, location: Location = (), hint: str = "") -> DataError:
        """The error to raise for what stands at ``location``."""
        return DataError(what, where=self.where(location), hint=hint)


def load_yaml(path: Path) -> YamlSource:
    """Read a YAML file. Raises :class:`DataError` naming file and line."""
    try:
        return parse_yaml(path.read_bytes(), str(path))
    except OSError as error:
        raise DataError(
            f"the file cannot be read ({error.strerror})", where=str(path), hint="check the path and its permissions"
        ) from None


def parse_yaml(data: bytes, name: str) -> YamlSource:
    """Parse the bytes of a YAML file that errors shall call ``name``."""
    try:
        loader = _Loader(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError("the file is not UTF-8", where=f"{name}:{line}", hint="save it as UTF-8") from None
    except yaml.reader.ReaderError as error:
        raise DataError(f"the file holds a character that YAML forbids ({error.reason})", where=name) from None
    try:
        node = loader.get_single_node()
        value = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        raise _translated(error, name) from None
    except yaml.YAMLError as error:
        raise DataError(f"the file is not YAML ({error})", where=name) from None
    finally:
        loader.dispose()
    return YamlSource(name, value, node)


def validated(model: type[Model], source: YamlSource, value: object, at: Location = ()) -> Model:
    """``value``, which stands at ``at`` in ``source``, as a ``model``; what does not fit is named with its line."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        (location, what), *others = misfits(error, at)
        more = f" (and {len(others)} more)" if others else ""
        raise source.error(f"{what}{more}", location) from None


def misfits(error: ValidationError, at: Location = ()) -> list[tuple[Location, str]]:
    """Everything that does not fit a model, each with its place and a sentence that begins with its path."""
    found: list[tuple[Location, str]] = []
    for problem in error.errors(include_url=False, include_context=False):
        location = (*at, *problem["loc"])
        path = ".".join(str(step) for step in location)
        sentence = _sentence(problem["type"], problem["msg"], problem.get("input"))
        found.append((location, f"{path}: {sentence}" if path else sentence))
    return found


_SENTENCES = {
    "missing": "this key is missing",
    "extra_forbidden": "no such key is known here",
    "string_type": "this should be text; YAML read it as something else, so put it in quotes",
    "tuple_type": "this should be a list",
    "list_type": "this should be a list",
    "model_type": "this should be a mapping of keys to values",
    "dict_type": "this should be a mapping of keys to values",
    "bool_type": "this should be true or false",
}


def _sentence(kind: str, message: str, given: object) -> str:
    if kind in _SENTENCES:
        return _SENTENCES[kind]
    message = message.removeprefix("Value error, ")
    return f"{message[:1].lower()}{message[1:]}, not {str(given)[:40]!r}"


class _Loader(_Base):  # type: ignore[misc]
    """The safe loader, refusing keys given twice."""


def _mapping(loader: yaml.constructor.SafeConstructor, node: yaml.MappingNode) -> dict[Hashable, Any]:
    loader.flatten_mapping(node)
    mapping: dict[Hashable, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, Hashable):
            raise yaml.constructor.ConstructorError(None, None, "a key must be plain text", key_node.start_mark)
        if key in mapping:
            raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} is given twice", key_node.start_mark)
        mapping[key] = loader.construct_object(value_node, deep=True)
    return mapping


def _date(loader: yaml.constructor.SafeConstructor, node: yaml.ScalarNode) -> object:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        # YAML takes 2022-02-30 for a date, and leaves it to Python to find that there is none.
        what = f"there is no date {node.value!r}"
        raise yaml.constructor.ConstructorError(None, None, what, node.start_mark) from None


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _date)


def _translated(error: yaml.MarkedYAMLError, name: str) -> DataError:
    mark = error.problem_mark or error.context_mark
    where = f"{name}:{mark.line + 1}" if mark is not None else name
    what = ", ".join(part for part in (error.context, error.problem) if part) or "the file is not YAML"
    hint = "see that quotes, colons and indentation are in order"
    if "given twice" in what:
        hint = "keep one of the two"
    elif "there is no date" in what:
        hint = "correct it"
    return DataError(what, where=where, hint=hint)


def _line(node: yaml.Node | None) -> int:
    return 1 if node is None else int(node.start_mark.line) + 1


def _child(node: yaml.Node | None, step: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child: yaml.Node = node.value[step]
        return child
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                # A value that spans lines begins below its key; the key is where the reader looks.
                return value if isinstance(value, yaml.CollectionNode) else _at_key(key, value)
    return None


def _at_key(key: yaml.Node, value: yaml.Node) -> yaml.Node:
    return key if key.start_mark.line != value.start_mark.line else value
