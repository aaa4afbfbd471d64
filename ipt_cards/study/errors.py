"""What keeps a learner from going on, in words that say what to do."""

from pathlib import Path

from ipt_cards.errors import UserError


class StudyError(UserError):
    """Something outside of the deck is wrong. The message is for the person, shown as it is."""


class ConfigurationError(StudyError):
    """What is wrong with the configuration, a line each: where, which key, what to do."""


class NoteEditError(StudyError):
    """Why a note can't be edited, or not so, and what to do. Nothing was written."""


class ExamTakenOverError(StudyError):
    """The exam was gone on with, or ended, by another process."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"this exam was gone on with elsewhere, where its answers are kept ({path}). Open it "
            "again, by `ipt-cards exam` or in the browser, to go on from there."
        )
