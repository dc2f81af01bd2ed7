"""Hostile PDF files, written by hand."""

from __future__ import annotations

import zlib

from benchmarks.hostile_case import Case

_LINE = "Operators shall keep the records of the trial for three years and report every incident to the bureau."
_TEXT = "BT /F1 10 Tf 12 TL 50 780 Td " + " ".join(f"(Article {n}. {_LINE}) Tj T*" for n in range(6)) + " ET"
_SHIFTED = str.maketrans("abcdefghijklmnopqrstuvwxyz", "qxjzkvbpygfwmucldrhsnioate")
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_LOCKED = "/Encrypt<</Filter/Standard/V 1/R 2/O<{0}>/U<{0}>/P -4>>/ID[<00><00>]".format("41" * 32)


def assemble(objects: list[bytes], trailer: str = "") -> bytes:
    """A PDF of the given objects; the first is the catalogue."""
    parts, places, length = [b"%PDF-1.5\n"], [], 9
    for number, content in enumerate(objects, 1):
        places.append(length)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        length += len(parts[-1])
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<</Size {len(objects) + 1}/Root 1 0 R"
    return b"".join([*parts, f"{end}{trailer}>>\nstartxref\n{length}\n%%EOF\n".encode()])


def stream(content: bytes, extra: str = "") -> bytes:
    """A stream object."""
    return f"<</Length {len(content)}{extra}>>\nstream\n".encode() + content + b"\nendstream"


def one_page(
    content: bytes, *, extra: str = "", page: str = "", font: bytes = _FONT, more: tuple[bytes, ...] = ()
) -> bytes:
    """A PDF of one page that draws ``content``; ``more`` are further objects, from number 6 on."""
    box = "" if "/MediaBox" in page else "/MediaBox[0 0 595 842]"
    leaf = f"<</Type/Page/Parent 2 0 R{box}/Resources<</Font<</F1 3 0 R>>/XObject<</X 6 0 R>>>>/Contents 5 0 R{page}>>"
    tree = b"<</Type/Pages/Kids[4 0 R]/Count 1>>"
    return assemble([b"<</Type/Catalog/Pages 2 0 R>>", tree, font, leaf.encode(), stream(content, extra), *more])


def _good(**options: str) -> bytes:
    return one_page(_TEXT.encode(), **options)  # type: ignore[arg-type]


def _page_loop() -> bytes:
    return assemble([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>"])


def _xref_loop() -> bytes:
    good = _good()
    start = int(good.rsplit(b"startxref\n", 1)[1].split()[0])
    return good.replace(b"/Root 1 0 R", f"/Root 1 0 R/Prev {start}".encode())


def _many_pages() -> bytes:
    kids = " ".join(["3 0 R"] * 100_000)
    tree = f"<</Type/Pages/Kids[{kids}]/Count 100000/MediaBox[0 0 9 9]>>".encode()
    return assemble([b"<</Type/Catalog/Pages 2 0 R>>", tree, b"<</Type/Page/Parent 2 0 R>>"])


def _false_count() -> bytes:
    return _good().replace(b"/Count 1>>", b"/Count 2147483647>>")


def _huge_image() -> bytes:
    pixels = zlib.compress(bytes(30_000 * 3_000), 9)
    size = "/Width 30000/Height 30000/ColorSpace/DeviceGray/BitsPerComponent 8"
    image = f"/Type/XObject/Subtype/Image{size}/Filter/FlateDecode"
    return one_page(b"q 500 0 0 500 0 0 cm /X Do Q", more=(stream(pixels, image),))


def _garbled() -> bytes:
    """Letters under a font whose codes mean others, as subset fonts without ToUnicode have them."""
    return one_page(_TEXT.replace(_LINE, _LINE.translate(_SHIFTED)).encode())


def _flate_bomb() -> bytes:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 10_000_000) for _ in range(100)) + packer.flush()
    return one_page(packed, extra="/Filter/FlateDecode")


def _filter_tower() -> bytes:
    data = _TEXT.encode()
    for _ in range(60):
        data = zlib.compress(data, 0)
    return one_page(data, extra="/Filter[" + "/FlateDecode" * 60 + "]")


def _form_loop() -> bytes:
    form = "/Type/XObject/Subtype/Form/BBox[0 0 500 800]/Resources<</Font<</F1 3 0 R>>/XObject<</X 6 0 R>>>>"
    return one_page(b"/X Do", more=(stream(_TEXT.encode() + b" /X Do /X Do", form),))


def _form_bomb() -> bytes:
    """Forms that draw the next one ten times: ten thousand million lines in the end."""
    forms = []
    for level in range(10):
        resources = f"/Resources<</Font<</F1 3 0 R>>/XObject<</X {level + 7} 0 R>>>>"
        extra = f"/Type/XObject/Subtype/Form/BBox[0 0 500 800]{resources}"
        forms.append(stream(b"/X Do " * 10 if level < 9 else _TEXT.encode(), extra))
    return one_page(b"/X Do", more=tuple(forms))


def _scattered() -> bytes:
    """Every letter set on a line of its own."""
    words = " ".join(f"1 0 0 1 {index % 500} {index % 800} Tm (w) Tj" for index in range(60_000))
    return one_page(f"BT /F1 10 Tf {words} ET".encode())


def _overprinted() -> bytes:
    return one_page(b"BT /F1 10 Tf 50 780 Td " + f"({_LINE}) Tj 0 0 Td ".encode() * 20_000 + b" ET")


def _deep_arrays() -> bytes:
    return one_page(b"[" * 200_000 + _TEXT.encode())


def _deep_object() -> bytes:
    return _good(page="/Deep " + "[" * 100_000 + "]" * 100_000)


def _scripted() -> bytes:
    action = "/AA<</O<</S/JavaScript/JS(app.launchURL\\('http://203.0.113.1/'\\))>>>>"
    launch = "/OpenAction<</S/Launch/F(/bin/sh)>>"
    return _good(page=action).replace(b"/Type/Catalog", b"/Type/Catalog" + launch.encode())


def _polyglot() -> bytes:
    return b"<html><script>alert(1)</script><!--\n" + _good()


_CLIPPED = _good()[:700]

CASES = (
    Case("page-tree-loop.pdf", "a PDF whose page tree contains itself", "RGA-1004", _page_loop),
    Case("xref-loop.pdf", "a PDF whose cross-reference table names itself as the earlier one", "read", _xref_loop),
    Case("100000-pages.pdf", "a PDF with 100,000 pages in 1 MB", "RGA-1006", _many_pages),
    Case("false-count.pdf", "a PDF that says it has 2,147,483,647 pages and has one", "read", _false_count),
    Case("huge-image.pdf", "a scanned page of 900 million pixels in 100 kB", "unusable", _huge_image),
    Case("scan.pdf", "a scan: pages without a text layer", "unusable", lambda: one_page(b"q 1 0 0 1 0 0 cm Q")),
    Case("garbled.pdf", "a PDF whose font hides which letters it draws", "unusable", _garbled),
    Case("flate-bomb.pdf", "a page whose content unpacks from 1 MB to 1 GB", "RGA-1006", _flate_bomb, quick=False),
    Case("filter-tower.pdf", "a page packed 60 times over", "read", _filter_tower),
    Case("form-loop.pdf", "a drawing that draws itself twice", "RGA-1006", _form_loop, quick=False),
    Case(
        "form-bomb.pdf",
        "drawings that draw the next one ten times, ten levels deep",
        "RGA-1006",
        _form_bomb,
        quick=False,
    ),
    Case("scattered.pdf", "60,000 letters, each set by itself across the page", "read", _scattered, quick=False),
    Case("overprinted.pdf", "one line printed 20,000 times in the same place", "read", _overprinted, quick=False),
    Case("deep-arrays.pdf", "200,000 opening brackets before the text of a page", "unusable", _deep_arrays),
    Case("deep-object.pdf", "an object nested 100,000 deep", "read", _deep_object),
    Case("scripted.pdf", "a PDF that wants to run JavaScript and to launch a program", "read", _scripted),
    Case(
        "encrypted.pdf",
        "a PDF with a password",
        "RGA-1005",
        lambda: assemble([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"], _LOCKED),
    ),
    Case("truncated.pdf", "a PDF cut off in the middle", "RGA-1004", lambda: _CLIPPED),
    Case(
        "huge-page.pdf",
        "a page of 100 billion square kilometres",
        "read",
        lambda: _good(page="/MediaBox[0 0 9e14 9e14]"),
    ),
    Case("polyglot.html", "a web page with a script and a PDF in one file", "read", _polyglot, page=True),
)
