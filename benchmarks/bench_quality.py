"""How good ``lexicon.v2`` is on published codings: the MIT map's public records, AGORA's tags, and two languages.

``python benchmarks/bench_quality.py [--detail]`` maps the documents and prints the figures, with ``--detail`` also
what each document misses and the weakest tags. The train part of AGORA is what cues are written on; its dev part is
only a check. It needs the corpus (``REGATLAS_CORPUS``) and says so where that is absent.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.laws import corpus_folder
from regatlas.catalog.taxonomies import builtin_taxonomies
from regatlas.engines.lexicon.record import build_record
from regatlas.evaluation.gold import MapFacts, read_map_facts, read_tags
from regatlas.evaluation.measures import Counts, f1, frequent, mean, outside, pooled_recall, quadratic_kappa
from regatlas.model.judgement import Judgement, Record
from regatlas.readers import read
from regatlas.structure import parse

LEAST_POSITIVES = 8
GRADES = {"none": 0, "minimal": 1, "good": 2}
# The same instrument in English (below agora/fulltext) and in Chinese (below zh).
TRANSLATIONS = {
    "36": "deep-synthesis-provisions", "266": "algorithm-recommendation-provisions",
    "1137": "generative-ai-interim-measures", "2096": "ai-content-labelling-measures",
    "2244": "facial-recognition-measures", "1064": "shenzhen-ai-industry-regulations",
}  # fmt: skip


def mapped(path: Path) -> Record:
    """The record of a file under every built-in taxonomy."""
    return build_record(parse(read(path.read_bytes())), builtin_taxonomies(), manifest="benchmark")


def covered(record: Record, taxonomy: str) -> set[str]:
    """The categories that the record finds at any level."""
    return {one.category for one in record.coverage if one.taxonomy == taxonomy and one.level != "none"}


def map_figures(corpus: Path, *, detail: bool) -> list[str]:
    """Against the facts of the MIT map's records, for the documents whose texts are at hand."""
    facts = read_map_facts(corpus / "mit-governance-map" / "dev.jsonl")
    texts = {one.document: corpus / "agora" / "fulltext" / f"{one.document}.txt" for one in facts}
    pairs = [(one, mapped(texts[one.document])) for one in facts if texts[one.document].is_file()]
    forces = [float(one.legal_force == record.legal_status.value) for one, record in pairs if one.legal_force]
    beyond = [
        outside(len(covered(record, "risk-subdomain")), *one.subdomain_range)
        for one, record in pairs
        if one.subdomain_range
    ]
    lines = [
        f"MIT map, {len(pairs)} documents",
        f"  subdomains named, found {_recall(pairs, 'risk-subdomain'):11.3f}",
        f"  covered outside range   {mean(beyond):11.2f}",
        f"  sectors good, found     {_recall(pairs, 'sector'):11.3f}",
        f"  stages, found           {_recall(pairs, 'lifecycle'):11.3f}",
        f"  legal status right      {mean(forces):11.3f}",
    ]
    return lines + (_map_details(pairs) if detail else [])


_NAMED = {"risk-subdomain": "subdomains", "sector": "sectors_good", "lifecycle": "stages"}


def _recall(pairs: list[tuple[MapFacts, Record]], taxonomy: str) -> float:
    return pooled_recall((getattr(one, _NAMED[taxonomy]), covered(record, taxonomy)) for one, record in pairs)


def _map_details(pairs: list[tuple[MapFacts, Record]]) -> list[str]:
    lines = []
    for one, record in pairs:
        found = covered(record, "risk-subdomain")
        lines.append(
            f"  {one.document}: {len(found)} covered (stated {one.subdomain_range}),"
            f" extra {_listed(found - one.subdomains)}; missing {_listed(one.subdomains - found)},"
            f" sectors {_listed(one.sectors_good - covered(record, 'sector'))},"
            f" stages {_listed(one.stages - covered(record, 'lifecycle'))};"
            f" {record.legal_status.value} (stated {one.legal_force})"
        )
    return lines


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"


def tag_figures(corpus: Path, *, detail: bool) -> list[str]:
    """Against AGORA's tags that at least eight documents of the train part have."""
    folder = corpus / "agora"
    codes = frozenset(category.code for category in builtin_taxonomies()["agora"].categories)
    train, dev = read_tags(folder, "train", codes), read_tags(folder, "dev", codes)
    tags = frequent(train, LEAST_POSITIVES)
    lines = [f"AGORA, {len(tags)} tags with {LEAST_POSITIVES} or more documents of train (F1 micro, macro)"]
    for name, gold in (("train", train), ("dev", dev)):
        texts = {document: folder / "fulltext" / f"{document}.txt" for document in gold}
        found = {document: covered(mapped(path), "agora") for document, path in texts.items() if path.is_file()}
        scores = f1({document: gold[document] for document in found}, found, tags)
        lines.append(f"  {name:5} ({len(found):3} documents) {scores.micro:8.3f} {scores.macro:8.3f}")
        if detail and name == "train":
            lines.extend(_tag_details(scores.by_category))
    return lines


def _tag_details(by_category: dict[str, Counts]) -> list[str]:
    ranked = sorted(by_category.items(), key=lambda item: item[1].f1)
    return [f"    {one.f1:.2f} precision {one.precision:.2f} recall {one.recall:.2f} {tag}" for tag, one in ranked]


def language_figures(corpus: Path, *, detail: bool) -> list[str]:
    """Agreement over the levels of the risk subdomains between a Chinese text and its English translation."""
    lines, pairs = [], []
    for number, name in TRANSLATIONS.items():
        paths = corpus / "agora" / "fulltext" / f"{number}.txt", corpus / "zh" / f"{name}.md"
        if all(path.is_file() for path in paths):
            english, chinese = ({one.category: one.level for one in _risks(mapped(path))} for path in paths)
            pairs += [(GRADES[english[code]], GRADES[chinese[code]]) for code in english]
            differing = [
                f"{code} {english[code]}/{chinese[code]}" for code in english if english[code] != chinese[code]
            ]
            lines.append(f"  {name}: {_listed(differing)}")
    if not pairs:
        return []
    kappa = quadratic_kappa(pairs, len(GRADES))
    return [f"English and Chinese of one instrument, quadratic kappa {kappa:.3f}", *(lines if detail else [])]


def _risks(record: Record) -> list[Judgement]:
    return [one for one in record.coverage if one.taxonomy == "risk-subdomain"]


def main() -> int:
    """Print the figures; 0 also where the texts are not at hand, for there is nothing wrong then."""
    corpus = corpus_folder()
    detail = "--detail" in sys.argv[1:]
    if not (corpus / "agora").is_dir():
        print(f"There are no texts at {corpus}; name the corpus folder in REGATLAS_CORPUS.")
        return 0
    for figures in (map_figures, language_figures, tag_figures):
        print("\n".join(figures(corpus, detail=detail)), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
