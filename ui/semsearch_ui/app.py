"""Starts the window, or says in one line why it cannot."""

import argparse
import builtins
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from semsearch.child_environment import in_utf8, keep_current_folder_out
from semsearch.errors import SemsearchError
from semsearch.settings import Home, absolute, default_home

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from semsearch_ui.instance import Instance
    from semsearch_ui.main_window import MainWindow

PACKAGES = "libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libxcb-cursor0"
"""The Debian packages with the system libraries that Qt needs and pip cannot bring."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window until it is closed; the exit status."""
    in_utf8()
    if sys.stderr is None:  # as pythonw of Windows starts programs with a window; libraries write to it
        sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the end
    keep_current_folder_out()
    arguments = _parser().parse_args(sys.argv[1:] if argv is None else argv)
    if not _has_display():
        return _refuse("there is no display to show a window on; use the command line, `semsearch --help`")
    try:
        from PySide6 import QtSvg, QtWidgets  # noqa: F401 - tried here, so that a missing library gets its reason
    except ImportError as error:
        remedy = f"; on Debian or Ubuntu: sudo apt install {PACKAGES}" if sys.platform == "linux" else ""
        return _refuse(f"Qt cannot be loaded ({error}){remedy}")
    try:
        home = Home(arguments.home or default_home())
        home.create()
    except SemsearchError as error:
        return _refuse(str(error))
    return _run(home, [Path(absolute(path)) for path in arguments.paths], debug=arguments.debug)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="semsearch-gui", description="Find e-mails and documents by what they mean, in a window."
    )
    parser.add_argument("--home", type=Path, metavar="DIR", help="where the index lives (default: SEMSEARCH_HOME)")
    parser.add_argument("--debug", action="store_true", help="say on stderr when the window stalls, and where")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="a folder to search from now on")
    return parser


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _refuse(reason: str) -> int:
    print(f"semsearch-gui: {reason}", file=sys.stderr)  # noqa: T201 - there is no window to say it in
    return 1


def import_without_sources() -> None:
    """Take back what PySide6 does to imports for its `snake_case` names (PYSIDE-1019, PYSIDE-2029), which nobody uses
    here: it reads the source of each module that is imported from then on, and `linecache` keeps it. Of a window that
    opens this was a third of a second, and 25 MB."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def compose(application: "QApplication", home: Path) -> "MainWindow":
    """The window over `home` and all that is behind it, not shown yet."""
    import_without_sources()
    from semsearch_ui.desk import Desk
    from semsearch_ui.garbage import Collector
    from semsearch_ui.main_window import MainWindow
    from semsearch_ui.memory import Memory
    from semsearch_ui.operations.core import Operations
    from semsearch_ui.theme import CHOICES, Theme
    from semsearch_ui.translation import LANGUAGES, speak
    from semsearch_ui.worker import Worker

    memory = Memory(home / "window.ini")
    speak(application, memory.choice("language", LANGUAGES))
    theme = Theme(application, memory.choice("appearance", CHOICES))
    worker = Worker(theme)
    Collector(worker)
    return MainWindow(Desk(theme, Operations(home, worker), memory))


def _run(home: Home, add: list[Path], *, debug: bool) -> int:
    from PySide6.QtWidgets import QApplication

    from semsearch_ui.icons import application_icon
    from semsearch_ui.instance import Instance
    from semsearch_ui.signals import Signals

    application = QApplication([sys.argv[0]])
    application.setApplicationName("semsearch")
    application.setDesktopFileName("semsearch")
    application.setWindowIcon(application_icon())
    instance = Instance(home.path)
    if instance.hand_over(add):
        return 0

    def end() -> None:
        application.closeAllWindows()
        application.quit()  # also where no window was open yet

    signals = Signals(end)
    signals.setParent(application)
    instance.listen()
    while True:
        window = compose(application, home.path)
        if debug:
            _watch_for_stalls(window)
        if add:
            window.upkeep.add_folders(add)
            add = []
        _show(window, instance)
        status = application.exec()
        if not window.restarts:
            if not window.has_ended:
                os._exit(status)  # Python would wait for the threads
            return status
        window.deleteLater()
        window.desk.theme.deleteLater()


def _show(window: "MainWindow", instance: "Instance") -> None:
    def report_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        logging.getLogger("semsearch_ui").error("a bug", exc_info=(kind, error, trace))
        window.admit(error)

    def hear(paths: list[str]) -> None:
        window.come_forward()
        if paths:
            window.upkeep.add_folders([Path(path) for path in paths])

    def leave() -> None:
        instance.called.disconnect()
        if not window.restarts:
            instance.close()  # whoever starts the program from now on opens a window of their own

    sys.excepthook = report_bug
    instance.called.connect(hear)
    window.closing.connect(leave)
    window.show()


def _watch_for_stalls(window: "MainWindow") -> None:
    """Say on stderr when the interface was away from its events for longer than a person forgives."""
    from semsearch_ui.stalls import Stall, Watchdog

    def tell(stall: Stall) -> None:
        parts = (
            f"{1000 * stall.computing:.0f} of them computing, {1000 * stall.queued:.0f} waiting for a processor, "
            f"{1000 * stall.locked:.0f} for another thread"
        )
        print(f"stalled for {1000 * stall.seconds:.0f} ms, {parts}\n{stall.where}", file=sys.stderr)  # noqa: T201

    watchdog = Watchdog(tell)
    watchdog.setParent(window)
    window.destroyed.connect(watchdog.stop)
    watchdog.start()
