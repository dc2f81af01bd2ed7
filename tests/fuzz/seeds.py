"""Files to begin from, in our own words: one or more for each format, with the constructs that its reader knows."""

from __future__ import annotations

from tests.readers.specimen import Part, as_docx, as_html, as_markdown, pdf

_PARTS = [
    Part("heading", "Trial Measures on Example Systems", 1),
    Part("heading", "Chapter I General", 2),
    Part("paragraph", "Article 1 These measures apply to trials, under Article 2."),
    Part("paragraph", "Article 2 Operators shall:"),
    Part("number", "keep records;"),
    Part("number", "report them."),
    Part("bullet", "a bullet"),
    Part("table", "", 0, (("Level", "Duty"), ("High", "report"))),
    Part("link", "a link"),
]
_CHINESE = (
    "---\ntitle: 示例办法\nissued: 2024-01-01\n---\n# 示例办法\n\n目录\n第一章 总则\n第二章 附则\n\n## 第一章 总则\n\n"
    "第一条 为了规范示例活动，根据《示例法》，制定本办法。\n\n第二条之一 申请人应当提交：\n（一）申请书；\n1.报告。\n\n"
    "## 第二章 附则\n第三条 本办法自2024年2月1日起施行。\n— 1 —\n<!-- x -->附件1\n"
    "**表**\n| a | b |\n|---|---|\n| c | d |\n"
)
_UNION = (
    "REGULATION OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL\nWhereas:\n(1) A reason.\n(2) Another.\n"
    "HAVE ADOPTED THIS REGULATION:\nArticle 1\nScope\n1. It applies.\n(a) here;\n(i) now.\nArticle 2\nEnd\n"
    "ANNEX I\nSection A. List\n1. Item\n"
)
_AMERICAN = (
    "SECTION 1. Short title.\nThis is the Act.\nSEC. 2. DEFINITIONS.\n(a) In General.—The term\n(1)(A) one;\n(i) two.\n"
    "§ 3. Other matters. is amended to read: “SEC. 4. X.”\n"
)
_PAGE = (
    '<!doctype html><html><head><meta charset="utf-8"><title>t</title></head><body><nav>menu</nav><ol start=3 type=a>'
    '<li>one<li value=7>two</ol><table><tr><td>(1)<td>text<tr><td>a<td>b</table><p hidden>no<p style="display:none">no'
    "<p>&amp;&#20013;&nbsp;yes<br>more<ruby>字<rt>zi</rt></ruby><script>x</script><!-- c --></body></html>"
)
_XML = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY e "x">]><l:Law xmlns:l="u"><Part a="1">one &e; <b>two</b></Part>'
    "<![CDATA[three <x>]]><Rt>four</Rt></l:Law>"
)
_JAPANESE = (
    '<?xml version="1.0"?><Law Lang="ja"><LawNum>令和九年法律第一号</LawNum><LawBody><LawTitle>見本法</LawTitle>'
    "<MainProvision><Chapter Num='1'><ChapterTitle>第一章　総則</ChapterTitle><Article Num='1'><ArticleCaption>（目的）"
    "</ArticleCaption><ArticleTitle>第一条</ArticleTitle><Paragraph Num='1'><ParagraphNum/><ParagraphSentence>"
    "<Sentence>この法律は、見本である。</Sentence></ParagraphSentence><Item Num='1'><ItemTitle>一</ItemTitle>"
    "<ItemSentence><Sentence>甲</Sentence></ItemSentence></Item></Paragraph></Article></Chapter></MainProvision></LawBody></Law>"
)
_AKN = (
    '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="a"><meta/><body>'
    '<article eId="art_1">'
    "<num>Article 1</num><content><p>It applies.</p></content></article></body></act></akomaNtoso>"
)
_WORD = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:pPr><w:pStyle '
    b'w:val="Heading1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>One</w:t><w:br/>'
    b"<w:tab/><w:t>two</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    b"<w:sdt><w:sdtContent><w:p><w:del/><w:ins/></w:p></w:sdtContent></w:sdt></w:body></w:document>"
)

FILES: dict[str, tuple[bytes, ...]] = {
    "pdf": (pdf("Article 1\nIt applies to all who\nkeep records.", "2 of 2\nArticle 2\nIt ends."), pdf("", "")),
    "docx": (as_docx(_PARTS),),
    "html": (as_html(_PARTS), _PAGE.encode()),
    "xml": (_XML.encode(), _JAPANESE.encode(), _AKN.encode()),
    "text": (
        as_markdown(_PARTS),
        _CHINESE.encode(),
        _CHINESE.encode("gb18030"),
        _UNION.encode(),
        _AMERICAN.encode("utf-16"),
    ),
    "word": (_WORD,),
}
TEXTS = (_CHINESE, _UNION, _AMERICAN)
# What a mutation may put in: marks that readers and grammars look for.
WORDS: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"obj", b"endobj", b"stream", b"/Kids", b"/Count", b"/Length", b"xref", b"trailer", b"<<", b">>", b"R"),
    "docx": (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"word/"),
    "html": (b"<table>", b"<tr>", b"<td>", b"</table>", b"<li>", b"<ol>", b"<!--", b"-->", b"&#", b"<p>", b"<nav>"),
    "xml": (b"<![CDATA[", b"]]>", b"<!DOCTYPE", b"<!ENTITY", b"</", b"/>", b"&e;", b"<Article>", b"<Item>"),
    "text": (
        "第".encode(),
        "条".encode(),
        "（一）".encode(),
        b"(a)",
        b"Article 1",
        b"|",
        b"**",
        b"---\n",
        b"\n# ",
        b"\xff",
    ),
    "word": (b"<w:p>", b"</w:p>", b"<w:tbl>", b"<w:numPr>", b"<w:altChunk/>", b"w:val=", b"<w:br/>"),
}
