"""What a question may begin with, and what its end may become while it is typed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from semsearch.records import OPERATORS, Facets, FacetValue, Hit
from semsearch_ui.presentation import counts, dates, facet_names, people
from semsearch_ui.presentation.narrowing import last_word, with_last_word

translate = QCoreApplication.translate

OF_PEOPLE = ("from", "to")
"""Operators that are followed by somebody."""

_FACETS = facet_names.OF_OPERATOR | {"has": "attachments"}

BEGUN = 3
"""Letters of an operator from which it is offered, until it is whole: "in" and "to" stand in many questions."""

EARLIER = 5
"""Earlier questions that are offered beside operators."""


@dataclass(frozen=True, slots=True)
class Completion:
    """``text`` is what takes the place of the last word, or of all that is typed where it is ``whole``; it is offered
    as ``words``, and quietly beside them what these mean."""

    text: str
    words: str
    meaning: str = ""
    whole: bool = False

    def of(self, typed: str) -> str:
        """What is typed, completed. After an operator's colon its value goes on."""
        return self.text if self.whole else with_last_word(typed, self.text if self.is_begun else f"{self.text} ")

    @property
    def is_begun(self) -> bool:
        """Whether it is an operator that still wants its value."""
        return self.text.endswith(":")


def examples(mail: Hit | None) -> list[str]:
    """Questions from which a person learns more than from rules; the first ones find `mail`, if there is one."""
    of_mail = []
    if mail is not None and mail.date is not None:
        of_mail.append(translate("Completing", "mail from %1").replace("%1", dates.month_of(mail.date)))
    if mail is not None and mail.sender:
        of_mail.append(_operator("from", mail.sender))
    return [*of_mail, "has:attachment", "type:pdf"]


def earlier(questions: Iterable[str]) -> list[Completion]:
    """Questions asked before."""
    return [Completion(one, one, whole=True) for one in questions]


def words(typed: str, history: Sequence[str]) -> list[Completion]:
    """Operators that begin as the last word does, and earlier questions that begin as this one."""
    word = last_word(typed).lower()
    if len(word) < 2:
        return []
    names = [name for name in OPERATORS if len(word) >= BEGUN and name.startswith(word) and name != word]
    operators = [Completion(f"{name}:", f"{name}:", facet_names.operator_in_words(OPERATORS[name])) for name in names]
    before = [old for old in history if old.lower().startswith(typed.lower()) and old != typed]
    return [*operators, *earlier(before[:EARLIER])]


def senders(name: str, found: Iterable[str]) -> list[Completion]:
    """The operator `name` with each of these senders."""
    return [Completion(_operator(name, sender), *_told(sender)) for sender in found]


def values(name: str, beginning: str, facets: Facets) -> list[Completion]:
    """The operator `name` with each value of the archive that has a word with this beginning, and how often."""
    if name in OF_PEOPLE:
        return senders(name, (value.value for value in facets.senders)) if not beginning else []
    kind = _FACETS.get(name, "")
    found: tuple[FacetValue, ...] = getattr(facets, kind, ())
    if kind == "folders":
        found += facets.labels
    begins = re.compile(rf"(?<!\w){re.escape(beginning)}", re.IGNORECASE)
    offers = [
        Completion(value.operator, said, counts.number(value.count))
        for value, said in zip(found, facet_names.values_in_words(kind, found), strict=True)
        if begins.search(f"{said} {value.value}")
    ]
    return [offer for offer in offers if offer.text.lower() != f"{name}:{beginning}".lower()]


def _told(sender: str) -> tuple[str, str]:
    """A name, and the address where that says more."""
    name, address = people.name_of(sender), people.address_of(sender)
    return name, address if address != name else ""


def _operator(name: str, sender: str) -> str:
    """An operator with an address, or with a name where there is no address."""
    value = people.address_of(sender) or sender.replace('"', "")
    return f'{name}:"{value}"' if " " in value else f"{name}:{value}"
