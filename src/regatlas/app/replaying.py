"""A check made again from its receipt: the same bytes, or exactly what differs."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue

from regatlas.app.checking import Checked, Request, Rules, as_bytes, profile_from_json, run_check
from regatlas.errors import BadArgument, UnreadablePath, reason_of
from regatlas.exchange.catalog_json import Json
from regatlas.exchange.json_checks import CHECK_SCHEMA

_MAX_BYTES = 50_000_000


@dataclass(frozen=True)
class Replay:
    """A check made again. ``same`` tells whether its bytes are those of the file, ``differences`` what is not."""

    checked: Checked
    result: bytes
    same: bool
    differences: tuple[str, ...]


def replay(path: Path, rules: Rules) -> Replay:
    """Make the check in ``path`` again, with the rules and the program of today.

    Raises :class:`UnreadablePath`, and :class:`BadArgument` where the file is no check with its receipt.
    """
    data = _read(path)
    old = _parsed(data, path)
    receipt = old["receipt"]
    assert isinstance(receipt, dict)
    profile = profile_from_json(rules, receipt["profile"], str(path))
    checked = run_check(rules, profile, _request(receipt, path))
    new = checked.to_json()
    result = as_bytes(new)
    return Replay(checked, result, result == data, tuple(_differences(old, new)))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_MAX_BYTES)
    except OSError as error:
        raise UnreadablePath(
            f"the receipt cannot be read ({reason_of(error)})", where=str(path), hint="check the path"
        ) from None


def _parsed(data: bytes, path: Path) -> Json:
    hint = "give a file that regatlas check --json has written"
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise BadArgument("this file is no JSON", where=str(path), hint=hint) from None
    if not isinstance(value, dict) or value.get("schema") != CHECK_SCHEMA:
        raise BadArgument(f"this file is no {CHECK_SCHEMA}", where=str(path), hint=hint)
    receipt = value.get("receipt")
    if not isinstance(receipt, dict) or not {"profile", "options", "as_of"} <= receipt.keys():
        raise BadArgument("the receipt has no profile, options or date", where=str(path), hint=hint)
    return value


def _request(receipt: Json, path: Path) -> Request:
    options = _mapping(receipt["options"])
    instruments, drafts = options.get("instruments"), options.get("drafts")
    try:
        as_of = datetime.date.fromisoformat(str(receipt["as_of"]))
    except ValueError:
        as_of = None
    if as_of is None or not isinstance(instruments, list) or not isinstance(drafts, bool):
        hint = "give the file as it was written"
        raise BadArgument("the receipt's date or options cannot be read", where=str(path), hint=hint)
    return Request(as_of, drafts, tuple(str(name) for name in instruments))


_NAMES = {
    "engine_version": "the version of Regatlas",
    "calendar": "the table of working days",
    "facts_sha256": "the facts that may be asked",
    "profile_sha256": "the digest of the profile",
    "rules_sha256": "the digest of the rules",
}


def _differences(old: Json, new: Json) -> Iterator[str]:
    """What differs, in sentences: first what the check was made from, then the findings."""
    before, after = old["receipt"], new["receipt"]
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    for key, name in _NAMES.items():
        if before.get(key) != after.get(key):
            yield f"{name} was {_short(before.get(key))} and is {_short(after.get(key))}"
    yield from _of_rules(_mapping(before.get("rules")), _mapping(after.get("rules")))
    yield from _of_findings(_by(old.get("findings")), _by(new.get("findings")))
    if old.get("questions") != new.get("questions") or old.get("dates") != new.get("dates"):
        yield "the questions differ"


def _of_rules(before: Json, after: Json) -> Iterator[str]:
    for name in sorted({*before, *after}):
        if name not in after:
            yield f"the obligation {name} is no longer there"
        elif name not in before:
            yield f"the obligation {name} is new"
        elif before[name] != after[name]:
            yield f"the obligation {name} has changed"


def _of_findings(before: Json, after: Json) -> Iterator[str]:
    for name in sorted({*before, *after}):
        if name not in before or name not in after:
            yield f"the finding {name} is {'new' if name in after else 'no longer there'}"
            continue
        old, new = _mapping(before[name]), _mapping(after[name])
        changed = [key for key in sorted({*old, *new}) if old.get(key) != new.get(key)]
        if changed:
            yield f"the finding {name} differs in {', '.join(changed)}"


def _by(findings: JsonValue) -> Json:
    if not isinstance(findings, list):
        return {}
    return {str(one.get("obligation")): one for one in findings if isinstance(one, dict)}


def _mapping(value: JsonValue) -> Json:
    return value if isinstance(value, dict) else {}


def _short(value: JsonValue) -> str:
    text = "not there" if value is None else str(value)
    return text[:12] if len(text) == 64 else text
