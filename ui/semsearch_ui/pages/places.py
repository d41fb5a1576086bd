"""The pages in the order of the sidebar. To add one, add its `Place`; docs/window.md tells the rest."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from PySide6.QtCore import QCoreApplication

from semsearch_ui import models, operations, presentation, widgets
from semsearch_ui.desk import Desk
from semsearch_ui.pages.page import Page

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Place:
    """A page's name for itself, its drawing (resources/icons), its title, the module and the class that it is, and
    other words by which the palette finds it."""

    key: str
    icon: str
    title: str
    module: str
    kind: str
    also: str = ""

    def load(self) -> Callable[[Desk], Page]:
        """What makes the page; imported now, so that the window opens sooner."""
        kind: Callable[[Desk], Page] = getattr(import_module(f"semsearch_ui.pages.{self.module}"), self.kind)
        return kind


def places() -> tuple[Place, ...]:
    """Titles are in the language of the moment."""
    return (
        Place("search", "search", translate("Places", "Search"), "search_page", "SearchPage"),
        Place("duplicates", "duplicates", translate("Places", "Duplicates"), "duplicates_page", "DuplicatesPage"),
        Place("topics", "topics", translate("Places", "Topics"), "topics_page", "TopicsPage"),
        Place("folders", "folders", translate("Places", "Folders"), "sources_page", "SourcesPage"),
        Place(
            "settings", "settings", translate("Places", "Settings"), "settings_page", "SettingsPage",
            translate("Places", "language appearance theme options preferences"),
        ),
    )  # fmt: skip


def load_parts() -> Iterator[None]:
    """Import what pages are built from, a module at each step: all that one page needs would hold up the window."""
    for room in (presentation, models, operations, widgets):
        for module in iter_modules(room.__path__):
            import_module(f"{room.__name__}.{module.name}")
            yield
