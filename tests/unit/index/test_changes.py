"""Which files count as moved."""

import pytest

from semsearch.index.changes import compare, find_moves
from semsearch.sources.scan import FileEntry
from semsearch.store.seen import FileRow

KNOWN = FileRow(1, "/m/old.txt", 10, 5, 0, 0, b"digest", "indexed")


@pytest.mark.parametrize(("content", "moved"), [(b"digest", True), (b"another", False)])
def test_where_no_inodes_are_known_content_decides(content: bytes, moved: bool) -> None:
    changes = compare({KNOWN.path: KNOWN}, [FileEntry("/m/new.txt", 10, 5, 0, 0)])
    find_moves([changes], lambda path: content)
    assert bool(changes.moved) == moved
    assert bool(changes.new) != moved
    assert bool(changes.missing) != moved
