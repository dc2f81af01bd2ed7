"""``make evaluate``: every figure that the documents claim, measured anew and held to pinned floors.

``python benchmarks/evaluate.py [--quick] [--pin [--lower]]``. Without options: measure everything (about five minutes)
and fail where a figure is below its floor in ``tests/evaluation/floors.json``. ``--quick`` leaves out the trained
engine. ``--pin`` writes new floors; it refuses to lower one unless ``--lower`` is given too.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.bench_quality import GRADES, TRANSLATIONS, covered, mapped
from benchmarks.laws import corpus_folder
from regatlas.catalog.taxonomies import builtin_taxonomy
from regatlas.errors import BadArgument, RegatlasError
from regatlas.evaluation.floors import Floors, corpus_digest, fallen, pinned, read_floors, write_floors
from regatlas.evaluation.gold import read_map_facts, read_tags
from regatlas.evaluation.measures import f1, frequent, mean, outside, pooled_recall, quadratic_kappa

FLOORS = Path(__file__).resolve().parent.parent / "tests" / "evaluation" / "floors.json"
LEAST_POSITIVES = 8
SLOW = "agora.linear."


def files_used(corpus: Path) -> Iterator[Path]:
    """Every file that a figure depends on."""
    agora = corpus / "agora"
    yield from (agora / "documents.csv", agora / "train.txt", agora / "dev.txt")
    yield corpus / "mit-governance-map" / "dev.jsonl"
    for part in ("train", "dev"):
        for one in (agora / f"{part}.txt").read_text(encoding="utf-8").split():
            yield agora / "fulltext" / f"{one}.txt"
    for one, name in TRANSLATIONS.items():
        yield agora / "fulltext" / f"{one}.txt"
        yield corpus / "zh" / f"{name}.md"


def map_figures(corpus: Path) -> dict[str, float]:
    """``lexicon.v2`` against the facts of the MIT map's records."""
    facts = read_map_facts(corpus / "mit-governance-map" / "dev.jsonl")
    texts = {one.document: corpus / "agora" / "fulltext" / f"{one.document}.txt" for one in facts}
    pairs = [(one, mapped(texts[one.document])) for one in facts if texts[one.document].is_file()]
    named = [(one.subdomains, covered(record, "risk-subdomain")) for one, record in pairs]
    ranges = [(one.subdomain_range, len(covered(record, "risk-subdomain"))) for one, record in pairs]
    return {
        "map.subdomains": pooled_recall(named),
        "map.subdomains.beyond": mean([outside(number, *limits) for limits, number in ranges if limits]),
        "map.sectors": pooled_recall((one.sectors_good, covered(record, "sector")) for one, record in pairs),
        "map.stages": pooled_recall((one.stages, covered(record, "lifecycle")) for one, record in pairs),
        "map.legal-status": mean(
            [float(one.legal_force == record.legal_status.value) for one, record in pairs if one.legal_force]
        ),
    }


def language_figures(corpus: Path) -> dict[str, float]:
    """English against Chinese of the same instruments: quadratic kappa over the risk subdomains."""
    pairs = []
    for number, name in TRANSLATIONS.items():
        english, chinese = (
            {one.category: GRADES[one.level] for one in mapped(path).coverage if one.taxonomy == "risk-subdomain"}
            for path in (corpus / "agora" / "fulltext" / f"{number}.txt", corpus / "zh" / f"{name}.md")
        )
        pairs += [(english[code], chinese[code]) for code in english]
    return {"languages.kappa": quadratic_kappa(pairs, len(GRADES))}


def tag_figures(corpus: Path) -> dict[str, float]:
    """``lexicon.v2`` against AGORA's tags: train and dev together, and dev alone."""
    folder = corpus / "agora"
    codes = frozenset(category.code for category in builtin_taxonomy("agora").categories)
    train, dev = read_tags(folder, "train", codes), read_tags(folder, "dev", codes)
    gold = {**train, **dev}
    found = {one: covered(mapped(folder / "fulltext" / f"{one}.txt"), "agora") for one in gold}
    tags = frequent(train, LEAST_POSITIVES)
    everything, held_out = f1(gold, found, tags), f1(dev, found, tags)
    return {
        "agora.lexicon.micro": everything.micro,
        "agora.lexicon.macro": everything.macro,
        "agora.lexicon.dev.micro": held_out.micro,
        "agora.lexicon.dev.macro": held_out.macro,
    }


def trained_figures(corpus: Path) -> dict[str, float]:
    """``linear.v1`` by nested cross-validation, the mean of four divisions, and on dev after learning from train."""
    from benchmarks.bench_linear import Coded, repeated

    coded = Coded(corpus / "agora")
    _, divisions = repeated(coded)
    held_out = f1(coded.dev, coded.judged(coded.learned(list(coded.train)), list(coded.dev)), coded.tags)
    return {
        "agora.linear.micro": mean([one.micro for one in divisions]),
        "agora.linear.macro": mean([one.macro for one in divisions]),
        "agora.linear.dev.micro": held_out.micro,
        "agora.linear.dev.macro": held_out.macro,
    }


def measured(corpus: Path, *, quick: bool) -> dict[str, float]:
    """All figures, printed as they come."""
    found: dict[str, float] = {}
    for figures in (map_figures, language_figures, tag_figures, *(() if quick else (trained_figures,))):
        fresh = figures(corpus)
        print(*(f"{name:26} {figure:.3f}" for name, figure in fresh.items()), sep="\n", flush=True)
        found |= fresh
    return found


def main() -> int:
    """0 where every figure holds or the texts are not at hand, 1 where one fell, 2 where pinning is refused."""
    corpus, arguments = corpus_folder(), sys.argv[1:]
    if not (corpus / "agora").is_dir():
        print(f"There are no texts at {corpus}; name the corpus folder in REGATLAS_CORPUS.")
        return 0
    try:
        return _held(corpus, quick="--quick" in arguments, pin="--pin" in arguments, lower="--lower" in arguments)
    except RegatlasError as error:
        print(error, file=sys.stderr)
        return 2


def _held(corpus: Path, *, quick: bool, pin: bool, lower: bool) -> int:
    digest = corpus_digest(corpus, files_used(corpus))
    old = read_floors(FLOORS) if FLOORS.is_file() else None
    figures = measured(corpus, quick=quick)
    if pin:
        if quick:
            raise BadArgument("floors cannot be pinned from half of the figures", hint="leave --quick out")
        write_floors(FLOORS, pinned(old, figures, digest, lower=lower))
        print(f"The floors: {FLOORS}")
        return 0
    if old is None or old.corpus != digest:
        print("The floors were pinned on other texts, or never; nothing is held to them.", file=sys.stderr)
        return 1
    floors = {name: floor for name, floor in old.floors.items() if not (quick and name.startswith(SLOW))}
    complaints = fallen(Floors(old.corpus, floors), figures)
    print(*complaints or ["Every figure holds its floor."], sep="\n")
    return int(bool(complaints))


if __name__ == "__main__":
    raise SystemExit(main())
