"""Text for people: safe for terminals, complete, and unstyled in files."""

import os
import re
from dataclasses import replace
from datetime import UTC, datetime

import click
import pytest

from semsearch.cli import render, render_duplicates
from semsearch.records import (
    Document,
    DuplicateGroup,
    DuplicateMember,
    DuplicateReport,
    Estimate,
    Evaluation,
    EvaluationReport,
    Explanation,
    Hit,
    ReindexReport,
    SearchResult,
    SkippedFile,
    SkipReason,
    Span,
)

MOMENT = datetime(2024, 3, 12, 10, 15, tzinfo=UTC)


def make_hit(
    title: str = "Аренда",
    snippet: str = "цена выросла",
    marks: tuple[Span, ...] = (),
    part: str | None = None,
    relevance: float = 0.83,
    explain: Explanation | None = None,
) -> Hit:
    sender, path = "Анна <a@x>", "/m/a.eml"
    return Hit(1, 7, 0.9, relevance, "email", path, part, title, sender, MOMENT, snippet, "i@x", "t", marks, explain)


def plain(text: str) -> str:
    return click.unstyle(text)


def test_a_hit_shows_rank_relevance_title_sender_date_path_and_snippet() -> None:
    text = plain(render.hit(make_hit(part="план.pdf")))
    for shown in ("1.", "83%", "Аренда", "id 7", "Анна <a@x>", "2024-03-1", "/m/a.eml (план.pdf)", "цена выросла"):
        assert shown in text


def test_marked_words_are_bold() -> None:
    text = render.hit(make_hit(snippet="цена выросла вдвое", marks=(Span(5, 12), Span(13, 18))))
    assert "цена \x1b[1mвыросла\x1b[0m \x1b[1mвдвое\x1b[0m" in text


@pytest.mark.parametrize("evil", ["\x1b]0;owned\x07", "\x1b[2J", "\x9b31m", "\u202egnp.exe", "\ue000", "a\rb"])
def test_a_document_cannot_control_the_terminal(evil: str) -> None:
    shown = plain(render.hit(make_hit(title=evil, snippet=evil, part=evil)))
    assert not set(shown) & set("\x1b\x9b\x07\u202e\ue000\r")


def test_relevance_outside_its_range_does_not_break_the_bar() -> None:
    assert "░" * 10 in render.hit(make_hit(relevance=-0.5))
    assert "█" * 10 in render.hit(make_hit(relevance=1.5))


def test_an_explanation_shows_the_parts_of_the_score() -> None:
    text = plain(render.hit(make_hit(explain=Explanation(0.8, None, 0.4, 0.0, "chunk", Span(0, 5)))))
    assert "score 0.900 = meaning 0.400 (0.800)" in text
    assert text.endswith("words 0.000 (—)")
    dated = Explanation(0.8, None, 0.4, 0.0, "chunk", Span(0, 5), time_part=0.05)
    assert plain(render.hit(make_hit(explain=dated))).endswith(" + date 0.050")


def test_a_document_without_a_title_says_so() -> None:
    assert "(no title)" in render.hit(make_hit(title=""))


def test_results_are_numbered_one_after_another() -> None:
    result = SearchResult("q", "hybrid", 3.0, (make_hit(), make_hit(title="B")))
    assert render.search(result).count("\n\n") == 1
    assert render.search(SearchResult("q", "hybrid", 3.0, ())) == ""


def test_of_what_is_probably_not_related_only_the_titles_are_shown() -> None:
    near, far = make_hit(), replace(make_hit(title="B", snippet="мимо"), rank=2, below_floor=True)

    both = plain(render.search(SearchResult("q", "hybrid", 3.0, (near, far))))
    only = plain(render.search(SearchResult("q", "hybrid", 3.0, (far,))))

    assert both.index("цена выросла") < both.index("--- probably not related:") < both.index("B")
    assert "мимо" not in both
    assert only.startswith("--- nothing closely related; the nearest:")


def test_of_what_is_probably_not_related_few_are_shown_unless_all_are_asked_for() -> None:
    result = SearchResult("q", "hybrid", 3.0, tuple(replace(make_hit(), rank=at, below_floor=True) for at in range(10)))

    few, whole = plain(render.search(result, farther=False)), plain(render.search(result))

    assert few.count("id ") == 3
    assert few.endswith("--- 7 farther ones are left out; list all with -k 10")
    assert whole.count("id ") == 10
    assert "left out" not in whole


def test_a_narrow_terminal_gets_lines_that_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("os.get_terminal_size", lambda: os.terminal_size((40, 25)))
    snippet = "цена выросла вдвое, а срок договора сократился до года"
    marks = (Span(5, 12), Span(13, 18))
    files = [SkippedFile("/a", None, SkipReason.EMPTY, "x" * 40)]

    assert all(len(line) <= 40 for line in plain(render.hit(make_hit(snippet=snippet, marks=marks))).splitlines())
    assert plain(render.skipped(files)).splitlines() == ["empty        /a", f"    {'x' * 40}"]


def test_a_group_of_duplicates_marks_the_one_to_keep() -> None:
    members = (
        DuplicateMember(1, "/a", None, "", 1.0, 2048, MOMENT, "План", "x"),
        DuplicateMember(2, "/b", "c.pdf", "", 0.97, 10, None, "План", "x"),
    )
    text = plain(
        render_duplicates.duplicates(
            DuplicateReport("semantic", 0.9, 1.0, (DuplicateGroup(1, "semantic", 2, members),))
        )
    )
    assert "2 alike: План" in text
    assert "keep  2                    10 B    /b (c.pdf)" in text
    assert re.search(r"100%  1  2024-03-1\d \d\d:\d\d  2\.0 kB  /a\n", text)
    assert text.endswith("1 group, 1 document more than needed, 2.0 kB")


def test_a_document_shows_headers_text_quotes_and_signature() -> None:
    document = Document(
        3, "/a.eml", None, "email", "План", "Анна", ("Борис", "Вера"), MOMENT, "i@x", "t", (), "utf-8", "ru", 10,
        "Сам текст.", "> цитата", "--\nАнна", ("a.pdf",),
    )  # fmt: skip
    text = plain(render.document(document))
    assert text.index("Title: План") < text.index("Сам текст.") < text.index("> цитата") < text.index("--\nАнна")
    assert "To: Борис, Вера" in text
    assert "Labels" not in text


def test_a_report_leaves_out_zero_counts() -> None:
    report = ReindexReport(5, 3, 0, 1, 0, 0, 1, 0, 9, 20, 18, 2, 1.5, {"scan": 0.1, "encode": 1.0}, "m", "openvino")
    text = render.reindex(report, dry_run=False)
    assert "5 files: 3 added, 1 unchanged, 1 skipped" in text
    assert "18 chunks encoded, 2 reused" in text
    assert "would" in render.reindex(report, dry_run=True)


def test_nothing_renders_as_nothing() -> None:
    assert render.sources([]) == render.skipped([]) == render.models([]) == ""


def test_the_table_of_an_evaluation_fits_a_terminal() -> None:
    measure = Estimate(0.564, 0.540, 0.592)
    table = render.evaluation(
        EvaluationReport(10, (Evaluation("labelled queries", "semantic", 1000, measure, measure, measure),), 1.0)
    )

    assert max(map(len, table.splitlines())) <= 80
    assert "0.564 ±0.028" in table
