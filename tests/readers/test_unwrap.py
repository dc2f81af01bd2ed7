from __future__ import annotations

from tests.readers.specimen import blocks

from regatlas.readers import read
from regatlas.readers.lines import Box, Draft, Line
from regatlas.readers.unwrap import find_wrap, group_lines

WRAPPED = """\
The provider of a service shall keep records of the data that it used
for training, and shall hand them to the authority of the city when it
asks for them.
The authority shall answer within thirty days of the application, and
shall give its reasons in writing.
Article 2. A deployer shall label the content that the service makes,
so that users can tell it from other content.
"""


def test_lines_cut_at_a_width_become_paragraphs() -> None:
    assert [text[:20] for text in blocks(read(WRAPPED.encode()))] == [
        "The provider of a se",
        "The authority shall ",
        "Article 2. A deploye",
    ]


def test_lines_that_are_paragraphs_stay() -> None:
    text = "Article 1\nThe act applies.\nArticle 2\nIt binds everyone who deploys.\nArticle 3\nIt ends.\n"
    assert blocks(read(text.encode())) == text.splitlines()


def test_ideographs_are_joined_without_a_space() -> None:
    sentence = (
        "第一条为了规范人工智能服务保护公民的合法权益根据国家法律制定本办法并且明确各个部门的职责和提供者的义务。"
    )
    lines = [sentence[start : start + 20] for start in range(0, len(sentence), 20)]
    text = "\n".join([*lines, *lines, *lines])
    source = read(text.encode())
    assert blocks(source) == [sentence] * 3
    assert len(source.soft_breaks) == 3 * (len(lines) - 1)


def test_an_item_goes_on_in_its_next_line() -> None:
    text = (
        WRAPPED
        + "- the first item is a long one which goes on and on over the line and\n  ends here\n- the second item\n"
    )
    assert blocks(read(text.encode()))[-2:] == [
        "the first item is a long one which goes on and on over the line and ends here",
        "the second item",
    ]


def test_a_hyphen_goes_only_where_the_whole_word_stands_elsewhere() -> None:
    text = (
        "The committee of the city shall keep a record of the work of the com-\n"
        "mittee and of every other body that is owned by the state or is state-\n"
        "owned in part, and of all that the members of those bodies have deci-\n"
        "ded in the year.\n"
    )
    joined = read(text.encode()).text
    assert "work of the committee and" in joined
    assert "is state-owned in part" in joined
    assert "have deci-ded in" in joined


def test_page_numbers_and_running_heads_are_furniture() -> None:
    body = "第{0}条 提供者应当依法保存训练数据的记录，并且对生成的内容进行标识，使用户能够\n识别，第{0}次。\n"
    page = body + "— {0} —\n某某市人工智能办法\n"
    source = read(("某某市人工智能办法\n" + "".join(page.format(number) for number in range(1, 9))).encode())
    assert blocks(source)[0] == "某某市人工智能办法"
    assert source.text.count("某某市人工智能办法") == 1
    assert "—" not in source.text
    assert {item.kind for item in source.furniture} == {"page-number", "running-head"}


def test_too_few_lines_show_no_width() -> None:
    assert find_wrap(["one line of some words"] * 3) is None
    assert find_wrap(["x" * 400] * 30) is None


def placed(rows: list[tuple[str, float, float, float]]) -> Draft:
    """Lines with their left edge, right edge and base line."""
    lines = [
        Line(text, 0, box=Box(left, right, base, base), edge=index)
        for index, (text, left, right, base) in enumerate(rows)
    ]
    return Draft(lines, "application/pdf", "pdf")


def grouped(rows: list[tuple[str, float, float, float]]) -> list[int]:
    """How many lines each block has."""
    return [len(block) for block in group_lines(placed(rows))]


def test_the_page_tells_paragraphs_by_indent_space_and_margin() -> None:
    body = [
        ("The provider shall keep records of all that it", 28, 300, 700),
        ("does and of the Committee for the City and the", 10, 300, 688),
        ("Council.", 10, 60, 676),
        ("The deployer shall label what it makes in every", 28, 300, 664),
        ("case that the law names, as the user demands it.", 10, 300, 652),
        ("The user may ask for more and is to be answered.", 28, 300, 640),
        ("Another paragraph is set off by space before it.", 10, 300, 620),
    ]
    assert grouped(body) == [3, 2, 1, 1]


def test_a_signature_and_a_title_are_not_glued() -> None:
    body = [("The decree is issued on the authority of the law", 10, 300, 700 - 12 * step) for step in range(6)]
    rows = [
        *body,
        ("and takes effect.", 10, 80, 628),
        ("Premier of the Council", 200, 280, 616),
        ("1 January 2026", 220, 280, 604),
        ("Regulations on Records", 90, 220, 592),
        ("Chapter I General", 110, 200, 580),
        *[("The act applies to everyone who deploys services", 10, 300, 568 - 12 * step) for step in range(6)],
    ]
    assert grouped(rows) == [7, 1, 1, 1, 1, 6]


def test_a_last_item_begins_its_own_block_though_the_one_before_fills_its_line() -> None:
    rows = [
        ("(1) the transfer of the records is feasible; and", 28, 300, 700),
        ("(2) it does not harm the rights and interests of", 28, 300, 688),
        ("others.", 10, 60, 676),
    ]
    assert grouped(rows) == [1, 2]
