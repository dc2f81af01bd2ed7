"""What the server writes to standard error: for people in words, for programs one JSON object a line.

No line has a query, a body, a header, a cookie, a token or an answer that somebody gave: a request is told by the
template of its address. The addresses of those who ask stand there only where the operator wants them.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime

from regatlas.web.observing import Answered
from regatlas.web.settings import ServerSettings

REQUESTS = logging.getLogger("regatlas.requests")
SERVER = logging.getLogger("regatlas.server")
_OURS = ("regatlas", "uvicorn")


def set_up_logging(settings: ServerSettings) -> None:
    """Send what the server and its libraries log to standard error in the form that the operator chose."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if settings.log_format == "json" else Words())
    for name in _OURS:
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.propagate = False
        logger.setLevel(logging.INFO)
    # It tells of its own start and stop, which we tell ourselves, and of each request with its query.
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    logging.getLogger("uvicorn.access").disabled = True
    # It tells of each broken form, in lines of its own shape; who sent the form is told with the answer.
    logging.getLogger("python_multipart").setLevel(logging.CRITICAL)
    # The line of a request that failed has its id; the traceback is told with it, not once more by the server.
    logging.getLogger("uvicorn.error").addFilter(_told_already)


class RequestLog:
    """Tells every request, or in words only those that went wrong on our side."""

    def __init__(self, settings: ServerSettings) -> None:
        self._every = settings.log_format == "json"
        self._addresses = settings.log_addresses

    def __call__(self, answered: Answered) -> None:
        """Write the line of one request."""
        failed = answered.status >= 500
        if failed or self._every:
            level = logging.ERROR if failed else logging.INFO
            REQUESTS.log(level, "request", exc_info=answered.failure, extra={"fields": self._fields(answered)})

    def _fields(self, answered: Answered) -> dict[str, object]:
        fields: dict[str, object] = {
            "method": answered.method,
            "route": answered.route,
            "status": answered.status,
            "ms": round(answered.seconds * 1000, 1),
            "bytes": answered.sent,
            "id": answered.request_id,
        }
        if self._addresses:
            fields["client"] = answered.client
        return fields


class JsonLines(logging.Formatter):
    """One JSON object a line: ``time``, ``level``, ``event``, and what belongs to the event."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if told := _traceback(record):
            line["traceback"] = told
        return json.dumps(line, ensure_ascii=False)


class Words(logging.Formatter):
    """A line for people: the time, and what happened."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record, with the traceback of a mistake of ours below it."""
        fields = getattr(record, "fields", {})
        told = " ".join(f"{name}={value}" for name, value in fields.items())
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        line = f"{when} {record.getMessage()} {told}".rstrip()
        return f"{line}\n{trace}" if (trace := _traceback(record)) else line


def _traceback(record: logging.LogRecord) -> str:
    """Where a mistake of ours lies. What the exception itself says is left out: it may quote what somebody wrote."""
    if not record.exc_info or record.exc_info[0] is None:
        return ""
    return "".join(traceback.format_tb(record.exc_info[2])) + record.exc_info[0].__name__


def _told_already(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith("Exception in ASGI application")
