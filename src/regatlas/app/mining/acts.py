"""Statements on what happened to an instrument: when, by whom, where."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regatlas.app.mining.dates import FoundDate
from regatlas.app.mining.doing import Trigger, of_draft
from regatlas.app.mining.naming import Mention
from regatlas.app.mining.sentence import Sentence, Statement, joined, listed

# What may stand between a verb and its object; a date there is taken out before.
_TO_OBJECT = re.compile(
    r"^(?:\W|of|on|in|the|its|a|an|his|their|draft|drafts|new|final|interim|trial|text|full|version|first|second|China's"
    r"|China’s|revised|amended|joint|jointly|long-awaited|set|rules|called|so-called|了|的|《|修订后|新|了新的|关于)*$"
)
_RELATIVE = re.compile(r"^(?:[》”\"]?(?: ?\([^)]*\))?,? (?:which|that)(?: \w+){0,2} |[》”\"]?(?: ?\([^)]*\))?, ?)$")
_NOT_ON = re.compile(r"\b(?:before|after|until|till|by|than|within|between|ahead of|dating back to)(?: the)? $")
_NOT_ON_CHINESE = re.compile(r"^(?:之前|以前|之后|以后|前|后)(?!一|二)")
_SAYS_WHEN = re.compile(r"^(?:了|的)?(?:于|在|时间(?:为|是)|日期(?:为|是))?$")
_TO_AGENT = re.compile(r"^[^;:。；]{0,70}?\bby (?:the )?$")
_AGENT_TO_VERB = re.compile(r"^(?:[^;:.。；《]{0,64})$")
_NO_AGENT = re.compile(
    r"\b(?:that|which|who|said|says|by|where|whose|under|before|after|while|told|because|for|from|of)\b|根据|依据|批准|报|要求|指出|表示|称"
)
_AT = re.compile(r"(?:\b(?:in|at)(?: [\w’'-]+){0,6} |在|于)(?:the )?$")
_LIGHT = re.compile(
    r"^(?:\W|(?:on|in|at|by|the|and|but|then|was|were|been|be|is|are|had|has|have|will|later|finally|jointly|also|first|it"
    r"|they|them|which|that|days?|weeks?|months?|years?|after|before|same|of|with|its|their|came|only|formally|officially"
    r"|put|out|two|three|five|six|ten|some|other|departments|ministries|bodies|agencies|publicly|to|as|a|an|for|from"
    r"|order|text|full|version|final|day|soon|eventually|itself|together|draft|comments?|public|new)\b)*$",
    re.IGNORECASE,
)
_AMENDED = re.compile(r"\b(?:amended|revised|revision|amendments?)\b|修订|修改|修正", re.IGNORECASE)


def told(sentence: Sentence) -> Iterator[Statement]:
    """Every act of a sentence with its dates, doers and places."""
    done = _Acts(sentence)
    for number, trigger in enumerate(sentence.triggers):
        subjects = done.subjects(number)
        for subject in subjects:
            yield from _of_one(done, number, trigger, subject)


def _of_one(done: _Acts, number: int, trigger: Trigger, subject: Mention) -> Iterator[Statement]:
    sentence = done.sentence
    start, end = done.zone(number)
    draft = trigger.act in {"issued", "published"} and (subject.draft or of_draft(sentence.text, start, end))
    amended = bool(_AMENDED.search(sentence.text, sentence.start, sentence.end))
    whole = (sentence.start, sentence.end)
    date = done.date(number)
    if date is not None and date.value:
        kind = "drafted" if draft else trigger.act
        yield Statement(subject, kind, date.value, (date.start, date.end), whole, draft, amended)
    if trigger.act in {"effective", "repealed", "amended"}:
        return
    for agent in done.agents(number):
        yield Statement(subject, "issuer", agent.key, (agent.start, agent.end), whole, draft, amended)
    place = done.place(number)
    if place is not None:
        yield Statement(subject, "place", place.ids[0], (place.start, place.end), whole, draft, amended)


class _Acts:
    """The acts of one sentence, each with what belongs to it."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self._subjects: dict[int, list[Mention]] = {}
        self._objects: dict[int, Mention | None] = {}
        self._used: set[int] = set()
        self._dates: dict[int, FoundDate | None] = {}
        for number in range(len(sentence.triggers)):
            self._subjects[number] = self._find_subjects(number)
        for number in range(len(sentence.triggers)):
            self._dates[number] = self._find_date(number)
        self._share_dates()

    def subjects(self, number: int) -> list[Mention]:
        """What an act was done to; several where the sentence lists them."""
        return self._subjects[number]

    def date(self, number: int) -> FoundDate | None:
        """When it was done."""
        return self._dates[number]

    def zone(self, number: int) -> tuple[int, int]:
        """From the end of the act before to the beginning of the act after."""
        acts = self.sentence.triggers
        start = acts[number - 1].end if number else self.sentence.start
        end = acts[number + 1].start if number + 1 < len(acts) else self.sentence.end
        return start, end

    def _find_subjects(self, number: int) -> list[Mention]:
        sentence, trigger = self.sentence, self.sentence.triggers[number]
        instruments = sentence.instruments
        following = self._object(number)
        self._objects[number] = following
        if following is not None:
            return listed(sentence.text, instruments, instruments.index(following))
        since = sentence.triggers[number - 1].end if number else sentence.start
        ahead = [one for one in instruments if one.end <= trigger.start]
        if ahead and _RELATIVE.match(sentence.between(ahead[-1].end, trigger.start)):
            return [ahead[-1]]
        taken = self._objects.get(number - 1)
        fresh = [one for one in ahead if one.start >= since and not one.oblique and one is not taken]
        if fresh and self._done_to(trigger, fresh[-1]):
            return _with_joined(sentence, ahead, fresh[-1])
        if number and (self._goes_on(number) or self._intransitive(number)):
            return self._subjects[number - 1]
        return [] if ahead else _only(sentence, trigger)

    def _goes_on(self, number: int) -> bool:
        """Whether the words between two acts only lead from one to the other, so that they are done to the same."""
        before, trigger = self.sentence.triggers[number - 1 : number + 1]
        if any(before.end <= one.start < trigger.start for one in self.sentence.of_kind("company")):
            return False
        gap = self._bare(before.end, trigger.start)
        if trigger.chinese:
            return not re.search(r"[；;]", gap) and len(re.sub(r"\W", "", gap)) <= 12
        return bool(_LIGHT.match(gap))

    def _intransitive(self, number: int) -> bool:
        """Whether an act has no doer, so that what it happens to is the subject of the sentence."""
        before, trigger = self.sentence.triggers[number - 1 : number + 1]
        alone = trigger.act == "effective" and not trigger.chinese
        return alone and not re.search(r"[;:]", self.sentence.between(before.end, trigger.start))

    def _bare(self, start: int, end: int) -> str:
        """The words between two places without dates and names."""
        taken: list[FoundDate | Mention] = [*self.sentence.dates, *self.sentence.mentions]
        kept = (n for n in range(start, end) if not any(one.start <= n < one.end for one in taken))
        return "".join(self.sentence.text[n] for n in kept)

    def _done_to(self, trigger: Trigger, ahead: Mention) -> bool:
        """Whether an act can be done to what stands before it: not where an English verb has its doer there."""
        if trigger.chinese or trigger.passive or trigger.act == "effective":
            return True
        return not re.search(r"\w", self._bare(ahead.end, trigger.start))

    def _object(self, number: int) -> Mention | None:
        """The instrument that follows an active verb at once."""
        trigger, (_, end) = self.sentence.triggers[number], self.zone(number)
        if trigger.passive or trigger.act == "effective":
            return None
        for one in self.sentence.instruments:
            if trigger.end <= one.start < end:
                gap = self._without_dates(trigger.end, one.start)
                return one if _TO_OBJECT.match(gap) else None
        return None

    def _without_dates(self, start: int, end: int) -> str:
        gap = self.sentence.between(start, end)
        for date in self.sentence.dates:
            if start <= date.start and date.end <= end:
                gap = gap.replace(self.sentence.between(date.start, date.end), " ")
        return gap

    def _find_date(self, number: int) -> FoundDate | None:
        trigger, (start, end) = self.sentence.triggers[number], self.zone(number)
        left = [one for one in self.sentence.dates if start <= one.start and one.end <= trigger.start]
        right = [one for one in self.sentence.dates if trigger.end <= one.start and one.end <= end]
        nearest = [*reversed(left), *(one for one in right if _SAYS_WHEN.match(self._gap(trigger, one)))]
        for one in nearest if trigger.chinese else [*right, *reversed(left)]:
            if one.start not in self._used and self._on(one):
                self._used.add(one.start)
                return one
        return None

    def _on(self, date: FoundDate) -> bool:
        text, start = self.sentence.text, self.sentence.start
        before = _NOT_ON.search(text, max(start, date.start - 16), date.start)
        return not before and not _NOT_ON_CHINESE.match(text, date.end)

    def _share_dates(self) -> None:
        """ "Adopted and published on 14 March": the first act has the date of the second."""
        acts = self.sentence.triggers
        for number in reversed(range(len(acts) - 1)):
            gap = self.sentence.between(acts[number].end, acts[number + 1].start)
            if self._dates[number] is None and re.fullmatch(r"\s*(?:and|or|,|并|、|和)?(?: \w+ly)?\s*", gap):
                self._dates[number] = self._dates[number + 1]

    def agents(self, number: int) -> list[Mention]:
        """Who did it."""
        trigger, (start, end) = self.sentence.triggers[number], self.zone(number)
        bodies = self.sentence.of_kind("agency")
        after = [one for one in bodies if trigger.end <= one.start < end]
        if not trigger.chinese and after and _TO_AGENT.match(self.sentence.between(trigger.end, after[0].start)):
            return listed(self.sentence.text, bodies, bodies.index(after[0]))
        if trigger.passive and not trigger.chinese:
            return []
        before = [one for one in bodies if start <= one.start and one.end <= trigger.start]
        return self._doers(before, trigger, number)

    def _doers(self, before: list[Mention], trigger: Trigger, number: int) -> list[Mention]:
        """The last list of bodies before a verb, where nothing stands between that takes the verb from them."""
        if not before:
            return []
        gap = self._without_dates(before[-1].end, trigger.start)
        named = any(before[-1].end <= one.start < trigger.start for one in self.sentence.instruments)
        active = trigger.chinese or self._objects[number] is not None
        if named or not active or not _AGENT_TO_VERB.match(gap) or _NO_AGENT.search(gap):
            return []
        found = [before[-1]]
        for one in reversed(before[:-1]):
            if not (joined(self.sentence.text, one, found[0]) or re.fullmatch(r"会同|联合", self._gap(one, found[0]))):
                break
            found.insert(0, one)
        return found

    def _gap(self, one: Mention | Trigger, other: Mention | FoundDate) -> str:
        return self.sentence.between(one.end, other.start)

    def place(self, number: int) -> Mention | None:
        """In which town it was done."""
        start, end = self.zone(number)
        for one in self.sentence.of_kind("place"):
            if start <= one.start < end and _AT.search(self.sentence.text, max(start, one.start - 60), one.start):
                return one
        return None


def _with_joined(sentence: Sentence, ahead: list[Mention], last: Mention) -> list[Mention]:
    """A mention with those that it is listed with: "The Data Security Law and the PIPL were adopted in 2021"."""
    found = [last]
    for one in reversed(ahead[: ahead.index(last)]):
        if one.oblique or not joined(sentence.text, one, found[0]):
            break
        if one.key != found[0].key:
            found.insert(0, one)
    return found


def _only(sentence: Sentence, trigger: Trigger) -> list[Mention]:
    """ "Adopted on 23 May and in force since August, the Provisions …": the one instrument that follows."""
    if not re.fullmatch(r"\W*(?:\w+ly|First|Finally)?\W*", sentence.between(sentence.start, trigger.start)):
        return []
    after = [one for one in sentence.instruments if one.start >= trigger.end and not one.oblique]
    return after if len(after) == 1 else []
