"""Renders what the commands for duplicates find and do as text for people, as `render` does all else."""

import textwrap
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from semsearch.cli.terminal import columns, counted, date, one_line, place, safe, shortened, size, terminal_width

if TYPE_CHECKING:
    from semsearch.records import (
        ActionReport,
        DuplicateCandidate,
        DuplicateGroup,
        DuplicateReport,
        LoggedAction,
        TextReport,
    )

_TEXT = 80  # characters of a row shown


def duplicates(report: "DuplicateReport") -> str:
    """The groups, then how much could go."""
    going = [one for each in report.groups for one in each.members if one.id != each.keep and not one.pinned]
    total = f"{counted(len(report.groups), 'group')}, {counted(len(going), 'document')} more than needed, "
    blocks = [group(each) for each in report.groups]
    return "\n\n".join([*blocks, total + size(sum(one.size for one in going))] if blocks else [])


def actions(report: "ActionReport") -> str:
    """What was or would be done with each document, and totals."""
    lines = []
    for item in report.items:
        target = f" -> {item.target}" if item.target and item.deed == "move" else ""
        reason = f"  ({item.reason})" if item.reason else ""
        lines.append(f"{item.deed:>5}  {place(item.path, item.part)}{target}{click.style(reason, dim=True)}")
    if report.items:
        total = size(sum(item.size for item in report.items if item.deed != "skip"))
        lines.append(f"{report.count} of {len(report.items)} {'would be done' if report.dry_run else 'done'}, {total}")
    return "\n".join(lines)


def undone(report: "ActionReport") -> str:
    """What is back where it was or in search, what is not, and totals."""
    lines = [
        f"could not be undone: {where} ({item.reason})" if item.deed == "skip" else f"back  {where}"
        for item in report.items
        for where in [place(item.path, item.part)]
    ]
    return "\n".join([*lines, f"{report.count} of {len(report.items)} undone"])


def hidden(documents: "Sequence[DuplicateCandidate]") -> str:
    return columns([(str(each.id), place(each.path, each.part), each.title) for each in documents])


def log(actions: "Sequence[LoggedAction]") -> str:
    return columns(
        [(date(each.made), each.deed, place(each.path, each.part), "undone" if each.undone else "") for each in actions]
    )


def group(group: "DuplicateGroup") -> str:
    """The title of the kept member, then all members: their similarity to it, id, date, size and place."""
    kept = next(member for member in group.members if member.id == group.keep)
    heading = f"{len(group.members)} alike: {one_line(kept.title) or '(no title)'}"
    table = columns(
        [
            (
                "keep" if member.id == group.keep else f"{member.similarity:.0%}",
                str(member.id),
                date(member.date),
                size(member.size),
                place(member.path, member.part),
            )
            for member in group.members
        ]
    )
    return f"{click.style(heading, bold=True)}\n{textwrap.indent(table, '  ')}"


def names(report: "TextReport") -> dict[str, str]:
    """What each file of rows is called: by its name, or where several have the same, by its path."""
    count = Counter(Path(each.file).name for each in report.files)
    return {each.file: each.file if count[name := Path(each.file).name] > 1 else name for each in report.files}


def texts(report: "TextReport") -> str:
    """The groups of duplicate rows, each row by its file and line, then counts by tier."""
    lines, named = [], names(report)
    for each in report.groups:
        lines.append(click.style(f"{each.tier}: {len(each.members)} alike", bold=True))
        for member in each.members:
            role = "keep" if member is each.members[0] else f"{member.similarity:.0%}"
            start = safe(f"  {role:>4}  {named[member.file]}:{member.line}  ")
            lines.append(
                start + click.style(shortened(member.text, min(_TEXT, terminal_width() - len(start))), dim=True)
            )
    by_tier = ", ".join(f"{count.dropped} {count.tier}" for count in report.tiers)
    others = [named[file.file] for file in report.files if file.against]
    leaked = (
        f"; {report.leaked} repeat rows of {others[0] if len(others) == 1 else f'{len(others)} files'}"
        if others
        else ""
    )
    empty = f"; {report.empty} without text" if report.empty else ""
    broken = f"; {report.broken} not read" if report.broken else ""
    total = (
        f"{report.dropped} of {report.rows} rows ({report.share:.1%}) are duplicates: {by_tier}{leaked}{empty}{broken}"
    )
    return "\n".join([*lines, click.style(safe(total), bold=True)])
