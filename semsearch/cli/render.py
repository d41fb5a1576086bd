"""Renders records as text for people, styled for a terminal; `click.echo` strips styles when writing elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from semsearch.cli.terminal import (
    columns,
    counted,
    date,
    folded,
    joined,
    one_line,
    place,
    safe,
    shortened,
    size,
    terminal_width,
    wrapped,
)

if TYPE_CHECKING:
    from semsearch.records import (
        DoctorReport,
        Document,
        Estimate,
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
        Topic,
        TopicReport,
        WatchEvent,
    )

_BAR = 10  # cells
IDS = 8  # ids shown of many
_SENTENCE = 160  # characters of a sentence shown
_NEAREST = 3  # hits shown that are probably not related
_INDENT = "    "


def search(result: "SearchResult", *, farther: bool = True) -> str:
    """The hits; of those that are probably not related, below a line that says so, only what they are, and unless
    `farther` only the nearest."""
    near = [hit(each) for each in result.hits if not each.below_floor]
    far = [hit(each, brief=not each.explain) for each in result.hits if each.below_floor]
    heading = "probably not related:" if near else "nothing closely related; the nearest:"
    left = 0 if farther else len(far[_NEAREST:])
    below = [_ruled(heading), "\n".join(far[: len(far) - left])] if far else []
    if left:
        ones = "ones are" if left > 1 else "one is"
        below.append(_ruled(f"{left} farther {ones} left out; list all with -k {len(result.hits)}"))
    return "\n\n".join([*near, *below])


def _ruled(words: str) -> str:
    return click.style(f"--- {words}", dim=True)


def hit(hit: "Hit", *, brief: bool = False) -> str:
    """Rank, relevance and title; id, sender, date and path. Unless `brief`, also the snippet, copies, and the
    explanation, if there is one."""
    title = click.style(one_line(hit.title) or "(no title)", bold=not brief)
    about = _about(f"id {hit.id}", hit.sender, date(hit.date), place(hit.path, hit.part))
    lines = [f"{hit.rank:>2}. {_relevance(hit.relevance)}  {title}", *about]
    if brief:
        return "\n".join(lines)
    lines += _snippet(hit.snippet, hit.marks)
    if hit.copies:
        count = len(hit.copies)
        ids = ", ".join(map(str, hit.copies[:IDS])) + (", …" if count > IDS else "")
        lines.append(
            _INDENT + click.style(f"and {count} that {'say' if count > 1 else 'says'} the same: {ids}", dim=True)
        )
    if hit.explain:
        why = hit.explain
        parts = [
            f"meaning {why.dense_part:.3f} ({_number(why.dense)})",
            f"words {why.keyword_part:.3f} ({_number(why.keyword)})",
            *([f"date {why.time_part:.3f}"] if why.time_part else []),
        ]
        lines.append(_INDENT + click.style(f"score {hit.score:.3f} = {' + '.join(parts)}", dim=True))
        lines += [_sentence(sentence) for sentence in why.sentences]
    return "\n".join(lines)


def _about(*parts: str) -> list[str]:
    """The parts on one dimmed line, or if the terminal is too narrow, the last one on a line of its own."""
    line = joined(*parts)
    lines = [line] if len(_INDENT + line) <= terminal_width() else [joined(*parts[:-1]), one_line(parts[-1])]
    return [_INDENT + click.style(each, dim=True) for each in lines]


def _sentence(sentence: "Sentence") -> str:
    """The similarity of a sentence and its beginning, with matching words in bold."""
    meaning = f"{_INDENT}{sentence.meaning:>4.0%}  "
    longest = min(_SENTENCE, terminal_width() - len(meaning) - len(" …"))
    line, *_ = _snippet(sentence.text[:longest], sentence.marks) or [""]
    return f"{click.style(meaning, fg='cyan')}{line.strip()}{' …' if len(sentence.text) > longest else ''}"


def reindex(report: "ReindexReport", *, dry_run: bool) -> str:
    if dry_run:
        return f"{counted(report.seen, 'file')}; a run would find: {_changes(report) or 'nothing changed'}"
    phases = ", ".join(f"{name} {seconds:.1f}" for name, seconds in report.phases.items())
    return "\n".join(
        [
            f"{counted(report.seen, 'file')}: {_changes(report) or 'nothing changed'}",
            f"{counted(report.documents, 'document')}, {counted(report.chunks, 'chunk')} in the index",
            f"{counted(report.encoded, 'chunk')} encoded, {report.reused} reused",
            f"{report.seconds:.1f} s ({phases})"
            + (f" with {report.model} on {report.backend}" if report.backend else ""),
        ]
    )


def watch_event(event: "WatchEvent") -> str:
    """One line, or nothing for a scan that found no changes."""
    if event.report is None:
        return one_line(event.detail if event.detail.startswith(event.event) else f"{event.event}: {event.detail}")
    changes = _changes(event.report, but="unchanged")
    documents = counted(event.report.documents, "document")
    return f"indexed: {changes}; {documents}, {event.report.seconds:.1f} s" if changes else ""


def _changes(report: "ReindexReport", but: str = "") -> str:
    names = ("added", "updated", "unchanged", "moved", "removed", "skipped", "failed")
    return ", ".join(f"{getattr(report, name)} {name}" for name in names if name != but and getattr(report, name))


def topics(report: "TopicReport", typical: Mapping[int, "Hit"]) -> str:
    """For each topic its size, id, name and terms, and its most typical document."""
    blocks = []
    for topic in report.topics:
        start = f"{topic.size:>6}  {topic.id:>4}  "
        room = terminal_width() - len(start)
        name = shortened(topic.label, room) or "(no words)"
        further = ", ".join(topic.terms if topic.named else topic.terms[3:])
        about = f"  {shortened(further, room - len(name) - 2)}" if further and room > len(name) + 10 else ""
        blocks.append(start + click.style(name, bold=True) + click.style(about, dim=True))
        if topic.representative in typical:
            example = typical[topic.representative]
            shown = joined(example.title or "(no title)", example.sender, date(example.date))
            blocks.append(len(start) * " " + shortened(shown, room))
    if report.unassigned:
        rest = f"{len(report.unassigned):>6}  without a topic: not encoded yet, or without text"
        blocks.append(click.style(rest, dim=True))
    return "\n".join(blocks)


def topic(topic: "Topic", hits: Sequence["Hit"]) -> str:
    """The name and size of a topic, then these of its documents."""
    heading = f"{one_line(topic.label) or '(no words)'}: {counted(topic.size, 'document')}"
    return "\n\n".join([click.style(heading, bold=True), *map(hit, hits)])


def evaluation(report: "EvaluationReport") -> str:
    """A row for each task and mode, with the measures and how far their confidence intervals reach, at most."""
    at = f"@{report.depth}"
    heading = ("asked", "by", "queries", f"MRR{at}", f"nDCG{at}", f"recall{at}")
    rows = [
        (each.task, each.mode, str(each.queries), *map(_estimate, (each.mrr, each.ndcg, each.recall)))
        for each in report.evaluations
    ]
    return columns([heading, *rows])


def _estimate(estimate: "Estimate") -> str:
    reach = max(estimate.high - estimate.value, estimate.value - estimate.low)
    return f"{estimate.value:.3f} ±{reach:.3f}"


def document(document: "Document") -> str:
    """A block of headers, the text, then quotes and signature, dimmed."""
    headers = {
        "Title": document.title,
        "From": document.sender,
        "To": ", ".join(document.recipients),
        "Date": date(document.date),
        "Path": place(document.path, document.part),
        "Kind": document.kind,
        "Id": str(document.id),
        "Message-ID": document.message_id,
        "Labels": ", ".join(document.labels),
        "Attachments": ", ".join(document.attachments),
    }
    block = "\n".join(click.style(f"{name}: ", bold=True) + one_line(value) for name, value in headers.items() if value)
    apart = [click.style(folded(text), dim=True) for text in (document.quoted, document.signature) if text]
    return "\n\n".join([block, folded(document.text), *apart])


def sources(sources: Sequence["Source"], became: str = "") -> str:
    """What became of each source, or its state; its counts, its path, and what is left out of it."""
    return columns(
        [
            (
                became or source.state,
                counted(source.files, "file"),
                counted(source.documents, "document"),
                f"{source.skipped} skipped",
                source.path,
                f"without {' '.join(source.exclude)}" if source.exclude else "",
            )
            for source in sources
        ]
    )


def models(models: Sequence["Model"]) -> str:
    rows = [
        (
            "*" if model.in_use else "",
            model.name,
            ", ".join(model.languages),
            f"{model.dim} dimensions",
            size(model.bytes),
            "installed" if model.installed else "not installed",
        )
        for model in models
    ]
    return columns(rows)


def skipped(files: Sequence["SkippedFile"]) -> str:
    """A line for each, or two if the terminal is too narrow for some."""
    rows = [(str(file.reason), place(file.path, file.part), one_line(file.detail)) for file in files]
    table = columns(rows)
    if all(len(line) <= terminal_width() for line in table.splitlines()):
        return table
    return "\n".join(
        f"{reason:<11}  {where}\n{_INDENT}{click.style(detail, dim=True)}" for reason, where, detail in rows
    )


def fate(fate: "FileFate") -> str:
    parts = [(str(part.reason), part.part or "", part.detail) for part in fate.skipped if part.detail not in fate.why]
    documents = f"documents {', '.join(map(str, fate.documents[:20]))}" if fate.documents else ""
    return "\n".join(line for line in (safe(f"{fate.state}: {fate.why}"), documents, columns(parts)) if line)


def status(status: "Status", home: Path) -> str:
    model = status.model
    computed = f"{model.backend} {model.precision}".strip()
    covered = f", {100 * status.coverage:.0f}%" if status.texts else ""
    files = ", ".join(f"{count} {state}" for state, count in status.files.items())
    if status.parts_skipped:
        files += f"; {counted(status.parts_skipped, 'part')} of indexed ones skipped"
    return columns(
        [
            ("Home", str(home)),
            ("Sources", str(status.sources)),
            ("Files", files),
            ("Documents", f"{status.documents} in {counted(status.chunks, 'chunk')}"),
            ("Meaning", f"{status.vectors} of {counted(status.texts, 'text')} encoded{covered}"),
            ("Model", f"{model.name}, {model.dim} dimensions, {computed or 'not used yet'}"),
            ("Generation", str(status.generation)),
            ("Watching", "paused; resume with: semsearch resume" if status.paused else "not paused"),
            ("On disk", ", ".join(f"{name} {size(count)}" for name, count in status.bytes.items())),
        ]
    )


def doctor(report: "DoctorReport") -> str:
    width = max(len(check.name) for check in report.checks)
    lines = [f"repaired: {one_line(line)}" for line in report.repaired]
    for check in report.checks:
        mark = click.style("ok ", fg="green") if check.ok else click.style("BAD", fg="red", bold=True)
        lines.append(f"{mark}  {check.name:<{width}}  {one_line(check.detail)}")
    return "\n".join(lines)


def _snippet(snippet: str, marks: Iterable["Span"]) -> list[str]:
    """The snippet with marks in bold, wrapped to the width of the terminal if there is one."""
    starts, ends = {mark.start for mark in marks}, {mark.end for mark in marks}
    marked = "".join(
        ("\ue001" if at in ends else "") + ("\ue000" if at in starts else "") + safe(character)
        for at, character in enumerate(snippet)
    )
    words = (marked + ("\ue001" if len(snippet) in ends else "")).split()
    bold, plain = click.style("", bold=True, reset=False), click.style("")
    lines = wrapped(words, terminal_width() - len(_INDENT))
    return [_INDENT + line.replace("\ue000", bold).replace("\ue001", plain) for line in lines]


def _relevance(relevance: float) -> str:
    full = round(max(0.0, min(1.0, relevance)) * _BAR)
    return click.style(f"{'█' * full}{'░' * (_BAR - full)} {relevance:>4.0%}", fg="cyan")


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"
