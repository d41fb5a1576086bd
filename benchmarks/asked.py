"""Questions that people ask: 200 in Russian and English on mails and documents written for this (`questions/`)."""

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import get_args

import numpy as np

from benchmarks.judging import Row, judged, told_apart
from benchmarks.plain import PlainModel, nearest
from benchmarks.recording import record
from benchmarks.remembered import RememberingStore, indexed
from semsearch.language.letters import is_cyrillic
from semsearch.records import Document, Mode
from semsearch.search.metrics import DEPTH

FOLDER = Path(__file__).parent / "questions"
KINDS = {
    "words": "questions that share words with their answer",
    "short": "questions of one to three words",
    "cross-ru": "Russian questions, English answers",
    "cross-en": "English questions, Russian answers",
    "other": "questions in wholly other words",
}
UNANSWERED = "none"


@dataclass(frozen=True, slots=True)
class Question:
    """A question of one of the `KINDS`, or `UNANSWERED`, and the files that answer it, below the folder."""

    kind: str
    text: str
    relevant: frozenset[str]


def measure(model: str, models: RememberingStore, plain: PlainModel | None) -> list[Row]:
    """Each kind by each mode and by the plain model, and how well relevance tells what has no answer."""
    questions = read()
    with indexed("asked", [FOLDER / "mail", FOLDER / "documents"], model, models) as library:
        documents = library.documents()
        recordings = [record(partial(library.search, question.text, DEPTH)) for question in questions]
    models.save()
    rankings: dict[str, list[list[int]]] = {
        mode: [recording.order(mode) for recording in recordings] for mode in get_args(Mode)
    }
    if plain is not None:
        rankings["plain model"] = _by_cosine(plain, documents, questions)
    ids = {_name(document): document.id for document in documents}
    rows = [
        _judged(KINDS[kind], method, found, questions, ids, {kind})
        for kind in KINDS
        for method, found in rankings.items()
    ]
    rows += [_judged("all of them", method, found, questions, ids, KINDS) for method, found in rankings.items()]
    relevance = np.array([recording.relevance() for recording in recordings])
    unanswered = np.array([question.kind == UNANSWERED for question in questions])
    return [*rows, told_apart("has it an answer?", "relevance", relevance[~unanswered], relevance[unanswered])]


def read() -> list[Question]:
    with (FOLDER / "questions.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Question(kind if kind != "cross" else f"cross-{'ru' if is_cyrillic(text) else 'en'}", text, _files(files))
        for kind, text, files in rows
    ]


def _files(listed: str) -> frozenset[str]:
    return frozenset(filter(None, listed.split(",")))


def _name(document: Document) -> str:
    return Path(document.path).relative_to(FOLDER).as_posix()


def _by_cosine(plain: PlainModel, documents: Sequence[Document], questions: Sequence[Question]) -> list[list[int]]:
    """The plain model on the beginning of each document."""
    texts = plain.encode([f"{document.title}\n{document.text}" for document in documents], "passage")
    asked = plain.encode([question.text for question in questions], "query")
    return nearest(asked, texts, [document.id for document in documents], DEPTH)


def _judged(
    task: str,
    method: str,
    rankings: Sequence[Sequence[int]],
    questions: Sequence[Question],
    ids: dict[str, int],
    kinds: Collection[str],
) -> Row:
    of_kind = [number for number, question in enumerate(questions) if question.kind in kinds]
    relevant = [{ids[name] for name in questions[number].relevant} for number in of_kind]
    return judged(f"Asked: {task}", method, [rankings[number] for number in of_kind], relevant, of_kind)
