from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from semsearch.clean.normal import base_subject, normalise
from semsearch.clean.reply import split_reply

PIECES = [
    "Shall we have lunch?", "Да, в час дня.", "> Shall we have lunch?", ">> At noon?", "| a bar", "JD> a name",
    "On Tue, 12 Mar 2024 at 10:15, Jane <jane@example.org> wrote:", "Jane wrote:", "wrote:", "<jane@example.org>",
    "12.03.2024, 10:15, «Иван» <ivan@example.org>:", "Иван писал(а) 12.03.2024:", "Вы писали 12 марта:",
    "From: Jane", "Sent: Tuesday", "To: John", "Subject: Lunch", "От: Иван", "Тема: Обед", "Кому: Анна",
    "-----Original Message-----", "--- begin forwarded text", "--- end forwarded text", "Begin forwarded message:",
    "________________________________", "-- ", "--", "—", "__", "====", "Best regards,", "С уважением,", "Thanks,",
    "Jane Doe", "-Jane", "+7 (495) 000-00-00", "jane@example.org", "https://example.org/unsubscribe",
    "Sent from my iPhone", "Отправлено с iPhone", "Lunch mailing list", "To unsubscribe write to us",
    "This e-mail is confidential.", "[...]", "# hash", "", "", " ", "\t> x", ">:", ">wrote:",
]  # fmt: skip

mails = st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=25).map("\n".join)


def _lines(text: str) -> Counter[str]:
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return Counter(line.rstrip() for line in unified.split("\n") if line.strip())


@given(mails)
def test_every_written_line_is_in_exactly_one_part(mail: str) -> None:
    split = split_reply(mail)

    assert _lines(split.text) + _lines(split.quoted) + _lines(split.signature) == _lines(mail)


@given(mails)
def test_a_mail_that_says_something_has_a_text(mail: str) -> None:
    assert bool(split_reply(mail).text) == bool(mail.strip())


@given(st.lists(st.sampled_from(["Lunch at noon?", "Да, в час дня.", "", "It is about the invoice."]), min_size=1))
def test_plain_text_is_all_text(lines: list[str]) -> None:
    split = split_reply("\n".join(lines))

    assert (split.quoted, split.signature) == ("", "")


@given(st.sampled_from(["Gladly, at noon.", "С удовольствием, в полдень."]), mails)
def test_what_is_marked_and_introduced_never_gets_into_the_text(reply: str, mail: str) -> None:
    quote = "\n".join(f"> {line}" for line in mail.replace("\r", "\n").split("\n"))

    split = split_reply(f"{reply}\n\nOn 12 Mar 2024 at 10:15, Jane <jane@example.org> wrote:\n{quote}")

    assert split.text == reply


@given(mails)
def test_splitting_the_text_again_keeps_some_of_it_and_adds_nothing(mail: str) -> None:
    text = split_reply(mail).text

    assert _lines(split_reply(text).text) <= _lines(text)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("joint", ["\n", " ", "\n\n", ""])
def test_time_stays_linear_on_monstrous_mail(joint: str) -> None:
    pieces = [*PIECES, "(", "[", "a ", "1 ", "-", ">", "«", "\u00a0", "x" * 997]
    monsters = [(piece + joint) * (20_000 // len(piece + joint)) for piece in pieces if piece + joint]
    monsters.append((joint.join(pieces) + joint) * (200_000 // len(joint.join(pieces))))

    for mail in monsters:
        assert _lines(split_reply(mail).text) <= _lines(mail)


@given(st.text())
def test_normalise_is_idempotent_and_leaves_single_spaces(text: str) -> None:
    once = normalise(text)

    assert normalise(once) == once
    assert once == " ".join(once.split())


@given(st.text(), st.sampled_from(["Re: ", "RE:", "Fwd: Re[2]: ", "Отв: ", "[list] "]))
def test_prefixes_do_not_change_the_base_of_a_subject(subject: str, prefix: str) -> None:
    base = base_subject(subject + "x")

    assert base_subject(prefix + subject + "x") == base
    assert base_subject(base) == base


@example("[" * 50_000, "Re: ")
@example("Re: " * 50_000, "")
@given(st.text(), st.text())
def test_base_subject_never_fails(subject: str, rest: str) -> None:
    assert len(base_subject(subject + rest)) <= len(subject + rest)
