"""`ipt-cards config`: what is configured, where it comes from, and setting it."""

import json
import os
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from ipt_cards.atomic_file import write_atomically
from ipt_cards.cli.configuration import (
    KEYS,
    Configuration,
    ConfigurationError,
    Source,
    configuration,
    location,
    parsed,
    parser,
    shown,
    variable,
)

_UNSET = {"time_zone": "this machine's", "sync_folder": "none"}


@click.group(invoke_without_command=True)
@click.option(
    "--path", "path_only", is_flag=True, help="Print only where the file is, or would be."
)
@click.option("--json", "as_json", is_flag=True, help="Print the settings as JSON.")
@click.pass_context
def command(context: click.Context, path_only: bool, as_json: bool) -> None:  # noqa: FBT001 - click's flags
    """Show each setting with where it comes from: the environment, the file, or the default.

    The file is TOML; IPT_CARDS_CONFIG names another than the usual one. For each key there is an
    environment variable that goes before the file, such as IPT_CARDS_ROLLOVER_HOUR; a command's own
    option goes before both.

    \b
    new            new cards a day, 0 or more
    reviews        reviews a day, 0 or more
    rollover_hour  the hour at which your day begins, 0 to 23
    time_zone      whose days they are, such as Europe/Berlin
    grades         `buttons` for four, `sm2` for all six
    scheduler      `sm2`, or `fsrs` where ipt-cards[fsrs] is installed
    sync_folder    the folder that your machines share (`ipt-cards sync`)
    """  # noqa: D301 - click's mark for lines to be left as they are
    if context.invoked_subcommand is not None:
        if path_only or as_json:
            raise click.UsageError(f"`{context.invoked_subcommand}` goes without options")
        return
    if path_only:
        click.echo(location(os.environ))
        return
    read = configuration(os.environ)
    if as_json:
        click.echo(json.dumps(_as_json(read), indent=2, ensure_ascii=False))
        return
    from ipt_cards.terminal.report_console import report_console  # noqa: PLC0415 - imports rich
    from ipt_cards.terminal.tables import Column, print_table  # noqa: PLC0415

    columns = (Column("setting"), Column("value"), Column("from", shrinks=True))
    rows = [(key, _value(read, key), _origin(read, key)) for key in KEYS]
    print_table(report_console(), columns, rows)


def _complete_keys(
    _context: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    return [CompletionItem(key) for key in KEYS if key.startswith(incomplete)]


@command.command("set", short_help="Set a key in the file.")
@click.argument("key", shell_complete=_complete_keys)
@click.argument("value")
def set_(key: str, value: str) -> None:
    """Set KEY to VALUE in the file, which is made if there is none; all else in it stays."""
    try:
        written = shown(parser(key)(value))
    except ValueError as error:
        raise ConfigurationError(f"{key}: {error}") from None
    _edit(key, written)
    if variable(key) in os.environ:
        click.echo(f"{variable(key)} in the environment still goes before it.", err=True)


@command.command(short_help="Take a key out of the file.")
@click.argument("key", shell_complete=_complete_keys)
def unset(key: str) -> None:
    """Take KEY out of the file, so that its default holds again."""
    try:
        parser(key)
    except ValueError as error:
        raise ConfigurationError(f"{key}: {error}") from None
    _edit(key, None)


def _edit(key: str, value: str | int | None) -> None:
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


def _value(read: Configuration, key: str) -> str:
    value = getattr(read.settings, key)
    return _UNSET[key] if value is None else str(shown(value))


def _origin(read: Configuration, key: str) -> str:
    source = read.sources[key]
    if source is Source.FILE:
        return _home_shown(read.path)
    return variable(key) if source is Source.ENVIRONMENT else source.value


def _home_shown(path: Path) -> str:
    home = Path.home()
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)


def _as_json(read: Configuration) -> dict[str, object]:
    values = {key: getattr(read.settings, key) for key in KEYS}
    return {
        "file": str(read.path),
        "settings": {
            key: {
                "value": None if value is None else shown(value),
                "source": read.sources[key],
            }
            for key, value in values.items()
        },
    }
