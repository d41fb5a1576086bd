"""Encoders for the encoder contract: a tiny random BERT, made here, and the models that semsearch comes with."""

import json
import string
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import pytest

from semsearch.encode import Calibration, Cosines, Encoder, ModelStore, processor
from semsearch.encode.folder import ModelFolder, read_folder
from semsearch.encode.folder_encoder import FolderEncoder
from semsearch.encode.openvino_backend import OpenVinoBackend
from semsearch.encode.processor import ComputeMode
from semsearch.encode.protocol import Backend
from semsearch.encode.tokenizer import ModelTokenizer
from semsearch.encode.torch_backend import GpuModel, TorchBackend
from semsearch.records import Vectors
from semsearch.settings import model_cache as folder_of_models

BACKENDS: dict[str, Callable[[ModelFolder, ComputeMode], Backend]] = {
    "openvino": lambda folder, computing: OpenVinoBackend(folder, computing, folder.path / "cache"),
    "torch": lambda folder, computing: TorchBackend(folder, computing, folder.path / "cache"),
    "graphics": lambda folder, _: OnGraphics(folder),
}


class OnGraphics:
    """A `Backend`: what runs on a graphics processor, here on the processor."""

    name = "torch"

    def __init__(self, folder: ModelFolder) -> None:
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(str(folder.path), device="cpu", local_files_only=True)
        self._graphics = GpuModel(model, ModelTokenizer(folder, folder.path / "cache"))
        self.precision = self._graphics.precision

    def embed(self, texts: Sequence[str]) -> Vectors:
        return self._graphics.embed(texts)


class Reference(Protocol):
    """sentence-transformers in float32: a folder, texts, and what is put before each, to vectors."""

    def __call__(self, folder: Path, texts: list[str], prompt: str) -> Vectors: ...


@pytest.fixture(scope="session")
def tiny_bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers folder with two layers of 32 random numbers a token, written by that package itself."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from tokenizers import Tokenizer, normalizers, pre_tokenizers, processors
    from tokenizers.models import WordPiece
    from transformers import BertConfig, BertModel

    letters = string.ascii_lowercase + "абвгдеёжзийклмнопрстуфхцчшщъыьэюя" + string.digits
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    pieces = [*special, *string.punctuation, *letters, *(f"##{letter}" for letter in letters)]
    tokenizer = Tokenizer(WordPiece({piece: index for index, piece in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True, strip_accents=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    bare = tmp_path_factory.mktemp("bare")
    tokenizer.save(str(bare / "tokenizer.json"))
    names = zip(("pad_token", "unk_token", "cls_token", "sep_token"), special, strict=True)
    configuration = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": 128, **dict(names)}
    (bare / "tokenizer_config.json").write_text(json.dumps(configuration), encoding="utf-8")
    torch.manual_seed(5)
    BertModel(
        BertConfig(
            vocab_size=len(pieces),
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=4,
            intermediate_size=64,
            max_position_embeddings=128,
            initializer_range=0.3,  # 0.02, as for training, would make all texts alike
        )
    ).save_pretrained(bare)
    folder = tmp_path_factory.mktemp("tiny-bert")
    model = SentenceTransformer(
        modules=[Transformer(str(bare), max_seq_length=64), Pooling(32, "mean"), Normalize()],
        prompts={"query": "query: ", "passage": "passage: "},
        device="cpu",
    )
    model.save(str(folder), create_model_card=False)
    return folder


@pytest.fixture(scope="session", params=list(BACKENDS))
def tiny_encoder(request: pytest.FixtureRequest, tiny_bert: Path) -> Encoder:
    """The tiny BERT on each backend, in the precision that the backend takes by itself."""
    folder = read_folder(tiny_bert)
    computing = processor.best_mode(folder_of_models()) or processor.PLAIN
    any_calibration = Calibration(Cosines(0.0, 0.1, 0.8), Cosines(0.0, 0.1, 0.8))
    return FolderEncoder("tiny", "tiny", folder, BACKENDS[request.param](folder, computing), any_calibration)


@pytest.fixture(scope="session")
def store(model_cache: Path) -> ModelStore:
    return ModelStore(folder_of_models())


@pytest.fixture(scope="session")
def load_built_in(store: ModelStore) -> Callable[[str], Encoder]:
    """The encoder of a built-in model with its own vectors, loaded once for the session."""
    loaded: dict[str, Encoder] = {}

    def load(name: str) -> Encoder:
        if name not in loaded:
            loaded[name] = store.load_plain(name)
        return loaded[name]

    return load


@pytest.fixture(scope="session")
def reference() -> Reference:
    from sentence_transformers import SentenceTransformer

    def encode(folder: Path, texts: list[str], prompt: str) -> Vectors:
        model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        vectors = model.encode(texts, prompt=prompt, show_progress_bar=False, normalize_embeddings=True)
        return np.asarray(vectors, dtype=np.float32)

    return encode
