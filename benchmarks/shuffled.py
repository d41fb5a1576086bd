"""More mail than there is: copies of plain mails with their lines in another order, so that each is a text of its own
that has to be read, split and encoded."""

import random
import re
from pathlib import Path

SEED = 20261126
_STRUCTURED = re.compile(rb"^content-(type: *multipart|transfer-encoding: *base64)", re.IGNORECASE | re.MULTILINE)


def shuffled(mails: Path, folder: Path, copies: int) -> Path:
    """`folder` with so many copies of each mail below `mails`; those from an earlier run are taken as they are.

    Of a message of several parts the parts would be lost, so there is none of it.
    """
    for number in range(copies):
        copy = folder / str(number)
        if copy.exists():
            continue
        making = folder / f"{number}.new"
        order = random.Random(SEED + number)  # noqa: S311 - no secret
        for file in sorted(path for path in mails.rglob("*") if path.is_file()):
            head, blank, body = file.read_bytes().partition(b"\n\n")
            if blank and not _STRUCTURED.search(head):
                lines = body.split(b"\n")
                order.shuffle(lines)
                made = making / file.relative_to(mails)
                made.parent.mkdir(parents=True, exist_ok=True)
                made.write_bytes(head + blank + b"\n".join(lines))
        making.rename(copy)
    return folder
