"""What a cosine is worth among the texts of an index."""

import numpy as np
import pytest

from semsearch.records import Scale
from semsearch.search.meaning import REFERENCE_TEXTS, Meaning, expected_excess, measured
from semsearch.store.vectors.background import Background, Style, style
from semsearch.store.vectors.generations import Generation

SCALE = Scale(0.75, 0.9)


def meant(background: Background) -> Meaning:
    generation = Generation(1, "m", "f", 2, "b", "p", SCALE, SCALE, serving=True)
    return measured(generation, np.array([1, 0], dtype=np.float32), background, SCALE)


def background(cosines: list[float], cyrillic: list[bool], texts: int) -> Background:
    rows = np.array([[cosine, (1 - cosine**2) ** 0.5] for cosine in cosines], dtype=np.float32)
    return Background(rows, np.array([Style.of(cyrillic=each) for each in cyrillic]), texts)


def test_each_script_is_measured_against_its_own() -> None:
    cosines = [0.70, 0.72] * 100 + [0.78, 0.80] * 100
    found = meant(background(cosines, [False] * 200 + [True] * 200, 200))
    rows = np.array([[0.75, 0.66], [0.75, 0.66]], dtype=np.float32)
    latin, cyrillic = found.z_scores(rows, [Style.LATIN, Style.CYRILLIC])
    assert latin > 2
    assert cyrillic < -2


def test_among_many_texts_more_is_needed_to_stand_out() -> None:
    cosines, scripts = [0.70, 0.72] * 100, [False] * 200
    rows = np.array([[0.75, 0.66]], dtype=np.float32)
    few, many = (
        float(meant(background(cosines, scripts, texts)).z_scores(rows, [Style.LATIN])[0]) for texts in (200, 20_000)
    )
    assert few - many == pytest.approx(expected_excess(20_000), abs=1e-3)


def test_the_expected_excess_grows_from_few_texts_on() -> None:
    assert expected_excess(0) == expected_excess(REFERENCE_TEXTS) == 0
    assert 0 < expected_excess(2 * REFERENCE_TEXTS) < expected_excess(20_000) < expected_excess(10**6) < 2


def test_without_any_text_the_scale_of_the_model_counts() -> None:
    empty = Background(np.zeros((0, 2), dtype=np.float32), np.zeros(0, dtype=np.int64), 0)
    assert meant(empty).means == pytest.approx((0.65,) * 4)


def test_an_answer_that_is_in_the_sample_is_no_measure_of_itself() -> None:
    unrelated, rows = [0.70, 0.72] * 40, np.array([[0.95, 0.31]], dtype=np.float32)
    without, beside = (
        float(meant(background(cosines, [True] * len(cosines), 20_000)).z_scores(rows, [Style.CYRILLIC])[0])
        for cosines in (unrelated, [*unrelated, 0.95])
    )
    assert beside == pytest.approx(without, rel=0.01)


def test_openings_are_measured_against_openings() -> None:
    cosines = [0.70, 0.72] * 100 + [0.84, 0.86] * 100
    rows = np.array([[cosine, (1 - cosine**2) ** 0.5] for cosine in cosines], dtype=np.float32)
    styles = np.array([Style.LATIN] * 200 + [Style.LATIN_OPENING] * 200)
    found = meant(Background(rows, styles, 400))
    text, opening = found.z_scores(rows[-2:], [Style.LATIN, Style.LATIN_OPENING])
    assert text > 10
    assert abs(opening) < 2


def test_the_style_of_a_chunk_is_that_of_its_language_and_field() -> None:
    assert style(0, "ru") == Style.CYRILLIC_OPENING
    assert style(1, "ru") == Style.CYRILLIC
    assert style(0, "en") == Style.LATIN_OPENING


def test_affinity_is_that_with_the_texts_of_all_styles() -> None:
    scripts = [False] * 200 + [True] * 200
    near, less, far = (
        meant(background([cosine, cosine + 0.02] * 100 + [0.70, 0.72] * 100, scripts, 400)).affinity
        for cosine in (0.74, 0.72, 0.70)
    )
    assert near > less > far
    assert near - less == pytest.approx(less - far, rel=0.05)
    assert near - less == pytest.approx(0.01 / 0.05, rel=0.1), "in deviations of the scale, 0.02 of one of two scripts"
