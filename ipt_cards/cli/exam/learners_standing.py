"""Reading what the log tells of the learner, for the commands that plan and forecast."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ipt_cards.cli.shared.learners_log import open_learners_log
from ipt_cards.cli.shared.progress_option import learner_calendar
from ipt_cards.scheduling.scheduler import Scheduler
from ipt_cards.study.clock import now_ms

if TYPE_CHECKING:
    from ipt_cards.study.exam.standing import Standing


def learners_standing(progress_file: Path, scheduler: Scheduler) -> "Standing":
    """The learner today. For commands that start no other program, which would inherit a variable.

    Forecasts need numpy, which takes longer to import than all else: so it is imported here, and
    not where nothing is forecast.
    """
    # numpy's linear algebra starts a thread for each core, which does nothing for columns as short
    # as these, but spins for a while. And the last bits of sums would hang on how many there are.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from ipt_cards.study.exam.standing import standing  # noqa: PLC0415 - see above

    calendar = learner_calendar()
    with open_learners_log(progress_file, scheduler) as log:
        return standing(log, calendar, now_ms())
