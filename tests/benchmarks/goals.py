"""What is measured, against what, and the ratio that is wanted of it."""

from tests.benchmarks.comparison import Goal

TEN_THOUSAND = "10,000 notes in 20 YAML files"

GOALS = (
    Goal("build", f"`build`, {TEN_THOUSAND}, cold", "anki-yaml-tool", "s", 0.40),
    Goal("build-edited", "the same after editing one note", "anki-yaml-tool", "s", 0.20),
    Goal("hundred-thousand", "`build`, 100,000 notes, cold", "10,000 notes", "s", 11),
    Goal("memory", "the same, peak memory", "10,000 notes", "bytes", 6),
    Goal("size", "the .apkg, 10,000 notes", "genanki alone", "bytes", 0.35),
    Goal("check", f"`check`, {TEN_THOUSAND}, cold", "anki-yaml-tool", "s", 0.35),
    Goal("version", "`--version`", "`import click`", "s", 1.3),
    Goal("help", "`--help`", "`import click`", "s", 1.3),
    Goal(
        "quiz",
        "`quiz` to the first question, 10,000 cards, 100,000 reviews",
        "`import click, sqlite3`",
        "s",
        3,
    ),
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
    Goal("genanki", f"`build`, {TEN_THOUSAND}, cold", "genanki alone, from JSON", "s"),
    Goal("sm-2-peer", "SM-2's `review`", "sm-2", "a second"),
    Goal("fsrs-peer", "SM-2's `review`", "py-fsrs (FSRS)", "a second"),
)
"""The goals, then comparisons without one."""
