"""Duplicates in a real catalogue: compared once, kept up to date, with separate tiers."""

from pathlib import Path
from random import Random

import pytest

from semsearch.encode import ModelStore
from semsearch.errors import Cancelled, NotIndexedError, UsageError
from semsearch.library import Library
from semsearch.progress import Step
from semsearch.records import DuplicateReport, Tier
from tests.conftest import MailMaker

STORM = (
    "The ferry to the northern islands will not sail on Thursday because of the storm. Tickets stay valid for a week, "
    "and passengers with cars are asked to register again at the counter by the pier before noon."
)


def names(report: DuplicateReport) -> list[list[str]]:
    return [[Path(member.path).name for member in group.members] for group in report.groups]


@pytest.fixture
def archive(library: Library, folder: Path, mail: MailMaker) -> Library:
    """Two copies of one mail, one with edits, and one that is like none."""
    (folder / "storm.eml").write_bytes(mail("Ferry", STORM, message_id="a@example.org"))
    (folder / "copy.eml").write_bytes(mail("Re: Ferry", STORM + "  \n\n", message_id="b@example.org"))
    (folder / "edited.eml").write_bytes(
        mail("Ferry", STORM.replace("a week", "ten days"), date="Wed, 13 Mar 2024 10:00:00 +0300")
    )
    (folder / "cat.eml").write_bytes(
        mail("Cat", "Could you feed the cat on Sunday? The food is on the shelf above it.")
    )
    library.sources.add([folder])
    library.reindex()
    return library


def test_exact_and_near_duplicates_are_distinguished(archive: Library) -> None:
    assert names(archive.duplicates.report("exact", keep="oldest")) == [["copy.eml", "storm.eml"]]
    assert names(archive.duplicates.report("near", keep="oldest")) == [["copy.eml", "edited.eml"]]


def test_a_new_mail_changes_only_its_own_group(archive: Library, folder: Path, mail: MailMaker) -> None:
    archive.duplicates.report("near")
    steps: list[Step] = []
    (folder / "again.eml").write_bytes(
        mail("Ferry", STORM.replace("noon", "evening"), date="Mon, 11 Mar 2024 10:00:00 +0300")
    )
    archive.reindex()
    report = archive.duplicates.report("near", keep="oldest", progress=steps.append)
    assert [sorted(group) for group in names(report)] == [["again.eml", "copy.eml", "edited.eml"]]
    assert Step("compare", 1, 1) in steps


def test_words_meanings_and_groups_are_phases_of_their_own_each_to_its_end(archive: Library) -> None:
    steps: list[Step] = []
    archive.duplicates.report("semantic", progress=steps.append)

    told = {phase: [step for step in steps if step.phase == phase] for phase in ("compare", "meaning", "group")}
    assert steps == told["compare"] + told["meaning"] + told["group"]
    for own in told.values():
        assert own[0].done == 0
        assert own[-1].done == own[-1].total
    for own in (told["compare"], told["meaning"]):
        assert [step.done for step in own] == sorted(step.done for step in own)
        assert own[-1].total == own[0].total


@pytest.mark.parametrize("tier", ["near", "semantic"])
def test_one_by_one_gives_the_same_groups_as_all_at_once(
    tier: Tier, tmp_path: Path, home: Path, models: ModelStore, mail: MailMaker
) -> None:
    letters = {
        f"{n}.eml": mail("Ferry", STORM.replace("a week", f"{n} weeks"), message_id=f"{n}@example.org")
        for n in range(6)
    }
    with Library.open(home, models=models) as slow, Library.open(tmp_path / "other", models=models) as quick:
        folder = tmp_path / "letters"
        folder.mkdir()
        slow.sources.add([folder])
        quick.sources.add([folder])
        for name, letter in letters.items():
            (folder / name).write_bytes(letter)
            slow.reindex()
            slow.duplicates.report(tier)
        quick.reindex()
        assert names(slow.duplicates.report(tier)) == names(quick.duplicates.report(tier))


def test_removed_documents_are_in_no_group(archive: Library, folder: Path) -> None:
    archive.duplicates.report("near")
    (folder / "edited.eml").unlink()
    archive.reindex()
    assert names(archive.duplicates.report("near")) == []


def test_a_moved_file_is_not_compared_again(archive: Library, folder: Path) -> None:
    archive.duplicates.report("near")
    (folder / "archive").mkdir()
    (folder / "edited.eml").rename(folder / "archive" / "moved.eml")
    archive.reindex()
    steps: list[Step] = []
    assert names(archive.duplicates.report("near", keep="oldest", progress=steps.append)) == [["copy.eml", "moved.eml"]]
    assert {step.phase for step in steps} == {"group"}


def test_decisions_survive_a_full_reindex(archive: Library, folder: Path) -> None:
    ids = [member.id for member in archive.duplicates.report("near").groups[0].members]
    archive.duplicates.set_apart(ids)
    archive.sources.remove([folder])
    archive.sources.add([folder])
    archive.reindex(full=True)
    assert names(archive.duplicates.report("near", 0.6)) == []
    again = [archive.show(str(folder / name)).id for name in ("copy.eml", "edited.eml")]
    assert archive.duplicates.forget_decisions(again) == 1
    assert len(archive.duplicates.report("near").groups) == 1


def test_a_pinned_document_stays_pinned_when_it_moves(archive: Library, folder: Path) -> None:
    archive.duplicates.pin([archive.show(str(folder / "storm.eml")).id])
    assert names(archive.duplicates.report("exact", keep="oldest")) == [["storm.eml", "copy.eml"]]
    (folder / "storm.eml").rename(folder / "z.eml")
    archive.reindex()
    (group,) = archive.duplicates.report("exact", keep="oldest").groups
    assert Path(group.members[0].path).name == "z.eml"
    assert [member.pinned for member in group.members] == [True, False]


def test_taking_back_a_decision_keeps_earlier_ones(archive: Library, folder: Path) -> None:
    ids = [archive.show(str(folder / name)).id for name in ("storm.eml", "copy.eml", "edited.eml")]
    archive.duplicates.pin(ids[:1])
    archive.duplicates.set_apart(ids[1:])
    before = archive.duplicates.report("exact").groups, archive.duplicates.report("near", 0.6).groups
    for made in (archive.duplicates.pin(ids[:2]), archive.duplicates.set_apart(ids)):
        archive.duplicates.take_back(made)
    assert (archive.duplicates.report("exact").groups, archive.duplicates.report("near", 0.6).groups) == before
    assert archive.duplicates.forget_decisions(ids) == 2


def test_copies_of_one_content_cannot_be_set_apart(archive: Library) -> None:
    with pytest.raises(UsageError, match="same content"):
        archive.duplicates.set_apart([member.id for member in archive.duplicates.report("exact").groups[0].members])
    with pytest.raises(NotIndexedError):
        archive.duplicates.set_apart([1, 999])


@pytest.mark.parametrize(("phase", "is_counted"), [("compare", True), ("group", False), ("group", True)])
def test_finding_near_duplicates_can_be_cancelled_and_continues_later(
    archive: Library, phase: str, is_counted: bool
) -> None:
    def stop(step: Step) -> None:
        if (step.phase, step.total is not None) == (phase, is_counted):
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        archive.duplicates.report("near", progress=stop)
    assert len(archive.duplicates.report("near").groups) == 1


def test_a_robots_many_reports_are_grouped_alike_in_any_order(
    tmp_path: Path, home: Path, models: ModelStore, mail: MailMaker
) -> None:
    report = (
        "Build {} of the {} branch by {} has finished after {} minutes and is kept for {} days. Of 300 none failed."
    )
    letters = {
        f"{n}.eml": mail(
            "Build",
            report.format(
                1000 + n, ("main", "spare")[n % 3 == 0], ("Anna", "Boris", "Clara")[n // 20 % 3], n % 7, n % 4
            ),
            message_id=f"{n}@x",
        )
        for n in range(90)
    }
    with Library.open(home, models=models) as slow, Library.open(tmp_path / "other", models=models) as quick:
        folder = tmp_path / "letters"
        folder.mkdir()
        slow.sources.add([folder])
        quick.sources.add([folder])
        for part in range(3):
            for name in list(letters)[::-1][part::3]:
                (folder / name).write_bytes(letters[name])
            slow.reindex()
            slow.duplicates.report("near")
        quick.reindex()
        for threshold in (0.8, 0.9, 0.95, 0.97):
            groups = names(quick.duplicates.report("near", threshold, "oldest"))
            assert names(slow.duplicates.report("near", threshold, "oldest")) == groups
            assert sum(map(len, groups)) <= len(letters)
        (whole,) = quick.duplicates.report("near", 0.8).groups
        assert len(whole.members) == len(letters)
        assert all(member.similarity >= 0.8 for member in whole.members)
        quick.duplicates.set_apart([member.id for member in whole.members[:2]])
        assert [len(group.members) for group in quick.duplicates.report("near", 0.8).groups] == [len(letters) - 1]
        assert quick.duplicates.report("semantic").groups == ()


def test_what_a_robot_writes_of_other_people_and_things_is_no_semantic_duplicate(
    library: Library, folder: Path, mail: MailMaker
) -> None:
    drawn = Random(1)
    people = "Anna Boris Clara Dmitri Elena Frank Galina Hans".split()
    things = "lamp kettle bicycle scarf umbrella keyboard saucepan rucksack".split()
    for n in range(120):
        one, other = drawn.sample(people, 2)
        lent, kept, back = drawn.sample(things, 3)
        text = (
            f"{one} is about to lend the {lent} to {other} and keeps the {kept} until somebody brings the {back} back"
            " to the office, and asks whether you agree."
        )
        (folder / f"{n}.eml").write_bytes(mail(f"{one} lends the {lent}", text, message_id=f"{n}@example.org"))
    library.sources.add([folder])
    library.reindex()
    assert library.duplicates.report("semantic", 0.3).groups == ()


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Ferry", "Ferry", True),
        ("Storm", "Tickets to the islands", False),
        ("Ferry in March", "Ferry in April", False),
    ],
)
def test_mails_with_few_words_and_other_subjects_are_no_semantic_duplicates(
    library: Library, folder: Path, mail: MailMaker, one: str, other: str, alike: bool
) -> None:
    (folder / "one.eml").write_bytes(mail(one, "The ferry sails now.", message_id="a@example.org"))
    (folder / "other.eml").write_bytes(mail(other, "Now the ferry sails.", message_id="b@example.org"))
    library.sources.add([folder])
    library.reindex()
    assert bool(library.duplicates.report("semantic").groups) == alike
