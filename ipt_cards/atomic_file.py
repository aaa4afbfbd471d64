"""Writing a file whole or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path


def write_atomically(target: Path, content: bytes, *, durable: bool = True) -> None:
    """Put `content` at `target`, which holds either the old bytes or the new, never a part.

    The bytes go to a temporary file in the same folder, reach the disk, and are renamed over the
    target. A symlink at `target` is followed, so that the file it points to is the one replaced. A
    device or a pipe is written to as it is: nothing may take its place.

    durable: whether to wait for the disk. Without it a power cut may leave an empty file.

    Raises OSError when the folder is missing or unwritable or the disk is full; the old file is
    then untouched and no temporary file is left.
    """
    if target.exists() and not target.is_file():
        with target.open("wb") as stream:
            stream.write(content)
        return
    target = target.resolve()
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        # The person named the target, and knows nothing of a temporary file.
        raise OSError(error.errno, error.strerror, str(target)) from error
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        temporary.chmod(_mode_for(target))
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _mode_for(target: Path) -> int:
    # mkstemp makes 0600; a file that replaces another keeps its mode, a new one obeys the umask.
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask
