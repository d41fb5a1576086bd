"""Mail that changes on disk, and what an index of it holds: for tests that let anything happen to it."""

import os
import random
import sqlite3
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path

from tests.files import FROM, mbox

WORDS = (
    "lake blanket rent picnic server outage garden roses аренда квартира борщ рецепт билеты поезд налоги отчёт".split()
)

LONG_AGO = 1_600_000_000


CHANGES = (
    "add", "add", "edit", "touch", "move", "swap", "delete", "restore", "rename_folder", "grow", "compact", "flag",
)  # fmt: skip


class Mail:
    """A folder of single mails, a Maildir, a mailbox and notes, changed at random but never outside the folder.

    Every file that is written gets a time of its own, long ago: files of this very moment are looked at twice anyway.
    """

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder = folder
        self._chance = chance
        self._clock = LONG_AGO
        self._aside: list[tuple[str, bytes]] = []
        self._count = 0
        for place in ("inbox", "archive/old", "maildir/cur", "maildir/new", "maildir/tmp"):
            (folder / place).mkdir(parents=True)

    # -- what may happen --

    def add(self) -> None:
        """A new mail, sometimes one that says what another one says."""
        self.put(self._new_path(), self._message())

    def edit(self) -> None:
        if path := self._any():
            self.put(path, self._message())

    def touch(self) -> None:
        if path := self._any():
            self.put(path, path.read_bytes())

    def move(self) -> None:
        if path := self._any():
            path.rename(self._new_path())

    def swap(self) -> None:
        """Two files change places."""
        one, other = self._any(), self._any()
        if one and other and one != other:
            aside = one.with_name(".aside")
            one.rename(aside)
            other.rename(one)
            aside.rename(other)

    def delete(self) -> None:
        if path := self._any():
            self._aside.append((path.relative_to(self.folder).as_posix(), path.read_bytes()))
            path.unlink()

    def restore(self) -> None:
        if self._aside:
            name, content = self._aside.pop(self._chance.randrange(len(self._aside)))
            if not (self.folder / name).exists():
                self.put(self.folder / name, content)

    def rename_folder(self) -> None:
        old, new = self.folder / "archive" / "old", self.folder / "archive" / "older"
        if new.exists():
            old, new = new, old
        old.rename(new)

    def grow(self) -> None:
        """One more message at the end of the mailbox."""
        path = self.folder / "lists.mbox"
        before = path.read_bytes() if path.exists() else b""
        self.put(path, before + mbox(self._message()))

    def compact(self) -> None:
        """The mailbox loses a message."""
        path = self.folder / "lists.mbox"
        parts = path.read_bytes().split(FROM)[1:] if path.exists() else []
        if len(parts) > 1:
            del parts[self._chance.randrange(len(parts))]
            self.put(path, b"".join(FROM + part for part in parts))

    def flag(self) -> None:
        """A mail of the Maildir is read, or answered."""
        box = self.folder / "maildir"
        if found := sorted([*(box / "new").iterdir(), *(box / "cur").iterdir()]):
            message, flags = self._chance.choice(found), self._chance.choice(["S", "RS", "F", ""])
            message.rename(box / "cur" / f"{message.name.partition(':')[0]}:2,{flags}")

    def anything(self, times: int) -> None:
        for _ in range(times):
            self.change(self._chance.choice(CHANGES), self._chance)

    def change(self, name: str, chance: random.Random) -> None:
        """One of `CHANGES`."""
        self._chance = chance
        getattr(self, name)()

    # -- how --

    def put(self, path: Path, content: bytes) -> None:
        """Write as programs do that want no half-written file seen."""
        self._clock += 1
        aside = path.with_name(".new")
        aside.write_bytes(content)
        os.utime(aside, (self._clock, self._clock))
        aside.rename(path)

    def _any(self) -> Path | None:
        found = sorted(path for path in self.folder.rglob("*") if path.is_file() and path.suffix != ".mbox")
        return self._chance.choice(found) if found else None

    def _new_path(self) -> Path:
        self._count += 1
        place = self._chance.choice(["inbox", "maildir/new", "archive"])
        return self.folder / place / (f"{self._count}" if place == "maildir/new" else f"{self._count}.eml")

    def _message(self) -> bytes:
        number = self._chance.randrange(8)  # few, so that some say the same
        text = random.Random(number)
        message = EmailMessage()
        message["Subject"] = f"About {text.choice(WORDS)}"
        message["From"] = f"{text.choice(['anna', 'boris'])}@example.org"
        message["To"] = "list@example.org"
        message["Date"] = f"Tue, {1 + number:02} Mar 2024 10:15:00 +0300"
        message["Message-ID"] = f"<{number}@example.org>"
        message.set_content(" ".join(text.choice(WORDS) for _ in range(text.choice([12, 60, 260]))))
        return message.as_bytes()


def held(home: Path) -> list[tuple[object, ...]]:
    """All that an index holds of the files, but its own numbers: files with their states, documents with their texts,
    chunks and vectors, and what was skipped."""
    statement = """
        SELECT f.path, f.state, d."offset", d.length, d.name, d.kind, d.title, d.sender, d.date, d.message_id, d.text,
            d.quoted, d.signature, d.language, d.size, hex(d.content),
            (SELECT group_concat(part, ' ') FROM (
                SELECT c.field || ':' || c.start || ':' || c."end" || ':' || hex(t.digest) || hex(v.vector) AS part
                FROM chunks AS c JOIN texts AS t ON t.id = c.text_id
                LEFT JOIN vectors AS v ON v.text_id = t.id
                    AND v.generation_id = (SELECT id FROM generations WHERE serving = 1)
                WHERE c.document_id = d.id ORDER BY part)),
            (SELECT group_concat(reason || name, ' ') FROM skips WHERE file_id = f.id)
        FROM files AS f LEFT JOIN documents AS d ON d.file_id = f.id"""
    with closing(sqlite3.connect(home / "catalogue.sqlite")) as connection:
        return sorted(connection.execute(statement), key=repr)
