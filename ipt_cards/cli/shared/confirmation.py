"""A question that a person answers with yes or no."""

import click


def confirmed(question: str, *, default: bool) -> bool:
    """Whether the answer is yes; where the input ends without one, it is no.

    default: what Enter alone means. The question stands on standard error.
    Raises click.Abort where the person interrupts.
    """
    try:
        return click.confirm(question, default=default, err=True)
    except click.Abort as abort:
        if not isinstance(abort.__context__, EOFError):
            raise
        click.echo(err=True)  # the line of the question goes on
        return False
