"""The benchmark's arithmetic and its tables. Nothing is measured here."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.benchmarks import table
from tests.benchmarks.__main__ import main
from tests.benchmarks.comparison import HEADER, Comparison, Goal, Pair, as_json, figure, row
from tests.benchmarks.decks import edit_one_note, topics, write_deck
from tests.benchmarks.goals import GOALS
from tests.benchmarks.workbench import Workbench

FASTER = Goal("build", "`build`", "a peer", "s", 0.4)
MORE = Goal("sm-2", "`review`", "a peer", "a second", 2, at_least=True)


def found(goal: Goal, *pairs: tuple[float, float]) -> Comparison:
    return Comparison(goal, tuple(Pair(*pair) for pair in pairs))


def test_the_ratio_is_the_median_of_the_pairs_ratios() -> None:
    # In the second pair the whole machine was slow, in the third only ours.
    comparison = found(FASTER, (1, 4), (2, 8), (4, 4))
    assert (comparison.ours, comparison.other, comparison.ratio) == (2, 4, 0.25)


@pytest.mark.parametrize(
    ("goal", "ours", "reached"),
    [
        (FASTER, 0.4, True),
        (FASTER, 0.41, False),
        (MORE, 2, True),
        (MORE, 1.9, False),
        (Goal("other", "ours", "a peer", "s"), 9, None),
    ],
)
def test_a_goal_is_reached_at_its_limit(goal: Goal, ours: float, reached: bool | None) -> None:
    assert found(goal, (ours, 1)).reached is reached


def test_a_row_says_what_was_wanted_and_whether_it_was_reached() -> None:
    assert row(found(FASTER, (0.5, 1.0))) == [
        "`build`",
        "500 ms",
        "a peer",
        "1 s",
        "0.50",
        "≤ 0.4",
        "**no**",
    ]
    assert row(found(MORE, (900_000, 300_000)))[-3:] == ["3.00", "≥ 2", "yes"]
    assert len(row(found(FASTER, (1, 1)))) == len(HEADER)


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0.0123456, "s", "12.3 ms"),
        (12.3456, "s", "12.3 s"),
        (3 * 2**20, "bytes", "3 MiB"),
        (1234567.8, "a second", "1,234,568 a second"),
    ],
)
def test_figures_have_their_unit(value: float, unit: str, shown: str) -> None:
    assert figure(value, unit) == shown


def test_the_json_holds_every_pair() -> None:
    assert as_json(found(FASTER, (1, 4)))["pairs"] == [[1, 4]]


def test_only_the_text_between_the_markers_is_replaced() -> None:
    document = "before\n<!-- speed -->\nold\n<!-- /speed -->\nafter <!-- other -->\n"
    assert table.replaced(document, "speed", "new") == document.replace("old", "new")
    with pytest.raises(ValueError, match="not enough values"):
        table.replaced(document, "absent", "new")


def test_the_readme_has_a_place_for_the_table() -> None:
    readme = table.README.read_text(encoding="utf-8")
    assert "\nnew\n" in table.replaced(readme, "speed", "new")


def test_what_is_measured_is_printed_and_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("<!-- speed -->\n<!-- /speed -->\n", encoding="utf-8")
    monkeypatch.setattr(table, "README", readme)
    monkeypatch.setattr(Workbench, "measure", lambda *_: Pair(3.0, 2.0))

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(main, [*arguments, "--venv", str(tmp_path / "venv")])
        assert done.exit_code == 0, done.output
        return done.stdout

    printed = run("--write", "--pairs", "2")
    assert printed in readme.read_text(encoding="utf-8")
    assert printed.count("| 1.50 |") == sum(Workbench.can_measure(goal.name) for goal in GOALS)
    [size] = json.loads(run("--json", "--only", "size", "--pairs", "3"))
    assert (size["name"], size["pairs"]) == ("size", [[3.0, 2.0]] * 3)


def test_every_goal_has_something_that_measures_it(tmp_path: Path) -> None:
    assert {goal.name for goal in GOALS} <= Workbench(tmp_path, tmp_path)._measures.keys()


def test_the_measured_deck_is_the_same_every_time_until_it_is_edited(tmp_path: Path) -> None:
    assert [len(notes) for notes in topics(1200)] == [500, 500, 200]
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        write_deck(folder, 1000)

    def differing() -> list[str]:
        names = sorted(path.name for path in one.iterdir())
        return [name for name in names if (one / name).read_text() != (two / name).read_text()]

    assert differing() == []
    edit_one_note(two, 1)
    assert differing() == ["topic-002.yaml"]
