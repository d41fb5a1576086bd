"""Footers learned from what repeats."""

from semsearch.clean.footers import ending, footer_start, learned

FOOTER = "Acme Corporation of Springfield\nVisit us at https://acme.example/offer?id=12"


def texts(count: int, footer: str = FOOTER) -> list[str]:
    words = "one two three four five six".split()[:count]
    return [f"Letter number {word}.\n\nIt ends {word}.\n\n{footer}" for word in words]


def known(mails: list[str], *, of_list: bool = False, senders: str = "abcdef") -> frozenset[bytes]:
    return learned([ending(text, sender) for text, sender in zip(mails, senders, strict=False)], of_list=of_list)


def test_what_repeats_under_different_letters_is_a_footer() -> None:
    mails = texts(5)
    digests = known(mails)

    assert [text[footer_start(text, digests) :] for text in mails] == [FOOTER] * 5


def test_numbers_and_codes_may_differ() -> None:
    digests = known(texts(5))
    other = f"Something else.\n\n{FOOTER.replace('12', '999')}"

    assert other[: footer_start(other, digests)].strip() == "Something else."


def test_three_mails_are_not_enough() -> None:
    assert known(texts(3)) == frozenset()


def test_a_list_needs_several_senders() -> None:
    assert known(texts(5), of_list=True, senders="aaaab") == frozenset()
    assert known(texts(5), of_list=True)


def test_a_short_line_is_no_footer_of_a_list() -> None:
    assert known(texts(5, "Thanks!"), of_list=True) == frozenset()


def test_a_mail_that_is_nothing_but_the_footer_keeps_it() -> None:
    assert footer_start(FOOTER, known(texts(5))) == len(FOOTER)


def test_a_form_that_differs_in_its_first_line_only_is_cut_at_that() -> None:
    digests = known([f"Order for {word}\nhas been sent.\n\n{FOOTER}" for word in "Anna Bob Carl Dora Emil".split()])
    text = f"Order for Fred\nhas been sent.\n\n{FOOTER}"

    assert text[: footer_start(text, digests)].strip() == "Order for Fred"


def test_a_text_without_lines_has_no_footer() -> None:
    assert footer_start("", known(texts(5))) == 0
