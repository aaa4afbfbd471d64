"""A process that answers and syncs: `python -m tests.progress.sync.syncing FOLDER ROUNDS`.

Prints the ids of a round's answers once `ipt-cards sync FOLDER` is done; before, that it started.
"""

import os
import secrets
import sys
import time
from pathlib import Path

from ipt_cards.cli.main import cli
from ipt_cards.progress.entries import Origin, Review, dated
from ipt_cards.progress.entry_id import RANDOM_BYTES, entry_id
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.grade import Grade
from ipt_cards.study.review_log import default_path
from tests.progress.making import BERLIN

ANSWERS = 20


def main(folder: str, rounds: int) -> None:
    say("started")
    for _ in range(rounds):
        ids = [
            entry_id(time.time_ns() // 1_000_000, secrets.token_bytes(RANDOM_BYTES))
            for _ in range(ANSWERS)
        ]
        with ReviewLog.open(default_path(os.environ), BERLIN) as log:
            log.append(
                *(
                    dated(Review(i, f"card-{i[-1]}", Grade.GOOD, 1, Origin.QUIZ), BERLIN)
                    for i in ids
                )
            )
        cli(["sync", "--json", folder], standalone_mode=False)
        say(f"synced {' '.join(ids)}")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(str(Path(sys.argv[1])), int(sys.argv[2]))
