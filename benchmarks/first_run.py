"""The first index of the mails in a new home, by `semsearch reindex` in a child process. It is made once per run of the
benchmarks, as several figures need it."""

import itertools
import json
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.child import SEMSEARCH, Finished, run
from benchmarks.machine import load
from benchmarks.places import WORK, corpus
from semsearch.settings import Home
from semsearch.store import lookup
from semsearch.store.database import Database
from semsearch.store.vectors import generations

MAILS = "spamassassin"
QUICK_MAILS = 300
SEED = 20261123


@dataclass(frozen=True, slots=True)
class FirstRun:
    """``report`` is the output of `reindex --json`; ``load`` is the load average before."""

    report: dict[str, Any]
    finished: Finished
    load: float


class Bench:
    """What the figures of one run share. ``quick`` means a few hundred mails and fewer repetitions."""

    def __init__(self, *, quick: bool) -> None:
        self.quick = quick
        self.home = WORK / "homes" / ("first-run-quick" if quick else "first-run")

    @cached_property
    def mails(self) -> Path:
        """The folder of the indexed mails."""
        if not self.quick:
            return corpus(MAILS)
        folder = WORK / "corpora" / "quick-mails"
        folder.mkdir(parents=True, exist_ok=True)
        for file in itertools.islice(sorted((corpus(MAILS) / "easy-ham-1").iterdir()), QUICK_MAILS):
            shutil.copyfile(file, folder / file.name)
        return folder

    @cached_property
    def dataset(self) -> str:
        if self.quick:
            return f"the first {QUICK_MAILS} mails of {MAILS}/easy-ham-1"
        return f"../shared/data/{MAILS} ({self.first.report['seen']} files, {self.first.report['encoded']} texts)"

    @cached_property
    def first(self) -> FirstRun:
        """The result of indexing the mails in a new home."""
        shutil.rmtree(self.home, ignore_errors=True)
        run(self.command("add", str(self.mails)))
        before = load()
        finished = run(self.command("reindex", "--progress", "none"), watch_memory=True)
        return FirstRun(json.loads(finished.output), finished, before)

    def ensure_indexed(self) -> Path:
        """Index the mails unless that was done in this run. Returns the home."""
        _ = self.first
        return self.home

    @cached_property
    def model_folder(self) -> str:
        """The sentence-transformers folder of the model in use."""
        listed = json.loads(run(self.command("models")).output)["models"]
        return next(str(model["path"]) for model in listed if model["in_use"])

    def command(self, name: str, *arguments: str) -> list[str]:
        """A command of semsearch that prints JSON, for this run's home."""
        return [SEMSEARCH, "--home", str(self.home), "--json", name, *arguments]

    def sample(self, count: int) -> list[str]:
        """A random sample of the texts encoded in the first run."""
        database = Database(Home(self.home))
        with database.transaction() as connection:
            rows = lookup.chunks_of_documents(connection, lookup.all_ids(connection))
            unique = sorted({row.text_id for row in rows})
            drawn = np.random.default_rng(SEED).permutation(len(unique))[:count]
            texts = generations.read_texts(connection, [unique[place] for place in drawn])
        database.close()
        return texts
