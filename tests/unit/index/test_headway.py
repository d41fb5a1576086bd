"""How far the reading is, in files and messages."""

from semsearch.index.headway import Headway


def test_files_count_one_each() -> None:
    headway = Headway(3)

    headway.settle("a.eml")

    assert (headway.done(), headway.total()) == (1, 3)


def test_a_mailbox_counts_its_messages_which_are_estimated_by_their_bytes() -> None:
    headway = Headway(2)
    headway.expect("mbox", 1_000_000)
    for number in range(1, 101):
        headway.message("mbox", number * 1_000)

    assert (headway.done(), headway.total()) == (100, 1 + 100 + 900)

    headway.message("mbox", 1_000_000)
    headway.settle("mbox")
    assert (headway.done(), headway.total()) == (101, 1 + 101)


def test_outlook_says_how_many_items_it_has() -> None:
    headway = Headway(1)
    headway.expect("a.pst", 40)
    headway.message("a.pst", None)

    assert (headway.done(), headway.total()) == (1, 40)


def test_a_mailbox_that_is_yet_to_be_read_is_like_the_others() -> None:
    headway = Headway(2)
    headway.expect("a", 4_000)
    headway.expect("b", 8_000)
    headway.message("a", 2_000)
    headway.message("a", 4_000)
    headway.settle("a")

    assert headway.total() == 2 + 4
