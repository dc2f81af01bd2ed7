"""Which commands there are; the code of a command is imported when it is called, not before.

Importing every command took 1.1 of the 1.2 seconds of ``regatlas --help``.
"""

# ruff: noqa: ANN401 -- Typer carries a click of its own in some versions and shares the common one in others, so that
# the types of contexts, formatters and commands have no one place to be imported from.

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperGroup


class CommandEntry(NamedTuple):
    """Where a command's code is, and the line that the list of commands shows for it (the docstring's first line)."""

    module: str
    attribute: str
    help: str


COMMANDS: dict[str, CommandEntry] = {
    "read": CommandEntry(
        "read", "read", "Read documents into text with a legal structure. | 读取文件，得到正文与法律结构。"
    ),
    "map": CommandEntry(
        "map", "map_", "Map documents to records whose every claim quotes the text. | 生成每项结论均有原文依据的记录。"
    ),
    "screen": CommandEntry(
        "screening", "screen", "Score documents by whether they are AI governance. | 筛查文件是否属于人工智能治理文件。"
    ),
    "import": CommandEntry(
        "keep", "import_", "Read, map and keep documents, their versions and records. | 读取、分析并存入数据库。"
    ),
    "search": CommandEntry(
        "search", "search", "Find the provisions of the store that hold a phrase. | 在数据库中检索含有某短语的条款。"
    ),
    "diff": CommandEntry(
        "compare", "diff", "Compare two versions of one text, provision by provision. | 逐条比较同一文本的两个版本。"
    ),
    "align": CommandEntry(
        "compare", "align", "Put a translation beside its original, passage by passage. | 逐段对照原文与译文。"
    ),
    "catalog": CommandEntry(
        "catalog", "catalog", "List, show and check what is known of the law. | 列出、查看并核对法律目录。"
    ),
    "dossier": CommandEntry(
        "dossier",
        "dossier",
        "Tell all that is known of a jurisdiction, with sources. | 汇编某一法域的治理情况，逐项注明来源。",
    ),
    "mine": CommandEntry(
        "mine",
        "mine",
        "Hold what a page says of laws and events to the catalog. | 将文中关于法律和事件的陈述与目录核对。",
    ),
    "fetch": CommandEntry(
        "fetch",
        "fetch",
        "Fetch an official text, hold it to the catalog, and keep it. | 下载官方文本，与目录核对后保存。",
    ),
    "brief": CommandEntry("brief", "brief", "Tell an instrument or a file on one page. | 以一页简报介绍一份文件。"),
    "facts": CommandEntry(
        "facts", "facts", "List every fact that the rules may ask for. | 列出规则可能询问的全部事实。"
    ),
    "check": CommandEntry(
        "check", "check", "Tell which duties bind a product, and by when. | 核查产品应当履行的义务及期限。"
    ),
    "interview": CommandEntry(
        "interview", "interview", "Ask about a product, best question first. | 逐项提问，建立产品档案。"
    ),
    "demo": CommandEntry(
        "demo", "demo", "Make a site with sample texts, records and a review, and serve it. | 建立示例站点并启动。"
    ),
    "serve": CommandEntry("serve", "serve", "Serve the web app and the API. | 启动网页应用与接口服务。"),
    "worker": CommandEntry("worker", "worker", "Work through the queue of imports. | 处理导入队列。"),
    "migrate": CommandEntry(
        "serve",
        "migrate",
        "Make the database, or upgrade it to what this Regatlas needs. | 建立数据库，或者升级到当前版本。",
    ),
    "backup": CommandEntry(
        "backup", "backup", "Copy a store that is in use into one file. | 将使用中的数据库备份为一个文件。"
    ),
    "restore": CommandEntry("backup", "restore", "Put the store of a backup in its place. | 由备份恢复数据库。"),
    "accounts": CommandEntry(
        "accounts", "accounts", "Who may sign in to the server of a store, and what they may do. | 管理服务器账号。"
    ),
    "audit": CommandEntry("audit", "audit", "List and verify the log of what people changed. | 列出并核验审计日志。"),
    "taxonomies": CommandEntry(
        "taxonomies", "taxonomies", "List the taxonomies and their categories. | 列出各分类法及其类别。"
    ),
    "train": CommandEntry(
        "train", "train", "Make a model for linear.v1 from documents that people coded. | 用人工标注的文件训练模型。"
    ),
    "agree": CommandEntry(
        "agree", "agree", "Compare two coders: engines, people or published maps. | 比较两方标注的一致性。"
    ),
    "review": CommandEntry(
        "review", "review", "What people say of records: list it, and export it. | 人工复核：列出与导出。"
    ),
}
"""The commands in the order in which they are listed; an attribute is a function or, for groups, a Typer app."""


class LazyCommands(TyperGroup):
    """A group whose commands are those of :data:`COMMANDS`."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, its module imported now; None where there is none."""
        entry = COMMANDS.get(cmd_name)
        return None if entry is None else load(cmd_name, entry)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list of commands from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])


def load(name: str, entry: CommandEntry) -> Any:
    """The click command of a table entry."""
    found = getattr(import_module(f"regatlas.cli.{entry.module}"), entry.attribute)
    if isinstance(found, typer.Typer):
        command = typer.main.get_command(found)
    else:
        single = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        single.command(name)(found)
        command = typer.main.get_command(single)
    command.name = name
    return command
