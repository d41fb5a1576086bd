"""Whether two texts have the same meaning, by their words and the cosine of their vectors."""

import numpy as np
import pytest

from semsearch.duplicates.adapter import load_adapter
from semsearch.duplicates.foreign_names import name_others
from semsearch.duplicates.meaning import (
    FEATURES,
    SAME_MEANING,
    TextPair,
    false_friends,
    features,
    may_agree,
    same_meaning,
    same_meaning_at_most,
    signature,
)
from semsearch.duplicates.wording import wording
from semsearch.settings import DEFAULT_MODEL

NEAR, FAR = 1.1, 0.2
COPIES = (
    "Жалобу на решение суда рассматривает председатель областного суда, а копию определения секретарь в тот же день"
    " вручает сторонам под расписку."
)
LAWFUL = (
    "Суд проверяет по жалобе законность решения, приговора или постановления, если оно вступило в силу и не было"
    " обжаловано раньше."
)


def compared(one: str, other: str, relevance: float = NEAR, adapted: float | None = 0.9) -> TextPair:
    return TextPair(wording(one), wording(other), relevance, adapted)


@pytest.mark.parametrize("adapted", [0.9, None])
def test_a_paraphrase_has_the_same_meaning(adapted: float | None) -> None:
    (chance,) = same_meaning(
        [compared("A man with a hard hat is dancing.", "A man wearing a hard hat is dancing.", 1.5, adapted)]
    )
    assert chance >= SAME_MEANING


def test_unrelated_texts_do_not_have_the_same_meaning() -> None:
    (chance,) = same_meaning([compared("The cat sleeps on the sofa.", "Our ship sails at noon.", FAR, 0.1)])
    assert chance < 0.1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The invoice for March is 450 roubles.", "The invoice for April is 450 roubles."),
        ("The meeting begins at 10:00 in room 4.", "The meeting begins at 11:00 in room 4."),
        ("Your loan was approved today.", "Your loan was rejected today."),
        ("Мы согласны с этим планом.", "Мы не согласны с этим планом."),
        ("Счёт за март оплачен.", "Счёт за апрель оплачен."),
        ("What does np.argmax return?", "What does np.argmin return?"),
        ("How do I train a CrossEncoder?", "How do I train a SparseEncoder?"),
        ("Где описан метод get_parameter?", "Где описан метод get_submodule?"),
        ("ModuleNotFoundError: No module named psycopg2", "ModuleNotFoundError: No module named pysqlite2"),
        (COPIES, LAWFUL),
    ],
)
def test_false_friends_are_ruled_out_however_similar_they_are(one: str, other: str) -> None:
    assert same_meaning([compared(one, other, 1.8, 1.0)]) == [0.0]


def test_a_long_text_and_the_same_with_a_part_in_other_words_are_no_false_friends() -> None:
    text = "The harbour stays closed until the ice has gone, and tickets are valid on the first ferry that sails then."
    more = "Passengers with cars register at the counter, the others need not come before their ship is announced."
    one = wording(f"{text} {more} We are sorry for the trouble and hope to see you soon.")
    assert not false_friends(one, wording(f"{text} {more} Apologies for all inconvenience, see you again shortly."))
    assert not false_friends(one, wording(text))
    assert false_friends(wording(text), wording(more))


def test_a_name_with_a_number_is_the_same_in_capitals() -> None:
    assert not false_friends(wording("Is there a plan for Python3?"), wording("Is a plan for python3 there?"))


def test_the_same_quantity_in_another_language_is_not_a_false_friend() -> None:
    (chance,) = same_meaning([compared("We meet on 12 March at 10:00.", "Встречаемся 12 марта в 10:00.")])
    assert chance > 0


def test_a_decimal_comma_and_a_range_are_the_same_in_another_language() -> None:
    english, russian = "A gap of 0.05 to 1.9 mm; pages 40–50.", "Зазор от 0,05 до 1,9 мм; стр. 40-50."
    assert not false_friends(wording(english), wording(russian))
    assert false_friends(wording(english), wording(russian.replace("1,9", "1,8")))
    assert false_friends(wording("Due on 2026-05-06."), wording("Due on 2026-06-05."))


ENGLISH = (
    "The pump was tested for 12 days at 450 degrees in 3 loops; there is no wear after 600 hours, and of 17 bearings 2"
    " are old ones [1, pages 44–51]."
)
RUSSIAN = (
    "Насос испытывался 12 суток при 450 градусах в 3 контурах; после 600 часов он не изношен, а из 17 подшипников 2"
    " старые [1, стр. 44–51]."
)


def test_a_long_translation_may_have_a_misprint_but_no_other_data() -> None:
    assert not false_friends(wording(ENGLISH), wording(RUSSIAN.replace("51", "53")))
    other = RUSSIAN.replace("51", "53").replace("450", "500").replace("17", "19")
    assert false_friends(wording(ENGLISH), wording(other))
    assert false_friends(wording("The meeting is in room 4 at 10:00."), wording("Собрание в комнате 5 в 10:00."))
    assert false_friends(wording(ENGLISH), wording(ENGLISH.replace("51", "53")))


def test_words_between_the_numbers_of_a_long_translation_are_no_small_edits() -> None:
    assert not false_friends(wording(ENGLISH), wording(RUSSIAN.replace("450 градусах в 3", "450 не менее в 3")))
    assert false_friends(wording("Request 17 was approved."), wording("Заявка 17 отклонена."))


def test_a_text_with_much_literature_in_latin_letters_is_still_russian() -> None:
    literature = "Beznosov A. Heavy liquid metal coolants in reactors. Atomic Energy."
    assert wording(f"Исследован подшипник насоса в жидком свинце. {literature}").is_cyrillic
    assert not wording(f"{literature} (Атомная энергия.)").is_cyrillic


def test_names_as_computers_have_them_are_not_those_of_addresses() -> None:
    plain = "Our site has moved to https://www.example.org/new_page.html?userId=Ab; write to jo.doe@mail.example.org."
    assert wording(plain).identifiers == frozenset()


def test_a_word_of_any_length_is_read_at_once() -> None:
    (found,) = wording("x" * 300_000).words
    assert len(found.form) == 300_000


def test_a_higher_cosine_is_more_likely_the_same_meaning() -> None:
    one, other = "The harbour is closed because of ice.", "Ice keeps the port shut."
    chances = same_meaning([compared(one, other, near, near / 2) for near in (0.4, 0.8, 1.2, 1.6)])
    assert chances == sorted(chances)


def test_a_word_replaced_matters_more_where_there_are_few() -> None:
    rest = "of the new machine in our kitchen with the shop in town"
    few, many = same_meaning(
        [
            compared(f"How do I register the warranty {more}?", f"How do I claim the warranty {more}?", 1.43, 0.87)
            for more in ("", rest)
        ]
    )
    assert few < SAME_MEANING < many


def test_words_that_translate_each_other_make_the_same_meaning_more_likely() -> None:
    translated, other = same_meaning(
        [
            compared("The harbour is closed because of the ice.", russian, 1.0, 0.75)
            for russian in ("Порт закрыт из-за льда.", "Школа открыта из-за дождя.")
        ]
    )
    assert translated > other


def test_synonyms_make_the_same_meaning_more_likely_and_other_words_do_not() -> None:
    begin = "They begin to clean the large boat tomorrow."
    same, other = same_meaning(
        [
            compared(begin, f"They {said} tomorrow.", 1.0, 0.8)
            for said in ("start to clean the big ship", "forget to clean the green shoe")
        ]
    )
    assert other < SAME_MEANING < same


def test_who_says_no_in_other_words_more_likely_means_something_else() -> None:
    agreed = "The committee decided on a new roof for our old school."
    yes, no = same_meaning(
        [
            compared(agreed, f"In the end our old school {gets} the roof that was wished for by the committee.")
            for gets in ("gets", "does not get")
        ]
    )
    assert no < yes


def test_features_do_not_depend_on_the_order_of_the_two() -> None:
    one, other = "Anna Petrova will not come on 5 May.", "Mr Brown is coming in the evening, on 6 May or later."
    assert features(compared(one, other)) == pytest.approx(features(compared(other, one)))
    assert len(features(compared(one, other))) == len(FEATURES)


def test_adapted_vectors_are_normalised_and_equal_for_equal_ones() -> None:
    adapter = load_adapter()
    rows = np.random.default_rng(7).normal(size=(4, len(adapter.mean))).astype(np.float32)
    adapted = adapter(np.stack([*rows, rows[0]]))
    assert np.linalg.norm(adapted, axis=1) == pytest.approx(np.ones(5), abs=1e-4)
    assert adapted[0] @ adapted[4] == pytest.approx(1.0, abs=1e-4)


def test_a_sketch_approximates_the_adapted_cosine() -> None:
    adapter = load_adapter()
    rows = np.random.default_rng(8).normal(size=(20, len(adapter.mean))).astype(np.float32)
    whole, sketch = adapter(rows), adapter.sketch(rows)
    assert sketch.shape == rows.shape
    assert np.abs(whole @ whole.T - sketch @ sketch.T).max() < 0.2


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("The meeting is on 12 March.", "The meeting is on 13 March.", False),
        ("Invoice 118 is due in April.", "Invoice 164 is due in May, 2 days later.", False),
        ("The meeting is on 12 March.", "We meet on Friday, 12 March.", True),
        ("The meeting is on 12 March.", "Встреча 12 марта.", True),
        ("No number here.", "There were 7.", True),
        ("", "", True),
    ],
)
def test_signatures_distinguish_texts_with_different_quantities(one: str, other: str, agree: bool) -> None:
    left, right = (np.frombuffer(signature(wording(text)), dtype=np.uint64)[None] for text in (one, other))
    assert may_agree(left, right).tolist() == [agree]


ANNA = "Welcome to the team! On your first day Anna Weber will show you around, and we meet in Moscow afterwards."


@pytest.mark.parametrize(
    ("russian", "others"),
    [
        ("Добро пожаловать! В первый день вам всё покажет Анна Вебер, а потом встретимся в Москве.", False),
        ("Добро пожаловать! В первый день вам всё покажет Ирина Кузнецова, а потом встретимся в Праге.", True),
        ("Добро пожаловать! В первый день вам всё покажут, а потом встретимся у нас.", False),
    ],
)
def test_other_names_are_known_across_alphabets(russian: str, others: bool) -> None:
    assert name_others(wording(ANNA), wording(russian)) is others
    assert name_others(wording(russian), wording(ANNA)) is others
    assert false_friends(wording(russian), wording(ANNA)) is others


@pytest.mark.parametrize(("one", "other"), [("Tom Jackson", "Тома Джексона"), ("Cathy", "Кэти"), ("Mary", "Мэри")])
def test_names_are_compared_as_they_sound(one: str, other: str) -> None:
    assert not name_others(
        wording(f"They know that {one} reads a book."), wording(f"Они знают, что у {other} есть книга.")
    )


def test_within_one_alphabet_names_rule_nothing_out() -> None:
    assert not name_others(wording(ANNA), wording(ANNA.replace("Anna", "Julia").replace("Moscow", "Prague")))


def test_the_adapter_is_found_by_the_name_of_the_model_that_is_used_by_default() -> None:
    assert load_adapter().fits(DEFAULT_MODEL, 384)
    assert not load_adapter().fits("english", 384)
    assert not load_adapter().fits(DEFAULT_MODEL, 64)


@pytest.mark.parametrize("adapted", [0.4, 0.7, 0.95, None])
@pytest.mark.parametrize(
    "other", ["Собака спит на диване.", "The cat sleeps on the sofa.", "A cat sleeps there.", "Not it."]
)
def test_words_alone_do_not_exceed_what_vectors_allow(other: str, adapted: float | None) -> None:
    pair = compared("The cat is sleeping on the sofa.", other, 1.0, adapted)
    ours, theirs = pair.one, pair.other
    (most,) = same_meaning_at_most(
        np.array([pair.relevance], dtype=np.float32),
        None if adapted is None else np.array([adapted], dtype=np.float32),
        np.array([min(len(ours.content), len(theirs.content))]),
        np.array([ours.is_cyrillic and theirs.is_cyrillic]),
        np.array([ours.is_cyrillic != theirs.is_cyrillic]),
    )
    assert same_meaning([pair])[0] <= most + 1e-4
