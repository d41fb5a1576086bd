"""The colours of the window: one set for light and one for dark, with one accent."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Role: TypeAlias = Literal["text", "muted", "accent", "on_accent", "border"]
"""The colours that drawings have, by their names in `Colours`."""


@dataclass(frozen=True, slots=True)
class Colours:
    """What each colour is for. Text on its ground has a contrast of 4.5 or more (WCAG AA), marks 3 or more (WCAG
    1.4.11); tests hold them to it. In charts, ``categories`` differ as much as they can, ``steps`` go from old to new,
    and ``others`` stays behind them."""

    window: str
    surface: str
    hover: str
    border: str
    field: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_hover: str
    selected: str
    mark: str
    on_mark: str
    danger: str
    danger_ground: str
    categories: tuple[str, ...]
    steps: tuple[str, ...]
    others: str


LIGHT = Colours(
    window="#f3f5f5", surface="#ffffff", hover="#eaeeee", border="#d9dfdf", field="#8a9696", text="#182022",
    muted="#56626a", accent="#0b6e75", on_accent="#ffffff", accent_hover="#095b61", selected="#dcefef",
    mark="#ffe8a3", on_mark="#182022", danger="#a8241c", danger_ground="#fcebe9",
    categories=("#0b6e75", "#c8453b", "#7a55b5", "#b26a00", "#2f7d32", "#2368b5", "#a1338a", "#6b7300", "#8a5a3c",
                "#4a6072"),
    steps=("#3b2a7a", "#2f5fa8", "#1f8489", "#4c8a2b", "#b26a00", "#c8322b"),
    others="#8a9696",
)  # fmt: skip
DARK = Colours(
    window="#15191b", surface="#1c2224", hover="#272f32", border="#323b3e", field="#6f7d82", text="#e6ebec",
    muted="#a4b0b4", accent="#5cc6ca", on_accent="#06292b", accent_hover="#7ad4d7", selected="#17393c",
    mark="#5d4a10", on_mark="#ffedb8", danger="#ff9389", danger_ground="#3a2120",
    categories=("#5cc6ca", "#ff8d83", "#b9a0f0", "#f5b759", "#86cc88", "#78b4f5", "#f09adb", "#cfd46a", "#d9ab8c",
                "#a9bccb"),
    steps=("#9a8cf0", "#6fa8ee", "#4fc3c0", "#96cc62", "#f5b759", "#ff7f74"),
    others="#6f7d82",
)  # fmt: skip
