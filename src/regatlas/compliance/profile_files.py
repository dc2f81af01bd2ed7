"""Profiles in files: YAML that people write, and JSON. What is wrong is named with file and line, and the remedy.

Scalars are read from their text in the file rather than from what YAML makes of it: ``NO`` stays Norway, and
``2025-09-25`` is a date with or without quotes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml
from pydantic import JsonValue

from regatlas.catalog.yaml_source import YamlSource, parse_yaml
from regatlas.compliance.profile import SCHEMA, Answer, Profile, is_unknown
from regatlas.compliance.reading import Answer as Given
from regatlas.compliance.reading import Misfit, read_answer
from regatlas.compliance.spelling import nearest
from regatlas.compliance.values import Value
from regatlas.errors import BadArgument, DataError, LimitExceeded, UnreadablePath, reason_of
from regatlas.model.obligation import Fact

_KEYS = ("schema", "name", "note", "facts")
_RECORDED = ("value", "reason", "by", "on")
_MAX_BYTES = 1_000_000
_DEEPEST = 20
_NULL = "tag:yaml.org,2002:null"


def load_profile(path: Path, facts: Mapping[str, Fact]) -> Profile:
    """The profile in a YAML or JSON file.

    Raises :class:`UnreadablePath`, :class:`LimitExceeded`, and :class:`DataError` naming file and line.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        raise UnreadablePath(
            f"the profile cannot be read ({reason_of(error)})", where=str(path), hint="check the path"
        ) from None
    if len(data) > _MAX_BYTES:
        raise LimitExceeded("the file is too large for a profile", where=str(path), hint="give a file below 1 MB")
    return parse_profile(data, str(path), facts)


def parse_profile(data: bytes, name: str, facts: Mapping[str, Fact]) -> Profile:
    """The profile in the bytes of a file that errors shall call ``name``. Raises :class:`DataError`."""
    if data.lstrip()[:1] == b"{":
        data = _json_as_yaml(data)
    _refuse_depth(data, name)
    source = parse_yaml(data, name)
    value = source.value
    if not isinstance(value, dict):
        raise source.error("a profile is a mapping of keys to values", hint=f"begin with 'schema: {SCHEMA}'")
    if value.get("schema") != SCHEMA:
        raise source.error(f"the schema is {value.get('schema')!r}", ("schema",), hint=f"write 'schema: {SCHEMA}'")
    for key in value:
        if key not in _KEYS:
            raise _unknown_key(source, key, facts)
    entries = _entries(source, value.get("facts"), facts)
    return Profile(
        name=str(value.get("name") or Path(name).stem),
        answers={fact: _answer(source, facts[fact], node) for fact, node in entries},
        facts=facts,
        note=None if value.get("note") is None else str(value["note"]),
    )


def _json_as_yaml(data: bytes) -> bytes:
    """JSON is YAML, but for tabs between tokens and for characters written as two escapes."""
    if re.search(rb"\\u[dD][89abAB]", data):
        try:
            return json.dumps(json.loads(data), ensure_ascii=False).encode("utf-8", "replace")
        except (ValueError, RecursionError):
            return data
    # Inside the strings of JSON a tab may not stand as such.
    return data.replace(b"\t", b" ")


def _refuse_depth(data: bytes, name: str) -> None:
    """Refuse what is nested more deeply than any profile: libyaml builds nodes by recursion and would crash.

    Aliases are refused as well: a few lines of them stand for gigabytes as soon as they are written out, in an error.
    """
    depth = 0
    try:
        for event in yaml.parse(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if isinstance(event, yaml.AliasEvent):
                where = f"{name}:{getattr(event.start_mark, 'line', 0) + 1}"
                raise DataError("an alias (*) stands for another value", where=where, hint="write the value itself")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                where = f"{name}:{getattr(event.start_mark, 'line', 0) + 1}"
                raise DataError("the file is nested too deeply", where=where, hint="a profile has five levels at most")
    except (yaml.YAMLError, UnicodeDecodeError):
        # The parser that follows says what is wrong and where.
        return


def profile_of_json(value: JsonValue, name: str, facts: Mapping[str, Fact]) -> Profile:
    """The profile in a value of JSON that errors shall call ``name``. Raises :class:`DataError`."""
    return parse_profile(
        yaml.dump(value, Dumper=_WrittenOut, allow_unicode=True, sort_keys=False).encode(), name, facts
    )


class _WrittenOut(yaml.SafeDumper):
    """Every value in full, also where one Python object stands in several places."""

    def ignore_aliases(self, data: object) -> bool:
        """All of them."""
        return True


def _unknown_key(source: YamlSource, key: object, facts: Mapping[str, Fact]) -> DataError:
    if key in facts:
        return source.error(f"{key!r} stands outside facts", (str(key),), hint="indent it below 'facts:'")
    return source.error(f"a profile has no key {str(key)!r}", (str(key),), hint=f"its keys are {', '.join(_KEYS)}")


def _entries(source: YamlSource, value: object, facts: Mapping[str, Fact]) -> Iterator[tuple[str, yaml.Node]]:
    """The facts of a file and the node of each answer."""
    if value is None:
        return
    if not isinstance(value, dict):
        raise source.error("facts is a mapping of facts to answers", ("facts",), hint="see regatlas facts")
    for key, node in _node_at(source, "facts").value:
        if key.value not in facts:
            guess = nearest(key.value, {fact.id: (fact.text.en, fact.text.zh) for fact in facts.values()})
            hint = f"did you mean {guess}? " if guess else ""
            what = f"there is no fact {key.value!r}"
            raise source.error(what, ("facts", key.value), hint=f"{hint}regatlas facts lists them all")
        yield key.value, node


def _node_at(source: YamlSource, key: str) -> yaml.MappingNode:
    assert isinstance(source.node, yaml.MappingNode)
    found = next(node for name, node in source.node.value if name.value == key)
    assert isinstance(found, yaml.MappingNode)
    return found


def _answer(source: YamlSource, fact: Fact, node: yaml.Node) -> Answer:
    at = ("facts", fact.id)
    if not isinstance(node, yaml.MappingNode) or not ({key.value for key, _ in node.value} & set(_RECORDED)):
        return Answer(_value(source, fact, node, at))
    parts = {key.value: inner for key, inner in node.value}
    for key in parts:
        if key not in _RECORDED:
            raise source.error(
                f"{fact.id}: an answer has no key {key!r}", (*at, key), hint=f"its keys are {', '.join(_RECORDED)}"
            )
    if "value" not in parts:
        raise source.error(f"{fact.id}: the value is missing", at, hint="write 'value:' beside the reason")
    recorded = {key: _recorded(source, fact, key, inner) for key, inner in parts.items() if key != "value"}
    return Answer(_value(source, fact, parts["value"], (*at, "value")), **recorded)


def _value(source: YamlSource, fact: Fact, node: yaml.Node, at: tuple[str, ...]) -> Value | None:
    given = _given(source, fact, node, at)
    if given is None or is_unknown(given):
        return None
    try:
        return read_answer(fact, given)
    except Misfit as misfit:
        raise source.error(misfit.what, at, hint=misfit.hint) from None


def _given(source: YamlSource, fact: Fact, node: yaml.Node, at: tuple[str, ...]) -> Given | None:
    """What stands at a node, as text; None for nothing at all."""
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag == _NULL else str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_scalar(source, fact, item, at) for item in node.value]
    return {key.value: _scalar(source, fact, item, (*at, key.value)) for key, item in node.value}


def _scalar(source: YamlSource, fact: Fact, node: yaml.Node, at: tuple[str, ...]) -> str:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    raise source.error(f"{fact.id}: a list or mapping stands where one value should", at, hint="give plain values")


def _recorded(source: YamlSource, fact: Fact, key: str, node: yaml.Node) -> str:
    return _scalar(source, fact, node, ("facts", fact.id, key))


def profile_yaml(profile: Profile) -> str:
    """The profile as YAML for people: facts in the order in which they were answered, text in its own script."""
    value = profile.to_json()
    value["facts"] = {fact: answer.to_json(profile.facts[fact]) for fact, answer in profile.answers.items()}
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


class _Dumper(yaml.SafeDumper):
    """Lists of short words on one line, as people write them."""


def _list(dumper: yaml.SafeDumper, value: list[object]) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)


_Dumper.add_representer(list, _list)


def refuse_overwriting(path: Path) -> None:
    """Raise :class:`BadArgument` where ``path`` is there already and is no profile that may be replaced."""
    if path.exists() and SCHEMA.encode() not in path.read_bytes()[:4096]:
        raise BadArgument("this file is no profile and would be overwritten", where=str(path), hint="give another name")
