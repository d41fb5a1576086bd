"""People are found by their short and full names, and mail by its year."""

from pathlib import Path

import pytest

from semsearch.library import Library
from tests.conftest import MailMaker

SENT = {
    "Boat": ("Дмитрий Козырев <dk@example.org>", "The engine of the boat is for sale. Дима"),
    "Walk": ("Evgeny Belov <belov@example.org>", "We walk to the lake on Sunday."),
    "Tomatoes": ("Ольга Крылова <olga@example.org>", "Помидоры высадила, огурцы под плёнкой."),
    "Hospital": ("Robert Hill <hill@example.org>", "Сашу положили в больницу, палата на третьем этаже."),
    "Grain": ("Mill <mill@example.org>", "Your order 2077 is ready."),
    "Prices": ("Mill <mill@example.org>", "Flour is cheaper from Monday."),
    "Salad": ("Cook <cook@example.org>", "Салат: помидоры, огурцы и помидоры ещё раз."),
}


@pytest.fixture
def filled(library: Library, folder: Path, mail: MailMaker) -> Library:
    for number, (title, (sender, body)) in enumerate(SENT.items()):
        date = f"Tue, 12 Mar {2016 + number} 10:15:00 +0300"
        (folder / f"{number}.eml").write_bytes(mail(title, body, sender=sender, date=date))
    library.sources.add([folder])
    library.reindex()
    return library


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("письма от Димы", "Boat"),
        ("письма Оли", "Tomatoes"),
        ("письма от Жени", "Walk"),
        ("mail from Zhenya", "Walk"),
        ("mail from Bob", "Hospital"),
        ("письма от Боба", "Hospital"),
        ("от:оля", "Tomatoes"),
        ("from:bob", "Hospital"),
    ],
)
def test_mail_is_asked_for_by_a_short_name(filled: Library, query: str, title: str) -> None:
    assert [hit.title for hit in filled.search(query).hits] == [title]


@pytest.mark.parametrize(
    ("query", "title"),
    [("Александр в больнице", "Hospital"), ("Сашина палата", "Hospital"), ("Олины помидоры", "Tomatoes")],
)
def test_a_name_finds_the_other_names_of_its_bearer(filled: Library, query: str, title: str) -> None:
    found = filled.search(query)
    assert found.hits[0].title == title
    assert not found.suggestion


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("письма за 2018 год", ["Tomatoes"]),
        ("mail from 2016", ["Boat"]),
        ("письма от Оли 2018", ["Tomatoes"]),
        ("письма от Оли за 2016 год", ["Tomatoes"]),
    ],
)
def test_mail_of_a_year_is_asked_for(filled: Library, query: str, titles: list[str]) -> None:
    found = filled.search(query)
    assert [hit.title for hit in found.hits] == titles
    assert found.notices


def test_a_sender_with_a_semicolon_in_the_name_is_one(library: Library, folder: Path, mail: MailMaker) -> None:
    sender = '"Barnes &amp; Noble" <books@example.org>'
    (folder / "order.eml").write_bytes(mail("Order", "The books are on their way.", sender=sender))
    library.sources.add([folder])
    library.reindex()
    assert [hit.title for hit in library.search("mail from Barnes Noble").hits] == ["Order"]
    assert [value.value for value in library.facets().senders] == [sender.replace('"', "")]


def test_a_number_in_the_mail_of_somebody_is_no_year_without_mail(filled: Library) -> None:
    assert [hit.title for hit in filled.search("from:mill").hits] == ["Prices", "Grain"]
    found = filled.search("from:mill 2077")
    assert found.hits[0].title == "Grain"
    assert not found.notices
