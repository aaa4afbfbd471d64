import json
from pathlib import Path

from tests.cli.command import ipt_cards

BROKEN = Path(__file__).parents[2] / "deck" / "broken_decks"


def test_the_bundled_deck_has_no_problems(tmp_path: Path) -> None:
    done = ipt_cards("check", "--strict", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.endswith("no problems\n")


def test_an_error_fails_the_check_and_stands_where_editors_find_it(tmp_path: Path) -> None:
    folder = BROKEN / "missing-key"
    done = ipt_cards("check", folder, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == (
        f"{folder / 'topic.yaml'}:3:5: error: a basic note needs `back` [missing-key]\n"
    )
    assert "1 error, 0 warnings" in done.stderr


def test_warnings_alone_fail_only_a_strict_check(tmp_path: Path) -> None:
    folder = BROKEN / "warning-long-front"
    assert ipt_cards("check", folder, cwd=tmp_path).returncode == 0
    assert ipt_cards("check", "--strict", folder, cwd=tmp_path).returncode == 1


def test_problems_as_json_are_for_editors(tmp_path: Path) -> None:
    done = ipt_cards("check", "--json", BROKEN / "missing-key", cwd=tmp_path)
    assert done.returncode == 1
    assert json.loads(done.stdout) == [
        {
            "file": str(BROKEN / "missing-key" / "topic.yaml"),
            "line": 3,
            "column": 5,
            "severity": "error",
            "rule": "missing-key",
            "message": "a basic note needs `back`",
        }
    ]


def test_a_new_deck_passes_a_strict_check_and_builds(tmp_path: Path) -> None:
    assert ipt_cards("new", "my-deck", cwd=tmp_path).returncode == 0
    done = ipt_cards("check", "--strict", "my-deck", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert ipt_cards("build", "my-deck", cwd=tmp_path).returncode == 0
    assert (tmp_path / "my-deck.apkg").is_file()


def test_new_never_writes_into_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "deck.yaml").write_text("mine")
    done = ipt_cards("new", "full", cwd=tmp_path)
    assert done.returncode == 2
    assert "full is not empty" in done.stderr
    assert (tmp_path / "full" / "deck.yaml").read_text() == "mine"


def test_a_misspelt_command_is_suggested(tmp_path: Path) -> None:
    done = ipt_cards("chek", cwd=tmp_path)
    assert done.returncode == 2
    assert "did you mean `check`?" in done.stderr
