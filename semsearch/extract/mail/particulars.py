"""What Outlook keeps beside the text of appointments, contacts and tasks, a line each (MS-OXOCAL, MS-OXOCNTC,
MS-OXOTASK)."""

from collections.abc import Iterator
from datetime import datetime

from semsearch.extract.mail.mapi import Properties, first, string, time

_STARTS, _ENDS, _PLACE = (0x820D, 0x0060), (0x820E, 0x0061), 0x8208
_DUE = 0x8105
# Title, department, company; telephones; the addresses of mail; of the home, of work and others; pages.
_OF_CONTACT = (
    0x3A17, 0x3A18, 0x3A16, 0x3A08, 0x3A1B, 0x3A09, 0x3A2F, 0x3A1C, 0x3A1A, 0x3A1F, 0x3A24, 0x8083, 0x8093, 0x80A3,
    0x801A, 0x801B, 0x801C, 0x3A15, 0x8062, 0x802B, 0x3A51, 0x3A50,
)  # fmt: skip


def start(item_class: str, properties: Properties) -> datetime | None:
    """When an appointment begins; None of anything else, also of a mail that invites to one."""
    return _moment(properties, _STARTS) if item_class.startswith("IPM.APPOINTMENT") else None


def particulars(item_class: str, properties: Properties) -> str:
    """When and where an event is; how a contact can be reached; when a task is due."""
    if item_class.startswith(("IPM.APPOINTMENT", "IPM.SCHEDULE.MEETING")):
        lines = _of_event(properties)
    elif item_class.startswith("IPM.CONTACT"):
        lines = (" ".join(string(properties, key).split()) for key in _OF_CONTACT)
    elif item_class.startswith("IPM.TASK"):
        due = time(properties, _DUE)
        lines = iter([f"{due:%Y-%m-%d}"] if due else [])
    else:
        return ""
    return "\n".join(dict.fromkeys(filter(None, lines)))


def _of_event(properties: Properties) -> Iterator[str]:
    moments = (_moment(properties, keys) for keys in (_STARTS, _ENDS))
    yield " - ".join(f"{moment:%Y-%m-%d %H:%M} UTC" for moment in moments if moment)
    yield first(properties, (_PLACE,))


def _moment(properties: Properties, keys: tuple[int, ...]) -> datetime | None:
    return next((moment for key in keys if (moment := time(properties, key))), None)
