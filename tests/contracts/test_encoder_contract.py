"""The contract of encoders, for all backends."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from semsearch.encode import Encoder, ModelStore
from semsearch.encode.folder import read_folder
from semsearch.records import Purpose, Vectors

TEXTS = [
    "When does the train to Kazan leave?",
    "Во сколько отправляется поезд в Казань?",
    "The invoice for March is attached, please pay it by Friday.",
    "Счёт за март во вложении, пожалуйста, оплатите его до пятницы.",
    "ok",
    "Да",
    "Our cat has been sleeping on the keyboard since noon, hence the typing errors in my last message.",
    "Кот с полудня спит на клавиатуре, отсюда и опечатки в моём последнем письме.",
    "Meeting moved to room 12, bring the contract.",
    "Встреча перенесена в комнату 12, возьмите с собой договор.",
    "How do I reset the password of the router?",
    "Как сбросить пароль роутера? Перепробовал всё, что было в инструкции, и ничего не помогло.",
]
SAME = 0.999
"""Cosine from which two vectors of one text count as equal: bfloat16 stays well above, another text far below."""

ROUNDED = 0.99
"""The same of one text where layers compute in 8-bit integers, `SAME` in the mean: single words are rounded worst.
docs/decisions/0002-encoder.md says what that costs."""

WEIRD = {
    "blank": " \t\r\n",
    "nul": "a\0b",
    "lone surrogate": "broken \ud83d here \udc00",
    "emoji joined": "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f1f7\U0001f1fa",
    "right to left": "\u202eשלום עולם مرحبا\u202c",
    "many accents": "Z" + "\u0301" * 300,
    "no characters": "\ufffe\uffff\U0010ffff\ue000",
    "zero width": "\u200b\u200c\u200d\ufeff",
    "one long word": "Ы" * 5000,
    "looks special": "[CLS] [SEP] [PAD] <s> </s> <pad>",
}


def cosines(first: Vectors, second: Vectors) -> Vectors:
    """Of each row with the row beside it, shape (n,)."""
    rows: Vectors = np.einsum("ij,ij->i", first, second)
    return rows


def test_vectors_are_float32_rows_of_length_one(tiny_encoder: Encoder) -> None:
    vectors = tiny_encoder.encode(TEXTS, "passage")

    assert vectors.shape == (len(TEXTS), tiny_encoder.dim) == (12, 32)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_vectors_are_those_of_sentence_transformers(
    tiny_encoder: Encoder, tiny_bert: Path, reference: Callable[..., Vectors]
) -> None:
    for purpose in ("query", "passage"):
        expected = reference(tiny_bert, TEXTS, f"{purpose}: ")

        assert cosines(tiny_encoder.encode(TEXTS, purpose), expected).min() >= SAME


def test_different_texts_have_different_vectors(tiny_encoder: Encoder) -> None:
    vectors = tiny_encoder.encode(TEXTS, "passage")

    others = (vectors @ vectors.T)[~np.eye(len(TEXTS), dtype=bool)]
    assert others.max() < SAME


def test_order_is_kept(tiny_encoder: Encoder) -> None:
    forward = tiny_encoder.encode(TEXTS, "passage")
    backward = tiny_encoder.encode(TEXTS[::-1], "passage")

    assert cosines(forward, backward[::-1]).min() >= SAME


def test_a_vector_does_not_depend_on_its_neighbours(tiny_encoder: Encoder) -> None:
    alone = np.concatenate([tiny_encoder.encode([text], "passage") for text in TEXTS])
    crowd = tiny_encoder.encode([*TEXTS, *("word " * n for n in range(1, 90, 3))], "passage")

    assert cosines(alone, crowd[: len(TEXTS)]).min() >= SAME


def test_the_same_text_gives_the_same_vector(tiny_encoder: Encoder) -> None:
    twice = tiny_encoder.encode([TEXTS[0], TEXTS[0]], "query")
    again = tiny_encoder.encode([TEXTS[0], TEXTS[0]], "query")

    np.testing.assert_allclose(twice[0], twice[1], atol=1e-6)
    np.testing.assert_allclose(twice, again, atol=1e-6)


def test_no_texts_give_no_rows(tiny_encoder: Encoder) -> None:
    vectors = tiny_encoder.encode([], "passage")

    assert vectors.shape == (0, 32)
    assert vectors.dtype == np.float32


def test_an_empty_text_has_a_vector(tiny_encoder: Encoder) -> None:
    vectors = tiny_encoder.encode(["", TEXTS[0], ""], "passage")

    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert cosines(vectors[:1], vectors[2:]).min() >= SAME


def test_very_long_texts_are_truncated(tiny_encoder: Encoder) -> None:
    opening = "мама мыла раму and then some more " * 8
    vectors = tiny_encoder.encode([opening + "the end " * 100_000, opening, TEXTS[0]], "passage")

    assert cosines(vectors[:1], vectors[1:2]).min() >= SAME
    assert cosines(vectors[:1], vectors[2:]).max() < SAME


@pytest.mark.parametrize("text", WEIRD.values(), ids=WEIRD)
def test_every_text_can_be_encoded(tiny_encoder: Encoder, text: str) -> None:
    vectors = tiny_encoder.encode([TEXTS[0], text], "passage")

    assert np.isfinite(vectors).all()
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert cosines(vectors[:1], tiny_encoder.encode(TEXTS[:1], "passage")).min() >= SAME


def test_the_purpose_determines_the_prefix(tiny_encoder: Encoder) -> None:
    query, passage, similarity = (tiny_encoder.encode(TEXTS, purpose) for purpose in PURPOSES)

    assert cosines(query, passage).max() < SAME
    assert cosines(similarity, passage).min() >= SAME  # the folder names no prefix for it


PURPOSES: tuple[Purpose, ...] = ("query", "passage", "similarity")


def test_several_threads_can_encode_at_once(tiny_encoder: Encoder) -> None:
    expected = tiny_encoder.encode(TEXTS, "passage")

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: tiny_encoder.encode(TEXTS, "passage"), range(12)))

    assert all(cosines(expected, vectors).min() >= SAME for vectors in found)


BUILT_IN = {"english": "", "multilingual": "query: "}


@pytest.mark.parametrize(("name", "prompt"), BUILT_IN.items(), ids=BUILT_IN)
def test_a_built_in_model_computes_what_sentence_transformers_computes(
    name: str,
    prompt: str,
    store: ModelStore,
    load_built_in: Callable[[str], Encoder],
    reference: Callable[..., Vectors],
) -> None:
    vectors = load_built_in(name).encode(TEXTS, "query")

    assert vectors.shape == (12, 384)
    assert cosines(vectors, reference(store.install(name), TEXTS, prompt)).min() >= SAME


@pytest.mark.parametrize("name", BUILT_IN)
def test_many_texts_have_the_same_vectors_whatever_is_rounded(
    name: str, store: ModelStore, reference: Callable[..., Vectors]
) -> None:
    encoder = store.load_plain(name)
    vectors = encoder.encode(TEXTS * 6, "similarity")

    folder = read_folder(store.install(name))
    found = cosines(vectors[:12], reference(folder.path, TEXTS, folder.prefixes.similarity))
    assert found.mean() >= SAME
    assert found.min() >= (ROUNDED if encoder.precision == "i8" else SAME)


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_built_in_model_takes_any_text(name: str, load_built_in: Callable[[str], Encoder]) -> None:
    texts = ["", *WEIRD.values(), "слово and word " * 20_000]
    vectors = load_built_in(name).encode(texts, "passage")

    assert vectors.shape == (len(texts), 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_built_in_model_is_what_its_card_says(
    name: str, store: ModelStore, load_built_in: Callable[[str], Encoder]
) -> None:
    card = store.resolve(name)

    assert card.dim == read_folder(store.install(name)).dim == load_built_in(name).dim


@pytest.mark.parametrize("name", BUILT_IN)
def test_cosines_of_equivalent_texts_are_far_above_those_of_unrelated_ones(
    name: str, load_built_in: Callable[[str], Encoder]
) -> None:
    calibration = load_built_in(name).calibration

    for cosine in (calibration.query, calibration.passage):
        assert cosine.same > cosine.unrelated + 2 * cosine.deviation
