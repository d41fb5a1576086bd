"""Rules that choose which member of a group to keep; the first rule that decides wins. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from semsearch.clean import is_forward
from semsearch.errors import UsageError
from semsearch.records import DuplicateCandidate
from semsearch.settings import absolute

_RULES: Mapping[str, Callable[[DuplicateCandidate], float]] = {
    "newest": lambda document: -document.date.timestamp() if document.date else float("inf"),
    "oldest": lambda document: document.date.timestamp() if document.date else float("inf"),
    "longest": lambda document: -document.length,
    "attachments": lambda document: -len(document.attachments),
    "original": lambda document: is_forward(document.title),
}
FOLDER = "folder:"
"""The prefix of the rule that prefers documents below a folder: "folder:PATH"."""

KEEP_RULES = (*_RULES, f"{FOLDER}PATH")
"""The names of the rules. "original" prefers mails that are not forwarded."""


@dataclass(frozen=True, slots=True)
class KeepRules:
    """An ordered list of rules, each mapping a document to a number: the lowest is kept."""

    rules: tuple[Callable[[DuplicateCandidate], float], ...]

    @classmethod
    def parse(cls, listed: str) -> "KeepRules":
        """Rules from a comma-separated list such as ``original,longest,folder:~/Archive``.

        Raises:
            UsageError: there is no rule of that name.
        """
        return cls(tuple(_rule(name.strip()) for name in listed.split(",") if name.strip()))

    def key(self, document: DuplicateCandidate) -> tuple[object, ...]:
        """The sort key; the document with the lowest is kept. Ties are broken independently of the order of
        indexing."""
        tie = (document.path, document.part or "", document.id)
        return (*(rule(document) for rule in self.rules), *tie)


def _rule(name: str) -> Callable[[DuplicateCandidate], float]:
    if name.startswith(FOLDER) and len(name) > len(FOLDER):
        folder = PurePath(absolute(name.removeprefix(FOLDER)))
        return lambda document: folder not in PurePath(document.path).parents
    try:
        return _RULES[name]
    except KeyError:
        raise UsageError(f"there is no rule {name!r} for the member to keep; use {', '.join(KEEP_RULES)}") from None
