"""Which options the person named, so that those which would do nothing are refused."""

import click
from click.core import ParameterSource


def named_options(*parameters: str) -> list[str]:
    """Those of the running command's parameters that the command line names, as it does.

    An option as `--topic`, an argument as `DECK`. What the environment or a default gives doesn't
    count: nobody meant that for this run.
    """
    context = click.get_current_context()
    return [
        max(each.opts, key=len)
        if isinstance(each, click.Option)
        else each.human_readable_name.strip("[].")
        for each in context.command.params
        if each.name in parameters
        and context.get_parameter_source(each.name) is ParameterSource.COMMANDLINE
    ]


def refuse_named(*parameters: str, because: str, instead: str = "") -> None:
    """Refuse the parameters that the command line names, for they would do nothing.

    because: a sentence on why, which `: leave --topic out` follows. instead: an option that would
        make them count, if there is one.
    Raises click.UsageError.
    """
    if named := named_options(*parameters):
        way_out = f", or add {instead}" if instead else ""
        raise click.UsageError(f"{because}: leave {' and '.join(named)} out{way_out}")
