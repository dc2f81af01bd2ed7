"""Structure on 2,466 Chinese laws: how many are read exactly, how fast, in how much memory, beside what else there is.

``python benchmarks/bench_structure.py [COUNT]`` reads every law in three shapes (or COUNT of them, evenly chosen) and
prints, for each shape, the share of laws whose articles and chapters are exactly those of the law, with every failure
and its difference. Then, on every eighth law and in one run: megabytes of UTF-8 a second and the peak of memory for
reading, for structure, for bare splits by one regular expression (:mod:`benchmarks.bare`), for merely making the
provisions that were found, and for the open parsers that are installed (:mod:`benchmarks.rivals`). Last, texts that are
made to be slow (:mod:`benchmarks.slow_texts`), at one and at four megabytes.

Every step of every law is timed several times, each time right after an untimed run of the same step, in turn with the
others, and its best time counts: the machine has other work, which can only make a step slower.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.bare import split_articles, split_articles_at_once, split_levels, split_tree
from benchmarks.laws import SHAPES, Law, Shape, compare, corpus_folder, read_laws, shaped
from benchmarks.rivals import rivals
from benchmarks.slow_texts import SLOW
from regatlas.model.document import Document, Metadata, Provision
from regatlas.model.text import Span
from regatlas.readers import read
from regatlas.structure import find_provisions, layout, parse
from regatlas.structure.metadata import read_metadata

# The best of five wavered by a tenth from run to run.
_TIMES = 25
_EVERY = 8
# Some rivals take a minute for what takes us a second.
_RIVALS_EVERY = 200
_LARGEST = 12

Step = Callable[[Any], Any]


def make_again(document: Document) -> list[Provision]:
    """The same provisions from fields that are at hand: what their mere making costs."""
    make = tuple.__new__
    return [
        make(Provision, (eid, parent, kind, number, citation, heading, make(Span, (start, end))))
        for eid, parent, kind, number, citation, heading, (start, end) in document.provisions
    ]


def find_metadata(document: Document) -> Metadata:
    """What a document says of itself, found again."""
    return read_metadata(document.source, document.provisions)


STEPS: dict[str, Step] = {
    "read": read,
    "structure": find_provisions,
    "metadata": find_metadata,
    "structure and metadata": parse,
    "(making its provisions)": make_again,
    "a: bare split, articles": split_articles,
    "a: the same, no space behind": split_articles_at_once,
    "b: bare split, all levels": split_levels,
    "c: bare split, our fields": split_tree,
}


def exactness(laws: list[Law], shape: Shape) -> list[str]:
    """The failures among the laws, described."""
    verdicts = ((law.name, compare(law, parse(read(shaped(law, shape))))) for law in laws)
    return [f"  {name}: {verdict}" for name, verdict in verdicts if not verdict.right]


def inputs(data: bytes) -> dict[str, Any]:
    """What each step is given."""
    source = read(data)
    text = data.decode()
    document = parse(source)
    given = {
        "read": data,
        "structure": source,
        "metadata": document,
        "structure and metadata": source,
        "(making its provisions)": document,
    }
    return {step: given.get(step, text) for step in STEPS}


def seconds(laws: list[Law], shape: Shape) -> tuple[dict[str, float], int]:
    """The time of each step, and the bytes that went through."""
    spent = dict.fromkeys(STEPS, 0.0)
    size = 0
    for law in laws:
        data = shaped(law, shape)
        size += len(data)
        best = dict.fromkeys(STEPS, float("inf"))
        given = inputs(data)
        for _ in range(_TIMES):
            for step, run in STEPS.items():
                # What ran before leaves the text and the code of some steps in the processor's memory, and not of
                # others: a split that ran right after another seemed a fifth faster. So each runs once untimed first.
                run(given[step])
                best[step] = min(best[step], _timed(run, given[step]))
        for step, least in best.items():
            spent[step] += least
    return spent, size


def _timed(run: Step, given: Any) -> float:  # noqa: ANN401  steps take bytes, text, sources and documents
    begun = time.perf_counter()
    run(given)
    return time.perf_counter() - begun


def peaks(laws: list[Law], shape: Shape) -> dict[str, float]:
    """The most memory that each step took beyond its input, as a multiple of the bytes of the law; of the largest."""
    highest = dict.fromkeys(STEPS, 0.0)
    for law in sorted(laws, key=lambda law: len(law.markdown))[-_LARGEST:]:
        data = shaped(law, shape)
        given = inputs(data)
        for step, run in STEPS.items():
            tracemalloc.start()
            run(given[step])
            highest[step] = max(highest[step], tracemalloc.get_traced_memory()[1] / len(data))
            tracemalloc.stop()
    return highest


def print_speed(laws: list[Law], shape: Shape) -> None:
    """One line a step: speed, memory, and how many times longer structure takes."""
    spent, size = seconds(laws, shape)
    memory = peaks(laws, shape)
    for step, time_of_step in spent.items():
        alone, both = (spent[name] / time_of_step for name in ("structure", "structure and metadata"))
        print(
            f"  {step:28} {size / 1e6 / time_of_step:8.2f} MB/s {memory[step]:6.1f} bytes a byte"
            f"   structure takes {alone:5.2f} times as long, with metadata {both:5.2f}"
        )


def print_found(laws: list[Law], shape: Shape) -> None:
    """How many articles structure and the splits into articles find; a split that finds none is no yardstick."""
    texts = [shaped(law, shape) for law in laws]
    ours = sum(one.kind == "article" for text in texts for one in find_provisions(read(text))[1])
    bare, at_once = (
        sum(len(split(text.decode())) for text in texts) for split in (split_articles, split_articles_at_once)
    )
    there = sum(len(law.articles) for law in laws)
    print(f"  articles: {there} there, {ours} by structure, {bare} by split a, {at_once} where it asks for no space")


def print_rivals(laws: list[Law]) -> None:
    """Speed and articles of the other parsers, on the same few laws as ours."""
    texts = [law.markdown for law in laws]
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"other parsers, {len(texts)} laws with {sum(len(law.articles) for law in laws)} articles:")

    def ours(text: str) -> int:
        return sum(one.kind == "article" for one in parse(read(text.encode())).provisions)

    for name, run in [("Regatlas, read and structure", ours), *_installed()]:
        begun = time.perf_counter()
        found = sum(map(run, texts))
        print(f"  {name:38} {size / (time.perf_counter() - begun):8.3f} MB/s, {found} articles")


def _installed() -> list[tuple[str, Callable[[str], int]]]:
    found = list(rivals())
    for one in found:
        if isinstance(one, str):
            print(f"  {one}")
    return [(one.name, one.articles) for one in found if not isinstance(one, str)]


def print_slow_texts() -> None:
    """Seconds for one and for four megabytes of each text that is made to be slow."""
    print("texts made to be slow, read and structure, seconds for 1 MB and for 4 MB:")
    for name, made in SLOW.items():
        small, large = (_timed(lambda data: parse(read(data)), made(size).encode()) for size in (1_000_000, 4_000_000))
        print(f"  {name:40} {small:6.2f} {large:6.2f}")


def main() -> int:
    """Print the figures; 0 when they could be made, 2 where the texts are not at hand."""
    archive = corpus_folder() / "laws-cn.tar.xz"
    if not archive.is_file():
        print(f"There are no laws at {archive}; name the corpus folder in REGATLAS_CORPUS.", file=sys.stderr)
        return 2
    everything = list(read_laws(archive))
    laws = [law for law in everything if law.whole]
    count = int(sys.argv[1]) if len(sys.argv) > 1 else len(laws)
    chosen = laws[:: max(1, len(laws) // count)][:count]
    print("structure is", "compiled (make compiled)" if not str(layout.__file__).endswith(".py") else "not compiled")
    print(f"{len(everything)} laws, {len(laws)} numbered without a gap, {len(chosen)} measured")
    for shape in SHAPES:
        failures = exactness(chosen, shape)
        print(f"{shape}: {1 - len(failures) / len(chosen):.4f} exact, {len(failures)} not")
        print("\n".join(failures), end="\n" if failures else "")
        print_speed(chosen[::_EVERY] or chosen, shape)
        print_found(chosen[::_EVERY] or chosen, shape)
    print_rivals(laws[::_RIVALS_EVERY])
    print_slow_texts()
    return 0


if __name__ == "__main__":
    sys.exit(main())
