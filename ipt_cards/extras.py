"""Extras: packages that only some learners need, and how to install them."""

import os
import sys


def installing(extra: str) -> str:
    """The command that installs an extra where this program runs.

    It names this very Python: the `python` on the PATH, if there is one, may be another, or the
    system's own, into which nobody may install.
    """
    import shlex  # noqa: PLC0415 - every command with a log imports this, few ask
    import subprocess  # noqa: PLC0415
    from importlib.util import find_spec  # noqa: PLC0415

    # uv puts no pip into what it makes.
    run = (
        [sys.executable, "-m", "pip", "install"]
        if find_spec("pip")
        else ["uv", "pip", "install", "--python", sys.executable]
    )
    command = subprocess.list2cmdline(run) if os.name == "nt" else shlex.join(run)
    return f'{command} "ipt-cards[{extra}]"'
