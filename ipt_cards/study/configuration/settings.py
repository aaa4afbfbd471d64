"""How the learner likes things: from the environment, the configuration file, or by default.

The file is TOML, a line a key. An option of a command comes before all three, for that command.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ipt_cards.scheduling.day import DEFAULT_ROLLOVER_HOUR
from ipt_cards.scheduling.queue import DEFAULT_LIMITS
from ipt_cards.study.errors import ConfigurationError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

LOCATION = "IPT_CARDS_CONFIG"
PREFIX = "IPT_CARDS_"
"""Before a key in capitals: the environment variable that goes before the file."""

NO_COLOR = "NO_COLOR"
"""The variable that goes before any theme (https://no-color.org)."""

FSRS_PARAMETERS = 21
"""How many FSRS-6 has, w0 to w20."""

MOST_CARDS = 9_999
"""The most cards a day that can be configured, as in Anki: nobody answers as many."""

E = TypeVar("E", bound=StrEnum)


class GradeSet(StrEnum):
    """Which grades the quiz offers."""

    BUTTONS = "buttons"
    SM2 = "sm2"


class SchedulerName(StrEnum):
    """Which scheduler gives the intervals."""

    SM2 = "sm2"
    FSRS = "fsrs"


class Colours(StrEnum):
    """Which of the terminal's own sixteen colours are used.

    AUTO: those that can be read on any background.
    DARK: the bright ones, for a dark background. LIGHT: those that stand out on a light one.
    NONE: none; bold, dim and underlines stay.
    """

    AUTO = "auto"
    DARK = "dark"
    LIGHT = "light"
    NONE = "none"


class Source(StrEnum):
    """Where a value comes from."""

    ENVIRONMENT = "environment"
    FILE = "file"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be configured, a field a key.

    new, reviews: the most cards a day.
    rollover_hour: the local hour at which a day begins.
    time_zone: whose days they are; None for this machine's.
    grades: those the quiz offers.
    scheduler: what gives cards their intervals; the log is replayed where it was another.
    fsrs_parameters: FSRS's, optimised for the learner; None for its default ones.
    theme: the colours of screens and reports.
    sync_folder: which folder the learner's machines share; None for none.
    """

    new: int = DEFAULT_LIMITS.new
    reviews: int = DEFAULT_LIMITS.reviews
    rollover_hour: int = DEFAULT_ROLLOVER_HOUR
    time_zone: "ZoneInfo | None" = None
    grades: GradeSet = GradeSet.BUTTONS
    scheduler: SchedulerName = SchedulerName.SM2
    fsrs_parameters: tuple[float, ...] | None = None
    theme: Colours = Colours.AUTO
    sync_folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings, and where they come from.

    path: the file that they may come from; in_file: what it holds of them, also what doesn't hold.
    sources: where each does come from.
    """

    settings: Settings
    path: Path
    in_file: Mapping[str, Any]
    sources: Mapping[str, Source]


def variable(key: str) -> str:
    """The environment variable that goes before the file for a key."""
    return PREFIX + key.upper()


def location(environ: Mapping[str, str]) -> Path:
    """The file that IPT_CARDS_CONFIG names, else the one in the platform's place."""
    if named := environ.get(LOCATION):
        return Path(named).expanduser()
    import platformdirs  # noqa: PLC0415 - not needed where the file is named

    return Path(platformdirs.user_config_dir("ipt-cards", appauthor=False)) / "config.toml"


def configuration(environ: Mapping[str, str]) -> Configuration:
    """Read the environment and the file; without a file all is by default.

    Raises ConfigurationError, with everything that is wrong, and OSError where the file is there
    but can't be read.
    """
    path = location(environ)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        content = b""
    in_file, problems = parsed(content, path)
    values = dict(in_file)
    sources = dict.fromkeys(KEYS, Source.DEFAULT) | dict.fromkeys(values, Source.FILE)
    for key, parse in KEYS.items():
        if written := environ.get(variable(key)):
            try:
                values[key] = parse(written)
                sources[key] = Source.ENVIRONMENT
            except ValueError as error:
                problems.append(f"{variable(key)} in the environment: {error}")
    if environ.get(NO_COLOR):
        values["theme"] = Colours.NONE
        sources["theme"] = Source.ENVIRONMENT
    if problems:
        raise ConfigurationError("\n".join(problems))
    return Configuration(Settings(**values), path, in_file, sources)


def parsed(content: bytes, path: Path) -> tuple[dict[str, Any], list[str]]:
    """The values of a file's keys, and what is wrong with it: nothing but one of the two."""
    if not content:
        return {}, []
    import tomllib  # noqa: PLC0415 - few have a file

    try:
        document = tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is no TOMLDecodeError
        return {}, [f"{path}: no TOML: {error}"]
    values, problems = {}, []
    for key, written in document.items():
        try:
            values[key] = parser(key)(written)
        except ValueError as error:
            problems.append(f"{path}: {key}: {error}")
    return values, problems


def parser(key: str) -> Callable[[object], object]:
    """What reads a value of a key. Raises ValueError where there is no such key."""
    if key in KEYS:
        return KEYS[key]
    from ipt_cards.deck.reading.findings import did_you_mean  # noqa: PLC0415 - for a mistake only

    listed = f" (there is: {', '.join(KEYS)})"
    raise ValueError(f"there is no such key{did_you_mean(key, KEYS) or listed}")


def shown(value: object) -> str | int | list[float]:
    """A setting's value as it is written in the file."""
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, int) else str(value)


def _count(written: object) -> int:
    number = _whole(written)
    if number is None or not 0 <= number <= MOST_CARDS:
        raise ValueError(f"`{written}` is no number of cards a day: write 0 to {MOST_CARDS}")
    return number


def _hour(written: object) -> int:
    hour = _whole(written)
    if hour is None or not 0 <= hour <= 23:
        raise ValueError(f"`{written}` is no hour: write 0 to 23")
    return hour


def _whole(written: object) -> int | None:
    # The environment and the command line have only texts; true is an int to Python.
    if isinstance(written, str) and written.isascii() and written.isdigit():
        # No setting is longer, and Python refuses to read thousands of digits.
        return int(written) if len(written) < 20 else None
    return written if isinstance(written, int) and not isinstance(written, bool) else None


def _zone(written: object) -> "ZoneInfo":
    from ipt_cards.study.configuration.time_zone import zone_named  # noqa: PLC0415 - few name one

    return zone_named(str(written))


def _fsrs_parameters(written: object) -> tuple[float, ...]:
    numbers = written.split(",") if isinstance(written, str) else written
    try:
        parameters = tuple(map(_number, numbers if isinstance(numbers, list) else ()))
    except (TypeError, ValueError):
        parameters = ()
    if len(parameters) != FSRS_PARAMETERS or not all(map(isfinite, parameters)):
        raise ValueError(
            f"these are no {FSRS_PARAMETERS} numbers: let `ipt-cards config optimize-fsrs` write "
            "them, or take the key out"
        )
    return parameters


def _number(written: object) -> float:
    if isinstance(written, bool) or not isinstance(written, str | int | float):
        raise TypeError
    return float(written)


def _folder(written: object) -> Path:
    try:
        folder = Path(str(written)).expanduser()
    except RuntimeError:  # there is no such user, or no home
        folder = Path(str(written))
    if not isinstance(written, str) or not folder.is_absolute():
        raise ValueError(
            f"`{written}` is no whole path: write one such as {Path.home() / 'Sync' / 'ipt-cards'}"
        )
    return folder


def _one_of(choices: type[E]) -> Callable[[object], E]:
    def parse(written: object) -> E:
        try:
            return choices(str(written))
        except ValueError:
            listed = " or ".join(f"`{choice}`" for choice in choices)
            raise ValueError(f"`{written}` is not known: write {listed}") from None

    return parse


KEYS: Mapping[str, Callable[[object], Any]] = {
    "new": _count,
    "reviews": _count,
    "rollover_hour": _hour,
    "time_zone": _zone,
    "grades": _one_of(GradeSet),
    "scheduler": _one_of(SchedulerName),
    "fsrs_parameters": _fsrs_parameters,
    "theme": _one_of(Colours),
    "sync_folder": _folder,
}
"""What reads each key's value. Each raises ValueError that says what to write instead."""

assert list(KEYS) == [field.name for field in fields(Settings)]  # noqa: S101 - they are one list
