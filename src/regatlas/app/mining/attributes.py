"""Statements on what an instrument is: how many articles it has, its number, its status, and what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regatlas.app.mining.naming import Mention
from regatlas.app.mining.sentence import Sentence, Statement, listed
from regatlas.model.mining import Property
from regatlas.structure.numerals import chinese_number

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_WORD = rf"(?:(?:{_TENS})(?:[- ](?:{_ONES}))?|{_TEENS}|{_ONES})"
_ARTICLES = re.compile(
    rf"\b(?:has|have|had|having|contains?|contained|containing|comprises?|comprised|comprising|consist(?:s|ed)? of"
    rf"|made up of|runs? to|ran to|running to|with|in|of|its|their|counts?|sets? out|divided into|spans?)"
    rf" (?:(?:a total of|just|only|in all|altogether|all|\w+ chapters and) )?(?P<n>\d{{1,3}}|{_WORD})"
    rf" (?:short |operative |main |numbered )?(?:articles|measures)\b"
    rf"|\b(?P<n2>\d{{1,3}}|{_WORD})-(?:article|measure)\b"
    r"|(?:共计?|全文|总计|合计|包括|包含|设|有|章[、，]?|分为)(?P<zh>[一二三四五六七八九十百零〇两\d]{1,5})\s?条(?!例|件|款|第)",
    re.IGNORECASE,
)
_ROUGH = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|over|more than|first|last|of which|these) $|约$|余$|前$|其中"
)
_NUMBER = re.compile(
    r"\bOrder No\.? ?(?P<en>\d{1,4})\b|令\s?第?\s?(?P<zh>[一二三四五六七八九十百零〇\d]{1,6})\s?号"
    r"|(?:国发|国办发|京政办发|国科发监|国信办通字)\s?[〔\[(（]\d{4}[〕\])）]\s?(?P<doc>\d{1,4})\s?号|"
    r"\b(?:Guofa|Guobanfa|Jingzhengbanfa|Guokefajian) \[\d{4}\] No\. ?(?P<pin>\d{1,4})"
)
_STATUS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "repealed",
        re.compile(
            r"(?:is|are|was|were|has been|have been) (?:no longer in (?:force|effect)|repealed)|已经?废止|已失效"
        ),
    ),
    (
        "not-yet-in-force",
        re.compile(r"not yet (?:in force|in effect|effective|taken effect|entered into force)|尚未(?:施行|生效)"),
    ),
    (
        "draft",
        re.compile(
            r"(?:is|are|remains?) (?:still |only |currently )?(?:a draft|in draft)|仍(?:为|处于|是)(?:草案|征求意见)"
        ),
    ),
    (
        "in-force",
        re.compile(
            r"(?:is|are|remains?) (?:still |now |currently )?in (?:force|effect)(?! (?:since|from))"
            r"|现行有效|仍(?:在|然)?有效"
        ),
    ),
)
_RELATIONS: tuple[tuple[Property, re.Pattern[str]], ...] = (
    (
        "based-on",
        re.compile(
            r"\b(?:based|founded|grounded|drafted|drawn up|made|enacted)(?: on the basis of| (?:up)?on| under|)"
            r"(?= the | [A-Z])|\brests? (?:up)?on|\bdraws? (?:its|their) (?:\w+ )?(?:authority|basis|bases) from"
            r"|\b(?:names?|cites?|gives?|lists?) as (?:its|their) (?:legal )?bas[ie]s|\bunder the authority of"
            r"|\b(?:its|their|whose) legal bas[ie]s (?:is|are)"
            r"|(?:根据|依据|依照|以|上位法(?:是|为|包括)|依据(?:是|为|包括))(?=《)"
        ),
    ),
    (
        "implements",
        re.compile(
            r"\b(?:implements?|implementing|gives? effect to|carr(?:y|ies) out)\b"
            r"|(?:落实|贯彻|细化)(?:了)?(?=《)"
        ),
    ),
    (
        "supersedes",
        re.compile(
            r"\b(?:replac(?:es?|ed|ing)|supersed(?:es?|ed|ing)|repeals?|repealed)\b(?! by)"
            r"|(?:取代|代替|替代|废止)(?:了|原)?(?=《)"
        ),
    ),
    ("amends", re.compile(r"\bamends\b|修改了?(?=《)")),
    ("cites", re.compile(r"\b(?:cites?|refers? to|refer back to)\b|引用了?(?=《)")),
)
_TO_OBJECT = re.compile(r"^(?:\s|of|the|older|earlier|two laws|laws|three laws|both|China's|:|—|《|了|原)*$")


def described(sentence: Sentence) -> Iterator[Statement]:
    """Everything that a sentence says of what an instrument is."""
    yield from _articles(sentence)
    yield from _numbers(sentence)
    yield from _statuses(sentence)
    yield from _relations(sentence)


def _articles(sentence: Sentence) -> Iterator[Statement]:
    for match in _ARTICLES.finditer(sentence.text, sentence.start, sentence.end):
        if _ROUGH.search(sentence.text, max(sentence.start, match.start() - 14), _group(match)[0]):
            continue
        value = _count(sentence.text[slice(*_group(match))])
        subject = _spoken_of(sentence, match.start(), match.end() if match["n2"] else None)
        if value and subject:
            yield _statement(sentence, subject, "articles", str(value), _group(match))


def _group(match: re.Match[str]) -> tuple[int, int]:
    """Where the named group that took part in a match stands."""
    name = next(name for name, value in match.groupdict().items() if value)
    return match.span(name)


def _count(words: str) -> int | None:
    lowered = words.lower()
    if re.fullmatch(_WORD, lowered):
        tens, _, ones = lowered.replace(" ", "-").partition("-")
        small = [*_ONES.split("|"), *_TEENS.split("|")]
        if tens in small:
            return small.index(tens) + 1
        return 10 * (_TENS.split("|").index(tens) + 2) + (small.index(ones) + 1 if ones else 0)
    return chinese_number(words)


def _numbers(sentence: Sentence) -> Iterator[Statement]:
    for match in _NUMBER.finditer(sentence.text, sentence.start, sentence.end):
        subject = _beside(sentence, match)
        value = _count(sentence.text[slice(*_group(match))])
        if subject and value:
            yield _statement(sentence, subject, "number", str(value), match.span())


def _beside(sentence: Sentence, match: re.Match[str]) -> Mention | None:
    """The instrument next to a number: directly before it, or directly after."""
    before = [one for one in sentence.instruments if one.end <= match.start()]
    after = [one for one in sentence.instruments if one.start >= match.end()]
    if (
        before
        and match.start() - before[-1].end <= 36
        and not re.search(r"[;；。]", sentence.between(before[-1].end, match.start()))
    ):
        return before[-1]
    return after[0] if after and after[0].start - match.end() <= 24 else None


def _statuses(sentence: Sentence) -> Iterator[Statement]:
    for status, pattern in _STATUS:
        for match in pattern.finditer(sentence.text, sentence.start, sentence.end):
            subject = _spoken_of(sentence, match.start())
            if subject:
                yield _statement(sentence, subject, "status", status, match.span())


def _relations(sentence: Sentence) -> Iterator[Statement]:
    instruments = sentence.instruments
    for kind, pattern in _RELATIONS:
        for match in pattern.finditer(sentence.text, sentence.start, sentence.end):
            if any(one.start < match.end() and match.start() < one.end for one in instruments):
                continue
            first = next((n for n, one in enumerate(instruments) if one.start >= match.end()), None)
            if first is None or not _TO_OBJECT.match(sentence.between(match.end(), instruments[first].start)):
                continue
            objects = listed(sentence.text, instruments, first)
            subject = _spoken_of(sentence, match.start()) or _made_on(sentence, objects[-1])
            for one in objects:
                if subject and one.key != subject.key:
                    yield _statement(sentence, subject, kind, one.key, (one.start, one.end))


def _made_on(sentence: Sentence, last: Mention) -> Mention | None:
    """根据《甲》《乙》制定的《丙》: the instrument behind the basis."""
    made = re.compile(r"[》等法律行政法规规定，]{0,14}(?:制定|起草|出台)(?:了|的)?《?").match(sentence.text, last.end)
    if made is None:
        return None
    return next((one for one in sentence.instruments if made.end() - 1 <= one.start <= made.end()), None)


def _spoken_of(sentence: Sentence, place: int, directly_before: int | None = None) -> Mention | None:
    """The instrument that a sentence speaks of at a place: the last before it that nothing is done with."""
    if directly_before is not None:
        following = [one for one in sentence.instruments if 0 <= one.start - directly_before <= 24]
        if following:
            return following[0]
    ahead = [one for one in sentence.instruments if one.end <= place]
    plain = [one for one in ahead if not one.oblique]
    return plain[-1] if plain else None


def _statement(sentence: Sentence, subject: Mention, kind: Property, value: str, place: tuple[int, int]) -> Statement:
    return Statement(subject, kind, value, place, (sentence.start, sentence.end), subject.draft)
