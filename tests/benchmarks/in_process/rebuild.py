"""Print the seconds that making the schedule anew from a progress file takes."""

import sys
import time
from datetime import UTC
from pathlib import Path

from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.day import Calendar

with ReviewLog.open(Path(sys.argv[1]), Calendar(UTC)) as log:
    start = time.perf_counter()
    log.rebuild()
    print(time.perf_counter() - start)  # noqa: T201 - what the runner reads
