"""``regatlas serve``: the web app and the API; ``regatlas migrate``: the database that it needs."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Annotated, Literal

import typer

from regatlas.app.importing import database_url
from regatlas.app.upkeep import bring_up_to_date, see_that_it_is_current
from regatlas.cli import options
from regatlas.cli.screen import say
from regatlas.errors import BadArgument
from regatlas.store.database import without_password
from regatlas.web.settings import ServerSettings, read_settings

_OPEN = "write --accounts open (or closed), or listen on 127.0.0.1"


def serve(
    host: Annotated[
        str | None, typer.Option("--host", help="The address to listen on; 127.0.0.1 by default. | 监听地址。")
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="The port; 8000 by default. | 端口，默认为 8000。")
    ] = None,
    db: options.Database = None,
    accounts: Annotated[
        Literal["none", "open", "closed"] | None,
        typer.Option(
            "--accounts",
            help="none (default on this machine only): no accounts; open: everybody reads; closed: all sign in. "
            "| none：不设账号，仅限本机；open：公开阅读；closed：须登录。",
            show_default=False,
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(
            "--base-url", metavar="URL", help="The address that people use, behind a proxy. | 用户访问本服务的网址。"
        ),
    ] = None,
    trusted_proxy: Annotated[
        list[str] | None,
        typer.Option(
            "--trusted-proxy",
            metavar="ADDRESS",
            help="A proxy whose word on the sender is believed; may be repeated. | 受信任的反向代理。",
        ),
    ] = None,
    cors: Annotated[
        list[str] | None,
        typer.Option(
            "--cors",
            metavar="ORIGIN",
            help="A site whose pages may ask the API; may be repeated. | 允许跨域调用接口的网站。",
        ),
    ] = None,
    worker: Annotated[
        bool | None,
        typer.Option(
            "--worker/--no-worker",
            help="Run a worker for imports beside the server, as by default. | 同时运行导入进程（默认）。",
            show_default=False,
        ),
    ] = None,
    migrate: Annotated[
        bool,
        typer.Option(
            "--migrate/--no-migrate",
            help="Upgrade an older database at the start. | 启动时升级旧版本数据库。",
        ),
    ] = True,
    log_format: Annotated[
        Literal["text", "json"] | None,
        typer.Option(
            "--log-format",
            help="text: what goes wrong; json: a line for each request. | text：仅记录异常；json：逐次记录请求。",
            show_default=False,
        ),
    ] = None,
    metrics_listen: Annotated[
        str | None,
        typer.Option(
            "--metrics-listen",
            metavar="HOST:PORT",
            help="Offer the metrics at an address of their own. | 单独提供监控指标的地址。",
        ),
    ] = None,
) -> None:
    """Serve the web app and the API. | 启动网页应用与接口服务。"""
    settings = read_settings(
        os.environ,
        database=database_url(db),
        host=host,
        port=port,
        base_url=base_url,
        accounts=accounts,
        trusted_proxy=tuple(trusted_proxy) if trusted_proxy else None,
        cors=tuple(cors) if cors else None,
        worker=worker,
        log_format=log_format,
        metrics_listen=metrics_listen,
    )
    start(settings, migrate=migrate)


def start(settings: ServerSettings, *, migrate: bool = True, listening_at: Callable[[str], None] | None = None) -> None:
    """Make the database ready and serve. ``listening_at`` is told the address as soon as the server listens.

    Raises :class:`RegatlasError` where the database is not to be used, or the address not to be had.
    """
    from regatlas.web.running import listening, run_server, said_address

    # Until the server itself minds it: to be told to end while starting is no failure.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    settings = settings.model_copy(update={"accounts": _accounts(settings)})
    _make_ready(settings.database, migrate=migrate)
    _tell_of_first_admin(settings)
    with listening(settings.host, settings.port) as sock:
        address = said_address(settings.host, sock.getsockname()[1])
        if "base_url" not in settings.model_fields_set:
            settings = settings.model_copy(update={"base_url": address})
        say(f"Regatlas: {address}/  ({without_password(settings.database)})")
        if listening_at:
            listening_at(address)
        run_server(settings, sock)


def _accounts(settings: ServerSettings) -> str:
    """Who may do what: as chosen, else no accounts for a server of this machine, and reading for all on others."""
    from regatlas.web.running import is_loopback

    local = is_loopback(settings.host)
    if "accounts" not in settings.model_fields_set:
        return "none" if local else "open"
    if settings.accounts == "none" and not local:
        what = f"without accounts, whoever reaches {settings.host} could change everything"
        raise BadArgument(what, where="--accounts none", hint=_OPEN)
    return settings.accounts


def _tell_of_first_admin(settings: ServerSettings) -> None:
    """Say how the first account is made, where accounts count and nobody can manage them."""
    from regatlas.app.accounts import can_be_managed

    if settings.accounts != "none" and not can_be_managed(settings.database):
        db = "" if settings.database == database_url(None) else f" --db {without_password(settings.database)}"
        say(f"No account can manage this server yet. Make one with: regatlas accounts add NAME --role admin{db}")


def _make_ready(database: str, *, migrate: bool) -> None:
    if not migrate:
        see_that_it_is_current(database)
        return
    done = bring_up_to_date(database)
    if done.changed and done.before:
        say(f"The database was upgraded from revision {done.before} to {done.after}.")


def migrate(db: options.Database = None) -> None:
    """Make the database, or upgrade it to what this Regatlas needs. | 建立数据库，或者升级到当前版本。"""
    done = bring_up_to_date(database_url(db))
    if done.changed:
        say(f"The database is at revision {done.after} now; it was at {done.before or 'none'}.")
    else:
        say(f"The database is at revision {done.after} already.")
