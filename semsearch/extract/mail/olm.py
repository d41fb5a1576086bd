"""Messages that Outlook for Mac exports: an ``.olm`` is a zip archive with an XML file for each message, whose elements
are called ``OPFMessage...``, and the files attached to them beside."""

import re

from lxml import etree

from semsearch.extract.dates import date
from semsearch.extract.elements import local_name, parse_xml
from semsearch.extract.mail.outlook import Attached, Item, mailbox, names
from semsearch.extract.reading import damaged

# No address or link in angle brackets, with which plain text may begin.
_TAG = re.compile(r"<(?:!--|[!?]?[a-z][a-z0-9:]*(?:\s[^<>]*)?/?>)", re.IGNORECASE)


def read_olm(content: bytes) -> Item:
    """The message in an XML file; should it hold several, the others are attached to the first. Of attached files
    only the names are here.

    Raises:
        UnreadableError: the file is damaged.
    """
    root = parse_xml(content)
    mails = [] if root is None else [each for each in root.iter(etree.Element) if local_name(each) == "email"]
    if not mails:
        raise damaged("Outlook message")
    others = tuple(Attached("", _item(mail)) for mail in mails[1:])
    return _item(mails[0], others)


def _item(mail: etree._Element, others: tuple[Attached, ...] = ()) -> Item:
    fields = {local_name(field).removeprefix("OPFMessage").removeprefix("Copy"): field for field in mail}

    def said(name: str) -> str:
        return "".join(fields[name].itertext()).strip() if name in fields else ""

    body, page = said("Body"), said("HTMLBody")
    if _TAG.match(body):
        body, page = "", page or body
    source = said("Source").replace("\r\n", "\n")
    header, _, held = source.partition("\n\n")
    is_raw = bool(held) and not (body or page or others)
    senders = _addresses(fields.get("FromAddresses")) or _addresses(fields.get("SenderAddress"))
    attachments = _attachments(fields.get("AttachmentList"))
    return Item(
        headers=header,
        subject=said("Subject"),
        sender=senders[0] if senders else mailbox(said("SenderName"), said("SenderAddress")),
        to=_addresses(fields.get("ToAddresses")) or names(said("DisplayTo")),
        cc=_addresses(fields.get("CCAddresses")),
        date=date(said("SentTime")) or date(said("ReceivedTime")),
        message_id=said("MessageID"),
        in_reply_to=said("InReplyTo"),
        references=said("References"),
        plain=body or ("" if page else said("Preview")),
        html=page.encode("utf-8", "replace"),
        attachments=(Attached("", source.encode("utf-8", "replace")),) if is_raw else attachments + others,
        signed=is_raw,
    )


def _addresses(field: etree._Element | None) -> tuple[str, ...]:
    """Those in a field, whose parts are attributes, in older exports elements."""
    if field is None:
        return ()
    parts = ({**{local_name(part): part.text or "" for part in each}, **each.attrib} for each in field)
    found = (
        mailbox(part.get("OPFContactEmailAddressName", ""), part.get("OPFContactEmailAddressAddress", ""))
        for part in parts
    )
    return tuple(filter(None, found))


def _attachments(field: etree._Element | None) -> tuple[Attached, ...]:
    held = () if field is None else (each.get("OPFAttachmentName") for each in field)
    return tuple(Attached(name, b"") for name in held if name)
