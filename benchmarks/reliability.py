"""Is relevance right? How often first answers with a relevance are the right ones.

Asked are the 200 questions of `asked`, and some of XQuAD, which nothing answers there, among 3,000 mails and the
manuals of seven programs.
"""

from dataclasses import replace
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from benchmarks import asked, xquad
from benchmarks.judging import SHARE, Row
from benchmarks.places import corpus
from benchmarks.recording import Recording, record
from benchmarks.remembered import RememberingStore, indexed
from semsearch.search.metrics import DEPTH, Floats, grouped_mean
from semsearch.search.rank import FLOOR, QUESTION

BINS = (0.0, FLOOR, 0.5, 0.75, 1.0)
UNANSWERED = 100
"""Questions of XQuAD in each language."""


def measure(model: str, models: RememberingStore) -> list[Row]:
    """How often the first answer is right, by its relevance, measured against the index and, as the peer, against fixed
    numbers; and how many questions without an answer find something above the floor."""
    folders = [asked.FOLDER / "mail", asked.FOLDER / "documents", corpus("spamassassin"), corpus("docs-md")]
    questions = asked.read()
    texts = [question.text for question in questions]
    texts += [each.text for language in xquad.LANGUAGES for each in xquad.read(language, UNANSWERED).questions]
    with indexed("among", folders, model, models) as library:
        files = {document.id: document.path for document in library.documents()}
        recordings = [record(partial(library.search, text, DEPTH)) for text in texts]
    models.save()
    answers = [[str(asked.FOLDER / name) for name in question.relevant] for question in questions]
    answers += [[] for _ in texts[len(questions) :]]
    right = np.array([_first(each, files) in wanted for each, wanted in zip(recordings, answers, strict=True)], float)
    answered = np.array([bool(wanted) for wanted in answers])
    methods = {"measured": [each.relevance() for each in recordings], "fixed": list(map(_fixed, recordings))}
    return [row for method, shown in methods.items() for row in _rows(method, np.array(shown), right, answered)]


def _first(recording: Recording, files: dict[int, str]) -> str:
    return next((files[found] for found in recording.order("hybrid")), "")


def _fixed(recording: Recording) -> float:
    """The relevance of the first answer by what is taken for small indexes."""
    found = next(iter(recording.ranked("hybrid")), None)
    fixed = replace(recording.weights, middle=QUESTION.middle, width=QUESTION.width)
    return fixed.relevance(found.dense_part + found.keyword_part) if found is not None else 0.0


def _rows(method: str, shown: Floats, right: Floats, answered: NDArray[np.bool_]) -> list[Row]:
    bins = np.clip(np.digitize(shown, BINS) - 1, 0, len(BINS) - 2)
    rows = [
        _share(f"first answer at {low:.0%} to {high:.0%}: is it right?", method, right[bins == number])
        for number, (low, high) in enumerate(pairwise(BINS))
    ]
    above = (shown >= FLOOR).astype(float)
    return [*rows, _share("no answer: is something above the line?", method, above[~answered])]


def _share(task: str, method: str, holds: Floats) -> Row:
    return Row(task, method, len(holds), {SHARE: grouped_mean(list(holds), range(len(holds)))})
