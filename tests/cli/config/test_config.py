"""`ipt-cards config`, and that the other commands go by it."""

import re
import tomllib
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.cli.main import cli
from ipt_cards.scheduling.grade import Grade
from ipt_cards.study.configuration.settings import KEYS, configuration, location, variable
from ipt_cards.study.errors import ConfigurationError
from tests.cli.learner import Learner

DEFAULTS = {
    "new": 20,
    "reviews": 200,
    "rollover_hour": 4,
    "time_zone": None,
    "grades": "buttons",
    "scheduler": "sm2",
    "fsrs_parameters": None,
    "theme": "auto",
    "sync_folder": None,
}
OTHERS = {
    "new": 7,
    "reviews": 70,
    "rollover_hour": 0,
    "time_zone": "Asia/Tokyo",
    "grades": "sm2",
    "scheduler": "fsrs",
    "fsrs_parameters": [0.5, 1.5, 2.5, 8.0, 6.0, *[0.1] * 16],
    "theme": "light",
    "sync_folder": str(Path.home() / "Sync"),
}


def values(learner: Learner) -> dict[str, object]:
    return {key: of["value"] for key, of in learner.json("config")["settings"].items()}


def sources(learner: Learner) -> dict[str, str]:
    return {key: of["source"] for key, of in learner.json("config")["settings"].items()}


def test_without_a_file_all_is_by_default(learner: Learner) -> None:
    assert values(learner) == DEFAULTS
    assert set(sources(learner).values()) == {"default"}


def test_the_file_comes_before_the_default_and_the_environment_before_the_file(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner.configuration.write_text("new = 5\nreviews = 50\n", encoding="utf-8")
    monkeypatch.setenv("IPT_CARDS_NEW", "6")
    assert values(learner) == {**DEFAULTS, "new": 6, "reviews": 50}
    assert sources(learner)["new"] == "environment"
    assert sources(learner)["reviews"] == "file"
    shown = learner.run("config").stdout
    assert "IPT_CARDS_NEW" in shown
    assert "this machine's" in shown


def test_it_tells_what_the_environment_goes_before(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner.configuration.write_text("new = 5\ntheme = 'dark'\n", encoding="utf-8")
    monkeypatch.setenv("IPT_CARDS_NEW", "6")
    monkeypatch.setenv("NO_COLOR", "1")
    shown = " ".join(learner.run("config").stdout.split())
    assert f"new 6 IPT_CARDS_NEW, before 5 in {learner.configuration}" in shown
    assert f"theme none NO_COLOR, before dark in {learner.configuration}" in shown
    settings = learner.json("config")["settings"]
    assert settings["new"] == {"value": 6, "source": "environment", "in_file": 5}
    assert settings["theme"] == {"value": "none", "source": "environment", "in_file": "dark"}
    assert settings["reviews"] == {"value": 200, "source": "default", "in_file": None}


@pytest.mark.parametrize("width", [40, 80, 200])
def test_on_a_terminal_of_any_width_each_setting_and_where_it_comes_from_is_there_in_full(
    learner: Learner, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("IPT_CARDS_ROLLOVER_HOUR", "6")
    learner.configuration.write_text("rollover_hour = 5\n", encoding="utf-8")
    lines = re.sub(r"\x1b\[[0-9;]*m", "", learner.run("config").stdout).splitlines()
    assert max(map(len, lines)) <= width
    shown = "".join("".join(lines).split())
    assert "…" not in shown
    for key in KEYS:
        assert key in shown
    assert f"IPT_CARDS_ROLLOVER_HOUR,before5in{learner.configuration}" in shown


@pytest.mark.parametrize(
    ("theme", "codes"),
    [
        ("auto", {"31", "32", "35", "36"}),
        ("dark", {"91", "92", "95", "96"}),
        ("light", {"31", "32", "34", "35"}),
        ("none", set()),
    ],
)
def test_the_theme_chooses_among_the_terminals_colours_and_none_takes_none(
    learner: Learner, monkeypatch: pytest.MonkeyPatch, theme: str, codes: set[str]
) -> None:
    learner.answer((1, "capital/forward", Grade.GOOD), (1, "weeks/c1", Grade.AGAIN))
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("TERM", "xterm")
    learner.configuration.write_text(f"theme = '{theme}'\n", encoding="utf-8")
    shown = learner.run("stats", learner.deck).stdout
    used = {code for codes in re.findall(r"\x1b\[([0-9;]+)m", shown) for code in codes.split(";")}
    colours = {code for code in used if re.fullmatch("[39][0-7]", code)}
    assert colours <= codes
    assert bool(colours) is bool(codes)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[0-9;]*[39][0-7]m", learner.run("stats", learner.deck).stdout)


def test_set_and_unset_change_one_line_and_leave_the_rest(learner: Learner) -> None:
    before = "# mine\nnew = 5   # few\n\ngrades = 'sm2'\n"
    learner.configuration.write_text(before, encoding="utf-8")
    assert learner.run("config", "set", "new", "9").exit_code == 0
    assert learner.configuration.read_text(encoding="utf-8") == before.replace("5 ", "9 ")
    assert learner.run("config", "unset", "grades").exit_code == 0
    assert values(learner) == {**DEFAULTS, "new": 9}


@pytest.mark.parametrize("key", KEYS)
def test_what_is_set_is_what_is_read(learner: Learner, key: str) -> None:
    assert learner.run("config", "set", key, str(OTHERS[key]).strip("[]")).exit_code == 0
    assert values(learner) == {**DEFAULTS, key: OTHERS[key]}
    assert tomllib.loads(learner.configuration.read_text("utf-8")) == {key: OTHERS[key]}


def test_set_says_when_the_environment_goes_before_it(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPT_CARDS_NEW", "6")
    assert "IPT_CARDS_NEW in the environment" in learner.run("config", "set", "new", "9").stderr


def test_set_makes_the_folder(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    there = learner.configuration.with_name("none") / "yet" / "config.toml"
    monkeypatch.setenv("IPT_CARDS_CONFIG", str(there))
    assert learner.run("config", "set", "new", "9").exit_code == 0
    assert there.read_text(encoding="utf-8") == "new = 9\n"


def test_path_tells_where_the_file_is(learner: Learner) -> None:
    assert learner.run("config", "--path").stdout == f"{learner.configuration}\n"


def test_without_a_variable_the_file_is_where_the_platform_says() -> None:
    assert location({}).parts[-2:] == ("ipt-cards", "config.toml")


BAD = [
    ("new = -1", "new: `-1` is no number of cards a day: write 0 to 9999"),
    ("new = true", "new: `True` is no number of cards a day: write 0 to 9999"),
    ("reviews = 2.5", "reviews: `2.5` is no number of cards"),
    ("rollover_hour = 24", "rollover_hour: `24` is no hour: write 0 to 23"),
    ("time_zone = 'Mars/Olympus'", "time_zone: `Mars/Olympus` is no time zone: write a name"),
    ("time_zone = '../../etc/passwd'", "is no time zone"),
    ("grades = 'sm3'", "grades: `sm3` is not known: write `buttons` or `sm2`"),
    ("theme = 'pink'", "theme: `pink` is not known: write `auto` or `dark` or `light` or `none`"),
    ("fsrs_parameters = [1, 2]", "fsrs_parameters: these are no 21 numbers: let `ipt-cards config"),
    (f"fsrs_parameters = {[1.0] * 20 + [True]}".lower(), "these are no 21 numbers"),
    (f"fsrs_parameters = [{'nan, ' * 21}]", "these are no 21 numbers"),
    ("fsrs_parameters = 'w'", "these are no 21 numbers"),
    ("rollover = 3", "rollover: there is no such key: did you mean `rollover_hour`?"),
    ("[quiz]\nnew = 3", "quiz: there is no such key (there is: new, reviews,"),
    ("new = ", "no TOML: "),
]


@pytest.mark.parametrize(("content", "said"), BAD)
@pytest.mark.parametrize("command", ["config", "quiz", "stats"])
def test_a_mistake_in_the_file_is_told_with_what_to_write(
    learner: Learner, content: str, said: str, command: str
) -> None:
    learner.configuration.write_text(content, encoding="utf-8")
    told = learner.run(command, *([] if command == "config" else [learner.deck]))
    assert told.exit_code == 2
    assert f"{learner.configuration}: " in told.stderr
    assert said in told.stderr


def test_all_mistakes_are_told_at_once(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    learner.configuration.write_text("new = -1\ngrades = 'x'\n", encoding="utf-8")
    monkeypatch.setenv("IPT_CARDS_ROLLOVER_HOUR", "noon")
    told = learner.run("config").stderr
    assert "new: `-1`" in told
    assert "grades: `x`" in told
    assert "IPT_CARDS_ROLLOVER_HOUR in the environment: `noon` is no hour" in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("set", "rollover_hour", "25"), "rollover_hour: `25` is no hour: write 0 to 23"),
        (("set", "new", "-1"), "new: `-1` is no number of cards a day: write 0 to 9999"),
        (("set", "new", "9" * 20), "is no number of cards a day: write 0 to 9999"),
        (("set", "reviews", "9" * 5000), "is no number of cards a day: write 0 to 9999"),
        (("set", "nwe", "5"), "nwe: there is no such key: did you mean `new`?"),
        (("unset", "nwe"), "nwe: there is no such key: did you mean `new`?"),
        (("--json", "set", "new", "5"), "goes without options"),
    ],
)
def test_a_mistake_in_set_is_told_and_changes_nothing(
    learner: Learner, arguments: tuple[str, ...], said: str
) -> None:
    told = learner.run("config", *arguments)
    assert told.exit_code == 2
    assert said in told.stderr
    assert not learner.configuration.exists()


def test_set_mends_a_wrong_value_but_not_another_ones(learner: Learner) -> None:
    learner.configuration.write_text("new = -1\n", encoding="utf-8")
    assert "new: `-1`" in learner.run("config", "set", "reviews", "9").stderr
    assert learner.run("config", "set", "new", "9").exit_code == 0
    assert values(learner)["new"] == 9


@given(content=st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
def test_no_content_of_the_file_is_worse_than_a_clear_answer(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "config.toml"
    path.write_bytes(content)
    said = complaint({"IPT_CARDS_CONFIG": str(path)})
    assert said is None or str(path) in said


@given(content=st.dictionaries(st.sampled_from(list(KEYS)), st.text() | st.integers()))
def test_no_value_in_the_environment_is_worse_than_a_clear_answer(
    content: dict[str, str | int],
) -> None:
    environ = {variable(key): str(value) for key, value in content.items()}
    said = complaint({**environ, "IPT_CARDS_CONFIG": "no-such.toml"})
    assert said is None or "in the environment" in said


def complaint(environ: dict[str, str]) -> str | None:
    try:
        configuration(environ)
    except ConfigurationError as error:
        return str(error)
    return None


def test_the_quiz_goes_by_the_limit_and_an_option_goes_before_it(learner: Learner) -> None:
    learner.configuration.write_text("new = 1\n", encoding="utf-8")
    answer = b"\n3\n"
    assert "(1 left)" in learner.run("quiz", learner.deck, "--seed", "1").stdout
    assert "(2 left)" in learner.run("quiz", learner.deck, "--new", "2").stdout
    learner.run("quiz", learner.deck, stdin=answer)
    assert "(now 1, in all decks together)" in learner.run("quiz", learner.deck).stdout
    assert learner.json("stats", learner.deck)["today"]["left"]["new"] == 0


def test_the_quiz_offers_the_grades(learner: Learner) -> None:
    learner.configuration.write_text("grades = 'sm2'\n", encoding="utf-8")
    assert "0 Blackout" in learner.run("quiz", learner.deck, stdin=b"\n").stdout
    buttons = learner.run("quiz", learner.deck, "--grades", "buttons", stdin=b"\n").stdout
    assert "Blackout" not in buttons


def test_the_days_are_those_of_the_zone_and_the_hour(learner: Learner) -> None:
    learner.answer((0, "capital/forward", Grade.GOOD))
    assert learner.json("stats", learner.deck)["today"]["day"] == "2026-03-30"
    learner.configuration.write_text("time_zone = 'Pacific/Kiritimati'\n", encoding="utf-8")
    assert learner.json("stats", learner.deck)["today"]["day"] == "2026-03-30"
    learner.configuration.write_text(
        "time_zone = 'Pacific/Kiritimati'\nrollover_hour = 0\n", encoding="utf-8"
    )
    assert learner.json("stats", learner.deck)["today"]["day"] == "2026-03-31"
    [due] = learner.json("list", learner.deck, "--due")
    assert due["card"] == "capital/forward", "answered on the 30th, whatever day it is now"


def test_a_mistake_in_the_file_does_not_disturb_completion(learner: Learner) -> None:
    learner.configuration.write_text("new = -1\n", encoding="utf-8")
    completion = ShellComplete(cli, {}, "ipt-cards", "_IPT_CARDS_COMPLETE")
    completed = completion.get_completions(["quiz", str(learner.deck), "--topic"], "mo")
    assert [item.value for item in completed] == ["more"]
    assert [item.value for item in completion.get_completions(["config", "set"], "ro")] == [
        "rollover_hour"
    ]


def test_a_number_that_python_refuses_to_read_is_no_defect(learner: Learner) -> None:
    learner.configuration.write_text(f"new = {'9' * 5_000}\n")
    told = learner.run("config")
    assert told.exit_code == 2
    assert str(learner.configuration) in told.stderr
