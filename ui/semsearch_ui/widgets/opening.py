"""Opening what was found: a file in its program, at once if it is harmless, else on the person's word; a link on their
word; a message in the mail program; and showing where a file lies."""

import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from semsearch.child_environment import for_other_programs
from semsearch_ui.presentation.message import breakable
from semsearch_ui.presentation.risk import is_risky
from semsearch_ui.widgets.dialogs import Consent, ask

OPENABLE = frozenset({"http", "https", "mailto"})

translate = QCoreApplication.translate


def ask_if_risky(name: str, owner: QWidget, go_on: Callable[[], None]) -> None:
    """Go on with a file of this name, if it may run something only on the person's word."""
    if not is_risky(name):
        go_on()
        return
    title = translate("Opening", "Open this file?")
    said = translate("Opening", "“%1” may run a program on this computer.").replace("%1", name[:120])
    more = translate("Opening", "Open it only if you expected it and trust who sent it.")
    ask(owner, title, said, more, translate("Opening", "Open"), go_on)


def is_there(path: Path, failed: Callable[[str, str], None]) -> bool:
    """Whether a file or a folder is still where it was found; `failed` hears where it is not."""
    there = path.exists()
    if not there:
        failed(translate("HitActions", "The file is not there any more"), str(path))
    return there


def open_url(url: QUrl) -> bool:
    """Hand an address or a file to its program; whether there is one."""
    with for_other_programs():
        return QDesktopServices.openUrl(url)


def open_path(path: Path, failed: Callable[[str, str], None]) -> None:
    """Hand a file or a folder to its program; `failed` hears why that cannot be."""
    if is_there(path, failed) and not open_url(QUrl.fromLocalFile(str(path))):
        failed(translate("HitActions", "No program is set up to open this"), str(path))


def open_message(message_id: str, owner: QObject, otherwise: Callable[[], None]) -> None:
    """Let the mail program show a message of its own by its Message-ID (RFC 2392); `otherwise` where none can."""
    url = QUrl(f"mid:{quote(message_id, safe='@')}")

    def go_on() -> None:
        if not open_url(url):
            otherwise()

    if sys.platform.startswith("linux"):  # where Qt cannot know whether somebody has opened it
        _ask_for_handler("mid", owner, lambda known: go_on() if known else otherwise())
    else:
        go_on()


def _ask_for_handler(scheme: str, owner: QObject, answered: Callable[[bool], None]) -> None:
    """Whether a program is set up to open such addresses, as the desktop says."""
    asking = QProcess(owner)

    def end() -> None:
        known = bool(asking.readAllStandardOutput().trimmed().size())
        asking.deleteLater()
        answered(known)

    def fail(error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:  # of others `finished` tells
            end()

    asking.finished.connect(end)
    asking.errorOccurred.connect(fail)
    asking.start("xdg-mime", ["query", "default", f"x-scheme-handler/{scheme}"])


def show_in_folder(path: Path, owner: QObject, failed: Callable[[str, str], None]) -> None:
    """Let the file manager show a file among its neighbours, chosen where it can do that."""
    if not is_there(path, failed):
        return
    if sys.platform == "darwin":
        QProcess.startDetached("open", ["-R", str(path)])
    elif sys.platform == "win32":
        QProcess.startDetached("explorer", ["/select,", str(path)])  # one argument would be quoted as a whole
    else:
        _ask_file_manager(path, owner, lambda: open_path(path.parent, failed))


def _ask_file_manager(path: Path, owner: QObject, otherwise: Callable[[], None]) -> None:
    """By the interface that file managers of Linux share: freedesktop.org, FileManager1."""
    from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher  # not part of Qt everywhere

    bus, name = QDBusConnection.sessionBus(), "org.freedesktop.FileManager1"
    if not bus.isConnected():
        otherwise()
        return
    message = QDBusMessage.createMethodCall(name, "/org/freedesktop/FileManager1", name, "ShowItems")
    message.setArguments([[QUrl.fromLocalFile(str(path)).toString(QUrl.ComponentFormattingOption.FullyEncoded)], ""])
    answer = QDBusPendingCallWatcher(bus.asyncCall(message), owner)

    def end() -> None:
        if answer.isError():
            otherwise()
        answer.deleteLater()

    answer.finished.connect(end)


def open_link(link: QUrl, owner: QWidget) -> None:
    """Tell where a link leads, and open it only on the person's word; what is no page or address is never opened."""
    title = translate("Links", "Open this link?")
    target = breakable(link.toString(QUrl.ComponentFormattingOption.FullyEncoded)[:500])
    if link.scheme().lower() in OPENABLE:
        said = translate("Links", "The link leads to %1").replace("%1", link.host() or link.path())
        ask(owner, title, said, target, translate("Links", "Open"), lambda: open_url(link))
    else:
        said = translate("Links", "This link is not opened, because it does not lead to a web page or an address.")
        Consent(owner, title, said, target, "").open()
