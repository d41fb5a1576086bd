"""The program is run in a folder that holds what is to be indexed, and that may be anything."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from semsearch.child_environment import for_other_programs, in_utf8, keep_current_folder_out
from semsearch.library import Library

SHADOWED = "multiprocessing", "signal", "json", "numpy", "hnswlib", "semsearch"


def test_no_process_runs_what_lies_in_the_current_folder(tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    for name in SHADOWED:
        (folder / f"{name}.py").write_text("open('was-run', 'w').close()")
    program = tmp_path / "program.py"  # as pip makes it: Python looks beside it, not in the current folder
    program.write_text("from semsearch.cli import main\nif __name__ == '__main__':\n    main()")
    Library.open(tmp_path / "home").close()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    done = subprocess.run(
        [sys.executable, program, "--home", tmp_path / "home", "doctor"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "sandbox" in done.stdout, done.stderr
    assert "no file can be read" not in done.stdout
    assert not (folder / "was-run").exists()


def test_other_programs_are_started_as_they_would_be_without_us(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONSAFEPATH", "so that it is put back at the end")
    monkeypatch.delenv("PYTHONSAFEPATH")
    keep_current_folder_out()
    assert os.environ["PYTHONSAFEPATH"]
    with for_other_programs():
        assert "PYTHONSAFEPATH" not in os.environ
    assert os.environ["PYTHONSAFEPATH"]
    monkeypatch.setenv("PYTHONSAFEPATH", "1")  # what a person has set stays
    keep_current_folder_out()
    with for_other_programs():
        assert os.environ["PYTHONSAFEPATH"] == "1"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Python takes all names for UTF-8")
def test_other_programs_are_left_the_encoding_of_the_locale() -> None:
    script = (
        "import os, sys; from semsearch.child_environment import for_other_programs, in_utf8; in_utf8()\n"
        "ours = os.environ['PYTHONUTF8']\n"
        "with for_other_programs():\n"
        "    print(sys.getfilesystemencoding(), ours, os.environ.get('PYTHONUTF8'), end=' ')\n"
        "print(os.environ['PYTHONUTF8'])"
    )
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "utf-8 1 None 1\n"


def test_a_process_that_python_keeps_from_utf_8_is_not_started_anew_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "mbcs")
    monkeypatch.setattr(sys, "orig_argv", ["python", "-X", "utf8", "-m", "semsearch"])
    monkeypatch.setattr(os, "execv", lambda *_: pytest.fail("started anew again"))
    monkeypatch.setenv("PYTHONUTF8", "1")
    in_utf8()
