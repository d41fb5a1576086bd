"""Chats cut into conversations: messages with little time between them, each a document of its own with its date."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise

from semsearch.extract.characters import file_name, one_line, tidy
from semsearch.extract.reading import Reading

_PAUSE = timedelta(hours=6)
_SHORTEST, _LONGEST = 500, 10_000
"""Characters of a conversation: a pause does not end it with fewer, and with more it ends without one."""

_MOST_NAMED = 3
"""Of those who talk, so many are in the title of a conversation whose chat has no name."""

# Of WhatsApp: "[05.03.24, 12:34:56] Anna: Hello" or "3/5/24, 1:23 PM - Anna: Hello"; logs of servers have no comma.
_LOGGED = re.compile(
    r"^\u200e?\[?(\d{1,4})[./-](\d{1,2})[./-](\d{2,4}), (\d{1,2}):(\d\d)(?::(\d\d))?(?:[ \u202f]?([ap])\.? ?m\.?)?"
    r"(?:\]| -) (?:\u200e?([^:\n]{1,60}): )?",
    re.MULTILINE | re.IGNORECASE,
)
_ORDERS = ((2, 1, 0), (2, 0, 1), (0, 1, 2))
"""Where the year, the month and the day may stand."""

_FEWEST_LOGGED = 3


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody said, and when. ``name`` is "" where nothing tells who."""

    moment: datetime
    name: str
    text: str


def conversations(chat: str, messages: Iterable[Message], beside: str = "") -> Iterator[tuple[str, Reading]]:
    """The conversations of the chat of this name, which may be "", oldest first, each under the name of a file.
    `beside` is what else is known of the chat; it comes before the first."""
    for talk in _cut(sorted(messages, key=lambda message: message.moment)):
        day = f"{talk[0].moment:%Y-%m-%d}"
        names = list(dict.fromkeys(message.name for message in talk if message.name))
        about = one_line(chat) or ", ".join(names[:_MOST_NAMED])
        title = f"{about}, {day}" if about else day
        text = "\n\n".join(filter(None, (beside, *_told(talk))))
        yield file_name(title, ".txt"), Reading(tidy(text), title, date=talk[0].moment, sender="; ".join(names))
        beside = ""


def logged(text: str) -> list[Message]:
    """The messages of a chat that was exported as plain text; none of any other text."""
    found = list(_LOGGED.finditer(text))
    if len(found) < _FEWEST_LOGGED or text[: found[0].start()].strip() or not any(line[8] for line in found):
        return []
    read = [[moment for line in found if (moment := _moment(line, order))] for order in _ORDERS]
    moments = max(read, key=lambda each: (len(each), sum(earlier <= later for earlier, later in pairwise(each))))
    if len(moments) < len(found):
        return []
    ends = [*(line.start() for line in found[1:]), len(text)]
    return [
        Message(moment, " ".join((line[8] or "").split()), text[line.end() : end].strip())
        for moment, line, end in zip(moments, found, ends, strict=True)
    ]


def _moment(line: "re.Match[str]", order: tuple[int, int, int]) -> datetime | None:
    """When a line was written, if year, month and day stand in these places."""
    year, month, day = (int(line[1 + place]) for place in order)
    hour, minute, second = (int(number or 0) for number in line.group(4, 5, 6))
    if line[7]:
        hour = hour % 12 + (12 if line[7] in "Pp" else 0)
    try:
        return datetime(year + 2000 if year < 100 else year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def _cut(messages: list[Message]) -> Iterator[list[Message]]:
    talk: list[Message] = []
    length = 0
    for message in messages:
        paused = bool(talk) and message.moment - talk[-1].moment >= _PAUSE
        if length > (_SHORTEST if paused else _LONGEST):
            yield talk
            talk, length = [], 0
        talk.append(message)
        length += len(message.text)
    if talk:
        yield talk


def _told(talk: list[Message]) -> Iterator[str]:
    """Each day, and below it what was said, what one says in a row together."""
    for day, said in groupby(talk, lambda message: f"{message.moment:%Y-%m-%d}"):
        yield day
        for name, row in groupby(said, lambda message: message.name):
            text = "\n".join(message.text for message in row)
            yield f"{name}: {text}" if name else text
