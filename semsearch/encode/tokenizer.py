"""The tokenizer of a model; for short texts without reading its whole vocabulary.

Reading 250,000 pieces from tokenizer.json takes longer than everything else that a new process does to answer a query,
and it holds the GIL, so that a window would freeze. But a Unigram model (Kudo 2018, arXiv:1804.10959) chooses the most
likely segmentation of a text, and the pieces in any segmentation are substrings of the text. A tokenizer with only
these pieces therefore gives the same tokens. They are looked up in a table of hashes, which is made when
the whole tokenizer is read for the first time.
"""

import hashlib
import json
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from semsearch.encode.folder import ModelFolder, folder_key
from semsearch.errors import DamagedModelError
from semsearch.temporary import replacing

SHORT = 20_000
"""Texts with up to so many characters together are tokenised with a vocabulary of their own."""

_CACHED_WORDS = 30_000
"""Words whose pieces are cached."""

_MOST_SPECIAL = 100
"""Special tokens must be among so many first pieces of the vocabulary."""

_VERSION = 1


_Piece: TypeAlias = tuple[str, float, int]
"""A piece, its score, and its id."""


class ModelTokenizer:
    """The tokenizer of a model folder. Its table is stored in `cache`. Safe to share between threads."""

    def __init__(self, folder: ModelFolder, cache: Path) -> None:
        """
        Raises:
            DamagedModelError: there is no tokenizer, or it is damaged.
        """
        self._folder = folder
        self._lock = threading.Lock()
        self._whole: Tokenizer | None = None
        self._table = _PieceTable.kept(folder, cache)
        if self._table is None:
            self._table = _PieceTable.made(folder, cache)
            self._load()

    @property
    def size(self) -> int:
        """The size of the vocabulary."""
        return self._table.size if self._table is not None else self._load().get_vocab_size()

    def __call__(self, texts: Sequence[str]) -> list[NDArray[np.int64]]:
        """The token ids of each text, truncated to what the model reads."""
        if self._table is not None and self._whole is None and sum(map(len, texts)) <= SHORT:
            tokenizer, ids = self._table.tokenizer(texts)
            _limit(tokenizer, self._folder)
            return [ids[encoding.ids] for encoding in tokenizer.encode_batch_fast(list(texts))]
        return [np.array(encoding.ids) for encoding in self._load().encode_batch_fast(list(texts))]

    def _load(self) -> Tokenizer:
        with self._lock:
            if self._whole is None:
                self._whole = _limit(_parsed(_text(self._folder), self._folder), self._folder)
            return self._whole


class _PieceTable:
    """The pieces of a Unigram vocabulary. The arrays `hashes`, in ascending order, `ids`, `scores` and `ends`, the end
    of each piece in `letters`, are parallel. `shape` is tokenizer.json with only the special tokens."""

    def __init__(self, shape: dict[str, Any], size: int, longest: int, arrays: dict[str, NDArray[Any]]) -> None:
        self.size = size
        self._shape = shape
        self._longest = longest
        self._arrays = arrays
        self._special = len(shape["model"]["vocab"])
        self._bare = Tokenizer.from_str(json.dumps(shape))
        self._known: dict[str, tuple[_Piece, ...]] = {}

    @classmethod
    def kept(cls, folder: ModelFolder, cache: Path) -> "_PieceTable | None":
        """The stored table, if it belongs to the current tokenizer."""
        try:
            with _table_file(folder, cache).open("rb") as file, np.load(file, allow_pickle=False) as kept:
                meta = json.loads(kept["told"].tobytes())
                if meta["of"] != _stamp(folder):
                    return None
                arrays = {name: kept[name] for name in ("hashes", "ids", "scores", "ends", "letters")}
            return cls(meta["shape"], meta["size"], meta["longest"], arrays)
        except Exception:  # noqa: BLE001 - whatever is wrong with it, it can be made again
            return None

    @classmethod
    def made(cls, folder: ModelFolder, cache: Path) -> "_PieceTable | None":
        """A new table, stored for the next process; None if the model is not Unigram, or is too small."""
        try:
            shape = json.loads(_text(folder))
            model = shape["model"]
            if model["type"] != "Unigram" or model.get("byte_fallback"):
                return None
            vocabulary = [(str(piece), float(score)) for piece, score in model["vocab"]]
            special = 1 + max([token["id"] for token in shape["added_tokens"]] + [model["unk_id"]])
        except (ValueError, KeyError, TypeError):
            return None
        if special > _MOST_SPECIAL or special >= len(vocabulary):
            return None
        # The piece with the lowest score is kept, since the score of unknown characters depends on it.
        model["vocab"] = [list(entry) for entry in (*vocabulary[:special], min(vocabulary, key=lambda one: one[1]))]
        hashes = np.fromiter((_hash(piece) for piece, _ in vocabulary), dtype=np.uint64, count=len(vocabulary))
        order = np.argsort(hashes)
        encoded = [vocabulary[position][0].encode() for position in order]
        arrays = {
            "hashes": hashes[order],
            "ids": order.astype(np.int64),
            "scores": np.array([vocabulary[position][1] for position in order]),
            "ends": np.cumsum([len(piece) for piece in encoded]),
            "letters": np.frombuffer(b"".join(encoded), dtype=np.uint8),
        }
        longest = max(len(piece) for piece, _ in vocabulary)
        meta = {"of": _stamp(folder), "shape": shape, "size": len(vocabulary), "longest": longest}
        try:
            cache.mkdir(parents=True, exist_ok=True)
            with replacing(_table_file(folder, cache)) as file, file.open("wb") as written:
                np.savez(written, told=np.frombuffer(json.dumps(meta).encode(), dtype=np.uint8), **arrays)  # type: ignore[arg-type]
        except OSError:
            pass  # the next process reads the whole tokenizer again
        return cls(shape, len(vocabulary), longest, arrays)

    def tokenizer(self, texts: Iterable[str]) -> tuple[Tokenizer, NDArray[np.int64]]:
        """A tokenizer for these texts, and the ids of its tokens in the whole vocabulary."""
        found = self._found(texts)
        known = self._shape["model"]["vocab"]
        entries = {piece: score for piece, score, _ in found}
        vocabulary = [*known, *([piece, score] for piece, score in entries.items() if piece != known[-1][0])]
        numbers = {piece: number for piece, _, number in found}
        shape = self._shape | {"model": self._shape["model"] | {"vocab": vocabulary}}
        ids = [*range(self._special - 1), *(numbers.get(piece, 0) for piece, _ in vocabulary[self._special - 1 :])]
        return Tokenizer.from_str(json.dumps(shape)), np.array(ids, dtype=np.int64)

    def _found(self, texts: Iterable[str]) -> list[_Piece]:
        """The pieces that are substrings of the texts, in the order of the vocabulary."""
        if len(self._known) > _CACHED_WORDS:
            self._known = {}
        words = {word for text in texts for word in self._words(text)}
        known = {word: pieces for word in words if (pieces := self._known.get(word)) is not None}
        parts = {word: self._parts(word) for word in words - known.keys()}
        new = {piece[0]: piece for piece in self._pieces(set().union(*parts.values()))}
        for word, inside in parts.items():
            self._known[word] = known[word] = tuple(new[part] for part in inside if part in new)
        return sorted({piece for pieces in known.values() for piece in pieces}, key=lambda piece: piece[2])

    def _words(self, text: str) -> list[str]:
        """The words of a text after normalisation and pre-tokenisation; pieces do not cross their boundaries."""
        normal = self._bare.normalizer.normalize_str(text) if self._bare.normalizer else text
        cut = self._bare.pre_tokenizer.pre_tokenize_str(normal) if self._bare.pre_tokenizer else [(normal, ())]
        return [word for word, _ in cut]

    def _parts(self, word: str) -> set[str]:
        """All substrings of a word that are short enough to be a piece."""
        return {
            word[start:end]
            for start in range(len(word))
            for end in range(start + 1, min(start + self._longest, len(word)) + 1)
        }

    def _pieces(self, parts: set[str]) -> list[_Piece]:
        """The pieces among these substrings."""
        candidates = sorted(parts)
        wanted = np.fromiter(map(_hash, candidates), dtype=np.uint64, count=len(candidates))
        positions = np.searchsorted(self._arrays["hashes"], wanted)
        positions[positions == len(self._arrays["hashes"])] = 0
        found = []
        for at in np.flatnonzero(self._arrays["hashes"][positions] == wanted).tolist():
            position, piece = int(positions[at]), candidates[at]
            end = int(self._arrays["ends"][position])
            length = len(piece.encode())
            number = int(self._arrays["ids"][position])
            if number >= self._special - 1 and self._arrays["letters"][end - length : end].tobytes() == piece.encode():
                found.append((piece, float(self._arrays["scores"][position]), number))
        return found


def _text(folder: ModelFolder) -> str:
    try:
        return folder.tokenizer.read_text(encoding="utf-8")
    except OSError as error:
        raise DamagedModelError.unreadable(folder.tokenizer, error) from error
    except UnicodeError as error:
        raise DamagedModelError(folder.tokenizer, "it is no JSON") from error


def _parsed(content: str, folder: ModelFolder) -> Tokenizer:
    try:
        return Tokenizer.from_str(content)
    except Exception as error:  # tokenizers raises plain Exception
        raise DamagedModelError(folder.tokenizer, "it describes no tokenizer") from error


def _limit(tokenizer: Tokenizer, folder: ModelFolder) -> Tokenizer:
    tokenizer.no_padding()
    tokenizer.enable_truncation(folder.max_tokens)
    return tokenizer


def _hash(piece: str) -> int:
    return int.from_bytes(hashlib.blake2b(piece.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def _table_file(folder: ModelFolder, cache: Path) -> Path:
    return cache / f"{folder_key(folder.path)}.npz"


def _stamp(folder: ModelFolder) -> list[int]:
    status = folder.tokenizer.stat()
    return [_VERSION, status.st_size, status.st_mtime_ns]
