"""Phrases stand in what is found as they were asked for."""

from pathlib import Path

from semsearch.library import Library
from tests.conftest import MailMaker
from tests.unit.store.test_finding import titles

LITERAL = {
    '"resume:"': {"accents", "marks", "plain"},
    '"RÉSUMÉ:"': {"accents", "marks", "plain"},
    '"final report"': {"ligature", "spaces"},
    '"300 K."': {"kelvin"},
    '"rent, résumé"': {"accents"},
    '"resumes:"': set(),
    '"ёлка!"': {"tree"},
}


def test_a_phrase_is_compared_by_its_letters_whatever_their_case_and_accents(library: Library, folder: Path) -> None:
    said = {
        "accents": "The rent, Résumé: it is here.",
        "marks": "Her re\u0301sume\u0301: it is there – “so” she said.",
        "plain": "A RESUME: it is everywhere.",
        "another": "A resume; it is nowhere – “so” they said. Très bien.",
        "ligature": "This is the ﬁnal report.",
        "spaces": "This is a final\u2003\n report.",
        "kelvin": "At 300 \N{KELVIN SIGN}. it melts.",
        "tree": "Вот и Елка! Готово.",
    }
    for name, text_said in said.items():
        (folder / f"{name}.txt").write_text(text_said)
    library.sources.add([folder])
    library.reindex()
    assert {query: {title.removesuffix(".txt") for title in titles(library, query)} for query in LITERAL} == LITERAL


def test_a_phrase_stands_as_it_is_however_many_have_its_words_in_other_forms(
    library: Library, folder: Path, mail: MailMaker
) -> None:
    forms = ["he pays\n invoices"] * 3 + ["she paid invoices"] * 8 + ["they are paying an invoice"]
    for number, said in enumerate(forms):
        own = " ".join(f"word{number}{letter}" for letter in "abcdefgh")
        (folder / f"{number}.eml").write_bytes(mail(f"Mail {number}", f"{own} and {said}."))
    library.sources.add([folder])
    library.reindex()

    for phrase, which in {"Pays invoices": range(3), "paid invoices": range(3, 11), "pays the invoice": ()}.items():
        assert titles(library, f'"{phrase}"') == {f"Mail {number}" for number in which}
        assert titles(library, f'subject:mail "{phrase}"', "hybrid") == {f"Mail {number}" for number in which}
