"""A learner at a command line: a small deck, a progress file, a clock that stands."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ipt_cards.cli.main import cli
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.note import BasicNote, ChoiceNote, ClozeNote, Distractor
from ipt_cards.deck.writing.deck_yaml import deck_files
from ipt_cards.progress.entries import Entry, Origin, Review, dated
from ipt_cards.progress.entry_id import entry_id
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.day import Calendar
from ipt_cards.scheduling.grade import Grade

NOW = datetime(2026, 3, 30, 12, tzinfo=UTC)
"""A Monday."""

CALENDAR = Calendar(UTC)

DECK = Deck(
    id="small",
    name="Small",
    topics=(
        Topic(
            "basics",
            "The Basics",
            (
                BasicNote(id="capital", front="Capital of *France*?", back="Paris", reversed=True),
                ClozeNote(
                    id="weeks",
                    text="Usually {{c1::12–16::how many?}} weeks in {{c2::weekly}} sessions.",
                    tags=("course::length",),
                ),
            ),
        ),
        Topic(
            "more",
            "More",
            (
                ChoiceNote(
                    id="colour",
                    question="Which are colours?",
                    answers=("Red", "Blue"),
                    distractors=(Distractor("Wet", "That is a state."),),
                    tags=("course",),
                ),
            ),
        ),
    ),
)
KEYS = [card.key for card in DECK.cards()]


class Learner:
    """Runs commands with everything they look at inside `folder`, at noon of NOW's day, in UTC."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._numbers = count()
        self.deck = folder / "small"
        self.progress = folder / "progress.db"
        self.configuration = folder / "config.toml"
        self.environment = {
            "TZ": "UTC",
            "IPT_CARDS_PROGRESS": str(self.progress),
            "IPT_CARDS_STATE": str(folder / "state"),
            "IPT_CARDS_CONFIG": str(self.configuration),
            "IPT_CARDS_CACHE": str(folder / "cache"),
            "COLUMNS": "80",
        }
        for name, value in self.environment.items():
            monkeypatch.setenv(name, value)
        for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
            monkeypatch.delenv(name, raising=False)
        now_ns = int(NOW.timestamp()) * 1_000_000_000
        monkeypatch.setattr("time.time_ns", lambda: now_ns)
        self.write(DECK)

    def write(self, deck: Deck) -> None:
        self.deck.mkdir(exist_ok=True)
        for name, text in deck_files(deck).items():
            (self.deck / name).write_text(text, encoding="utf-8")

    def answer(self, *told: tuple[int, str, Grade]) -> list[Review]:
        """Log answers, each (days ago, card, grade), a minute apart from noon on."""
        made: list[Review] = []
        for minute, (ago, card, grade) in enumerate(told):
            at = NOW - timedelta(days=ago) + timedelta(minutes=minute)
            identifier = entry_id(
                int(at.timestamp() * 1000), next(self._numbers).to_bytes(10, "big")
            )
            made.append(dated(Review(identifier, card, grade, 5000, Origin.QUIZ), CALENDAR))
        self.append(made)
        return made

    def append(self, entries: Iterable[Entry]) -> None:
        with ReviewLog.open(self.progress, CALENDAR) as log:
            log.append(*entries)

    def run(self, *arguments: str | Path, stdin: bytes = b"") -> Result:
        return CliRunner().invoke(cli, [str(each) for each in arguments], input=stdin)

    def json(self, *arguments: str | Path) -> Any:
        result = self.run(*arguments, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)
