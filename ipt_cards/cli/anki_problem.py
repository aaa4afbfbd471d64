"""What is wrong with Anki or a file of its, for the person."""

import click


class AnkiProblem(click.ClickException):
    """Why it goes no further, as one message. Exit code 2."""

    exit_code = 2
