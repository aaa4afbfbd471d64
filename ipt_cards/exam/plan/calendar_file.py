"""The plan to an exam as a calendar (RFC 5545), for any program that keeps one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from math import ceil

from icalendar import Calendar, Event

from ipt_cards.exam.plan.plan import Plan, PlannedDay
from ipt_cards.scheduling.day import date_of

BEGINNING = b"BEGIN:VCALENDAR"
_HOST = "ipt-cards"


class CalendarError(ValueError):
    """A file that is no calendar, or another one. The message is for people."""


def plan_calendar(
    plan: Plan, deck_id: str, deck_name: str, now_ms: int, earlier: bytes = b""
) -> bytes:
    """A calendar with an event, all day, for each day of the plan that has cards, and the exam.

    now_ms: milliseconds since the epoch, the time stamp of what is new.
    earlier: the calendar that this one replaces. Events of days before the plan stay as they are,
    as does what says the same; those of days that have no cards any more are cancelled.

    Raises CalendarError where `earlier` is no calendar, or holds anything but this deck's plan.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{_HOST}//plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{deck_name}: study plan")
    stamp = datetime.fromtimestamp(now_ms // 1000, UTC)
    before = _events_of(earlier, deck_id)
    first = date_of(plan.days[0].day) if plan.days else date_of(plan.goal.exam)
    events: dict[str, Event] = {}
    for day, summary, description in _told(plan, deck_name):
        uid = _uid(deck_id, "exam" if day is None else day.isoformat())
        on = date_of(plan.goal.exam) if day is None else day
        events[uid] = _event(uid, on, summary, description)
    for uid, event in before.items():
        on = event.decoded("dtstart")
        if uid not in events and isinstance(on, date):
            kept = event.copy() if on < first else _event(uid, on, str(event["summary"]), "")
            if on >= first:
                kept.add("status", "CANCELLED")
            events[uid] = kept
    for uid in sorted(events, key=lambda uid: (events[uid].decoded("dtstart"), uid)):
        calendar.add_component(_numbered(events[uid], before.get(uid), stamp))
    return bytes(calendar.to_ical())


def _told(plan: Plan, deck_name: str) -> Iterator[tuple[date | None, str, str]]:
    """Each event's day, None for the exam's, its summary and its description."""
    for day in plan.days:
        if day.new or day.reviews or day.repeats:
            yield date_of(day.day), f"{deck_name}: {_work(day)}", "ipt-cards quiz"
    yield None, f"Exam: {deck_name}", f"{round(plan.score * 100)} % to be expected by the plan."


def _work(day: PlannedDay) -> str:
    parts = [
        f"{count} {what}"
        for count, what in (
            (len(day.new), "new"),
            (len(day.reviews), "review" if len(day.reviews) == 1 else "reviews"),
            (len(day.repeats), "once more"),
        )
        if count
    ]
    return f"{', '.join(parts)} ({ceil(day.minutes)} min)"


def _event(uid: str, on: date, summary: str, description: str) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(1))
    event.add("summary", summary)
    if description:
        event.add("description", description)
    event.add("transp", "TRANSPARENT")
    return event


def _numbered(event: Event, earlier: Event | None, stamp: datetime) -> Event:
    """The event with its revision: the earlier one's where it says the same, else the next."""
    if earlier is not None and _content(earlier) == _content(event):
        return earlier
    number = int(earlier.get("sequence", 0)) + 1 if earlier is not None else 0
    for key in ("dtstamp", "sequence"):
        event.pop(key, None)
    event.add("dtstamp", stamp)
    event.add("sequence", number)
    return event


def _content(event: Event) -> dict[str, bytes]:
    return {
        key: value.to_ical()
        for key, value in event.items()
        if key.lower() not in {"dtstamp", "sequence"}
    }


def _events_of(earlier: bytes, deck_id: str) -> dict[str, Event]:
    if not earlier.strip():
        return {}
    try:
        calendar = Calendar.from_ical(earlier)
        events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
        for event in events.values():
            event.decoded("dtstart")
    except (ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        raise CalendarError(f"it is no calendar that can be read: {error}") from None
    ending = _uid(deck_id, "")
    if any(not uid.endswith(ending) for uid in events):
        name = calendar.get("x-wr-calname")
        told = f"`{name}`" if name else "events that aren't of this plan"
        raise CalendarError(f"it holds {told}, which would be lost")
    return events  # type: ignore[return-value] # a VEVENT is an Event


def _uid(deck_id: str, what: str) -> str:
    return f"{what}.{deck_id}@{_HOST}"
