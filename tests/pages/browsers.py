"""Whether a browser and the libraries for PDF are at hand."""

from __future__ import annotations

import ctypes.util
from pathlib import Path

import pytest

CHROMIUM = Path("/usr/bin/chromium")
needs_pango = pytest.mark.skipif(ctypes.util.find_library("pango-1.0") is None, reason="the library Pango is missing")
needs_chromium = pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no Chromium at /usr/bin/chromium")
