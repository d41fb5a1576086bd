"""Exports of Evernote, ``.enex``: notes, whose texts are pages of HTML, and the files in them."""

import binascii
from dataclasses import replace
from mimetypes import guess_extension

from lxml import etree

from semsearch.extract.characters import file_name, one_line, safe_name, tidy
from semsearch.extract.dates import date
from semsearch.extract.limits import MAX_MEMBERS
from semsearch.extract.reading import Files, Reading
from semsearch.extract.texts.html import html_text

_SEEN_OR_HEARD = ("image/", "audio/", "video/")


def read_evernote(root: etree._Element, _name: str) -> Reading:
    """An export of one note is that note; of more each is a part. The files in them are inside."""
    notes = list(root.iterfind("{*}note"))[:MAX_MEMBERS]
    files = tuple(file for note in notes for file in _files(note))
    readings = tuple(map(_read, notes))
    if len(readings) == 1:
        return replace(readings[0], inside=files)
    parts = ((file_name(reading.title or "note", ".txt"), reading) for reading in readings if reading.text)
    return Reading("", parts=tuple(parts), inside=files)


def _read(note: etree._Element) -> Reading:
    words = html_text(note.findtext("{*}content") or "")
    text = tidy("\n\n".join(filter(None, (_tags(note), words))))
    return Reading(text or _title(note), _title(note), date=date(note.findtext("{*}created") or ""))


def _title(note: etree._Element) -> str:
    return one_line(note.findtext("{*}title") or "")


def _tags(note: etree._Element) -> str:
    return ", ".join(filter(None, (one_line(tag.text or "") for tag in note.iterfind("{*}tag"))))


def _files(note: etree._Element) -> Files:
    """What is attached to a note, but for what is seen or heard in it."""
    found = []
    for number, resource in enumerate(note.iterfind("{*}resource"), 1):
        kind = (resource.findtext("{*}mime") or "").strip()
        if kind.startswith(_SEEN_OR_HEARD):
            continue
        name = safe_name(resource.findtext("{*}resource-attributes/{*}file-name") or "")
        made = file_name(f"{_title(note) or 'note'} {number}", guess_extension(kind) or ".bin")
        try:
            content = binascii.a2b_base64(resource.findtext("{*}data") or "")
        except (binascii.Error, ValueError):
            continue  # cut off, or no base64
        found.append((name or made, content))
    return tuple(found)
