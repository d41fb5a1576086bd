"""What the processes that this program starts are told by their environment."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

_SAFE_PATH, _OURS = "PYTHONSAFEPATH", "semsearch"


def keep_current_folder_out() -> None:
    """Let no process of our own import a module from the current folder, as Python does with ``-c`` and ``-m``, and so
    the processes of multiprocessing: there may lie what is to be indexed, and a file called ``json.py`` in a mailbox
    would be run (CWE-427). To be called before the first of them is started."""
    os.environ.setdefault(_SAFE_PATH, _OURS)


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
