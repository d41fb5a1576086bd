"""What mail headers say, well formed or not."""

from email import message_from_bytes

import pytest

from semsearch.extract.mail import headers


def raw(octets: bytes) -> str:
    """A field as the parser hands it out."""
    return octets.decode("ascii", "surrogateescape")


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("plain words", "plain words"),
        ("=?utf-8?B?0J/RgNC40LLQtdGC?=", "Привет"),
        ("=?UTF-8?b?0J/RgNC4?= =?UTF-8?b?0LLQtdGC?=", "Привет"),
        ("=?utf-8?B?0J/RgNC40LLQtdGC?=: =?koi8-r?Q?=F0=D2=C9?=", "Привет: При"),
        ("=?utf-8?B?0J/R?= =?utf-8?B?gNC4?=", "При"),  # a letter cut in two
        ("=?utf-8?Q?two_words and_a_space?=", "two words and a space"),
        ("=?utf-8*en?Q?caf=C3=A9?=", "café"),
        ("=?utf-8?B?0J/RgNC40?= =?utf-8?B?LLQtdGC?=", "Привет"),  # four characters of base64 cut in two
        ("=?utf-8?B?0J8?= =?utf-8?B?0YDQuA?= =?utf-8?B?0LI=?=", "Прив"),  # without padding
        ("=?utf-8?B?0J/RgNC40LLQtdGC", "Привет"),  # no end
        ("=?utf-8?B?0J/RgNC40LLQtdG?=", "Приве\ufffd"),  # a letter short
        ("=?no-such-charset?Q?Re=3A_hello?=", "Re: hello"),
        ("folded\r\n  over\r\n\ttwo lines", "folded over two lines"),
        ("=?utf-8?Q??=", ""),
    ],
)
def test_encoded_words(field: str, text: str) -> None:
    assert headers.header_text(field) == text


@pytest.mark.parametrize("charset", ["koi8-r", "cp1251", "utf-8"])
def test_raw_bytes_in_a_header(charset: str) -> None:
    assert headers.header_text(raw("Отчёт за первый квартал".encode(charset))) == "Отчёт за первый квартал"


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("a@b.example", ("a@b.example",)),
        ("<a@b.example>", ("a@b.example",)),
        ('"Doe, John" <j@d.example>, b@c.example', ("Doe, John <j@d.example>", "b@c.example")),
        ("=?utf-8?B?0JDQvdC90LA=?= <anna@example.org>", ("Анна <anna@example.org>",)),
        ("Doe, John <j@d.example>, Roe, Jane <r@d.example>", ("Doe, John <j@d.example>", "Roe, Jane <r@d.example>")),
        ("Shop, <s@d.example>, b@c.example", ("Shop <s@d.example>", "b@c.example")),
        ("Anna; Bob <b@c.example>", ("Anna", "Bob <b@c.example>")),
        ("j@d.example (John Doe)", ("John Doe <j@d.example>",)),
        ("undisclosed-recipients:;", ()),
        ("Team: a@b.example, c@d.example;", ("a@b.example", "c@d.example")),
        (
            "Team (all of it) : Al <a@b.example>, c@d.example; x@y.example",
            ("Al <a@b.example>", "c@d.example", "x@y.example"),
        ),
        ("hidden-recipients: ;", ()),
        ("hidden-recipients:", ()),
        ('"Re: it; now" <a@b.example>; b@c.example', ("Re: it; now <a@b.example>", "b@c.example")),
        ("a@example.org>", ("a@example.org",)),
        ("John Doe a@example.org>", ("John Doe <a@example.org>",)),
        ("Somebody", ("Somebody",)),
        ("jane at d.example (Jane Doe), Al <a.b at c.example>", ("Jane Doe <jane@d.example>", "Al <a.b@c.example>")),
        ("Sales at D.example <s@d.example>", ("Sales at D.example <s@d.example>",)),
        ('"Unclosed <a@b.example>', ("Unclosed <a@b.example>",)),
        ("a@b.example, a@b.example", ("a@b.example",)),
        ("John Doe <a@example.org", ("John Doe <a@example.org>",)),
        ("John Doe a@example.org", ("John Doe <a@example.org>",)),
        ("John Doe [a@example.org]", ("John Doe <a@example.org>",)),
        ("<@one,@two:a@example.org>", ("a@example.org",)),
        ("Mary <mary @ example . net(here)>", ("Mary <mary@example.net>",)),
        ("a@example.org b@example.org", ("a@example.org b@example.org",)),
        ("a@example.org (John (the) Doe)", ("John (the) Doe <a@example.org>",)),
        ("", ()),
    ],
)
def test_addresses(field: str, expected: tuple[str, ...]) -> None:
    assert headers.addresses([field]) == expected


def test_references_come_oldest_first_and_end_with_the_parent() -> None:
    message = message_from_bytes(b"References: <a@x> <b@x>\n\t<c@x>\nIn-Reply-To: <b@x> of Monday\n\n")

    assert headers.references(message) == ("a@x", "c@x", "b@x")


def test_message_ids_without_brackets() -> None:
    assert headers.message_ids("abc@example.org") == ["abc@example.org"]
    assert headers.message_ids("Your message of Monday") == []


def test_labels_from_gmail_keywords_and_list() -> None:
    message = message_from_bytes(
        b"X-Gmail-Labels: Inbox,=?utf-8?B?0KDQsNCx0L7RgtCw?=\nKeywords: a, b\nList-Id: The list <dev.example.org>\n\n"
    )

    assert headers.labels(message) == ("Inbox", "Работа", "a", "b", "dev.example.org")


@pytest.mark.parametrize(
    ("field", "name", "expected"),
    [
        ('attachment; filename="a;b \\"c\\".txt"', "filename", 'a;b "c".txt'),
        ("attachment; filename=plain.txt ; x=y", "filename", "plain.txt"),
        ("attachment; filename*=utf-8''%D0%9F%D0%BB%D0%B0%D0%BD.txt", "filename", "План.txt"),
        ("a; filename*0*=koi8-r''%F0; filename*1*=%CC; filename*2=an.txt", "filename", "Плan.txt"),
        ("a; filename*1=two.txt; filename*0=one-", "filename", "one-two.txt"),
        ("a; filename*0*=utf-8''%D0%9F%D0%B; filename*1*=B%D0%B0%; filename*2*=D0%BD.txt", "filename", "План.txt"),
        ('a; name="=?utf-8?B?0J/Qu9Cw0L0=?=.txt"', "name", "План.txt"),
        ('text/plain; charset="utf-8', "charset", "utf-8"),
        ("a; filename*=utf-8''%D0%9F%D0%BB%D0%B0%D0%BD.txt; filename=plan.txt", "filename", "План.txt"),
        ("a; filename=plan.txt; filename*=utf-8''%D0%9F%D0%BB%D0%B0%D0%BD.txt", "filename", "План.txt"),
        ("a; name=all.txt; name*0=one-; name*1=two.txt", "name", "one-two.txt"),
        ("text/plain; charset=utf-8; charset=koi8-r", "charset", "utf-8"),
        ('a; filename="%D0%9F%D0%BB%D0%B0%D0%BD.txt"', "filename", "План.txt"),
        ("a; filename=\"UTF-8''%D0%9F%D0%BB%D0%B0%D0%BD.txt\"", "filename", "План.txt"),
        ("a; filename=\"it's Bob's %D0%9F%D0%BB%D0%B0%D0%BD.txt\"", "filename", "it's Bob's План.txt"),
        ('a; filename="100%25 wool.txt"', "filename", "100%25 wool.txt"),
        ("a; filename=\"Anna's and Bob's.txt\"", "filename", "Anna's and Bob's.txt"),
        ('a; filename*="=?utf-8?Q?some=C3=A4.txt?="', "filename", "someä.txt"),
    ],
)
def test_parameters(field: str, name: str, expected: str) -> None:
    assert headers.parameters(field)[name] == expected
