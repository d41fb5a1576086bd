"""A tour of the main features over the sample mail. It yields records; `cli.demo` prints them."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from semsearch.progress import Progress, silent
from semsearch.settings import model_cache, resources

if TYPE_CHECKING:
    from semsearch.library import Library
    from semsearch.records import DuplicateReport, ReindexReport, SearchResult

_SHOWN = 3  # hits


@dataclass(frozen=True, slots=True)
class Question:
    """A query, or the path of an example to find similar documents to, in ``text``.

    ``expect`` lists the files that answer it; paths are relative to the sample. ``why`` says what the question shows.
    """

    kind: Literal["query", "example"]
    text: str
    expect: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Indexed:
    """A run of the indexer; ``skipped`` counts the skipped files by reason."""

    report: "ReindexReport"
    skipped: dict[str, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """The results of a question, and whether an expected file is among them."""

    question: Question
    found: bool
    result: "SearchResult"


def sample() -> Path:
    """The folder of the sample mail."""
    return resources() / "sample"


def default_home() -> Path:
    """A home for the demo alone, separate from the user's."""
    return model_cache().parent / "demo"


def tour(library: "Library", progress: Progress = silent) -> Iterator["Indexed | Answer | DuplicateReport"]:
    """Index the sample, ask its questions, search for documents similar to its example, list exact and near duplicates,
    and index again. Yields each result as soon as it is available.

    Raises:
        LockedError: another process is writing to this home.
        ModelError: the model in use cannot be loaded.
    """
    folder = sample()
    _add(library, folder)
    yield _indexed(library, progress)
    for question in _script(folder):
        yield _answer(library, question, folder)
    yield library.duplicates.report("exact")
    yield library.duplicates.report("near")
    yield _indexed(library, silent)


def _add(library: "Library", folder: Path) -> None:
    """Make the folders of the sample the only sources: the home may have been used by another installation."""
    folders = sorted(path for path in folder.iterdir() if path.is_dir())
    others = [Path(source.path) for source in library.sources.all() if Path(source.path) not in folders]
    if others:
        library.sources.remove(others)
    library.sources.add(folders)


def _indexed(library: "Library", progress: Progress) -> Indexed:
    report = library.reindex(progress=progress)
    reasons = Counter(str(file.reason) for file in library.sources.skipped())
    return Indexed(report, dict(reasons.most_common()))


def _script(folder: Path) -> list[Question]:
    script = json.loads((folder / "demo.json").read_text("utf-8"))
    questions = [Question("query", each["query"], tuple(each["expect"]), each["why"]) for each in script["questions"]]
    example = script["similar"]
    return [*questions, Question("example", example["path"], tuple(example["expect"]), example.get("why", ""))]


def _answer(library: "Library", question: Question, folder: Path) -> Answer:
    if question.kind == "query":
        result = library.search(question.text, _SHOWN)
    else:
        result = library.similar(str(folder / question.text), _SHOWN)
    expected = {folder / path for path in question.expect}
    return Answer(question, any(Path(hit.path) in expected for hit in result.hits), result)
