"""What counts as written, quoted and signed. All mails here were made up for these tests."""

import pytest

from semsearch.clean.forwards import split_forward
from semsearch.clean.reply import split_reply
from semsearch.records import Authored

ATTRIBUTIONS = [
    "On Tue, 12 Mar 2024 at 10:15, Jane Doe <jane@example.org> wrote:",
    "On Tue, 12 Mar 2024 at 10:15, Jane Doe with a rather long name\n<jane.doe@example.org> wrote:",
    "On 12 Mar 2024,\nat 10:15,\nJane Doe <jane@example.org> wrote:",
    "On Tue, 12 Mar 2024 at 10:15 Jane Doe <jane@example.org\n>wrote:",
    "Jane Doe <jane@example.org> wrote on 12 March 2024:",
    "  On Tue, 12 Mar 2024 at 10:15, Jane Doe<jane@example.org> wrote:   Hello John,",
    "---- On Tue, 12 Mar 2024 10:15:00 +0300 jane@example.org wrote ----",
    "12 марта 2024 г., 10:15 пользователь Иван Петров <ivan@example.org> написал:",
    "вт, 12 мар. 2024 г. в 10:15, Иван Петров <ivan@example.org>:",
    "12.03.2024, 10:15, «Иван Петров» <ivan@example.org>:",
    "Вторник, 12 марта 2024, 10:15 +03:00 от Иван Петров <ivan@example.org>:",
    "Иван Петров писал(а) 12.03.2024:",
    "12.03.2024 10:15, Иван Петров пишет:",
    "Вы писали 12 марта 2024 г., 10:15:28:",
    "Am 12.03.2024 um 10:15 schrieb Erika Muster <erika@example.org>:",
    "Am Di., 12. März 2024 um 10:15 Uhr schrieb Erika Muster\n<erika@example.org>:",
    "Le mar. 12 mars 2024 à 10:15, Jeanne Martin <jeanne@example.org>\na écrit :",
    "El mar, 12 mar 2024 a las 10:15, Ana (<ana@example.org>) escribió:",
    "Il giorno mar 12 mar 2024 alle ore 10:15 Anna <anna@example.org> ha scritto:",
    "Em ter., 12 de mar. de 2024 às 10:15, Ana <ana@example.org> escreveu:",
    "Op di 12 mrt 2024 om 10:15 schreef Jan <jan@example.org>:",
    "wt., 12 mar 2024 o 10:15 Jan Nowak <jan@example.org> napisał(a):",
    "Erika Muster schrieb am Di. 12. März 2024 um 10:15:",
    "jane@example.org wrote:",
    "--- Jane Doe <jane@example.org>\nwrote:",
]

ONLY_BEFORE_MARKS = [
    "From: Jane Doe <jane@example.org>\nDate: Tue, 12 Mar 2024 10:15:00 +0100",
    "At Tue, 12 Mar 2024 10:15:00 +0100,\nJane Doe wrote:",
    "2013/7/20 Jane Doe <jane@example.org>",
    "2013-07-20 10:15 GMT+02:00 Jane Doe via a Forum <\nnotifications@forum.example.org>",
    "Jane Doe wrote:",
    "jane@example.org (Jane Doe) writes:",
    "In message <abc@example.org>, Jane writes:",
    "Иван Петров написал:",
    "IP пишет:",
    "Jane van Doe says:",
    "Иван Петров отвечает:",
    "Quoting Jane Doe <jane@example.org>:",
    "* Jane Doe <jane@example.org> [2024-03-12 10:15]:",
]

BLOCKS = [
    "From: Jane Doe [mailto:jane@example.org]\nSent: Tuesday, March 12, 2024 10:15 AM\nTo: John\nSubject: Lunch",
    "*From:* Jane Doe\n*Sent:* Tuesday, March 12, 2024\n*To:* John\n*Subject:* Lunch",
    "____________________\nFrom: Jane Doe\n<jane@example.org>\nSent: 12 March 2024\nTo: John\nSubject: Lunch",
    "From: Jane Doe\n\nSent: Tuesday, March 12, 2024 10:15 AM\n\nTo: John\n\nSubject: Lunch",
    "От: Иван Петров <ivan@example.org>\nОтправлено: 12 марта 2024 г. 10:15\nКому: Анна\nТема: Обед",
    "-----Original Message-----\nFrom: Jane Doe\nSent: 12 March 2024\nTo: John\nSubject: Lunch",
    "-----Исходное сообщение-----\nОт: Иван Петров\nОтправлено: 12 марта 2024\nКому: Анна\nТема: Обед",
    "-------- Пересылаемое сообщение --------\n12.03.2024, 10:15, Иван <ivan@example.org>:",
    "---------- Forwarded message ---------\nFrom: Jane <jane@example.org>\nDate: Tue, 12 Mar 2024\nSubject: Lunch",
    "Begin forwarded message:\n\nFrom: Jane <jane@example.org>\nSubject: Lunch\nDate: 12 March 2024",
    "Начало переадресованного сообщения:\n\nОт: Иван <ivan@example.org>\nТема: Обед\nДата: 12 марта 2024 г.",
    "Von: Erika Muster\nGesendet: Dienstag, 12. März 2024\nAn: Max\nBetreff: Essen",
    "From: Jane Doe\nSent: Tuesday, March 12, 2024 10:15 AM\nTo: John\nCc: Anna",
    "De : Jeanne Martin\nEnvoyé : mardi 12 mars 2024\nÀ : Jean\nObjet : Déjeuner",
]

SIGNATURES = [
    "-- \nJane Doe\nExample Ltd.",
    "--\nJane",
    "—\nJane Doe\nHead of Lunch",
    "----\nJane Doe\nHead of Lunch\nExample Ltd.\nemail:  j@example.org    1 Long St.\nfax: +1 (555) 010-0124\na\nb",
    "Best regards,\nJane Doe",
    "Kind regards\n\nJane Doe\nExample Ltd.\n+1 555 010 0123\nwww.example.org",
    "Thanks,\nJane",
    "-Maarten de Jong",
    "Ludwig van der Berg\nludwig@example.org\n+31 20 123 45 67",
    "Kh\nPeter",
    "С уважением,\nИван Петров\nтел. +7 (495) 000-00-00",
    "С уважением, Иван Петров",
    "--\nС уважением,\nИван",
    "Всего доброго,\nАнна",
    "Заранее спасибо,\nАнна",
    "thanks\njane",
    "Thank you, Jane",
    "Mit freundlichen Grüßen\nErika Muster",
    "Sent from my iPhone",
    "Sent from Postbox Pro, the fastest mail client.",
    "Отправлено с iPhone",
    "Отправлено из мобильной Яндекс.Почты",
    "Отправлено из Почты Mail.ru",
    "Best,\nJane\n\nSent from my Galaxy",
    "-Jane Doe",
    "- Jane",
    "-- jane",
    "/Anders",
    "https://example.org/mailman/listinfo/lunch",
    "John E. Doe, Ph.D.\nPresident\njohn@example.org",
    "Jane Doe\nExample Ltd.\njane@example.org",
    "_______________\nLunch mailing list\nLunch@example.org\nhttps://example.org/mailman/listinfo/lunch",
    "----- Yahoo! Groups Sponsor -----~-->\nFree lunch\nhttp://ads.example.org/\n----------~->",
    "To unsubscribe from this group, send an email to:\nlunch-unsubscribe@example.org",
    "This e-mail and any attachments are confidential and intended solely for the\naddressee. If it is not you, stop.",
    "Настоящее сообщение содержит конфиденциальную информацию и предназначено\nтолько для адресата.",
    "*********\nThis e-mail is privileged, please delete it if you are not meant to have it.\n*********",
    "Чтобы отписаться от рассылки, перейдите по ссылке https://example.org/u",
]

ORDINARY = [
    "Try it:\n\n>>> import lunch\n>>> lunch.eat()\n'done'\n\nIt works.",
    "sql> select 1\nsql> select 2",
    "On the surface this looks like a quote.\n\nOn the other hand, it is none.",
    "I wrote to them:\n\nno answer came.",
    "Here is the plan:\n\n----\n\n1. Eat.\n2. Sleep.\n\n----\n\nThe dashes above are not a signature.",
    "I will be there with regards to the invoice, and as regards the date, Friday it is.",
    "Sent from my desk, this is much easier to read than from a phone.",
    "You asked for:\n-- bread\n-- butter\n\nShall I go?",
    "Thanks!",
    "The numbers that you asked for:\n\nBob Smith\nLondon\n+44 20 1234 5678\nCarl Jung\nZurich\n+41 44 123 45 67",
    "We looked.\n\nAny liability is accepted only as the contract says, see the message of Friday.",
    "We looked.\n\nThis mail was sent through a courier, its number is 12345.",
    "See the link.\n\n----------\n\nA story about a man and his lunch.\n"
    + "He would have it again, he said, and again and again.\n" * 3
    + "Read it at https://example.org/lunch and tell me.",
    "Hi Jane,\n\nThanks!\n\nI will call you.",
    "Анна,\n\nСпасибо!\n\nЯ перезвоню.",
    "| name | price |\n| bread | 3 |\n| butter | 4 |",
    "Встречаемся в 10:15, адрес прежний:\n\nЛенина, 5, второй этаж.",
    "С уважением отношусь к вашему мнению, но не согласен.",
    "From: and To: are fields of a header, and so is Subject:",
]


@pytest.mark.parametrize("attribution", ATTRIBUTIONS + ONLY_BEFORE_MARKS)
def test_attribution_goes_with_the_marked_quote_below_it(attribution: str) -> None:
    quote = f"{attribution}\n\n> Shall we have lunch?\n> At noon?"

    assert split_reply(f"Gladly, at noon.\n\n{quote}") == Authored("Gladly, at noon.", quote)


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_everything_below_an_attribution_is_history_where_nothing_is_marked(attribution: str) -> None:
    quote = f"{attribution}\n\nShall we have lunch?\n\nOr dinner?"

    assert split_reply(f"Gladly, at noon.\n\n{quote}") == Authored("Gladly, at noon.", quote)


@pytest.mark.parametrize("block", BLOCKS)
def test_everything_below_a_block_of_headers_is_history(block: str) -> None:
    quote = f"{block}\n\nShall we have lunch?\n\nOr dinner?"

    assert split_reply(f"Gladly, at noon.\n\n{quote}") == Authored("Gladly, at noon.", quote)


@pytest.mark.parametrize("signature", SIGNATURES)
def test_signature_is_set_apart(signature: str) -> None:
    split = split_reply(f"The invoice is attached, please pay it by Friday.\n\n{signature}\n")

    assert split.text == "The invoice is attached, please pay it by Friday."
    assert _words(split.signature) == _words(signature)


@pytest.mark.parametrize("signature", SIGNATURES)
def test_signature_above_the_history_is_set_apart_from_both(signature: str) -> None:
    quote = "On 12 Mar 2024 at 10:15, Jane <jane@example.org> wrote:\n> When?"

    split = split_reply(f"The invoice is attached, please pay it by Friday.\n\n{signature}\n\n{quote}")

    assert split.text == "The invoice is attached, please pay it by Friday."
    assert split.quoted == quote
    assert _words(split.signature) == _words(signature)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert split_reply(text) == Authored(text)


def test_answers_between_quotes_are_the_authors() -> None:
    mail = "Jane wrote:\n> Lunch?\n\nGladly.\n\n> At noon?\n\nAt one, please.\n\n> Where?\nAt Mario's."

    split = split_reply(mail)

    assert split.text == "Gladly.\n\nAt one, please.\n\nAt Mario's."
    assert split.quoted == "Jane wrote:\n> Lunch?\n\n> At noon?\n\n> Where?"


def test_an_attribution_right_below_the_answer_does_not_take_it_along() -> None:
    history = "Erika Muster <erika@example.org> schrieb am 12. März 2024 um 10:15:\n\nKommst du?"

    assert split_reply(f"Gern, um zwölf.\n{history}") == Authored("Gern, um zwölf.", history)


def test_answer_below_the_quote_is_the_authors() -> None:
    split = split_reply("12.03.2024 10:15, Иван Петров пишет:\n> Обедаем?\nДа, в час.\n\n-- \nАнна")

    assert split == Authored("Да, в час.", "12.03.2024 10:15, Иван Петров пишет:\n> Обедаем?", "--\nАнна")


@pytest.mark.parametrize(
    "quote",
    [
        "| Lunch?\n| At noon?",
        "JD> Lunch?\nJD> At noon?",
        "ИП> Обед?\nИП> В полдень?",
        "John> Lunch?\nJohn> At noon?",
        "JKD> Lunch?\nJKD> At noon?",
        "  jd> Lunch?\n  jd> At noon?",
        "Іра> Обід?\nІра> Опівдні?",
        "# Lunch?\n# At noon?",
        "--]Lunch?\n--]At noon?",
        "|> Lunch?\n|>\n|> At noon?",
        "    J> Lunch?\n    J> At noon?",
        ">> Lunch?\n> At noon?",
        ": Lunch?\n:\n: At noon?",
        "::Lunch?\n::\n::At noon?",
        "+ Lunch?\n+   At noon?",
    ],
)
def test_other_marks_of_quotation(quote: str) -> None:
    split = split_reply(f"John Doe wrote:\n{quote}\n\nGladly.")

    assert split == Authored("Gladly.", f"John Doe wrote:\n{quote}")


@pytest.mark.parametrize(
    "quote",
    [
        "On Tue, 12 Mar 2024, Jane Doe wrote:\n\n    The tea is ready.\n    And the cake.",
        "  On Tue, 12 Mar 2024, Jane Doe wrote:\n\n  The tea is ready.\n\n  And the cake.",
        "   Date: Tue, 12 Mar 2024 10:15:00 +0100\n   From: Jane Doe <jane@example.org>\n\n   Tea?\n\n   Cake?",
    ],
)
def test_what_is_set_in_below_an_introduction_is_quoted(quote: str) -> None:
    assert split_reply(f"{quote}\n\nI am on my way.\n\nKeep it warm.") == Authored(
        "I am on my way.\n\nKeep it warm.", quote, ""
    )


def test_a_heading_below_a_question_is_the_authors() -> None:
    text = "I changed the loader.\n\nBob asked:\n\n# Why is it slow?\n\nIt reads each file twice."

    assert split_reply(text) == Authored(text)


def test_history_below_the_line_of_groupwise() -> None:
    history = '>>> "Jane Doe" <jane@example.org> 3/12/2014 10:15 AM >>>\nIs the tea ready?\n\nJane'

    assert split_reply(f"It is.\n\n{history}") == Authored("It is.", history)


@pytest.mark.parametrize("text", ["    First lines\nare set in here.\n\nAnd so on.", "    One line\n\nis not enough."])
def test_a_first_line_that_is_set_in_ends_no_history(text: str) -> None:
    history = f"On Tue, 12 Mar 2024 at 10:15, Jane Doe wrote:\n\n{text}"

    assert split_reply(f"Yes.\n\n{history}") == Authored("Yes.", history, "")


@pytest.mark.parametrize("remark", ["[his theory of jokes]", "<long story>", "...other threads...", "[..]"])
def test_a_remark_on_what_is_left_out_belongs_to_the_quote(remark: str) -> None:
    quote = f"Jane Doe wrote:\n{remark}\n> The tea is ready."

    assert split_reply(f"{quote}\n\nComing.") == Authored("Coming.", quote, "")


def test_a_remark_above_history_without_marks_takes_nothing_along() -> None:
    history = "On Tue, 12 Mar 2024 at 10:15, Jane Doe wrote:\n\n[A picture of tea]\n\nThe tea is ready.\n\nComing?"

    assert split_reply(f"Yes.\n\n{history}") == Authored("Yes.", history, "")


@pytest.mark.parametrize(
    "fields",
    [
        "From: London\nTo: Paris\nDate: 12 May 2024",
        "От: Москва\nДо: Казань\nОтправлено: 3",
        "From: Hamburg\nSent: 12 May 2024\nTo: Berlin\nWeight: 3 kg",
        "From: Warehouse A\nSent: 3 pallets\nTo: Shop B",
        "Von: Lager Nord\nGesendet: 12.05.2024\nAn: Filiale 3",
        "From: Depot\nSent: 12.05.24\nTo: Hauptstr. 5",
    ],
)
def test_a_ticket_is_no_header_of_a_quoted_mail(fields: str) -> None:
    ticket = f"Your ticket:\n\n{fields}\n\nPlease be there an hour before."

    assert split_reply(ticket) == Authored(ticket)


def test_one_line_with_initials_does_not_hide_the_answer_below_it() -> None:
    split = split_reply("Thursday, September 5, 2024, 11:33:18 PM, you wrote:\n\nABC> Lunch?\n\nGladly, at noon.")

    assert split.text == "Gladly, at noon."


def test_rest_of_a_link_that_was_broken_within_a_quotation_is_quoted() -> None:
    quote = "> See (https://example.org/tickets/show?id=7\n&nonce=3dd518)\n> and answer."

    assert split_reply(f"Done.\n\nOn Mon, 4 Mar 2024, Jane wrote:\n\n{quote}").text == "Done."


def test_answer_below_a_quoted_link_is_no_part_of_it() -> None:
    assert split_reply("Jane wrote:\n> https://example.org/a\nThanks!\n> And this?\nNo.").text == "Thanks!\n\nNo."


def test_date_name_and_address_right_below_the_answer_introduce_a_quotation() -> None:
    assert split_reply("Fine.\n2011/4/7 Anna Example <anna@example.org>\n\n> Shall we?").text == "Fine."


def test_piece_that_a_narrow_window_broke_off_a_quoted_line_is_quoted() -> None:
    long = "> the quick brown fox jumps over the lazy dog and then it goes home to have its"

    assert split_reply(f"Nice.\n\nJane wrote:\n{long}\nlunch there\n> and sleeps.").text == "Nice."


def test_what_follows_the_end_of_a_forwarded_message_is_the_authors() -> None:
    mail = "See below.\n\n--- begin forwarded text\n\nFree lunch.\n\n--- end forwarded text\n\nWhat do you think of it?"

    assert split_reply(mail).text == "See below.\n\nWhat do you think of it?"


@pytest.mark.parametrize("block", BLOCKS)
def test_bare_forward_keeps_what_it_forwards(block: str) -> None:
    forward = f"{block}\n\nShall we have lunch?"

    assert split_reply(forward) == Authored(forward)


def test_forward_with_only_a_signature_keeps_what_it_forwards() -> None:
    forward = "---------- Forwarded message ---------\nFrom: Jane\n\nShall we have lunch?"

    assert split_reply(f"-- \nJohn\n\n{forward}") == Authored(forward, "", "--\nJohn")


def test_mail_of_a_signature_alone_keeps_it() -> None:
    assert split_reply("--\nJane Doe").text == "--\nJane Doe"


def test_line_ends_of_any_system_are_understood() -> None:
    assert split_reply("Gladly.\r\n\r\nJane wrote:\r\n> Lunch?\r\n") == Authored("Gladly.", "Jane wrote:\n> Lunch?")


@pytest.mark.parametrize("blank", ["", " ", "\n\n\t\r\n"])
def test_blank_text_has_nothing(blank: str) -> None:
    assert split_reply(blank) == Authored("")


def _words(text: str) -> list[str]:
    return text.split()


def test_the_line_of_a_help_desk_is_no_text() -> None:
    split = split_reply("##- Please type your reply above this line -##\n\nWe sent a new router.")

    assert split.text == "We sent a new router."


def test_one_line_with_russian_initials() -> None:
    split = split_reply("Вы писали 12 марта 2024 г., 10:15:30:\n\nИП> Когда придёт машина?\n\nЗавтра утром.")

    assert split.text == "Завтра утром."


def test_a_forward_of_nothing_but_marks_takes_linear_time() -> None:
    """A hostile mail must not hold up the search for near duplicates, which reads forwards anew."""
    assert not split_forward("> " * 500_000).strip("> ")
    assert not split_forward(">\n" * 50_000).strip(">\n")


@pytest.mark.parametrize("name", ["Thomas.", "T. Bogendoerfer", "  thomas b.", "Thomas Bogendoerfer"])
def test_a_last_line_that_is_the_name_of_the_sender_is_a_signature(name: str) -> None:
    split = split_reply(f"Applied to next.\n\n{name}\n\n> Shall we?", "Thomas Bogendoerfer <tb@example.org>")

    assert (split.text, split.signature) == ("Applied to next.", name.rstrip())


@pytest.mark.parametrize(
    ("sender", "name"),
    [("Anna Ivanova <anna@example.org>", "Анна"), ("Анна Иванова <anna@example.org>", "Anna Ivanova")],
)
def test_the_name_of_the_sender_in_other_letters_is_a_signature(sender: str, name: str) -> None:
    assert split_reply(f"Пришлите счёт.\n\n{name}", sender) == Authored("Пришлите счёт.", "", name)


@pytest.mark.parametrize(
    "signature",
    ["--Thomas", "-- tb", "--t.", "- Thomas (home page: http://x.org/~tb/)", '-- Thomas\n"I have a theory."'],
)
def test_a_last_paragraph_that_begins_with_dashes_and_a_name_of_the_sender_is_a_signature(signature: str) -> None:
    split = split_reply(f"Applied to next.\n{signature}\n", "Thomas Bogendoerfer <tb@example.org>")
    assert split.text.startswith("Applied")

    split = split_reply(f"Applied to next.\n\n{signature}\n", "Thomas Bogendoerfer <tb@example.org>")
    assert (split.text, split.signature) == ("Applied to next.", signature)


@pytest.mark.parametrize(
    "signature",
    [
        "Thomas K. Miller\nSenior Engineer\n\nmailto:tkm@example.org\n+49 30 1234567",
        "Thomas Miller\nSenior Engineer\nWorks\n1 Long Road\nBrownville\nAB 12345\nUSA\nTel +49 30 1234567\nroom 7",
    ],
)
def test_a_card_that_begins_with_the_name_of_the_sender_is_a_signature(signature: str) -> None:
    split = split_reply(f"Applied to next.\n\n{signature}", "Thomas K. Miller <tkm@example.org>")
    assert (split.text, split.signature) == ("Applied to next.", signature)


def test_addresses_alone_are_no_card() -> None:
    assert split_reply("\n\nhttp://example.org\n", "Thomas <t@example.org>").text == "http://example.org"


RULED = "-" * 78


@pytest.mark.parametrize(
    "signature",
    [
        f"{RULED}\nOur conference is held in March, and all come who plough.\nHear them\nthere.  http://example.org/plough",
        "Hope this helps,\nAnna",
        "hth, Anna",
        "ᐧ",
        "This mail sent through the Web System\nAddress: 192.0.2.1",
        f"--\nView this message in context: http://example.org/{'a-name-' * 15}\nSent from the Ploughs archive.",
    ],
)
def test_what_is_appended_by_hand_or_by_program(signature: str) -> None:
    split = split_reply(f"It is done.\n\n{signature}")
    assert (split.text, split.signature) == ("It is done.", signature)


def test_a_table_below_a_ruled_line_is_no_advertisement() -> None:
    rows = "\n".join(f"2024-03-1{day}\thttp://example.org/{day}/{'a-name-' * 15}" for day in range(4))
    text = f"These were read:\n\n{RULED}\n{rows}"
    assert split_reply(text).text == text


@pytest.mark.parametrize("text", ["- Thomas: buy milk", "- Thomas will call them", "- tea\n- milk", "1\n- t\n- milk"])
def test_a_list_at_the_end_stays(text: str) -> None:
    assert split_reply(f"To do:\n\n{text}", "Thomas Bogendoerfer <tb@example.org>").text == f"To do:\n\n{text}"


@pytest.mark.parametrize(
    "signature",
    [
        "С ув., Иван", "С уважением и наилучшими пожеланиями,\nИван", "Удачи!\nИван",
        "Best regards / С уважением,\nИван", "Без вирусов. www.avast.ru",
    ],
)  # fmt: skip
def test_russian_endings(signature: str) -> None:
    assert split_reply(f"Договор приложен.\n\n{signature}").text == "Договор приложен."


@pytest.mark.parametrize(
    "introduction",
    ["Анна Петрова писал(а) 2024-03-12 10:15:", "вторник, 12 марта 2024 г. в 10:15:15 UTC+3, Анна Петрова:"],
)
def test_introductions_without_an_address(introduction: str) -> None:
    split = split_reply(f"Договор приложен.\n\n{introduction}\nПришлите договор.")
    assert (split.text, split.quoted) == ("Договор приложен.", f"{introduction}\nПришлите договор.")


@pytest.mark.parametrize(
    "introduction",
    [
        "anna@example.org (Smith,Anna) wrote in\nnews:2003.G5@example.org:",
        "--- In farmers@example.org, Anna Smith <anna@...>\nwrote:",
        "On Tue, 11 Nov 2003, Anna Smith spake thusly:",
        "According to Anna Smith:",
    ],
)
def test_introductions_of_what_is_marked(introduction: str) -> None:
    split = split_reply(f"Done.\n\n{introduction}\n> Send it.\n\nI have.")
    assert (split.text, split.quoted) == ("Done.\n\nI have.", f"{introduction}\n> Send it.")


def test_a_header_with_a_blank_line_below_its_sender() -> None:
    header = "From:  Anna <anna@example.org>\n\nDate: jeudi 28 mai 2015 20:21\nTo: Boris\nSubject: Re: lease"
    split = split_reply(f"I shall ask.\n\n{header}\n\nWhat of the lease?")
    assert (split.text, split.quoted) == ("I shall ask.", f"{header}\n\nWhat of the lease?")
    assert (
        split_reply("From: the top\n\nTo: the bottom\n\nwe walked").text
        == "From: the top\n\nTo: the bottom\n\nwe walked"
    )


@pytest.mark.parametrize("number", ["revision r1572029", "on 2024-03-12 at noon", "by 12.03.2024"])
def test_a_number_below_a_ruled_line_is_no_telephone(number: str) -> None:
    text = f"It is done.\n\n--------------\nFixed {number}"
    assert split_reply(text).text == text


@pytest.mark.parametrize("number", ["01.23.45.67.89", "+7 (495) 123-45-67", "8.495.123-45-67"])
def test_a_telephone_below_a_ruled_line_is_a_signature(number: str) -> None:
    assert split_reply(f"It is done.\n\n--------------\nAnna {number}").text == "It is done."


def test_an_invitation_below_the_text_is_no_signature() -> None:
    text = "You are invited.\n\nTeam Meeting\n2024-01-01 10:00 UTC - 2024-01-01 11:00 UTC\nRoom A\nanna@example.org"
    assert split_reply(text).text == text


def test_a_last_word_that_is_no_name_of_the_sender_stays() -> None:
    assert split_reply("Who did it?\n\nSong", "Thomas <t@example.org>").text == "Who did it?\n\nSong"


NOTICE = (
    "This e-mail and any attachments thereto contain proprietary, business sensitive, confidential or otherwise "
    "protected information. If you are not the intended recipient, please delete it."
)


def test_a_notice_right_below_a_name() -> None:
    split = split_reply(f"It works now.\n\nRegards,\nDmitry.\n{NOTICE}")

    assert (split.text, split.signature) == ("It works now.", f"Regards,\nDmitry.\n{NOTICE}")


@pytest.mark.parametrize(
    "footer",
    [
        (
            "_______________________________________________\nUsers mailing list -- users@lists.example.org\n"
            "To unsubscribe send an email to users-leave@lists.example.org"
        ),
        f"________________________________\n{NOTICE}",
    ],
)
def test_what_is_appended_below_a_history_without_marks_is_no_part_of_it(footer: str) -> None:
    history = "From: Bob <bob@example.org>\nSent: Monday\nTo: Ann\nSubject: Lunch\n\nShall we have lunch?\n\nBob"

    split = split_reply(f"Gladly.\n\n{history}\n{footer}")

    assert (split.text, split.quoted, split.signature) == ("Gladly.", history, footer)


NOTES = """Bob Smith/ABC/US
Sent by: Bob Smith <bob@example.org>
06/03/08 10:00
Please respond to
Bob Smith <bob@example.org>

To
Ann <ann@example.org>
cc

Subject
Lunch"""


@pytest.mark.parametrize("below", ["\n\n     Shall we have lunch?", ""])
def test_the_header_of_lotus_notes_begins_history(below: str) -> None:
    split = split_reply(f"17/04/08\n\nDear Bob,\n\nGladly.\n\n\n{NOTES}{below}")

    assert (split.text, split.quoted) == ("17/04/08\n\nDear Bob,\n\nGladly.", f"{NOTES}{below}")


@pytest.mark.parametrize(
    "header",
    [
        "Bob Smith\n10/15/2001 10:15 AM\nTo:\tAnn Lee/ABC/US@ABC\ncc:\t\nSubject:\tLunch",
        '"Bob Smith" <bob@example.org> on 10/15/2001 10:15:00 AM\nTo: ann@example.org\ncc:\n\nSubject: Lunch',
        "Bob Smith@ABC\n15.10.2001 10:15\nSent by: Eve\nTo: Ann Lee/ABC/US@ABC\nSubject: Lunch",
        "\tFrom:  Bob Smith                     10/15/2001 10:15 AM\n\n\nTo: Ann Lee/ABC/US@ABC\ncc:\nSubject: Lunch",
    ],
)
def test_the_header_of_lotus_notes_in_plain_text_begins_history(header: str) -> None:
    split = split_reply(f"Gladly.\n\n\n\n{header}\n\nShall we have lunch?")

    assert (split.text, split.quoted.endswith("Shall we have lunch?")) == ("Gladly.", True)


@pytest.mark.parametrize(
    "text",
    [
        "The call was on\n10/15/2001 10:15 AM\nand went well.\nSubject: none.",
        "Hi,\n\nMail sent 2024-05-12 10:15:03\nTo: ann@example.org\nStatus: failed\nSubject: Lunch\n\nWhat is wrong?",
        "Hi,\n\nNew ticket opened on 2024-05-12 10:15\nTo: Support\nSubject: Printer\n\nIt does not print.",
        "Hallo,\n\nBesprechung Budget\n12.03.2024 10:00\nAn: alle\nBetreff: Reisen\n\nWir reisen weniger.",
        "Добрый день.\n\nСлужебная записка от 12.03.2024 10:00\nКому: Иванову\nТема: бюджет\n\nПрошу денег.",
    ],
)
def test_a_date_and_fields_of_a_form_are_no_history(text: str) -> None:
    assert split_reply(text).text == text


def test_a_name_above_the_header_of_lotus_notes_is_no_part_of_it() -> None:
    header = "Bob Smith <bob@example.org>\n17/04/08 15:57\n\nTo\nfarm <farm@example.org>\ncc\n\nSubject\nthe plough"
    split = split_reply(f"Dear Mr Smith\n\nIt is sold.\n\nYours most sincerely,\n\nFarm Team\n\n{header}")
    assert (split.text, split.quoted) == ("Dear Mr Smith\n\nIt is sold.", header)


def test_history_that_begins_by_quoting_another_mail() -> None:
    header = "-----Original Message-----\nFrom: Bob\nSent: Monday\nTo: Ann\nSubject: Lunch"
    quote = "> On Monday, March 3, 2024, at 8:21 PM, Carl <carl@example.org> wrote:\n>\n> Lunch?"
    answered = f"{header}\n\n{quote.replace('> ', '>> ').replace('>> On', '> On')}"

    assert split_reply(f"Very well.\n\n{header}\n\n{quote}\n\nLet us go at noon.").text == "Very well."
    assert split_reply(f"Very well.\n\n{answered}\n\nLet us go at noon.").text == "Very well.\n\nLet us go at noon."


@pytest.mark.parametrize(
    "footer",
    [
        (
            "**********************************************************************\n"
            "Please Note: Incoming and Outgoing E-mail messages are routinely monitored\nfor compliance with policy."
        ),
        "The original of this email was scanned for viruses by the Government Secure\nIntranet virus scanning service.",
        "-----------------------------------------------\nThe views of the author may not be those of the Council.",
        "- - Disclaimer - -\nThis e-mail and any files transmitted with it are confidential.",
        (
            "-------------- next part --------------\nA non-text attachment was scrubbed...\nName: plan.pdf\n"
            "Type: application/pdf\nSize: 4000 bytes\nDesc: not available\nURL: <https://lists.example.org/plan.pdf>"
        ),
        (
            "-------------- next part --------------\nAn embedded and charset-unspecified text was scrubbed...\n"
            "Name: not available\nURL: <https://lists.example.org/part.txt>"
        ),
        "\t[[alternative HTML version deleted]]",
        "This e-mail is confidential.\n\nAny views expressed in this message are those of the sender.",
        "No responsibility is accepted for any virus that might arise from opening this e-mail.",
    ],
)
def test_what_servers_of_companies_append(footer: str) -> None:
    split = split_reply(f"A reply is attached.\n\n{footer}")

    assert (split.text, split.signature) == ("A reply is attached.", footer)


@pytest.mark.parametrize("signature", ["Anna", "Kind regards,\nAnna", "--\nAnna Smith\n+1 234 567 8910"])
@pytest.mark.parametrize(
    "postscript", ["P.S. Please bring the keys.", "PS: the keys, please.\nAnd tea.", "З.Ы. Ключи.", "(P. P. S. Tea!)"]
)
def test_a_postscript_below_the_signature_is_the_authors(signature: str, postscript: str) -> None:
    text = f"Come at ten.\n\n{signature}\n\n{postscript}"

    assert split_reply(text, "Anna Smith <anna@example.org>") == Authored(
        f"Come at ten.\n\n{postscript}", "", signature
    )


def test_a_company_is_no_postscript() -> None:
    card = "--\nAnna Smith\nPS Consulting\nanna@example.org"

    assert split_reply(f"Come at ten.\n\n{card}") == Authored("Come at ten.", "", card)


@pytest.mark.parametrize(
    "introduction",
    [
        "On Tue, 12 Mar 2024 at 10:15, Jane Doe <jane@example.org> wrote:",
        "-----Original Message-----\nFrom: Jane Doe\nSent: 12 March 2024\nTo: John\nSubject: Lunch",
    ],
)
def test_what_is_said_between_an_introduction_and_what_is_marked_is_no_history(introduction: str) -> None:
    split = split_reply(f"{introduction}\n\nJane, that was yesterday.\n\n> Lunch?\n\nStill, gladly.")

    assert split == Authored("Jane, that was yesterday.\n\nStill, gladly.", f"{introduction}\n\n> Lunch?")


def test_a_header_goes_on_with_what_programs_read() -> None:
    header = (
        "From: Jane <jane@example.org>\nTo: John <john@example.org>,\n   Anna <anna@example.org>\nSubject: Lunch\n"
        "X-Mailer: made up\nMIME-Version: 1.0"
    )
    split = split_reply(f"{header}\n\nJane, that was yesterday.\n\n> Lunch?")

    assert split == Authored("Jane, that was yesterday.", f"{header}\n\n> Lunch?")


@pytest.mark.parametrize(
    "card",
    [
        " Anna                            mailto:anna@example.org",
        "Anna Smith, anna@example.org\nKey fingerprint D454 E202 CBC8 40BF  3C85 B884 0ABE 4639",
        "* Anna Smith      <=>   There is always tea\n* Anna@Example.org  <=>   and sometimes cake, as they say.",
        "----\nAnna Smith <anna@example.org>\nhttp://example.org/anna",
    ],
)
def test_a_card_with_the_name_and_the_address_of_the_sender_is_a_signature(card: str) -> None:
    split = split_reply(f"Come at ten.\n\n{card}", "Anna Smith <anna@example.org>")

    assert (split.text, split.signature) == ("Come at ten.", card)


@pytest.mark.parametrize(
    "said",
    ["Will you answer to will@example.org? I read no other mail now.", "Will Smith has moved to will@example.org."],
)
def test_a_sentence_that_begins_with_the_name_of_the_sender_is_no_signature(said: str) -> None:
    text = f"The server is gone.\n\n{said}"

    assert split_reply(text, "Will Smith <will@example.org>") == Authored(text, "", "")


def test_an_address_that_the_line_above_announces_is_no_signature() -> None:
    text = "Write to me at:\n\nanna@example.org or anna@example.com"

    assert split_reply(text, "Anna Smith <anna@example.org>") == Authored(text, "", "")


def test_what_a_server_heads_with_words_between_dashes_is_no_footer() -> None:
    text = (
        "The message was received at ten.\n\n   ----- The following addresses had permanent fatal errors -----\n"
        "<anna@example.org>\n\n   ----- Transcript of session follows -----\n550 <anna@example.org>... Host unknown"
    )

    assert split_reply(text) == Authored(text, "", "")


def test_what_servers_wrote_above_the_header_of_a_mail_that_came_back_is_quoted_with_it() -> None:
    raw = "Received: from mx.example.org\n by mail.example.org; Fri, 1 Mar 2024 10:00:00 +0000\nMIME-Version: 1.0\n"
    header = (
        "Date: Fri, 1 Mar 2024 10:00:00 +0000\nFrom: Anna <anna@example.org>\nSubject: Pumpe\nTo: bob@example.org\n"
    )

    split = split_reply(f"Delivery has failed.\n\nOriginal message headers:\n\n{raw}{header}")

    assert split.text == "Delivery has failed.\n\nOriginal message headers:"
    assert split.quoted == f"{raw}{header}".rstrip("\n")


def test_fields_of_servers_alone_are_no_quote() -> None:
    text = "Received: from mx.example.org\nMIME-Version: 1.0\n\nWhat do these lines mean?"

    assert split_reply(text).text == text
