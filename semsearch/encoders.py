"""The encoders of one home: that of the index, and that of the model in use."""

import threading
from collections.abc import Sequence

from semsearch.encode import Encoder, ModelStore
from semsearch.errors import ModelError
from semsearch.progress import Progress, silent
from semsearch.records import Model, ModelStatus, Purpose, Vectors
from semsearch.settings import DEFAULT_MODEL, Home
from semsearch.store.database import Database
from semsearch.store.lock import write_lock
from semsearch.store.meta import get_meta, set_meta
from semsearch.store.vectors import generations
from semsearch.store.vectors.generations import Generation


class Encoders:
    """Loads each encoder once, when it is first needed. Safe to share between threads."""

    def __init__(self, home: Home, database: Database, store: ModelStore) -> None:
        self.store = store
        self._home = home
        self._database = database
        self._loaded: dict[str, Encoder] = {}
        self._plain: Encoder | None = None  # the last one used by `embed`
        self._loading = threading.Lock()

    @property
    def model(self) -> str:
        """The name of the model in use."""
        with self._database.transaction() as connection:
            return get_meta(connection, "model", DEFAULT_MODEL)

    def models(self) -> list[Model]:
        """The built-in models, those downloaded from the hub, and the one in use."""
        return self.store.models(self.model)

    def use(self, name: str) -> Model:
        """Make `name` (a built-in model, a sentence-transformers folder or a hub name) the model of this home.

        The index continues to serve with the old model until a `reindex` has encoded everything with the new one.

        Raises:
            ModelError: there is no such model, or a package that it needs is not installed.
            LockedError: another process is writing.
        """
        chosen = self.store.resolve(name).name
        self.store.install(chosen)
        with write_lock(self._home), self._database.writing() as connection:
            set_meta(connection, "model", chosen)
        return next(model for model in self.store.models(chosen) if model.name == chosen)

    def load(self, name: str, progress: Progress = silent) -> Encoder:
        """The encoder of a model for indexing and queries, with its languages aligned.

        Raises:
            ModelError: it cannot be loaded.
        """
        with self._loading:
            if name not in self._loaded:
                self._loaded[name] = self.store.load(name, progress)
            return self._loaded[name]

    def of(self, generation: Generation) -> Encoder:
        """The encoder that made the vectors of a generation.

        Raises:
            ModelError: it cannot be loaded, or the model has changed since.
        """
        known = () if generation.model in self._loaded else self.store.fingerprints(generation.model)
        if not known or generation.fingerprint in known:
            encoder = self.load(generation.model)
            if encoder.fingerprint == generation.fingerprint:
                return encoder
        raise ModelError(
            f"the model {generation.model} is not the one that the index was made with, so only words can be "
            "searched; to search by meaning, too, run: semsearch reindex"
        )

    def embed(self, texts: Sequence[str], purpose: Purpose = "similarity", model: str = "") -> Vectors:
        """The vectors of texts, shape (n, dim), L2-normalised, from `model` or by default the model in use.

        They are the model's own vectors, without the alignment of languages that the index applies.

        Raises:
            ModelError: the model cannot be loaded.
        """
        with self._loading:
            name = model or self.model
            if self._plain is None or self._plain.name != name:
                self._plain = self.store.load_plain(name)
            return self._plain.encode(texts, purpose)

    def prepare(self) -> None:
        """Load the encoder of the index, if there is one: otherwise the first search waits about a second for it.

        Raises:
            ModelError: the model cannot be loaded.
        """
        with self._database.transaction() as connection:
            generation = generations.serving(connection)
        if generation is not None:
            self.of(generation).encode([""], "query")

    def status(self, generation: Generation | None) -> ModelStatus:
        """The model behind a generation, or, without one, the model that the first generation will use."""
        if generation is None:
            card = self.store.resolve(self.model)
            return ModelStatus(card.name, "", card.dim, "", "")
        return ModelStatus(
            generation.model, generation.fingerprint, generation.dim, generation.backend, generation.precision
        )

    def forget(self) -> None:
        """Release the encoders, some 200 MB each; they are loaded again when needed."""
        with self._loading:
            self._loaded.clear()
            self._plain = None
