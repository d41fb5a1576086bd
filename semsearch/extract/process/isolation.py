"""Which of the bounds around a reading process hold on this system, found out by trying them."""

import os
import socket
import sys
from pathlib import Path

from semsearch.errors import ReadingError, reason
from semsearch.extract.process.pool import read_apart
from semsearch.extract.process.worker import Task
from semsearch.records import Isolation
from semsearch.temporary import scratch_folder


def isolation() -> Isolation:
    """What reading processes are kept from on this system. Starts one to see; takes about a second."""
    try:
        with scratch_folder() as outside:
            question = Path(outside) / "question"
            question.write_bytes(os.fsencode(Path(outside) / "answer"))
            outcome = read_apart(_try, Task(str(question)))
    except ReadingError:
        return _none("the processes that read files end as soon as they start")
    except OSError as error:
        return _none(f"{reason(error)}; free some space, or set TMPDIR to another folder")
    return outcome.value or _none(outcome.skip.detail if outcome.skip else "")


def _none(why: str) -> Isolation:
    return Isolation(memory=False, files=False, network=False, detail=f"no file can be read: {why}")


def _try(content: bytes, _name: str) -> Isolation:
    """In the reading process: try what it should not be able to do. `content` is a path outside its folder."""
    memory, files, network = _memory_is_limited(), _refuses_to_write(os.fsdecode(content)), _refuses_sockets()
    if memory and files and network:
        detail = "files are read without the network, without writing, and with limits on time and memory"
    else:
        bounds = {"memory": memory, "writing": files, "the network": network}
        missing = ", ".join(name for name, holds in bounds.items() if not holds)
        remedy = "; Linux 5.13 with Landlock can do it" if sys.platform == "linux" else ""
        detail = (
            f"files are read in another process with a limit on time, but this system cannot bound: {missing}{remedy}"
        )
    return Isolation(memory, files, network, detail)


def _memory_is_limited() -> bool:
    if sys.platform == "win32":
        return False
    import resource

    return resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY


def _refuses_to_write(path: str) -> bool:
    try:
        Path(path).write_bytes(b"")
    except PermissionError:
        return True
    return False


def _refuses_sockets() -> bool:
    try:
        socket.socket().close()
    except PermissionError:
        return True
    return False
