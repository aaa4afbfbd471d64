"""The exams that are kept beside a progress file: one being sat for each deck, and past ones."""

import os
from dataclasses import dataclass
from pathlib import Path

from ipt_cards.atomic_file import PRIVATE_FILE, private_folder, write_atomically
from ipt_cards.exam.mock.past_exam import PastExam, from_line, to_line
from ipt_cards.exam.mock.saved_sitting import from_json, to_json
from ipt_cards.exam.mock.sitting import Sitting
from ipt_cards.study.errors import ExamTakenOverError, StudyError
from ipt_cards.study.review_log import past_exams_file


@dataclass(frozen=True, slots=True)
class ExamFiles:
    """Where a learner's exams are kept. past: JSON Lines that are only ever added to."""

    progress_file: Path

    @property
    def past(self) -> Path:
        """The file of the exams that were handed in."""
        return past_exams_file(self.progress_file)

    def sitting(self, deck_id: str) -> Path:
        """The file of the exam that is being sat on a deck."""
        return self.progress_file.with_name(f"{self.progress_file.stem}.exam-{deck_id}.json")

    def load(self, deck_id: str) -> Sitting | None:
        """The exam being sat on a deck, if there is one.

        Raises StudyError for a file that `save` didn't write.
        """
        path = self.sitting(deck_id)
        try:
            sitting = from_json(path.read_bytes())
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise StudyError(
                f"{path} can't be read ({error}): --restart throws it away and begins a new exam"
            ) from None
        if sitting.deck != deck_id:
            raise StudyError(
                f"{path} is an exam on another deck: --restart throws it away and begins a new one"
            )
        return sitting

    def save(self, sitting: Sitting, before: Sitting | None) -> None:
        """Put the sitting on the disk in place of the one before.

        Raises ExamTakenOverError where another process has gone on with the exam meanwhile.
        """
        path = self.sitting(sitting.deck)
        private_folder(path.parent)
        found = path.read_bytes() if path.exists() else None
        if found != (to_json(before) if before else None):
            raise ExamTakenOverError(path)
        write_atomically(path, to_json(sitting), private=True)

    def discard(self, deck_id: str) -> None:
        """Forget the exam being sat on a deck."""
        self.sitting(deck_id).unlink(missing_ok=True)

    def history(self) -> tuple[list[PastExam], list[int]]:
        """The past exams in the order they ended, and the numbers of lines that hold none.

        Such a line is what a crash left of one, or damage.
        """
        if not self.past.exists():
            return [], []
        exams: dict[str, PastExam] = {}
        unreadable = []
        for number, line in enumerate(self.past.read_bytes().split(b"\n"), start=1):
            if line.strip():
                try:
                    exam = from_line(line)
                except ValueError:
                    unreadable.append(number)
                else:
                    exams.setdefault(exam.id, exam)
        return sorted(exams.values(), key=lambda exam: (exam.at_ms, exam.id)), unreadable

    def keep(self, exam: PastExam) -> None:
        """Add an exam to the past ones, durably, unless it is there already."""
        if any(kept.id == exam.id for kept in self.history()[0]):
            return
        private_folder(self.past.parent)
        self.past.touch(PRIVATE_FILE)
        with self.past.open("a+b") as file:
            # A crash may have left the last line half written.
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - 1))
            torn = file.read(1) not in (b"", b"\n")
            file.write(b"\n" * torn + to_line(exam))
            file.flush()
            os.fsync(file.fileno())
