"""A failing disk: the kernel refuses a process's calls, by a seccomp filter that it asks for itself.

What is refused is what SQLite and Python really call, so that their own handling of it is tested.
See https://docs.kernel.org/userspace-api/seccomp_filter.html.
"""

import ctypes
import errno
import platform
import struct
import sys
from dataclasses import dataclass

_AUDITED = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_NUMBERS = {
    "x86_64": {"pread64": 17, "pwrite64": 18, "fsync": 74, "fdatasync": 75, "ftruncate": 77},
    "aarch64": {"pread64": 67, "pwrite64": 68, "fsync": 82, "fdatasync": 83, "ftruncate": 46},
}
CAN_REFUSE = sys.platform == "linux" and platform.machine() in _NUMBERS

_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _ARCHITECTURE, _OFFSET = 0, 4, 16 + 3 * 8  # where they lie in the call that is judged
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
_SET_SECCOMP, _FILTER, _NO_NEW_PRIVILEGES = 22, 2, 38


@dataclass(frozen=True, slots=True)
class Refused:
    """From now on such calls fail; reads and writes only from an offset in the file on."""

    calls: tuple[str, ...]
    error: int = errno.EIO
    beyond: int = 0

    def __call__(self) -> None:
        for call in self.calls:
            _filter(self._program(call))

    def _program(self, call: str) -> bytes:
        machine = platform.machine()
        at_offsets = call in {"pread64", "pwrite64"}
        return b"".join(
            struct.pack("=HBBI", *instruction)
            for instruction in (
                (_LOAD, 0, 0, _ARCHITECTURE),
                (_IF_EQUAL, 0, 5, _AUDITED[machine]),
                (_LOAD, 0, 0, _NUMBER),
                (_IF_EQUAL, 0, 3, _NUMBERS[machine][call]),
                (_LOAD, 0, 0, _OFFSET),
                (_IF_AT_LEAST, 0, 1, self.beyond if at_offsets else 0),
                (_RETURN, 0, 0, _REFUSE | self.error),
                (_RETURN, 0, 0, _ALLOW),
            )
        )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def _filter(instructions: bytes) -> None:
    program = _Program(len(instructions) // 8, instructions)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.prctl(
        _SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0
    ):
        raise OSError(ctypes.get_errno(), "the kernel filters no calls")
