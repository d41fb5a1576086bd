"""The choice of a compute mode: crashing, wrong and slow ones are not chosen, and the choice is stored."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from semsearch.encode import processor
from semsearch.encode.processor import NO_AMX, PLAIN, ComputeMode, Trial

FAST, LIMITED = ComputeMode("bf16"), ComputeMode("bf16", NO_AMX)
WHOLE, LIMITED_WHOLE = (replace(mode, integers=True) for mode in (FAST, LIMITED))
RIGHT = [[1.0, 2.0, 3.0], [0.5, -1.0, 0.0]]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[ComputeMode, Trial | None]]:
    """What each trial brings; those not named crash."""
    trials: dict[ComputeMode, Trial | None] = {}
    monkeypatch.setattr(processor, "run_trial", trials.get)
    processor._measured.cache_clear()
    yield trials
    processor._measured.cache_clear()


def test_the_fastest_mode_is_chosen(machine: dict[ComputeMode, Trial | None], tmp_path: Path) -> None:
    machine |= {PLAIN: Trial(RIGHT, 10), FAST: Trial(RIGHT, 30)}
    assert processor.best_mode(tmp_path) == FAST


def test_a_slower_mode_is_not_chosen(machine: dict[ComputeMode, Trial | None], tmp_path: Path) -> None:
    machine |= {PLAIN: Trial(RIGHT, 10), FAST: Trial(RIGHT, 4)}
    assert processor.best_mode(tmp_path) == PLAIN


def test_bfloat16_is_used_without_amx_where_amx_crashes(
    machine: dict[ComputeMode, Trial | None], tmp_path: Path
) -> None:
    machine |= {PLAIN: Trial(RIGHT, 10), LIMITED: Trial(RIGHT, 20)}
    assert processor.best_mode(tmp_path) == LIMITED


def test_integers_are_used_where_they_are_faster(machine: dict[ComputeMode, Trial | None], tmp_path: Path) -> None:
    machine |= {PLAIN: Trial(RIGHT, 10), FAST: Trial(RIGHT, 30), WHOLE: Trial(RIGHT, 40)}
    assert processor.best_mode(tmp_path) == WHOLE


def test_integers_are_used_without_amx_where_they_crash_with_it(
    machine: dict[ComputeMode, Trial | None], tmp_path: Path
) -> None:
    machine |= {PLAIN: Trial(RIGHT, 10), FAST: Trial(RIGHT, 30), LIMITED_WHOLE: Trial(RIGHT, 40)}
    assert processor.best_mode(tmp_path) == LIMITED_WHOLE


def test_integers_that_are_slower_or_wrong_are_not_used(
    machine: dict[ComputeMode, Trial | None], tmp_path: Path
) -> None:
    wrong = [[-value for value in vector] for vector in RIGHT]
    machine |= {
        PLAIN: Trial(RIGHT, 10),
        FAST: Trial(RIGHT, 30),
        WHOLE: Trial(RIGHT, 20),
        LIMITED_WHOLE: Trial(wrong, 90),
    }
    assert processor.best_mode(tmp_path) == FAST


@pytest.mark.parametrize("wrong", [[[1.0, 2.0, -3.0], [0.5, -1.0, 0.0]], [[float("nan")] * 3] * 2, [[0.0] * 3] * 2])
def test_a_mode_with_wrong_results_is_not_chosen(
    machine: dict[ComputeMode, Trial | None], tmp_path: Path, wrong: list[list[float]]
) -> None:
    machine |= {PLAIN: Trial(RIGHT, 10), FAST: Trial(wrong, 90)}
    assert processor.best_mode(tmp_path) == PLAIN


def test_the_choice_is_kept_until_the_machine_changes(
    machine: dict[ComputeMode, Trial | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine |= {PLAIN: Trial(RIGHT, 10), FAST: Trial(RIGHT, 30)}
    processor.best_mode(tmp_path)
    machine[FAST] = None
    processor._measured.cache_clear()
    assert processor.best_mode(tmp_path) == FAST
    monkeypatch.setattr(processor, "_identity", lambda: "another processor")
    assert processor.best_mode(tmp_path) == PLAIN


def test_a_failure_of_all_modes_is_not_stored(machine: dict[ComputeMode, Trial | None], tmp_path: Path) -> None:
    assert processor.best_mode(tmp_path) is None
    processor._measured.cache_clear()
    machine |= {PLAIN: Trial(RIGHT, 10)}
    assert processor.best_mode(tmp_path) == PLAIN


def test_a_trial_in_a_real_process_returns_vectors() -> None:
    trial = processor.run_trial(PLAIN)
    assert trial is not None
    assert trial.rate > 0
    assert len({len(vector) for vector in trial.vectors}) == 1


def test_a_failed_trial_returns_none() -> None:
    assert processor.run_trial(ComputeMode("f32", "NO\0SUCH")) is None
