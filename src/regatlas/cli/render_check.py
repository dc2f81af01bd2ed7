"""A check in a terminal: what to do now, always, when something happens; what depends; what does not apply."""

from __future__ import annotations

from rich.text import Text

from regatlas.app.checking import Checked, Compared
from regatlas.cli.page import Page, plain
from regatlas.model.finding import Finding
from regatlas.pages.changes import ChangeView, view_changes
from regatlas.pages.check import APPLYING, Asked, CheckView, Entry, Group, view_check, view_entry
from regatlas.pages.check_reasons import Line
from regatlas.pages.words import Words

_ACCENT = "red"
_SIGNS = {"true": "✓", "false": "✕", "unknown": "?", "open": "§"}


def print_check(page: Page, checked: Checked, words: Words) -> None:
    """Print a check, grouped by what there is to do."""
    view = view_check(checked, words)
    page.title(view.name)
    page.add(Text(view.as_of))
    for notice in view.notices:
        page.add(Text(plain(notice), style="dim"))
    for key in APPLYING:
        _print_group(page, view.group(key), words)
    _print_questions(page, view, words)
    for key in ("depends", "open", "drafts"):
        _print_group(page, view.group(key), words)
    _print_not(page, view.group("not"), words)


def _print_group(page: Page, group: Group | None, words: Words) -> None:
    if group is None:
        return
    page.heading(group.title, words("check.count", n=group.count))
    page.add(Text(group.note, style="dim"))
    for section in group.sections:
        if section.title:
            page.add(Text(plain(section.title), style="bold"))
        for entry in section.entries:
            _print_entry(page, entry, words)


def _print_entry(page: Page, entry: Entry, words: Words) -> None:
    line = Text.assemble((entry.modality_text, "dim"), "  ", (plain(entry.title), "bold"))
    if entry.due is not None:
        line.append(f"  {plain(entry.due.text)}", style=f"bold {_ACCENT}")
    page.add(Text("·"), line, widths=(1,))
    cited = Text(plain(entry.cited), style=_ACCENT)
    if not entry.verified:
        cited.append(f"  {words('check.unverified')}", style="not bold dim")
    page.add(cited, indent=3)
    if entry.remark:
        page.add(Text(plain(entry.remark), style="dim"), indent=3)


def _print_questions(page: Page, view: CheckView, words: Words) -> None:
    for title, note, questions in (
        (words("check.dates"), words("check.dates.note"), view.dates),
        (words("check.questions"), words("check.questions.note"), view.questions),
    ):
        if questions:
            page.heading(title, words("check.count", n=len(questions)))
            page.add(Text(note, style="dim"))
            for number, question in enumerate(questions, start=1):
                _print_question(page, number, question, words)


def _print_question(page: Page, number: int, question: Asked, words: Words) -> None:
    page.add(Text(str(number).rjust(2)), Text(plain(question.text), style="bold"), widths=(2,))
    told = words("check.questions.decides", n=question.decides)
    if question.alone:
        told += words("semicolon") + words("check.questions.alone", n=question.alone)
    judgement = words("semicolon") + words("check.judgement") if question.judgement else ""
    page.add(Text.assemble((question.fact, _ACCENT), (f"  {told}{judgement}", "dim")), indent=4)


def _print_not(page: Page, group: Group | None, words: Words) -> None:
    if group is None:
        return
    page.heading(group.title, words("check.count", n=group.count))
    for section in group.sections:
        page.add(Text(plain(section.title), style="bold"))
        titles = words("semicolon").join(plain(entry.title) for entry in section.entries)
        page.add(Text(titles, style="dim"), indent=2)


def print_finding(page: Page, checked: Checked, finding: Finding, words: Words) -> None:
    """Print one finding with every condition and what was answered."""
    entry = view_entry(checked, finding, words)
    page.title(entry.title)
    verdict = Text(words(f"check.verdict.{finding.verdict}"), style="bold")
    if entry.due is not None:
        verdict.append(f"  {plain(entry.due.text)}", style=_ACCENT)
    page.add(verdict)
    page.add(Text(plain(entry.duty)))
    page.add(Text(plain(entry.cited), style=_ACCENT))
    for reason in entry.reasons:
        page.add(Text("·"), Text(plain(reason)), widths=(1,))
    page.heading(words("check.why"))
    for line in entry.lines:
        _print_line(page, line, words)
    page.blank()
    if entry.due is not None:
        for text in (entry.due.rule, *entry.due.notes):
            page.add(Text(plain(text), style="dim"))
    for label, text in entry.details:
        page.add(Text.assemble((label + words("colon"), "dim"), plain(text)))
    page.add(Text.assemble((words("check.obligation") + words("colon"), "dim"), entry.id))


def _print_line(page: Page, line: Line, words: Words) -> None:
    told = Text.assemble(plain(line.text), ("  " + line.truth, "dim"))
    if line.answer:
        told.append(words("semicolon") + plain(line.answer), style="dim")
    if line.cited:
        told.append(f"  {plain(line.cited)}", style=_ACCENT)
    page.add(Text(_SIGNS[line.value]), told, widths=(1,), indent=2 * line.depth)


def print_changes(page: Page, compared: Compared, words: Words) -> None:
    """Print what changes, day by day."""
    view = view_changes(compared, words)
    page.title(view.title)
    if not view.steps:
        page.add(Text(words("changes.none")))
    for step in view.steps:
        page.heading(step.date, words("changes.count", n=len(step.changes)) if step.changes else "")
        for change in step.changes:
            _print_change(page, change, words)
        if step.going_on:
            page.add(Text(words("changes.going-on", n=len(step.going_on)), style="bold"))
        for one in step.going_on:
            line = words("changes.from-to", before=one.before, after=one.after)
            page.add(Text("·"), Text.assemble(plain(one.title), "  ", (plain(line), _ACCENT)), widths=(1,))


def _print_change(page: Page, change: ChangeView, words: Words) -> None:
    line = words("changes.from-to", before=change.before, after=change.after)
    page.add(Text("·"), Text.assemble((plain(change.title), "bold"), f"  {line}"), widths=(1,))
    page.add(Text(plain(change.cited), style=_ACCENT), indent=3)
    if change.reason:
        page.add(Text(plain(change.reason), style="dim"), indent=3)
