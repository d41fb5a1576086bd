"""How far the reading of files is: in files, and within mailboxes in messages, of which nobody knows how many there are
before they have been read."""

from dataclasses import dataclass

_USUAL_MESSAGE = 8192
"""Bytes of a message, while none has been read."""


@dataclass(slots=True)
class _Mailbox:
    size: int
    """Bytes; for Outlook's, items."""
    reached: int = 0
    messages: int = 0
    settled: bool = False


class ReadingProgress:
    """What has been read, and how much there is: `files`, of which some turn out to be mailboxes."""

    def __init__(self, files: int) -> None:
        self._files = files
        self._read = 0
        self._mailboxes: dict[str, _Mailbox] = {}

    def expect(self, path: str, size: int) -> None:
        """The file at `path` is a mailbox of `size` bytes, or of so many items."""
        self._mailboxes[path] = _Mailbox(size)

    def message(self, path: str, end: int | None) -> None:
        """A message of a mailbox has been read, which ends at the byte `end`; None for an item of Outlook's."""
        mailbox = self._mailboxes[path]
        mailbox.messages += 1
        mailbox.reached = max(mailbox.reached, mailbox.messages if end is None else end)

    def settle(self, path: str) -> None:
        """All that there is to read in a file has been read."""
        if path in self._mailboxes:
            self._mailboxes[path].settled = True
        else:
            self._read += 1

    def done(self) -> int:
        return self._read + sum(mailbox.messages for mailbox in self._mailboxes.values())

    def total(self) -> int:
        """Files and messages, those to come in two digits, as they are estimated."""
        reached = sum(mailbox.reached for mailbox in self._mailboxes.values())
        messages = sum(mailbox.messages for mailbox in self._mailboxes.values())
        usual = max(reached // messages, 1) if messages else _USUAL_MESSAGE
        expected = sum(_expected(mailbox, usual) for mailbox in self._mailboxes.values())
        return self._files - len(self._mailboxes) + expected


def _expected(mailbox: _Mailbox, usual: int) -> int:
    if mailbox.settled:
        return mailbox.messages
    length = max(mailbox.reached // mailbox.messages, 1) if mailbox.messages else usual
    to_come = max(mailbox.size - mailbox.reached, 0) // length
    digits = max(len(str(to_come)) - 2, 0)
    return mailbox.messages + round(to_come, -digits)
