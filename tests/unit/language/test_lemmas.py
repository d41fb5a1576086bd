import pytest

from semsearch.language.lemmas import is_known, is_name_giving, lemma, phrase


@pytest.mark.parametrize(
    ("written", "listed"),
    [("договоров", "договор"), ("Письмах", "письмо"), ("files", "file"), ("boxes", "box"), ("meeting", "meeting"),
     ("linux", "linux"), ("café", "café")],
)  # fmt: skip
def test_lemmas(written: str, listed: str) -> None:
    assert lemma(written) == listed


@pytest.mark.parametrize(
    ("first", "second", "listed"),
    [("железной", "дороге", "железная дорога"), ("отделом", "кадров", "отдел кадров"), ("big", "files", "big file"),
     ("рублей", "рассмотрена", ""), ("mail", "сервер", "mail сервер"),
     ("высшей", "школы", "высшая школа"), ("вышел", "ruby", ""), ("digital", "разрабатывается", ""),
     ("fried", "rice", "fried rice")],
)  # fmt: skip
def test_modifiers_agree_with_their_noun(first: str, second: str, listed: str) -> None:
    assert phrase(first, second) == listed


def test_russian_verbs_do_not_name_topics() -> None:
    assert not is_name_giving("пишет")
    assert is_name_giving("договор")
    assert is_name_giving("running")
    assert is_name_giving("speed")
    assert not is_name_giving("supplied")


def test_the_dictionaries_know_all_forms_of_a_word() -> None:
    assert all(map(is_known, ["диск", "Дисками", "ёлка", "елкой", "invoices", "Broken", "полставки"]))
    assert not any(map(is_known, ["договр", "invoce", "recieve", "полтика"]))
