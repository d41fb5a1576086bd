"""What the search page says where there is nothing to list: a heading, and what to do."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def not_indexed(*, indexing: bool) -> tuple[str, str]:
    """No document can be found yet."""
    if indexing:
        return (
            translate("NothingThere", "Your mail is being read"),
            translate("NothingThere", "You can search as soon as the first messages are ready."),
        )
    return (
        translate("NothingThere", "Nothing has been indexed yet"),
        translate("NothingThere", "The folder has been added, but nothing in it has been read yet."),
    )


def not_found(*, indexing: bool) -> tuple[str, str]:
    """The question has no answer, as far as has been read."""
    if indexing:
        return (
            translate("NothingThere", "Nothing was found so far"),
            translate("NothingThere", "Your mail is still being read. This page looks again as more of it is ready."),
        )
    return (
        translate("NothingThere", "Nothing was found"),
        translate("NothingThere", "Try other words, or fewer of the operators such as from: or before:."),
    )
