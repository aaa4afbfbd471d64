import pytest
from hypothesis import given, settings
from icalendar import Calendar, Event

from ipt_cards.exam.plan.calendar_file import CalendarError, plan_calendar
from ipt_cards.exam.plan.goal import Goal
from ipt_cards.exam.plan.plan import Plan, make_plan
from ipt_cards.forecast.exam_card import ExamCard
from ipt_cards.forecast.learner import NEW_LEARNER
from ipt_cards.scheduling.day import Day, date_of
from tests.exam.plan.test_plan import goals
from tests.forecast.strategies import TODAY

NOW = 1_800_000_000_000
CARDS = [ExamCard(f"card-{number}", "topic") for number in range(20)]


def plan(goal: Goal, today: Day = TODAY) -> Plan:
    return make_plan(CARDS, NEW_LEARNER, goal, today)


def events(content: bytes) -> dict[str, Event]:
    found = Calendar.from_ical(content).walk("VEVENT")
    by_uid = {str(event["uid"]): event for event in found}
    assert len(by_uid) == len(found)
    return by_uid  # type: ignore[return-value] # a VEVENT is an Event


@given(goals)
@settings(max_examples=30, deadline=None)
def test_each_study_day_is_an_event_and_so_is_the_exam(goal: Goal) -> None:
    made = plan(goal)
    found = events(plan_calendar(made, "ipt", "IPT", NOW))
    study = {date_of(day.day) for day in made.days if day.order}
    assert {e.decoded("dtstart") for u, e in found.items() if not u.startswith("exam")} == study
    assert found["exam.ipt@ipt-cards"].decoded("dtstart") == date_of(goal.exam)


@given(goals, goals)
@settings(max_examples=30, deadline=None)
def test_another_export_updates_the_events_of_the_first(first: Goal, second: Goal) -> None:
    before = plan_calendar(plan(first), "ipt", "IPT", NOW)
    made = plan(second)
    after = plan_calendar(made, "ipt", "IPT", NOW + 60_000, before)
    old, new = events(before), events(after)
    assert old.keys() <= new.keys()
    going_on = events(plan_calendar(made, "ipt", "IPT", NOW))
    for uid, event in new.items():
        assert (event.get("status") == "CANCELLED") == (uid not in going_on)
        same = uid in old and str(old[uid]["summary"]) == str(event["summary"])
        same = same and old[uid].decoded("dtstart") == event.decoded("dtstart")
        same = same and old[uid].get("description") == event.get("description")
        if uid in old and uid in going_on:
            assert int(str(event["sequence"])) == (0 if same else 1)
    assert plan_calendar(made, "ipt", "IPT", NOW + 120_000, after) == after


def test_days_that_are_past_stay_as_they_were() -> None:
    goal = Goal(Day(TODAY + 10), 30)
    before = plan_calendar(plan(goal), "ipt", "IPT", NOW)
    after = plan_calendar(plan(goal, Day(TODAY + 3)), "ipt", "IPT", NOW + 1000, before)
    past = f"{date_of(TODAY).isoformat()}.ipt@ipt-cards"
    assert events(after)[past] == events(before)[past]


def test_another_decks_plan_and_a_persons_own_calendar_are_not_replaced() -> None:
    goal = Goal(Day(TODAY + 10), 30)
    before = plan_calendar(plan(goal), "other", "Other", NOW)
    with pytest.raises(CalendarError, match="it holds `Other: study plan`, which would be lost"):
        plan_calendar(plan(goal), "ipt", "IPT", NOW, before)
    own = Calendar()
    event = Event()
    event.add("uid", "birthday")
    event.add("dtstart", date_of(goal.exam))
    own.add_component(event)
    with pytest.raises(CalendarError, match="it holds events that aren't of this plan"):
        plan_calendar(plan(goal), "ipt", "IPT", NOW, own.to_ical())


@pytest.mark.parametrize(
    "content", [b"BEGIN:VCALENDAR\nEND", b"\xff\xfe", b"hello", b"BEGIN:VEVENT"]
)
def test_what_is_no_calendar_is_told(content: bytes) -> None:
    with pytest.raises(CalendarError, match="it is no calendar that can be read"):
        plan_calendar(plan(Goal(Day(TODAY + 10), 30)), "ipt", "IPT", NOW, content)
