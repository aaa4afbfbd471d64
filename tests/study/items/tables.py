"""Tables of simulated classes, as other programs write them."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from tests.items.simulation import SimulatedClass

GERMAN = ("Nachname", "Vorname", "E-Mail-Adresse", "Status", "Begonnen", "Bewertung/10,00")


def moodle(made: SimulatedClass, *, question: bool = True, right: bool = True) -> list[list[str]]:
    """Moodle's report of responses, in German: names and a row a learner."""
    names = list(GERMAN)
    for number in range(1, len(made.questions) + 1):
        names += [f"Frage {number}"] * question + [f"Antwort {number}"]
        names += [f"Richtige Antwort {number}"] * right
    rows = [names]
    for learner, chosen in enumerate(made.chosen.tolist()):
        row = [
            *("Curie", f"Marie {learner}", f"marie{learner}@example.org", "Beendet"),
            *(f"1. Juni 2026 9:{learner % 60:02}", "5,00"),
        ]
        for asked, option in zip(made.questions, chosen, strict=True):
            shift = learner % len(asked.options)  # options are shuffled
            options = asked.options[shift:] + asked.options[:shift]
            row += [f"{asked.asked}: {'; '.join(options)}"] * question
            row += [asked.options[option]] + ["A"] * right
        rows.append(row)
    return rows


def long(made: SimulatedClass) -> list[list[str]]:
    """A row an answer."""
    rows = [["learner", "question", "response", "right"]]
    for learner, chosen in enumerate(made.chosen.tolist()):
        rows += [
            [f"learner {learner}", asked.name, asked.options[option], "A"]
            for asked, option in zip(made.questions, chosen, strict=True)
        ]
    return rows


def scores(made: SimulatedClass) -> list[list[str]]:
    """A row a learner, a column of points a question."""
    rows = [["learner", *(asked.name for asked in made.questions)]]
    for learner, reached in enumerate(made.scores.tolist()):
        rows.append([f"learner {learner}", *(f"{score:g}" for score in reached)])
    return rows


def as_csv(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    """Rows as CSV."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()


def write_csv(path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> Path:
    """Write rows as CSV."""
    path.write_text(as_csv(rows), encoding=encoding, newline="")
    return path
