"""Syncing the learner's machines: by itself, or around something else that is done."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ipt_cards.progress.errors import ProgressError
from ipt_cards.progress.log import ReviewLog
from ipt_cards.study.configuration.settings import Settings
from ipt_cards.study.configuration.state_folder import state_of
from ipt_cards.study.review_log import default_path

# Only learners with a folder to sync with wait for what that takes.
if TYPE_CHECKING:
    from ipt_cards.progress.sync.exchange import Exchange


def sync(
    log: ReviewLog,
    folder: Path,
    *,
    device_name: str | None = None,
    dry_run: bool = False,
    wait_ms: int = 10_000,
) -> "Exchange":
    """Take in what the other machines wrote to the folder, and write there what is new here.

    device_name: what this machine is called from now on, if not as before.
    wait_ms: how long to wait for another process that syncs.

    Raises ProgressError, and OSError where the folder can't be used.
    """
    import secrets  # noqa: PLC0415 - see above
    import socket  # noqa: PLC0415

    from ipt_cards.progress.sync.device import device, file_safe  # noqa: PLC0415
    from ipt_cards.progress.sync.exchange import exchange  # noqa: PLC0415
    from ipt_cards.study.counted_answers import share  # noqa: PLC0415

    name = device_name or file_safe(socket.gethostname().partition(".")[0]) or "device"
    kept = state_of("devices", log.path.stem, log.path, ".db")
    tag = secrets.token_hex(3)
    with device(kept, name, tag, renamed=device_name is not None, wait_ms=wait_ms) as this:
        found = exchange(log, folder, this, tag, dry_run=dry_run)
        if not dry_run:
            share(log, folder, this.name)
        return found


@contextmanager
def synced(
    log: ReviewLog, settings: Settings, tell: Callable[["Exchange | Exception"], None]
) -> Iterator[None]:
    """Sync with the configured folder, if there is one, before and after what is done inside.

    tell: is given what came of it, or the error; whatever goes wrong, the rest can go on.

    A log other than the usual one, on which somebody tries things or another learner learns, is
    left alone.
    """
    folder = settings.sync_folder
    if folder is None or log.path != default_path(os.environ):
        yield
        return
    tell(_tried(log, folder))
    try:
        yield
    finally:
        tell(_tried(log, folder))


def _tried(log: ReviewLog, folder: Path) -> "Exchange | Exception":
    try:
        return sync(log, folder, wait_ms=0)
    except (ProgressError, OSError) as error:
        return error
