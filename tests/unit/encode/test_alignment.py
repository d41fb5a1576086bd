"""The alignment of languages brings translations closer, and is measured once."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from semsearch.encode import Calibration, Cosines, Encoder, ModelStore
from semsearch.encode.alignment import align, parallel_texts
from semsearch.encode.protocol import Precision
from semsearch.language.letters import is_cyrillic
from semsearch.records import Purpose, Vectors
from semsearch.settings import model_cache as folder_of_models

PAIRS = [
    ("The plumber is coming on Thursday morning.", "Сантехник придёт в четверг утром."),
    ("Please send me the scans of your passport.", "Пришлите мне, пожалуйста, сканы паспорта."),
    ("The parcel got stuck at customs.", "Посылка застряла на таможне."),
    ("We are moving to a bigger office.", "Мы переезжаем в офис побольше."),
    ("How much does a season ticket cost?", "Сколько стоит абонемент?"),
    ("The server was down for an hour last night.", "Прошлой ночью сервер не работал час."),
]


class Bilingual:
    """Knows the parallel texts and `PAIRS`: a meaning has one random direction in both languages, and each language an
    offset of its own. Counts what it encodes. Without `both` every text has a direction of its own."""

    name = "bilingual"
    dim = 48
    backend = "numpy"
    precision: Precision = "f32"
    calibration = Calibration(Cosines(0.0, 0.1, 0.8), Cosines(0.0, 0.1, 0.8))

    def __init__(self, *, both: bool = True, fingerprint: str = "bilingual-1") -> None:
        self.fingerprint = fingerprint
        self.encoded = 0
        english, russian = parallel_texts()
        translations = {**dict(zip(russian, english, strict=True)), **{ru: en for en, ru in PAIRS}}
        self._meaning = translations if both else {}

    def encode(self, texts: Sequence[str], purpose: Purpose) -> Vectors:
        self.encoded += len(texts)
        language = np.random.default_rng(1).standard_normal(self.dim)
        rows = np.empty((len(texts), self.dim), dtype=np.float32)
        for row, text in enumerate(texts):
            seed = list(self._meaning.get(text, text).encode())
            rows[row] = np.random.default_rng(seed or 0).standard_normal(self.dim)
            rows[row] += language * (0.7 if is_cyrillic(text) else -0.7)
            rows[row] /= np.linalg.norm(rows[row])
        return rows


def across(encoder: Encoder) -> Vectors:
    """Cosines of the English sides of `PAIRS` with the Russian ones."""
    english = encoder.encode([en for en, _ in PAIRS], "query")
    cosines: Vectors = english @ encoder.encode([ru for _, ru in PAIRS], "passage").T
    return cosines


def test_translations_get_nearer_and_unrelated_texts_do_not(tmp_path: Path) -> None:
    plain = Bilingual()
    aligned = align(plain, tmp_path)

    before, after = across(plain), across(aligned)
    assert np.diag(after).min() > np.diag(before).max()
    assert np.diag(after).min() > after[~np.eye(len(PAIRS), dtype=bool)].max()


def test_aligned_vectors_have_the_same_shape_and_length(tmp_path: Path) -> None:
    aligned = align(Bilingual(), tmp_path)

    vectors = aligned.encode(["Да", "yes", "", "12.03.2024"], "passage")
    assert vectors.shape == (4, 48)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert aligned.encode([], "query").shape == (0, 48)
    assert (aligned.name, aligned.backend, aligned.precision) == ("bilingual", "numpy", "f32")


def test_a_model_that_does_not_know_both_languages_is_not_aligned(tmp_path: Path) -> None:
    plain = Bilingual(both=False)
    monolingual: Encoder = plain

    assert align(monolingual, tmp_path) is monolingual
    encoded = plain.encoded
    assert align(monolingual, tmp_path) is monolingual
    assert plain.encoded == encoded  # known from the first time


def test_an_alignment_is_measured_once(tmp_path: Path) -> None:
    first = align(Bilingual(), tmp_path)
    again = Bilingual()
    second = align(again, tmp_path)

    assert again.encoded == 0
    assert second.fingerprint == first.fingerprint
    assert second.calibration == first.calibration
    np.testing.assert_array_equal(across(second), across(first))


@pytest.mark.parametrize("content", ["", '{"aligned": tr', "[]", "{}", '{"aligned": true}'])
def test_a_damaged_measurement_is_made_again(content: str, tmp_path: Path) -> None:
    aligned = align(Bilingual(), tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_text(content, encoding="utf-8")

    again = align(Bilingual(), tmp_path)

    np.testing.assert_array_equal(across(again), across(aligned))


def test_an_aligned_model_has_its_own_fingerprint(tmp_path: Path) -> None:
    first, second = (align(Bilingual(fingerprint=name), tmp_path) for name in ("one", "two"))

    assert len({first.fingerprint, second.fingerprint, "one", "two"}) == 4


def test_the_multilingual_models_translations_get_nearer(model_cache: Path) -> None:
    store = ModelStore(folder_of_models())
    plain, aligned = store.load_plain("multilingual"), store.load("multilingual")

    gain = np.diag(across(aligned)) - np.diag(across(plain))
    assert gain.mean() > 0.005
    assert aligned.fingerprint != plain.fingerprint
    assert aligned.dim == plain.dim
