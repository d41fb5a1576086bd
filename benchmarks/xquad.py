"""XQuAD: questions in English and Russian on paragraphs in the same or the other language, which are translations."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import get_args

import numpy as np

from benchmarks.judging import Row, judged, told_apart
from benchmarks.places import WORK, corpus
from benchmarks.plain import PlainModel, nearest
from benchmarks.recording import Recording, record
from benchmarks.remembered import RememberingLibrary, RememberingStore, indexed
from semsearch.records import Mode
from semsearch.search.metrics import DEPTH

LANGUAGES = ("en", "ru")
SIDES = tuple((asked, answered) for asked in LANGUAGES for answered in LANGUAGES)


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Language:
    """XQuAD in one language; equal indices in two languages are translations of each other."""

    paragraphs: Sequence[str]
    questions: Sequence[Question]


def measure(model: str, models: RememberingStore, plain: PlainModel | None, queries: int) -> list[Row]:
    """All four directions, with an index for each language, and with a joint index, from whose results the translation
    of the relevant paragraph is removed; and how well relevance distinguishes questions with and without an answer."""
    languages = {language: read(language, queries) for language in LANGUAGES}
    folders = {language: _written(language, languages[language].paragraphs) for language in LANGUAGES}
    rows: list[Row] = []
    with indexed("xquad-both", list(folders.values()), model, models) as both:
        joint = {language: _recordings(both, languages[language].questions) for language in LANGUAGES}
        places = _places(both)
    ones: dict[str, dict[str, list[Recording]]] = {}
    homes: dict[str, dict[tuple[str, int], int]] = {}
    for answered in LANGUAGES:
        with indexed(f"xquad-{answered}", [folders[answered]], model, models) as one:
            ones[answered] = {asked: _recordings(one, languages[asked].questions) for asked in LANGUAGES}
            homes[answered] = _places(one)
    for asked, answered in SIDES:
        name = f"XQuAD {asked}→{answered}"
        rows += _rows(name, ones[answered][asked], languages[asked], homes[answered], answered)
        if plain is not None:
            rows.append(_peer(name, plain, languages, asked, answered, (answered,)))
        name += ", joint index"
        rows += _rows(name, joint[asked], languages[asked], places, answered)
        if plain is not None:
            rows.append(_peer(name, plain, languages, asked, answered, LANGUAGES))
    for asked in LANGUAGES:
        rows.append(_answerable(f"XQuAD {asked}: has it an answer?", joint[asked], languages[asked], places))
    models.save()
    return rows


def read(language: str, queries: int) -> Language:
    """The paragraphs, and about so many of the questions, spread evenly."""
    articles = json.loads(corpus(f"xquad/xquad.{language}.json").read_text(encoding="utf-8"))["data"]
    paragraphs = [paragraph for article in articles for paragraph in article["paragraphs"]]
    questions = [
        Question(_unquoted(asked["question"]), number)
        for number, paragraph in enumerate(paragraphs)
        for asked in paragraph["qas"]
    ]
    step = max(1, len(questions) // queries)
    return Language([paragraph["context"] for paragraph in paragraphs], questions[::step])


def _unquoted(question: str) -> str:
    """The question without quotation marks, which would search for an exact phrase."""
    return question.replace('"', " ")


def _written(language: str, paragraphs: Sequence[str]) -> Path:
    folder = WORK / "corpora" / "xquad" / language
    folder.mkdir(parents=True, exist_ok=True)
    for number, paragraph in enumerate(paragraphs):
        file = folder / f"{number:04}.txt"
        if not file.exists():
            file.write_text(paragraph + "\n", encoding="utf-8")
    return folder


def _places(library: RememberingLibrary) -> dict[tuple[str, int], int]:
    """The id of the document of each (language, paragraph)."""
    return {
        (Path(document.path).parent.name, int(Path(document.path).stem)): document.id
        for document in library.documents()
    }


def _recordings(library: RememberingLibrary, questions: Sequence[Question]) -> list[Recording]:
    return [record(partial(library.search, question.text, DEPTH)) for question in questions]


def _rows(
    task: str,
    recordings: Sequence[Recording],
    language: Language,
    places: dict[tuple[str, int], int],
    answered: str,
) -> list[Row]:
    relevant = [{places[answered, question.paragraph]} for question in language.questions]
    groups = [question.paragraph for question in language.questions]
    translations = [
        _versions(places, question.paragraph) - found
        for question, found in zip(language.questions, relevant, strict=True)
    ]
    rows = []
    for mode in get_args(Mode):
        pairs = zip(recordings, translations, strict=True)
        rows.append(judged(task, mode, [each.order(mode, other) for each, other in pairs], relevant, groups))
    return rows


def _versions(places: dict[tuple[str, int], int], paragraph: int) -> frozenset[int]:
    """The documents of a paragraph in all indexed languages."""
    return frozenset(places[language, paragraph] for language in LANGUAGES if (language, paragraph) in places)


def _answerable(
    task: str, recordings: Sequence[Recording], language: Language, places: dict[tuple[str, int], int]
) -> Row:
    """Each question once with and once without its paragraph; the rest of the article remains."""
    found = [recording.relevance() for recording in recordings]
    missed = [
        recording.relevance(_versions(places, question.paragraph))
        for recording, question in zip(recordings, language.questions, strict=True)
    ]
    return told_apart(task, "relevance", np.array(found), np.array(missed))


def _peer(
    task: str, plain: PlainModel, languages: dict[str, Language], asked: str, answered: str, within: Sequence[str]
) -> Row:
    """The plain model on whole paragraphs."""
    questions = languages[asked].questions
    size = len(languages[answered].paragraphs)
    documents = plain.encode([text for language in within for text in languages[language].paragraphs], "passage")
    vectors = plain.encode([question.text for question in questions], "query")
    first = within.index(answered) * size
    found = nearest(vectors, documents, range(len(documents)), DEPTH + 1)
    rankings = [
        [place for place in ranking if place == first + question.paragraph or place % size != question.paragraph]
        for question, ranking in zip(questions, found, strict=True)
    ]
    relevant = [{first + question.paragraph} for question in questions]
    return judged(task, "plain model", rankings, relevant, [question.paragraph for question in questions])
