"""Ending when the system asks for it, as at the end of a session: what the window remembers is kept, files made for
other programs go."""

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

ASKING = ("SIGINT", "SIGTERM", "SIGHUP")


class Signals(QObject):
    """Calls `asked` from the loop of events, once that runs, when a signal asks the process to end.

    Python looks at signals only where it runs, which it does not while Qt waits: it is woken by a socket that the
    signal writes to.
    """

    def __init__(self, asked: Callable[[], object]) -> None:
        super().__init__()
        self._woken, self._wakes = socket.socketpair()
        self._wakes.setblocking(False)
        signal.set_wakeup_fd(self._wakes.fileno())
        self._notifier = QSocketNotifier(self._woken.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(lambda: self._woken.recv(64))
        for name in ASKING:
            if hasattr(signal, name):  # of Windows some are not known
                signal.signal(getattr(signal, name), lambda _number, _frame: QTimer.singleShot(0, self, asked))
