"""Which member of a group is kept: rules in order, the first that decides. Pure."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from semsearch.clean import is_forward
from semsearch.errors import UsageError
from semsearch.records import DuplicateCandidate

_RULES: Mapping[str, Callable[[DuplicateCandidate], float]] = {
    "newest": lambda document: -document.date.timestamp() if document.date else float("inf"),
    "oldest": lambda document: document.date.timestamp() if document.date else float("inf"),
    "longest": lambda document: -document.length,
    "attachments": lambda document: -len(document.attachments),
    "original": lambda document: is_forward(document.title),
}
FOLDER = "folder:"
KEEP_RULES = (*_RULES, f"{FOLDER}PATH")
"""What may stand in a list of rules. "original" prefers what was not forwarded, "folder:PATH" what lies below PATH."""


@dataclass(frozen=True, slots=True)
class KeepRules:
    """Rules as a person lists them: "original,longest,folder:~/Archive"."""

    rules: tuple[Callable[[DuplicateCandidate], float], ...]

    @classmethod
    def parse(cls, listed: str) -> "KeepRules":
        """Raises:
        UsageError: there is no such rule.
        """
        return cls(tuple(_rule(name.strip()) for name in listed.split(",") if name.strip()))

    def key(self, document: DuplicateCandidate) -> tuple[object, ...]:
        """The lowest is kept. Ties are broken by what does not depend on the order of indexing."""
        tie = (document.path, document.part or "", document.id)
        return (*(rule(document) for rule in self.rules), *tie)


def _rule(name: str) -> Callable[[DuplicateCandidate], float]:
    if name.startswith(FOLDER) and len(name) > len(FOLDER):
        folder = PurePath(os.path.abspath(os.path.expanduser(name.removeprefix(FOLDER))))  # noqa: PTH100, PTH111
        return lambda document: folder not in PurePath(document.path).parents
    try:
        return _RULES[name]
    except KeyError:
        raise UsageError(f"there is no rule {name!r} for the member to keep; use {', '.join(KEEP_RULES)}") from None
