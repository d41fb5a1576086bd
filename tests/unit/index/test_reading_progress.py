"""How far the reading is, in files and messages."""

from semsearch.index.reading_progress import ReadingProgress


def test_files_count_one_each() -> None:
    progress = ReadingProgress(3)

    progress.finish("a.eml")

    assert (progress.done(), progress.total()) == (1, 3)


def test_a_mailbox_counts_its_messages_which_are_estimated_by_their_bytes() -> None:
    progress = ReadingProgress(2)
    progress.expect("mbox", 1_000_000)
    for number in range(1, 101):
        progress.message("mbox", number * 1_000)

    assert (progress.done(), progress.total()) == (100, 1 + 100 + 900)

    progress.message("mbox", 1_000_000)
    progress.finish("mbox")
    assert (progress.done(), progress.total()) == (101, 1 + 101)


def test_outlook_says_how_many_items_it_has() -> None:
    progress = ReadingProgress(1)
    progress.expect("a.pst", 40)
    progress.message("a.pst", None)

    assert (progress.done(), progress.total()) == (1, 40)


def test_a_mailbox_that_is_yet_to_be_read_is_like_the_others() -> None:
    progress = ReadingProgress(2)
    progress.expect("a", 4_000)
    progress.expect("b", 8_000)
    progress.message("a", 2_000)
    progress.message("a", 4_000)
    progress.finish("a")

    assert progress.total() == 2 + 4
