"""Near duplicates: texts with small edits, forwarded texts, and forms with other data."""

import numpy as np
import pytest

from semsearch.duplicates.near import NEAR, bands, compared_text, contradicts, near_similarities
from semsearch.duplicates.stem_codes import StemCodes
from semsearch.duplicates.wording import wording

NEWS = (
    "The harbour office reports that the ferry to the northern islands will not sail on Thursday because of the storm. "
    "Tickets stay valid for a week, and passengers with cars are asked to register again at the counter by the pier."
)


def near(one: str, other: str, subjects: tuple[str, str] = ("", "")) -> float:
    codes = StemCodes()
    left, right = (codes.coded(text, about) for text, about in zip((one, other), subjects, strict=True))
    return float(near_similarities(left, [right])[0])


def test_texts_with_small_edits_are_near_duplicates() -> None:
    assert near(NEWS, NEWS.replace("a week", "ten days").replace("asked", "kindly asked")) >= NEAR


def test_a_form_with_other_data_is_a_near_duplicate() -> None:
    march = "Please find attached invoice 118 for March 2024, 18 450 roubles in all. It is due on 10 April. Paper & Co."
    april = "Please find attached invoice 164 for April 2024, 12 300 roubles in all. It is due on 10 May. Paper & Co."
    assert NEAR <= near(march, april) < 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Your request of Monday was looked at: it is approved.",
            "Your request of Monday was looked at: it is rejected.",
        ),
        ("Ваша заявка на отпуск сегодня согласована с нами.", "Ваша заявка на отпуск сегодня отклонена нами."),
        ("We will ship the order before this week ends.", "We will not ship the order before this week ends."),
        ("Turn the heating on before you leave.", "Turn the heating off before you leave."),
        ("We deliver to the office before 5 May.", "We deliver to the office after 5 May."),
        ("Заказ привезут в офис до 5 мая.", "Заказ привезут в офис после 5 мая."),
        ("The canteen takes payment only by card.", "The canteen takes payment only in cash."),
        ("Why was my last card payment refused?", "When was my last card payment refused?"),
        ("Почему сегодня не приходит моя посылка?", "Когда сегодня не приходит моя посылка?"),
        ("How many virtual cards can I get?", "How can I get virtual cards?"),
        ("Show me the flights from Boston to Denver.", "Show me the flights from Denver to Boston."),
        ("Поезд из Москвы в Казань отменён до утра.", "Поезд из Казани в Москву отменён до утра."),
    ],
)
def test_a_small_edit_that_reverses_the_meaning_is_not_near(one: str, other: str) -> None:
    assert contradicts(wording(one), wording(other))
    assert near(one, other) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Это отчёт до правок.", "Это отчёт последних правок."),  # not "после"
        ("Деньги пришли с первой почтой.", "Ночью пришли с первой почтой."),  # not «день»
        ("It is an important and large country.", "It is an exported and large country."),  # not "import"
        ("The fellow told us about the price.", "The rise told us about the price."),  # not "fell"
        ("Начальник сказал о договоре.", "Конец сказал о договоре."),  # not «начало»
    ],
)
def test_a_word_that_begins_like_an_opposite_is_none(one: str, other: str) -> None:
    assert not contradicts(wording(one), wording(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Вот первый отчёт.", "Вот последний отчёт."),
        ("The function adds the second number.", "The function subtracts the second number."),
        ("Функция складывает и прибавляет второе число.", "Функция складывает и вычитает второе число."),
        ("Встреча будет днём в офисе.", "Встреча будет ночью в офисе."),
        ("He is buying shares of the bank.", "He is selling shares of the bank."),
        ("Он начинает новый курс лечения.", "Он заканчивает новый курс лечения."),
        ("The brother of the mayor was there.", "The sister of the mayor was there."),
        ("Файл удалён из архива вчера.", "Файл добавлен из архива вчера."),
    ],
)
def test_an_opposite_is_known_in_all_its_forms(one: str, other: str) -> None:
    assert contradicts(wording(one), wording(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna and Boris came to the meeting.", "Boris and Anna came to the meeting."),
        ("A dog is in the garden again.", "The dog is in a garden again."),
        ("Berlin is the capital.", "The capital is Berlin."),
        ("Второе землетрясение произошло в Папуа.", "В Папуа произошло второе землетрясение."),
        ("Tea with milk, sugar", "Sugar with milk, tea"),
        ("What is the reason for this fee?", "Why is there this fee?"),
        ("How come my order is late?", "Why is my order late?"),
        ("What caused the delay?", "Why was there a delay?"),
        ("Как долго идёт посылка?", "Сколько идёт посылка?"),
        ("Wann kommt der Zug?", "Um wie viel Uhr kommt der Zug?"),
        ("How long until my parcel comes?", "When does my parcel come?"),
        ("Where can I get a new card?", "How can I get a new card?"),
    ],
)
def test_another_order_that_says_the_same_is_no_contradiction(one: str, other: str) -> None:
    assert not contradicts(wording(one), wording(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The board did not accept the plan of the harbour.", "The board refused to accept the plan of the harbour."),
        ("Суд не стал сокращать время прогулок.", "Суд отказался сокращать время прогулок."),
        ("Россиян на горящем пароме нет.", "Сообщают об отсутствии россиян на горящем пароме."),
        ("Your request was not approved.", "Your request was rejected."),
    ],
)
def test_two_ways_to_say_no_do_not_contradict_each_other(one: str, other: str) -> None:
    assert not contradicts(wording(one), wording(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The request was not rejected.", "The request was rejected."),
        ("Заявка не отклонена.", "Заявка отклонена."),
        ("Суд не отказался сокращать время прогулок.", "Суд отказался сокращать время прогулок."),
    ],
)
def test_a_denied_refusal_contradicts_the_refusal(one: str, other: str) -> None:
    assert contradicts(wording(one), wording(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Who signed the report?", "Did you sign the report?"),
        ("Кто написал отчёт?", "Ты написал отчёт?"),
        ("I have the keys", "You have the keys"),
        ("отчёт напишет кто?", "я напишу отчёт?"),
        ("Кто победил Спартак?", "Кого победил Спартак?"),
        ("I lent him my car", "He lent me his car"),
        ("All files were deleted.", "Some files were deleted."),
        ("the last flight from Oslo", "the last flight to Oslo"),
    ],
)
def test_the_same_of_another_person_or_place_contradicts_it(one: str, other: str) -> None:
    assert contradicts(wording(one), wording(other))
    assert contradicts(wording(other), wording(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Can I get their address?", "Could you give me their address?"),
        ("I have the keys", "We have the keys"),
        ("Please book the car.", "Would you book the car?"),
        ("Who wrote the report?", "Who is it that wrote the report?"),
        ("How do I place an order?", "How to place an order?"),
        ("Where can I sign up", "Where to sign up"),
    ],
)
def test_a_pronoun_more_is_no_contradiction(one: str, other: str) -> None:
    assert not contradicts(wording(one), wording(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Is the server of the library down?", "The server of the library is down."),
        ("Поезд номер пять останавливается в Твери?", "Поезд номер пять останавливается в Твери."),
        ("Have you sent the signed contract back?", "You have sent the signed contract back."),
    ],
)
def test_whether_something_is_so_is_not_that_it_is(one: str, other: str) -> None:
    assert near(one, other) == near(other, one) == 0.0
    assert contradicts(wording(one), wording(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Could you send me the signed contract?", "Send me the signed contract."),
        ("What is the price of a ticket?", "what is the price of a ticket"),
        ("(Is the server of the library down?)", "Is the server of the library down?"),
        ("Does it have side effects?", "is there any side effect"),
        ("Do you sell tickets?", "do you sell tickets here"),
    ],
)
def test_a_request_and_a_question_without_its_mark_are_what_they_are_otherwise(one: str, other: str) -> None:
    assert not contradicts(wording(one), wording(other))


def test_a_negation_in_an_added_footer_does_not_matter() -> None:
    footer = " This message was sent by a robot of the harbour office, please do not answer to this address."
    assert near(NEWS, NEWS + footer) >= NEAR


def test_the_same_body_under_another_subject_is_not_near() -> None:
    frame = (
        "URL: http://news.example/click/%d/1440/ Date: Not supplied. Read the whole story and what others say of it."
    )
    one, other = frame % 8639, frame % 8651
    storm, raccoon = "Ferry stays in the harbour because of the storm", "Family keeps a raccoon"
    assert near(one, other) >= NEAR
    assert near(one, other, (storm, storm)) >= NEAR
    assert near(one, other, (storm, raccoon)) < NEAR
    assert near(one, one, (storm, raccoon)) == 1.0


def test_a_sentence_that_goes_with_everything_is_not_near_under_another_subject() -> None:
    attached = "Please find the document attached, with our best wishes."
    assert near(attached, attached, ("Lease for the flat", "Minutes of the board")) < NEAR
    assert near(attached, attached, ("Lease for the flat", "Lease for the flat")) == 1
    assert near(NEWS, NEWS, ("No ferry on Thursday", "The storm")) == 1


def test_comparing_with_many_gives_the_same_as_one_by_one() -> None:
    texts = [NEWS, NEWS.replace("week", "month"), "Hello there, Anna.", NEWS.replace("will not", "will"), NEWS[:150]]
    codes = StemCodes()
    first, *others = (codes.coded(text) for text in texts)
    together = near_similarities(first, others).tolist()
    assert together == [near(NEWS, text) for text in texts[1:]]
    assert together[0] > NEAR
    assert together[1] == 0
    assert not len(near_similarities(first, []))


def test_texts_with_more_words_than_there_are_characters_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("semsearch.duplicates.stem_codes._MAX_CODES", 20)
    codes = StemCodes()
    report, later = (f"Report {number} of the robot that counts the sheep in the meadow." for number in (1, 2))
    texts = [codes.coded(text) for text in (NEWS, report, NEWS, later)]
    assert codes.exhausted
    assert near_similarities(texts[0], texts[1:3]).tolist() == [0, 1]
    assert near_similarities(texts[1], texts[3:])[0] >= NEAR


def test_short_texts_have_no_near_duplicates() -> None:
    assert near("Thanks a lot!", "Thanks a lot") == 0


def test_a_sentence_with_another_content_word_is_not_near() -> None:
    assert near("A player bounces a ball.", "A player is catching a ball.") < NEAR
    assert near("Could you please send it to me by the window?", "Could you please send it to me by the door?") < NEAR
    assert near("The train to the coast leaves at 10:15.", "The train to the coast leaves at 11:45.") >= NEAR
    assert near("The train to the coast leaves at noon.", "A train to the coast leaves at noon.") >= NEAR
    assert near("A black dog is running through the snow.", "A black dog runs through the water.") < NEAR
    assert near("Вице-президент Микронезии посетит Китай", "Вице-президент Боливии посетит Китай") < NEAR


def test_a_sentence_with_a_word_misspelt_is_near() -> None:
    assert (
        near("You will receive the new keys by post on Friday.", "You will recieve the new keys by post on Friday.")
        >= NEAR
    )


def test_near_texts_share_a_band() -> None:
    edited = wording(NEWS.replace("Thursday", "Friday").replace("a week", "ten days"))
    assert (bands(wording(NEWS)) == bands(edited)).any()


def test_different_texts_share_no_band() -> None:
    other = wording("Кошку покормить утром и вечером, корм стоит на верхней полке, ключ лежит у соседки.")
    assert not np.isin(bands(wording(NEWS)), bands(other)).any()


def test_a_forward_is_compared_by_what_was_forwarded() -> None:
    forwarded = (
        "FYI\n\n---------- Forwarded message ----------\nFrom: Harbour <h@example.org>\nDate: Mon, 4 Mar 2024\n"
        f"Subject: Ferry\nTo: all@example.org\n\n{NEWS}\n"
    )
    assert compared_text("Fwd: Ferry", "FYI", forwarded).split() == NEWS.split()


def test_a_reply_is_compared_by_what_its_author_wrote() -> None:
    assert compared_text("Re: Ferry", "Oh no!", f"On Monday Harbour wrote:\n> {NEWS}") == "Oh no!"


def test_a_forward_with_a_long_note_is_compared_by_the_note() -> None:
    note = "I think this concerns everyone who planned the trip with the school, so please read it carefully today."
    assert compared_text("Fwd: Ferry", note, "-----Forwarded message-----\nFrom: H\n\nShort.") == note


def test_whom_a_letter_greets_is_not_compared() -> None:
    for greeting in ("Hi Anna,\n", "Уважаемые коллеги!"):
        assert compared_text("Ferry", f"{greeting}\n{NEWS}").strip() == NEWS
