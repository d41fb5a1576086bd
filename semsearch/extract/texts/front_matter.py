"""What stands above a text about it: front matter in YAML or TOML, or lines of headers, as PEPs and pages of Pelican
and MultiMarkdown have them."""

import re
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from semsearch.extract.characters import one_line
from semsearch.extract.dates import date

_FENCED = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.*?)\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADERS = re.compile(r"\A(?:[A-Z][\w-]*:(?:[ \t].*)?\n(?:[ \t]+\S.*\n)*)+(?=\n)")
_TITLE = re.compile(r"^title[ \t]*[:=][ \t]*(?:[>|][+-]?[ \t]*\n[ \t]+)?(\S.*)$", re.MULTILINE | re.IGNORECASE)
_DATE = re.compile(r"^(?:date|created|created_at)[ \t]*[:=][ \t]*(\S.*)$", re.MULTILINE | re.IGNORECASE)
# A property with words, or an item: no date, number or switch.
_IN_WORDS = re.compile(r"(?>[ \t]+|-|.*?[:=][ \t])(?!\W*(?:true|false|null)\W*$).*[^\W\d_]{2}", re.IGNORECASE)

_FOR_THE_SITE = re.compile(r"(?:layout|uuid|lang|permalink|url)\s*[:=]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """``title`` and ``date`` are those it tells, ``said`` its other lines that say something, as tags do; ``below`` is
    the text under it. Headers, which nothing sets apart, stay in the text."""

    below: str
    title: str = ""
    date: datetime | None = None
    said: str = ""


def front_matter(text: str) -> FrontMatter:
    """What is told of a text in Markdown; nothing but the text where it has no front matter."""
    fenced = _FENCED.match(text)
    if fenced is None:
        return headers(text)
    return FrontMatter(text[fenced.end() :], *_told(fenced[2]), _in_words(fenced[2]))


def headers(text: str) -> FrontMatter:
    """What headers tell of a text that begins with some, a title among them."""
    found = _HEADERS.match(text)
    title, moment = _told(found[0]) if found else ("", None)
    return FrontMatter(text, title, moment) if title else FrontMatter(text)


def _told(front: str) -> tuple[str, datetime | None]:
    title, moment = (found[1].strip().strip("\"'") if (found := told.search(front)) else "" for told in (_TITLE, _DATE))
    return one_line(title), date(moment)


def _in_words(front: str) -> str:
    """The lines of front matter that say something, and the names of properties that have several items; but for the
    title, and where on its site a page belongs."""
    lines = [line.rstrip() for line in front.splitlines() if not (_TITLE.match(line) or _FOR_THE_SITE.match(line))]
    return "\n".join(
        line
        for line, below in pairwise([*lines, ""])
        if _IN_WORDS.match(line) or (line.endswith(":") and below.startswith((" ", "-")))
    )
