"""A bounded run of atheris over every reader and grammar: ``python -m tests.fuzz.run [TARGET...]``.

Each target has ``REGATLAS_FUZZ_SECONDS`` (60). What breaks is kept as a file under ``build/fuzz`` and named; the run
then ends with 1. The coverage-guided search starts from :mod:`tests.fuzz.seeds`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.fuzz import seeds

FOLDER = Path(__file__).resolve().parents[2] / "build" / "fuzz"
TARGETS = ("text", "html", "xml", "pdf", "docx", "word", "structure")
_LANGUAGES = ("en", "zh-Hans", "ja", "und")


def main(targets: list[str]) -> int:
    """Fuzz each target in a process of its own, since atheris ends the process that it runs in."""
    failed = []
    for target in targets or TARGETS:
        print(f"== {target}", flush=True)
        if subprocess.run([sys.executable, "-m", "tests.fuzz.run", "--one", target], check=False).returncode:
            failed.append(target)
    print(f"failed: {', '.join(failed)}; see {FOLDER}" if failed else "nothing broke")
    return 1 if failed else 0


def _harness(target: str) -> Callable[[bytes], None]:
    import atheris

    with atheris.instrument_imports(include=["regatlas.readers", "regatlas.structure", "regatlas.exchange.akn"]):
        from tests.fuzz.checks import check_file, check_text, word_file

    if target == "word":
        return lambda data: (check_file(word_file(data)), None)[1]
    if target == "structure":

        def grammars(data: bytes) -> None:
            language = _LANGUAGES[data[0] % len(_LANGUAGES)] if data else "und"
            check_text(data[1:].decode("utf-8", "replace").replace("\r", "\n"), language)

        return grammars
    return lambda data: (check_file(data), None)[1]


def _fuzz(target: str) -> None:
    import atheris

    corpus, found = FOLDER / target, FOLDER / "found"
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    files = seeds.FILES.get(target) or tuple(f"\x00{text}".encode() for text in seeds.TEXTS)
    for number, data in enumerate(files):
        (corpus / f"seed-{number}").write_bytes(data)
    words = FOLDER / f"{target}.dict"
    marks = seeds.WORDS.get(target, seeds.WORDS["text"])
    words.write_text("".join(f'"{_escaped(mark)}"\n' for mark in marks))
    seconds = os.environ.get("REGATLAS_FUZZ_SECONDS", "60")
    options = [
        f"-max_total_time={seconds}", f"-dict={words}", f"-artifact_prefix={found}/{target}-", "-timeout=30",
        "-rss_limit_mb=3000", "-max_len=8000", "-print_final_stats=1", "-verbosity=0",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(corpus)], _harness(target))
    atheris.Fuzz()


def _escaped(mark: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in mark)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _fuzz(sys.argv[2])
    else:
        sys.exit(main(sys.argv[1:]))
