"""The brief of a file without a catalog entry: its own sentences, chosen by a program, with their citations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from regatlas.app.briefs import ExtractedBrief
from regatlas.catalog.catalog import Catalog
from regatlas.model.judgement import Commitment, Evidence
from regatlas.pages.brief_view import Act, BriefView, Point, RelatedView
from regatlas.pages.claims import citation_at
from regatlas.pages.telling import SourceView, Telling
from regatlas.pages.words import Words

_POINTS = 6
_ACTS = 5
_RELATED = 5
# A sentence longer than this would take half the page; it is cut at a mark of ellipsis, and its citation leads to it.
_LONGEST = {"zh": 180, "en": 360}
_TIME = re.compile(
    r"\bwithin (?:\w+[ -]){1,5}(?:days?|months?|years?|hours?)\b|\bbefore \d{1,2} \w+ \d{4}"
    r"|(?:自[^，。；]{1,20}之日起|[^，。；、]{1,4}[后前])?[0-9一二三四五六七八九十百]+个?(?:工作日|日|月|年|小时)内",
    re.IGNORECASE,
)


def view_extracted_brief(catalog: Catalog, brief: ExtractedBrief, words: Words) -> BriefView:
    """The brief in words."""
    return _Viewer(catalog, brief, words).view()


class _Viewer:
    def __init__(self, catalog: Catalog, brief: ExtractedBrief, words: Words) -> None:
        self._brief = brief
        self._words = words
        self._telling = Telling(catalog, words)
        self._document = brief.document
        self._lang = brief.document.language

    def view(self) -> BriefView:
        words, stated = self._words, self._document.metadata
        points = list(self._points())
        return BriefView(
            title=stated.title.value if stated.title else words("brief.untitled"),
            lang=self._lang if stated.title else "",
            other="",
            other_lang="",
            date=self._telling.date(self._brief.as_of),
            facts=tuple(self._facts()),
            what="",
            points=tuple(points[:_POINTS]),
            acts=tuple(self._acts()),
            acts_more="",
            acts_none=words("brief.acts.none.extracted"),
            related=tuple(RelatedView(one.value, "") for one in stated.legal_basis[:_RELATED]),
            related_more="",
            related_heading=words("brief.related.extracted"),
            related_none=words("brief.related.unnamed"),
            sources=(SourceView(self._brief.file, "", f"SHA-256 {self._document.source.sha256[:16]}…"),),
            notices=tuple(self._notices()),
        )

    def _facts(self) -> Iterator[tuple[str, str]]:
        words, stated = self._words, self._document.metadata
        if stated.issuers:
            yield words("brief.issuer"), words.join([one.value for one in stated.issuers])
        if stated.dates:
            dates = [f"{words(f'fact.{key}')} {self._telling.date(one.value)}" for key, one in stated.dates.items()]
            yield words("brief.dates"), words("semicolon").join(dates)
        if stated.number:
            yield words("brief.number"), stated.number.value
        force = self._brief.record.legal_status.value
        status = words(f"status.{force}") if force else words("status.abstained")
        yield words("brief.status"), words("brief.status.extracted", status=status)

    def _points(self) -> Iterator[Point]:
        """The sentences of the summary; where it has too few for a brief, the first duties as well."""
        record = self._brief.record
        duties = [one for one in record.commitments if one.modality in ("must", "must-not", "plans")]
        said = [(one.text, one.evidence) for one in record.summary]
        said += [(one.text, one.evidence) for one in duties[:_POINTS]]
        by_place = {evidence[0].quote.span: (text, evidence) for text, evidence in reversed(said)}
        for text, evidence in dict.fromkeys(by_place[each[0].quote.span] for _, each in said):
            yield Point(self._short(text), self._cited(evidence), self._lang)

    def _acts(self) -> Iterator[Act]:
        words, stated = self._words, self._document.metadata
        if effective := stated.dates.get("effective"):
            when = words("brief.acts.from", date=self._telling.date(effective.value))
            yield Act(words("brief.acts.text"), words("brief.acts.in-force"), when, "")
        for one in islice(self._duties(), _ACTS):
            yield self._act(one)

    def _duties(self) -> Iterator[Commitment]:
        """One duty of each provision: those with a time limit first, prohibitions last."""
        bound = [one for one in self._brief.record.commitments if one.actor and one.modality in ("must", "must-not")]
        seen: set[str] = set()
        for one in sorted(bound, key=lambda one: (not _TIME.search(one.text), one.modality == "must-not")):
            place = self._cited(one.evidence)
            if place not in seen:
                seen.add(place)
                yield one

    def _act(self, one: Commitment) -> Act:
        limit, what = _TIME.search(one.text), self._short(one.text).rstrip(";；,，.。")
        if one.modality == "must-not":
            # The points of a list of prohibitions do not repeat that they are prohibited.
            what = f"{self._words('modality.label.must-not')}{self._words('colon')}{what}"
        return Act(one.actor or "", what, limit.group() if limit else "", self._cited(one.evidence), self._lang)

    def _cited(self, evidence: tuple[Evidence, ...]) -> str:
        return citation_at(self._document, evidence[0].quote.span.start) if evidence else ""

    def _short(self, text: str) -> str:
        room = _LONGEST["zh" if self._lang.startswith(("zh", "ja")) else "en"]
        plain = " ".join(text.split())
        return plain if len(plain) <= room else plain[:room].rstrip() + "…"

    def _notices(self) -> Iterator[str]:
        words = self._words
        yield words("brief.notice.extracted", engine=self._brief.record.engine, file=self._brief.file)
        if self._brief.record.abstained:
            yield words("notice.abstained", reason=words.reasons(self._brief.record.abstained))
