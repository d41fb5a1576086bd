"""Starts the window, or says in one line why it cannot."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from semsearch.errors import SemsearchError
from semsearch.settings import Home, default_home

PACKAGES = "libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libxcb-cursor0"
"""The Debian packages with the system libraries that Qt needs and pip cannot bring."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window until it is closed; the exit status."""
    arguments = _parser().parse_args(sys.argv[1:] if argv is None else argv)
    if not _has_display():
        return _refuse("there is no display to show a window on; use the command line, `semsearch --help`")
    try:
        from PySide6 import QtSvg, QtWidgets  # noqa: F401 - tried here, so that a missing library gets its reason
    except ImportError as error:
        return _refuse(f"Qt cannot be loaded ({error}); on Debian or Ubuntu: sudo apt install {PACKAGES}")
    home = Home(arguments.home or default_home())
    try:
        home.create()
    except SemsearchError as error:
        return _refuse(str(error))
    return _run(home, [path.expanduser().absolute() for path in arguments.paths])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="semsearch-gui", description="Find e-mails and documents by what they mean, in a window."
    )
    parser.add_argument("--home", type=Path, metavar="DIR", help="where the index lives (default: SEMSEARCH_HOME)")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="a folder to search from now on")
    return parser


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _refuse(reason: str) -> int:
    print(f"semsearch-gui: {reason}", file=sys.stderr)  # noqa: T201 - there is no window to say it in
    return 1


def _run(home: Home, add: list[Path]) -> int:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from semsearch_ui.index_process import IndexProcess
    from semsearch_ui.main_window import MainWindow
    from semsearch_ui.operations import Operations
    from semsearch_ui.theme import Theme, application_icon, as_choice
    from semsearch_ui.worker import Worker

    application = QApplication([sys.argv[0]])
    application.setApplicationName("semsearch")
    application.setDesktopFileName("semsearch")
    application.setWindowIcon(application_icon())
    settings = QSettings(str(home.path / "window.ini"), QSettings.Format.IniFormat)
    theme = Theme(application, as_choice(settings.value("appearance", "system")))
    worker = Worker(application)
    window = MainWindow(theme, Operations(home.path, worker), IndexProcess(home.path), settings, add)

    def report_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        logging.getLogger("semsearch_ui").error("a bug", exc_info=(kind, error, trace))
        window.say(window.tr("Something in semsearch went wrong; please report it"), f"{kind.__name__}: {error}")

    sys.excepthook = report_bug
    window.show()
    return application.exec()
