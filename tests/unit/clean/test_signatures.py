"""Signatures, and what servers append: set apart from the text."""

import pytest

from semsearch.clean.reply import split_reply
from semsearch.records import Authored

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


def test_mail_of_a_signature_alone_keeps_it() -> None:
    assert split_reply("--\nJane Doe").text == "--\nJane Doe"


def _words(text: str) -> list[str]:
    return text.split()


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
        "С уважением, коллектив ООО «Ромашка»", "С уважением, служба поддержки\n8 800 555-35-35",
        "Best regards, the Acme team",
    ],
)  # fmt: skip
def test_russian_endings(signature: str) -> None:
    assert split_reply(f"Договор приложен.\n\n{signature}").text == "Договор приложен."


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
