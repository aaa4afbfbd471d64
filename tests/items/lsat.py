"""The Law School Admissions Test, sections 6 and 7: five questions, a thousand learners each.

Bock and Lieberman 1970, Psychometrika 35, 179-197, table 1. How many learners had each of the 32
patterns, from all wrong to all right, the first question counting most.
"""

import numpy as np

_PATTERNS = {
    "LSAT-6": (
        *(3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15),
        *(10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28, 298),
    ),
    "LSAT-7": (
        *(12, 19, 1, 7, 3, 19, 3, 17, 10, 5, 3, 7, 7, 23, 8, 28),
        *(7, 39, 11, 34, 14, 51, 15, 90, 6, 25, 7, 35, 18, 136, 32, 308),
    ),
}

SCORES = {
    name: np.repeat(
        [[float(digit) for digit in f"{pattern:05b}"] for pattern in range(32)], counts, axis=0
    )
    for name, counts in _PATTERNS.items()
}
"""A row a learner, a column a question: 1 right, 0 wrong."""

ALPHA = {"LSAT-6": 0.294997192215944, "LSAT-7": 0.453408735387426}
DISCRIMINATION = {
    "LSAT-6": (
        *(0.112832688922342, 0.153178120116530, 0.172778943291090),
        *(0.144428095247094, 0.121596402547096),
    ),
    "LSAT-7": (
        *(0.245731649926475, 0.246673576711962, 0.313179253380072),
        *(0.222751254071482, 0.174786300909304),
    ),
}
"""By `alpha` of R's psych 2.2.9, as raw_alpha and r.drop. The published figures, with fewer
digits: 0.295 for LSAT-6 (Rizopoulos 2006, Journal of Statistical Software 17(5)), 0.453 for LSAT-7
(the manual of R's mirt)."""

RASCH = {
    "LSAT-6": (-1.256127963985, 0.474907147499, 1.235980612749, 0.168410071698, -0.623169867961),
    "LSAT-7": (-0.541470327320, 0.536545472604, -0.133582650460, 0.805166383886, -0.666658878709),
}
RASCH_ERROR = {
    "LSAT-6": (0.10440569342, 0.06991706747, 0.06877769117, 0.07261944484, 0.08591741372),
    "LSAT-7": (0.07916838296, 0.06796087699, 0.07313264457, 0.06745668319, 0.08151802423),
}
"""By `RM` of R's eRm 1.0-2, whose search ends within some millionths."""
