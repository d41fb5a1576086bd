"""No word of the window is missing in a language, and none is cut off from what the code says."""

import ast
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

import semsearch_ui
from semsearch.settings import resources
from semsearch_ui.presentation import counts
from semsearch_ui.translation import speak

CODE = Path(semsearch_ui.__file__).parent
FOLDER = resources() / "translations"
TOOLS = Path(PySide6.__file__).parent
PLACEHOLDER = re.compile(r"%(?:L?n|\d)")


@pytest.fixture
def restored(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    speak(qapp, "en")


def texts_in_code() -> set[tuple[str, str]]:
    """Every (context, text) that the code asks a translation for."""
    found = set()
    for file in CODE.rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        scopes: list[tuple[ast.AST, str]] = [(tree, "")]
        while scopes:
            node, name = scopes.pop()
            if isinstance(node, ast.ClassDef):
                name = node.name
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                words = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
                if called == "tr":
                    found.add((name, words[0]))
                elif called in ("translate", "QT_TRANSLATE_NOOP") and len(words) > 1:
                    found.add((words[0], words[1]))
            scopes += [(child, name) for child in ast.iter_child_nodes(node)]
    return found


def messages(language: str) -> dict[tuple[str, str], list[str]]:
    """The translations of each (context, text), one for each plural form; none where it is unfinished."""
    found = {}
    for context in ET.parse(FOLDER / f"semsearch_{language}.ts").getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            finished = translation.get("type") is None
            found[context.findtext("name", ""), message.findtext("source", "")] = forms if finished else []
    return found


def test_every_text_of_the_code_is_in_russian() -> None:
    there = messages("ru")
    assert texts_in_code() - there.keys() == set(), "run `make translations`"
    assert there.keys() - texts_in_code() == set(), "run `make translations`"
    assert [key for key, forms in there.items() if not forms or not all(forms)] == []


def test_every_plural_has_all_its_forms() -> None:
    english, russian = messages("en"), messages("ru")
    plural = {key for key in russian if "%n" in key[1] or "%Ln" in key[1]}
    assert {key for key, forms in russian.items() if len(forms) == 3} == plural
    assert {key for key, forms in english.items() if len(forms) == 2 and all(forms)} == plural


@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_is_filled_in_is_in_the_translation_too(language: str) -> None:
    for (context, text), forms in messages(language).items():
        for form in forms:
            assert sorted(PLACEHOLDER.findall(form)) == sorted(PLACEHOLDER.findall(text)), (context, text)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_compiled_file_is_that_of_the_texts(language: str, tmp_path: Path) -> None:
    made = tmp_path / "made.qm"
    source = FOLDER / f"semsearch_{language}.ts"
    subprocess.run([TOOLS / "lrelease", "-silent", source, "-qm", made], check=True, capture_output=True)
    assert made.read_bytes() == (FOLDER / f"semsearch_{language}.qm").read_bytes(), "run `make translations`"


def test_russian_counts_as_russians_do(restored: QApplication) -> None:
    speak(restored, "ru")
    assert [counts.documents(n) for n in (1, 3, 5, 21)] == [
        "1 документ", "3 документа", "5 документов", "21 документ",
    ]  # fmt: skip
    assert QCoreApplication.translate("Places", "Search") == "Поиск"
    speak(restored, "en")
    assert [counts.documents(n) for n in (1, 5)] == ["1 document", "5 documents"]
    assert QCoreApplication.translate("Places", "Search") == "Search"


SPEAKING = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from semsearch_ui import translation
folder = Path(sys.argv[1])
translation.resources = lambda: folder
application = QApplication([])
translation.speak(application, "ru")
(folder / "translations" / "semsearch_ru.qm").write_bytes(b"")
print(QCoreApplication.translate("Places", "Folders") != "Folders")
"""


def test_a_window_goes_on_speaking_while_an_upgrade_writes_its_words_anew(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "translations")
    command = [sys.executable, "-c", SPEAKING, str(tmp_path)]  # in a process of its own, which may die of it
    spoken = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (spoken.returncode, spoken.stdout) == (0, "True\n")
