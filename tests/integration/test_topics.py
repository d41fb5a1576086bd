"""Topics are found once and kept: through new mail, a refresh, another model, and changes by the user."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from semsearch.errors import Cancelled, SemsearchError, UsageError
from semsearch.library import Library
from semsearch.progress import Step
from semsearch.records import Topic, TopicReport
from tests.conftest import MailMaker, WordModels

SUBJECTS = {
    "rent": "landlord flat rent deposit lease tenant",
    "train": "railway train ticket platform station carriage",
    "garden": "garden roses soil pruning seeds watering",
}
EXTRA = ("alpha", "beta", "gamma", "delta", "omega", "sigma", "kappa", "lambda", "theta", "iota", "zeta", "eta")


@pytest.fixture
def archive(library: Library, folder: Path, mail: MailMaker) -> Callable[..., Library]:
    """Adds mails about each subject, with some words of their own, and indexes them."""

    def add(start: int = 0, count: int = 8, subjects: tuple[str, ...] = tuple(SUBJECTS)) -> Library:
        for subject in subjects:
            for number in range(start, start + count):
                body = f"{SUBJECTS[subject]} {EXTRA[number % len(EXTRA)]} {EXTRA[(number * 5 + 1) % len(EXTRA)]}"
                date = f"Tue, 12 {('Jan', 'Feb', 'Mar')[number % 3]} 2024 10:15:00 +0300"
                (folder / f"{subject}-{number}.eml").write_bytes(mail(subject, body, date=date))
        library.sources.add([folder])
        library.reindex()
        return library

    return add


def about(library: Library, report: TopicReport, subject: str) -> Topic:
    """The topic that most of a subject's mails are in."""
    paths = {
        hit.id: Path(hit.path).name for hit in library.topics.documents([m for t in report.topics for m in t.members])
    }
    return max(report.topics, key=lambda topic: sum(paths[member].startswith(subject) for member in topic.members))


def test_every_document_has_a_topic_with_a_confidence(archive: Callable[..., Library]) -> None:
    library = archive()
    report = library.topics.list()
    assert len(report.topics) == 3
    assert report.unassigned == ()
    for topic in report.topics:
        assert topic.size == len(topic.members) == len(topic.confidences) == 8
        assert topic.representative == topic.members[0]
        assert all(0 <= confidence <= 1 for confidence in topic.confidences)
        assert topic.months == {"2024-01": 3, "2024-02": 3, "2024-03": 2}
    assert "rent" in " ".join(about(library, report, "rent").terms)


def test_topics_persist_across_processes(archive: Callable[..., Library], models: WordModels) -> None:
    library = archive()
    report = library.topics.list()
    with Library.open(library.home, models=models) as again:
        assert again.topics.list().topics == report.topics


def test_new_mail_joins_a_topic_and_removed_mail_leaves_it(archive: Callable[..., Library], folder: Path) -> None:
    library = archive()
    before = about(library, library.topics.list(), "train")
    archive(start=8, count=2, subjects=("train",))
    after = library.topics.list()
    assert about(library, after, "train").id == before.id
    assert about(library, after, "train").size == 10
    (folder / "train-0.eml").unlink()
    library.reindex()
    assert about(library, library.topics.list(), "train").size == 9


def test_a_name_is_kept_when_everything_is_clustered_anew(archive: Callable[..., Library]) -> None:
    library = archive()
    topic = about(library, library.topics.list(), "garden")
    library.topics.rename(topic.id, "  Dad's   garden ")
    archive(start=8, count=20)  # more than half as many again: clustered anew by itself
    for report in (library.topics.list(), library.topics.refresh()):
        named = about(library, report, "garden")
        assert (named.id, named.label, named.named) == (topic.id, "Dad's garden", True)
        assert report.unassigned == ()
    library.topics.rename(topic.id, "")
    assert not about(library, library.topics.list(), "garden").named


def test_merged_topics_stay_merged(archive: Callable[..., Library]) -> None:
    library = archive()
    first, second, third = library.topics.list().topics
    merged = library.topics.merge([first.id, second.id])
    assert {topic.id: topic.size for topic in merged.topics} == {first.id: 16, third.id: 8}
    refreshed = library.topics.refresh()
    assert {topic.id: topic.size for topic in refreshed.topics} == {first.id: 16, third.id: 8}


def test_splitting_reverts_a_merge(archive: Callable[..., Library]) -> None:
    library = archive()
    first, second, third = library.topics.list().topics
    library.topics.merge([first.id, second.id])
    parted = library.topics.split(first.id)
    assert sorted(topic.size for topic in parted.topics) == [8, 8, 8]
    ids = {topic.id for topic in parted.topics}
    assert {first.id, third.id} < ids
    assert second.id not in ids
    assert {topic.id for topic in library.topics.refresh().topics} == ids


def test_all_changes_can_be_undone_one_by_one(archive: Callable[..., Library]) -> None:
    library = archive()
    found = library.topics.list()
    first, second, _ = found.topics
    assert found.undo == ""
    assert library.topics.rename(first.id, "One").undo == "rename"
    assert library.topics.merge([first.id, second.id]).undo == "merge"
    assert library.topics.split(first.id).undo == "split"
    assert library.topics.refresh().undo == "refresh"
    assert [library.topics.undo().undo for _ in range(4)] == ["split", "merge", "rename", ""]
    again = library.topics.list()
    assert [(t.id, t.label, set(t.members)) for t in again.topics] == [
        (t.id, t.label, set(t.members)) for t in found.topics
    ]
    with pytest.raises(SemsearchError, match="nothing to undo"):
        library.topics.undo()


def test_another_model_keeps_the_topics(archive: Callable[..., Library]) -> None:
    library = archive()
    before = {topic.id: set(topic.members) for topic in library.topics.list().topics}
    library.topics.rename(min(before), "Mine")
    library.encoders.use("other")
    library.reindex()
    report = library.topics.list()
    assert {topic.id: set(topic.members) for topic in report.topics} == before
    assert next(topic.label for topic in report.topics if topic.id == min(before)) == "Mine"


def test_invalid_requests_are_refused(archive: Callable[..., Library]) -> None:
    topics = archive().topics
    topics.list()
    for wrong in (partial(topics.rename, 99, "x"), partial(topics.merge, [1, 99]), partial(topics.split, 99)):
        with pytest.raises(UsageError, match="no topic 99"):
            wrong()
    with pytest.raises(UsageError, match="two topics"):
        topics.merge([1, 1])


def test_an_empty_archive_has_no_topics(library: Library) -> None:
    report = library.topics.list()
    assert (report.topics, report.unassigned) == ((), ())
    assert library.topics.refresh().topics == ()


def test_the_map_has_every_document_and_is_stable(archive: Callable[..., Library]) -> None:
    library = archive()
    report = library.topics.list()
    first = library.topics.map()
    assert len(first.ids) == len(first.xs) == len(first.titles) == 24
    assert set(first.topics) == {topic.id for topic in report.topics}
    assert set(first.months) == {"2024-01", "2024-02", "2024-03"}
    assert all(-1 <= place <= 1 for place in (*first.xs, *first.ys))
    archive(start=8, count=1)
    library.topics.list()
    second = library.topics.map()
    places = dict(zip(second.ids, zip(second.xs, second.ys, strict=True), strict=True))
    assert [places[id_] for id_ in first.ids] == list(zip(first.xs, first.ys, strict=True))
    assert len(second.ids) == 27
    assert 0 not in second.topics


def test_it_is_told_how_far_topics_and_the_map_are(archive: Callable[..., Library]) -> None:
    topics = archive().topics
    steps: list[Step] = []
    report = topics.list(steps.append)
    topics.map(steps.append)
    ended = {step.phase: step.done for step in steps if step.done == step.total}
    assert list(dict.fromkeys(step.phase for step in steps)) == ["compare", "group", "name", "place"]
    assert (ended["compare"], ended["name"]) == (24, len(report.topics))
    assert "place" in ended
    steps.clear()
    topics.list(steps.append)
    topics.map(steps.append)
    assert steps == []  # both are kept


@pytest.mark.parametrize("phase", ["compare", "group", "name"])
def test_what_was_cancelled_has_changed_no_topic(archive: Callable[..., Library], phase: str) -> None:
    def stop(step: Step) -> None:
        if step.phase == phase:
            raise Cancelled("enough")

    library = archive()
    with pytest.raises(Cancelled):
        library.topics.list(stop)
    found = library.topics.list()
    assert (len(found.topics), found.undo) == (3, "")
    merged = library.topics.merge([topic.id for topic in found.topics[:2]])
    for change in (library.topics.refresh, partial(library.topics.split, found.topics[0].id)):
        with pytest.raises(Cancelled):
            change(progress=stop)
    after = library.topics.list()
    assert (after.topics, after.undo) == (merged.topics, "merge")


def test_a_map_that_was_cancelled_is_drawn_later(archive: Callable[..., Library]) -> None:
    def stop(step: Step) -> None:
        raise Cancelled(step.phase)

    topics = archive().topics
    with pytest.raises(Cancelled):
        topics.map(stop)
    assert len(topics.map().ids) == 24
    archive(start=8, count=1)  # placed among the others
    with pytest.raises(Cancelled, match="place"):
        topics.map(stop)
    assert len(topics.map().ids) == 27
