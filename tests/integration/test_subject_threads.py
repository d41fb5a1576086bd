"""Replies of programs that do not say what they answer."""

from pathlib import Path

from semsearch.library import Library

MAIL = """From: {sender}
To: {to}
Subject: {subject}
Message-ID: <{name}@x>
Date: {date}

Text of {name}.
"""


def write(folder: Path, name: str, sender: str, to: str, subject: str, day: int) -> None:
    date = f"{day:02} Mar 2024 10:00:00 +0000"
    mail = MAIL.format(name=name, sender=sender, to=to, subject=subject, date=date)
    (folder / f"{name}.eml").write_text(mail, encoding="utf-8")


def test_a_reply_without_references_joins_by_subject_and_people(library: Library, folder: Path) -> None:
    write(folder, "a", "anna@x.example", "bob@x.example", "The garden party", 1)
    write(folder, "b", "Bob <bob@x.example>", "Anna <anna@x.example>", "Re: The garden party", 2)
    write(folder, "c", "carl@y.example", "dora@y.example", "Re: The garden party", 3)
    write(folder, "d", "anna@x.example", "bob@x.example", "The garden party", 4)
    library.sources.add([folder])
    library.reindex()

    threads = {name: library.show(f"mid:{name}@x").thread_id for name in "abcd"}

    assert threads == {"a": "a@x", "b": "a@x", "c": "c@x", "d": "d@x"}
