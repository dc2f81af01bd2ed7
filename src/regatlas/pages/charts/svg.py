"""SVG elements as safe markup, and the room that words take.

Pages forbid style attributes by their content policy, and WeasyPrint does not apply a page's styles inside an SVG: so
everything is said in presentation attributes, fonts included.
"""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import east_asian_width

from markupsafe import Markup, escape

FONT = "Noto Sans, Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
INK, SOFT, FAINT, RULE, PAPER, ACCENT = "#1f1d1a", "#5d5850", "#8b857a", "#d8d2c6", "#fffefb", "#8f2a1c"
# Measured on Noto Sans over the titles of the catalog: 0.55 of the size for a Latin sign, on the safe side.
_LATIN = 0.56
_CLOSING = "。，、；：？！）》”’）,.;:)"


def element(name: str, *children: str | Markup, **attributes: str | float | None) -> Markup:
    """An element; ``class_`` stands for ``class`` and ``font_size`` for ``font-size``, None leaves one out."""
    told = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), _number(value))
        for key, value in attributes.items()
        if value is not None
    )
    inside = Markup("").join(children)
    tag = Markup(name)  # noqa: S704 - names of elements are ours
    return Markup("<{0}{1}>{2}</{0}>").format(tag, told, inside) if inside else Markup("<{0}{1}/>").format(tag, told)


def _number(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def text(
    words: str,
    x: float,
    y: float,
    size: float,
    *,
    fill: str = INK,
    weight: str | None = None,
    anchor: str | None = None,
) -> Markup:
    """A line of words with its baseline at ``y``."""
    return element(
        "text",
        escape(words),
        x=x,
        y=y,
        font_family=FONT,
        font_size=size,
        fill=fill,
        font_weight=weight,
        text_anchor=anchor,
    )


def picture(width: float, height: float, label: str, children: Iterable[Markup], class_: str) -> Markup:
    """The whole chart. It is a group rather than an image: its marks are links."""
    return element(
        "svg",
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_number(width)} {_number(height)}",
        width=width,
        height=height,
        role="group",
        aria_label=label,
        class_=class_,
    )


def link(target: str, label: str, *children: Markup, class_: str | None = None) -> Markup:
    """Marks that lead to a place on the page.

    They are left out of the order of the tabulator: the table beside the chart has the same links.
    """
    title = element("title", escape(label))
    return element("a", title, *children, href=f"#{target}", tabindex="-1", aria_label=label, class_=class_)


def width_of(words: str, size: float) -> float:
    """About how wide words are."""
    return sum(size if east_asian_width(sign) in "WF" else size * _LATIN for sign in words)


def wrapped(words: str, room: float, size: float) -> list[str]:
    """Words in lines no wider than ``room``; Chinese breaks between any two signs, but not before a closing mark."""
    lines = [""]
    for piece in _pieces(words):
        if lines[-1] and width_of((lines[-1] + piece).rstrip(), size) > room:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]


def _pieces(words: str) -> list[str]:
    found: list[str] = []
    for sign in words:
        wide = east_asian_width(sign) in "WF"
        starts = wide or (bool(found) and (found[-1].endswith(" ") or east_asian_width(found[-1][-1]) in "WF"))
        if not found or (starts and sign not in _CLOSING and sign != " "):
            found.append(sign)
        else:
            found[-1] += sign
    return found
