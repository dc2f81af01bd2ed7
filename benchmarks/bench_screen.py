"""How far ``regatlas screen`` can be trusted: recall on AI governance, and what it keeps of laws on other things.

Positives: AGORA's training documents (the constants were chosen on them), its dev documents (held out) and the records
of the MIT map. Negatives: 2,448 Chinese laws, nearly all without a word of AI, and the invented English texts of the
tests. Run by ``make bench``; needs the corpus for all but the last.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from benchmarks.laws import corpus_folder, read_laws
from regatlas.engines.screening.judge import screen
from regatlas.errors import InputError
from regatlas.model.screening import IN_SCOPE_AT, KEEP_AT
from regatlas.readers import Limits, read
from regatlas.structure import parse

INVENTED = Path(__file__).resolve().parent.parent / "tests" / "engines" / "screening" / "texts.yaml"


def scores(texts: Iterable[bytes]) -> list[int]:
    """The scores of texts; those that cannot be read or judged are left out."""
    found: list[int] = []
    for data in texts:
        try:
            score = screen(parse(read(data, Limits())), manifest="").score
        except InputError:
            continue
        if score is not None:
            found.append(score)
    return found


def agora(corpus: Path, part: str) -> Iterator[bytes]:
    """The texts of AGORA's part ``train`` or ``dev``."""
    for name in (corpus / "agora" / f"{part}.txt").read_text(encoding="utf-8").split():
        path = corpus / "agora" / "fulltext" / f"{name}.txt"
        if path.exists():
            yield path.read_bytes()


def mapped(corpus: Path) -> Iterator[bytes]:
    """The texts at hand of the MIT map's records."""
    for line in (corpus / "mit-governance-map" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        path = corpus / "agora" / "fulltext" / f"{json.loads(line)['agora_id']}.txt"
        if path.exists():
            yield path.read_bytes()


def invented(*kinds: str) -> Iterator[bytes]:
    """The invented English texts of these kinds."""
    for one in yaml.safe_load(INVENTED.read_text(encoding="utf-8")):
        if one["kind"] in kinds:
            yield one["text"].encode()


def _told(name: str, found: list[int], seconds: float) -> None:
    kept = sum(score >= KEEP_AT for score in found) / len(found)
    inside = sum(score >= IN_SCOPE_AT for score in found) / len(found)
    print(f"{name:<38} {len(found):>5}   kept {kept:7.2%}   in scope {inside:7.2%}   {seconds:5.1f} s")


def main() -> None:
    """Print, for each set, the shares at or above the two thresholds."""
    corpus = corpus_folder()
    print(f"kept: {KEEP_AT} and more; in scope: {IN_SCOPE_AT} and more")
    sets: list[tuple[str, Iterable[bytes]]] = []
    if corpus.is_dir():
        laws = (law.markdown.encode() for law in read_laws(corpus / "laws-cn.tar.xz"))
        chinese = (path.read_bytes() for path in sorted((corpus / "zh").glob("*.md")))
        sets = [
            ("AGORA, training part", agora(corpus, "train")),
            ("AGORA, dev part (held out)", agora(corpus, "dev")),
            ("MIT map, records with texts", mapped(corpus)),
            ("Chinese instruments (2 have no AI)", chinese),
            ("Chinese laws, nearly all not AI", laws),
        ]
    sets += [("invented rules, not AI", invented("rules", "lure")), ("invented, about AI only", invented("report"))]
    for name, texts in sets:
        start = time.monotonic()
        _told(name, scores(texts), time.monotonic() - start)


if __name__ == "__main__":
    main()
