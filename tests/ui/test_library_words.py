"""What the library says is said in the language of the window."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import semsearch
from semsearch.extract import sniff
from semsearch_ui.presentation import library_words
from semsearch_ui.presentation.library_sentences import IN_THE_WINDOW, SENTENCES
from semsearch_ui.translation import speak

SPOKEN = {
    "Skip", "Sniffed", "UnreadableError", "HomeError", "LockedError", "DamagedError", "ModelError", "DamagedModelError",
    "NotIndexedError", "unrecognised",
}  # fmt: skip
COMMANDS_ALONE = {
    "actions", "backup", "cli", "doctor", "evaluating", "homes", "isolation", "keep_rules", "recording", "vectors",
}  # fmt: skip
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
                for words in filter(None, map(_words, _spoken(node))):
                    yield words, f"{file.relative_to(root)}:{getattr(node, 'lineno', 0)}"


def _spoken(node: ast.AST) -> list[ast.expr]:
    """What an expression hands to an error or a reason, or a line keeps to hand it on."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPOKEN:
        return node.args
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "self.notices.append":
        return node.args
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("detail", "notice"):
        return [node.value]
    return []


def kinds_of_files() -> Iterator[str]:
    """What the tables of `semsearch.extract.sniff` call the kinds of files: the last thing in each row."""
    tables = ast.parse(Path(sniff.__file__).read_text(encoding="utf-8")).body
    for row in (row for table in tables if isinstance(table, ast.AnnAssign) for row in ast.walk(table)):
        if isinstance(row, ast.Tuple) and isinstance(row.elts[-1], ast.Constant) and len(row.elts) > 1:
            yield str(row.elts[-1].value)


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
    assert untold == {}, "add them to semsearch_ui/presentation/library_sentences.py"


def test_the_window_knows_the_kinds_of_files(russian: None) -> None:
    kinds = set(kinds_of_files())

    assert {"cabinet archive", "Works document; save it as docx", "Visio drawing"} <= kinds
    assert [kind for kind in kinds if " " in kind and library_words.in_words(kind) == kind] == []


def test_paths_and_numbers_stay_as_they_are(russian: None) -> None:
    said = library_words.in_words("cannot open /srv/mail (old)/x: it has a password; choose another home with --home")
    assert said == "не удаётся открыть /srv/mail (old)/x: у него пароль; выберите другое место с --home"
    assert library_words.in_words("there is no text in this HTML document") == "в файле (документ HTML) нет текста"


def test_large_numbers_are_grouped_as_the_person_does_it(russian: None) -> None:
    said = library_words.in_words("longer than 2,000,000 characters; the rest was not read")
    assert " ".join(said.split()) == "длиннее 2 000 000 знаков; остальное не прочитано"


def test_what_nobody_knows_stays_in_english(russian: None) -> None:
    assert library_words.in_words("the moon is out") == "the moon is out"


def test_english_is_as_it_was_but_for_commands() -> None:
    for sentence in map(str, SENTENCES):
        assert library_words.in_words(sentence) == IN_THE_WINDOW.get(sentence, sentence)
    assert set(IN_THE_WINDOW) <= set(map(str, SENTENCES))
    said = "the PDF holds pictures only; text recognition can read it; to switch it on: semsearch ocr on"
    assert "switch it on in the settings" in library_words.in_words(said)
