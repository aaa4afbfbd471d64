"""`ipt-cards coverage`, as a person runs it."""

import json
from pathlib import Path

import pytest

from tests.cli.command import ipt_cards

FIRST = """topic: First
facts:
  weeks: It lasts for some weeks.
  goal: It has a goal.
notes:
  - id: asked
    front: How long does it last?
    back: Some weeks
    facts: weeks
    level: recall
  - id: gap
    cloze: It ends after {{c1::some}} weeks.
    facts: weeks
    level: recall
"""
SECOND = """topic: Second
notes:
  - id: what-for
    front: What is it for?
    back: It has a goal
    facts: goal
    level: application
  - id: aside
    front: Who says so?
    back: She
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    exam = "exam:\n  blueprint: {first: 70, second: 30}\n  levels: {recall: 60, application: 40}\n"
    (tmp_path / "deck.yaml").write_text(f"id: demo\nname: Demo\n{exam}")
    (tmp_path / "first.yaml").write_text(FIRST)
    (tmp_path / "second.yaml").write_text(SECOND)
    return tmp_path


def test_it_tells_cards_by_fact_topic_and_level_and_what_is_asked_for_too_little(
    folder: Path,
) -> None:
    done = ipt_cards("coverage", ".", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "fact   topic  notes  cards  asked for by                    in words\n"
        "weeks  first      2      2  basic (recall), cloze (recall)  It lasts for some weeks.\n"
        "goal   first      1      1  basic (application)             It has a goal.\n"
        "\n"
        "topic   facts  cards  share  exam  recall  application\n"
        "First       2      2   50 %  70 %       2            0\n"
        "Second      0      2   50 %  30 %       0            1\n"
        "\n"
        "level        cards  share  exam\n"
        "recall           2   50 %  60 %\n"
        "application      1   25 %  40 %\n"
        "no level         1   25 %   0 %\n"
        "\n"
        "2 facts of 2 asked for too little:\n"
        "  first.yaml:3:3 weeks: it is asked for at one level only, recall\n"
        "  first.yaml:4:3 goal: only `what-for` asks for it\n"
        "\n"
        "1 note on none of the facts: aside\n"
    )


def test_many_notes_on_none_of_the_facts_are_named_in_part_and_counted(folder: Path) -> None:
    (folder / "third.yaml").write_text(
        "topic: Third\nnotes:\n"
        + "".join(f"  - {{id: more-{n}, front: Why {n}?, back: B{n}}}\n" for n in range(12)),
        encoding="utf-8",
    )
    said = ipt_cards("coverage", ".", cwd=folder).stdout
    assert "13 notes on none of the facts: aside, more-0, " in said
    assert said.endswith(", more-8 … and 3 more\n")


def test_scripts_read_it_as_json(folder: Path) -> None:
    said = json.loads(ipt_cards("coverage", "--json", ".", cwd=folder).stdout)
    assert [topic["share_percent"] for topic in said["topics"]] == [50, 50]
    assert [level["exam_percent"] for level in said["levels"]] == [60, 40, 0]
    assert said["facts"][1] == {
        "fact": "goal",
        "statement": "It has a goal.",
        "topic": "first",
        "file": "first.yaml",
        "line": 4,
        "cards": 1,
        "notes": [{"note": "what-for", "kind": "basic", "level": "application"}],
        "lacks": ["only `what-for` asks for it"],
    }
    assert said["notes_without_facts"] == ["aside"]


def test_a_deck_that_names_no_facts_is_told_how(tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").write_text("id: demo\nname: Demo\n")
    (tmp_path / "first.yaml").write_text("topic: First\nnotes: []\n")
    done = ipt_cards("coverage", ".", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith(
        "topic  cards  share\nFirst      0    0 %\n\nNo topic names its facts"
    )


def test_a_deck_with_errors_is_refused(tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").write_text("id: demo\nname: Demo\n")
    (tmp_path / "first.yaml").write_text("topic: First\n")
    done = ipt_cards("coverage", ".", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "a topic needs `notes`" in done.stderr
