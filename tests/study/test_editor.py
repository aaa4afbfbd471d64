from pathlib import Path

import pytest

from ipt_cards.study.editor import editor_command

PATH = Path("decks/my deck/topic.yaml")
FILE = str(PATH)


@pytest.mark.parametrize(
    ("editor", "command"),
    [
        ("vim", ["vim", "+7", FILE]),
        ("/usr/bin/nvim -f", ["/usr/bin/nvim", "-f", "+7", FILE]),
        ("nano", ["nano", "+7", FILE]),
        ("emacsclient -t", ["emacsclient", "-t", "+7", FILE]),
        ("kak", ["kak", "+7", FILE]),
        ("code", ["code", "-w", "--goto", f"{FILE}:7"]),
        ("code --wait", ["code", "--wait", "--goto", f"{FILE}:7"]),
        ("hx", ["hx", f"{FILE}:7"]),
        ("micro", ["micro", f"{FILE}:7"]),
        ("subl", ["subl", "-w", f"{FILE}:7"]),
        ("'/opt/my editor/ed it'", ["/opt/my editor/ed it", FILE]),
    ],
)
def test_each_editor_is_told_the_line_in_its_own_way(editor: str, command: list[str]) -> None:
    assert editor_command({"EDITOR": editor}, PATH, 7, windows=False) == command


def test_visual_comes_before_editor_and_vi_after_both() -> None:
    both = {"VISUAL": "nano", "EDITOR": "vi"}
    assert editor_command(both, PATH, 7, windows=False)[0] == "nano"
    assert editor_command({}, PATH, 7, windows=False) == ["vi", "+7", FILE]
    assert editor_command({}, PATH, 7, windows=True) == ["notepad", FILE]


def test_windows_paths_keep_their_backslashes() -> None:
    environ = {"EDITOR": r'"C:\Program Files\Microsoft VS Code\Code.exe" -w'}
    assert editor_command(environ, PATH, 7, windows=True) == [
        r"C:\Program Files\Microsoft VS Code\Code.exe",
        "-w",
        "--goto",
        f"{FILE}:7",
    ]


@pytest.mark.parametrize("written", ["'", " "])
def test_what_is_no_command_is_an_error(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        editor_command({"EDITOR": written}, PATH, 7, windows=False)
