import json
from pathlib import Path

import pytest

from ipt_cards.cli.deck.style import Verdict, verdict
from ipt_cards.deck.rules.style.blind import Score
from ipt_cards.deck.style_rule import StyleRule
from tests.cli.command import ipt_cards

BROKEN = Path(__file__).parents[2] / "deck" / "broken_decks"


def test_the_bundled_deck_has_no_problems(tmp_path: Path) -> None:
    done = ipt_cards("check", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.endswith("no problems (`--style` looks at how they ask)\n")


def test_the_bundled_decks_distractors_give_nothing_away(tmp_path: Path) -> None:
    done = ipt_cards("check", "--blind", "--strict", cwd=tmp_path)
    assert done.returncode == 0
    assert "gives answers away" not in done.stdout
    assert "can't be told" not in done.stdout


BARE = """topic: Topic
notes:
  - id: a
    front: IPT
    back: A therapy
"""


def deck_of(folder: Path, notes: str) -> Path:
    (folder / "deck.yaml").write_text("id: demo\nname: Demo\n")
    (folder / "topic.yaml").write_text(notes)
    return folder


def test_advice_on_style_is_shown_when_asked_for_and_fails_only_a_strict_check(
    tmp_path: Path,
) -> None:
    deck_of(tmp_path, BARE)
    plain = ipt_cards("check", ".", cwd=tmp_path)
    assert (plain.returncode, plain.stdout) == (0, "")
    assert plain.stderr.endswith("no problems (`--style` looks at how they ask)\n")
    style = ipt_cards("check", "--style", ".", cwd=tmp_path)
    assert style.returncode == 0
    assert style.stdout == (
        "topic.yaml:3:5: advice: `a` asks nothing by “IPT”: make it a question, a task such as "
        "“Name …”, or a gap [asks-nothing]\n"
    )
    assert style.stderr.endswith("1 note, 0 errors, 0 warnings, 1 piece of advice\n")
    strict = ipt_cards("check", "--strict", ".", cwd=tmp_path)
    assert (strict.returncode, strict.stdout) == (1, style.stdout)


def test_advice_is_among_the_problems_for_editors(tmp_path: Path) -> None:
    deck_of(tmp_path, BARE)
    assert json.loads(ipt_cards("check", "--json", ".", cwd=tmp_path).stdout) == []
    (found,) = json.loads(ipt_cards("check", "--json", "--style", ".", cwd=tmp_path).stdout)
    assert (found["severity"], found["rule"], found["line"]) == ("advice", "asks-nothing", 3)


def test_a_note_that_allows_it_passes_a_strict_check(tmp_path: Path) -> None:
    deck_of(tmp_path, BARE + "    allow: {asks-nothing: a flag stands beside it}\n")
    assert ipt_cards("check", "--strict", ".", cwd=tmp_path).returncode == 0


def test_the_rules_of_style_are_printed_with_reasons_sources_and_examples(tmp_path: Path) -> None:
    done = ipt_cards("check", "--rules", cwd=tmp_path)
    assert done.returncode == 0
    for rule in StyleRule:
        assert f"\n{rule}\n" in f"\n{done.stdout}"
    assert "    front: The main goal of IPT\n" in done.stdout
    assert "Source: Haladyna, Downing & Rodriguez 2002, guidelines 14, 15" in done.stdout
    said = json.loads(ipt_cards("check", "--rules", "--json", cwd=tmp_path).stdout)
    assert [rule["id"] for rule in said] == [rule.value for rule in StyleRule]
    assert all(rule.keys() == {"id", "reason", "sources", "bad", "good"} for rule in said)


GUESSABLE = """topic: Topic
notes:
  - id: a
    question: What is it?
    answer: Much the longest, as such answers are
    distractors:
      - {text: Short, why: No.}
      - {text: Brief, why: No.}
      - {text: Terse, why: No.}
"""


def test_the_blind_score_stands_beside_chance(tmp_path: Path) -> None:
    deck_of(tmp_path, GUESSABLE)
    done = ipt_cards("check", "--blind", ".", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.splitlines()[:4] == [
        "Knowing nothing and going by how the options of 1 choice note are written:",
        "  score   100 %  (95 %: 21 % to 100 %)",
        "  chance   25 %  (95 %: 0 % to 100 %)",
        (
            "With so few choice notes it can't be told whether the wording gives answers away: "
            "guessing alone may reach 100 %."
        ),
    ]
    assert "  longest                       100 %" in done.stdout
    assert "%" not in done.stdout.replace(" %", "")
    assert "given away by" not in done.stdout
    said = json.loads(ipt_cards("check", "--blind", "--json", ".", cwd=tmp_path).stdout)
    assert (said["notes"], said["score"], said["chance"]) == (1, 1.0, 0.25)
    assert said["by_cue"]["longest"] == 1.0
    assert (said["verdict"], said["gains"]) == ("too few notes to tell", {"a": 0.75})


def guessable(count: int) -> str:
    """So many notes of which the wording gives the answer away."""
    head, _, note = GUESSABLE.partition("notes:\n")
    assert note.count("id: a\n") == 1
    return f"{head}notes:\n" + "".join(
        note.replace("id: a\n", f"id: a{number}\n") for number in range(count)
    )


@pytest.mark.parametrize(
    ("right", "notes", "expected"),
    [
        (1, 1, Verdict.TOO_FEW),
        (0, 1, Verdict.TOO_FEW),
        (3, 3, Verdict.TOO_FEW),
        (5, 5, Verdict.TOO_FEW),
        (6, 6, Verdict.MUCH),
        (8, 20, Verdict.TOO_FEW),
        (16, 20, Verdict.MUCH),
        (25, 99, Verdict.LITTLE),
        (24, 99, Verdict.NOTHING),
        (31, 99, Verdict.MUCH),
        (260, 1000, Verdict.LITTLE),
    ],
)
def test_a_blind_score_is_judged_where_the_notes_are_enough_to_tell_it_from_chance(
    right: int, notes: int, expected: Verdict
) -> None:
    chance = 1 / 4
    spread = (notes * chance * (1 - chance)) ** 0.5
    assert verdict(Score(right, notes * chance, spread, notes)) is expected


def test_the_notes_that_give_most_away_are_named(tmp_path: Path) -> None:
    deck_of(tmp_path, guessable(12))
    done = ipt_cards("check", "--blind", ".", cwd=tmp_path)
    assert done.returncode == 0
    assert "That gains 75 points: the wording gives answers away." in done.stdout
    assert done.stdout.splitlines()[-12:] == [
        "Most is given away by the options of:",
        *(f"  a{number} (75 points gained)" for number in range(10)),
        "  … and 2 more, which --json lists",
    ]
    said = json.loads(ipt_cards("check", "--blind", "--json", ".", cwd=tmp_path).stdout)
    assert said["gains"] == {f"a{number}": 0.75 for number in range(12)}


def test_a_deck_that_can_be_guessed_fails_a_strict_blind_check(tmp_path: Path) -> None:
    deck_of(tmp_path, guessable(12))
    assert ipt_cards("check", "--blind", "--strict", ".", cwd=tmp_path).returncode == 1
    deck_of(tmp_path, guessable(3))
    assert ipt_cards("check", "--blind", "--strict", ".", cwd=tmp_path).returncode == 0
    deck_of(tmp_path, BARE)
    done = ipt_cards("check", "--blind", "--strict", ".", cwd=tmp_path)
    assert (done.returncode, "no choice notes" in done.stdout) == (0, True)


def test_a_deck_with_errors_is_not_answered_blind_but_told_of_them(tmp_path: Path) -> None:
    done = ipt_cards("check", "--blind", BROKEN / "missing-key", cwd=tmp_path)
    assert done.returncode == 1
    assert "[missing-key]" in done.stdout


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


def test_what_is_for_authors_alone_changes_no_package(tmp_path: Path) -> None:
    packages = []
    for added in ("", "    allow: {asks-nothing: a flag stands beside it}\n    level: recall\n"):
        deck_of(tmp_path, BARE + added)
        done = ipt_cards(
            *("build", ".", "-o", "made.apkg"), cwd=tmp_path, SOURCE_DATE_EPOCH="1700000000"
        )
        assert done.returncode == 0
        packages.append((tmp_path / "made.apkg").read_bytes())
    assert packages[0] == packages[1]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--blind", "--style"), "--blind and --style exclude each other"),
        (("--rules", "--blind"), "--rules and --blind exclude each other"),
        (("--suggest-accept", "--style"), "--suggest-accept and --style exclude each other"),
        (("--rules", "--strict"), "--strict goes with a check"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    done = ipt_cards("check", *options, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr


def test_all_problems_of_a_note_are_told_at_once_and_that_no_rule_of_style_was_tried(
    tmp_path: Path,
) -> None:
    written = (
        "topic: T\nnotes:\n  - id: one\n    front: A?\n    back: B\n    tags: [bad tag]\n"
        "    level: hard\n    source: nowhere\n"
    )
    folder = deck_of(tmp_path, written)
    done = ipt_cards("check", "--style", str(folder), cwd=tmp_path)
    assert done.returncode == 1
    for name in ("malformed-tag", "unknown-level", "unknown-source"):
        assert f"[{name}]" in done.stdout
    assert "No rule of style was tried: mend the errors first." in done.stderr
