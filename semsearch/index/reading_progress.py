"""Progress of reading files, counted in files and, for mailboxes, in messages, whose number is estimated."""

from dataclasses import dataclass

_USUAL_MESSAGE = 8192
"""Assumed size of a message in bytes until one has been read."""


@dataclass(slots=True)
class _Mailbox:
    """``size`` and ``reached`` are in bytes; of an Outlook mailbox, in items."""

    size: int
    reached: int = 0
    messages: int = 0
    finished: bool = False


class ReadingProgress:
    """Counts what has been read of `files`, some of which turn out to be mailboxes."""

    def __init__(self, files: int) -> None:
        self._files = files
        self._read = 0
        self._mailboxes: dict[str, _Mailbox] = {}

    def expect(self, path: str, size: int) -> None:
        """Record that the file at `path` is a mailbox of `size` bytes, or items if it is one of Outlook."""
        self._mailboxes[path] = _Mailbox(size)

    def message(self, path: str, end: int | None) -> None:
        """Record that a message of a mailbox has been read, up to the byte `end`; None for an item of Outlook."""
        mailbox = self._mailboxes[path]
        mailbox.messages += 1
        mailbox.reached = max(mailbox.reached, mailbox.messages if end is None else end)

    def finish(self, path: str) -> None:
        """Record that a file has been read completely."""
        if path in self._mailboxes:
            self._mailboxes[path].finished = True
        else:
            self._read += 1

    def done(self) -> int:
        """The number of files and messages that have been read."""
        return self._read + sum(mailbox.messages for mailbox in self._mailboxes.values())

    def total(self) -> int:
        """The estimated total of files and messages; those still to come are rounded to two digits."""
        reached = sum(mailbox.reached for mailbox in self._mailboxes.values())
        messages = sum(mailbox.messages for mailbox in self._mailboxes.values())
        usual = max(reached // messages, 1) if messages else _USUAL_MESSAGE
        expected = sum(_expected(mailbox, usual) for mailbox in self._mailboxes.values())
        return self._files - len(self._mailboxes) + expected


def _expected(mailbox: _Mailbox, usual: int) -> int:
    if mailbox.finished:
        return mailbox.messages
    length = max(mailbox.reached // mailbox.messages, 1) if mailbox.messages else usual
    to_come = max(mailbox.size - mailbox.reached, 0) // length
    digits = max(len(str(to_come)) - 2, 0)
    return mailbox.messages + round(to_come, -digits)
