"""Texts with questions about them, in both languages, written for adapting the encoder (`written/`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from semsearch.language.letters import is_cyrillic

FOLDER = Path(__file__).parent / "written"
_LINE = re.compile(r"([erks]):\s+(.+)")


@dataclass(slots=True)
class Written:
    """A text with what is asked about it. ``english`` and ``russian`` are questions, some in wholly other words, and
    ``retold`` is the same matter told by somebody else. ``cluster`` numbers texts that are about nearly the same."""

    cluster: int
    title: str
    text: str = ""
    english: list[str] = field(default_factory=list)
    russian: list[str] = field(default_factory=list)
    retold: list[str] = field(default_factory=list)


def read_written(folder: Path = FOLDER) -> list[Written]:
    """All texts of a folder, in the order of files and lines; `written/README.md` describes the format."""
    clusters = (part for file in sorted(folder.glob("*.txt")) for part in file.read_text("utf-8").split("\n===\n"))
    return [text for number, cluster in enumerate(clusters) for text in _texts(number, cluster)]


def _texts(number: int, cluster: str) -> Iterator[Written]:
    for block in re.split(r"^@", cluster, flags=re.MULTILINE)[1:]:
        title, *lines = block.rstrip().split("\n")
        text = Written(number, title.strip())
        body: list[str] = []
        for line in lines:
            found = _LINE.fullmatch(line)
            if found is None:
                body.append(line)
            elif found[1] == "s":
                text.retold.append(found[2])
            else:
                (text.russian if is_cyrillic(found[2]) else text.english).append(found[2])
        text.text = "\n".join(body).strip()
        if text.text and text.english and text.russian:
            yield text
