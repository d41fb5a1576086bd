"""Which titles in the metadata of a document are worth showing."""

import re
from pathlib import PurePath

from semsearch.extract.characters import one_line

_PRODUCER_NOISE = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)\b|untitled\b|unknown$|\(?(?:anonymous|unspecified)\)?$|"
    r"без имени|без названия|безымянный\b|(?:документ|document|презентация|presentation) ?\d*$|"
    r"(?:slide|page|new) ?\d*$|(?:my )?title$|"
    r"(?:powerpoint presentation|презентация powerpoint|ocr document)$|"
    # Word takes the first line for the title: a heading, or who publishes it.
    r"(?:table of )?contents$|содержание$|оглавление$|министерство \w+ и \w+|"
    r"министерство (?:[\w,]+(?: |$)){1,12}$|минобрнауки(?: россии| рф)?$|федеральное агентство (?:\w+(?: |$)){1,6}$|"
    r"(?:федеральное )?государственное (?:\w+ ){0,3}учреждение|"
    r".*\.(?:docx?|dvi|tex|indd|qxd|pages|rtf|odt|xlsx?|pptx?|pdf|html?|txt|fm)$)",
    re.IGNORECASE,
)
_KEY = re.compile(r"[\w-]{40,}", re.ASCII)
"""What a program made up to tell a file from all others."""


def sensible_title(title: str, name: str) -> str:
    """`title` on one line, or "" where a program left it there: its own name, a file's name, a placeholder."""
    title = one_line(title).rstrip(":_ ")
    letters = sum(character.isalpha() for character in title)
    is_noise = _PRODUCER_NOISE.match(title) or _KEY.fullmatch(title)
    if letters < 3 or is_noise or title.lower() == PurePath(name).stem.lower():
        return ""
    return title[:300]
