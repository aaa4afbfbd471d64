"""Spaced-repetition flashcards and quizzes from YAML.

Whatever a command does, a few lines of Python do: the names below are the whole of the interface.
Each is imported when it is first asked for, so that importing this costs next to nothing.

Where things are:

    cli         the commands, a folder a group: options, one or two calls, rendering
    terminal    what a learner sees and presses in a terminal: quiz, exam, reports
    web         the same in a browser: a server for this machine, and its pages
    study       what any front end needs: settings, files, decks, a quiz and an exam on record
    anki        to and from Anki: the package, adopting decks, reviews, pushing
    exam        the plan to an exam (plan), and the mock exam (mock)
    quiz        a quiz session as a state machine; how typed answers are judged
    forecast    the forgetting model, the learner behind a log, what score to expect
    progress    the review log: entries, the fold over them, storage, sync, statistics
    scheduling  SM-2, FSRS, the learner's day, what is due in what order, leeches
    deck        notes, cards, YAML, checking, Markdown
"""

from importlib import import_module

from ipt_cards.version import __version__

# Of `typing`, whose import takes longer than all else here: until it is over, Ctrl-C can't be told.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from ipt_cards.deck.deck import Deck
    from ipt_cards.deck.problem import DeckError, Problem
    from ipt_cards.errors import UserError
    from ipt_cards.exam.plan.plan import Plan
    from ipt_cards.forecast.score.readiness_report import ReadinessReport
    from ipt_cards.progress.log import ReviewLog
    from ipt_cards.scheduling.day import Calendar, Day, date_of, day_of
    from ipt_cards.scheduling.grade import Grade
    from ipt_cards.scheduling.scheduler import preview
    from ipt_cards.scheduling.sm2 import NEW, CardState, review
    from ipt_cards.study.authoring.checking import check_deck
    from ipt_cards.study.decks import load_deck
    from ipt_cards.study.exam.forecasts import make_plan, readiness
    from ipt_cards.study.packages import build_package
    from ipt_cards.study.quiz import Question, Quiz
    from ipt_cards.study.review_log import open_log

__all__ = [
    "NEW",
    "Calendar",
    "CardState",
    "Day",
    "Deck",
    "DeckError",
    "Grade",
    "Plan",
    "Problem",
    "Question",
    "Quiz",
    "ReadinessReport",
    "ReviewLog",
    "UserError",
    "__version__",
    "build_package",
    "check_deck",
    "date_of",
    "day_of",
    "load_deck",
    "make_plan",
    "open_log",
    "preview",
    "readiness",
    "review",
]

_MODULES = {
    "deck.deck": ("Deck",),
    "deck.problem": ("DeckError", "Problem"),
    "errors": ("UserError",),
    "exam.plan.plan": ("Plan",),
    "forecast.score.readiness_report": ("ReadinessReport",),
    "progress.log": ("ReviewLog",),
    "scheduling.day": ("Calendar", "Day", "date_of", "day_of"),
    "scheduling.grade": ("Grade",),
    "scheduling.scheduler": ("preview",),
    "scheduling.sm2": ("NEW", "CardState", "review"),
    "study.authoring.checking": ("check_deck",),
    "study.decks": ("load_deck",),
    "study.exam.forecasts": ("make_plan", "readiness"),
    "study.packages": ("build_package",),
    "study.quiz": ("Question", "Quiz"),
    "study.review_log": ("open_log",),
}


def __getattr__(name: str) -> object:
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
