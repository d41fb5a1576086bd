"""`semsearch watch` for as long as the window lives that has started it.

The window holds the other end of standard input. It ends with the window, in whatever way that ends, and then nobody
hears any more what this process tells.
"""

import os
import runpy
import signal
import threading
from pathlib import Path


def _end_with(window: int) -> None:
    while os.read(window, 1024):  # of the file itself: a stream that is being read would not let Python end
        pass
    signal.raise_signal(signal.SIGTERM)  # os.kill would end the process on the spot on Windows


if __name__ == "__main__":
    # Standard input becomes an empty one: on Windows a process that inherits a pipe waits, before its first step, for
    # another one that reads from that.
    window = os.dup(0)
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    threading.Thread(target=_end_with, args=(window,), daemon=True).start()
    runpy.run_module("semsearch", run_name="__main__", alter_sys=True)
