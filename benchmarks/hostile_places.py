"""Files of other kinds, names that mislead, and places that are no files."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import socket
import tarfile
from io import BytesIO
from pathlib import Path

from benchmarks.hostile_case import Case
from benchmarks.hostile_markup import word
from benchmarks.hostile_pdf import one_page

_LINE = "Article 1 Operators shall keep the records of the trial. Article 2 They report every incident to the bureau.\n"
_TEXT = _LINE.encode() * 3
_PDF = one_page(f"BT /F1 9 Tf 50 780 Td ({_LINE.strip()}) Tj ET".encode())
_HTML = f"<!DOCTYPE html><html><body><p>{_LINE}</p></body></html>".encode()
_XML = f'<?xml version="1.0"?><law><p>{_LINE}</p></law>'.encode()
_DOCX = word(f"<w:p><w:r><w:t>{_LINE}</w:t></w:r></w:p>")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def _tar() -> bytes:
    file = BytesIO()
    with tarfile.open(fileobj=file, mode="w") as bundle:
        entry = tarfile.TarInfo("../../etc/law.txt")
        entry.size = len(_TEXT)
        bundle.addfile(entry, BytesIO(_TEXT))
    return file.getvalue()


def _fifo(folder: Path) -> Path:
    path = folder / "pipe.txt"
    os.mkfifo(path)
    return path


def _socket(folder: Path) -> Path:
    path = folder / "socket.txt"
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))
    return path


def _loop(folder: Path) -> Path:
    path = folder / "loop.txt"
    path.symlink_to(path)
    return path


def _endless(folder: Path) -> Path:
    path = folder / "endless.txt"
    path.symlink_to("/dev/zero")
    return path


def _folder(folder: Path) -> Path:
    path = folder / "folder.pdf"
    path.mkdir()
    return path


def _folder_loop(folder: Path) -> Path:
    path = folder / "ring"
    path.mkdir()
    (path / "law.txt").write_bytes(_TEXT)
    (path / "again").symlink_to(path)
    return path


def _lost_name(folder: Path) -> Path:
    path = Path(os.fsdecode(os.fsencode(folder) + b"/l\xe4w.txt"))
    path.write_bytes(_TEXT)
    return path


def _sparse(folder: Path) -> Path:
    path = folder / "sparse.txt"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    return path


CASES = (
    Case("pdf-called.html", "a PDF called .html", "read", lambda: _PDF),
    Case("page-called.pdf", "a web page called .pdf", "read", lambda: _HTML),
    Case("word-called.txt", "a Word file called .txt", "read", lambda: _DOCX),
    Case("xml-called.docx", "XML called .docx", "read", lambda: _XML),
    Case("text-called.xml", "a text called .xml", "read", lambda: _TEXT),
    Case("picture-called.pdf", "a PNG picture called .pdf", "RGA-1003", lambda: b"\x89PNG\r\n\x1a\n" + bytes(99)),
    Case("old-word.doc", "an old Word file", "RGA-1003", lambda: _OLE),
    Case(
        "rich-text.rtf",
        "a Rich Text file with an embedded object",
        "RGA-1003",
        lambda: rb"{\rtf1 {\object\objupdate " + _TEXT + b"}}",
    ),
    Case(
        "law.gz",
        "a gzip archive that unpacks to 100 MB",
        "RGA-1003",
        lambda: gzip.compress(bytes(100_000_000)),
        quick=False,
    ),
    Case("law.bz2", "a bzip2 archive", "RGA-1003", lambda: bz2.compress(_TEXT)),
    Case("law.xz", "an xz archive", "RGA-1003", lambda: lzma.compress(_TEXT)),
    Case("law.7z", "a 7-Zip archive", "RGA-1003", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(99)),
    Case("law.rar", "a RAR archive", "RGA-1003", lambda: b"Rar!\x1a\x07\x00" + bytes(99)),
    Case("law.tar", "a tar archive whose member wants to leave its folder", "RGA-1003", _tar),
    Case("program", "a program", "RGA-1003", lambda: b"\x7fELF\x02\x01\x01" + bytes(999)),
    Case("pipe.txt", "a named pipe that nobody writes to", "RGA-1002", place=_fifo),
    Case("socket.txt", "a socket", "RGA-1002", place=_socket),
    Case("loop.txt", "a link to itself", "RGA-1002", place=_loop),
    Case("endless.txt", "a link to a device that never ends", "RGA-1002", place=_endless),
    Case("sparse.txt", "a file that claims a terabyte", "RGA-1006", place=_sparse),
    Case("folder.pdf", "an empty folder called .pdf", "RGA-1007", place=_folder),
    Case("ring", "a folder with a link to itself in it", "read", place=_folder_loop),
    Case("<script>alert(1)<", "a name that is a script", "read", lambda: _TEXT, page=True),
    Case(
        "..%2f..%2fpasswd\u202efdp.txt",
        "a name that climbs folders and turns its end around",
        "read",
        lambda: _TEXT,
        page=True,
    ),
    Case("clear\x1b[2J\nlaw.txt", "a name with a terminal command and a line feed", "RGA-1001", lambda: b""),
    Case("lost-name.txt", "a name whose bytes are no UTF-8", "read", place=_lost_name),
    Case("--version.txt", "a name like an option", "read", lambda: _TEXT),
)
