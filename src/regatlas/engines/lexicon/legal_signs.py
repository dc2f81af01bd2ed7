"""The words by which a text shows whether it binds, with their weights.

Weights: 4 a formula that only such texts have, 3 what the text calls itself, 2 a usual part, 1 a leaning. Signs in
the beginning of the text (its title, formula and first articles) are told from signs anywhere and at the end.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from regatlas.model.judgement import LegalForce

Zone = Literal["head", "text", "tail"]


class Sign(NamedTuple):
    """A pattern that speaks for a status. It is only tried where one of its ``needles`` stands in the zone: looking
    for forty patterns in every text took 17 ms for 19 KB, looking for their needles first takes a fifth.
    """

    status: LegalForce
    weight: float
    zone: Zone
    needles: tuple[str, ...]
    pattern: re.Pattern[str]


def _sign(status: LegalForce, weight: float, zone: Zone, needles: str, pattern: str) -> Sign:
    return Sign(status, weight, zone, tuple(needles.split("|")), re.compile(pattern, re.I | re.M))


SIGNS: tuple[Sign, ...] = (
    # Enacting formulas, orders and the parts of an act.
    _sign(
        "hard",
        4,
        "text",
        "be it enacted|be it further|be it ordained|enact|ordain",
        r"be it (?:further )?(?:enacted|ordained) by[^\n]{0,120}|\bdo(?:es)? (?:hereby )?(?:enact"
        r"|ordain)\b",
    ),
    _sign(
        "hard",
        4,
        "head",
        "adopted this|enacted as follows|enacts as follows",
        r"have adopted this (?:regulation|directive|decision)|is enacted as follows"
        r"|enacts as follows",
    ),
    _sign(
        "hard",
        4,
        "head",
        "authority vested|executive order",
        r"by the authority vested in me[^\n.]{0,80}|\bexecutive order (?:no\. )?1[34]\d{3}\b(?= of"
        r"|\n)",
    ),
    _sign("hard", 4, "head", "memorandum for the head", r"^memorandum for the heads? of [^\n]{0,80}"),
    _sign(
        "hard",
        4,
        "head",
        "bill|an act|h. r.|h.r.|s. ",
        r"^(?:a bill|an act)\b[^\n]{0,80}|^\s*(?:\w+ )?bill no\.|^\W*h\. ?r\. \d+|^\W*s\. \d+\s*$",
    ),
    _sign(
        "hard",
        4,
        "text",
        "may be cited as|short title of",
        r"\bthis (?:act|law) may be cited as[^\n.]{0,120}|\bis the short title of\b",
    ),
    _sign("hard", 3, "text", "amended", r"\b(?:is|are) (?:hereby )?amended (?:by|to read|as follows|—|in)[^\n]{0,80}"),
    _sign("hard", 2, "head", "sec|§", r"^[\s“\"]*(?:sec(?:tion|\.)|§) ?\d+[.:][^\n]{0,100}"),
    _sign(
        "hard",
        2,
        "text",
        "date of",
        r"date of (?:the )?enactment of this (?:act|section|law|subchapter|title)"
        r"|effective date of this (?:act|section|ordinance)",
    ),
    _sign(
        "hard",
        2,
        "text",
        "this act|this law|this section|this sub|this chapter|this ordinance|this statute|this code|this article",
        r"\b(?:for purposes of|under|in|of) this (?:act|law|section|subsection|subchapter|chapter"
        r"|ordinance|statute|code|article)\b",
    ),
    _sign(
        "hard",
        2,
        "text",
        "penalt|guilty of|fine|criminal liab",
        r"\bcivil penalt(?:y|ies)\b[^\n.]{0,80}|\bguilty of a \w+|\badministrative (?:fine"
        r"|penalt)\w*|\bimpose (?:a |an )?(?:\w+ )?fines?\b[^\n.]{0,80}|\bcriminal liability\b",
    ),
    _sign(
        "hard",
        3,
        "text",
        "shall be binding|shall enter into",
        r"this (?:regulation|directive) shall (?:be binding in its entirety"
        r"|enter into force)[^\n.]{0,80}",
    ),
    _sign(
        "hard",
        2,
        "text",
        "these provisions|these measures|these regulations|these rules|this regulation|this law"
        "|this act|this ordinance|these rules|this measure|these measures",
        r"\b(?:these|this) (?:provisions|measures|regulations?|rules?|law|act|ordinance) (?:shall "
        r"|will |is to |are to )?(?:take effect|enter into force|come into (?:force|effect)"
        r"|be implemented|takes? effect|be effective)[^\n.]{0,60}",
    ),
    _sign(
        "hard",
        2,
        "text",
        "directive|policy is issued",
        r"\bthis directive (?:takes effect|applies to)|requirements? of this directive"
        r"|\bpolicy is issued pursuant to\b",
    ),
    _sign(
        "hard",
        2,
        "head",
        "these provisions|these measures|these regulations|these rules|this regulation|this law|these laws",
        r"\b(?:these|this) (?:provisions|measures|regulations?|rules?|law) (?:has been|have been"
        r"|was|were|is|are) (?:hereby )?(?:formulated|drafted|enacted|made|developed)[^\n.]{0,60}",
    ),
    _sign(
        "hard",
        1,
        "text",
        "prohibited from|shall not use|covered agenc",
        r"\b(?:is|are) (?:strictly |expressly )?prohibited from\b[^\n.]{0,80}|\bshall not use\b"
        r"|\bcovered agenc(?:y|ies) shall\b[^\n.]{0,60}",
    ),
    _sign(
        "hard",
        3,
        "text",
        "department heads|covered agenc|each agency",
        r"\b(?:department heads|covered agenc(?:y|ies)|each agency)\b[^\n.]{0,80}\b(?:shall"
        r"|must)\b[^\n.]{0,60}",
    ),
    _sign(
        "hard",
        2,
        "text",
        "secretary|director|administrator|attorney general|president",
        r"\b(?:secretary|director|administrator|attorney general"
        r"|the president)\b[^\n.;]{0,120}\bshall\b[^\n.]{0,60}",
    ),
    _sign(
        "hard",
        2,
        "head",
        "act|law|regulations|ordinance|code",
        r"^\W*(?:[\w’' ]+ )?(?:act|law|regulations|ordinance"
        r"|code)(?: of [^\n]{0,60})?\s*(?:\([^\n]*\))?$",
    ),
    _sign("hard", 3, "head", "制定本", r"制定本(?:法|条例|规定|办法|细则|规则)"),
    _sign(
        "hard",
        2,
        "text",
        "本法自|本条例自|本规定自|本办法自|本细则自|本规则自",
        r"本(?:法|条例|规定|办法|细则|规则)自[^\n。]{0,30}(?:施行|实施)",
    ),
    _sign("hard", 2, "text", "适用本|违反本", r"适用本(?:法|条例|规定|办法|细则)|违反本(?:法|条例|规定|办法)"),
    _sign("hard", 2, "text", "处|罚", r"处[^\n。，]{0,12}罚款|追究刑事责任|给予行政处罚|予以处罚"),
    _sign(
        "hard",
        3,
        "head",
        "法|条例|规定|办法|细则",
        r"^[^\n，。]{2,80}(?:法|条例|规定|办法|细则|法律)(?:[（(][^\n）)]{1,12}[）)])?$",
    ),
    _sign("hard", 2, "text", "この|附", r"この法律は|附\s*則|第一条　"),
    # What recommends, plans or promises.
    _sign(
        "soft",
        3,
        "head",
        "guid|opinion|plan|initiative|norms|framework|principles|roadmap|blueprint|playbook"
        "|recommend|strategy|declaration|code of|commitment|standard|policy statement|agenda"
        "|communiqu|white paper",
        r"^[^\n.]{0,110}\b(?:guidelines?|guidance|guide|opinions|(?:action |development "
        r"|implementation |strategic )?plan|initiative|norms|framework|principles|roadmap"
        r"|blueprint|playbook|recommendations?|strategy|declaration|code of (?:conduct|practice)"
        r"|commitments|standards?|policy statement|agenda|communiqu[eé]"
        r"|white paper)\b[^\n.]{0,60}$",
    ),
    _sign(
        "soft",
        3,
        "head",
        "this |these |the following ",
        r"\b(?:this|these|the following) (?:set of )?(?:guidelines?|guidance|guide|opinions?|plan"
        r"|initiative|norms|framework|principles|roadmap|blueprint|playbook|recommendation"
        r"|strategy|declaration|code of conduct|code of practice|commitments|voluntary commitments"
        r"|charter)\b[^\n.]{0,60}",
    ),
    _sign(
        "soft",
        3,
        "text",
        "volunt|binding|not create|not establish",
        r"\bvoluntary (?:commitments?|basis|framework|guid\w+|adoption|nature)"
        r"|\bvoluntarily (?:commit|agree|adopt)\w*|\bnon-?binding\b[^\n.]{0,60}"
        r"|\bnot (?:legally )?binding\b|does not (?:create"
        r"|establish) (?:any )?(?:legally enforceable )?(?:rights|responsibilit)",
    ),
    _sign(
        "soft",
        3,
        "text",
        "interpretive rule|policy statement|nonbinding",
        r"\binterpretive rule\b[^\n.]{0,80}|\bpolicy statement\b"
        r"|\bcontains? nonbinding recommendations",
    ),
    _sign(
        "soft",
        3,
        "head",
        "this document",
        r"\bthis document (?:specifies|provides|applies|gives|sets out|establishes"
        r"|describes)\b[^\n.]{0,100}",
    ),
    _sign(
        "soft",
        2,
        "head",
        "implement|refine",
        r"\b(?:implement|fully implement|refine)[^\n.]{0,80}(?:Implementation Plan"
        r"|Development Plan|Action Plan|Initiative)\b",
    ),
    _sign(
        "soft",
        2,
        "text",
        "china|we |countries|parties|states|member|compan",
        r"\b(?:china|we|countries|all parties|states|members?|companies) (?:should"
        r"|call(?:s)? (?:on|upon|for)|commit to|pledge|are committed|is ready|stand ready"
        r"|is committed|will (?:actively|continue))\b[^\n.]{0,80}",
    ),
    _sign(
        "soft",
        1,
        "text",
        "should",
        r"\b(?:government'?s'?|countries|developers|organi[sz]ations|users"
        r"|companies) should\b[^\n.]{0,80}",
    ),
    _sign(
        "soft",
        4,
        "head",
        "指南|指引|意见|规划|计划|方案|倡议|准则|规范|框架|原则|纲要|宣言|共识|白皮书|措施|要点|决议|建议|标准|要求|路线图",
        r"^[^\n，。]{2,80}(?:指南|指引|意见|规划|计划|方案|倡议|准则|规范|框架|原则|纲要|宣言|共识|白皮书|行动计划|若干措施|要点|决议|建议|标准|要求"
        r"|路线图)(?:[（(][^\n）)]{1,12}[）)])?$",
    ),
    _sign(
        "soft",
        3,
        "head",
        "制定本|提出|本指|本意|本规划|本计|本方|本倡|本准|本规范|本框|本原|本纲|发起",
        r"(?:制定|提出)本(?:指南|指引|意见|规划|计划|方案|倡议|准则|规范|框架|原则|纲要|措施)|提出(?:以下|如下)(?:意见|倡议|建议)|发起《|本(?:指南"
        r"|指引|意见|规划|计划|方案|倡议|准则|规范|框架|原则|纲要)",
    ),
    _sign(
        "soft",
        2,
        "text",
        "我们|各国|各方|坚持以",
        r"(?:我们|各国|各方)(?:呼吁|倡议|承诺|期待|应当?)|坚持以习近平新时代中国特色社会主义思想为指导",
    ),
    # What is said, argued or told.
    _sign(
        "other",
        4,
        "head",
        "president|ladies|distinguished|excellenc|remarks|statement|speech|testimony|address",
        r"\bmr\.? president\b|\bmadam president\b|\b(?:ladies and gentlemen"
        r"|distinguished (?:guests|delegates|colleagues)|your excellenc)\w*|^(?:remarks|statement"
        r"|speech|testimony|address) (?:by|of|at)\b[^\n]{0,80}",
    ),
    _sign(
        "other",
        2,
        "tail",
        "thank you|谢谢",
        r"\bi thank you\b[^\n.]{0,40}|\bthank you,? mr\b[^\n.]{0,40}|谢谢(?:大家|各位|主席)",
    ),
    _sign(
        "other",
        4,
        "head",
        "tion paper|立场文件|工作文件",
        r"\bpo(?:si|is)tion paper\b(?= (?:submitted|of|on|by)|\n)[^\n.]{0,80}|^[^\n]{0,80}(?:立场文件"
        r"|工作文件)",
    ),
    _sign(
        "other",
        12,
        "head",
        "scholars|专家|学者",
        r"\(?draft for suggestions from scholars\)?|\(?scholars['’]? (?:draft|proposal"
        r"|version)[^\n]{0,40}|(?:专家|学者)建议稿",
    ),
    _sign(
        "other",
        4,
        "head",
        "release|fact sheet|新华社|本报讯|答记者",
        r"^(?:press release|news release|fact sheet|media release)\b[^\n]{0,80}"
        r"|\bfor immediate release\b|新华社[^\n]{0,12}电|本报讯|答记者问",
    ),
    _sign(
        "other",
        3,
        "head",
        "report|study|survey|paper|essay|article|newsletter|blog|interview",
        r"^[^\n.]{0,90}\b(?:report|study|survey|paper|essay|article|newsletter|blog"
        r"|interview)\b[^\n.]{0,40}$",
    ),
    _sign(
        "other",
        3,
        "head",
        "各位|主席|讲话|致辞|发言|演讲|报告|综述|论文|报道",
        r"^各位(?:来宾|同事|代表|嘉宾|朋友)|主席先生|^[^\n]{2,60}(?:讲话|致辞|发言|演讲|报告|综述|论文|报道)$",
    ),
)
