"""Deduplication of files of texts."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from semsearch.cli.app import app
from semsearch.datasets.deduplication import Rows, deduplicate
from semsearch.encode import ModelStore
from semsearch.errors import UsageError
from semsearch.progress import Step
from semsearch.records import TextReport, Tier

LONG = "The ferry to the northern islands will not sail on Thursday because of the storm, and tickets stay valid."
EDITED = LONG.replace("Thursday", "Friday").replace("because of", "due to")
OTHER = "Could you feed the cat on Sunday? The food is on the shelf above the sink."


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEMSEARCH_CACHE", str(tmp_path / "cache"))


def rows(folder: Path, name: str, *texts: str) -> Path:
    path = folder / name
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    return path


def kept(report: TextReport) -> list[str]:
    return [json.loads(line)["text"] for line in Path(report.cleaned).read_text(encoding="utf-8").splitlines()]


def run(models: ModelStore, file: Path, against: Path | None = None, tier: Tier = "semantic") -> TextReport:
    return deduplicate(Rows(file, against), tier=tier, model="multilingual", models=models)


def test_the_first_of_each_group_is_kept_in_order(tmp_path: Path, models: ModelStore) -> None:
    file = rows(tmp_path, "rows.jsonl", OTHER, LONG, "  " + OTHER, EDITED, "", LONG)
    report = run(models, file)
    assert kept(report) == [OTHER, LONG, ""]
    assert [(count.tier, count.dropped) for count in report.tiers] == [("exact", 2), ("near", 1), ("semantic", 0)]
    assert (report.rows, report.empty, report.dropped, report.leaked, report.share) == (6, 1, 3, 0, 0.5)
    assert [[member.row for member in group.members] for group in report.groups] == [[1, 3], [2, 6], [2, 4]]


def test_rows_of_the_other_file_are_never_dropped(tmp_path: Path, models: ModelStore) -> None:
    train = rows(tmp_path, "train.jsonl", EDITED, EDITED, LONG)
    report = run(models, rows(tmp_path, "test.jsonl", LONG, OTHER), train)
    assert kept(report) == [OTHER]
    assert (report.dropped, report.leaked) == (1, 1)
    assert report.groups[0].members[0].file == str(train)
    assert train.read_text(encoding="utf-8").count("\n") == 3


def test_tiers_beyond_the_chosen_one_are_not_applied(tmp_path: Path, models: ModelStore) -> None:
    report = run(models, rows(tmp_path, "rows.jsonl", LONG, EDITED, LONG), tier="exact")
    assert kept(report) == [LONG, EDITED]
    assert [count.tier for count in report.tiers] == ["exact"]


def test_a_second_run_encodes_and_compares_nothing(tmp_path: Path, models: ModelStore) -> None:
    file = rows(tmp_path, "rows.jsonl", LONG, EDITED, OTHER)
    first = run(models, file)
    steps: list[Step] = []
    again = deduplicate(Rows(file), model="multilingual", models=models, dry_run=True, progress=steps.append)
    assert again.groups == first.groups
    assert again.cleaned == ""
    assert {step.phase for step in steps} <= {"extract", "model", "encode"}
    assert all(step.total == 0 for step in steps if step.phase == "encode")


def test_files_of_earlier_runs_do_not_count(tmp_path: Path, models: ModelStore) -> None:
    run(models, rows(tmp_path, "one.jsonl", LONG))
    assert run(models, rows(tmp_path, "two.jsonl", LONG)).dropped == 0


def test_a_file_is_not_compared_with_itself(tmp_path: Path, models: ModelStore) -> None:
    file = rows(tmp_path, "rows.jsonl", LONG)
    with pytest.raises(UsageError, match="another file"):
        run(models, file, file)


def test_the_command_prints_groups_and_names_the_copy(tmp_path: Path) -> None:
    file = rows(tmp_path, "rows.jsonl", LONG, EDITED, OTHER)
    arguments = ["duplicates", "--input", str(file), "--tier", "near", "--home", str(tmp_path / "home")]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    assert "near: 2 alike" in done.stdout
    assert "1 of 3 rows (33.3%) are duplicates: 0 exact, 1 near" in done.stdout
    assert "rows.clean.jsonl" in done.stderr
    as_json = json.loads(CliRunner().invoke(app, [*arguments, "--json", "--dry-run"]).stdout)
    assert as_json["groups"][0]["members"][1]["row"] == 2
    assert as_json["cleaned"] == ""


def test_conflicting_options_are_refused(tmp_path: Path) -> None:
    file = rows(tmp_path, "rows.jsonl", LONG)
    for arguments in (["--against", str(file)], ["--input", str(file), "--apply", "hide"], ["--dry-run"]):
        done = CliRunner().invoke(app, ["duplicates", *arguments, "--home", str(tmp_path / "home")])
        assert done.exit_code == 2
