"""The messages of a chat in JSON, whichever program exported it: objects that say who said what and when."""

import mimetypes
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from typing import TypeAlias

from semsearch.extract.characters import paired
from semsearch.extract.dates import date
from semsearch.extract.texts.chats import Message
from semsearch.extract.texts.html import without_markup

Chat: TypeAlias = tuple[str, list[Message], object]
"""The name of a chat, its messages, and what else is in the object that holds them."""

# Telegram, Facebook and Instagram, Slack, Discord, Google, GitHub, Mattermost, ChatGPT.
_NAME = ("from", "sender_name", "sender", "author", "user_profile", "creator", "username", "user", "actor")
_NAME_OF = ("real_name", "display_name", "nickname", "name", "username", "login", "email", "role")
_MOMENT = ("date", "timestamp_ms", "timestamp", "ts", "created_date", "created_at", "create_at", "create_time")
_TEXT = ("text", "content", "message", "body", "parts")
_WRAPPED = ("message", "post")
_CHAT_NAME = ("name", "title", "channel")
_LEFT_OUT = frozenset((*_NAME, *_MOMENT, *_TEXT, "reactions"))
_ID = re.compile(r"(?=\S*\d)[A-Z\d_-]+")
_DOCUMENT = re.compile(r"[^/\\:]+\.\w{2,5}")
_LATEST = 1e11
"""Seconds since 1970; greater numbers are thousandths, or millionths, of them."""

_SAMPLE = 20


def without_chats(value: object) -> tuple[object, list[Chat]]:
    """A value of JSON without the chats in it, and these."""
    chats: list[Chat] = []
    return _without(value, chats), chats


def _without(value: object, chats: list[Chat]) -> object:
    if isinstance(value, list):
        messages, others = _parted(value)
        if not messages:
            return [_without(each, chats) for each in value]
        chats.append(("", messages, others))
        return None
    if not isinstance(value, dict):
        return value
    for key, held in value.items():
        messages, others = _parted(list(held.values()) if isinstance(held, dict) else held)
        if messages:
            chats.append((_first(value, _CHAT_NAME), messages, {**value, key: others}))
            return None
    return {key: _without(each, chats) for key, each in value.items()}


def _parted(held: object) -> tuple[list[Message], list[object]]:
    """The messages with a text in a list of messages, and what else is in it; none of any other list."""
    if not isinstance(held, list) or not any(map(_message, held[:_SAMPLE])):
        return [], []
    read = [(_message(each), each) for each in held]
    others = [each for message, each in read if message is None]
    said = [message for message, _ in read if message is not None and message.text]
    return (said, others) if 2 * len(others) < len(held) else ([], [])


def _message(value: object) -> Message | None:
    if not isinstance(value, dict):
        return None
    for key in _WRAPPED:
        if isinstance(value.get(key), dict):
            return _message(value[key])
    moment = next(filter(None, (_moment(value[key]) for key in _MOMENT if key in value)), None)
    said = next((value[key] for key in _TEXT if key in value), None)
    if moment is None or said is None or not any(key in value for key in _NAME):
        return None
    name = _first(value, _NAME)
    text = without_markup(unescape(whole(_words(said)))).strip()
    told = [text]
    for line in _beside([each for key, each in value.items() if key not in _LEFT_OUT]):
        if not any(line in each for each in (name, *told)):
            told.append(line)
    return Message(moment, "" if _ID.fullmatch(name) else name, "\n".join(filter(None, told)))


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
        while seconds > _LATEST:
            seconds /= 1_000
        return datetime.fromtimestamp(seconds, UTC) if seconds > 0 else None
    except (ValueError, OverflowError, OSError):
        return None


def _words(said: object) -> str:
    """A text, or its pieces: strings, and objects with the text of what is marked."""
    if isinstance(said, list):
        return "".join(map(_words, said))
    if isinstance(said, dict):
        return _words(next((said[key] for key in _TEXT if key in said), ""))
    return said if isinstance(said, str) else ""


def _beside(value: object) -> Iterator[str]:
    """What a person may read in a value: what is forwarded, asked, linked or attached; but no ids, times, types and
    paths."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _beside(each)
    elif isinstance(value, str) and _is_readable(value.strip()):
        yield unescape(whole(value.strip()))


def _is_readable(text: str) -> bool:
    if _DOCUMENT.fullmatch(text):
        kind = mimetypes.guess_type(text)[0] or ""
        return kind.startswith(("text/", "application/"))
    return " " in text and not (text.startswith("(") and text.endswith(")"))  # no file but why it is not there
