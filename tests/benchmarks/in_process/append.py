"""Print the median seconds until an answer is durable, in each of two progress files.

The answers go to the one and to the other in turn, for how long the disk takes changes from one
second to the next.
"""

import sys
import time
from contextlib import ExitStack
from datetime import UTC
from pathlib import Path
from random import Random
from statistics import median

from ipt_cards.progress.entries import Origin, Review
from ipt_cards.progress.entry_id import RANDOM_BYTES, entry_id
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.day import Calendar
from ipt_cards.scheduling.grade import Grade

ANSWERS = 300

rng = Random()  # noqa: S311 - ids that are unlike those of the run before
*paths, listed = map(Path, sys.argv[1:])
cards = rng.sample(listed.read_text(encoding="utf-8").split(), ANSWERS)
with ExitStack() as stack:
    logs = [stack.enter_context(ReviewLog.open(path, Calendar(UTC))) for path in paths]
    took: list[list[float]] = [[] for _ in logs]
    for log in logs:
        log.progress()  # makes the cache, where it isn't there yet
    for card in cards:
        for log, seconds in zip(logs, took, strict=True):
            identifier = entry_id(time.time_ns() // 1_000_000, rng.randbytes(RANDOM_BYTES))
            review = Review(identifier, card, Grade.GOOD, 8_000, Origin.QUIZ)
            start = time.perf_counter()
            log.append(review)
            seconds.append(time.perf_counter() - start)
print(*map(median, took))  # noqa: T201 - what the runner reads
