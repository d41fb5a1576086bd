"""One window for one home: a second start hands its folders to the first and goes."""

import hashlib
import json
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 1000
LONGEST = 100_000
"""Bytes of a message; a longer one is none of ours."""


class Instance(QObject):
    """``called`` carries the paths that a second start was given, as texts."""

    called = Signal(list)

    def __init__(self, home: Path) -> None:
        super().__init__()
        self._name = _name(home)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def hand_over(self, paths: list[Path]) -> bool:
        """Whether a window was there that took the paths and came to the front."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(WAIT_MS):
            return False
        socket.write(json.dumps([str(path) for path in paths]).encode() + b"\n")
        socket.flush()
        taken = socket.bytesAvailable() > 0 or socket.waitForReadyRead(WAIT_MS)
        socket.disconnectFromServer()
        return taken

    def listen(self) -> None:
        """Be the one that later starts call. What a crashed window left behind is taken away."""
        if not self._server.listen(self._name):
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)

    def close(self) -> None:
        self._server.close()

    def _greet(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._read(socket))
        socket.disconnected.connect(socket.deleteLater)
        if socket.bytesAvailable():
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST:
                socket.abort()
            return
        try:
            paths = json.loads(bytes(socket.readLine().data()))
        except ValueError:
            socket.abort()
            return
        socket.write(b"ok\n")
        socket.flush()
        if isinstance(paths, list):
            self.called.emit([path for path in paths if isinstance(path, str)])


def _name(home: Path) -> str:
    """A socket in the home, which only its owner may enter; where paths of sockets are short, a name made from it."""
    path = home.absolute() / "window.socket"
    if sys.platform != "win32" and len(str(path).encode()) < 100:
        return str(path)
    return f"semsearch-{hashlib.sha256(str(path).encode()).hexdigest()[:24]}"
