"""Files that several tests make."""

import io
import zipfile
from collections.abc import Mapping

FROM = b"From anna@example.org Tue Mar 12 10:15:00 2024\n"
"""The line before a message in an mbox."""


def mbox(*messages: bytes) -> bytes:
    return b"".join(FROM + message + b"\n" for message in messages)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip file of members by their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()
