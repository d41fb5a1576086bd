"""The text of a mail, which may be more and other than its type says."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from semsearch.extract.mail.headers import field, parameters
from semsearch.extract.mail.leaves import Leaf
from semsearch.extract.mail.transfer import files_in_text, transfer_encoding, undeclared
from semsearch.extract.reading import UnreadableError

_PGP_MESSAGE = re.compile(rb"-----BEGIN PGP MESSAGE-----.*?(?:-----END PGP MESSAGE-----|\Z)", re.DOTALL)
_MARKUP = re.compile(
    rb"</?(?:a|b|blockquote|body|br|center|div|em|font|form|h[1-6]|head|hr|html|i|img|li|meta|ol|p|pre|span|strong|"
    rb"style|table|tbody|td|th|title|tr|u|ul)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_STYLES = re.compile(rb"<style\b.*?</style>|<!--.*?-->|<!doctype[^>]*>", re.DOTALL | re.IGNORECASE)
_FEWEST_TAGS = 5
# Pieces of files, in base64 or uuencode, that no header announces; and files in yEnc and BinHex.
_ENCODED_BLOCK = re.compile(
    rb"(?:^(?:(?=[A-Za-z0-9+/]{60})(?=[^\n]*[a-z])(?=[^\n]*[A-Z])[A-Za-z0-9+/]{60,76}|M[ -`]{60})[ \t]*\r?\n){5,}"
    rb"(?:[A-Za-z0-9+/]*={0,2}\r?\n)?"
    rb"|^=ybegin [^\n]*\n(?=(?:=ypart [^\n]*\n)?[^\n]*[^\t\r\n -~])(?:(?!=yend)[^\n]*\n)*(?:=yend[^\n]*|\Z)"
    rb"|^\(This file must be converted with BinHex[^\n]*\n\s*:[^:]*:?",
    re.MULTILINE,
)


def body(part: Message, kind: str, content: bytes, charset: str) -> Iterator[Leaf]:
    """The leaves in a part that is text to be read in place: mostly one, of its `kind`; what claims to be plain text
    may hold HTML, and files that were put into it in the ways from before MIME."""
    plain = undeclared(content)
    if plain is not content and transfer_encoding(part) not in ("base64", "quoted-printable"):
        content = plain
    if sealed := _PGP_MESSAGE.search(content):
        if not _shown(content[: sealed.start()]):
            yield Leaf("encrypted", b"")
        content = _PGP_MESSAGE.sub(b"", content)
        if not _shown(content):
            return
    if kind == "text/html":
        yield Leaf("html", content, charset)
        return
    if kind == "text/rtf":
        yield _from_rtf(content)
        return
    given = parameters(field(part, "content-type"))
    flowed = kind == "text/plain" and given.get("format", "").lower() == "flowed"
    leaf = Leaf("plain", content, charset, flowed=flowed, delete_space=given.get("delsp", "").lower() == "yes")
    if kind in ("text/enriched", "text/richtext"):
        stripped = re.sub(rb"<param>.*?</param>|(?<!<)<[^<>]{1,40}>", b"", content, flags=re.IGNORECASE | re.DOTALL)
        yield replace(leaf, content=stripped.replace(b"<<", b"<"))
        return
    text, files = files_in_text(content)
    text = _ENCODED_BLOCK.sub(b"", text)
    start, end = _page_in(text)
    if start < end:
        yield replace(leaf, content=text[:start])
        yield Leaf("html", text[start:end], charset)
    yield replace(leaf, content=text[end:])
    for name, held in files:
        yield Leaf("attachment", held, name=name)


def _shown(page: bytes) -> bytes:
    return _MARKUP.sub(b"", _STYLES.sub(b"", page)).strip()


def _from_rtf(content: bytes) -> Leaf:
    """RTF in the place of the text; where it is damaged, a file that is told to be."""
    from semsearch.extract.office.rtf import read_rtf

    try:
        return Leaf("plain", read_rtf(content, "").text.encode(), "utf-8")
    except UnreadableError:
        return Leaf("attachment", content, name="text.rtf")


def _page_in(text: bytes) -> tuple[int, int]:
    """Where in a text that claims to be plain the HTML is, from tag to tag: a page, or most of a text that begins or
    ends with a tag; nowhere where tags are few, as in mails that speak of HTML."""
    tags = list(_MARKUP.finditer(text)) if text.count(b"<") >= _FEWEST_TAGS else []
    if len(tags) < _FEWEST_TAGS:
        return 0, 0
    start, end = tags[0].start(), tags[-1].end()
    dense = 2 * len(tags) > text.count(b"\n", start, end)
    is_page = tags[-1].group().lower().startswith(b"</html")
    at_an_edge = not (text[:start].strip() and text[end:].strip())
    return (start, end) if dense and (is_page or (at_an_edge and 2 * (end - start) > len(text))) else (0, 0)
