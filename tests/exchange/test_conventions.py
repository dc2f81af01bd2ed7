"""Obligations in the conventions of others: OSCAL, held to compliance-trestle, and CISO Assistant."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from regatlas.catalog.loading import builtin_catalog
from regatlas.exchange.ciso import ciso_library
from regatlas.exchange.oscal import oscal_catalog

DAY = date(2026, 11, 1)
# Its own process: trestle's imports warn, and here warnings are errors.
_READ = """
import sys
from pathlib import Path
from trestle.oscal.catalog import Catalog
found = Catalog.oscal_read(Path(sys.argv[1]))
print(len(found.groups), sum(len(group.controls) for group in found.groups))
"""


@pytest.fixture(scope="module")
def oscal() -> dict[str, Any]:
    return oscal_catalog(builtin_catalog(), DAY, "0.1.0")


def test_the_oscal_catalog_is_one_to_trestle(oscal: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "catalog.json"
    path.write_text(json.dumps(oscal, ensure_ascii=False), encoding="utf-8")
    read = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _READ, str(path)], capture_output=True, encoding="utf-8", check=False
    )
    assert read.returncode == 0, read.stderr
    duties = [one for one in builtin_catalog().obligations if not one.draft]
    assert read.stdout.split() == [str(len({one.instrument for one in duties})), str(len(duties))]


def test_ids_of_controls_are_tokens_and_links_lead_somewhere(oscal: dict[str, Any]) -> None:
    catalog = oscal["catalog"]
    resources = {f"#{one['uuid']}" for one in catalog["back-matter"]["resources"]}
    seen: set[str] = set()
    for group in catalog["groups"]:
        for control in group["controls"]:
            assert re.fullmatch(r"[a-z][a-z0-9.\-]*", control["id"])
            assert control["id"] not in seen
            seen.add(control["id"])
            assert control["links"]
            assert {link["href"] for link in control["links"]} <= resources


def test_the_same_catalog_gives_the_same_oscal(oscal: dict[str, Any]) -> None:
    assert oscal_catalog(builtin_catalog(), DAY, "0.1.0") == oscal


def test_the_library_has_a_requirement_for_every_duty_in_force() -> None:
    library = yaml.safe_load(ciso_library(builtin_catalog(), DAY))
    assert library.keys() >= {"urn", "locale", "ref_id", "name", "version", "provider", "packager", "objects"}
    nodes = library["objects"]["framework"]["requirement_nodes"]
    urns = [node["urn"] for node in nodes]
    assert len(set(urns)) == len(urns)
    sections = {node["urn"] for node in nodes if node["depth"] == 1}
    duties = [node for node in nodes if node["depth"] == 2]
    assert {node["parent_urn"] for node in duties} == sections
    in_force = [
        one
        for one in builtin_catalog().obligations
        if not one.draft and one.since <= DAY and (one.until is None or one.until > DAY)
    ]
    assert len(duties) == len(in_force)
    for node in nodes:
        assert re.fullmatch(r"urn:[a-z0-9]+:risk:req_node:[a-z0-9:\-]+", node["urn"])
        assert node["translations"]["zh"]["name"]
    assert {node["assessable"] for node in duties} == {True, False}
