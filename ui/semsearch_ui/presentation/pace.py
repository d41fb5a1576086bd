"""How far indexing is, in words: what a run does, how much of it, how fast, how long still; what is found by now."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale

from semsearch.progress import Phase, Step
from semsearch.records import Status
from semsearch_ui.presentation.counts import number
from semsearch_ui.presentation.facts import joined

MEASURED_AFTER = 1.5
"""Seconds of a phase after which its rate is worth telling."""

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Standing:
    """``fraction`` is None while nobody knows how much there is."""

    phase: str
    detail: str
    fraction: float | None

    @property
    def words(self) -> str:
        """All in one line."""
        return joined(self.phase, self.detail)


def phase_in_words(phase: Phase) -> str:
    return {
        "watch": translate("Progress", "Waiting for changes"),
        "check": translate("Progress", "Checking the index"),
        "rescue": translate("Progress", "Saving what can be read"),
        "copy": translate("Progress", "Copying the index"),
        "model": translate("Progress", "Loading the model"),
        "scan": translate("Progress", "Looking for files"),
        "extract": translate("Progress", "Reading files"),
        "encode": translate("Progress", "Analysing meaning"),
        "index": translate("Progress", "Updating the index"),
        "compare": translate("Progress", "Comparing documents"),
        "meaning": translate("Progress", "Comparing meanings"),
        "group": translate("Progress", "Grouping documents"),
        "name": translate("Progress", "Naming topics"),
        "place": translate("Progress", "Drawing the map"),
        "apply": translate("Progress", "Working on duplicates"),
    }[phase]


def lasting(seconds: float) -> str:
    """How long something takes, roughly: tens of seconds, minutes, or tenths of an hour."""
    if seconds < 50:
        return translate("Progress", "about %1 s").replace("%1", str(max(10, round(seconds / 10) * 10)))
    if seconds < 3300:
        return translate("Progress", "about %1 min").replace("%1", str(max(1, round(seconds / 60))))
    return translate("Progress", "about %1 h").replace("%1", QLocale().toString(round(seconds / 3600, 1), "f", 1))


class Pace:
    """Turns the steps of one run into words. A rate counts from its phase's first step, as phases may alternate, that
    has got anywhere: what a phase begins with, such as processes that start, it does once."""

    def __init__(self) -> None:
        self._first: dict[Phase, tuple[float, int]] = {}

    def at(self, step: Step, now: float) -> Standing:
        """Where the run stands after `step`; `now` is in seconds of any clock that only goes forward."""
        rate = self._rate(step, now)
        parts = [self._count(step)] if step.done or step.total else []
        if rate > 0:
            parts.append(translate("Progress", "%1 per second").replace("%1", _rounded(rate)))
            if step.total is not None and step.total > step.done:
                left = lasting((step.total - step.done) / rate)
                parts.append(translate("Progress", "%1 left").replace("%1", left))
        fraction = min(1.0, step.done / step.total) if step.total else None
        return Standing(phase_in_words(step.phase), joined(*parts), fraction)

    def _rate(self, step: Step, now: float) -> float:
        """Per second; 0 while it is not worth telling."""
        if not step.done:
            return 0.0
        began, done_before = self._first.setdefault(step.phase, (now, step.done))
        elapsed = now - began
        return (step.done - done_before) / elapsed if elapsed >= MEASURED_AFTER else 0.0

    @staticmethod
    def _count(step: Step) -> str:
        if step.total is None:
            return number(step.done)
        return translate("Progress", "%1 of %2").replace("%1", number(step.done)).replace("%2", number(step.total))


def _rounded(rate: float) -> str:
    return number(round(rate)) if rate >= 10 else QLocale().toString(rate, "f", 1)


def coverage(status: Status) -> str:
    """ "" where everything can be found both ways."""
    if status.coverage >= 1 or not status.documents:
        return ""
    said = translate("Coverage", "Keyword search ready; meaning %1%")
    return said.replace("%1", str(int(100 * status.coverage)))
