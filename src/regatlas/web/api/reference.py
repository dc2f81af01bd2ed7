"""What the rest is made of: taxonomies with their categories, and the facts that rules ask for."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Path
from fastapi.responses import JSONResponse
from pydantic import JsonValue

from regatlas.catalog.taxonomies import BUILTIN_IDS, builtin_taxonomies, illustrated
from regatlas.client.answers import checks, reference
from regatlas.errors import NotKnown
from regatlas.exchange.json_checks import fact_json, facts_json
from regatlas.exchange.json_taxonomies import category_json, taxonomies_json, taxonomy_json
from regatlas.model.taxonomy import Taxonomy
from regatlas.web.api.told import answers
from regatlas.web.state import State

router = APIRouter(prefix="/api/v1", tags=["reference"])
_Taxonomy = Annotated[str, Path(description="Id of a taxonomy", examples=["risk-subdomain"])]


@router.get("/taxonomies", responses=answers(reference.TaxonomyList))
def list_taxonomies() -> JSONResponse:
    """The taxonomies and their categories."""
    return JSONResponse(taxonomies_json(list(builtin_taxonomies().values())))


@router.get("/taxonomies/{taxonomy}", responses=answers(reference.TaxonomyAnswer))
def show_taxonomy(taxonomy: _Taxonomy) -> JSONResponse:
    """One taxonomy with its categories."""
    return JSONResponse({"schema": "regatlas/taxonomy/1", **taxonomy_json(_known(taxonomy))})


@router.get("/taxonomies/{taxonomy}/categories/{code:path}", responses=answers(reference.CategoryAnswer))
def show_category(
    taxonomy: _Taxonomy, code: Annotated[str, Path(description="Code of a category", examples=["2.2"])]
) -> JSONResponse:
    """One category with invented examples of each level."""
    found = _known(taxonomy).by_code.get(code)
    if found is None:
        hint = f"see /api/v1/taxonomies/{taxonomy}"
        raise NotKnown("the taxonomy has no such category", where=code[:80], hint=hint)
    shown = cast("list[JsonValue]", [one.model_dump(mode="json") for one in found.examples])
    body = {"schema": "regatlas/category/1", "taxonomy": taxonomy, **category_json(found), "examples": shown}
    return JSONResponse(body)


def _known(name: str) -> Taxonomy:
    if name not in BUILTIN_IDS:
        raise NotKnown("there is no such taxonomy", where=name[:80], hint=f"choose among {', '.join(BUILTIN_IDS)}")
    return illustrated(name)


@router.get("/facts", responses=answers(checks.FactList))
def list_facts(state: State) -> JSONResponse:
    """Every fact that the rules may ask for, in the order of their groups."""
    return JSONResponse(facts_json(state.catalog.fact_groups, state.catalog.facts))


@router.get("/facts/{name}", responses=answers(checks.FactAnswer))
def show_fact(state: State, name: Annotated[str, Path(description="Id of a fact", examples=["role"])]) -> JSONResponse:
    """One fact that the rules may ask for."""
    found = state.catalog.fact.get(name)
    if found is None:
        raise NotKnown("there is no such fact", where=name[:80], hint="see /api/v1/facts")
    return JSONResponse({"schema": "regatlas/fact/1", **fact_json(found)})
