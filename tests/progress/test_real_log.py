"""A replay of one learner's 7,500 real answers through the log and the fold."""

import csv
from datetime import datetime
from pathlib import Path

import pytest

from ipt_cards.progress.entries import Origin, Review, dated
from ipt_cards.progress.entry_id import imported_id
from ipt_cards.progress.fold import fold
from ipt_cards.progress.lines import read_lines, to_line
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.grade import BUTTONS
from tests.progress.making import BERLIN

LOG = Path(__file__).parents[3] / "shared" / "real" / "one-learner-review-log.csv"

pytestmark = pytest.mark.skipif(
    not LOG.exists(), reason="the real log isn't part of the repository"
)


@pytest.fixture(scope="module")
def answers() -> list[Review]:
    with LOG.open(encoding="utf-8", newline="") as rows:
        return [answer_in(row) for row in csv.DictReader(rows)]


def answer_in(row: dict[str, str]) -> Review:
    at_ms = round(datetime.fromisoformat(row["review_time"]).timestamp() * 1000)
    return dated(
        Review(
            imported_id(at_ms, "anki", row["card_id"]),
            f"card-{row['card_id']}",
            BUTTONS[int(row["review_rating"]) - 1],
            int(row["review_duration"]),
            Origin.ANKI,
        ),
        BERLIN,
    )


def test_answered_one_by_one_it_is_the_fold_in_one_go(
    answers: list[Review], tmp_path: Path
) -> None:
    with ReviewLog.open(tmp_path / "progress.db", BERLIN) as log:
        for start in range(0, len(answers), 25):
            log.append(*answers[start : start + 25])
        assert log.check() == []
        assert log.progress() == fold(answers)
        assert len(log.entries()) == len(answers) > 7000


def test_imported_again_in_another_order_nothing_is_added(
    answers: list[Review], tmp_path: Path
) -> None:
    with ReviewLog.open(tmp_path / "progress.db", BERLIN) as log:
        log.merge(reversed(answers))
        report = log.merge(answers)
        assert (report.added, report.known, report.conflicts) == (0, len(answers), ())
        assert log.check() == []
        assert log.progress() == fold(answers)


def test_exported_and_merged_elsewhere_it_exports_the_same_bytes(
    answers: list[Review], tmp_path: Path
) -> None:
    with ReviewLog.open(tmp_path / "here.db", BERLIN) as here:
        here.merge(answers)
        exported = list(map(to_line, here.entries()))
    with ReviewLog.open(tmp_path / "there.db", BERLIN) as there:
        there.merge(read_lines(exported, "export.jsonl"))
        assert list(map(to_line, there.entries())) == exported
