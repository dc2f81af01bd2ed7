"""The pages of imports: the form with the list of what was asked for, and one import with its progress."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from regatlas.pages.sentences import sentence
from regatlas.pages.site.frame import Frame
from regatlas.store import DocumentEntry
from regatlas.store.imports import STATES, STEPS, ImportFilter, ImportJob


@dataclass(frozen=True, slots=True)
class JobRow:
    """An import of the list."""

    href: str
    source: str
    state: str
    state_name: str
    asked_by: str
    asked_at: str
    outcome: str
    reader: str


@dataclass(frozen=True, slots=True)
class ImportsView:
    """The form and the list. ``fault`` is why what was asked for last was not taken; ``older`` leads on in the list."""

    rows: tuple[JobRow, ...]
    states: tuple[tuple[str, str], ...]
    wanted: ImportFilter
    older: str
    unfinished: bool
    most_megabytes: int
    address: str = ""
    fault: str = ""

    @property
    def filtered(self) -> bool:
        """Whether the list is narrowed."""
        return self.wanted != ImportFilter()


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of an import: ``at`` is when it ended; ``now`` that it is under way."""

    name: str
    at: str
    now: bool


@dataclass(frozen=True, slots=True)
class ImportView:
    """One import. ``quality`` is a warning where the text was read badly."""

    job: ImportJob
    state_name: str
    told: str
    asked: str
    finished: str
    steps: tuple[StepLine, ...]
    found: str
    quality: str
    reader: str
    record: str
    fault: str
    final_address: str


def view_imports(
    frame: Frame,
    jobs: Sequence[ImportJob],
    *,
    wanted: ImportFilter,
    more: bool,
    most_bytes: int,
    address: str = "",
    fault: str = "",
) -> ImportsView:
    """The page of some imports, the latest first; ``more`` says that there are older ones."""
    asked = {"state": wanted.state or "", "asked_by": wanted.asked_by, "text": wanted.text}
    return ImportsView(
        rows=tuple(_row(frame, job) for job in jobs),
        states=tuple((state, frame.words(f"imports.state.{state}")) for state in STATES),
        wanted=wanted,
        older=frame.href("imports", **asked, before=str(jobs[-1].id)) if more else "",
        unfinished=any(not job.finished for job in jobs),
        most_megabytes=most_bytes // 1_000_000,
        address=address,
        fault=fault,
    )


def view_import(frame: Frame, job: ImportJob, entry: DocumentEntry | None) -> ImportView:
    """The page of one import; ``entry`` is its document, None as long as there is none."""
    words = frame.words
    return ImportView(
        job=job,
        state_name=words(f"imports.state.{job.state}"),
        told=words(f"imports.told.{job.state}"),
        asked=moment(frame, job.asked_at),
        finished=moment(frame, job.finished_at) if job.finished_at else "",
        steps=tuple(_steps(frame, job)),
        found=words(f"imports.found.{job.found}", version=job.version) if job.found else "",
        quality=words(f"site.quality.{entry.quality}") if entry and entry.quality != "ok" else "",
        reader=frame.href("documents", job.document_sha256) if job.document_sha256 else "",
        record=frame.href("documents", job.document_sha256, "record") if job.document_sha256 else "",
        fault=fault_of(frame, job.error) if job.error else "",
        final_address=job.final_address if job.final_address and job.final_address != job.source else "",
    )


def fault_of(frame: Frame, error: Mapping[str, str]) -> str:
    """The sentence of an error with its keys code, message, where and hint, in the language of the page."""
    return sentence(error["code"], error["message"], error["where"], error["hint"], frame.lang)


def moment(frame: Frame, at: datetime) -> str:
    """A day and time as people write them, in UTC: the server does not know where its readers are."""
    utc = at.astimezone(UTC)
    return frame.words("imports.moment", day=frame.date(utc.date()), time=f"{utc:%H:%M}")


def _row(frame: Frame, job: ImportJob) -> JobRow:
    words = frame.words
    outcome = words(f"imports.found.{job.found}", version=job.version) if job.found else ""
    return JobRow(
        href=frame.href("imports", str(job.id)),
        source=job.source,
        state=job.state,
        state_name=words(f"imports.state.{job.state}"),
        asked_by=job.asked_by,
        asked_at=moment(frame, job.asked_at),
        outcome=fault_of(frame, job.error) if job.error else outcome,
        reader=frame.href("documents", job.document_sha256) if job.document_sha256 else "",
    )


def _steps(frame: Frame, job: ImportJob) -> Iterator[StepLine]:
    done = dict(job.steps)
    waiting = job.state == "running"
    for step in STEPS:
        if step == "fetched" and job.kind == "file":
            continue
        at = done.get(step)
        yield StepLine(frame.words(f"imports.step.{step}"), f"{at:%H:%M:%S}" if at else "", at is None and waiting)
        waiting = waiting and at is not None
