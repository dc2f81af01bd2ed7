"""Obligations as a library of CISO Assistant: a section for each instrument, a requirement for each duty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import yaml
from pydantic import JsonValue

from regatlas.catalog.catalog import Catalog
from regatlas.exchange.catalog_json import Json
from regatlas.model.instrument import Instrument
from regatlas.model.obligation import Obligation
from regatlas.model.taxonomy import Bilingual

_NAME = Bilingual(en="Obligations of AI services in China", zh="中国人工智能服务合规义务")
_ABOUT = Bilingual(
    en="Made by Regatlas from its catalog of obligations. Duties are told in words of our own; the provisions cited "
    "are authoritative, and which of the duties bind a product, regatlas check tells.",
    zh="由 Regatlas 根据其义务目录生成。义务以自拟文字表述，以所引条文为准；产品适用哪些义务，以 regatlas check 核查。",
)
_REF = "regatlas-cn-ai"


def ciso_library(catalog: Catalog, as_of: date) -> str:
    """The library as YAML, to be loaded into CISO Assistant: every duty that is in force on ``as_of``."""
    framework: Json = {
        "urn": f"urn:regatlas:risk:framework:{_REF}",
        "ref_id": _REF,
        **_texts(name=_NAME, description=_ABOUT),
        "requirement_nodes": list(_nodes(catalog, as_of)),
    }
    library: Json = {
        "urn": f"urn:regatlas:risk:library:{_REF}",
        "locale": "en",
        "ref_id": _REF,
        "copyright": "The Regatlas authors, Apache-2.0",
        "version": int(as_of.strftime("%Y%m%d")),
        "publication_date": as_of.isoformat(),
        "provider": "Regatlas",
        "packager": "regatlas",
        **_texts(name=_NAME, description=_ABOUT),
        "objects": {"framework": framework},
    }
    return yaml.safe_dump(library, allow_unicode=True, sort_keys=False, width=110)


def _nodes(catalog: Catalog, as_of: date) -> Iterator[JsonValue]:
    duties = [one for one in catalog.obligations if _in_force(one, as_of)]
    for name in dict.fromkeys(one.instrument for one in duties):
        instrument = catalog.instrument.get(name)
        if instrument is None:
            continue
        section = f"urn:regatlas:risk:req_node:{_REF}:{name.replace('/', '-')}"
        yield {
            "urn": section,
            "assessable": False,
            "depth": 1,
            "ref_id": name,
            **_texts(name=instrument.title, description=instrument.summary),
        }
        yield from (_node(one, instrument, section) for one in duties if one.instrument == name)


def _in_force(duty: Obligation, as_of: date) -> bool:
    return not duty.draft and duty.since <= as_of and (duty.until is None or as_of < duty.until)


def _node(duty: Obligation, instrument: Instrument, section: str) -> JsonValue:
    cited = ", ".join(f"{citation.instrument} {citation.provision}" for citation in duty.citations)
    short = duty.id.rpartition("/")[2]
    return {
        "urn": f"{section}:{short}",
        "assessable": duty.modality in ("must", "must-not"),
        "depth": 2,
        "parent_urn": section,
        "ref_id": short,
        **_texts(name=duty.title, description=duty.duty),
        "annotation": f"{instrument.title.zh}: {cited}",
    }


def _texts(**texts: Bilingual) -> Json:
    """Names and descriptions in English, with the Chinese ones among the translations."""
    english: Json = {key: both.en for key, both in texts.items()}
    chinese: Json = {key: both.zh for key, both in texts.items()}
    return {**english, "translations": {"zh": chinese}}
