"""Two documents side by side: versions of one text, provision by provision, and translations, row by row."""

from regatlas.compare.translation import align_translation
from regatlas.compare.versions import compare_versions

__all__ = ["align_translation", "compare_versions"]
