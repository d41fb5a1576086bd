"""Searches: copies, reasons, facets, completions, and similarity to several documents."""

import unicodedata
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from semsearch.errors import ModelError, NotIndexedError
from semsearch.language.sentences import sentence_spans
from semsearch.library import Library
from semsearch.search import narrowing, searching
from tests.conftest import MailMaker, WordEncoder, WordModels

BODIES = {
    "Roses": "Roses need water. Cut the roses in spring, and feed them. The gardener comes on Monday.",
    "Tulips": "Tulips need sun. Plant the bulbs in autumn. The gardener likes tulips in the garden.",
    "Engine": "The engine of the car is broken. The garage wants money for the engine.",
    "Tyres": "The car needs winter tyres. The garage has tyres and an engine for the car.",
    "Flat": "Хозяйка квартиры просит оплатить счёт за воду.",
}


@pytest.fixture
def filled(library: Library, folder: Path, mail: MailMaker) -> Library:
    for number, (title, body) in enumerate(BODIES.items()):
        sender = "Вера <vera@example.org>" if title == "Flat" else "Anna Lebedeva <anna@example.org>"
        date = f"Tue, 12 Mar {2020 + number % 2} 10:15:00 +0300"
        (folder / f"{title}.eml").write_bytes(mail(title, body, sender=sender, date=date))
    (folder / "copy.eml").write_bytes(mail("Fwd: Roses", BODIES["Roses"], message_id="copy@example.org"))
    library.sources.add([folder])
    library.reindex()
    return library


def ids(library: Library) -> dict[str, int]:
    return {hit.title: hit.id for hit in library.search("in:mail", 20).hits}


def test_duplicates_are_folded_into_one_hit(filled: Library) -> None:
    hits = filled.search("roses in spring").hits
    assert [hit.title for hit in hits].count("Roses") + [hit.title for hit in hits].count("Fwd: Roses") == 1
    first = hits[0]
    assert len(first.copies) == 1
    assert not {hit.id for hit in hits} & set(first.copies)


def test_a_name_is_found_in_the_other_alphabet(filled: Library, folder: Path, mail: MailMaker) -> None:
    (folder / "meeting.eml").write_bytes(mail("Встреча", "Лютер и Соколова ждут нас в пятницу."))
    filled.reindex()
    for query in ("Luther", "luther sokolova friday"):
        assert filled.search(query, mode="keyword").hits[0].title == "Встреча"
    first = filled.search("лебедевой", mode="keyword").hits[0]
    assert "Lebedeva" in first.sender
    found = filled.search("Luther", mode="keyword").hits[0]
    assert [found.snippet[mark.start : mark.end] for mark in found.marks] == ["Лютер"]


def test_a_spelling_in_the_other_alphabet_that_is_another_word_is_not_found(
    filled: Library, folder: Path, mail: MailMaker
) -> None:
    (folder / "plan.eml").write_bytes(mail("План", "План работ на год. Договор в банке."))
    filled.reindex()
    for query, found in {"hood": False, "plan": True, "bank": True}.items():
        assert [hit.title for hit in filled.search(query, mode="keyword").hits] == ["План"] * found, query
    (folder / "roman.eml").write_bytes(mail("Greeting", "Roman sends his greetings."))
    filled.reindex()
    assert [hit.title for hit in filled.search("Романа", mode="keyword").hits] == ["Greeting"]  # a name, though a novel


@pytest.mark.parametrize("query", ["почему моя хозяйка", "а сколько мне к хозяйке", "хозяйка, которая ваша"])
def test_words_without_a_topic_do_not_count(filled: Library, query: str) -> None:
    alone, among = (filled.search(each, mode="keyword").hits[0] for each in ("хозяйка", query))
    assert (among.title, among.relevance) == (alone.title, alone.relevance)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jgkfnbnm cx`n", "оплатить счёт"),
        ("Хозяйка rdfhnbhs ghjcbn?", "Хозяйка квартиры просит"),
        ("from:вера c[jlbnm jn [jpzqrb", "from:вера сходить от хозяйки"),
        ("-roses дшыищт пфкфпу", "-roses lisbon garage"),
    ],
)
def test_the_wrong_keyboard_layout_is_read(filled: Library, typed: str, meant: str) -> None:
    found = filled.search(typed)
    assert found.suggestion == meant
    assert [hit.id for hit in found.hits] == [hit.id for hit in filled.search(meant).hits]


@pytest.mark.parametrize(
    "query",
    ["roses gdpr", "Kündigung", "skin' mne dogovor", "wx", "xlsx", "плз", "B.K.", "KFJC", "KFJC roses", '"ghbdtn"'],
)
def test_what_says_something_as_it_was_typed_is_in_no_other_layout(filled: Library, query: str) -> None:
    assert filled.search(query).suggestion in ("", query.strip('"'))


@pytest.mark.parametrize(
    "query",
    [
        "89031112233",
        "9031112233",
        "+7 (912) 345-67-89",
        "8 912 345 67 89",
        "79123456789",
        "3400",
        "SU026",
        "flight su026",
        "3400.00",
        "3,400.00",
        "3 400,00",
        "DE89370400440532013000",
        "4111 1111 1111 1111",
        "а123вс77",
        "О 456 ОО 99",
    ],
)
def test_a_number_is_found_in_other_groups(filled: Library, folder: Path, mail: MailMaker, query: str) -> None:
    body = "New number 89123456789, not +7 903 111-22-33. Flight SU 026 was 3,400.00 roubles."
    body += " DE89 3704 0044 0532 0130 00, card 4111111111111111, car А 123 ВС 77, another о456оо99."
    (folder / "numbers.eml").write_bytes(mail("Travel", body))
    filled.reindex()
    for mode in ("hybrid", "keyword"):
        assert filled.search(query, mode=mode).hits[0].title == "Travel"


@pytest.mark.parametrize("query", ["roof 12 345", "12,345", "12345.00"])
def test_a_long_number_is_as_sure_in_the_groups_of_the_text_as_in_others(
    filled: Library, folder: Path, mail: MailMaker, query: str
) -> None:
    (folder / "apart.eml").write_bytes(mail("Apart", "The roof costs 12 345 roubles."))
    filled.reindex()
    first = filled.search(query).hits[0]
    assert (first.title, first.relevance) == ("Apart", 1.0)


@pytest.mark.parametrize("amount", ["10 000", "10000", "10,000.00", "1 250 000"])
def test_a_round_number_is_a_word_among_others(filled: Library, folder: Path, mail: MailMaker, amount: str) -> None:
    (folder / "roof.eml").write_bytes(mail("Roof", "A new roof costs 10 000 roubles, a house 1250000."))
    (folder / "town.eml").write_bytes(mail("Town", "The town has 10000 people, the county 1 250 000."))
    filled.reindex()
    first, *others = filled.search(f"a new roof of the house {amount}").hits
    assert first.title == "Roof"
    assert all(hit.relevance < 0.5 for hit in others)


def test_a_number_that_is_there_as_it_is_asked_for_is_no_other(filled: Library, folder: Path, mail: MailMaker) -> None:
    (folder / "apart.eml").write_bytes(mail("Apart", "The roof costs 10 000 roubles."))
    (folder / "whole.eml").write_bytes(mail("Whole", "The town has 10000 people."))
    filled.reindex()
    assert filled.search("roof 10 000").hits[0].title == "Apart"


@pytest.mark.parametrize(
    ("query", "sender", "titles"),
    [
        ("письма от Веры", "Вера", {"Flat"}),
        ("от веры", "Вера", {"Flat"}),
        ("mail from Anna", "Anna Lebedeva", {"Roses", "Tulips", "Engine", "Tyres"}),
        ("mail from Anna Lebedeva about the engine", "Anna Lebedeva", {"Engine", "Tyres"}),
        ("mail from Anna about tyres and an engine", "Anna Lebedeva", {"Engine", "Tyres"}),
        ("двигатель от Лебедевой", "Anna Lebedeva", {"Engine", "Tyres"}),
        ("счёт за воду от Веры", "Вера", {"Flat"}),
        ("письма Анны про двигатель", "Anna Lebedeva", {"Engine", "Tyres"}),
        ("все письма Веры", "Вера", {"Flat"}),
        ("mail from A. Lebedeva, the engine", "Anna Lebedeva", {"Engine", "Tyres"}),
        ("mail from Lebedeva?", "Anna Lebedeva", {"Engine", "Tyres"}),
        ("the engine from Anna", "Anna Lebedeva", {"Engine", "Tyres"}),
        ("Roses from A. Lebedeva", "Anna Lebedeva", {"Roses"}),
        ("mails by Anna Lebedeva", "Anna Lebedeva", {"Roses", "Tulips", "Engine", "Tyres"}),
    ],
)
def test_whose_mail_is_asked_for_is_read(filled: Library, query: str, sender: str, titles: set[str]) -> None:
    found = filled.search(query)
    assert f"was read as from:{sender};" in found.notices[0]
    assert titles <= {hit.title.removeprefix("Fwd: ") for hit in found.hits}
    assert {sender} == {hit.sender.partition(" <")[0] for hit in found.hits}


@pytest.mark.parametrize(
    "query",
    [
        "roses from anna to boris",
        "water from the car",
        '"from anna"',
        "from:vera от анны",
        "письма от Анны и Веры",
        "письмо Анне",
        "письма веры",
        "mail from B. Lebedeva",
        "engine from lebedeva",
        "roses by Anna",
    ],
)
def test_a_preposition_alone_says_not_whose_mail_is_asked_for(filled: Library, query: str) -> None:
    assert not any("was read as" in notice for notice in filled.search(query).notices)


def test_a_place_that_somebody_is_called_is_no_sender(filled: Library, folder: Path, mail: MailMaker) -> None:
    (folder / "jack.eml").write_bytes(mail("Dogs", "The dogs ran.", sender="Jack London <jack@example.org>"))
    for number in range(5):
        (folder / f"{number}.eml").write_bytes(mail(f"Trip {number}", "The trip goes to London."))
    filled.reindex()
    assert not any("was read as" in notice for notice in filled.search("the way back from London").notices)
    assert any("was read as" in notice for notice in filled.search("dogs from Jack London").notices)


@pytest.mark.parametrize("query", ["от:лебедевой двигатель", 'from:"Анны Лебедевой" engine', "from:ANNA engine"])
def test_a_sender_is_filtered_by_any_form_of_the_name(filled: Library, query: str) -> None:
    assert {"Engine", "Tyres"} <= {hit.title for hit in filled.search(query).hits}
    assert {hit.sender.partition(" <")[0] for hit in filled.search(query).hits} == {"Anna Lebedeva"}


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Анна-Мария Петрова <am@example.org>", "письма от Анны-Марии"),
        ("Conan O'Brien <obrien@example.org>", "mail from O'Brien"),
        ("Надежда Котова <nk@example.org>", "письма Надежды"),
    ],
)
def test_names_with_signs_and_names_that_are_words_are_names(
    filled: Library, folder: Path, mail: MailMaker, name: str, query: str
) -> None:
    (folder / "named.eml").write_bytes(mail("Named", "Flour and eggs.", sender=name))
    filled.reindex()
    assert [hit.title for hit in filled.search(query).hits] == ["Named"]


def test_where_somebody_wrote_nothing_at_a_time_what_they_wrote_is_found(filled: Library) -> None:
    found = filled.search("письма от Веры за июль 2019")
    assert {hit.title for hit in found.hits} == {"Flat"}
    assert [notice.partition(" from")[0] for notice in found.notices] == [
        '"от Веры" was read as',
        "nothing of theirs is",
    ]


def test_a_period_after_the_newest_mail_is_offered_as_it_was_then(filled: Library) -> None:
    found = filled.search("engine last year -roses")
    assert found.suggestion == "engine date:2020-01-01..2020-12-31 -roses"
    assert {hit.title for hit in filled.search(found.suggestion).hits} == {"Engine", "Flat"}
    assert filled.search("engine in July 2019").suggestion == ""


def test_yesterday_is_another_day_tomorrow(filled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    for day in (13, 14):
        for module in (narrowing, searching):
            monkeypatch.setattr(module, "today", partial(date, 2020, 3, day))
        told += filled.search("engine yesterday").notices
    assert [notice.partition(";")[0] for notice in told] == [
        '"yesterday" was read as date:2020-03-12..2020-03-12',
        'nothing is from date:2020-03-13..2020-03-13, so "yesterday" was searched as text',
    ]


def test_a_word_is_found_in_its_translation(filled: Library, folder: Path, mail: MailMaker) -> None:
    (folder / "heating.eml").write_bytes(mail("Heating", "The boiler in the cellar drips, nobody comes to mend it."))
    filled.reindex()
    found = filled.search("котёл в подвале").hits[0]
    assert found.title == "Heating"
    assert {found.snippet[mark.start : mark.end] for mark in found.marks} == {"boiler", "cellar"}
    assert not filled.search("котёл в подвале", mode="keyword").hits  # there a word is what is written


def test_a_note_that_answers_precedes_a_manual_that_has_the_words_somewhere(filled: Library, folder: Path) -> None:
    chapters = ["boiler"] * 30, ["kitchen"] * 30, ["paint"] * 30
    filler = [f"sentence {number} tells of something else entirely." for number in range(60)]
    manual = "\n\n".join(" ".join([*filler, *chapter, *filler]) for chapter in chapters)
    (folder / "manual.txt").write_text(f"Manual\n\n{manual}\n")
    (folder / "note.txt").write_text("Note\n\nPaint the wall of the kitchen where the boiler was taken down.\n")
    filled.reindex()
    by_words, hybrid = (filled.search("boiler kitchen paint", mode=mode).hits for mode in ("keyword", "hybrid"))
    assert [Path(hit.path).name for hit in by_words] == ["manual.txt", "note.txt"]
    assert [Path(hit.path).name for hit in hybrid][:2] == ["note.txt", "manual.txt"]


def test_a_query_that_is_not_valid_text_is_answered(filled: Library) -> None:
    assert filled.search("in:\udcff").hits == ()
    assert filled.search("from:\udcff garden\ud800").hits == ()


def test_a_strict_filter_returns_all_that_match(filled: Library) -> None:
    assert {hit.title for hit in filled.search("roses from:anna", 4).hits} >= {"Tulips", "Engine", "Tyres"}


def test_similar_to_several_and_not_to_others(filled: Library) -> None:
    known = ids(filled)
    similar = [hit.title for hit in filled.similar([str(known["Engine"])]).hits]
    assert similar[0] == "Tyres"
    together = filled.similar([str(known["Tulips"]), str(known["Engine"])], less=[str(known["Tyres"])]).hits
    assert not {hit.id for hit in together} & {known["Tulips"], known["Engine"], known["Tyres"]}
    assert together[0].title in {"Roses", "Fwd: Roses"}


def test_a_book_that_is_not_indexed_finds_its_like_by_passages_from_all_over_it(
    filled: Library, models: WordModels
) -> None:
    book = "\n\n".join(
        f"Chapter {n}. The car stands in the garage, its engine needs {n} new parts." * 20 for n in range(60)
    )
    encoded = models.encoders["multilingual"].encoded
    encoded.clear()
    assert filled.similar_text(book).hits[0].title in {"Engine", "Tyres"}
    assert 12 <= len(encoded) <= 24
    assert "Chapter 5" in encoded[-1]


def test_reasons_are_sentences_with_similarity_and_words(filled: Library) -> None:
    why = filled.explain(ids(filled)["Tyres"], query="winter tyre")
    best = max(why.sentences, key=lambda sentence: (not sentence.in_title, sentence.meaning))
    assert "winter tyres" in best.text
    assert [best.text[mark.start : mark.end] for mark in best.marks] == ["winter", "tyres"]
    assert [word.lower() for word in why.words] == ["tyres", "winter"]
    text = filled.show(str(why.document_id)).text
    assert all(text[part.span.start : part.span.end] == part.text for part in why.sentences if not part.in_title)
    assert filled.explain(ids(filled)["Tyres"], like=[str(ids(filled)["Engine"])]).sentences
    with pytest.raises(NotIndexedError):
        filled.explain(4711, query="winter")


def test_an_explained_search_has_the_sentences(filled: Library) -> None:
    explained = filled.search("winter tyres", explain=True).hits[0].explain
    assert explained is not None
    assert max(explained.sentences, key=lambda sentence: sentence.meaning).text.startswith(("The car", "Tyres"))


def test_words_are_searched_where_the_model_is_another_one(
    filled: Library, models: WordModels, folder: Path, mail: MailMaker
) -> None:
    filled.search("roses")
    models.encoders["multilingual"] = WordEncoder("multilingual-2")
    models.encoders["multilingual"].name = "multilingual"
    with Library.open(filled.home, models=models) as library:
        found = library.search("roses")

        assert found.hits
        assert "semsearch reindex" in found.notices[-1]
        with pytest.raises(ModelError):
            library.search("roses", mode="semantic")
        (folder / "new.eml").write_bytes(
            mail("New", "These models have no files from which a run could see the change.")
        )
        library.reindex()
        assert not library.search("roses").notices


def test_facets_count_what_was_found_and_narrow_to_it(filled: Library) -> None:
    facets = filled.facets()
    assert facets.total == 6
    assert [(value.value, value.count) for value in facets.senders] == [
        ("Anna Lebedeva <anna@example.org>", 5),
        ("Вера <vera@example.org>", 1),
    ]
    assert [value.value for value in facets.years] == ["2024", "2021", "2020"]
    assert {value.value for value in facets.types} == {"email"}
    assert {value.value for value in facets.languages} >= {"en", "ru"}
    for value in (*facets.senders, *facets.folders, *facets.types, *facets.years, *facets.languages):
        assert filled.facets(value.operator).total == value.count
    assert filled.facets("roses from:vera").total <= 1


def test_facets_count_what_has_come_since(filled: Library, folder: Path) -> None:
    filled.facets()
    (folder / "deeper").mkdir()
    for name in ("notes.md", "LIST.MD", "README"):
        (folder / "deeper" / name).write_text(f"Seeds and bulbs, {name}.\n")
    filled.reindex()

    facets = filled.facets()

    assert facets == filled.facets()
    assert facets.total == 9
    assert {value.value: value.count for value in facets.types} == {"email": 6, "md": 2, "document": 1}
    assert {value.value: value.count for value in facets.folders} == {str(folder): 6, str(folder / "deeper"): 3}
    assert filled.facets("type:md").total == 2


def test_who_talks_in_a_chat_is_found_and_counted(library: Library, folder: Path) -> None:
    lines = ["[05.03.24, 12:34:56] Anna Ivanova: Where is it?", "[05.03.24, 12:35:10] Boris: At home."]
    (folder / "_chat.txt").write_text("\n".join([*lines, "[05.03.24, 12:36:00] Anna Ivanova: Fine."]))
    library.sources.add([folder])
    library.reindex()

    for query in ("from:anna", "от:анны", "from:boris home", "mail from Anna"):
        assert [hit.title for hit in library.search(query).hits] == ["Anna Ivanova, Boris, 2024-03-05"]
    assert {(each.value, each.operator) for each in library.facets().senders} == {
        ("Anna Ivanova", 'from:"Anna Ivanova"'), ("Boris", "from:Boris")
    }  # fmt: skip
    assert library.senders("iv") == ["Anna Ivanova"]


def test_senders_are_completed(filled: Library) -> None:
    assert filled.senders("leb") == ["Anna Lebedeva <anna@example.org>"]
    assert filled.senders("ВЕР") == ["Вера <vera@example.org>"]
    assert filled.senders("nna") == []


def test_sentences_hold_every_word() -> None:
    text = "Hello J. Smith!  It costs 3.50 today. Really?\n\n- one\n- two\nПривет… как дела " + "x " * 500
    spans = sentence_spans(text)
    assert "".join("".join(text[span.start : span.end] for span in spans).split()) == "".join(text.split())
    assert [text[span.start : span.end] for span in spans[:3]] == ["Hello J. Smith!", "It costs 3.50 today.", "Really?"]
    assert all(span.end - span.start <= 400 for span in spans)


def test_letters_in_two_characters_are_found_as_letters(library: Library, folder: Path) -> None:
    """As macOS writes names of files, and as a keyboard there may send them; and stress as schoolbooks mark it."""
    name = unicodedata.normalize("NFD", "Бюджетный отчёт за май.txt")
    (folder / name).write_text("Тяжёлый за\u0301мок висел на воро\u0301тах кре\u0301пости.", encoding="utf-8")
    library.sources.add([folder])
    library.reindex()
    for query in ("бюджетный", unicodedata.normalize("NFD", "бюджетный"), "замок", '"на воротах крепости"'):
        assert [hit.path for hit in library.search(query, mode="keyword").hits] == [str(folder / name)], query
    assert "замок" in library.search("замок").hits[0].snippet


def test_where_nothing_has_a_phrase_the_words_are_suggested(filled: Library) -> None:
    found = filled.search('from:"Anna Lebedeva" “roses need much water” -"winter tyres"')
    assert found.hits == ()
    assert found.suggestion == 'from:"Anna Lebedeva" roses need much water -"winter tyres"'
    assert found.notices == (f"did you mean: {found.suggestion}",)
    assert filled.search(found.suggestion).hits[0].title in {"Roses", "Fwd: Roses"}
    assert filled.search('"roses need water"').suggestion == ""
    assert filled.search('""').suggestion == ""


def test_a_name_in_the_other_alphabet_is_in_no_other_layout(filled: Library, folder: Path, mail: MailMaker) -> None:
    (folder / "p.eml").write_bytes(mail("Дом", "Пётр чинит крышу дома."))
    filled.reindex()
    assert filled.search("Petr").suggestion == ""
