"""What is handed to other programs, and what happens where there is none."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QProcess, QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from semsearch_ui.widgets import opening

pytestmark = pytest.mark.skipif("not sys.platform.startswith('linux')", reason="asks the desktop of Linux")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were opened."""
    found: list[str] = []

    def open_url(url: QUrl) -> bool:
        found.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return found


def set_up(monkeypatch: pytest.MonkeyPatch, folder: Path, handler: str) -> None:
    """A desktop that knows who opens `mid:`, or nobody."""
    script = folder / "xdg-mime"
    script.write_text(f'#!/bin/sh\n[ "$3" = x-scheme-handler/mid ] && echo "{handler}"\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")


def test_the_mail_program_shows_a_message_by_its_id(
    qtbot: QtBot, qapp: QObject, opened: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(monkeypatch, tmp_path, "thunderbird.desktop")
    otherwise: list[bool] = []
    opening.open_message("a#1%@example.org", qapp, lambda: otherwise.append(True))
    qtbot.waitUntil(lambda: bool(opened))
    assert opened == ["mid:a%231%25@example.org"]
    assert not otherwise


@pytest.mark.parametrize("there", [True, False], ids=["nobody is set up", "nobody can be asked"])
def test_without_a_mail_program_the_message_is_opened_as_a_file(
    qtbot: QtBot, qapp: QObject, opened: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    if there:
        set_up(monkeypatch, tmp_path, "")
    else:
        monkeypatch.setenv("PATH", str(tmp_path))
    otherwise: list[bool] = []
    opening.open_message("a@example.org", qapp, lambda: otherwise.append(True))
    qtbot.waitUntil(lambda: bool(otherwise))
    assert opened == []


def test_a_file_that_is_gone_is_said_to_be_gone(qapp: QObject, opened: list[str], tmp_path: Path) -> None:
    said: list[str] = []
    opening.show_in_folder(tmp_path / "gone.eml", qapp, lambda heading, _: said.append(heading))
    assert said == ["The file is not there any more"]
    assert opened == []


def test_the_explorer_of_windows_gets_a_path_that_it_can_read(
    qapp: QObject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a letter.eml"
    file.write_text("mail")
    started: list[list[str]] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(QProcess, "startDetached", lambda program, given: started.append([program, *given]))
    opening.show_in_folder(file, qapp, lambda *_: None)
    assert started == [["explorer", "/select,", str(file)]]
