"""XQuAD: questions of one language to paragraphs of one or the other. Half of it is a translation of the other half."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.judging import DEPTH, Row, judged
from benchmarks.places import WORK, corpus
from benchmarks.plain import PlainModel, nearest
from benchmarks.recording import Recording, dense_weight, record
from benchmarks.remembered import RememberingLibrary, RememberingStore, indexed

LANGUAGES = ("en", "ru")
SIDES = tuple((asked, answered) for asked in LANGUAGES for answered in LANGUAGES)


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Language:
    """What XQuAD has in one language; the same numbers are translations of each other."""

    paragraphs: Sequence[str]
    questions: Sequence[Question]


def measure(model: str, models: RememberingStore, plain: PlainModel | None, queries: int) -> list[Row]:
    """All four directions, with an index for each language and with one for both."""
    languages = {language: _read(language, queries) for language in LANGUAGES}
    folders = {language: _written(language, languages[language].paragraphs) for language in LANGUAGES}
    rows: list[Row] = []
    with indexed("xquad-both", list(folders.values()), model, models) as both:
        joint = {language: _recordings(both, languages[language].questions) for language in LANGUAGES}
        places = _places(both)
    for asked, answered in SIDES:
        with indexed(f"xquad-{answered}", [folders[answered]], model, models) as one:
            recordings = _recordings(one, languages[asked].questions)
            rows += _rows(f"XQuAD {asked}→{answered}", recordings, languages[asked], _places(one), answered)
        if plain is not None:
            rows.append(_peer(f"XQuAD {asked}→{answered}", plain, languages, asked, answered, (answered,)))
        name = f"XQuAD {asked}→{answered}, joint index"
        rows += _rows(name, joint[asked], languages[asked], places, answered)
        if plain is not None:
            rows.append(_peer(name, plain, languages, asked, answered, LANGUAGES))
    models.save()
    return rows


def sweep(model: str, models: RememberingStore, queries: int, weights: Sequence[float]) -> list[Row]:
    """Hybrid search with one index for both languages, by the weight of meaning."""
    languages = {language: _read(language, queries) for language in LANGUAGES}
    folders = [_written(language, languages[language].paragraphs) for language in LANGUAGES]
    rows: list[Row] = []
    with indexed("xquad-both", folders, model, models) as both:
        places = _places(both)
        joint = {language: _recordings(both, languages[language].questions) for language in LANGUAGES}
    for asked, answered in SIDES:
        relevant = [{places[answered, question.paragraph]} for question in languages[asked].questions]
        groups = [question.paragraph for question in languages[asked].questions]
        for weight in weights:
            with dense_weight(weight):
                rankings = [recording.order("hybrid") for recording in joint[asked]]
            rows.append(judged(f"XQuAD {asked}→{answered}, joint index", f"{weight:.2f}", rankings, relevant, groups))
    return rows


def _read(language: str, queries: int) -> Language:
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
    """Without the quotation marks that would ask for an exact phrase: the subject here is meaning."""
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
    """(language, paragraph) -> id of its document."""
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
    return [
        judged(task, "keyword", [recording.order("keyword") for recording in recordings], relevant, groups),
        judged(task, "semantic", [recording.order("semantic") for recording in recordings], relevant, groups),
        judged(task, "hybrid", [recording.hits for recording in recordings], relevant, groups),
    ]


def _peer(
    task: str, plain: PlainModel, languages: dict[str, Language], asked: str, answered: str, within: Sequence[str]
) -> Row:
    """The plain model over whole paragraphs."""
    questions = languages[asked].questions
    size = len(languages[answered].paragraphs)
    documents = plain.encode([text for language in within for text in languages[language].paragraphs], "passage")
    vectors = plain.encode([question.text for question in questions], "query")
    rankings = nearest(vectors, documents, range(len(documents)), DEPTH)
    first = within.index(answered) * size
    relevant = [{first + question.paragraph} for question in questions]
    return judged(task, "plain model", rankings, relevant, [question.paragraph for question in questions])
