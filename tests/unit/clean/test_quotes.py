"""Quoted history, with the lines that introduce it: set apart from what the author wrote."""

import pytest

from semsearch.clean.normal import split_forward
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
