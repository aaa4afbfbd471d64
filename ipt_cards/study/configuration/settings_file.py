"""Changing the configuration file, a key at a time."""

from collections.abc import Mapping
from pathlib import Path

from ipt_cards.atomic_file import write_atomically
from ipt_cards.study.configuration.settings import location, parsed
from ipt_cards.study.errors import ConfigurationError


def edit(environ: Mapping[str, str], key: str, value: str | int | list[float] | None) -> Path:
    """Set a key in the file, or take it out where the value is None; all else in it stays.

    Returns the file. Raises ConfigurationError where the file has mistakes elsewhere.
    """
    import tomlkit  # noqa: PLC0415 - only edits need it; it keeps comments and order

    path = location(environ)
    content = path.read_bytes() if path.exists() else b""
    _, problems = parsed(content, path)
    # A file may be mended by setting what is wrong in it; one that is no TOML is left alone.
    problems = [problem for problem in problems if not problem.startswith(f"{path}: {key}: ")]
    if problems:
        raise ConfigurationError("\n".join(problems))
    document = tomlkit.parse(content)
    if value is None:
        document.pop(key, None)
    else:
        document[key] = value
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, tomlkit.dumps(document).encode())
    return path
