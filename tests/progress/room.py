"""A disk without room, as far as a process can have one of its own."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """Each write that would make a file longer than this many bytes fails."""
    if sys.platform == "win32":
        pytest.skip("the platform has no limits")
    import resource  # noqa: PLC0415 - where there is one

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
