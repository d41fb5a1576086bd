"""The messages of a chat in JSON, as some programs export them: objects that say who said what and when."""

import math
import mimetypes
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import unescape
from itertools import islice
from typing import TypeAlias

from semsearch.extract.characters import paired
from semsearch.extract.dates import date
from semsearch.extract.texts.chats import Message
from semsearch.extract.texts.html import html_text

Chat: TypeAlias = tuple[str, list[Message], str]
"""The name of a chat, its messages, and what else is told in the object that holds them."""

_MARKS = (
    ("from_id", "text", "date"),
    ("actor_id", "action", "date"),
    ("sender_name", "timestamp_ms"),
    ("type", "user", "text", "ts"),
    ("bot_id", "text", "ts"),
    ("author", "isPinned", "timestamp"),
    ("creator", "topic_id", "created_date"),
    ("uuid", "sender", "created_at"),
    ("messagetype", "content", "originalarrivaltime"),
)
"""Keys that a message has of Telegram (of people, of its own), of Facebook and Instagram, Slack (of people, of bots),
Discord, Google, Claude, Skype and Teams; the last is of its moment. Authors, dates and texts alone are also those of
reviews, tickets, mails or logs, which say more."""

_WRAPPED = {"post": ("user", "message", "create_at"), "message": ("author", "content", "create_time")}
"""The same of Mattermost and ChatGPT, whose messages are objects in others, under a key."""

_NAME = (
    "displayName", "from", "sender_name", "sender", "author", "user_profile", "creator", "username", "user", "actor",
)  # fmt: skip
_NAME_OF = ("real_name", "display_name", "nickname", "name", "username", "email", "role")
_TEXT = ("text", "content", "message", "parts")
_CHAT_NAME = ("name", "title", "channel", "displayName")
_LEFT_OUT = frozenset((*_NAME, *_TEXT, "reactions"))
_TOLD = frozenset((
    *_TEXT, "question", "title", "performer", "forwarded_from", "link", "href", "first_name", "last_name",
    "phone_number",
))  # fmt: skip
"""Keys of what a person may read also where it is a single word."""

# Of Skype: before who has no name, and what is for its eyes alone: where a quote is from, and where a file was.
_OF_SKYPE = re.compile(r"\d+:(?:live:)?")
_UNREAD = re.compile(r"<legacyquote>.*?</legacyquote>", re.DOTALL)
_FILE_OF_SKYPE = re.compile(r"<URIObject\b.*?<OriginalName v=\"([^\"]*)\".*", re.DOTALL)
_ID = re.compile(r"(?=\S*\d)[A-Z\d_-]+")
_FILE = re.compile(r"[^\\:]+\.\w{2,5}")
_EARLIEST, _LATEST = 1e8, 1e11
"""Seconds since 1970 that are a moment; greater numbers are thousandths, or millionths, of them."""

_SAMPLE = 20


def may_hold_chats(content: bytes) -> bool:
    """Whether JSON has all keys of some program's messages, in UTF-8."""
    return any(all(b'"%s"' % mark.encode() in content for mark in marks) for marks in (*_MARKS, *_WRAPPED.values()))


def take_chats(value: object) -> Iterator[Chat]:
    """The chats in a value of JSON, which is left without them."""
    if isinstance(value, list):
        messages, others = _parted(value)
        if messages:
            yield "", messages, "\n".join(_beside("", others))
            value.clear()
    elif isinstance(value, dict):
        for key, held in value.items():
            messages, others = _parted(held)
            if messages:
                name = _first(value, _CHAT_NAME)
                beside = (line for line in _beside("", {**value, key: others}) if line != name)
                yield name, messages, "\n".join(beside)
                value.clear()
                break
    for each in _entries(value):
        if isinstance(each, dict | list):
            yield from take_chats(each)


def _parted(held: object) -> tuple[list[Message], list[object]]:
    """The messages with a text in a list or an object of messages, and what else is in it; none of any other value."""
    if not any(map(_message, islice(_entries(held), _SAMPLE))):
        return [], []
    read = [(_message(each), each) for each in _entries(held)]
    said = [message for message, _ in read if message is not None and message.text]
    return said, [each for message, each in read if message is None]


def _entries(value: object) -> Iterable[object]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _message(value: object) -> Message | None:
    if not isinstance(value, dict):
        return None
    for key, marks in _WRAPPED.items():
        held = value.get(key)
        if isinstance(held, dict) and all(mark in held for mark in marks):
            return _read(held, marks)
    return next((_read(value, marks) for marks in _MARKS if all(mark in value for mark in marks)), None)


def _read(value: dict[str, object], marks: tuple[str, ...]) -> Message | None:
    """The message in an object with these marks; None where its moment is none."""
    moment = _moment(value[marks[-1]])
    if moment is None:
        return None
    name = _first(value, _NAME)
    if "messagetype" in value:
        name, text = _OF_SKYPE.sub("", name), _skype_text(value)
    else:
        text = unescape(whole(_words(value))).strip()
    rest = {key: each for key, each in value.items() if key not in _LEFT_OUT and key not in marks}
    told = dict.fromkeys((text, *(line for line in _beside("", rest) if line not in text)))
    return Message(moment, "" if _ID.fullmatch(name) else name, "\n".join(filter(None, told)))


def _skype_text(value: dict[str, object]) -> str:
    """What is said in a message of Skype, which is HTML; "" for a call, or who came and went."""
    kind, said = str(value["messagetype"]), str(value["content"] or "")
    if not kind.startswith(("RichText", "Text")):
        return ""
    return html_text(_FILE_OF_SKYPE.sub(r"\1", _UNREAD.sub("<br>", said)))


def whole(text: str) -> str:
    """A string with its letters whole: Facebook writes each byte of UTF-8 as a character."""
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return paired(text)


def _first(value: dict[str, object], keys: tuple[str, ...]) -> str:
    """What is under the first of these keys that has a name."""
    for key in keys:
        held = value.get(key)
        name = held if isinstance(held, str) else _first(held, _NAME_OF) if isinstance(held, dict) else ""
        if name.strip():
            return " ".join(whole(name).split())
    return ""


def _moment(value: object) -> datetime | None:
    if isinstance(value, str) and not value.replace(".", "", 1).isdecimal():
        return date(value)
    try:
        seconds = float(value) if isinstance(value, str | int | float) else 0.0
        while _LATEST < seconds < math.inf:
            seconds /= 1_000
        return datetime.fromtimestamp(seconds, UTC) if _EARLIEST < seconds < math.inf else None
    except OverflowError:
        return None


def _words(said: object) -> str:
    """A text, or its pieces: strings, and objects with the text of what is marked."""
    if isinstance(said, list):
        return "".join(map(_words, said))
    if isinstance(said, dict):
        return _words(next((said[key] for key in _TEXT if key in said), ""))
    return said if isinstance(said, str) else ""


def _beside(key: str, value: object) -> Iterator[str]:
    """What a person may read in a value under a key: what is forwarded, asked, linked or attached; but no ids, times,
    types and paths of pictures."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _beside(name, each)
    elif isinstance(value, list):
        for each in value:
            yield from _beside(key, each)
    elif isinstance(value, str) and (text := _readable(key, value.strip())):
        yield unescape(whole(text))


def _readable(key: str, text: str) -> str:
    """A text, or the name of a document in a path; "" for what nobody reads."""
    kind = mimetypes.guess_type(text)[0] if "://" not in text and _FILE.fullmatch(text) else None
    if kind is not None:
        return text.rpartition("/")[2] if kind.startswith(("text/", "application/")) else ""
    is_excuse = text.startswith("(") and text.endswith(")")  # no file but why it is not there
    return text if (key in _TOLD or " " in text) and not is_excuse else ""
