"""Which categories of each taxonomy a document covers, as a page shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from regatlas.model.judgement import Judgement, Record
from regatlas.model.taxonomy import Category, Level, Taxonomy
from regatlas.pages.claims import Claim, ClaimBook, quotes_of
from regatlas.pages.words import Words

RISK_TAXONOMY = "risk-subdomain"
_STATUS = "legal-status"


@dataclass(frozen=True, slots=True)
class Row:
    """A category that was found: how far, how surely, and by which words."""

    code: str
    label: str
    level: Level
    level_text: str
    confidence: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Group:
    """The categories of one group of a taxonomy, such as a risk domain; ``title`` is empty where it has no groups."""

    title: str
    tint: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class TaxonomyView:
    """One taxonomy. ``absent`` are the categories with none, in words; ``counts`` has one phrase per level."""

    id: str
    title: str
    rationale: str
    note: str
    groups: tuple[Group, ...]
    absent: tuple[str, ...]
    counts: str

    def at(self, level: Level) -> tuple[Row, ...]:
        """The rows with this level, over all groups."""
        return tuple(row for group in self.groups for row in group.rows if row.level == level)


def coverage_views(
    record: Record, taxonomies: Mapping[str, Taxonomy], words: Words, book: ClaimBook
) -> Iterator[TaxonomyView]:
    """A view of every taxonomy that the record speaks of, in the order of ``taxonomies``, strangers last.

    Legal status is left out: it has a section of its own, with the same judgement.
    """
    judged: dict[str, list[Judgement]] = {}
    for judgement in record.coverage:
        judged.setdefault(judgement.taxonomy, []).append(judgement)
    judged.pop(_STATUS, None)
    known = [key for key in taxonomies if key in judged or (key in record.taxonomies and key != _STATUS)]
    for key in (*known, *(key for key in judged if key not in taxonomies)):
        yield _View(record, taxonomies.get(key), key, words, book).build(judged.get(key, []))


class _View:
    def __init__(self, record: Record, taxonomy: Taxonomy | None, key: str, words: Words, book: ClaimBook) -> None:
        self._taxonomy = taxonomy
        self._key = key
        self._words = words
        self._book = book
        self._rationale = record.rationales.get(key)
        self._title: str = getattr(taxonomy.title, words.lang) if taxonomy else key
        self._family = words(f"family.{key}") if words.known(f"family.{key}") else self._title
        self._binary = taxonomy is not None and "minimal" not in taxonomy.levels

    def build(self, judgements: list[Judgement]) -> TaxonomyView:
        by_code = {judgement.category: judgement for judgement in judgements}
        categories = self._taxonomy.categories if self._taxonomy else ()
        strangers = [code for code in by_code if code not in {category.code for category in categories}]
        listed: list[tuple[str, Category | None]] = [(category.code, category) for category in categories]
        listed += [(code, None) for code in strangers]
        present = [(code, category) for code, category in listed if _level(by_code, code) != "none"]
        absent = [(code, category) for code, category in listed if _level(by_code, code) == "none"]
        return TaxonomyView(
            id=self._key,
            title=self._title,
            rationale=getattr(self._rationale, self._words.lang, ""),
            note=self._note(),
            groups=tuple(self._groups(present, by_code)),
            absent=tuple(self._label(code, category) for code, category in absent),
            counts=self._counts([_level(by_code, code) for code, _ in listed]),
        )

    def _note(self) -> str:
        if self._taxonomy is None or self._taxonomy.verified:
            return ""
        return self._words("coverage.unverified")

    def _groups(self, present: list[tuple[str, Category | None]], by_code: dict[str, Judgement]) -> Iterator[Group]:
        groups: dict[str, list[tuple[str, Category | None]]] = {}
        for code, category in present:
            title = getattr(category.group, self._words.lang, "") if category else ""
            groups.setdefault(title, []).append((code, category))
        for title, members in groups.items():
            rows = tuple(self._row(code, category, by_code[code]) for code, category in members)
            yield Group(title, self._tint(members[0][0]), rows)

    def _row(self, code: str, category: Category | None, judgement: Judgement) -> Row:
        words, label = self._words, self._label(code, category)
        text = words("level.present" if self._binary else f"level.{judgement.level}")
        detail = text if judgement.level == "minimal" else ""
        quotes = quotes_of(judgement.evidence)
        claim = self._book.add(self._family, label, quotes, detail=detail, tint=self._tint(code))
        return Row(code, label, judgement.level, text, words("confidence", value=f"{judgement.confidence:.2f}"), claim)

    def _label(self, code: str, category: Category | None) -> str:
        if category is None:
            return code
        label: str = getattr(category.label, self._words.lang)
        return f"{code} {label}" if code[:1].isdigit() and not label.startswith(code) else label

    def _tint(self, code: str) -> int:
        return risk_tint(code) if self._key == RISK_TAXONOMY else 0

    def _counts(self, levels: list[Level]) -> str:
        keys = {"good": "present"} if self._binary else {"good": "good", "minimal": "minimal"}
        parts = [self._words(f"level.{word}.count", n=levels.count(level)) for level, word in _items(keys)]
        return self._words("comma").join([*parts, self._words("level.none.count", n=levels.count("none"))])


def risk_tint(code: str) -> int:
    """The number of the risk domain of a code such as ``2.1``, which is also that of its tint; 0 for none."""
    domain = code.partition(".")[0]
    return int(domain) if domain in set("1234567") else 0


def _items(keys: dict[str, str]) -> list[tuple[Level, str]]:
    order: tuple[Level, ...] = ("good", "minimal")
    return [(level, keys[level]) for level in order if level in keys]


def _level(by_code: dict[str, Judgement], code: str) -> Level:
    judgement = by_code.get(code)
    return judgement.level if judgement is not None else "none"
