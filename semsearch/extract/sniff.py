"""What a file is, from its first bytes and, where they leave it open, its name."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePath

from semsearch.extract.charsets.decoding import CONTROLS, decode
from semsearch.extract.limits import MAX_ARCHIVE_BYTES, MAX_BYTES, MAX_CHAT_BYTES
from semsearch.extract.mail.emlx import message_bytes
from semsearch.extract.mail.recognising import is_mail
from semsearch.extract.mail.sealed import KEYS
from semsearch.extract.office.package import part_name
from semsearch.extract.reading import Format
from semsearch.records import MESSAGE_NAMES
from semsearch.sources.mailbox import holds_messages


@dataclass(frozen=True, slots=True)
class Sniffed:
    """``format`` is None where nothing here reads it; ``description`` names the type for a person."""

    format: Format | None
    description: str
    encrypted: bool = False


MAIL_FORMATS: frozenset[Format | None] = frozenset(("mail", "emlx", "msg", "tnef", "olm"))

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "PNG picture"),
    (0, b"\xff\xd8\xff", "JPEG picture"),
    (0, b"GIF8", "GIF picture"),
    (0, b"II*\x00", "TIFF picture"),
    (0, b"MM\x00*", "TIFF picture"),
    (8, b"WEBP", "WebP picture"),
    (0, b"8BPS", "Photoshop picture"),
    (0, b"/* XPM */", "XPM picture"),
    (0, b"\x00\x00\x01\x00", "icon"),
    (8, b"WAVE", "WAV sound"),
    (8, b"AIF", "AIFF sound"),
    (8, b"AVI ", "AVI video"),
    (4, b"ftyp", "MP4 video, HEIC picture or the like"),
    (0, b"ID3", "MP3 sound"),
    (0, b"OggS", "Ogg sound or video"),
    (0, b"fLaC", "FLAC sound"),
    (0, b".snd", "AU sound"),
    (0, b"\x1aE\xdf\xa3", "Matroska or WebM video"),
    (0, b"!<arch>\n", "ar archive or Debian package"),
    (0, b"\x7fELF", "program"),
    (0, b"\xcf\xfa\xed\xfe", "program"),
    (0, b"\xca\xfe\xba\xbe", "program"),
    (0, b"SQLite format 3\x00", "SQLite database"),
    (0, b"ITSF", "compiled HTML help"),
    (0, b"%!PS", "PostScript document"),
    (0, b"AT&TFORM", "DjVu document; convert it into a PDF"),
    (0, b"\x01\x00\x00\x00\x58\x00\x00\x00", "EMF drawing"),
    (0, b"\xd7\xcd\xc6\x9a", "WMF drawing"),
    (0, b"AC101", "AutoCAD drawing"),
    (0, b"AC102", "AutoCAD drawing"),
    (0, b"AC103", "AutoCAD drawing"),
    (0, b"\x00\x01\x00\x00Standard Jet DB", "Access database"),
    (0, b"\x00\x01\x00\x00Standard ACE DB", "Access database"),
    (0, b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "OneNote section; print its pages into a PDF"),
    (0, b"\x09\x00\x04\x00", "Excel 2 workbook; save it as xlsx"),
    (0, b"\x09\x02\x06\x00", "Excel 3 workbook; save it as xlsx"),
    (0, b"\x09\x04\x06\x00", "Excel 4 workbook; save it as xlsx"),
    (0, b"\xffWPC", "WordPerfect document; save it as docx"),
    (0, b"\x31\xbe\x00\x00\x00\xab", "Windows Write document; save it as docx"),
    (0, b"\xdb\xa5\x2d\x00", "Word 2 document; save it as docx"),
    (0, b"bplist0", "property list"),
    (0, b"MSCF", "cabinet archive"),
    (0, b"\x1f\x9d", "compress archive (.Z)"),
    (0, b"SIMPLE  =", "FITS measurements"),
    (5, b"/ASCII85EncodePages", "settings of Acrobat Distiller"),
    (6, b"/ASCII85EncodePages", "settings of Acrobat Distiller"),
    (0, b"\xcf\xad\x12\xfe", "Outlook Express list of folders or the like, without mails"),
    (0, b"JMF6", "Outlook Express 4 mailbox; import it into Thunderbird, and add what that writes"),
    (0, b"\x01\x01\x01\x01\nFrom", "MMDF mailbox; convert it into mbox"),
    (0, b"BABYL OPTIONS:", "Babyl mailbox of Emacs; convert it into mbox, by M-x unrmail"),
    (0, b"\x1a\x00\x00\x04\x00\x00", "Lotus Notes database; drag its mails into a folder as .eml"),
    (0, b"(This file must be converted with BinHex", "BinHex file; unpack it"),
    (0, b"version https://git-lfs.github.com/spec/", "pointer of Git LFS; git lfs pull brings the file"),
    (0, b"wOFF", "font"),
    (0, b"wOF2", "font"),
    (0, b"\x00\x01\x00\x00\x00", "font"),
)
_READ: tuple[tuple[int, bytes, Format, str], ...] = (
    (0, b"{\\rtf", "rtf", "RTF document"),
    (0, b"\x78\x9f\x3e\x22", "tnef", "winmail.dat"),
    (0, b"!BDN", "pst", "Outlook mailbox"),
    (0, b"\xcf\xad\x12\xfe\xc5\xfd\x74\x6f", "mailbox", "Outlook Express mailbox"),
    (60, b"BOOKMOBI", "kindle", "Kindle book"),
    (60, b"TEXtREAd", "kindle", "Kindle book"),
    (0, b"\x1f\x8b", "archive", "gzip archive"),
    (0, b"BZh", "archive", "bzip2 archive"),
    (0, b"\xfd7zXZ\x00", "archive", "xz archive"),
    (0, b"(\xb5/\xfd", "archive", "Zstandard archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "archive", "7-Zip archive"),
    (0, b"Rar!\x1a\x07", "archive", "RAR archive"),
    (257, b"ustar", "archive", "tar archive"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# Folder and main part of an Office document -> what it is. Without a list of types, the folder alone may be anybody's.
_OFFICE: tuple[tuple[str, str, Format | None, str], ...] = (
    ("word/", "document", "docx", "Word document"),
    ("xl/", "workbook", "workbook", "Excel workbook"),
    ("ppt/", "presentation", "pptx", "PowerPoint presentation"),
    ("visio/", "document", "vsdx", "Visio drawing"),
)
_OFFICE_TYPES = "[content_types].xml"
# The end of the media type of an OpenDocument file -> what it is.
_OPENDOCUMENTS = {
    "text": "OpenDocument text",
    "spreadsheet": "OpenDocument spreadsheet",
    "presentation": "OpenDocument presentation",
    "graphics": "OpenDocument drawing",
}
# What else is in a zip file -> what it is.
_ZIPPED: tuple[tuple[str, Format | None, str], ...] = (
    ("META-INF/container.xml", "epub", "EPUB book"),
    ("META-INF/manifest.xml", "opendocument", "OpenDocument file"),
    ("Index/Document.iwa", "iwork", "iWork document"),
    ("Index.zip", "iwork", "iWork document"),
    ("buildVersionHistory.plist", "iwork", "iWork document"),
    ("META-INF/MANIFEST.MF", None, "Java archive"),
)
# The same by the name of the file, where the directory of the zip file is lost, or the start of the file.
_NAMES: dict[str, tuple[Format, str]] = {
    **dict.fromkeys((".docx", ".docm", ".dotx"), ("docx", "Word document")),
    **dict.fromkeys((".xlsx", ".xlsm", ".xlsb", ".xltx"), ("workbook", "Excel workbook")),
    **dict.fromkeys((".pptx", ".pptm", ".ppsx", ".potx"), ("pptx", "PowerPoint presentation")),
    **dict.fromkeys((".odt", ".ods", ".odp", ".odg", ".ott"), ("opendocument", "OpenDocument file")),
    ".epub": ("epub", "EPUB book"),
    ".dbf": ("dbf", "dBase table"),
    ".pdf": ("pdf", "PDF document"),
}
# Streams of a compound file -> what it is.
_COMPOUND: tuple[tuple[str, Format | None, str], ...] = (
    ("WordDocument", "doc", "Word 97-2003 document"),
    ("Workbook", "workbook", "Excel 97-2003 workbook"),
    ("Book", "workbook", "Excel 5 workbook"),
    ("PowerPoint Document", "ppt", "PowerPoint 97-2003 presentation"),
    ("PP40", None, "PowerPoint 4 presentation; save it as pptx"),
    ("VisioDocument", None, "Visio drawing; save it as vsdx"),
    ("Quill", None, "Publisher document"),
    ("MatOST", None, "Works document; save it as docx"),
    ("MN0", None, "Works document; save it as docx"),
    ("TBkndTask", None, "Microsoft Project plan"),
)
_BY_NAME: dict[str, Format] = {
    ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown", ".mkd": "markdown",
    ".rst": "rst", ".rest": "rst", ".htm": "html", ".html": "html", ".xhtml": "html", ".shtml": "html",
    ".adoc": "asciidoc", ".asciidoc": "asciidoc", ".asc": "asciidoc", ".org": "org",
    ".srt": "subtitles", ".vtt": "subtitles", ".ass": "subtitles", ".ssa": "subtitles", ".sub": "subtitles",
    ".lrc": "subtitles",
    ".tex": "tex", ".ltx": "tex", ".latex": "tex", ".csv": "csv", ".tsv": "csv",
    ".json": "json", ".canvas": "json", ".jsonl": "json", ".ndjson": "json", ".ipynb": "json",
}  # fmt: skip
_XML_NAMES = frozenset((".xml", ".rss", ".atom", ".opml", ".kml", ".gpx", ".fb2", ".mm", ".drawio"))
MAILBOXES: frozenset[Format | None] = frozenset(("mailbox", "pst"))
MAILBOX_NAMES = frozenset((".mbox", ".mbx", ".tbb", ".box", ".dbx"))
MAIL_NAMES = MESSAGE_NAMES - {".emlx", ".msg"} | {".mbs"}

_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_CALENDAR_START = re.compile(r"\s*BEGIN:V(?:CALENDAR|NOTE)\s", re.IGNORECASE)
_CONTACTS_START = re.compile(
    r"\s*(?:BEGIN:VCARD\s|(?:version:[^\n]*\s+|#[^\n]*\s+)*+dn::? [^\n]*\n(?: [^\n]*\n)*+objectclass:)", re.IGNORECASE
)
_XML_START = re.compile(r"\s*(?:<\?xml\b|<!doctype\s|<FictionBook\b|<svg\b)", re.IGNORECASE)
_SVG = re.compile(r"<svg\b", re.IGNORECASE)
_OUTLOOK_FOR_MAC = re.compile(r"<email\b[^>]*>\s*<OPFMessage")

# Servers and programs put something before a file now and then; up to so far viewers look for its beginning.
_LATER_PDF, _PDF_END = re.compile(rb"^%PDF-\d\.\d", re.MULTILINE), b"%%EOF"
# What is a label as well, as of a priority, is one where no measures follow.
_PNM = re.compile(rb"P[56]\s+(?:#[^\n]{0,200}\n\s*)*\d{1,6}\s+\d{1,6}\s+\d{1,5}\s|P7\n(?:#[^\n]{0,200}\n)*WIDTH \d")
_OPENPGP = b"-----BEGIN PGP MESSAGE-----"
_OPENPGP_NAMES = frozenset((".gpg", ".pgp", ".asc"))
_SEALED_PACKETS = frozenset((1, 3, 9, 18, 20))
"""Tags of OpenPGP packets with what is encrypted, or its session key (RFC 9580, 5)."""
_KEY = re.compile(rf"\s*-----BEGIN [A-Z0-9 ]{{0,20}}\b(?:{KEYS})-----".encode())
# In files with these names a description may precede it.
_LATER_KEY = re.compile(rf"^-----BEGIN [A-Z0-9 ]{{0,20}}\b(?:{KEYS}|PKCS7)-----".encode(), re.MULTILINE)
_KEY_NAMES = frozenset((
    ".pem", ".key", ".cer", ".crt", ".der", ".pfx", ".p12", ".p7b", ".p7c", ".p7s", ".p8", ".crl", ".csr", ".jks",
    ".kbx",
))  # fmt: skip
# Of OpenSSH a line each, of PuTTY by its first.
_SSH_KEYS = re.compile(
    rb"(?:\s*+(?:ssh-|ecdsa-sha2-|sk-)[\w@.-]{1,60} AAAA[\w+/=]++[^\n]{0,500}(?:\n|\Z))+\s*\Z|PuTTY-User-Key-File-\d:"
)
_MOST_OF_KEYS = 1 << 16
_KEY_END = re.compile(rb"-----END [A-Z0-9 ]{1,40}-----\s*\Z")


_SEALED = Sniffed(None, "encrypted with OpenPGP; decrypt it and save the result", encrypted=True)
_KEY_FILE = Sniffed(None, "key, certificate or signature")


def sniff(content: bytes, name: str) -> Sniffed:
    """The format of a file called `name` with these bytes."""
    suffix = PurePath(name).suffix.lower()
    head = content[:1024].lstrip(b"\x00\t\r\n \x0c\xef\xbb\xbf")
    if b"%PDF-" in head.split(b"\n", 1)[0] and not is_archive(content[:512]):
        return Sniffed("pdf", "PDF document")
    if content.startswith(_ZIP_STARTS):
        return _sniff_zip(content, suffix)
    if content.startswith(_OLE):
        return _sniff_ole(content)
    if holds_messages(io.BytesIO(content)):
        return Sniffed("mailbox", "mailbox")
    if is_mail(content, surely=suffix in MAIL_NAMES):
        return Sniffed("mail", "e-mail")
    message = message_bytes(content)
    if message is not content and is_mail(message, surely=True):
        return Sniffed("emlx", "Apple Mail message")
    if content[:200].lstrip().startswith(_OPENPGP):
        return _SEALED
    begins = _KEY.match(content[:200]) or (suffix in _KEY_NAMES and _LATER_KEY.search(content))
    if begins and _KEY_END.search(content[-200:]):  # notes may follow
        return _KEY_FILE
    is_whole = b"endobj" in content and content[-64:].rstrip(b"\r\n \x00").endswith(_PDF_END)
    if is_whole and _LATER_PDF.search(content[:1100]):
        return Sniffed("pdf", "PDF document")
    return _by_magic(content) or _sniff_text(content, suffix)


def _by_magic(content: bytes) -> Sniffed | None:
    if content.startswith(b"bplist0") and b"WebMainResource" in content:
        return Sniffed("webarchive", "page of Safari")
    for offset, magic, read_as, description in _READ:
        if content.startswith(magic, offset):
            return Sniffed(read_as, description)
    for offset, magic, description in _MAGIC:
        if content.startswith(magic, offset):
            return Sniffed(None, description)
    if _SSH_KEYS.match(content[:_MOST_OF_KEYS]):
        return _KEY_FILE
    return Sniffed(None, "PNM picture") if _PNM.match(content[:1024]) else None


def most_bytes(head: bytes, name: str) -> int:
    """How large a file of this name that starts like this may be to be looked at. Not all JSON of that size is read."""
    if is_archive(head):
        return MAX_ARCHIVE_BYTES
    is_json = _BY_NAME.get(PurePath(name).suffix.lower()) == "json"
    begins = head.lstrip(b"\xef\xbb\xbf\t\r\n ").startswith((b"{", b"["))
    return MAX_CHAT_BYTES if is_json and begins else MAX_BYTES


def is_archive(head: bytes) -> bool:
    """Whether a file that starts like this may be an archive."""
    return head.startswith(_ZIP_STARTS) or any(
        head.startswith(magic, offset) for offset, magic, read_as, _ in _READ if read_as == "archive"
    )


def _sniff_zip(content: bytes, suffix: str) -> Sniffed:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            stored = archive.namelist()
            names = [part_name(name).lower() for name in stored]
            kind = archive.read(stored[0])[:80].decode("ascii", "replace") if names[:1] == ["mimetype"] else ""
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        # The directory at the end is gone: the reader says so in its own words.
        return Sniffed(*_NAMES.get(suffix, ("archive", "zip archive")))
    if "epub" in kind:
        return Sniffed("epub", "EPUB book")
    if "opendocument" in kind or "vnd.sun.xml" in kind:
        return Sniffed("opendocument", _OPENDOCUMENTS.get(kind.rpartition(".")[2], "OpenDocument file"))
    for folder, main, read_as, description in _OFFICE:
        sought = folder if _OFFICE_TYPES in names else folder + main
        if any(name.startswith(sought) for name in names):
            return Sniffed(read_as, description)
    for part, read_as, description in _ZIPPED:
        if any(name.startswith(part.lower()) for name in names) and (
            read_as != "opendocument" or "content.xml" in names
        ):
            return Sniffed(read_as, description)
    if any(name.endswith(".fpage") for name in names):
        return Sniffed("xps", "XPS document")
    return Sniffed("archive", "zip archive")


def _sniff_ole(content: bytes) -> Sniffed:
    from olefile import OleFileIO

    from semsearch.extract.office.ole import DAMAGE

    try:
        with OleFileIO(io.BytesIO(content)) as ole:
            names = {path[0].lower() for path in ole.listdir(streams=True, storages=True)}
    except DAMAGE:
        # Its directory is lost; the names of its streams still stand in it, and the reader says what is wrong.
        wanted = ("EncryptedPackage", "__properties_version1.0", *(name for name, _, _ in _COMPOUND))
        names = {name.lower() for name in wanted if name.encode("utf-16-le") in content}
    if "__properties_version1.0" in names:
        return Sniffed("msg", "Outlook message")
    if "encryptedpackage" in names:
        return Sniffed(None, "the Office document has a password; save a copy without one", encrypted=True)
    for stream, read_as, description in _COMPOUND:
        if any(name.startswith(stream.lower()) for name in names):
            return Sniffed(read_as, description)
    return Sniffed(None, "OLE file")


def _sniff_text(content: bytes, suffix: str) -> Sniffed:
    text = _as_text(content)
    if text is None:
        return _sniff_binary(content, suffix)
    if _CALENDAR_START.match(text):
        return Sniffed("calendar", "calendar")
    if _CONTACTS_START.match(text):
        return Sniffed("contacts", "contacts file")
    if _HTML_START.match(text):
        return Sniffed("html", "HTML document")
    if _OUTLOOK_FOR_MAC.search(text):
        return Sniffed("olm", "Outlook message")
    if _XML_START.match(text) or (suffix in _XML_NAMES and text.lstrip().startswith("<")):
        if suffix in _BY_NAME and not _SVG.search(text):
            return Sniffed("html", "HTML document")
        return Sniffed(None, "SVG picture") if _SVG.search(text) else Sniffed("xml", "XML file")
    return Sniffed(_BY_NAME.get(suffix, "text"), "text")


def _sniff_binary(content: bytes, suffix: str) -> Sniffed:
    """What only the name of a file tells."""
    if suffix in _NAMES:
        return Sniffed(*_NAMES[suffix])  # its reader says what is wrong
    if suffix in _OPENPGP_NAMES and _packet(content[0]) in _SEALED_PACKETS:
        return _SEALED
    if suffix in _KEY_NAMES | _OPENPGP_NAMES:
        return _KEY_FILE
    return Sniffed(None, f"binary file ({suffix})" if suffix else "binary file")


def _packet(header: int) -> int:
    """The tag of an OpenPGP packet with this first byte, in the new format or the old (RFC 9580, 4.2)."""
    return header & 0x3F if header & 0x40 else header >> 2 & 0x0F


def _as_text(content: bytes) -> str | None:
    """The beginning as text, None where control characters show that it is none."""
    sample = content[:4096]
    decoded = decode(sample)
    if decoded.charset.startswith(("utf-16", "utf-32")):
        return decoded.text
    if decoded.charset.startswith("iso2022"):
        sample = decoded.text.encode("utf-8", "replace")
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    return None if 200 * controls > len(sample) else decoded.text
