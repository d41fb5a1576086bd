"""The order in which hits are listed: by relevance or date, mails of a thread together if one likes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from semsearch.records import Hit

Order: TypeAlias = Literal["relevance", "newest", "oldest"]

ORDERS: tuple[Order, ...] = ("relevance", "newest", "oldest")
NEAREST = 3
"""Hits that are probably unrelated, and listed all the same."""

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list. ``inside`` is whether it stands below another one of its thread, ``more`` how many stand
    below it; ``first_weak`` whether those that are probably unrelated begin here; ``ranked`` whether its relevance says
    something: not where nothing was asked for in words."""

    hit: Hit
    inside: bool = False
    more: int = 0
    first_weak: bool = False
    ranked: bool = True

    @property
    def weak(self) -> bool:
        """Whether it is probably unrelated to what was asked for."""
        return self.ranked and self.hit.below_floor


def near(hits: Sequence[Hit]) -> list[Hit]:
    """Hits without those that are probably unrelated, but for the nearest few."""
    weak = [hit for hit in hits if hit.below_floor]
    return [hit for hit in hits if not hit.below_floor] + weak[:NEAREST]


def arranged(
    hits: Sequence[Hit], order: Order = "relevance", *, threads: bool = False, ranked: bool = True
) -> list[Row]:
    """Rows in order. Those probably unrelated come last, whatever the order; a thread stands where its first does."""
    strong = _ordered([hit for hit in hits if not hit.below_floor], order)
    weak = _ordered([hit for hit in hits if hit.below_floor], order)
    rows = _grouped(strong, threads=threads)
    for at, row in enumerate(_grouped(weak, threads=threads)):
        rows.append(replace(row, first_weak=at == 0))
    return rows if ranked else [replace(row, ranked=False) for row in rows]


def _ordered(hits: list[Hit], order: Order) -> list[Hit]:
    if order == "relevance":
        return hits
    known = [hit for hit in hits if hit.date is not None]
    known.sort(key=lambda hit: hit.date or _NEVER, reverse=order == "newest")
    return known + [hit for hit in hits if hit.date is None]


def _grouped(hits: list[Hit], *, threads: bool) -> list[Row]:
    if not threads:
        return [Row(hit) for hit in hits]
    of_thread: dict[str, list[Hit]] = {}
    for hit in hits:
        of_thread.setdefault(hit.thread_id or f"#{hit.id}", []).append(hit)
    rows: list[Row] = []
    for first, *others in of_thread.values():
        rows.append(Row(first, more=len(others)))
        rows += [Row(hit, inside=True) for hit in others]
    return rows
