"""Outlook's mailboxes, ``.pst`` and ``.ost``: each item in them as the mail that it was. Through libpff, which is C, so
only to be called where a crash harms nothing."""

import io
import logging
import os
from collections.abc import Iterator
from typing import Any, BinaryIO

import pypff

from semsearch.extract.charsets.decoding import known_charset
from semsearch.extract.limits import MAX_BYTES, MAX_DEPTH, MAX_PARTS
from semsearch.extract.mail.mapi import NAMED, numbers_of_names, value
from semsearch.extract.mail.outlook import Attached, Item
from semsearch.extract.reading import UnreadableError
from semsearch.records import SkipReason

_log = logging.getLogger(__name__)

_DAMAGE = (OSError, MemoryError)
"""What pypff raises where a file is not what it should be: memory is asked for by the lengths that the file gives."""

_ENTRIES = 0x0003
"""Of the map of names: which number each id of a file stands for."""

_UNICODE_VERSION = 20
_DEEPEST_FOLDER = 64


class OutlookMailbox:
    """The items of a mailbox by their numbers, which stay the same as long as they exist, in the order of the folders.

    Raises:
        UnreadableError: it is damaged, cut off, or no such mailbox.
    """

    def __init__(self, content: BinaryIO) -> None:
        self._lost = 0
        self._file = pypff.file()
        if _is_cut_off(content):
            raise UnreadableError(SkipReason.CORRUPT, "this Outlook mailbox is cut off; get a whole copy of it")
        try:
            self._file.open_file_object(content)
            self._code_page = known_charset(os.fsdecode(self._file.ascii_codepage or ""))
            self._names = self._numbers_of_names()
            self._places = {message.identifier: (path, message) for path, message in self._walk()}
        except _DAMAGE as error:
            _log.info("an Outlook mailbox cannot be read: %s", error)
            detail = "this Outlook mailbox is damaged; Outlook's own scanpst.exe may repair it"
            raise UnreadableError(SkipReason.CORRUPT, detail) from error

    @property
    def numbers(self) -> list[int]:
        """The numbers of all items."""
        return list(self._places)

    @property
    def lost(self) -> UnreadableError | None:
        """What of it, or that all of it, cannot be read."""
        if self._lost:
            return UnreadableError(SkipReason.CORRUPT, f"{self._lost} folders or items of this mailbox cannot be read")
        return None if self._places else UnreadableError(SkipReason.EMPTY, "there are no items in this Outlook mailbox")

    def item_bytes(self, number: int) -> bytes:
        """An item as a mail, its folder among its keywords.

        Raises:
            UnreadableError: it is not there, or damaged.
        """
        if number not in self._places:
            raise UnreadableError(SkipReason.CORRUPT, "this item is not in the mailbox any more")
        folder, item = self._places[number]
        try:
            message = self._item(item, 0).as_message()
        except _DAMAGE:
            raise UnreadableError(SkipReason.CORRUPT, "this item is damaged") from None
        message["Keywords"] = f'"{folder}"'
        return message.as_bytes()

    def _numbers_of_names(self) -> dict[int, int]:
        try:
            sets = self._file.get_name_to_id_map().record_sets
            entries = [entry.data for each in sets for entry in each.entries if entry.entry_type == _ENTRIES]
        except (AttributeError, *_DAMAGE):  # without it an item has the other properties all the same
            return {}
        return numbers_of_names(b"".join(filter(None, entries)))

    def _walk(self) -> Iterator[tuple[str, Any]]:
        root = self._file.get_root_folder()
        if root is None:
            raise OSError("there is no root folder")
        stack = [(root, "", 0)]
        while stack:
            folder, name, depth = stack.pop()
            for number in range(self._count(folder, "number_of_sub_messages")):
                try:
                    yield name, folder.get_sub_message(number)
                except _DAMAGE as error:
                    self._lose(error)
            folders = self._count(folder, "number_of_sub_folders") if depth < _DEEPEST_FOLDER else 0
            for number in reversed(range(folders)):
                try:
                    below = folder.get_sub_folder(number)
                    stack.append((below, below.name or name, depth + 1))
                except _DAMAGE as error:
                    self._lose(error)

    def _count(self, folder: Any, name: str) -> int:  # noqa: ANN401
        try:
            return int(getattr(folder, name) or 0)
        except _DAMAGE as error:
            self._lose(error)
            return 0

    def _lose(self, error: Exception) -> None:
        self._lost += 1
        _log.info("a folder or an item of an Outlook mailbox cannot be read: %s", error)

    def _item(self, item: Any, depth: int) -> Item:  # noqa: ANN401 - pypff has no types
        attached = []
        for number in range(min(_count(item, "number_of_attachments"), MAX_PARTS)):
            try:
                attached.append(self._attachment(item.get_attachment(number), depth))
            except _DAMAGE as error:
                _log.info("an attachment cannot be read: %s", error)
        return Item.from_properties(self._properties(item), attached)

    def _attachment(self, attachment: Any, depth: int) -> Attached:  # noqa: ANN401
        properties = self._properties(attachment)
        if _count(attachment, "number_of_sub_items") and depth < MAX_DEPTH:
            return Attached.from_properties(properties, self._item(attachment.get_sub_item(0), depth + 1))
        size = min(attachment.size, MAX_BYTES + 1)
        return Attached.from_properties(properties, attachment.read_buffer(size) if size else b"")

    def _properties(self, item: Any) -> dict[int, bytes | str]:  # noqa: ANN401
        found: dict[int, bytes | str] = {}
        for entries in item.record_sets:
            for entry in entries.entries:
                key, held = entry.entry_type, entry.data
                if key is not None and key >= NAMED:
                    key = self._names.get(key)
                if key is not None and held is not None:
                    found.setdefault(key, value(entry.value_type, held, self._code_page))
        return found


def _is_cut_off(file: BinaryIO) -> bool:
    """Whether the mailbox is shorter than its header says (MS-PST, 2.2.2.6)."""
    head = file.read(512)
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    wide = int.from_bytes(head[10:12], "little") >= _UNICODE_VERSION
    declared = int.from_bytes(head[184:192] if wide else head[168:172], "little")
    return size < declared


def _count(item: Any, name: str) -> int:  # noqa: ANN401
    """How many of something an item has; libpff raises where a table of them is missing."""
    try:
        return int(getattr(item, name, 0) or 0)
    except _DAMAGE:
        return 0
