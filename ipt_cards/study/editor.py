"""Opening a file at a line in the learner's editor, where it may be edited."""

import os
import shlex
from collections.abc import Mapping
from pathlib import Path

from ipt_cards.deck.bundled import is_installed
from ipt_cards.study.decks import shown_path

_PLUS_LINE = frozenset({"emacs", "emacsclient", "jed", "joe", "kak", "mg", "nano", "pico", "ne"})
_VI = frozenset({"ex", "nvim", "vi", "view", "vim"})
_COLON_LINE = frozenset({"hx", "helix", "micro", "subl", "zed"})
_CODE = frozenset({"code", "code-insiders", "codium", "cursor", "vscodium"})
_WAITS = {"subl": "-w", "zed": "-w"}


def why_not_edited(path: Path) -> str:
    """Why no note is edited in a deck's file, and what to do instead; "" where notes may be."""
    if is_installed(path):
        return (
            "An upgrade of ipt-cards would undo your edits. Copy the deck's folder, "
            f"{path.parent}, and open the copy: your progress goes on in it."
        )
    if not os.access(path, os.W_OK):
        return f"{shown_path(path)} is read-only: copy the deck's folder, and open the copy."
    return ""


def editor_command(
    environ: Mapping[str, str], path: Path, line: int, *, windows: bool
) -> list[str]:
    """The command that opens a file, at the line where the editor is known to take one.

    It comes from VISUAL, else EDITOR, arguments and all, else it is notepad or vi. Raises
    ValueError where the variable can't be read as a command.
    """
    written = environ.get("VISUAL") or environ.get("EDITOR") or ("notepad" if windows else "vi")
    command = shlex.split(written, posix=not windows)
    if not command:
        raise ValueError("it is empty")
    if windows:
        command = [part.strip('"') for part in command]
    program = Path(command[0].replace("\\", "/") if windows else command[0]).name.lower()
    program = program.removesuffix(".exe").removesuffix(".cmd")
    if program in _PLUS_LINE or program in _VI:
        return [*command, f"+{line}", str(path)]
    if program in _CODE:
        waits = [] if {"-w", "--wait"} & set(command) else ["-w"]
        return [*command, *waits, "--goto", f"{path}:{line}"]
    if program in _COLON_LINE:
        wait = _WAITS.get(program)
        waits = [wait] if wait and not {"-w", "--wait"} & set(command) else []
        return [*command, *waits, f"{path}:{line}"]
    return [*command, str(path)]
