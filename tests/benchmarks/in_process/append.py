"""Print the median seconds until an answer is durable in a progress file."""

import sys
import time
from datetime import UTC
from pathlib import Path
from random import Random
from statistics import median

from ipt_cards.progress.entries import Origin, Review
from ipt_cards.progress.entry_id import RANDOM_BYTES, entry_id
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.day import Calendar
from ipt_cards.scheduling.grade import Grade

ANSWERS = 100

rng = Random()  # noqa: S311 - ids that are unlike those of the run before
cards = Path(sys.argv[2]).read_text(encoding="utf-8").split()
with ReviewLog.open(Path(sys.argv[1]), Calendar(UTC)) as log:
    log.progress()
    took = []
    for card in rng.sample(cards, ANSWERS):
        identifier = entry_id(time.time_ns() // 1_000_000, rng.randbytes(RANDOM_BYTES))
        review = Review(identifier, card, Grade.GOOD, 8_000, Origin.QUIZ)
        start = time.perf_counter()
        log.append(review)
        took.append(time.perf_counter() - start)
print(median(took))  # noqa: T201 - what the runner reads
