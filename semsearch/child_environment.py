"""What this process and those that it starts are told by their environment."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_SAFE_PATH, _OURS = "PYTHONSAFEPATH", "semsearch"
_UTF8, _STARTED_ANEW = "PYTHONUTF8", ["-X", "utf8"]


def keep_current_folder_out() -> None:
    """Let no process of our own import a module from the current folder, as Python does with ``-c`` and ``-m``, and so
    the processes of multiprocessing: there may lie what is to be indexed, and a file called ``json.py`` in a mailbox
    would be run (CWE-427). To be called before the first of them is started."""
    os.environ.setdefault(_SAFE_PATH, _OURS)


def in_utf8() -> None:
    """Start this process anew in Python's UTF-8 mode (PEP 540) where the locale has another encoding, as ``LANG=ru_RU``
    has: what is typed and what files are called is UTF-8 all the same, and Python would misread it, so that no question
    in Russian would find a thing. To be called before anything is loaded."""
    # Once at most: PYTHONLEGACYWINDOWSFSENCODING keeps Python from it.
    if sys.getfilesystemencoding() != "utf-8" and sys.orig_argv[1:3] != _STARTED_ANEW:
        os.environ[_UTF8] = "1"  # for the processes that this one starts
        os.execv(sys.executable, [sys.executable, *_STARTED_ANEW, *sys.orig_argv[1:]])  # noqa: S606


@contextmanager
def for_other_programs() -> Iterator[None]:
    """What is started within is not told so: where another program is written in Python, its modules may lie beside
    it, and its files be in the encoding of the locale."""
    ours = [_SAFE_PATH] if os.environ.get(_SAFE_PATH) == _OURS else []
    if sys.orig_argv[1:3] == _STARTED_ANEW:
        ours.append(_UTF8)
    kept = {name: os.environ.pop(name) for name in ours if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)
