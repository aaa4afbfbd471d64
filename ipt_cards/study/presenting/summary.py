"""What a quiz came to, in words."""

from ipt_cards.quiz.summary import Summary
from ipt_cards.scheduling.day import Day
from ipt_cards.study.presenting import words
from ipt_cards.study.presenting.grades import grade_name


def title(*, finished: bool, cram: bool) -> str:
    """What stands above the rows; `finished` unless the learner left before the end."""
    return "Done for today" if finished and not cram else "Done" if finished else "So far"


def rows(summary: Summary, today: Day, *, finished: bool, cram: bool) -> list[tuple[str, str]]:
    """What was done and what comes next, each with its label, where anything was graded."""
    answers = sum(summary.graded.values())
    cards = words.counted(summary.cards, "card")
    grades = (f"{grade_name(grade)} {count:,}" for grade, count in summary.graded.items())
    told = [
        ("Answers", f"{answers:,} on {cards}, {_time(summary, answers)}"),
        ("Grades", " · ".join(grades)),
    ]
    if summary.reviews and not cram:
        share = words.percent(summary.remembered, summary.reviews)
        reviews = words.counted(summary.reviews, "review")
        told.append(("Retention", f"{share} ({summary.remembered:,} of {reviews})"))
    if summary.left.total and not finished:
        told.append(("Left today", _left_today(summary)))
    if not summary.planned:
        told.append(("Tomorrow", tomorrow(summary, today)))
    if summary.held_back:
        told.append(("New cards", held_back_told(summary.held_back, summary.most_new)))
    return told


def held_back_told(count: int, most_new: int) -> str:
    """That the day's limit keeps new cards for later days."""
    return (
        f"{words.counted(count, 'more waits', 'more wait')}: all decks together have {most_new:,} "
        "a day (`ipt-cards config set new` changes that)"
    )


def tomorrow(summary: Summary, today: Day) -> str:
    """What comes tomorrow or, if nothing does, when the next card is due."""
    parts = [
        words.counted(count, noun)
        for count, noun in (
            (summary.tomorrow_reviews, "review"),
            (summary.tomorrow_new, "new card"),
        )
        if count
    ]
    if parts:
        return " and ".join(parts)
    if summary.next_due is None:
        return "nothing"
    return f"nothing; the next card is due {words.due(summary.next_due, today)}"


def nothing_done(summary: Summary, today: Day, *, finished: bool) -> str:
    """What is said where nothing was graded."""
    if not finished:
        left = f" Left today: {_left_today(summary)}." if summary.left.total else ""
        return f"Nothing was answered.{left}"
    if summary.planned:
        return "Today's part of the plan is done."
    told = f"Nothing is due today. Tomorrow: {tomorrow(summary, today)}."
    if summary.held_back:
        told += f" New cards: {held_back_told(summary.held_back, summary.most_new)}."
    return told


def _left_today(summary: Summary) -> str:
    left = summary.left
    counts = ((left.new, "new"), (left.reviews, "review"), (left.again, "again"))
    return ", ".join(f"{count:,} {kind}" for count, kind in counts if count)


def _time(summary: Summary, answers: int) -> str:
    each = words.duration(summary.time_ms // answers)
    return f"{words.duration(summary.time_ms)} ({each} each)"
