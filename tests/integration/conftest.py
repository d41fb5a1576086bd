"""Homes that several tests begin with."""

from pathlib import Path

import pytest

from semsearch.library import Library
from tests.conftest import MailMaker
from tests.integration.command_line import LUNCH, RENT, Semsearch, write_mail


@pytest.fixture(scope="module")
def semsearch(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Semsearch:
    """A home with one indexed folder; tests that change it use `fresh`."""
    folder = tmp_path_factory.mktemp("cli")
    mail = folder / "Почта"
    write_mail(mail / "rent.eml", "Анна <anna@example.org>", "Квартира", RENT)
    write_mail(mail / "archive" / "rent.eml", "Анна <anna@example.org>", "Квартира", RENT)
    write_mail(mail / "lunch.eml", "Carl <carl@example.org>", "Food", LUNCH)
    (mail / "notes.txt").write_text("The garden needs water twice a day in July.\n")
    (mail / "empty.txt").write_text("")
    program = Semsearch(folder / "home", mail)
    assert program("add", mail).exit_code == 0
    assert program("reindex").exit_code == 0
    return program


@pytest.fixture
def fresh(tmp_path: Path, model_cache: Path) -> Semsearch:
    """A new home and a folder with one mail, not added yet."""
    write_mail(tmp_path / "mail" / "lunch.eml", "Carl <carl@example.org>", "Food", LUNCH)
    return Semsearch(tmp_path / "home", tmp_path / "mail")


@pytest.fixture
def filled(library: Library, folder: Path, mail: MailMaker) -> Library:
    """A library over one mail, indexed."""
    (folder / "1.eml").write_bytes(mail("Picnic by the lake", "Bring a blanket and something to drink."))
    library.sources.add([folder])
    library.reindex()
    return library
