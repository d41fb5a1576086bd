"""What servers put above each mail that comes from outside: a warning of its sender, its links and its attachments."""

import re
from collections.abc import Sequence

from semsearch.clean import phrases
from semsearch.clean.phrases import any_of

_MOST_LINES, _MOST_CHARACTERS = 8, 700
_OPENING = re.compile(rf"\W*(?:{any_of(phrases.OPENS_BANNER)})(?!\w)", re.IGNORECASE)
_TAG = re.compile(rf"\W*{any_of(phrases.BANNER_TAGS)}\W*$", re.IGNORECASE)


def banner_end(lines: Sequence[str]) -> int:
    """The line below the warning at the beginning of a text; 0 where there is none."""
    start = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    end = next((at for at in range(start, len(lines)) if not lines[at].strip()), len(lines))
    if end - start > _MOST_LINES:
        end = start + 1  # nothing parts it from the text, as in tables
    text = " ".join(lines[start:end])[:_MOST_CHARACTERS]
    if start == len(lines) or not _OPENING.match(text):
        return 0
    said = text.lower()
    warns = any(word in said for word in phrases.OUTSIDE) and any(word in said for word in phrases.AT_RISK)
    return end if warns or _TAG.match(text) else 0
