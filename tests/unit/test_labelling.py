from semsearch.labelling import Text, label, terms

RENT = [
    Text("Квартплата", "Хозяйка просит платить за квартиру больше", "ru"),
    Text("", "За квартиру снова платим больше, пишет хозяйка", "ru"),
    Text("Rent", "The flat: хозяйка wants more for the квартира", "en"),
]
TRAINS = [
    Text("Train", "The train to Kazan leaves at nine, see https://trains.example/kazan?train=9", "en"),
    Text("", "Is there a later train to Kazan? Ask agent@trains.example", "en"),
    Text("", "Trains, trains, trains! And nothing but trains", "en"),
]


def test_words_that_tell_a_topic_from_the_others_in_its_language() -> None:
    rent, trains = terms([RENT, TRAINS])
    assert rent[0] in {"квартиру", "хозяйка"}
    assert "flat" not in rent
    assert trains[:2] == ("train", "kazan")


def test_addresses_name_nothing() -> None:
    assert not {"https", "example", "agent"} & set(terms([RENT, TRAINS])[1])


def test_what_every_topic_says_names_none() -> None:
    greeted = [[Text("", f"Hello there, {text.body}", "en") for text in topic] for topic in (TRAINS, RENT)]
    assert all("hello" not in found for found in terms(greeted))


def test_no_topics_and_no_words() -> None:
    assert terms([]) == []
    assert terms([[Text("", "", "en")] * 3]) == [()]
    assert label((), "Untitled") == "Untitled"
    assert label(("one", "two", "three", "four"), "") == "one, two, three"
