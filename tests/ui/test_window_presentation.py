"""Values into words, without a window."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semsearch.progress import Step
from semsearch.records import Document, DuplicateGroup, Hit, ModelStatus, SkipReason, Span, Status
from semsearch_ui.presentation import (
    counts,
    dates,
    marks,
    message,
    nothing_there,
    pace,
    paths,
    people,
    relevance,
    skips,
)  # fmt: skip
from semsearch_ui.presentation.difference import compare
from semsearch_ui.presentation.pace import Pace

NOW = datetime(2024, 3, 14, 12, 0, tzinfo=timezone(timedelta(hours=3)))
TEXTS = st.text(st.sampled_from("ab ж\n\t 😀<&"), max_size=60)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2024, 3, 14, 6, 15, tzinfo=UTC), "09:15"),
        (datetime(2024, 3, 13, 22, 0, tzinfo=UTC), "01:00"),
        (datetime(2024, 3, 13, 12, 0, tzinfo=UTC), "Yesterday"),
        (datetime(2024, 1, 2, 12, 0, tzinfo=UTC), "2 Jan"),
        (datetime(2003, 1, 2, 12, 0, tzinfo=UTC), "2 Jan 2003"),
        (None, ""),
    ],
)
def test_a_date_is_as_short_as_it_stays_clear(moment: datetime | None, words: str) -> None:
    assert dates.in_words(moment, NOW) == words


def test_a_date_in_full_has_weekday_and_time() -> None:
    assert dates.in_full(datetime(2003, 3, 12, 7, 15, tzinfo=UTC), NOW) == "Wednesday, 12 March 2003, 10:15"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Anna Berg <anna@example.org>", "Anna Berg"),
        ("<anna@example.org>", "anna@example.org"),
        ("Ирина", "Ирина"),
        ("Анна Иванова; Борис", "Анна Иванова; Борис"),
        ("Tom (work); Ann", "Tom (work); Ann"),
        ('"Barnes &amp; Noble" <books@example.org>', "Barnes &amp; Noble"),
        ("\"'anna@example.org'\" <anna@example.org>", "anna@example.org"),
        ("", ""),
    ],
)
def test_people_go_by_their_names(header: str, name: str) -> None:
    assert people.name_of(header) == name


def test_many_recipients_are_cut_short() -> None:
    assert people.names_of(tuple("abcdefg")) == "a, b, c, d, e, f, …"


def test_what_is_below_the_floor_of_the_library_is_called_unrelated(make_hit: Callable[..., Hit]) -> None:
    assert relevance.in_words(make_hit(relevance=0.35, below_floor=True)) == "Probably unrelated"
    assert relevance.in_words(make_hit(relevance=0.35, below_floor=False)) == "Loosely related"
    assert relevance.in_words(make_hit(relevance=0.95)) == "Very close match"
    assert relevance.in_percent(1.2) == "100%"


def test_counts_know_one_from_many(groups: tuple[DuplicateGroup, ...]) -> None:
    assert counts.documents(1) == "1 document"
    assert counts.documents(1234) == "1,234 documents"
    assert counts.duplicate_totals(groups) == "2 groups  ·  3 copies"
    assert counts.duplicate_totals(groups[1:]) == "1 group  ·  1 copy"
    assert counts.duplicate_totals(()) == "No duplicates"


@pytest.mark.parametrize("reason", SkipReason)
def test_every_reason_for_skipping_has_words(reason: SkipReason) -> None:
    assert skips.in_words(reason)


@pytest.mark.parametrize(
    ("path", "mailbox", "said"),
    [
        ("/srv/mail/office/1.eml", False, "office"),
        ("/srv/Maildir/cur/12:2,S", False, "Maildir"),
        ("/srv/Maildir/.Sent/new/12", False, "Sent"),
        ("/srv/.thunderbird/x.default/Mail/Local Folders/Inbox", True, "Inbox"),
        ("/srv/lists.mbox", True, "lists"),
        ("/Users/a/Library/Mail/V10/B7/INBOX.mbox/7F/Data/Messages/1.emlx", False, "INBOX"),
    ],
)
def test_a_folder_is_called_as_its_mail_program_calls_it(path: str, mailbox: bool, said: str) -> None:
    assert paths.folder_name(path, mailbox=mailbox) == said


@pytest.mark.parametrize(
    ("kind", "part", "said"),
    [
        ("email", "1218", True),
        ("email", None, False),
        ("attachment", "1218/invoice.pdf", True),
        ("attachment", "1218/scans.zip/page.pdf", True),
        ("attachment", "invoice.pdf", False),
        ("attachment", "scans.zip/page.pdf", False),
        ("document", "2024/report.txt", False),
    ],
)
def test_what_is_attached_to_a_mail_of_a_mailbox_lies_in_it_too(
    make_hit: Callable[..., Hit], kind: str, part: str | None, said: bool
) -> None:
    assert paths.in_mailbox(make_hit(kind=kind, part=part)) == said


def test_paths_are_short(tmp_path: Path) -> None:
    assert paths.short(str(tmp_path / "mail"), home=tmp_path) == str(Path("~/mail"))
    assert paths.nearest_folders("/srv/mail/2003/march/1.eml") == str(Path("…/2003/march"))
    assert paths.nearest_folders("/srv/mail/lists/ilug/cur/1:2,S") == str(Path("…/lists/ilug"))
    assert paths.located("/srv/a.mbox", "42") == "/srv/a.mbox › 42"


def test_white_space_in_a_snippet_becomes_one_blank_and_marks_move_along() -> None:
    text, spans = marks.one_line("  lunch\n\n on   Friday ", [Span(2, 7), Span(15, 21)])
    assert text == "lunch on Friday"
    assert [text[span.start : span.end] for span in spans] == ["lunch", "Friday"]


@given(TEXTS, st.data())
def test_marks_cover_the_same_letters_on_one_line(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    line, spans = marks.one_line(text, [Span(start, end)])
    assert line == " ".join(text.split())
    assert "".join(line[s.start : s.end] for s in spans).split() == text[start:end].split()


def test_a_late_mark_is_brought_into_view() -> None:
    text = "filler " * 40 + "lunch today"
    shown, spans = marks.beginning_near(text, (Span(280, 285),))
    assert shown.startswith("… filler")
    assert shown[spans[0].start : spans[0].end] == "lunch"
    assert spans[0].start < 60


def test_words_of_marks_are_found_elsewhere_in_any_case() -> None:
    words = marks.marked_words("Lunch and more", [Span(0, 5)])
    text = "LUNCH, lunchtime, lunch"
    assert [text[span.start : span.end] for span in marks.occurrences(text, words)] == ["LUNCH", "lunch"]
    assert marks.occurrences(text, frozenset()) == []


@given(TEXTS, st.data())
def test_spans_in_qts_units_cover_the_same_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    [span] = marks.utf16(text, [Span(start, end)])
    assert text.encode("utf-16-le")[2 * span.start : 2 * span.end].decode("utf-16-le") == text[start:end]


def test_marked_text_is_escaped() -> None:
    assert marks.marked_html("<b> & x", (Span(6, 7),)) == '&lt;b&gt; &amp; <span class="mark">x</span>'


def test_hard_line_breaks_are_undone_where_a_program_made_them() -> None:
    wrapped = (
        "This is a long line of prose that a mail program has broken at some\n"
        "column, because that was the custom then, and nobody minded it in\n"
        "those days.\n"
        "\n"
        "- a list\n"
        "- stays one"
    )
    assert message.unwrapped(wrapped).split("\n") == [
        " ".join(wrapped.split("\n")[:3]),
        "",
        "- a list",
        "- stays one",
    ]


@given(st.lists(st.text(st.sampled_from("ab -:/.ж"), max_size=70), max_size=8))
def test_undoing_line_breaks_changes_no_word(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert message.unwrapped(text).split() == text.split()


def test_quoted_history_is_shown_only_on_request(make_document: Callable[..., Document]) -> None:
    document = make_document(text="Yes & no", quoted="> old <words>", signature="-- \nAnna")
    assert "old" not in message.plain_body(document, show_quoted=False)
    whole = message.plain_body(document, show_quoted=True)
    assert "Yes &amp; no" in whole
    assert "old &lt;words&gt;" in whole


def test_a_subject_can_be_broken_into_lines_and_has_an_end() -> None:
    assert message.subject_in_lines("Lunch on Friday") == "Lunch on Friday"
    broken = message.subject_in_lines("a" * 100)
    assert broken.replace("\u200b", "") == "a" * 100
    assert max(map(len, broken.split("\u200b"))) == message.LONGEST_WORD
    assert message.subject_in_lines("word " * 100).endswith("word…")


def test_what_may_still_come_is_not_said_to_be_missing() -> None:
    assert nothing_there.not_found(indexing=False)[0] == "Nothing was found"
    assert nothing_there.not_found(indexing=True)[0] == "Nothing was found so far"
    assert nothing_there.not_indexed(indexing=True)[0] == "Your mail is being read"


def test_nothing_is_said_of_duplicates_before_anything_is_indexed() -> None:
    assert nothing_there.no_duplicates("exact", "", indexed=True)[0] == "No duplicates"
    assert nothing_there.no_duplicates("exact", "", indexed=False)[0] == "Nothing to compare yet"


def test_of_a_book_the_beginning_is_shown(make_document: Callable[..., Document]) -> None:
    body = message.plain_body(make_document(text="word " * 100_000), show_quoted=False)
    assert len(body) < message.LONGEST_TEXT + 1000
    assert "open the file" in body


def test_of_a_book_the_part_is_shown_that_was_found(make_document: Callable[..., Document]) -> None:
    pages = "\n\n".join(f"Page {number}. " + "word " * 300 for number in range(200))
    body = message.plain_body(make_document(text=pages), show_quoted=False, about="… Page 150. word word …")
    assert "Page 150. " in body
    assert "Page 149. " in body
    assert "Page 1. " not in body
    assert "What stands before this" in body
    assert len(body) < message.LONGEST_TEXT + 1000
    for about in ("Page 3. word", "not there"):
        assert "Page 0. " in message.plain_body(make_document(text=pages), show_quoted=False, about=about)


def test_a_comparison_marks_only_what_differs() -> None:
    found = compare("we meet on  Friday at noon", "we meet on Monday at noon")
    assert [found.left[s.start : s.end] for s in found.only_left] == ["Friday"]
    assert [found.right[s.start : s.end] for s in found.only_right] == ["Monday"]
    assert not found.cut


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    found = compare(text, text)
    assert found.only_left == found.only_right == ()


def test_very_long_texts_are_compared_at_their_beginning() -> None:
    assert compare("word " * 4000, "word").cut


def test_progress_tells_count_rate_and_time_left() -> None:
    pace = Pace()
    assert pace.at(Step("scan", 0), 0.0).detail == ""
    assert pace.at(Step("encode", 0, 1000), 10.0).fraction == 0
    assert pace.at(Step("encode", 100, 1000), 15.0).detail == "100 of 1,000"  # of which much was the beginning
    standing = pace.at(Step("encode", 200, 1000), 20.0)
    assert standing.phase == "Analysing meaning"
    assert standing.detail == "200 of 1,000  ·  20 per second  ·  about 40 s left"
    assert standing.fraction == pytest.approx(0.2)
    assert pace.at(Step("encode", 1000, 1000), 60.0).detail == "1,000 of 1,000  ·  20 per second"


def test_no_rate_is_told_before_it_is_known() -> None:
    pace = Pace()
    pace.at(Step("extract", 0, 10), 0.0)
    assert pace.at(Step("extract", 5, 10), 0.1).detail == "5 of 10"


def test_quotes_fold_in_html_unless_nothing_else_is_there() -> None:
    html = "<p>Yes</p><blockquote>old <blockquote>older</blockquote> words</blockquote><p>Anna</p>"
    assert message.folded(html) == "<p>Yes</p><p>Anna</p>"
    assert message.folded("<blockquote>all</blockquote>") == "<blockquote>all</blockquote>"
    assert message.folded("<p>a</p><blockquote>open") == "<p>a</p>"


def test_a_sentence_is_found_whatever_its_white_space() -> None:
    text = "One two.\nThree  four\nfive. Six."
    found = marks.find_passage(text, "Three four five.")
    assert found is not None
    assert text[found.start : found.end] == "Three  four\nfive."
    assert marks.find_passage(text, "Seven") is None
    spans = [Span(0, 3), Span(9, 14), Span(24, 25)]
    assert marks.first_to_show(spans, [Span(8, 20)]) == 1
    assert marks.first_to_show(spans, []) == 0
    assert marks.first_to_show([], [Span(0, 9)]) == -1


def test_coverage_is_told_honestly() -> None:
    def status(vectors: int) -> Status:
        model = ModelStatus("m", "f", 1, "b", "p")
        return Status(1, {}, 9, 100, vectors, model, 1, texts=100, coverage=vectors / 100)

    assert pace.coverage(status(100)) == ""
    assert pace.coverage(status(43)) == "Keyword search ready; meaning 43%"


def test_letters_of_html_mail_grow_with_those_of_the_window() -> None:
    html = '<p style="font-size: 10pt; width: 10px">a</p><span style="FONT-SIZE:12.5px">b</span>'
    assert message.enlarged(html, 1) == html
    larger = '<p style="font-size: 20.0pt; width: 10px">a</p><span style="FONT-SIZE:25.0px">b</span>'
    assert message.enlarged(html, 2) == larger
