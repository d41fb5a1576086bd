"""Short messages of a telephone as SMS Backup & Restore writes them: an element for each, its text an attribute."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime

from lxml import etree

from semsearch.extract.characters import one_line
from semsearch.extract.reading import Reading
from semsearch.extract.texts.chats import Message, conversations

_RECEIVED = "1"


def read_sms(root: etree._Element) -> Reading:
    """The messages with each person or service are a chat, cut into conversations. Who sent a message is told where it
    was received."""
    chats: defaultdict[str, list[Message]] = defaultdict(list)
    for element in root.iterchildren("sms", "mms"):
        other = next(filter(None, (_said(element, name) for name in ("contact_name", "address"))), "")
        received = (element.get("type") or element.get("msg_box")) == _RECEIVED
        text = "\n".join(_texts(element))
        moment = _moment(element.get("date", ""))
        if text and moment:
            chats[other].append(Message(moment, other if received else "", text))
    parts = (part for other, messages in chats.items() for part in conversations(other, messages))
    return Reading("", parts=tuple(parts))


def _texts(element: etree._Element) -> Iterator[str]:
    """The body of a message; of one with pictures its subject and the texts among its parts."""
    pieces = [part.get("text", "") for part in element.iter("part") if part.get("ct") == "text/plain"]
    for text in (_said(element, "subject"), _said(element, "sub"), element.get("body") or "", *pieces):
        if text.strip() and text != "null":
            yield text.strip()


def _said(element: etree._Element, name: str) -> str:
    value = one_line(element.get(name) or "")
    return "" if value in ("null", "(Unknown)") else value


def _moment(milliseconds: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(milliseconds) / 1_000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
