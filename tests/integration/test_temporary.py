import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from semsearch import temporary

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="locks of Unix")

CHILD = """
import sys, time
from semsearch.extract.process.pool import ExtractionPool
from semsearch.extract.process.worker import Task
from tests.integration.test_temporary import unchanged

with ExtractionPool(unchanged, workers=1) as pool:
    list(pool.map([Task(sys.argv[1])]))
    print("reading", flush=True)
    time.sleep(60)
"""


def unchanged(content: bytes, _name: str) -> bytes:
    return content


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files, with a name that is short enough for sockets."""
    assert tmp_path.is_dir()  # made before, as it lies elsewhere
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        monkeypatch.setattr(temporary, "_own", temporary._Folder())
        monkeypatch.setattr(temporary, "_AGE_SECONDS", -1.0)
        monkeypatch.setitem(multiprocessing.current_process()._config, "tempdir", folder)  # type: ignore[attr-defined]
        yield Path(folder)


def test_what_a_killed_process_left_goes_with_the_next(place: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("a")
    command = [sys.executable, "-c", CHILD, str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "TMPDIR": str(place)}) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"reading\n"
        (left,) = place.iterdir()  # the sockets, too

        with temporary.scratch_folder() as own:
            assert left.is_dir(), "a process that lives needs its files"
        child.send_signal(signal.SIGKILL)

    temporary._Folder().path()

    assert not left.exists()
    assert Path(own).parent.is_dir()


def test_what_is_not_of_semsearch_or_is_young_stays(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    others = [place / "pymp-other", place / "semsearch-download", place / "semsearch-abcd_012.d"]
    for folder in others:
        folder.mkdir()
    os.utime(place / "semsearch-download", (0, 0))
    (place / "semsearch-12345678.d").symlink_to(place / "pymp-other")
    monkeypatch.setattr(temporary, "_AGE_SECONDS", 60.0)

    with temporary.scratch_folder() as own:
        assert Path(own).stat().st_mode & 0o077 == 0

    assert all(folder.is_dir() for folder in others)


def test_a_file_is_replaced_as_a_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(temporary, "_AGE_SECONDS", -1.0)
    target = tmp_path / f"a [b]{'ж' * 120}.json"  # as long as a name may be
    target.write_text("old")
    (tmp_path / ".semsearch-abcd_012.part").write_text("by a process that was killed")
    editors = tmp_path / f".{target.name[:40]}.swp"
    editors.write_text("what an editor keeps of an unsaved file")

    with suppress(ZeroDivisionError), temporary.replacing(target) as new:
        new.write_text("half")
        raise ZeroDivisionError
    assert target.read_text() == "old"

    with temporary.replacing(target) as new:
        new.write_text("new")
        with temporary.replacing(target) as other:  # another process, which is not in its way
            other.write_text("newer")

    assert target.read_text() == "new"
    assert {path.name for path in tmp_path.iterdir()} == {target.name, editors.name}
