"""The whole record of a document by the engine ``lexicon``: coverage and everything beside it."""

from __future__ import annotations

from collections.abc import Mapping

from regatlas.engines.lexicon.actors import actors
from regatlas.engines.lexicon.clauses import read_clauses
from regatlas.engines.lexicon.commitments import commitments
from regatlas.engines.lexicon.duties import read_duties
from regatlas.engines.lexicon.hant import Found, restored, twin
from regatlas.engines.lexicon.judge import V2, LexiconEngine, Rules
from regatlas.engines.lexicon.legal_status import legal_status
from regatlas.engines.lexicon.places import places
from regatlas.engines.lexicon.rationales import rationales
from regatlas.engines.lexicon.summary import summary
from regatlas.model.document import Document
from regatlas.model.judgement import Judgement, LegalStatus, Record
from regatlas.model.taxonomy import Bilingual, Taxonomy

# The taxonomy whose one category is the legal status itself: judged once, so that a record cannot contradict itself.
_STATUS = "legal-status"
_LANGUAGES = {
    "ja": Bilingual(en="Japanese", zh="日文"),
    "ko": Bilingual(en="Korean", zh="韩文"),
    "fr": Bilingual(en="French", zh="法文"),
    "de": Bilingual(en="German", zh="德文"),
    "es": Bilingual(en="Spanish", zh="西班牙文"),
}


def build_record(document: Document, taxonomies: Mapping[str, Taxonomy], *, manifest: str, rules: Rules = V2) -> Record:
    """Everything that the engine says of a document under the given taxonomies (by id, in the order of the record).

    ``manifest`` is the digest of what made the record (:class:`regatlas.model.run.RunManifest`); it is the same for a
    whole run; ``rules`` are those of a version of the engine. A text whose quality is not ``ok``, or whose language is
    neither English nor Chinese, is not judged: the record abstains and gives the reason.
    """
    reason = _unreadable(document)
    if reason is not None:
        return _abstention(document, taxonomies, manifest, reason, rules.name)
    read = twin(document)
    clauses = read_clauses(read)
    duties = read_duties(read, clauses)
    status = legal_status(read, clauses)
    coverage = _in_original(_coverage(read, taxonomies, status, rules), read, document)
    status = restored(status, read, document)
    found = _in_original(actors(read, clauses, duties), read, document)
    return Record(
        engine=rules.name,
        taxonomies=_versions(taxonomies),
        manifest=manifest,
        summary=_in_original(summary(read, clauses), read, document),
        legal_status=status,
        coverage=coverage,
        actors=found,
        commitments=_in_original(commitments(read, duties), read, document),
        places=_in_original(places(read, clauses), read, document),
        rationales=rationales(document, taxonomies, coverage, status, found),
    )


def _in_original(found: tuple[Found, ...], read: Document, document: Document) -> tuple[Found, ...]:
    return tuple(restored(one, read, document) for one in found)


def _unreadable(document: Document) -> Bilingual | None:
    """Why the text cannot be judged; None where it can."""
    quality = document.source.quality
    if quality.status != "ok":
        told = " ".join(quality.reasons) or f"The quality of the text is {quality.status}."
        return Bilingual(en=told, zh="文本质量不足，无法可靠识读，引擎不作推测。")
    if document.language != "en" and not document.language.startswith("zh"):
        name = _LANGUAGES.get(document.language)
        if name is None:
            en = "The language of the text could not be told, and this engine reads English and Chinese only."
            return Bilingual(en=en, zh="无法识别文本的语言；本引擎仅能识读英文和中文，故不作判断。")
        en = f"The text is in {name.en}, and this engine reads English and Chinese only."
        return Bilingual(en=en, zh=f"文本为{name.zh}；本引擎仅能识读英文和中文，故不作判断。")
    return None


def _versions(taxonomies: Mapping[str, Taxonomy]) -> dict[str, str]:
    return {key: taxonomy.version for key, taxonomy in taxonomies.items()}


def _coverage(
    document: Document, taxonomies: Mapping[str, Taxonomy], status: LegalStatus, rules: Rules
) -> tuple[Judgement, ...]:
    """The engine's judgements in the order of the taxonomies, those of legal status from the status itself."""
    by_cues = [taxonomy for key, taxonomy in taxonomies.items() if key != _STATUS]
    judged = LexiconEngine(rules).judge(document, by_cues)
    found: list[Judgement] = []
    for key, taxonomy in taxonomies.items():
        if key == _STATUS:
            found.extend(_status_coverage(taxonomy, status))
        else:
            found.extend(one for one in judged if one.taxonomy == taxonomy.id)
    return tuple(found)


def _status_coverage(taxonomy: Taxonomy, status: LegalStatus) -> list[Judgement]:
    """``good`` for the category that is the status, ``none`` for the others."""
    return [
        Judgement(
            taxonomy=taxonomy.id,
            category=category.code,
            level="good" if category.code == status.value else "none",
            confidence=status.confidence,
            evidence=status.evidence if category.code == status.value else (),
        )
        for category in taxonomy.categories
    ]


def _abstention(
    document: Document, taxonomies: Mapping[str, Taxonomy], manifest: str, reason: Bilingual, engine: str
) -> Record:
    """A record that claims nothing, and says why."""
    status = LegalStatus(value=None, confidence=0.0)
    coverage = tuple(
        Judgement(taxonomy=taxonomy.id, category=category.code, level="none", confidence=0.0)
        for taxonomy in taxonomies.values()
        for category in taxonomy.categories
    )
    return Record(
        engine=engine,
        taxonomies=_versions(taxonomies),
        manifest=manifest,
        legal_status=status,
        coverage=coverage,
        rationales=rationales(document, taxonomies, coverage, status, (), abstained=reason),
        abstained=reason.en,
    )
