"""A process that answers cards: `python -m tests.progress.appending FILE ANSWERS`.

Prints each entry's id once its answer is acknowledged; before that, that it has started.
"""

import secrets
import sys
import time
from pathlib import Path

from ipt_cards.progress.entries import Origin, Review
from ipt_cards.progress.entry_id import RANDOM_BYTES, entry_id
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.grade import Grade
from tests.progress.making import BERLIN


def main(path: Path, answers: int) -> None:
    say("started")
    with ReviewLog.open(path, BERLIN) as log:
        for number in range(answers):
            now_ms = time.time_ns() // 1_000_000
            identifier = entry_id(now_ms, secrets.token_bytes(RANDOM_BYTES))
            card, grade = f"card-{number % 7}", Grade(number % 6)
            log.append(Review(identifier, card, grade, 1000, Origin.QUIZ))
            say(identifier)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
