"""`ipt-cards completion`: the script that makes a shell complete ipt-cards."""

import click
from click.shell_completion import get_completion_class

NAME = "ipt-cards"
VARIABLE = "_IPT_CARDS_COMPLETE"
"""The environment variable in which click, by its own rule, expects a shell to ask."""


@click.command
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print the script that makes SHELL complete commands, decks, topics, tags and cards.

    To have it in every new shell, put one line in its start-up file:

    \b
    ~/.bashrc:                   eval "$(ipt-cards completion bash)"
    ~/.zshrc:                    eval "$(ipt-cards completion zsh)"
    ~/.config/fish/config.fish:  ipt-cards completion fish | source
    """  # noqa: D301 - click's mark for lines to be left as they are
    completion = get_completion_class(shell)
    if completion is None:
        raise click.UsageError(f"this release of click can't complete in {shell}")
    click.echo(completion(context.find_root().command, {}, NAME, VARIABLE).source())
