"""Levels in commands: what stats and list tell of them, and which questions a mock exam asks."""

import re
from collections import Counter

from ipt_cards.deck.deck import Blueprint, Deck, Topic
from ipt_cards.deck.level import Level
from ipt_cards.deck.note import BasicNote
from tests.cli.learner import Learner

LEVELS = [Level.RECALL] * 8 + [Level.UNDERSTANDING] * 4 + [Level.APPLICATION] * 4 + [None]


def deck_with(levels: tuple[tuple[Level, int], ...]) -> Deck:
    topics = tuple(
        Topic(
            topic,
            topic,
            tuple(
                BasicNote(
                    id=f"{topic}-{number}",
                    front=f"What is {topic} {number}, {level}?",
                    back="It",
                    level=level,
                )
                for number, level in enumerate(LEVELS)
            ),
        )
        for topic in ("one", "two")
    )
    blueprint = Blueprint((("one", 50), ("two", 50)), questions=8, levels=levels)
    return Deck(id="levels", name="Levels", topics=topics, blueprint=blueprint)


WEIGHTS = ((Level.RECALL, 25), (Level.UNDERSTANDING, 25), (Level.APPLICATION, 50))


def write_levels(learner: Learner) -> None:
    for path in learner.deck.glob("*.yaml"):
        path.unlink()
    learner.write(deck_with(WEIGHTS))


def test_a_mock_exam_asks_by_topic_and_by_level(learner: Learner) -> None:
    write_levels(learner)
    paper = learner.deck.parent / "exam.html"
    for seed in range(3):
        done = learner.run("exam", learner.deck, "--paper", paper, "--seed", str(seed))
        assert done.exit_code == 0
        asked = re.findall(r"What is (\w+) \d+, (\w+)\?", paper.read_text(encoding="utf-8"))
        assert Counter(topic for topic, _ in asked) == {"one": 4, "two": 4}
        levels = Counter(level for _, level in asked)
        assert levels == {"recall": 2, "understanding": 2, "application": 4}


def test_stats_tell_the_cards_of_each_level(learner: Learner) -> None:
    write_levels(learner)
    levels = learner.json("stats", learner.deck)["levels"]
    assert [(level["level"], level["new"]) for level in levels] == [
        ("recall", 16),
        ("understanding", 8),
        ("application", 8),
        ("no level", 2),
    ]
    shown = learner.run("stats", learner.deck).stdout
    assert re.search(r"^Levels  34 cards, and retention *$", shown, re.MULTILINE)
    assert re.search(r"^understanding ", shown, re.MULTILINE)


def test_list_tells_each_cards_level(learner: Learner) -> None:
    write_levels(learner)
    cards = learner.json("list", learner.deck)
    assert cards[0]["level"] == "recall"
    assert "level" not in cards[16]
    head, first, *_ = learner.run("list", learner.deck).stdout.splitlines()
    assert "level" in head
    assert "recall" in first


def test_a_deck_without_levels_shows_none(learner: Learner) -> None:
    assert "levels" not in learner.json("stats", learner.deck)
    assert "Levels" not in learner.run("stats", learner.deck).stdout
    assert not any("level" in card for card in learner.json("list", learner.deck))
    assert "level" not in learner.run("list", learner.deck).stdout.splitlines()[0]
