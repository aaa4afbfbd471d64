"""`ipt-cards schema`: the JSON Schema of deck files."""

from importlib.resources import files

import click


@click.command
@click.argument("file", type=click.Choice(["topic", "deck"]), default="topic")
def command(file: str) -> None:
    """Print the JSON Schema of a topic's file, or of deck.yaml (`ipt-cards schema deck`).

    A file names its schema for editors in its first line:
    `# yaml-language-server: $schema=topic.schema.json`
    """
    click.echo(schema_text(file), nl=False)


def schema_text(file: str) -> str:
    """The schema of `topic` or `deck` files, as JSON."""
    return files("ipt_cards.deck").joinpath(f"{file}.schema.json").read_text(encoding="utf-8")
