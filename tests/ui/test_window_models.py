"""Item models keep Qt's rules and say what a person should read or hear."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from semsearch.records import DuplicateGroup, Hit, SkippedFile, SkipReason, Source
from semsearch_ui.models.folders import SkippedModel, SourceRole, SourcesModel
from semsearch_ui.models.groups import DATE, SIMILARITY, GroupRole, GroupsModel, MemberRole
from semsearch_ui.models.results import HitRole, ResultsModel
from semsearch_ui.presentation.arranging import arranged

LATER = datetime(2024, 5, 1, tzinfo=UTC)


def test_results(qtmodeltester: ModelTester, make_hit: Callable[..., Hit]) -> None:
    model = ResultsModel(now=lambda: LATER)
    qtmodeltester.check(model)
    hits = (make_hit(1), make_hit(2, relevance=0.01), make_hit(3, relevance=0.0))
    model.show(arranged(hits))
    assert [model.index(row).data(HitRole) for row in range(model.rowCount())] == list(hits)
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Anna Berg, Lunch on Friday 1, 14 Mar, Very close match, 80%, Shall we have lunch on Friday?"
    )
    model.show(arranged((make_hit(1, sender="", title="", path="/srv/plan.pdf", part=None), *hits[1:])))
    assert str(model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)).startswith("plan.pdf, (no subject), 14 Mar, ")
    assert "Probably unrelated" in model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert (model.row_of(1), model.row_of(3), model.row_of(99)) == (0, 2, None)
    qtmodeltester.check(model)


def test_below_the_results_farther_ones_may_be_offered(
    qtmodeltester: ModelTester, make_hit: Callable[..., Hit]
) -> None:
    model = ResultsModel()
    model.show(arranged((make_hit(1),)), folded=True)
    qtmodeltester.check(model)
    offer = model.index(1)
    assert (offer.data(), offer.data(HitRole), model.rowCount()) == ("Show less related results", None, 2)
    assert not offer.flags() & Qt.ItemFlag.ItemIsDragEnabled


def test_groups(qtmodeltester: ModelTester, groups: tuple[DuplicateGroup, ...]) -> None:
    model = GroupsModel(now=lambda: LATER)
    qtmodeltester.check(model)
    model.show(groups)
    qtmodeltester.check(model)
    first = model.index(0, 0)
    assert first.data() == "Invoice 1  ·  3 documents  ·  20 bytes"
    assert first.data(GroupRole) == groups[0]
    assert first.data(MemberRole) is None
    member = model.index(1, 0, first)
    assert member.data(MemberRole) == groups[0].members[1]
    assert member.parent() == first
    assert model.index(1, DATE, first).data() == "14 Mar"
    assert model.index(1, SIMILARITY, first).data() == "97.0%"
    assert model.rowCount(member) == 0
    assert not model.index(9, 0, QModelIndex()).isValid()


def test_sources(qtmodeltester: ModelTester) -> None:
    model = SourcesModel()
    sources = (
        Source("/srv/mail", "folder", "ready", 1200, 1500, 3),
        Source("/srv/usb", "folder", "away", 0, 0, 0),
    )
    model.show(sources)
    qtmodeltester.check(model)
    assert [model.index(0, at).data() for at in range(5)] == ["/srv/mail", "Up to date", "1,200", "1,500", "3"]
    assert model.index(1, 1).data() == "Not there right now"
    assert model.index(1, 0).data(SourceRole) == sources[1]
    model.show(sources, indexing=True)
    assert [model.index(row, 1).data() for row in range(2)] == ["Being read", "Not there right now"]
    model.show(sources, (SkippedFile("/srv/mail", None, SkipReason.UNREADABLE, "permission denied"),))
    assert model.index(0, 1).data() == "Cannot be opened"


def test_news_of_a_folder_leave_its_row_where_it_is(qtbot: QtBot) -> None:
    model = SourcesModel()
    mail = Source("/srv/mail", "folder", "pending", 1200, 1500, 3)
    model.show((mail,))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show((replace(mail, documents=1600),))
    assert model.index(0, 3).data() == "1,600"
    with qtbot.waitSignal(model.modelReset):
        model.show((mail, replace(mail, path="/srv/usb")))


def test_skipped(qtmodeltester: ModelTester) -> None:
    model = SkippedModel()
    model.show((SkippedFile("/srv/a.pdf", None, SkipReason.ENCRYPTED, "save it without its password"),))
    qtmodeltester.check(model)
    assert [model.index(0, at).data() for at in range(3)] == [
        "/srv/a.pdf",
        "Encrypted",
        "Save it without its password",
    ]
