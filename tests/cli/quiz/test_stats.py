import re
from pathlib import Path

import pytest

from ipt_cards.scheduling.grade import Grade
from tests.cli.learner import Learner

SECTIONS = ["Today", "Next 30 days", "Retention", "Year", "Topics", "Hardest cards"]


def study(learner: Learner) -> None:
    learner.answer(
        (8, "capital/forward", Grade.GOOD),
        (7, "capital/forward", Grade.GOOD),
        (1, "colour", Grade.GOOD),
        (0, "capital/forward", Grade.AGAIN),
        (0, "colour", Grade.EASY),
    )


def test_every_section_is_there_before_the_first_answer(learner: Learner) -> None:
    result = learner.run("stats", learner.deck)
    assert result.exit_code == 0
    assert [
        line.split("  ")[0]
        for line in result.stdout.splitlines()
        if line in SECTIONS or line.split("  ")[0] in SECTIONS
    ] == SECTIONS
    assert "answered  nothing yet" in result.stdout


def test_today_tells_answers_time_grades_what_is_left_and_the_streak(learner: Learner) -> None:
    study(learner)
    lines = [line.rstrip() for line in learner.run("stats", learner.deck).stdout.splitlines()]
    assert lines[1:5] == [
        "answered  2 answers in 10 s: 2 reviews",
        "graded    Again 1, Easy 1",
        "left      1 drill, 2 new in Small",
        "streak    2 days (longest 2)",
    ]


def test_json_gives_the_same_figures(learner: Learner) -> None:
    study(learner)
    figures = learner.json("stats", learner.deck)
    assert figures["today"]["day"] == "2026-03-30"
    assert figures["today"]["by_kind"] == {"new": 0, "review": 2, "drill": 0, "cram": 0}
    assert figures["today"]["by_grade"]["5"] == 1
    assert figures["today"]["left"] == {"drills": 1, "reviews": 0, "new": 2}
    assert figures["streak"] == {"current": 2, "longest": 2}
    assert figures["retention"]["young"] == {"reviews": 3, "passed": 2}
    assert [week["monday"] for week in figures["weeks"]] == ["2026-03-23", "2026-03-30"]
    assert figures["forecast"][0] == {"day": "2026-03-30", "cards": 1}
    assert len(figures["forecast"]) == 30
    assert figures["days"] == {"2026-03-22": 1, "2026-03-23": 1, "2026-03-29": 1, "2026-03-30": 2}
    assert [hard["card"] for hard in figures["hardest"]] == ["capital/forward"]
    assert [topic["topic"] for topic in figures["topics"]] == ["The Basics", "More"]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(
    learner: Learner, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    study(learner)
    monkeypatch.setenv("COLUMNS", str(width))
    shown = learner.run("stats", learner.deck).stdout
    assert max(map(len, shown.splitlines())) <= width
    assert all(section in shown for section in SECTIONS)


def test_piped_output_holds_no_escape_codes(learner: Learner) -> None:
    study(learner)
    assert "\x1b" not in learner.run("stats", learner.deck).stdout


def test_no_color_leaves_no_colour_codes_on_a_terminal(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    study(learner)
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = re.compile(r"\x1b\[[0-9;]*3[0-9]")
    assert coloured.search(learner.run("stats", learner.deck).stdout)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not coloured.search(learner.run("stats", learner.deck).stdout)


def test_a_deck_with_errors_ends_with_2_and_its_problems(learner: Learner) -> None:
    (learner.deck / "more.yaml").write_text("topic: More\nnotes: 3\n")
    result = learner.run("stats", learner.deck)
    assert result.exit_code == 2
    assert "more.yaml:2" in result.stderr


def test_a_file_that_is_no_progress_is_refused_in_one_message(learner: Learner) -> None:
    learner.progress.write_text("not a database, and long enough to have a header " * 20)
    result = learner.run("stats", learner.deck)
    assert result.exit_code == 2
    assert "not an ipt-cards progress file" in result.stderr
    assert "Traceback" not in result.output


def test_a_folder_in_place_of_the_progress_file_is_told(
    learner: Learner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPT_CARDS_PROGRESS", str(tmp_path))
    told = learner.run("stats", learner.deck)
    assert told.exit_code == 2
    assert f"IPT_CARDS_PROGRESS names the folder {tmp_path}: your progress is a file" in told.stderr
