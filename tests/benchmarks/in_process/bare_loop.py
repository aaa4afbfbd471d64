"""Print the seconds that reading a log's rows and folding them with a bare loop takes.

As little as SM-2 can do with: no calendar but UTC's, no type, no undo, nothing written.
"""

import sqlite3
import sys
import time

start = time.perf_counter()
connection = sqlite3.connect(sys.argv[1])
states: dict[str, tuple[int, int, int, int]] = {}
for identifier, card, grade in connection.execute("SELECT id, card, grade FROM review ORDER BY id"):
    day = int(identifier[:8] + identifier[9:13], 16) // 86_400_000
    repetitions, ease, interval, reviewed = states.get(card, (0, 250, 0, 0))
    if day <= reviewed:
        continue
    if grade < 3:
        states[card] = (0, ease, 1, day)
        continue
    ease = max(130, ease + 10 - (5 - grade) * (8 + (5 - grade) * 2))
    if repetitions == 0:
        interval = 1
    elif repetitions == 1:
        interval = 6
    else:
        interval = min(36_500, -(-interval * ease // 100))
    states[card] = (repetitions + 1, ease, interval, day)
print(time.perf_counter() - start)  # noqa: T201 - what the runner reads
