"""``regatlas serve``: the web app and the API."""

from __future__ import annotations

from typing import Annotated

import typer

from regatlas.cli import options
from regatlas.cli.screen import say


def serve(
    host: Annotated[str, typer.Option("--host", help="The address to listen on. | 监听地址。")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port. | 端口。")] = 8000,
    db: options.Database = None,
) -> None:
    """Serve the web app and the API. | 启动网页应用与接口服务。"""
    import uvicorn

    from regatlas.app.importing import database_url, open_store
    from regatlas.web.server import create_app
    from regatlas.web.settings import ServerSettings

    address = database_url(db)
    # Opened once before the server starts, so that a database that cannot be used is told in one sentence.
    open_store(address).close()
    say(f"Regatlas: http://{host}:{port}/  ({address})")
    app = create_app(ServerSettings(database=address, base_url=f"http://{host}:{port}"))
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
