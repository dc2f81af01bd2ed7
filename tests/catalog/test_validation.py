"""One thing wrong at a time, and what a person is told: where, what, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.catalog.small import FILES, write_catalog

from regatlas.catalog.loading import builtin_catalog
from regatlas.catalog.validation import Share, validate
from regatlas.errors import DataError

AGENCIES, RULES, PLAN = "agencies/national.yaml", "instruments/cn-rules.yaml", "instruments/cn-plan.yaml"
DIGEST, EVENTS, COMMITMENTS = "digests/cn-rules--2022.yaml", "events/all.yaml", "commitments/plan.yaml"
CLAIMS, FACTS, OBLIGATIONS = "claims/all.yaml", "facts/product.yaml", "obligations/cn-rules.yaml"


def problems(folder: Path, severity: str = "problem") -> list[tuple[str, str]]:
    found = [one for one in validate(folder).problems if one.severity == severity]
    return [(one.where.removeprefix(f"{folder.as_posix()}/"), f"{one.what}; {one.hint}") for one in found]


def test_nothing_is_wrong(small: Path) -> None:
    found = validate(small)
    assert found.problems == ()
    assert found.clean
    assert found.shares["agencies"] == Share(1, 2)
    assert found.shares["articles"] == Share(2, 3)
    assert found.articles == {"cn/rules 2022": Share(2, 3)}


CASES = [
    # the schema
    (AGENCIES, "parent: cn/council", "parrent: cn/council", 16, "no such key is known here; write 'parent'"),
    (AGENCIES, "parent: cn/council", "colour: blue", 16, "take it out; docs/catalog.md has the keys"),
    (AGENCIES, "kind: ministry", "kind: king", 15, "docs/catalog.md has the form"),
    (COMMITMENTS, "    topic: computing\n", "", 3, "commitments.0.topic: this key is missing; add 'topic:' here"),
    # languages
    (AGENCIES, "zh: 管理}", 'zh: ""}', 8, "the Chinese words are empty"),
    (AGENCIES, "en: Governs", "en: '  '", 8, "the English words are empty"),
    (AGENCIES, "zh: 管理}", "zh: governs}", 8, "there is no Chinese in the Chinese words 'governs'"),
    (AGENCIES, "en: Governs", "en: Governs 管理", 8, "there are Chinese characters in the English words"),
    # sources
    (AGENCIES, ', url: "https://council.example.org/"', "", 10, "the source cannot be looked up"),
    (AGENCIES, "https://council.example.org/", "council", 10, "'council' is no address of a page"),
    (AGENCIES, "corpus: zh/rules.md, verified", "title: {en: T, zh: 题}, verified", 20, "nothing to compare with"),
    (AGENCIES, "corpus: zh/rules.md", 'url: "https://a.example.org"', 21, "'cn/office' is called verified"),
    (
        EVENTS,
        "    sources:\n      - {publisher: {en: Council, zh: 委员会}, title: {en: Plan, zh: 规划}}\n",
        "    sources: []\n",
        22,
        "nothing tells where 'plan-published' is taken from",
    ),
    (
        COMMITMENTS,
        "topic: computing",
        "topic: computing\n    status: delivered",
        9,
        "no source says that it is delivered",
    ),
    (CLAIMS, '"2022-01-11"', '"2022-01-10"', 7, "sources differ, and here they do not"),
    (
        CLAIMS,
        'sources: [{publisher: {en: Paper, zh: 报纸}, url: "https://paper.example.org/1"}]',
        "sources: []",
        8,
        "no source says '2022-01-11'",
    ),
    (RULES, "    corpus: zh/rules.md\n    verified", "    verified", 25, "the expression '2022' is called verified"),
    # references
    (AGENCIES, "parent: cn/council", "parent: cn/counsil", 16, "there is no agency 'cn/counsil'; write 'cn/council'"),
    (RULES, "issuers: [cn/office]", "issuers: [cn/xyz]", 9, "there is no agency 'cn/xyz'; add it to agencies/"),
    (RULES, ", outside: {en: Machine Law, zh: 机器法}", "", 29, "give its title as outside"),
    (RULES, "target: cn/plan}", "target: cn/plan, outside: {en: Plan, zh: 规划}}", 30, "said to be outside"),
    (RULES, "target: cn/plan}", "target: cn/rules}", 30, "related to itself"),
    (RULES, "provision: art_1", "provision: art_8", 29, "no digest of cn/rules has art_8"),
    (RULES, "provisions: [art_2]", "provisions: [art_4]", 34, "no digest of cn/rules has art_4"),
    (EVENTS, "instruments: [cn/rules]", "instruments: [cn/none]", 9, "there is no instrument 'cn/none'"),
    (EVENTS, "agencies: [cn/office]", "agencies: [cn/none]", 10, "there is no agency 'cn/none'"),
    (COMMITMENTS, "instrument: cn/plan", "instrument: cn/none", 4, "there is no instrument 'cn/none'"),
    (COMMITMENTS, "bodies: [cn/office]", "bodies: [cn/none]", 7, "there is no agency 'cn/none'"),
    (CLAIMS, "subject: cn/rules", "subject: nothing", 4, "no instrument, event or agency 'nothing'"),
    (FACTS, "provision: art_2", "provision: art_7", 13, "cn/rules 2022 has no art_7; its digest ends with art_3"),
    (FACTS, "instrument: cn/rules", "instrument: cn/plan", 13, "cn/plan has no expression"),
    (OBLIGATIONS, "art_2__para_1}", "art_2__para_1, expression: '1999'}", 22, "cn/rules has no expression 1999"),
    (OBLIGATIONS, "art_2__para_1}", "art_2__para_1, expression: '2025'}", 22, "cn/rules 2025 has no digest"),
    (OBLIGATIONS, "authorities: [cn/office]", "authorities: [cn/ofice]", 20, "write 'cn/office'"),
    # dates
    (RULES, "date: 2022-01-03", "date: 2022-01-30", 11, "adopted on 2022-01-30 comes after issued on 2022-01-10"),
    (RULES, "effective: {date: 2022-03-01}", "effective: {date: 2022-04-01}", 15, "in force since 2022-03-01"),
    (RULES, "  - {since: 2022-03-01, status: in-force}\n", "", 15, "its history knows no in-force"),
    (RULES, "since: 2021-06-01, status: draft", "since: 2023-06-01, status: draft", 16, "stands after the one since"),
    (RULES, "status: not-yet-in-force", "status: draft", 16, "the status is draft twice in a row"),
    (RULES, "    ended: 2025-01-01", "    ended: 2022-03-01", 23, "ends on 2022-03-01, not after it begins"),
    (RULES, "    ended: 2025-01-01\n", "", 26, "the expression '2022' has no end, although '2025' follows it"),
    (RULES, "    ended: 2025-01-01", "    ended: 2025-06-01", 27, "before '2022' ends on 2025-06-01"),
    (RULES, "date: 2024-11-01", "date: 2020-11-01", 27, "the expression '2025' is older than '2022' before it"),
    (PLAN, '  published: {date: "2020-05"}', "  {}", 8, "the instrument has no date"),
    (PLAN, "history:\n  - {since: 2020-05, status: policy}", "history: []", 9, "the instrument has no status"),
    (EVENTS, "date: 2022-01-10", "date: 2022-01-10\n    until: 2021-12", 6, "ends on 2021-12, before it begins"),
    (OBLIGATIONS, "since: 2022-03-01", "since: 2022-03-01\n    until: 2022-03-01", 24, "before it begins"),
    # claims
    (RULES, "date: 2022-01-10, sources", "date: 2022-01-09, sources", None, "the catalog has 2022-01-09 for issued"),
    # digests and coverage
    (DIGEST, "provision: art_3", "provision: art_4", 5, "the digest leaves out art_3"),
    (DIGEST, "provision: art_3", "provision: art_4", 5, "the text has 3 articles, and the digest art_4"),
    (DIGEST, "provision: art_1", "provision: art_2", 9, "art_2 stands 2 times"),
    (RULES, "articles: 3", "articles: 4", None, "the digest leaves out art_4"),
    (
        DIGEST,
        "    no_obligation: {en: It binds the office alone., zh: 仅约束办公室。}\n",
        "",
        13,
        "no obligation of cn/rules",
    ),
    (
        DIGEST,
        "    verified: true\n  - provision: art_3",
        "    no_obligation: {en: None., zh: 无。}\n  - provision: art_3",
        12,
        "gives a reason for having no obligation",
    ),
    # conditions and cases
    (OBLIGATIONS, "fact: has_machine", "fact: has_machin", 13, "there is no fact 'has_machin'; write 'has_machine'"),
    (OBLIGATIONS, "has_machine, is: true", "has_machine, is: sometimes", 13, "'sometimes' is no boolean"),
    (OBLIGATIONS, "has_machine, is: true", "has_machine, at_least: 1", 13, "which at_least does not test; use is"),
    (OBLIGATIONS, "role, includes: provider", "role, includes: providr", 12, "write 'provider'"),
    (OBLIGATIONS, "starts: start_date", "starts: machines", 15, "which is no date but integer"),
    (OBLIGATIONS, "starts: start_date", "starts: begin", 15, "there is no fact 'begin'"),
    (OBLIGATIONS, "role: [user]", "role: user", 31, "takes a list of choices, not 'user'"),
    (OBLIGATIONS, "role: [user]", "roles: [user]", 31, "there is no fact 'roles'; write 'role'"),
    (OBLIGATIONS, "start_date: 2025-09-25", "start_date: then", 26, "'then' is no date"),
    (OBLIGATIONS, "verdict: does-not-apply", "verdict: unknown", 25, "no worked case ends with does-not-apply"),
    (OBLIGATIONS, "id: cn/rules/register", "id: cn/plan/register", 4, "does not begin with its instrument"),
    (OBLIGATIONS, "since: 2022-03-01", "since: 2021-03-01", 23, "before cn/rules is in force on 2022-03-01"),
    (
        OBLIGATIONS,
        "art_2__para_1}",
        "art_2__para_1, expression: '2022'}",
        23,
        "goes on after its version 2022 has ended",
    ),
    (FACTS, "type: boolean", "type: choice", 15, "has_machine is a choice among nothing"),
    (FACTS, "    type: choices", "    type: integer", 10, "is of type integer and has choices"),
    (FACTS, "id: user, label", "id: provider, label", 10, "the choice 'provider' of role stands twice"),
]


@pytest.mark.parametrize(("name", "old", "new", "line", "what"), CASES)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, name: str, old: str, new: str, line: int | None, what: str
) -> None:
    assert old in FILES[name]
    folder = write_catalog(tmp_path / "broken", {name: FILES[name].replace(old, new, 1)})
    found = problems(folder)
    place = f"{name}:{line}" if line else {True: f"{CLAIMS}:7", False: f"{DIGEST}:5"}["issued" in what]
    assert any(where == place and what in told for where, told in found), found


def test_all_problems_are_told_and_not_those_that_follow(tmp_path: Path) -> None:
    text = FILES[AGENCIES].replace("kind: ministry", "kind: king").replace("kind: government", "kind: queen")
    found = problems(write_catalog(tmp_path / "broken", {AGENCIES: text}))
    # Neither agency can be read; that others name them is no second mistake.
    assert [where for where, _ in found] == [f"{AGENCIES}:6", f"{AGENCIES}:15"]


def test_a_file_that_is_no_yaml_hides_no_other(tmp_path: Path) -> None:
    changes = {CLAIMS: "claims: [", EVENTS: FILES[EVENTS].replace("kind: goal", "kind: wish")}
    found = problems(write_catalog(tmp_path / "broken", changes))
    assert {where.split(":")[0] for where, _ in found} == {CLAIMS, EVENTS}


def test_a_broken_digest_is_not_held_against_citations(tmp_path: Path) -> None:
    text = FILES[DIGEST].replace("operative: false", "operative: perhaps")
    found = problems(write_catalog(tmp_path / "broken", {DIGEST: text}))
    assert [where for where, _ in found if not where.startswith(DIGEST)] == []


def test_files_are_named_after_what_they_hold(tmp_path: Path) -> None:
    folder = write_catalog(tmp_path / "broken", {"instruments/other.yaml": FILES[PLAN].replace("cn/plan", "cn/pla")})
    (folder / "claims" / "more.yml").write_text("", encoding="utf-8")
    found = problems(folder)
    assert (
        "instruments/other.yaml:1",
        "the file is named other.yaml, not after what it holds; name it cn-pla.yaml",
    ) in found
    assert any(where == "claims/more.yml" and "passed over" in what for where, what in found)


def test_an_instrument_whose_digest_is_to_come_is_a_note(tmp_path: Path) -> None:
    folder = write_catalog(tmp_path / "short")
    (folder / DIGEST).unlink()
    notes = problems(folder, "note")
    assert notes == [(f"{RULES}:20", "cn/rules 2022 has 3 articles and no digest; write it in digests/")]


def test_a_duty_of_an_unseen_text_is_not_verified(tmp_path: Path) -> None:
    changes = {
        RULES: FILES[RULES].replace("    corpus: zh/rules.md\n    verified: true\n", ""),
        OBLIGATIONS: FILES[OBLIGATIONS].replace("since: 2022-03-01", "since: 2022-03-01\n    verified: true"),
    }
    found = problems(write_catalog(tmp_path / "unseen", changes))
    assert any(where == f"{OBLIGATIONS}:24" and "no version of cn/rules names a text" in told for where, told in found)


def test_a_source_that_differs_without_a_claim_is_a_note(tmp_path: Path) -> None:
    claims = FILES[CLAIMS].split("claims:", maxsplit=1)[0] + "claims: []\n"
    folder = write_catalog(tmp_path / "unclaimed", {CLAIMS: claims})
    assert problems(folder) == []
    ((where, what),) = problems(folder, "note")
    assert where == f"{EVENTS}:13"
    assert what.startswith("Paper says 2022-01-11, and the entry 2022-01-10; write a claim")


def test_a_name_that_is_the_same_in_chinese_is_allowed(tmp_path: Path) -> None:
    text = FILES[EVENTS].replace("{en: Acme, zh: 某公司}", "{en: Acme, zh: Acme}")
    assert problems(write_catalog(tmp_path / "named", {EVENTS: text})) == []


def test_what_is_no_catalog_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="this is no catalog"):
        validate(tmp_path / "nowhere")


def test_nothing_is_wrong_with_the_built_in_catalog() -> None:
    assert [str(problem) for problem in validate().problems if problem.severity == "problem"] == []


def test_the_built_in_catalog_has_what_the_contract_names() -> None:
    catalog = builtin_catalog()
    assert set(catalog.instrument) >= INSTRUMENTS
    assert set(catalog.agency) >= AGENCY_IDS
    assert len(catalog.events) >= 40


INSTRUMENTS = {
    "cn/algorithm-recommendation", "cn/deep-synthesis", "cn/generative-ai", "cn/synthetic-content-labelling",
    "cn/facial-recognition", "cn/science-ethics-review", "cn/science-ethics-opinions", "cn/pipl",
    "cn/data-security-law", "cn/cybersecurity-law", "cn/network-data-security", "cn/minors-online-protection",
    "cn/cross-border-data-flows", "cn/new-generation-ai-plan", "cn/governance-principles-2019",
    "cn/ethical-norms-2021", "cn/ai-safety-governance-framework", "cn/tc260-003",
    "cn/global-ai-governance-initiative", "cn/global-ai-governance-action-plan", "cn/made-in-china-2025",
    "cn/five-year-plan-12", "cn-bj/agi-measures", "cn-sh/ai-industry", "cn-sz/ai-industry",
}  # fmt: skip
AGENCY_IDS = {
    "cn/cac", "cn/most", "cn/miit", "cn/ndrc", "cn/cas", "cn/tc260", "cn/mps", "cn/nrta", "cn/npc-standing-committee",
    "cn/state-council", "cn-bj/government", "cn-sh/npc", "cn-sz/npc",
}  # fmt: skip
