"""Changing the configuration file, a key at a time."""

import os

import click

from ipt_cards.atomic_file import write_atomically
from ipt_cards.cli.configuration import ConfigurationError, location, parsed, variable


def edit(key: str, value: str | int | list[float] | None) -> None:
    """Set a key in the file, or take it out where the value is None; all else in it stays.

    What was done is told, and for a key that is set, whether the environment goes before it.
    Raises ConfigurationError where the file has mistakes elsewhere.
    """
    import tomlkit  # noqa: PLC0415 - only edits need it; it keeps comments and order

    path = location(os.environ)
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
    click.echo(f"{path} is written.")
    if value is not None and variable(key) in os.environ:
        click.echo(f"{variable(key)} in the environment still goes before it.", err=True)
