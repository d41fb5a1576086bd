"""The docstring of each package is a map of its modules."""

import re
from pathlib import Path

import pytest

import semsearch
import semsearch_ui

ROOTS = [Path(package.__path__[0]) for package in (semsearch, semsearch_ui)]
FAMILIES = {"archives", "charsets", "office", "printed", "process", "texts", "models", "operations", "pages",
            "presentation", "widgets", "records", "migrations", "versions"}  # fmt: skip
"""Packages whose modules are alike, such as one for each format: their names are the map."""

PACKAGES = [init.parent for root in ROOTS for init in root.rglob("__init__.py") if init.parent.name not in FAMILIES]


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda folder: folder.name)
def test_a_package_names_all_of_its_modules(folder: Path) -> None:
    told = set(re.findall(r"\w+", (folder / "__init__.py").read_text(encoding="utf-8").split('"""')[1]))

    modules = {file.stem for file in folder.glob("[!_]*.py")}
    modules |= {init.parent.name for init in folder.glob("*/__init__.py")}

    assert modules <= told
