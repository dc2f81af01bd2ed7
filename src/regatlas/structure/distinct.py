"""One citation for one provision: what makes the second "Sec. 5(a)" of a faulty text a name of its own."""

from __future__ import annotations

from collections.abc import Callable

from regatlas.structure.outline import Unit

Cite = Callable[[Unit], str | None]


def distinct(cite: Cite, longer: Cite) -> Cite:
    """``cite``, but ``longer`` for a citation that was given before in the text, and a mark, [2], where that was too.

    Bills number two subsections (e), guidelines begin to count anew in every part; lawyers then say which one they
    mean, and so must a citation from which its provision is to be found.
    """
    given: dict[str, int] = {}

    def named(unit: Unit) -> str | None:
        citation = cite(unit)
        if citation in given:
            citation = longer(unit) or citation
        if citation is None:
            return None
        count = given[citation] = given.get(citation, 0) + 1
        return citation if count == 1 else _marked(citation, count)

    return named


def _marked(citation: str, count: int) -> str:
    """The mark stands inside the quotation marks around what an act puts into another one."""
    if ", “" in citation and citation.endswith("”"):
        return f"{citation[:-1]} [{count}]”"
    return f"{citation} [{count}]"
