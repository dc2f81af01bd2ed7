"""Structure on 2,466 Chinese laws: how many are read exactly, how fast, beside a bare regular expression.

``python benchmarks/bench_structure.py [COUNT]`` reads every law in three shapes (or COUNT of them, evenly chosen) and
prints, for each shape, the share of laws whose articles and chapters are exactly those of the law, every failure with
its difference, and megabytes of UTF-8 a second for reading, for structure, and for splitting the same bytes with one
regular expression in the same run.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.laws import ARTICLE_LINE, SHAPES, Law, Shape, compare, corpus_folder, read_laws, shaped
from regatlas.readers import read
from regatlas.structure import parse


class Clock:
    """Seconds spent in each step, and the bytes that went through."""

    def __init__(self) -> None:
        self.seconds = {"read": 0.0, "structure": 0.0, "regular expression": 0.0}
        self.bytes = 0

    def lines(self) -> list[str]:
        """One line a step."""
        return [f"  {step:20} {self.bytes / 1e6 / max(spent, 1e-9):8.2f} MB/s" for step, spent in self.seconds.items()]


def measure(laws: list[Law], shape: Shape) -> tuple[list[str], Clock]:
    """The failures among the laws, described, and the time they took."""
    clock = Clock()
    failures = []
    for law in laws:
        data = shaped(law, shape)
        clock.bytes += len(data)
        begun = time.perf_counter()
        source = read(data)
        done = time.perf_counter()
        document = parse(source)
        parsed = time.perf_counter()
        list(ARTICLE_LINE.finditer(data.decode()))
        clock.seconds["read"] += done - begun
        clock.seconds["structure"] += parsed - done
        clock.seconds["regular expression"] += time.perf_counter() - parsed
        verdict = compare(law, document)
        if not verdict.right:
            failures.append(f"  {law.name}: {verdict}")
    return failures, clock


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
    print(f"{len(everything)} laws, {len(laws)} numbered without a gap, {len(chosen)} measured")
    for shape in SHAPES:
        failures, clock = measure(chosen, shape)
        print(f"{shape}: {1 - len(failures) / len(chosen):.4f} exact, {len(failures)} not")
        print("\n".join([*clock.lines(), *failures]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
