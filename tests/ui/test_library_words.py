"""What the library says is said in the language of the window."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import semsearch
from semsearch_ui.presentation import library_words
from semsearch_ui.translation import speak

SPOKEN = {"Skip", "UnreadableError", "HomeError", "LockedError", "DamagedError", "ModelError", "NotIndexedError"}
COMMANDS_ALONE = {"actions", "backup", "cli", "doctor", "evaluating", "homes", "keep_rules", "recording"}
"""Modules whose words only the command line shows."""


@pytest.fixture
def russian(qapp: QApplication) -> Iterator[None]:
    speak(qapp, "ru")
    yield
    speak(qapp, "en")


def said_by_the_library() -> Iterator[tuple[str, str]]:
    """Every sentence of an error or of a reason to leave a file out, with the place where it is said."""
    root = Path(semsearch.__file__).parent
    for file in sorted(root.rglob("*.py")):
        if COMMANDS_ALONE.isdisjoint({file.stem, file.parent.name}):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPOKEN:
                    for words in filter(None, map(_words, node.args)):
                        yield words, f"{file.relative_to(root)}:{node.lineno}"


def _words(node: ast.expr) -> str:
    """A text with "0" for what stands in braces, "" for anything else and for what is no sentence."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value if " " in node.value else ""
    if isinstance(node, ast.JoinedStr):
        parts = [str(part.value) if isinstance(part, ast.Constant) else "0" for part in node.values]
        return "".join(parts) if any(" " in part.strip(" ;:") for part in parts) else ""
    return ""


def test_the_window_knows_every_sentence_of_the_library(russian: None) -> None:
    untold = {place: said for said, place in said_by_the_library() if library_words.in_words(said) == said}
    assert untold == {}, "add them to semsearch_ui/presentation/library_words.py"


def test_paths_and_numbers_stay_as_they_are(russian: None) -> None:
    said = library_words.in_words("cannot open /srv/mail (old)/x: it is damaged: 7; choose another home with --home")
    assert said == "не удаётся открыть /srv/mail (old)/x: он повреждён: 7; выберите другое место с --home"
    assert library_words.in_words("there is no text in this HTML document") == "в файле (документ HTML) нет текста"


def test_what_nobody_knows_stays_in_english(russian: None) -> None:
    assert library_words.in_words("the moon is out") == "the moon is out"


def test_english_is_as_it_was_but_for_commands() -> None:
    for sentence in map(str, library_words.SENTENCES):
        assert library_words.in_words(sentence) == library_words.IN_THE_WINDOW.get(sentence, sentence)
    assert set(library_words.IN_THE_WINDOW) <= set(map(str, library_words.SENTENCES))
    said = "the PDF holds pictures only; text recognition can read it; to switch it on: semsearch ocr on"
    assert "switch it on in the settings" in library_words.in_words(said)
