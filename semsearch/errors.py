"""Everything that can go wrong for a person, each with a word on what to do.

A bug is not one of these: it is not caught, and ends in a traceback. The text of an error is one line that says what
happened and what to do; the command line prints it on stderr, the window shows it in a banner.
"""


class SemsearchError(Exception):
    """The root. ``exit_status`` is what the command line ends with."""

    exit_status = 1


class UsageError(SemsearchError):
    """The request makes no sense as it stands: an unknown model, a path that is not there."""

    exit_status = 2


class LockedError(SemsearchError):
    """Another process is writing to this home."""

    exit_status = 3


class HomeError(SemsearchError):
    """The home cannot be used: unreadable, read-only, or written by a newer version."""


class DamagedError(HomeError):
    """The catalogue cannot be read any more; `doctor --repair` saves what can be."""


class NotIndexedError(SemsearchError):
    """A document was asked for that is not in the index."""


class ModelError(SemsearchError):
    """A model is missing, broken, or needs a part that is not installed."""


class Cancelled(SemsearchError):
    """The person stopped a long operation. What it had done is kept."""
