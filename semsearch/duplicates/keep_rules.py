"""Rules that choose which member of a group to keep; the first rule that decides wins. Pure."""

from collections.abc import Callable, Mapping
from pathlib import PurePath

from semsearch.clean.normal import is_forward
from semsearch.errors import UsageError
from semsearch.records import DuplicateCandidate
from semsearch.settings import absolute

Preference = Callable[[DuplicateCandidate], tuple[object, ...]]
"""A sort key; the document with the lowest is kept."""

_RULES: Mapping[str, Callable[[DuplicateCandidate], float]] = {
    "newest": lambda document: -document.date.timestamp() if document.date else float("inf"),
    "oldest": lambda document: document.date.timestamp() if document.date else float("inf"),
    "longest": lambda document: -document.length,
    "attachments": lambda document: -len(document.attachments),
    "original": lambda document: is_forward(document.title),
}
_FOLDER = "folder:"  # prefers documents below the folder that follows


def preference(listed: str) -> Preference:
    """The preference by a comma-separated list of rules such as ``original,longest,folder:~/Archive``. Ties are broken
    independently of the order of indexing.

    Raises:
        UsageError: there is no rule of that name.
    """
    rules = [_rule(name.strip()) for name in listed.split(",") if name.strip()]
    return lambda document: (
        *(rule(document) for rule in rules), document.path, document.part or "", document.id,
    )  # fmt: skip


def _rule(name: str) -> Callable[[DuplicateCandidate], float]:
    if name.startswith(_FOLDER) and len(name) > len(_FOLDER):
        folder = PurePath(absolute(name.removeprefix(_FOLDER)))
        return lambda document: folder not in PurePath(document.path).parents
    try:
        return _RULES[name]
    except KeyError:
        known = ", ".join([*_RULES, f"{_FOLDER}PATH"])
        raise UsageError(f"there is no rule {name!r} for the member to keep; use {known}") from None
