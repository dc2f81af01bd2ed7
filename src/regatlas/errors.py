"""Every error that Regatlas raises on purpose.

::

    RegatlasError              RGA-0000  anything below
    ├── InputError             RGA-1000  the file or argument cannot be used (exit code 2)
    │   ├── EmptyInput         RGA-1001  nothing in it
    │   ├── UnreadablePath     RGA-1002  missing, a directory, no permission
    │   ├── UnknownFormat      RGA-1003  bytes of no kind that we read
    │   ├── DamagedFile        RGA-1004  of a kind we read, but broken
    │   ├── EncryptedFile      RGA-1005  needs a password
    │   ├── LimitExceeded      RGA-1006  larger, deeper or more expanding than allowed
    │   ├── NoFiles            RGA-1007  a folder without a file that we read
    │   ├── BadArgument        RGA-1008  an option whose value has no meaning
    │   ├── MissingProgram     RGA-1009  a program that an option needs is not installed
    │   ├── NotKnown           RGA-1404  nothing has the address that was asked for
    │   ├── EditConflict       RGA-1409  somebody changed it since it was read
    │   ├── WrongMethod        RGA-1405  the address is there, but not for this method
    │   ├── NotOffered         RGA-1406  the answer cannot be had in the form that was asked for
    │   ├── TooSlow            RGA-1408  what was to be sent did not come in time
    │   ├── WrongMediaType     RGA-1415  what was sent is of a kind that is not read here
    │   └── TooMany            RGA-1429  more at once than there is room for
    ├── DataError              RGA-2000  authored YAML is wrong (names file and line)
    ├── EvidenceError          RGA-3000  a quote that is not in the text
    ├── StoreError             RGA-4000  the database cannot be used
    ├── LedgerError            RGA-5000  a batch output cannot be resumed or written
    ├── WorkerError            RGA-6000  a worker process of a batch died or could not start
    ├── EndpointError          RGA-7000  a language model is not set up, not reached, or refuses
    │   └── TooCostly          RGA-7001  the next request could exceed the limit of cost
    ├── FetchError             RGA-8000  a page cannot be fetched: not reached, too slow, refused by its server
    │   ├── AddressRefused     RGA-8001  an address that is not fetched from: not http, not public, not a usual port
    │   ├── ContentRefused     RGA-8002  the answer is of a kind or size that is not taken
    │   ├── RobotsRefused      RGA-8003  the site does not want the page fetched by programs
    │   └── TextMismatch       RGA-8004  what was fetched is not the text that was expected
    ├── AccessError            RGA-9000  who asks may not do, or not now, what was asked for
    │   ├── SignInNeeded       RGA-9001  only for those who have signed in
    │   ├── NotAllowed         RGA-9002  the role or the token does not allow it
    │   ├── ForgedRequest      RGA-9003  the request does not come from a page of this server, or the page is too old
    │   ├── SignInRefused      RGA-9004  name and password do not belong together, or a service vouches for nobody
    │   ├── TooManyAttempts    RGA-9005  too many attempts to sign in; the message says how long to wait
    │   ├── UnknownHost        RGA-9006  the request names a host that is not this server
    │   └── StillBlind         RGA-9010  may not be seen before one's own coding is finished
    └── ServerError            RGA-9100  a Regatlas server is not reached, or what answers is none

A message is public: ``code: what, where; what to do``. It names the thing, the place and the remedy in one
sentence, blames nobody, and its code never changes meaning. See CONTRIBUTING.md, "Error messages".
"""

from __future__ import annotations


def printable(text: str) -> str:
    """One line that a terminal shows as it is: control characters, which names of files may have, are written out."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else _escaped(character) for character in text)


def reason_of(error: OSError) -> str:
    """Why the system refused, as part of a sentence."""
    return (error.strerror or "the system refused").lower()


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


class RegatlasError(Exception):
    """An error with a stable code, what happened, where, and what to do."""

    code = "RGA-0000"

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        self.what = what
        self.where = where
        self.hint = hint
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f", {self.where}" if self.where else ""
        remedy = f"; {self.hint}" if self.hint else ""
        return printable(f"{self.code}: {self.what}{place}{remedy}")

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword arguments are lost by the default pickling of exceptions, and batches cross process borders.
        return (_rebuild, (type(self), self.what, self.where, self.hint))

    def to_json(self) -> dict[str, str]:
        """The error as it stands in an outcome: ``code``, ``message``, ``where``, ``hint``."""
        return {"code": self.code, "message": self.what, "where": self.where, "hint": self.hint}


def _rebuild(kind: type[RegatlasError], what: str, where: str, hint: str) -> RegatlasError:
    return kind(what, where=where, hint=hint)


class InputError(RegatlasError):
    """The file or argument cannot be used as it is."""

    code = "RGA-1000"


class EmptyInput(InputError):
    """There is nothing in the file: no bytes, no pages, or no words."""

    code = "RGA-1001"


class UnreadablePath(InputError):
    """The path does not exist, is not a file or folder, or may not be read."""

    code = "RGA-1002"


class UnknownFormat(InputError):
    """The bytes are of no kind that Regatlas reads."""

    code = "RGA-1003"


class DamagedFile(InputError):
    """The file is of a kind that Regatlas reads, but it is broken."""

    code = "RGA-1004"


class EncryptedFile(InputError):
    """The file needs a password."""

    code = "RGA-1005"


class LimitExceeded(InputError):
    """The file is larger, deeper, or expands further than the limit allows."""

    code = "RGA-1006"


class NoFiles(InputError):
    """A folder was given that holds no file that Regatlas reads."""

    code = "RGA-1007"


class BadArgument(InputError):
    """An option or argument has a value without meaning."""

    code = "RGA-1008"


class MissingProgram(InputError):
    """An option needs a program that is not installed."""

    code = "RGA-1009"


class NotKnown(InputError):
    """Nothing has the address that was asked for; on the web, 404."""

    code = "RGA-1404"


class EditConflict(InputError):
    """What was to be changed has changed since it was read; nothing was overwritten. On the web, 409."""

    code = "RGA-1409"


class WrongMethod(InputError):
    """The address is there, but not for this method; on the web, 405."""

    code = "RGA-1405"


class NotOffered(InputError):
    """The answer cannot be had in the form that was asked for; on the web, 406."""

    code = "RGA-1406"


class TooSlow(InputError):
    """What was to be sent did not come in time; on the web, 408."""

    code = "RGA-1408"


class WrongMediaType(InputError):
    """What was sent is of a kind that is not read at this address; on the web, 415."""

    code = "RGA-1415"


class TooMany(InputError):
    """More was asked for at once than there is room for; on the web, 429."""

    code = "RGA-1429"


class DataError(RegatlasError):
    """Authored YAML is wrong; ``where`` is ``file:line``."""

    code = "RGA-2000"


class EvidenceError(RegatlasError):
    """A quote does not stand in the text at its span."""

    code = "RGA-3000"


class StoreError(RegatlasError):
    """The database cannot be opened, migrated or written."""

    code = "RGA-4000"


class LedgerError(RegatlasError):
    """A batch output cannot be resumed or written."""

    code = "RGA-5000"


class WorkerError(RegatlasError):
    """A worker process of a batch died while it worked on an item, or could not be started."""

    code = "RGA-6000"


class EndpointError(RegatlasError):
    """A language model's endpoint is not set up, cannot be reached, or refuses to answer."""

    code = "RGA-7000"


class TooCostly(EndpointError):
    """The next request to a language model could exceed the limit of cost; it was not sent."""

    code = "RGA-7001"


class FetchError(RegatlasError):
    """A page of the net cannot be fetched: its server is not reached, is too slow, or refuses."""

    code = "RGA-8000"


class AddressRefused(FetchError):
    """An address that nothing is fetched from: not http or https, not on the public net, or at an unusual port."""

    code = "RGA-8001"


class ContentRefused(FetchError):
    """The answer is larger, or of another kind, than what is taken."""

    code = "RGA-8002"


class RobotsRefused(FetchError):
    """The site does not want the page fetched by programs."""

    code = "RGA-8003"


class TextMismatch(FetchError):
    """What was fetched is not the text that was expected."""

    code = "RGA-8004"


class AccessError(RegatlasError):
    """Who asks may not do, or not now, what was asked for."""

    code = "RGA-9000"


class SignInNeeded(AccessError):
    """Only for those who have signed in; on the web, 401 or the way to the page for signing in."""

    code = "RGA-9001"


class NotAllowed(AccessError):
    """The role of the account, or the scopes of the token, do not allow it; on the web, 403."""

    code = "RGA-9002"


class ForgedRequest(AccessError):
    """The request does not come from a page of this server, or the page is from before the last sign-in."""

    code = "RGA-9003"


class SignInRefused(AccessError):
    """Name and password do not belong together, or the service that was asked vouches for nobody."""

    code = "RGA-9004"


class TooManyAttempts(AccessError):
    """Too many attempts to sign in; the message says how long to wait, and ``seconds`` as a number."""

    code = "RGA-9005"
    seconds = 0


class UnknownHost(AccessError):
    """The request names a host that is not this server."""

    code = "RGA-9006"


class StillBlind(AccessError):
    """Answers that a coder is not to see before the own coding of the document is finished. On the web, 403."""

    code = "RGA-9010"


class ServerError(RegatlasError):
    """A Regatlas server cannot be reached, or what answers at its address is none."""

    code = "RGA-9100"
