"""What `ipt-cards check` prints of style: the rules, and what test-wiseness alone gains."""

import json

import click

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.rules.style.blind import BlindScore, Score, blind_score
from ipt_cards.deck.rules.style.findings import NEEDLESS
from ipt_cards.deck.rules.style.guide import GUIDE
from ipt_cards.forecast.wilson import NINETY_FIVE_PERCENT, wilson
from ipt_cards.study.presenting.words import counted

MOST_GAINED = 0.05
"""The share of the points that the blind may gain over chance before distractors are poor."""


def print_rules(*, as_json: bool) -> None:
    """Print the rules of style, each with its reason, its sources, and a bad and a good example."""
    if as_json:
        said = [
            {
                "id": rule.value,
                "reason": guidance.reason,
                "sources": guidance.sources,
                "bad": guidance.bad,
                "good": guidance.good,
            }
            for rule, guidance in GUIDE.items()
        ]
        click.echo(json.dumps(said, indent=2, ensure_ascii=False))
        return
    for rule, guidance in GUIDE.items():
        click.echo(click.style(rule.value, bold=True))
        click.echo(click.wrap_text(guidance.reason, 88, "  ", "  "))
        for source in guidance.sources:
            click.echo(click.style(f"  Source: {source}", dim=True))
        for name, example in (("Bad", guidance.bad), ("Good", guidance.good)):
            click.echo(f"  {name}:")
            for line in example.splitlines():
                click.echo(f"    {line}")
        click.echo()
    click.echo(
        click.wrap_text(
            "A note that is right as it is says so, with the reason: "
            "`allow: {longest-answer: the law's name is long}`. In deck.yaml that holds for all "
            f"notes. An `allow` that isn't needed is told as `{NEEDLESS}`.",
            88,
        )
    )


def print_blind_score(deck: Deck, *, as_json: bool, strict: bool) -> None:
    """Print the blind score of a deck. With `strict`, exit with 1 where it gains too much."""
    score = blind_score(deck)
    gained = score.all.share - score.all.chance_share
    if as_json:
        click.echo(json.dumps(_as_json(score), indent=2, ensure_ascii=False))
    elif not score.all.notes:
        click.echo("The deck has no choice notes with distractors, so there is nothing to guess.")
    else:
        _print_score(score.all, gained)
        _print_cues(score)
    if strict and gained > MOST_GAINED:
        raise click.exceptions.Exit(1)


def _print_score(score: Score, gained: float) -> None:
    low, high = wilson(score.share, score.notes)
    least, most = score.chance_range(NINETY_FIVE_PERCENT)
    click.echo(
        f"Knowing nothing and going by how the options of {counted(score.notes, 'choice note')} "
        "are written:"
    )
    click.echo(f"  score   {score.share:4.0%}  (95 %: {low:.0%} to {high:.0%})")
    click.echo(f"  chance  {score.chance_share:4.0%}  (95 %: {least:.0%} to {most:.0%})")
    points = round(100 * gained)
    if gained > MOST_GAINED:
        told = f"gains {counted(points, 'point')}: the wording gives answers away"
    elif gained > 0:
        told = f"gains {counted(points, 'point')}, no more than may be"
    else:
        told = "gains nothing: the distractors are good"
    click.echo(f"That {told}.")


def _print_cues(score: BlindScore) -> None:
    click.echo("Going by one thing alone:")
    width = max(map(len, score.by_cue))
    for name, alone in score.by_cue.items():
        click.echo(f"  {name:{width}}  {alone.share:4.0%}")


def _as_json(score: BlindScore) -> dict[str, object]:
    low, high = wilson(score.all.share, score.all.notes)
    least, most = score.all.chance_range(NINETY_FIVE_PERCENT)
    return {
        "notes": score.all.notes,
        "score": round(score.all.share, 4),
        "score_95": [round(low, 4), round(high, 4)],
        "chance": round(score.all.chance_share, 4),
        "chance_95": [round(least, 4), round(most, 4)],
        "by_cue": {name: round(alone.share, 4) for name, alone in score.by_cue.items()},
    }
