"""How long operations report progress and are cancelled."""

from dataclasses import dataclass
from typing import Literal, Protocol

Phase = Literal[
    "watch", "check", "rescue", "copy", "model", "scan", "extract", "encode", "index", "compare", "meaning", "group",
    "name", "place", "apply",
]  # fmt: skip
"""The phase of an operation; "watch" is waiting for changes, "check" what `doctor` does, "rescue" reading what a
damaged catalogue still tells, "copy" writing a catalogue to another file, in megabytes, "meaning" comparing vectors, in
tiles of the square of pairs, "place" giving documents their places on a map, "apply" putting duplicates out of the way,
or back."""


@dataclass(frozen=True, slots=True)
class Step:
    """``done`` of ``total`` items of a phase; ``total`` is None while it is unknown. ``note`` is for display."""

    phase: Phase
    done: int
    total: int | None = None
    note: str = ""


class Progress(Protocol):
    """Called often, on the thread that does the work. Raising `Cancelled` in it stops the operation."""

    def __call__(self, step: Step, /) -> None: ...


def silent(step: Step, /) -> None:
    """A `Progress` that reports to nobody."""
