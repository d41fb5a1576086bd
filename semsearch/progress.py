"""How a long operation tells where it is, and learns that it should stop."""

from dataclasses import dataclass
from typing import Literal, Protocol

Phase = Literal["watch", "model", "scan", "extract", "encode", "index", "compare"]
"""What is going on; in "watch" there is nothing to do until something changes."""


@dataclass(frozen=True, slots=True)
class Step:
    """One report: ``done`` of ``total`` items of a phase; ``total`` is None while it is not known."""

    phase: Phase
    done: int
    total: int | None = None
    note: str = ""


class Progress(Protocol):
    """Called often, from the thread that does the work. It may raise `Cancelled`, and the operation stops there."""

    def __call__(self, step: Step, /) -> None: ...


def silent(step: Step, /) -> None:
    """Tells nobody."""
