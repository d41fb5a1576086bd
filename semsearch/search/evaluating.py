"""Evaluates search in an index: on labelled queries, or on its own threads.

The rankings are those that a user sees, with near-identical documents folded into one hit.
"""

import json
import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import get_args

import numpy as np

from semsearch.errors import NotIndexedError, UsageError
from semsearch.progress import Progress, Step, silent
from semsearch.records import Evaluation, EvaluationReport, Judgement, Mode, SearchResult
from semsearch.search.metrics import DEPTH, SEED, Judged, grouped_mean, judge
from semsearch.search.probing import example_of_document, is_short
from semsearch.search.searching import Searcher
from semsearch.store import lookup
from semsearch.store.database import Connection, Database
from semsearch.store.lookup import ThreadMail


@dataclass(frozen=True, slots=True)
class _Question:
    """A search to run in every mode, and its relevant documents. Questions of one `group` are not independent;
    documents in `ignored` count as neither relevant nor irrelevant."""

    task: str
    ask: Callable[[Mode], SearchResult]
    relevant: frozenset[int]
    group: Hashable
    ignored: frozenset[int] = frozenset()


class Evaluating:
    """Evaluates the search in one home."""

    def __init__(self, database: Database, searcher: Searcher) -> None:
        self._database = database
        self._searcher = searcher

    def labelled(self, judgements: Sequence[Judgement], progress: Progress = silent) -> EvaluationReport:
        """Evaluate on queries with known relevant documents.

        Raises:
            NotIndexedError: a relevant document is not in the index.
            UsageError: there is no judgement.
        """
        if not judgements:
            raise UsageError("there is no query to ask; each line needs one, a tab, and a document that answers it")
        with self._database.transaction() as connection:
            questions = [self._labelled(connection, judgement) for judgement in judgements]
        return _evaluated(questions, progress)

    def threads(self, queries: int, progress: Progress = silent) -> EvaluationReport:
        """Evaluate on the threads of the index: given one mail, find the others of its thread without their subjects
        and quotes. Up to `queries` mails are drawn at random, always the same ones.

        Threads are split by time into two halves, so that what is tuned on the older one can be measured on the newer.

        Raises:
            NotIndexedError: no thread has two mails with enough text.
        """
        with self._database.transaction() as connection:
            halves = _halves(lookup.mails_of_threads(connection))
            questions = [
                question
                for task, threads in zip(("older threads", "newer threads"), halves, strict=True)
                for question in self._mates(connection, task, threads, -(-queries // 2))
            ]
        if not questions:
            raise NotIndexedError("no thread in the index has two mails of a few words; label queries in a file")
        return _evaluated(questions, progress)

    def _labelled(self, connection: Connection, judgement: Judgement) -> _Question:
        found = [lookup.find(connection, target) for target in judgement.relevant]
        missing = [target for target, document in zip(judgement.relevant, found, strict=True) if document is None]
        if missing:
            raise NotIndexedError(f"line {judgement.line}: {missing[0]} is not in the index")
        relevant = frozenset(document.id for document in found if document is not None)
        ask = partial(self._search, judgement.query)
        return _Question("labelled queries", ask, relevant, judgement.line)

    def _search(self, query: str, mode: Mode) -> SearchResult:
        return self._searcher.search(query, DEPTH, mode, explain=False)

    def _mates(
        self, connection: Connection, task: str, threads: Sequence[Sequence[ThreadMail]], count: int
    ) -> Iterator[_Question]:
        """For a random sample of the mails, the others of their threads; copies of the mail itself do not count."""
        pairs = [(mail, thread) for thread in threads for mail in thread if mail.text]
        for place in np.random.default_rng(SEED).permutation(len(pairs)):
            mail, thread = pairs[place]
            others = frozenset(other.id for other in thread if other.text and other.content != mail.content)
            document = lookup.documents_by_id(connection, [mail.id])[mail.id]
            if not others or is_short(document.text):
                continue
            example = replace(example_of_document(connection, document), title="")
            ignored = frozenset(other.id for other in thread) - others
            ask = partial(self._searcher.similar_bodies, example, DEPTH + len(ignored))
            yield _Question(task, ask, others, mail.thread_id, ignored)
            count -= 1
            if not count:
                return


def read_judgements(content: bytes) -> list[Judgement]:
    """The judgements in a UTF-8 file: each line has a query and its relevant targets, separated by tabs, or is a JSON
    object with `query` and `relevant`. Empty lines and lines that begin with # are ignored.

    Raises:
        UsageError: the file is not UTF-8, or a line has another form.
    """
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise UsageError("the file is not UTF-8; convert it, with iconv for example") from error
    return [
        _judgement(number, line)
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]


def _judgement(number: int, line: str) -> Judgement:
    if not line.lstrip().startswith("{"):
        query, *targets = (field.strip() for field in line.split("\t"))
    else:
        try:
            fields = json.loads(line)
            query, relevant = fields["query"], fields["relevant"]
            targets = [str(target) for target in ([relevant] if isinstance(relevant, str) else relevant)]
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f'line {number}: write {{"query": "...", "relevant": ["...", ...]}}') from error
    targets = [target for target in targets if target]
    if not isinstance(query, str) or not query.strip() or not targets:
        raise UsageError(f"line {number}: write a query, a tab, and a document that answers it: an id or a path")
    return Judgement(query, tuple(targets), number)


def _halves(mails: Iterable[ThreadMail]) -> tuple[list[list[ThreadMail]], list[list[ThreadMail]]]:
    """The threads in two halves by the date of their first mail, the earlier ones first; undated ones count as old."""
    threads = [list(thread) for _, thread in groupby(mails, key=lambda mail: mail.thread_id)]
    threads.sort(key=lambda thread: min((mail.date for mail in thread if mail.date is not None), default=0))
    return threads[: len(threads) // 2], threads[len(threads) // 2 :]


def _evaluated(questions: Sequence[_Question], progress: Progress) -> EvaluationReport:
    started = time.perf_counter()
    modes: tuple[Mode, ...] = get_args(Mode)
    judged: dict[tuple[str, Mode], list[tuple[Judged, Hashable]]] = {}
    for asked, question in enumerate(questions):
        progress(Step("compare", asked, len(questions), question.task))
        for mode in modes:
            figure = judge(*_as_shown(question.ask(mode), question))
            judged.setdefault((question.task, mode), []).append((figure, question.group))
    progress(Step("compare", len(questions), len(questions)))
    evaluations = tuple(_evaluation(task, mode, figures) for (task, mode), figures in judged.items())
    return EvaluationReport(DEPTH, evaluations, 1000 * (time.perf_counter() - started))


def _as_shown(result: SearchResult, question: _Question) -> tuple[list[int], frozenset[int]]:
    """The ids of the hits, and of the relevant documents; one that is folded into a hit has the id of that hit."""
    shown = {copy: hit.id for hit in result.hits for copy in hit.copies}
    relevant = frozenset(shown.get(each, each) for each in question.relevant)
    ignored = question.ignored - relevant
    return [hit.id for hit in result.hits if hit.id not in ignored], relevant


def _evaluation(task: str, mode: Mode, judged: Sequence[tuple[Judged, Hashable]]) -> Evaluation:
    figures = [figure for figure, _ in judged]
    groups = [group for _, group in judged]
    return Evaluation(
        task=task,
        mode=mode,
        queries=len(figures),
        mrr=grouped_mean([figure.reciprocal_rank for figure in figures], groups),
        ndcg=grouped_mean([figure.ndcg for figure in figures], groups),
        recall=grouped_mean([figure.recall for figure in figures], groups),
    )
