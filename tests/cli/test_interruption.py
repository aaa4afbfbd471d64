"""Ctrl-C while a command works."""

import pytest

from tests.cli.learner import Learner


@pytest.mark.parametrize("command", [("export", "--to", "csv"), ("check",), ("list",)])
def test_an_interruption_ends_with_its_exit_code_wherever_it_comes(
    learner: Learner, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.chdir(learner.deck.parent)
    monkeypatch.setattr("ipt_cards.deck.reading.folder.topic_files", interrupted)
    done = learner.run(command[0], learner.deck, *command[1:])
    assert done.exit_code == 130
    assert done.stderr == "\nInterrupted.\n"
    assert not (learner.deck.parent / "small.csv").exists()
