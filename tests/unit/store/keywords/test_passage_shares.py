"""How much of a query a passage covers."""

from contextlib import closing
from pathlib import Path

import pytest

from semsearch.language import words
from semsearch.library import Library
from semsearch.settings import Home
from semsearch.store.database import Database
from semsearch.store.keywords.fulltext import Terms, search
from semsearch.store.keywords.passage_shares import shares_of_passages
from tests.conftest import MailMaker

WHOLE = "The plumber came about the boiler. He wants INV20240317 to be paid, and said water water everywhere."
TERMS = (
    Terms(["plumber", "boiler"]),
    Terms(["water", "nothing"]),
    Terms(groups=[["boil*", "boil"]]),
    Terms(phrases=[["plumber"]]),
    Terms(["20240317"]),
    Terms(["note", "irina"]),
    Terms(["quot"]),
)


@pytest.mark.parametrize("terms", TERMS)
def test_a_passage_that_is_the_whole_text_has_the_share_of_the_document(
    terms: Terms, library: Library, folder: Path, home: Path, mail: MailMaker
) -> None:
    (folder / "a.eml").write_bytes(mail("Note", f"{WHOLE}\n\n> quoted\n", to="Irina <irina@example.org>"))
    for number in range(5):
        (folder / f"other{number}.eml").write_bytes(mail("Other", f"Roses in the garden of house {number}."))
    library.sources.add([folder])
    library.reindex()
    with closing(Database(Home(home))) as database, database.transaction() as connection:
        found = search(connection, terms, None)
        assert found
        for document_id, share in found.items():
            body = library.show(str(document_id)).text
            ((covered,),) = (
                each[document_id] for each in shares_of_passages(connection, [terms], {document_id: [body]})
            )
            # FTS5 counts the parts of names such as test_a_passage0 as words of their own.
            assert covered == pytest.approx(share, rel=0.1)


def test_a_passage_has_only_its_own_words(library: Library, folder: Path, home: Path, mail: MailMaker) -> None:
    (folder / "a.eml").write_bytes(mail("Note", WHOLE))
    library.sources.add([folder])
    library.reindex()
    terms = Terms(words.stems("plumber water"))
    with closing(Database(Home(home))) as database, database.transaction() as connection:
        (shares,) = shares_of_passages(connection, [terms], {1: ["The plumber.", "Water.", "He said"]})
        first, second, neither = shares[1]
        assert 0 == neither < second
        assert 0 < first < 1


def test_a_document_has_the_year_that_it_is_of(library: Library, folder: Path, home: Path, mail: MailMaker) -> None:
    (folder / "a.eml").write_bytes(mail("Bonus", "It is paid in June.", date="Tue, 12 Mar 2019 10:15:00 +0300"))
    (folder / "b.eml").write_bytes(mail("Plans", "We want to have built it by 2017."))
    library.sources.add([folder])
    library.reindex()
    with closing(Database(Home(home))) as database, database.transaction() as connection:
        asked = [Terms(["2019"]), Terms(["2017"])]
        (of_then,), (of_another_year,) = (each[1] for each in shares_of_passages(connection, asked, {1: ["Paid."]}))
        assert of_then > 0 == of_another_year
