"""Reads the configuration in a sentence-transformers folder, as written by versions 2 to 6 of that package."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from semsearch.errors import DamagedModelError, ModelError
from semsearch.records import Purpose

_LONGEST = 1 << 20
"""Tokenizers write a larger token limit to say that there is none."""


@dataclass(frozen=True, slots=True)
class Prefixes:
    """The prefix of a text for each purpose."""

    query: str = ""
    passage: str = ""
    similarity: str = ""

    def of(self, purpose: Purpose) -> str:
        prefix: str = getattr(self, purpose)
        return prefix


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """The configuration of a model. ``architecture`` is the content of config.json; ``pooling`` is "mean", "cls" or
    another mode; ``plain`` says that the modules are a transformer, a pooling and optionally a normalisation, without
    options that change texts."""

    path: Path
    architecture: Mapping[str, Any]
    dim: int
    max_tokens: int
    pooling: str
    normalised: bool
    plain: bool
    prefixes: Prefixes

    @property
    def weights(self) -> Path:
        return self.path / "model.safetensors"

    @property
    def tokenizer(self) -> Path:
        return self.path / "tokenizer.json"


def is_model_folder(path: Path) -> bool:
    return (path / "modules.json").is_file()


def remove_folder(path: Path) -> None:
    """Remove a model. Should that be cut off, what is left of it is none."""
    (path / "modules.json").unlink(missing_ok=True)
    shutil.rmtree(path)


def folder_key(path: Path) -> str:
    """What files of data derived from a model are called."""
    return hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]


def read_folder(path: Path) -> ModelFolder:
    """Read a sentence-transformers folder.

    Raises:
        ModelError: it is none, has no safetensors weights.
        DamagedModelError: one of its files is damaged.
    """
    if not is_model_folder(path):
        raise ModelError(f"{path} is not a sentence-transformers folder: it has no modules.json")
    modules = {kind: path / subfolder for kind, subfolder in _modules(path)}
    if "Transformer" not in modules:
        raise ModelError(f"{path} is not a transformer model, and only these are supported")
    root = modules["Transformer"]
    if not any(root.glob("*.safetensors")):
        raise ModelError(f"{path} has no weights in safetensors form; save the model again with safetensors")
    architecture = _json(root / "config.json")
    limits = _json(root / "sentence_bert_config.json", optional=True)
    pooling = _json(modules["Pooling"] / "config.json") if "Pooling" in modules else {}
    mode = _pooling_mode(pooling)
    return ModelFolder(
        path=path,
        architecture=architecture,
        dim=_dim(modules, architecture, pooling, path),
        max_tokens=_max_tokens(root, limits, architecture),
        pooling=mode,
        normalised="Normalize" in modules,
        plain=root == path
        and set(modules) in ({"Transformer", "Pooling"}, {"Transformer", "Pooling", "Normalize"})
        and not limits.get("do_lower_case", False)
        and bool(pooling.get("include_prompt", True)),
        prefixes=_prefixes(_json(path / "config_sentence_transformers.json", optional=True)),
    )


def _modules(path: Path) -> list[tuple[str, str]]:
    listed = _json_of(path / "modules.json", list)
    try:
        modules = [(str(module["type"]).rpartition(".")[2], str(module["path"])) for module in listed]
    except (TypeError, KeyError) as error:
        raise DamagedModelError(path / "modules.json", "a module has no type or no path") from error
    for _, subfolder in modules:
        if Path(subfolder).is_absolute() or ".." in Path(subfolder).parts:
            raise ModelError(f"{path / 'modules.json'} points outside of its folder; do not use this model")
    return modules


def _pooling_mode(pooling: Mapping[str, Any]) -> str:
    """The pooling mode: a name in version 6, a flag for each mode in earlier versions."""
    if isinstance(pooling.get("pooling_mode"), str):
        return str(pooling["pooling_mode"])
    names = {
        "pooling_mode_cls_token": "cls",
        "pooling_mode_mean_tokens": "mean",
        "pooling_mode_max_tokens": "max",
        "pooling_mode_mean_sqrt_len_tokens": "mean_sqrt_len_tokens",
        "pooling_mode_weightedmean_tokens": "weightedmean",
        "pooling_mode_lasttoken": "lasttoken",
    }
    return "+".join(name for switch, name in names.items() if pooling.get(switch)) or "none"


def _dim(modules: Mapping[str, Path], architecture: Mapping[str, Any], pooling: Mapping[str, Any], path: Path) -> int:
    size: Any = pooling.get("word_embedding_dimension") or pooling.get("embedding_dimension")
    if "Dense" in modules:
        size = _json(modules["Dense"] / "config.json").get("out_features")
    size = size or architecture.get("hidden_size")
    if not isinstance(size, int) or size < 1:
        raise ModelError(f"{path} does not state the dimension of its vectors")
    return size


def _max_tokens(root: Path, limits: Mapping[str, Any], architecture: Mapping[str, Any]) -> int:
    tokenizer = _json(root / "tokenizer_config.json", optional=True)
    said = limits.get("max_seq_length") or tokenizer.get("model_max_length")
    positions = architecture.get("max_position_embeddings")
    known = [int(n) for n in (said, positions) if isinstance(n, int | float) and 0 < n < _LONGEST]
    return min(known, default=512)


def _prefixes(configuration: Mapping[str, Any]) -> Prefixes:
    prompts = configuration.get("prompts")
    if not isinstance(prompts, dict):
        return Prefixes()
    named = {str(name).lower(): str(prompt or "") for name, prompt in prompts.items()}
    passage = named.get("passage", named.get("document", named.get("corpus", "")))
    return Prefixes(named.get("query", ""), passage, named.get("similarity", named.get("sts", passage)))


def _json(path: Path, *, optional: bool = False) -> dict[str, Any]:
    if optional and not path.is_file():
        return {}
    return _json_of(path, dict)


_Content = TypeVar("_Content", dict[str, Any], list[Any])


def _json_of(path: Path, kind: type[_Content]) -> _Content:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DamagedModelError.unreadable(path, error) from error
    except ValueError as error:
        raise DamagedModelError(path, "it is no JSON") from error
    if not isinstance(content, kind):
        raise DamagedModelError(path, f"it should be a JSON {'object' if kind is dict else 'list'}")
    return content
