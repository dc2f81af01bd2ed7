"""What the operator of a server decides: by options of ``regatlas serve``, or by variables of the environment.

The variable of a field is ``REGATLAS_`` and its name in capitals (:func:`variable`). Lists are written with commas. For
every variable ``NAME`` there is ``NAME_FILE``, the path of a file that holds the value: for secrets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_origin

from pydantic import Field, ValidationError

from regatlas.app.environment import setting
from regatlas.errors import BadArgument
from regatlas.model.base import Frozen

PREFIX = "REGATLAS_"


class ServerSettings(Frozen):
    """All that an operator decides. A description says what a field means, in English and in Chinese."""

    database: str = Field(description="The address of the store. | 数据库地址。")
    host: str = Field("127.0.0.1", description="The address to listen on. | 监听地址。")
    port: int = Field(
        8000, ge=0, le=65535, description="The port; 0 means any that is free. | 端口，0 表示任选空闲端口。"
    )
    base_url: str = Field(
        "http://127.0.0.1:8000",
        description="The address under which people reach the server. | 用户访问本服务所用的网址。",
    )
    accounts: Literal["none", "open", "closed"] = Field(
        "none",
        description=(
            "none: one person's own machine, whoever reaches the server may do all; open: everybody reads, the rest "
            "after signing in; closed: everything after signing in. | none：本人自用，能连接者即可进行全部操作；"
            "open：任何人可以阅读，其他操作须登录；closed：一切操作须登录。"
        ),
    )
    allowed_hosts: tuple[str, ...] = Field(
        (),
        description=(
            "Names of the server besides that of base_url; requests that name another are refused. "
            "| base_url 之外本服务的其他主机名；指向其他主机名的请求一律拒绝。"
        ),
    )
    session_idle_minutes: int = Field(
        720,
        ge=1,
        le=43_200,
        description="Minutes without a request after which a session ends. | 会话闲置时限（分钟）。",
    )
    session_days: int = Field(
        7, ge=1, le=30, description="Days after which one signs in again in any case. | 会话最长有效期（天）。"
    )
    oidc_issuer: str = Field("", description="The issuer of OpenID Connect, if any. | OpenID Connect 签发方网址。")
    oidc_client_id: str = Field("", description="The name of this server with the issuer. | 在签发方登记的客户端标识。")
    oidc_client_secret: str = Field(
        "", repr=False, description="The secret of this server with the issuer. | 在签发方登记的客户端密钥。"
    )
    oidc_name: str = Field("", description="What people call the issuer. | 签发方的通称。")
    oidc_scopes: tuple[str, ...] = Field(
        ("openid", "profile"), description="What is asked of the issuer. | 向签发方请求的范围。"
    )
    oidc_role_claim: str = Field(
        "", description="The claim that decides on the role, such as groups. | 决定角色的声明，例如 groups。"
    )
    oidc_roles: tuple[str, ...] = Field(
        (),
        description=(
            "Values of the claim and their roles, as policy-team=coder; others are readers. "
            "| 声明的取值及其对应的角色，例如 policy-team=coder；其余为读者。"
        ),
    )
    trusted_proxy: tuple[str, ...] = Field(
        (),
        description=(
            "Addresses or networks of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. "
            "| 受信任的反向代理的地址或者网段。"
        ),
    )
    cors: tuple[str, ...] = Field((), description="Sites whose pages may ask the API. | 可以跨域调用接口的网站。")
    log_format: Literal["text", "json"] = Field(
        "text",
        description=(
            "text: what goes wrong, for people; json: also a line for each request, for programs. "
            "| text：仅记录异常，供人阅读；json：另记每次请求，供程序处理。"
        ),
    )
    log_addresses: bool = Field(
        False, description="Whether the log has the addresses of those who ask. | 日志是否记录访问者的地址。"
    )
    metrics: Literal["off", "local", "admin"] = Field(
        "local",
        description=(
            "Who may read /metrics: nobody; this machine itself and admins; admins only. "
            "| 谁可以读取 /metrics：无；本机与管理员；仅管理员。"
        ),
    )
    metrics_listen: str = Field(
        "",
        pattern=r"^(\[[0-9A-Fa-f:]+\]|[0-9A-Za-z.-]+):\d{1,5}$|^$",
        description=(
            "An address and port of its own for /metrics, such as 127.0.0.1:9464, open to whoever reaches it. "
            "| 单独提供 /metrics 的地址和端口，能连接者均可读取。"
        ),
    )
    worker: bool = Field(
        True, description="Whether the server runs a worker for imports beside itself. | 是否同时运行导入进程。"
    )
    stop_seconds: int = Field(
        20, ge=0, le=3600, description="Seconds that open requests are given at a stop. | 停止时等待未完成请求的秒数。"
    )
    max_body_mb: int = Field(
        128, ge=1, le=4096, description="The largest request, in megabytes. | 单次请求的最大字节数（兆）。"
    )
    head_seconds: int = Field(
        20, ge=1, le=600, description="Seconds within which the head of a request comes. | 接收请求头的时限（秒）。"
    )
    body_seconds: int = Field(
        300, ge=1, le=3600, description="Seconds within which the body of a request comes. | 接收请求正文的时限（秒）。"
    )


def variable(field: str) -> str:
    """The variable of the environment that sets a field."""
    return PREFIX + field.upper()


def read_settings(environment: Mapping[str, str], **given: object) -> ServerSettings:
    """The settings: ``given`` by options (None: not given) before the environment, and that before the defaults.

    Raises :class:`BadArgument` for a value without meaning, or a file that cannot be read.
    """
    values: dict[str, Any] = dict(_from_environment(environment))
    values |= {name: value for name, value in given.items() if value is not None}
    try:
        return ServerSettings(**values)
    except ValidationError as error:
        raise _told(error, given) from error


def _from_environment(environment: Mapping[str, str]) -> Iterator[tuple[str, object]]:
    for name, field in ServerSettings.model_fields.items():
        text = setting(environment, variable(name))
        if text is None:
            continue
        many = get_origin(field.annotation) is tuple
        yield name, tuple(part.strip() for part in text.split(",") if part.strip()) if many else text


def _told(error: ValidationError, given: Mapping[str, object]) -> BadArgument:
    first = error.errors(include_url=False, include_input=False)[0]
    name = str(first["loc"][0])
    where = f"--{name.replace('_', '-')}" if given.get(name) is not None else variable(name)
    message = first["msg"].lower()
    return BadArgument(f"the value has no meaning ({message})", where=where, hint="see docs/operations.md")
