"""How the program starts, and how it says that it cannot."""

import linecache
import os
import subprocess
import sys
from pathlib import Path

import pytest

from semsearch_ui import app


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    kept.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, "-m", "semsearch_ui", *arguments],
        env={**kept, **environment}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_without_a_display_it_says_so_in_one_line(tmp_path: Path) -> None:
    done = run("--home", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "no display" in done.stderr


def test_without_qts_libraries_it_names_the_packages(tmp_path: Path) -> None:
    (tmp_path / "PySide6.py").write_text("raise ImportError('libEGL.so.1: cannot open shared object file')")
    done = run("--home", str(tmp_path / "home"), QT_QPA_PLATFORM="offscreen", PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "libEGL.so.1" in done.stderr
    assert "libegl1" in done.stderr


def test_an_unusable_home_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "home").write_text("a file")
    assert app.main(["--home", str(tmp_path / "home")]) == 1
    assert "choose another with --home" in capsys.readouterr().err


def test_without_any_stream_libraries_have_one_to_write_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home").write_text("a file")
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert app.main(["--home", str(tmp_path / "home")]) == 1
    with sys.stderr:
        sys.stderr.write("progress of a download")


def test_help_needs_no_display() -> None:
    assert "--home" in run("--help").stdout


@pytest.mark.usefixtures("qapp")
def test_the_sources_of_what_is_imported_are_not_kept_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "imported_now.py").write_text("A_LONG_SOURCE = 1")
    monkeypatch.syspath_prepend(tmp_path)
    app.import_without_sources()

    import imported_now  # type: ignore[import-not-found]

    assert imported_now.__file__ not in linecache.cache
