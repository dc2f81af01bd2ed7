"""``regatlas check``: which duties bind a product on a date, by when, and where it is written."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from regatlas.app.cataloguing import today
from regatlas.app.checking import (
    Checked,
    Compared,
    Request,
    Rules,
    builtin_rules,
    compare_dates,
    compare_profiles,
    run_check,
)
from regatlas.app.replaying import replay
from regatlas.cli import options, remote
from regatlas.cli.exit_codes import SOME_FAILED
from regatlas.cli.files import write_file
from regatlas.cli.page import Page
from regatlas.cli.screen import RESULTS, print_json, say
from regatlas.compliance.profile import Profile
from regatlas.errors import BadArgument
from regatlas.pages.words import Words


@dataclass(frozen=True)
class Days:
    """One day, or the first and the last of several."""

    first: date
    last: date | None = None


def parse_days(text: str) -> Days:
    """``2026-01-31``, or two days with ``..`` between. Raises :class:`BadArgument`."""
    first, dots, second = text.partition("..")
    return Days(options.parse_day(first), options.parse_day(second) if dots else None)


def _file(option: str, help_text: str) -> typer.models.OptionInfo:
    found: typer.models.OptionInfo = typer.Option(option, metavar="FILE", help=help_text, show_default=False)
    return found


@dataclass(frozen=True)
class _Outputs:
    """Where the result goes; nothing chosen means the terminal."""

    as_json: bool
    html: Path | None
    pdf: Path | None
    ics: Path | None
    lang: options.Lang

    def __post_init__(self) -> None:
        if self.as_json and (self.html or self.pdf or self.ics):
            what = "JSON goes to standard output and excludes --html, --pdf and --ics"
            raise BadArgument(what, where="--json", hint="choose one")

    @property
    def to_files(self) -> bool:
        return bool(self.html or self.pdf or self.ics)


_Profile = Annotated[
    Path | None,
    typer.Argument(metavar="PROFILE", help="The product in facts, YAML or JSON. | 产品档案。", show_default=False),
]
_AsOf = Annotated[
    Days | None,
    typer.Option(
        "--as-of",
        metavar="DATE|A..B",
        parser=parse_days,
        help="The law of this day, or what changes from A to B. | 基准日，或者 A 至 B 的变化。",
        show_default=False,
    ),
]
_Explain = Annotated[
    str | None,
    typer.Option("--explain", metavar="ID", help="Only this finding, in full. | 详述一项结论。", show_default=False),
]
_Other = Annotated[
    Path | None,
    typer.Option(
        "--diff", metavar="OTHER", help="What changes with this profile. | 与另一档案比较。", show_default=False
    ),
]
_Receipt = Annotated[
    Path | None,
    typer.Option("--replay", metavar="RECEIPT", help="Make a check again. | 复核先前结果。", show_default=False),
]
_Instruments = Annotated[
    list[str] | None,
    typer.Option("--instrument", metavar="ID", help="Only this instrument. | 仅核查该文件。", show_default=False),
]


def check(
    profile: _Profile = None,
    as_of: _AsOf = None,
    as_json: options.AsJson = False,
    html: Annotated[Path | None, _file("--html", "Write the report into FILE. | 生成网页报告。")] = None,
    pdf: Annotated[Path | None, _file("--pdf", "Write the report as PDF. | 生成 PDF 报告。")] = None,
    ics: Annotated[Path | None, _file("--ics", "Write the due dates as a calendar. | 生成截止日期日历文件。")] = None,
    explain: _Explain = None,
    other: _Other = None,
    receipt: _Receipt = None,
    instruments: _Instruments = None,
    drafts: Annotated[bool, typer.Option("--drafts", help="Show drafts; they bind no one. | 一并显示草案。")] = False,
    lang: options.Language = "en",
    server: options.Server = None,
) -> None:
    """Tell which duties bind a product, and by when. | 核查产品应当履行的义务及期限。"""
    outputs = _Outputs(as_json, html, pdf, ics, lang)
    if receipt is not None:
        _replay(receipt, profile, _rules(server), lang)
        return
    if profile is None:
        hint = "give a YAML file, or make one with regatlas interview"
        raise BadArgument("no profile was given", where="PROFILE", hint=hint)
    rules = _rules(server)
    days = as_of or Days(today())
    end = days.last
    request = Request(days.first, drafts, tuple(instruments or ()))
    subject = rules.profile(profile)
    if other is not None or end is not None:
        if explain is not None or ics is not None or (other is not None and end is not None):
            what = "a comparison excludes --explain, --ics and a second comparison"
            raise BadArgument(what, where="--diff" if other is not None else "--as-of", hint="choose one")
        _tell_changes(_compare(rules, subject, request, other, end), outputs)
    elif explain is not None:
        _explain(run_check(rules, subject, replace(request, drafts=True)), explain, outputs)
    else:
        _tell(run_check(rules, subject, request), outputs)


def _rules(server: str | None) -> Rules:
    return builtin_rules() if server is None else remote.rules_at(server)


def _compare(rules: Rules, subject: Profile, request: Request, other: Path | None, end: date | None) -> Compared:
    if other is not None:
        return compare_profiles(rules, subject, rules.profile(other), request)
    assert end is not None
    return compare_dates(rules, subject, request, end)


def _tell(checked: Checked, outputs: _Outputs) -> None:
    if outputs.as_json:
        print_json(checked.to_json())
    elif outputs.to_files:
        _write_files(checked, outputs)
    else:
        from regatlas.cli.render_check import print_check

        print_check(Page(RESULTS), checked, Words(outputs.lang))


def _write_files(checked: Checked, outputs: _Outputs) -> None:
    words = Words(outputs.lang)
    if outputs.html or outputs.pdf:
        from regatlas.pages.check_page import render_check

        _write_pages(lambda printed: render_check(checked, outputs.lang, printed=printed), outputs)
    if outputs.ics:
        from regatlas.exchange.ics import due_dates_ics, with_due_date

        catalog = checked.rules.catalog
        data = due_dates_ics(checked.check, catalog.obligation, product=checked.profile.name, lang=outputs.lang)
        write_file(outputs.ics, data)
        say(words("check.calendar-written", n=len(with_due_date(checked.check)), path=outputs.ics))


def _write_pages(render: Callable[[bool], str], outputs: _Outputs) -> None:
    """Write what ``render`` makes for the screen and for paper, as far as each is asked for."""
    words = Words(outputs.lang)
    if outputs.html:
        write_file(outputs.html, render(False).encode())
        say(words("check.written", path=outputs.html))
    if outputs.pdf:
        from regatlas.pages.pdf import page_to_pdf

        write_file(outputs.pdf, page_to_pdf(render(True)))
        say(words("check.pdf", path=outputs.pdf))


def _explain(checked: Checked, name: str, outputs: _Outputs) -> None:
    finding = checked.finding(name)
    if outputs.to_files:
        what = "an explanation goes to the terminal or, with --json, to standard output"
        raise BadArgument(what, where="--explain", hint="leave out the file")
    if outputs.as_json:
        print_json(checked.finding_json(finding))
        return
    from regatlas.cli.render_check import print_finding

    print_finding(Page(RESULTS), checked, finding, Words(outputs.lang))


def _tell_changes(compared: Compared, outputs: _Outputs) -> None:
    if outputs.as_json:
        print_json(compared.to_json())
    elif outputs.to_files:
        from regatlas.pages.changes import render_changes

        _write_pages(lambda _: render_changes(compared, outputs.lang), outputs)
    else:
        from regatlas.cli.render_check import print_changes

        print_changes(Page(RESULTS), compared, Words(outputs.lang))


def _replay(receipt: Path, profile: Path | None, rules: Rules, lang: options.Lang) -> None:
    if profile is not None:
        raise BadArgument(
            "a receipt has its profile in itself", where=str(profile), hint="give --replay without another profile"
        )
    made, words = replay(receipt, rules), Words(lang)
    sys.stdout.buffer.write(made.result)
    sys.stdout.flush()
    if made.same:
        say(words("replay.same"))
        return
    say(words("replay.differs" if made.differences else "replay.layout"))
    for difference in made.differences:
        say(f"  {difference}")
    raise typer.Exit(SOME_FAILED)
