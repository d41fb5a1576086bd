"""Keywords and filters over a few stored mails."""

from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from semsearch.errors import Cancelled
from semsearch.library import Library
from semsearch.progress import Step
from semsearch.records import Facets, KeywordColumns, Mode
from semsearch.settings import Home
from semsearch.store.database import Database
from semsearch.store.keywords import fulltext, keyword_index
from semsearch.store.meta import set_meta
from tests.conftest import MailMaker
from tests.files import mbox


@pytest.fixture
def filled(library: Library, folder: Path, mail: MailMaker) -> Library:
    fill(library, folder, mail)
    return library


def fill(library: Library, folder: Path, mail: MailMaker) -> None:
    (folder / "a.eml").write_bytes(mail("Invoices", "The invoices were paid. ERR_1042 came up twice."))
    (folder / "b.eml").write_bytes(
        mail("Договор", "Хозяйка квартиры прислала договоры.", sender="Café Пушкин <cafe@example.org>",
             to="Ирина <irina@example.org>", date="Fri, 12 May 2023 10:15:00 +0000")
    )  # fmt: skip
    (folder / "c.eml").write_bytes(
        mail("Заказ", "Письмо о заказе INV20240317 и об ёлке, файл smeta-2024.xlsx.",
             sender="Пётр <petr@example.org>", date="Fri, 12 May 2017 10:15:00 +0000")
    )  # fmt: skip
    (folder / "notes.md").write_text("# Garden\n\nWater the roses at noon. Кафе Café близко.\n")
    library.sources.add([folder])
    library.reindex()


def titles(library: Library, query: str, mode: Mode = "keyword") -> set[str]:
    return {hit.title for hit in library.search(query, mode=mode).hits}


KEYWORDS = {
    "invoice paying": {"Invoices"},
    "договорам квартирой": {"Договор"},
    "err_1042": {"Invoices"},
    "ERR_1043": set(),
    "____": set(),
    '"water the roses"': {"Garden"},
    '"water roses"': set(),
    '"café близко"': {"Garden"},
    "письма": {"Заказ"},
    "писем": {"Заказ"},
    "елка": {"Заказ"},
    "инво*": set(),
    "invo*": {"Invoices"},
    "invoices*": {"Invoices"},
    "догов*": {"Договор"},
    "INV20240317": {"Заказ"},
    "20240317": {"Заказ"},
    "2024031": {"Заказ"},
    "40317": {"Заказ"},
    "smeta-2024.xlsx": {"Заказ"},
    "smeta-2024": {"Заказ"},
    "1042": {"Invoices"},
    "example.org": {"Invoices", "Договор", "Заказ"},
    "invoyces": {"Invoices"},
}


def test_keywords_are_found_by_their_stems_and_phrases_as_they_stand(filled: Library) -> None:
    assert {query: titles(filled, query) for query in KEYWORDS} == KEYWORDS


OPERATORS = {
    "from:anna": {"Invoices"},
    "from:café": {"Договор"},
    "from:пушкин": {"Договор"},
    "to:ирина": {"Договор"},
    "subject:invoi": {"Invoices"},
    "subject:ДОГО": {"Договор"},
    "subject:_": set(),
    "subject:%": set(),
    'in:"MAIL/notes"': {"Garden"},
    "in:mail": {"Invoices", "Договор", "Garden", "Заказ"},
    "in:nowhere": set(),
    "before:2024-01-01": {"Договор", "Заказ"},
    "after:2024-01-01": {"Invoices"},
    "date:2023..2024": {"Invoices", "Договор"},
    "type:md": {"Garden"},
    "type:email": {"Invoices", "Договор", "Заказ"},
    "has:attachment": set(),
    "lang:ru from:café": {"Договор"},
    "from:petr lang:ru": {"Заказ"},
    "larger:1M": set(),
    "smaller:1M": {"Invoices", "Договор", "Garden", "Заказ"},
    "from:anna from:café": {"Invoices", "Договор"},
    "from:anna lang:ru": set(),
}


@pytest.mark.parametrize("mode", ["hybrid", "semantic", "keyword"])
def test_operators_mean_the_same_in_every_mode(filled: Library, mode: Mode) -> None:
    assert {query: titles(filled, query, mode) for query in OPERATORS} == OPERATORS
    assert {query: titles(filled, f"invoices договор roses заказ {query}", mode) for query in OPERATORS} == OPERATORS


def test_the_size_is_that_of_the_file_and_in_a_mailbox_of_the_message(
    library: Library, folder: Path, mail: MailMaker
) -> None:
    (folder / "page.html").write_text(f"<title>Page</title><script>{'x' * 5000}</script><p>Little is said.</p>")
    long, short = mail("Long", "All of it. " * 500), mail("Short", "Not much.")
    (folder / "old.mbox").write_bytes(mbox(long, short))
    library.sources.add([folder])
    library.reindex()

    assert titles(library, "larger:5000") == {"Page", "Long"}
    assert titles(library, "smaller:5000") == {"Short"}


def test_a_label_is_a_folder(library: Library, folder: Path, mail: MailMaker) -> None:
    for name, label in {"Rent": "Flat,Important", "Dacha": "=?utf-8?b?0JTQsNGH0LA=?=", "Notes": ""}.items():
        labelled = b"X-Gmail-Labels: " + label.encode() + b"\r\n" if label else b""
        (folder / f"{name}.eml").write_bytes(labelled + mail(name, f"All about {name}."))
    library.sources.add([folder])
    library.reindex()

    assert titles(library, "in:flat") == {"Rent"}
    assert titles(library, "in:дача") == {"Dacha"}
    assert titles(library, "in:flat in:дача") == {"Rent", "Dacha"}
    assert titles(library, "in:office") == set()
    labels = {(value.value, value.count, value.operator) for value in library.facets().labels}
    assert labels == {("Flat", 1, "in:Flat"), ("Important", 1, "in:Important"), ("Дача", 1, "in:Дача")}


@pytest.mark.parametrize("asked", ["R&D", "c++", "C#", '"budget of R&D"'])
def test_letters_with_signs_are_a_word(library: Library, folder: Path, asked: str) -> None:
    (folder / "1.txt").write_text("Vitamin C helps. R, a language. Plan D. And F# is a note.")
    (folder / "2.txt").write_text("Minutes\n\nThe budget of R&D. Developers know C++ or C#.")
    library.sources.add([folder])
    library.reindex()
    assert titles(library, asked) == {"2.txt"}
    assert library.search(asked).hits[0].title == "2.txt"


def test_excluded_words(filled: Library) -> None:
    assert titles(filled, "invoices договор roses -paid") == {"Договор", "Garden"}


@pytest.mark.parametrize("mode", ["hybrid", "semantic", "keyword"])
def test_an_identifier_is_first_and_no_near_miss(filled: Library, mode: Mode) -> None:
    for query, title in {
        "договор ERR_1042 квартира хозяйка": "Invoices",
        "invoices paid smeta-2024.xlsx": "Заказ",
    }.items():
        hit = filled.search(query, mode=mode).hits[0]
        assert (hit.title, hit.relevance) == (title, 1.0)


@pytest.mark.parametrize("day", ["14 мая 2019", "May 14, 2019", "14.05.2019", "2019-05-14"])
def test_a_day_is_found_however_it_is_written(filled: Library, folder: Path, day: str) -> None:
    (folder / "2019-05-14_minutes.txt").write_text("Garden and invoices. Nobody was late.")
    (folder / "2019-05-21_minutes.txt").write_text("Garden and invoices, 14 of them in May of 2019.")
    filled.reindex()
    hit = filled.search(f"garden {day}").hits[0]
    assert (hit.title, hit.relevance) == ("2019-05-14_minutes.txt", 1.0)


def test_who_wrote_comes_before_who_was_written_to(library: Library, folder: Path, mail: MailMaker) -> None:
    anna, boris = "Anna Lebedeva <anna@example.org>", "Boris Orlov <boris@example.org>"
    (folder / "1.eml").write_bytes(mail("Roof", "The roof is done.", sender=boris, to=anna))
    (folder / "2.eml").write_bytes(mail("Roof", "The roof is new.", sender=anna, to=boris))
    library.sources.add([folder])
    library.reindex()
    for name, sender in {"Anna": anna, "Борис": boris}.items():
        assert library.search(f"{name} roof").hits[0].sender == sender


def test_a_misspelt_word_is_put_right(filled: Library) -> None:
    found = filled.search("когда договр с хозяйкой", mode="keyword")
    assert found.suggestion == "когда договор с хозяйкой"
    assert any("договор" in notice for notice in found.notices)
    assert found.hits[0].title == "Договор"


def test_of_the_words_with_one_stem_the_one_that_was_meant_is_suggested(
    library: Library, folder: Path, mail: MailMaker
) -> None:
    said = "Prescriptive grammars, prescriptions and a prescription."
    (folder / "a.eml").write_bytes(mail("Words", said))
    library.sources.add([folder])
    library.reindex()
    assert library.search("perscription", mode="keyword").suggestion == "prescription"
    assert library.search("prescriptve", mode="keyword").suggestion == "prescriptive"
    assert library.search("Perscription GRAMARS", mode="keyword").suggestion == "Prescription GRAMMARS"
    for one_edit in ("gramamrs", "grammarss", "gammars", "gremmars"):
        assert library.search(one_edit, mode="keyword").suggestion == "grammars"
    assert library.search("prescirptt", mode="keyword").suggestion.startswith("prescripti")  # two edits


@pytest.mark.parametrize(("meant", "typed"), [("Αθήνα", "Αθένα"), ("zażółć", "zazolc"), ("москва", "масква")])
def test_misspelt_words_are_put_right_in_any_alphabet(
    library: Library, folder: Path, mail: MailMaker, meant: str, typed: str
) -> None:
    (folder / "a.eml").write_bytes(mail("Trip", meant))
    library.sources.add([folder])
    library.reindex()
    assert library.search(typed, mode="keyword").suggestion.lower() == meant.lower()


def test_a_name_that_is_not_there_is_no_misspelt_word(library: Library, folder: Path, mail: MailMaker) -> None:
    (folder / "drinks.eml").write_bytes(mail("Drinks", "The brandy is in the cellar. Busch has the key."))
    (folder / "meeting.eml").write_bytes(mail("Meeting", "We meet on Monday.", sender="Hadley Pruim <hp@example.org>"))
    library.sources.add([folder])
    library.reindex()
    first = library.search("letter to Brady", mode="keyword")
    assert (first.hits, first.suggestion) == ((), "letter to Brandy")
    found = {
        "a glass of brady": "Drinks",
        "meeting Pruimm": "Meeting",
        "Key Brady": "Drinks",
        "key of Buschh": "Drinks",
    }
    for query, title in found.items():
        assert library.search(query, mode="keyword").hits[0].title == title, query


def test_a_word_that_others_misspell_as_well_is_found_and_put_right(
    library: Library, folder: Path, mail: MailMaker
) -> None:
    for number in range(20):
        (folder / f"{number}.eml").write_bytes(mail(f"Parcel {number}", "Did you receive it? Tell Robin."))
    (folder / "misspelt.eml").write_bytes(
        mail("Letter", "I did not recieve it. Nor did Robbin.", sender="Robbin <r@x.org>")
    )
    library.sources.add([folder])
    library.reindex()
    found = library.search("recieve", mode="keyword")
    assert [hit.title for hit in found.hits] == ["Letter"]
    assert found.suggestion == "receive"
    assert not library.search("robbin", mode="keyword").suggestion  # a name


def test_a_word_that_there_is_is_never_put_right(filled: Library) -> None:
    # In the index, in another form, and in no document but in the dictionary, as near as it may be to what is there.
    for query in ("договоры", "договорами", "закат", "wafer", "noun"):
        assert not filled.search(query, mode="keyword").suggestion


def test_a_time_that_nothing_is_from_is_text(filled: Library) -> None:
    assert {hit.title for hit in filled.search("договор в мае 2023 года").hits} == {"Договор"}
    found = filled.search("договор в мае 1999 года")
    assert len(found.hits) > 1
    assert found.notices == ('nothing is from date:1999-05-01..1999-05-31, so "в мае 1999 года" was searched as text',)


def test_what_has_no_date_is_searched_where_nothing_of_a_time_answers(
    library: Library, folder: Path, mail: MailMaker
) -> None:
    (folder / "1.eml").write_bytes(mail("Lunch", "Pizza at noon.", date="Tue, 05 Jul 2016 12:00:00 +0000"))
    (folder / "2.eml").write_bytes(mail("Outage of the storage", "Again.", date="Tue, 02 Aug 2016 12:00:00 +0000"))
    (folder / "outage.txt").write_text("Outage of the storage on July 24, 2016")
    library.sources.add([folder])
    library.reindex()

    found = library.search("storage outage July 2016", mode="keyword")
    assert [Path(hit.path).name for hit in found.hits] == ["outage.txt"]
    assert found.notices == (
        'nothing from date:2016-07-01..2016-07-31 answers, so "July 2016" was searched in what has no date',
    )
    assert [hit.title for hit in library.search("storage outage August 2016", mode="keyword").hits] == [
        "Outage of the storage"
    ]


def test_keyword_scores_are_shares(filled: Library) -> None:
    for query in ("invoices paid", "roses", "договор квартира", '"water the roses" noon', "invoices invoices"):
        for hit in filled.search(query, mode="keyword", explain=True).hits:
            assert hit.explain is not None
            assert hit.explain.keyword is not None
            assert 0 < hit.explain.keyword <= 1
            assert hit.score > 0


def test_where_words_are_in_too_many_documents_the_rarer_ones_find_and_all_count(
    library: Library, folder: Path, mail: MailMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        (folder / f"{number}.eml").write_bytes(mail(f"Mail {number}", "The kernel of linux is here."))
    (folder / "both.eml").write_bytes(mail("Both", "A driver of the linux kernel."))
    (folder / "one.eml").write_bytes(mail("One", "The driver drove by bus to the other town."))
    library.sources.add([folder])
    library.reindex()
    terms = fulltext.Terms(["linux", "kernel", "driver"])
    with closing(Database(Home(library.home))) as database, database.transaction() as connection:
        everything = fulltext.search(connection, terms, None)
        monkeypatch.setattr(fulltext, "SCORED", 3)
        some = fulltext.search(connection, terms, None)
        assert len(everything) == 8
        assert len(some) == 2
        assert some == pytest.approx({document: everything[document] for document in some})
        # All that a filter leaves are found; most documents are no filter.
        left = list(everything)[:3]
        assert fulltext.search(connection, terms, left) == pytest.approx({each: everything[each] for each in left})
        assert fulltext.search(connection, terms, list(everything)) == pytest.approx(some)
        # What is found by meaning is scored, whatever words it has.
        also = fulltext.search(connection, terms, None, left)
        assert also == pytest.approx({document: everything[document] for document in {*left, *also}})
        assert {*left} <= also.keys()


def test_of_a_word_in_too_many_documents_those_that_have_it_in_their_title_are_found(
    library: Library, folder: Path, mail: MailMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(8):
        (folder / f"{number}.eml").write_bytes(mail(f"Mail {number}", "The kernel is here." + " And there." * number))
    (folder / "about.eml").write_bytes(mail("Kernel", "All about it."))
    (folder / "other.eml").write_bytes(mail("Other", "Roses."))
    library.sources.add([folder])
    library.reindex()
    terms = fulltext.Terms(["kernel"])
    with closing(Database(Home(library.home))) as database, database.transaction() as connection:
        everything = fulltext.search(connection, terms, None)
        monkeypatch.setattr(fulltext, "SCORED", 2)
        some = fulltext.search(connection, terms, None)
    assert len(everything) == 9
    assert len(some) < 4
    assert some == pytest.approx({document: everything[document] for document in some})
    assert max(everything, key=lambda document: everything[document]) in some


@pytest.mark.parametrize("gone", [["a.eml"], ["a.eml", "b.eml", "c.eml"]])
def test_what_is_forgotten_leaves_no_trace_and_can_be_made_anew(
    filled: Library, home: Path, folder: Path, gone: list[str]
) -> None:
    for name in gone:
        (folder / name).unlink()
    filled.reindex()
    database = Database(Home(home))
    terms = text("SELECT term, doc FROM keyword_counts ORDER BY term")
    with database.transaction() as connection:
        before = connection.execute(terms).all()
        assert not {"invoic", "1042"} & {row.term for row in before}
        keyword_index.rebuild(connection)
        assert connection.execute(terms).all() == before
    database.close()


def test_what_another_version_indexed_is_made_anew_step_by_step(
    filled: Library, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyword_index, "_RENEWED", 1)
    terms = text("SELECT term, doc FROM keyword_counts ORDER BY term")
    with closing(Database(Home(home))) as database:
        with database.writing() as connection:
            ours = connection.execute(terms).all()
            keyword_index.clear(connection)
            keyword_index.add_columns(connection, [(1, KeywordColumns("zebra"), "")])
            set_meta(connection, "words", "1")
        told: list[Step] = []
        for _ in range(2):
            with pytest.raises(Cancelled):
                filled.reindex(progress=partial(cancelled_at_once, told))
            between = filled.search("zebra", mode="keyword")
            assert len(between.hits) == 1
            assert keyword_index.OUTDATED in between.notices
        assert [step.done for step in told] == [1, 2]
        filled.reindex()
        now = filled.search("zebra", mode="keyword")
        assert (now.hits, keyword_index.OUTDATED in now.notices) == ((), False)
        with database.transaction() as connection:
            assert connection.execute(terms).all() == ours


def test_what_is_removed_while_the_index_is_made_anew_is_forgotten(
    filled: Library, home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyword_index, "_RENEWED", 1)
    with closing(Database(Home(home))) as database, database.writing() as connection:
        set_meta(connection, "words", "1")
    with pytest.raises(Cancelled):
        filled.reindex(progress=partial(cancelled_at_once, []))
    filled.sources.remove([folder])
    with closing(Database(Home(home))) as database, database.transaction() as connection:
        assert connection.scalar(text("SELECT count(*) FROM keyword_counts")) == 0


def cancelled_at_once(told: list[Step], step: Step) -> None:
    if step.phase == "index":
        told.append(step)
        raise Cancelled


def test_asking_again_finds_the_same_and_what_is_new(filled: Library, folder: Path) -> None:
    quoted = ['"water the roses"', 'type:md "water the roses"', 'type:md "the rose at"']

    def answers() -> dict[str, tuple[set[str], Facets]]:
        queries = ["type:md roses", *quoted, *quoted, "-noon roses"]
        return {query: (titles(filled, query, "hybrid"), filled.facets(query)) for query in queries}

    once = answers()
    assert answers() == once
    assert once['type:md "water the roses"'][0] == {"Garden"}
    assert once['type:md "the rose at"'][0] == set()

    (folder / "more.md").write_text("# Terrace\n\nWater the roses there, and see the rose at the wall.\n")
    filled.reindex()
    assert titles(filled, 'type:md "water the roses"') == {"Garden", "Terrace"}
    assert titles(filled, 'type:md "the rose at"') == {"Terrace"}
    assert filled.facets('"water the roses"').total == 2


def test_another_model_takes_over_when_it_has_encoded_everything(filled: Library) -> None:
    first = filled.status()
    filled.encoders.use("other")
    assert filled.search("roses", mode="semantic").hits[0].title == "Garden"
    assert filled.status().generation == first.generation
    report = filled.reindex()
    now = filled.status()
    assert report.encoded == now.vectors == first.vectors
    assert (now.model.name, now.generation > first.generation) == ("other", True)
    assert filled.search("roses", mode="semantic").hits[0].title == "Garden"
    assert filled.reindex().encoded == 0


def test_full_encodes_everything_into_a_new_generation_and_keeps_ids(filled: Library) -> None:
    before, ids = filled.status(), {hit.title: hit.id for hit in filled.search("in:mail").hits}
    report = filled.reindex(full=True)
    assert report.encoded == before.vectors
    assert filled.status().generation > before.generation
    assert {hit.title: hit.id for hit in filled.search("in:mail").hits} == ids


def test_results_say_how_much_can_be_found_by_meaning(filled: Library) -> None:
    assert filled.search("invoice").coverage == filled.status().coverage == 1
    with closing(Database(Home(filled.home))) as database, database.writing() as connection:
        connection.execute(text("DELETE FROM vectors WHERE id % 2 = 0"))
    assert 0.3 < filled.search("invoice").coverage < 0.7
    assert filled.status().coverage == pytest.approx(filled.search("invoice").coverage)


def test_a_rare_word_of_an_example_is_asked_for_twice(library: Library, home: Path, folder: Path) -> None:
    for number in range(90):
        (folder / f"{number}.txt").write_text(f"garden {'zanzibar' if number == 7 else 'water'}", encoding="utf-8")
    library.sources.add([folder])
    library.reindex()
    database = Database(Home(home))
    with database.transaction() as connection:
        assert fulltext.rarest(connection, ["garden", "zanzibar", "garden"], 5) == ["zanzibar", "zanzibar", "garden"]
        assert fulltext.rarest(connection, ["garden", "zanzibar"], 5, against=["zanzibar"]) == ["garden"]
    database.close()


def test_a_source_is_removed_from_an_index_of_other_words(filled: Library, folder: Path, home: Path) -> None:
    database = Database(Home(home))
    with database.writing() as connection:  # as an older program would have made it
        keyword_index.clear(connection)
        connection.execute(text("INSERT INTO keywords (rowid, body) SELECT id, 'quite other words' FROM documents"))
        connection.execute(text("UPDATE meta SET value = '1' WHERE key = 'words'"))
    database.close()
    filled.sources.remove([folder])
    with closing(Database(Home(home))) as database, database.transaction() as connection:
        connection.execute(text("INSERT INTO keywords (keywords) VALUES ('integrity-check')"))
        assert connection.scalar(text("SELECT count(*) FROM keywords WHERE keywords MATCH 'quite'")) == 0
