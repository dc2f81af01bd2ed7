"""``regatlas train``: make ``linear.v1`` from coded documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from regatlas.app.inputs import limits_from_environment
from regatlas.app.mapping import load_taxonomies
from regatlas.app.trained import train_model
from regatlas.catalog.taxonomies import BUILTIN_IDS
from regatlas.cli.screen import counting_bar, say_words
from regatlas.errors import BadArgument
from regatlas.evaluation.labels import read_labels


def train(
    source: Annotated[
        list[str],
        typer.Argument(
            metavar="[agora DIR | LABELS.jsonl]",
            help="Coded documents: the word agora and a folder laid out as AGORA, or lines of JSON. | 已标注的文件。",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="MODEL", help="The model file to write. | 模型文件。")],
    from_: Annotated[
        bool, typer.Option("--from", help="Stands before what the model is made from. | 置于训练数据之前。")
    ] = False,
    taxonomy: Annotated[
        list[str] | None,
        typer.Option("--taxonomy", metavar="ID", help="Learn only this taxonomy; may be repeated. | 仅学习此分类法。"),
    ] = None,
) -> None:
    """Make a model for linear.v1 from documents that people coded. | 用人工标注的文件训练模型。"""
    taxonomies = load_taxonomies(taxonomy or BUILTIN_IDS)
    texts = read_labels(_source(source), taxonomies)
    named = {name for one in texts for name in one.labels}
    wanted = [one for name, one in taxonomies.items() if name in named]
    with counting_bar(len(texts), "train") as progress:
        header, size = train_model(texts, wanted, out, limits_from_environment(), progress)
    for head in header.heads:
        figures = head.figures
        say_words(
            "terminal.trained",
            taxonomy=head.taxonomy,
            codes=len(head.codes),
            documents=figures.documents,
            micro=figures.micro_f1,
            macro=figures.macro_f1,
        )
    say_words("terminal.model", path=out, size=size / 1e6)


def _source(words: list[str]) -> Path:
    if len(words) == 2 and words[0] == "agora":
        folder = Path(words[1])
        if not folder.is_dir():
            raise BadArgument("the folder of AGORA does not exist", where=str(folder), hint="check the path")
        return folder
    if len(words) == 1 and words[0] != "agora":
        return Path(words[0])
    what = f"{' '.join(words)!r} names no coded documents"
    raise BadArgument(what, where="--from", hint="give agora DIR or LABELS.jsonl")
