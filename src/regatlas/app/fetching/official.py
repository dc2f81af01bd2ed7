"""The official text of an instrument: fetched from its official addresses, held to the catalog, and kept."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from regatlas.app.catalog_texts import Text
from regatlas.app.fetching.kept import FetchRecord, keep, read_record, record_path, write_record
from regatlas.app.fetching.safe_http import Fetched, SafeClient
from regatlas.app.inputs import load_document
from regatlas.catalog.catalog import expression_in_force
from regatlas.errors import BadArgument, FetchError, InputError, TextMismatch
from regatlas.model.instrument import Expression, Instrument
from regatlas.readers import Limits

_ENDINGS = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/xml": ".xml",
    "application/xml": ".xml",
}


@dataclass(frozen=True, slots=True)
class OfficialText:
    """A text that was fetched, or found unchanged: its file, and what is recorded of it."""

    path: Path
    record: FetchRecord
    outcome: Literal["fetched", "unchanged"]
    passed_over: tuple[str, ...] = ()


def official_addresses(instrument: Instrument) -> list[str]:
    """The addresses of the official text, in the order of the catalog."""
    return list(dict.fromkeys(one.url for one in instrument.sources if one.official and one.url))


def fetch_official(
    instrument: Instrument, client: SafeClient, folder: Path, limits: Limits, now: datetime.datetime
) -> OfficialText:
    """Fetch the text of an instrument into ``folder``, with a record of where and when beside it.

    The addresses are tried in order until one gives the text that the catalog expects: with as many articles as the
    version in force at ``now``. A text that was fetched before and has not changed is not sent again. Raises
    :class:`BadArgument` where the catalog has no address, and the last :class:`FetchError` or InputError where no
    address gives the text; nothing is then written.
    """
    addresses = official_addresses(instrument)
    if not addresses:
        what = f"the catalog has no official address for {instrument.id}"
        raise BadArgument(what, hint="download the text in a browser and give it to regatlas import")
    job = _Job(instrument, client, folder, limits, now)
    failures: list[FetchError | InputError] = []
    for address in addresses:
        try:
            return job.fetch(address, tuple(str(error) for error in failures))
        except (FetchError, InputError) as error:
            failures.append(error)
    raise failures[-1]


@dataclass(frozen=True, slots=True)
class _Job:
    instrument: Instrument
    client: SafeClient
    folder: Path
    limits: Limits
    now: datetime.datetime

    @property
    def stem(self) -> str:
        return self.instrument.id.replace("/", "-")

    def fetch(self, address: str, passed_over: tuple[str, ...]) -> OfficialText:
        """The text at one address."""
        before = self._before(address)
        etag, modified = (before.etag, before.last_modified) if before else ("", "")
        answer = self.client.fetch(address, etag=etag, modified=modified)
        if answer.status == 304:
            if before is None:
                raise FetchError("the site says that nothing has changed", where=address, hint="try again later")
            return self._unchanged(before, passed_over)
        return self._kept(address, answer, passed_over)

    def _before(self, address: str) -> FetchRecord | None:
        """What is recorded of this address, as long as the file is still what was fetched."""
        record = read_record(record_path(self.folder, self.stem))
        if record is None or record.url != address or record.instrument != self.instrument.id:
            return None
        data = (self.folder / record.file).read_bytes()
        return record if hashlib.sha256(data).hexdigest() == record.sha256 else None

    def _unchanged(self, before: FetchRecord, passed_over: tuple[str, ...]) -> OfficialText:
        path = self.folder / before.file
        version = self._version()
        articles = self._articles(path.read_bytes(), path.suffix, before.url, version)
        update = {"checked_at": _utc(self.now), "articles": articles, **_expected(version)}
        record = before.model_copy(update=update)
        write_record(record_path(self.folder, self.stem), record)
        return OfficialText(path, record, "unchanged", passed_over)

    def _kept(self, address: str, answer: Fetched, passed_over: tuple[str, ...]) -> OfficialText:
        ending = _ENDINGS.get(answer.media_type, ".html")
        version = self._version()
        record = FetchRecord(
            instrument=self.instrument.id,
            file=f"{self.stem}{ending}",
            url=address,
            final_url=answer.url,
            retrieved_at=_utc(self.now),
            checked_at=_utc(self.now),
            sha256=hashlib.sha256(answer.body).hexdigest(),
            bytes=len(answer.body),
            media_type=answer.media_type,
            etag=answer.headers.get("etag", ""),
            last_modified=answer.headers.get("last-modified", ""),
            articles=self._articles(answer.body, ending, address, version),
            expression=version.id if version else None,
            expected=version.articles if version else None,
        )
        path = self.folder / record.file
        keep(path, answer.body)
        write_record(record_path(self.folder, self.stem), record)
        return OfficialText(path, record, "fetched", passed_over)

    def _version(self) -> Expression | None:
        """The version that the official address should give: in force, else the last final one."""
        final = [one for one in self.instrument.expressions if one.stage == "final"]
        return expression_in_force(self.instrument, self.now.date()) or (final[-1] if final else None)

    def _articles(self, data: bytes, ending: str, address: str, version: Expression | None) -> int:
        """How many articles our reader finds. Raises :class:`TextMismatch` where the version has another number."""
        with TemporaryDirectory() as place:
            file = Path(place, f"{self.stem}{ending}")
            file.write_bytes(data)
            try:
                document = load_document(file, self.limits)
            except InputError as error:
                # The file is not kept, so that the address is the place to name.
                raise type(error)(error.what, where=address, hint=error.hint) from None
        found = len(Text(document, original=True).articles)
        if version and version.articles and found != version.articles:
            what = f"the page has {found} articles, and version {version.id} of {self.instrument.id} has"
            hint = "open it in a browser: it may be a notice, or a version that the catalog does not know"
            raise TextMismatch(f"{what} {version.articles}", where=address, hint=hint)
        if not document.text.strip() or document.source.quality.status == "unusable":
            raise TextMismatch("the page has no text that can be used", where=address, hint="open it in a browser")
        return found


def _expected(version: Expression | None) -> dict[str, object]:
    return {"expression": version.id if version else None, "expected": version.articles if version else None}


def _utc(now: datetime.datetime) -> str:
    return now.astimezone(datetime.UTC).isoformat(timespec="seconds")
