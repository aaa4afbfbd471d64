"""What a quiz of a known deck has imported by its first question: little, so that it comes soon."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ipt_cards.deck.note import BasicNote
from tests.study.test_start import SLOW
from tests.web.every_kind import write_every_kind

UNTIL_ASKED = f"""
import sys
import click
from ipt_cards.cli.main import cli

def echo(message, **_):
    if "Why" in message:
        sys.exit(", ".join(sorted({SLOW!r} & sys.modules.keys())) or None)

click.echo = echo
cli(["quiz", sys.argv[1]])
"""


@pytest.mark.parametrize("planned", [False, True], ids=["without a plan", "by a plan"])
def test_a_question_of_plain_words_is_asked_without_what_few_decks_need(
    tmp_path: Path, planned: bool
) -> None:
    folder = str(write_every_kind(tmp_path / "deck", BasicNote(id="why", front="Why?", back="So.")))
    environment = os.environ | {"IPT_CARDS_PROGRESS": str(tmp_path / "progress.db")}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words],
            env=environment,
            input="",
            capture_output=True,
            text=True,
            check=False,
        )

    if planned:
        run("-m", "ipt_cards", "plan", folder, "--exam", "+30d")
    begun = run("-m", "ipt_cards", "quiz", folder)
    assert ("Exam on " in begun.stderr) is planned
    done = run("-c", UNTIL_ASKED, folder)
    assert (done.returncode, done.stderr) == (0, "")
