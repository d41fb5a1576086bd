"""The tools of the benchmarks: figures, tables, measures."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.disjoint_sets import DisjointSets
from benchmarks.figure import Figure, as_json, from_json, markdown, write_between
from benchmarks.judging import spearman, v_measure
from benchmarks.machine import Machine
from benchmarks.places import index_code
from benchmarks.written_texts import read_written

MACHINE = Machine("a processor", 2, ("avx2",), 2**33, "a system", "3.11", {"semsearch": "0"})


def figure(ours: float, peer: float | None = 10.0) -> Figure:
    return Figure(
        name="encode", what="texts", unit="texts/s", ours=ours, peer=peer, peer_name="plain", bounds="ratio",
        goal=(">=", 4.0), dataset="mails", remark="", load=0.1, date="2026-11-23",
    )  # fmt: skip


def test_a_figure_meets_its_goal_at_the_bound() -> None:
    assert figure(40.0).met
    assert not figure(39.9).met
    assert not figure(40.0, peer=None).met


def test_figures_survive_json() -> None:
    assert from_json(as_json(MACHINE, [figure(40.0)], [])) == [figure(40.0)]


def test_the_table_shows_both_numbers_and_their_ratio() -> None:
    assert "| texts | 45 texts/s | 10 texts/s | 4.50 | ratio >= 4 | yes |" in markdown(MACHINE, [figure(45.0)])


def test_only_the_text_between_the_markers_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<a>\nold\n<b>\nafter\n", encoding="utf-8")
    write_between(page, "new", "<a>", "<b>")
    assert page.read_text(encoding="utf-8") == "before\n<a>\nnew\n<b>\nafter\n"


def test_a_page_without_markers_is_an_error(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("mine", encoding="utf-8")
    with pytest.raises(ValueError, match="lacks the marks"):
        write_between(page, "new")
    assert page.read_text(encoding="utf-8") == "mine"


def test_equal_values_share_their_rank_in_spearmans_correlation() -> None:
    # 1, 2.5, 2.5, 4 against 1, 2, 3, 4
    found = spearman(np.array([0.0, 1.0, 1.0, 2.0]), np.array([1.0, 2.0, 3.0, 4.0]))
    assert found == pytest.approx(4.5 / (4.5 * 5.0) ** 0.5)


def test_v_measure() -> None:
    labels = np.array([0, 0, 1, 1, 2, 2])
    assert v_measure(labels, np.array([5, 5, 7, 7, 9, 9])) == pytest.approx(1)
    assert v_measure(labels, np.zeros(6, dtype=np.int64)) == pytest.approx(0)
    # Homogeneous, and complete to log 3 / log 6.
    assert v_measure(labels, np.arange(6)) == pytest.approx(2 * np.log(3) / (np.log(3) + np.log(6)))


def test_all_code_that_shapes_an_index_exists() -> None:
    assert index_code() == index_code()


def test_joined_items_have_one_representative() -> None:
    sets = DisjointSets[str]()
    for one, other in (("a", "b"), ("c", "d"), ("d", "b")):
        sets.join(one, other)
    assert {sets.find(item) for item in "abcd"} == {"b"}
    assert sets.find("e") == "e"


def test_written_texts_are_read_with_what_is_asked_about_them(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(
        "===\n@ Boiler\nIt broke: again.\ne: of the text\ne: what broke\nr: что сломалось\nk: boiler\nk: котёл\n"
        "s: cold here\n\n"
        "@\nДругое.\ne: other\nr: другое\n\n===\n@ Third\nNobody asks.\n",
        encoding="utf-8",
    )
    one, other = read_written(tmp_path)

    assert (one.title, one.text, one.cluster) == ("Boiler", "It broke: again.", other.cluster)
    assert (one.english, one.russian) == (["of the text", "what broke", "boiler"], ["что сломалось", "котёл"])
    assert one.retold == ["cold here"]
    assert (other.title, other.text, other.retold) == ("", "Другое.", [])
