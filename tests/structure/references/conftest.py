"""Small laws of our own, read as files are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regatlas.model.document import Document
from regatlas.model.reference import Reference
from regatlas.readers import Limits, read
from regatlas.structure import parse
from regatlas.structure.references import read_references

# A backslash joins the lines of one paragraph.
KITES = """# 风筝管理办法

第一章 总则

第一条 为了规范风筝放飞，根据《中华人民共和国航空法》第九条，制定本办法。

第二条 本办法所称风筝，是指用线牵引升空的轻质器具。

绕线器，是指收放风筝线的装置。

第三条 放飞者应当遵守下列要求：

（一）避开机场；

（二）避开高压线；

（三）夜间挂灯。

有前款第一项、第三项情形之外的，从其规定。

第四条 放飞者应当购买保险。

保险金额不得低于前款规定的标准。

违反前两款规定的，依照本条第一款补办。

第二章 法律责任

第五条 放飞者违反本办法第三条第一款第（一）项、第四条规定的，由主管部门责令改正，\
给予警告；拒不改正的，处一千元以上一万元以下罚款，并可以吊销放飞许可证；\
对直接负责的主管人员处违法所得一倍以上三倍以下罚款。

有前条规定行为，构成犯罪的，依照刑法第一百条、第一百零一条追究刑事责任。

第六条 适用本章规定的，参照第三条至第五条和第三条第（二）项办理；有关备案，按照该办法第七条执行。

第七条 生产企业的条件和本条例外事项，另行规定。
"""

ROBOTS = """# REGULATION (EU) 2031/12 OF THE COUNCIL on garden robots

HAVE ADOPTED THIS REGULATION:

Article 1

Subject matter

This Regulation lays down rules on garden robots within the meaning of Article 4 or Article 5 of Directive 2020/1/EU.

Article 2

Definitions

For the purposes of this Regulation, the following definitions apply:

(1) ‘garden robot’ means a machine that tends a garden;

(2) ‘keeper’ means a person who keeps a garden robot.

Article 3

Duties

1. Keepers shall fence the garden.

2. Keepers shall:

(a) switch the robot off at night, save as provided for in paragraph 1;

(b) report harm under point (a) of this paragraph and Articles 4 and 5.

3. The first subparagraph of paragraph 2 of Article 4 applies. The preceding paragraph does not.

Article 4

Records

1. Records shall be kept as set out in Annex I, point 2, and in point 1 of Annex I.

2. Records shall name the robot.

The keeper shall sign them, under this Article and Article 3(1), (2) and (3).

Article 5

Penalties

Breach of Article 3(2), point (a), shall be subject to administrative fines \
of up to EUR 20 000 or 2 % of its annual turnover for the year, whichever is higher.

ANNEX I

Records

1. Name.

2. Place.
"""

DRONES = """AN ACT CONCERNING DRONES

SECTION 1. SHORT TITLE.

This Act may be cited as the Small Drone Act of 2031.

SEC. 2. DEFINITIONS.

As used in this Act:

(a) The term “drone” means a craft without a pilot.

(b) The term “owner” means a person who owns a drone.

SEC. 3. DUTIES.

(a) An owner shall register under section 4(b)(1).

(b) The Director shall, under subsection (a), section 871 of the Quiet Skies Act of 2002 \
and 42 U.S.C. 5195c(e), keep a list.

SEC. 4. PENALTIES.

(a) A person who violates section 3 is subject to a civil penalty of not more than $20,000 per violation.

(b) The Director may:

(1) issue notices under this section; and

(2) recover sums under paragraph (1).
"""


@pytest.fixture(scope="session")
def law() -> Callable[[str], Document]:
    """Reads a text as a Markdown file."""

    def read_law(text: str) -> Document:
        return parse(read(text.encode(), Limits()))

    return read_law


@pytest.fixture(scope="session")
def kites(law: Callable[[str], Document]) -> Document:
    return law(KITES)


@pytest.fixture(scope="session")
def robots(law: Callable[[str], Document]) -> Document:
    return law(ROBOTS)


@pytest.fixture(scope="session")
def drones(law: Callable[[str], Document]) -> Document:
    return law(DRONES)


Seen = dict[str, list[Reference]]


@pytest.fixture(scope="session")
def seen() -> Callable[[Document], Seen]:
    """The references of a document by their words."""

    def by_words(document: Document) -> Seen:
        found: Seen = {}
        for reference in read_references(document):
            found.setdefault(reference.quote.exact, []).append(reference)
        return found

    return by_words
