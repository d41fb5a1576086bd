"""The query language, as docs/query.md promises it to people."""

from datetime import date, datetime, time

import pytest

from semsearch.records import Filters
from semsearch.search.query import parse


def midnight(year: int, month: int = 1, day: int = 1) -> datetime:
    return datetime.combine(date(year, month, day), time.min).astimezone()


def test_plain_words_are_the_text() -> None:
    query = parse("  договор  аренды на e-mail ")
    assert query.text == "договор аренды на e-mail"
    assert query.words == ("договор", "аренды", "на", "e-mail")
    assert query.filters == Filters()
    assert not query.notices


def test_operators_leave_the_text_and_mix_with_words_in_any_order() -> None:
    query = parse('from:"Иван Петров" договор -spam "новая версия" before:2024 срочно')
    assert query.text == "договор новая версия срочно"
    assert query.words == ("договор", "срочно")
    assert query.phrases == ("новая версия",)
    assert query.excluded == ("spam",)
    assert query.filters == Filters(sender=("Иван Петров",), before=midnight(2024))


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("from:ivan@x.ru", Filters(sender=("ivan@x.ru",))),
        ("to:Мария", Filters(recipient=("Мария",))),
        ("subject:«план", Filters(subject=("«план",))),
        ('in:"Sent Mail"', Filters(folder=("Sent Mail",))),
        ("in:archive/2024", Filters(folder=("archive/2024",))),
        ("type:.PDF", Filters(types=("pdf",))),
        ("type:mail", Filters(types=("email",))),
        ("has:attachment", Filters(has_attachment=True)),
        ("lang:RU", Filters(languages=("ru",))),
        ("larger:1M", Filters(larger=1 << 20)),
        ("larger:1,5mb", Filters(larger=3 << 19)),
        ("smaller:20k", Filters(smaller=20 << 10)),
        ("SMALLER:7", Filters(smaller=7)),
        ("from:“Иван Петров”", Filters(sender=("Иван Петров",))),
        ("from:a:b", Filters(sender=("a:b",))),
    ],
)
def test_each_operator(text: str, filters: Filters) -> None:
    query = parse(text)
    assert query.filters == filters
    assert query.text == ""
    assert not query.notices


@pytest.mark.parametrize(
    ("text", "after", "before"),
    [
        ("after:2024", midnight(2024), None),
        ("after:2024-12-31", midnight(2024, 12, 31), None),
        ("before:2024-03", None, midnight(2024, 3)),
        ("before:2024-03-01", None, midnight(2024, 3)),
        ("date:2024", midnight(2024), midnight(2025)),
        ("date:2024-03", midnight(2024, 3), midnight(2024, 4)),
        ("date:2024-12", midnight(2024, 12), midnight(2025)),
        ("date:2024-02-29", midnight(2024, 2, 29), midnight(2024, 3)),
        ("date:2023..2024", midnight(2023), midnight(2025)),
        ("date:2023-11..2024-02-03", midnight(2023, 11), midnight(2024, 2, 4)),
        ("date:2023..", midnight(2023), None),
        ("date:..2023", None, midnight(2024)),
        ("date:2023..2024 after:2023-06 before:2025-06", midnight(2023, 6), midnight(2025)),
    ],
)
def test_dates_start_inclusive_and_end_exclusive(text: str, after: datetime | None, before: datetime | None) -> None:
    filters = parse(text).filters
    assert (filters.after, filters.before) == (after, before)


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("от:анна КОМУ:борис", "from:анна to:борис"),
        ('тема:"план работ" в:архив', 'subject:"план работ" in:архив'),
        ("до:2024-03 после:2023", "before:2024-03 after:2023"),
        ("дата:2023..2024 язык:ru", "date:2023..2024 lang:ru"),
        ("тип:письмо тип:pdf тип:вложение", "type:email type:pdf type:attachment"),
        ("есть:вложения больше:1M меньше:2G", "has:attachment larger:1M smaller:2G"),
    ],
)
def test_operators_have_russian_names(typed: str, same: str) -> None:
    assert parse(typed) == parse(same)


def test_a_remark_names_an_operator_as_it_was_typed() -> None:
    assert parse("после:вчера").notices[0].startswith("после:вчера was searched as text; после: takes a date")


def test_several_values_of_one_operator_are_alternatives() -> None:
    filters = parse(
        "from:a from:b from:a type:pdf type:docx before:2020 before:2022 larger:2k larger:1k smaller:2k smaller:3k"
    ).filters
    assert filters.sender == ("a", "b")
    assert filters.types == ("pdf", "docx")
    assert filters.before == midnight(2022)
    assert (filters.larger, filters.smaller) == (1024, 3072)


@pytest.mark.parametrize(
    "text",
    [
        "http://x.y/z?a=b",
        "см. https://пример.рф:8080/x",
        "10:15",
        "встреча в 9:30",
        "C:\\x\\y",
        "std::vector",
        "mailto:a@b.c",
        "Re: План: готов",
        "a - b -- c --flag",
        "3:2",
    ],
)
def test_colons_and_dashes_of_everyday_text_are_text(text: str) -> None:
    query = parse(text)
    assert query.text == text
    assert query.filters == Filters()
    assert not query.notices
    assert not query.excluded


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("foo:bar", "foo:"),
        ("цвет:красный", "цвет:"),
        ("before:yesterdayish", "2024-03-01"),
        ("date:2024-02-30", "2024-03-01"),
        ("date:2024..2023", "earlier"),
        ("date:..", "period"),
        ("after:0000", "date"),
        ("before:9999", "date"),
        ("has:wings", "attachment"),
        ("lang:klingonese", "ru"),
        ("larger:big", "1M"),
        ("-from:ivan", "negated"),
        ("from: ", "without a space"),
    ],
)
def test_what_cannot_be_understood_is_text_with_a_notice(text: str, mentions: str) -> None:
    query = parse(text)
    assert query.text == text.strip()
    assert query.filters == Filters()
    assert len(query.notices) == 1
    assert mentions in query.notices[0]


def test_an_operator_without_a_value_narrows_nothing_and_says_so() -> None:
    query = parse('in:"" lunch')
    assert (query.text, query.filters) == ("in: lunch", Filters())
    assert "takes a value" in query.notices[0]


@pytest.mark.parametrize("text", ["письма за март 2024", "all my e-mails from March 2024", "сообщения за март 2024"])
def test_who_asks_for_the_mail_of_a_time_asks_for_all_of_it(text: str) -> None:
    query = parse(text, date(2026, 11, 26))
    assert (query.text, query.words) == ("", ())
    assert (query.filters.after, query.filters.before) == (midnight(2024, 3), midnight(2024, 4))


def test_mail_is_a_word_where_more_is_asked_for() -> None:
    assert parse("письма от мамы за март 2024", date(2026, 11, 26)).text == "письма от мамы"
    assert parse("mail").text == "mail"
    assert parse('"письма" за март 2024', date(2026, 11, 26)).phrases == ("письма",)


def test_a_second_period_is_refused_with_a_notice() -> None:
    query = parse("date:2020 date:2022")
    assert query.filters.after == midnight(2020)
    assert query.filters.before == midnight(2021)
    assert "one period" in query.notices[0]


def test_exclusion_takes_words_and_phrases() -> None:
    assert parse('a -b -"c d" -http://x').excluded == ("b", "c d", "http://x")


def test_a_quote_without_a_partner_is_no_quote() -> None:
    assert parse('экран 5" дюймов').text == "экран 5 дюймов"
    assert not parse('"a b').phrases
    assert parse('from:"Иван').filters.sender == ("Иван",)


def test_signs_between_quotation_marks_keep_nothing_from_being_found() -> None:
    query = parse('"..." mail')

    assert (query.words, query.phrases, query.text) == (("mail",), (), "mail")


def test_an_empty_phrase_is_nothing() -> None:
    query = parse('"" -"" a')
    assert query.text == "a"
    assert not query.phrases
    assert not query.excluded


def test_sizes_never_exceed_what_a_database_can_hold() -> None:
    assert parse("larger:999999999999999999G").filters.larger == (1 << 63) - 1


def test_prefixes_are_looked_for_and_belong_to_the_text() -> None:
    query = parse("оплата инвой* * a* 2*3")
    assert query.prefixes == ("инвой",)
    assert query.words == ("оплата", "*", "a*", "2*3")
    assert query.text == "оплата инвой * a* 2*3"


@pytest.mark.parametrize("text", ["?!", "- —", '"..." *', "-..."])
def test_signs_alone_ask_for_nothing_and_that_is_said(text: str) -> None:
    query = parse(text)

    assert (query.text, query.words, query.filters) == ("", (), Filters())
    assert query.notices == ("there is no word in the query to look for",)


@pytest.mark.parametrize("text", ["", "🦊", "-secret", "type:pdf ..."])
def test_who_asks_for_something_is_not_told_otherwise(text: str) -> None:
    assert parse(text).notices == ()
