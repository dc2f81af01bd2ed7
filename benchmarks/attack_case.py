"""What an attack is, for :mod:`benchmarks.attacks`: what is sent, what must come of it, and how it is tried."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import lxml.html

from benchmarks.attack_office import Office
from benchmarks.attack_wire import Answer

Words: TypeAlias = tuple[str, str]
"""The same said in English and in Chinese."""
_LOCAL = ("/", "#", "?", "https://", "http://", "mailto:")


class Succeeded(Exception):
    """An attack has done what it wanted, or something that nobody foresaw has happened."""


@dataclass(frozen=True, slots=True)
class Attack:
    """One attack. ``sent`` is what was sent, as it is where it is one text, or in words.

    What ``run`` tells must begin with ``want``; whatever ``seen`` says besides was held by ``run``, which raises
    :class:`Succeeded` where it is not so.
    """

    what: Words
    sent: str | Words
    want: str
    seen: Words
    run: Callable[[Office], str]


@dataclass(frozen=True, slots=True)
class Group:
    """Attacks of one kind."""

    title: Words
    attacks: tuple[Attack, ...]


def hold(holds: object, otherwise: str) -> None:
    """Raise :class:`Succeeded` where something does not hold."""
    if not holds:
        raise Succeeded(otherwise)


def lacks(answer: Answer, *forbidden: str) -> str:
    """What came of a request, once it is clear that its answer has none of these words."""
    everything = f"{answer.head}\n{answer.text}"
    for one in forbidden:
        hold(one not in everything, f"the answer has {one!r}")
    return answer.told


def alike(answers: Mapping[str, Answer] | Mapping[str, str]) -> str:
    """What came of several requests of one kind, which must be the same for all."""
    told = {name: one if isinstance(one, str) else one.told for name, one in answers.items()}
    kinds = set(told.values())
    hold(len(kinds) == 1, f"not all alike: {told}")
    return kinds.pop()


def harmless(answer: Answer, shown: str = "") -> str:
    """What came of a page that holds hostile words: nothing of them runs, the policy forbids that it could, and, where
    ``shown`` is given, they stand there as text."""
    _forbids_scripts(answer)
    tree = lxml.html.document_fromstring(answer.text)
    for element in tree.iter(lxml.html.etree.Element):
        _harmless_element(element)
    hold({one.get("src", "")[:8] for one in tree.iter("script")} <= {"/static/"}, "a script that is not of the site")
    hold(not any((one.text or "").strip() for one in tree.iter("script")), "a script in the page")
    hold(len(tree.findall(".//main")) == 1, "the frame of the page was left")
    hold(shown in " ".join(tree.text_content().split()) or _in_field(tree, shown), f"{shown!r} is not shown as text")
    return answer.told


def _in_field(tree: lxml.html.HtmlElement, shown: str) -> bool:
    return any(shown in one for one in tree.xpath("//input/@value") + tree.xpath("//@title"))


def _forbids_scripts(answer: Answer) -> None:
    policy = answer.headers.get("content-security-policy", "")
    hold("default-src 'none'" in policy and "script-src 'self'" in policy, "no policy against scripts")
    hold("unsafe" not in policy, "the policy allows what is unsafe")


def _harmless_element(element: lxml.html.HtmlElement) -> None:
    hold(element.tag not in ("style", "iframe", "object", "embed", "base", "img"), f"a <{element.tag}> in the page")
    for name, value in element.attrib.items():
        hold(name != "style" and not name.startswith("on"), f"{name}={value!r} in the page")
        if name in ("href", "src", "action", "formaction", "xlink:href"):
            hold(value.startswith(_LOCAL), f"{name}={value!r} in the page")


def code_in(text: str) -> str:
    """The first code of an error in a text; empty where it has none."""
    found = re.search(r"RGA-\d{4}", text)
    return found[0] if found else ""
