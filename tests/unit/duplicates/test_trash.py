"""Where the trash of other systems keeps a file, laid out here as they do it."""

import struct
import sys
from pathlib import Path

import pytest

from semsearch.duplicates import trash

ORIGIN = Path("C:/Mail/one [1].eml")


def info(version: int, path: Path) -> bytes:
    name = f"{path}\0".encode("utf-16-le")
    length = struct.pack("<I", len(name) // 2) if version > 1 else b""
    return struct.pack("<QQQ", version, 5, 133_000_000_000_000_000) + length + name.ljust(520 if version == 1 else 0)


@pytest.mark.parametrize("version", [1, 2])
def test_a_file_in_the_recycle_bin_is_known_by_its_origin(tmp_path: Path, version: int) -> None:
    own = tmp_path / "$Recycle.Bin" / "S-1-5-21-1"
    own.mkdir(parents=True)
    (own / "$IABC123.eml").write_bytes(info(version, ORIGIN))
    (own / "$IDEF456.eml").write_bytes(info(version, ORIGIN.with_name("two.eml")))
    (own / "$IGHI789.eml").write_bytes(b"cut")
    assert list(trash._recycled(ORIGIN, tmp_path)) == [own / "$RABC123.eml"]


def test_what_comes_out_of_the_recycle_bin_leaves_nothing_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    (tmp_path / "$RABC123.eml").write_text("mail")
    (tmp_path / "$IABC123.eml").write_text("about it")
    trash.take_out(tmp_path / "$RABC123.eml", tmp_path / "back" / "one.eml")
    assert [path.name for path in tmp_path.iterdir()] == ["back"]


def test_a_drive_without_a_recycle_bin_deletes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    (tmp_path / "one.eml").write_text("mail")
    with pytest.raises(OSError, match="no recycle bin"):
        trash.put(tmp_path / "one.eml")
    assert (tmp_path / "one.eml").exists()


def test_the_trash_of_macos_is_searched_by_the_name_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(trash, "_MAC", tmp_path)
    for name in ("one [1].eml", "one [1] 10-30-15.eml", "one 1.eml"):
        (tmp_path / name).write_text("mail")
    assert {path.name for path in trash._places(ORIGIN)} == {"one [1].eml", "one [1] 10-30-15.eml"}
