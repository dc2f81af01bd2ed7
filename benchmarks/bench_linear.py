"""``linear.v1`` against ``lexicon.v2`` on AGORA's tags, by nested grouped cross-validation over train and dev.

``python benchmarks/bench_linear.py [--tags]`` divides the 299 documents into five parts, near-duplicates together,
learns from four (thresholds and all, by a cross-validation inside them) and judges the fifth; four times, with other
parts each time. Printed are micro and macro F1 of each time and their mean; with 95 % intervals over documents, those
of the first time, for each namespace, with ``--tags`` for each tag; then dev alone, by a model that learned from train
alone. The 65 tags are those that eight or more documents of train have.

Two things flatter: the cues of both engines were written with train at hand, and the constants of ``linear.v1`` were
chosen on the same documents. Labels outside train and dev are never looked at.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from benchmarks.laws import corpus_folder
from regatlas.catalog.taxonomies import builtin_taxonomy
from regatlas.engines.base import Engine
from regatlas.engines.lexicon.judge import LexiconEngine
from regatlas.engines.linear.engine import LinearEngine
from regatlas.engines.linear.examples import Example, example
from regatlas.engines.linear.folds import families, folds
from regatlas.engines.linear.training import train
from regatlas.evaluation.gold import read_tags
from regatlas.evaluation.intervals import Estimate, f1_interval
from regatlas.evaluation.measures import F1, f1, frequent, mean
from regatlas.model.document import Document
from regatlas.readers import read
from regatlas.structure import parse

LEAST_POSITIVES = 8
FOLDS = 5
SEEDS = (0, 1, 2, 3)
"""Of the divisions into parts. With one division alone a figure moves by .005 either way."""

TAXONOMY = builtin_taxonomy("agora")
TAG_DRAWS = 300
Found = dict[str, frozenset[str]]


class Coded:
    """The documents of train and dev with their tags, ready for learning."""

    def __init__(self, folder: Path) -> None:
        codes = frozenset(category.code for category in TAXONOMY.categories)
        self.train = read_tags(folder, "train", codes)
        self.dev = read_tags(folder, "dev", codes)
        self.gold = {**self.train, **self.dev}
        texts = {one: folder / "fulltext" / f"{one}.txt" for one in self.gold}
        self.documents: dict[str, Document] = {one: parse(read(path.read_bytes())) for one, path in texts.items()}
        self.examples: dict[str, Example] = {
            one: example(self.documents[one], [TAXONOMY], {TAXONOMY.id: tags}) for one, tags in self.gold.items()
        }
        self.tags = frequent(self.train, LEAST_POSITIVES)

    def judged(self, engine: Engine, names: list[str]) -> Found:
        """What an engine finds in the named documents, quotes and all."""
        return {
            one: frozenset(
                judged.category for judged in engine.judge(self.documents[one], [TAXONOMY]) if judged.level != "none"
            )
            for one in names
        }

    def learned(self, names: list[str]) -> LinearEngine:
        """The engine with a model of the named documents."""
        return LinearEngine(train([self.examples[one] for one in names], [TAXONOMY]))


def nested(coded: Coded, seed: int) -> Found:
    """What ``linear.v1`` finds in each document by a model that has not seen it nor a near-duplicate of it."""
    names = list(coded.gold)
    part = folds(families([coded.examples[one].shingles for one in names]), FOLDS, seed)
    found: Found = {}
    for number in range(FOLDS):
        seen, unseen = ([names[at] for at in np.flatnonzero(mask)] for mask in (part != number, part == number))
        found.update(coded.judged(coded.learned(seen), unseen))
    return found


def repeated(coded: Coded) -> tuple[list[Found], list[F1]]:
    """What is found under each of ``SEEDS``, and its figures."""
    found = [nested(coded, seed) for seed in SEEDS]
    return found, [f1(coded.gold, one, coded.tags) for one in found]


def shown(name: str, gold: Found, found: Found, tags: list[str]) -> str:
    """One line: micro and macro F1 with their intervals."""
    micro, macro = f1_interval(gold, found, tags)
    return f"  {name:34} {_told(micro)}   {_told(macro)}"


def _told(one: Estimate) -> str:
    return f"{one.value:.3f} [{one.low:.3f}, {one.high:.3f}]"


def by_namespace(coded: Coded, systems: dict[str, Found]) -> list[str]:
    """F1 of every namespace for every system."""
    lines = []
    for space in sorted({tag.split(":")[0] for tag in coded.tags}):
        tags = [tag for tag in coded.tags if tag.startswith(f"{space}:")]
        lines.append(f"{space} ({len(tags)} tags)")
        lines += [shown(name, coded.gold, found, tags) for name, found in systems.items()]
    return lines


def by_tag(coded: Coded, systems: dict[str, Found]) -> list[str]:
    """F1 of every tag for every system with its interval, and the number of documents that have it."""
    lines = []
    for tag in coded.tags:
        told = [_told(f1_interval(coded.gold, found, [tag], TAG_DRAWS)[0]) for found in systems.values()]
        lines.append(f"  {'   '.join(told)}  {sum(tag in tags for tags in coded.gold.values()):4}  {tag}")
    return lines


def main() -> int:
    """Print the figures; 0 also where the texts are not at hand, for there is nothing wrong then."""
    folder = corpus_folder() / "agora"
    if not folder.is_dir():
        print(f"There are no texts at {folder}; name the corpus folder in REGATLAS_CORPUS.")
        return 0
    start = time.monotonic()
    coded = Coded(folder)
    names = list(coded.gold)
    found, figures = repeated(coded)
    systems = {"lexicon.v2": coded.judged(LexiconEngine(), names), "linear.v1": found[0]}
    print(f"AGORA train and dev, {len(names)} documents, {len(coded.tags)} tags; micro and macro F1 [95 %]")
    print("\n".join(shown(name, coded.gold, found, coded.tags) for name, found in systems.items()))
    print("  linear.v1, other divisions         ", *(f"{one.micro:.3f}/{one.macro:.3f}" for one in figures[1:]))
    print(f"  linear.v1, mean of {len(figures)}  {mean([one.micro for one in figures]):17.3f}", end="")
    print(f" {mean([one.macro for one in figures]):22.3f}")
    print("\n".join(by_namespace(coded, systems)))
    if "--tags" in sys.argv[1:]:
        print("\n".join(["lexicon.v2, linear.v1, documents, tag", *by_tag(coded, systems)]))
    held_out = coded.judged(coded.learned(list(coded.train)), list(coded.dev))
    print(f"dev alone, {len(coded.dev)} documents, learned from train alone")
    print(shown("lexicon.v2", coded.dev, systems["lexicon.v2"], coded.tags))
    print(shown("linear.v1", coded.dev, held_out, coded.tags))
    print(f"{time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
