"""Actions on duplicates."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Deed = Literal["trash", "move", "hide", "skip"]
"""Moved to the system's trash, moved to a folder, hidden from search, or left alone."""


@dataclass(frozen=True, slots=True)
class ActedOn:
    """One document and what was, or would be, done with it. ``target`` is its new path; ``reason`` says why something
    other than the requested action was done."""

    id: int
    path: str
    part: str | None
    deed: Deed
    size: int = 0
    target: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ActionReport:
    """The actions of one batch; ``batch`` is None for a dry run and if nothing was done."""

    dry_run: bool
    batch: int | None
    items: tuple[ActedOn, ...]

    @property
    def count(self) -> int:
        """The number of documents moved or hidden."""
        return sum(item.deed != "skip" for item in self.items)


@dataclass(frozen=True, slots=True)
class LoggedAction:
    """An entry of the log of actions. ``target`` is where the file was moved to, None if that is unknown."""

    id: int
    batch: int
    deed: Deed
    path: str
    part: str | None
    target: str | None
    made: datetime
    undone: bool
