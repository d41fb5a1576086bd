"""When Python looks for garbage, and where: on the interface's thread, and among old objects not while a person waits.

Another thread that collects an object of Qt holds a lock of Qt and waits for Python's, while the interface's thread may
have Python's and wait for that of Qt: the window then stands still for ever. And to look at all objects there are, with
an index, a model and two dictionaries in memory, takes a tenth of a second, in which no thread of Python does anything.
"""

import gc

from PySide6.QtCore import QObject, QTimer

from semsearch_ui.worker import Worker

YOUNG_MS = 100
IDLE_MS = 60_000


class Collector(QObject):
    """Collects young garbage every `YOUNG_MS` milliseconds, and the old, too, when the worker has had nothing to do for
    `IDLE_MS`; then it rests until there is something to do. Python's own collector is off from then on."""

    def __init__(self, worker: Worker) -> None:
        super().__init__(worker)
        gc.disable()
        self._young = QTimer(self, interval=YOUNG_MS)
        self._young.timeout.connect(self._collect_young)
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self._collect_all)
        worker.busy.connect(lambda _name, _busy: self._wake())

    def _wake(self) -> None:
        if not self._young.isActive():
            self._young.start()
        self._idle.start()

    def _collect_young(self) -> None:
        """As many generations as Python itself would look at by now."""
        (newest, younger, _), (many, often, _) = gc.get_count(), gc.get_threshold()
        if newest > many:
            gc.collect(1 if younger > often else 0)

    def _collect_all(self) -> None:
        self._young.stop()
        gc.collect()
