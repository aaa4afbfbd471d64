from pathlib import Path

import pytest

from ipt_cards.study.media.programs import Which, player_command, viewer_command

PICTURE = Path("/deck/-x; rm -rf $HOME.png")
DESKTOP = {"DISPLAY": ":0"}


def having(*programs: str) -> Which:
    return lambda name: f"/usr/bin/{name}" if name in programs else None


@pytest.mark.parametrize(
    ("platform", "environment", "programs", "opened_by"),
    [
        ("linux", DESKTOP, ["xdg-open", "gio"], ["/usr/bin/xdg-open"]),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, ["gio"], ["/usr/bin/gio", "open"]),
        ("linux", {}, ["xdg-open"], None),
        ("linux", DESKTOP, [], None),
        ("linux", {"WSL_DISTRO_NAME": "Debian"}, ["wslview", "xdg-open"], ["/usr/bin/wslview"]),
        ("linux", {}, ["termux-open"], ["/usr/bin/termux-open"]),
        ("darwin", {}, [], ["/usr/bin/open"]),
    ],
)
def test_a_viewer_gets_the_path_as_one_argument(
    platform: str, environment: dict[str, str], programs: list[str], opened_by: list[str] | None
) -> None:
    wanted = None if opened_by is None else [*opened_by, str(PICTURE)]
    assert viewer_command(PICTURE, platform, environment, having(*programs)) == wanted


@pytest.mark.parametrize(
    ("name", "programs", "player"),
    [
        ("say.opus", ["aplay", "ffplay"], "/usr/bin/ffplay"),
        ("say.wav", ["aplay"], "/usr/bin/aplay"),
        ("say.MP3", ["aplay", "mpg123"], "/usr/bin/mpg123"),
        ("say.mp3", ["aplay", "paplay"], None),
        ("say.ogg", ["ogg123"], "/usr/bin/ogg123"),
        ("say.m4a", ["afplay"], "/usr/bin/afplay"),
        ("say.wav", [], None),
    ],
)
def test_a_sound_is_played_by_what_can(name: str, programs: list[str], player: str | None) -> None:
    command = player_command(Path("/deck") / name, having(*programs))
    if player is None:
        assert command is None
    else:
        assert command is not None
        assert (command[0], command[-1]) == (player, f"/deck/{name}")
