from dataclasses import replace

from semsearch.store.lookup import Beginning
from semsearch.topics.labelling import Sample, label, terms

RENT = [
    Beginning("Квартплата", "Хозяйка просит платить за квартиру больше", "ru"),
    Beginning("", "За квартиры снова платим больше, пишет хозяйка", "ru"),
    Beginning("Rent", "The flat: хозяйка wants more for the квартира", "en"),
]
TRAINS = [
    Beginning("Train", "The train to Kazan leaves at nine, see https://trains.example/kazan?train=9", "en"),
    Beginning("", "Is there a later train to Kazan? Ask agent@trains.example", "en"),
    Beginning("", "Trains, trains, trains! And nothing but trains", "en"),
]


def named(*topics: list[Beginning], others: tuple[Sample, ...] = ()) -> list[tuple[str, ...]]:
    return terms([Sample(texts, len(texts)) for texts in topics], others)


def test_terms_are_distinctive_lemmas_in_the_language_of_the_topic() -> None:
    rent, trains = named(RENT, TRAINS)
    assert set(rent[:2]) == {"квартира", "хозяйка"}
    assert "flat" not in rent
    assert trains[:2] == ("train", "kazan")


def test_addresses_are_not_terms() -> None:
    assert not {"https", "example", "agent"} & set(named(RENT, TRAINS)[1])


def test_weekdays_markup_and_mail_vocabulary_are_not_terms() -> None:
    texts = [Beginning("Re: Fwd: http", f"On Monday, {text.text} &nbsp; wrote", "en") for text in TRAINS]
    assert not {"re", "fwd", "http", "monday", "nbsp", "wrote"} & set(named(texts, RENT)[0])


def test_words_that_only_say_which_one_are_not_terms() -> None:
    texts = [Beginning("", f"{text.text} в том же доме, у некоторой четвёртой соседки", "ru") for text in RENT]
    found = named(texts, TRAINS)[0]
    assert {"дом", "соседка"} <= set(found)
    assert not {"тот", "некоторый", "четвёртый"} & set(" ".join(found).split())


def test_words_of_all_topics_are_not_terms() -> None:
    greeted = [[Beginning("", f"Budget there, {text.text}", "en") for text in topic] for topic in (TRAINS, RENT)]
    assert all("budget" not in found for found in named(*greeted))


def test_words_that_occur_together_form_one_term() -> None:
    texts = [Beginning("", f"{what} железной дороге и железных дорог {what}", "ru") for what in ("о", "про", "возле")]
    assert "железная дорога" in named(texts, TRAINS)[0]
    assert not {"железный", "дорога"} & set(named(texts, TRAINS)[0])


def test_names_of_senders_are_not_terms() -> None:
    signed = [replace(text, text=f"{text.text}\nKaren", people=("Karen Miles <karen@example.org>",)) for text in TRAINS]
    assert "karen" not in named(signed, RENT)[0]
    family = [Beginning("", f"мама и Миша {what} на поезде", "ru") for what in ("едут", "были", "приехали")]
    assert "миша" not in named(family, RENT)[0]


def test_copies_of_one_mail_name_no_topic() -> None:
    copies = [Beginning("Carcooning", "An annoying fact of life in cars", "en")] * 3
    (found, _) = named([*copies, *TRAINS], RENT)
    assert found[:2] == ("train", "kazan")
    assert "fact" not in " ".join(found)


def test_the_subject_of_a_long_thread_names_no_topic() -> None:
    replies = [
        Beginning("Re: Goodbye pizza oven", "The climate is warming, says the report", "en"),
        Beginning("RE: Goodbye pizza oven", "Warming of the climate was slower before", "en"),
        Beginning("Fwd: Goodbye pizza oven", "No climate without a warming sea", "en"),
        Beginning("AW: Goodbye pizza oven", "His climate is not hers, and warming is for all", "en"),
    ]
    assert set(named(replies, RENT)[0]) == {"climate", "warming"}


def test_names_in_the_texts_are_terms() -> None:
    told = [Beginning("", f"{text.text} with Karen", "en", ("Paul <paul@example.org>",)) for text in TRAINS]
    assert "karen" in named(told, RENT)[0]


def test_terms_of_some_topics_are_distinguished_from_other_documents() -> None:
    others = Sample([Beginning("", "Another train", "en")] * 3, 3_000)
    assert named(TRAINS, others=(others,))[0][0] == "kazan"


def test_no_topics_and_no_words() -> None:
    assert terms([]) == []
    assert named([Beginning("", "", "en")] * 3) == [()]
    assert label((), "Untitled") == "Untitled"
    assert label(("one", "two", "three", "four"), "") == "one, two, three"


def test_the_extension_of_a_file_is_not_a_term() -> None:
    notes = [Beginning(f"rent {number}.txt", text.text, "en") for number, text in enumerate(TRAINS)]
    assert "txt" not in named(notes, RENT)[0]


def test_what_few_texts_keep_coming_back_to_names_their_topic() -> None:
    lines = ("Added daily: every bad beat counts. Poker against people, poker at night, poker at all tables.",) * 2
    poker = [Beginning(title, line, "en") for title, line in zip(("Poker online", "Play poker"), lines, strict=True)]
    poker[1] = replace(poker[1], text=f"{poker[1].text} Poker!")
    (found, _) = named(poker, TRAINS)
    assert found[0] == "poker"
