"""``regatlas interview``: a dialogue that asks the next best question, and writes a profile."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from regatlas.app.cataloguing import today
from regatlas.app.checking import Checked, builtin_rules
from regatlas.app.interviewing import Interview, read_typed
from regatlas.cli import options
from regatlas.cli.page import Page, plain
from regatlas.cli.screen import RESULTS, say
from regatlas.compliance.profile import Answer, Profile
from regatlas.compliance.profile_files import profile_yaml, refuse_overwriting
from regatlas.compliance.reading import Misfit
from regatlas.compliance.values import to_json
from regatlas.errors import BadArgument, reason_of
from regatlas.model.finding import Question
from regatlas.pages.check import Asked, view_question
from regatlas.pages.check_reasons import Reasons
from regatlas.pages.words import Words
from regatlas.whole_files import write_whole

_DEFAULT = Path("profile.yaml")


def interview(
    out: Annotated[
        Path,
        typer.Option("--out", metavar="PROFILE", help="Where the profile is written, and resumed from. | 档案文件。"),
    ] = _DEFAULT,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="The product's name. | 产品名称。", show_default=False)
    ] = None,
    as_of: options.AsOf = None,
    lang: options.Language = "en",
) -> None:
    """Ask about a product, best question first. | 逐项提问，建立产品档案。"""
    words, rules = Words(lang), builtin_rules()
    refuse_overwriting(out)
    if out.exists():
        profile = rules.profile(out)
    else:
        named = name or _typed(f"{words('interview.name')}{words('colon')}") or out.stem
        profile = Profile(named, {}, rules.book.facts)
    dialogue = _Dialogue(Interview(rules, profile, as_of or today()), out, words)
    dialogue.run()


def _typed(prompt: str) -> str | None:
    """A line that a person types; None at the end of input."""
    RESULTS.print(Text(prompt, style="bold"), end="", soft_wrap=True)
    line = sys.stdin.readline()
    if not line:
        RESULTS.print()
    return line.strip() if line else None


class _Dialogue:
    """Asks until nothing is left to decide; the answers are kept in the file after each one."""

    def __init__(self, interview: Interview, out: Path, words: Words) -> None:
        self._interview = interview
        self._out = out
        self._words = words
        self._page = Page(RESULTS)

    def run(self) -> None:
        """Ask, and tell at the end what was found."""
        words, interview = self._words, self._interview
        self._page.add(Text(words("interview.hello", name=plain(interview.profile.name))))
        finished = False
        while not finished:
            question = interview.next_question()
            finished = question is None or not self._ask(question)
        self._keep()
        self._close()

    def _ask(self, question: Question) -> bool:
        """Put one question until it is answered, skipped or taken back; False ends the dialogue."""
        asked = self._show(question)
        while True:
            typed = _typed(f"{self._words(f'interview.prompt.{question.fact.type}')}{self._words('colon')}")
            if typed is None or typed in ("q", "quit"):
                return False
            if typed in ("?", "？", "help"):
                self._explain(asked)
            elif self._act(question, typed):
                return True

    def _act(self, question: Question, typed: str) -> bool:
        """Do what was typed; False where the question stands as before."""
        fact = question.fact.id
        commands: dict[str, Callable[[], bool]] = {
            "s": lambda: self._skip(fact),
            "b": self._back,
            "u": lambda: self._take(question, "unknown"),
            "": lambda: False,
        }
        return commands.get(typed, lambda: self._take(question, typed))()

    def _skip(self, fact: str) -> bool:
        self._interview.skip(fact)
        return True

    def _back(self) -> bool:
        words, before = self._words, self._interview.profile
        fact = self._interview.back()
        if fact is None:
            self._page.add(Text(words("interview.first"), style="dim"))
            return False
        value = before.answers[fact].value
        reasons = Reasons(self._interview.rules.catalog, words, self._interview.as_of)
        known = reasons.value(before.facts[fact], to_json(before.facts[fact], value))
        told = words("interview.again.unknown") if value is None else words("interview.again", given=plain(known))
        self._page.add(Text(told, style="dim"))
        return True

    def _take(self, question: Question, typed: str) -> bool:
        try:
            value = read_typed(question.fact, typed)
        except Misfit as misfit:
            self._page.add(Text(f"{misfit.what}; {misfit.hint}", style="dim"))
            return False
        reason = None
        if question.fact.judgement and value is not None:
            reason = _typed(f"{self._words('interview.reason')}{self._words('colon')}") or None
        on = datetime.date.isoformat(self._interview.as_of) if reason else None
        self._interview.answer(question.fact.id, Answer(value, reason=reason, on=on))
        self._keep()
        return True

    def _show(self, question: Question) -> Asked:
        words, checked = self._words, self._interview.checked()
        asked = view_question(checked, question, words)
        unknown = sum(finding.verdict == "unknown" for finding in checked.check.findings)
        page = self._page
        page.blank()
        number = len(self._interview.asked) + 1
        page.add(Text(words("interview.left", n=number, left=unknown, total=len(checked.check.findings)), style="dim"))
        page.add(Text(plain(asked.text), style="bold"))
        if question.fact.judgement:
            page.add(Text(words("check.judgement"), style="dim"))
        for place, choice in enumerate(question.fact.choices, start=1):
            label = choice.label.zh if words.lang == "zh" else choice.label.en
            page.add(Text(f"{place}".rjust(3)), Text.assemble(plain(label), (f"  {choice.id}", "dim")), widths=(3,))
        return asked

    def _explain(self, asked: Asked) -> None:
        words, page = self._words, self._page
        page.add(Text(plain(asked.help)))
        told = words("check.questions.decides", n=asked.decides)
        page.add(Text(told + words("colon") + words("semicolon").join(map(plain, asked.titles)), style="dim"))
        if asked.basis:
            page.add(Text(words("check.basis") + words("colon") + words("semicolon").join(asked.basis), style="dim"))
        page.add(Text(words("check.answered-by") + words("colon") + plain(asked.answered_by), style="dim"))

    def _keep(self) -> None:
        try:
            write_whole(self._out, profile_yaml(self._interview.profile).encode())
        except OSError as error:
            what = f"the profile cannot be written ({reason_of(error)})"
            raise BadArgument(what, where=str(self._out), hint="choose another file") from error

    def _close(self) -> None:
        words, interview = self._words, self._interview
        checked: Checked = interview.checked()
        self._page.blank()
        if interview.next_question() is None:
            told = (
                words("interview.skipped", n=len(interview.skipped)) if interview.skipped else words("interview.done")
            )
            self._page.add(Text(told))
        counts = [finding.verdict for finding in checked.check.findings]
        self._page.add(
            Text(
                words(
                    "interview.tally",
                    applies=counts.count("applies"),
                    unknown=counts.count("unknown"),
                    not_=counts.count("does-not-apply"),
                ),
                style="bold",
            )
        )
        say(words("interview.kept", path=self._out))
