"""`ipt-cards config`: what is configured, where it comes from, and setting it."""

import json
import os
from pathlib import Path

import click

from ipt_cards.cli.config.key import KEYS_TOLD
from ipt_cards.cli.lazy_group import LazyGroup
from ipt_cards.cli.shared.progress_option import learner_colours
from ipt_cards.study.configuration.settings import (
    KEYS,
    NO_COLOR,
    Configuration,
    Source,
    configuration,
    location,
    shown,
    variable,
)

COMMANDS = {
    "optimize-fsrs": ("config.optimize_fsrs", "Find FSRS's parameters in your own log."),
    "set": ("config.set", "Set a key in the file."),
    "unset": ("config.unset", "Take a key out of the file."),
}


@click.group(cls=LazyGroup, subcommands=COMMANDS, invoke_without_command=True, epilog=KEYS_TOLD)
@click.option(
    "--path", "path_only", is_flag=True, help="Print only where the file is, or would be."
)
@click.option("--json", "as_json", is_flag=True, help="Print the settings as JSON.")
@click.pass_context
def command(context: click.Context, path_only: bool, as_json: bool) -> None:  # noqa: FBT001 - click's flags
    """Show each setting with where it comes from: the environment, the file, or the default.

    The file is TOML; IPT_CARDS_CONFIG names another than the usual one. For each key there is an
    environment variable that goes before the file, such as IPT_CARDS_ROLLOVER_HOUR. An option of
    a command, such as `ipt-cards quiz --new 5`, goes before both, but for that command alone: it
    isn't shown here.
    """
    if context.invoked_subcommand is not None:
        if path_only or as_json:
            raise click.UsageError(f"`{context.invoked_subcommand}` goes without options")
        return
    if path_only and as_json:
        raise click.UsageError("name --path or --json, not both")
    if path_only:
        click.echo(location(os.environ))
        return
    read = configuration(os.environ)
    if as_json:
        click.echo(json.dumps(_as_json(read), indent=2, ensure_ascii=False))
        return
    from ipt_cards.terminal.reports.settings import print_settings  # noqa: PLC0415
    from ipt_cards.terminal.screen.console import report_console  # noqa: PLC0415 - imports rich

    rows = [(key, _value(key, getattr(read.settings, key)), _origin(read, key)) for key in KEYS]
    print_settings(report_console(learner_colours()), rows)


_UNSET = {
    "time_zone": "this machine's",
    "fsrs_parameters": "FSRS's own",
    "sync_folder": "none",
}


def _value(key: str, value: object) -> str:
    if value is None:
        return _UNSET[key]
    if isinstance(value, tuple):
        return f"{value[0]:g}, {value[1]:g}, … ({len(value)} numbers)"
    return str(value)


def _origin(read: Configuration, key: str) -> str:
    source = read.sources[key]
    file = _home_shown(read.path)
    if source is Source.FILE:
        return file
    if source is Source.DEFAULT:
        return source.value
    goes_first = NO_COLOR if key == "theme" and os.environ.get(NO_COLOR) else variable(key)
    if key not in read.in_file:
        return goes_first
    return f"{goes_first}, before {_value(key, read.in_file[key])} in {file}"


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
                "in_file": shown(read.in_file[key]) if key in read.in_file else None,
            }
            for key, value in values.items()
        },
    }
