"""Every mail and document of the shared corpora is read, or skipped for a reason."""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from semsearch.extract import extract
from semsearch.extract.characters import tidy
from semsearch.extract.preview import preview_html
from semsearch.records import Extraction, SkipReason

SHARED = Path(__file__).parents[3] / "shared" / "data"

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is not here"),
]

FOLDERS = [
    "spamassassin", "ru-mail-derived", "cpython-test-email", "mikel-mail", "mailparser", "tika", "talon", "docs-md",
    "docs-debian", "docs-nginx-changes", "docs-ru-encodings", "charset-normalizer",
]  # fmt: skip


def files(folder: str) -> Iterator[Path]:
    return (path for path in sorted((SHARED / folder).rglob("*")) if path.is_file())


def read(path: Path) -> Extraction:
    return extract(path.read_bytes(), path.name)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_gives_documents_or_a_reason(folder: str) -> None:
    for path in files(folder):
        found = read(path)

        assert found.documents or found.skips, path
        assert not [skip for skip in found.skips if skip.reason is SkipReason.CRASHED], path
        for document in found.documents:
            assert document.kind == "email" or document.text, path
            assert tidy(document.text) == document.text, path


def test_every_spamassassin_message_is_a_mail_with_text() -> None:
    mails = [read(path) for path in files("spamassassin") if path.parent.name != "spamassassin"]

    assert len(mails) == 3_000
    assert all(mail.documents[0].kind == "email" for mail in mails)
    assert sum(bool(mail.documents[0].text) for mail in mails) >= 2_990
    assert sum(bool(mail.documents[0].message_id) for mail in mails) >= 2_970
    assert sum(mail.documents[0].date is not None for mail in mails) >= 2_950


def test_russian_is_decoded_in_all_its_encodings() -> None:
    right, seen = Counter[str](), Counter[str]()
    folder = SHARED / "docs-ru-encodings"
    with (folder / "MANIFEST.tsv").open(encoding="utf-8", newline="") as manifest:
        for row in csv.DictReader(manifest, delimiter="\t"):
            original = (folder / "utf-8" / f"{row['doc']}.txt").read_bytes()
            assert hashlib.sha256(original).hexdigest() == row["sha256_of_utf8_text"]
            seen[row["encoding"]] += 1
            right[row["encoding"]] += read(folder / row["file"]).documents[0].text == tidy(original.decode())

    assert sum(right.values()) / sum(seen.values()) >= 0.98, (right, seen)


def test_derived_russian_mail_is_cyrillic() -> None:
    mails = [read(path).documents[0] for path in files("ru-mail-derived") if path.suffix == ".eml"]

    assert len(mails) == 120
    for mail in mails:
        for text in (mail.title, mail.text, mail.sender):
            letters = [character for character in text if character.isalpha() and not character.isascii()]
            assert letters, mail.title
            assert sum("\u0400" <= letter <= "\u04ff" for letter in letters) >= 0.95 * len(letters), text


@pytest.mark.parametrize("folder", ["spamassassin", "talon", "mikel-mail"])
def test_every_preview_is_safe(folder: str) -> None:
    for path in files(folder):
        html, _ = preview_html(path.read_bytes(), None)

        for trace in ("<script", "<img", "<iframe", "<form", "<link", "<meta", "url(", "javascript:"):
            assert trace not in html.lower() or f"&lt;{trace[1:]}" in html.lower() or trace == "javascript:", path
