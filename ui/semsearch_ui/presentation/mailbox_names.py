"""What a folder of a mail program is called, and how large it is, in words."""

from PySide6.QtCore import QCoreApplication

from semsearch_ui.mailboxes import Mailbox, Program
from semsearch_ui.presentation.counts import file_size

translate = QCoreApplication.translate


def name_of(program: Program) -> str:
    return {
        "thunderbird": "Thunderbird",
        "evolution": "Evolution",
        "apple": "Apple Mail",
        "maildir": "Maildir",
        "mail": translate("Mailboxes", "Mail folder"),
        "documents": translate("Mailboxes", "Documents"),
    }[program]


def size_of(mailbox: Mailbox) -> str:
    """Its size, "more than" where it was too large to be counted in passing."""
    size = file_size(mailbox.size)
    return size if mailbox.whole else translate("Mailboxes", "more than %1").replace("%1", size)
