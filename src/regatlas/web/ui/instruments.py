"""``/instruments``: what the catalog knows of each law and policy."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from regatlas.app.cataloguing import Filter, listed
from regatlas.app.library import texts_by_instrument
from regatlas.app.related import related_instruments, risks_by_instrument
from regatlas.errors import NotKnown
from regatlas.model.instrument import Instrument
from regatlas.pages.site.frame import Frame
from regatlas.pages.site.instruments import list_instruments, text_href, view_instrument
from regatlas.web.blinding import machine_hidden
from regatlas.web.state import ServerState, State
from regatlas.web.ui.respond import Framed, page, short

router = APIRouter()
_STATUSES = ("in-force", "not-yet-in-force", "draft", "policy", "superseded", "repealed")


@router.get("/instruments")
def instruments(
    request: Request, state: State, frame: Framed, jurisdiction: str = "", type: str = "", status: str = ""
) -> Response:
    """The list, narrowed. Raises :class:`regatlas.errors.BadArgument` for a value that nothing has."""
    chosen = Filter("instruments", short(jurisdiction, "jurisdiction") or None, short(type, "type") or None,
                    short(status, "status") or None)  # fmt: skip
    found = [one for one in listed(state.catalog, chosen, frame.today)["instruments"] if isinstance(one, Instrument)]
    return page(
        request,
        frame,
        "instruments",
        lines=list_instruments(frame, found, texts_by_instrument(state.store, state.catalog)),
        chosen={"jurisdiction": jurisdiction, "type": type, "status": status},
        options=_options(frame),
    )


def _options(frame: Frame) -> dict[str, list[tuple[str, str]]]:
    all_of = frame.catalog.instruments
    places, types = sorted({one.jurisdiction for one in all_of}), sorted({one.type for one in all_of})
    return {
        "jurisdictions": [(code, frame.place(code)) for code in places],
        "types": [(name, frame.words(f"site.type.{name}")) for name in types],
        "statuses": [(name, frame.words.tag("catalog.status", name)) for name in _STATUSES],
    }


@router.get("/instruments/{place}/{name}")
def instrument(request: Request, state: State, frame: Framed, place: str, name: str) -> Response:
    """One instrument. Raises :class:`NotKnown`."""
    found = _found(state, f"{place}/{name}")
    texts = texts_by_instrument(state.store, state.catalog)
    covered = {} if machine_hidden(state, frame.visitor) else state.store.covered()
    kin = related_instruments(state.catalog, found, risks_by_instrument(covered, texts))
    view = view_instrument(frame, found, texts.get(found.id, ()), covered, kin)
    return page(request, frame, "instrument", view=view)


@router.get("/instruments/{place}/{name}/at/{provision}")
def provision(state: State, frame: Framed, place: str, name: str, provision: str) -> Response:
    """To the text of a provision where the store has it, else to what its article does."""
    found = _found(state, f"{place}/{name}")
    texts = texts_by_instrument(state.store, state.catalog).get(found.id, ())
    article = "digest-" + provision.partition("__")[0]
    target = text_href(frame, provision, texts) or frame.href("instruments", found.id, anchor=article)
    return RedirectResponse(target, 303)


def _found(state: ServerState, name: str) -> Instrument:
    found = state.catalog.instrument.get(name)
    if found is None:
        near = [one for one in state.catalog.nearest(name) if one in state.catalog.instrument]
        hint = f"perhaps {', '.join(near)}" if near else "see the list of instruments"
        raise NotKnown("the catalog has no such instrument", where=name[:80], hint=hint)
    return found
