"""Mails without history and signature, and any mail at all."""

import pytest

from semsearch.clean.reply import split_reply
from semsearch.records import Authored

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


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert split_reply(text) == Authored(text)


def test_a_heading_below_a_question_is_the_authors() -> None:
    text = "I changed the loader.\n\nBob asked:\n\n# Why is it slow?\n\nIt reads each file twice."

    assert split_reply(text) == Authored(text)


def test_line_ends_of_any_system_are_understood() -> None:
    assert split_reply("Gladly.\r\n\r\nJane wrote:\r\n> Lunch?\r\n") == Authored("Gladly.", "Jane wrote:\n> Lunch?")


@pytest.mark.parametrize("blank", ["", " ", "\n\n\t\r\n"])
def test_blank_text_has_nothing(blank: str) -> None:
    assert split_reply(blank) == Authored("")


def test_a_mail_whose_text_an_archive_left_out_has_none() -> None:
    left_out = "An HTML attachment was scrubbed...\nURL: <http://lists.example/2016/a.html>"
    quoted = "On Monday Anna wrote:\n> When?"

    assert split_reply(left_out) == Authored("", "", left_out)
    assert split_reply(f"-------------- next part --------------\n{left_out}").text == ""
    assert split_reply(f"{left_out}\n\n{quoted}").text == ""
    assert split_reply(f"Tomorrow.\n\n{left_out}").text.startswith("Tomorrow.")


def test_words_below_many_parts_that_an_archive_left_out_are_the_authors() -> None:
    left_out = "A non-text attachment was scrubbed...\nURL: <http://lists.example/a:b>\nDate: 3 Jan 10:20:30\n"
    text = f"{left_out}\n" * 20 + "Tomorrow at ten."

    assert split_reply(text) == Authored(text)
