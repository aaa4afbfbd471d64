"""A group of commands whose modules are imported when they are called."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """A group that knows its subcommands' names and imports only the one that is called.

    subcommands: for each the module, within this package, that has it as `command`, and its line
        in the help, so that the help needn't import it.
    """

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - whatever click gives a group
        subcommands: Mapping[str, tuple[str, str]],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self._subcommands = subcommands

    def list_commands(self, _context: click.Context) -> list[str]:
        """The subcommands' names, in the order of the help."""
        return list(self._subcommands)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """The subcommand of that name, imported; None if there is none."""
        if name not in self._subcommands:
            return None
        module, _ = self._subcommands[name]
        command = import_module(f"ipt_cards.cli.{module}").command
        assert isinstance(command, click.Command)  # noqa: S101 - narrows what import_module gives
        return command

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help's list of subcommands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self._subcommands.items()])

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The subcommand that is asked for. Raises click.UsageError with a suggestion."""
        try:
            return super().resolve_command(context, arguments)
        except click.UsageError:
            from ipt_cards.deck.reading.findings import did_you_mean  # noqa: PLC0415 - see above

            suggestion = did_you_mean(arguments[0], self._subcommands)
            raise click.UsageError(
                f"there is no command `{arguments[0]}`{suggestion}", context
            ) from None
