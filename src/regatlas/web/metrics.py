"""Figures for Prometheus: requests, searches, the store, imports, the audit log, and the process itself.

Labels are templates of addresses, methods and numbers of status: no more than there are routes, whatever is asked.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Final

from fastapi import APIRouter, Request, Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
    start_http_server,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from regatlas.errors import BadArgument, NotKnown, RegatlasError, reason_of
from regatlas.store.database import Database
from regatlas.store.figures import store_figures
from regatlas.web.access import known_visitor
from regatlas.web.observing import Answered
from regatlas.web.state import State

router = APIRouter(include_in_schema=False)
# From a page out of memory (1 ms) to a search of the most common terms and a report in PDF.
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
SEARCHES: Final = frozenset({"/{lang}/search", "/api/v1/search"})
_FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip")


class Metrics:
    """The figures of one server; an observer of its requests."""

    def __init__(self) -> None:
        # A series with the time of the first sample beside each one would double what is scraped.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self._requests = Counter("regatlas_http_requests", "Requests answered.", labels, registry=self.registry)
        self._seconds = Histogram(
            "regatlas_http_request_seconds",
            "Seconds from the request to the end of its answer.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._searches = Histogram(
            "regatlas_search_seconds",
            "Seconds that searches took, of pages and of the API.",
            buckets=_SECONDS,
            registry=self.registry,
        )
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)

    def __call__(self, answered: Answered) -> None:
        """Count one request."""
        self._requests.labels(answered.method, answered.route, str(answered.status)).inc()
        self._seconds.labels(answered.route).observe(answered.seconds)
        if answered.route in SEARCHES and answered.status == 200:
            self._searches.observe(answered.seconds)

    def watch(self, database: Database) -> None:
        """Tell the figures of a store as well, counted when somebody asks for them."""
        self.registry.register(_StoreCollector(database))

    def listen(self, where: str) -> None:
        """Offer the figures at an address of their own. Raises :class:`BadArgument` where it cannot be used."""
        host, _, port = where.rpartition(":")
        try:
            start_http_server(int(port), host.strip("[]"), registry=self.registry)
        except (OSError, OverflowError) as error:
            reason = reason_of(error) if isinstance(error, OSError) else "there is no such port"
            what = f"the address for metrics cannot be used ({reason})"
            raise BadArgument(what, where=where, hint="choose another with --metrics-listen") from error


class _StoreCollector(Collector):
    """Figures of the store. Where it cannot answer they are absent, and `regatlas_store_up` is 0."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing: what there is is known when the store is asked."""
        yield from ()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Count what the store holds."""
        try:
            figures = store_figures(self._database)
        except RegatlasError:
            yield GaugeMetricFamily("regatlas_store_up", "Whether the store answers.", value=0)
            return
        yield GaugeMetricFamily("regatlas_store_up", "Whether the store answers.", value=1)
        rows = GaugeMetricFamily("regatlas_store_rows", "What the store holds, by kind.", labels=["kind"])
        for kind, count in figures.rows.items():
            rows.add_metric([kind], count)
        yield rows
        imports = GaugeMetricFamily("regatlas_import_jobs", "Imports asked for, by state.", labels=["state"])
        for state, count in figures.imports.items():
            imports.add_metric([state], count)
        yield imports


@router.get("/metrics")
def metrics(request: Request, state: State) -> Response:
    """The figures, for those who may read them. Raises :class:`NotKnown` for all others, who need not know of it."""
    settings = state.settings
    elsewhere = settings.metrics == "off" or bool(settings.metrics_listen)
    local = settings.metrics == "local" and _from_this_machine(request)
    if elsewhere or not (local or known_visitor(request, state).may("admin")):
        raise NotKnown("nothing has this address", where="/metrics", hint="see docs/operations.md")
    found: Metrics = request.app.state.metrics
    return Response(generate_latest(found.registry), media_type=CONTENT_TYPE_LATEST)


def _from_this_machine(request: Request) -> bool:
    """Whether a program on this machine asks directly; what a proxy on it passes on comes from elsewhere."""
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
