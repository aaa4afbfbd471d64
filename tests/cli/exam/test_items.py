"""`ipt-cards items`: what a teacher sees of a class's answers."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import Result

from tests.cli.learner import Learner
from tests.exam.mock.making import DECK
from tests.items.simulation import Fault, simulated
from tests.study.items.exports import choice, exam, exams_of, write


def items(learner: Learner, *arguments: str | Path, code: int = 0) -> Result:
    done = learner.run("items", *arguments)
    assert done.exit_code == code, done.output
    assert not re.search(r"\b(nan|inf(inity)?)\b", done.output, re.IGNORECASE)
    return done


def told(learner: Learner, *arguments: str | Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(items(learner, *arguments, "--json").stdout)
    return found


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A file of each of 300 learners, with three planted faults."""
    folder = tmp_path_factory.mktemp("class")
    made = simulated(np.random.default_rng(8), 300, 30, list(Fault))
    return [
        write(folder / f"learner-{number}.json", each) for number, each in enumerate(exams_of(made))
    ]


def test_a_class_s_exports_become_a_table_in_which_faults_are_flagged(
    learner: Learner, files: list[Path]
) -> None:
    shown = items(learner, *files).stdout
    rows = [line.split() for line in shown.splitlines() if re.match(r"q\d+ +300 ", line)]
    assert len(rows) == 30
    assert {row[0]: row[-1] for row in rows if row[-1][-1].isalpha()} == {
        "q0": "mis-keyed",
        "q1": "dead-distractor",
        "q2": "negative-discrimination",
    }
    assert re.search(r"q0 +Perhaps mis-keyed: \d+ of the \d+ strongest answer “B”", shown)
    assert re.search(r"q1 +Hardly anyone takes “D” \(0 of 300 learners\)", shown)
    assert re.search(r"q2 +Who knows less has it right more often", shown)


def test_json_tells_each_option_and_who_chose_it(learner: Learner, files: list[Path]) -> None:
    found = told(learner, *files)
    assert found["sittings"] == 300
    assert found["reliability"]["coefficient"] == "KR-20"
    mis_keyed, dead = found["questions"][:2]
    assert mis_keyed["flags"] == [{"flag": "mis-keyed", "option": "B"}]
    assert dead["flags"] == [{"flag": "dead-distractor", "option": "D"}]
    assert dead["options"][3]["count"] == 0
    for question in found["questions"]:
        for option in question["options"]:
            thirds = [option[f"{third}_third"] for third in ("weakest", "middle", "strongest")]
            assert sum(thirds) == option["count"]
        assert sum(option["count"] for option in question["options"]) == 300


def test_what_a_learner_exports_can_be_read(learner: Learner, tmp_path: Path) -> None:
    for file in learner.deck.glob("*.yaml"):
        file.unlink()
    learner.write(DECK)
    for _ in range(2):
        assert learner.run("exam", learner.deck, "--seed", "4", stdin=b"a\n\n:h\n").exit_code == 0
    exported = learner.run("exam", learner.deck, "--history", "--json").stdout
    (tmp_path / "mine.json").write_text(exported, encoding="utf-8")
    done = items(learner, tmp_path / "mine.json", "--json")
    assert json.loads(done.stdout)["sittings"] == 1
    assert "4 answers to a question that the same learner was asked before" in done.stderr
    kept = learner.progress.with_name("progress.exams.jsonl")
    assert told(learner, kept)["questions"] == json.loads(done.stdout)["questions"]


def test_the_same_exam_twice_counts_once(learner: Learner, tmp_path: Path) -> None:
    one = write(tmp_path / "one.json", exam("s1", [choice("a", 0), choice("b", 1)]))
    two = write(tmp_path / "two.json", exam("s1", [choice("a", 0), choice("b", 1)]))
    done = items(learner, one, two, "--json")
    assert json.loads(done.stdout)["sittings"] == 1
    assert "two.json: 1 exam already read: each counts once." in done.stderr


def test_exams_on_different_decks_are_not_thrown_together(learner: Learner, tmp_path: Path) -> None:
    one = write(tmp_path / "one.json", exam("s1", [choice("a", 0)]))
    two = write(tmp_path / "two.json", exam("s2", [choice("b", 0)], deck="other"))
    done = items(learner, one, two, code=2)
    assert "different decks: other (1 exam), sim (1 exam)" in done.stderr
    assert told(learner, one, two, "--deck", "sim")["questions"][0]["question"] == "a"


def test_a_question_that_was_changed_between_sittings_is_another_question(
    learner: Learner, tmp_path: Path
) -> None:
    reworded = choice("a", 0, asked="What is a, then?")
    reordered = choice("a", 3, options=["A", "D", "C", "B"])
    one = write(tmp_path / "one.json", exam("s1", [choice("a", 1)]))
    two = write(tmp_path / "two.json", exam("s2", [reworded]))
    three = write(tmp_path / "three.json", exam("s3", [reordered]))
    first, second = told(learner, one, two, three)["questions"]
    assert (first["learners"], second["learners"]) == (2, 1)
    assert {option["text"]: option["count"] for option in first["options"]}["B"] == 2
    assert second["asked"] == "What is a, then?"


def test_a_note_that_was_renamed_is_the_same_question(learner: Learner, tmp_path: Path) -> None:
    before = choice("old", 0, asked="Which?")
    after = choice("new", 1, asked="Which?")
    one = write(tmp_path / "one.json", exam("s1", [before], at_ms=1), exam("s0", [after], at_ms=3))
    two = write(tmp_path / "two.json", exam("s2", [after], at_ms=2))
    [question] = told(learner, one, two)["questions"]
    assert (question["question"], question["learners"]) == ("new", 2)
    both = write(tmp_path / "both.json", exam("s3", [before, after]))
    names = [question["question"] for question in told(learner, one, both)["questions"]]
    assert names == ["new", "old"]


def test_exams_of_before_answers_were_kept_are_told_of(learner: Learner, tmp_path: Path) -> None:
    old = exam("s0", [choice("a", 0)])
    del old["questions"]
    path = write(tmp_path / "one.json", old, exam("s1", [choice("a", 0)]))
    done = items(learner, path, "--json")
    assert json.loads(done.stdout)["sittings"] == 1
    assert "1 exam sat before answers were kept: only the score is known" in done.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "exams.json:1:1: this is no JSON"),
        ("[", "exams.json:1:2: this is no JSON"),
        ("{}", "this is no list of exams"),
        ("[1]", "exams.json: exam 1: this is no exam"),
        ('[{"id": "x"}]', "exams.json: exam 1: this is no exam"),
        ("[" * 100_000, "exams.json"),
        ("[]", "exams.json: there are no exams in it. There are no answers to analyse."),
    ],
)
def test_what_is_no_export_is_refused_with_its_place(
    learner: Learner, tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "exams.json"
    path.write_text(content, encoding="utf-8")
    told = items(learner, path, code=2).stderr
    assert said in told
    assert "Expecting value" not in told


def test_answers_on_another_deck_are_told_by_its_id(learner: Learner, tmp_path: Path) -> None:
    exams = write(tmp_path / "one.json", exam("s1", [choice("a", 0)]))
    table = tmp_path / "one.csv"
    table.write_text("learner,question,score,deck\nx,q,1,sim\n", encoding="utf-8")
    for path in (exams, table):
        for option in (("--deck", "small"), ("--into", learner.deck)):
            told = items(learner, path, *option, code=2).stderr
            assert "the answers are on sim, none on small." in told


def test_a_file_without_answers_beside_others_is_named(learner: Learner, tmp_path: Path) -> None:
    full = write(tmp_path / "full.json", exam("s1", [choice("a", 0)]))
    empty = write(tmp_path / "empty.json")
    heads = tmp_path / "heads.csv"
    heads.write_text("learner,question,score\n", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    done = items(learner, full, empty, heads, tmp_path / "folder", "--json")
    assert json.loads(done.stdout)["sittings"] == 1
    assert f"{empty}: there are no exams in it." in done.stderr
    assert f"{heads}: there are no answers in it." in done.stderr
    assert f"{tmp_path / 'folder'}: there are no files of answers in it." in done.stderr


def test_an_option_that_does_not_apply_is_refused(learner: Learner, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("learner,question,score\nx,q,1\n", encoding="utf-8")
    told = items(learner, table, "--deck", "nope", code=2).stderr
    assert "no column `deck` tells which deck its answers are on" in told
    assert "--table names a table" in items(learner, table, "--table", "answers", code=2).stderr


def test_the_page_makes_no_folder_by_a_mistyped_name(learner: Learner, tmp_path: Path) -> None:
    full = write(tmp_path / "full.json", exam("s1", [choice("a", 0)]))
    told = items(learner, full, "--page", tmp_path / "new" / "page.html", code=2).stderr
    assert told.endswith(f"make the folder {tmp_path / 'new'} first, or name another\n")
    assert not (tmp_path / "new").exists()


@pytest.fixture
def deck(learner: Learner) -> Path:
    """A deck of which the class was asked most notes, one of them worded otherwise."""
    for file in learner.deck.glob("*.yaml"):
        file.unlink()
    notes = "".join(
        f"  - id: q{number}\n    question: {asked}\n    answer: A\n    distractors:\n"
        + "".join(f"      - text: {text}\n        why: No.\n" for text in "BCD")
        for number, asked in ((0, "What is q0?"), (2, "Which is q2?"), (99, "What is q99?"))
    )
    (learner.deck / "deck.yaml").write_text("id: sim\nname: Sim\n", encoding="utf-8")
    (learner.deck / "topic.yaml").write_text(f"topic: T\nnotes:\n{notes}", encoding="utf-8")
    return learner.deck


def test_into_a_deck_names_each_flagged_note_at_its_place(
    learner: Learner, files: list[Path], deck: Path
) -> None:
    done = items(learner, *files, "--into", deck)
    first, second = done.stdout.splitlines()
    assert re.fullmatch(r".*topic.yaml:3:\d+: warning: perhaps mis-keyed: .* \[mis-keyed\]", first)
    assert "topic.yaml:13:" in second
    assert second.endswith("(It was reworded since.) [negative-discrimination]")
    assert "2 flags on its notes; 1 flagged question not in it (q1); 1 card that" in done.stderr
    places = [question.get("at") for question in told(learner, *files, "--into", deck)["questions"]]
    assert [place for place in places if place] == [
        f"{deck / 'topic.yaml'}:3",
        f"{deck / 'topic.yaml'}:13",
    ]


def test_a_page_is_written_and_no_other_file_replaced(
    learner: Learner, files: list[Path], tmp_path: Path
) -> None:
    page = tmp_path / "items.html"
    assert "Wrote" in items(learner, *files, "--page", page).stderr
    first = page.read_bytes()
    items(learner, *reversed(files), "--page", page)
    assert b"learner-299" in first
    assert first == page.read_bytes()
    items(learner, *files, "--page", page, "--anonymous")
    assert b"learner-" not in page.read_bytes()
    page.write_bytes(b"mine")
    assert "no web page" in items(learner, *files, "--page", page, code=2).stderr
    assert "name it x.html" in items(learner, *files, "--page", "x.pdf", code=2).stderr


def test_anonymous_tells_no_names(learner: Learner, files: list[Path]) -> None:
    assert "learner-7" in items(learner, *files, "--json").output
    done = items(learner, *files, files[0], "--json", "--anonymous")
    assert "learner-" not in done.output
    assert "file 301: 1 exam already read" in done.stderr


def test_where_duckdb_is_missing_it_is_told_what_to_install(
    learner: Learner, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    done = items(learner, *files, code=2)
    assert "isn't installed" in done.stderr
    assert 'install "ipt-cards[teach]"' in done.stderr


def test_what_a_terminal_would_obey_is_not_printed(learner: Learner, tmp_path: Path) -> None:
    odd = "\x1b[2J\x07\u202eevil"
    exams = [
        exam(f"s{n}", [choice(odd, int(n % 2), asked=odd, topic=odd), choice("b", n % 3)])
        for n in range(90)
    ]
    path = write(tmp_path / "odd.json", *exams)
    done = learner.run("items", path)
    assert done.exit_code == 0
    assert not set("\x1b\x07\u202e") & set(done.output)


def test_no_file_or_one_that_is_not_there_is_told(learner: Learner) -> None:
    assert "name the files" in items(learner, code=2).stderr
    assert "missing.json" in items(learner, "missing.json", code=2).stderr


def test_a_class_s_points_on_paper_find_the_notes(learner: Learner, tmp_path: Path) -> None:
    for file in learner.deck.glob("*.yaml"):
        file.unlink()
    learner.write(DECK)
    paper, points = tmp_path / "paper.html", tmp_path / "points.csv"
    drawn = ("exam", learner.deck, "--paper", paper, "--key", "--seed", "7", "--scores", points)
    assert learner.run(*drawn).exit_code == 0
    assert learner.run(*drawn).exit_code == 0  # an empty table may be written again
    [head] = points.read_text().splitlines()
    keys = head.split(",")[1:]
    assert head.startswith("learner,")
    assert all(key in paper.read_text(encoding="utf-8") for key in keys)
    rows = [
        ",".join([f"L{able}", *(str(int((able > n) != (n == 0))) for n in range(len(keys)))])
        for able in range(60)
    ]
    points.write_text("\n".join([head, *rows]))
    found = told(learner, points, "--into", learner.deck)
    assert [each["question"] for each in found["questions"]] == keys
    assert all(each["at"] for each in found["questions"])
    refused = learner.run(*drawn)
    assert refused.exit_code == 2
    assert "points.csv has points in it already: name another file" in refused.stderr
