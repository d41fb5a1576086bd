"""One mail that tries all that HTML mail can try, indexed and opened in the whole window: nothing comes of it."""

import http.server
import os
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QImage, QTextCursor
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from semsearch.library import Library
from semsearch_ui.main_window import MainWindow
from semsearch_ui.pages.search_page import SearchPage
from semsearch_ui.widgets.dialogs import Consent
from semsearch_ui.widgets.safe_browser import SafeBrowser
from tests.ui.children import at_rest, child
from tests.ui.conftest import WindowOpener

pytestmark = pytest.mark.usefixtures("unwatched")

RED = "#ff0000"


class Server(http.server.ThreadingHTTPServer):
    """Counts who comes by, whatever is asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.visits: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Server)
        self.server.visits.append(self.path)
        self.send_response(200)
        self.end_headers()

    do_POST = do_HEAD = do_OPTIONS = do_GET  # noqa: N815 - as http.server calls them

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as made:
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of the person that a mail would like to show or to read: a red picture, a text, a style. Read in the year
    1970 for the last time, as far as their times tell."""
    folder = tmp_path_factory.mktemp("secrets")
    picture = QImage(60, 60, QImage.Format.Format_RGB32)
    picture.fill(QColor(RED))
    assert picture.save(str(folder / "red.png"))
    (folder / "passwords.txt").write_text("hunter2")
    (folder / "passwords.html").write_text("<p>hunter2</p>")
    (folder / "style.css").write_text(f"p {{ color: {RED}; }}")
    for file in folder.iterdir():
        os.utime(file, (1, 2))  # read before it was written: then every reading is noted, also with `relatime`
    return folder


def ever_read(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if file.stat().st_atime != 1]


REMOTE = (
    '<meta http-equiv="refresh" content="0;url={there}/refresh">',
    '<base href="{there}/base/">',
    '<link rel="stylesheet" href="{there}/style.css">',
    '<link rel="prefetch" href="{there}/prefetch">',
    '<style>@import url("{there}/import.css"); body {{ background-image: url({there}/ground.png); }}</style>',
    "<style>@font-face {{ font-family: F; src: url({there}/font.woff2); }} p {{ font-family: F; }}</style>",
    '<script src="{there}/script.js"></script>',
    '<img src="{there}/pixel.gif?who=you" width="1" height="1">',
    '<img srcset="{there}/one.png 1x, {there}/two.png 2x">',
    '<img src="//127.0.0.1:{port}/relative.png">',
    '<picture><source srcset="{there}/source.webp"><img alt="picture"></picture>',
    '<table background="{there}/table.png"><tr><td background="{there}/cell.png">cell</td></tr></table>',
    '<div style="background: url({there}/div.png)">ground</div>',
    '<div style="background: u\\72l({there}/escaped.png); list-style: url({there}/bullet.png)">escaped</div>',
    '<iframe src="{there}/frame"></iframe>',
    '<object data="{there}/object"></object>',
    '<embed src="{there}/embed">',
    '<video poster="{there}/poster.png" src="{there}/film.mp4"></video>',
    '<audio src="{there}/sound.mp3"></audio>',
    '<svg><image href="{there}/svg.png"/><use href="{there}/use.svg#a"/></svg>',
    '<input type="image" src="{there}/button.png">',
)
LOCAL = (
    '<img src="{secrets}/red.png"><img src="file://{secrets}/red.png"><img src="file://localhost{secrets}/red.png">',
    '<img src="qrc:/qt-project.org/styles/commonstyle/images/standardbutton-ok-32.png">',
    '<link rel="stylesheet" href="file://{secrets}/style.css">',
    '<iframe src="file://{secrets}/passwords.html"></iframe><object data="file://{secrets}/passwords.txt"></object>',
    '<div style="background-image: url(file://{secrets}/red.png)">local ground</div>',
    '<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 1 1%22/%3E">',
)
ACTIVE = (
    '<script>document.write("owned")</script><body onload="document.write(\'owned\')">',
    '<form action="{there}/form"><input name="password"><button>Log in</button><textarea>type here</textarea></form>',
    '<a href="{there}/login">https://bank.example/login</a>',
    '<a href="javascript:alert(1)">a script</a><a href="file://{secrets}/passwords.txt">a file</a>',
    '<a href="data:text/html,owned">a page of its own</a>',
)


@pytest.fixture(scope="module")
def home(server: Server, secrets: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the mail is indexed."""
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = "Your account", "bank@example.org", "you@example.org"
    letter.set_content("Dear customer, the lighthouse account is closed.")
    tries = hostile(server, secrets)
    letter.add_alternative(f"<html><p>Dear customer, the lighthouse account is closed.</p>{tries}</html>", "html")
    mail, made = tmp_path_factory.mktemp("mail"), tmp_path_factory.mktemp("home")
    (mail / "hostile.eml").write_bytes(bytes(letter))
    with Library.open(made) as library:
        library.sources.add([mail])
        library.reindex()
    return made


@pytest.fixture
def window(qtbot: QtBot, open_window: WindowOpener, home: Path) -> MainWindow:
    """The mail, opened."""
    made = open_window(home)
    made.resize(1000, 900)
    at_rest(qtbot, made)
    child(made, SearchPage).search("lighthouse account")
    at_rest(qtbot, made)
    return made


def hostile(server: Server, secrets: Path) -> str:
    places = {"there": server.url, "port": server.server_address[1], "secrets": secrets}
    return "\n".join(one.format(**places) for one in (*REMOTE, *LOCAL, *ACTIVE))


def body_of(window: MainWindow) -> SafeBrowser:
    return child(window.page("search"), SafeBrowser)


def test_nothing_is_fetched_read_or_run(qtbot: QtBot, window: MainWindow, server: Server, secrets: Path) -> None:
    body = body_of(window)
    assert "Dear customer" in body.toPlainText()
    seen = body.grab().toImage()
    body.verticalScrollBar().setValue(body.verticalScrollBar().maximum())
    further = body.grab().toImage()
    qtbot.wait(100)
    assert server.visits == []
    assert ever_read(secrets) == []
    shown = body.toPlainText()
    for never in ("owned", "hunter2", "type here"):
        assert never not in shown
    for image in (seen, further):
        colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
        assert RED not in colours


def test_what_would_have_been_fetched_is_counted(window: MainWindow) -> None:
    note = child(window.page("search"), QLabel, "remote content")
    assert note.isVisible()
    assert int(note.text().rsplit(" ", 1)[1]) >= len(REMOTE) - 1  # a sprite of srcset counts once, prefetch as a link


def test_the_page_asks_nobody_even_unsanitised(qtbot: QtBot, server: Server, secrets: Path) -> None:
    """Should the sanitiser ever let something pass, the view still loads nothing."""
    browser = SafeBrowser()
    qtbot.addWidget(browser)
    browser.resize(600, 600)
    browser.show()
    browser.setHtml(hostile(server, secrets))
    seen = browser.grab().toImage()
    qtbot.wait(100)
    assert server.visits == []
    assert ever_read(secrets) == []
    for never in ("owned", "hunter2"):
        assert never not in browser.toPlainText()
    colours = {seen.pixelColor(x, y).name() for x in range(seen.width()) for y in range(seen.height())}
    assert RED not in colours


def test_a_click_on_a_link_goes_nowhere_by_itself(qtbot: QtBot, server: Server, secrets: Path) -> None:
    browser = SafeBrowser()
    qtbot.addWidget(browser)
    browser.setHtml("<p>Dear customer</p>")
    for target in (server.url, (secrets / "passwords.html").as_uri(), "javascript:alert(1)"):
        browser.anchorClicked.emit(QUrl(target))
    assert browser.toPlainText() == "Dear customer"
    assert server.visits == []


def test_links_tell_where_they_lead_before_they_open(
    qtbot: QtBot, window: MainWindow, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", asked.append)
    body = body_of(window)
    targets = links_in(body)
    assert targets == {f"{server.url}/login"}  # the others lead nowhere a person should go
    click(qtbot, body, "bank.example")
    box = child(window.page("search"), Consent)
    assert "127.0.0.1" in box.heading.text()
    assert box.note.text() == f"{server.url}/login"
    assert asked == []
    assert box.no.isDefault()
    box.no.click()
    assert asked == []
    assert server.visits == []


def links_in(body: SafeBrowser) -> set[str]:
    found = set()
    block = body.document().begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            href = parts.fragment().charFormat().anchorHref()
            if href:
                found.add(href)
            parts += 1
        block = block.next()
    return found


def click(qtbot: QtBot, body: SafeBrowser, words: str) -> None:
    """Click on `words` in the text."""
    at = body.document().find(words)
    assert not at.isNull()
    place = QTextCursor(body.document())
    place.setPosition(at.selectionStart() + 2)
    body.setTextCursor(place)
    body.ensureCursorVisible()
    where = body.cursorRect(place).center() + QPoint(2, 0)
    qtbot.mouseClick(body.viewport(), Qt.MouseButton.LeftButton, pos=where)
