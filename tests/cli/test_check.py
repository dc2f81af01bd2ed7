"""``regatlas check``, ``facts`` and ``interview`` as a person and another program meet them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from typer.testing import CliRunner, Result

from regatlas.cli.main import app
from regatlas.errors import RegatlasError

CHATBOT = """\
schema: regatlas/profile/1
name: Chat assistant
facts:
  role: provider
  offered_to_public_in: [CN, NO]
  generative_ai: true
  deep_synthesis: true
  algorithm_types: generation-synthesis
  public_opinion_or_mobilisation: {value: true, reason: an open chat, by: counsel, on: 2025-09-01}
  service_start_date: 2025-09-25
  personal_information_subjects: {at_least: 100000, below: 1000000}
"""
EMPTY = "schema: regatlas/profile/1\nname: Nothing known\nfacts: {}\n"
FILING = "cn/algorithm-recommendation/file-algorithm"


@pytest.fixture
def chatbot(tmp_path: Path) -> Path:
    path = tmp_path / "chatbot.yaml"
    path.write_text(CHATBOT, encoding="utf-8")
    return path


def run(*arguments: str | Path, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=typed, env={"COLUMNS": "100"})


def json_of(*arguments: str | Path) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def check(profile: Path, *more: str | Path) -> Result:
    return run("check", profile, "--as-of", "2025-10-01", *more)


def test_the_json_is_that_of_the_contract(chatbot: Path) -> None:
    found = json_of("check", chatbot, "--as-of", "2025-10-01")
    assert (found["schema"], found["as_of"]) == ("regatlas/check/1", "2025-10-01")
    filing = next(one for one in found["findings"] if one["obligation"] == FILING)
    assert filing["verdict"] == "applies"
    assert filing["due"].items() >= {("date", "2025-10-15"), ("calendar", "CN")}
    assert filing["due"]["rule"]
    assert filing["because"]["value"] == "true"
    assert {"instrument": "cn/algorithm-recommendation", "provision": "art_24"} in filing["citations"]
    assert set(filing["title"]) == {"en", "zh"}
    assert {finding["verdict"] for finding in found["findings"]} == {"applies", "does-not-apply", "unknown"}
    for question in found["questions"]:
        assert question["decides"]
        assert {"fact", "type", "text", "citations"} <= question.keys()
    assert set(found["receipt"]) >= {"rules_sha256", "engine_version", "profile_sha256"}


def test_the_terminal_groups_what_to_do(chatbot: Path) -> None:
    shown = check(chatbot).stdout
    order = ["Chat assistant", "Do now", "by 15 October 2025", "Always", "Questions", "Does not apply"]
    places = [shown.index(words) for words in order]
    assert places == sorted(places)
    chinese = check(chatbot, "--lang", "zh").stdout
    for words in ("限期办理", "不迟于2025年10月15日", "待答问题", "《"):
        assert words in chinese


def test_one_finding_is_explained_in_full(chatbot: Path) -> None:
    # Lines break where the terminal ends.
    shown = " ".join(check(chatbot, "--explain", FILING).stdout.split())
    for words in ("applies", "by 15 October 2025", "generative AI: yes", "make-up working days counted", "if breached"):
        assert words in shown
    last_part = check(chatbot, "--explain", "principles-of-service", "--instrument", "cn/deep-synthesis")
    assert "Article 4" in last_part.stdout
    finding = json.loads(check(chatbot, "--explain", FILING, "--json").stdout)
    assert (finding["schema"], finding["obligation"]) == ("regatlas/finding/1", FILING)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--explain", "file-algoritm"], "did you mean"),
        (["--explain", "file-algorithm"], "means several obligations"),
        (["--as-of", "yesterday"], "is no date"),
        (["--as-of", "2026-01-01..2025-01-01"], "is not after"),
        (["--instrument", "cn/generative"], "cn/generative-ai"),
        (["--json", "--html", "x.html"], "JSON goes to standard output"),
        (["--explain", FILING, "--html", "x.html"], "an explanation goes to"),
        (["--as-of", "2025-01-01..2026-01-01", "--ics", "x.ics"], "a comparison excludes"),
        (["--html", "/no/such/folder/x.html"], "cannot be written"),
        (["--replay", "x.json"], "a receipt has its profile in itself"),
    ],
)
def test_wrong_arguments_are_told_in_one_sentence(chatbot: Path, arguments: list[str], words: str) -> None:
    result = run("check", chatbot, *arguments)
    told = str(result.exception) if isinstance(result.exception, RegatlasError) else result.output
    assert result.exit_code != 0
    assert words in told


def test_a_profile_must_be_named() -> None:
    assert "no profile was given" in str(run("check").exception)


def test_html_pdf_and_calendar(chatbot: Path, tmp_path: Path) -> None:
    html, ics = tmp_path / "r.html", tmp_path / "r.ics"
    assert check(chatbot, "--html", html, "--ics", ics).exit_code == 0
    page = html.read_text(encoding="utf-8")
    assert "default-src &#39;none&#39;" in page
    assert "<script" not in page
    for words in ("Chat assistant", "15 October 2025", "履行算法备案", "an open chat"):
        assert words in page
    events = Calendar.from_ical(ics.read_bytes()).walk("VEVENT")
    assert {str(event.decoded("dtstart")) for event in events} == {"2025-10-15"}
    assert len({str(event["uid"]) for event in events}) == len(events) >= 1


def test_a_report_as_pdf(chatbot: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "r.pdf"
    result = check(chatbot, "--instrument", "cn/generative-ai", "--pdf", pdf)
    assert result.exit_code == 0, result.exception
    assert pdf.read_bytes()[:5] == b"%PDF-"


def test_a_comparison_of_two_products_and_of_two_dates(chatbot: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(CHATBOT.replace("[CN, NO]", "[NO]"), encoding="utf-8")
    changed = json_of("check", chatbot, "--as-of", "2025-10-01", "--diff", other)
    assert changed["schema"] == "regatlas/check-changes/1"
    (step,) = changed["steps"]
    verdicts = {one["obligation"]: (one["before"]["verdict"], one["after"]["verdict"]) for one in step["changes"]}
    assert verdicts[FILING] == ("applies", "does-not-apply")
    assert json_of("check", chatbot, "--as-of", "2025-10-01", "--diff", chatbot)["steps"] == []

    law = json_of("check", chatbot, "--as-of", "2025-08-01..2026-02-01")
    assert "2025-09-01" in [step["date"] for step in law["steps"]]
    shown = run("check", chatbot, "--as-of", "2025-08-01..2026-02-01").stdout
    assert "1 September 2025" in shown
    page = tmp_path / "changes.html"
    run("check", chatbot, "--as-of", "2025-08-01..2026-02-01", "--html", page, "--lang", "zh")
    assert "2025年9月1日" in page.read_text(encoding="utf-8")


def test_a_receipt_gives_the_same_bytes(chatbot: Path, tmp_path: Path) -> None:
    first = check(chatbot, "--json")
    receipt = tmp_path / "receipt.json"
    receipt.write_bytes(first.stdout_bytes)
    again = run("check", "--replay", receipt)
    assert (again.exit_code, again.stdout_bytes) == (0, first.stdout_bytes)
    assert "byte for byte" in again.stderr


def test_a_receipt_that_does_not_hold_says_what_differs(chatbot: Path, tmp_path: Path) -> None:
    value = json.loads(check(chatbot, "--json").stdout)
    value["findings"][0]["verdict"] = "applies" if value["findings"][0]["verdict"] != "applies" else "unknown"
    value["receipt"]["engine_version"] = "0.0.0"
    value["receipt"]["rules"][FILING] = "0" * 64
    value["receipt"]["rules"]["cn/gone/duty"] = "0" * 64
    receipt = tmp_path / "receipt.json"
    receipt.write_text(json.dumps(value, ensure_ascii=False) + "\n", encoding="utf-8")
    again = run("check", "--replay", receipt)
    assert again.exit_code == 1
    for words in (
        "Regatlas was 0.0.0", f"{FILING} has changed", "cn/gone/duty is no longer there", "differs in verdict",
    ):  # fmt: skip
        assert words in " ".join(again.stderr.split())
    receipt.write_text(json.dumps(json.loads(check(chatbot, "--json").stdout), indent=2), encoding="utf-8")
    assert "laid out anew" in run("check", "--replay", receipt).stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("no", "no JSON"),
        ("{}", "no regatlas/check/1"),
        ('{"schema": "regatlas/check/1"}', "no profile"),
        (
            '{"schema": "regatlas/check/1", "receipt": {"profile": {"schema": "regatlas/profile/1"}, "options": {}, '
            '"as_of": "soon"}}',
            "date or options",
        ),
    ],
)
def test_what_is_no_receipt(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "receipt.json"
    path.write_text(text, encoding="utf-8")
    assert words in str(run("check", "--replay", path).exception)


def test_drafts_are_shown_on_request_and_bind_no_one(chatbot: Path) -> None:
    plain = json_of("check", chatbot, "--as-of", "2025-10-01")
    assert not any(finding["draft"] for finding in plain["findings"])
    shown = json_of("check", chatbot, "--as-of", "2025-10-01", "--drafts")
    drafts = [finding for finding in shown["findings"] if finding["draft"]]
    assert drafts
    assert {finding["verdict"] for finding in drafts} == {"does-not-apply"}


def test_only_some_instruments(chatbot: Path) -> None:
    found = json_of("check", chatbot, "--as-of", "2025-10-01", "--instrument", "cn/deep-synthesis")
    assert {finding["instrument"] for finding in found["findings"]} == {"cn/deep-synthesis"}


def test_facts_lists_those_of_the_contract() -> None:
    found = json_of("facts")
    facts = {fact["id"]: fact for fact in found["facts"]}
    assert found["schema"] == "regatlas/facts/1"
    roles = ["provider", "technical-supporter", "deployer", "user", "internet-platform", "app-store",
             "personal-information-handler"]  # fmt: skip
    assert [choice["id"] for choice in facts["role"]["choices"]] == roles
    assert facts["public_opinion_or_mobilisation"]["judgement"]
    assert facts["facial_records_stored"]["type"] == "integer"
    assert facts["offered_to_public_in"]["type"] == "choices"
    assert "舆论属性" in run("facts", "--lang", "zh").stdout
    assert "a matter of judgement" in run("facts").stdout


def interview(path: Path, *typed: str, lang: str = "en") -> Result:
    lines = "".join(f"{line}\n" for line in typed)
    return run("interview", "--out", path, "--as-of", "2025-10-01", "--lang", lang, typed=lines)


def test_an_interview_writes_a_profile_and_goes_on_from_it(tmp_path: Path) -> None:
    path = tmp_path / "made.yaml"
    first = interview(path, "My product", "?", "banana", "1", "1", "q")
    assert first.exit_code == 0, first.exception
    assert "findings hang on it" in first.stdout
    assert "is no value of" in first.stdout
    written = path.read_text(encoding="utf-8")
    assert written.startswith("schema: regatlas/profile/1\nname: My product\n")
    assert {"role: [provider]", "offered_to_public_in: [CN]"} <= {line.strip() for line in written.splitlines()}
    second = interview(path, "u", "b", "s", "yes", "1", lang="zh")
    assert second.exit_code == 0
    assert "原回答为未知" in second.stdout
    more = path.read_text(encoding="utf-8")
    assert more.startswith(written)
    assert len(more) > len(written)
    assert json_of("check", path)["profile"] == "My product"


def test_an_interview_to_its_end_leaves_nothing_to_ask(tmp_path: Path) -> None:
    """Every question gets the first of these answers that fits its type."""
    path = tmp_path / "end.yaml"
    path.write_text(EMPTY, encoding="utf-8")
    result = interview(path, *["-", "no", "none", "0", "low"] * 120)
    assert "No answer can change a verdict any more." in result.stdout
    assert json_of("check", path, "--as-of", "2025-10-01")["questions"] == []


def test_a_judgement_is_recorded_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "judged.yaml"
    path.write_text(CHATBOT.replace("  public_opinion", "  # public_opinion"), encoding="utf-8")
    lines = ["s"] * 40
    shown = interview(path, *lines)
    assert "a matter of judgement" in shown.stdout
    place = shown.stdout[: shown.stdout.index("a matter of judgement")].count("findings still depend") - 1
    answered = interview(path, *["s"] * place, "yes", "it is a forum", "q")
    assert answered.exit_code == 0
    written = path.read_text(encoding="utf-8")
    assert "reason: it is a forum" in written
    assert "2025-10-01" in written


def test_an_interview_overwrites_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "notes.yaml"
    path.write_text("my: notes\n", encoding="utf-8")
    assert "would be overwritten" in str(interview(path).exception)
    assert path.read_text(encoding="utf-8") == "my: notes\n"
