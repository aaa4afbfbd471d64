"""Where this machine keeps what is of use on no other."""

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from ipt_cards.atomic_file import private_folder, write_atomically

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


def recall(path: Path) -> Any:  # noqa: ANN401 - whatever JSON is there
    """What `remember` kept in a file; None where nothing readable is."""
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


def remember(path: Path, kept: object) -> None:
    """Keep something as JSON. A machine that can't goes on without it."""
    with contextlib.suppress(OSError):
        private_folder(path.parent)
        # Without indents: with them json writes in Python, in five times the time.
        content = json.dumps(kept, ensure_ascii=False).encode()
        write_atomically(path, content, private=True)
