"""Cutting, measured line by line on mail that nobody wrote for these tests."""

from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

from benchmarks import reply
from semsearch.clean.reply import split_reply

CORPORA = Path(__file__).parents[3] / "shared" / "data"
TALON = CORPORA / "talon" / "tests" / "fixtures"

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not CORPORA.is_dir(), reason="the shared corpora are not here"),
]


def _plain_text(path: Path) -> str:
    message: Message = message_from_bytes(path.read_bytes())
    for part in message.walk():
        if part.get_content_type() == "text/plain":
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            return content.decode(part.get_content_charset() or "utf-8", errors="replace")
    return ""


def _lines(text: str) -> set[str]:
    return {line.strip() for line in text.replace("#sig#", "").splitlines() if line.strip()}


def test_signatures_of_talon() -> None:
    right = wrong = missed = 0
    for body in sorted((TALON / "signature" / "emails" / "stripped").glob("*_body")):
        expected = _lines(body.with_name(body.name.replace("_body", "_signature")).read_text(encoding="utf-8"))
        found = _lines(split_reply(body.read_text(encoding="utf-8").replace("#sig#", "")).signature)
        right += len(found & expected)
        wrong += len(found - expected)
        missed += len(expected - found)

    assert right > 0
    assert right / (right + wrong) >= 0.95
    assert right / (right + missed) >= 0.95


def test_standard_replies_of_talon_all_say_hello() -> None:
    replies = {path.name: split_reply(_plain_text(path)) for path in (TALON / "standard_replies").glob("*.eml")}

    assert {name: reply.text for name, reply in replies.items()} == dict.fromkeys(replies, "Hello")


def test_russian_mail_is_cut_where_it_was_joined() -> None:
    """Every third mail replies below the text of its own, with a quote line, and all are signed."""
    paths = sorted((CORPORA / "ru-mail-derived").glob("*.eml"))
    for path in paths:
        whole = _plain_text(path).replace("\r\n", "\n").rstrip()
        body, _, signature = whole.rpartition("\n-- \n")
        written, _, quoted = body.partition(" пользователь ")

        split = split_reply(whole)

        assert split.signature == f"--\n{signature}", path.name
        assert bool(quoted) == bool(split.quoted), path.name
        assert split.text in written, path.name
        assert len(split.text) > 0.9 * len(written) - 40, path.name
    assert paths


def test_english_lists_keep_their_text_and_lose_their_footers() -> None:
    """Of the mails that end with a Mailman footer, nearly none keeps it; of all mails, none loses all of its text."""
    footed = kept = 0
    for path in sorted((CORPORA / "spamassassin" / "easy-ham-1").iterdir())[::5]:
        whole = _plain_text(path)
        split = split_reply(whole)
        assert bool(split.text) == bool(whole.strip()), path.name
        if "/mailman/listinfo/" in whole[-200:]:
            footed += 1
            kept += "/mailman/listinfo/" in split.text[-200:]

    assert footed > 50
    assert kept <= 0.02 * footed


def test_what_was_written_is_found_line_by_line_better_than_by_any_library() -> None:
    answered = list(reply.mails())
    written = {name: reply.measure(cutter, answered)["talon", "written"].f1 for name, cutter in reply.CUTTERS.items()}

    assert written[reply.OURS] >= 0.95
    assert written[reply.OURS] > max(f1 for name, f1 in written.items() if name != reply.OURS)


def test_replies_in_a_dozen_languages_are_cut_where_their_history_begins() -> None:
    scores = reply.measure(
        reply.CUTTERS[reply.OURS], [mail for mail in reply.mails() if mail.kind == "crisp: languages"]
    )

    assert scores["all", "written"].f1 >= 0.98
