from __future__ import annotations

from pathlib import Path

import pytest
from tests.readers.specimen import blocks, pdf

from regatlas.errors import DamagedFile, EmptyInput, EncryptedFile, LimitExceeded
from regatlas.readers import Limits, read

PASSWORD = "/Encrypt<</Filter/Standard/V 1/R 2/O<{0}>/U<{0}>/P -4>>/ID[<00><00>]".format("41" * 32)


def test_paragraphs_of_a_page() -> None:
    source = read(pdf("Article 1\nThe act applies.\nArticle 2\nIt binds all who deploy services."))
    assert blocks(source) == ["Article 1", "The act applies.", "Article 2", "It binds all who deploy services."]
    assert source.media_type == "application/pdf"


def test_heads_with_counting_numbers_are_furniture_even_on_two_pages() -> None:
    source = read(
        pdf(
            "8741 Official Gazette of the State\nThe act applies to those who keep records and\nto all",
            "8742 Official Gazette of the State\nothers who deploy services in the year 2026.\nIt ends here.",
        )
    )
    assert "Gazette" not in source.text
    assert {item.kind for item in source.furniture} == {"running-head"}


def test_marks_of_the_printer_below_an_order_are_furniture() -> None:
    source = read(
        pdf("Sec. 1. Purpose. The order applies.\n[FR Doc. 2030-00001]\nBilling code 3395-F4-P\nName.EPS</GPH>")
    )
    assert source.text.endswith("[FR Doc. 2030-00001]")
    assert [item.kind for item in source.furniture] == ["signature-mark", "signature-mark"]


def test_a_scan_is_unusable_and_says_so() -> None:
    quality = read(pdf("", "")).quality
    assert quality.status == "unusable"
    assert quality.reasons[0] == "2 of 2 pages have no text layer."


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (pdf(), EmptyInput),
        (pdf("Article 1", trailer=PASSWORD), EncryptedFile),
        (pdf("Article 1")[:120], DamagedFile),
        (b"%PDF-1.7\n" + b"\x93\x07" * 500, DamagedFile),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read(data)


def test_too_many_pages_or_characters_are_refused() -> None:
    with pytest.raises(LimitExceeded, match="pages"):
        read(pdf("one", "two"), Limits(pages=1))
    with pytest.raises(LimitExceeded, match="characters"):
        read(pdf("one word after another", "two words after another"), Limits(text_characters=30))


@pytest.mark.corpus
def test_real_pdfs_keep_their_paragraphs(corpus: Path) -> None:
    order = read((corpus / "files" / "us-eo-14179-2025-02172-official.pdf").read_bytes())
    assert not any("VerDate" in text or "Federal Register /" in text for text in blocks(order))
    decree = read((corpus / "files" / "cn-network-data-regulations-moj-en-2026-01-09.pdf").read_bytes())
    assert "Premier Li Qiang" in blocks(decree)
    assert "September 24, 2024" in blocks(decree)
    assert sum(text.startswith("Article ") for text in blocks(decree)) == 64


@pytest.mark.corpus
def test_real_pages_lose_their_controls_and_keep_their_numbers_apart(corpus: Path) -> None:
    directive = read((corpus / "files" / "ca-adm-directive-2025-06-24-en.html").read_bytes())
    assert "Expand all" not in directive.text
    assert any(text.startswith("1.1 ") for text in blocks(directive))
    core = read((corpus / "files" / "nist-airc-ai-rmf-1-0-core-2026-07-20.html").read_bytes())
    assert "5 AI RMF Core" in blocks(core)
