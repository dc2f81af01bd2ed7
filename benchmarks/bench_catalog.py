"""How long the catalog takes to load, to answer, to validate: in a fresh process, with and without its cache."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from regatlas.app import cataloguing
from regatlas.app.catalog_exports import ExportFormat, ExportRequest, exported
from regatlas.catalog.files import builtin_folder, catalog_files
from regatlas.catalog.loading import load_catalog
from regatlas.catalog.validation import validate

RUNS = 5
# Timed inside the fresh process, from its first import of ours on.
_LOAD = """
import time
begun = time.perf_counter()
from regatlas.catalog.loading import builtin_catalog
imported = time.perf_counter()
builtin_catalog()
print(imported - begun, time.perf_counter() - imported)
"""
# Everything that a dossier needs, in one process: the catalog loaded, the dossier made and told.
_DOSSIER = """
import time
begun = time.perf_counter()
from regatlas.app.dossiers import as_json, make_dossier
from regatlas.app.cataloguing import today
from regatlas.catalog.loading import builtin_catalog
made = make_dossier(builtin_catalog(), "CN", today())
as_json(builtin_catalog(), made)
told = time.perf_counter()
from regatlas.pages.dossier import render_dossier
render_dossier(builtin_catalog(), made, "zh")
print(told - begun, time.perf_counter() - begun)
"""
_LIST = [str(Path(sys.executable).with_name("regatlas")), "catalog", "list", "--json"]
FORMATS: tuple[ExportFormat, ...] = ("json", "csv", "parquet", "jsonld", "atom", "bibtex", "csl")


def fresh(cache: Path, program: str = _LOAD) -> tuple[float, float]:
    """The two figures that a program prints in a fresh process: seconds on imports and on loading, unless said."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    first, second = map(float, done.stdout.split())
    return first, second


def command(cache: Path) -> float:
    """Seconds that the whole command ``regatlas catalog list --json`` takes."""
    begun = time.perf_counter()
    subprocess.run(_LIST, env={**os.environ, "XDG_CACHE_HOME": str(cache)}, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def timed(work: Callable[[], object]) -> float:
    """The median seconds of a few runs."""
    spent = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begun)
    return median(spent)


def main() -> int:
    """Print the figures."""
    files = catalog_files(builtin_folder())
    print(f"{len(files)} files, {sum(len(file.data) for file in files) / 1e6:.2f} MB of YAML")
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        imports, cold = fresh(cache)
        print(f"fresh process, no cache:   imports {imports:.3f} s, loading {cold:.3f} s")
        warm = [fresh(cache) for _ in range(RUNS)]
        imports, load = (median(values) for values in zip(*warm, strict=True))
        print(f"fresh process, with cache: imports {imports:.3f} s, loading {load:.3f} s")
        dossiers = [fresh(cache, _DOSSIER) for _ in range(RUNS)]
        as_json, as_page = (median(values) for values in zip(*dossiers, strict=True))
        print(f"dossier of CN from nothing: as JSON {as_json:.3f} s, as JSON and page {as_page:.3f} s")
        print(f"regatlas catalog list --json, the whole command: {timed(lambda: command(cache)):.3f} s")
    catalog = load_catalog()
    day = cataloguing.today()
    print(f"find and show an instrument as JSON: {timed(_show) * 1000:.1f} ms")
    print(f"validate, without the texts: {timed(validate):.3f} s")
    for form in FORMATS:
        spent = timed(lambda form=form: exported(catalog, ExportRequest(form, (), day)))  # type: ignore[misc]
        print(f"export {form:8} {spent * 1000:8.1f} ms")
    return 0


def _show() -> object:
    catalog = load_catalog()
    kind, entry = cataloguing.found_entry(catalog, "cn/generative-ai")
    return cataloguing.show_json(catalog, kind, entry, cataloguing.today())


if __name__ == "__main__":
    sys.exit(main())
