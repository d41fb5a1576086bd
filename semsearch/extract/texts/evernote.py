"""Exports of Evernote, ``.enex``: notes, whose texts are pages of HTML, and the files in them."""

import binascii
from html import escape
from mimetypes import guess_extension

from lxml import etree

from semsearch.extract.characters import one_line, safe_name, tidy
from semsearch.extract.limits import MAX_MEMBERS
from semsearch.extract.reading import Files, Reading
from semsearch.extract.texts.html import html_text

_SEEN_OR_HEARD = ("image/", "audio/", "video/")


def read_evernote(root: etree._Element, _name: str) -> Reading:
    """An export of one note is that note; one of more is a list of their titles, and each note is a file in it."""
    notes = list(root.iterfind("{*}note"))[:MAX_MEMBERS]
    titles = [one_line(note.findtext("{*}title") or "") for note in notes]
    files = tuple(file for note, title in zip(notes, titles, strict=True) for file in _files(note, title))
    if len(notes) == 1:
        words = html_text(notes[0].findtext("{*}content") or "")
        return Reading(tidy(f"{titles[0]}\n{_tags(notes[0])}\n\n{words}"), titles[0], inside=files)
    pages = tuple(_page(note, title, number) for number, (note, title) in enumerate(zip(notes, titles, strict=True), 1))
    return Reading(tidy("\n".join(titles)), inside=(*pages, *files))


def _tags(note: etree._Element) -> str:
    return ", ".join(filter(None, (one_line(tag.text or "") for tag in note.iterfind("{*}tag"))))


def _page(note: etree._Element, title: str, number: int) -> tuple[str, bytes]:
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
    body = f"<p>{escape(_tags(note))}</p>{note.findtext('{*}content') or ''}"
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return f"{safe_name(title.replace('/', '_')) or f'note {number}'}.html", page.encode("utf-8", "replace")


def _files(note: etree._Element, title: str) -> Files:
    """What is attached to a note, but for what is seen or heard in it."""
    found = []
    for number, resource in enumerate(note.iterfind("{*}resource"), 1):
        kind = (resource.findtext("{*}mime") or "").strip()
        if kind.startswith(_SEEN_OR_HEARD):
            continue
        name = safe_name(resource.findtext("{*}resource-attributes/{*}file-name") or "")
        made = f"{safe_name(title.replace('/', '_')) or 'note'} {number}{guess_extension(kind) or ''}"
        try:
            content = binascii.a2b_base64(resource.findtext("{*}data") or "")
        except (binascii.Error, ValueError):
            continue  # cut off, or no base64
        found.append((name or made, content))
    return tuple(found)
