"""What git has committed of a folder. It is never asked to look at the files that stand there.

A stranger's repository may name programs that git would run on those: filters, converters, hooks.
"""

import shutil
from pathlib import Path

_PATIENCE_S = 60


def committed(folder: Path, *arguments: str) -> bytes | None:
    """What git prints of a repository's history; None where it can't.

    So it is where there is no git, the folder is in no repository, or git refuses.
    """
    resolved = folder.resolve()
    if not any((each / ".git").exists() for each in (resolved, *resolved.parents)):
        return None
    import subprocess  # noqa: PLC0415 - most decks are in no repository

    program = shutil.which("git")
    if program is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, and no shell
            [program, "--no-optional-locks", "-c", "core.quotepath=off", *arguments],
            cwd=resolved,
            capture_output=True,
            check=True,
            timeout=_PATIENCE_S,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
