"""The pages in the order of the sidebar. To add one, add its `Place`; docs/window.md tells the rest."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from semsearch_ui.desk import Desk
from semsearch_ui.pages.page import Page

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Place:
    """A page's name for itself, its drawing (resources/icons), its title, and what makes it."""

    key: str
    icon: str
    title: str
    make: Callable[[Desk], Page]


def places() -> tuple[Place, ...]:
    """Titles are in the language of the moment. Pages are imported when they are made: the window opens sooner."""
    return (
        Place("search", "search", translate("Places", "Search"), _search),
        Place("duplicates", "duplicates", translate("Places", "Duplicates"), _duplicates),
        Place("topics", "topics", translate("Places", "Topics"), _topics),
        Place("folders", "folders", translate("Places", "Folders"), _folders),
        Place("settings", "settings", translate("Places", "Settings"), _settings),
    )


def _search(desk: Desk) -> Page:
    from semsearch_ui.pages.search_page import SearchPage

    return SearchPage(desk)


def _duplicates(desk: Desk) -> Page:
    from semsearch_ui.pages.duplicates_page import DuplicatesPage

    return DuplicatesPage(desk)


def _topics(desk: Desk) -> Page:
    from semsearch_ui.pages.topics_page import TopicsPage

    return TopicsPage(desk)


def _folders(desk: Desk) -> Page:
    from semsearch_ui.pages.sources_page import SourcesPage

    return SourcesPage(desk)


def _settings(desk: Desk) -> Page:
    from semsearch_ui.pages.settings_page import SettingsPage

    return SettingsPage(desk)
