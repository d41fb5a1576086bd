"""Similar mail: whether `similar` finds the other mails of a thread.

Threads are known from references between mails and from subjects without "Re:". In the harder variants the mails hold
only what their authors wrote, so that neither subjects nor quotes reveal the thread.
"""

import email.message
import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from email.utils import format_datetime
from functools import partial
from pathlib import Path
from typing import get_args

import numpy as np

from benchmarks.disjoint_sets import DisjointSets
from benchmarks.judging import Row, judged
from benchmarks.places import WORK, corpus, index_code
from benchmarks.plain import PlainModel, nearest
from benchmarks.recording import Recording, record
from benchmarks.remembered import RememberingLibrary, RememberingStore, indexed
from semsearch.clean.normal import base_subject
from semsearch.index.reading import read
from semsearch.records import Mode, Prepared
from semsearch.search.metrics import DEPTH
from semsearch.search.probing import is_short

MAILS = "spamassassin/easy-ham-1"
DATE = "Thu, 22 Aug 2002 12:00:00 +0000"
"""The date of all mails in the variant without dates."""
TASKS = {
    "written": "thread-mates by what was written",
    "dated": "thread-mates by what was written and when",
    "whole": "thread-mates, subject and quotes left in",
}


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail's file name, thread, text as its author wrote it, and date."""

    name: str
    thread: int
    text: str
    date: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A home's answers to the queries: recordings, the ids of relevant documents, and the queries' threads."""

    recordings: Sequence[Recording]
    relevant: Sequence[frozenset[int]]
    threads: Sequence[int]


def measure(model: str, models: RememberingStore, plain: Mapping[str, PlainModel], queries: int) -> list[Row]:
    """All variants of the mails; "written" is also measured with bm25s and the plain models."""
    folder, mails = _written()
    chosen = _queries(mails, queries)
    rows: list[Row] = []
    for form, source in (("written", folder / "written"), ("dated", folder / "dated"), ("whole", corpus(MAILS))):
        with indexed(f"threads-{form}", [source], model, models) as library:
            asked = _ask(library, source, mails, chosen)
        for mode in get_args(Mode):
            rankings = [recording.order(mode) for recording in asked.recordings]
            rows.append(judged(TASKS[form], mode, rankings, asked.relevant, asked.threads))
        if form == "written" and plain:
            rows.append(_bm25(mails, chosen))
            rows += [_peer(name, peer, mails, chosen) for name, peer in plain.items()]
    models.save()
    return rows


def _ask(library: RememberingLibrary, folder: Path, mails: Sequence[Mail], chosen: Sequence[int]) -> Asked:
    # Of a mail with attachments, the first document is the mail itself.
    ids: dict[str, int] = {}
    for document in sorted(library.documents(), key=lambda document: document.id):
        ids.setdefault(Path(document.path).name, document.id)
    members: dict[int, set[int]] = {}
    for mail in mails:
        if mail.name in ids:
            members.setdefault(mail.thread, set()).add(ids[mail.name])
    recordings, relevant, threads = [], [], []
    for place in chosen:
        mail = mails[place]
        example = ids[mail.name]
        recordings.append(record(partial(library.similar, str(folder / mail.name), DEPTH), example))
        relevant.append(frozenset(members[mail.thread] - {example}))
        threads.append(mail.thread)
    return Asked(recordings, relevant, threads)


def _peer(name: str, plain: PlainModel, mails: Sequence[Mail], chosen: Sequence[int]) -> Row:
    """A plain model on what was written, truncated to what the model reads."""
    texts = plain.encode([mail.text for mail in mails], "passage")
    return _judged(name, nearest(texts[list(chosen)], texts, range(len(mails)), DEPTH + 1), mails, chosen)


def _bm25(mails: Sequence[Mail], chosen: Sequence[int]) -> Row:
    """bm25s as in its documentation: English stop words removed, no stemming."""
    import bm25s

    index = bm25s.BM25()
    index.index(bm25s.tokenize([mail.text for mail in mails], stopwords="en", show_progress=False), show_progress=False)
    asked = bm25s.tokenize([mails[place].text for place in chosen], stopwords="en", show_progress=False)
    found, _ = index.retrieve(asked, k=DEPTH + 1, show_progress=False)
    return _judged("bm25s", found.tolist(), mails, chosen)


def _judged(method: str, found: Sequence[Sequence[int]], mails: Sequence[Mail], chosen: Sequence[int]) -> Row:
    """The row for a peer's rankings of indices of mails."""
    rankings = [[other for other in ranking if other != place] for place, ranking in zip(chosen, found, strict=True)]
    threads = [mails[place].thread for place in chosen]
    relevant = [
        {other for other, mail in enumerate(mails) if mail.thread == mails[place].thread and other != place}
        for place in chosen
    ]
    return judged(TASKS["written"], method, rankings, relevant, threads)


def _queries(mails: Sequence[Mail], count: int) -> list[int]:
    """A random sample of the mails in threads of several that have enough words, drawn by their names: where one mail
    more has enough, at most one other is not asked."""
    sizes = np.bincount([mail.thread for mail in mails])
    fit = [place for place, mail in enumerate(mails) if sizes[mail.thread] > 1 and not is_short(mail.text)]
    drawn = sorted(fit, key=lambda place: hashlib.sha256(mails[place].name.encode()).digest())
    return sorted(drawn[:count])


def _written() -> tuple[Path, list[Mail]]:
    """The mails with only what their authors wrote, with and without dates, as files and as records; stored until the
    code that shapes them changes."""
    kept = WORK / "corpora" / f"threads-{index_code()}"
    listed = kept / "dated.json"
    if not listed.exists():
        for old in kept.parent.glob("threads-*"):
            shutil.rmtree(old)
        mails = _read()
        for form in ("written", "dated"):
            (kept / form).mkdir(parents=True)
            for mail in mails:
                (kept / form / mail.name).write_bytes(_bare(mail, mail.date if form == "dated" else DATE))
        listed.write_text(json.dumps([astuple(mail) for mail in mails]), encoding="utf-8")
    return kept, [Mail(*fields) for fields in json.loads(listed.read_text(encoding="utf-8"))]


def _read() -> list[Mail]:
    names: list[str] = []
    main: list[Prepared] = []
    for file in sorted(corpus(MAILS).iterdir()):
        documents = read(file.read_bytes(), file.name).documents
        if documents and documents[0].extracted.kind == "email" and documents[0].authored.text:
            names.append(file.name)
            main.append(documents[0])
    texts = [mail.authored.text.encode(errors="replace").decode() for mail in main]
    dates = [format_datetime(mail.extracted.date) if mail.extracted.date else DATE for mail in main]
    return [Mail(*fields) for fields in zip(names, _threads(main), texts, dates, strict=True)]


def _threads(mails: Sequence[Prepared]) -> list[int]:
    """The number of each mail's thread; mails are in one thread if they share a referenced Message-ID or a subject."""
    sets = DisjointSets[int]()
    first: dict[str, int] = {}
    for place, mail in enumerate(mails):
        extracted = mail.extracted
        subject = base_subject(extracted.title).casefold()
        for sign in (f"subject {subject}" if subject else "", extracted.message_id, *extracted.references):
            if sign:
                sets.join(place, first.setdefault(sign, place))
    return [sets.find(place) for place in range(len(mails))]


def _bare(mail: Mail, date: str) -> bytes:
    """A message with the mail's text, without subject, sender and references."""
    message = email.message.EmailMessage()
    message["Message-ID"] = f"<{mail.name}@threads.invalid>"
    message["Date"] = date
    message["From"] = "someone@threads.invalid"
    message.set_content(mail.text)
    return message.as_bytes()
