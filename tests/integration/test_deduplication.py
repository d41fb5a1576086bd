"""Deduplication of files of texts."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from semsearch.cli.app import app
from semsearch.datasets.deduplication import Rows, deduplicate
from semsearch.encode import ModelStore
from semsearch.errors import Cancelled, UsageError
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
    return deduplicate(Rows([file], [against] if against else []), tier=tier, model="multilingual", models=models)


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


def test_a_row_that_repeats_the_other_file_goes_even_if_others_repeat_it(tmp_path: Path, models: ModelStore) -> None:
    train = rows(tmp_path, "train.jsonl", "A man plays the guitar.")
    leak, near = "The man plays a guitar.", "The man plays a guitar. Now."
    alone = run(models, rows(tmp_path, "alone.jsonl", leak, near))
    assert kept(alone) == [leak]
    report = run(models, rows(tmp_path, "test.jsonl", leak, near, OTHER), train)
    assert kept(report) == [near, OTHER]
    assert report.leaked == 1


def test_shards_are_one_set_and_each_has_its_cleaned_copy(tmp_path: Path, models: ModelStore) -> None:
    shards = [rows(tmp_path, "part-1.jsonl", LONG, OTHER), rows(tmp_path, "part-2.jsonl", OTHER, EDITED, "New.")]
    report = deduplicate(Rows(shards), tier="near", model="", models=models)
    assert [Path(file.cleaned).name for file in report.files] == ["part-1.clean.jsonl", "part-2.clean.jsonl"]
    assert [Path(file.cleaned).read_text().count("\n") for file in report.files] == [2, 1]
    assert (report.rows, report.dropped, [file.dropped for file in report.files]) == (5, 2, [0, 2])
    with pytest.raises(UsageError, match=r"part-1.clean.jsonl is a cleaned copy of part-1.jsonl"):
        deduplicate(Rows(sorted(tmp_path.glob("part-*.jsonl"))), tier="near", model="", models=models)


def test_broken_rows_are_kept_and_named(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(f'"{LONG}"\n{{"text": \n{{"n": 1}}\n{{"text": \n"{LONG}"\n')
    arguments = ["duplicates", "--input", str(file), "--tier", "exact", "--home", str(tmp_path / "home")]
    done = CliRunner().invoke(app, arguments)
    assert (done.exit_code, (tmp_path / "rows.clean.jsonl").read_text().count("\n")) == (0, 4)
    assert "1 of 5 rows (20.0%) are duplicates: 1 exact; 3 not read" in done.stdout
    assert "rows.jsonl:2 is kept as it is: it is not JSON" in done.stderr
    report = json.loads(CliRunner().invoke(app, [*arguments, "--json", "--dry-run"]).stdout)
    assert [row["line"] for row in report["files"][0]["broken"]] == [2, 3, 4]
    assert report["broken"] == 3


def test_a_pattern_of_the_shell_becomes_several_files(tmp_path: Path) -> None:
    shards = [str(rows(tmp_path, f"part-{n}.jsonl", LONG, OTHER)) for n in (1, 2, 3)]
    others = [str(rows(tmp_path, f"train-{n}.jsonl", LONG)) for n in (1, 2)]
    command = ["duplicates", "--input", *shards, "--against", *others, "--tier", "exact", "--json"]
    report = json.loads(CliRunner().invoke(app, [*command, "--home", str(tmp_path / "home")]).stdout)
    assert [Path(file["file"]).name for file in report["files"]] == [
        *("train-1.jsonl", "train-2.jsonl"),
        *("part-1.jsonl", "part-2.jsonl", "part-3.jsonl"),
    ]
    assert (report["rows"], report["dropped"], report["leaked"]) == (6, 5, 3)


def test_files_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    for name in ("train", "test"):
        (tmp_path / name).mkdir()
    train, test = rows(tmp_path / "train", "rows.jsonl", LONG), rows(tmp_path / "test", "rows.jsonl", LONG)
    test.write_text(test.read_text(encoding="utf-8") + "[", encoding="utf-8")
    done = CliRunner().invoke(app, ["duplicates", f"--input={train}", str(test), "--tier", "exact"])
    assert f"keep  {train}:1" in done.output
    assert f"100%  {test}:1" in done.output
    assert f"{test}:2 is kept as it is" in done.output


def test_the_field_that_was_found_is_named(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps({"id": 1, "messages": [{"role": "user", "content": LONG}]}))
    command = ["duplicates", "--input", str(file), "--tier", "exact", "--home", str(tmp_path / "home")]
    assert "compared what messages says" in CliRunner().invoke(app, command).stderr


@pytest.mark.parametrize(("first", "is_name"), [("full customer comment", True), ("Where is the office?", False)])
def test_a_first_row_that_looks_like_a_text_is_remarked_on(tmp_path: Path, first: str, is_name: bool) -> None:
    file = tmp_path / "rows.csv"
    file.write_text(f"{first}\nWhere is the key?\nWhere is the key?\n")
    command = ["duplicates", "--input", str(file), "--tier", "exact", "--home", str(tmp_path / "home")]

    said = CliRunner().invoke(app, command).stderr

    assert first in said
    assert ("took the first row for names of columns" not in said) == is_name


def test_tiers_beyond_the_chosen_one_are_not_applied(tmp_path: Path, models: ModelStore) -> None:
    report = run(models, rows(tmp_path, "rows.jsonl", LONG, EDITED, LONG), tier="exact")
    assert kept(report) == [LONG, EDITED]
    assert [count.tier for count in report.tiers] == ["exact"]


def test_a_second_run_encodes_and_compares_nothing(tmp_path: Path, models: ModelStore) -> None:
    file = rows(tmp_path, "rows.jsonl", LONG, EDITED, OTHER)
    first = run(models, file)
    steps: list[Step] = []
    again = deduplicate(Rows([file]), model="multilingual", models=models, dry_run=True, progress=steps.append)
    assert again.groups == first.groups
    assert again.cleaned == ""
    assert {step.phase for step in steps} <= {"extract", "model", "encode", "group"}
    assert all(step.total == 0 for step in steps if step.phase == "encode")


def test_files_of_earlier_runs_do_not_count(tmp_path: Path, models: ModelStore) -> None:
    run(models, rows(tmp_path, "one.jsonl", LONG))
    assert run(models, rows(tmp_path, "two.jsonl", LONG)).dropped == 0


def test_a_file_is_not_compared_with_itself(tmp_path: Path, models: ModelStore) -> None:
    file = rows(tmp_path, "rows.jsonl", LONG)
    with pytest.raises(UsageError, match="named twice"):
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


def test_texts_that_begin_with_nul_are_compared(tmp_path: Path, models: ModelStore) -> None:
    report = run(models, rows(tmp_path, "rows.jsonl", "\0" + OTHER, "\0" + OTHER), tier="exact")
    assert report.dropped == 1


def test_a_copy_that_cannot_be_written_leaves_none_of_the_others(tmp_path: Path, models: ModelStore) -> None:
    good = rows(tmp_path, "good.jsonl", LONG, LONG)
    long_name = rows(tmp_path, f"{'n' * 245}.jsonl", LONG)  # there is no room for ".clean" in it
    with pytest.raises(UsageError, match="nothing can be written beside"):
        deduplicate(Rows([good, long_name]), tier="exact", model="", models=models)
    assert set(tmp_path.glob("*.jsonl")) == {good, long_name}


PHASES = [("extract", False), ("extract", True), ("compare", True), ("meaning", True), ("group", True)]
"""Those of a run over files, and whether the whole of the phase is known by then."""


@pytest.mark.parametrize(("phase", "is_counted"), PHASES)
def test_a_run_can_be_stopped_in_each_phase_and_goes_on_later(
    tmp_path: Path, models: ModelStore, phase: str, is_counted: bool
) -> None:
    def stop(step: Step, /) -> None:
        if (step.phase, step.total is not None) == (phase, is_counted):
            raise Cancelled("stopped")

    file = rows(tmp_path, "rows.jsonl", LONG, OTHER, EDITED, LONG)
    with pytest.raises(Cancelled):
        deduplicate(Rows([file]), model="multilingual", models=models, progress=stop)
    assert list(tmp_path.glob("*.jsonl")) == [file]
    assert kept(run(models, file)) == [LONG, OTHER]


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed otherwise there")
@pytest.mark.parametrize("phase", ["extract", "compare", "group"])
def test_a_run_that_is_killed_leaves_no_file_and_goes_on_later(tmp_path: Path, models: ModelStore, phase: str) -> None:
    file = rows(tmp_path, "rows.jsonl", LONG, OTHER, EDITED, LONG)
    script = (
        "import os, signal; from pathlib import Path\n"
        "from semsearch.datasets.deduplication import Rows, deduplicate\n"
        f"kill = lambda step: step.phase == {phase!r} and step.total and os.kill(os.getpid(), signal.SIGKILL)\n"
        f"deduplicate(Rows([Path({str(file)!r})]), tier='near', model='', progress=kill)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -signal.SIGKILL
    assert list(tmp_path.glob("*.jsonl*")) == [file]
    assert kept(run(models, file)) == [LONG, OTHER]
