"""Text in scanned pages and pictures, by Tesseract, where it is installed (tesseract(1))."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from semsearch.errors import reason
from semsearch.extract.characters import tidy
from semsearch.extract.reading import UnreadableError
from semsearch.records import SkipReason

SECONDS = 300.0
"""How long one file may be worked on; what was recognised of it by then is not kept if it takes longer."""

PICTURES = frozenset(("PNG picture", "JPEG picture", "TIFF picture", "WebP picture"))
SMALLEST_PICTURE = 2048
"""Bytes of a picture attached to a mail from which it may hold more text than a logo."""
MAX_SCANS = 200
"""Pages and pictures that are read of one document."""
_PROGRAM, _LANGUAGES = "tesseract", ("rus", "eng")
_PAGE_SECONDS, _ALL_PAGES_SECONDS = 60, 240
_INSTALL = {
    "linux": "sudo apt install tesseract-ocr tesseract-ocr-rus",
    "darwin": "brew install tesseract tesseract-lang",
    "win32": "https://tesseract-ocr.github.io/tessdoc/Installation.html",
}
FEWEST_WORDS = 3
"""A picture pasted into a document with fewer words shows something else, of which Tesseract makes signs."""
_WORD = re.compile(r"[^\W\d_]{3,}")


def missing() -> str:
    """What has to be installed for recognition to work; "" where it does."""
    if shutil.which(_PROGRAM) is None:
        return f"it needs Tesseract: {_INSTALL.get(sys.platform, _INSTALL['linux'])}"
    return ""


def unrecognised(reason: SkipReason, what: str) -> UnreadableError:
    """What is said of a document, or a part of one, whose text is in pictures: `what` that is, and the way to it."""
    detail = f"{what}; text recognition can read it; to switch it on: semsearch ocr on"
    if lacking := missing():
        detail = f"{what}; text recognition can read it; {lacking}, then: semsearch ocr on"
    return UnreadableError(reason, detail, needs_ocr=True)


class Recogniser:
    """Recognises the text in pictures. What was recognised before is taken from files in `cache`, named by the SHA-256
    of the picture; what is new is in `fresh`, for somebody to put there who may write."""

    def __init__(self, cache: str) -> None:
        self._cache = Path(cache)
        self.fresh: dict[str, str] = {}

    def text(self, picture: bytes) -> str:
        """The text in a picture.

        Raises:
            UnreadableError: there is none, or it takes too long.
        """
        digest = hashlib.sha256(picture).hexdigest()
        try:
            text = (self._cache / digest).read_text("utf-8")
        except OSError:
            text = self.fresh[digest] = tidy(_recognised(picture))
        if not text.strip():
            raise UnreadableError(SkipReason.EMPTY, "no text was recognised in it")
        return text

    def texts(self, pictures: Iterable[bytes], fewest_words: int = 0) -> tuple[str, UnreadableError | None]:
        """The text in the pictures or pages of one document, in their order, of each that has so many words; and what
        one of them was left out for, if any. What takes too long for one run the next goes on with."""
        end = time.monotonic() + _ALL_PAGES_SECONDS
        found: list[str] = []
        problem = None
        for number, picture in enumerate(pictures):
            if number == MAX_SCANS:
                detail = f"it has more than {MAX_SCANS} pictures or scanned pages; the rest was not recognised"
                problem = UnreadableError(SkipReason.TOO_LARGE, detail)
                break
            if time.monotonic() > end:
                minutes = _ALL_PAGES_SECONDS // 60
                detail = f"text recognition takes more than {minutes} minutes; the next run goes on with the rest"
                problem = UnreadableError(SkipReason.TIMEOUT, detail, needs_ocr=True)
                break
            try:
                text = self.text(picture)
            except UnreadableError as error:
                problem = problem if error.reason is SkipReason.EMPTY else error
                continue
            if len(_WORD.findall(text)) >= fewest_words:
                found.append(text)
        return "\n\n".join(found), problem


def remember(cache: Path, recognised: dict[str, str]) -> None:
    """Keep recognised texts where a `Recogniser` looks for them."""
    for digest, text in recognised.items():
        cache.mkdir(parents=True, exist_ok=True, mode=0o700)
        (cache / digest).write_text(text, "utf-8")


def _recognised(picture: bytes) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - a program by its name, the picture on its stdin
            [_PROGRAM, "stdin", "stdout", "-l", "+".join(_LANGUAGES)],
            input=picture,
            capture_output=True,
            timeout=_PAGE_SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # of Windows, a black one for each picture
        )
    except subprocess.TimeoutExpired:
        raise UnreadableError(
            SkipReason.TIMEOUT, f"recognising its text took more than {_PAGE_SECONDS} seconds"
        ) from None
    except OSError as error:
        raise UnreadableError(SkipReason.UNSUPPORTED, f"Tesseract does not start: {reason(error)}") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = said[-1][:200] if said else f"exit status {done.returncode}"
        raise UnreadableError(SkipReason.CORRUPT, f"Tesseract cannot read the picture: {why}")
    return done.stdout.decode("utf-8", "replace")
