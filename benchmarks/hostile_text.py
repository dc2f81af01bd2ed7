"""Hostile text: odd bytes, and words on which patterns and grammars could run for ever."""

from __future__ import annotations

from benchmarks.hostile_case import Case

_CHINESE = "第一条 为了规范示例活动，制定本办法。\n第二条 经营者应当依法保存记录，并向主管部门报告安全事件。\n"
_ENGLISH = "Article 1 Operators shall keep the records of the trial.\nArticle 2 They shall report every incident.\n"
_MILLION = 1_000_000


def _long(text: str, times: int, before: str = _ENGLISH) -> bytes:
    return (before + text * times).encode()


def _front(yaml: str) -> bytes:
    return f"---\n{yaml}\n---\n{_CHINESE}".encode()


def _bomb() -> bytes:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    return _front("\n".join([*lines, "title: *i"]))


_ARTICLES = "".join(f"第{number}条 经营者应当保存记录。\n" for number in range(1, 100_001))
_HEADINGS = "".join(f"{'#' * (1 + number % 6)} Part {number}\n\n" for number in range(100_000))
_SURROGATES = b"\xed\xa0\x80\xed\xb0\x80"
_SCRIPTED = f'# <script>alert(1)</script> Act\n\n<img src=x onerror="alert(1)"> [a](javascript:alert(1))\n\n{_ENGLISH}'

CASES = (
    Case("empty.txt", "a file without a byte", "RGA-1001", lambda: b""),
    Case(
        "blank.txt",
        "a file of white space and marks that take no room",
        "RGA-1001",
        "\ufeff \u200b\n\t".encode,
    ),
    Case(
        "nul.txt", "a text with NUL bytes between the words", "RGA-1003", lambda: _ENGLISH.replace(" ", "\x00").encode()
    ),
    Case("controls.txt", "terminal commands inside a text", "read", lambda: _long("\x1b]0;owned\x07\x1b[2J", 1)),
    Case("utf-16.txt", "UTF-16 without a byte order mark", "read", lambda: (_CHINESE * 5).encode("utf-16-le")),
    Case(
        "surrogates.txt",
        "halves of characters, which no encoding has",
        "read",
        lambda: (_CHINESE * 5).encode() + _SURROGATES,
    ),
    Case(
        "mixed.txt",
        "UTF-8 in the first half, GB18030 in the second",
        "RGA-1003",
        lambda: (_CHINESE * 5).encode() + (_CHINESE * 5).encode("gb18030"),
    ),
    Case(
        "right-to-left.txt",
        "marks that turn the direction of writing, to disguise words",
        "read",
        lambda: _long("\u202eeruces\u202c \u2067x\u2069\n", 100),
    ),
    Case("invisible.txt", "a million marks that take no room", "read", lambda: _long("\u200b", _MILLION), quick=False),
    Case(
        "combining.txt",
        "a letter under a million accents",
        "unusable",
        lambda: _long("e" + "\u0301" * _MILLION, 1),
        quick=False,
    ),
    Case("random.bin", "random bytes", "RGA-1003", lambda: bytes((n * n * 31 + n * 7) % 251 for n in range(20_000))),
    Case(
        "one-line.txt",
        "5 MB in one line",
        "read",
        lambda: _long("Operators shall keep records, and so on; ", 120_000, ""),
        quick=False,
    ),
    Case("commas.txt", "a million commas", "unusable", lambda: _long("，", _MILLION, _CHINESE), quick=False),
    Case("ordinals.txt", "第 a million times", "unusable", lambda: _long("第", _MILLION, _CHINESE), quick=False),
    Case(
        "numerals.txt",
        "a Chinese number of a million digits",
        "unusable",
        lambda: _long("第" + "一" * _MILLION + "条", 1, _CHINESE),
        quick=False,
    ),
    Case(
        "digits.txt",
        "a number of a million digits",
        "read",
        lambda: _long("Article " + "9" * _MILLION, 1),
        quick=False,
    ),
    Case("points.txt", "(a) a million times", "unusable", lambda: _long("(a)", _MILLION), quick=False),
    Case("decimals.txt", "1.1.1… a million levels deep", "poor", lambda: _long("1." * _MILLION, 1), quick=False),
    Case(
        "nested-titles.txt",
        "a million opening book-title marks",
        "unusable",
        lambda: _long("《", _MILLION, _CHINESE),
        quick=False,
    ),
    Case(
        "nested-brackets.md",
        "a million opening brackets of links",
        "unusable",
        lambda: _long("[", _MILLION, "# Act\n\n" + _ENGLISH),
        quick=False,
    ),
    Case(
        "open-links.md",
        "200,000 links that never close",
        "unusable",
        lambda: _long("[a](", 200_000, "# Act\n\n" + _ENGLISH),
        quick=False,
    ),
    Case("stars.md", "a million stars", "read", lambda: _long("**a*", 250_000, "# Act\n\n" + _ENGLISH), quick=False),
    Case(
        "quotations.txt",
        "a million quotations that never close",
        "unusable",
        lambda: _long("“", _MILLION, _CHINESE),
        quick=False,
    ),
    Case("articles.txt", "100,000 articles", "read", _ARTICLES.encode, quick=False),
    Case(
        "article-one.txt",
        "the same article 100,000 times",
        "read",
        lambda: _long("第一条 经营者应当保存记录。\n", 100_000, ""),
        quick=False,
    ),
    Case(
        "citations.txt",
        "100,000 citations in one line",
        "read",
        lambda: _long("依照本法第三条第二款第（一）项的规定，", 100_000, _CHINESE),
        quick=False,
    ),
    Case(
        "sections.txt",
        "100,000 American sections",
        "read",
        lambda: _long("SEC. 2. KEEPING RECORDS.—Operators keep them.\n", 100_000),
        quick=False,
    ),
    Case("headings.md", "100,000 headings", "read", _HEADINGS.encode, quick=False),
    Case(
        "contents.txt",
        "a table of contents of 100,000 chapters",
        "read",
        lambda: _long("第一章 总则\n", 100_000, "示例办法\n目录\n"),
        quick=False,
    ),
    Case("lines.txt", "a million lines", "RGA-1006", lambda: _long("a\n", _MILLION), quick=False),
    Case("letters.txt", "9 million characters", "RGA-1006", lambda: _long("keep records ", 700_000), quick=False),
    Case("brackets.json", "JSON nested 500,000 deep", "unusable", lambda: b"[" * 500_000 + b"]" * 500_000, quick=False),
    Case("aliases.md", "front matter whose aliases unfold to 43 million words", "read", _bomb),
    Case("deep-front-matter.md", "front matter nested 30,000 deep", "unusable", lambda: _front("a: " + "[" * 30_000)),
    Case(
        "code-front-matter.md",
        "front matter that asks Python to run a command",
        "read",
        lambda: _front("title: !!python/object/apply:os.system ['id']"),
    ),
    Case("script.md", "Markdown whose title, pictures and links carry scripts", "read", _SCRIPTED.encode, page=True),
)
