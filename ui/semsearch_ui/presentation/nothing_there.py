"""What pages say where there is nothing to list: a heading, and what to do."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from semsearch.records import SkippedFile, Tier
from semsearch_ui.presentation import counts, skips

translate = QCoreApplication.translate


def not_asked(documents: int, *, covered: bool) -> tuple[str, str]:
    """Nothing has been asked yet; of `documents` all can be found by meaning where they are `covered`."""
    found = (
        translate("NothingThere", "%1 can be found by meaning.")
        if covered
        else translate("NothingThere", "%1 can be found by words already, and by meaning soon.")
    )
    ways = translate(
        "NothingThere",
        'Narrow a question with from: to: before: type: or "exact words"; right-click a result to find similar ones.',
    )
    heading = translate("NothingThere", "Ask in your own words")
    return heading, f"{found.replace('%1', counts.documents(documents))} {ways}"


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


def nothing_to_search(skipped: Sequence[SkippedFile]) -> tuple[str, str]:
    """All has been read, and no document came of it."""
    heading = translate("NothingThere", "There is nothing to search")
    if not skipped:
        return heading, translate("NothingThere", "No mail and no documents were found in your folders.")
    why = translate("NothingThere", "%1. The page with your folders tells why.")
    return heading, why.replace("%1", skips.how_many(skipped))


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


def no_duplicates(tier: Tier, wanted: str, *, indexed: bool) -> tuple[str, str]:
    """No group of this kind, or none that the person looks for; or nothing is `indexed` yet."""
    if not indexed:
        return (
            translate("NothingThere", "Nothing to compare yet"),
            translate("NothingThere", "Once your mail is indexed, this page shows what is there twice."),
        )
    if wanted.strip():
        return (
            translate("NothingThere", "No duplicates for “%1”").replace("%1", wanted.strip()),
            translate("NothingThere", "None has such a sender or lies in such a folder."),
        )
    heading = translate("NothingThere", "No duplicates")
    match tier:
        case "exact":
            return heading, translate("NothingThere", "No two documents have the same text. Some may have small edits.")
        case "near":
            return heading, translate(
                "NothingThere",
                "No two documents are this similar. Allow less similarity, or look for those of the same meaning.",
            )
        case "semantic":
            return heading, translate(
                "NothingThere", "No two documents say the same. Allow less similarity to see those that come close."
            )
