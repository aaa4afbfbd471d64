"""What `ipt-cards check` prints of style: the rules, and what test-wiseness alone gains."""

import json
from enum import StrEnum

import click

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.rules.style.blind import BlindScore, Score, blind_score
from ipt_cards.deck.rules.style.findings import NEEDLESS
from ipt_cards.deck.rules.style.guide import GUIDE
from ipt_cards.forecast.wilson import NINETY_FIVE_PERCENT, wilson
from ipt_cards.study.presenting.words import counted

MOST_GAINED = 0.05
"""The share of the points that the blind may gain over chance before distractors are poor."""

FARTHEST = 0.1
"""The share of the points by which guessing may exceed chance before the notes are few.

In 95 of 100 decks of 70 choice notes with four options each, guessing stays within it.
"""

_SHOWN = 10
"""Of notes that give most away, so many are named; the JSON has them all."""


class Verdict(StrEnum):
    """What a blind score says of a deck's choice notes."""

    NOTHING = "gains nothing"
    LITTLE = "gains little"
    MUCH = "gains much"
    TOO_FEW = "too few notes to tell"


def verdict(score: Score) -> Verdict:
    """What the score and chance say, each with the range that it's good for.

    Where guessing itself ranges widely, and what it reaches is within the score's range, the notes
    are too few to tell the two apart.
    """
    low, _ = wilson(score.share, score.notes)
    _, most = score.chance_range(NINETY_FIVE_PERCENT)
    if low <= most and most - score.chance_share > FARTHEST:
        return Verdict.TOO_FEW
    gained = score.share - score.chance_share
    if gained > MOST_GAINED:
        return Verdict.MUCH
    return Verdict.LITTLE if gained > 0 else Verdict.NOTHING


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
    found = verdict(score.all)
    if as_json:
        click.echo(json.dumps(_as_json(score, found), indent=2, ensure_ascii=False))
    elif not score.all.notes:
        click.echo("The deck has no choice notes with distractors, so there is nothing to guess.")
    else:
        _print_score(score.all, found)
        _print_cues(score)
        if found is Verdict.MUCH:
            _print_notes(score)
    if strict and found is Verdict.MUCH:
        raise click.exceptions.Exit(1)


def _print_score(score: Score, found: Verdict) -> None:
    low, high = wilson(score.share, score.notes)
    least, most = score.chance_range(NINETY_FIVE_PERCENT)
    click.echo(
        f"Knowing nothing and going by how the options of {counted(score.notes, 'choice note')} "
        "are written:"
    )
    for name, share, ends in (
        ("score", score.share, (low, high)),
        ("chance", score.chance_share, (least, most)),
    ):
        click.echo(f"  {name:6}  {_percent(share):>5}  (95 %: {' to '.join(map(_percent, ends))})")
    gained = counted(round(100 * (score.share - score.chance_share)), "point")
    match found:
        case Verdict.TOO_FEW:
            told = (
                "With so few choice notes it can't be told whether the wording gives answers away: "
                f"guessing alone may reach {_percent(most)}"
            )
        case Verdict.MUCH:
            told = f"That gains {gained}: the wording gives answers away"
        case Verdict.LITTLE:
            told = f"That gains {gained}, no more than may be"
        case Verdict.NOTHING:
            told = "That gains nothing: the distractors are good"
    click.echo(f"{told}.")


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _print_cues(score: BlindScore) -> None:
    click.echo("Going by one thing alone:")
    width = max(map(len, score.by_cue))
    for name, alone in score.by_cue.items():
        click.echo(f"  {name:{width}}  {_percent(alone.share):>5}")


def _print_notes(score: BlindScore) -> None:
    click.echo("Most is given away by the options of:")
    for note_id, gain in list(score.gains.items())[:_SHOWN]:
        click.echo(f"  {note_id} ({counted(round(100 * gain), 'point')} gained)")
    if len(score.gains) > _SHOWN:
        click.echo(f"  … and {len(score.gains) - _SHOWN:,} more, which --json lists")


def _as_json(score: BlindScore, found: Verdict) -> dict[str, object]:
    low, high = wilson(score.all.share, score.all.notes)
    least, most = score.all.chance_range(NINETY_FIVE_PERCENT)
    return {
        "notes": score.all.notes,
        "score": round(score.all.share, 4),
        "score_95": [round(low, 4), round(high, 4)],
        "chance": round(score.all.chance_share, 4),
        "chance_95": [round(least, 4), round(most, 4)],
        "verdict": found if score.all.notes else None,
        "gains": {note_id: round(gain, 4) for note_id, gain in score.gains.items()},
        "by_cue": {name: round(alone.share, 4) for name, alone in score.by_cue.items()},
    }
