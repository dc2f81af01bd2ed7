"""A check as people read it: what to do now, always and when something happens; what depends; what does not apply."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regatlas.app.checking import Checked
from regatlas.catalog.catalog import Catalog
from regatlas.compliance.profile import Profile
from regatlas.compliance.values import to_json
from regatlas.model.finding import Due, Finding, Question
from regatlas.model.obligation import Obligation
from regatlas.model.taxonomy import Bilingual
from regatlas.pages.check_reasons import Line, Reasons
from regatlas.pages.dates import write_date
from regatlas.pages.provisions import cite, cite_all, instrument_name
from regatlas.pages.words import HTML_LANG, Words

APPLYING = ("now", "always", "event", "request", "may")
_TIMINGS = {"by-date": "now", "continuous": "always", "on-event": "event", "on-request": "request"}
_FEW = 6


@dataclass(frozen=True, slots=True)
class DueView:
    """A due date in words. ``past`` is true where it lies before the day of the check."""

    text: str
    past: bool
    rule: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding in words; ``other`` and ``other_duty`` are in the other language."""

    id: str
    anchor: str
    title: str
    other: str
    duty: str
    other_duty: str
    instrument: str
    modality: str
    modality_text: str
    cited: str
    due: DueView | None
    details: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    reasons: tuple[str, ...]
    verified: bool
    remark: str


@dataclass(frozen=True, slots=True)
class Section:
    """The findings of one instrument, or with one reason."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """What is to be done in one way, or what needs an answer, or what does not apply."""

    key: str
    title: str
    note: str
    count: int
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in words, and what hangs on it."""

    fact: str
    text: str
    other: str
    help: str
    kind: str
    judgement: bool
    answered_by: str
    basis: tuple[str, ...]
    decides: int
    alone: int
    titles: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer of the profile in words."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class CheckView:
    """Everything that a page or a terminal shows of a check, in one language and in the order of reading."""

    name: str
    as_of: str
    notices: tuple[str, ...]
    groups: tuple[Group, ...]
    questions: tuple[Asked, ...]
    dates: tuple[Asked, ...]
    answers: tuple[Answered, ...]
    receipt: tuple[tuple[str, str], ...]
    other_lang: str

    def group(self, key: str) -> Group | None:
        """The group of that key, where it has entries."""
        return next((group for group in self.groups if group.key == key), None)


def view_check(checked: Checked, words: Words) -> CheckView:
    """The check in words."""
    return _Viewer(checked, words).view()


def view_entry(checked: Checked, finding: Finding, words: Words) -> Entry:
    """One finding in words."""
    return _Viewer(checked, words).entry(finding)


def view_question(checked: Checked, question: Question, words: Words) -> Asked:
    """One question in words."""
    return _Viewer(checked, words).asked(question)


class _Viewer:
    """Puts one check into words."""

    def __init__(self, checked: Checked, words: Words) -> None:
        self._checked = checked
        self._catalog: Catalog = checked.rules.catalog
        self._words = words
        self._as_of = checked.request.as_of
        self._reasons = Reasons(self._catalog, words, self._as_of)

    def view(self) -> CheckView:
        words, check = self._words, self._checked.check
        return CheckView(
            name=self._checked.profile.name,
            as_of=words("check.as-of", date=self._date(self._as_of)),
            notices=tuple(self._notices()),
            groups=tuple(self._groups(check.findings)),
            questions=tuple(self.asked(question) for question in check.questions),
            dates=tuple(self.asked(question) for question in check.dates),
            answers=tuple(answers(self._checked.profile, self._reasons, words)),
            receipt=tuple(self._receipt()),
            other_lang=HTML_LANG["en" if words.lang == "zh" else "zh"],
        )

    def _date(self, day: datetime.date) -> str:
        return write_date(day.isoformat(), self._words.lang)

    def _said(self, both: Bilingual) -> str:
        return self._reasons.said(both)

    def _other(self, both: Bilingual) -> str:
        return both.en if self._words.lang == "zh" else both.zh

    def _notices(self) -> Iterator[str]:
        words, checked = self._words, self._checked
        yield words("check.notice.aid")
        if not checked.profile.values:
            yield words("check.notice.none")
        unverified = sum(not self._obligation(finding).verified for finding in checked.check.findings)
        if unverified:
            yield words("check.notice.unverified", n=unverified)
        bare = [
            self._reasons.label(fact)
            for fact, answer in checked.profile.answers.items()
            if checked.profile.facts[fact].judgement and answer.value is not None and not answer.reason
        ]
        if bare:
            yield words("check.notice.reasons", n=len(bare), facts=words.join(bare))
        if checked.request.instruments:
            names = [instrument_name(self._catalog, name, words.lang) for name in checked.request.instruments]
            yield words("check.notice.scope", names=words.join(names))
        if checked.request.drafts:
            yield words("check.notice.drafts")

    def _obligation(self, finding: Finding) -> Obligation:
        return self._catalog.obligation[finding.obligation]

    def _groups(self, findings: Iterable[Finding]) -> Iterator[Group]:
        members: dict[str, list[Finding]] = {}
        for finding in findings:
            members.setdefault(group_of(finding, self._obligation(finding)), []).append(finding)
        for key in (*APPLYING, "depends", "open", "not", "drafts"):
            if key in members:
                yield self._group(key, members[key])

    def _group(self, key: str, findings: list[Finding]) -> Group:
        words = self._words
        if key == "now":
            ordered = sorted(findings, key=_due_order)
            sections: tuple[Section, ...] = (Section("", tuple(self.entry(one) for one in ordered)),)
        elif key == "not":
            sections = tuple(self._by_reason(findings))
        else:
            sections = tuple(self._by_instrument(findings))
        return Group(key, words(f"check.group.{key}"), words(f"check.group.{key}.note"), len(findings), sections)

    def _by_instrument(self, findings: list[Finding]) -> Iterator[Section]:
        members: dict[str, list[Finding]] = {}
        for finding in findings:
            members.setdefault(self._obligation(finding).instrument, []).append(finding)
        for instrument, found in members.items():
            name = instrument_name(self._catalog, instrument, self._words.lang)
            yield Section(name, tuple(self.entry(one) for one in found))

    def _by_reason(self, findings: list[Finding]) -> Iterator[Section]:
        members: dict[str, list[Entry]] = {}
        for finding in findings:
            entry = self.entry(finding)
            members.setdefault(entry.reasons[0] if entry.reasons else "", []).append(entry)
        for reason, entries in sorted(members.items(), key=lambda item: -len(item[1])):
            yield Section(reason, tuple(entries))

    def entry(self, finding: Finding) -> Entry:
        """One finding in words."""
        obligation, words = self._obligation(finding), self._words
        verdict = finding.draft_verdict
        return Entry(
            id=obligation.id,
            anchor="f-" + obligation.id.replace("/", "-"),
            title=self._said(obligation.title),
            other=self._other(obligation.title),
            duty=self._said(obligation.duty),
            other_duty=self._other(obligation.duty),
            instrument=instrument_name(self._catalog, obligation.instrument, words.lang),
            modality=obligation.modality,
            modality_text=words(f"modality.label.{obligation.modality}"),
            cited=cite_all(self._catalog, obligation.citations, words.lang),
            due=self._due(finding.due),
            details=tuple(self._details(obligation)),
            lines=self._reasons.lines(finding.because),
            reasons=self._why(finding),
            verified=obligation.verified,
            remark=words("check.draft.would", verdict=words(f"check.verdict.{verdict}")) if verdict else "",
        )

    def _why(self, finding: Finding) -> tuple[str, ...]:
        """The reasons for a verdict: what carries it, what stands against it, or what it waits for."""
        if finding.verdict == "applies":
            return self._reasons.why(finding.because)
        if finding.verdict == "does-not-apply" and finding.draft_verdict is None:
            return self._reasons.why_not(finding.because)
        return tuple(self._reasons.label(fact) for fact in finding.hinges_on)

    def _details(self, obligation: Obligation) -> Iterator[tuple[str, str]]:
        """What stands beside a duty: its trigger, authorities, sanctions, remarks."""
        words = self._words
        if obligation.trigger is not None:
            yield words("check.trigger"), self._said(obligation.trigger)
        names = [self._agency(name) for name in obligation.authorities]
        if names:
            yield words("check.authorities"), words.join(names)
        for sanction in obligation.sanctions:
            yield words("check.sanctions"), self._said(sanction.text) + self._reasons.source(*sanction.citations)
        if obligation.note is not None:
            yield words("check.remark"), self._said(obligation.note)

    def _agency(self, name: str) -> str:
        agency = self._catalog.agency.get(name)
        return name if agency is None else self._said(agency.short_name or agency.name)

    def _due(self, due: Due | None) -> DueView | None:
        if due is None:
            return None
        words, rule = self._words, self._said(due.rule) + self._reasons.source(due.citation)
        notes = [self._said(text) for text in (due.problem, due.counting) if text is not None]
        if due.date is None:
            return DueView(words("check.due.unknown"), False, rule, tuple(notes))
        past = due.date < self._as_of
        text = words("check.due.past" if past else "check.due.by", date=self._date(due.date))
        if due.uncertain:
            text += words("semicolon") + words("check.due.uncertain")
        return DueView(text, past, rule, tuple(notes))

    def asked(self, question: Question) -> Asked:
        """A question in words."""
        fact, words = question.fact, self._words
        titles = [self._said(self._catalog.obligation[name].title) for name in question.alone or question.decides]
        return Asked(
            fact=fact.id,
            text=self._said(fact.text),
            other=self._other(fact.text),
            help=self._said(fact.help),
            kind=kind_of(fact.id, self._catalog, words),
            judgement=fact.judgement,
            answered_by=self._said(fact.answered_by),
            basis=tuple(cite(self._catalog, citation, words.lang) for citation in fact.basis),
            decides=len(question.decides),
            alone=len(question.alone),
            titles=tuple(dict.fromkeys(titles))[:_FEW],
            more=max(0, len(question.decides) - _FEW),
        )

    def _receipt(self) -> Iterator[tuple[str, str]]:
        words, receipt = self._words, self._checked.check.receipt
        yield words("check.receipt.as-of"), receipt.as_of.isoformat()
        yield words("check.receipt.rules"), receipt.rules_sha256
        yield words("check.receipt.profile"), receipt.profile_sha256
        yield words("check.receipt.version"), f"Regatlas {receipt.engine_version}"
        yield words("check.receipt.calendar"), receipt.calendar


def group_of(finding: Finding, obligation: Obligation) -> str:
    """The group in which a finding stands."""
    if obligation.draft:
        return "drafts"
    if finding.verdict == "does-not-apply":
        return "not"
    if finding.verdict == "unknown":
        return "open" if finding.open else "depends"
    if obligation.modality == "may":
        return "may"
    # An event that has a day, such as the end of the service, has set off its duty.
    dated = finding.due is not None and finding.due.date is not None
    return "now" if dated else _TIMINGS[obligation.timing]


def _due_order(finding: Finding) -> tuple[datetime.date, str]:
    due = finding.due.date if finding.due is not None and finding.due.date is not None else datetime.date.max
    return due, finding.obligation


def kind_of(fact_id: str, catalog: Catalog, words: Words) -> str:
    """What kind of answer a fact takes, with its values."""
    fact = catalog.fact[fact_id]
    kind = words(f"facts.type.{fact.type}")
    values = [f"{choice.label.zh if words.lang == 'zh' else choice.label.en} ({choice.id})" for choice in fact.choices]
    if fact.jurisdictions:
        values.append(words("facts.jurisdictions"))
    return kind + words("colon") + words.join(values) if values else kind


def answers(profile: Profile, reasons: Reasons, words: Words) -> Iterator[Answered]:
    """What the profile says, in its own order."""
    for name, answer in profile.answers.items():
        fact = profile.facts[name]
        known = answer.value is not None
        value = reasons.value(fact, to_json(fact, answer.value)) if known else words("check.given.unknown")
        notes = [words("check.facts.reason", reason=answer.reason)] if answer.reason else []
        if fact.judgement and known and not answer.reason:
            notes.append(words("check.facts.no-reason"))
        if answer.by:
            notes.append(words("check.facts.by", by=answer.by))
        if answer.on:
            notes.append(write_date(answer.on, words.lang))
        yield Answered(reasons.label(name), value, words("semicolon").join(notes))
