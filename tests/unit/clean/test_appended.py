"""What programs, servers and companies put above and below what an author wrote."""

import pytest

from semsearch.clean.reply import split_reply
from semsearch.records import Authored

WRITTEN = "The invoice was paid on Friday, and the pump is on its way."


@pytest.mark.parametrize(
    "banner",
    [
        "CAUTION: This email originated from outside the company.\nDo not open links unless you recognize the sender.",
        "[EXTERNAL]",
        "External Email",
        "You don't often get email from jane@example.org. Learn why this is important",
        "ВНИМАНИЕ! Письмо отправлено внешним отправителем. Не переходите по ссылкам.",
        "Achtung: Diese E-Mail kommt von einem externen Absender. Öffnen Sie keine Anhänge.",
    ],
)
def test_a_warning_of_mail_from_outside_is_set_apart(banner: str) -> None:
    assert split_reply(f"{banner}\n\n{WRITTEN}") == Authored(WRITTEN, "", banner)


@pytest.mark.parametrize(
    "text",
    ["Attention, the outside wall is wet.", "External Email\nis what we call it.", "Внимание! Завтра не будет воды."],
)
def test_other_warnings_are_text(text: str) -> None:
    assert split_reply(f"{text}\n\n{WRITTEN}").text == f"{text}\n\n{WRITTEN}"


@pytest.mark.parametrize(
    "footer",
    [
        "Add Comment\nThis message was sent by Atlassian Jira (v8.20.10)",
        "Contoso LLP is a partnership.\nRegistered office: 1 London Wall, London",
        "Генеральная лицензия № 1481. Не отвечайте на это письмо.",
        "Это письмо сформировано автоматически, отвечать на него не нужно.",
        "Это автоматическое письмо. Не отвечайте на него.\nВы можете отказаться от уведомлений.",
        "Письмо отправлено автоматически и не требует ответа.\nООО «Икс»",
        "P Please consider the environment before printing this e-mail",
        "Если вы не хотите получать эту рассылку, перейдите по ссылке\nhttps://us.example/unsubscribe?hash=1",
        "Copyright © 2024 Readers.\n\nOur mailing address is:\n1 High Street\n\nWant to change how you receive it?",
    ],
)
def test_footers_of_notifications_and_newsletters(footer: str) -> None:
    split = split_reply(f"{WRITTEN}\n\n{footer}")

    assert split.text.removesuffix("Add Comment").strip() == WRITTEN


def test_a_footer_without_an_empty_line_above_it() -> None:
    split = split_reply("Срок: 15 марта.\nПерейти к задаче\nВы получили это письмо, так как участвуете в задаче.")

    assert split.text == "Срок: 15 марта.\nПерейти к задаче"


def test_a_sentence_that_goes_on_like_a_footer_is_text() -> None:
    text = (
        "It is quite easy to find out how many of the subscribers have asked us lately\nTo unsubscribe them is harder."
    )

    assert split_reply(text).text == text


@pytest.mark.parametrize(
    "card",
    ["Bob Brown | Platform | Fabrikam", "Bob Brown\nUniversity of Alabama", "Bob Brown, b@x.example (315)268-1000"],
)
def test_a_card_that_begins_with_the_whole_name_of_the_sender(card: str) -> None:
    assert split_reply(f"{WRITTEN}\n\n{card}", "Bob Brown <b@x.example>") == Authored(WRITTEN, "", card)


@pytest.mark.parametrize("text", ["Bob Brown\nwill bring the keys to your office at nine.", "Bob\n12 kg of flour"])
def test_a_last_paragraph_about_the_sender_is_text(text: str) -> None:
    assert split_reply(f"{WRITTEN}\n\n{text}", "Bob Brown <b@x.example>").text == f"{WRITTEN}\n\n{text}"


def test_what_is_ruled_off_above_a_signature_is_text() -> None:
    ticket = f"{'-' * 40}\nThe label is not printed."

    split = split_reply(f"I restarted it.\n\n{ticket}\n\n-- \nYour settings: https://x.example/my")

    assert split == Authored(f"I restarted it.\n\n{ticket}", "", "--\nYour settings: https://x.example/my")


def test_a_ruled_table_is_text() -> None:
    table = (
        "Item                Qty   Price\n-------------------------------\nSteel kettle 1.7 l    1   39.90\n"
        "-------------------------------\nTotal                     39.90\n\nTrack it: https://shop.example/t/112"
    )

    assert split_reply(f"Your order has shipped.\n\n{table}").text == f"Your order has shipped.\n\n{table}"


def test_history_that_a_telephone_rules_off() -> None:
    split = split_reply("In the garage.\n\nSent from my Sony Xperia\n\n---- Jane Doe wrote ----\n\nWhere is the car?")

    assert split == Authored(
        "In the garage.", "---- Jane Doe wrote ----\n\nWhere is the car?", "Sent from my Sony Xperia"
    )


def test_the_name_of_a_device_right_above_the_history() -> None:
    split = split_reply(
        "Записалась.\n\nОтправлено с моего телефона\nИван <ivan@s.example> 11.03.2024 18:02 написал:\nТы записалась?"
    )

    assert (split.text, split.signature) == ("Записалась.", "Отправлено с моего телефона")


def test_a_header_of_lotus_notes_that_is_drawn() -> None:
    def row(text: str) -> str:
        return f"|------------>\n| {text:11}|\n|------------>"

    def cell(text: str) -> str:
        return f"  >{'-' * 40}|\n  |{text:40}|\n  >{'-' * 40}|"

    table = "\n".join([row("From:"), cell("Jane Doe/LON"), row("To:"), cell("Bob"), row("Subject:"), cell("List")])

    split = split_reply(f"The list is complete now.\n\n{table}\n\nIs the list complete?")

    assert split == Authored("The list is complete now.", f"{table}\n\nIs the list complete?")
