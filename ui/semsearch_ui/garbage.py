"""When Python looks for garbage among all objects there are: not while a person is waiting.

With an index, a model and two dictionaries in memory that takes a tenth of a second, in which no thread of Python does
anything. Young objects are looked at as ever; old ones when nothing has been asked for a while.
"""

import gc

from PySide6.QtCore import QObject, QTimer

from semsearch_ui.worker import Worker

IDLE_MS = 60_000
_NEVER = 1 << 30


class IdleCollector(QObject):
    """Collects old garbage when the worker has had nothing to do for `IDLE_MS` milliseconds."""

    def __init__(self, worker: Worker) -> None:
        super().__init__(worker)
        young, middle, _ = gc.get_threshold()
        gc.set_threshold(young, middle, _NEVER)
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(gc.collect)
        worker.busy.connect(lambda _name, _busy: self._idle.start())
