import json
import re
import shlex
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from click.testing import Result

from ipt_cards.deck.deck import Blueprint, Topic
from ipt_cards.deck.note import BasicNote
from ipt_cards.progress.entries import Suspension
from ipt_cards.progress.entry_id import entry_id
from ipt_cards.scheduling.grade import Grade
from ipt_cards.terminal.reports.plan import WIDEST
from tests.cli.learner import DECK, KEYS, NOW, Learner


def days_ahead(days: int) -> str:
    return (NOW.date() + timedelta(days=days)).isoformat()


def planned(learner: Learner, *options: str) -> Any:
    return learner.json("plan", learner.deck, *options)


def test_a_plan_lays_out_every_card_and_keeps_days_off_empty(learner: Learner) -> None:
    made = planned(learner, "--exam", days_ahead(14), "--days-off", "sat,sun")
    assert made["possible"]
    seen = [card for day in made["days"] for card in day["new"]]
    assert sorted(seen) == sorted(KEYS)
    for day in made["days"]:
        weekend = date.fromisoformat(day["day"]).weekday() >= 5
        assert not (weekend and (day["new"] or day["reviews"]))
        assert day["minutes"] <= made["goal"]["minutes"]


def test_a_plan_is_kept_and_shown_again_until_it_is_cleared(learner: Learner) -> None:
    made = planned(learner, "--exam", days_ahead(14), "--minutes", "20", "--target", "85%")
    assert planned(learner) == made
    changed = planned(learner, "--minutes", "25")
    assert changed["goal"] == {**made["goal"], "minutes": 25}
    assert learner.run("plan", learner.deck, "--clear").exit_code == 0
    told = learner.run("plan", learner.deck)
    assert told.exit_code == 2
    assert "there is no plan for this deck yet: name the day of the exam with --exam" in told.stderr


def test_the_night_before_is_planned_and_what_was_given_up_is_told(learner: Learner) -> None:
    made = planned(learner, "--exam", "tomorrow", "--minutes", "1")
    assert made["possible"]
    assert [day["day"] for day in made["days"]] == [days_ahead(0)]
    assert len(made["days"][0]["new"]) == 2
    assert len(made["given_up"]["unseen"]) == len(KEYS) - 2
    assert made["score"]["planned"] > made["score"]["without"]
    shown = " ".join(learner.run("plan", learner.deck).stdout.split())
    assert "exam Tue 2026-03-31, tomorrow" in shown
    assert "There isn't time for all: 3 cards never seen, 2 cards seen on fewer than" in shown
    asked = learner.run("quiz", learner.deck)
    assert (
        "Exam tomorrow. Today's part of the plan: 2 new cards and 0 reviews left." in asked.stderr
    )


def test_each_way_out_that_is_told_raises_the_score(learner: Learner) -> None:
    learner.write(LARGER)
    made = planned(learner, "--exam", days_ahead(4), "--minutes", "4")
    ways = made["ways_out"]
    for option, way in (("--minutes", ways["minutes"]), ("--exam", ways["exam"])):
        better = planned(learner, option, str(way))
        assert better["score"]["planned"] > made["score"]["planned"]
        planned(learner, "--exam", days_ahead(4), "--minutes", "4")


LARGER = replace(
    DECK,
    topics=tuple(
        Topic(
            topic,
            topic.title(),
            tuple(
                BasicNote(id=f"{topic}-{number}", front=f"{topic} {number}?", back="yes")
                for number in range(count)
            ),
        )
        for topic, count in (("basics", 4), ("more", 2), ("rest", 60))
    ),
    blueprint=Blueprint(weights=(("basics", 50), ("more", 30), ("rest", 20))),
)


def ways_out(refused: Result) -> list[list[str]]:
    """The commands that are told, each as its words after `ipt-cards`."""
    lines = refused.stdout.splitlines()
    return [shlex.split(line)[1:] for line in lines if line.strip().startswith("ipt-cards ")]


@pytest.mark.parametrize("way", range(4))
def test_each_command_that_is_told_as_a_way_out_works_as_it_stands(
    learner: Learner, way: int
) -> None:
    learner.write(LARGER)
    refused = learner.run(
        "plan",
        learner.deck,
        "--exam",
        days_ahead(9),
        "--minutes",
        "4",
        "--days-off",
        "sun",
        "--target",
        "85%",
        "--progress",
        learner.progress,
    )
    commands = ways_out(refused)
    assert len(commands) == 4
    assert learner.run(*commands[way]).exit_code == 0
    goal = planned(learner)["goal"]
    said = {"exam": days_ahead(9), "minutes": 4, "topics": [], "days_off": ["sun"], "target": 0.85}
    assert [key for key in said if goal[key] != said[key]] == [
        ["minutes", "days_off", "exam", "topics"][way]
    ]


def test_a_way_out_of_a_kept_plan_names_only_what_changes(learner: Learner) -> None:
    learner.write(LARGER)
    planned(learner, "--exam", days_ahead(90), "--topic", "rest", "--minutes", "4")
    shown = learner.run("plan", learner.deck, "--exam", days_ahead(9), "--all-topics")
    assert [command[2:] for command in ways_out(shown)][2] == [
        *("--topic", "basics", "--topic", "more")
    ]
    assert planned(learner)["goal"]["topics"] == []


def test_a_plan_of_fewer_topics_leaves_the_others_out_and_the_quiz_follows(
    learner: Learner,
) -> None:
    of_more = [card.key for card in DECK.topics[1].cards()]
    made = planned(learner, "--exam", days_ahead(14), "--topic", "MORE")
    assert made["goal"]["topics"] == ["more"]
    assert [card for day in made["days"] for card in day["new"]] == of_more
    assert planned(learner) == made
    assert "only More" in learner.run("plan", learner.deck).stdout
    asked = learner.run("quiz", learner.deck)
    assert "Today's part of the plan: 1 new card " in asked.stderr
    assert "Which are colours?" in asked.stdout
    assert learner.json("readiness", learner.deck)["planned"]
    everything = planned(learner, "--all-topics")
    assert everything["goal"]["topics"] == []
    assert sorted(card for day in everything["days"] for card in day["new"]) == sorted(KEYS)


def test_a_planned_topic_that_left_the_deck_is_told(learner: Learner) -> None:
    planned(learner, "--exam", days_ahead(14), "--topic", "more")
    learner.write(replace(DECK, topics=DECK.topics[:1]))
    (learner.deck / "more.yaml").unlink()
    told = learner.run("plan", learner.deck)
    assert told.exit_code == 2
    assert "the plan is for the topic `more`, which Small hasn't any more" in told.stderr
    assert "The plan can't be followed" in learner.run("quiz", learner.deck).stderr
    assert learner.run("readiness", learner.deck).exit_code == 0
    assert planned(learner, "--all-topics")["possible"]


def test_with_every_card_suspended_there_is_nothing_to_plan(learner: Learner) -> None:
    planned(learner, "--exam", days_ahead(14))
    learner.append(
        Suspension(entry_id(0, bytes([number] * 10)), card, suspended=True)
        for number, card in enumerate(KEYS)
    )
    assert "all cards that it is on are suspended" in learner.run("plan", learner.deck).stderr
    assert "The plan can't be followed" in learner.run("quiz", learner.deck).stderr
    assert learner.run("readiness", learner.deck).exit_code == 0


@pytest.mark.parametrize("width", [40, 80, 200])
def test_what_cannot_be_done_is_told_within_the_terminals_width(
    learner: Learner, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    learner.write(LARGER)
    monkeypatch.chdir(learner.deck)
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    shown = learner.run("plan", ".", "--exam", days_ahead(9), "--minutes", "4").stdout
    shown = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert max(map(len, shown.splitlines())) <= width
    assert "--topic basics --topic more" in " ".join(shown.split())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--exam", "2020-01-01"), "the exam has to be today or on a day to come"),
        (("--exam", "someday"), "`someday` is no date: write it as 2027-02-15, 15 Feb, fri,"),
        (("--exam", "4/5/2026"), "`4/5/2026` could be 2026-04-05 or 2026-05-04: write the one"),
        (("--exam", "2026-02-30"), "`2026-02-30` is no date"),
        (("--exam", "2026-05-01", "--minutes", "0"), "a day has 1 to 1440 minutes to study, not 0"),
        (("--exam", "2026-05-01", "--target", "100%"), "`100%` is no share below 100 %"),
        (("--exam", "2026-05-01", "--days-off", "sunday,sunnday"), "`sunnday` is no weekday"),
        (
            ("--exam", "2026-05-01", "--days-off", "mon,tue,wed,thu,fri,sat,sun"),
            "with every day off no day is left to study",
        ),
    ],
)
def test_a_plan_that_makes_no_sense_is_a_clear_answer(
    learner: Learner, options: tuple[str, ...], said: str
) -> None:
    told = learner.run("plan", learner.deck, *options)
    assert told.exit_code == 2
    assert said in told.stderr


def test_an_empty_deck_can_not_be_planned_for(learner: Learner) -> None:
    for file in learner.deck.glob("*.yaml"):
        if file.name != "deck.yaml":
            file.write_text("topic: Nothing\nnotes: []\n")
    told = learner.run("plan", learner.deck, "--exam", days_ahead(9))
    assert told.exit_code == 2
    assert "there are no cards to plan for" in told.stderr


def test_a_damaged_file_of_goals_says_what_to_do(learner: Learner) -> None:
    learner.progress.with_name("progress.goals.json").write_text("{")
    told = learner.run("plan", learner.deck)
    assert told.exit_code == 2
    assert "drop it with `ipt-cards plan --clear`, and plan again" in told.stderr
    assert learner.run("plan", learner.deck, "--clear").exit_code == 0
    assert learner.run("plan", learner.deck, "--exam", days_ahead(9)).exit_code == 0


def test_the_quiz_asks_what_the_plan_has_for_today_and_then_is_done(learner: Learner) -> None:
    made = planned(learner, "--exam", days_ahead(14))
    today = made["days"][0]
    asked = learner.run("quiz", learner.deck, stdin=b"")
    assert f"Today's part of the plan: {len(today['new'])} new card" in asked.stderr
    learner.answer(*((0, card, Grade.GOOD) for card in [*today["reviews"], *today["new"]]))
    done = learner.run("quiz", learner.deck)
    assert "Today's part of the plan: done." in done.stderr
    assert "Today's part of the plan is done." in done.stdout


def test_what_time_is_left_of_the_day_is_used_when_the_plans_part_is_done(
    learner: Learner,
) -> None:
    learner.write(LARGER)
    planned(learner, "--exam", days_ahead(30), "--minutes", "5")
    asked = learner.run("quiz", learner.deck, stdin=b"")
    assert "Today's part of the plan: 10 new cards" in asked.stderr
    goals = json.loads(learner.progress.with_name("progress.goals.json").read_bytes())
    first = goals["small"]["today"]["cards"]
    learner.answer(*((0, card, Grade.GOOD) for card in first))
    more = learner.run("quiz", learner.deck, stdin=b"")
    assert re.search(r"Today's part of the plan: [1-9]\d* new cards", more.stderr)
    goals = json.loads(learner.progress.with_name("progress.goals.json").read_bytes())
    assert goals["small"]["today"]["cards"][: len(first)] == first


def test_a_quiz_by_the_plan_promises_nothing_for_tomorrow_by_other_limits(
    learner: Learner,
) -> None:
    planned(learner, "--exam", days_ahead(14))
    following = learner.run("quiz", learner.deck, stdin=b"\n4\n").stdout
    assert "Grades" in following
    assert "Tomorrow" not in following
    alone = learner.run("quiz", learner.deck, "--no-plan", stdin=b"\n4\n").stdout
    assert "Tomorrow" in alone


def test_looking_at_the_plan_leaves_what_it_has_for_today(learner: Learner) -> None:
    learner.write(LARGER)
    planned(learner, "--exam", days_ahead(30))
    learner.run("quiz", learner.deck)
    before = learner.progress.with_name("progress.goals.json").read_bytes()
    assert b'"today"' in before
    planned(learner)
    planned(learner, "--minutes", "30")
    assert learner.progress.with_name("progress.goals.json").read_bytes() == before
    planned(learner, "--minutes", "31")
    assert b'"today"' not in learner.progress.with_name("progress.goals.json").read_bytes()


def test_the_quiz_leaves_the_plan_alone_when_asked_to(learner: Learner) -> None:
    planned(learner, "--exam", days_ahead(14))
    assert "plan" not in learner.run("quiz", learner.deck, "--no-plan", stdin=b"").stderr
    assert "plan" not in learner.run("quiz", learner.deck, "--cram", stdin=b"").stderr


def test_the_screen_tells_the_exam_the_target_and_the_days(learner: Learner) -> None:
    shown = learner.run("plan", learner.deck, "--exam", days_ahead(14)).stdout
    assert "Mon 2026-04-13, in 14 days" in shown
    assert "Mon 2026-03-30" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_the_score_to_be_expected_is_told_beside_that_of_stopping_now(learner: Learner) -> None:
    shown = " ".join(learner.run("plan", learner.deck, "--exam", days_ahead(14)).stdout.split())
    assert re.search(r"score \d+ % to be expected; \d+ % if you stop now", shown)
    assert "There isn't time" not in shown


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("today", 0),
        ("tomorrow", 1),
        ("tue", 1),
        ("Monday", 7),
        ("+3w", 21),
        ("+10d", 10),
        ("15 May", 46),
        ("May 15, 2026", 46),
        ("15.5.", 46),
        ("15/5", 46),
        ("5/15/2026", 46),
        ("29 March", 364),
    ],
)
def test_the_exams_day_may_be_written_as_people_say_it(
    learner: Learner, written: str, day: int
) -> None:
    assert planned(learner, "--exam", written)["goal"]["exam"] == days_ahead(day)


def test_after_the_exam_the_plan_says_how_to_go_on(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(learner, "--exam", days_ahead(14))
    then_ns = int((NOW + timedelta(15)).timestamp()) * 1_000_000_000
    monkeypatch.setattr("time.time_ns", lambda: then_ns)
    told = learner.run("plan", learner.deck)
    assert told.exit_code == 2
    assert "the day of the planned exam, 2026-04-13, is past" in told.stderr
    assert "`ipt-cards plan --clear` ends the plan" in learner.run("quiz", learner.deck).stderr
    assert planned(learner, "--exam", days_ahead(40))["possible"]


def test_a_card_that_left_the_deck_is_no_longer_waited_for(learner: Learner) -> None:
    today = planned(learner, "--exam", days_ahead(14))["days"][0]["new"]
    assert f"{len(today)} new card" in learner.run("quiz", learner.deck).stderr
    notes = {card.partition("/")[0] for card in today}
    topics = [
        replace(topic, notes=tuple(note for note in topic.notes if note.id not in notes))
        for topic in DECK.topics
    ]
    topics.append(Topic("other", "Other", (BasicNote(id="other", front="Else?", back="Yes"),)))
    learner.write(replace(DECK, topics=tuple(topics)))
    assert "Today's part of the plan: 1 new card " in learner.run("quiz", learner.deck).stderr


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("days", [7, 300])
def test_no_line_is_wider_than_the_terminal_and_the_chart_says_where_it_ends(
    learner: Learner, monkeypatch: pytest.MonkeyPatch, width: int, days: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    shown = learner.run("plan", learner.deck, "--exam", days_ahead(days)).stdout
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in shown.splitlines()]
    assert max(map(len, lines)) <= width
    assert (f"Minutes a day, the next {min(width, WIDEST) - 8} days" in lines) is (days == 300)


def test_days_off_may_be_dates_and_stay_until_there_are_none(learner: Learner) -> None:
    away = f"sun,{days_ahead(2)}..{days_ahead(4)},{days_ahead(8)}"
    made = planned(learner, "--exam", days_ahead(14), "--days-off", away)
    off = {days_ahead(day) for day in (2, 3, 4, 6, 8, 13)}
    assert {day["day"] for day in made["days"] if not day["minutes"]} >= off
    assert made["goal"]["days_off"] == ["sun"]
    assert made["goal"]["breaks"] == [
        [days_ahead(2), days_ahead(4)],
        [days_ahead(8), days_ahead(8)],
    ]
    shown = learner.run("plan", learner.deck).stdout
    assert "none on Sun, 2026-04-01 to 2026-04-03, 2026-04-07" in " ".join(shown.split())
    cleared = planned(learner, "--days-off", "none")["goal"]
    assert (cleared["days_off"], cleared["breaks"]) == ([], [])


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("sunn", "`sunn` is no weekday, and no date"),
        ("2026-13-01", "is no weekday, and no date"),
        ("2026-04-09..2026-04-02", "ends before it begins"),
        ("..", "is no weekday, and no date"),
    ],
)
def test_what_is_no_day_off_is_refused(learner: Learner, written: str, said: str) -> None:
    told = learner.run("plan", learner.deck, "--exam", days_ahead(14), "--days-off", written)
    assert (told.exit_code, said in told.stderr) == (2, True)


def test_where_the_only_day_is_a_day_off_it_is_offered_to_study_on_it(learner: Learner) -> None:
    learner.run("plan", learner.deck, "--exam", "tomorrow", "--days-off", "mon")
    told = learner.run("plan", learner.deck)
    assert "Study on the days off, too" in told.stdout
    [command] = [words for words in ways_out(told) if "--days-off" in words]
    assert command[-2:] == ["--days-off", "none"]
    learner.run(*command)
    assert len(planned(learner)["days"][0]["new"]) == len(KEYS)


def test_a_suspended_card_is_learnt_no_more_but_counts_everywhere(learner: Learner) -> None:
    learner.write(replace(DECK, blueprint=Blueprint((("basics", 60), ("more", 40)), questions=5)))
    learner.run("suspend", "capital", "--deck", learner.deck)
    asleep = ["capital/forward", "capital/reverse"]
    made = planned(learner, "--exam", days_ahead(14))
    assert made["suspended"] == asleep
    assert not any(card in day["new"] for day in made["days"] for card in asleep)
    ready = learner.json("readiness", learner.deck)
    assert ready["suspended"] == asleep
    assert not set(asleep) & {each["card"] for each in ready["most_helpful"]}
    assert ready["total"]["share"] == pytest.approx(made["score"]["planned"], abs=2e-4)
    for report in ("plan", "readiness"):
        shown = " ".join(learner.run(report, learner.deck).stdout.split())
        assert "suspended 2 cards: not learnt, but counted, as the exam may ask them" in shown
    exam = learner.run("exam", learner.deck)
    assert "2 questions of suspended cards: the real exam may ask them, too." in exam.stderr
    asked = learner.run("quiz", learner.deck, "--cram", stdin=b"\n4\n" * 9)
    assert "France" not in asked.stdout


def test_an_unknown_topic_and_a_clear_with_more_are_told_plainly(learner: Learner) -> None:
    unknown = learner.run("plan", learner.deck, "--exam", "+3w", "--topic", "mores")
    assert (unknown.exit_code, "there is no topic" in unknown.stderr) == (2, True)
    assert "defect" not in unknown.stderr
    both = learner.run("plan", learner.deck, "--clear", "--exam", "+3w")
    assert (both.exit_code, "nothing else goes with it" in both.stderr) == (2, True)


def test_a_sync_says_that_the_plan_stays(learner: Learner) -> None:
    shared = learner.deck.with_name("shared")
    shared.mkdir()
    assert "plan to an exam" not in learner.run("sync", shared).stdout
    planned(learner, "--exam", days_ahead(14))
    assert "Answers travel; the plan to an exam and your settings don't" in (
        learner.run("sync", shared).stdout
    )


def test_a_quiz_that_the_day_turns_under_goes_on_with_the_new_days_plan(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner.write(LARGER)
    planned(learner, "--exam", days_ahead(30), "--minutes", "3")
    now = int(NOW.timestamp() * 1000) + 15 * 3_600_000 + 59 * 60_000  # 03:59
    calls = iter(range(1_000_000))

    def clock() -> int:
        # Two minutes pass while the first card is asked, a second with everything after.
        return (now + (120_000 if next(calls) > 8 else 0)) * 1_000_000

    monkeypatch.setattr("time.time_ns", clock)
    asked = learner.run("quiz", learner.deck, stdin=b"\n3\n" * 9)
    assert asked.stdout.count("A new day has begun") == 1
    kept = json.loads(learner.progress.with_name("progress.goals.json").read_bytes())
    [goal] = kept.values()
    assert goal["today"]["day"] == days_ahead(1)


def test_on_a_day_off_the_quiz_says_so_and_what_to_do(learner: Learner) -> None:
    planned(learner, "--exam", days_ahead(14), "--days-off", "mon")
    asked = learner.run("quiz", learner.deck)
    assert "Today is a day off: `--no-plan` asks what is due" in asked.stderr
    assert "done" not in asked.stderr


def test_the_plan_is_written_as_a_calendar_and_nothing_else_is_replaced(learner: Learner) -> None:
    target = learner.deck.parent / "plan.ics"
    learner.run("plan", learner.deck, "--exam", days_ahead(14), "--ics", target)
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    other = learner.deck.parent / "notes.txt"
    other.write_text("mine", encoding="utf-8")
    run = learner.run("plan", learner.deck, "--ics", other)
    assert run.exit_code == 2
    assert other.read_text(encoding="utf-8") == "mine"


def test_where_the_calendar_is_refused_the_plan_stays_as_it_was(learner: Learner) -> None:
    before = planned(learner, "--exam", days_ahead(14))
    folder = learner.deck.parent
    (folder / "junk.ics").write_text("junk", encoding="utf-8")
    (folder / "damaged.ics").write_text("BEGIN:VCALENDAR\nEND", encoding="utf-8")
    assert learner.run("plan", learner.deck, "--ics", folder / "mine.ics").exit_code == 0
    mine = (folder / "mine.ics").read_bytes()
    other = mine.replace(b".small@", b".other@").replace(b"Small", b"Other")
    (folder / "other.ics").write_bytes(other)
    for name, said in (
        ("junk.ics", "is there already and is no calendar"),
        ("damaged.ics", "it is no calendar that can be read"),
        ("other.ics", "it holds `Other: study plan`, which would be lost: name another file"),
    ):
        run = learner.run("plan", learner.deck, "--exam", days_ahead(30), "--ics", folder / name)
        assert run.exit_code == 2
        assert said in run.stderr
        assert planned(learner) == before
    assert (folder / "other.ics").read_bytes() == other


def test_a_calendar_makes_no_folder_by_a_mistyped_name(learner: Learner) -> None:
    target = learner.deck.parent / "plans" / "spring" / "plan.ics"
    done = learner.run("plan", learner.deck, "--exam", days_ahead(14), "--ics", target)
    assert done.exit_code == 2
    assert done.stderr.endswith(f"make the folder {target.parent} first, or name another\n")
    assert not target.parent.parent.exists()


def test_more_new_cards_a_day_than_the_setting_says_are_told(learner: Learner) -> None:
    goal = ("--exam", days_ahead(9))
    learner.configuration.write_text("new = 2\n")
    shown = " ".join(learner.run("plan", learner.deck, *goal).stdout.split())
    assert re.search(
        r"new a day [345] at most: .* whatever the setting `new` \(2 a day\) says", shown
    )
    learner.configuration.write_text("new = 5\n")
    assert "new a day" not in learner.run("plan", learner.deck, *goal).stdout


def test_a_plan_with_days_on_which_nothing_gains_says_why(learner: Learner) -> None:
    learner.answer(*((1, card, Grade.GOOD) for card in KEYS))
    shown = learner.run("plan", learner.deck, "--exam", days_ahead(90), "--target", "80%").stdout
    assert re.search(r"^\w+ [0-9-]+ +0 +0 +0$", shown, re.MULTILINE)
    assert "On days without cards nothing would gain" in shown
    shown = learner.run("plan", learner.deck, "--exam", days_ahead(1)).stdout
    assert "On days without cards" not in shown
