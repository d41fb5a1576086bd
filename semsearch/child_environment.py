"""What this process and those that it starts are told by their environment."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_SAFE_PATH, _OURS = "PYTHONSAFEPATH", "semsearch"


def keep_current_folder_out() -> None:
    """Let no process of our own import a module from the current folder, as Python does with ``-c`` and ``-m``, and so
    the processes of multiprocessing: there may lie what is to be indexed, and a file called ``json.py`` in a mailbox
    would be run (CWE-427). To be called before the first of them is started."""
    os.environ.setdefault(_SAFE_PATH, _OURS)


def in_utf8() -> None:
    """Start this process anew in Python's UTF-8 mode (PEP 540) where the locale has another encoding, as ``LANG=ru_RU``
    has: what is typed and what files are called is UTF-8 all the same, and Python would misread it, so that no question
    in Russian would find a thing. To be called before anything is loaded."""
    if sys.getfilesystemencoding() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606


@contextmanager
def for_other_programs() -> Iterator[None]:
    """What is started within is not told so: where another program is written in Python, its modules may lie beside
    it."""
    ours = os.environ.get(_SAFE_PATH) == _OURS
    if ours:
        del os.environ[_SAFE_PATH]
    try:
        yield
    finally:
        if ours:
            os.environ[_SAFE_PATH] = _OURS
