"""Colours of charts. On the ground of their scheme each has a contrast of 3 or more, as marks need (WCAG 1.4.11)."""

from dataclasses import dataclass

from semsearch_ui.theme import Scheme


@dataclass(frozen=True, slots=True)
class ChartColours:
    """``categories`` differ as much as they can; ``steps`` go from old to new; ``others`` stays behind them."""

    categories: tuple[str, ...]
    steps: tuple[str, ...]
    others: str


_LIGHT = ChartColours(
    categories=("#0b6e75", "#c8453b", "#7a55b5", "#b26a00", "#2f7d32", "#2368b5", "#a1338a", "#6b7300", "#8a5a3c",
                "#4a6072"),
    steps=("#3b2a7a", "#2f5fa8", "#1f8489", "#4c8a2b", "#b26a00", "#c8322b"),
    others="#8a9696",
)  # fmt: skip
_DARK = ChartColours(
    categories=("#5cc6ca", "#ff8d83", "#b9a0f0", "#f5b759", "#86cc88", "#78b4f5", "#f09adb", "#cfd46a", "#d9ab8c",
                "#a9bccb"),
    steps=("#9a8cf0", "#6fa8ee", "#4fc3c0", "#96cc62", "#f5b759", "#ff7f74"),
    others="#6f7d82",
)  # fmt: skip


def chart_colours(scheme: Scheme) -> ChartColours:
    return _DARK if scheme == "dark" else _LIGHT
