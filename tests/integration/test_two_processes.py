"""One writer, many readers: who comes second to write is told so, who reads is never hindered."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from semsearch.library import Library
from semsearch.settings import Home
from semsearch.store.lock import write_lock


def _semsearch(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "semsearch", "--home", str(home), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def test_a_second_writer_ends_with_status_three(library: Library, home: Path, folder: Path) -> None:
    library.sources.add([folder])

    with write_lock(Home(home)):
        second = _semsearch(home, "reindex")

    assert second.returncode == 3
    assert second.stderr.count("\n") == 1
    assert "another semsearch is writing" in second.stderr


def test_reading_goes_on_while_another_process_writes(
    library: Library, home: Path, folder: Path, mail: Callable[..., bytes]
) -> None:
    (folder / "1.eml").write_bytes(mail("Picnic by the lake", "Bring a blanket and something to drink."))
    library.sources.add([folder])
    library.reindex()

    with write_lock(Home(home)):
        found = _semsearch(home, "search", "blanket", "--mode", "keyword", "--json")

    assert [hit["title"] for hit in json.loads(found.stdout)["hits"]] == ["Picnic by the lake"]
