"""What many tests need: a home, small mails, and an encoder that is quick and needs no model."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from email.message import EmailMessage
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import hypothesis
import numpy as np
import platformdirs
import pytest

from semsearch import settings
from semsearch.encode import Calibration, Card, Cosines, Encoder, ModelStore, processor
from semsearch.encode.folder import ModelFolder
from semsearch.encode.protocol import Backend, Precision
from semsearch.extract.process.pool import ExtractionPool
from semsearch.index.reading import PreparedFile, read
from semsearch.language import words
from semsearch.library import Library
from semsearch.progress import Progress, silent
from semsearch.records import Model, Purpose, Vectors
from semsearch.store import database

# Neither a busy machine nor luck is a reason to fail: `make endurance` looks for examples that nobody has met.
hypothesis.settings.register_profile("exploring", deadline=None)
hypothesis.settings.register_profile("semsearch", deadline=None, derandomize=True)
hypothesis.settings.load_profile("semsearch")

MailMaker = Callable[..., bytes]


@pytest.fixture(scope="session")
def model_cache() -> Iterator[Path]:
    """The folder of unpacked models that all tests and the processes they start share: made once on a machine."""
    known = os.environ.get("SEMSEARCH_CACHE")
    cache = Path(known) if known else platformdirs.user_cache_path("semsearch", appauthor=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SEMSEARCH_CACHE", str(cache))
        yield cache


@pytest.fixture(scope="session", autouse=True)
def _loaded_once() -> Iterator[None]:
    """The models that semsearch comes with are loaded once in a process: each time takes half a second."""
    load: Callable[[ModelStore, ModelFolder], Backend] = ModelStore._backend
    loaded: dict[Path, Backend] = {}

    def backend(store: ModelStore, folder: ModelFolder) -> Backend:
        if store._cache != settings.model_cache():
            return load(store, folder)
        if folder.path not in loaded:
            loaded[folder.path] = load(store, folder)
        return loaded[folder.path]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ModelStore, "_backend", backend)
        yield


@pytest.fixture
def known_processor(model_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The processor is not tried again for an empty cache: that takes a quarter of a minute."""
    mode = processor.best_mode(settings.model_cache())
    monkeypatch.setattr(processor, "_measured", lambda: mode)


@pytest.fixture(scope="session", autouse=True)
def _never_flushed() -> Iterator[None]:
    """Nobody cuts the power: what this process commits need not be on the disk. A test waits longer for that than for
    all else that it does."""
    prepare = database._prepare

    def quick(connection: sqlite3.Connection, writable: bool) -> None:
        prepare(connection, writable)
        connection.execute("PRAGMA synchronous = OFF")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_prepare", quick)
        yield


@lru_cache(maxsize=200_000)
def _direction(name: str, dim: int) -> Vectors:
    seed = int.from_bytes(sha256(name.encode()).digest()[:4])
    return np.random.default_rng(seed).standard_normal(dim, dtype=np.float32)


class WordEncoder:
    """A real, small encoder: every stem has a fixed random direction, a text is the sum of its stems'."""

    name = "words"
    dim = 64
    backend = "numpy"
    precision: Precision = "f32"
    calibration = Calibration(Cosines(0.0, 0.1, 0.8), Cosines(0.0, 0.1, 0.8))

    def __init__(self, fingerprint: str = "words-1") -> None:
        self.fingerprint = fingerprint
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str], purpose: Purpose) -> Vectors:
        self.encoded += texts
        rows = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in enumerate(texts):
            rows[row, 0] = 1e-3
            for stem in words.stems(text):
                rows[row] += _direction(f"{self.fingerprint} {stem}", self.dim)
            rows[row] /= np.linalg.norm(rows[row])
        return rows


class WordModels(ModelStore):
    """A model store with two small encoders, which has no folder."""

    def __init__(self) -> None:
        self.encoders = {name: WordEncoder(f"{name}-1") for name in ("multilingual", "other")}
        for name, encoder in self.encoders.items():
            encoder.name = name

    def models(self, in_use: str) -> list[Model]:
        return [Model(name, ("en", "ru"), 64, 0, True, name == in_use, "") for name in self.encoders]

    def resolve(self, name: str) -> Card:
        return Card(self.encoders[name].name, "folder", dim=64)

    def install(self, name: str, progress: Progress = silent) -> Path:
        return Path(name)

    def fingerprints(self, name: str) -> frozenset[str]:
        return frozenset({self.encoders[name].fingerprint})

    def files(self, name: str) -> list[Path]:
        return []

    def load(self, name: str, progress: Progress = silent) -> Encoder:
        return self.encoders[name]

    def load_plain(self, name: str, progress: Progress = silent) -> Encoder:
        return self.encoders[name]


@pytest.fixture
def models() -> WordModels:
    return WordModels()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def library(home: Path, models: WordModels) -> Iterator[Library]:
    """An empty library with the small encoder."""
    with Library.open(home, models=models) as opened:
        yield opened


@pytest.fixture(scope="module")
def pool() -> Iterator[ExtractionPool[PreparedFile]]:
    """A process that reads files, for tests that index again and again."""
    with ExtractionPool(read, workers=1) as shared:
        yield shared


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder to put mail into."""
    made = tmp_path / "mail"
    made.mkdir()
    return made


@pytest.fixture
def mail() -> MailMaker:
    """Makes the bytes of a mail."""

    def make(
        subject: str,
        body: str,
        *,
        sender: str = "Anna Lebedeva <anna@example.org>",
        to: str = "Boris <boris@example.org>",
        date: str = "Tue, 12 Mar 2024 10:15:00 +0300",
        message_id: str = "",
        reply_to: str = "",
    ) -> bytes:
        message = EmailMessage()
        message["Subject"] = subject
        message["From"] = sender
        message["To"] = to
        message["Date"] = date
        message["Message-ID"] = f"<{message_id or sha256((subject + body).encode()).hexdigest()[:12] + '@example.org'}>"
        if reply_to:
            message["In-Reply-To"] = message["References"] = f"<{reply_to}>"
        message.set_content(body)
        return message.as_bytes()

    return make
