"""Where the learner's progress lives."""

from collections.abc import Mapping
from pathlib import Path

VARIABLE = "IPT_CARDS_PROGRESS"


def default_path(environ: Mapping[str, str]) -> Path:
    """The progress file that IPT_CARDS_PROGRESS names, else the platform's place for user data."""
    if named := environ.get(VARIABLE):
        return Path(named).expanduser()
    import platformdirs  # noqa: PLC0415 - not needed where the file is named

    return Path(platformdirs.user_data_dir("ipt-cards", appauthor=False)) / "progress.db"
