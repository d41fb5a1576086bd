"""What is done about duplicates, on a person's word."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Deed = Literal["trash", "move", "hide", "skip"]
"""To the system's trash, to a folder, out of search alone, or nothing."""


@dataclass(frozen=True, slots=True)
class ActedOn:
    """One document, and what was done or would be done with it, in ``target``, and why otherwise than asked for."""

    id: int
    path: str
    part: str | None
    deed: Deed
    size: int = 0
    target: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ActionReport:
    """All that was done together; ``batch`` is None where it was only tried, or nothing was done."""

    dry_run: bool
    batch: int | None
    items: tuple[ActedOn, ...]

    @property
    def count(self) -> int:
        """Documents that are out of the way now."""
        return sum(item.deed != "skip" for item in self.items)


@dataclass(frozen=True, slots=True)
class LoggedAction:
    """A line of the log."""

    batch: int
    deed: Deed
    path: str
    part: str | None
    target: str | None
    made: datetime
    undone: bool
