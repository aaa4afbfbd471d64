"""Which program opens a picture, a sound or a video here, and which plays a sound.

The file's path is one argument of a program that the learner has; no shell reads it.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

Which = Callable[[str], str | None]
"""Finds a program: `shutil.which`."""

_OF_LIBSNDFILE = frozenset({".wav", ".flac", ".ogg", ".oga"})
_PLAYERS: tuple[tuple[tuple[str, ...], frozenset[str] | None], ...] = (
    (("mpv", "--no-video", "--no-terminal", "--"), None),
    (("ffplay", "-nodisp", "-autoexit", "-loglevel", "quiet"), None),
    (("cvlc", "--play-and-exit", "--quiet"), None),
    (("afplay",), frozenset({".wav", ".flac", ".mp3", ".m4a"})),
    (("pw-play",), _OF_LIBSNDFILE),
    (("paplay",), _OF_LIBSNDFILE),
    (("mpg123", "-q"), frozenset({".mp3"})),
    (("ogg123", "-q"), frozenset({".ogg", ".oga"})),
    (("play", "-q"), _OF_LIBSNDFILE),
    (("aplay", "-q"), frozenset({".wav"})),
)
"""Each with the endings that it can play; None for all."""


def viewer_command(
    path: Path, platform: str, environment: Mapping[str, str], which: Which
) -> list[str] | None:
    """What opens a file in the viewer that the learner's desktop has for it; None where none is.

    platform: as `sys.platform` has it; not Windows, which opens files without a program.
    """
    if platform == "darwin":
        return [which("open") or "/usr/bin/open", str(path)]
    if "WSL_DISTRO_NAME" in environment and (found := which("wslview")):
        return [found, str(path)]
    if found := which("termux-open"):
        return [found, str(path)]
    # Without a desktop, xdg-open would start a browser on the very terminal.
    if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        if found := which("xdg-open"):
            return [found, str(path)]
        if found := which("gio"):
            return [found, "open", str(path)]
    return None


def player_command(path: Path, which: Which) -> list[str] | None:
    """What plays a sound without a window; None where no such program is known here."""
    suffix = path.suffix.lower()
    for (program, *arguments), endings in _PLAYERS:
        if (endings is None or suffix in endings) and (found := which(program)):
            return [found, *arguments, str(path)]
    return None
