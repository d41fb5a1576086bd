"""What a process that reads files gives up: writing anywhere but in a folder of its own, the network, and much memory.

On Linux by Landlock (Documentation/userspace-api/landlock.rst of the kernel) and seccomp (seccomp(2)), which need no
privileges and hold for whatever the process starts. Where the system has no such thing, the process goes on without.
"""

import contextlib
import ctypes
import os
import platform
import struct
import sys
import tempfile
from dataclasses import dataclass

_SYS_LANDLOCK_CREATE_RULESET, _SYS_LANDLOCK_ADD_RULE, _SYS_LANDLOCK_RESTRICT_SELF = 444, 445, 446
_LANDLOCK_CREATE_RULESET_VERSION, _LANDLOCK_RULE_PATH_BENEATH = 1, 1
_WRITE_FILE = 1 << 1
# remove_dir to make_sym, refer, truncate; by the version of Landlock that brought them.
_CHANGES = {1: _WRITE_FILE | sum(1 << bit for bit in range(4, 13)), 2: 1 << 13, 3: 1 << 14}
_TCP = 0b11  # bind, connect; since version 4
_SCOPES = 0b11  # abstract sockets and signals stay among ourselves; since version 6

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13  # errno EACCES
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # classic BPF
_X32_CALLS = 0x40000000


@dataclass(frozen=True, slots=True)
class _Machine:
    """Numbers of calls on a processor, those ``refused``: socket; ptrace, process_vm_writev and io_uring_setup, by
    which one could get round the rest; and what Landlock leaves out, the changing of owners, modes, times and
    attributes."""

    audit: int
    refused: tuple[int, ...]


_MACHINES = {
    "x86_64": _Machine(0xC000003E, (41, 101, 311, 425, 90, 92, 94, 132, 188, 189, 235, 260, 261, 268, 280, 452)),
    "aarch64": _Machine(0xC00000B7, (198, 117, 271, 425, 5, 6, 53, 54, 88, 452)),
}


def confine(scratch: str, memory: int) -> None:
    """Confine this process and its children for good: `memory` bytes of address space, and, where the kernel can,
    no writing outside the folder `scratch`, which becomes the one for temporary files, and no sockets."""
    tempfile.tempdir = os.environ["TMPDIR"] = scratch
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):  # macOS has the call and refuses it
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
            _restrict_files(libc, scratch)
            _refuse_calls(libc)


def _restrict_files(libc: ctypes.CDLL, scratch: str) -> None:
    version = libc.syscall(_SYS_LANDLOCK_CREATE_RULESET, None, 0, _LANDLOCK_CREATE_RULESET_VERSION)
    if version < 1:
        return
    changes = sum(rights for since, rights in _CHANGES.items() if version >= since)
    attributes = struct.pack("=QQQ", changes, _TCP if version >= 4 else 0, _SCOPES if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = libc.syscall(_SYS_LANDLOCK_CREATE_RULESET, attributes[:size], size, 0)
    if ruleset < 0:
        return
    try:
        if _allow(libc, ruleset, scratch, changes) and _allow(libc, ruleset, os.devnull, _WRITE_FILE):
            libc.syscall(_SYS_LANDLOCK_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: str, rights: int) -> bool:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("=Qi", rights, place)
        return bool(libc.syscall(_SYS_LANDLOCK_ADD_RULE, ruleset, _LANDLOCK_RULE_PATH_BENEATH, rule, 0) == 0)
    finally:
        os.close(place)


def _refuse_calls(libc: ctypes.CDLL) -> None:
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return
    program = _program(machine)
    code = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog: the number of instructions, eight bytes each, and where they are.
    filters = struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
    libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.c_char_p(filters), 0, 0)


def _program(machine: _Machine) -> bytes:
    """A filter in classic BPF over struct seccomp_data: the number of the call is at 0, the architecture at 4."""
    count = len(machine.refused)
    steps = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 0, count + 3, machine.audit),
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, count + 1, 0, _X32_CALLS),
        *((_EQUAL, count - number, 0, call) for number, call in enumerate(machine.refused)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
