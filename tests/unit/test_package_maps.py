"""The docstring of each package is a map of its modules."""

import re
from pathlib import Path

import pytest

import semsearch

PACKAGES = ("cli", "duplicates", "encode", "index", "search", "store", "topics")


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_names_all_of_its_modules(package: str) -> None:
    folder = Path(semsearch.__file__).parent / package
    told = set(re.findall(r"\w+", (folder / "__init__.py").read_text(encoding="utf-8").split('"""')[1]))

    assert {file.stem for file in folder.glob("[!_]*.py")} <= told
