"""One palette for light and one for dark, with one accent colour."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Role: TypeAlias = Literal["text", "muted", "accent", "on_accent", "border"]
"""The colours that drawings have, by their names in `Colours`."""


@dataclass(frozen=True, slots=True)
class Colours:
    """What each colour is for. Text on its ground has a contrast of 4.5 or more (WCAG AA); a test holds them to it."""

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


LIGHT = Colours(
    window="#f3f5f5", surface="#ffffff", hover="#eaeeee", border="#d9dfdf", field="#8a9696", text="#182022",
    muted="#56626a", accent="#0b6e75", on_accent="#ffffff", accent_hover="#095b61", selected="#dcefef",
    mark="#ffe8a3", on_mark="#182022", danger="#a8241c", danger_ground="#fcebe9",
)  # fmt: skip
DARK = Colours(
    window="#15191b", surface="#1c2224", hover="#272f32", border="#323b3e", field="#6f7d82", text="#e6ebec",
    muted="#a4b0b4", accent="#5cc6ca", on_accent="#06292b", accent_hover="#7ad4d7", selected="#17393c",
    mark="#5d4a10", on_mark="#ffedb8", danger="#ff9389", danger_ground="#3a2120",
)  # fmt: skip
