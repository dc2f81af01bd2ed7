"""Two texts side by side in a terminal. Deletions and additions bear marks, so that nothing depends on colour."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from regatlas.cli.page import Page, plain
from regatlas.pages.alignment import AlignmentView, Part
from regatlas.pages.comparison import ComparisonView, Entry, Shown
from regatlas.pages.side_by_side import Head
from regatlas.pages.words import Words

# As much of unchanged words is shown at either side of a change.
_AROUND = 40
_ELLIPSIS = " … "
_MARKS = {"same": ("", ""), "deleted": ("[-", "-]"), "added": ("{+", "+}")}
_FOLLOWS = {"deleted": ("<", "|"), "added": ("", ">")}
_STYLES = {"same": "", "deleted": "red", "added": "green"}
_ACCENT = "red"
_NARROWEST = 60


def print_comparison(console: Console, view: ComparisonView, words: Words) -> None:
    """Print what changed with a little of the words around it; unchanged provisions are summed up."""
    page = Page(console)
    page.title(view.head.texts[1].title)
    _print_head(page, view.head, view.notices)
    page.heading(words("section.glance"))
    page.add(Text(words("semicolon").join(view.counts)))
    page.heading(words("diff.section"))
    marks = {kind: "…".join(_MARKS[kind]) for kind in ("deleted", "added")}
    page.add(Text(words("diff.terminal.legend", **marks, reference="<…|…>"), style="dim"))
    if not any(entry.state != "same" for stretch in view.stretches for entry in stretch.entries):
        page.add(Text(words("diff.nothing")))
        return
    for stretch in view.stretches:
        if not stretch.changed:
            page.blank()
            page.add(Text(plain(stretch.summary), style="dim"))
        for entry in stretch.entries if stretch.changed else ():
            _print_entry(page, entry, words)


def _print_entry(page: Page, entry: Entry, words: Words) -> None:
    page.blank()
    label = Text(plain(entry.label) or "·", style=_ACCENT)
    if entry.was:
        label.append(" " + words("diff.formerly", citation=plain(entry.was)), style="dim")
    if entry.state != "same" or entry.role != "heading":
        label.append("  " + words.join(list(entry.happened)), style="bold not dim")
    page.add(label)
    page.add(_words_of(entry.pieces), indent=2)


def _words_of(pieces: tuple[Shown, ...]) -> Text:
    line = Text()
    for place, piece in enumerate(pieces):
        before, after = (_FOLLOWS if piece.follows else _MARKS)[piece.kind]
        shown = _bare(piece.text)
        if piece.kind == "same":
            shown = _shortened(shown, first=place == 0, last=place == len(pieces) - 1)
        line.append(before + shown + after, style=_STYLES[piece.kind])
    return line


def _bare(text: str) -> str:
    """The words on one line; a space at either end stays, or words of different pieces would grow together."""
    lead, trail = text[:1].isspace(), text[-1:].isspace()
    return " " * lead + plain(text) + " " * trail if text.strip() else " "


def _shortened(text: str, *, first: bool, last: bool) -> str:
    alone = first and last
    head, tail = (0 if first and not alone else _AROUND), (0 if last and not alone else _AROUND)
    if len(text) <= head + tail + len(_ELLIPSIS):
        return text
    return text[:head] + _ELLIPSIS + (text[-tail:] if tail else "")


def print_alignment(console: Console, view: AlignmentView, words: Words) -> None:
    """Print the two texts in two columns, or one below the other where the terminal is narrow."""
    page = Page(console)
    page.title(view.head.texts[0].title)
    _print_head(page, view.head, view.notices)
    page.heading(words("section.glance"))
    page.add(Text(words("semicolon").join(view.counts)))
    page.heading(words("align.section"))
    for part in view.parts:
        _print_part(page, part, words)


def _print_part(page: Page, part: Part, words: Words) -> None:
    page.blank()
    label = Text(f"{plain(part.original) or '—'} · {plain(part.translation) or '—'}", style=_ACCENT)
    page.add(label.append(f"  {part.remark}" if part.remark else "", style="dim"))
    for line in part.lines:
        sides = ((line.original, "align.gap.original"), (line.translation, "align.gap.translation"))
        original, other = (Text(plain(text) or words(gap), style="" if text else "bold") for text, gap in sides)
        if page.width >= _NARROWEST:
            page.add(original, other, widths=((page.width - 2) * 2 // 5,))
        else:
            page.add(original)
            page.add(other, indent=2)
        if line.remark:
            page.add(Text(line.remark, style="bold"), indent=2)


def _print_head(page: Page, head: Head, notices: tuple[str, ...]) -> None:
    for index, notice in enumerate(notices, start=1):
        page.add(Text(plain(notice), style="dim" if index == len(notices) else "bold"))
    for text in head.texts:
        page.heading(text.name, plain(text.title))
        facts = zip(head.labels, text.values, strict=True)
        page.add(Text("  ".join(f"{label} {plain(value)}" for label, value in facts), style="dim"))
