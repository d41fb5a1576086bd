"""What the header of a mail says: decoded text, addresses, dates, Message-IDs, parameters.

The parser gives raw fields (``policy.compat32``, bytes beyond ASCII as surrogate escapes); everything here accepts
them as they are, and nothing raises.
"""

import binascii
import re
import string
from email.message import Message
from itertools import groupby
from operator import itemgetter
from urllib.parse import unquote_to_bytes

from semsearch.extract.characters import one_line
from semsearch.extract.charsets.decoding import decode, is_unsaid
from semsearch.extract.limits import MAX_HEADER_CHARS, MAX_RECIPIENTS, MAX_REFERENCES

# RFC 2047, taken liberally: spaces in the text, a language after the charset (RFC 2231), a missing end.
_WORD = re.compile(r"=\?([\w.:+()-]{1,40})(?:\*[\w-]*)?\?([bq])\?(.*?)(?:\?=|$)", re.IGNORECASE)
_NO_BASE64 = bytes(set(range(256)) - set(b"+/=" + string.ascii_letters.encode() + string.digits.encode()))
_FOREIGN = re.compile(r"[^A-Za-z0-9+/=]")
_PARAMETER = re.compile(r';\s*([^\s=;"*]+)(?:\*(\d+))?(\*)?\s*=\s*("(?:\\.|[^"\\])*"?|[^;]*)', re.DOTALL)
# What RFC 2231 does to letters beyond ASCII, at least two octets of UTF-8 or all that follows a charset.
_EXTENDED = re.compile(
    r"((?:utf-8|koi8-r|windows-125\d|iso-8859-\d+)'[\w-]*')|[^%]*%[CDE][0-9A-F]%[89AB][0-9A-F]", re.IGNORECASE
)
_ADDRESS_PIECE = re.compile(
    r'=\?[\w.:+()*-]{1,80}\?[bqBQ]\?[^?]{0,2000}\?=|"(?:\\.|[^"\\]){0,2000}"|<[^>]{0,500}>|\((?:\\.|[^()\\]){0,500}\)'
    r'|[,;]|[^",;<(=]+|.',
    re.DOTALL,
)
_NO_GROUP = re.compile(r'[@"<=\[]')
# How archives of mailing lists veil an address: "anna at example.org (Anna)".
_VEILED = re.compile(r"(?<![^\s<(,])([\w.+=-]+) at ([\w-]+(?:\.[\w-]+)+)(?=\s*(?:[(>,]|$))")
_ANGLE = re.compile(r"<\s*([^<>]*?)\s*(?:>|$)")
_ROUTE = re.compile(r"@[^:\s]*:")
_COMMENT = re.compile(r"\(((?:\\.|[^()\\]|\((?:\\.|[^()\\])*\))*)\)")
_LAST_ADDRESS = re.compile(r"([^@]*\S)\s+[\[(]?(?:mailto:)?([^\s\[\]@]+@[^\s\[\]@]+\.[\w-]+)[\])>]?$", re.DOTALL)
_SPACED_ADDRESS = re.compile(r"[^\s@.]+(?:\s?\.\s?[^\s@.]+)*\s?@\s?[^\s@.]+(?:\s?\.\s?[^\s@.]+)*")
_MOST_COMMAS = 2
"""In a name that is not in quotes."""

_WHOLE = -1
"""The number of a parameter that is not given in pieces."""

_LABEL = re.compile(r'"[^"]*"|[^",]+')
_LIST_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+\w")
_MOZILLA_LABELS = {
    "$label1": "Important", "$label2": "Work", "$label3": "Personal", "$label4": "To Do", "$label5": "Later",
    "junk": "", "nonjunk": "", "$junk": "", "$notjunk": "", "$mdnsent": "", "$forwarded": "", "unread": "",
}  # fmt: skip
_MESSAGE_ID = re.compile(r"<\s*([^<>\s]+)\s*>")


def fields(message: Message, name: str) -> list[str]:
    """The raw values of all fields called `name`, unfolded, beyond-ASCII bytes as surrogate escapes."""
    wanted = name.lower()
    return [
        re.sub(r"\r?\n(?=[ \t])", "", str(value)[:MAX_HEADER_CHARS])
        for key, value in message.raw_items()
        if key.lower() == wanted
    ]


def field(message: Message, name: str) -> str:
    """The first raw value of `name`, "" where there is none."""
    return next(iter(fields(message, name)), "")


def header_text(raw: str, charset: str = "") -> str:
    """A raw field as a person reads it, on one line. `charset` is what raw bytes are in, where the mail says it or its
    Russian tells."""
    return one_line(decode_words(raw, charset))


def decode_words(raw: str, charset: str = "") -> str:
    """Replace encoded words. Neighbours in one charset are joined before decoding: many mailers cut a letter in two."""
    out: list[str] = []
    pending: list[tuple[str, str]] = []
    pending_charset, end = "", 0
    for word in _WORD.finditer(raw):
        between = raw[end : word.start()]
        name = word[1].lower()
        if not (pending_charset == name and not between.strip()):
            out.append(_decoded(_words_octets(pending), pending_charset, charset))
            if between.strip() or not pending_charset:
                out.append(_raw_text(between, charset))
            pending, pending_charset = [], name
        pending.append((word[2].lower(), word[3]))
        end = word.end()
    out += [_decoded(_words_octets(pending), pending_charset, charset), _raw_text(raw[end:], charset)]
    return "".join(out)


def _words_octets(words: list[tuple[str, str]]) -> bytes:
    """The octets of neighbours, each an encoding and a text. Base64 that was cut within four characters, which only all
    of it makes up, is put together before."""
    texts = [_FOREIGN.sub("", text) for _, text in words]
    is_cut = any(len(text) % 4 for text in texts[:-1]) and len("".join(texts)) % 4 == 0
    if is_cut and all(encoding == "b" for encoding, _ in words) and "=" not in "".join(texts[:-1]):
        return base64_octets(_octets("".join(texts)))
    return b"".join(_word_octets(encoding, text) for encoding, text in words)


def _word_octets(encoding: str, text: str) -> bytes:
    octets = _octets(text)
    if encoding.lower() == "q":
        return binascii.a2b_qp(octets.replace(b" ", b"_"), header=True)
    return base64_octets(octets)


def base64_octets(octets: bytes) -> bytes:
    """Base64 without fuss: foreign characters skipped, padding supplied, a lone last character dropped, pieces that
    were padded one by one joined."""
    out = []
    for piece in re.split(rb"=+", octets.translate(None, _NO_BASE64)):
        whole = piece[:-1] if len(piece) % 4 == 1 else piece
        out.append(binascii.a2b_base64(whole + b"=" * (-len(whole) % 4)))
    return b"".join(out)


def _octets(raw: str) -> bytes:
    """The bytes behind a raw field."""
    try:
        return raw.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # surrogates that stand for no byte
        return raw.encode("utf-8", "replace")


def _decoded(octets: bytes, charset: str, beside: str) -> str:
    return decode(octets, charset, beside).text if octets else ""


def undeclared_octets(raw: str) -> bytes:
    """What of a raw field is in a charset that nothing tells."""
    words = [_word_octets(word[2], word[3]) for word in _WORD.finditer(raw) if is_unsaid(word[1])]
    return b" ".join([*words, _octets(_WORD.sub(" ", raw))])


def _raw_text(raw: str, charset: str) -> str:
    return raw if raw.isascii() else decode(_octets(raw), charset).text


def addresses(raws: list[str], charset: str = "") -> tuple[str, ...]:
    """The addresses of raw fields as ``Name <address>``, or the address, or the name alone; no group names."""
    found: dict[str, None] = {}
    for raw in raws:
        text = _raw_text(raw, charset)
        text = text if "@" in text or " at " not in text else _VEILED.sub(r"\1@\2", text)
        for piece in _split_addresses(text):
            address = _address(piece, charset)
            if address:
                found[address] = None
            if len(found) >= MAX_RECIPIENTS:
                return tuple(found)
    return tuple(found)


def _split_addresses(raw: str) -> list[str]:
    """Cut at commas and semicolons that are not inside quotes, comments or angle brackets, nor in a name that should be
    in quotes. The names of groups, which end with semicolons (RFC 5322, section 3.4), are left out."""
    pieces: list[str] = []
    current, bare = "", 0  # of the last pieces, so many are names alone that end with a comma
    found = _ADDRESS_PIECE.findall(raw)
    may_group = ";" in found
    for piece in found:
        if piece in (",", ";"):
            pieces.append(current)
            bare = bare + 1 if piece == "," and current.strip() and "@" not in current else 0
            current = ""
        elif bare and piece.startswith("<") and "@" in piece:  # "Petrova, Anna <anna@example.org>"
            bare = min(bare, _MOST_COMMAS)
            current = ",".join([*pieces[-bare:], current + piece])
            del pieces[-bare:]
            bare = 0
        elif may_group and ":" in piece and _NO_GROUP.search(current + piece.partition(":")[0]) is None:
            current = piece.partition(":")[2]
        else:
            current += piece
    return [*pieces, current]


def _address(piece: str, charset: str) -> str:
    angle = _ANGLE.search(piece)
    if angle:
        name, address = piece[: angle.start()] or piece[angle.end() :], _COMMENT.sub("", _ROUTE.sub("", angle.group(1)))
    else:
        comment = _COMMENT.search(piece)
        name = re.sub(r"^\((.*)\)$", r"\1", comment.group(1)) if comment and "@" in piece else ""
        address = _COMMENT.sub("", piece) if name else piece
    address = header_text(address, charset)
    if re.match(r"(?:undisclosed|unlisted|suppressed)[- ]?recipient", address, re.IGNORECASE) or address.endswith(":"):
        return ""  # nobody, or the name of a group without its end
    address = re.sub(r"^[^@\"<]*:\s*", "", address)  # the name of a group
    if not (name or angle) and "@" in address[:1000] and (last := _LAST_ADDRESS.match(address[:1000])):
        name, address = last.groups()
    name = _unquoted(header_text(name, charset)).rstrip(" ,")
    if not angle:
        address = _unquoted(address).removesuffix(">")
    if _SPACED_ADDRESS.fullmatch(address):
        address = "".join(address.split())
    if not address or address == name:
        return name
    return f"{name} <{address}>" if name else address


def _unquoted(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    return re.sub(r"\\(.)", r"\1", text).replace('"', "").strip()


def message_ids(raw: str) -> list[str]:
    """Message-IDs without angle brackets, in their order, each once; where none is bracketed, the words with an @, or
    a word that stands alone."""
    text = one_line(_raw_text(raw, ""))
    found = _MESSAGE_ID.findall(text) or [word.strip("<>,;") for word in text.split() if "@" in word]
    found = found or ([text] if len(text.split()) == 1 else [])
    return list(dict.fromkeys(found))


def references(message: Message) -> tuple[str, ...]:
    """References and In-Reply-To, oldest first."""
    ids = [found for raw in fields(message, "references") for found in message_ids(raw)]
    ids = ids[-MAX_REFERENCES:]
    for parent in message_ids(field(message, "in-reply-to"))[:1]:
        ids = [known for known in ids if known != parent] + [parent]
    return tuple(dict.fromkeys(ids))


def labels(message: Message, charset: str = "") -> tuple[str, ...]:
    """What the mail is filed under, by Gmail, Thunderbird, mutt, IMAP servers or its author, and its mailing list."""
    found = [
        _unquoted(label)
        for name in ("x-gmail-labels", "keywords")
        for raw in fields(message, name)
        for label in _LABEL.findall(header_text(raw, charset))
    ]
    for name in ("x-keywords", "x-label", "x-mozilla-keys"):
        found += [label for raw in fields(message, name) for label in header_text(raw, charset).split()]
    named = (_MOZILLA_LABELS.get(label.lower(), label) for label in found)
    return tuple(dict.fromkeys(label for label in (*named, mailing_list(message, charset)) if label))


def mailing_list(message: Message, charset: str = "") -> str:
    """The list that a mail came over, by its List-Id or else what older list programs write, "" where it is none."""
    for raw in fields(message, "list-id"):
        text = header_text(raw, charset)
        bracketed = _ANGLE.search(text)
        if found := bracketed.group(1) if bracketed else text:
            return found
    for name in ("list-post", "x-mailing-list", "mailing-list", "x-list", "x-loop"):
        address = _LIST_ADDRESS.search(header_text(field(message, name), charset))
        if address:
            found = address[0].lower()
            return found.replace("-help@", "@") if name == "mailing-list" else found  # ezmlm: whom to ask about it
    return ""


def parameters(raw: str) -> dict[str, str]:
    """The parameters of a Content-Type or Content-Disposition, decoded, by their names in lower case: plain,
    RFC 2231 (continued, with a charset), and encoded words where they do not belong. Of what is given twice, the one in
    pieces counts, else that with a charset (RFC 6266, appendix D), else the first."""
    found: dict[str, dict[int, tuple[bool, str]]] = {}
    for match in _PARAMETER.finditer(raw):
        name, number, extended, text = match.groups()
        text = text.strip()
        if text.startswith('"'):
            text = re.sub(r'\\(["\\])', r"\1", text[1:-1] if text.endswith('"') and len(text) > 1 else text[1:])
        pieces, at = found.setdefault(name.lower(), {}), int(number[:6]) if number else _WHOLE
        if at not in pieces or (extended and not pieces[at][0]):
            pieces[at] = bool(extended), text
    return {
        name: _joined([pieces[at] for at in sorted(pieces) if at != _WHOLE or len(pieces) == 1])
        for name, pieces in found.items()
    }


def _joined(parts: list[tuple[bool, str]]) -> str:
    if not any(extended for extended, _ in parts) or "=?" in parts[0][1]:
        whole = "".join(text for _, text in parts)
        found = _EXTENDED.match(whole)
        if not found:
            return header_text(whole)
        parts = [(True, whole if found[1] else f"utf-8''{whole}")]  # without the star in its name
    charset, octets = "", b""
    if parts[0][0] and parts[0][1].count("'") >= 2:
        charset, _, first = parts[0][1].split("'", 2)
        parts = [(True, first), *parts[1:]]
    for extended, run in groupby(parts, key=itemgetter(0)):  # some programs cut within "%D0"
        text = _octets("".join(piece for _, piece in run))
        octets += unquote_to_bytes(text) if extended else text
    return one_line(decode(octets, charset).text)
