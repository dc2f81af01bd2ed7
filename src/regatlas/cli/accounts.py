"""``regatlas accounts``: who may sign in to the server of a store, and with which role."""

from __future__ import annotations

import getpass
import sys
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from regatlas.app.accounts import add_local_account, make_token, set_local_password
from regatlas.app.importing import database_url
from regatlas.cli import options
from regatlas.cli.screen import RESULTS, print_json, say
from regatlas.errors import BadArgument, printable
from regatlas.model.account import SCOPES, Account, Role, Scope
from regatlas.store.accounts.accounts import AccountStore, Doing, checked_name
from regatlas.store.accounts.tokens import MOST_DAYS, Wish
from regatlas.store.database import Database

accounts = typer.Typer(
    name="accounts",
    help="Who may sign in to the server of a store, and what they may do. | 管理服务器账号。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
_Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of the account. | 用户名。", show_default=False)]
_Role = Annotated[
    Role,
    typer.Option("--role", help="What the account may do. | 角色：读者、标注员、编辑、管理员。"),
]
_NewRole = Annotated[
    Role,
    typer.Argument(metavar="ROLE", help="reader, coder, editor or admin. | 角色。", show_default=False),
]
_Stdin = Annotated[
    bool,
    typer.Option(
        "--password-stdin", help="Read the password from standard input instead of asking. | 由标准输入读取密码。"
    ),
]


@accounts.command("add")
def add(name: _Name, role: _Role = "reader", password_stdin: _Stdin = False, db: options.Database = None) -> None:
    """Add an account; asks for its password. | 添加账号，密码另行询问。"""
    checked_name(name)
    password = _password(from_stdin=password_stdin)
    with Database.open(database_url(db)) as database:
        added = add_local_account(database, name, role, password, _doing())
    say(f"{printable(added.name)} may sign in now as {added.role}.")


@accounts.command("list")
def list_(
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object. | 输出一个 JSON 对象。")] = False,
    db: options.Database = None,
) -> None:
    """List the accounts. | 列出账号。"""
    with Database.open(database_url(db)) as database:
        found = AccountStore(database).all()
    if json:
        print_json({"schema": "regatlas/accounts/1", "accounts": [one.model_dump(mode="json") for one in found]})
        return
    for one in found:
        RESULTS.print(printable(_line(one)), markup=False, soft_wrap=True)
    if not found:
        say("There is no account yet; regatlas accounts add NAME --role admin makes the first.")


@accounts.command("role")
def role_(name: _Name, role: _NewRole, db: options.Database = None) -> None:
    """Give an account another role; its sessions end. | 变更账号的角色，其登录状态随即失效。"""
    with Database.open(database_url(db)) as database:
        store = AccountStore(database)
        changed = store.set_role(store.find(name).id, role, _doing())
    say(f"{printable(changed.name)} has the role {changed.role} now.")


@accounts.command("disable")
def disable(name: _Name, db: options.Database = None) -> None:
    """Let an account be used no more; sessions and tokens end. | 停用账号，其登录状态与令牌随即失效。"""
    _stand(name, db, usable=False)
    say("The account may not be used any more.")


@accounts.command("enable")
def enable(name: _Name, db: options.Database = None) -> None:
    """Let an account be used again. | 重新启用账号。"""
    _stand(name, db, usable=True)
    say("The account may be used again.")


@accounts.command("password")
def password_(name: _Name, password_stdin: _Stdin = False, db: options.Database = None) -> None:
    """Give an account another password; its sessions end. | 重设账号的密码，其登录状态随即失效。"""
    with Database.open(database_url(db)) as database:
        account = AccountStore(database).find(name)
        set_local_password(database, account, _password(from_stdin=password_stdin), _doing())
    say("The password was set; every session of the account has ended.")


@accounts.command("token")
def token(
    name: _Name,
    scope: Annotated[
        list[str],
        typer.Option("--scope", metavar="SCOPE", help="read, review, import or admin; may be repeated. | 权限范围。"),
    ],
    purpose: Annotated[
        str, typer.Option("--for", metavar="TEXT", help="What the token is for. | 用途。")
    ] = "command line",
    days: Annotated[int, typer.Option("--days", min=1, max=MOST_DAYS, help="How long it lasts. | 有效天数。")] = 90,
    db: options.Database = None,
) -> None:
    """Make a token for a program and print it, this once. | 生成接口令牌，仅显示一次。"""
    wish = Wish(purpose, [_scope(one) for one in scope], timedelta(days=days))
    with Database.open(database_url(db)) as database:
        made = make_token(database, AccountStore(database).find(name), wish, _doing())
    sys.stdout.write(made.secret + "\n")
    say(f"It lasts until {made.token.expires_at:%Y-%m-%d}. Programs send it as Authorization: Bearer …")


def _stand(name: str, db: str | None, *, usable: bool) -> None:
    with Database.open(database_url(db)) as database:
        store = AccountStore(database)
        store.set_standing(store.find(name).id, usable=usable, doing=_doing())


def _line(one: Account) -> str:
    ways = ", ".join([*(["password"] if one.local else []), *one.issuers]) or "no way to sign in"
    disabled = f", disabled {one.disabled_at:%Y-%m-%d}" if one.disabled_at else ""
    return f"{one.name}: {one.role}, {ways}{disabled}"


def _scope(text: str) -> Scope:
    for scope in SCOPES:
        if text == scope:
            return scope
    raise BadArgument(f"there is no scope {text!r}", where="--scope", hint=f"use {', '.join(SCOPES)}")


def _password(*, from_stdin: bool) -> str:
    """The password, which never stands in the command: there everybody on the machine could read it."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not _at_a_terminal():
        raise BadArgument("there is nobody to ask for a password", where="NAME", hint="use --password-stdin")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        raise BadArgument("the password was not typed twice in the same way", hint="try again")
    return first


def _at_a_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _doing() -> Doing:
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = "unknown"
    return Doing(f"cli:{user}", datetime.now(UTC))
