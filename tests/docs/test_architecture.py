"""What docs/architecture.md says of the code."""

import pkgutil
import re
from pathlib import Path

import pytest

import semsearch

PAGE = (Path(__file__).parents[2] / "docs" / "architecture.md").read_text(encoding="utf-8")
PARTS = {module.name for module in pkgutil.iter_modules(semsearch.__path__)}
NAMED = {name for name in re.findall(r"`([a-z_]+(?:\.\w+)+)(?<!\.py)`", PAGE) if name.split(".")[0] in PARTS}


@pytest.mark.parametrize("name", sorted(NAMED))
def test_what_it_names_is_there(name: str) -> None:
    assert pkgutil.resolve_name(f"semsearch.{name}")
