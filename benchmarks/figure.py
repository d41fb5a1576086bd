"""A measurement of semsearch and a peer, as JSON and as a row in the table of docs/performance.md."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from benchmarks.machine import BUSY, Machine, described

START = "<!-- benchmarks: start -->"
END = "<!-- benchmarks: end -->"


def today() -> str:
    """The date in UTC, as in "2026-11-26"."""
    return datetime.now(UTC).date().isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measurement. ``ratio`` is ours divided by the peer's; ``goal`` is a bound on the ratio or on our own number,
    depending on ``bounds``. ``command`` repeats the measurement; ``load`` is the load average before it."""

    name: str
    what: str
    unit: str
    ours: float
    peer: float | None = None
    peer_name: str = "none"
    bounds: Literal["ratio", "ours"] = "ours"
    goal: tuple[Literal[">=", "<=", "<"], float]
    dataset: str
    remark: str
    load: float
    date: str = field(default_factory=today)

    @property
    def ratio(self) -> float | None:
        return self.ours / self.peer if self.peer else None

    @property
    def met(self) -> bool:
        sign, limit = self.goal
        value = self.ratio if self.bounds == "ratio" else self.ours
        if value is None:
            return False
        return value >= limit if sign == ">=" else value <= limit if sign == "<=" else value < limit

    @property
    def command(self) -> str:
        return f".venv/bin/python -m benchmarks.run {self.name}"


def as_json(on: Machine, figures: Sequence[Figure], quality: Sequence[Mapping[str, Any]]) -> str:
    rows = [
        asdict(figure) | {"ratio": figure.ratio, "met": figure.met, "command": figure.command} for figure in figures
    ]
    return json.dumps({"machine": asdict(on), "figures": rows, "quality": list(quality)}, indent=2, ensure_ascii=False)


def from_json(text: str) -> list[Figure]:
    """The figures of an earlier run."""
    derived = {"ratio", "met", "command"}
    found = []
    for row in json.loads(text)["figures"]:
        fields = {key: value for key, value in row.items() if key not in derived}
        found.append(Figure(**(fields | {"goal": tuple(fields["goal"])})))
    return found


def markdown(on: Machine, figures: Sequence[Figure]) -> str:
    """The machine, a table of the figures, and how each was measured."""
    lines = [described(on), ""]
    lines += [
        "| figure | semsearch | peer | ratio | goal | met | measured |",
        "| --- | ---: | ---: | ---: | --- | --- | --- |",
    ]
    lines += [_line(figure) for figure in figures]
    lines.append("")
    for figure in figures:
        lines.append(
            f"- **{figure.what}**: `{figure.command}`, on {figure.dataset}; peer: {figure.peer_name}. {figure.remark}"
        )
    return "\n".join(lines)


def write_between(file: Path, text: str, start: str = START, end: str = END) -> None:
    """Replace the text between two markers in a file.

    Raises:
        ValueError: a marker is missing.
    """
    page = file.read_text(encoding="utf-8")
    before, opening, rest = page.partition(start)
    _, closing, after = rest.partition(end)
    if not opening or not closing:
        raise ValueError(f"{file} lacks the marks {start} and {end}")
    file.write_text(f"{before}{start}\n{text}\n{end}{after}", encoding="utf-8")


def _line(figure: Figure) -> str:
    sign, limit = figure.goal
    shown = "ratio" if figure.bounds == "ratio" else figure.unit
    busy = f", busy (load {figure.load:.1f})" if figure.load > BUSY else f" (load {figure.load:.1f})"
    peer = "" if figure.peer is None else f"{_number(figure.peer)} {figure.unit}"
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    goal = f"{shown} {sign} {_number(limit)}"
    met = "yes" if figure.met else "**no**"
    ours = f"{_number(figure.ours)} {figure.unit}"
    return f"| {figure.what} | {ours} | {peer} | {ratio} | {goal} | {met} | {figure.date}{busy} |"


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"
