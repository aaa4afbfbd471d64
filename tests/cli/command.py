"""Running `ipt-cards` as a person does: a real process, with folders of its own."""

import os
import subprocess
import sys
from pathlib import Path


def ipt_cards(
    *arguments: str | Path, cwd: Path, stdin: str = "", **environment: str
) -> "subprocess.CompletedProcess[str]":
    """Run the command in a folder that also holds whatever it keeps for the learner."""
    return subprocess.run(
        [sys.executable, "-m", "ipt_cards", *map(str, arguments)],
        cwd=cwd,
        env=environment_in(cwd) | environment,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def environment_in(folder: Path) -> dict[str, str]:
    """The environment of a process that leaves the person's own files alone."""
    kept = folder / ".kept"
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in {"SOURCE_DATE_EPOCH", "NO_COLOR", "FORCE_COLOR"}
        and not name.startswith("IPT_CARDS_")
    }
    return inherited | {
        "IPT_CARDS_STATE": str(kept / "state"),
        "IPT_CARDS_PROGRESS": str(kept / "progress.db"),
        "IPT_CARDS_CONFIG": str(kept / "config.toml"),
        "IPT_CARDS_CACHE": str(kept / "cache"),
    }
