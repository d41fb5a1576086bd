"""The bundled sample is complete, readable, small and licensed; how well it is searched is tested elsewhere."""

import email
import json
import mailbox
import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
import Stemmer

from semsearch.settings import resources

SAMPLE = resources() / "sample"
BROKEN_ON_PURPOSE = {"scan-truncated.pdf", "salaries-locked.pdf", "notes-empty.txt"}
CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


@cache
def demo() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SAMPLE / "demo.json").read_text(encoding="utf-8"))
    return loaded


def files(folder: str, pattern: str = "*") -> list[Path]:
    return sorted(path for path in (SAMPLE / folder).rglob(pattern) if path.is_file())


@cache
def message(path: Path) -> EmailMessage:
    return email.message_from_bytes(path.read_bytes(), policy=policy.default)


def paths_in(value: object) -> Iterator[str]:
    """Every string in `value` that names a file of the sample."""
    match value:
        case str() if value.startswith(("mail/", "documents/")):
            yield value
        case list():
            for item in value:
                yield from paths_in(item)
        case dict():
            for item in value.values():
                yield from paths_in(item)


def body(path: Path) -> str:
    """The plain text as far as its bytes go: 2002's charsets are not all known to the standard library."""
    part = next(part for part in email.message_from_bytes(path.read_bytes()).walk() if not part.is_multipart())
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return " ".join(payload.decode(part.get_content_charset() or "latin-1", "replace").split())


def stems(text: str, shortest: int = 1) -> set[str]:
    words = re.findall(rf"\w{{{shortest},}}", text.lower())
    return set(Stemmer.Stemmer("russian").stemWords(Stemmer.Stemmer("english").stemWords(words)))


def all_questions() -> list[dict[str, Any]]:
    more = demo()["more_questions"]
    return [*demo()["questions"], *more["en"], *more["ru"]]


def test_there_is_enough_to_search_and_no_file_is_large() -> None:
    sizes = [path.stat().st_size for path in files(".")]

    assert len(files("mail")) + len(files("documents")) >= 230
    assert max(sizes) <= 200_000
    assert sum(sizes) <= 2_000_000


def test_file_names_are_fit_for_every_file_system() -> None:
    assert [path for path in files(".") if not re.fullmatch(r"[\w.-]+", path.name, re.ASCII)] == []


@pytest.mark.parametrize("folder", sorted(path.name for path in (SAMPLE / "mail").iterdir() if path.is_dir()))
def test_every_mail_of_a_folder_has_a_sender_a_date_and_a_message_id(folder: str) -> None:
    for path in files(f"mail/{folder}", "*.eml"):
        raw = email.message_from_bytes(path.read_bytes())
        assert raw["From"], path
        assert raw["Date"], path
        assert raw["Message-ID"] or folder == "spam", path


def test_the_written_mails_say_what_they_are_in_their_headers() -> None:
    written = [
        path
        for folder in ("english", "home", "money", "office", "school", "sport", "support", "travel")
        for path in files(f"mail/{folder}")
    ]

    charsets, encodings, ids = set(), set(), set()
    for path in written:
        parsed = message(path)
        text = parsed.get_body(("plain",))
        assert text is not None
        assert text.get_content().strip()
        assert "\ufffd" not in text.get_content() + parsed["Subject"]
        assert not parsed.defects, path
        charsets.add(text.get_content_charset())
        encodings.add(text["Content-Transfer-Encoding"])
        ids.add(parsed["Message-ID"])

    assert {"utf-8", "koi8-r", "windows-1251"} <= charsets
    assert {"8bit", "base64", "quoted-printable"} <= encodings
    assert len(ids) == len(written)
    assert sum(bool(CYRILLIC.search(message(path)["Subject"])) for path in written) >= 60


def test_replies_refer_to_mails_that_are_there() -> None:
    known = {message(path)["Message-ID"] for path in files("mail/home") + files("mail/office")}
    answered = [message(path)["In-Reply-To"] for path in files("mail/home") + files("mail/office")]

    assert {parent for parent in answered if parent} <= known
    assert sum(parent is not None for parent in answered) >= 5


def test_the_mailbox_holds_whole_messages() -> None:
    box = mailbox.mbox(SAMPLE / "mail" / "spambayes.mbox", create=False)
    try:
        subjects = [item["Subject"] for item in box]
    finally:
        box.close()

    assert len(subjects) >= 20
    assert all(subjects)


def test_every_document_can_be_opened_except_the_broken_ones() -> None:
    for path in files("documents"):
        if path.name in BROKEN_ON_PURPOSE:
            continue
        match path.suffix:
            case ".pdf":
                with pypdfium2.PdfDocument(path) as pdf:
                    assert len(pdf) == 2
            case ".docx":
                assert docx.Document(str(path)).paragraphs
            case _:
                assert path.read_bytes().strip()
    assert (SAMPLE / "documents" / "office-rules.txt").read_bytes().decode("cp1251").startswith("ПРАВИЛА")
    assert (SAMPLE / "documents" / "borscht.txt").read_bytes().decode("koi8-r").startswith("БОРЩ")


def test_the_broken_documents_are_broken() -> None:
    assert (SAMPLE / "documents" / "notes-empty.txt").stat().st_size == 0
    with pytest.raises(pypdfium2.PdfiumError, match="format"):
        pypdfium2.PdfDocument(SAMPLE / "documents" / "scan-truncated.pdf")
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(SAMPLE / "documents" / "salaries-locked.pdf")


def test_the_demo_asks_three_questions_and_the_tests_ten_in_each_language() -> None:
    english, russian, across = demo()["questions"]

    assert not CYRILLIC.search(english["query"])
    assert CYRILLIC.search(russian["query"])
    assert CYRILLIC.search(across["query"])
    assert all(not CYRILLIC.search(body(SAMPLE / path)) for path in across["expect"])
    assert len(demo()["more_questions"]["en"]) >= 10
    assert len(demo()["more_questions"]["ru"]) >= 10
    assert all(set(question) == {"query", "expect", "why"} and question["expect"] for question in all_questions())


def test_whatever_the_demo_names_is_there() -> None:
    assert [path for path in paths_in(demo()) if not (SAMPLE / path).is_file()] == []


def test_the_demo_questions_share_no_long_word_with_their_answers() -> None:
    for question in demo()["questions"]:
        asked = stems(question["query"], shortest=4)
        for path in question["expect"]:
            subject = message(SAMPLE / path)["Subject"]
            assert asked & stems(f"{subject} {body(SAMPLE / path)}") == set(), (question["query"], path)


def test_copies_have_the_same_body_and_other_headers() -> None:
    for original, copy in demo()["exact_duplicates"]:
        assert body(SAMPLE / original) == body(SAMPLE / copy)
        assert (SAMPLE / original).read_bytes() != (SAMPLE / copy).read_bytes()


def test_near_duplicates_and_false_friends_differ_in_their_bodies() -> None:
    for one, other in [*demo()["near_duplicates"], *demo()["not_duplicates"], *demo()["same_meaning"]]:
        assert body(SAMPLE / one) != body(SAMPLE / other)


def test_the_notice_names_every_part_and_its_licence() -> None:
    notice = (SAMPLE / "NOTICE").read_text(encoding="utf-8")

    assert "CC0-1.0" in notice
    assert "PDDL-1.0" in notice
    parts = {entry.name for entry in [*(SAMPLE / "mail").iterdir(), *SAMPLE.iterdir()]} - {"NOTICE"}
    assert [part for part in sorted(parts) if part not in notice] == []
    assert all(name in notice for name in BROKEN_ON_PURPOSE)
