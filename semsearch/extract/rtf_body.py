"""The body that Outlook keeps as compressed RTF (MS-OXRTFCP), as text."""

from compressed_rtf import decompress
from striprtf.striprtf import rtf_to_text

from semsearch.extract.characters import paired, tidy


def rtf_text(compressed: bytes) -> str:
    """The text of a compressed body, "" where it is damaged."""
    try:
        rtf = decompress(compressed)
        return tidy(paired(rtf_to_text(rtf.decode("latin-1"), errors="replace")))
    except Exception:  # noqa: BLE001 - the library raises whatever it trips over; the mail's other parts still count
        return ""
