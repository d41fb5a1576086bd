"""What is left out of a source, and by which rule."""

from pathlib import Path

import pytest

from semsearch.errors import UsageError
from semsearch.sources.rules import size_limit
from semsearch.sources.scan import FileEntry, reaches, scan, why_left_out


def make(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def seen(root: Path, *exclude: str) -> list[str]:
    return [
        Path(entry.path).relative_to(root).as_posix()
        for run in scan(root, exclude)
        for entry in run
        if isinstance(entry, FileEntry)
    ]


def test_an_ignore_file_applies_to_its_folder_and_below(tmp_path: Path) -> None:
    make(tmp_path, {"a.log": "", "b/a.log": "", "b/c/a.log": "", "b/a.txt": "", "b/.semsearchignore": "*.log\n"})

    assert seen(tmp_path) == ["a.log", "b/a.txt"]


def test_the_deeper_ignore_file_and_the_later_line_win(tmp_path: Path) -> None:
    make(tmp_path, {".semsearchignore": "# logs\n*.log\n!keep.log\n", "a.log": "", "keep.log": "", "b/a.log": ""})
    make(tmp_path, {"b/.semsearchignore": "!a.log\n"})

    assert seen(tmp_path) == ["b/a.log", "keep.log"]
    assert seen(tmp_path, "a.*") == ["b/a.log", "keep.log"]


def test_files_larger_than_a_limit(tmp_path: Path) -> None:
    make(tmp_path, {"small": "x" * 1024, "large": "x" * 1025})

    assert seen(tmp_path, ">1K") == ["small"]
    assert "1024 bytes" in why_left_out(tmp_path, str(tmp_path / "large"), (">1K",))


@pytest.mark.parametrize(("pattern", "size"), [(">10M", 10 << 20), ("> 1.5 kB", 1536), (">5", 5), ("*.log", None)])
def test_sizes(pattern: str, size: int | None) -> None:
    assert size_limit(pattern) == size


def test_a_malformed_size_is_refused() -> None:
    with pytest.raises(UsageError, match="not a valid size"):
        size_limit(">big")


def test_caches_virtual_environments_and_indexes_are_left_out(tmp_path: Path) -> None:
    make(tmp_path, {"a.txt": "", "cache/CACHEDIR.TAG": "", "cache/b.txt": "", "env/pyvenv.cfg": "", "env/x/c.txt": ""})
    make(tmp_path, {"home/catalogue.sqlite": "", "home/vectors/1": "", "home/notes.txt": ""})

    assert seen(tmp_path) == ["a.txt"]
    assert not reaches(tmp_path, str(tmp_path / "env/x/c.txt"), ())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.txt", ""),
        (".git/config", "hidden"),
        ("x/node_modules/y/z.js", "programs create for their own use"),
        ("cache/b.txt", "a cache"),
        ("b/c.log", "matches *.log in"),
        ("b/d.tmp", "it matches *.tmp"),
        ("old/x/y.txt", "matches /old/"),
        ("link/a.txt", "a link to a folder"),
    ],
)
def test_the_rule_that_keeps_a_file_out_is_named(tmp_path: Path, name: str, words: str) -> None:
    make(tmp_path, {"a.txt": "", ".git/config": "", "x/node_modules/y/z.js": "", "cache/CACHEDIR.TAG": ""})
    make(tmp_path, {"cache/b.txt": "", "b/.semsearchignore": "*.log", "b/c.log": "", "b/d.tmp": "", "old/x/y.txt": ""})
    (tmp_path / "link").symlink_to(tmp_path / "b")

    why = why_left_out(tmp_path, str(tmp_path / name), ("*.tmp", "/old/"))

    assert words in why
    assert bool(why) == bool(words)
    assert (name in seen(tmp_path, "*.tmp", "/old/")) == (not why)


def test_why_a_link_to_a_file_that_is_read_anyway_is_not(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("words", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")

    assert f"link to {tmp_path / 'real.txt'}" in why_left_out(tmp_path, str(tmp_path / "link.txt"))
    assert why_left_out(tmp_path, str(tmp_path / "real.txt")) == ""
