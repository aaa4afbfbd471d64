"""Where this machine keeps what is of use on no other."""

import hashlib
import os
from pathlib import Path

VARIABLE = "IPT_CARDS_STATE"


def state_of(kind: str, name: str, place: Path, suffix: str) -> Path:
    """The file with the state of the file or folder at `place`, in a folder for each kind.

    name: what people know the place by. It is told from others of that name by its path.
    """
    if chosen := os.environ.get(VARIABLE):
        state = Path(chosen)
    else:
        import platformdirs  # noqa: PLC0415 - not needed where the folder is named

        state = platformdirs.user_state_path("ipt-cards", appauthor=False)
    digest = hashlib.sha256(str(place.resolve()).encode()).hexdigest()[:12]
    return state / kind / f"{name}-{digest}{suffix}"
