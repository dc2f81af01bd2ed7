"""Pictures of the site for the documentation: ``python -m tools.screenshots [--out docs/images] [NAME ...]``.

The demonstration is made in a folder of its own, served on a free port, and looked at with Debian's
Chromium. The pictures are brought down to a palette so that each stays below 150 kB. Needs the group ``dev``.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import sys
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from regatlas.app.demonstration import make_demonstration
from regatlas.web.settings import ServerSettings
from tools.serving import serving

CHROMIUM = "/usr/bin/chromium"
SAMPLES = ("sample-measures.en.md", "sample-measures.zh.md")
IMPORTED = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
MOST_BYTES = 150_000
HEIGHTS = {390: 844, 1440: 900}
_DUTIES = "f.role=provider&f.offered_to_public_in=CN&f.generative_ai=true&f.content_types=text&f.trains_models=true"
_THREE = "with=cn/generative-ai&with=cn/deep-synthesis&with=cn/algorithm-recommendation"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its name, the page, the width in pixels, and whether by night. ``{zh}`` and ``{en}`` are samples.

    ``at`` is a place on the page, ``press`` the name of a button that leads to what is shown.
    """

    name: str
    path: str
    width: int = 1440
    scheme: Literal["light", "dark"] = "light"
    at: str = ""
    press: str = ""


SHOTS = (
    Shot("site-home", "/en/"),
    Shot("site-home-phone", "/zh/", 390),
    Shot("site-search", "/zh/search?q=备案"),
    Shot("site-search-phone", "/en/search?q=algorithm", 390),
    Shot("site-instrument", "/en/instruments/cn/generative-ai"),
    Shot("site-instrument-phone", "/zh/instruments/cn/generative-ai", 390),
    Shot("site-reader", "/en/documents/{en}"),
    Shot("site-reader-category", "/zh/documents/{zh}?show=risk-subdomain:2.1"),
    Shot("site-reader-phone", "/zh/documents/{zh}", 390),
    Shot("site-reader-dark", "/zh/documents/{zh}", 1440, "dark"),
    Shot("site-record", "/zh/documents/{zh}/record"),
    Shot("site-record-phone", "/en/documents/{en}/record", 390),
    Shot("site-review", "/en/review"),
    Shot("site-review-text", "/en/documents/{zh}/review", press="Begin to code this text"),
    Shot("site-review-phone", "/zh/documents/{zh}/review", 390),
    Shot("site-agreement", "/zh/review/agreement"),
    Shot("site-imports", "/en/imports"),
    Shot("site-imports-phone", "/zh/imports", 390),
    Shot("site-about", "/en/about"),
    Shot("site-accounts", "/en/admin/accounts"),
    Shot("site-compare", "/zh/compare?with={zh}&with={en}&taxonomy=risk-subdomain", at="#table"),
    Shot("site-compare-phone", "/en/compare?with={zh}&with={en}&taxonomy=risk-subdomain", 390, at="#table"),
    Shot("site-compare-duties", f"/en/compare?{_THREE}&taxonomy=duties"),
    Shot("site-beside", "/en/documents/{zh}/beside/{en}"),
    Shot("site-obligations-phone", "/en/obligations", 390),
    Shot("site-obligations", "/zh/obligations?instrument=cn/generative-ai"),
    Shot("site-check", f"/en/check?{_DUTIES}"),
    Shot("site-check-phone", f"/zh/check?{_DUTIES}", 390),
    Shot("site-dossier", "/zh/dossiers/CN"),
    Shot("site-dossier-phone", "/en/dossiers/CN", 390),
    Shot("site-dossier-dark", "/en/dossiers/CN", 1440, "dark", at="#timeline"),
)


def fill(url: str) -> dict[str, str]:
    """Make the demonstration in the store at ``url``; the sha256 of each of two samples by its language."""
    make_demonstration(url, IMPORTED)
    samples = files("regatlas.data") / "samples"
    return {name.split(".")[1]: hashlib.sha256((samples / name).read_bytes()).hexdigest() for name in SAMPLES}


def take(browser: Browser, address: str, shot: Shot, *, whole: bool = False) -> bytes:
    """One picture as PNG: what is first seen, or the ``whole`` page."""
    size = {"width": shot.width, "height": HEIGHTS[shot.width]}
    context = browser.new_context(viewport=size, color_scheme=shot.scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page: Page = context.new_page()
    answer = page.goto(f"{address}{shot.path}{shot.at}")
    if answer is None or not answer.ok:
        raise SystemExit(f"{shot.name}: there is no page at {shot.path}")
    if shot.press:
        page.get_by_role("button", name=shot.press).click()
        page.wait_for_load_state()
    taken = page.screenshot(full_page=whole)
    context.close()
    return taken


def small(png: bytes) -> bytes:
    """The picture in as many colours as its size allows."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in (256, 128, 64, 32, 16):
        out = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()


def main() -> None:
    """Take the pictures that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="names of pictures; all without one")
    parser.add_argument("--out", type=Path, default=Path("docs/images"))
    parser.add_argument("--whole", action="store_true", help="the whole page instead of what is first seen")
    chosen = parser.parse_args()
    shots = [shot for shot in SHOTS if not chosen.names or shot.name in chosen.names]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        url = f"sqlite:///{folder}/site.sqlite"
        names = fill(url)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        with serving(ServerSettings(database=url)) as address:
            for shot in shots:
                placed = replace(shot, path=shot.path.format(**names))
                picture = small(take(browser, address, placed, whole=chosen.whole))
                (chosen.out / f"{shot.name}.png").write_bytes(picture)
                sys.stdout.write(f"{shot.name}: {len(picture) / 1000:.0f} kB\n")
        browser.close()


if __name__ == "__main__":
    main()
