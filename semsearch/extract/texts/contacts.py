"""Contacts (vCard 2.1, 3.0 and 4.0, RFC 6350; LDIF, RFC 2849) as a person reads them."""

import base64
import re
from collections.abc import Iterator

from semsearch.extract.characters import one_line, tidy
from semsearch.extract.charsets.decoding import decode
from semsearch.extract.reading import Reading
from semsearch.extract.texts.calendar import ContentLine, content_lines, plain_value

_SHOWN = ("NICKNAME", "ORG", "TITLE", "ROLE", "TEL", "EMAIL", "IMPP", "ADR", "URL", "BDAY", "CATEGORIES", "NOTE")
_SCHEME = re.compile(r"(?:tel|mailto):", re.IGNORECASE)

_VCARD = re.compile(r"\s*BEGIN:", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([A-Za-z][\w.;-]*):(:?)[ \t]*(.*)")
_NOT_SHOWN = frozenset(("dn", "version", "objectclass", "changetype", "modifytimestamp", "jpegphoto", "userpassword"))


def read_contacts(content: bytes, _name: str) -> Reading:
    """A ``.vcf`` or ``.ldif`` file, a block for each contact, which its name begins; the title is the name of the
    contact, where it is but one."""
    decoded = decode(content)
    if _VCARD.match(decoded.text):
        contacts = [[_shown_name(card), *_lines(card)] for card in _cards(decoded.text)]
    else:
        contacts = [*_entries(decoded.text)]
    blocks = ("\n".join(contact).strip() for contact in contacts)
    return Reading(tidy("\n\n".join(blocks)), one_line(contacts[0][0]) if len(contacts) == 1 else "", decoded.charset)


def _entries(text: str) -> Iterator[list[str]]:
    """The values of each entry of an LDIF file."""
    for entry in "\n".join(text.splitlines()).replace("\n ", "").split("\n\n"):
        values: dict[str, None] = {}
        for attribute in filter(None, map(_ATTRIBUTE.match, entry.split("\n"))):
            name, encoded, value = attribute.groups()
            if name.lower() not in _NOT_SHOWN:
                value = _decoded(value) if encoded else value
                values = {value: None, **values} if name.lower() == "cn" else {**values, value: None}
        if any(values):
            yield [value for value in values if value]


def _decoded(value: str) -> str:
    """A text in base64; "" where it is none."""
    try:
        return base64.b64decode(f"{value}==").decode()
    except ValueError:
        return ""


def _cards(text: str) -> Iterator[list[ContentLine]]:
    card: list[ContentLine] = []
    for line in content_lines(text):
        if line[0] in ("BEGIN", "END"):
            if card:
                yield card
            card = []
        else:
            card.append(line)
    if card:
        yield card


def _shown_name(card: list[ContentLine]) -> str:
    """The name to show, or else that of its parts: family name, given names, titles before and after."""
    shown = next(iter(_values(card, "FN")), "")
    if shown:
        return shown
    family, given, more, before, after, *_ = [*next(iter(_values(card, "N", ";")), "").split(";"), *[""] * 5]
    return one_line(" ".join((before, given, more, family, after)))


def _lines(card: list[ContentLine]) -> Iterator[str]:
    for key in _SHOWN:
        text = ", ".join(dict.fromkeys(_values(card, key)))
        if text:
            yield text


def _values(card: list[ContentLine], wanted: str, between: str = ", ") -> list[str]:
    """The values of a property, what they consist of parted by `between`."""
    found = []
    for key, parameters, value in card:
        if key != wanted or re.search(r";(?:ENCODING=)?(?:B|BASE64)\b", parameters, re.IGNORECASE):
            continue
        pieces = [plain_value(piece).strip() for piece in re.split(r"(?<!\\);", value)]
        text = between.join(piece for piece in pieces if piece or between == ";")
        if text:
            found.append(_SCHEME.sub("", text, count=1))
    return found
