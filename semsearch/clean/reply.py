"""A mail's text in three: written, quoted, signed."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto

from semsearch.clean import phrases
from semsearch.clean.phrases import any_of
from semsearch.clean.quotes import quoted_lines
from semsearch.clean.signatures import appended_start, signature_start
from semsearch.records import Authored

_ROUNDS = 2
"""Passes over the lines that still count as text: without a quote, the signature above it is at the end."""

_LAST_LINES = 60
"""Lines at the end of a mail among which an appended footer begins."""

_POSTSCRIPT = re.compile(r"\W{0,3}(?:(?:p\.\s?){1,2}s\.|p{1,2}s\s?[:.,–—-]|(?:з\.?){1,2}ы\b)", re.IGNORECASE)

_BANNER_LINES, _BANNER_CHARACTERS = 8, 700
_BANNER = re.compile(rf"\W*(?:{any_of(phrases.OPENS_BANNER)})(?!\w)", re.IGNORECASE)
_BANNER_TAG = re.compile(rf"\W*{any_of(phrases.BANNER_TAGS)}\W*$", re.IGNORECASE)


_LEFT_OUT = re.compile(r"(?:(?:-+ next part -+\n)?An? [\w ,-]{1,60} was scrubbed\.\.\.(?:\n\w+:.*)+\s*)+")
"""What archives of Mailman have in place of a part of a mail."""


class _Part(Enum):
    TEXT = auto()
    QUOTED = auto()
    SIGNATURE = auto()


def split_reply(text: str, sender: str = "") -> Authored:
    """What the author wrote, set apart from the history quoted in it and from the signature or footer; the name of the
    `sender`, as ``Name <address>``, tells some of the latter.

    Each line that is not blank ends up in one of the three, in its order and as it was. Quoted text comes with the
    line that introduces it. A mail in which nothing would be left, such as a bare forward, keeps the quoted text as
    its own, or else the signature, so that it can be found by meaning; one whose text an archive of Mailman left out
    has none. Takes time linear in the length of `text`.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    parts = [_Part.TEXT] * len(lines)
    top = _banner_end(lines)
    parts[:top] = [_Part.SIGNATURE] * top
    for _ in range(_ROUNDS):
        if not _sort_out(lines, parts, sender):
            break
    _set_appended(lines, parts)
    for fallback in (_Part.QUOTED, _Part.SIGNATURE):
        if not _join(lines, parts, _Part.TEXT):
            parts = [_Part.TEXT if part is fallback else part for part in parts]
    if _LEFT_OUT.fullmatch(_join(lines, parts, _Part.TEXT)):
        parts = [_Part.SIGNATURE if part is _Part.TEXT else part for part in parts]
    return Authored(
        _join(lines, parts, _Part.TEXT), _join(lines, parts, _Part.QUOTED), _join(lines, parts, _Part.SIGNATURE)
    )


def _banner_end(lines: Sequence[str]) -> int:
    """The line below the warning that a server put above a mail from outside, of its sender, its links and its
    attachments; 0 where there is none."""
    start = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    end = next((at for at in range(start, len(lines)) if not lines[at].strip()), len(lines))
    if end - start > _BANNER_LINES:
        end = start + 1  # nothing parts it from the text, as in tables
    text = " ".join(lines[start:end])[:_BANNER_CHARACTERS]
    if start == len(lines) or not _BANNER.match(text):
        return 0
    said = text.lower()
    warns = any(word in said for word in phrases.OUTSIDE) and any(word in said for word in phrases.AT_RISK)
    return end if warns or _BANNER_TAG.match(text) else 0


def _sort_out(lines: Sequence[str], parts: list[_Part], sender: str) -> bool:
    """Look for quotes and signatures in the lines that count as text. Returns whether any were found."""
    kept = [index for index, part in enumerate(parts) if part is _Part.TEXT]
    marks = quoted_lines([lines[index] for index in kept])
    found = False
    for index, quoted in zip(kept, marks, strict=True):
        if quoted:
            parts[index] = _Part.QUOTED
            found = True
    for segment in _segments(lines, parts):
        start = signature_start([lines[index] for index in segment], sender)
        for index in segment[start:]:
            parts[index] = _Part.SIGNATURE
            found = True
    return found


def _set_appended(lines: Sequence[str], parts: list[_Part]) -> None:
    """Count as signature what lists and companies have appended below a history that has no marks of quotation."""
    marked = (index for index in range(len(lines), 0, -1) if lines[index - 1].lstrip().startswith(">"))
    start = max(next(marked, 0), len(lines) - _LAST_LINES)
    for index in range(start + appended_start(lines[start:]), len(lines)):
        if parts[index] is _Part.QUOTED:
            parts[index] = _Part.SIGNATURE


def _segments(lines: Sequence[str], parts: Sequence[_Part]) -> Iterator[list[int]]:
    """Runs of text lines between other parts, and between postscripts, which stand below a signature and are none."""
    segment: list[int] = []
    in_postscript = False
    for index, part in enumerate(parts):
        goes_on = in_postscript and bool(lines[index].strip(" -"))
        in_postscript = part is _Part.TEXT and (goes_on or _POSTSCRIPT.match(lines[index][:20]) is not None)
        if part is _Part.TEXT and not in_postscript:
            segment.append(index)
        elif segment:
            yield segment
            segment = []
    if segment:
        yield segment


def _join(lines: Sequence[str], parts: Sequence[_Part], wanted: _Part) -> str:
    """The lines of one part; where another part stood between them, and for any run of blank lines, one blank line."""
    kept: list[str] = []
    gap = False
    for line, part in zip(lines, parts, strict=True):
        if part is not wanted or not line.strip():
            gap = True
            continue
        if gap and kept:
            kept.append("")
        kept.append(line.rstrip())
        gap = False
    return "\n".join(kept)
