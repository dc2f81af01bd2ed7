"""Digests cover every article, and every operative article has its obligations or a reason why not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from regatlas.catalog.catalog import Catalog
from regatlas.catalog.coverage import coverage_of
from regatlas.catalog.entries import Authored, Reading
from regatlas.catalog.kinds import DigestFile
from regatlas.catalog.yaml_source import Location
from regatlas.model.instrument import Expression, Instrument

_NUMBERED = re.compile(r"([a-z]+)_(\d+)")
_MANY = 6


@dataclass(frozen=True)
class _Subject:
    """A digest beside the instrument and expression that it is of."""

    entry: Authored
    file: DigestFile
    instrument: Instrument
    expression: Expression


def check_digests(reading: Reading, catalog: Catalog) -> None:
    """Articles that a digest leaves out, invents, doubles or disorders; and gaps between digests and obligations."""
    for subject in _subjects(reading, catalog):
        for at, what, hint in (*_shape(subject), *_verified(subject)):
            reading.complain(subject.entry.file, at, what, hint)
        if subject.entry.file.name not in reading.incomplete:
            _check_coverage(reading, catalog, subject)
    _note_undigested(reading, catalog)


def _subjects(reading: Reading, catalog: Catalog) -> Iterator[_Subject]:
    for entry in reading.of("digests"):
        file = entry.model
        instrument = catalog.instrument.get(file.instrument) if isinstance(file, DigestFile) else None
        if isinstance(file, DigestFile) and instrument is not None:
            for expression in instrument.expressions:
                if expression.id == file.expression:
                    yield _Subject(entry, file, instrument, expression)


def _shape(subject: _Subject) -> Iterator[tuple[Location, str, str]]:
    provisions = [article.provision for article in subject.file.articles]
    for provision, count in Counter(provisions).items():
        if count > 1:
            place = len(provisions) - 1 - provisions[::-1].index(provision)
            yield ("articles", place), f"{provision} stands {count} times", "keep one"
    numbers = [int(match[2]) for match in map(_NUMBERED.fullmatch, provisions) if match]
    if len(numbers) == len(provisions) and len(set(provisions)) == len(provisions):
        yield from _numbering(numbers, subject.expression.articles, provisions)
    elif subject.expression.articles and len(set(provisions)) != subject.expression.articles:
        what = f"the digest has {len(set(provisions))} provisions, the text {subject.expression.articles}"
        yield ("articles",), what, "add what is missing"


def _numbering(numbers: list[int], count: int | None, provisions: list[str]) -> Iterator[tuple[Location, str, str]]:
    kind = provisions[0].rpartition("_")[0] if provisions else "art"
    expected = range(1, (count or max(numbers, default=0)) + 1)
    missing = [f"{kind}_{number}" for number in expected if number not in numbers]
    if missing:
        yield ("articles",), f"the digest leaves out {_list(missing)}", "add an entry for each, operative or not"
    beyond = [f"{kind}_{number}" for number in numbers if count and number > count]
    if beyond:
        yield (
            ("articles",),
            f"the text has {count} articles, and the digest {_list(beyond)}",
            "take out what is not there",
        )
    for place, (before, number) in enumerate(pairwise(numbers), start=1):
        if number < before:
            yield ("articles", place), f"{provisions[place]} stands after {provisions[place - 1]}", "keep their order"


def _list(names: list[str]) -> str:
    shown = ", ".join(names[:_MANY])
    return shown if len(names) <= _MANY else f"{shown} and {len(names) - _MANY} more"


def _verified(subject: _Subject) -> Iterator[tuple[Location, str, str]]:
    if subject.expression.corpus or subject.expression.agora:
        return
    for number, article in enumerate(subject.file.articles):
        if article.verified:
            what = f"{article.provision} is called verified, and the expression names no text"
            yield ("articles", number, "verified"), what, "name it in corpus or agora of the expression"
            return


def _check_coverage(reading: Reading, catalog: Catalog, subject: _Subject) -> None:
    coverage = coverage_of(catalog, subject.instrument.id, subject.expression.id)
    if not coverage.expected:
        return
    places = {article.provision: number for number, article in enumerate(subject.file.articles)}
    for article in coverage.uncovered:
        what = f"{article.provision} is operative, and no obligation of {subject.instrument.id} cites it"
        hint = "write the obligation, or give the reason as no_obligation"
        reading.complain(subject.entry.file, ("articles", places[article.provision]), what, hint)
    for covered in coverage.covered:
        if covered.article.no_obligation is not None:
            what = (
                f"{covered.article.provision} gives a reason for having no obligation, and has {covered.obligations[0]}"
            )
            at = ("articles", places[covered.article.provision], "no_obligation")
            reading.complain(subject.entry.file, at, what, "take out the one that is wrong")


def _note_undigested(reading: Reading, catalog: Catalog) -> None:
    for entry in reading.of("instruments"):
        instrument = catalog.instrument.get(entry.id)
        for number, expression in enumerate(instrument.expressions if instrument else ()):
            if expression.articles and expression.stage == "final" and not expression.digest:
                what = f"{entry.id} {expression.id} has {expression.articles} articles and no digest"
                reading.complain(entry.file, ("expressions", number), what, "write it in digests/", "note")
