"""However narrow the terminal is, or says it is, every report is printed."""

from pathlib import Path

import numpy as np
import pytest

from ipt_cards.scheduling.grade import Grade
from tests.cli.learner import Learner
from tests.items.simulation import simulated
from tests.study.items.exports import exams_of, write


@pytest.mark.parametrize("columns", [0, 1, 2, 3, 5, 8, 13, 21, 34])
def test_every_report_is_printed(
    learner: Learner, columns: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner.answer((5, "capital/forward", Grade.GOOD), (4, "colour", Grade.AGAIN))
    monkeypatch.setenv("COLUMNS", str(columns))
    exams = write(tmp_path / "exams.json", *exams_of(simulated(np.random.default_rng(1), 120, 9)))
    for command in (
        ("stats", learner.deck),
        ("list", learner.deck),
        ("show", "colour", learner.deck),
        ("readiness", learner.deck),
        ("plan", learner.deck, "--exam", "2026-06-01"),
        ("readiness", learner.deck),
        ("exam", learner.deck, "--history"),
        ("items", exams),
        ("config",),
        ("coverage", learner.deck),
        ("quiz", learner.deck),
    ):
        done = learner.run(*command)
        assert done.exception is None or isinstance(done.exception, SystemExit)
        assert (done.exit_code, "defect" in done.stderr) == (0, False)
