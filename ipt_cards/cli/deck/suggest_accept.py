"""`ipt-cards check --suggest-accept`: what notes could accept, as a learner answered them."""

import json
from pathlib import Path

import click

from ipt_cards.cli.shared.deck_argument import load_or_exit
from ipt_cards.deck.text import visible
from ipt_cards.study.decks import shown_path


def suggest(folder: Path, progress_file: Path, *, as_json: bool) -> None:
    """Print each note that could accept what the learner counts as right, and the line to add."""
    from ipt_cards.cli.shared.learners_log import open_learners_log  # noqa: PLC0415 - rarely asked
    from ipt_cards.study.counted_answers import counted_answers, suggestions  # noqa: PLC0415

    deck = load_or_exit(folder)
    counted = {}
    if progress_file.exists():
        with open_learners_log(progress_file) as log:
            counted = dict(counted_answers(log))
    found = list(suggestions(deck, counted))
    if as_json:
        said = [
            {
                "file": str(folder / each.note.at.file),
                "line": each.note.at.line,
                "column": each.note.at.column,
                "note": each.note.id,
                "card": each.card,
                "answers": each.texts,
                "accept": each.accept,
            }
            for each in found
        ]
        click.echo(json.dumps(said, indent=2, ensure_ascii=False))
        return
    for each in found:
        place = f"{visible(str(shown_path(folder / each.note.at.file)))}:{each.note.at.line}"
        answers = ", ".join(f"`{visible(text)}`" for text in each.texts)
        click.echo(f"{place}: `{each.note.id}`, you count {answers} as right:")
        click.echo(f"    accept: {accept_line(each.accept)}")
    offered = {each.card for each in found}
    others = [card for card in deck.card_keys() if card in counted and card not in offered]
    if others:
        click.echo(
            f"Answers that you count as right have no place in `accept` at {', '.join(others)}: "
            "numbers, cards in reverse and gaps of several numbers have none. A tolerance, or "
            "another wording, may be better there.",
            err=True,
        )
    elif not found:
        click.echo("There is nothing to accept: no typed answer was counted as right.", err=True)


def accept_line(texts: tuple[str, ...]) -> str:
    """The texts as YAML has them after `accept:`, on one line."""
    # JSON's texts are YAML's, too.
    written = [json.dumps(text, ensure_ascii=False) for text in texts]
    return written[0] if len(written) == 1 else f"[{', '.join(written)}]"
