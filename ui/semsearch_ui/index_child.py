"""`semsearch watch` for as long as the window lives that has started it.

The window holds the other end of standard input. It ends with the window, in whatever way that ends, and then nobody
hears any more what this process tells.
"""

import os
import runpy
import signal
import threading


def _end_with_the_window() -> None:
    while os.read(0, 1024):  # of the file itself: a stream that is being read would not let Python end
        pass
    signal.raise_signal(signal.SIGTERM)  # os.kill would end the process on the spot on Windows


if __name__ == "__main__":
    threading.Thread(target=_end_with_the_window, daemon=True).start()
    runpy.run_module("semsearch", run_name="__main__", alter_sys=True)
