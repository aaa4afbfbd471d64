"""Opening a file at a line in the learner's editor."""

import shlex
from collections.abc import Mapping
from pathlib import Path

_PLUS_LINE = frozenset({"emacs", "emacsclient", "jed", "joe", "kak", "mg", "nano", "pico", "ne"})
_VI = frozenset({"ex", "nvim", "vi", "view", "vim"})
_COLON_LINE = frozenset({"hx", "helix", "micro", "subl", "zed"})
_CODE = frozenset({"code", "code-insiders", "codium", "cursor", "vscodium"})
_WAITS = {"subl": "-w", "zed": "-w"}


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
