"""What is measured, against what, and the ratio that is wanted of it."""

from tests.benchmarks.comparison import Goal
from tests.benchmarks.decks import CHOICES, CLOZES, LONG_NOTES, SHORT_NOTES

TEN_THOUSAND = "10,000 {} notes in 20 YAML files"
SHORT, BASIC, CLOZE, CHOICE = (
    TEN_THOUSAND.format(f"{shape.name} ({shape.what})")
    for shape in (SHORT_NOTES, LONG_NOTES, CLOZES, CHOICES)
)
ANKI_YAML_TOOL, GENANKI = "anki-yaml-tool", "genanki alone, from JSON"

GOALS = (
    Goal("build-short", f"`build`, {SHORT}, cold", ANKI_YAML_TOOL, "s", 0.35),
    Goal("edit-short", "the same after editing one note", ANKI_YAML_TOOL, "s", 0.15),
    Goal("check-short", "`check` of these, cold", ANKI_YAML_TOOL, "s", 0.30),
    Goal("recheck-short", "the same, nothing changed", ANKI_YAML_TOOL, "s", 0.08),
    Goal("build-basic", f"`build`, {BASIC}, cold", ANKI_YAML_TOOL, "s", 0.35),
    Goal("edit-basic", "the same after editing one note", ANKI_YAML_TOOL, "s", 0.15),
    Goal("check-basic", "`check` of these, cold", ANKI_YAML_TOOL, "s", 0.30),
    Goal("recheck-basic", "the same, nothing changed", ANKI_YAML_TOOL, "s", 0.08),
    Goal("build-cloze", f"`build`, {CLOZE}, cold", GENANKI, "s", 1.6),
    Goal("edit-cloze", "the same after editing one note", "cold", "s", 0.5),
    Goal("recheck-cloze", "`check` of these, nothing changed", "cold", "s", 0.5),
    Goal("build-choice", f"`build`, {CHOICE}, cold", GENANKI, "s", 1.6),
    Goal("edit-choice", "the same after editing one note", "cold", "s", 0.5),
    Goal("recheck-choice", "`check` of these, nothing changed", "cold", "s", 0.5),
    Goal("build-pictured", "`build`, 500 notes with a picture of 200 kB each", GENANKI, "s", 1.6),
    Goal("hundred-thousand", "`build`, 100,000 basic notes, cold", "10,000 notes", "s", 10.5),
    Goal("memory", "the same, peak memory", "10,000 notes", "bytes", 4),
    Goal("size", "the .apkg, 10,000 basic notes", "genanki alone", "bytes", 0.35),
    Goal("version", "`--version`", "`import click`", "s", 1.1),
    Goal("help", "`--help`", "`import click`", "s", 1.1),
    Goal(
        "quiz",
        "`quiz` to the first question, 10,000 cards, 100,000 reviews",
        "`import click, sqlite3`",
        "s",
        2.5,
    ),
    Goal("stats", "`stats` on the same", "the quiz's first question", "s", 2),
    Goal("plan-again", "`plan` on the same", "the quiz's first question", "s", 2),
    Goal("readiness", "`readiness` on the same", "the quiz's first question", "s", 2),
    Goal("answer", "an answer made durable, 100,000 reviews", "1,000 reviews", "s", 1.2),
    Goal("sm-2", "SM-2's `review`", "supermemo2", "a second", 2, at_least=True),
    Goal("rebuild", "schedule of 1,000,000 reviews made anew", "a bare loop", "s", 1.5),
    Goal("plan", "`plan`, 5,000 cards, 180 days", "`check` of the deck", "s", 2),
    Goal(
        "web-question",
        "`web`: from a grade to the next question, 10,000 cards, 100,000 reviews",
        "what was asked for",
        "s",
        1,
    ),
    Goal("web-start", "`web` to the first page", "`import starlette, uvicorn`", "s", 3),
    Goal(
        "web-page", "`web`: the quiz's page with all that it loads", "what was asked for", "kB", 1
    ),
    Goal(
        "preview",
        "`preview`: from a save to the page, 10,000 notes in one file",
        "what was asked for",
        "s",
        1,
    ),
    Goal(
        "adopt",
        "`anki adopt`, 20,000 notes as people write them in Anki",
        "importing them into Anki",
        "s",
        2,
    ),
    Goal("genanki-short", f"`build`, {SHORT}, cold", GENANKI, "s"),
    Goal("genanki-basic", f"`build`, {BASIC}, cold", GENANKI, "s"),
    Goal("sm-2-peer", "SM-2's `review`", "sm-2", "a second"),
    Goal("fsrs-peer", "SM-2's `review`", "py-fsrs (FSRS)", "a second"),
)
"""The goals, then comparisons without one."""
