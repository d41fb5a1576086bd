"""What the documents of a topic have in common, in words. Pure."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from semsearch import words

TERMS = 8
LABEL_TERMS = 3

_LOOKED_AT = 2_000
"""Characters of each document; a long one must not name its topic alone."""

_SHORTEST = 3
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")


@dataclass(frozen=True, slots=True)
class Text:
    title: str
    body: str
    language: str


def terms(topics: Sequence[Sequence[Text]]) -> list[tuple[str, ...]]:
    """For each topic the words that tell it from all topics together, the most telling first, in the language of most
    of its documents.

    The weight of a word is its part in the divergence of the topic from the whole, p log(p / q), where p and q are the
    shares of documents with the word in the topic and everywhere (Carpineto et al. 2001, doi:10.1145/366836.366860).
    Counted are documents, so that none names a topic by repeating itself, and a word has to be in two. c-TF-IDF
    (arXiv:2203.05794) lets words through that are frequent everywhere.
    """
    counted = [_count(texts) for texts in topics]
    everywhere: Counter[str] = Counter()
    for stems, _ in counted:
        everywhere.update(stems)
    total = sum(map(len, topics))
    found = []
    for texts, (stems, forms) in zip(topics, counted, strict=True):
        weights = {}
        for stem, count in stems.items():
            share, expected = count / len(texts), everywhere[stem] / total
            if count > 1 and stem in forms and share > expected:
                weights[stem] = share * math.log(share / expected)
        ordered = sorted(weights, key=lambda stem: (-weights[stem], stem))[:TERMS]
        found.append(tuple(min(forms[stem], key=lambda form: (-forms[stem][form], form)) for stem in ordered))
    return found


def label(terms: Sequence[str], fallback: str) -> str:
    """A short name of a topic, of its first terms; `fallback` where no words tell it from others."""
    return ", ".join(terms[:LABEL_TERMS]) or fallback


def _count(texts: Iterable[Text]) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """How many documents have each stem, and in which forms it is written in those of the main language."""
    texts = list(texts)
    main = Counter(text.language for text in texts).most_common(1)[0][0] if texts else ""
    stems: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for text in texts:
        written = _ADDRESS.sub(" ", f"{text.title}\n{text.body[:_LOOKED_AT]}")
        found = list(words.words(written))
        stems.update({word.stem for word in found})
        if text.language != main:
            continue
        written_forms = {(word.stem, written[word.start : word.end].casefold()) for word in found}
        for stem, form in written_forms:
            if len(form) >= _SHORTEST and form.isalpha() and form not in words.STOP_WORDS:
                forms.setdefault(stem, Counter())[form] += 1
    return stems, forms
