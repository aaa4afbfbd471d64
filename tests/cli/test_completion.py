import shutil
import subprocess
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete

from ipt_cards.cli.completion import NAME, VARIABLE
from ipt_cards.cli.main import COMMANDS, cli
from tests.cli.learner import KEYS, Learner


def completed(*words: str | Path) -> list[str]:
    """What is offered for the last word."""
    *before, incomplete = map(str, words)
    completion = ShellComplete(cli, {}, NAME, VARIABLE)
    return [item.value for item in completion.get_completions(before, incomplete)]


def test_commands_complete() -> None:
    assert completed("st") == ["stats"]
    assert completed("progress", "re") == ["rebuild", "recover", "repair-clock"]


def test_every_command_that_is_listed_can_be_completed_and_tells_its_help(
    learner: Learner,
) -> None:
    for name in COMMANDS:
        assert completed(name) == [name]
        assert learner.run(name, "--help").exit_code == 0


def test_topics_and_tags_complete_from_the_deck_on_the_line(learner: Learner) -> None:
    assert completed("list", learner.deck, "--topic", "") == ["basics", "more"]
    assert completed("list", learner.deck, "--tag", "course:") == ["course::length"]
    assert completed("list", "--topic", "tech") == ["techniques"]


def test_cards_complete() -> None:
    offered = completed("show", "duration-weeks")
    assert offered == ["duration-weeks/c1", "duration-weeks/c2"]


def test_the_new_name_of_a_moved_card_completes_from_the_deck(learner: Learner) -> None:
    assert completed("progress", "orphans", learner.deck, "--move", "gone", "weeks") == [
        key for key in KEYS if key.startswith("weeks")
    ]


def test_bundled_decks_complete() -> None:
    assert "ipt" in completed("stats", "i")


def test_states_complete() -> None:
    assert completed("list", "--state", "m") == ["mature"]


def test_a_deck_that_cannot_be_read_completes_to_nothing(tmp_path: Path) -> None:
    assert completed("list", tmp_path, "--topic", "") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_asks_by_the_name_that_the_command_has(learner: Learner, shell: str) -> None:
    script = learner.run("completion", shell).stdout
    assert f"{VARIABLE}={shell}_complete" in script
    assert NAME in script


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash on this machine")
def test_bash_accepts_its_script(learner: Learner) -> None:
    script = learner.run("completion", "bash").stdout
    checked = subprocess.run(
        ["bash", "-n"], input=script, text=True, capture_output=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")


def test_another_shell_is_refused(learner: Learner) -> None:
    result = learner.run("completion", "tcsh")
    assert result.exit_code == click.UsageError.exit_code
    assert "bash" in result.stderr
