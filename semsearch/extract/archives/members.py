"""Files taken out of archives, and what taking them out may cost."""

import time
from dataclasses import dataclass, field
from typing import Protocol

from semsearch.extract.limits import (
    ARCHIVE_SECONDS,
    MAX_BYTES,
    MAX_CHAT_BYTES,
    MAX_MEMBERS,
    MAX_OUTPUT_CHARS,
    MAX_UNPACKED_BYTES,
)
from semsearch.extract.reading import UnreadableError
from semsearch.records import SkipReason


class Stream(Protocol):
    """A file that is read in order."""

    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive: its name, cleaned and made unique, and its bytes, or why there are none."""

    name: str
    content: bytes
    problem: UnreadableError | None = None


@dataclass(slots=True)
class Budget:
    """What the reading of one file may cost, all archives inside it together."""

    unpacked: int = MAX_UNPACKED_BYTES
    members: int = MAX_MEMBERS
    characters: int = MAX_OUTPUT_CHARS
    end: float = field(default_factory=lambda: time.process_time() + ARCHIVE_SECONDS)

    def spend(self, content: bytes | bytearray) -> None:
        """Take what was unpacked from the budget. Raises `UnreadableError` where that is spent."""
        self.unpacked -= len(content)
        self.check()

    def check(self) -> None:
        """Raises `UnreadableError` where the budget is spent."""
        if self.members <= 0:
            raise too_large(f"more than {MAX_MEMBERS} files are in it")
        if self.unpacked <= 0:
            raise too_large(f"unpacked it takes more than {MAX_UNPACKED_BYTES >> 20} MiB")
        if self.characters <= 0:
            raise too_large(f"it holds more than {MAX_OUTPUT_CHARS} characters of text")
        if time.process_time() > self.end:
            raise UnreadableError(
                SkipReason.TIMEOUT, f"reading the archive took more than {ARCHIVE_SECONDS} seconds; unpack it"
            )


def read_member(file: Stream, name: str, size: int, budget: Budget | None) -> Member:
    """A member as large as it may be, taken from the budget where nobody else does. Of what is too large for all but
    chats, no more is unpacked than shows that it is none."""
    from semsearch.extract.texts.messages import may_hold_chats

    content = file.read(MAX_BYTES + 1) if size <= MAX_CHAT_BYTES else b""
    if budget is not None:
        budget.spend(content)
    if max(size, len(content)) <= MAX_BYTES:
        return Member(name, content)
    if not (name.lower().endswith(".json") and may_hold_chats(content)):
        return Member(name, b"", too_large_member())
    rest = file.read(MAX_CHAT_BYTES - len(content))
    if budget is not None:
        budget.spend(rest)
    return Member(name, content + rest)


def too_large(detail: str) -> UnreadableError:
    """What is said of an archive that goes beyond a limit."""
    return UnreadableError(SkipReason.TOO_LARGE, f"{detail}; unpack it to have all of it read")


def too_large_member() -> UnreadableError:
    """What is said of a member that does."""
    return UnreadableError(SkipReason.TOO_LARGE, f"it takes more than {MAX_BYTES >> 20} MiB")


def sealed() -> UnreadableError:
    """What is said of an archive with a password."""
    return UnreadableError(SkipReason.ENCRYPTED, "the archive has a password; unpack it")


def sealed_member() -> UnreadableError:
    """What is said of a member with one."""
    return UnreadableError(SkipReason.ENCRYPTED, "it has a password; unpack the archive")


def unusual(error: Exception) -> UnreadableError:
    """What is said of a way of packing that is not known here."""
    return UnreadableError(SkipReason.UNSUPPORTED, f"it is packed in an unusual way: {error}")


def damaged() -> UnreadableError:
    """What is said of an archive that ends too early, or holds nonsense."""
    return UnreadableError(SkipReason.CORRUPT, "the archive is damaged or cut off; what comes after is lost")
