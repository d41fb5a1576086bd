"""Renders records as text for people, styled for a terminal; `click.echo` strips styles when writing elsewhere."""

import os
import re
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from semsearch.records import (
        ActionReport,
        Document,
        DuplicateGroup,
        DuplicateReport,
        EvaluationReport,
        FileFate,
        Hit,
        Model,
        ReindexReport,
        SearchResult,
        Sentence,
        SkippedFile,
        Source,
        Span,
        Status,
        TextReport,
        TopicReport,
        WatchEvent,
    )

_WIDEST = 100  # characters of a cell that its column is widened for
_BAR = 10  # cells
_IDS = 8  # ids of copies shown
_SENTENCE = 160  # characters of a sentence shown
_INDENT = "    "
# Characters that terminals interpret: C0 and C1 controls and bidirectional overrides; and the two private characters
# that stand for the start and the end of a mark while a snippet is wrapped.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ue000\ue001]")


def safe(text: str) -> str:
    """A text from a document without the characters that a terminal would interpret."""
    return _UNSAFE.sub("", text)


def search(result: "SearchResult") -> str:
    blocks: list[str] = []
    for each in result.hits:
        if each.below_floor and not (blocks and result.hits[each.rank - 2].below_floor):
            heading = "nothing closely related; the nearest:" if not blocks else "below: probably not related"
            blocks.append(click.style(f"--- {heading}", dim=True))
        blocks.append(hit(each))
    return "\n\n".join(blocks)


def hit(hit: "Hit") -> str:
    """Rank, relevance and title; sender, date and path; snippet; copies; and the explanation, if there is one."""
    title = click.style(_line(hit.title) or "(no title)", bold=True)
    lines = [
        f"{hit.rank:>2}. {_relevance(hit.relevance)}  {title}",
        _INDENT + click.style(_joined(hit.sender, _date(hit.date), place(hit.path, hit.part)), dim=True),
        *_snippet(hit.snippet, hit.marks),
    ]
    if hit.copies:
        count = len(hit.copies)
        ids = ", ".join(map(str, hit.copies[:_IDS])) + (", …" if count > _IDS else "")
        lines.append(
            _INDENT + click.style(f"and {count} that {'say' if count > 1 else 'says'} the same: {ids}", dim=True)
        )
    if hit.explain:
        why = hit.explain
        dense = f"meaning {_number(why.dense)} adds {why.dense_part:.3f}"
        keyword = f"words {_number(why.keyword)} add {why.keyword_part:.3f}"
        lines.append(_INDENT + click.style(f"score {hit.score:.3f}: {dense}; {keyword}", dim=True))
        lines += [_sentence(sentence) for sentence in why.sentences]
    return "\n".join(lines)


def _sentence(sentence: "Sentence") -> str:
    """The similarity of a sentence and its beginning, with matching words in bold."""
    line, *more = _snippet(sentence.text[:_SENTENCE], sentence.marks) or [""]
    rest = " …" if more or len(sentence.text) > _SENTENCE else ""
    return f"{_INDENT}{click.style(f'{sentence.meaning:>4.0%}', fg='cyan')}  {line.strip()}{rest}"


def reindex(report: "ReindexReport", *, dry_run: bool) -> str:
    if dry_run:
        return f"{counted(report.seen, 'file')}; a run would find: {_changes(report) or 'nothing changed'}"
    phases = ", ".join(f"{name} {seconds:.1f}" for name, seconds in report.phases.items())
    return "\n".join(
        [
            f"{counted(report.seen, 'file')}: {_changes(report) or 'nothing changed'}",
            f"{counted(report.documents, 'document')}, {counted(report.chunks, 'chunk')} in the index",
            f"{counted(report.encoded, 'chunk')} encoded, {report.reused} reused",
            f"{report.seconds:.1f} s ({phases}) with {report.model} on {report.backend}",
        ]
    )


def watch_event(event: "WatchEvent") -> str:
    """One line, or nothing for a scan that found no changes."""
    if event.report is None:
        return _line(f"{event.event}: {event.detail}")
    changes = _changes(event.report, but="unchanged")
    documents = counted(event.report.documents, "document")
    return f"indexed: {changes}; {documents}, {event.report.seconds:.1f} s" if changes else ""


def _changes(report: "ReindexReport", but: str = "") -> str:
    names = ("added", "updated", "unchanged", "moved", "removed", "skipped", "failed")
    return ", ".join(f"{getattr(report, name)} {name}" for name in names if name != but and getattr(report, name))


def duplicates(report: "DuplicateReport") -> str:
    return "\n\n".join(group(each) for each in report.groups)


def actions(report: "ActionReport") -> str:
    """What was or would be done with each document, and totals."""
    lines = []
    for item in report.items:
        target = f" -> {item.target}" if item.target and item.deed == "move" else ""
        reason = f"  ({item.reason})" if item.reason else ""
        lines.append(f"{item.deed:>5}  {place(item.path, item.part)}{target}{click.style(reason, dim=True)}")
    if report.items:
        size = _size(sum(item.size for item in report.items if item.deed != "skip"))
        lines.append(f"{report.count} of {len(report.items)} {'would be done' if report.dry_run else 'done'}, {size}")
    return "\n".join(lines)


def undone(report: "ActionReport") -> str:
    lines = [f"could not be undone: {item.path} ({item.reason})" for item in report.items if item.deed == "skip"]
    return "\n".join([*lines, f"{report.count} of {len(report.items)} undone"])


def group(group: "DuplicateGroup") -> str:
    """The title of the kept member, then all members with their similarity to it and their ids."""
    kept = next(member for member in group.members if member.id == group.keep)
    width = max(len(str(member.id)) for member in group.members)
    lines = [click.style(f"{len(group.members)} alike: {_line(kept.title) or '(no title)'}", bold=True)]
    for member in group.members:
        role = "keep" if member.id == group.keep else f"{member.similarity:.0%}"
        about = click.style(_joined(_date(member.date), _size(member.size)), dim=True)
        lines.append(f"  {role:>4}  {member.id:>{width}}  {place(member.path, member.part)}  {about}")
    return "\n".join(lines)


def texts(report: "TextReport") -> str:
    """The groups of duplicate rows, then counts by tier."""
    lines = []
    for each in report.groups:
        lines.append(click.style(f"{each.tier}: {len(each.members)} alike", bold=True))
        for member in each.members:
            role = "keep" if member is each.members[0] else f"{member.similarity:.0%}"
            name = Path(member.file).name
            lines.append(f"  {role:>4}  {name}:{member.row}  {click.style(shortened(member.text), dim=True)}")
    by_tier = ", ".join(f"{count.dropped} {count.tier}" for count in report.tiers)
    leaked = f"; {report.leaked} repeat rows of {Path(report.against).name}" if report.against else ""
    total = f"{report.dropped} of {report.rows} rows ({report.share:.1%}) are duplicates: {by_tier}{leaked}"
    return "\n".join([*lines, click.style(safe(total), bold=True)])


def counted(count: int, noun: str) -> str:
    """A number with its noun: "1 file", "2 files"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def shortened(text: str, width: int = 80) -> str:
    """A text on one line, truncated to `width` characters."""
    line = _line(text)
    return line if len(line) <= width else line[: width - 1] + "…"


def topics(report: "TopicReport", typical: Mapping[int, "Hit"]) -> str:
    """For each topic its size, id, name and terms, and its most typical document."""
    blocks = []
    for topic in report.topics:
        name = click.style(_line(topic.label) or "(no words)", bold=True)
        further = _line(", ".join(topic.terms if topic.named else topic.terms[3:]))
        about = click.style(f"  {further}", dim=True) if further else ""
        blocks.append(f"{topic.size:>6}  {topic.id:>4}  {name}{about}")
        if topic.representative in typical:
            example = typical[topic.representative]
            blocks.append(14 * " " + _joined(example.title or "(no title)", example.sender, _date(example.date)))
    if report.unassigned:
        blocks.append(click.style(f"{len(report.unassigned):>6}  without text, and so without a topic", dim=True))
    return "\n".join(blocks)


def evaluation(report: "EvaluationReport") -> str:
    """A row for each task and mode, with the measures and their confidence intervals."""
    at = f"@{report.depth}"
    heading = ("asked", "by", "queries", f"MRR{at}", f"nDCG{at}", f"recall{at}")
    rows = [
        (each.task, each.mode, str(each.queries), str(each.mrr), str(each.ndcg), str(each.recall))
        for each in report.evaluations
    ]
    return _columns([heading, *rows])


def document(document: "Document") -> str:
    """A block of headers, the text, then quotes and signature, dimmed."""
    headers = {
        "Title": document.title,
        "From": document.sender,
        "To": ", ".join(document.recipients),
        "Date": _date(document.date),
        "Path": place(document.path, document.part),
        "Kind": document.kind,
        "Id": str(document.id),
        "Message-ID": document.message_id,
        "Labels": ", ".join(document.labels),
        "Attachments": ", ".join(document.attachments),
    }
    block = "\n".join(click.style(f"{name}: ", bold=True) + _line(value) for name, value in headers.items() if value)
    apart = [click.style(safe(text), dim=True) for text in (document.quoted, document.signature) if text]
    return "\n\n".join([block, safe(document.text), *apart])


def sources(sources: Sequence["Source"]) -> str:
    return _columns(
        [
            (s.state, counted(s.files, "file"), counted(s.documents, "document"), f"{s.skipped} skipped", s.path)
            for s in sources
        ]
    )


def models(models: Sequence["Model"]) -> str:
    rows = [
        (
            "*" if model.in_use else "",
            model.name,
            ", ".join(model.languages),
            f"{model.dim} dimensions",
            _size(model.bytes),
            "installed" if model.installed else "not installed",
        )
        for model in models
    ]
    return _columns(rows)


def skipped(files: Sequence["SkippedFile"]) -> str:
    return _columns([(str(file.reason), place(file.path, file.part), file.detail) for file in files])


def fate(fate: "FileFate") -> str:
    parts = [(str(part.reason), part.part or "", part.detail) for part in fate.skipped if part.detail not in fate.why]
    documents = f"documents {', '.join(map(str, fate.documents[:20]))}" if fate.documents else ""
    return "\n".join(line for line in (safe(f"{fate.state}: {fate.why}"), documents, _columns(parts)) if line)


def status(status: "Status") -> str:
    model = status.model
    computed = f"{model.backend} {model.precision}".strip()
    return _columns(
        [
            ("Sources", str(status.sources)),
            ("Files", ", ".join(f"{count} {state}" for state, count in status.files.items())),
            ("Documents", f"{status.documents} in {counted(status.chunks, 'chunk')}"),
            ("Meaning", f"{status.vectors} of {counted(status.texts, 'text')} encoded, {100 * status.coverage:.0f}%"),
            ("Model", f"{model.name}, {model.dim} dimensions, {computed or 'not used yet'}"),
            ("Generation", str(status.generation)),
            ("Watching", "paused; resume with: semsearch resume" if status.paused else "not paused"),
            ("On disk", ", ".join(f"{name} {_size(size)}" for name, size in status.bytes.items())),
        ]
    )


def place(path: str, part: str | None) -> str:
    """The location of a document: its file, and its part of the file if it has one."""
    return _line(f"{path} ({part})" if part else path)


def _snippet(snippet: str, marks: Iterable["Span"]) -> list[str]:
    """The snippet with marks in bold, wrapped to the width of the terminal if there is one."""
    starts, ends = {mark.start for mark in marks}, {mark.end for mark in marks}
    marked = "".join(
        ("\ue001" if at in ends else "") + ("\ue000" if at in starts else "") + safe(character)
        for at, character in enumerate(snippet)
    )
    closed = _one_line(marked + ("\ue001" if len(snippet) in ends else ""))
    width = os.get_terminal_size().columns if sys.stdout.isatty() else sys.maxsize
    lines = textwrap.wrap(closed, max(width - 1, 20), initial_indent=_INDENT, subsequent_indent=_INDENT)
    bold, plain = click.style("", bold=True, reset=False), click.style("")
    return [line.replace("\ue000", bold).replace("\ue001", plain) for line in lines]


def _relevance(relevance: float) -> str:
    full = round(max(0.0, min(1.0, relevance)) * _BAR)
    return click.style(f"{'█' * full}{'░' * (_BAR - full)} {relevance:>4.0%}", fg="cyan")


def _columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows with aligned columns. Cells longer than `_WIDEST` do not widen their column."""
    cells = [[_line(cell) for cell in row] for row in rows]
    widths = [
        max((len(cell) for cell in column if len(cell) <= _WIDEST), default=0) for column in zip(*cells, strict=True)
    ]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _line(text: str) -> str:
    return safe(_one_line(text))


def _joined(*parts: str) -> str:
    return " · ".join(_line(part) for part in parts if part)


def _date(date: datetime | None) -> str:
    return f"{date.astimezone():%Y-%m-%d %H:%M}" if date else ""


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"


def _size(size: int) -> str:
    value, units = float(size), ["B", "kB", "MB", "GB"]
    while value >= 1024 and len(units) > 1:
        value, units = value / 1024, units[1:]
    return f"{value:.0f} {units[0]}" if units[0] == "B" else f"{value:.1f} {units[0]}"
